"""Which proxy the environment variables name for a host."""

from __future__ import annotations

import pytest

from alicloud.core.errors.base import ConfigurationError
from alicloud.core.http.proxies import proxy_from_environment
from alicloud.core.options import ClientOptions

HTTPS = {"HTTPS_PROXY": "http://proxy.example.com:1"}


@pytest.mark.parametrize(
    ("variables", "url", "proxy"),
    [
        ({}, "https://ram.aliyuncs.com/", None),
        (HTTPS, "https://ram.aliyuncs.com/", "http://proxy.example.com:1"),
        (HTTPS, "http://ram.aliyuncs.com/", None),
        ({"ALL_PROXY": "http://p:1"}, "http://ram.aliyuncs.com/", "http://p:1"),
        ({"https_proxy": "p:1"}, "https://ram.aliyuncs.com/", "http://p:1"),
        ({**HTTPS, "NO_PROXY": "aliyuncs.com"}, "https://ram.aliyuncs.com/", None),
        ({**HTTPS, "NO_PROXY": "a.com, .aliyuncs.com"}, "https://ram.aliyuncs.com/", None),
        ({**HTTPS, "NO_PROXY": "cs.com"}, "https://ram.aliyuncs.com/", HTTPS["HTTPS_PROXY"]),
        ({**HTTPS, "NO_PROXY": "*"}, "https://ram.aliyuncs.com/", None),
        ({**HTTPS, "NO_PROXY": "10.0.0.0/8"}, "https://10.1.2.3:8443/", None),
        ({**HTTPS, "NO_PROXY": "10.0.0.0/8"}, "https://11.1.2.3/", HTTPS["HTTPS_PROXY"]),
        ({**HTTPS, "NO_PROXY": "x/y,fd00::/8"}, "https://[fd00::1]/", None),
        ({**HTTPS, "NO_PROXY": "10.0.0.0/8"}, "https://ten.example/", HTTPS["HTTPS_PROXY"]),
    ],
)
def test_the_variables_decide(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], url: str, proxy: str | None
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert proxy_from_environment(url) == proxy


@pytest.mark.parametrize(
    ("no_proxy", "url", "spared"),
    [
        ("*.aliyuncs.com", "https://ram.aliyuncs.com/", True),
        ("*.aliyuncs.com", "https://aliyuncs.com.example.com/", False),
        ("localhost,*", "https://ram.aliyuncs.com/", True),
        ("localhost ram.aliyuncs.com", "https://ram.aliyuncs.com/", True),
        ("RAM.Aliyuncs.COM.", "https://ram.aliyuncs.com/", True),
        ("aliyuncs.com", "https://ram.aliyuncs.com./", True),
        ("ram.aliyuncs.com:443", "https://ram.aliyuncs.com/", True),
        ("ram.aliyuncs.com:80", "http://ram.aliyuncs.com/", True),
        ("ram.aliyuncs.com:8443", "https://ram.aliyuncs.com/", False),
        ("ram.aliyuncs.com:8443", "https://ram.aliyuncs.com:8443/", True),
        (".aliyuncs.com:443", "https://ram.aliyuncs.com/", True),
        ("localhost,127.0.0.1,::1", "http://[::1]:8080/", True),
        ("[::1]", "http://[::1]:8080/", True),
        ("[::1]:8080", "http://[::1]:8080/", True),
        ("[::1]:9090", "http://[::1]:8080/", False),
        ("fd00:0:0::5", "http://[fd00::5]/", True),
        ("fd00::/8", "http://[fd00::5]:81/", True),
        ("::ffff:10.0.0.1", "http://10.0.0.1/", True),
        ("10.0.0.1:80", "http://10.0.0.1/", True),
        ("0.0.1", "http://10.0.0.1/", False),
        ("", "http://ram.aliyuncs.com/", False),
        (" , .,*x", "http://ram.aliyuncs.com/", False),
    ],
)
def test_no_proxy_is_understood_as_other_tools_do(
    monkeypatch: pytest.MonkeyPatch, no_proxy: str, url: str, spared: bool
) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://proxy:3128")
    monkeypatch.setenv("NO_PROXY", no_proxy)
    assert proxy_from_environment(url) == (None if spared else "http://proxy:3128")


@pytest.mark.parametrize("value", [" http://p:1", "http://p:1\n", "http://p:1 ", "\tp:1"])
def test_blanks_around_a_proxy_are_ignored(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", value)
    assert proxy_from_environment("https://ram.aliyuncs.com/") == "http://p:1"
    if "://" in value:
        assert ClientOptions(proxy=value).proxy == "http://p:1"


@pytest.mark.parametrize(
    "value",
    [
        "http://",
        "http://[bad",
        "http://h:80a",
        "http://h:99999",
        "ftp://h:1",
        "h:s3cret@",
        "http://s3cret@a b",
        "http://u:s3cret#@h:1",
        "http://u:s3cret/@h:1",
    ],
)
def test_an_invalid_proxy_is_rejected_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", value)
    with pytest.raises(ConfigurationError) as caught:
        proxy_from_environment("https://ram.aliyuncs.com/")
    assert str(caught.value).startswith("HTTPS_PROXY or ALL_PROXY: must be a URL such as")
    assert "percent-encode" in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_the_case_of_a_scheme_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "SOCKS5://Proxy.example.com:1")
    found = proxy_from_environment("https://ram.aliyuncs.com/")
    assert found == "socks5://Proxy.example.com:1"
