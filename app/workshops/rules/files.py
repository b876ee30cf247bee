"""An agenda as a file: which columns it has, how it is written, and how it is read again, with what is wrong by place.

One list of columns serves CSV and JSON. A column that a file does not have says nothing: a block that
stands keeps what it has there. All of this is plain text; whose names these are is found out elsewhere.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.kernel.errors import DomainError
from app.kernel.sheets import harmless, meant
from app.kernel.wording import Said, canonical_tag, say
from app.library.vocabulary import Level
from app.workshops.rules import (
    LINE_LENGTH,
    LONGEST,
    MOST_BLOCKS,
    MOST_DAYS,
    MOST_QUESTIONS,
    NOTES_LENGTH,
    SHORTEST,
    BlockKind,
    is_a_zone,
    read_wall,
)

FORMAT = 1
MOST_PROBLEMS = 20
_UTF8_MARK = "\ufeff"
_DELIMITERS = ",;\t"
_YES = {"yes": True, "no": False, "": False}


class Problem(NamedTuple):
    """What is wrong in a file: where, in which column, and the sentence."""

    where: Said | str
    column: str
    sentence: Said


class FileRefused(DomainError):
    """A file that is not an agenda, with every place where it is not. Nothing of it was taken over."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(say("This file cannot be taken over as it is. The agenda is as it was."))
        self.problems = tuple(problems)


class Wrong(ValueError):
    """A value that its column cannot have, with the sentence."""

    def __init__(self, sentence: Said) -> None:
        super().__init__()
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Line:
    """One block in words, and where it stands in the file. `values` has the columns that the file has."""

    where: Said | str
    day: int
    beside: bool
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AgendaFile:
    """An agenda in words: when each day begins, and its blocks. `zone` is the one its times were meant in."""

    day_starts: tuple[str, ...]
    lines: tuple[Line, ...]
    zone: str = ""
    title: str = ""
    languages: tuple[str, ...] = ()
    """Further languages in which its words may stand."""


# Reading one value


def _text(limit: int) -> Callable[[str], str]:
    def read(typed: str) -> str:
        if len(typed) > limit:
            raise Wrong(say("At most %(most)s characters.", most=limit))
        if "\x00" in typed or not _can_be_kept(typed):
            raise Wrong(say("This holds a character that cannot be kept."))
        return typed.strip()

    return read


def _can_be_kept(typed: str) -> bool:
    try:
        typed.encode()
    except UnicodeEncodeError:
        return False
    return True


def _list(most: int, limit: int = NOTES_LENGTH) -> Callable[[str], tuple[str, ...]]:
    def read(typed: str) -> tuple[str, ...]:
        found = tuple(line for each in _text(limit)(typed).splitlines() if (line := each.strip()))
        if len(found) > most:
            raise Wrong(say("At most %(most)s, one on each line of the cell.", most=most))
        return found

    return read


def _beside_each(most: int) -> Callable[[str], tuple[str, ...]]:
    """A line for each line of another cell; one that is empty says nothing of its own."""

    def read(typed: str) -> tuple[str, ...]:
        _text(NOTES_LENGTH)(typed)
        # Not without its edges: an empty first line says that the first has none.
        found = tuple(line.strip() for line in typed.splitlines())
        if len(found) > most:
            raise Wrong(say("At most %(most)s, one on each line of the cell.", most=most))
        return found

    return read


def _minutes(typed: str) -> int:
    typed = typed.strip()
    lasts = int(typed) if typed.isdecimal() and len(typed) < 6 else 0
    if not SHORTEST <= lasts <= LONGEST:
        raise Wrong(say("A block lasts from 1 to 1440 minutes, which is a day."))
    return lasts


def _day(typed: str) -> int:
    typed = typed.strip()
    number = int(typed) if typed.isdecimal() and len(typed) < 4 else 0
    if not 1 <= number <= MOST_DAYS:
        raise Wrong(say("Days are counted from 1 to 14."))
    return number


def _wall(typed: str) -> str:
    if not typed.strip():
        return ""
    if (read := read_wall(typed)) is None:
        raise Wrong(say("Write a time of day as hours and minutes, such as 09:30."))
    return read


