"""A new action is an edit of a spec, and a new service a new folder: nothing else is touched."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from alicloud.generator.__main__ import main
from tests.support.corpus import write
from tests.support.processes import ROOT, python, run

CORE = ROOT / "runtime"

ACTION = """
  LockUser:
    doc: Lock a user out for a while.
    kind: update
    request:
      UserName: {type: string, doc: Whom., required: true}
      Minutes: {type: integer, doc: How long., default: 5}
    response:
      LockedUntil: {type: timestamp, doc: When it ends.}
    errors: [EntityNotExist.User]
    example:
      request: {UserName: alice, Minutes: 10}
      response: {LockedUntil: "2026-01-01T00:10:00Z"}
"""

USE_ACTION = """\
import inspect
import alicloud.ram
from alicloud.core import StaticCredentials
from alicloud.core.testing import StubTransport
from alicloud.ram import LockUserRequest, LockUserResponse, RamClient

transport = StubTransport({"LockUser": {"LockedUntil": "2026-01-01T00:10:00Z"}})
ram = RamClient(credentials=StaticCredentials("id", "s3cret"), transport=transport)
response = ram.lock_user(user_name="alice", minutes=10)
assert isinstance(response, LockUserResponse)
assert ram.send(LockUserRequest(user_name="bob")).locked_until == response.locked_until
assert [sent.parameters for sent in transport.requests] == [
    {"UserName": "alice", "Minutes": "10"}, {"UserName": "bob"}
]
assert {"LockUserRequest", "LockUserResponse"} < set(alicloud.ram.__all__)
assert {"LockUserRequest", "LockUserResponse"} < set(dir(alicloud.ram))
assert ram.operations["LockUser"].kind == "update"
assert ram.operations["LockUser"].errors == {"EntityNotExist.User": 404}
print(alicloud.ram.__file__)
print(response.locked_until.isoformat())
print(inspect.signature(RamClient.lock_user))
"""

TYPED_ACTION = """\
from datetime import datetime
from typing import assert_type

from alicloud.ram import LockUserResponse, RamClient

assert_type(RamClient().lock_user(user_name="alice", minutes=10), LockUserResponse)
assert_type(RamClient().lock_user(user_name="alice").locked_until, datetime)
RamClient().lock_user(minutes=10)
"""


def mypy_errors(folder: Path) -> list[str]:
    """What mypy says of `use.py` in a folder, whose generated code is in `out` beside it."""
    typed = run(
        # Without site-packages, where the generated code of this checkout is found first.
        *(sys.executable, "-m", "mypy", "--strict", "--explicit-package-bases"),
        *("--no-site-packages", "--follow-imports", "silent"),
        *("--cache-dir", ROOT / ".cache/mypy-extension", "use.py"),
        cwd=folder,
        env={"MYPYPATH": f"{folder / 'out'}{os.pathsep}{CORE}"},
    )
    return [line for line in typed.stdout.splitlines() if ": error: " in line]


def test_an_action_added_to_a_spec_can_be_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "specs/ram", "specs/ram")
    users = Path("specs/ram/users.yaml")
    users.write_text(users.read_text(encoding="utf-8") + ACTION, encoding="utf-8")
    assert main(["generate", "--out", "out"]) == 0

    file, until, signature = python(USE_ACTION, paths=(tmp_path / "out", CORE)).splitlines()
    assert Path(file) == tmp_path / "out/alicloud/ram/__init__.py"
    assert until == "2026-01-01T00:10:00+00:00"
    assert signature == (
        "(self, *, user_name: str, minutes: int | None = None)"
        " -> alicloud.ram.users.LockUserResponse"
    )

    Path("use.py").write_text(TYPED_ACTION)
    assert mypy_errors(tmp_path) == [
        'use.py:8: error: Missing named argument "user_name" for "lock_user" of "RamClient"'
        "  [call-arg]"
    ]


SHOP = {
    "shop/service.yaml": """\
