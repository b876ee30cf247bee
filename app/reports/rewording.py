"""Words of the dialogue that papers carry, in one more of its languages: names of parties, stages, titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.dialogues import actions as dialogues
from app.dialogues.models import Dialogue, Party, Stage
from app.dialogues.queries import stages_of
from app.kernel.errors import DomainError
from app.kernel.tokens import digest
from app.kernel.wording import Wording, say
from app.workshops import actions as workshops
from app.workshops.models import Sitting, Workshop
from app.workshops.queries import sittings_of, workshops_of


class ChangedMeanwhile(DomainError):
    """The words a form was drawn from stand differently now."""


class Of(StrEnum):
    """Where words belong."""

    PARTY = "party"
    STAGE = "stage"
    PURPOSE = "purpose"
    WORKSHOP = "workshop"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Row:
    """Words as they are written. Blocks of a workshop that are called alike are one row."""

    key: str
    of: Of
    words: Wording

    def text_in(self, language: str) -> str:
        """What stands in this very language; nothing of one that is only near."""
        return next((each.text for each in self.words.renderings if each.language == language), "")


def rows_of(dialogue: Dialogue, language: str) -> list[Row]:
    """What papers carry and what is not written in this language to begin with."""
    return [row for row in _rows(dialogue) if row.words and row.words.language != language]


def _rows(dialogue: Dialogue) -> Iterator[Row]:
    for party in dialogue.parties:
        yield Row(f"party-{party.id}", Of.PARTY, party.name)
    for stage in stages_of(dialogue):
        yield Row(f"stage-{stage.id}", Of.STAGE, stage.name)
        yield Row(f"purpose-{stage.id}", Of.PURPOSE, stage.purpose)
    for workshop in workshops_of(dialogue):
        yield Row(f"workshop-{workshop.id}", Of.WORKSHOP, workshop.title)
        for alike in _called_alike(workshop):
            yield Row(f"block-{alike[0].id}", Of.BLOCK, alike[0].title)


def _called_alike(workshop: Workshop) -> list[list[Sitting]]:
    """The blocks with a title of their own, by title. One that is called as its stage follows the stage."""
    found: dict[str, list[Sitting]] = {}
    for sitting in sittings_of(workshop):
        stage = sitting.stage.name if sitting.stage is not None else None
        if sitting.title and not (
            stage and sitting.title.text in {each.text for each in stage.renderings}
        ):
            found.setdefault(sitting.title.text, []).append(sitting)
    return list(found.values())


def as_seen(rows: Sequence[Row]) -> str:
    """What a form was drawn from, so that two who write at once are both heard."""
    return digest("\0".join(f"{row.key} {row.words.to_json()}" for row in rows))


def write(dialogue: Dialogue, language: str, typed: dict[str, str], *, seen: str) -> None:
    """Write what was typed, by row. Raises ChangedMeanwhile where the page was drawn from other words."""
    rows = {row.key: row for row in rows_of(dialogue, language)}
    if as_seen(list(rows.values())) != seen:
        raise ChangedMeanwhile(
            say(
                "Somebody changed these words meanwhile. What you typed is still here: look at it and save once more."
            )
        )
    changed = {
        key: text
        for key, text in typed.items()
        if key in rows and text != rows[key].text_in(language)
    }
    for party in dialogue.parties:
        _party(dialogue, party, language, changed)
    for stage in stages_of(dialogue):
        _stage(stage, language, changed)
    for workshop in workshops_of(dialogue):
        _workshop(workshop, language, changed)


def _party(dialogue: Dialogue, party: Party, language: str, changed: dict[str, str]) -> None:
    if (name := changed.get(f"party-{party.id}")) is not None:
        dialogues.render_party(dialogue, party, language, name)


def _stage(stage: Stage, language: str, changed: dict[str, str]) -> None:
    name, purpose = changed.get(f"stage-{stage.id}"), changed.get(f"purpose-{stage.id}")
    if name is not None or purpose is not None:
        dialogues.render_stage(stage, language, name=name, purpose=purpose)


def _workshop(workshop: Workshop, language: str, changed: dict[str, str]) -> None:
    if (title := changed.get(f"workshop-{workshop.id}")) is not None:
        workshops.render_workshop(workshop, language, title)
    for alike in _called_alike(workshop):
        if (title := changed.get(f"block-{alike[0].id}")) is not None:
            workshops.render_titles(alike, language, title)
