"""Making the invented dialogue, as its third party and ten participants would: through actions only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.dialogues.models import Dialogue
from app.kernel.db import db
from app.kernel.errors import DomainError
from app.kernel.wording import say
from app.practice import agenda, covenant, memory, people, renderings, safety, terms, texts
from app.practice.agenda import WorkshopFile
from app.practice.covenant import CovenantFile
from app.practice.files import read
from app.practice.made import PRACTICE
from app.practice.memory import MemoryFile
from app.practice.people import DialogueFile
from app.practice.renderings import RenderingsFile
from app.practice.safety import SafetyFile
from app.practice.terms import TermsFile
from app.practice.texts import TextsFile
from app.vault import current as keyring


class HoldsRealDialogues(DomainError):
    """Practice and house are different installations; invented people never stand among real ones."""


@dataclass(frozen=True, slots=True)
class Demo:
    """The whole invented dialogue, as its files have it."""

    dialogue: DialogueFile
    covenant: CovenantFile
    safety: SafetyFile
    terms: TermsFile
    workshops: tuple[WorkshopFile, ...]
    renderings: RenderingsFile
    texts: TextsFile
    memory: MemoryFile


def read_demo(folder: Path) -> Demo:
    """Read every file; raises `BadFile` at what cannot be believed."""
    return Demo(
        dialogue=read(folder / "dialogue.yaml", DialogueFile),
        covenant=read(folder / "covenant.yaml", CovenantFile),
        safety=read(folder / "safety.yaml", SafetyFile),
        terms=read(folder / "terms.yaml", TermsFile),
        workshops=(
            read(folder / "first-workshop.yaml", WorkshopFile),
            read(folder / "second-workshop.yaml", WorkshopFile),
        ),
        renderings=read(folder / "renderings.yaml", RenderingsFile),
        texts=read(folder / "texts.yaml", TextsFile),
        memory=read(folder / "memory.yaml", MemoryFile),
    )


def open_practice_house(demo: Demo) -> bool:
    """Make the invented dialogue and its people; False when they stand already, and nothing changes."""
    if db.session.get(Dialogue, PRACTICE) is not None:
        return False
    if db.session.query(Dialogue.id).first() is not None:
        raise HoldsRealDialogues(
            say("This database holds dialogues already. Practice needs an installation of its own.")
        )
    keyring().destroy(PRACTICE)  # left by a beginning that failed: nothing is sealed by it
    made = people.begin(demo.dialogue)
    covenant.adopt(made, demo.covenant)
    safety.think_of(made, demo.safety)
    terms.put_on_the_list(made, demo.terms)
    for workshop in demo.workshops:
        agenda.hold(made, workshop)
    renderings.write(made, demo.renderings)
    for text in demo.texts.texts:
        texts.work_on(made, text)
    memory.hand_on(made, demo.memory)
    return True
