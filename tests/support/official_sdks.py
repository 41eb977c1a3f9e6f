"""The official SDKs of Python as clients of the emulator: any action by name, the response as a dict."""

from __future__ import annotations

import asyncio
import importlib
import json
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree import ElementTree

from alicloud.ram.operations import OPERATIONS as RAM

Key = tuple[str, ...]
"""Id and secret, and the token of a temporary key."""

Send = Callable[[str, Key, str, Mapping[str, Any]], dict[str, Any]]
"""Makes a call: URL of the emulator, key, action and parameters."""

V1_LACKS = {
    # Newer than the last release of the V1 SDK.
    "CreateServiceLinkedRole",
    "DeleteServiceLinkedRole",
    "GetServiceLinkedRoleTemplate",
}


def v2(url: str, key: Key, action: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The response as the typed model of the V2 SDK has it."""
    method, request = _v2(url, key, action, values)
    return _checked(method(*request))


def v2_async(url: str, key: Key, action: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The same with the asynchronous methods."""
    method, request = _v2(url, key, action, values, "_async")
    return _checked(asyncio.run(method(*request)))


def v1_json(url: str, key: Key, action: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The response of the V1 SDK in JSON."""
    body = _v1(url, key, action, values, "JSON", "do_action_with_exception")
    found: dict[str, Any] = json.loads(body)
    return found


def v1_xml(url: str, key: Key, action: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The response of the V1 SDK in XML, as far as a dict can represent it."""
    # The method with exceptions always requests JSON.
    body = _v1(url, key, action, values, "XML", "do_action")
    root = ElementTree.fromstring(body)
    assert root.tag == f"{action}Response", body
    found: dict[str, Any] = _of_xml(root)
    return found


def _v2(
    url: str, key: Key, action: str, values: Mapping[str, Any], suffix: str = ""
) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    package = "alibabacloud_ram20150501" if action in RAM else "alibabacloud_sts20150401"
    models = importlib.import_module(f"{package}.models")
    names = ("access_key_id", "access_key_secret", "security_token")
    config = importlib.import_module("alibabacloud_tea_openapi.utils_models").Config(
        endpoint=url.removeprefix("http://"),
        protocol="http",
        **dict(zip(names, key, strict=False)),
    )
    client = importlib.import_module(f"{package}.client").Client(config)
    wanted = f"{action}{suffix}".lower().replace("_", "")
    (method,) = (name for name in dir(client) if name.replace("_", "") == wanted)
    kind = getattr(models, f"{action}Request", None)
    return getattr(client, method), (kind().from_map(dict(values)),) if kind else ()


def _checked(response: Any) -> dict[str, Any]:
    assert response.status_code == 200
    assert response.headers["x-acs-request-id"] == response.body.request_id
    found: dict[str, Any] = response.body.to_map()
    return found


def _v1(
    url: str, key: Key, action: str, values: Mapping[str, Any], accepts: str, method: str
) -> bytes:
    package = (
        "aliyunsdkram.request.v20150501" if action in RAM else "aliyunsdksts.request.v20150401"
    )
    request = getattr(importlib.import_module(f"{package}.{action}Request"), f"{action}Request")()
    request.set_endpoint(url.removeprefix("http://"))
    request.set_protocol_type("http")
    request.set_accept_format(accepts)
    for name, value in values.items():
        getattr(request, f"set_{name}")(value)
    kinds = importlib.import_module("aliyunsdkcore.auth.credentials")
    kind = kinds.StsTokenCredential if len(key) == 3 else kinds.AccessKeyCredential
    client = importlib.import_module("aliyunsdkcore.client").AcsClient(
        region_id="cn-hangzhou", credential=kind(*key)
    )
    body: bytes = getattr(client, method)(request)
    return body


def _of_xml(element: ElementTree.Element) -> Any:
    """The text, or the children by name; children with the same name are in a list."""
    if not len(element):
        return element.text or ""
    found: dict[str, Any] = {}
    for child in element:
        value = _of_xml(child)
        if child.tag in found:
            earlier = found[child.tag]
            value = [*(earlier if isinstance(earlier, list) else [earlier]), value]
        found[child.tag] = value
    return found
