"""What a spec calls deprecated, or by another name than before, warns at the line of the user."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from alicloud.generator.python.clashes import report_clashes
from alicloud.generator.python.render import render
from alicloud.generator.spec.read import read_services
from tests.support.processes import ROOT, python, run

SERVICE = """\
doc: A zoo.
product: Zoo
version: 2020-01-01
style: rpc
endpoints: {public: zoo.aliyuncs.com}
"""
KEEPERS = """\
doc: Who keeps the animals.
shapes:
  Badge:
    doc: What a keeper wears.
    deprecated: use Card.
    fields:
      Text: {type: string, doc: What it says.}
  Keeper:
    doc: A keeper.
    renamed_from: Warden
    fields:
      LoginName: {type: string, doc: What they type., renamed_from: login}
      Nick: {type: string, doc: What friends say., optional: true, deprecated: use LoginName.}
      Badge: {type: Badge, doc: What they wear., optional: true}
actions:
  GetKeeper:
    doc: Find a keeper.
    kind: read
    renamed_from: find_keeper
    request:
      LoginName: {type: string, doc: What they type., required: true, renamed_from: login}
      Loud: {type: boolean, doc: Whether to call., deprecated: use Volume.}
      Shifts: {type: list<string>, doc: When., deprecated: use Days.}
    response:
      Keeper: {type: Keeper, doc: Who was found.}
  FetchKeeper:
    doc: Find a keeper in the old way.
    kind: read
    deprecated: use GetKeeper.
    request:
      LoginName: {type: string, doc: What they type., renamed_from: login}
    response:
      Keeper: {type: Keeper, doc: Who was found.}
  ListKeepers:
    doc: All of them.
    kind: read
    deprecated: use ListAll.
    response:
      Keepers: {type: list<Keeper>, doc: Who there is.}
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the code of a service that has something of everything.

    Type checkers would prefer a package of the same name in generated/, so it is not the zoo.
    """
    folder = tmp_path_factory.mktemp("deprecated")
    texts = {"specs/menagerie/service.yaml": SERVICE, "specs/menagerie/keepers.yaml": KEEPERS}
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    for path, text in render(read_services(folder / "specs", report_clashes)).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


PROGRAM = """\
import asyncio, copy, inspect, pickle, warnings
from alicloud import menagerie as zoo
from alicloud.core import StaticCredentials
from alicloud.core.testing import AsyncStubTransport, StubTransport

BODY = {"Keeper": {"LoginName": "ann", "Nick": "a", "Badge": {"Text": "x"}}}
TABLE = {"GetKeeper": BODY, "FetchKeeper": BODY, "ListKeepers": {"Keepers": [BODY["Keeper"]]}}
KEY = StaticCredentials("id", "s3cret")
sync = zoo.ZooClient(credentials=KEY, transport=StubTransport(TABLE))
client = zoo.AsyncZooClient(credentials=KEY, transport=AsyncStubTransport(TABLE))
keeper = zoo.Keeper(login_name="ann")
request = zoo.GetKeeperRequest(login_name="ann")
"""

USES = {
    # Not deprecated, or not the doing of the user.
    'sync.get_keeper(login_name="ann")': [],
    'await client.get_keeper(login_name="ann")': [],
    'sync.call("GetKeeper", {"LoginName": "ann"})': [],
    "sync.get_keeper(login_name='ann', loud=None)": [],
    "pickle.loads(pickle.dumps(sync.get_keeper(login_name='ann')))": [],
    "copy.deepcopy(sync.get_keeper(login_name='ann')).keeper.badge.text": [],
    "keeper.replace(login_name='bob')": [],
    # Actions, in every way that they are called.
    "sync.fetch_keeper()": ["ZooClient.fetch_keeper is deprecated: use GetKeeper."],
    "await client.fetch_keeper()": ["AsyncZooClient.fetch_keeper is deprecated: use GetKeeper."],
    "await asyncio.gather(client.fetch_keeper())": [
        "AsyncZooClient.fetch_keeper is deprecated: use GetKeeper."
    ],
    "list(sync.list_keepers())": ["ZooClient.list_keepers is deprecated: use ListAll."],
    "[k async for k in client.list_keepers()]": [
        "AsyncZooClient.list_keepers is deprecated: use ListAll."
    ],
    "sync.send(zoo.FetchKeeperRequest())": ["FetchKeeperRequest is deprecated: use GetKeeper."],
    "await client.send(zoo.FetchKeeperRequest())": [
        "FetchKeeperRequest is deprecated: use GetKeeper."
    ],
    'sync.call("FetchKeeper")': ["FetchKeeper is deprecated: use GetKeeper."],
    'await client.call("FetchKeeper")': ["FetchKeeper is deprecated: use GetKeeper."],
    # Shapes and fields.
    'zoo.Badge(text="x")': ["Badge is deprecated: use Card."],
    'zoo.Keeper(login_name="ann", nick="a")': ["Keeper.nick is deprecated: use LoginName."],
    'keeper.replace(nick="a")': ["Keeper.nick is deprecated: use LoginName."],
    'sync.get_keeper(login_name="a", loud=False)': [
        "GetKeeperRequest.loud is deprecated: use Volume."
    ],
    'await client.get_keeper(login_name="a", shifts=["b"])': [
        "GetKeeperRequest.shifts is deprecated: use Days."
    ],
    # Earlier names.
    "zoo.Warden": ["Warden is deprecated: use Keeper."],
    "zoo.keepers.Warden": ["Warden is deprecated: use Keeper."],
    'zoo.Keeper(login="ann").login_name': ["Keeper: login is deprecated: use login_name."],
    'keeper.replace(login="bob").login_name': ["Keeper: login is deprecated: use login_name."],
    "keeper.login": ["Keeper.login is deprecated: use login_name."],
    "request.login": ["GetKeeperRequest.login is deprecated: use login_name."],
    'zoo.GetKeeperRequest(login="ann").login_name': [
        "GetKeeperRequest: login is deprecated: use login_name."
    ],
    'sync.get_keeper(login="ann").keeper.login_name': [
        "ZooClient.get_keeper: login is deprecated: use login_name."
    ],
    '(await client.get_keeper(login="ann")).keeper.login_name': [
        "AsyncZooClient.get_keeper: login is deprecated: use login_name."
    ],
    'sync.find_keeper(login_name="ann").keeper.login_name': [
        "ZooClient.find_keeper is deprecated: use get_keeper."
    ],
    '(await client.find_keeper(login_name="ann")).keeper.login_name': [
        "AsyncZooClient.find_keeper is deprecated: use get_keeper."
    ],
}


RUN = f"""
for number in range({len(USES)}):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        asyncio.run(globals()[f"use{{number}}"]())
    for each in caught:
        assert each.category is DeprecationWarning and each.filename == "<string>", each
        print(each.lineno, each.message)
