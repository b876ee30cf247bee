"""The design system, held to its own rules: every component shown, every class drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.settings import Settings
from app.vault.keys import Keyring
from app.web import showcase
from tests.support.ending import end

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
STATIC = ROOT / "app" / "static"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    home = tmp_path_factory.mktemp("house")
    (home / "data").mkdir()
    Keyring.begin(home / "keys")
    return Settings(data=home / "data", keys=home / "keys", testing=True)


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[FlaskClient]:
    app = create_app(settings)
    yield app.test_client()
    end(app)


def without_comments(template: Path) -> str:
    return re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.S)


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_says_its_parameters_and_is_named_as_its_file(component: Path) -> None:
    source = component.read_text(encoding="utf-8")
    assert source.startswith(f"{{# {component.stem}(")
    assert f"{{% macro {component.stem}(" in source


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_is_shown_in_the_design_review(component: Path) -> None:
    review = "".join(
        path.read_text(encoding="utf-8") for path in (TEMPLATES / "components_page").glob("*.html")
    )
    assert f'"components/{component.name}"' in review


@pytest.mark.parametrize("page", ["", *(f"/{page}" for page in showcase.PAGES)])
def test_a_page_of_the_review_opens(client: FlaskClient, page: str) -> None:
    answer = client.get(f"/_components{page}")
    assert answer.status_code == 200
    assert "None" not in re.sub(r"<[^>]*>", "", answer.get_data(as_text=True))


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 422, 429, 500, 503, 507])
def test_an_error_page_says_what_happened_and_what_to_do(client: FlaskClient, status: int) -> None:
    body = client.get(f"/_components/errors/{status}").get_data(as_text=True)
    assert len(re.findall(r"<h1[ >]", body)) == 1
    assert 'href="/"' in body


def test_what_had_been_typed_comes_back_with_the_error(client: FlaskClient) -> None:
    assert "What I had typed, اكتب هنا" in client.get("/_components/errors/409").get_data(
        as_text=True
    )


def test_the_page_for_a_defect_needs_no_template_engine() -> None:
    source = (TEMPLATES / "errors" / "500.html").read_text(encoding="utf-8")
    assert "{%" not in source
    assert "{{" not in source


def test_a_house_at_work_has_no_review(settings: Settings) -> None:
    at_work: Flask = create_app(replace(settings, testing=False, development=False))
    assert at_work.test_client().get("/_components").status_code == 404
    end(at_work)


def test_every_class_that_layouts_and_components_ask_for_is_drawn() -> None:
    drawn = set(
        re.findall(
            r"\.([a-z][a-z0-9-]*)",
            "".join(path.read_text() for path in (STATIC / "css").glob("*.css")),
        )
    )
    asked = {
        name: str(template.relative_to(TEMPLATES))
        for folder in ("layouts", "components", "components_page", "errors")
        for template in (TEMPLATES / folder).glob("*.html")
        for attribute in re.findall(r'class="([^"]*)"', without_comments(template))
        for name in re.sub(r"\{[{%].*?[%}]\}", " ", attribute).split()
        if re.fullmatch(r"[a-z][a-z0-9-]*[a-z0-9]", name)
    }
    assert {name: where for name, where in asked.items() if name not in drawn} == {}


def test_every_icon_a_template_asks_for_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons" / "icons.svg").read_text()))
    asked = {
        name
        for template in TEMPLATES.rglob("*.html")
        for name in re.findall(r"(?:icon=|icon\(|drawing\()'([a-z-]+)'", without_comments(template))
    }
    assert asked - drawn == set()


def test_words_in_two_languages_stand_side_by_side_with_language_and_direction(
    client: FlaskClient,
) -> None:
    body = client.get("/_components").get_data(as_text=True)
    assert re.search(r'<p class="rendering" lang="en" dir="ltr">To reach', body)
    assert re.search(r'<p class="rendering" lang="ar" dir="rtl">', body)


def test_a_field_in_error_is_described_by_its_hint_and_its_error(client: FlaskClient) -> None:
    body = client.get("/_components").get_data(as_text=True)
    field = re.search(r'<input[^>]*id="wrong-title"[^>]*>', body)
    assert field
    assert 'aria-invalid="true"' in field[0]
    assert 'aria-describedby="wrong-title-error"' in field[0]
    assert 'id="wrong-title-error"' in body
    assert 'href="#wrong-title"' in body
