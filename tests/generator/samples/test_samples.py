"""Samples: every action in every variant, and the text of some that are hard.

After a change that is meant, write the new texts with `UPDATE_GOLDEN=1 .venv/bin/pytest
tests/generator/samples/test_samples.py` and read the difference before it is committed.
"""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from black import format_str
from black.mode import Mode

from alicloud.generator.catalogue import Catalogue, installed
from alicloud.generator.model import Operation
from alicloud.generator.samples import VARIANTS, Endpoint, SampleError, sample, variant
from tests.support.golden import GOLDEN as ODDITIES, service_of
from tests.support.golden_samples import assert_golden

VARIANT_IDS = [one.id for one in VARIANTS]
PYTHON = [one.id for one in VARIANTS if one.language == "python"]
EMULATOR = Endpoint("http", "127.0.0.1:8000")
OF_ENDPOINTS = ("127.0.0.1:8000", "http", "endpoint", "insecure", "protocol")
HARD = (
    "AssumeRole",
    "AssumeRoleWithOIDC",
    "AssumeRoleWithSAML",
    "BindMFADevice",
    "ChangePassword",
    "CreateLoginProfile",
    "CreatePolicy",
    "CreateRole",
    "CreateServiceLinkedRole",
    "GetAccountAlias",
    "GetServiceLinkedRoleTemplate",
    "TagResources",
)


@cache
def examples() -> tuple[tuple[Catalogue, Operation, Mapping[str, Any]], ...]:
    """Every action that is called by name, also of the services with an oddity."""
    odd = [Catalogue(one) for one in map(service_of, ODDITIES) if one.style == "rpc"]
    return tuple(
        (catalogue, operation, operation.example.request if operation.example else {})
        for catalogue in (*installed(), *odd)
        for operation in catalogue.service.operations()
        if (operation.method, operation.path) == ("POST", "/")
    )


def text(action: str, variant_id: str, **options: Any) -> str:
    """The sample of an action's example."""
    catalogue, _, values = next(one for one in examples() if one[1].action == action)
    return sample(catalogue, action, values, variant_id, **options).text


def _letters(code: str) -> str:
    """Code without what naming rules change."""
    return code.lower().replace("_", "").replace("-", "")


def _words(code: str) -> set[str]:
    return {*re.split(r"[\s,(){}\[\]]+", code)}


@pytest.mark.parametrize("variant_id", VARIANT_IDS)
def test_every_action_has_a_sample(variant_id: str) -> None:
    for catalogue, operation, values in examples():
        for generic in (False, True):
            for endpoint in (None, EMULATOR):
                made = sample(
                    catalogue,
                    operation.action,
                    values,
                    variant_id,
                    endpoint=endpoint,
                    generic=generic,
                )
                assert _letters(operation.action) in _letters(made.text)
                assert endpoint is None or endpoint.host in made.text
                if variant(variant_id).language == "python":
                    ast.parse(made.text)


def test_calls_by_method_and_path_have_samples_but_of_the_first_generation() -> None:
    tried = 0
    for service in map(service_of, ODDITIES):
        for operation in service.operations() if service.style == "roa" else ():
            for one in VARIANTS:
                tried += 1
                if one.generation == "v1":
                    with pytest.raises(SampleError, match="choose one of the second"):
                        sample(Catalogue(service), operation.action, {}, one.id)
                else:
                    made = sample(Catalogue(service), operation.action, {}, one.id)
                    if one.language == "python":
                        ast.parse(made.text)
    assert tried


@pytest.mark.parametrize("action", HARD)
def test_the_texts_of_hard_samples(action: str) -> None:
    assert_golden(action, VARIANTS, lambda variant: text(action, variant))


@pytest.mark.parametrize("variant_id", PYTHON)
def test_python_is_as_black_formats_it(variant_id: str) -> None:
    for action in HARD:
        for options in ({}, {"generic": True, "endpoint": EMULATOR}):
            made = text(action, variant_id, **options)
            assert format_str(made, mode=Mode()) == made


@pytest.mark.parametrize("variant_id", VARIANT_IDS)
def test_another_endpoint_changes_nothing_else(variant_id: str) -> None:
    for action in ("CreateUser", "AssumeRoleWithOIDC"):
        usual, other = (_words(text(action, variant_id, endpoint=one)) for one in (None, EMULATOR))
        assert other - usual
        for word in other - usual:
            assert any(part in word.lower() for part in OF_ENDPOINTS)


def test_a_preview_takes_a_few_milliseconds() -> None:
    seconds = []
    for _ in range(5):
        begin = time.process_time()
        for one in VARIANTS:
            text("CreateRole", one.id)
        seconds.append((time.process_time() - begin) / len(VARIANTS))
    assert min(seconds) < 0.02
