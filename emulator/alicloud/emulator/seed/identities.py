"""The users, groups, roles and MFA devices of a seed, with what belongs to each."""

from __future__ import annotations

import re
import sqlite3
from difflib import get_close_matches
from typing import Any

from alicloud.emulator.account import check_key
from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.errors import EmulatorError
from alicloud.emulator.policy.documents import PolicyError, parse_trust_policy
from alicloud.emulator.ram import policy_attachments, roles
from alicloud.emulator.seed.entries import Entry
from alicloud.emulator.seed.maker import Maker, tags
from alicloud.emulator.state.service_linked import TEMPLATES

_SEED = re.compile(r"[A-Z2-7]{16,128}")
_SUFFIX = re.compile(r"_[A-Za-z0-9._-]{1,40}")


def user(maker: Maker, name: str, entry: Entry) -> None:
    made = maker.do(
        entry,
        "CreateUser",
        UserName=name,
        DisplayName=entry.text("display_name"),
        MobilePhone=entry.text("mobile_phone"),
        Email=entry.text("email"),
        Comments=entry.text("comments"),
    )
    user_id = entry.text("id") or made["User"]["UserId"]
    created = entry.time("created")
    maker.record(
        entry,
        ("users", "name", name),
        {
            "id": user_id,
            "created": created,
            "updated": entry.time("updated") or created,
            "last_login": entry.time("last_login"),
        },
    )
    for place, item in entry.list("access_keys"):
        known = ("id", "secret", "status", "created", "last_used")
        _access_key(maker, name, Entry(place, item, known))
    if "login_profile" in entry:
        known = ("password", "passwords", "reset_required", "mfa_required", "created")
        place = f"{entry.place}.login_profile"
        _login_profile(maker, (name, user_id), Entry(place, entry.raw("login_profile"), known))
    _attach(maker, "user", name, entry)


def _access_key(maker: Maker, user: str, entry: Entry) -> None:
    made = maker.do(entry, "CreateAccessKey", UserName=user)["AccessKey"]
    key_id, secret = entry.text("id") or made["AccessKeyId"], entry.text("secret")
    try:
        check_key("id", key_id, "secret", made["AccessKeySecret"] if secret is None else secret)
    except EmulatorError as error:
        raise entry.error(error) from None
    sql = "SELECT 1 FROM access_keys WHERE id = ?"
    others = (store for store in maker.call.accounts.values() if store is not maker.store)
    if any(store.value(sql, key_id) for store in others):
        raise entry.error(f"another account has the access key {key_id} already")
    status = entry.text("status")
    if status not in (None, "Active", "Inactive"):
        raise entry.error("status: must be Active or Inactive")
    facts = {
        "secret": secret,
        "status": status,
        "created": entry.time("created"),
        "last_used": entry.time("last_used"),
        "id": key_id,
    }
    maker.record(entry, ("access_keys", "id", made["AccessKeyId"]), facts)


def _login_profile(maker: Maker, user: tuple[str, str], entry: Entry) -> None:
    name, user_id = user
    maker.store.run(
        "INSERT INTO login_profiles VALUES (?, ?, ?, ?)",
        user_id,
        entry.flag("reset_required") or False,
        entry.flag("mfa_required") or False,
        entry.time("created") or maker.call.timestamp,
    )
    for place, item in entry.list("passwords"):
        stored = Entry(place, item, ("salt", "hash"))
        sql = "INSERT INTO passwords (user_id, salt, hash) VALUES (?, ?, ?)"
        maker.store.run(sql, user_id, stored.required("salt"), stored.required("hash"))
    if "password" in entry:
        password = entry.required("password")
        maker.do(entry, "UpdateLoginProfile", UserName=name, Password=password)


def group(maker: Maker, name: str, entry: Entry) -> None:
    maker.do(entry, "CreateGroup", GroupName=name, Comments=entry.text("comments"))
    created = entry.time("created")
    facts = {
        "id": entry.text("id"),
        "created": created,
        "updated": entry.time("updated") or created,
    }
    maker.record(entry, ("groups", "name", name), facts)
    for user, member in entry.entries("members", ("joined",)):
        maker.do(member, "AddUserToGroup", UserName=user, GroupName=name)
        seq = maker.store.value("SELECT max(seq) FROM memberships")
        facts = {"joined": member.time("joined")}
        maker.record(member, ("memberships", "seq", seq), facts)
    _attach(maker, "group", name, entry)


