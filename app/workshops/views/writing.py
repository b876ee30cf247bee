"""How titles, durations and days of an agenda are written in pages, and a day as the timeline draws it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby

from flask import Flask
from flask_babel import format_date, gettext as _

from app.dialogues.rules import AudienceKind
from app.kernel.errors import NotHere
from app.kernel.wording import Said, Wording
from app.library import queries as library
from app.web.words import in_the_page_language
from app.workshops.models import Sitting
from app.workshops.queries import title_in_all_languages
from app.workshops.queries.plan import Plan, PlannedBlock, questions_of
from app.workshops.queries.running import Moving
from app.workshops.rules import TASK_NAMES, wall_of
from app.workshops.rules.running import FixedStart, Ran, read_ran
from app.workshops.rules.timing import ClockChange, Span
from app.workshops.views.zones import plan_address


def write_agendas(app: Flask) -> None:
    """Make these known to every template."""
    app.jinja_env.filters["called"] = called
    app.jinja_env.filters["lasting"] = lasting
    app.jinja_env.filters["weekday"] = weekday
    app.jinja_env.globals["for_whom"] = for_whom
    app.jinja_env.globals["on_paper"] = on_paper
    app.jinja_env.globals["questions_of"] = questions_of
    app.jinja_env.globals["tasks_of"] = tasks_of
    app.jinja_env.globals["elsewhere"] = elsewhere
    app.jinja_env.globals["title_in_all_languages"] = title_in_all_languages
    app.jinja_env.globals["change_said"] = change_said
    app.jinja_env.globals["tool_named"] = tool_named
    app.jinja_env.filters["wall"] = wall_of
    app.jinja_env.filters["over"] = over
    app.jinja_env.globals["told_of"] = told_of
    app.jinja_env.globals["ran_of"] = ran_of
    app.jinja_env.globals["plan_address"] = plan_address


def called(title: Wording | Said | str) -> str:
    """What a block is called, as plain words."""
    return title.text if isinstance(title, Wording) else in_the_page_language(title)


def lasting(minutes: int) -> str:
    """A duration, as in 1 h 30 min."""
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        return str(_("%(hours)s h %(minutes)s min", hours=hours, minutes=rest))
    if hours:
        return str(_("%(hours)s h", hours=hours))
    return str(_("%(minutes)s min", minutes=rest))


def weekday(day: date) -> str:
    """A day with its weekday, as in Thursday 14 May."""
    return str(format_date(day, "EEEE d MMMM"))


def for_whom(plan: Plan, block: PlannedBlock) -> str:
    """Whose block it is; nothing for what is joint."""
    audience = block.sitting.audience
    if audience.kind is AudienceKind.PARTY:
        return plan.parties[audience.party_id or ""].name.text
    if audience.kind is AudienceKind.THIRD_PARTY:
        return str(_("Third party"))
    if audience.kind is AudienceKind.GROUP:
        return audience.name or str(_("Group"))
    return ""


def on_paper(plan: Plan, block: PlannedBlock) -> str:
    """The same on paper, with who is named for it: at L0 no party is named there (design §1.4)."""
    whom = for_whom(plan, block)
    if not whom:
        return ""
    if not block.says_what_it_is:
        whom = str(_("Apart"))
    seats = plan.named.get(block.sitting.audience_id, [])
    return f"{whom} ({', '.join(seat.name for seat in seats)})" if seats else whom


def tasks_of(plan: Plan, block: PlannedBlock) -> str:
    """Who of the third party does what in a block, in one line."""
    return " · ".join(
        f"{in_the_page_language(TASK_NAMES[each.task])}: {', '.join(each.names)}"
        for each in plan.at_work(block)
    )


def elsewhere(span: Span | None, zone: str) -> str:
    """When something is by the clocks of another zone, as in 07:00–08:30, with the day where that is another."""
    shown = span.elsewhere(zone) if span and zone else None
    if shown is None:
        return ""
    starts, ends, days = shown
    if days > 0:
        return str(_("%(times)s, the day after", times=f"{starts}–{ends}"))
    if days < 0:
        return str(_("%(times)s, the day before", times=f"{starts}–{ends}"))
    return f"{starts}–{ends}"


def change_said(change: ClockChange) -> str:
    """That the clocks change, when and by how much."""
    given = {"before": change.wall_before, "after": change.wall_after}
    if change.minutes > 0:
        return str(_("The clocks go forward: %(before)s becomes %(after)s.", **given))
    return str(_("The clocks go back: %(before)s becomes %(after)s again.", **given))


def tool_named(key: str | None) -> str:
    """What a tool of the library is called; one that is no longer there keeps its key."""
    if not key:
        return ""
    try:
        return library.tool(key).name
    except NotHere:
        return key


def ran_of(sitting: Sitting) -> Ran:
    """What was noted of a block."""
    return read_ran(sitting.ran)


def over(minutes: int | None) -> str:
    """How far from the plan, in words and not by a sign alone."""
    if minutes is None:
        return ""
    if minutes == 0:
        return str(_("as planned"))
    if minutes > 0:
        return str(_("%(time)s over", time=lasting(minutes)))
    return str(_("%(time)s under", time=lasting(-minutes)))


def told_of(moving: Moving) -> list[str]:
    """What would move, sentence by sentence."""
    shift, names = moving.shift, moving.names
    told = []
    for minutes, alike in groupby(shift.moved, key=lambda each: each[1]):
        keys = [key for key, _minutes in alike]
        words = {
            "first": called(names[keys[0]].title),
            "last": called(names[keys[-1]].title),
            "time": lasting(abs(minutes)),
        }
        if len(keys) == 1:
            told.append(
                _("%(first)s moves %(time)s later.", **words)
                if minutes > 0
                else _("%(first)s moves %(time)s earlier.", **words)
            )
        else:
            told.append(
                _("%(first)s to %(last)s move %(time)s later.", **words)
                if minutes > 0
                else _("%(first)s to %(last)s move %(time)s earlier.", **words)
            )
    told += [sentence for fixed in shift.fixed for sentence in _told_of_fixed(fixed, names)]
    if shift.day_ends > 0:
        told.append(_("The day ends %(time)s later.", time=lasting(shift.day_ends)))
    elif shift.day_ends < 0:
        told.append(_("The day ends %(time)s earlier.", time=lasting(-shift.day_ends)))
    else:
        told.append(_("The day ends as planned."))
    return told


def _told_of_fixed(fixed: FixedStart, names: Mapping[str, PlannedBlock]) -> list[str]:
    block = names[fixed.key]
    words = {"name": called(block.title), "at": block.starts}
    told = []
    if fixed.gap_then < fixed.gap:
        lost = lasting(fixed.gap - fixed.gap_then)
        told.append(
            _(
                "%(name)s stays at %(at)s; the unfilled time before it loses %(time)s.",
                time=lost,
                **words,
            )
        )
    elif fixed.gap_then > fixed.gap:
        won = lasting(fixed.gap_then - fixed.gap)
        told.append(
            _(
                "%(name)s stays at %(at)s; the unfilled time before it gains %(time)s.",
                time=won,
                **words,
            )
        )
    if fixed.late_then > 0:
        late = lasting(fixed.late_then)
        told.append(
            _(
                "%(name)s stays at %(at)s; what stands before it would run %(time)s past that.",
                time=late,
                **words,
            )
        )
    elif fixed.late > 0:
        told.append(_("%(name)s stays at %(at)s and is free again.", **words))
    return told