doc: A shop with shelves.
product: Shop
version: 2030-01-01
style: rpc
endpoints: {public: shop.example.com}
pagination:
  token: {token: Token, next: NextToken, limit: Size}
errors:
  SoldOut: {status: 409, doc: There is none left.}
""",
    "shop/shelves.yaml": """\
doc: Shelves and what is on them.
types:
  Codes: {type: list<string>, doc: Codes., style: repeat, errors: [SoldOut]}
shapes:
  Box:
    doc: An item in a box.
    extends: Item
    fields:
      Packed: {type: timestamp, doc: When it was packed.}
  Item:
    doc: Something to buy.
    fields:
      Name: {type: string, doc: Its name., required: true}
      Sizes: {type: list<integer>, doc: Its sizes., optional: true}
  Shelf:
    doc: A row of items.
    fields:
      Items: {type: list<Item>, doc: What is on it., required: true, name: on_it}
      Labels: {type: map<string>, doc: What it says.}
actions:
  ListItems:
    doc: List what there is.
    kind: read
    request:
      Token: {type: string, doc: Where to go on.}
      Size: {type: integer, doc: How many at once.}
    response:
      Items: {type: list<Item>, doc: Some items., wrap: Item, name: found}
      NextToken: {type: string, doc: Where to go on., optional: true}
    pagination: token
  FillShelves:
    doc: Fill shelves.
    kind: update
    request:
      Shelf: {type: list<Shelf>, doc: The shelves., required: true}
      Rows: {type: list<list<string>>, doc: Rows of names.}
      Notes: {type: map<list<string>>, doc: Notes., in: form}
      Plan: {type: json, doc: A plan., in: form}
      Codes: {type: Codes, in: form}
      Layout: {type: list<Shelf>, doc: A layout., style: json}
    response:
      Filled: {type: list<list<Item>>, doc: What is where.}
  CloseShop:
    doc: Close for today.
    kind: delete
""",
    "shop/offers.yaml": """\
doc: What is cheap now.
shapes:
  Offer:
    doc: An item that is cheap now.
    extends: Box
    fields:
      Price: {type: long, doc: What it costs.}
actions:
  GetOffer:
    doc: Get an offer.
    kind: read
    response:
      Offer: {type: Offer, doc: The offer.}
""",
}

USE_SHOP = """\
import json
from alicloud.core import ServiceError, StaticCredentials
from alicloud.core.testing import StubError, StubTransport
from alicloud.shop import Box, FillShelvesRequest, Item, Offer, Shelf, ShopClient

transport = StubTransport({
    "ListItems": [
        {"Items": {"Item": [{"Name": "cup"}, {"Name": "hat", "Sizes": [7]}]}, "NextToken": "2"},
        {"Items": {"Item": []}, "NextToken": "3"},
        {"Items": {"Item": [{"Name": "pen"}]}},
    ],
    "FillShelves": [{"Filled": [[{"Name": "cup"}], []]}, StubError("SoldOut", 409)],
    "CloseShop": {},
    "GetOffer": {
        "Offer": {"Name": "cup", "Packed": "2030-01-01T00:00:00Z", "Price": 5, "Sizes": [1]}
    },
})
shop = ShopClient(credentials=StaticCredentials("id", "s3cret"), transport=transport)
names = [item.name for item in shop.list_items(size=2)]
response = shop.fill_shelves(
    shelf=[
        Shelf(on_it=[Item(name="cup", sizes=[1, 2]), Item(name="hat")], labels={"de": "Tassen"}),
        Shelf(on_it=[]),
    ],
    rows=[["a"], ["b", "c"]],
    notes={"x": ["1", "2"]},
    plan={"a": 1},
    codes=["p", "q"],
    layout=[Shelf(on_it=[Item(name="pen")])],
)
try:
    shop.fill_shelves(shelf=[])
except ServiceError as error:
    code = error.code
