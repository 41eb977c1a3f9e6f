"""Calls with parameters in the query and in a form."""

from __future__ import annotations

from alicloud.core.protocols import rpc
from tests.core.protocols.conftest import Package


def test_each_parameter_goes_where_its_spec_says(package: Package) -> None:
    odd = package("body")
    request = odd.LoginRequest(name="Ada", password="p w", scopes=["a"])
    parts = rpc.encode(odd.OddClient.service, odd.OddClient.operations["Login"], request)
    assert parts.query == {"Name": "Ada"}
    assert parts.form == {"Password": "p w", "Scopes": '["a"]'}
