"""All mocked packages: which action a request is for, and what it responds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from alicloud.core.errors.base import ServiceError
from alicloud.emulator.errors import EmulatorError
from alicloud.emulator.mock.action import MockedAction
from alicloud.emulator.mock.arguments import path_values
from alicloud.emulator.mock.calls import MockedCall
from alicloud.emulator.mock.packages import Package, load
from alicloud.emulator.mock.rules import Content, Function, Rules
from alicloud.generator.problems import did_you_mean

if TYPE_CHECKING:
    from alicloud.core.shapes.messages import Request
    from alicloud.emulator.http.requests import ParsedRequest


class Mock:
    """One mocked package; `cloud.mock("alicloud.ecs")` gives it.

    Attributes:
        name: The name of the package.
        package: What is known of it; for the emulator.
    """

    def __init__(self, package: Package) -> None:
        self.name = package.name
        self.package = package
        self._rules = Rules()
        self._actions: dict[str, MockedAction] = {}

    def __repr__(self) -> str:
        return f"<Mock {self.name}>"

    def on(
        self,
        action: str,
        *,
        respond: Content | Function | None = None,
        in_turn: Iterable[Content | Function] | None = None,
    ) -> None:
        """Respond so to an action, until `reset`. Parameters are still checked before.

        Args:
            respond: The body as a dict with the service's names; or a generated response; or a
                `ServiceError`, of which code, status and message count; or a function that gets the
                generated request and returns (or raises) any of these, or None for the response that
                the mock makes. It runs in the thread of the server, and must not call the emulator.
            in_turn: Several of them in place of one: each for one call, the last for all later ones.

        Raises:
            EmulatorError: there is no such action, or it cannot respond so.
        """
        if (respond is None) == (in_turn is None):
            raise EmulatorError("on: give either respond or in_turn")
        if isinstance(in_turn, str | bytes | Mapping) or not isinstance(in_turn, Iterable | None):
            raise EmulatorError(
                f"in_turn: expected a list of responses, got {type(in_turn).__name__}"
            )
        contents = [respond] if in_turn is None else list(in_turn)
        if not contents or any(content is None for content in contents):
            raise EmulatorError("in_turn: must hold one response or more, and no None")
        self._rules.put(self.action(action), contents)  # type: ignore[arg-type]

    def fail(self, action: str, code: str, message: str = "", status: int | None = None) -> None:
        """Respond to an action with an error, until `reset`.

        Args:
            status: By default what the action documents for the code.
        """
        message = message or "A rule of the mock says so."
        self.on(action, respond=ServiceError(message, code=code, status_code=status or 0))

    def reset(self) -> None:
        """Remove the rules: every action responds with what the mock makes."""
        self._rules.clear()

    def action(self, name: str) -> MockedAction:
        """An action; for the emulator.

        Raises:
            EmulatorError: there is none.
        """
        if str(name) not in self.package.operations:
            hint = did_you_mean(str(name), self.package.operations)
            raise EmulatorError(f"action: {self.name} has no action {name!r:.80}{hint}")
        found = self._actions.get(name)
        if found is None:
            found = self._actions[name] = MockedAction(self.package, name)
        return found

    def ruled(self, action: MockedAction, request: Request[Any]) -> Any:
        """What a rule says that an action responds, as JSON values, text or bytes; None for none.

        Raises:
            ApiError: the rule is an error, or failed.
        """
        return self._rules.take(action, request)


class Mocks:
    """The mocked packages of an emulator, by name.

    Raises:
        EmulatorError: one cannot be mocked.
    """

    def __init__(self, names: Iterable[str]) -> None:
        if isinstance(names, str):
            raise EmulatorError(f"mock: give a list of packages: [{names!r}]")
        self._mocks = {name: Mock(load(name)) for name in names}

    def __iter__(self) -> Iterator[Mock]:
        return iter(self._mocks.values())

    def get(self, name: str) -> Mock:
        """A mocked package.

        Raises:
            EmulatorError: it is not mocked.
        """
        if str(name) not in self._mocks:
            known = ", ".join(self._mocks) or "none"
            raise EmulatorError(
                f"mock: {name!r:.80} is not mocked{did_you_mean(str(name), self._mocks)}; mocked are {known}."
                f" Start the emulator with mock=[{name!r:.80}]"
            )
        return self._mocks[name]

    def reset(self) -> None:
        """Remove all rules."""
        for mock in self._mocks.values():
            mock.reset()

    @cached_property
    def actions(self) -> frozenset[str]:
        """The names of all actions."""
        return frozenset(name for mock in self for name in mock.package.operations)

    def codes(self, action: str) -> frozenset[str]:
        """The error codes that actions of this name document."""
        return frozenset(
            code
            for mock in self
            if action in mock.package.operations
            for code in mock.package.operations[action].errors
        )

    @cached_property
    def _by_action(self) -> Mapping[tuple[str, str], list[Mock]]:
        found: dict[tuple[str, str], list[Mock]] = {}
        for mock in self:
            for action in mock.package.operations:
                found.setdefault((mock.package.service.version, action), []).append(mock)
        return found

    def products(self, version: str) -> list[str]:
        """The products that have this version."""
        of_mocks = [mock.package.service for mock in self]
        return [service.product for service in of_mocks if service.version == version]

    def names(self) -> list[str]:
        """Product and version of each, for messages."""
        of_mocks = [mock.package.service for mock in self]
        return [f"{service.product} {service.version}" for service in of_mocks]

    def find(self, parsed: ParsedRequest, version: str) -> MockedCall | None:
        """The call of a mocked action that a request is; None if it is none.

        Of several products with the same version and action that of the host; then one whose action
        has the path; then the package that was named first when the emulator started.
        """
        candidates = self._by_action.get((version, parsed.action))
        if not candidates:
            return None
        mock = candidates[0]
        if len(candidates) > 1:
            host = parsed.headers.get("host", "").partition(":")[0]
            mock = max(candidates, key=lambda one: _likeness(one, parsed, host))
        return MockedCall(mock, mock.action(parsed.action))


def _likeness(mock: Mock, parsed: ParsedRequest, host: str) -> tuple[bool, bool]:
    endpoints = mock.package.service.endpoints
    hosts = [endpoints.public, endpoints.regional, endpoints.vpc, *dict(endpoints.hosts).values()]
    of_host = any(_is_host(host, pattern) for pattern in hosts if pattern)
    template = mock.action(parsed.action).described.path
    return of_host, path_values(template, parsed.path) is not None


def _is_host(host: str, pattern: str) -> bool:
    before, mark, after = pattern.partition("{region}")
    if not mark:
        return host == pattern
    region = host.removeprefix(before).removesuffix(after)
    return host == f"{before}{region}{after}" and "." not in region
