"""What people come for, from the search to the code: by keyboard alone."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.explorer.page.visit import Visit
from tests.support.explorer import TOKEN, Page

pytestmark = pytest.mark.page


def test_a_user_is_created_and_its_code_taken_along(
    visit: Callable[..., Visit], page: Page
) -> None:
    me = visit()
    me.press("/")
    me.type("创建用户")
    me.press("Enter")
    me.page.get_by_role("heading", name="CreateUser").wait_for()

    me.tab_to(me.field("UserName"))
    me.type("alice")
    me.tab_to(me.field("DisplayName"))
    me.type("Alice")
    me.send()
    assert me.page.locator(":focus").inner_text().startswith("200")
    assert page.cloud.requests[-1].parameters == {"UserName": "alice", "DisplayName": "Alice"}

    me.press("]")
    me.wait_for_text("Canonical request")
    shown = me.results()
    assert "UserName=alice" in shown
    assert "ACS3-HMAC-SHA256" in shown

    me.press("]")
    choice = me.page.get_by_label("Language and SDK")
    me.tab_to(choice)
    me.type("Go")
    me.wait_for_text("package main")
    me.tab_to(me.button("Copy code"))
    me.press("Enter")
    me.button("Copied").wait_for()
    code = me.clipboard()
    assert "package main" in code
    assert '"alice"' in code

    choice.focus()
    me.type("Java")
    me.wait_for_text("CreateUserRequest()")
    me.tab_to(me.button("Download project"))
    with me.page.expect_download() as download:
        me.press("Enter")
    project = zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes()))
    files = {name.partition("/")[2] for name in project.namelist()}
    assert {"pom.xml", "src/main/java/Sample.java"} <= files


@pytest.mark.skipif(
    not (shutil.which("mvn") and shutil.which("javac")),
    reason="needs a JDK and Maven, Debian's packages default-jdk-headless and maven",
)
def test_the_java_project_that_was_downloaded_runs_against_the_same_emulator(
    visit: Callable[..., Visit], page: Page, tmp_path: Path
) -> None:
    me = visit()
    me.go("ram/CreateUser/code/java-v2?UserName=alice")
    me.wait_for_text("CreateUserRequest()")
    with me.page.expect_download() as download:
        me.button("Download project").click()
    with zipfile.ZipFile(download.value.path()) as project:
        project.extractall(tmp_path)
    (home,) = tmp_path.iterdir()
    done = subprocess.run(
        commands((home / "README.md").read_text(encoding="utf-8")),
        shell=True,
        cwd=home,
        env={**os.environ, **page.app.emulation.environment()},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (request,) = page.cloud.requests
    assert (request.action, request.parameters) == ("CreateUser", {"UserName": "alice"})
    assert request.request_id in done.stdout


def commands(readme: str) -> str:
    """What the README says to run."""
    _, _, rest = readme.partition("## Install and run\n\n```sh\n")
    return rest.partition("```")[0]


def test_a_role_is_made_and_assumed(visit: Callable[..., Visit]) -> None:
    me = visit()
    me.go("ram/CreateRole")
    me.fill(RoleName="reporter")
    me.page.get_by_label("Templates").select_option(label="Trust an account")
    me.editor().filter(has_text="sts:AssumeRole").wait_for()
    me.send()
    me.wait_for_text("acs:ram::1234567890123456:role/reporter")

    use = me.page.get_by_role("button", name="Use in Role.Arn")
    use.focus()
    me.press("Enter")
    me.page.get_by_role("dialog").get_by_role("link", name="AssumeRole RoleArn").press("Enter")
    me.page.get_by_role("heading", name="AssumeRole", exact=True).wait_for()
    assert me.field("RoleArn").input_value().endswith(":role/reporter")
    me.fill(RoleSessionName="alice")
    me.send()
    me.wait_for_text("SecurityToken")
    assert "****" in me.results()

    me.page.get_by_role("button", name="Reveal Credentials.AccessKeySecret").click()
    secret = me.page.locator(".value.secret")
    secret.wait_for()
    assert len(secret.inner_text()) > 20


def test_a_mistake_in_a_policy_is_marked_at_its_line(visit: Callable[..., Visit]) -> None:
    me = visit()
    me.go("ram/CreatePolicy")
    me.editor().click()
    me.type('{\n"Version": "1",\n"Statement": [}')
    me.page.get_by_text("Line 3: This is not JSON: something else is expected here.").wait_for()
    mark = me.page.locator(".editor .cm-lint-marker-error")
    line = me.page.locator(".editor .cm-lineNumbers .cm-gutterElement", has_text="3")
    marked, third = mark.bounding_box(), line.bounding_box()
    assert marked and third
    assert abs(marked["y"] - third["y"]) < third["height"]


def test_an_effect_that_does_not_exist_is_marked(visit: Callable[..., Visit]) -> None:
    me = visit(language="zh")
    me.go("ram/CreatePolicy")
    me.editor().click()
    me.type('{"Statement": [{"Effect": "Maybe"')
    me.page.get_by_text("第 1 行：Effect 只能是 Allow 或 Deny。").wait_for()


def test_actions_of_a_policy_are_completed(visit: Callable[..., Visit]) -> None:
    me = visit()
    me.go("ram/CreatePolicy")
    me.editor().click()
    me.type('{"Statement": [{"Action": "ram:CreateU')
    me.page.locator(".cm-tooltip-autocomplete").get_by_text("ram:CreateUser", exact=True).click()
    assert '"ram:CreateUser"' in me.editor().inner_text()


def test_a_failed_call_says_what_to_do(visit: Callable[..., Visit]) -> None:
    me = visit()
    me.go("sts/AssumeRole?RoleArn=acs:ram::1234567890123456:role/nobody&RoleSessionName=alice")
    me.send()
    shown = me.results()
    assert "EntityNotExist.Role" in shown
    assert "There is no role with this ARN." in shown
    me.button("All errors of AssumeRole").click()
    assert me.page.locator(":focus").inner_text() == "Errors"
    me.wait_for_text("EntityNotExist.Role")


def test_a_link_fills_the_form_in_a_new_tab_and_holds_no_secret(
    visit: Callable[..., Visit],
) -> None:
    me = visit()
    me.go("ram/CreateLoginProfile")
    me.fill(UserName="alice & <bob>", Password="Hidden-Secret-1")
    me.button("Copy link").click()
    me.button("Copied").wait_for()
    link = me.clipboard()
    assert "Hidden" not in unquote(link)
    assert TOKEN not in link

    me.open_tab(link)
    assert me.field("UserName").input_value() == "alice & <bob>"
    assert me.field("Password").input_value() == ""


def test_a_reload_keeps_the_token_and_the_form(visit: Callable[..., Visit]) -> None:
    me = visit()
    me.go("ram/GetUser")
    me.fill(UserName="alice")
    me.page.wait_for_url("**/#/ram/GetUser?UserName=alice")
    assert TOKEN not in me.page.url
    me.page.reload()
    me.field("UserName").wait_for()
    assert me.field("UserName").input_value() == "alice"
    me.send()
    assert "EntityNotExist.User" in me.results()


def test_the_history_repeats_compares_and_forgets(visit: Callable[..., Visit]) -> None:
    me = visit()
    me.go("ram/CreateUser?UserName=alice")
    me.send()
    me.go("ram/GetUser?UserName=alice")
    me.send()
    me.go("ram/GetUser?UserName=bob")
    me.send()

    me.button("History").click()
    panel = me.page.get_by_role("dialog")
    boxes = panel.get_by_role("checkbox")
    boxes.nth(0).check()
    boxes.nth(1).check()
    panel.get_by_role("button", name="Compare two").click()
    me.page.locator(".diff .plus", has_text='"status": 404').wait_for()
    me.page.locator(".diff .minus", has_text='"status": 200').wait_for()
    me.button("Close").click()

    panel.get_by_role("button", name="CreateUser", exact=False).first.click()
    me.page.get_by_role("heading", name="CreateUser").wait_for()
    assert me.field("UserName").input_value() == "alice"
    me.wait_for_text("200")

    me.button("History").click()
    me.button("Forget all").click()
    me.page.get_by_text("Nothing was sent yet.").wait_for()


def test_the_emulator_is_turned_over(visit: Callable[..., Visit], page: Page) -> None:
    me = visit()
    me.go("ram/CreateUser?UserName=alice")
    me.send()
    before = page.cloud.clock.now()
    me.button("Emulator").click()
    panel = me.page.get_by_role("dialog")
    panel.locator(".calls", has_text="CreateUser").wait_for()
    me.button("+15 min").click()
    panel.get_by_label("Kind of fault").select_option("throttle")
    me.button("Set").click()
    me.page.get_by_text("The next such call will fail.").wait_for()
    assert (page.cloud.clock.now() - before).total_seconds() >= 900
    me.button("Close").click()

    me.go("ram/GetUser?UserName=alice")
    me.send()
    shown = me.results()
    assert "Throttling" in shown
    assert "What to do" in shown

    me.button("Emulator").click()
    me.button("Reset the emulator").click()
    me.button("Really reset?").click()
    me.button("Reset the emulator").wait_for()
    me.button("Close").click()
    me.send()
    assert "EntityNotExist.User" in me.results()


def test_who_am_i(visit: Callable[..., Visit]) -> None:
    me = visit()
    me.button("Who am I").click()
    me.page.get_by_role("dialog").get_by_text("acs:ram::1234567890123456:").wait_for()


def test_pages_follow_each_other(visit: Callable[..., Visit], page: Page) -> None:
    for name in ("alice", "bob", "carol"):
        page.send("CreateUser", UserName=name)
    me = visit()
    me.go("ram/ListUsers?MaxItems=2")
    me.send()
    me.wait_for_text("alice")
    me.button("Next page").click()
    me.wait_for_text("carol")
    assert "alice" not in me.results()
