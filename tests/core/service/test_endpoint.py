"""Which host a client calls."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from alicloud.core.errors.base import ConfigurationError
from alicloud.core.service.description import Endpoints, Service
from alicloud.core.service.endpoint import Endpoint, region_from, resolve

RAM = Service(
    name="ram",
    product="Ram",
    version="2015-05-01",
    endpoints=Endpoints(public="ram.aliyuncs.com", regions=("cn-hangzhou", "eu-central-1")),
)
STS = Service(
    name="sts",
    product="Sts",
    version="2015-04-01",
    endpoints=Endpoints(
        public="sts.aliyuncs.com",
        regional="sts.{region}.aliyuncs.com",
        vpc="sts-vpc.{region}.aliyuncs.com",
        regions=("cn-hangzhou", "cn-shanghai", "eu-central-1"),
        hosts={"cn-hangzhou-finance": "sts.aliyuncs.com"},
    ),
)
Network = Literal["public", "vpc"]
ONE_INSIDE = Service(
    name="one",
    product="One",
    version="2020-01-01",
    endpoints=Endpoints(public="one.aliyuncs.com", vpc="one-vpc.aliyuncs.com"),
)


def find(
    service: Service = STS,
    *,
    endpoint: str | None = None,
    region: str | None = None,
    network: Network = "public",
    environ: dict[str, str] | None = None,
) -> Endpoint:
    return resolve(
        service, endpoint=endpoint, region=region, network=network, environ=environ or {}
    )


# --- from the spec ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("service", "region", "network", "host"),
    [
        (RAM, None, "public", "ram.aliyuncs.com"),
        (RAM, "eu-central-1", "public", "ram.aliyuncs.com"),
        (STS, None, "public", "sts.aliyuncs.com"),
        (STS, "eu-central-1", "public", "sts.eu-central-1.aliyuncs.com"),
        (STS, "cn-hangzhou-finance", "public", "sts.aliyuncs.com"),
        (STS, "xx-newland-7", "public", "sts.xx-newland-7.aliyuncs.com"),
        (STS, "cn-shanghai", "vpc", "sts-vpc.cn-shanghai.aliyuncs.com"),
        (ONE_INSIDE, None, "vpc", "one-vpc.aliyuncs.com"),
        (ONE_INSIDE, "cn-shanghai", "vpc", "one-vpc.aliyuncs.com"),
    ],
)
def test_the_spec_gives_the_host(
    service: Service, region: str | None, network: Network, host: str
) -> None:
    found = find(service, region=region, network=network)
    assert (found.host, found.base_url) == (host, f"https://{host}")
    assert found.region == region


@pytest.mark.parametrize(
    ("region", "hint"),
    [
        ("cn-hangzhuo", "'cn-hangzhuo' is not a region known for Sts; did you mean 'cn-hangzhou'?"),
        ("xx-newland-7", "'xx-newland-7' is not a region known for Sts."),
        ("cn-hangzhou", ""),
        ("cn-hangzhou-finance", ""),
    ],
)
def test_an_unknown_region_is_tried_but_leaves_a_hint(region: str, hint: str) -> None:
    assert find(region=region).hint == hint


def test_an_unknown_region_leaves_no_hint_where_the_host_does_not_depend_on_it() -> None:
    assert find(RAM, region="cn-hangzhuo").hint == ""


def test_the_central_endpoint_of_a_regional_service_hints_at_the_region() -> None:
    assert "region=" in find().hint
    assert find(RAM).hint == ""


# --- overrides -------------------------------------------------------------------------------

EVERY = {
    "ALIBABA_CLOUD_ENDPOINT_URL_STS": "http://sts.local:1",
    "ALIBABA_CLOUD_ENDPOINT_URL": "http://all.local:2",
}


@pytest.mark.parametrize(
    ("service", "endpoint", "environ", "base_url"),
    [
        (STS, "http://mine.local:3", EVERY, "http://mine.local:3"),
        (STS, None, EVERY, "http://sts.local:1"),
        (RAM, None, EVERY, "http://all.local:2"),
        (STS, None, {**EVERY, "ALIBABA_CLOUD_ENDPOINT_URL_STS": ""}, "http://all.local:2"),
        (RAM, None, {"ALIBABA_CLOUD_ENDPOINT_URL": ""}, "https://ram.aliyuncs.com"),
        (RAM, None, {"ALIBABA_CLOUD_ENDPOINT_URL_STS": "x"}, "https://ram.aliyuncs.com"),
    ],
)
def test_what_comes_first_decides(
    service: Service, endpoint: str | None, environ: dict[str, str], base_url: str
) -> None:
    found = find(service, endpoint=endpoint, environ=environ)
    assert found.base_url == base_url


def test_an_override_needs_neither_a_known_network_nor_a_region_for_it() -> None:
    assert find(RAM, endpoint="ram.local", network="vpc").host == "ram.local"
    assert find(STS, environ=EVERY, network="vpc").host == "sts.local:1"


def test_an_endpoint_from_the_environment_says_so_in_its_hint() -> None:
    assert find(environ=EVERY).hint == "The endpoint is set by ALIBABA_CLOUD_ENDPOINT_URL_STS."
    assert find(endpoint="sts.local").hint == ""


@pytest.mark.parametrize(
    ("text", "base_url", "host"),
    [
        ("sts.example.com", "https://sts.example.com", "sts.example.com"),
        ("sts.example.com:8443", "https://sts.example.com:8443", "sts.example.com:8443"),
        ("https://STS.Example.com/", "https://sts.example.com", "sts.example.com"),
        ("HTTPS://sts.example.com", "https://sts.example.com", "sts.example.com"),
        ("https://sts.example.com:443", "https://sts.example.com", "sts.example.com"),
        ("http://sts.example.com:80", "http://sts.example.com", "sts.example.com"),
        ("http://sts.example.com:443", "http://sts.example.com:443", "sts.example.com:443"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080", "127.0.0.1:8080"),
        ("http://[::1]:8080", "http://[::1]:8080", "[::1]:8080"),
        ("[2001:DB8::1]", "https://[2001:db8::1]", "[2001:db8::1]"),
        ("http://localhost:08080", "http://localhost:8080", "localhost:8080"),
        ("http://localhost:1", "http://localhost:1", "localhost:1"),
        ("http://my_emulator:1", "http://my_emulator:1", "my_emulator:1"),
    ],
)
def test_an_override_is_a_host_or_a_url(text: str, base_url: str, host: str) -> None:
    found = find(endpoint=text)
    assert (found.base_url, found.host) == (base_url, host)


# --- mistakes --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("  ", "it is empty"),
        ("https://", "it is empty"),
        ("https://user:planted@sts.example.com", "a user name or password"),
        ("user:planted@sts.example.com", "a user name or password"),
        ("https://sts.example.com?token=planted", "a query"),
        ("https://sts.example.com/#planted", "a query"),
        ("https://sts.example.com/v1", "a path"),
        ("sts.example.com/v1/", "a path"),
        ("ftp://sts.example.com", "'ftp' is not http or https"),
        ("sts example com", "is not a host"),
        ("sts.example.com\n", "is not a host"),
        ("-sts.example.com", "is not a host"),
        ("sts..example.com", "is not a host"),
        ("[::1::2]", "is not a host"),
        ("[fe80::1%eth0]", "is not a host"),
        ("[::1", "is not a host"),
        ("[::1]x", "is not a host"),
        ("sts.example.com:", "is not a host"),
        ("sts.example.com:8o", "is not a host"),
        ("sts.example.com:000443", "000443 is not a port"),
        ("sts.example.com:" + "9" * 5000, "999 is not a port"),
        ("sts.example.\u212aom", "is not a host"),
        (f"{64 * 'a'}.com", "is not a host"),
        ("sts.exämple.com", "is not a host"),
        ("sts.example.com:http", "is not a host"),
        ("http://sts.example.com:0", "0 is not a port"),
        ("http://sts.example.com:65536", "65536 is not a port"),
    ],
)
@pytest.mark.parametrize("source", ["endpoint", "ALIBABA_CLOUD_ENDPOINT_URL"])
def test_a_malformed_override_is_refused_with_its_source(
    text: str, problem: str, source: str
) -> None:
    argument = text if source == "endpoint" else None
    with pytest.raises(ConfigurationError) as caught:
        find(endpoint=argument, environ={source: text})
    assert str(caught.value).startswith(f"{source}: ")
    assert problem in str(caught.value)
    assert "a host, perhaps with a port, or a URL such as 'http://127.0.0.1:8080'" in str(
        caught.value
    )
    assert "planted" not in str(caught.value)


@pytest.mark.parametrize(
    "region",
    [
        "",
        " ",
        "cn",
        "CN-Hangzhou",
        "cn hangzhou",
        "cn_hangzhou",
        "cn-hangzhou.evil.com",
        "cn-",
        "a/b-c",
    ],
)
@pytest.mark.parametrize("endpoint", [None, "http://127.0.0.1:1"])
def test_a_malformed_region_is_refused(region: str, endpoint: str | None) -> None:
    with pytest.raises(ConfigurationError, match=r"^region: .* is not a region id\. .*cn-hangzhou"):
        find(region=region, endpoint=endpoint)


def test_what_is_not_a_string_is_refused() -> None:
    number: Any = 5
    with pytest.raises(ConfigurationError, match=r"^region: 5 is not a region id"):
        find(region=number)
    with pytest.raises(ConfigurationError, match=r"^endpoint: must be a string, not int"):
        find(endpoint=number)


@pytest.mark.parametrize(
    ("service", "region", "network", "message"),
    [
        (RAM, None, "vpc", r"network: Ram has no endpoint inside private networks\. .*endpoint="),
        (
            STS,
            None,
            "vpc",
            r"region: network='vpc' of Sts needs a region\. .*ALIBABA_CLOUD_REGION_ID",
        ),
    ],
)
def test_a_network_without_an_endpoint_is_refused_with_a_remedy(
    service: Service, region: str | None, network: Network, message: str
) -> None:
    with pytest.raises(ConfigurationError, match=message):
        find(service, region=region, network=network)


def test_repr() -> None:
    assert repr(find(RAM)) == "<Endpoint https://ram.aliyuncs.com>"


@pytest.mark.parametrize(
    ("environ", "region"),
    [
        ({}, None),
        ({"ALIBABA_CLOUD_REGION_ID": ""}, None),
        ({"ALIBABA_CLOUD_REGION_ID": "cn-beijing"}, "cn-beijing"),
    ],
)
def test_the_environment_may_name_a_region(environ: dict[str, str], region: str | None) -> None:
    assert region_from(environ) == region


@pytest.mark.parametrize("region", ["cn-hangzhou\n", " ", "Narnia!"])
def test_a_region_of_the_environment_is_refused_by_the_name_of_its_variable(region: str) -> None:
    with pytest.raises(ConfigurationError, match=r"^ALIBABA_CLOUD_REGION_ID: .* is not a region"):
        region_from({"ALIBABA_CLOUD_REGION_ID": region})
