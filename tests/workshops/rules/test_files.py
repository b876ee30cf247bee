"""A file comes back as it went; and whatever else comes is told where it is wrong, never taken in halves."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from app.library.vocabulary import Level
from app.workshops.rules import MOST_BLOCKS, MOST_DAYS, BlockKind
from app.workshops.rules.files import (
    COLUMNS,
    AgendaFile,
    FileRefused,
    Line,
    Problem,
    read_agenda,
    to_csv,
    to_json,
)

# Building a whole agenda is slow on a busy machine, and says nothing of what is tested.
leisurely = settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])

NAMES = [column.name for column in COLUMNS]
STARTS = ("09:00", "09:00", "09:00")

letters = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\x85")
words = st.text(letters, max_size=40).map(str.strip)
many_lines = st.text(letters | st.just("\n"), max_size=80).map(str.strip)
listed = st.lists(words.filter(bool), max_size=4).map(tuple)
walls = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))


@st.composite
def agendas(draw) -> AgendaFile:
    starts = tuple(draw(st.lists(walls, min_size=1, max_size=4)))
    lines = []
    for day in range(1, len(starts) + 1):
        for place in range(draw(st.integers(0, 4))):
            values = {
                "fixed_start": draw(st.just("") | walls),
                "minutes": draw(st.integers(1, 1440)),
                "kind": draw(st.sampled_from(BlockKind)),
                "questions": draw(listed),
                "members": draw(listed),
                "purpose": draw(many_lines),
                "notes": draw(many_lines),
                "title": draw(
                    words | st.sampled_from(["=1+1", "-5", "'=x", "+A1", '"', "a;b,c\td"])
                ),
                "for": draw(words),
                "consecutive": draw(st.booleans()),
                "level": draw(st.none() | st.sampled_from(Level)),
                "block": draw(words),
            }
            lines.append(Line("", day, bool(place) and draw(st.booleans()), values))
    return AgendaFile(starts, tuple(lines))


def of(agenda: AgendaFile) -> list[tuple[int, bool, dict[str, str]]]:
    return [(line.day, line.beside, dict(line.values)) for line in agenda.lines]


def said(refused: pytest.ExceptionInfo[FileRefused]) -> list[tuple[str, str, str]]:
    return [
        (str(where), column, str(sentence)) for where, column, sentence in refused.value.problems
    ]


def problems_of(content: bytes) -> tuple[Problem, ...]:
    """What is wrong in a file; nothing, where it is an agenda. A refusal without a reason is none."""
    try:
        read_agenda(content, STARTS)
    except FileRefused as refused:
        return refused.problems or (Problem("", "", None),)
    return ()


def columns_of(agenda: AgendaFile) -> list[str]:
    return [
        "day",
        "day_begins",
        "beside",
        *(agenda.lines[0].values if agenda.lines else ["minutes", "kind"]),
    ]


@given(agendas())
@leisurely
def test_csv_comes_back_as_it_went(agenda):
    back = read_agenda(to_csv(agenda, columns_of(agenda)), STARTS[:1])
    assert (of(back), back.day_starts) == (of(agenda), agenda.day_starts)


@given(agendas())
@leisurely
def test_json_comes_back_as_it_went(agenda):
    back = read_agenda(to_json(agenda, columns_of(agenda)), STARTS[:1])
    assert (of(back), back.day_starts) == (of(agenda), agenda.day_starts)


@given(agendas(), st.sampled_from([";", "\t", ","]), st.booleans(), st.booleans())
@leisurely
def test_separator_mark_and_line_ends_do_not_matter(agenda, separator, marked, said_so):
    rows = list(
        csv.reader(io.StringIO(to_csv(agenda, columns_of(agenda)).decode("utf-8-sig"), newline=""))
    )
    written = io.StringIO(newline="")
    sheet = csv.writer(written, delimiter=separator, lineterminator="\n")
    sheet.writerows(rows)
    text = (
        ("\ufeff" if marked else "")
        + (f"sep={separator}\n" if said_so else "")
        + written.getvalue()
    )
    assert of(read_agenda(text.encode(), STARTS[:1])) == of(agenda)


@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_whatever_is_in_a_file_it_is_an_agenda_or_refused_with_sentences(content):
    assert all(str(problem.sentence) for problem in problems_of(content))


keys = st.sampled_from([*NAMES, "days", "blocks", "zone", "?"])
json_things = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@given(json_things)
@leisurely
def test_any_json_is_an_agenda_or_refused_with_sentences(thing):
    for whole in ({"days": thing}, {"days": [{"blocks": [thing]}]}):
        assert all(str(problem.sentence) for problem in problems_of(json.dumps(whole).encode()))


HEAD = "day,minutes,kind,title,fixed_start"


@pytest.mark.parametrize(
    ("content", "where", "column", "sentence"),
    [
        (b"", "", "", "There is nothing in it."),
        (b"\xff\xfed\x00a\x00", "", "", "UTF-16"),
        ("day,minutes,kind\n1,60,session\n1,60,séance".encode("latin-1"), "Line 3", "", "byte 7"),
        (b"when,what\n9:00,Opening", "Line 1", "", "must name the columns"),
        (b"day,minutes,kind,speaker\n1,60,session,Anna", "Line 1", "speaker", "no such column"),
        (b"day,minutes,kind,day\n1,60,session,1", "Line 1", "day", "twice"),
        (b"day,kind\n1,session", "Line 1", "minutes", "This column is missing."),
        (f"{HEAD}\n1,60,session\n1,-5,session".encode(), "Line 3", "minutes", "from 1 to 1440"),
        (f"{HEAD}\n1,0,session".encode(), "Line 2", "minutes", "from 1 to 1440"),
        (f"{HEAD}\n1,1800,session".encode(), "Line 2", "minutes", "from 1 to 1440"),
        (f"{HEAD}\n1,60,lecture".encode(), "Line 2", "kind", "Write one of: session"),
        (f"{HEAD}\n0,60,session".encode(), "Line 2", "day", "from 1 to 14"),
        (f"{HEAD}\n15,60,session".encode(), "Line 2", "day", "from 1 to 14"),
        (f"{HEAD}\n1,60,session,A,25:00".encode(), "Line 2", "fixed_start", "such as 09:30"),
        (f"{HEAD}\n1,60,session,A,9:00,more".encode(), "Line 2", "", "more cells"),
        (f'{HEAD}\n1,60,session,"two\nlines",\n1,x,session'.encode(), "Line 4", "minutes", "1440"),
        (f'{HEAD}\n1,60,session,"open'.encode(), "Line 2", "", "quotation marks"),
        (f"{HEAD}\n1,60,session,a\x00b".encode(), "Line 2", "title", "cannot be kept"),
        (f"{HEAD}\n1,60,session,{'x' * 201}".encode(), "Line 2", "title", "At most 200"),
        (b"day,minutes,kind,beside\n1,60,session,yes", "Line 2", "beside", "none to run beside"),
        (b"day,minutes,kind,day_begins\n1,60,session,9\n1,60,break,10", "Line 3", "day_begins", "above"),
        (b'{"days": [', "Line 1", "", "no JSON"),
        (b"[1, 2]", "", "days", "object with"),
        (b'{"zone": "Asia/Atlantis", "days": []}', "", "zone", "No such time zone"),
        (b'{"days": [{"blocks": [{"kind": "break"}]}]}', "Day 1, block 1", "minutes", "1440"),
        (b'{"days": [{"blocks": [{"author": "A"}]}]}', "Day 1, block 1", "author", "no such column"),
        (b'{"agenda": 2, "days": []}', "", "agenda", "format 1"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_by_line_and_column(content, where, column, sentence):
    with pytest.raises(FileRefused) as refused:
        read_agenda(content, STARTS)
    found = said(refused)
    assert any((at, named) == (where, column) and sentence in told for at, named, told in found), (
        found
    )


def test_two_thousand_blocks_are_too_many_and_it_says_how_many_can_be():
    rows = "\n".join(["day,minutes,kind", *["1,5,session"] * 2000])
    with pytest.raises(FileRefused) as refused:
        read_agenda(rows.encode(), STARTS)
    ((_, _, sentence),) = said(refused)
    assert "2000" in sentence
    assert str(MOST_BLOCKS) in sentence


def test_a_file_full_of_mistakes_names_the_first_twenty():
    rows = "\n".join(["day,minutes,kind", *["1,zero,session"] * 500])
    with pytest.raises(FileRefused) as refused:
        read_agenda(rows.encode(), STARTS)
    assert len(refused.value.problems) == 20


def test_a_day_of_thirty_hours_and_overlapping_anchors_are_a_plan_that_timing_names():
    rows = "day;minutes;kind;fixed_start\n1;900;session;09:00\n1;900;session;10:00"
    agenda = read_agenda(rows.encode(), STARTS)
    assert [line.values["minutes"] for line in agenda.lines] == [900, 900]


def test_days_of_which_the_file_says_nothing_keep_their_beginning_and_new_ones_are_like_the_last():
    rows = "day,minutes,kind,day_begins\n2,60,session,10:15\n4,60,session,"
    assert read_agenda(rows.encode(), ("08:00", "09:00", "09:30")).day_starts == (
        "08:00", "10:15", "09:30", "09:30",
    )  # fmt: skip


def test_digits_of_other_scripts_are_digits():
    agenda = read_agenda("day,minutes,kind,fixed_start\n١,٤٥,break,١٠:٣٠".encode(), STARTS)
    assert (agenda.lines[0].day, agenda.lines[0].values["minutes"]) == (1, 45)
    assert agenda.lines[0].values["fixed_start"] == "10:30"


def test_nobody_can_make_it_longer_than_a_workshop_can_be():
    days = [{"blocks": [{"kind": "break", "minutes": 5}]}] * (MOST_DAYS + 1)
    with pytest.raises(FileRefused):
        read_agenda(json.dumps({"days": days}).encode(), STARTS)
