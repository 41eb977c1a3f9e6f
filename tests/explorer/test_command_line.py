"""`python -m alicloud.explorer`: what it prints, how it stops, what it refuses."""

from __future__ import annotations

import re
import signal
import socket
from pathlib import Path

import pytest

from alicloud.core import StaticCredentials
from alicloud.explorer.__main__ import main
from alicloud.sts import StsClient
from tests.support.explorer import started
from tests.support.made_services import made_services
from tests.support.processes import python


def main_keeping_signals(options: list[str]) -> int:
    """`main`, which handles signals, in a process that goes on."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        return main(options)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_it_prints_its_address_and_stops_when_it_is_told() -> None:
    options = ("--endpoint", "http://127.0.0.1:9", "--real", "--region", "cn-hangzhou")
    with started(options=options) as running:
        *comments, url = running.lines
        exported = dict(line.removeprefix("export ").split("=") for line in comments if "=" in line)
        key = exported["ALIBABA_CLOUD_ACCESS_KEY_ID"], exported["ALIBABA_CLOUD_ACCESS_KEY_SECRET"]
        sts = StsClient(
            endpoint=exported["ALIBABA_CLOUD_ENDPOINT_URL"], credentials=StaticCredentials(*key)
        )
        assert sts.get_caller_identity().arn.endswith(":user/explorer")
        assert re.fullmatch(r"# emulator: http://127\.0\.0\.1:\d+", comments[0])
        assert comments[1:3] == ["# endpoint: http://127.0.0.1:9", "# real: the real service"]
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/#key=[A-Za-z0-9_-]{43}", url)
        state = running.get("/api/state").json
        assert state["target"] == "emulator"
        assert state["targets"][1:] == [
            {
                "name": "endpoint",
                "kind": "endpoint",
                "endpoint": "http://127.0.0.1:9",
                "region": None,
            },
            {"name": "real", "kind": "real", "endpoint": None, "region": "cn-hangzhou"},
        ]
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(10) == 0
        assert running.process.communicate() == ("", "")


@pytest.mark.parametrize(
    ("options", "environment", "message"),
    [
        (["--port", "65536"], {}, "--port: must be from 0 to 65535, not 65536"),
        (["--region", "cn-hangzhou"], {}, "--region: belongs to --real: add it"),
        (["--real", "--region", "no region"], {}, "--region: region: 'no region' is not a region"),
        (["--endpoint", "ftp://a"], {}, "--endpoint: endpoint: 'ftp' is not http or https"),
        (["--endpoint", "https://a:secret@b"], {}, "a user name or password cannot be part of it"),
        (
            ["--endpoint", "https://ram.aliyuncs.com"],
            {},
            "https://ram.aliyuncs.com is the real service: use --real, perhaps --region",
        ),
        (
            ["--real"],
            {"ALIBABA_CLOUD_ENDPOINT_URL_STS": "http://127.0.0.1:1"},
            "--real: ALIBABA_CLOUD_ENDPOINT_URL_STS leads elsewhere: unset it, or use --endpoint",
        ),
    ],
)
def test_an_option_that_cannot_be_used_is_named(
    options: list[str],
    environment: dict[str, str],
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert main_keeping_signals(options) == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert "secret" not in printed.err
    assert printed.out == ""


def test_a_port_that_is_taken_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main_keeping_signals(["--port", str(port)]) == 2
    assert f"cannot listen on port {port}: " in capsys.readouterr().err


def test_a_browser_is_led_to_the_address_by_a_file_of_the_user(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its arguments would show the token to every user of the machine."""
    seen: list[tuple[str, str, int]] = []

    def open_browser(url: str) -> None:
        link = Path(url.removeprefix("file://"))
        seen.append((url, link.read_text(), link.parent.stat().st_mode & 0o777))
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("webbrowser.open", open_browser)
    assert main_keeping_signals(["--open"]) == 0
    address = capsys.readouterr().out.splitlines()[-1]
    ((url, text, mode),) = seen
    assert address.partition("#key=")[2] not in url
    assert f"url={address}" in text
    assert mode == 0o700
    assert not Path(url.removeprefix("file://")).exists()


def test_packages_are_mocked_and_a_broken_one_is_named(tmp_path: Path) -> None:
    wreck = tmp_path / "alicloud/wreck"
    wreck.mkdir(parents=True)
    (wreck / "catalogue.json").write_text("{")
    with (
        made_services(tmp_path),
        started(env={"PYTHONPATH": str(tmp_path)}) as running,
    ):
        catalogue = running.get("/api/catalogue").json
        assert {"courier", "gallery"} < {service["name"] for service in catalogue["services"]}
        assert [each["name"] for each in catalogue["unusable"]] == ["wreck"]
        call = {"service": "courier", "action": "ListParcels", "target": "emulator", "values": {}}
        exchange = running.post("/api/send", **call).json
        assert exchange["status"] == 200
        assert ["x-alicloud-mock", "true"] in exchange["response"]["headers"]


def test_core_loads_none_of_it() -> None:
    code = (
        "import sys, alicloud.core, alicloud.ram\n"
        "print([name for name in sys.modules if 'explorer' in name or 'pygments' in name])"
    )
    assert python(code) == "[]\n"
