"""The vendor's RAM modules for Ansible, by the examples in their own documentation."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.peers.peer import ONLY_HERE, Check, Difference, Peer
from tests.peers.sandbox import Sandbox

_USER = "users: {ansible: }"
_USER_WITH_KEY = "users: {ansible: {access_keys: [{id: ansible, secret: secret}]}}"
_USER_WITH_PASSWORD = "users: {ansible: {login_profile: {password: Sesame-open-1}}}"
_GROUP = "groups: {ansible: }"
_ROLE = """
roles:
  ansible:
    trust_policy:
      Version: "1"
      Statement: [{Effect: Allow, Action: sts:AssumeRole, Principal: {Service: [ecs.aliyuncs.com]}}]
"""
_POLICY = """
policies:
  ansible_oss:
    document: {Version: "1", Statement: [{Effect: Allow, Action: "oss:*", Resource: "*"}]}
"""


@dataclass(frozen=True)
class Examples:
    """The examples of a module.

    Attributes:
        module: The module.
        seed: What the examples take for granted, for `Emulator.seed`.
        variables: The placeholders in them, by task; with "" for all tasks.
        renamed, values: What is not taken from them as it stands: names and values of parameters.
    """

    module: str
    seed: str = ""
    variables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)

    def label(self, task: str) -> str:
        """The name of a check: module, task, and what was altered."""
        altered = [
            *self.renamed.values(),
            *(f"{name}={text}" for name, text in self.values.items()),
        ]
        return f"{self.module}: {task}" + (f" ({', '.join(altered)})" if altered else "")

    def play(self, modules: Path, results: Path) -> list[dict[str, Any]]:
        """A playbook of all examples, which writes what the tasks returned to a file."""
        tasks = [self._task(number, task) for number, task in enumerate(_examples(modules, self))]
        names = ", ".join(f"{task['name']!r}: {task['register']}" for task in tasks)
        copy = {"dest": str(results), "content": "{{ {" + names + "} | to_json }}"}
        last = {"name": "Write the results", "ansible.builtin.copy": copy}
        play = {"hosts": "localhost", "connection": "local", "gather_facts": False}
        return [{**play, "tasks": [*tasks, last]}]

    def _task(self, number: int, task: dict[str, Any]) -> dict[str, Any]:
        arguments = {
            self.renamed.get(name, name): self.values.get(name, value)
            for name, value in (task[self.module] or {}).items()
        }
        variables = {**self.variables.get("", {}), **self.variables.get(task["name"], {})}
        return {
            "register": f"result_{number}",
            "ignore_errors": True,
            **task,
            "vars": variables,
            self.module: arguments,
        }


def _examples(modules: Path, examples: Examples) -> list[dict[str, Any]]:
    """The tasks in the documentation of a module."""
    text = (modules / f"{examples.module}.py").read_text(encoding="utf-8")
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "EXAMPLES":
            tasks = yaml.safe_load(ast.literal_eval(node.value))
            # One module shows the examples of another.
            return [task for task in tasks if examples.module in task]
    raise AssertionError(f"{examples.module} has no examples")


_NAMES = {
    "Changed. Update user": {"user_name": "ansible"},
    "Changed. Delete user": {"user_name": "ansible2"},
}
_KEY = {"": {"user_access_key_id": "{{ access.access_key.access_key_id }}"}}
ALL = (
    Examples(
        "ali_ram_user", variables={**_NAMES, "Changed. Delete user": {"user_name": "ansible"}}
    ),
    Examples("ali_ram_user", variables=_NAMES, values={"mobile_phone": "86-18988888888"}),
    Examples("ali_ram_user_info", _USER),
    Examples("ali_ram_group", _USER),
    Examples("ali_ram_group_info", _GROUP),
    Examples("ali_ram_role"),
    Examples("ali_ram_role", renamed={"role_name": "name"}),
    Examples("ali_ram_role_info", _ROLE),
    Examples("ali_ram_policy", f"{_USER}\n{_GROUP}\n{_ROLE}"),
    Examples("ali_ram_policy_info", _POLICY),
    Examples("ali_ram_login_profile", _USER),
    Examples("ali_ram_login_profile_info", _USER_WITH_PASSWORD),
    Examples("ali_ram_access_key", _USER, variables=_KEY),
    Examples("ali_ram_access_key_info", _USER_WITH_KEY),
)


def _ansible(sandbox: Sandbox) -> Iterator[Check]:
    (modules,) = sandbox.installed.glob("lib/python*/site-packages/ansible/modules/cloud/alicloud")
    python, playbook, results = (
        sandbox.installed / "bin/python",
        sandbox.home / "play.yml",
        sandbox.home / "results",
    )
    for examples in ALL:
        playbook.write_text(yaml.safe_dump(examples.play(modules, results)), encoding="utf-8")
        with sandbox.emulator(examples.seed) as cloud:
            sandbox.run(
                cloud,
                (
                    python,
                    sandbox.installed / "bin/ansible-playbook",
                    "--inventory=localhost,",
                    playbook,
                ),
                {
                    "ALICLOUD_REGION": "cn-hangzhou",
                    "ANSIBLE_LIBRARY": str(modules),
                    "ANSIBLE_PYTHON_INTERPRETER": str(python),
                    "ANSIBLE_REMOTE_TMP": str(sandbox.home / "remote"),
                },
            )
        returned = json.loads(results.read_text(encoding="utf-8"))
        results.unlink()
        for task, result in returned.items():
            yield Check(examples.label(task), _problem(task, result))


def _problem(task: str, result: Mapping[str, Any]) -> str:
    """Those that change something say so in their names; the others have to find something."""
    if result["failed"]:
        return str(result["msg"])
    if task.startswith("Changed."):
        return "" if result["changed"] else "nothing was changed"
    return "" if '"ansible' in json.dumps(result) else "nothing was found"


PEERS = (
    Peer(
        "ansible_alicloud",
        "pypi",
        "ansible",
        "its RAM modules, by the examples in their documentation",
        _ansible,
        (
            Difference(
                "The example gives a telephone number without its country code, which the module's own"
                " description and the service want.",
                "the module's example",
                frozenset({"ali_ram_user: Changed. Create a new user"}),
            ),
            Difference(
                "`role_name` is also an alias of a parameter that all modules have, for the role of an"
                " ECS instance: they ask the metadata of the instance for a key, and fail where there"
                " is none. As `name`, which `ali_ram_role` knows too, it works.",
                "the modules",
                frozenset(
                    {
                        *(f"ali_ram_role: Changed. {task} role" for task in ("Update", "Delete")),
                        "ali_ram_role: Changed. Create a role",
                        "ali_ram_policy: Changed. Attach policy to role",
                        "ali_ram_policy: Changed. Detach policy from role",
                        ONLY_HERE,
                    }
                ),
            ),
        ),
    ),
)
