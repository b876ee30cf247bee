"""Words of a dialogue that papers carry, in one more of its languages: titles, stages, blocks, what is left open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from app.dialogues import actions as dialogues
from app.dialogues.models import Dialogue, Stage
from app.dialogues.queries import stages_of
from app.kernel.errors import DomainError
from app.kernel.tokens import digest
from app.kernel.wording import Wording, say
from app.memory import actions as memory
from app.memory.queries import promise_in, promises_of, questions_of
from app.workshops import actions as workshops
from app.workshops.models import Sitting, Workshop
from app.workshops.queries import sittings_of, workshops_of

MOST_ROWS = 300
"""On one page. A form of many more fields is more than a browser sends and more than anybody looks through."""


class ChangedMeanwhile(DomainError):
    """The words a form was drawn from stand differently now."""


class Of(StrEnum):
    """Where words belong."""

    NEUTRAL_TITLE = "neutral_title"
    PARTY = "party"
    STAGE = "stage"
    PURPOSE = "purpose"
    STAGE_QUESTION = "stage_question"
    WORKSHOP = "workshop"
    BLOCK = "block"
    BLOCK_PURPOSE = "block_purpose"
    QUESTION = "question"
    PROGRAMME = "programme"
    MATERIALS = "materials"
    OPEN_QUESTION = "open_question"
    PROMISE = "promise"


LINES = frozenset(
    {Of.NEUTRAL_TITLE, Of.PARTY, Of.STAGE, Of.WORKSHOP, Of.BLOCK, Of.PROGRAMME},
)
"""What is a line; all else may be longer."""

Saying = Callable[[str, str], None]
"""Writes a rendering: in which language, and the words; none where it is taken away."""


@dataclass(frozen=True, slots=True)
class Row:
    """Words as they are written, and how they are written in one more language. Words that stand in several
    places alike are one row."""

    key: str
    of: Of
    words: Wording
    say: Saying

    def text_in(self, language: str) -> str:
        """What stands in this very language; nothing of one that is only near."""
        return next((each.text for each in self.words.renderings if each.language == language), "")


@dataclass(frozen=True, slots=True)
class Part:
    """Words that are rendered on one page. `of` is the workshop whose they are, if they are one's."""

    key: str
    rows: Callable[[], Iterator[Row]]
    of: Workshop | None = None

    def rows_for(self, language: str) -> list[Row]:
        """What is not written in this language to begin with."""
        return [row for row in self.rows() if row.words and row.words.language != language]


OF_DIALOGUE, OF_MEMORY = "", "memory"


def parts_of(dialogue: Dialogue) -> list[Part]:
    """What every paper may carry; what the papers of each workshop do; what is carried into the next meeting."""
    return [
        Part(OF_DIALOGUE, partial(rows_of_dialogue, dialogue)),
        *(
            Part(workshop.id, partial(rows_of_workshop, dialogue, workshop), workshop)
            for workshop in workshops_of(dialogue)
        ),
        Part(OF_MEMORY, partial(rows_of_memory, dialogue)),
    ]


def rows_of_dialogue(dialogue: Dialogue) -> Iterator[Row]:
    """What every paper of the dialogue may carry: its neutral title, parties, stages."""
    yield Row(
        "neutral",
        Of.NEUTRAL_TITLE,
        dialogue.in_all_languages(dialogue.neutral_title),
        partial(_neutral_title, dialogue),
    )
    for party in dialogue.parties:
        yield Row(
            f"party-{party.id}",
            Of.PARTY,
            party.name,
            partial(dialogues.render_party, dialogue, party),
        )
    for stage in stages_of(dialogue):
        yield from _of_stage(stage)


def _neutral_title(dialogue: Dialogue, language: str, text: str) -> None:
    """Workshops that are called as their dialogue are so in each language."""
    dialogues.render_neutral_title(dialogue, language, text)
    for workshop in workshops_of(dialogue):
        if _called_as(dialogue, workshop):
            workshops.render_workshop(workshop, language, neutral_title=text)


def _called_as(dialogue: Dialogue, workshop: Workshop) -> bool:
    return workshop.neutral_title.strip() == dialogue.neutral_title.strip()


