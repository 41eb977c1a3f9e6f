"""What cannot be called with a spec, why, and with what instead."""

from __future__ import annotations

from alicloud.generator.importer.document import Json, objects, words_in
from alicloud.generator.names import is_action_name

_OWN_PROTOCOLS = {
    "oss": ("Object Storage Service has a signature of its own and XML", "alibabacloud-oss-v2"),
    "sls": ("Log Service has a signature of its own", "aliyun-log-python-sdk"),
    "pds": ("Drive and Photo Service has tokens and domains of its own", "alibabacloud_pds20220301"),
    "aligenie": ("AliGenie has tokens of its own in place of access keys", "alibabacloud_aligenieip_1_0"),
}  # fmt: skip
_OWN_TOKENS = ("AliGenie", "accessTokenAuth", "rootTokenAuth")
_METHODS = ("post", "get", "put", "delete", "patch", "head")


class RefusedError(Exception):
    """An action cannot be called with a spec. The message is the reason."""

    def __init__(self, reason: str, sdk: str) -> None:
        super().__init__(reason)
        self.sdk = sdk


def sdk_of(document: Json) -> str:
    """The vendor's own package for a document."""
    info = document["info"]
    for own in (str(info.get("style")).lower(), info["product"].lower()):
        if own in _OWN_PROTOCOLS:
            return _OWN_PROTOCOLS[own][1]
    product = info["product"].lower().replace("-", "_")
    return f"alibabacloud_{product}{info['version'].replace('-', '')}"


def refuse_document(document: Json) -> None:
    """Raise RefusedError if no action of a document can be called."""
    info = document["info"]
    for own in (str(info.get("style")).lower(), info["product"].lower()):
        if own in _OWN_PROTOCOLS:
            raise RefusedError(*_OWN_PROTOCOLS[own])


def refuse_action(name: str, action: Json, sdk: str) -> None:
    """Raise RefusedError if this action cannot be called."""
    reason = _reason(name, action)
    if reason is not None:
        raise RefusedError(reason, sdk)


def methods_of(action: Json) -> list[str]:
    """The methods of an action that a spec can say, in lower case."""
    return [one.lower() for one in words_in(action.get("methods")) if one.lower() in _METHODS]


def _reason(name: str, action: Json) -> str | None:
    schemes = {one.lower() for one in words_in(action.get("schemes"))}
    if not is_action_name(name) or len(name) > 150:
        return "its name is no name of an action"
    if not methods_of(action):
        return "it has no method that is known"
    if schemes & {"ws", "wss", "websocket"}:
        return "it is a websocket, without request and response"
    if "sse" in schemes:
        return "it responds with server-sent events, which do not end"
    if any(one.get("in") == "host" for one in objects(action.get("parameters"))):
        return "a parameter is part of the host"
    if _only_xml(action.get("consumes")) or _only_xml(action.get("produces")):
        return "it is sent or returns XML"
    return _reason_of_keys(action)


def _reason_of_keys(action: Json) -> str | None:
    ways = [way for one in objects(action.get("security")) for way in one]
    if ways and all(way.startswith(_OWN_TOKENS) for way in ways):
        return "it takes tokens of its own in place of access keys"
    return None


def _only_xml(types: object) -> bool:
    known = words_in(types)
    return bool(known) and all("xml" in one.lower() for one in known)