def _yes_or_no(typed: str) -> bool:
    if (found := _YES.get(typed.strip().casefold())) is None:
        raise Wrong(say("Write yes or no."))
    return found


def _kind(typed: str) -> BlockKind:
    named = typed.strip().casefold().replace(" ", "_").replace("-", "_")
    if named not in set(BlockKind):
        raise Wrong(say("Write one of: %(kinds)s.", kinds=", ".join(BlockKind)))
    return BlockKind(named)


def _level(typed: str) -> Level | None:
    named = typed.strip().upper()
    if named and named not in set(Level):
        raise Wrong(say("Write one of: %(levels)s, or nothing.", levels=", ".join(Level)))
    return Level(named) if named else None


class Column(NamedTuple):
    """A column of the file: its name, how a cell is read, and what stands in it."""

    name: str
    read: Callable[[str], Any]
    meaning: Said


_SEATS = _list(100)

COLUMNS: tuple[Column, ...] = (
    Column("day", _day, say("The day of the workshop, from 1. Needed.")),
    Column(
        "day_begins",
        _wall,
        say(
            "When that day begins, as 09:00; on one line of each day. A line with nothing else is "
            "a day without blocks."
        ),
    ),
    Column("starts", _text(LINE_LENGTH), say("When the block begins, worked out. Not read again.")),
    Column("fixed_start", _wall, say("A start that never moves, as 12:30; or nothing.")),
    Column("minutes", _minutes, say("How long it takes, from 1 to 1440. Needed.")),
    Column("beside", _yes_or_no, say("yes, if it runs in parallel to the line before; else no.")),
    Column(
        "kind",
        _kind,
        say("One of %(kinds)s. Needed.", kinds=", ".join(BlockKind)),
    ),
    Column("stage", _text(LINE_LENGTH), say("A stage of the dialogue, by its key or its name.")),
    Column("title", _text(LINE_LENGTH), say("Nothing stands for the name of the stage.")),
    Column("purpose", _text(NOTES_LENGTH), say("What it is for.")),
    Column("tool", _text(LINE_LENGTH), say("A tool of the library, by its key or its name.")),
    Column("questions", _list(MOST_QUESTIONS), say("Guiding questions, one on each line of the cell.")),
    Column("materials", _text(NOTES_LENGTH), say("What is needed.")),
    Column(
        "for",
        _text(LINE_LENGTH),
        say("everybody, third party, group, or a party: its name, or party 1, party 2 …"),
    ),
    Column("group", _text(80), say("What a group is called.")),
    Column("third_party", _SEATS, say("Code names of the third party named for a room apart, one on each line.")),
    Column("members", _SEATS, say("Code names of a group's participants, one on each line.")),
    Column("leads", _SEATS, say("Code names of those who lead.")),
    Column("records", _SEATS, say("Code names of those who keep the record.")),
    Column("interprets", _SEATS, say("Code names of those who interpret.")),
    Column("room", _text(LINE_LENGTH), say("The room.")),
    Column("consecutive", _yes_or_no, say("yes, if the minutes are twice the time because all is said twice.")),
    Column("programme", _text(LINE_LENGTH), say("What stands on the programme.")),
    Column("level", _level, say("L0 to L4, or nothing.")),
    Column("notes", _text(NOTES_LENGTH), say("Private notes. Written only when asked for.")),
    Column(
        "block",
        _text(LINE_LENGTH),
        say(
            "Which block of the agenda this is. Leave it as it is and that block is changed; empty "
            "it and it is a new one."
        ),
    ),
)  # fmt: skip
_BY_NAME = {column.name: column for column in COLUMNS}
_NEEDED = ("day", "minutes", "kind")

RENDERED = ("title", "purpose", "questions", "materials", "programme")
"""Columns whose words can stand in further languages, each in a column of its own: `title_fr`, `questions_ar`."""


class InLanguage(NamedTuple):
    """Which column's words a column renders, and in which language."""

    of: str
    language: str

    @property
    def name(self) -> str:
        """The name of the column."""
        return f"{self.of}_{self.language}"


