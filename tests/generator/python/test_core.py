"""What the generator knows of core is what core has."""

from __future__ import annotations

from itertools import chain

from alicloud.core.async_client import AsyncClient
from alicloud.core.client import Client
from alicloud.core.errors import families
from alicloud.core.pages import Page
from alicloud.core.shapes.messages import Request, Response
from alicloud.core.shapes.shape import Shape
from alicloud.generator.python.core import ERROR_CLASSES, MEMBERS, error_class

# Request.action and Response.request_id are set, not defined; a generated client has the others.
ATTRIBUTES = {"action", "request_id", "operations", "service"}


def test_no_field_or_method_hides_a_member_of_a_base_class() -> None:
    bases = (AsyncClient, Client, Page, Request, Response, Shape)
    metaclasses = {type(base) for base in bases} - {type}
    members = {*chain.from_iterable(map(dir, bases)), *chain.from_iterable(map(vars, metaclasses))}
    public = {name for name in members if not name.startswith("_")}
    assert (public | ATTRIBUTES) - MEMBERS == set()


def test_errors_are_documented_as_they_are_raised() -> None:
    assert {start: cls.__name__ for start, cls in families.FAMILIES.items()} == ERROR_CLASSES
    for code in ("EntityNotExist.User", "MissingX", "Throttling.User", "NoPermissions", "X", ""):
        assert error_class(code) == families.error_class(code).__name__
