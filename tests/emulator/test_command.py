"""`python -m alicloud.emulator -- COMMAND`, and what else other programs find there."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import sys
from pathlib import Path
from subprocess import PIPE, Popen, run

import pytest

from alicloud.emulator import EmulatorError
from alicloud.emulator.files import write_private
from tests.support.processes import ROOT

EMULATOR = (sys.executable, "-W", "error", "-m", "alicloud.emulator")
USE = """
import sys
from alicloud.ram import RamClient
with RamClient() as ram:
    ram.create_user(user_name="alice")
    print([user.user_name for user in ram.list_users()])
sys.exit(7)
"""


def hang_up_ends() -> None:
    """Before a program: SIGHUP does what it does by default, also if the tests run under nohup."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def emulator(*arguments: str | Path, stderr: int = PIPE) -> tuple[int, str, str]:
    done = run([*EMULATOR, *map(str, arguments)], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def test_a_command_runs_in_the_environment_and_gives_its_status() -> None:
    assert emulator("--", sys.executable, "-c", USE) == (7, "['alice']\n", "")


def test_options_of_the_command_are_its_own() -> None:
    code = "import sys; print(sys.argv[1:])"
    done = emulator("--", sys.executable, "-c", code, "--port", "x", "--", "y")
    assert done == (0, "['--port', 'x', '--', 'y']\n", "")


def test_a_command_that_a_signal_ends() -> None:
    code = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    assert emulator("--", sys.executable, "-c", code)[0] == 128 + signal.SIGKILL


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_the_command_decides_what_a_signal_does(number: signal.Signals) -> None:
    code = (
        "import signal, sys\n"
        f"signal.signal({int(number)}, lambda *_: sys.exit(3))\n"
        "print('ready', flush=True); signal.pause()"
    )
    command = [*EMULATOR, "--", sys.executable, "-c", code]
    with Popen(
        command, stdout=PIPE, text=True, start_new_session=True, preexec_fn=hang_up_ends
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        if number == signal.SIGINT:
            os.killpg(process.pid, number)  # as Ctrl-C does
        else:
            process.send_signal(number)
        assert process.wait(30) == 3


def test_a_signal_before_the_command_runs_is_not_lost() -> None:
    code = (
        "import os, sys, threading\n"
        "from alicloud.emulator import command\n"
        "stopped = threading.Event(); stopped.set()\n"
        "sys.exit(command.run(['sleep', '60'], os.environ, stopped))"
    )
    assert run([sys.executable, "-c", code], timeout=30).returncode == 128 + signal.SIGTERM


@pytest.mark.parametrize("ignored", [False, True])
def test_a_terminal_that_is_closed_ends_a_server_as_sigterm_does(
    tmp_path: Path, ignored: bool
) -> None:
    file, state = tmp_path / "emulator.env", tmp_path / "state.yaml"
    command = [*EMULATOR, "--env-file", str(file), "--export", str(state)]
    shell = ["sh", "-c", 'trap "" HUP; exec "$@"', "sh"] if ignored else []  # as nohup does
    with Popen([*shell, *command], stdout=PIPE, text=True, preexec_fn=hang_up_ends) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGHUP)
        if ignored:
            process.terminate()
        assert process.wait(30) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["state.yaml"]


def test_a_command_that_cannot_be_started(tmp_path: Path) -> None:
    status, out, err = emulator("--", "/no/such/program")
    assert (status, out, err) == (
        127,
        "",
        "alicloud.emulator: /no/such/program: No such file or directory\n",
    )
    (tmp_path / "text").write_text("x")
    assert emulator("--", tmp_path / "text")[0] == 126
    assert emulator("--")[0] == 2


def test_the_file_of_variables_is_there_while_the_emulator_is(tmp_path: Path) -> None:
    file = tmp_path / "emulator.env"
    code = f"""
import os, stat
path = {str(file)!r}
print(stat.S_IMODE(os.stat(path).st_mode))
mark, *lines = open(path)
assert mark.startswith("# ")
for line in lines:
    name, _, value = line.rstrip("\\n").partition("=")
    assert os.environ[name] == value
    print(name)
"""
    status, out, err = emulator("--env-file", file, "--", sys.executable, "-c", code)
    assert (status, err) == (0, "")
    mode, *names = out.split()
    assert int(mode) == stat.S_IRUSR | stat.S_IWUSR
    assert names == [
        "ALIBABA_CLOUD_ENDPOINT_URL",
        "ALIBABA_CLOUD_ACCESS_KEY_ID",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    ]
    assert list(tmp_path.iterdir()) == []


def test_no_file_of_others_is_replaced(tmp_path: Path) -> None:
    other, link, pipe = tmp_path / "own.env", tmp_path / "link", tmp_path / "pipe"
    other.write_text("MINE=1\n")
    link.symlink_to(other)
    os.mkfifo(pipe)
    for option, name in (
        ("--env-file", "own.env"),
        ("--env-file", "link"),
        ("--env-file", "pipe"),
        ("--env-file", "."),
        ("--env-file", "none/x.env"),
        ("--export", "pipe"),
        ("--export", "none/x.yaml"),
    ):
        status, out, err = emulator(option, tmp_path / name, "--", "echo", "runs")
        assert (status, out) == (2, ""), (option, name)
        assert err.startswith(f"alicloud.emulator: {(tmp_path / name).resolve()}: ")
    assert other.read_text() == "MINE=1\n"
    assert pipe.is_fifo()


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmulatorError, match="cannot be written: File name too long"):
        write_private(tmp_path / ("x" * 300), "")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_emulator_left_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "emulator.env"
    command = [*EMULATOR, "--env-file", str(file)]
    with Popen(command, stdout=PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()
    assert file.exists()
    assert emulator("--env-file", file, "--", sys.executable, "-c", USE)[0] == 7
    assert not file.exists()


def test_a_state_goes_where_a_link_leads(tmp_path: Path) -> None:
    (tmp_path / "link.yaml").symlink_to(tmp_path / "state.yaml")
    emulator("--export", tmp_path / "link.yaml", "--", sys.executable, "-c", USE)
    assert (tmp_path / "link.yaml").is_symlink()
    assert "alice" in (tmp_path / "state.yaml").read_text()


def test_a_state_from_one_run_to_the_next(tmp_path: Path) -> None:
    state = tmp_path / "state.yaml"
    assert emulator("--export", state, "--", sys.executable, "-c", USE)[0] == 7
    assert stat.S_IMODE(state.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    code = "from alicloud.ram import RamClient; print(len(RamClient().list_users().users))"
    again = tmp_path / "again.yaml"
    done = emulator("--seed", state, "--export", again, "--", sys.executable, "-c", code)
    assert done[:2] == (0, "1\n")
    assert again.read_text() == state.read_text()
    state.write_text("usres: {}")
    status, out, err = emulator("--seed", state)
    assert (status, out) == (2, "")
    assert err == f"alicloud.emulator: {state}: usres: unknown; did you mean users?\n"


NODE = shutil.which("node")
CURL = shutil.which("curl")


@pytest.mark.skipif(NODE is None, reason="Node is not installed")
def test_a_node_program_controls_the_emulator() -> None:
    status, out, err = emulator("--", NODE or "", ROOT / "examples/control.mjs")
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        "The emulator's time is 2026-01-31T08:00:00+00:00.",
        "0 calls so far; the next ListUsers is throttled.",
    ]


@pytest.mark.skipif(CURL is None, reason="curl is not installed")
def test_a_shell_program_controls_the_emulator() -> None:
    script = f'sh {ROOT / "examples/control.sh"} && {sys.executable} -c "$0"'
    code = """
from alicloud.core import ServiceError
from alicloud.ram import RamClient
with RamClient(retries=0) as ram:
    try:
        ram.list_users()
    except ServiceError as error:
        print(error.code)
"""
    status, out, err = emulator("--", "sh", "-c", script, code)
    assert (status, err) == (0, "")
    *responses, throttled = out.splitlines()
    assert [json.loads(line) for line in responses] == [
        {},
        {"now": "2026-01-31T08:00:00+00:00", "frozen": True},
        {},
        {"requests": []},
    ]
    assert throttled == "Throttling.User"


def test_listening_everywhere_is_explained() -> None:
    with Popen([*EMULATOR, "--host", "0.0.0.0"], stdout=PIPE, stderr=PIPE, text=True) as process:
        assert process.stdout is not None
        first, second, third = (process.stdout.readline() for _ in range(3))
        process.terminate()
        process.communicate(timeout=30)
    port = first.split(" is at http://127.0.0.1:")[1].split()[0]
    assert f"all addresses of this machine: whoever reaches port {port} can call it" in second
    assert third.endswith("/_emulator/ may be used from this machine only.\n")
