"""A documented process as a sheet of paper: what it was, its course, what came of it, what is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from flask_babel import gettext as _

from app.library.references.citing import digest_of
from app.library.rules import Coverage
from app.library.shapes.facts import Fact, Source
from app.library.shapes.methods import Method
from app.library.shapes.processes import Exemplar, Outputs, Tally, Workshop
from app.library.shapes.sheets import EditionFile, Entry, VocabulariesFile
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
    Table,
    Text,
    Words,
)
from app.web.words import page_language


def case_sheet(
    exemplar: Exemplar,
    method: Method | None,
    words: VocabulariesFile,
    sources: Mapping[str, Source],
    edition: EditionFile | None,
    told: Callable[[When], str],
) -> Document:
    """One to four pages. Every fact has the numbers of its sources; no count or date is made up where none is known.

    Without an edition it is of a process that a house documented itself.

    What is on the page of the process and not here: meetings in detail, the background, further reading.
    """
    sheet = _CaseSheet(exemplar, method, words, Numbered(sources, exemplar.language, told))
    short = exemplar.coverage is Coverage.REFERENCE
    return Document(
        title=Words((Run(exemplar.short_name, exemplar.language),), exemplar.language),
        label=_label(edition, short=short),
        language=page_language(),
        status_line=_status_line(exemplar, edition),
        blocks=tuple(sheet.blocks()),
        date=edition.date.earliest if edition else None,
        # Public knowledge, named as its page and its data are: nobody's dialogue can be read from it.
        kind=f"case-sheet-{exemplar.key}".replace("_", "-"),
        paper="form",
        labels=labels(),
    )


def _label(edition: EditionFile | None, *, short: bool) -> str:
    if edition is None:
        return str(_("Documented process of this house"))
    return str(_("Documented process, reference entry") if short else _("Documented process"))


def _status_line(exemplar: Exemplar, edition: EditionFile | None) -> str:
    compiled = _("Compiled from the sources numbered at its end; what is not known is left open.")
    if edition is None:
        of = _(
            "Own entry of this house, not part of the library that comes with the program (%(digest)s).",
            digest=digest_of(exemplar),
        )
    else:
        of = _(
            "Edition of %(date)s, record %(key)s (%(digest)s).",
            date=edition.date.text,
            key=exemplar.key,
            digest=digest_of(exemplar),
        )
    return f"{compiled} {of}"


class _CaseSheet:
    """The sections in their order. Whatever is not documented has no section, and stands under what is not known."""

    def __init__(
        self, exemplar: Exemplar, method: Method | None, words: VocabulariesFile, notes: Numbered
    ) -> None:
        self._held = exemplar
        self._method = method
        self._words = words
        self._notes = notes

    def blocks(self) -> Iterator[Block]:
        yield from (Paragraph(said) for said in self._notes.facts(self._held.in_short))
        if briefly := self._held.told_briefly_because:
            yield Paragraph(self._named(_("Why this entry is short:"), self._notes.fact(briefly)))
        yield KeyValues(tuple(self._at_a_glance()))
        yield from self._who()
        yield from self._course()
        yield from self._how()
        yield from self._came_of_it()
        yield from self._bullets(_("Limits"), self._notes.facts(self._held.limits))
        yield from self._bullets(_("Afterwards"), self._notes.facts(self._held.afterwards))
        yield from self._bullets(_("What is not known"), self._gaps())
        yield Heading(_("Sources"))
        yield from self._notes.listed()

    def _at_a_glance(self) -> Iterator[tuple[Text, Text]]:
        held, fact = self._held, self._notes.fact
        yield _("Name"), fact(held.name)
        if held.other_names:
            yield _("Also called"), joined(map(fact, held.other_names))
        yield _("The conflict"), fact(held.conflict)
        yield _("Begun"), fact(held.period.start)
        yield _("Ended"), fact(held.period.end)
        yield _("Track"), fact(held.track, _labels(self._words.tracks))
        if held.method and self._method:
            yield _("Method"), fact(held.method, {self._method.key: self._method.name})
        if held.way_of_working:
            yield _("Way of working"), joined(map(fact, held.way_of_working))
        if held.rhythm:
            yield _("Rhythm"), joined(map(fact, held.rhythm))

    def _who(self) -> Iterator[Block]:
        held, people = self._held, self._held.participants
        pairs: list[tuple[Text, Text]] = [
            (label, joined(self._notes.facts(facts)))
            for label, facts in (
                (_("Parties"), held.parties),
                (_("Convenors"), held.convenors),
                (_("Third party"), held.third_party),
            )
            if facts
        ]
        if people and people.numbers:
            counts = (
                joined((Words((Run(f"{count.of}: ", held.language),)), self._notes.fact(count.number)), "")
                for count in people.numbers
            )  # fmt: skip
            pairs.append((_("Participants, by number"), joined(counts)))
        if people and people.capacity:
            pairs.append((_("In what capacity"), joined(self._notes.facts(people.capacity))))
        if people and people.composition:
            pairs.append((_("From where"), joined(self._notes.facts(people.composition))))
        if pairs:
            yield Heading(_("Who met"))
            yield KeyValues(tuple(pairs))

    def _course(self) -> Iterator[Block]:
        held, fact = self._held, self._notes.fact
        happened: list[tuple[Fact[When], Callable[[], Text], str]] = [
            *((each.date, lambda each=each: self._meeting(each), _("Meeting")) for each in held.workshops),
            *(
                (item.date, lambda item=item: fact(item.title or item.subject), _("What was written"))
                for outputs in held.outputs for item in outputs.items_recovered
            ),
            *(
                (event.date, lambda event=event: fact(event.what), _("Official track"))
                for event in held.official_events
            ),
        ]  # fmt: skip
        if not (happened or held.tallies):
            return
        yield Heading(_("Its course"))
        if held.tallies:
            counted = (
                joined((self._by(tally), fact(tally.meetings)), ": ") for tally in held.tallies
            )
            yield KeyValues(((_("Meetings counted"), joined(counted)),))
        if happened:
            happened.sort(key=lambda each: each[0].first.order)
            yield Table(
                (_("When"), _("What"), _("Where it belongs")),
                tuple((fact(date), what(), where) for date, what, where in happened),
                widths=(5, 10, 3),
            )

    def _by(self, tally: Tally) -> Words:
        return Words((Run(_("by %(date)s", date=self._notes.date(tally.by))),))

    def _meeting(self, workshop: Workshop) -> Words:
        number = workshop.number or ""
        several = _("Meetings %(number)s", number=number)
        named = (
            Run(workshop.name, self._held.language)
            if workshop.name
            else Run(several if "–" in number else _("Meeting %(number)s", number=number))
        )
        said = Words((named,))
        return joined((said, self._notes.fact(workshop.place)), ", ") if workshop.place else said

    def _how(self) -> Iterator[Block]:
        stages = {stage.key: stage.name for stage in self._method.stages} if self._method else {}
        records = [
            (
                Words((Run(stages[record.stage], self._held.language),)),
                joined(self._notes.facts(record.what)),
            )
            for key in stages
            for record in self._held.stages
            if record.stage == key
        ]
        if records:
            yield Heading(_("Stages documented"))
            yield KeyValues(tuple(records))
        rules = self._notes.facts(known.rule for known in self._held.ground_rules)
        yield from self._bullets(_("Ground rules known"), rules)

    def _came_of_it(self) -> Iterator[Block]:
        if self._held.outputs:
            yield Heading(_("What was written, and what else came of it"))
            for outputs in self._held.outputs:
                yield from self._outputs(outputs)
        claims = (
            joined(
                (
                    self._notes.fact(effect.claim),
                    Words((
                        Run(_("Claimed by") + " "),
                        Run(effect.claimed_by, self._held.language),
                        Run(" ("),
                        Run(_("independent") if effect.independent else _("not independent")),
                        Run(")"),
                    )),
                ),
                " – ",
            )
            for effect in self._held.effects
        )  # fmt: skip
        yield from self._bullets(_("What is said to have come of it"), claims)

    def _outputs(self, outputs: Outputs) -> Iterator[Block]:
        kind = _labels(self._words.output_kinds)[outputs.kind]
        named = Run(kind + ": ", self._words.language, strong=True)
        recovered = _("%(count)s recovered", count=len(outputs.items_recovered))
        if outputs.count_documented:
            counted = self._notes.fact(outputs.count_documented)
            said = (named, *counted.runs, Run(" " + _("documented") + ", " + recovered))
        elif outputs.items_recovered:
            said = (named, Run(_("no count") + ", " + recovered))
        else:
            said = (Run(kind, self._words.language, strong=True),)
        yield Paragraph(Words(said))
        told = [*self._notes.facts(outputs.about)]
        for item in outputs.items_recovered:
            parts = [self._notes.fact(item.date)]
            parts += [self._notes.fact(each) for each in (item.title, item.subject) if each]
            if item.audience:
                parts.append(self._named(_("For whom:"), self._notes.fact(item.audience)))
            told.append(joined(parts, "; "))
        if outputs.full_text:
            told.append(self._named(_("Full text:"), self._notes.fact(outputs.full_text)))
        if told:
            yield BulletList(tuple(told))

    def _gaps(self) -> Iterator[Words]:
        for gap in self._held.gaps:
            where = Words((
                Run(" " + _("Where it could be found:") + " ", emphasised=True),
                Run(gap.where, self._held.language),
            ))  # fmt: skip
            yield joined((self._notes.said(gap.what, gap.source), where), "")

    def _named(self, name: str, said: Words) -> Words:
        return joined((Words((Run(name, emphasised=True),)), said), " ")

    def _bullets(self, heading: str, items: Iterable[Words]) -> Iterator[Block]:
        if held := tuple(items):
            yield Heading(heading)
            yield BulletList(held)


def _labels(entries: Iterable[Entry]) -> dict[str, Any]:
    return {entry.key: entry.label for entry in entries}
