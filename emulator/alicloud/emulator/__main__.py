"""The emulator as a server: `python -m alicloud.emulator`."""

from __future__ import annotations

import argparse
import os
import shlex
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event

from alicloud.emulator import Emulator, command, logs  # first: it says what is missing
from alicloud.emulator.account import ACCOUNT_ID
from alicloud.emulator.errors import EmulatorError
from alicloud.emulator.files import check_writable, read, temporary_file, write_private
from alicloud.emulator.identity.providers import ProviderError
from alicloud.emulator.seed.entries import SeedError

LEVELS = ("debug", "info", "warning", "error")


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until SIGINT, SIGTERM or SIGHUP, or until the command ends.

    Returns the exit status: that of the command, 0 without one, and 2 if an option is not valid.
    """
    options = _options(sys.argv[1:] if arguments is None else arguments)
    level = options.log_level or ("warning" if options.command else "info")
    logs.configure(level, options.log_format)
    stopped = Event()
    for number in (signal.SIGINT, *command.ending_signals()):
        signal.signal(number, lambda *_: stopped.set())
    try:
        if options.export:
            check_writable(options.export)  # now, rather than when there is something to lose
        with Emulator(
            host=options.host,
            port=options.port,
            db=options.db,
            account_id=options.account_id,
            access_key_id=options.access_key_id,
            access_key_secret=options.access_key_secret,
            enforce=options.enforce,
            tls=options.tls,
            proxy_port=options.proxy,
            control_token=options.control_token,
            mock=options.mock,
        ) as cloud:
            for id in options.other_account:
                cloud.other_account(id)
            if options.providers:
                cloud.load_providers(options.providers)
            if options.seed:
                _seed(cloud, options.seed)
            status = _serve(cloud, options, stopped)
            if options.export:
                write_private(options.export, cloud.export())
            return status
    except (EmulatorError, ProviderError) as error:
        print(f"alicloud.emulator: {error}", file=sys.stderr)
        return 2
    except command.CommandError as error:
        print(f"alicloud.emulator: {error}", file=sys.stderr)
        return error.status


def _seed(cloud: Emulator, path: Path) -> None:
    try:
        cloud.seed(read(path))
    except SeedError as error:
        raise EmulatorError(f"{path}: {error}") from None


def _serve(cloud: Emulator, options: argparse.Namespace, stopped: Event) -> int:
    """Serve until the command ends or, without one, until `stopped` is set."""
    lines = "".join(f"{assignment}\n" for assignment in _assignments(cloud))
    with temporary_file(options.env_file, lines):
        if options.command:
            return command.run(options.command, cloud.environment().over(os.environ), stopped)
        _announce(cloud, options)
        stopped.wait()
    return 0


def _announce(cloud: Emulator, options: argparse.Namespace) -> None:
    authorisation = "on" if cloud.enforce else "off; --enforce turns it on"
    print(f"# The emulator of RAM and STS is at {cloud.url} (authorisation: {authorisation})")
    if options.host in ("0.0.0.0", "::"):
        how = "over https" if options.tls else "over HTTP without TLS"
        print(
            "# It listens on all addresses of this machine: whoever reaches port"
            f" {cloud.port} can call it, {how}."
        )
        control = "with the token only" if options.control_token else "from this machine only"
        print(f"# The control below {cloud.url}/_emulator/ may be used {control}.")
    for other in cloud.other_accounts:
        key = f"{other.account.access_key_id} and the secret {other.account.access_key_secret}"
        print(f"# The account {other.account.id} has the access key {key}")
    for assignment in _assignments(cloud):
        print(f"export {assignment}", flush=True)


def _assignments(cloud: Emulator) -> list[str]:
    """The variables for clients, in the form that shells read."""
    return [f"{name}={shlex.quote(value)}" for name, value in cloud.environment().items()]


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    """The options; all that follows `--` is the command."""
    before, mark, after = list(arguments), False, []
    if "--" in arguments:
        place = before.index("--")
        before, mark, after = before[:place], True, before[place + 1 :]
    parser = _parser()
    options = parser.parse_args(before)
    if mark and not after:
        parser.error("give a command after --")
    options.command = after
    return options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m alicloud.emulator",
        usage="%(prog)s [OPTION ...] [-- COMMAND ...]",
        description="RAM and STS on this machine. Prints its URL and the environment for clients;"
        " or runs a command in this environment, and returns its status.",
    )
    add = parser.add_argument
    add("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    add("--port", type=int, default=0, help="port to listen on; 0, the default, takes a free one")
    add("--tls", action="store_true", help="speak https, with an authority of its own")
    add(
        "--proxy",
        metavar="PORT",
        type=int,
        nargs="?",
        const=0,
        help="also be a proxy that leads https://*.aliyuncs.com here, and refuses all other hosts",
    )
    add("--db", metavar="FILE", help="keep the state in this file (default: in memory)")
    add("--account-id", metavar="ID", help=f"16 digits (default: {ACCOUNT_ID})")
    add("--access-key-id", metavar="ID", help="a key of the account (default: a new one)")
    add("--access-key-secret", metavar="SECRET", help="its secret; required with --access-key-id")
    add(
        "--other-account",
        metavar="ID",
        action="append",
        default=[],
        help="have this account as well, for roles that are assumed across accounts; repeatable",
    )
    add("--providers", metavar="FILE", help="register the OIDC and SAML providers of a JSON file")
    add("--seed", metavar="FILE", type=Path, help="add the users, roles and so on of a YAML file")
    add(
        "--export",
        metavar="FILE",
        type=Path,
        help="write the state to a YAML file for --seed when the emulator stops",
    )
    add(
        "--mock",
        metavar="PACKAGE",
        action="append",
        default=[],
        help="serve this generated package too, such as alicloud.ecs, with responses made from its"
        " catalogue; repeatable",
    )
    add("--enforce", action="store_true", help="let policies decide what callers may do")
    add(
        "--env-file",
        metavar="FILE",
        type=Path,
        help="write the variables for clients to this file, and remove it at the end",
    )
    add(
        "--control-token",
        metavar="TOKEN",
        help="what calls below /_emulator/ must send (default: they must come from this machine)",
    )
    add(
        "--log-level",
        choices=LEVELS,
        help="what is logged to stderr; info has a line per call"
        " (default: info, with a COMMAND warning)",
    )
    add("--log-format", choices=("text", "json"), default="text", help="(default: %(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
