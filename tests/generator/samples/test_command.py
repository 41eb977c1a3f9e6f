"""`python -m alicloud.generator sample`: what it prints, and how it refuses."""

from __future__ import annotations

import pytest

from alicloud.generator.__main__ import main
from alicloud.generator.catalogue import of
from alicloud.generator.samples import Endpoint, sample


def test_it_prints_a_program_and_on_stderr_what_to_know(capsys: pytest.CaptureFixture[str]) -> None:
    given = [
        "UserName=alice",
        "--language",
        "python-v1",
        "Password=not-shown",
        "MFABindRequired=true",
    ]
    options = ["--endpoint", "http://127.0.0.1:8000", "--generic"]
    assert main(["sample", "ram", "CreateLoginProfile", *given, *options]) == 0
    out, err = capsys.readouterr()
    made = sample(
        of("ram"),
        "CreateLoginProfile",
        {"UserName": "alice", "Password": "", "MFABindRequired": True},
        "python-v1",
        endpoint=Endpoint("http", "127.0.0.1:8000"),
        generic=True,
    )
    assert out == made.text
    assert err.splitlines() == list(made.notes)
    assert "not-shown" not in out + err


def test_values_are_read_by_their_types(capsys: pytest.CaptureFixture[str]) -> None:
    values = ["ResourceType=role", 'ResourceNames=["a=b"]', 'Tag=[{"Key": "k"}]', "PageSize=5"]
    assert main(["sample", "ram", "ListTagResources", *values]) == 0
    out = capsys.readouterr().out
    assert 'resource_names=["a=b"]' in out and 'Tag(key="k")' in out and "page_size=5" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("rma CreateUser", "no service 'rma' is installed; did you mean 'ram'?"),
        ("ram CreateUsr", "ram has no action 'CreateUsr'; did you mean 'CreateUser'?"),
        ("ram CreateUser", "CreateUser: required parameters are missing; add UserName=..."),
        ("ram CreateUser UserName", "CreateUser: 'UserName' has no value; write UserName=..."),
        (
            "ram GetUser Usrname=a",
            "GetUser: there is no parameter 'Usrname'; did you mean 'UserName'?",
        ),
        ("ram GetAccountAlias A=a", "GetAccountAlias: there is no parameter 'A'; known: none"),
        (
            "ram ListUsers MaxItems=many",
            "ListUsers: MaxItems: must be of type integer; write a plain number",
        ),
        (
            "ram DeletePolicy PolicyName=a CascadingDelete=yes",
            "DeletePolicy: CascadingDelete: must be of type boolean; write true or false",
        ),
        (
            "ram TagResources ResourceType=role Tag=a",
            "TagResources: Tag: must be of type list<Tag>; write it in JSON",
        ),
        ("ram ListUsers --endpoint x", "'x' is no endpoint; write it as http://127.0.0.1:8000"),
    ],
)
def test_mistakes(arguments: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sample", *arguments.split()]) == 2
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"generator: {message}\n")


def test_unknown_options_are_refused_as_ever(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["sample", "ram", "ListUsers", "--foo"], ["generate", "x"]):
        with pytest.raises(SystemExit, match="2"):
            main(arguments)
        assert "unrecognized arguments" in capsys.readouterr().err
