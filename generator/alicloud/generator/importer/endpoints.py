"""The hosts of a product: a template for regions, exceptions, a host without a region."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from alicloud.generator.importer.document import Json, mapping, objects

_REGION = "{region}"
_LABEL = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_HOST = re.compile(rf"\A{_LABEL}(\.{_LABEL})+")
_REGION_ID = re.compile(r"\A[a-z]+(-[a-z0-9]+)+")
_NO_REGION = ("internal", "inner", "-pop", "-oxs", "internet")


@dataclass
class _Found:
    """Hosts by region, and hosts for all."""

    regional: dict[str, str] = field(default_factory=dict)
    vpc: dict[str, str] = field(default_factory=dict)
    central: str | None = None


def endpoints_of(document: Json, hosts: Mapping[str, Any] | None) -> tuple[dict[str, Any], bool]:
    """The `endpoints` of a service, and whether they are a guess.

    Args:
        document: The vendor's document.
        hosts: The table of the official CLI, which knows hosts in private networks.
    """
    info = document["info"]
    found = _of_document(document)
    _add(found, _of_table(hosts, str(info["product"]), str(info["version"])))
    if not found.regional and not found.central:
        return {"regional": f"{_word(str(info['product']))}.{_REGION}.aliyuncs.com"}, True
    return _written(found), False


def _of_document(document: Json) -> _Found:
    found = _Found()
    for one in objects(document.get("endpoints")):
        region, host = _region(one.get("regionId")), _host(one.get("endpoint"))
        private = _host(one.get("vpc"))
        if region and host:
            found.regional.setdefault(region, host)
        elif host and one.get("regionId") in ("public", "", None):
            found.central = found.central or host
        if region and private:
            found.vpc.setdefault(region, private)
    return found


def _of_table(hosts: Mapping[str, Any] | None, product: str, version: str) -> _Found:
    same = [
        one
        for one in objects(mapping(hosts).get("products"))
        if str(one.get("code")).lower() == product.lower()
    ]
    if not same:
        return _Found()
    one = next((one for one in same if one.get("version") == version), same[0])
    public, private = (
        {region: host for name, value in mapping(one.get(key)).items()
         if (region := _region(name)) and (host := _host(value))}
        for key in ("regional_endpoints", "regional_vpc_endpoints")
    )  # fmt: skip
    return _Found(public, private, _host(one.get("global_endpoint")))


def _add(found: _Found, more: _Found) -> None:
    found.regional = {**more.regional, **found.regional}
    found.vpc = {**more.vpc, **found.vpc}
    found.central = found.central or more.central


def _written(found: _Found) -> dict[str, Any]:
    regional = _template(found.regional)
    without = Counter(host for region, host in found.regional.items() if region not in host)
    public = found.central or next(iter(dict(without.most_common(1))), None)
    at_template = sum(regional == _generic(r, h) for r, h in found.regional.items())
    if public and at_template < 2 <= without[public]:
        regional = None
    if regional is None and public is None:
        public = next(iter(found.regional.values()))
    written: dict[str, Any] = {"public": public, "regional": regional}
    written["vpc"] = _template(found.vpc) or _only(found.vpc)
    written["regions"] = sorted(found.regional)
    written["hosts"] = {
        region: host
        for region, host in sorted(found.regional.items())
        if host != (regional.replace(_REGION, region) if regional else public)
    }
    return {key: value for key, value in written.items() if value}


def _template(hosts: Mapping[str, str]) -> str | None:
    """The commonest form of hosts that hold their region."""
    forms = Counter(
        form for region, host in sorted(hosts.items()) if (form := _generic(region, host))
    )
    return forms.most_common(1)[0][0] if forms else None


def _only(hosts: Mapping[str, str]) -> str | None:
    return next(iter(hosts.values())) if len(set(hosts.values())) == 1 else None


def _generic(region: str, host: str) -> str | None:
    return host.replace(region, _REGION, 1) if region in host else None


def _region(value: object) -> str | None:
    if not isinstance(value, str) or any(part in value for part in _NO_REGION):
        return None
    return value if len(value) < 64 and _REGION_ID.fullmatch(value) else None


def _host(value: object) -> str | None:
    host = value.strip().lower() if isinstance(value, str) else ""
    return host if len(host) < 254 and _HOST.fullmatch(host) else None


def _word(product: str) -> str:
    return re.sub(r"[^a-z0-9]", "", product.lower()) or "service"