def _of_stage(stage: Stage) -> Iterator[Row]:
    def name(language: str, text: str) -> None:
        dialogues.render_stage(stage, language, name=text)

    def purpose(language: str, text: str) -> None:
        dialogues.render_stage(stage, language, purpose=text)

    def asked(question: str, language: str, text: str) -> None:
        dialogues.render_stage(stage, language, questions={question: text})

    yield Row(f"stage-{stage.id}", Of.STAGE, stage.name, name)
    yield Row(f"purpose-{stage.id}", Of.PURPOSE, stage.purpose, purpose)
    for place, question in enumerate(stage.questions_in_all_languages):
        key = f"asks-{stage.id}-{place}"
        yield Row(key, Of.STAGE_QUESTION, question, partial(asked, question.text))


def rows_of_workshop(dialogue: Dialogue, workshop: Workshop) -> Iterator[Row]:
    """What the papers of one workshop carry besides: its titles, and the words of its blocks."""

    def title(language: str, text: str) -> None:
        workshops.render_workshop(workshop, language, title=text)

    def neutral_title(language: str, text: str) -> None:
        workshops.render_workshop(workshop, language, neutral_title=text)

    yield Row(f"workshop-{workshop.id}", Of.WORKSHOP, workshop.title, title)
    if not _called_as(dialogue, workshop):
        neutral = workshop.in_all_languages(workshop.neutral_title)
        yield Row(f"neutral-{workshop.id}", Of.NEUTRAL_TITLE, neutral, neutral_title)
    yield from _words_of_blocks(workshop, sittings_of(workshop))


def _words_of_blocks(workshop: Workshop, sittings: Sequence[Sitting]) -> Iterator[Row]:
    """What is said of blocks, wherever it is said: a meal of every day is written once."""

    def write_in(where: Sequence[Sitting], text: str, language: str, rendering: str) -> None:
        workshops.render_words(workshop, where, language, {text: rendering})

    found: dict[str, tuple[Of, list[Sitting]]] = {}
    for sitting in sittings:
        for of, text in _said_of(sitting):
            if text.strip():
                found.setdefault(text.strip(), (of, []))[1].append(sitting)
    for text, (of, where) in found.items():
        here = (sitting.every_rendering.wording(text) for sitting in where)
        words = max(here, key=lambda wording: len(wording.languages))
        yield Row(f"said-{digest(text)[:20]}", of, words, partial(write_in, where, text))


def _said_of(sitting: Sitting) -> Iterator[tuple[Of, str]]:
    if not sitting.is_called_as_its_stage:
        yield Of.BLOCK, sitting.title.text
    yield Of.BLOCK_PURPOSE, sitting.purpose or ""
    for question in sitting.questions or ():
        yield Of.QUESTION, question
    yield Of.PROGRAMME, sitting.shown_to_participants
    yield Of.MATERIALS, sitting.materials or ""


def rows_of_memory(dialogue: Dialogue) -> Iterator[Row]:
    """What is carried into the next meeting: questions that were left open, and promises."""
    for question in questions_of(dialogue):
        key = f"open-{question.id}"
        yield Row(key, Of.OPEN_QUESTION, question.words, partial(memory.render, question))
    for promised in promises_of(dialogue):
        key = f"promise-{promised.id}"
        yield Row(key, Of.PROMISE, promised.words, partial(_promise, dialogue, promised.id))


def _promise(dialogue: Dialogue, promise_id: str, language: str, text: str) -> None:
    memory.render(promise_in(dialogue, promise_id), language, text)


def as_seen(rows: Sequence[Row]) -> str:
    """What a form was drawn from, so that two who write at once are both heard."""
    return digest("\0".join(f"{row.key} {row.words.to_json()}" for row in rows))


def write(rows: Sequence[Row], language: str, typed: dict[str, str], *, seen: str) -> None:
    """Write what was typed, by row. Raises ChangedMeanwhile where the page was drawn from other words."""
    if as_seen(rows) != seen:
        raise ChangedMeanwhile(
            say(
                "Somebody changed these words meanwhile. What you typed is still here: look at it and save once more."
            )
        )
    for row in rows:
        text = typed.get(row.key, row.text_in(language))
        if text != row.text_in(language):
            row.say(language, text)
