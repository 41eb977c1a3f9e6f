"""What using the SDK may cost: modules, calls, and nothing behind the user's back."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from benchmarks.crossings import create_user
from tests.support.processes import ROOT, python, run

LOADED = (
    "import json, sys; before = set(sys.modules)\n{}\nprint(*sorted(set(sys.modules) - before))"
)
IMPORT = "from alicloud.ram import RamClient"
STUB = """
from alicloud.core import StaticCredentials
from alicloud.core.testing import StubTransport
user = {"UserId": "1", "UserName": "alice", "DisplayName": "A", "MobilePhone": "", "Email": "",
        "Comments": "", "CreateDate": "2026-01-01T00:00:00Z"}
ram = RamClient(
    credentials=StaticCredentials("id", "s3cret"),
    transport=StubTransport({"CreateUser": {"User": user}, "ListUsers": {"Users": {"User": []}}}),
)
"""
RESOURCES = {
    *("access_keys", "account_settings", "diagnostics", "groups", "login_profiles", "mfa_devices"),
    *("policies", "policy_attachments", "policy_versions", "roles", "service_linked_roles"),
    *("tags", "users", "limits"),
}


def loaded(code: str) -> set[str]:
    """The modules that `code` loads on top of what json needs."""
    return set(python(LOADED.format(code)).split())


def resources(modules: set[str]) -> set[str]:
    return {name for name in RESOURCES if f"alicloud.ram.{name}" in modules}


def test_importing_and_building_a_client_loads_little() -> None:
    modules = loaded(f"{IMPORT}\nRamClient()")
    assert len(modules) <= 30, sorted(modules)
    heavy = {"asyncio", "email", "http", "logging", "random", "requests", "typing", "urllib3"}
    assert not {name.split(".")[0] for name in modules} & heavy
    assert not resources(modules)
    assert not {"alicloud.core.shapes.fast_reader", "alicloud.ram.operations"} & modules


def test_importing_one_service_loads_no_other() -> None:
    assert not any(name.startswith("alicloud.ram") for name in loaded("import alicloud.sts.client"))


def test_a_call_loads_the_models_of_its_resource_alone() -> None:
    modules = loaded(f'{IMPORT}\n{STUB}\nram.create_user(user_name="alice")')
    assert resources(modules) == {"users"}
    assert not {"requests", "urllib3", "asyncio", "typing"} & modules


def test_the_table_of_operations_is_loaded_when_it_is_read_and_loads_no_models() -> None:
    code = """
class Mine(RamClient): pass
table = Mine().operations
assert table is RamClient.operations is vars(RamClient)["operations"]
for action in table: table[action]
"""
    modules = loaded(f"{IMPORT}\n{code}")
    assert "alicloud.ram.operations" in modules
    assert not resources(modules)


BUILD = """
from alicloud.core import StaticCredentials
from alicloud.core.testing import {stub}
from alicloud.ram import {client}
ram = {client}(credentials=StaticCredentials("id", "s3cret"), transport={stub}())
"""


@pytest.mark.parametrize(
    ("client", "stub", "sender", "warm_up"),
    [
        ("RamClient", "StubTransport", "sender", "ram.warm_up()"),
        ("AsyncRamClient", "AsyncStubTransport", "async_sender", "list(ram.warm_up().__await__())"),
    ],
)
def test_what_makes_calls_is_loaded_to_warm_up_and_not_before(
    client: str, stub: str, sender: str, warm_up: str
) -> None:
    names = ("auth.acs3", "calls.decode", "calls.retry", "calls.state", "calls.typed", "pages")
    pipeline = {f"alicloud.core.{name}" for name in (*names, f"calls.{sender}", "protocols.rpc")}
    build = BUILD.format(client=client, stub=stub)
    assert not pipeline & loaded(build)
    assert pipeline <= loaded(build + warm_up)


CALLS = """
import sys
{call}
count = 0
def profile(frame, event, argument):
    global count
    count += event == "call"
sys.setprofile(profile)
{call}
sys.setprofile(None)
print(count)
"""


@pytest.mark.parametrize(
    "call",
    [
        'ram.create_user(user_name="alice", comments="x", email="a@example.com").user.create_date',
        'list(ram.list_users(max_items=5, marker="x"))',
        'ram.call("CreateUser", {"UserName": "alice"})',
    ],
)
def test_a_call_is_at_most_200_calls_of_python(call: str) -> None:
    counted = int(python(f"{IMPORT}\n{STUB}\n{CALLS.format(call=call)}"))
    assert 10 < counted <= 200


AWAITED = """
import sys
from alicloud.core import StaticCredentials
from alicloud.core.testing import AsyncStubTransport
from alicloud.ram import AsyncRamClient
ram = AsyncRamClient(
    credentials=StaticCredentials("id", "s3cret"),
    transport=AsyncStubTransport({"CreateUser": {"User": {"UserName": "alice"}}}),
)
def call():
    made = ram.create_user(user_name="alice", comments="x", email="a@example.com")
    try:
        made.send(None)  # nothing in it waits
    except StopIteration:
        return
    raise AssertionError("it waited for something")
