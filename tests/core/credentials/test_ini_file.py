"""The shared credentials file."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

import pytest

from alicloud.core.credentials import IniFileCredentials, files
from alicloud.core.errors.base import CredentialsError
from alicloud.core.testing import StubTransport
from tests.core.credentials.test_role_session import ROLE
from tests.support.metadata_servers import KEY_ID, fields, in_session

KEY = "access_key_id = LTAIfile\naccess_key_secret = s3cret\n"


@pytest.fixture
def file(home: Path) -> Path:
    """The file in its default place, readable by its owner alone."""
    path = home / ".alibabacloud" / "credentials.ini"
    path.parent.mkdir()
    path.touch(0o600)
    return path


def test_the_default_section_is_read(file: Path) -> None:
    file.write_text(f"[default]\ntype = access_key\n{KEY}")
    given = IniFileCredentials().get()
    assert (given.access_key_id, given.access_key_secret) == ("LTAIfile", "s3cret")
    assert given.source == "ini_file"


def test_another_section_and_another_file_can_be_used(
    file: Path, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = home / "other"
    other.write_text(
        f"[one]\ntype=access_key\n{KEY}\n[two]\ntype=access_key\n" + KEY.replace("L", "2")
    )
    other.chmod(0o600)
    assert IniFileCredentials("one", path=other).get().access_key_id == "LTAIfile"
    monkeypatch.setenv("ALIBABA_CLOUD_CREDENTIALS_FILE", "~/other")
    monkeypatch.setenv("ALIBABA_CLOUD_PROFILE", "two")
    assert IniFileCredentials().get().access_key_id == "2TAIfile"
    assert IniFileCredentials("one").get().access_key_id == "LTAIfile"


def test_the_name_that_the_go_library_uses_is_found_too(file: Path) -> None:
    file.rename(file.with_suffix("")).write_text(f"[default]\ntype = access_key\n{KEY}")
    assert IniFileCredentials().get().access_key_id == "LTAIfile"


@pytest.mark.parametrize(
    "text",
    [
        "# comment\n; comment\n[default]\nTYPE = access_key\nAccess_Key_Id: LTAIfile # mine\n"
        "access_key_secret=s3cret#\n",
        "\ufeff[default]\r\ntype = access_key\r\naccess_key_id = LTAIfile\r\n"
        "access_key_secret = s3cret\r\n",
        f"[DEFAULT]\nenable = true\n[other]\nname = Zoë\n[default]\ntype = access_key\n{KEY}",
    ],
    ids=["comments and case", "from Windows", "UTF-8"],
)
def test_how_the_file_may_be_written(file: Path, text: str) -> None:
    file.write_bytes(text.encode())
    given = IniFileCredentials().get()
    assert (given.access_key_id, given.access_key_secret) == ("LTAIfile", "s3cret")


def test_quotes_and_percent_signs_are_part_of_a_value(file: Path) -> None:
    file.write_text('[default]\ntype = access_key\naccess_key_id = "a"\naccess_key_secret = 50%\n')
    given = IniFileCredentials().get()
    assert (given.access_key_id, given.access_key_secret) == ('"a"', "50%")


def test_a_role(file: Path) -> None:
    file.write_text(
        f'[default]\ntype = ram_role_arn\n{KEY}role_arn = {ROLE}\npolicy = {{"Version":"1"}}\n'
        "role_session_name = s\n"
    )
    transport = StubTransport({"AssumeRole": in_session(fields())})
    given = IniFileCredentials(transport=transport).get()
    assert (given.access_key_id, given.source) == (KEY_ID, "assume_role")
    [request] = transport.requests
    assert request.parameters == {
        "RoleArn": ROLE,
        "RoleSessionName": "s",
        "DurationSeconds": "3600",
        "Policy": '{"Version":"1"}',
    }


def test_a_token_file(file: Path, tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("jwt")
    file.write_text(
        f"[default]\ntype = oidc_role_arn\nrole_arn = {ROLE}\noidc_provider_arn = p\n"
        f"oidc_token_file_path = {token}\nrole_session_name = s\n"
    )
    transport = StubTransport({"AssumeRoleWithOIDC": in_session(fields())})
    assert IniFileCredentials(transport=transport).get().source == "oidc_role"
    assert transport.requests[0].parameters["OIDCToken"] == "jwt"


def test_an_ecs_role(file: Path) -> None:
    file.write_text("[default]\ntype = ecs_ram_role\nrole_name = r\n")
    with pytest.raises(CredentialsError, match="ALIBABA_CLOUD_ECS_METADATA_DISABLED is true"):
        IniFileCredentials().get()


BAD: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", r"there is no section \[default\]"),
    "another section": (f"[prod]\ntype = access_key\n{KEY}", r"there is no section \[default\]"),
    "no section": (KEY, "line 1 is not valid in an INI file"),
    "no value": ("[default]\ntype = access_key\ns3cret\n", "line 3 is not valid in"),
    "twice": (
        "[default]\ntype = access_key\n" + KEY * 2,
        "line 5 is not .* or repeats another line",
    ),
    "two sections": ("[default]\n[default]\n", "line 2 is not .* or repeats another line"),
    "HTML": ("<html>s3cret</html>", "line 1 is not valid in"),
    "no type": (f"[default]\n{KEY}", "type is missing or unknown"),
    "odd type": (f"[default]\ntype = sts\n{KEY}", "Use one of access_key, ram_role_arn"),
    "key pair": ("[default]\ntype = rsa_key_pair\n", "RSA key pairs are no longer supported"),
    "no secret": (
        "[default]\ntype = access_key\naccess_key_id = a\n",
        r"credentials.ini \[default\]: access_key_secret is missing",
    ),
    "cut at #": (
        "[default]\ntype = access_key\naccess_key_id = #a\naccess_key_secret = s3cret",
        "access_key_id is missing",
    ),
    "space": (
        "[default]\ntype = access_key\naccess_key_id = a\naccess_key_secret = s3cret b",
        "access_key_secret: contains a space",
    ),
    "no role": (f"[default]\ntype = ram_role_arn\n{KEY}", "role_arn is missing"),
    "not UTF-8": (b"[default]\ns3cret = \xff\n", r"credentials.ini: is not UTF-8 \(byte 19\)"),
}


@pytest.mark.parametrize(("text", "message"), BAD.values(), ids=BAD)
def test_a_bad_file_is_an_error_that_names_the_place_and_the_remedy(
    file: Path, text: str | bytes, message: str
) -> None:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(CredentialsError, match=message) as caught:
        IniFileCredentials().get()
    assert str(file) in str(caught.value)
    assert caught.value.hint
    assert "s3cret" not in f"{caught.value}{caught.value.__context__}"


def test_a_file_that_cannot_be_read(file: Path) -> None:
    assert not IniFileCredentials().unavailable_reason()
    file.unlink()
    assert IniFileCredentials().unavailable_reason() == f"there is no file {file}"
    with pytest.raises(CredentialsError, match="there is no such file"):
        IniFileCredentials().get()
    file.mkdir()
    with pytest.raises(CredentialsError, match=r"cannot be read: (Is a directory|Permission)"):
        IniFileCredentials().get()


@pytest.mark.skipif(os.name == "nt", reason="modes have no meaning there")
@pytest.mark.parametrize(("mode", "warned"), [(0o600, False), (0o644, True), (0o660, True)])
def test_a_file_that_others_can_read_is_warned_about(
    file: Path, caplog: pytest.LogCaptureFixture, mode: int, warned: bool
) -> None:
    file.write_text(f"[default]\ntype = access_key\n{KEY}")
    file.chmod(mode)
    IniFileCredentials().get()
    records = [r for r in caplog.records if r.levelno == logging.WARNING]
    assert bool(records) == warned
    if warned:
        assert f"mode {mode:03o}): run `chmod 600 {file}`" in caplog.text


@pytest.mark.parametrize(
    ("environ", "windows", "expected"),
    [
        ({"HOME": "/h", "HOMEPATH": "/p"}, False, "/h"),
        ({"HOMEPATH": "/p"}, False, "/p"),
        ({"HOME": "", "HOMEPATH": "/p"}, False, "/p"),
        ({"HOME": r"C:\h", "HOMEDRIVE": "D:", "HOMEPATH": r"\p"}, True, r"C:\h"),
        ({"HOMEDRIVE": "D:", "HOMEPATH": r"\p"}, True, r"D:\p"),
        ({"HOMEDRIVE": "D:", "HOMEPATH": r"E:\p"}, True, r"E:\p"),
        ({"HOMEPATH": r"\p"}, True, r"\p"),
    ],
)
def test_the_home_directory(environ: dict[str, str], windows: bool, expected: str) -> None:
    assert files.home(environ, windows=windows) == expected


def test_without_variables_the_home_directory_is_that_of_the_system() -> None:
    assert files.home({}) == os.path.expanduser("~")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("~", "/h"),
        ("~/a", "/h/a"),
        ("~\\a", "/h\\a"),
        ("~user/a", "~user/a"),
        ("/a/~", "/a/~"),
        (Path("~/a"), "/h/a"),
        ("C:\\a", "C:\\a"),
    ],
)
def test_a_leading_tilde_is_replaced_by_it(path: Any, expected: str) -> None:
    assert files.expanded(path, {"HOME": "/h"}) == expected