def role(maker: Maker, name: str, entry: Entry) -> None:
    trust = entry.document("trust_policy")
    try:
        parse_trust_policy(trust)
    except PolicyError as error:
        raise entry.error(f"trust_policy: {error}") from None
    if "service" in entry:
        _service_linked_role(maker, name, entry, trust)
    else:
        maker.do(
            entry,
            "CreateRole",
            RoleName=name,
            AssumeRolePolicyDocument=_trusting(maker.call.account),
            Description=entry.text("description"),
            MaxSessionDuration=entry.number("max_session_duration"),
            Tag=tags(entry),
        )
    created = entry.time("created")
    facts = {
        "id": entry.text("id"),
        "trust_policy": trust,  # it may name a role that comes later
        "description": entry.text("description"),
        "max_session_duration": entry.number("max_session_duration"),
        "allow_console_login": entry.flag("allow_console_login"),
        "service": entry.text("service"),
        "created": created,
        "updated": entry.time("updated") or created,
    }
    old_id = maker.store.value("SELECT id FROM roles WHERE name = ?", name)
    maker.record(entry, ("roles", "name", name), facts)
    maker.record(entry, ("tags", "entity", old_id), {"entity": entry.text("id")})
    _attach(maker, "role", name, entry)


def _service_linked_role(maker: Maker, name: str, entry: Entry, trust: str) -> None:
    template = TEMPLATES.get(entry.required("service"))
    if template is None:
        raise entry.error("service: has no service-linked role; leave it out for other roles")
    if name != template.role_name and not (
        template.several and _SUFFIX.fullmatch(name.removeprefix(template.role_name))
    ):
        suffix = " and a suffix that begins with _, or without" if template.several else ""
        raise entry.error(f"the name must be {template.role_name}{suffix}")
    try:
        roles.add(maker.call, name, trust, service=template.service)
    except ApiError as error:
        raise entry.error(f"{error.message} ({error.code})") from None


def mfa_device(maker: Maker, name: str, entry: Entry) -> None:
    made = maker.do(entry, "CreateVirtualMFADevice", VirtualMFADeviceName=name)
    seed = entry.text("seed")
    if seed is not None and not _SEED.fullmatch(seed):
        raise entry.error("seed: must be 16 or more characters of Base32: A to Z and 2 to 7")
    user = entry.text("user")
    row = maker.store.one("SELECT id FROM users WHERE name = ?", user)
    if user is not None and row is None:
        raise entry.error(f"user: there is no user {user}")
    facts = {
        "seed": seed,
        "user_id": row["id"] if row else None,
        "activated": entry.time("activated") or (maker.call.timestamp if row else None),
        "serial_number": entry.text("serial_number"),
    }
    serial_number = made["VirtualMFADevice"]["SerialNumber"]
    maker.record(entry, ("mfa_devices", "serial_number", serial_number), facts)


def _attach(maker: Maker, kind: policy_attachments.Kind, name: str, entry: Entry) -> None:
    row = maker.store.one(f"SELECT id FROM {kind}s WHERE name = ?", name)
    assert row is not None, "it was made just now"
    known = ("name", "type", "resource_group", "attached")
    for place, item in entry.list("policies"):
        attached = Entry(place, {"name": item} if isinstance(item, str) else item, known)
        policy = _find_policy(maker, attached)
        group = attached.text("resource_group") or ""
        sql = "SELECT 1 FROM resource_groups WHERE id = ?"
        if group and maker.store.one(sql, group) is None:
            raise attached.error(
                f"resource_group: there is no {group}; add it to the section resource_groups"
            )
        try:
            policy_attachments.add(maker.call, policy, kind, row["id"], group)
        except sqlite3.IntegrityError:
            raise attached.error("the policy is attached already") from None
        seq = maker.store.value("SELECT max(seq) FROM attachments")
        facts = {"attached": attached.time("attached")}
        maker.record(attached, ("attachments", "seq", seq), facts)


def _find_policy(maker: Maker, entry: Entry) -> Any:
    """A policy by type and name; without a type, a custom one comes before one of the system."""
    name, type_ = entry.required("name"), entry.text("type")
    if type_ not in (None, "Custom", "System"):
        raise entry.error("type: must be Custom or System")
    for tried in (type_,) if type_ else ("Custom", "System"):
        sql = "SELECT * FROM policies WHERE type = ? AND name = ?"
        if row := maker.store.one(sql, tried, name):
            return row
    known = [row["name"] for row in maker.store.all("SELECT name FROM policies")]
    near = get_close_matches(name, known, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    raise entry.error(f"there is no policy {name}{hint}")


def _trusting(account: str) -> dict[str, Any]:
    principal = {"RAM": [f"acs:ram::{account}:root"]}
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal}
    return {"Version": "1", "Statement": [statement]}
