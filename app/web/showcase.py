"""Every component and layout with invented words, for the design review. Registered in development and testing only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import segno
from flask import Blueprint, render_template, request
from markupsafe import Markup
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    TimeField,
)
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from app.kernel.errors import NotHere
from app.kernel.wording import Rendering, Wording
from app.web.access import open_to_all
from app.web.forms import Form, LineField, TonguesForm, WordsField
from app.web.languages import Languages

bp = Blueprint("showcase", __name__)

PAGES = ("components", "workbench", "desk", "seat", "reading", "wall", "paper", "slips", "sign_in")
_ERRORS = (400, 403, 404, 405, 409, 413, 422, 429, 500, 503, 507)

UPPER = Wording.of("Upper Valley", "en")
RIVER = Wording(
    (Rendering("en", "River Towns"), Rendering("ar", "بلدات النهر")),
    ("en", "ar"),
)


@dataclass(frozen=True)
class _Need:
    id: str
    kind: str
    words: Wording
    party: Wording
    pattern: str


@dataclass(frozen=True)
class _Option:
    id: str
    words: Wording


@dataclass(frozen=True)
class _Stage:
    key: str
    title: str
    href: str = "#stage"
    current: bool = False


@dataclass(frozen=True)
class _Slot:
    start: int
    minutes: int
    title: str
    kind: str
    lane: int = 0
    lanes: int = 1
    audience: str = ""
    pattern: str = ""
    href: str = "#slot"
    current: bool = False


@dataclass(frozen=True)
class _Source:
    number: int
    text: str
    kind: str
    href: str = ""


def _both(english: str, arabic: str) -> Wording:
    return Wording((Rendering("en", english), Rendering("ar", arabic)), ("en", "ar"))


NEEDS = (
    _Need(
        "n1",
        "Need",
        _both(
            "To reach the summer pastures without asking anybody's leave.",
            "الوصول إلى المراعي الصيفية دون استئذان أحد.",
        ),
        UPPER,
        "dots",
    ),
    _Need(
        "n2",
        "Fear",
        _both(
            "That the water will be shut off in the first dry year.",
            "أن تُقطع المياه في أول سنة جافة.",
        ),
        RIVER,
        "hatch",
    ),
    _Need("n3", "Need", Wording.of("Школа на родном языке для детей.", "ru"), UPPER, "dots"),
    _Need(
        "n4",
        "Fear",
        Wording.of("Being outvoted for ever in a common assembly.", "en"),
        RIVER,
        "hatch",
    ),
)
OPTIONS = (
    _Option(
        "o1",
        Wording.of(
            "A joint keeper of the sluices, changed every season, whose log all may read.", "en"
        ),
    ),
    _Option("o2", Wording.of("Passage days agreed before the snow melts.", "en")),
    _Option("o3", Wording.of("ორენოვანი სკოლა ორივე ნაპირზე.", "ka")),
)
LINKS = {("n1", "o2"), ("n2", "o1"), ("n3", "o3"), ("n2", "o2")}
STAGES = (
    _Stage("opening", "Opening"),
    _Stage("information_exchange", "Information exchange"),
    _Stage("needs_analysis", "Needs analysis", current=True),
    _Stage("joint_thinking", "Joint thinking"),
    _Stage("constraints", "Discussion of constraints"),
    _Stage("reassurance", "Mutual reassurance"),
    _Stage("reentry", "Re-entry"),
)
SLOTS = (
    _Slot(540, 30, "Arrival and ground rules", "sitting", audience="All"),
    _Slot(570, 90, "Information exchange", "sitting", audience="All"),
    _Slot(660, 20, "Tea", "break"),
    _Slot(680, 75, "Upper Valley alone", "party", 0, 2, "Upper Valley", "dots"),
    _Slot(680, 75, "River Towns alone", "party", 1, 2, "River Towns", "hatch"),
    _Slot(755, 85, "Lunch and prayer", "anchor", audience="All"),
    _Slot(840, 120, "Needs analysis", "sitting", audience="All", current=True),
    _Slot(960, 20, "Break", "break"),
    _Slot(980, 70, "Joint thinking, first round", "sitting", audience="All"),
)
SOURCES = (
    _Source(
        1,
        "Memorandum on the Negotiating Process, 1994, paragraph 3, as printed in the collection of joint memoranda.",
        "documented",
        "https://example.org/memorandum",
    ),
    _Source(2, "Account by the convening institute in its own report.", "reported"),
    _Source(3, "A public peace process (1999), chapter on the dialogue.", "literature"),
)


class _Example(Form):
    title = LineField("Neutral title", [InputRequired("Give it a title that says nothing.")])
    words = WordsField(
        "What does your side need?", description="Write as you would say it. A line is enough."
    )
    method = SelectField(
        "Method",
        choices=[
            SelectChoice("kelman", "Interactive problem solving"),
            SelectChoice("saunders", "Sustained Dialogue"),
        ],
    )
    level = RadioField(
        "Confidentiality",
        choices=[
            SelectChoice("L0", "Existence confidential"),
            SelectChoice("L1", "Content confidential"),
            SelectChoice("L3", "Non-attribution"),
        ],
        validators=[InputRequired("Choose a level.")],
    )
    kinds = SelectMultipleField(
        "The phones invite",
        choices=[
            SelectChoice("need", "Need"),
            SelectChoice("fear", "Fear"),
            SelectChoice("concern", "Concern"),
        ],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    read_rules = BooleanField(
        "I have read the ground rules", description="They can be read again at any time."
    )
    minutes = IntegerField("Minutes")
    day = DateField("Date of destruction")
    starts = TimeField("Starts at")
    code = LineField(
        "Code on the slip", description="Sixteen letters and figures; capitals do not matter."
    )
    passphrase = PasswordField("Passphrase")


def _shown() -> dict[str, Any]:
    wrong = _Example(meta={"csrf": False}, prefix="wrong")
    if request.args.get("wrong", "1") == "1":
        wrong.title.errors = ["Give it a title that says nothing."]
        wrong.level.errors = ["Choose a level."]
    picture = segno.make("http://127.0.0.1/seat/7K2M-9QXD-4T8R-WZ3V", error="m")
    return {
        "form": _Example(meta={"csrf": False}),
        "spoken": TonguesForm.drawn(
            ("en", "ar"), _both("A bridge for children.", "جسر للأطفال."), meta={"csrf": False}
        ),
        "asked": Languages("en", "ar"),
        "wrong": wrong,
        "upper": UPPER,
        "river": RIVER,
        "needs": NEEDS,
        "options": OPTIONS,
        "links": LINKS,
        "stages": STAGES,
        "slots": SLOTS,
        "sources": SOURCES,
        "picture": Markup(picture.svg_inline(omitsize=True, border=0)),  # noqa: S704  our own drawing
        "theme": request.args.get("theme", ""),
        "turned": request.args.get("dir", ""),
        "pages": PAGES,
        "errors": _ERRORS,
    }


@bp.get("/_components")
@open_to_all
def components() -> str:
    return render_template("components_page/components.html", **_shown())


@bp.get("/_components/<page>")
@open_to_all
def page(page: str) -> str:
    if page not in PAGES:
        raise NotHere
    return render_template(f"components_page/{page}.html", **_shown())


@bp.get("/_components/errors/<int:status>")
@open_to_all
def error_page(status: int) -> str:
    if status not in _ERRORS:
        raise NotHere
    kept = (
        [("words", "What I had typed, اكتب هنا, before it went wrong.")]
        if status in (400, 409, 507)
        else []
    )
    shown = {"kept": kept, "again": "/_components", "reason": None, "expired": status == 400}
    return render_template(f"errors/{status}.html", **shown)
