"""Lists of the library as documents, and a relative of a method: all that their pages say, each statement with its
sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from flask_babel import gettext as _

from app.library.shapes.facts import Source
from app.library.shapes.methods import GroundRule, Method, Relative
from app.library.shapes.sheets import (
    AvoidedWord,
    EditionFile,
    GlossaryFile,
    ShownBy,
    Term,
    TypologyEntry,
    TypologyFile,
)
from app.library.shapes.when import When
from app.reports.contents import labels
from app.reports.numbered import Numbered, joined
from app.reports.tree import (
    Block,
    BulletList,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Run,
    Text,
    Words,
)
from app.web.words import page_language

Told = Callable[[When], str]


def relative_sheet(
    relative: Relative,
    language: str,
    sources: Mapping[str, Source],
    edition: EditionFile,
    told: Told,
) -> Document:
    """A method beside the three, told shortly."""
    notes = Numbered(sources, language, told)

    def blocks() -> Iterator[Block]:
        yield from notes.points(relative.in_short)
        for section in relative.sections:
            yield Heading(notes.own(section.title))
            yield from notes.points(section.points)

    label = _("Relative of a method, after %(name)s", name=relative.after)
    kind = f"relative-{relative.key}"
    return _sheet(notes.own(relative.name), label, kind, blocks(), notes, edition)


def ground_rules_sheet(
    methods: Sequence[Method], sources: Mapping[str, Source], edition: EditionFile, told: Told
) -> Document:
    """The rules that the methods propose, for a group to read before it makes its own of them."""
    notes = Numbered(sources, methods[0].language if methods else "", told)

    def blocks() -> Iterator[Block]:
        yield Paragraph(
            _(
                "What a room agrees on before it begins, each rule with its reason. A group takes what it wants, "
                "changes the words, and adopts them as its own."
            ),
            style="lead",
        )
        for method in methods:
            yield Heading(notes.own(method.name))
            yield KeyValues(tuple(ground_rule(notes, rule) for rule in method.ground_rules))

    return _sheet(_("Ground rules"), _("Library"), "ground-rules", blocks(), notes, edition)


def ground_rule(notes: Numbered, rule: GroundRule) -> tuple[Text, Text]:
    """A rule by its title, with its wording and its reason."""
    title = notes.own(rule.title)
    if not rule.core:
        title = joined((title, Words((Run(_("(may be added)"), emphasised=True),))), " ")
    reason = notes.own(rule.rationale, emphasised=True)
    return title, joined((notes.said(rule.wording, rule.source), reason))


def glossary_sheet(
    glossary: GlossaryFile, sources: Mapping[str, Source], edition: EditionFile, told: Told
) -> Document:
    """The words of the field, and those that are not used here."""
    notes = Numbered(sources, glossary.language, told)
    named = {term.key: term.term for term in glossary.terms}

    def defined(term: Term) -> Words:
        said = [notes.said(term.definition, term.source)]
        if term.never:
            said.append(_beside(_("Not:"), notes.own(", ".join(term.never))))
        if term.see:
            said.append(_beside(_("See"), notes.own(", ".join(named[key] for key in term.see))))
        return joined(said)

    def blocks() -> Iterator[Block]:
        yield Paragraph(
            _("One word for one thing. Who uses these says the same as the people in the room."),
            style="lead",
        )
        yield KeyValues(tuple((notes.own(term.term), defined(term)) for term in glossary.terms))
        yield Heading(_("Words this workbench does not use"))
        yield KeyValues(tuple(_avoided(each, notes) for each in glossary.avoided))
        choice = Words((Run(_("Our own choice of words")), notes.marks(glossary.source)))
        yield Paragraph(choice, style="small")

    return _sheet(_("Words of the field"), _("Library"), "glossary", blocks(), notes, edition)


def typology_sheet(
    typology: TypologyFile,
    named: Mapping[str, str],
    sources: Mapping[str, Source],
    edition: EditionFile,
    told: Told,
) -> Document:
    """Tracks and the other schemes of the field; `named` are the short names of processes by their keys."""
    notes = Numbered(sources, typology.language, told)

    def blocks() -> Iterator[Block]:
        for point in typology.about:
            yield Paragraph(notes.point(point))
        for section in typology.sections:
            yield Heading(notes.own(section.title))
            for point in section.about:
                yield Paragraph(notes.point(point))
            plain = not any(each.shown_by for each in section.entries)
            for each in section.entries:
                yield from _typology_entry(each, named, notes, plain=plain)

    title = _("Tracks and other orders")
    return _sheet(title, _("Library"), "typology", blocks(), notes, edition)


def _typology_entry(
    held: TypologyEntry, named: Mapping[str, str], notes: Numbered, *, plain: bool
) -> Iterator[Block]:
    yield Heading(notes.own(held.name), 2)
    yield from notes.points(held.meanings)
    if held.shown_by:
        yield BulletList(tuple(_shown(each, named, notes) for each in held.shown_by))
    elif not plain:
        yield Paragraph(_("No process is named for it."), style="small")


def _shown(each: ShownBy, named: Mapping[str, str], notes: Numbered) -> Words:
    name = notes.own(f"{named.get(each.exemplar, each.exemplar)}:", strong=True)
    return joined((name, notes.said(each.how, each.source)), " ")


def _avoided(each: AvoidedWord, notes: Numbered) -> tuple[Text, Text]:
    said = notes.own(each.because)
    if each.instead:
        said = joined((said, _beside(_("Instead:"), notes.own(each.instead))), " ")
    return notes.own(each.word), said


def _beside(word: str, said: Words) -> Words:
    return joined((Words((Run(word, emphasised=True),)), said), " ")


def _sheet(
    title: Text,
    label: str,
    kind: str,
    blocks: Iterable[Block],
    notes: Numbered,
    edition: EditionFile,
) -> Document:
    """What is said first, then the sources it numbered."""
    said = tuple(blocks)
    return Document(
        title=title,
        label=label,
        language=page_language(),
        status_line=_(
            "Compiled from the sources numbered at its end. Edition of %(date)s.",
            date=edition.date.text,
        ),
        blocks=(*said, Heading(_("Sources")), *notes.listed()),
        date=edition.date.earliest,
        # Public knowledge, named as its page is: nobody's dialogue can be read from it.
        kind=kind.replace("_", "-"),
        paper="form",
        labels=labels(),
    )
