"""What an action does: decides what a retry may repeat, so what nothing explains is a create."""

from __future__ import annotations

from alicloud.generator.importer.document import Json, mapping
from alicloud.generator.importer.words import word_set
from alicloud.generator.model import Kind
from alicloud.generator.names import words

_READS = word_set(
    "describe list get query check search count find fetch show view read lookup browse preview "
    "estimate inquire inquiry compare diff exist exists has is enumerate calculate retrieve scan "
    "head select explain"
)
_CREATES = word_set(
    "create add run send submit buy purchase allocate apply import copy clone upload publish "
    "register invoke execute generate start insert new push launch book order renew call post"
)
_UPDATES = word_set(
    "update modify set change reset enable disable attach detach bind unbind move tag untag edit "
    "put rename replace alter associate disassociate configure upgrade save switch"
)
_DELETES = word_set("delete remove destroy purge drop erase")
_OTHERS = word_set(
    "batch release revoke cancel stop open close verify validate grant assume decode encrypt "
    "decrypt authorize init initialize install uninstall export download sync refresh restore "
    "rotate schedule deploy approve reject accept decline resend pause resume suspend restart "
    "recover rollback migrate detect recognize clear lock unlock join connect disconnect "
    "transfer test trigger deregister scale fix repair operate promote resolve retry terminate "
    "unassign assign abort return"
)
VERBS = _READS | _CREATES | _UPDATES | _DELETES | _OTHERS
"""Words with which the names of actions begin."""


def verb_of(action: str) -> str:
    """The verb of an action, which stands first, or last where something else stands first."""
    found = [word for word in words(action) if word != "batch"] or [""]
    return found[-1] if found[0] not in VERBS and found[-1] in VERBS else found[0]


def kind_of(action: str, described: Json, methods: list[str]) -> Kind:
    """The kind of an action, on the safe side: only what surely can be repeated is."""
    tag = mapping(described.get("systemTags")).get("operationType")
    verb = verb_of(action)
    if verb in _READS:
        return "read" if tag not in ("create", "update", "delete") else _written(tag, verb)
    if verb not in VERBS and tag in ("get", "list") and _only_reads(described):
        return "read"
    if verb in _CREATES:
        return "create"
    if tag in ("update", "delete", "create"):
        return _written(tag, verb)
    if verb in _UPDATES or methods == ["put"]:
        return "update"
    return "delete" if verb in _DELETES or methods == ["delete"] else "create"


def _only_reads(described: Json) -> bool:
    return described.get("operationType") in (None, "read")


def _written(tag: object, verb: str) -> Kind:
    if tag == "delete":
        return "delete"
    return "update" if tag == "update" and verb not in _CREATES else "create"
