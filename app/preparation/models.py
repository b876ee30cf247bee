"""SeatNotes, Roster, JoiningText: what the third party writes down so that people can come well."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.dialogues.models import of_a_dialogue
from app.kernel.db import KEY_LENGTH, Key, Model, one_of, table
from app.kernel.wording import Wording
from app.preparation.rules import Letter
from app.vault import Sealed, SealedRow


class SeatNotes(SealedRow, Model):
    """What is noted for planning about the seats of one dialogue: categories, languages, needs.

    One sealed value for all seats and not a row for each: the database shows neither for whom
    something is noted nor how much, and forgetting is one row less.
    """

    __tablename__ = "seat_notes"
    __table_args__ = table(UniqueConstraint("dialogue_id"))

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    categories = Sealed(list)
    """The facilitator's own words for what should be balanced, in the facilitator's order."""
    seats = Sealed(dict)
    """By seat id: `categories`, `languages`, `needs`, each a list of words."""
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class Roster(SealedRow, Model):
    """Who comes to one workshop, until it is closed.

    A list of who attended is the most dangerous page there could be (D§6.7). It is one sealed value,
    it holds nobody who declined, and closing it leaves `numbers` and nothing else.
    """

    __tablename__ = "rosters"
    __table_args__ = table(UniqueConstraint("workshop_id"))

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    workshop_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("workshops.id", ondelete="CASCADE")
    )
    coming = Sealed(dict)
    """By seat id, how far it has come: invited, accepted, attending."""
    arrangements = Sealed(str)
    numbers = Sealed(dict)
    """Once closed, by party id: how many attended, or nothing where they were fewer than five."""
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_closed(self) -> bool:
        """Whether only numbers are left."""
        return bool(self.numbers)


class JoiningText(SealedRow, Model):
    """The words of an invitation or of joining instructions: of the whole dialogue, or of one workshop.

    What may be said where a meeting is known of and what may be said where nothing says what it is
    are two texts: making a dialogue stricter never shows the words of the other.
    """

    __tablename__ = "joining_texts"
    __table_args__ = table()

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    workshop_id: Mapped[str | None] = mapped_column(
        String(KEY_LENGTH), ForeignKey("workshops.id", ondelete="CASCADE"), index=True
    )
    letter: Mapped[Letter] = mapped_column(one_of(Letter, "letter"))
    says_nothing: Mapped[bool]
    """Whether it is the text for L0."""
    words = Sealed(Wording)
