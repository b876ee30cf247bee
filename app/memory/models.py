"""Waypoint, OpenQuestion, Promise, Briefing: what a dialogue carries from one meeting into the next. All sealed.

Nothing here has an author or a moment, and no promise is a person's: it is a party's or the third
party's. That the room recognised words as its own is yes or no, never by how many or by whom.
"""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.dialogues.models import of_a_dialogue
from app.kernel.db import KEY_LENGTH, Key, Model, table
from app.kernel.wording import Wording
from app.vault import Sealed, SealedRow


class Waypoint(SealedRow, Model):
    """Where the talk had got to at the end of one workshop, in words that all recognised."""

    __tablename__ = "waypoints"
    __table_args__ = table(UniqueConstraint("workshop_id"))

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    workshop_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("workshops.id", ondelete="CASCADE")
    )
    words = Sealed(Wording)
    standing = Sealed(str)
    """A `rules.Recognition`: recognised, or only proposed. New words are proposed again."""


class OpenQuestion(SealedRow, Model):
    """A question left open for a next meeting, in the third party's words. Answered, it is taken off and gone."""

    __tablename__ = "open_questions"
    __table_args__ = table()

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    words = Sealed(Wording)


class Promise(SealedRow, Model):
    """What a party, or the third party, said it would do until the next meeting; never a person."""

    __tablename__ = "promises"
    __table_args__ = table()

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    whose = Sealed(str)
    """A party's id, or empty for the third party. Sealed: a list of who owes what is a weapon."""
    words = Sealed(Wording)
    standing = Sealed(str)
    """A `rules.PromiseStanding`."""


class Briefing(SealedRow, Model):
    """What a newcomer is given: the conflict in neutral words, beside facts that are read anew each time."""

    __tablename__ = "briefings"
    __table_args__ = table(UniqueConstraint("dialogue_id"))

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    conflict = Sealed(Wording)
    read_as = Sealed(str)
    """A digest of the page as the third party read it before giving it; empty while nobody has."""
    shown: Mapped[bool] = mapped_column(default=False)
    """Whether it lies on the table for the seats of this dialogue."""
