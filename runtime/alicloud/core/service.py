"""What core needs to know of a service: its product, version and endpoints."""

from __future__ import annotations

from collections.abc import Mapping


class Endpoints:
    """The hosts of a service, as its spec lists them.

    Args:
        public: The host without a region, or for every region when there is no `regional`.
        regional: A host with `{region}` in it.
        vpc: The host inside a private network, perhaps with `{region}`.
        regions: Known region ids; they help with hints, an unknown region is tried all the same.
        hosts: Regions whose public host is an exception to `regional`.
    """

    __slots__ = ("hosts", "public", "regional", "regions", "vpc")

    def __init__(
        self,
        *,
        public: str,
        regional: str | None = None,
        vpc: str | None = None,
        regions: tuple[str, ...] = (),
        hosts: Mapping[str, str] | None = None,
    ) -> None:
        self.public = public
        self.regional = regional
        self.vpc = vpc
        self.regions = regions
        self.hosts = hosts or {}


class Service:
    """A product in one version; `name` is its folder and package, `ram` for example."""

    __slots__ = ("endpoints", "name", "product", "version")

    def __init__(self, *, name: str, product: str, version: str, endpoints: Endpoints) -> None:
        self.name = name
        self.product = product
        self.version = version
        self.endpoints = endpoints

    def __repr__(self) -> str:
        return f"<Service {self.product} {self.version}>"
