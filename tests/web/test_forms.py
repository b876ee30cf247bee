"""What every form does with what is typed: a sentence at the field, and the words kept as they were."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import given, strategies as st
from werkzeug.datastructures import MultiDict

from app.kernel.wording import Wording
from app.web.forms import (
    LINE_LENGTH,
    NUL_INSIDE,
    WORDS_LENGTH,
    Form,
    LineField,
    VersionField,
    WordsField,
    choices,
)


class Point(Form):
    class Meta(Form.Meta):
        csrf = False

    title = LineField("Title")
    words = WordsField("Words")
    version = VersionField()


@pytest.fixture(autouse=True)
def _page(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


def sent(**typed: str) -> Point:
    return Point(MultiDict(typed))


def test_blanks_around_words_go_and_the_rest_is_the_persons_own():
    form = sent(title="  A bridge ", words="\n one\n\n  two \n")
    assert form.validate()
    assert form.title.data == "A bridge"
    assert form.words.data == "one\n\n  two"


@pytest.mark.parametrize(("name", "most"), [("title", LINE_LENGTH), ("words", WORDS_LENGTH)])
def test_too_long_is_said_at_the_field_and_nothing_typed_is_lost(name: str, most: int):
    assert sent(**{name: "و" * most}).validate()
    form = sent(**{name: "و" * (most + 1)})
    assert not form.validate()
    assert list(form.errors) == [name]
    assert str(most) in str(form.errors[name][0])
    assert form[name].data == "و" * (most + 1)


@pytest.mark.parametrize("name", ["title", "words", "version"])
def test_a_nul_is_refused_in_every_field_seen_or_hidden(name: str):
    form = sent(**{name: "be\x00fore"})
    assert not form.validate()
    assert NUL_INSIDE in form.errors[name]
    assert form[name].raw_data == ["be\x00fore"]


@given(st.text(max_size=30))
def test_a_version_is_a_number_whatever_was_made_of_it(typed: str):
    number = sent(version=typed).version.number
    assert number >= 0
    assert number == 0 or str(number) == typed.lstrip("0")


def test_words_in_a_list_stand_in_their_own_direction_and_language():
    offered = choices([("a", Wording.of("سارن", "ar")), ("b", Wording.of("?")), ("c", "Nobody")])
    assert [(each.value, each.label) for each in offered] == [
        ("a", "سارن"), ("b", "?"), ("c", "Nobody"),
    ]  # fmt: skip
    assert offered[0].render_kw == {"dir": "rtl", "lang": "ar"}
    assert offered[1].render_kw == {"dir": "auto"}
    assert not offered[2].render_kw


def test_two_forms_on_a_page_do_not_share_an_id(app: Flask):
    class Guarded(Form):
        pass

    with app.test_request_context("/"):
        assert "id=" not in str(Guarded().csrf_token())
