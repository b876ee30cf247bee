"""The shapes of the files that hold one list each: sources, vocabularies, glossary, levels, typology, names."""

from __future__ import annotations

from dataclasses import dataclass

from app.library.rules import Owner
from app.library.shapes.facts import Point, Source
from app.library.shapes.when import When
from app.library.vocabulary import Kind, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesFile:
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFile:
    """What the library is cited by: its name, and the day its contents were last changed."""

    language: str
    title: str
    date: When


# --- vocabularies, words, levels ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A key of a vocabulary with the word people see and what it means."""

    key: str
    label: str
    gloss: str
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KindEntry:
    """A kind of contribution, and whether it belongs to a party or to everybody."""

    key: Kind
    label: str
    owner: Owner
    gloss: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabulariesFile:
    language: str
    source: tuple[str, ...]
    contribution_kinds: tuple[KindEntry, ...]
    third_party_kinds: tuple[Entry, ...]
    evaluation: tuple[Entry, ...]
    attribution: tuple[Entry, ...]
    visibility: tuple[Entry, ...]
    tracks: tuple[Entry, ...]
    regions: tuple[Entry, ...]
    output_kinds: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the field, and the words that do not mean the same.

    `forms` are how texts write it, inflections included: these lead to it, and nothing else does.
    """

    key: str
    term: str
    definition: str
    forms: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AvoidedWord:
    """A word this interface does not use, and why."""

    word: str
    because: str
    instead: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryFile:
    language: str
    source: tuple[str, ...]
    terms: tuple[Term, ...]
    avoided: tuple[AvoidedWord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelEntry:
    """A level of confidentiality, from strictest (L0) to most open (L4)."""

    key: Level
    name: str
    meaning: str
    typical_use: str
    on_screen: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChathamHouseRule:
    """The one text of the library that is quoted, because its exact wording is the rule."""

    wording: str
    source: tuple[str, ...]
    nuances: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelsFile:
    language: str
    about: tuple[Point, ...]
    levels: tuple[LevelEntry, ...]
    chatham_house_rule: ChathamHouseRule


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordClass:
    """What is kept of a meeting, who sees it and how long it lives."""

    key: str
    what: str
    who_sees: str
    life: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordClassesFile:
    language: str
    record_classes: tuple[RecordClass, ...]
    practice: tuple[Point, ...]
    never_recorded: tuple[Point, ...]


# --- typology, and what is named but not told ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBy:
    """A documented process of which a source says that it shows this."""

    exemplar: str
    how: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypologyEntry:
    """A word of a scheme. Where it is used in several senses, each stands as a meaning of its own."""

    key: str
    name: str
    meanings: tuple[Point, ...]
    shown_by: tuple[ShownBy, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TypologySection:
    key: str
    title: str
    entries: tuple[TypologyEntry, ...]
    about: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TypologyFile:
    language: str
    about: tuple[Point, ...]
    sections: tuple[TypologySection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedItem:
    """Something the texts name that is no process, with the reason why it is not told as one."""

    key: str
    name: str
    why: str
    source: tuple[str, ...]
    also_known: tuple[str, ...] = ()
    see: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFile:
    """What is named and not told, and slips of the texts that are not repeated."""

    language: str
    about: tuple[Point, ...]
    items: tuple[NamedItem, ...]
    slips: tuple[Point, ...]
