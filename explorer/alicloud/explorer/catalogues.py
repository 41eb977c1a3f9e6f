"""The catalogues of all generated packages: what the page shows, and what an action is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from alicloud.emulator.policy.permissions import REQUIREMENTS
from alicloud.explorer.errors import ExplorerError
from alicloud.explorer.masking import secret_names
from alicloud.explorer.packages import Unusable
from alicloud.generator.catalogue import Catalogue, write
from alicloud.generator.model import Operation, Service, Struct
from alicloud.generator.python.names import snake
from alicloud.generator.samples import EMULATED


@dataclass(frozen=True)
class Action:
    """An action of a service, as its catalogue has it."""

    catalogue: Catalogue
    operation: Operation

    @property
    def service(self) -> Service:
        """The service that the action belongs to."""
        return self.catalogue.service

    @property
    def name(self) -> str:
        """The name on the wire."""
        return self.operation.action

    @cached_property
    def shapes(self) -> Mapping[str, Struct]:
        """The shapes of the service."""
        return self.service.shapes_by_name()

    @cached_property
    def secret_names(self) -> frozenset[str]:
        """The names of whatever is secret in a request or a response of the action."""
        return secret_names((self.operation.request, self.operation.response), self.shapes)

    @cached_property
    def secret_parameters(self) -> frozenset[str]:
        """The same, and the parameters whose value is one JSON text with secrets in it."""
        fields = self.operation.request.fields
        return self.secret_names | {
            field.wire
            for field in fields
            if field.style == "json" and secret_names([Struct("", "", (field,))], self.shapes)
        }

    @cached_property
    def secret_headers(self) -> frozenset[str]:
        """The headers that hold a secret, in a request or a response; in lower case."""
        return frozenset(
            field.wire.lower()
            for field in (*self.operation.request.fields, *self.operation.response.fields)
            if field.location == "header" and field.wire in self.secret_parameters
        )

    @cached_property
    def sends_secret_content(self) -> bool:
        """Whether the body of a request is one secret."""
        return _is_secret_content(self.operation.request)

    @cached_property
    def responds_with_secret_content(self) -> bool:
        """Whether the body of a response is one secret."""
        return _is_secret_content(self.operation.response)

    @cached_property
    def responds_with_secrets(self) -> bool:
        """Whether a response may hold secrets."""
        return bool(secret_names((self.operation.response,), self.shapes))

    def documented(self, code: str) -> str | None:
        """What the specs say about an error code; None if they do not have it."""
        errors = (*self.operation.errors, *self.service.errors)
        return next((error.doc for error in errors if error.code == code), None)


def _is_secret_content(message: Struct) -> bool:
    return any(field.location == "content" and field.sensitive for field in message.fields)


class Catalogues:
    """All catalogues.

    Args:
        found: Those of the page, in the order in which it shows the services, and packages that
            it only names.
    """

    def __init__(self, found: Iterable[Catalogue | Unusable]) -> None:
        found = tuple(found)
        self._catalogues = tuple(each for each in found if isinstance(each, Catalogue))
        self._found = found
        self._unusable = tuple(each for each in found if isinstance(each, Unusable))
        self._actions = {
            (catalogue.service.name, operation.action): Action(catalogue, operation)
            for catalogue in self._catalogues
            for operation in catalogue.service.operations()
        }

    def __iter__(self) -> Iterator[Catalogue | Unusable]:
        return iter(self._found)

    def action(self, service: str, name: str) -> Action:
        """An action by the names of its service and its own.

        Raises:
            ExplorerError: there is none.
        """
        action = self._actions.get((service, name))
        if action is None:
            raise ExplorerError(
                404,
                "no-such-action",
                "The catalogues have no such action of such a service: reload the page.",
            )
        return action

    @property
    def services(self) -> tuple[Service, ...]:
        """The services of the catalogues."""
        return tuple(catalogue.service for catalogue in self._catalogues)

    @property
    def mocked(self) -> tuple[str, ...]:
        """The packages that the emulator does not emulate, and so has to mock."""
        names = (service.name for service in self.services)
        return tuple(f"alicloud.{name}" for name in names if name not in EMULATED)

    @cached_property
    def page(self) -> bytes:
        """The catalogues as the page reads them: with Python's names, and with permissions."""
        shown = {
            "services": [_for_page(json.loads(write(each))) for each in self._catalogues],
            "unusable": [asdict(each) for each in self._unusable],
        }
        return json.dumps(shown, ensure_ascii=False).encode()


def _for_page(service: dict[str, Any]) -> dict[str, Any]:
    for group in service["groups"]:
        for shape in group.get("shapes", ()):
            _name_fields(shape["fields"])
        for action in group["actions"]:
            action["python"] = snake(action["name"])
            if (service["name"], action["name"]) in REQUIREMENTS:
                action["permission"] = f"{service['name']}:{action['name']}"
            _name_fields(action.get("request", ()))
            _name_fields(action.get("response", ()))
    return service


def _name_fields(fields: Iterable[dict[str, Any]]) -> None:
    for field in fields:
        field["python"] = field.get("name") or snake(field["wire"])
