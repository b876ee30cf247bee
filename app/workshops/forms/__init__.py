"""The shape of what is typed about a workshop and its blocks. What must never be recorded has no field (D§6.9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, ValidationError

from app.dialogues.models import Dialogue, Party, Seat, Stage
from app.dialogues.rules import AudienceKind, in_turn
from app.kernel import clock
from app.kernel.wording import Wording
from app.library.shapes.methods import Tool
from app.library.vocabulary import Level
from app.web.forms import Form, LineField, VersionField, WordsField, choices
from app.web.words import in_the_page_language
from app.workshops.actions import Frame, Particulars, Room
from app.workshops.models import Sitting, Workshop
from app.workshops.queries import begins_on
from app.workshops.rules import (
    HELD,
    KIND_NAMES,
    LONGEST,
    MOST_DAYS,
    MOST_LANES,
    MOST_QUESTIONS,
    NOTES_LENGTH,
    SHORTEST,
    USUAL_MINUTES,
    BlockKind,
    Task,
    in_two_languages,
    is_a_zone,
    minutes_of,
    read_wall,
)
from app.workshops.rules.laying_out import DayFrame
from app.workshops.rules.rooms import is_member, may_be_given, may_be_named

USUAL_START = "09:00"
USUAL_END = "17:30"
SHORTEST_DAY = 60

EVERYBODY = "everybody"
EACH_PARTY = "each_party"
ONLY_THIRD_PARTY = "third_party"
GROUP = "group"
GROUPS = "groups"
_PARTY = "party:"

NO_SUCH_TIME = _l("Write a time of day as hours and minutes, such as 09:30.")
NO_SUCH_DURATION = _l(
    "A block lasts from 1 to 1440 minutes, which is a day. Write the minutes as a number."
)


LEVELS = choices(
    [("", _l("As everything around it")), *[(level.value, level.value) for level in Level]]
)


class WallTimeField(LineField):
    """A time of day. A plain field: browsers' own ask for morning and afternoon in some languages."""

    def __init__(self, label: Any, validators: Any = (), **kwargs: Any) -> None:
        super().__init__(label, [*validators, _is_wall_time], **kwargs)


def _is_wall_time(_form: Form, field: Any) -> None:
    if not field.data:
        return
    if (read := read_wall(field.data)) is None:
        raise ValidationError(NO_SUCH_TIME)
    field.data = read


def _known_zone(_form: Form, field: Any) -> None:
    if not is_a_zone(field.data or ""):
        raise ValidationError(
            _l("No such time zone. Write it as in Europe/Vienna or Asia/Dushanbe.")
        )


class WorkshopForm(Form):
    """What a workshop is called, when and where it is held."""

    title = LineField(
        _l("Title"),
        [DataRequired(_l("Give the workshop a title."))],
        description=_l("For those in the dialogue. It stands on no programme and in no calendar."),
    )
    neutral_title = LineField(
        _l("Neutral title"),
        [DataRequired(_l("Give a neutral title."))],
        description=_l(
            "What the programme and calendars show: words that would tell a stranger nothing."
        ),
    )
    begins_on = DateField(
        _l("First day"),
        [Optional()],
        description=_l("May stay open while the date is not fixed."),
    )
    days = IntegerField(
        _l("Days"),
        [
            InputRequired(_l("Write how many days it has.")),
            NumberRange(min=1, max=MOST_DAYS, message=_l("From 1 to 14 days.")),
        ],
    )
    day_starts = WallTimeField(
        _l("A day begins at"), [DataRequired(NO_SUCH_TIME)], default=USUAL_START
    )
    zone = LineField(
        _l("Time zone of the place"),
        [DataRequired(_l("Give the time zone.")), _known_zone],
        limit=64,
        description=_l("As in Europe/Vienna. Calendars and changes of the clock follow from it."),
    )
    place = LineField(
        _l("Place"),
        description=_l("For the third party's run sheet. It stands on no programme."),
    )
    level = SelectField(_l("Confidentiality level"), [Optional()], choices=LEVELS)
    seen_version = VersionField()

    def frame(self, workshop: Workshop | None = None) -> Frame:
        """What was typed, as the action takes it. Days that stand keep their own beginnings."""
        starts = list(workshop.day_starts) if workshop else []
        starts = [*starts, *[self.day_starts.data] * MOST_DAYS][: self.days.data]
        return Frame(
            title=Wording.of(self.title.data),
            neutral_title=self.neutral_title.data,
            place=self.place.data,
            zone=self.zone.data,
            begins_on=self.begins_on.data,
            day_starts=starts,
            level=Level(self.level.data) if self.level.data else None,
        )


