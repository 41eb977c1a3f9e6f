"""Programs from npm: three SDKs, each tried by a script for Node's test runner, and a command."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

from alicloud.emulator import Emulator
from tests.peers.peer import Check, Difference, Peer, compare
from tests.peers.sandbox import ProgramError, Sandbox, last_line

SCRIPTS = Path(__file__).parent / "npm"


def _variables(sandbox: Sandbox) -> dict[str, str]:
    """What leads Node to the proxy: before version 24, or with agents of their own, by global-agent."""
    modules = sandbox.installed / "node_modules"
    return {
        "NODE_PATH": str(modules),
        "NODE_OPTIONS": f"--require={modules / 'global-agent/bootstrap.js'}",
        # It then reads HTTPS_PROXY and so on.
        "GLOBAL_AGENT_ENVIRONMENT_VARIABLE_NAMESPACE": "",
    }


def _script(sandbox: Sandbox, name: str) -> Iterator[Check]:
    """Each test of a script is a check."""
    with sandbox.emulator(enforce=True) as cloud:
        user, role = cloud.add_user(), cloud.add_role()
        done = sandbox.attempt(
            cloud,
            ("node", "--test-reporter=junit", SCRIPTS / f"{name}.cjs"),
            {
                "PEER_KEY_ID": user.access_key_id,
                "PEER_KEY_SECRET": user.access_key_secret,
                "PEER_USER": user.arn,
                "PEER_ROLE": role.arn,
                **_variables(sandbox),
            },
        )
    checks = list(_from_junit(done.stdout))
    if bool(done.returncode) != any(check.problem for check in checks):
        raise ProgramError(f"{name}.cjs: {last_line(done)}")
    yield from checks


def _from_junit(text: str) -> Iterator[Check]:
    """The checks in a report of Node's test runner; none if it is not whole."""
    try:
        report = ElementTree.fromstring(text)
    except ElementTree.ParseError:
        return
    for case in report.iter("testcase"):
        failure = case.find("failure")
        yield Check(case.attrib["name"], "" if failure is None else failure.attrib["message"])


def _serverless_devs(sandbox: Sandbox) -> Iterator[Check]:
    with sandbox.emulator(enforce=True) as cloud:
        user = cloud.add_user()
        _s(sandbox, cloud, "set", "analysis", "disable")
        key = ("--AccessKeyID", user.access_key_id, "--AccessKeySecret", user.access_key_secret)
        _s(sandbox, cloud, "config", "add", *key, "--access", "peer")
        yield compare(
            "config add asks who calls",
            [(call.action, call.caller) for call in cloud.requests],
            [("GetCallerIdentity", user.arn)],
        )
        shown = _s(sandbox, cloud, "config", "get", "--access", "peer")
        account = cloud.account.id
        masked = f"{account[:3]}{'*' * 10}{account[-3:]}"
        yield Check("config get shows the account", "" if masked in shown else shown)


def _s(sandbox: Sandbox, cloud: Emulator, *arguments: str) -> str:
    command = sandbox.installed / "node_modules/@serverless-devs/s/bin/s"
    # With NODE_ENV=test no process of its own asks for a newer version.
    variables = {"NODE_ENV": "test", "FORCE_COLOR": "0", **_variables(sandbox)}
    return sandbox.run(cloud, ("node", command, *arguments), variables)


PEERS = (
    Peer("ali-oss", "npm", "npm", "its STS client", partial(_script, name="ali-oss")),
    Peer(
        "@alicloud/sts-sdk",
        "npm",
        "npm",
        "all but what Japan alone has",
        partial(_script, name="sts-sdk"),
        (
            Difference(
                "It signs `*`, `!`, `'`, `(` and `)` as they are, where the rules of the signature want"
                " them percent-encoded, so that no policy with an asterisk can be sent.",
                "@alicloud/sts-sdk",
                frozenset({"a policy may have an asterisk"}),
            ),
        ),
    ),
    Peer(
        "@alicloud/pop-core",
        "npm",
        "npm",
        "RAM and STS, with keys and with a session",
        partial(_script, name="pop-core"),
    ),
    Peer(
        "@serverless-devs/s",
        "npm",
        "npm",
        "`s config`, which finds the account of a key",
        _serverless_devs,
    ),
)
