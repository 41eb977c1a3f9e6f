"""The emulator as a server: `python -m alicloud.emulator`."""

from __future__ import annotations

import argparse
import logging
import shlex
import signal
import sys
from collections.abc import Sequence
from threading import Event

from alicloud.emulator import Emulator  # first: it says what is missing
from alicloud.emulator.account import ACCOUNT_ID
from alicloud.emulator.errors import EmulatorError
from alicloud.emulator.identity.providers import ProviderError

LEVELS = ("debug", "info", "warning", "error")


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until SIGINT or SIGTERM; returns the exit status, 2 if an option is not valid."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(
        level=options.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    stopped = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    try:
        with Emulator(
            host=options.host,
            port=options.port,
            db=options.db,
            account_id=options.account_id,
            access_key_id=options.access_key_id,
            access_key_secret=options.access_key_secret,
            enforce=options.enforce,
        ) as cloud:
            if options.providers:
                cloud.load_providers(options.providers)
            _announce(cloud)
            stopped.wait()
    except (EmulatorError, ProviderError) as error:
        print(f"alicloud.emulator: {error}", file=sys.stderr)
        return 2
    return 0


def _announce(cloud: Emulator) -> None:
    authorisation = "on" if cloud.enforce else "off; --enforce turns it on"
    print(f"# The emulator of RAM and STS is at {cloud.url} (authorisation: {authorisation})")
    environment = {
        "ALIBABA_CLOUD_ENDPOINT_URL": cloud.url,
        "ALIBABA_CLOUD_ACCESS_KEY_ID": cloud.account.access_key_id,
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": cloud.account.access_key_secret,
    }
    for name, value in environment.items():
        print(f"export {name}={shlex.quote(value)}", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m alicloud.emulator",
        description="RAM and STS on this machine. Prints its URL and the environment for clients.",
    )
    add = parser.add_argument
    add("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    add("--port", type=int, default=0, help="port to listen on; 0, the default, takes a free one")
    add("--db", metavar="FILE", help="keep the state in this file (default: in memory)")
    add("--account-id", metavar="ID", help=f"16 digits (default: {ACCOUNT_ID})")
    add("--access-key-id", metavar="ID", help="a key of the account (default: a new one)")
    add("--access-key-secret", metavar="SECRET", help="its secret; required with --access-key-id")
    add("--providers", metavar="FILE", help="register the OIDC and SAML providers of a JSON file")
    add("--enforce", action="store_true", help="let policies decide what callers may do")
    add("--log-level", choices=LEVELS, default="warning", help="(default: %(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
