"""Invitations and joining instructions: written, printed or copied by hand, read on a phone; never sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.dialogues.access import entry
from app.dialogues.models import Dialogue, Seat
from app.dialogues.queries import covenant_in_force
from app.dialogues.rules import says_what_it_is
from app.kernel.wording import UNDETERMINED, Rendering, Wording
from app.library.vocabulary import Level
from app.preparation import actions, policy, queries
from app.preparation.forms import LetterForm
from app.preparation.rules import Letter
from app.preparation.rules.letters import (
    LETTER_NAMES,
    SAY_IN_PERSON,
    default_of,
    paragraphs_of,
)
from app.web.answers import SEE_OTHER, UNPROCESSABLE
from app.web.words import in_the_page_language, page_language
from app.workshops.models import Workshop
from app.workshops.queries import begins_on, level_of
from app.workshops.views.papers import workshop_for

bp = Blueprint("joining", __name__)


Answer = Response | str | tuple[str, int]

_LETTER = "/dialogues/<id:dialogue_id>/workshops/<id:workshop_id>/<any(invitation, joining):letter>"


@bp.get(_LETTER)
@entry(policy.HAND_OUT)
def letter(dialogue: Dialogue, seat: Seat, workshop: Workshop, letter: str) -> Answer:
    """A letter as it goes out, and the form to write it."""
    return _page(dialogue, seat, workshop, Letter(letter))


@bp.post(_LETTER)
@entry(policy.WRITE)
def write(dialogue: Dialogue, seat: Seat, workshop: Workshop, letter: str) -> Answer:
    """Write it, in each language of the dialogue."""
    which = Letter(letter)
    form = _form(dialogue, workshop, which)
    if not form.validate_on_submit():
        return _page(dialogue, seat, workshop, which, form), UNPROCESSABLE
    actions.write_letter(dialogue, workshop, which, form.words, for_all=form.for_all.data)
    flash(_("Saved."), "good")
    return redirect(
        url_for(".letter", dialogue_id=dialogue.id, workshop_id=workshop.id, letter=letter),
        SEE_OTHER,
    )


@bp.get(f"{_LETTER}/paper")
@entry(policy.HAND_OUT)
def paper(dialogue: Dialogue, seat: Seat, workshop: Workshop, letter: str) -> str:
    """The same for paper, in all languages side by side or in one."""
    sheet = sheet_of(dialogue, workshop, Letter(letter), request.args.get("in", ""))
    return render_template(
        "preparation/letter_paper.html",
        dialogue=dialogue,
        workshop=workshop,
        letter=letter,
        sheet=sheet,
        all_languages=written_in(dialogue, workshop, Letter(letter)),
    )


@bp.get("/seat/<id:seat_id>/joining")
@entry(policy.READ_OWN)
def on_a_phone(dialogue: Dialogue, seat: Seat) -> str:
    """What is good to know before a workshop: days, instructions, ground rules."""
    workshop = workshop_for(dialogue, seat)
    level = level_of(dialogue, workshop) if workshop else dialogue.level
    return render_template(
        "preparation/seat_joining.html",
        dialogue=dialogue,
        seat=seat,
        workshop=workshop,
        sheet=sheet_of(dialogue, workshop, Letter.JOINING) if workshop else None,
        rules=covenant_in_force(dialogue).rules if says_what_it_is(level) else (),
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter as it may lie on a table: its neutral title, its days, its words. Never a place, never a name."""

    title: str
    level: Level
    first_day: date | None
    last_day: date | None
    words: Wording

    @property
    def paragraphs(self) -> list[tuple[Rendering, ...]]:
        """The paragraphs, each in every language it has."""
        by_language = [
            [Rendering(each.language, text) for text in paragraphs_of(each.text)]
            for each in self.words.renderings
        ]
        longest = max((len(each) for each in by_language), default=0)
        return [
            tuple(each[place] for each in by_language if place < len(each))
            for place in range(longest)
        ]


def sheet_of(dialogue: Dialogue, workshop: Workshop, letter: Letter, language: str = "") -> Sheet:
    """A letter at the level that holds now, in all its languages or in the one asked for."""
    words = _words(dialogue, workshop, letter)
    alone = [each for each in words.renderings if each.language == language]
    begins = begins_on(workshop)
    return Sheet(
        workshop.neutral_title,
        level_of(dialogue, workshop),
        begins,
        begins + timedelta(days=workshop.days - 1) if begins else None,
        Wording(tuple(alone), (language,)) if alone else words,
    )


def written_in(dialogue: Dialogue, workshop: Workshop, letter: Letter) -> tuple[str, ...]:
    """The languages a letter has words in."""
    return _words(dialogue, workshop, letter).languages


def _words(dialogue: Dialogue, workshop: Workshop, letter: Letter) -> Wording:
    written = queries.letter_of(dialogue, workshop, letter).words
    return written or _default(letter, level_of(dialogue, workshop))


def _default(letter: Letter, level: Level) -> Wording:
    text = "\n\n".join(in_the_page_language(part) for part in default_of(letter, level))
    return Wording.of(text, page_language())


def _form(dialogue: Dialogue, workshop: Workshop, letter: Letter) -> LetterForm:
    written = queries.letter_of(dialogue, workshop, letter)
    words = written.words or _default(letter, level_of(dialogue, workshop))
    standing = {each.language: each.text for each in words.renderings}
    tags = _each_once([*dialogue.languages, *(standing if written.words else ())])
    tags = tags or [page_language()]
    secret = not says_what_it_is(level_of(dialogue, workshop))
    return LetterForm.drawn(
        {tag: standing.get(tag, "") for tag in tags},
        for_all=not written.of_workshop,
        names=queries.telling_names(dialogue, workshop) if secret else (),
    )


def _each_once(tags: Iterable[str]) -> list[str]:
    return [tag for tag in dict.fromkeys(tags) if tag != UNDETERMINED]


def _page(
    dialogue: Dialogue,
    seat: Seat,
    workshop: Workshop,
    letter: Letter,
    form: LetterForm | None = None,
) -> str:
    written = queries.letter_of(dialogue, workshop, letter)
    level = level_of(dialogue, workshop)
    return render_template(
        "preparation/letter.html",
        dialogue=dialogue,
        seat=seat,
        workshop=workshop,
        letter=letter,
        names=[(each, in_the_page_language(name)) for each, name in LETTER_NAMES.items()],
        form=form or _form(dialogue, workshop, letter),
        sheet=sheet_of(dialogue, workshop, letter),
        is_written=written.words is not None,
        default=_default(letter, level),
        says_nothing=not says_what_it_is(level),
        in_person=[in_the_page_language(each) for each in SAY_IN_PERSON],
    )
