"""An agenda from a file becomes the agenda of a workshop, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby, zip_longest
from typing import Any, TypeVar

from app.dialogues.models import Dialogue, Party, Seat, Stage
from app.dialogues.queries import seats_of, stages_of
from app.dialogues.rules import AudienceKind
from app.kernel.wording import Renderings, Said, say
from app.library import queries as library
from app.workshops import queries
from app.workshops.actions import Entry, Particulars, Proposal, Room, take_over
from app.workshops.models import Sitting, Workshop
from app.workshops.queries.files import (
    EACH_PARTY,
    EVERYBODY,
    GROUP,
    THIRD_PARTY,
    further_languages,
    party_called,
)
from app.workshops.rules import BlockKind, Task
from app.workshops.rules.files import (
    AgendaFile,
    FileRefused,
    Line,
    Problem,
    in_language,
    read_agenda,
)
from app.workshops.rules.rooms import is_member, may_be_given, may_be_named

Thing = TypeVar("Thing")


def read_in(
    dialogue: Dialogue,
    workshop: Workshop,
    content: bytes,
    *,
    by: Seat,
    seen_version: int,
    replace: bool = False,
) -> AgendaFile:
    """Take over what a file says; raises FileRefused with every place that cannot be, and then changes nothing."""
    agenda = read_agenda(content, workshop.day_starts)
    proposal = _Reader(dialogue, workshop, by).proposal(agenda)
    take_over(dialogue, workshop, proposal, seen_version=seen_version, replace=replace)
    return agenda


class _Reader:
    """Finds out who and what is meant by the words of a file."""

    def __init__(self, dialogue: Dialogue, workshop: Workshop, by: Seat) -> None:
        self._dialogue = dialogue
        self._by = by
        self._seats = seats_of(dialogue)
        self._by_id = {seat.id: seat for seat in self._seats}
        self._stages = stages_of(dialogue)
        self._tools = library.tools()
        self._standing = {each.id: each for each in queries.sittings_of(workshop)}
        further = further_languages(dialogue, self._standing.values())
        self._languages = list(dict.fromkeys([*dialogue.languages, *further]))
        self._named = queries.named_for(each.audience_id for each in self._standing.values())
        self._problems: list[Problem] = []

    def proposal(self, agenda: AgendaFile) -> Proposal:
        days: list[list[list[Entry]]] = [[] for _ in agenda.day_starts]
        for day, lines in groupby(agenda.lines, key=lambda line: line.day):
            for line in lines:
                entries = self._entries(line)
                if line.beside and days[day - 1]:
                    days[day - 1][-1] += entries
                else:
                    days[day - 1].append(entries)
        if self._problems:
            raise FileRefused(self._problems)
        return Proposal(agenda.day_starts, days)

    def _entries(self, line: Line) -> list[Entry]:
        """One block; or one for each party, where the file asks for that."""
        if str(line.values.get("for", "")).casefold() == EACH_PARTY:
            third_party = self._people(line, "third_party", _third_party) or [self._by]
            rooms = [
                Room(AudienceKind.PARTY, party=party, seats=third_party)
                for party in self._dialogue.parties
            ]
            return [Entry(self._particulars(line, None, room)) for room in rooms]
        standing = self._standing.pop(str(line.values.get("block", "")), None)
        return [Entry(self._particulars(line, standing, self._room(line, standing)), standing)]

    def _particulars(self, line: Line, standing: Sitting | None, room: Room) -> Particulars:
        """What the file says; of what it does not say, what stands."""
        said = {**self._now(standing), **line.values}
        return Particulars(
            kind=_kind(said["kind"], room),
            minutes=said["minutes"],
            title=said["title"],
            stage=self._stage(line, standing),
            anchor=said["fixed_start"] or None,
            room=room,
            place=said["room"],
            level=said["level"],
            shown_to_participants=said["programme"],
            private_notes=said["notes"],
            purpose=said["purpose"],
            tool=self._tool(line, standing),
            questions=said["questions"],
            materials=said["materials"],
            tasks={task: self._task(line, standing, task) for task in Task},
            consecutive=said["consecutive"],
            renderings=self._renderings(line, standing, said),
        )

    def _renderings(
        self, line: Line, standing: Sitting | None, said: Mapping[str, Any]
    ) -> Renderings | None:
        """What stands in further languages: as the file says, and for the rest as it stands."""
        stands = standing.every_rendering if standing else Renderings()
        columns = [(name, found) for name in line.values if (found := in_language(name))]
        for name, (of, tag) in columns:
            if tag not in self._languages:
                self._problem(line, name, _no_language(tag, self._languages))
            elif of == "questions":
                stands = self._questions_in(line, name, tag, said["questions"], stands)
            elif said[of]:
                stands = stands.said_in(said[of], tag, line.values[name])
            elif line.values[name]:
                self._problem(line, name, _nothing_to_render(of))
        return stands if columns else None

    def _questions_in(
        self, line: Line, name: str, tag: str, questions: Sequence[str], stands: Renderings
    ) -> Renderings:
        beside = line.values[name]
        if len(beside) > len(questions):
            self._problem(line, name, _nothing_to_render("questions"))
        for question, rendering in zip_longest(questions, beside[: len(questions)], fillvalue=""):
            stands = stands.said_in(question, tag, rendering)
        return stands

    def _now(self, standing: Sitting | None) -> Mapping[str, Any]:
        if standing is None:
            return {
                **dict.fromkeys(("title", "fixed_start", "room", "programme", "notes"), ""),
                **dict.fromkeys(("purpose", "materials"), ""),
                "level": None,
                "questions": (),
                "consecutive": False,
            }
        return {
            "title": standing.title.text,
            "fixed_start": standing.anchor or "",
            "room": standing.room,
            "programme": standing.shown_to_participants,
            "notes": standing.private_notes,
            "purpose": standing.purpose or "",
            "materials": standing.materials or "",
            "level": standing.level,
            "questions": standing.questions or (),
            "consecutive": standing.consecutive,
        }

    def _stage(self, line: Line, standing: Sitting | None) -> Stage | None:
        if (called := line.values.get("stage")) is None:
            return standing.stage if standing else None
        names = [
            {stage.key, *(each.text for each in stage.name.renderings)} for stage in self._stages
        ]
        return self._found(line, "stage", called, self._stages, names, _no_stage)

    def _tool(self, line: Line, standing: Sitting | None) -> str:
        now = (standing.tool or "") if standing else ""
        if (called := line.values.get("tool")) is None or called == now:
            return now
        names = [{tool.key, tool.name} for tool in self._tools]
        tool = self._found(line, "tool", called, self._tools, names, _no_tool)
        return tool.key if tool else ""

    def _task(self, line: Line, standing: Sitting | None, task: Task) -> list[Seat]:
        if task.value not in line.values:
            held = standing.seats_for(task) if standing else []
            return [self._by_id[seat] for seat in held if seat in self._by_id]
        return self._people(line, task.value, lambda seat: may_be_given(seat.role, task))

    def _room(self, line: Line, standing: Sitting | None) -> Room:
        """For whom a block is. What is not said of it stays as it is."""
        now = standing.audience if standing else None
        named = self._named.get(now.id, []) if now else [self._by]
        third_party = [seat for seat in named if not is_member(seat.role)]
        members = [seat for seat in named if is_member(seat.role)]
        if "third_party" in line.values:
            third_party = self._people(line, "third_party", _third_party)
        if "members" in line.values:
            members = self._people(line, "members", lambda seat: is_member(seat.role))
        kind, party = self._whom(line, standing)
        if kind is AudienceKind.PARTY and party is not None:
            return Room(kind, party=party, seats=third_party)
        if kind is AudienceKind.GROUP:
            name = line.values.get("group", (now.name or "") if now else "")
            return Room(kind, seats=[*third_party, *members], name=name)
        return Room(kind)

    def _whom(self, line: Line, standing: Sitting | None) -> tuple[AudienceKind, Party | None]:
        called = str(line.values.get("for", "")).casefold()
        if standing is not None and not called:
            parties = {party.id: party for party in self._dialogue.parties}
            return standing.audience.kind, parties.get(standing.audience.party_id or "")
        if called in (THIRD_PARTY, GROUP):
            return AudienceKind.GROUP if called == GROUP else AudienceKind.THIRD_PARTY, None
        if called in ("", EVERYBODY):
            if not called and line.values["kind"] is BlockKind.PARTY_SESSION:
                self._problem(line, "for", say("Say whose session it is: a party, or each party."))
            return AudienceKind.ALL, None
        if (party := party_called(self._dialogue, line.values["for"])) is None:
            sentence = say(
                "No party is called so. Write everybody, third party, group, each party, or a party."
            )
            self._problem(line, "for", sentence)
            return AudienceKind.ALL, None
        return AudienceKind.PARTY, party

    def _people(self, line: Line, column: str, may: Callable[[Seat], bool]) -> list[Seat]:
        seats = [seat for seat in self._seats if may(seat)]
        names = [{seat.name} for seat in seats]
        found = [
            self._found(line, column, called, seats, names, _nobody)
            for called in line.values.get(column, ())
        ]
        return [seat for seat in found if seat is not None]

    def _found(
        self,
        line: Line,
        column: str,
        called: str,
        things: Sequence[Thing],
        names: Sequence[set[str]],
        sentence: Callable[[str], Said],
    ) -> Thing | None:
        """The one thing of that name; a problem where there is none, or more than one."""
        if not called:
            return None
        meant = called.strip().casefold()
        alike = [
            thing
            for thing, its in zip(things, names, strict=True)
            if meant in {name.strip().casefold() for name in its}
        ]
        if len(alike) == 1:
            return alike[0]
        self._problem(line, column, _twice(called[:60]) if alike else sentence(called[:60]))
        return None

    def _problem(self, line: Line, column: str, sentence: Said) -> None:
        self._problems.append(Problem(line.where, column, sentence))


def _third_party(seat: Seat) -> bool:
    return may_be_named(seat.role, AudienceKind.PARTY)


def _kind(kind: BlockKind, room: Room) -> BlockKind:
    """A session apart is called what it is."""
    if kind is BlockKind.SESSION and room.kind is AudienceKind.PARTY:
        return BlockKind.PARTY_SESSION
    return kind


def _no_stage(called: str) -> Said:
    return say(
        "This dialogue has no stage “%(called)s”. Leave it empty, or write one of its own.",
        called=called,
    )


def _no_language(tag: str, languages: Sequence[str]) -> Said:
    if not languages:
        return say("No language is entered for this dialogue. Enter its languages first.")
    return say(
        "“%(tag)s” is no language of this dialogue. Its languages are: %(known)s.",
        tag=tag,
        known=", ".join(languages),
    )


def _nothing_to_render(of: str) -> Said:
    return say("There are no words in the column “%(of)s” that this could stand beside.", of=of)


def _no_tool(called: str) -> Said:
    return say("The library has no tool “%(called)s”.", called=called)


def _nobody(called: str) -> Said:
    return say("Nobody who could is called “%(called)s” here.", called=called)


def _twice(called: str) -> Said:
    return say(
        "“%(called)s” means more than one here. Give one of them another name first.", called=called
    )