shop.close_shop()
last = transport.requests[-1].action
offer = shop.get_offer().offer
assert isinstance(offer, Item) and isinstance(offer, Box)
assert (offer.name, offer.packed.year, offer.price, offer.sizes) == ("cup", 2030, 5, [1])
assert offer == Offer.from_wire(offer.to_dict())
print(json.dumps({
    "endpoint": shop.endpoint,
    "names": names,
    "pages": [sent.parameters for sent in transport.requests[:3]],
    "filled": [[item.name for item in row] for row in response.filled],
    "sent": transport.requests[3].parameters,
    "again": FillShelvesRequest.from_wire(transport.requests[3].parameters).to_wire(),
    "code": code,
    "last": last,
    "errors": dict(shop.operations["FillShelves"].errors),
}))
"""


def test_a_third_service_is_a_new_folder(tmp_path: Path) -> None:
    specs = write(tmp_path, SHOP)
    assert main(["generate", "--specs", str(specs), "--out", str(tmp_path / "out")]) == 0
    done = json.loads(python(USE_SHOP, paths=(tmp_path / "out", CORE)))
    sent = {
        "Shelf.1.Items.1.Name": "cup",
        "Shelf.1.Items.1.Sizes.1": "1",
        "Shelf.1.Items.1.Sizes.2": "2",
        "Shelf.1.Items.2.Name": "hat",
        "Shelf.1.Labels.de": "Tassen",
        "Rows.1.1": "a",
        "Rows.2.1": "b",
        "Rows.2.2": "c",
        "Notes.x.1": "1",
        "Notes.x.2": "2",
        "Plan": '{"a":1}',
        "Codes.1": "p",
        "Codes.2": "q",
        "Layout": '[{"Items":[{"Name":"pen"}]}]',
    }
    assert done == {
        "endpoint": "https://shop.example.com",
        "names": ["cup", "hat", "pen"],
        "pages": [{"Size": "2"}, {"Size": "2", "Token": "2"}, {"Size": "2", "Token": "3"}],
        "filled": [["cup"], []],
        "sent": sent,
        "again": sent,
        "code": "SoldOut",
        "last": "CloseShop",
        "errors": {"SoldOut": 409},
    }


TYPED_SHOP = """\
from alicloud.shop import Item, ShopClient


def show(item: Item) -> str:
    return item.name


shop = ShopClient()
show(shop.get_offer().offer)
show(shop.list_items().found[0])
shop.get_offer().offer.prices
"""


def test_one_annotation_takes_every_shape_that_extends_another(tmp_path: Path) -> None:
    specs = write(tmp_path, SHOP)
    main(["generate", "--specs", str(specs), "--out", str(tmp_path / "out")])
    (tmp_path / "use.py").write_text(TYPED_SHOP)
    (error,) = mypy_errors(tmp_path)
    assert error.startswith('use.py:11: error: "Offer" has no attribute "prices"; maybe "price"?')


def test_services_in_several_folders_are_one_namespace(tmp_path: Path) -> None:
    specs = write(tmp_path, SHOP)
    main(["generate", "--specs", str(specs), "--out", str(tmp_path / "out")])
    code = "import alicloud.shop, alicloud.ram, alicloud.core; print(*alicloud.__path__, sep='\\n')"
    places = (tmp_path / "out", ROOT / "generated", CORE)
    found = python(code, paths=places).splitlines()
    assert [Path(path).parent for path in found] == list(places)


def test_a_package_of_a_newer_format_is_refused_on_import(tmp_path: Path) -> None:
    specs = write(tmp_path, SHOP)
    main(["generate", "--specs", str(specs), "--out", str(tmp_path / "out")])
    module = tmp_path / "out/alicloud/shop/__init__.py"
    text = module.read_text(encoding="utf-8")
    assert text.count("check_format(__name__, 3)") == 1
    module.write_text(text.replace("check_format(__name__, 3)", "check_format(__name__, 99)"))
    code = "try:\n    import alicloud.shop\nexcept ImportError as error:\n    print(error)\n"
    assert python(code, paths=(tmp_path / "out", CORE)).startswith(
        "alicloud.shop was generated in format 99, and this alicloud runs "
    )
