"""Safety, EventOutside, DayOfNote: what the third party thinks of before people come.

All of it is sealed. A list of what could happen to whom is worth stealing: it names no person, and the forms say so.
"""

from datetime import date

from sqlalchemy.orm import Mapped

from app.dialogues.models import of_a_dialogue
from app.kernel.db import Key, Model, table
from app.kernel.wording import Wording
from app.vault import Sealed, SealedRow


class Safety(SealedRow, Model):
    """The risk check of a dialogue and its line for when somebody asks: one of each."""

    __tablename__ = "safety"
    __table_args__ = table()

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue(one=True)
    checked = Sealed(dict)
    """Question of the risk check -> [how it stands, the note]."""
    checked_on = Sealed(date, nullable=True)
    if_asked = Sealed(Wording, nullable=True)


class EventOutside(SealedRow, Model):
    """Something that happened outside, by its day, and what the dialogue did."""

    __tablename__ = "events_outside"
    __table_args__ = table()

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    on = Sealed(date)
    words = Sealed(str)
    then = Sealed(str)


class DayOfNote(SealedRow, Model):
    """A holiday or an anniversary of one side or of all, as the facilitator wrote it down."""

    __tablename__ = "days_of_note"
    __table_args__ = table()

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    day = Sealed(date)
    words = Sealed(str)
    whose = Sealed(str)
    """The id of a party, or nothing: everybody's."""
    every_year = Sealed(int)