def in_language(name: str) -> InLanguage | None:
    """What a column renders, if it is one that renders another."""
    of, _between, tag = name.strip().partition("_")
    if of.casefold() not in RENDERED:
        return None
    try:
        return InLanguage(of.casefold(), canonical_tag(tag))
    except ValueError:
        return None


def with_languages(columns: Iterable[str], languages: Sequence[str]) -> list[str]:
    """The columns, and after each whose words can be rendered one for every language."""
    return [
        each
        for name in columns
        for each in (
            name,
            *(InLanguage(name, tag).name for tag in languages if name in RENDERED),
        )
    ]


def _column(name: str) -> Column | None:
    """The column of that name; for one that renders another, how that other is read."""
    if name in _BY_NAME or (rendering := in_language(name)) is None:
        return _BY_NAME.get(name)
    of = _BY_NAME[rendering.of]
    read = _beside_each(MOST_QUESTIONS) if rendering.of == "questions" else of.read
    return Column(rendering.name, read, of.meaning)


def _known(but: Iterable[str] = ()) -> str:
    """The names of the columns, as a sentence lists them."""
    own = [name for name in _BY_NAME if name not in but]
    return ", ".join([*own, *(f"{name}_…" for name in RENDERED)])


# Writing


def to_csv(agenda: AgendaFile, columns: Iterable[str]) -> bytes:
    """The agenda for a spreadsheet: cells run nothing, and a mark says that this is UTF-8."""
    named = list(columns)
    written = io.StringIO(newline="")
    sheet = csv.writer(written, quoting=csv.QUOTE_ALL)
    sheet.writerow(named)
    for row in _rows(agenda):
        sheet.writerow([harmless(_cell(row.get(name))) for name in named])
    return (_UTF8_MARK + written.getvalue()).encode()


def _rows(agenda: AgendaFile) -> Iterator[Mapping[str, Any]]:
    for day, begins in enumerate(agenda.day_starts, start=1):
        lines = [line for line in agenda.lines if line.day == day]
        if not lines:
            yield {"day": day, "day_begins": begins}
        for place, line in enumerate(lines):
            first = {"day_begins": begins} if place == 0 else {}
            yield {"day": day, "beside": line.beside, **first, **line.values}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "\n".join(value) if isinstance(value, tuple | list) else str(value)


def to_json(agenda: AgendaFile, columns: Iterable[str]) -> bytes:
    """The agenda for a program."""
    named = [name for name in columns if name not in ("day", "day_begins")]
    days = [
        {
            "day_begins": begins,
            "blocks": [
                {
                    name: value
                    for name, value in {"beside": line.beside, **line.values}.items()
                    if name in named
                }
                for line in agenda.lines
                if line.day == day
            ],
        }
        for day, begins in enumerate(agenda.day_starts, start=1)
    ]
    whole = {"agenda": FORMAT, "title": agenda.title, "zone": agenda.zone, "days": days}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


# Reading


def read_agenda(content: bytes, day_starts: Sequence[str]) -> AgendaFile:
    """What a file says, CSV or JSON, whichever it is. Days of which it does not say when they begin keep theirs."""
    text = _decoded(content)
    if not text.strip():
        raise FileRefused([Problem("", "", say("There is nothing in it."))])
    if text.lstrip()[0] in "{[":
        return _from_json(text, day_starts)
    return _from_csv(text, day_starts)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileRefused(
            [Problem("", "", say("This file is in UTF-16. Save it as “CSV UTF-8” and bring it again."))]
        )  # fmt: skip
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        place = len(before) - (before.rfind(b"\n") + 1) + 1
        sentence = say(
            "This file is not in UTF-8: byte %(place)s of that line is no letter of it. Save it as "
            "“CSV UTF-8” and bring it again.",
            place=place,
        )
        raise FileRefused([Problem(_line(line), "", sentence)]) from None


def _line(number: int) -> Said:
    return say("Line %(line)s", line=number)