def workshop_as_typed(workshop: Workshop) -> dict[str, Any]:
    """What the form shows of a workshop that stands."""
    return {
        "title": workshop.title.text,
        "neutral_title": workshop.neutral_title,
        "begins_on": begins_on(workshop),
        "days": workshop.days,
        "day_starts": workshop.day_starts[-1],
        "zone": workshop.zone,
        "place": workshop.place,
        "level": workshop.level.value if workshop.level else "",
        "seen_version": str(workshop.version),
    }


class SittingForm(Form):
    """A block of an agenda."""

    kind = SelectField(
        _l("What it is"), choices=choices((kind.value, kind.value) for kind in BlockKind)
    )
    stage = SelectField(_l("Stage"), [Optional()])
    title = LineField(
        _l("Title"),
        description=_l("Left empty, a session is called after its stage."),
    )
    minutes = IntegerField(
        _l("Minutes"),
        [
            InputRequired(NO_SUCH_DURATION),
            NumberRange(min=SHORTEST, max=LONGEST, message=NO_SUCH_DURATION),
        ],
    )
    anchor = WallTimeField(
        _l("Fixed start"),
        [Optional()],
        description=_l("Left empty, it starts when what stands before it is over."),
    )
    audience = RadioField(_l("For whom"), [DataRequired(_l("Choose for whom it is."))])
    third_party = SelectMultipleField(
        _l("Third party in this room"),
        [Optional()],
        description=_l(
            "In a party's own session and in a group, only those named here may read what is recorded. "
            "Nobody is added to what was recorded before."
        ),
    )
    groups = IntegerField(
        _l("How many groups"),
        [
            Optional(),
            NumberRange(min=1, max=MOST_LANES, message=_l("From 1 to 12 groups.")),
        ],
        default=2,
        description=_l("Side by side. Who is in them can be said later, group by group."),
    )
    group = LineField(_l("Name of the group"), limit=80)
    members = SelectMultipleField(
        _l("Participants in this group"),
        [Optional()],
        description=_l("May stay open while you plan."),
    )
    consecutive = BooleanField(
        _l("Interpreted one after the other: twice the time"),
        [Optional()],
        description=_l("Ticking it doubles the minutes when you save; taking it away halves them."),
    )
    purpose = WordsField(
        _l("What it is for"),
        limit=NOTES_LENGTH,
        description=_l("Read by the third party only."),
    )
    tool = SelectField(_l("Tool"), [Optional()])
    questions = WordsField(
        _l("Guiding questions"),
        limit=NOTES_LENGTH,
        description=_l("One on each line. Left empty, those of the stage stand on the run sheet."),
    )
    materials = WordsField(_l("Materials"), limit=NOTES_LENGTH)
    leads = SelectMultipleField(_l("Who leads"), [Optional()])
    records = SelectMultipleField(
        _l("Who keeps the record"),
        [Optional()],
        description=_l("The record of the room's points, without who said them."),
    )
    interprets = SelectMultipleField(_l("Who interprets"), [Optional()])
    place = LineField(_l("Room"))
    level = SelectField(_l("Confidentiality level"), [Optional()], choices=LEVELS)
    shown_to_participants = LineField(
        _l("On the programme"),
        description=_l(
            "Everybody in the room reads these words, and they may stand in calendars. A party's own "
            "session stands on the others' programme only if you write something here."
        ),
    )
    private_notes = WordsField(
        _l("Private notes"),
        limit=NOTES_LENGTH,
        description=_l(
            "Read by the third party only, on the plan and the run sheet. Addresses, passports, "
            "telephone numbers and routes do not belong here."
        ),
    )
    seen_version = VersionField()

    def __init__(
        self,
        dialogue: Dialogue,
        stages: Sequence[Stage],
        seats: Sequence[Seat],
        tools: Sequence[Tool] = (),
        **kwargs: Any,
    ) -> None:
        self._parties: dict[str, Party] = {party.id: party for party in dialogue.parties}
        self._stages = {stage.id: stage for stage in stages}
        self._seats = {seat.id: seat for seat in seats}
        adding = self.adding = bool(kwargs.pop("adding", False))
        super().__init__(**kwargs)
        self.kind.choices = choices(
            (kind.value, in_the_page_language(KIND_NAMES[kind])) for kind in BlockKind
        )
        self.stage.choices = choices([("", _("None")), *[(s.id, s.name) for s in stages]])
        self.audience.choices = choices(
            _audiences(in_turn(dialogue.parties, clock.today().toordinal()), adding=adding)
        )
        self.third_party.choices = choices(
            (seat.id, Wording.of(seat.name))
            for seat in seats
            if may_be_named(seat.role, AudienceKind.PARTY)
        )
        self.tool.choices = choices(_tools(tools, dialogue.method_key, kwargs["data"].get("tool")))
        for task in Task:
            self[task.value].choices = choices(
                (seat.id, Wording.of(seat.name)) for seat in seats if may_be_given(seat.role, task)
            )
        self.members.choices = choices(
            (seat.id, Wording.of(f"{seat.name} · {self._parties[seat.party_id or ''].name.text}"))
            for seat in seats
            if is_member(seat.role)
        )

    def validate_groups(self, field: Any) -> None:
        """Several groups need their number."""
        if self.for_groups and not field.data:
            raise ValidationError(_l("Write how many groups there are."))

    def validate_questions(self, field: Any) -> None:
        """More questions than that guide nobody."""
        if len(_lines(field.data)) > MOST_QUESTIONS:
            raise ValidationError(_l("At most 20 questions, one on each line."))

    def validate_consecutive(self, _field: Any) -> None:
        """Twice the time must still be a block."""
        if self.minutes.data and not self.minutes.errors and self._lasts() > LONGEST:
            raise ValidationError(_l("Twice these minutes would be longer than a day."))

    def _lasts(self) -> int:
        kind = BlockKind(self.kind.data) if self.kind.data in set(BlockKind) else BlockKind.BREAK
        return in_two_languages(
            self.minutes.data,
            was=bool(self.consecutive.object_data),
            now=bool(self.consecutive.data) and kind in HELD,
        )

    @property
    def for_each_party(self) -> bool:
        """Whether one block for each party is asked for."""
        return bool(self.audience.data == EACH_PARTY)

    @property
    def for_groups(self) -> bool:
        """Whether several mixed groups are asked for."""
        return bool(self.audience.data == GROUPS)

    @property
    def group_names(self) -> list[str]:
        """What the groups are called until they get names of their own."""
        return [_("Group %(number)s", number=place + 1) for place in range(self.groups.data or 0)]

    def particulars(self) -> Particulars:
        """What was typed, as the action takes it."""
        kind = BlockKind(self.kind.data)
        if self.for_each_party or self.audience.data.startswith(_PARTY):
            kind = BlockKind.PARTY_SESSION if kind is BlockKind.SESSION else kind
        if self.audience.data in (GROUP, GROUPS):
            kind = BlockKind.WORKING_GROUP if kind is BlockKind.SESSION else kind
        return Particulars(
            kind=kind,
            minutes=self._lasts(),
            consecutive=bool(self.consecutive.data) and kind in HELD,
            purpose=self.purpose.data,
            tool=self.tool.data or "",
            questions=_lines(self.questions.data),
            materials=self.materials.data,
            tasks={
                task: [self._seats[key] for key in self[task.value].data or ()] for task in Task
            },
            title=self.title.data,
            stage=self._stages.get(self.stage.data or ""),
            anchor=self.anchor.data or None,
            room=self._room(),
            place=self.place.data,
            level=Level(self.level.data) if self.level.data else None,
            shown_to_participants=self.shown_to_participants.data,
            private_notes=self.private_notes.data,
        )

    def _room(self) -> Room:
        third_party = [self._seats[key] for key in self.third_party.data or ()]
        chosen = self.audience.data
        if chosen == EACH_PARTY:
            return Room(AudienceKind.PARTY, seats=third_party)
        if chosen.startswith(_PARTY):
            party = self._parties[chosen.removeprefix(_PARTY)]
            return Room(AudienceKind.PARTY, party=party, seats=third_party)
        if chosen == GROUP:
            members = [self._seats[key] for key in self.members.data or ()]
            seats = [*third_party, *members]
            return Room(AudienceKind.GROUP, seats=seats, name=self.group.data)
        if chosen == GROUPS:
            return Room(AudienceKind.GROUP, seats=third_party)
        if chosen == ONLY_THIRD_PARTY:
            return Room(AudienceKind.THIRD_PARTY)
        return Room()


