"""Reads of the terms list, and the words the room itself wrote to be careful with."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select

from app.contributions.queries import Point, joint_points_for
from app.dialogues.models import Dialogue, Seat
from app.kernel.db import db
from app.kernel.errors import NotHere
from app.kernel.tokens import digest
from app.kernel.wording import Wording
from app.library.vocabulary import Kind
from app.terms.models import ListedTerm
from app.terms.rules import Found, Listed, TermKind, lines_of, point_out

Where = TypeVar("Where", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Use:
    """How one side says it: one form, or several."""

    party_id: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the list as a page shows it."""

    id: str
    kind: TermKind
    uses: tuple[Use, ...]
    agreed: tuple[str, ...]
    reason: Wording

    @property
    def listed(self) -> Listed:
        """The same, to be looked for. What is the agreed form on one side too is not looked for."""
        forms = tuple(dict.fromkeys(form for use in self.uses for form in use.forms))
        return Listed(self.id, self.kind, forms, self.agreed, self.reason.text)


def terms_of(dialogue: Dialogue) -> list[Term]:
    """The whole list: names, then words to be careful with, each in the order of its first letters."""
    rows = db.session.scalars(select(ListedTerm).where(ListedTerm.dialogue_id == dialogue.id))
    order = tuple(TermKind)
    return sorted(
        (as_value(row) for row in rows),
        key=lambda term: (order.index(term.kind), _first_words(term), term.id),
    )


def _first_words(term: Term) -> str:
    named = (*term.agreed, *(form for use in term.uses for form in use.forms), "")
    return named[0].casefold()


def as_value(row: ListedTerm) -> Term:
    """One entry, opened."""
    return Term(
        row.id,
        TermKind(row.kind),
        tuple(Use(str(use["party"]), lines_of(use["words"])) for use in row.uses),
        lines_of(row.agreed.text),
        row.reason,
    )


def term_in(dialogue: Dialogue, term_id: str) -> ListedTerm:
    """An entry of this dialogue; raises NotHere."""
    row = db.session.scalar(
        select(ListedTerm).where(ListedTerm.dialogue_id == dialogue.id, ListedTerm.id == term_id)
    )
    if row is None:
        raise NotHere
    return row


def as_seen(row: ListedTerm) -> str:
    """What a form was drawn from; a digest."""
    return digest(f"{row.kind}|{row.uses}|{row.agreed.to_json()}|{row.reason.to_json()}")


def pointed_out(dialogue: Dialogue, said: Iterable[tuple[Where, str]]) -> list[Found[Where]]:
    """The listed words in these texts. Called when somebody asks for it, and never otherwise (design §1.8)."""
    return point_out(said, [term.listed for term in terms_of(dialogue)])


def said_in(where: Where, wording: Wording) -> list[tuple[Where, str]]:
    """Every rendering of a wording, as `pointed_out` takes it."""
    return [(where, rendering.text) for rendering in wording.renderings]


def written_by_the_room(seat: Seat) -> list[Point]:
    """The words to be careful with that the joint room wrote, for the third party to put on the list."""
    return joint_points_for(seat, [Kind.CAREFUL_WORD])
