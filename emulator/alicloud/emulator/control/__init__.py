"""The HTTP control of the emulator: for programs in any language.

`openapi.json` describes it.
"""

PREFIX = "/_emulator/"
"""Where the paths of the control begin. Those of the services have one path, `/`."""
