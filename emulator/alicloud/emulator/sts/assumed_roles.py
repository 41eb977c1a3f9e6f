"""Role sessions: who may begin one, how long it lasts, and its credentials."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from alicloud.core.shapes.json_text import compact
from alicloud.emulator.api_errors import ApiError
from alicloud.emulator.handlers import Call, handles
from alicloud.emulator.identity import oidc, providers, saml, sessions
from alicloud.emulator.identity.sessions import Session
from alicloud.emulator.policy import authorisation
from alicloud.emulator.policy.context import context_of
from alicloud.emulator.policy.documents import (
    Effect,
    PolicyError,
    PrincipalKind,
    parse_session_policy,
    parse_trust_policy,
)
from alicloud.emulator.policy.evaluate import Decision, Question, trust_of, trusted_names
from alicloud.emulator.policy.patterns import Context
from alicloud.emulator.state.store import Row
from alicloud.sts.assumed_roles import (
    AssumedRoleUser,
    AssumeRoleRequest,
    AssumeRoleResponse,
    AssumeRoleWithOIDCRequest,
    AssumeRoleWithOIDCResponse,
    AssumeRoleWithSAMLRequest,
    AssumeRoleWithSAMLResponse,
    OIDCTokenInfo,
    SAMLAssertionInfo,
    SessionCredentials,
)

_ACTION = "sts:AssumeRole"
_MIN_DURATION, _DEFAULT_DURATION, _MAX_DURATION = 900, 3600, 43200  # of sessions, in seconds
_SESSION_NAME = re.compile(r"[A-Za-z0-9.@_-]{2,64}")


@handles(AssumeRoleRequest)
def assume_role(call: Call, request: AssumeRoleRequest) -> AssumeRoleResponse:
    caller = call.caller
    if caller.kind == "account":
        # Without detail: none of its documented principal types is the account.
        raise ApiError(
            "NoPermission",
            "The account itself cannot assume a role; call as a RAM user or in a role session."
            f" Resource: {request.role_arn} Action: {_ACTION}",
        )
    owner = call.in_account_of(request.role_arn)
    role = _find_role(owner, request.role_arn, "EntityNotExist.Role")
    seconds = _seconds(role, request.duration_seconds)
    policy = _session_policy(request.policy)
    source_identity = _source_identity(call, request.source_identity)
    context = context_of(call, request.to_dict())
    trust = _trust(role, "RAM", trusted_names(caller), context)
    if trust != "Allow":
        question = Question(_ACTION, request.role_arn, context)
        decision = Decision(False, trust == "Deny", "AssumeRolePolicy")
        raise authorisation.denial(call, question, decision)
    session = sessions.begin(
        owner.store,
        role,
        now=call.now,
        name=request.role_session_name,
        seconds=seconds,
        policy=policy,
        source_identity=source_identity,
    )
    return AssumeRoleResponse(
        credentials=_credentials(session),
        assumed_role_user=_user(owner, session),
        source_identity=source_identity,
    )


@handles(AssumeRoleWithOIDCRequest)
def assume_role_with_oidc(
    call: Call, request: AssumeRoleWithOIDCRequest
) -> AssumeRoleWithOIDCResponse:
    call = call.in_account_of(request.role_arn)
    provider = providers.find_oidc(call.store, request.oidc_provider_arn)
    if provider is None:
        raise ApiError(
            "AuthenticationFail.NoPermission",
            f"The OIDC provider {request.oidc_provider_arn} does not exist.",
        )
    role = _find_role(call, request.role_arn, "EntityNotExist.Role")
    token = oidc.verify(request.oidc_token, provider, call.now)
    seconds = _seconds(role, request.duration_seconds)
    policy = _session_policy(request.policy)
    context = {
        **context_of(call, {}),
        "oidc:iss": token.issuer,
        "oidc:aud": token.audiences,
        "oidc:sub": token.subject,
    }
    if _trust(role, "Federated", [provider.arn], context) != "Allow":
        raise ApiError(
            "AuthenticationFail.NoPermission",
            f"The trust policy of the role {role['name']} does not accept this token"
            f" of {provider.arn}.",
        )
    session = sessions.begin(
        call.store,
        role,
        now=call.now,
        name=request.role_session_name,
        seconds=seconds,
        policy=policy,
    )
    return AssumeRoleWithOIDCResponse(
        credentials=_credentials(session),
        assumed_role_user=_user(call, session),
        oidc_token_info=OIDCTokenInfo(
            subject=token.subject,
            issuer=token.issuer,
            client_ids=",".join(token.audiences),
            verification_info="Success",
            issuance_time=token.issued,
            expiration_time=token.expires,
        ),
    )


@handles(AssumeRoleWithSAMLRequest)
def assume_role_with_saml(
    call: Call, request: AssumeRoleWithSAMLRequest
) -> AssumeRoleWithSAMLResponse:
    call = call.in_account_of(request.role_arn)
    provider = providers.find_saml(call.store, request.saml_provider_arn)
    if provider is None:
        raise ApiError(
            "EntityNotExist.SAMLProvider",
            f"The SAML provider {request.saml_provider_arn} does not exist.",
        )
    role = _find_role(call, request.role_arn, "EntityNotExist.RoleArn")
    assertion = saml.verify(request.saml_assertion, provider, call.now)
    if not assertion.names(request.role_arn, provider.arn):
        raise ApiError(
            "AuthenticationFail.SAMLAssertion.Invalid",
            f"The Role attribute of the SAML assertion lacks {request.role_arn},{provider.arn}.",
        )
    name = assertion.session_name
    if name is None or not _SESSION_NAME.fullmatch(name):
        raise ApiError(
            "InvalidParameter.RoleSessionName",
            "The RoleSessionName attribute of the SAML assertion must have one value: 2 to 64"
            " letters, digits, dots, at signs, underscores and hyphens.",
        )
    seconds = _saml_seconds(call, role, request.duration_seconds, assertion)
    policy = _session_policy(request.policy)
    context = {**context_of(call, {}), "saml:recipient": assertion.recipient}
    if _trust(role, "Federated", [provider.arn], context) != "Allow":
        # The action documents no code for this; AssumeRole has this one.
        raise ApiError(
            "NoPermission",
            f"The trust policy of the role {role['name']} does not accept {provider.arn}."
            f" Resource: {request.role_arn} Action: {_ACTION}",
        )
    session = sessions.begin(
        call.store, role, now=call.now, name=name, seconds=seconds, policy=policy
    )
    return AssumeRoleWithSAMLResponse(
        credentials=_credentials(session),
        assumed_role_user=_user(call, session),
        saml_assertion_info=SAMLAssertionInfo(
            subject_type=assertion.subject_type,
            subject=assertion.subject,
            recipient=assertion.recipient,
            issuer=assertion.issuer,
        ),
    )


def _find_role(call: Call, arn: str, code: str) -> Row:
    """The role with an ARN, in the account of the call."""
    owner, _, name = arn.removeprefix("acs:ram::").partition(":role/")
    row = call.store.one("SELECT * FROM roles WHERE name = ?", name)
    if row is None or owner != call.account:
        raise ApiError(code, f"The role {arn} does not exist.")
    return row


def _seconds(role: Row, wanted: int | None) -> int:
    seconds = _DEFAULT_DURATION if wanted is None else wanted
    if seconds > role["max_session_duration"]:
        raise ApiError(
            "InvalidParameter.DurationSeconds",
            f"DurationSeconds is more than the {role['max_session_duration']} seconds that a session"
            f" of the role {role['name']} may last.",
        )
    return seconds


def _saml_seconds(call: Call, role: Row, wanted: int | None, assertion: saml.Assertion) -> int:
    """The duration that was requested, limited by the assertion."""
    limits = [] if wanted is None else [wanted]
    if assertion.session_duration is not None:
        limits.append(_session_duration(assertion.session_duration))
    seconds = _seconds(role, min(limits, default=None))
    if assertion.session_ends is not None:
        seconds = min(seconds, (assertion.session_ends - call.now) // timedelta(seconds=1))
    return seconds


def _session_duration(text: str) -> int:
    if re.fullmatch("[0-9]{3,5}", text) and _MIN_DURATION <= int(text) <= _MAX_DURATION:
        return int(text)
    raise ApiError(
        "InvalidParameter.DurationSeconds",
        "The SessionDuration attribute of the SAML assertion must be a number"
        f" from {_MIN_DURATION} to {_MAX_DURATION}.",
    )


def _session_policy(policy: Mapping[str, Any] | str | None) -> str | None:
    if policy is None:
        return None
    text = policy if isinstance(policy, str) else compact(policy)
    try:
        parse_session_policy(text)
    except PolicyError as error:
        raise ApiError("InvalidParameter.PolicyGrammar", f"Policy: {error}") from None
    return text


def _source_identity(call: Call, wanted: str | None) -> str | None:
    """The source identity of the new session; a session that begins another passes its own on."""
    if wanted is not None and not (wanted and wanted.isprintable()):
        raise ApiError(
            "InvalidParameter.SourceIdentity", "SourceIdentity must be printable and not empty."
        )
    known = call.caller.source_identity
    if known is not None and wanted not in (None, known):
        raise ApiError(
            "InvalidParameter.SourceIdentity",
            "SourceIdentity must not differ from that of the calling session.",
        )
    return known or wanted


def _trust(
    role: Row, kind: PrincipalKind, names: tuple[str, ...] | list[str], context: Context
) -> Effect | None:
    return trust_of(parse_trust_policy(role["trust_policy"]), kind, names, context)


def _credentials(session: Session) -> SessionCredentials:
    return SessionCredentials(
        access_key_id=session.access_key_id,
        access_key_secret=session.secret,
        security_token=session.token,
        expiration=session.expires,
    )


def _user(call: Call, session: Session) -> AssumedRoleUser:
    return AssumedRoleUser(
        arn=f"acs:ram::{call.account}:role/{session.role_name}/{session.name}",
        assumed_role_id=f"{session.role_id}:{session.name}",
    )
