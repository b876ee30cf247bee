"""Reading the documented processes of this house: opened in memory while somebody asks, in no index and no export of
the library."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from sqlalchemy import select

from app.kernel.db import db
from app.kernel.errors import NotHere
from app.library import queries as shipped
from app.library.models import OwnExemplar
from app.library.own.rules import OWN_KEY, Record, apart
from app.library.seed.checking import built_alone
from app.library.seed.reading import BadFile, build, piece_of
from app.library.shapes.facts import Source
from app.library.shapes.methods import Method
from app.library.shapes.processes import Exemplar
from app.library.shapes.sheets import VocabulariesFile
from app.vault import current as keyring


@dataclass(frozen=True, slots=True)
class OurShelves:
    """What a process of this house may refer to: words, methods and processes of the shipped library."""

    vocabularies: VocabulariesFile
    methods: tuple[Method, ...]
    exemplars: tuple[Exemplar, ...]


def shelves() -> OurShelves:
    return OurShelves(shipped.vocabularies(), shipped.methods(), shipped.exemplars())


class OwnProcess:
    """A process of this house, opened: its record as it was entered, and its sources.

    `exemplar` is the shape that pages, pictures and comparisons render; it is there once the particulars are.
    """

    def __init__(self, own_id: str, content: dict[str, Any]) -> None:
        self.id = own_id
        self.record: Record = content["record"]
        self.own_sources: list[dict[str, Any]] = content["sources"]

    @property
    def short_name(self) -> str:
        return str(self.record["short_name"])

    @property
    def language(self) -> str:
        return str(self.record["language"])

    @cached_property
    def exemplar(self) -> Exemplar | None:
        return exemplar_of(self.id, self.record)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The sources by their keys."""
        built = (build(Source, piece_of(held)) for held in self.own_sources)
        return {source.key: source for source in built}

    @property
    def nameless(self) -> tuple[Exemplar, dict[str, Source]]:
        """What a file or a paper holds of it when it leaves: neither its id nor its house. Ask `exemplar` first."""
        assert self.exemplar is not None  # noqa: S101  pages that lead here are there once it is
        sources = {
            key: replace(
                source,
                by_convenors_of=tuple(
                    OWN_KEY if each == self.id else each for each in source.by_convenors_of
                ),
            )
            for key, source in self.sources.items()
        }
        return replace(self.exemplar, key=OWN_KEY), sources

    def name_among_others(self, key: str) -> str:
        """What a source of this record is called where sources of other records stand beside it."""
        return f"{self.id}-{key}"

    @property
    def sources_among_others(self) -> dict[str, Source]:
        named = self.name_among_others
        return {
            named(key): replace(
                source,
                key=named(key),
                same_work_as=source.same_work_as and named(source.same_work_as),
            )
            for key, source in self.sources.items()
        }

    @cached_property
    def version(self) -> str:
        """Changes when anything does; made of the content, so that no row counts how often it was edited."""
        whole = json.dumps([self.record, self.own_sources], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def exemplar_of(own_id: str, record: Record) -> Exemplar | None:
    """The record as the shape that pages render, or None while what every page needs is not there."""
    try:
        held: Exemplar = build(Exemplar, piece_of({**record, "key": own_id}))
    except BadFile:
        return None
    return held


def complaint_about(own_id: str, record: Record, sources: list[dict[str, Any]]) -> str | None:
    """What is wrong with a whole record by the checks of the shipped files, or None."""
    whole = piece_of({**record, "key": own_id, "sources": sources})
    try:
        built_alone(whole, shelves())
    except BadFile as bad:
        return bad.message
    return None


def own_processes() -> tuple[OwnProcess, ...]:
    """Every process of this house that can be opened, by name; those whose key is missing are left out."""
    keys = keyring()
    rows = db.session.scalars(select(OwnExemplar))
    opened = (OwnProcess(row.id, row.content) for row in rows if keys.holds(row.id))
    return tuple(sorted(opened, key=lambda held: (held.short_name.casefold(), held.id)))


def own_exemplars() -> tuple[Exemplar, ...]:
    """The processes of this house that are far enough to be read, in the shape of the shipped ones.

    For whoever holds `house:read-own-processes`, and nobody else: ask before you call.
    """
    return tuple(held.exemplar for held in own_processes() if held.exemplar)


@dataclass(frozen=True, slots=True)
class Ours:
    """The processes of this house where they stand among the shipped ones, with all their sources.

    Each source carries the key of its process, so that none is taken for a source of another.
    """

    exemplars: tuple[Exemplar, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(each.key for each in self.exemplars)


def ours() -> Ours:
    """Those that are far enough to be read.

    For whoever holds `house:read-own-processes`, and nobody else: ask before you call.
    """
    exemplars: list[Exemplar] = []
    sources: dict[str, Source] = {}
    for held in own_processes():
        exemplar = exemplar_of(held.id, apart(held.record, held.name_among_others))
        if exemplar:
            exemplars.append(exemplar)
            sources |= held.sources_among_others
    return Ours(tuple(exemplars), sources)


def dark_ones() -> tuple[str, ...]:
    """The ids of those whose key is not here."""
    keys = keyring()
    return tuple(
        own_id for own_id in db.session.scalars(select(OwnExemplar.id)) if not keys.holds(own_id)
    )


def own_row(own_id: str) -> OwnExemplar:
    """The row itself, for whoever changes or removes it."""
    row = db.session.get(OwnExemplar, own_id)
    if row is None:
        raise NotHere
    return row


def own_process(own_id: str) -> OwnProcess:
    """One process of this house."""
    row = own_row(own_id)
    return OwnProcess(row.id, row.content)


def own_process_if_there(own_id: str) -> OwnProcess | None:
    """One process of this house; None where it was removed, or its key is not here."""
    row = db.session.get(OwnExemplar, own_id)
    if row is None or not keyring().holds(own_id):
        return None
    return OwnProcess(row.id, row.content)
