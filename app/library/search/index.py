"""The index of the words of the library, on both databases: FTS5 on SQLite, a tsvector on PostgreSQL.

Neither is asked to read words: both are given them as words.py reads them, so that the same question finds
the same on both, and nothing that somebody typed is ever an operator. What is looked for is stored nowhere.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    bindparam,
    cast,
    column,
    delete,
    insert,
    literal,
    select,
    table,
    text,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from app.kernel.db import db
from app.library.models import LibraryPassage
from app.library.search.passages.passage import Passage
from app.library.search.words import Question, Term, words_in

_FTS5 = table(
    "library_index", column("rowid"), column("library_index")
)  # FTS5 is asked by its own name
_FIELDS = tuple(field.name for field in dataclasses.fields(Passage))


class Hit(NamedTuple):
    """That a term, by its number, was found in a passage, by its place."""

    term: int
    place: int
    unit: str
    shelf: str
    part: str


def stands_as(passages: Sequence[Passage]) -> bool:
    """Whether the index holds exactly these passages, in this order."""
    columns = [getattr(LibraryPassage, name) for name in _FIELDS]
    rows = db.session.execute(select(*columns).order_by(LibraryPassage.place))
    return [tuple(row) for row in rows] == [_values(passage) for passage in passages]


def replace(passages: Sequence[Passage]) -> None:
    """Make the index hold these passages and nothing else."""
    db.session.execute(delete(LibraryPassage))
    if _is_sqlite():
        db.session.execute(text("DELETE FROM library_index"))
    rows = [
        {**dict(zip(_FIELDS, _values(passage), strict=True)), "place": place, "lexemes": None}
        for place, passage in enumerate(passages)
    ]
    if not rows:
        return
    words = [words_of(passage) for passage in passages]
    if not _is_sqlite():
        rows = [
            {**row, "lexemes": " ".join(f"'{word}'" for word in sorted(set(each)))}
            for row, each in zip(rows, words, strict=True)
        ]
    db.session.execute(insert(LibraryPassage), rows)
    if _is_sqlite():
        db.session.execute(
            text("INSERT INTO library_index (rowid, words) VALUES (:place, :words)"),
            [{"place": place, "words": " ".join(each)} for place, each in enumerate(words)],
        )


def _values(passage: Passage) -> tuple[Any, ...]:
    return tuple(str(getattr(passage, name)) for name in _FIELDS)


def words_of(passage: Passage) -> list[str]:
    """The words of a passage in every form by which each is found."""
    told = f"{passage.heading} . {passage.words}"
    return [form for word in words_in(told) for form in word.forms]


def hits_of(question: Question) -> list[Hit]:
    """Where each term stands, in one statement."""
    passage = LibraryPassage
    parts = [
        select(
            literal(number).label("term"), passage.place, passage.unit, passage.shelf, passage.part
        ).where(_holds(term, number))
        for number, term in enumerate(question.terms)
    ]
    return [Hit(*row) for row in db.session.execute(union_all(*parts))] if parts else []


def _holds(term: Term, number: int) -> ColumnElement[bool]:
    looked_for: BindParameter[str] = bindparam(f"looked_for_{number}", _expression(term))
    if _is_sqlite():
        found = select(_FTS5.c.rowid).where(_FTS5.c.library_index.op("MATCH")(looked_for))
        return LibraryPassage.place.in_(found)
    return LibraryPassage.lexemes.op("@@")(cast(looked_for, TSQUERY))


def _expression(term: Term) -> str:
    """A term in the language of the database. Its words are letters and digits only, by words.folded."""
    if _is_sqlite():
        exact = " OR ".join(f'"{form}"' for form in term.forms)
        return f'{exact} OR "{term.forms[0]}"*' if term.begins else exact
    exact = " | ".join(f"'{form}'" for form in term.forms)
    return f"{exact} | '{term.forms[0]}':*" if term.begins else exact


def passages_at(places: Iterable[int]) -> dict[int, Passage]:
    """The passages that stand at these places."""
    columns = [getattr(LibraryPassage, name) for name in _FIELDS]
    rows = db.session.execute(
        select(LibraryPassage.place, *columns).where(LibraryPassage.place.in_(list(places)))
    )
    return {place: Passage(**dict(zip(_FIELDS, values, strict=True))) for place, *values in rows}


def names() -> list[str]:
    """What the units of the library are called, each with its other names."""
    return list(
        db.session.scalars(select(LibraryPassage.words).where(LibraryPassage.part == "name"))
    )


def _is_sqlite() -> bool:
    return bool(db.session.get_bind().dialect.name == "sqlite")