"""


def test_each_use_warns_once_at_the_line_of_the_user(package: Path) -> None:
    """All uses in one process: each is a function of its own."""
    functions = "".join(
        f"async def use{number}(): return {code}\n" for number, code in enumerate(USES)
    )
    program = PROGRAM + functions + RUN
    lines = python(program, paths=(package, ROOT / "runtime")).splitlines()
    first = program[: program.index("async def use0")].count("\n") + 1
    expected = [
        f"{first + number} {message}"
        for number, messages in enumerate(USES.values())
        for message in messages
    ]
    assert lines == expected


FACTS = """
with warnings.catch_warnings(action="ignore"):
    assert zoo.Warden is zoo.Keeper is zoo.keepers.Warden
assert "Warden" not in zoo.__all__ and "Warden" not in dir(zoo)
assert not hasattr(zoo, "Guard") and not hasattr(zoo.keepers, "Guard")
assert sync.fetch_keeper.__deprecated__ == "use GetKeeper."
assert zoo.ZooClient.operations["FetchKeeper"].deprecated == "use GetKeeper."
assert zoo.ZooClient.operations["GetKeeper"].deprecated == ""
assert inspect.iscoroutinefunction(client.fetch_keeper) or asyncio.iscoroutinefunction(client.fetch_keeper)
assert str(inspect.signature(zoo.Badge)) == "(*, text: str)"
import typing
assert typing.get_type_hints(zoo.ZooClient.fetch_keeper)["return"] is zoo.FetchKeeperResponse
assert typing.get_type_hints(zoo.ZooClient.get_keeper)["login_name"] is str
assert inspect.signature(zoo.ZooClient.get_keeper, eval_str=True).parameters["login_name"].annotation is str
for twice in (zoo.Keeper, sync.get_keeper):
    try:
        twice(login="a", login_name="b")
    except TypeError as error:
        assert "login is the earlier name of login_name; give one of them" in str(error)
    else:
        raise AssertionError(twice)
"""


def test_what_is_deprecated_is_otherwise_as_it_was(package: Path) -> None:
    python(PROGRAM + FACTS, paths=(package, ROOT / "runtime"))


TYPED = """\
from alicloud.menagerie import AsyncZooClient, Badge, FetchKeeperRequest  # twice
from alicloud.menagerie import Keeper, ZooClient
from alicloud.menagerie.keepers import Warden  # once

zoo = ZooClient()
zoo.get_keeper(login_name="a")
keeper = Keeper(login_name="a")
zoo.fetch_keeper()  # once
AsyncZooClient().fetch_keeper()  # once
zoo.find_keeper(login_name="a")  # once
keeper.login  # once
"""


def test_mypy_reports_each_use(package: Path, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(TYPED, encoding="utf-8")
    checked = run(
        *(sys.executable, "-m", "mypy", "--strict", "--enable-error-code", "deprecated"),
        *("--namespace-packages", "--explicit-package-bases", "--no-error-summary"),
        *("--cache-dir", ROOT / ".cache/mypy-golden", program),
        env={"MYPYPATH": f"{package}:{ROOT / 'runtime'}"},
    )
    expected = [
        f"{program}:{number}:"
        for number, line in enumerate(TYPED.splitlines(), start=1)
        for _ in range(2 * line.endswith("# twice") + line.endswith("# once"))
    ]
    reported = [line for line in checked.stdout.splitlines() if "[deprecated]" in line]
    assert [line.partition(" ")[0] for line in reported] == expected, checked.stdout