class _Reading:
    """The problems of one file as they are found, and its days as they become known."""

    def __init__(self, day_starts: Sequence[str]) -> None:
        self.problems: list[Problem] = []
        self.begins: dict[int, str] = {}
        self.lines: list[Line] = []
        self._standing = list(day_starts)

    def value(self, where: Said | str, name: str, typed: str) -> Any:
        try:
            column = _column(name)
            return column.read(typed) if column else None
        except Wrong as wrong:
            self.problem(where, name, wrong.sentence)
            return None

    def problem(self, where: Said | str, column: str, sentence: Said) -> None:
        self.problems.append(Problem(where, column, sentence))

    def begin(self, where: Said | str, day: int, begins: str) -> None:
        if not begins:
            self.begins.setdefault(day, "")
        elif self.begins.get(day, "") in ("", begins):
            self.begins[day] = begins
        else:
            self.problem(where, "day_begins", say("This day begins at another time above."))

    def add(self, line: Line) -> None:
        if line.beside and not any(each.day == line.day for each in self.lines):
            self.problem(
                line.where, "beside", say("The first block of a day has none to run beside.")
            )
        self.lines.append(line)

    def done(self, zone: str = "", title: str = "") -> AgendaFile:
        if not self.problems and not self.lines and not self.begins:
            self.problem("", "", say("There is no block in it."))
        if len(self.lines) > MOST_BLOCKS:
            self.problem(
                "",
                "",
                say(
                    "There are %(blocks)s blocks in it; an agenda holds at most %(most)s. Divide it "
                    "into several workshops.",
                    blocks=len(self.lines),
                    most=MOST_BLOCKS,
                ),
            )
        if self.problems:
            raise FileRefused(self.problems[:MOST_PROBLEMS])
        days = max([*self.begins, *(line.day for line in self.lines), len(self._standing)])
        starts = [
            self.begins.get(day)
            or (self._standing[day - 1] if day <= len(self._standing) else self._standing[-1])
            for day in range(1, days + 1)
        ]
        in_order = sorted(self.lines, key=lambda line: line.day)
        return AgendaFile(tuple(starts), tuple(in_order), zone, title)


def _from_csv(text: str, day_starts: Sequence[str]) -> AgendaFile:
    reading = _Reading(day_starts)
    delimiter = _delimiter_of(text)
    sheet = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        head = next(sheet, [])
        if len(head) <= 2 and "".join(head).strip().casefold().startswith("sep="):
            head = next(sheet, [])
        names = _names(reading, head, sheet.line_num)
        if reading.problems:
            raise FileRefused(reading.problems[:MOST_PROBLEMS])
        begins_at = sheet.line_num + 1
        for row in sheet:
            where, begins_at = _line(begins_at), sheet.line_num + 1
            if any(cell.strip() for cell in row):
                _read_row(reading, where, names, row)
    except csv.Error:
        reading.problem(
            _line(sheet.line_num),
            "",
            say("The quotation marks of this line do not end, or end too early."),
        )
    return reading.done()


def _delimiter_of(text: str) -> str:
    """Whichever stands most in the line that names the columns; spreadsheets of half the world write semicolons."""
    head = next(line for line in text.splitlines() if line.strip())
    if head.casefold().startswith("sep=") and len(head) > 4 and head[4] in _DELIMITERS:
        return head[4]
    return max(_DELIMITERS, key=head.count)


def _names(reading: _Reading, head: Sequence[str], number: int) -> list[str]:
    names = [_called(meant(cell)) for cell in head]
    where = _line(number)
    known = _known()
    if not set(names) & set(_NEEDED):
        sentence = say("The first line must name the columns. They are: %(known)s.", known=known)
        reading.problem(where, "", sentence)
        return names
    for place, name in enumerate(names):
        if name and _column(name) is None:
            sentence = say("There is no such column. Columns are: %(known)s.", known=known)
            reading.problem(where, _shown(head[place]), sentence)
        if name and name in names[:place]:
            reading.problem(where, name, say("This column stands there twice."))
    for name in _NEEDED:
        if name not in names:
            reading.problem(where, name, say("This column is missing."))
    return names


def _called(head: str) -> str:
    """A column as its name is written here, however it is written there."""
    name = head.strip().casefold().replace(" ", "_")
    rendering = None if name in _BY_NAME else in_language(name)
    return rendering.name if rendering else name


