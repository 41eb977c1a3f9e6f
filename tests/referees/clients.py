"""The same call with three clients: our package, our `GenericClient`, the official package."""

from __future__ import annotations

import importlib
import inspect
import io
import json
from collections.abc import Iterator
from types import ModuleType
from typing import Any, get_args
from urllib.parse import quote

from alicloud.core import GenericClient, StaticCredentials
from alicloud.generator.model import Location, Service
from alicloud.generator.python.names import pascal, snake
from tests.referees.calls import Call
from tests.referees.sent import KEY_ID, KEY_SECRET
from tests.support.loopback import Server

WITH_OPTIONS = "_with_options"


def official_package(service: Service) -> str:
    """The official package of a product, named after its code and version."""
    product, version = service.product.lower().replace("-", "_"), service.version.replace("-", "")
    return f"alibabacloud_{product}{version}"


def ours(server: Server, call: Call) -> Any:
    """Make the call with our generated package."""
    package = importlib.import_module(f"alicloud.{call.service.name}")
    name = next(one for one in package.__all__ if one.endswith("Client") and "Async" not in one)
    request = getattr(package, f"{pascal(call.operation.action)}Request").from_wire(call.values)
    credentials = StaticCredentials(KEY_ID, KEY_SECRET)
    with getattr(package, name)(credentials=credentials, endpoint=server.url) as client:
        return client.send(request)


def generic(server: Server, call: Call) -> Any:
    """Make the call without a package: names and values as the vendor's pages have them."""
    placed: dict[str, dict[str, Any]] = {place: {} for place in get_args(Location)}
    for field in call.operation.request.fields:
        value = call.values[field.wire]
        if field.style == "json":
            value = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        elif field.style == "comma":
            value = ",".join(map(str, value))
        placed[field.location][field.wire] = value
    path = call.operation.path
    for name, value in placed["path"].items():
        path = path.replace(f"{{{name}}}", quote(value, safe="~"))
    with GenericClient(
        product=call.service.product,
        version=call.service.version,
        credentials=StaticCredentials(KEY_ID, KEY_SECRET),
        endpoint=server.url,
    ) as client:
        return client.call(
            call.operation.action,
            method=call.operation.method,
            path=path,
            query=placed["query"],
            headers=placed["header"],
            form=placed["form"],
            body=placed["json"] or placed["content"].get("body"),
        )


def theirs(server: Server, call: Call) -> Any:
    """Make the call with the official package."""
    config = importlib.import_module("alibabacloud_tea_openapi.utils_models").Config(
        access_key_id=KEY_ID,
        access_key_secret=KEY_SECRET,
        endpoint=server.url.removeprefix("http://"),
        protocol="http",
    )
    client = _client(call)(config)
    method = getattr(client, _their_method(call))
    return method(*(_argument(call, name) for name in inspect.signature(method).parameters))


def official_methods(service: Service) -> dict[str, str]:
    """The methods of the official package, without `_with_options`, by action in lower case."""
    client = importlib.import_module(f"{official_package(service)}.client").Client
    names = [one.removesuffix(WITH_OPTIONS) for one in dir(client) if one.endswith(WITH_OPTIONS)]
    return {name.replace("_", ""): name for name in names}


def their_values(call: Call) -> tuple[dict[str, Any], list[str]]:
    """What the official package has a place for: the values that it takes, and what lacks one."""
    taken: dict[str, Any] = {}
    unset: list[str] = []
    parts = {snake(wire): wire for wire in call.values}
    for name in inspect.signature(getattr(_client(call), _their_method(call))).parameters:
        argument = _argument(call, name) if name not in ("self", "runtime") else None
        if isinstance(argument, str):
            taken[parts[name]] = argument
        elif argument is not None and hasattr(argument, "to_map"):
            taken |= argument.to_map()
            unset += unset_in(argument)
    if isinstance(call.values.get("body"), dict) and "body" not in taken:
        taken["body"] = taken
    return taken, unset


def unset_in(value: Any) -> Iterator[str]:
    """The attributes without a value, of an official model and those inside it."""
    if isinstance(value, list):
        for item in value:
            yield from unset_in(item)
    elif hasattr(value, "to_map"):
        for name, inner in vars(value).items():
            if inner is None:
                yield name
            yield from unset_in(inner)


def _client(call: Call) -> Any:
    return importlib.import_module(f"{official_package(call.service)}.client").Client


def _their_method(call: Call) -> str:
    return official_methods(call.service)[call.operation.action.lower()] + WITH_OPTIONS


def _argument(call: Call, name: str) -> Any:
    """What the official method takes under a name."""
    match name:
        case "request" | "tmp_req":
            return their_request(call)
        case "runtime":
            return importlib.import_module("darabonba.runtime").RuntimeOptions()
        case "headers":
            kind = getattr(_models(call), f"{pascal(call.operation.action)}Headers", None)
            return kind().from_map(call.values) if kind else {}
        case _:  # a part of the path
            values = {snake(wire): value for wire, value in call.values.items()}
            return values[name]


def their_request(call: Call) -> Any:
    """The request of the official package, with the values of a call."""
    values = dict(call.values)
    if isinstance(values.get("body"), bytes):
        values["body"] = io.BytesIO(values["body"])
    elif isinstance(values.get("body"), dict):
        values |= values["body"]  # some have the members of an object body in the request itself
    made = getattr(_models(call), f"{pascal(call.operation.action)}Request")().from_map(values)
    given = set(map(snake, values))
    for name, value in vars(made).items():
        if value == [] and name not in given:
            setattr(made, name, None)
    return made


def _models(call: Call) -> ModuleType:
    return importlib.import_module(f"{official_package(call.service)}.models")