def _audiences(parties: Sequence[Party], *, adding: bool) -> Iterable[tuple[str, Any]]:
    yield EVERYBODY, _("Everybody in the room")
    if adding:
        yield EACH_PARTY, _("Each party apart, in parallel rooms")
    for party in parties:
        yield f"{_PARTY}{party.id}", _("%(party)s apart", party=party.name.text)
    if adding:
        yield GROUPS, _("Mixed groups, in parallel rooms")
    yield GROUP, _("A group across the parties")
    yield ONLY_THIRD_PARTY, _("The third party alone")


def _tools(tools: Sequence[Tool], method: str, chosen: str | None) -> Iterable[tuple[str, Any]]:
    """The tools of the dialogue's own method first; one that is no longer in the library stays chosen."""
    yield "", _("None")
    for tool in sorted(tools, key=lambda each: method not in each.methods):
        yield tool.key, Wording.of(tool.name, tool.language)
    if chosen and chosen not in {tool.key for tool in tools}:
        yield chosen, chosen


def _lines(typed: str | None) -> list[str]:
    return [line for each in (typed or "").splitlines() if (line := each.strip())]


def sitting_as_typed(sitting: Sitting, named: Sequence[Seat]) -> dict[str, Any]:
    """What the form shows of a block that stands."""
    chosen = {
        AudienceKind.ALL: EVERYBODY,
        AudienceKind.THIRD_PARTY: ONLY_THIRD_PARTY,
        AudienceKind.GROUP: GROUP,
        AudienceKind.PARTY: f"{_PARTY}{sitting.audience.party_id}",
    }
    return {
        "kind": sitting.kind.value,
        "stage": sitting.stage_id or "",
        "title": sitting.title.text,
        "minutes": sitting.minutes,
        "anchor": sitting.anchor or "",
        "audience": chosen[sitting.audience.kind],
        "third_party": [seat.id for seat in named if not is_member(seat.role)],
        "members": [seat.id for seat in named if is_member(seat.role)],
        "place": sitting.room,
        "level": sitting.level.value if sitting.level else "",
        "shown_to_participants": sitting.shown_to_participants,
        "private_notes": sitting.private_notes,
        "group": sitting.audience.name or "",
        "consecutive": sitting.consecutive,
        "purpose": sitting.purpose or "",
        "tool": sitting.tool or "",
        "questions": "\n".join(sitting.questions or ()),
        "materials": sitting.materials or "",
        **{task.value: sitting.seats_for(task) for task in Task},
    }


