"""Public names that load their module when they are first used."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from alicloud.core import lazy

INIT = """\
from alicloud.core.lazy import exports
__getattr__, __dir__ = exports(__name__, {
    "lazybones.one": ("B", "A"), "lazybones.inner.two": ("C",), "lazybones.gone": ("D",)
})
__all__ = __dir__()
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A package with lazy names."""
    (tmp_path / "lazybones/inner").mkdir(parents=True)
    (tmp_path / "lazybones/__init__.py").write_text(INIT)
    (tmp_path / "lazybones/one.py").write_text("A = object()\nB = 'b'\n")
    (tmp_path / "lazybones/inner/__init__.py").write_text("")
    (tmp_path / "lazybones/inner/two.py").write_text("C = 'c'\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    import lazybones  # type: ignore[import-not-found]

    yield lazybones
    for name in [name for name in sys.modules if name.partition(".")[0] == "lazybones"]:
        del sys.modules[name]


def test_a_name_loads_its_module_and_no_other(package: ModuleType) -> None:
    assert "lazybones.one" not in sys.modules
    assert package.B == "b"
    assert "lazybones.one" in sys.modules
    assert "lazybones.inner.two" not in sys.modules
    assert package.C == "c"


def test_a_name_is_looked_up_once(package: ModuleType) -> None:
    first = package.A
    assert vars(package)["A"] is first
    assert package.A is first


def test_names_can_be_imported_in_every_way(package: ModuleType) -> None:
    names: dict[str, Any] = {}
    exec("from lazybones import A, C\nimport lazybones.one\nfrom lazybones import one", names)
    assert names["A"] is package.A
    assert names["one"].B == "b"


def test_a_module_is_an_attribute_of_its_package(package: ModuleType) -> None:
    assert package.one.B == "b"


def test_the_names_are_listed_before_they_are_loaded(package: ModuleType) -> None:
    assert dir(package) == ["A", "B", "C", "D"]
    assert "lazybones.one" not in sys.modules


def test_the_names_are_public(package: ModuleType) -> None:
    assert sorted(package.__all__) == ["A", "B", "C", "D"]


def test_an_unknown_name_is_an_attribute_error(package: ModuleType) -> None:
    with pytest.raises(AttributeError, match="module 'lazybones' has no attribute 'E'"):
        _ = package.E
    assert not hasattr(package, "__wrapped__")


def test_a_module_that_cannot_be_loaded_says_so(package: ModuleType) -> None:
    with pytest.raises(ModuleNotFoundError, match="gone"):
        _ = package.D


def test_many_threads_get_the_same_object(package: ModuleType) -> None:
    barrier = threading.Barrier(8)
    found: list[object] = []

    def look() -> None:
        barrier.wait()
        found.append(package.A)

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(map(id, found))) == 1


@pytest.mark.parametrize(
    ("formats", "number", "remedy"),
    [
        (range(1, 2), 2, "and this alicloud runs 1; upgrade it: pip install --upgrade alicloud"),
        (
            range(2, 4),
            4,
            "and this alicloud runs 2 to 3; upgrade it: pip install --upgrade alicloud",
        ),
        (
            range(2, 4),
            1,
            "and this alicloud runs 2 to 3; generate it again: "
            "python -m alicloud.generator generate",
        ),
    ],
)
def test_a_package_of_another_format_says_which_side_to_renew(
    formats: range, number: int, remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lazy, "_FORMATS", formats)
    with pytest.raises(ImportError) as caught:
        lazy.check_format("alicloud.zoo", number)
    assert str(caught.value) == f"alicloud.zoo was generated in format {number}, {remedy}"
    assert caught.value.name == "alicloud.zoo"


def test_a_package_of_a_known_format_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lazy, "_FORMATS", range(2, 4))
    lazy.check_format("alicloud.zoo", 2)
    lazy.check_format("alicloud.zoo", 3)
