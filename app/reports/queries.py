"""The register: memoranda of one's own dialogues and outputs of the documented processes, in one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.dialogues.models import Dialogue
from app.dialogues.queries import dialogues_of, seats_of_account
from app.dialogues.rules import says_what_it_is
from app.library import queries as library
from app.library.shapes.processes import Exemplar, Output, Outputs
from app.library.vocabulary import Level
from app.texts import queries as texts
from app.texts.models import Text
from app.texts.rules import ReleaseStanding, TextStanding


@dataclass(frozen=True, slots=True)
class OwnText:
    """An adopted text of a dialogue in which the reader holds a seat."""

    dialogue_id: str
    text_id: str
    of: str
    number: int
    title: str
    subject: str
    on: date | None
    level: Level
    released: bool


@dataclass(frozen=True, slots=True)
class DocumentedOutputs:
    """Outputs of one kind of a documented process: what is counted apart from what is recovered."""

    exemplar: Exemplar
    outputs: Outputs

    @property
    def recovered(self) -> tuple[Output, ...]:
        """Those of which more is known than that they were counted."""
        return self.outputs.items_recovered


@dataclass(frozen=True, slots=True)
class Register:
    """Both halves of the register, never mixed: what the house made, and what is documented."""

    own: tuple[OwnText, ...]
    documented: tuple[DocumentedOutputs, ...]


def register_of(account_id: str) -> Register:
    """The register as this account may see it: through its own seats, and never more than they see."""
    return Register(own=tuple(_own_texts(account_id)), documented=documented_outputs())


def documented_outputs() -> tuple[DocumentedOutputs, ...]:
    """The outputs of every documented process, the earliest process first."""
    return tuple(
        DocumentedOutputs(exemplar, outputs)
        for exemplar in library.exemplars()
        for outputs in exemplar.outputs
    )


def _own_texts(account_id: str) -> list[OwnText]:
    """Adopted joint texts. A party's own is on no list that lies open beside others'; a dark dialogue has no words."""
    found: dict[str, OwnText] = {}
    for own in dialogues_of(account_id):
        if own.is_dark:
            continue
        for seat in seats_of_account(own.dialogue.id, account_id):
            for text in texts.texts_for(seat):
                if text.standing is TextStanding.ADOPTED and texts.is_joint(text):
                    found[text.id] = _own_text(own.dialogue, text)
    return list(found.values())


def _own_text(dialogue: Dialogue, text: Text) -> OwnText:
    level = texts.level_of(dialogue, text)
    open_about_itself = says_what_it_is(level)
    return OwnText(
        dialogue_id=dialogue.id,
        text_id=text.id,
        of=dialogue.title if open_about_itself else dialogue.neutral_title,
        number=text.number,
        title=text.title.text if open_about_itself else dialogue.neutral_title,
        subject=text.subject.text if open_about_itself else "",
        on=text.on,
        level=level,
        released=any(
            release.standing is ReleaseStanding.COMPLETE for release in texts.releases_of(text)
        ),
    )