def _read_row(
    reading: _Reading, where: Said | str, names: Sequence[str], row: Sequence[str]
) -> None:
    cells = dict(zip(names, map(meant, row), strict=False))
    over = [cell for place, cell in enumerate(row) if place >= len(names) or not names[place]]
    if any(cell.strip() for cell in over):
        reading.problem(where, "", say("This line has more cells than there are columns."))
        return
    cells.pop("", None)
    day = reading.value(where, "day", cells.pop("day", ""))
    begins = reading.value(where, "day_begins", cells.pop("day_begins", ""))
    if day is None or begins is None:
        return
    reading.begin(where, day, begins)
    if not any(cell.strip() for cell in cells.values()):
        return
    _read_block(reading, where, day, cells)


def _read_block(reading: _Reading, where: Said | str, day: int, cells: Mapping[str, str]) -> None:
    before = len(reading.problems)
    values = {
        name: reading.value(where, name, cell) for name, cell in cells.items() if name != "starts"
    }
    if len(reading.problems) == before:
        beside = bool(values.pop("beside", False))
        reading.add(Line(where, day, beside, values))


def _from_json(text: str, day_starts: Sequence[str]) -> AgendaFile:
    reading = _Reading(day_starts)
    try:
        whole = json.loads(text)
    except RecursionError:
        whole = None
    except ValueError as error:
        line, place = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        sentence = say("This is no JSON: it breaks off at character %(place)s.", place=place)
        raise FileRefused([Problem(_line(line), "", sentence)]) from None
    if not isinstance(whole, dict) or not isinstance(whole.get("days"), list):
        sentence = say("An agenda in JSON is an object with “days”, and each day has “blocks”.")
        raise FileRefused([Problem("", "days", sentence)])
    if whole.get("agenda", FORMAT) != FORMAT:
        reading.problem("", "agenda", say("This program reads agendas of format 1 only."))
    zone = whole.get("zone") or ""
    if not isinstance(zone, str) or (zone and not is_a_zone(zone)):
        reading.problem("", "zone", say("No such time zone. Write it as in Europe/Vienna."))
        zone = ""
    if len(whole["days"]) > MOST_DAYS:
        reading.problem("", "days", say("A workshop has from 1 to 14 days."))
    for number, day in enumerate(whole["days"][:MOST_DAYS], start=1):
        _read_json_day(reading, number, day)
    return reading.done(zone)


_OF_THE_DAY = ("day", "day_begins")


def _read_json_day(reading: _Reading, number: int, day: Any) -> None:
    where = say("Day %(day)s", day=number)
    if not isinstance(day, dict) or not isinstance(day.get("blocks", []), list):
        reading.problem(where, "blocks", say("A day is an object with “blocks”, a list."))
        return
    begins = reading.value(where, "day_begins", _plain(day.get("day_begins", "")))
    reading.begin(where, number, begins or "")
    for place, block in enumerate(day.get("blocks", ()), start=1):
        at = say("Day %(day)s, block %(block)s", day=number, block=place)
        if not isinstance(block, dict):
            reading.problem(at, "", say("A block is an object."))
            continue
        unknown = [name for name in block if _column(name) is None or name in _OF_THE_DAY]
        for name in unknown:
            known = _known(but=_OF_THE_DAY)
            sentence = say("There is no such column. Columns are: %(known)s.", known=known)
            reading.problem(at, _shown(name), sentence)
        cells = {
            _called(name): _plain(value) for name, value in block.items() if name not in unknown
        }
        cells |= {name: "" for name in ("minutes", "kind") if name not in cells}
        _read_block(reading, at, number, cells)


def _shown(name: str) -> str:
    """A name that is not ours, as a page can show it."""
    return name.strip()[:40].encode("utf-8", "replace").decode()


def _plain(value: Any) -> str:
    """A value of JSON as a cell would have it. What no cell can have is refused by its column in the end."""
    if isinstance(value, list):
        return "\n".join(map(_plain, value))
    if isinstance(value, dict):
        return "\x00"
    return _cell(value)