"""


def test_an_awaited_call_is_at_most_200_calls_of_python_and_needs_no_loop() -> None:
    counted = int(python(f"{AWAITED}\n{CALLS.format(call='call()')}"))
    assert 10 < counted <= 200
    assert not {"aiohttp", "asyncio"} & loaded(f"{AWAITED}\ncall()")


def test_importing_and_building_an_async_client_loads_little() -> None:
    modules = loaded("from alicloud.ram import AsyncRamClient\nAsyncRamClient()")
    assert len(modules) <= 32, sorted(modules)
    assert not {"aiohttp", "asyncio", "email", "http", "logging", "requests", "typing"} & modules
    assert not resources(modules)


def test_a_call_goes_through_few_files() -> None:
    """More moves from file to file make a call harder to follow."""
    steps = create_user()
    assert steps[0] == steps[-1] == ("ram/client.py", "RamClient.create_user")
    assert ("core/testing.py", "StubTransport.send") in steps
    assert len(steps) - 1 <= 45


MEMORY = """
import gc, json, sys, tracemalloc
sys.path.insert(0, {root!r})
from benchmarks.codec import PAGE, decode_ours, decode_v2
def held(decode, parse):
    decode(parse())
    response = parse() if {parsed_before} else None
    gc.collect()
    tracemalloc.start()
    page = decode(response or parse())
    gc.collect()
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return size
parse = lambda: json.loads(PAGE)
print(held(decode_ours, parse) / held(decode_v2, parse))
"""


@pytest.mark.parametrize(("parsed_before", "limit"), [(True, 0.8), (False, 1.5)])
def test_the_memory_of_a_decoded_page(parsed_before: bool, limit: float) -> None:
    """Our objects take less than those of the official SDK, beside the response they are read from.

    We hold more in all: the official SDK throws the response away, `raw` keeps it with what is
    unknown to us. The parsed response alone is 1.2 times the size of the official objects.
    """
    code = MEMORY.format(root=str(ROOT), parsed_before=parsed_before)
    done = run(sys.executable, "-c", code)  # the official SDK warns of this and that
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) <= limit


AUDIT = """
import json, os, sys, threading
reads = []
class Environment(dict):
    def __getitem__(self, key):
        reads.append(key)
        return super().__getitem__(key)
    def get(self, key, default=None):
        reads.append(key)
        return super().get(key, default)
os.environ = Environment(os.environ)
events = []
def audit(event, arguments):
    if event in ("open", "os.listdir", "os.scandir", "subprocess.Popen", "os.system", "socket.connect",
                 "socket.getaddrinfo", "os.putenv", "_thread.start_new_thread"):
        events.append([event, str(arguments[0]) if arguments else ""])
sys.addaudithook(audit)
{code}
print(json.dumps([reads, events, threading.active_count()]))
"""


def watched(code: str) -> tuple[list[str], list[list[str]], int]:
    """The variables read, what was opened and the threads running when `code` is done."""
    reads, events, threads = json.loads(python(AUDIT.replace("{code}", code)))
    return reads, events, threads


@pytest.mark.parametrize(
    "code",
    [
        "import alicloud.core",
        "from alicloud.core import *",
        "import alicloud.core.client, alicloud.core.credentials.chain, alicloud.core.http.transport",
        IMPORT,
    ],
)
def test_importing_does_nothing_but_import(code: str) -> None:
    reads, events, threads = watched(code)
    ours: list[Any] = [name for name in reads if "ALIBABA" in name.upper()]
    assert ours == []
    assert threads == 1
    # Reading modules, and nothing else.
    strange = [
        (event, what)
        for event, what in events
        if event not in ("os.listdir", "os.scandir")
        and not what.endswith((".py", ".pyc", ".so", "pyvenv.cfg"))
        and "__pycache__" not in what
    ]
    if "transport" not in code and "*" not in code:  # requests looks for certificates itself
        assert strange == []


def test_building_a_client_opens_nothing() -> None:
    _, events, threads = watched(f"{IMPORT}\nclient = RamClient()\nevents.clear()\nRamClient()")
    assert events == []
    assert threads == 1
