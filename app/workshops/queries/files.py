"""An agenda in words, to be written into a file: for the third party, and private notes only when asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from app.dialogues.models import Dialogue, Party, Seat
from app.dialogues.queries import seats_of
from app.dialogues.rules import AudienceKind, says_what_it_is
from app.kernel.wording import UNDETERMINED
from app.workshops.models import Sitting, Workshop
from app.workshops.queries import level_of, named_for, sittings_of, timed
from app.workshops.rules import Task
from app.workshops.rules.files import COLUMNS, AgendaFile, InLanguage, Line, with_languages
from app.workshops.rules.rooms import is_member

EVERYBODY, THIRD_PARTY, GROUP, EACH_PARTY = "everybody", "third party", "group", "each party"
_NUMBERED = re.compile(r"party\s*(\d+)", re.IGNORECASE)
_WORDS_OF_OURS = frozenset({EVERYBODY, THIRD_PARTY, GROUP, EACH_PARTY})


def columns_of_file(agenda: AgendaFile, *, notes: bool) -> list[str]:
    """The columns that are written out, those of further languages too: empty ones are there to be filled."""
    named = [column.name for column in COLUMNS if notes or column.name != "notes"]
    return with_languages(named, agenda.languages)


def further_languages(dialogue: Dialogue, sittings: Iterable[Sitting]) -> list[str]:
    """The languages of the dialogue but the first, in which it plans, and any in which something stands."""
    spoken = [tag for tag in dialogue.languages if tag != UNDETERMINED][1:]
    standing = {tag for sitting in sittings for tag in sitting.every_rendering.languages}
    return [*spoken, *sorted(standing - {*spoken, UNDETERMINED})]


def agenda_file(dialogue: Dialogue, workshop: Workshop, *, notes: bool) -> AgendaFile:
    """The whole agenda as words, with what every block is.

    At L0 its title and zone say nothing of what it is, and parties are numbered, not named: found on
    some disk it is a list of sessions and meals.
    """
    sittings = sittings_of(workshop)
    open_about_itself = says_what_it_is(level_of(dialogue, workshop))
    by_id = {sitting.id: sitting for sitting in sittings}
    named = named_for(sitting.audience_id for sitting in sittings)
    people = {seat.id: seat for seat in seats_of(dialogue)}
    parties = _names_of_parties(dialogue, by_name=open_about_itself)
    further = further_languages(dialogue, sittings)
    lines = []
    for day in timed(workshop, sittings).days:
        for slot in day.slots:
            for lane, placed in enumerate(slot.placed):
                sitting = by_id[placed.block.key]
                said = {
                    "starts": day.clock.shows(placed.starts),
                    **_values(sitting, named.get(sitting.audience_id, []), people, parties),
                    **dict(_renderings(sitting, further)),
                }
                if not notes:
                    del said["notes"]
                lines.append(Line("", day.day + 1, lane > 0, said))
    title = workshop.title.text if open_about_itself else workshop.neutral_title
    zone = workshop.zone if open_about_itself else ""
    return AgendaFile(tuple(workshop.day_starts), tuple(lines), zone, title, tuple(further))


def _values(
    sitting: Sitting, named: list[Seat], people: dict[str, Seat], parties: dict[str, str]
) -> dict[str, Any]:
    stage = sitting.stage
    whom = {
        AudienceKind.ALL: EVERYBODY,
        AudienceKind.THIRD_PARTY: THIRD_PARTY,
        AudienceKind.GROUP: GROUP,
        AudienceKind.PARTY: parties.get(sitting.audience.party_id or "", ""),
    }
    tasks = {
        task.value: tuple(people[seat].name for seat in sitting.seats_for(task) if seat in people)
        for task in Task
    }
    return {
        "fixed_start": sitting.anchor or "",
        "minutes": sitting.minutes,
        "kind": sitting.kind,
        "stage": stage.key if stage else "",
        "title": "" if sitting.is_called_as_its_stage else sitting.title.text,
        "purpose": sitting.purpose or "",
        "tool": sitting.tool or "",
        "questions": tuple(sitting.questions or ()),
        "materials": sitting.materials or "",
        "for": whom[sitting.audience.kind],
        "group": sitting.audience.name or "",
        "third_party": tuple(seat.name for seat in named if not is_member(seat.role)),
        "members": tuple(seat.name for seat in named if is_member(seat.role)),
        **tasks,
        "room": sitting.room,
        "consecutive": sitting.consecutive,
        "programme": sitting.shown_to_participants,
        "level": sitting.level,
        "notes": sitting.private_notes,
        "block": sitting.id,
    }


def _renderings(sitting: Sitting, languages: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """What stands in further languages, column by column; a title that is its stage's is not the block's."""
    said = sitting.every_rendering
    texts = {
        "title": "" if sitting.is_called_as_its_stage else sitting.title.text,
        "purpose": sitting.purpose or "",
        "materials": sitting.materials or "",
        "programme": sitting.shown_to_participants,
    }
    for tag in languages:
        for name, text in texts.items():
            yield InLanguage(name, tag).name, said.in_language(text, tag)
        asked = tuple(said.in_language(each, tag) for each in sitting.questions or ())
        yield InLanguage("questions", tag).name, asked if any(asked) else ()


def _names_of_parties(dialogue: Dialogue, *, by_name: bool) -> dict[str, str]:
    """What each party is called in a file: its name, where that can mean nothing else; else its number."""
    names = [party.name.text.strip().casefold() for party in dialogue.parties]
    return {
        party.id: party.name.text
        if by_name
        and names.count(name) == 1
        and name not in _WORDS_OF_OURS
        and not _NUMBERED.fullmatch(name)
        else f"party {number}"
        for number, (party, name) in enumerate(zip(dialogue.parties, names, strict=True), start=1)
    }


def party_called(dialogue: Dialogue, called: str) -> Party | None:
    """The party that a file means by a name or a number."""
    if found := _NUMBERED.fullmatch(called.strip()):
        number = int(found[1]) if len(found[1]) < 4 else 0
        return dialogue.parties[number - 1] if 0 < number <= len(dialogue.parties) else None
    alike = [
        party
        for party in dialogue.parties
        if called.strip().casefold()
        in {each.text.strip().casefold() for each in party.name.renderings}
    ]
    return alike[0] if len(alike) == 1 else None
