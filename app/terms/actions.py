"""What the third party does with the list: put an entry on it, change it, take it off, without a trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm.exc import StaleDataError

from app.dialogues.models import Dialogue
from app.kernel.db import db
from app.kernel.errors import DomainError
from app.kernel.wording import Wording, say
from app.terms import queries
from app.terms.models import ListedTerm
from app.terms.rules import TermKind, lines_of

MOST_TERMS = 300


class ListFull(DomainError):
    """A list that nobody can read any more points nothing out."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a name or a word: (party, forms) for each side's use, the agreed forms, the reason."""

    kind: TermKind
    uses: Sequence[tuple[str, str]]
    agreed: str
    reason: str


def list_term(dialogue: Dialogue, entry: Entry) -> ListedTerm:
    """Put a name or a word on the list."""
    if len(queries.terms_of(dialogue)) >= MOST_TERMS:
        raise ListFull(
            say("The list holds %(count)s entries already. Take some off first.", count=MOST_TERMS)
        )
    row = ListedTerm(dialogue_id=dialogue.id, **_sealed(entry))
    db.session.add(row)
    db.session.flush()
    return row


def change_term(row: ListedTerm, entry: Entry, *, seen: str) -> None:
    """Change an entry; 409 if somebody was faster."""
    if seen != queries.as_seen(row):
        raise StaleDataError
    for name, value in _sealed(entry).items():
        setattr(row, name, value)


def take_off(row: ListedTerm) -> None:
    """Take an entry off the list; nothing of it is kept."""
    db.session.delete(row)


def _sealed(entry: Entry) -> dict[str, object]:
    return {
        "kind": entry.kind.value,
        "uses": [
            {"party": party, "words": "\n".join(lines_of(words))}
            for party, words in entry.uses
            if lines_of(words)
        ],
        "agreed": Wording.of("\n".join(lines_of(entry.agreed))),
        "reason": Wording.of(entry.reason),
    }
