"""The hosts of a service, old beside new."""

from __future__ import annotations

from alicloud.generator.diff.findings import Findings
from alicloud.generator.model import Endpoints

_HOSTS = {
    "public": "clients without a region find no host",
    "regional": "clients with a region find no host of it",
    "vpc": "clients in private networks find no host",
}
"""The attributes of `Endpoints`, and what it means when one is gone."""


def compare_endpoints(findings: Findings, client: str, old: Endpoints, new: Endpoints) -> None:
    """Find the hosts and regions that come, go or are others."""
    for name, meaning in _HOSTS.items():
        before, now = getattr(old, name), getattr(new, name)
        place = f"{client}, {name} endpoint"
        if before and not now:
            findings.add("breaking", place, f"{before} is gone", meaning)
        elif now and not before:
            findings.add("additive", place, f"{now} is new")
        elif before != now:
            change = f"the host was {before}, and is {now}"
            findings.add("behaviour", place, change, "calls go there")
    _regions(findings, client, old, new)


def _regions(findings: Findings, client: str, old: Endpoints, new: Endpoints) -> None:
    before, now = ({*one.regions, *dict(one.hosts)} for one in (old, new))
    for region in sorted(before | now):
        place = f"{client}, region {region}"
        first, second = _host(old, region), _host(new, region)
        if region not in now:
            meaning = "the service may have left it"
            findings.add("breaking", place, "the region is gone", meaning)
        elif region not in before:
            findings.add("additive", place, "a new region")
        elif first != second and _is_exception(region, old, new):
            change = f"the host was {first}, and is {second}"
            findings.add("behaviour", place, change, "calls go there")


def _host(endpoints: Endpoints, region: str) -> str | None:
    template = endpoints.regional or endpoints.public
    return dict(endpoints.hosts).get(region) or (template and template.replace("{region}", region))


def _is_exception(region: str, *sides: Endpoints) -> bool:
    return any(region in dict(one.hosts) for one in sides)
