"""The locks name every package by its content, and no place to fetch it from."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted(ROOT.glob("requirements*.lock"))
PIN = re.compile(r"^([a-z0-9-]+)==([^ ]+)", re.MULTILINE)
ADDRESS = re.compile(r"https?:|file:|--(extra-)?index|--find-links|@ ")


def pins(lock: Path) -> set[tuple[str, str]]:
    return set(PIN.findall(lock.read_text()))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_place_to_fetch_from(lock: Path) -> None:
    assert ADDRESS.findall(lock.read_text()) == []


def test_the_lock_of_scripts_names_no_place_to_fetch_from() -> None:
    content = (ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in content, "made without .npmrc: run npm install here again"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_package_is_known_by_its_content(lock: Path) -> None:
    content = lock.read_text()
    assert pins(lock)
    assert all("--hash=sha256:" in part for part in re.split(r"\n(?=[a-z])", content.strip()))


def test_every_script_is_known_by_its_content() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [name for name, facts in packages.items() if name and "integrity" not in facts] == []


def test_testing_uses_what_running_uses() -> None:
    assert pins(ROOT / "requirements.lock") <= pins(ROOT / "requirements-test.lock")


@pytest.mark.parametrize(
    "source", sorted(ROOT.glob("requirements*.in")), ids=lambda path: path.name
)
def test_what_was_asked_for_is_in_the_lock(source: Path) -> None:
    asked = {
        re.sub(r"\[.*\]", "", line).strip()
        for line in source.read_text().splitlines()
        if "==" in line
    }
    locked = {"==".join(pin) for pin in pins(source.with_suffix(".lock"))}
    assert asked <= locked
