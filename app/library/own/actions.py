"""Entering, changing, bringing in and removing a documented process of this house."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm.exc import StaleDataError

from app.kernel.db import db
from app.kernel.errors import DomainError
from app.kernel.tokens import new_id
from app.kernel.wording import say
from app.library.models import OwnExemplar
from app.library.own import queries
from app.library.own.queries import OwnProcess
from app.library.own.rules import (
    COUNTED,
    Item,
    Part,
    Record,
    cited,
    free_source_key,
    items_of,
    renamed,
    with_item,
    without_item,
)
from app.library.seed.checking import read_alone
from app.library.shapes.plain import plain
from app.vault import current as keyring

MOST_CHARACTERS = 400_000

Deed = Callable[[str], None]
_when_removed: list[Deed] = []


def when_a_process_is_removed(deed: Deed) -> Deed:
    """Let a higher subject forget that something began from it."""
    _when_removed.append(deed)
    return deed


class DoesNotFit(DomainError):
    """With this change the record would contradict itself or lack what every page needs."""


class StillCited(DomainError):
    """A source that something rests on cannot go before it."""


class NumberTaken(DomainError):
    """There is already an entry for this kind of output."""


class TooLong(DomainError):
    """More than a record can hold."""


def begin(short_name: str, language: str, source: dict[str, Any]) -> OwnExemplar:
    """Begin a record with its name and its first source: every fact will need one.

    It gets a key of its own before its first word is sealed, so that removing it removes it from every copy.
    """
    record = {"short_name": short_name, "language": language, "coverage": "full"}
    sources = [{"key": free_source_key([]), **source}]
    return _kept(new_id(), record, sources)


def bring_in(content: bytes) -> OwnExemplar:
    """Take a whole record from a file, through the checks of the shipped ones; raises BadFile with line and reason."""
    exemplar, sources = read_alone(content, queries.shelves())
    own_id = new_id()
    record = plain(exemplar)
    key = record.pop("key")
    return _kept(own_id, record, renamed([plain(source) for source in sources], key, own_id))


def _kept(own_id: str, record: Record, sources: list[dict[str, Any]]) -> OwnExemplar:
    keyring().create(own_id)
    row = OwnExemplar(id=own_id, content={"record": record, "sources": sources})
    db.session.add(row)
    db.session.flush()
    return row


def change_particulars(row: OwnExemplar, record: Record, *, seen_version: str) -> None:
    """Name, conflict, region, track, method and time. With them the record becomes one that can be read."""
    held = _still(row, seen_version)
    _change(row, held, record, is_to_be_whole=True)


def put(row: OwnExemplar, part: Part, item: Item, number: int | None, *, seen_version: str) -> None:
    """Add something to a part, or put right what stands there."""
    held = _still(row, seen_version)
    if part.key == COUNTED:
        _refuse_second(held.record, part, item, number)
    _change(row, held, with_item(held.record, part, item, number))


def take_out(row: OwnExemplar, part: Part, number: int, *, seen_version: str) -> None:
    """Take something out of a part."""
    held = _still(row, seen_version)
    _change(row, held, without_item(held.record, part, number))


def put_source(
    row: OwnExemplar,
    source: dict[str, Any],
    number: int | None,
    *,
    to_read: bool,
    seen_version: str,
) -> None:
    """Enter a source, or put right what is said of it."""
    held = _still(row, seen_version)
    sources = list(held.own_sources)
    if number is None:
        source = {"key": free_source_key(sources), **source}
        sources.append(source)
    else:
        source = {"key": sources[number]["key"], **source}
        sources[number] = source
    reading = [key for key in held.record.get("bibliography", []) if key != source["key"]]
    if to_read:
        reading.append(source["key"])
    record = {**held.record, "bibliography": reading}
    if not reading:
        del record["bibliography"]
    _change(row, held, record, sources)


def take_out_source(row: OwnExemplar, number: int, *, seen_version: str) -> None:
    """Take out a source that nothing rests on."""
    held = _still(row, seen_version)
    key = held.own_sources[number]["key"]
    if key in cited(held.record):
        raise StillCited(
            say(
                "Something still rests on this source. Give it another source first, or take it out."
            )
        )
    if len(held.own_sources) == 1:
        raise StillCited(say("This is the only source. A record needs at least one."))
    sources = [source for source in held.own_sources if source["key"] != key]
    reading = [other for other in held.record.get("bibliography", []) if other != key]
    record = {**held.record, "bibliography": reading}
    if not reading:
        del record["bibliography"]
    _change(row, held, record, sources)


def remove(own_id: str) -> None:
    """Remove a process of this house and its key, so that every copy and backup of it is dark.

    The key goes first: if anything fails after that, what is left cannot be read by anybody. What was
    begun from it keeps what it copied and forgets where from.
    """
    if keyring().holds(own_id):
        keyring().destroy(own_id)
    db.session.execute(delete(OwnExemplar).where(OwnExemplar.id == own_id))
    for deed in _when_removed:
        deed(own_id)


def _still(row: OwnExemplar, seen_version: str) -> OwnProcess:
    """What stands now, unless somebody changed it since this page was drawn."""
    db.session.refresh(row, with_for_update=True)
    held = OwnProcess(row.id, row.content)
    if held.version != seen_version:
        raise StaleDataError
    return held


def _refuse_second(record: Record, part: Part, item: Item, number: int | None) -> None:
    for place, group in enumerate(items_of(record, part)):
        if group["kind"] == item["kind"] and place != number:
            raise NumberTaken(
                say("There is already an entry for this kind of output. Change that one.")
            )


def _change(
    row: OwnExemplar,
    held: OwnProcess,
    record: Record,
    sources: list[dict[str, Any]] | None = None,
    *,
    is_to_be_whole: bool = False,
) -> None:
    sources = held.own_sources if sources is None else sources
    if len(str(record)) + len(str(sources)) > MOST_CHARACTERS:
        raise TooLong(say("This is more than one record can hold. Tell it more shortly."))
    if is_to_be_whole or held.exemplar is not None:
        complaint = queries.complaint_about(row.id, record, sources)
        if complaint:
            raise DoesNotFit(
                say("This does not fit the rest of the record: %(what)s.", what=complaint)
            )
    row.content = {"record": record, "sources": sources}
    db.session.flush()
