"""Taste as tests: what the house refuses, looked for in its own source (design §3, A§25, A§32)."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app"
TEMPLATES = ROOT / "templates"

REFUSED_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "services",
    "service",
    "managers",
    "manager",
}
MAY_COMMIT = {"web/unit_of_work.py", "cli.py"}
MAY_COMPARE_ROLES = {"policy.py", "rules.py", "queries.py"}


def modules() -> Iterator[Path]:
    yield from sorted(APP.rglob("*.py"))


def trees() -> Iterator[tuple[str, ast.Module]]:
    for module in modules():
        yield str(module.relative_to(APP)), ast.parse(module.read_text(encoding="utf-8"))


def test_imports_run_one_way() -> None:
    outcome = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout[-3000:] + outcome.stderr[-500:]


def test_no_module_is_named_for_nothing() -> None:
    named = [
        str(path)
        for path in modules()
        if REFUSED_NAMES & set(path.relative_to(APP).with_suffix("").parts)
    ]
    assert named == []


def test_only_the_edge_commits() -> None:
    commits = [
        f"{name}:{node.lineno}"
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "commit"
        and name not in MAY_COMMIT
        and not name.endswith("commands.py")
    ]
    assert commits == []


def test_nothing_is_imported_inside_a_function() -> None:
    inside = [
        f"{name}:{inner.lineno}"
        for name, tree in trees()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def test_the_clock_is_read_in_one_place() -> None:
    readings = re.compile(r"\b(datetime\.now|date\.today|datetime\.utcnow|time\.time)\(")
    elsewhere = [
        str(path.relative_to(APP))
        for path in modules()
        if readings.search(path.read_text(encoding="utf-8")) and path.name != "clock.py"
    ]
    assert elsewhere == []


def test_every_module_says_what_lives_there() -> None:
    silent = [name for name, tree in trees() if not ast.get_docstring(tree)]
    assert silent == []


def test_roles_are_compared_only_where_decisions_live() -> None:
    compared = [
        f"{name}:{node.lineno}"
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        and isinstance(node.left, ast.Attribute)
        and node.left.attr == "role"
        and isinstance(node.ops[0], ast.Eq | ast.NotEq | ast.Is | ast.IsNot)
        and Path(name).name not in MAY_COMPARE_ROLES
        and not {"views", "actions"} & set(Path(name).parts)
        and Path(name).name not in {"access.py", "actions.py", "views.py"}
    ]
    assert compared == []


def test_no_log_line_carries_a_form_or_an_address() -> None:
    leaky = re.compile(
        r"log\.\w+\([^)]*(request\.form|request\.args|remote_addr|user_agent|request\.path|\.words|\.text\b)"
    )
    assert [str(path) for path in modules() if leaky.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "sheet", sorted((APP / "static" / "css").glob("*.css")), ids=lambda path: path.name
)
def test_style_sheets_know_no_left_and_right(sheet: Path) -> None:
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
    sided = re.findall(
        r"(?:^|[;{\s])((?:margin|padding|border|inset)-(?:left|right)[\w-]*|left|right|(?:text-align|float|clear)\s*:\s*(?:left|right))\s*[:;}]?",
        css,
    )
    sided = [found for found in sided if found.strip() not in {""}]
    assert not [found for found in sided if re.search(r"(left|right)", found)], sided


def template_files() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize(
    "template", template_files(), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_templates_hold_no_inline_script_or_style_and_call_nobody(template: Path) -> None:
    source = re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.S)
    assert not re.search(r"\sstyle\s*=", source), "inline style"
    assert not re.search(r"\son\w+\s*=\s*[\"']", source), "inline handler"
    assert not re.search(r"<style\b", source), "style element"
    assert not re.search(r"<script(?![^>]*\bsrc=)", source), "inline script"
    assert not re.search(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", source), (
        "outside address"
    )


WORDS_TO_AVOID = (
    "negotiat",
    "deal",
    "agreement reached",
    "concession",
    "delegation",
    "representative",
    "opponent",
    "enemy",
    "side a",
    "side b",
    "score",
    "winner",
    "leaderboard",
    "user",
    "ticket",
    "sprint",
    "delegate",
)


@pytest.mark.parametrize(
    "template", template_files(), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_interface_words_are_the_fields_own(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    spoken = " ".join(
        re.findall(r"_\(\s*'((?:[^'\\]|\\.)*)'", source)
        + re.findall(r'_\(\s*"((?:[^"\\]|\\.)*)"', source)
    )
    said = [
        word for word in WORDS_TO_AVOID if re.search(rf"\b{re.escape(word)}", spoken.casefold())
    ]
    assert said == []
