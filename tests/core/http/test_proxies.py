"""Which proxy the environment variables name for a host."""

from __future__ import annotations

import pytest

from alicloud.core.errors.base import ConfigurationError
from alicloud.core.http.proxies import proxy_from_environment

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
    "value", ["http://", "http://[bad", "http://h:80a", "http://h:99999", "ftp://h:1", "h:s3cret@"]
)
def test_an_invalid_proxy_is_rejected_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", value)
    with pytest.raises(ConfigurationError) as caught:
        proxy_from_environment("https://ram.aliyuncs.com/")
    assert str(caught.value).startswith("HTTPS_PROXY or ALL_PROXY: must be a URL such as")
    assert "s3cret" not in str(caught.value)


def test_the_case_of_a_scheme_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "SOCKS5://Proxy.example.com:1")
    found = proxy_from_environment("https://ram.aliyuncs.com/")
    assert found == "socks5://Proxy.example.com:1"