def new_sitting_as_typed(kind: BlockKind, by: Seat) -> dict[str, Any]:
    """What the form shows for a block to be added."""
    whom = {BlockKind.PARTY_SESSION: EACH_PARTY, BlockKind.WORKING_GROUP: GROUPS}
    return {
        "kind": kind.value,
        "minutes": USUAL_MINUTES[kind],
        "audience": whom.get(kind, EVERYBODY),
        "third_party": [by.id],
    }


class LayOutForm(Form):
    """Lay out an agenda from stages for the days one has."""

    stages = SelectMultipleField(_l("Stages"), [Optional()])
    replace = BooleanField(_l("Take away what stands in the agenda now"), [Optional()])
    seen_version = VersionField()

    def __init__(
        self, stages: Sequence[Stage], days: int, typed: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.stages.choices = choices((stage.id, stage.name) for stage in stages)
        self.days = day_rows(days, typed)

    def validate_stages(self, field: Any) -> None:
        """Days are checked with the stages: together they are what is laid out."""
        if not field.data:
            raise ValidationError(_l("Choose at least one stage."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Also every day must have an end after its beginning."""
        wrong = [row for row in self.days if not row.is_right()]
        return bool(super().validate(extra_validators)) and not wrong

    def frames(self) -> list[DayFrame]:
        """The time one has, day by day."""
        return [row.frame() for row in self.days]


@dataclass(slots=True)
class DayRow:
    """From when to when one has time on a day."""

    number: int
    starts: str
    ends: str
    error: Any = ""

    def is_right(self) -> bool:
        """Whether it can be laid out; says what is wrong where it cannot."""
        starts, ends = read_wall(self.starts), read_wall(self.ends)
        if starts is None or ends is None:
            self.error = NO_SUCH_TIME
            return False
        self.starts, self.ends = starts, ends
        if self.frame().minutes < SHORTEST_DAY:
            self.error = _l("A day that is laid out has at least an hour.")
        return not self.error

    def frame(self) -> DayFrame:
        """The same for laying out. An end before the beginning is after midnight."""
        starts, ends = minutes_of(self.starts), minutes_of(self.ends)
        return DayFrame(starts, (ends - starts) % LONGEST)


def day_rows(days: int, typed: Mapping[str, str]) -> list[DayRow]:
    """The time one has, day by day, as it was typed or as it usually is."""
    return [
        DayRow(
            number=day + 1,
            starts=typed.get(f"starts-{day}", USUAL_START).strip(),
            ends=typed.get(f"ends-{day}", USUAL_END).strip(),
        )
        for day in range(days)
    ]


class VersionedForm(Form):
    """A button that changes a workshop."""

    seen_version = VersionField()


class RemoveForm(VersionedForm):
    """Remove something with what was recorded in it."""

    sure = BooleanField(
        _l("Remove it, and whatever was recorded in it"),
        [DataRequired(_l("Say that it may be removed."))],
    )
