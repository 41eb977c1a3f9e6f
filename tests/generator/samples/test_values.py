"""What samples make of values: which are refused, what happens to secrets and JSON texts."""

from __future__ import annotations

from typing import Any

import pytest

from alicloud.generator.catalogue import of
from alicloud.generator.model import ListOf, MapOf, Ref
from alicloud.generator.samples import VARIANTS, Endpoint, SampleError, sample, variant
from tests.generator.samples.test_samples import examples

RAM = of("ram")
MARK = "mark-of-a-secret"


@pytest.mark.parametrize(
    ("action", "values", "message"),
    [
        ("CreateUsr", {}, "ram has no action 'CreateUsr'; did you mean 'CreateUser'?"),
        (
            "GetUser",
            {"Usrname": "a"},
            "GetUser: Usrname: there is no such parameter; did you mean 'UserName'?",
        ),
        (
            "GetAccountAlias",
            {"A": 1},
            "GetAccountAlias: A: there is no such parameter; leave it out, for there is none",
        ),
        (
            "GetUser",
            {"UserName": 1},
            "GetUser: UserName: must be a string, not a number; change it",
        ),
        (
            "GetUser",
            {"UserName": "\ud83d"},
            "GetUser: UserName: half a surrogate pair is no character; take it out",
        ),
        (
            "ListUsers",
            {"MaxItems": True},
            "ListUsers: MaxItems: must be an integer, not true or false; change it",
        ),
        (
            "ListUsers",
            {"MaxItems": 2**31},
            "ListUsers: MaxItems: does not fit into 32 bits; write a smaller number",
        ),
        (
            "TagResources",
            {"Tag": [{"Ky": "a"}]},
            "TagResources: Tag[0].Ky: there is no such member; did you mean 'Key'?",
        ),
        (
            "TagResources",
            {"Tag": {}},
            "TagResources: Tag: must be a list, not an object; change it",
        ),
        (
            "TagResources",
            {"Tag": ["a"]},
            "TagResources: Tag[0]: must be an object, not text; change it",
        ),
        (
            "CreatePolicy",
            {"PolicyDocument": 1},
            "CreatePolicy: PolicyDocument: must be a JSON document, not a number; change it",
        ),
        (
            "CreatePolicy",
            {"PolicyDocument": {"a": float("nan")}},
            "CreatePolicy: PolicyDocument: this is not a JSON document; use objects, lists, text, numbers, booleans",
        ),
    ],
)
def test_mistakes(action: str, values: dict[str, Any], message: str) -> None:
    with pytest.raises(SampleError) as caught:
        sample(RAM, action, values, "python")
    assert str(caught.value) == message


def test_what_a_shell_cannot_give_to_a_program() -> None:
    with pytest.raises(SampleError, match=r"\AUserName: a NUL character cannot be given"):
        sample(RAM, "GetUser", {"UserName": "a\0b"}, "cli")
    assert "UserName=a%00b" in sample(RAM, "GetUser", {"UserName": "a\0b"}, "curl").text


def test_unknown_variants_and_endpoints() -> None:
    with pytest.raises(SampleError, match="no samples in 'typscript'; did you mean 'typescript'"):
        variant("typscript")
    with pytest.raises(SampleError, match="'ram-test' is no endpoint; write it as http://"):
        Endpoint.of("ram-test")
    with pytest.raises(SampleError):
        Endpoint.of('http://a"b')


def test_a_language_means_its_newest_sdk() -> None:
    names = ("python", "typescript", "javascript", "node", "bash", "python-v1")
    found = [variant(name).id for name in names]
    assert found == ["python", "typescript-v2", "node-v1", "node-v1", "cli", "python-v1"]


def test_secrets_are_never_written() -> None:
    tried = 0
    for catalogue, operation, values in examples():
        secret = [
            field.wire
            for field in operation.request.fields
            if field.sensitive and not isinstance(field.type, ListOf | MapOf | Ref)
        ]
        for one in VARIANTS if secret else ():
            marked = {**values, **dict.fromkeys(secret, MARK)}
            for generic in (False, True):
                made = sample(catalogue, operation.action, marked, one.id, generic=generic)
                assert MARK not in repr(made)
                assert sum(name in made.text for name in made.environment) >= len(secret)
                tried += 1
    assert tried > 50


@pytest.mark.parametrize(
    ("document", "shown"),
    [
        ('{ "Version": "1" }', '{"Version": "1"}'),
        ({"Version": "1"}, '{"Version": "1"}'),
        ('{"a": 1, "a": 2}', """'{"a": 1, "a": 2}'"""),  # a dict would lose the first
        ('{"a": 1.50}', """'{"a": 1.50}'"""),
        ('{"a": "\\ud83d"}', """'{"a": "\\\\ud83d"}'"""),
        ("{not json", '"{not json"'),
    ],
)
def test_a_json_text_is_shown_as_a_document_unless_that_loses_something(
    document: Any, shown: str
) -> None:
    values = {"PolicyName": "a", "PolicyDocument": document}
    assert f"policy_document={shown}" in sample(RAM, "CreatePolicy", values, "python").text


def test_what_an_sdk_lacks_is_called_by_name_and_the_reason_is_told() -> None:
    given = {"PolicyType": "Custom", "PolicyName": "a", "UserName": "b"}
    typed = sample(RAM, "AttachPolicyToUser", given, "python-v1")
    assert "AttachPolicyToUserRequest()" in typed.text
    lacking = sample(RAM, "AttachPolicyToUser", {**given, "ResourceGroupId": "rg"}, "python-v1")
    reason = "aliyun-python-sdk-ram 3.3.1 has no ResourceGroupId in AttachPolicyToUser"
    assert f"# {reason}: this is the generic call." in lacking.text
    assert f"{reason}, so the call is made by name." in lacking.notes
    wanted = sample(RAM, "AttachPolicyToUser", given, "python-v1", generic=True)
    assert "CommonRequest(" in wanted.text and "#" not in wanted.text


def test_notes_tell_what_a_reader_has_to_know() -> None:
    made = sample(RAM, "CreateLoginProfile", {"Password": "x"}, "python-v1")
    assert made.notes == (
        "The service requires UserName too.",
        "Set ALICLOUD_PASSWORD first: secrets are not written into code.",
        "Maintenance of this SDK: security fixes only.",
    )
    assert made.environment[-1] == "ALICLOUD_PASSWORD"
    assert made.install.startswith("pip install 'aliyun-python-sdk-ram==")
