"""The Explorer: `python -m alicloud.explorer`."""

from __future__ import annotations

import argparse
import html
import importlib.util
import os
import shlex
import signal
import sys
import webbrowser
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import TYPE_CHECKING

from alicloud.explorer.errors import StartError

if TYPE_CHECKING:
    from alicloud.explorer.catalogues import Catalogues
    from alicloud.explorer.routes import Application
    from alicloud.explorer.targets import Target

_EXTRA = ("httptools", "jinja2", "jwt", "pygments", "pyotp", "segno", "signxml", "yaml")
"""What the Explorer imports beyond the base install: the extra `explorer`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page until SIGINT or SIGTERM; returns the exit status.

    That is 1 if something is not installed, and 2 if an option cannot be used.
    """
    options = _parser().parse_args(arguments)
    missing = [name for name in _EXTRA if importlib.util.find_spec(name) is None]
    if missing:
        print(
            f"alicloud.explorer: not installed: {', '.join(missing)}; "
            "run pip install 'alicloud[explorer]'",
            file=sys.stderr,
        )
        return 1
    stopped = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    try:
        with ExitStack() as stack:
            serve(options, stack, stopped)
    except StartError as error:
        print(f"alicloud.explorer: {error}", file=sys.stderr)
        return 2
    return 0


def serve(options: argparse.Namespace, stack: ExitStack, stopped: Event) -> None:
    """Start what the options ask for, print the address, and wait.

    Raises:
        StartError: an option cannot be used.
    """
    from alicloud.emulator import Emulator
    from alicloud.explorer.catalogues import Catalogues
    from alicloud.explorer.emulation import Emulation
    from alicloud.explorer.packages import load
    from alicloud.explorer.routes import Application
    from alicloud.explorer.server import ExplorerServer

    catalogues = Catalogues(load())
    others = _targets(options, catalogues)
    emulation = Emulation(stack.enter_context(Emulator(mock=catalogues.mocked)))
    app = Application(emulation, catalogues, others)
    stack.callback(app.targets.close)
    server = stack.enter_context(ExplorerServer(app, port=options.port))
    _announce(app, server.url)
    if options.open:
        webbrowser.open(_private_link(server.url, stack).as_uri())
    stopped.wait()


def _private_link(url: str, stack: ExitStack) -> Path:
    """A file that leads to the address; a browser's arguments can be seen by all users."""
    folder = Path(stack.enter_context(TemporaryDirectory(prefix="alicloud-explorer-")))
    link = folder / "open.html"
    link.write_text(f'<meta http-equiv="refresh" content="0; url={html.escape(url)}">\n')
    return link


def _announce(app: Application, url: str) -> None:
    for target in app.targets:
        print(f"# {target.name}: {target.endpoint or 'the real service'}")
    print("# Code that you copy finds the emulator with:")
    for name, value in app.emulation.environment().items():
        print(f"export {name}={shlex.quote(value)}")
    print("# The Explorer. Whoever has this address can use it; Ctrl-C stops it:")
    print(url, flush=True)


def _targets(options: argparse.Namespace, catalogues: Catalogues) -> list[Target]:
    """The targets besides the emulator."""
    from alicloud.explorer.targets import endpoint_target, real_target

    service = catalogues.action("sts", "GetCallerIdentity").service
    targets = []
    if options.region and not options.real:
        raise StartError("--region: belongs to --real: add it")
    if options.endpoint:
        targets.append(endpoint_target(options.endpoint, service))
    if options.real:
        targets.append(real_target(options.region, os.environ, service))
    return targets


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m alicloud.explorer",
        description="A page to try actions and to copy code. Prints its address, which only this "
        "machine can open. Calls go to an emulator that it starts, or to what you add here.",
    )
    add = parser.add_argument
    add("--port", type=int, default=0, help="port to listen on; 0, the default, takes a free one")
    add("--open", action="store_true", help="open the page in a browser")
    add("--endpoint", metavar="URL", help="call this server, with your credentials")
    add("--real", action="store_true", help="call the real service, with your credentials")
    add("--region", metavar="ID", help="the region of --real (default: the central endpoints)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
