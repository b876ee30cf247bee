"""A method as a document: what it is, its stages, the third party, its rules and its timing, each with its sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from flask_babel import gettext as _

from app.library.references.citing import digest_of
from app.library.rules import Sequence
from app.library.shapes.facts import Source
from app.library.shapes.methods import Method, Schedule, Stage
from app.library.shapes.sheets import EditionFile, Entry, KindEntry, VocabulariesFile
from app.library.shapes.when import When
from app.reports.contents import labels
from app.reports.listsheets import ground_rule
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


def method_sheet(
    method: Method,
    words: VocabulariesFile,
    sources: Mapping[str, Source],
    edition: EditionFile,
    told: Callable[[When], str],
) -> Document:
    """All that the page of a method says, to read before a workshop and to lay on the table of the third party."""
    notes = Numbered(sources, method.language, told)
    sheet = _MethodSheet(method, words, notes)
    return Document(
        title=notes.own(method.name),
        label=_("Method, after %(name)s", name=method.after),
        language=page_language(),
        status_line=_(
            "Compiled from the sources numbered at its end. Edition of %(date)s, record %(key)s (%(digest)s).",
            date=edition.date.text,
            key=method.key,
            digest=digest_of(method),
        ),
        blocks=tuple(sheet.blocks()),
        date=edition.date.earliest,
        # Public knowledge, named as its page and its data are: nobody's dialogue can be read from it.
        kind=f"method-{method.key}".replace("_", "-"),
        paper="form",
        labels=labels(),
    )


class _MethodSheet:
    """The sections in the order of the page."""

    def __init__(self, method: Method, words: VocabulariesFile, notes: Numbered) -> None:
        self._held = method
        self._words = words
        self._notes = notes

    def blocks(self) -> Iterator[Block]:
        held = self._held
        yield from self._notes.points(held.in_short)
        yield KeyValues(((_("Usual level"), held.default_level.value),))
        yield from self._stages()
        yield Heading(_("The third party"))
        yield Paragraph(self._named(_("Called here:"), held.third_party.label), style="small")
        for heading, points in (
            (_("Does"), held.third_party.does),
            (_("Does not"), held.third_party.does_not),
            (_("Kinds of intervention"), held.third_party.interventions),
        ):
            if points:
                yield Heading(heading, 2)
                yield from self._notes.points(points)
        yield Heading(_("Ground rules"))
        yield Paragraph(_("Proposed to a group, edited by it, and then its own."), style="small")
        yield KeyValues(tuple(ground_rule(self._notes, rule) for rule in held.ground_rules))
        yield from self._components()
        yield from self._timing()
        for section in held.sections:
            yield Heading(self._notes.own(section.title))
            yield from self._notes.points(section.points)
        yield Heading(_("Sources"))
        yield from self._notes.listed()

    def _stages(self) -> Iterator[Block]:
        order = {
            Sequence.FIXED_ORDER_FLEXIBLE_PACE: _(
                "In this order, at the pace the third party decides."
            ),
            Sequence.RECURSIVE: _(
                "A group goes back to an earlier stage at any time; that is normal work."
            ),
            Sequence.LOOP: _("Inside inventing one goes round in any order."),
        }
        yield Heading(_("Stages"))
        anytime = _("A stage can be skipped, repeated or left at any time. Nothing locks.")
        yield Paragraph(f"{order[self._held.sequence]} {anytime}", style="small")
        if self._held.stages_note:
            yield Paragraph(self._notes.point(self._held.stages_note))
        for number, stage in enumerate(self._held.stages, start=1):
            yield from self._stage(number, stage)

    def _stage(self, number: int, stage: Stage) -> Iterator[Block]:
        yield Heading(joined((Words((Run(f"{number}."),)), self._notes.own(stage.name)), " "), 2)
        yield Paragraph(self._notes.own(stage.purpose))
        if stage.questions:
            yield BulletList(tuple(self._notes.own(each) for each in stage.questions))
        words = self._words
        pairs: list[tuple[Text, Text]] = [
            (_("How long"), self._notes.own(stage.duration)),
            (
                _("It invites"),
                self._listed(_labels(words.contribution_kinds)[kind] for kind in stage.kinds),
            ),
            (_("What comes of it"), self._listed(stage.produces)),
            (_("Signs that it may be time to go on"), self._listed(stage.readiness)),
            (_("Judging"), self._glossed(words.evaluation, stage.evaluation)),
            (_("Whose name stands"), self._glossed(words.attribution, stage.attribution)),
            (_("Who sees it"), self._glossed(words.visibility, stage.visibility)),
        ]
        yield KeyValues(tuple((name, said) for name, said in pairs if said))
        yield from self._notes.points(stage.practice)
        if not stage.canonical:
            yield Paragraph(
                _("This stage is our addition or synthesis, not part of the published method."),
                style="small",
            )

    def _listed(self, said: Iterable[str]) -> Text:
        held = "; ".join(said)
        return self._notes.own(held) if held else ""

    def _glossed(self, entries: Iterable[Entry], key: str) -> Words:
        entry = next(each for each in entries if each.key == key)
        language = self._words.language
        return Words((
            Run(f"{entry.label}.", language, strong=True), Run(f" {entry.gloss}", language),
        ))  # fmt: skip

    def _components(self) -> Iterator[Block]:
        if not self._held.components:
            return
        yield Heading(_("Components of relationship"))
        yield Table(
            (_("Component"), _("Meaning"), _("What to listen for")),
            tuple(
                (
                    self._notes.said(each.name, each.source),
                    self._notes.own(each.meaning),
                    self._notes.own(each.listen_for),
                )
                for each in self._held.components
            ),
            widths=(3, 6, 6),
        )

    def _timing(self) -> Iterator[Block]:
        yield Heading(_("Timing"))
        if self._held.meeting_pattern:
            yield Paragraph(self._notes.point(self._held.meeting_pattern))
        for schedule in self._held.schedules:
            yield from self._schedule(schedule)

    def _schedule(self, schedule: Schedule) -> Iterator[Block]:
        yield Heading(self._notes.said(schedule.name, schedule.source), 2)
        if schedule.note:
            yield Paragraph(self._notes.own(schedule.note), style="small")
        yield Table(
            (_("When"), _("What"), _("How long")),
            tuple(
                tuple(self._notes.own(said) for said in (slot.label, slot.what, slot.length or ""))
                for slot in schedule.slots
            ),
            widths=(4, 10, 3),
        )

    def _named(self, name: str, said: str) -> Words:
        return joined((Words((Run(name, emphasised=True),)), self._notes.own(said)), " ")


def _labels(entries: Iterable[KindEntry]) -> dict[str, str]:
    return {entry.key: entry.label for entry in entries}
