"""Names on the wire, and the words that they consist of: `mfa`, `device` in `MFADevice`.

The table of words is reviewed by hand. A change to it renames what users have written in their
code: it needs a changelog entry, and old entries stay.
"""

from __future__ import annotations

import re
from functools import cache

ACTION_RULE = "an action's name is ASCII letters, digits, _ and -, a letter first"
"""What `is_action_name` asks for, as messages say it."""

# Words whose capitals mislead the general rule, and how they read. The general rule splits before
# a capital that follows a lower-case letter or digit, and before the last capital of a run that a
# lower-case letter follows: MFADevice is `mfa device` without help.
_ACRONYMS = {
    "ACLs": "acls",
    "APIs": "apis",
    "ARNs": "arns",
    "CIDRs": "cidrs",
    "DDoS": "ddos",
    "DDos": "ddos",
    "DNSSLB": "dns slb",
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


@cache  # the same few hundred names are asked for thousands of times
def words(wire: str) -> tuple[str, ...]:
    """The lower-case words of a wire name; none when it holds no ASCII letter or digit."""
    found = " ".join(_ACRONYMS.get(word, word.lower()) for word in _WORD.findall(wire))
    return tuple(found.split())
