"""What a server loads before its first page: nothing that only some later page needs (decision 9)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from app.settings import ROOT
from app.vault import Keyring
from app.web.addresses import Address

LATER = {
    "alembic": "to bring tables up to date",
    "app.web.showcase": "for the design review",
    "cryptography.x509": "to make a certificate",
    "docx": "for DOCX",
    "fontTools": "to prepare fonts",
    "lxml": "for DOCX",
    "psycopg": "for PostgreSQL",
    "pybtex": "for BibTeX",
    "rispy": "for RIS",
    "typst": "for PDF",
}
STARTED = """
import sys
from pathlib import Path
from app import create_app
from app.settings import Settings
create_app(Settings(data=Path(sys.argv[1]), keys=Path(sys.argv[2])), commands=False)
print(*sys.modules)
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """Every module that a server on SQLite has loaded when it has started."""
    folders = [tmp_path_factory.mktemp(name) for name in ("data", "keys")]
    Keyring.begin(folders[1])
    command = [sys.executable, "-c", STARTED, *map(str, folders)]
    started = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return frozenset(started.stdout.split())


@pytest.mark.parametrize("module", LATER)
def test_what_only_some_pages_need_is_not_loaded_at_the_start(
    loaded: frozenset[str], module: str
) -> None:
    assert "app.reports.rendering" in loaded
    assert module not in loaded, f"only needed {LATER[module]}"


def test_an_address_is_compiled_when_a_page_first_links_there(app: Flask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    assert all(type(rule) is Address for rule in rules)
    assert not [rule for rule in rules if "<builder" in rule._build.__func__.__code__.co_name]  # type: ignore[attr-defined]
    with app.test_request_context():
        assert app.url_for("library.exemplar", key="tajik", beside="two") == (
            "/library/processes/tajik?beside=two"
        )


def test_modules_loaded_by_their_name_are_there() -> None:
    """An edge that no import shows: who moves such a module must hear of it."""
    named = {
        word
        for file in (ROOT / "app").rglob("*.py")
        for word in file.read_text().split('"')
        if word.startswith("app.") and word.replace(".", "").replace("_", "").isalnum()
    }
    assert "app.reports.docx" in named
    missing = [name for name in named if not _is_there(name)]
    assert not missing


def _is_there(name: str) -> bool:
    place = Path(ROOT, *name.split("."))
    return place.with_suffix(".py").is_file() or place.is_dir()
