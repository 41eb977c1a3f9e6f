"""Names: from the words on the wire to the words of Python.

Both tables are reviewed by hand. A change to either renames what users have written in their
code: it needs a changelog entry, and old entries stay.
"""

from __future__ import annotations

import keyword
import re

ACTION_RULE = "an action's name is ASCII letters, digits, _ and -, a letter first"
"""What `is_action_name` asks for, as messages say it."""

# Words whose capitals mislead the general rule, and how they read in snake case. The general
# rule splits before a capital that follows a small letter or digit, and before the last capital
# of a run that a small letter follows: MFADevice is mfa_device without help.
_ACRONYMS = {
    "ACLs": "acls",
    "APIs": "apis",
    "ARNs": "arns",
    "CIDRs": "cidrs",
    "DDoS": "ddos",
    "DDos": "ddos",
    "DNSSLB": "dns_slb",
    "EIPs": "eips",
    "ENIs": "enis",
    "GitHub": "github",
    "IDs": "ids",
    "IPs": "ips",
    "IPv4": "ipv4",
    "IPv6": "ipv6",
    "IoT": "iot",
    "K8s": "k8s",
    "MySQL": "mysql",
    "OAuth": "oauth",
    "OAuth2": "oauth2",
    "PostgreSQL": "postgresql",
    "SLBs": "slbs",
    "URIs": "uris",
    "URLs": "urls",
    "VPCs": "vpcs",
    "VSwitch": "vswitch",
    "VSwitches": "vswitches",
    "WiFi": "wifi",
}

# Members of the base classes: a field or method of the same name would hide them.
_CORE_NAMES = frozenset({
    "action", "call", "close", "endpoint", "from_wire", "http", "items", "operations", "pages",
    "raw", "region", "request_id", "send", "service", "to_dict", "to_wire", "warm_up",
    "with_options",
})  # fmt: skip
# Names that a class body or a method needs for itself: in annotations, as receiver.
_BODY_NAMES = frozenset({
    "bool", "cls", "datetime", "dict", "field", "float", "int", "list", "self", "str",
})  # fmt: skip
_RESERVED = _CORE_NAMES | _BODY_NAMES

# Names that generated modules import, or that Python keeps.
_RESERVED_CLASSES = frozenset({
    "Any", "Client", "Endpoints", "False", "JsonText", "Literal", "Mapping", "None", "OPERATIONS",
    "Operation", "Page", "Pagination", "Request", "Response", "Sequence", "Service", "Shape", "True",
})  # fmt: skip

_TABLE = "|".join(sorted(map(re.escape, _ACRONYMS), key=len, reverse=True))
_WORD = re.compile(
    rf"""
    (?:{_TABLE})(?![a-z])               # a word of the table
    | [A-Z]+(?![a-z])[0-9]*             # MFA in MFADevice, EC2 in EC2Instance
    | [A-Z]?[a-z]+[0-9]*                # Device, code, Base32
    | [0-9]+(?:[A-Z]+(?![a-z])|[a-z]*)  # 2FA in 2FADevice
    """,
    re.VERBOSE,
)


def is_action_name(name: str) -> bool:
    """Whether an action can be called this on the wire."""
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", name) is not None


def is_reserved(name: str) -> bool:
    """Whether a field or method of this name would break Python or hide a member of core."""
    return keyword.iskeyword(name) or name in _RESERVED


def snake(wire: str) -> str:
    """The Python name of a field, parameter or action: `mfa_device` for `MFADevice`.

    A reserved name gets a trailing `_`, one that begins with a digit a leading `n`. What holds
    no ASCII letter or digit gives empty text.
    """
    words = _WORD.findall(wire)
    name = "_".join(_ACRONYMS.get(word, word.lower()) for word in words)
    if name[:1].isdigit():
        name = f"n{name}"
    return f"{name}_" if is_reserved(name) else name


def pascal(wire: str) -> str:
    """The wire name as a class-like word: `HyphenAted` for `hyphen-ated`; capitals stay."""
    parts = re.findall(r"[A-Za-z0-9]+", wire)
    name = "".join(part[0].upper() + part[1:] for part in parts)
    return f"N{name}" if name[:1].isdigit() else name


def class_name(wire: str) -> str:
    """The Python name of a shape, request or answer class; reserved ones get a trailing `_`."""
    name = pascal(wire)
    return f"{name}_" if name in _RESERVED_CLASSES else name
