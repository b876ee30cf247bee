"""What is asked of each part of a process of one's own: the table that forms are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from flask_babel import lazy_gettext as _l

from app.library.rules import Confidence

_NAMES = _l(
    "Personal names only of convenors, officials and authors in their published public role."
)
_NEVER = _l("By capacity and number, never by name.")
_DATE = _l(
    "As precisely as the source, and no more: 1993, 1993-03, 1993-03-12, 1994-04/1997, 1971/, n_d (not documented)."
)


class Kind(Enum):
    """How something is typed."""

    LINE = auto()
    WORDS = auto()
    WHEN = auto()
    NUMBER = auto()
    CHOICE = auto()
    MANY = auto()
    FLAG = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing that is asked. `at` is where it stands in the item; nothing for a statement, which is the item itself.

    `sourced` things are facts. `several` are lists of facts, a line each. A `bare` one has one reading and no note.
    """

    name: str
    label: Any
    at: tuple[str, ...] | None = None
    kind: Kind = Kind.LINE
    sourced: bool = True
    several: bool = False
    required: bool = False
    bare: bool = False
    hint: Any = ""
    offered: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        return (self.name,) if self.at is None else self.at


def _plain(name: str, label: Any, **more: Any) -> Ask:
    return Ask(name=name, label=label, sourced=False, **more)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the page of a part says and asks."""

    title: Any
    add: Any
    asks: tuple[Ask, ...]
    lead: Any = ""
    either: tuple[str, ...] = ()
    """Names of asks of which one at least is needed."""


def _statement(title: Any, add: Any, lead: Any = "", hint: Any = "") -> Page:
    says = Ask(
        name="says", label=_l("What is known"), at=(), kind=Kind.WORDS, required=True, hint=hint
    )
    return Page(title=title, add=add, asks=(says,), lead=lead)


PARTICULARS = Page(
    title=_l("Particulars"),
    add=_l("Change the particulars"),
    lead=_l(
        "What every page of a documented process says. What no source tells is left open or written n_d, never guessed."
    ),
    asks=(
        _plain("short_name", _l("Short name"), required=True, hint=_l("For lists and pictures.")),
        _plain(
            "language",
            _l("Language you write in"),
            required=True,
            hint=_l("Its tag, such as en, ar or ru."),
        ),
        Ask(name="name", label=_l("Name, as the source has it"), required=True),
        Ask(
            name="conflict",
            label=_l("The conflict"),
            required=True,
            hint=_l("In words all sides could read."),
        ),
        _plain("region", _l("Region"), kind=Kind.CHOICE, required=True, offered="regions"),
        Ask(name="track", label=_l("Track"), kind=Kind.CHOICE, required=True, offered="tracks"),
        Ask(
            name="method",
            label=_l("Method"),
            kind=Kind.CHOICE,
            offered="methods",
            hint=_l(
                "Leave it open where no method of the library covers it, and tell the way of working instead."
            ),
        ),
        Ask(
            name="start",
            label=_l("Begun"),
            at=("period", "start"),
            kind=Kind.WHEN,
            required=True,
            hint=_DATE,
        ),
        Ask(
            name="end",
            label=_l("Ended"),
            at=("period", "end"),
            kind=Kind.WHEN,
            required=True,
            hint=_DATE,
        ),
        Ask(
            name="in_short",
            label=_l("In short"),
            kind=Kind.WORDS,
            several=True,
            required=True,
            hint=_l("One or two sentences: who met, when, about what."),
        ),
    ),
)

PAGES: Mapping[str, Page] = {
    "other_names": _statement(_l("Other names"), _l("Add another name")),
    "also_holds": _statement(
        _l("Also told of here"),
        _l("Add something"),
        _l("What sources name apart and this record tells of, such as a camp."),
    ),
    "background": _statement(_l("Background of the conflict"), _l("Add a fact")),
    "parties": _statement(_l("Parties"), _l("Add a party"), _l("Each as it names itself.")),
    "convenors": _statement(_l("Convenors"), _l("Add a convenor"), hint=_NAMES),
    "third_party": _statement(_l("Third party"), _l("Add a fact"), hint=_NAMES),
    "numbers": Page(
        title=_l("Participants by number"),
        add=_l("Add a number"),
        asks=(
            _plain(
                "of", _l("Of whom"), required=True, hint=_l("Such as: first meeting; each party.")
            ),
            Ask(
                name="number",
                label=_l("How many"),
                required=True,
                hint=_l("As the source says: 12, 10–14, about forty."),
            ),
        ),
    ),
    "capacity": _statement(_l("In what capacity they came"), _l("Add a fact"), _NEVER, hint=_NEVER),
    "composition": _statement(_l("From where they came"), _l("Add a fact"), _NEVER, hint=_NEVER),
    "rhythm": _statement(
        _l("Rhythm"), _l("Add a fact"), _l("How long a meeting lasted, how often they met.")
    ),
    "way_of_working": _statement(
        _l("Way of working"), _l("Add a fact"), _l("Where no method here covers it.")
    ),
    "tallies": Page(
        title=_l("How many meetings, by when"),
        add=_l("Add a count"),
        asks=(
            Ask(name="meetings", label=_l("Meetings"), kind=Kind.NUMBER, required=True),
            _plain("by", _l("Counted by"), kind=Kind.WHEN, required=True, hint=_DATE),
        ),
    ),
    "strands": Page(
        title=_l("Strands"),
        add=_l("Add a strand"),
        lead=_l("Processes within the process: several sequences of meetings under one name."),
        asks=(
            Ask(name="name", label=_l("Name of the strand"), required=True),
            Ask(name="start", label=_l("Begun"), kind=Kind.WHEN, required=True, hint=_DATE),
            Ask(name="end", label=_l("Ended"), kind=Kind.WHEN, hint=_DATE),
            Ask(name="about", label=_l("About it"), kind=Kind.WORDS, several=True),
        ),
    ),
    "meetings": Page(
        title=_l("Meetings"),
        add=_l("Add a meeting"),
        lead=_l(
            "One by one, as far as the sources tell them apart. They stand in the order of time."
        ),
        either=("number", "name"),
        asks=(
            _plain("number", _l("Number"), hint=_l("Such as 3, or 7–19 for a run of them.")),
            _plain(
                "name", _l("Name"), hint=_l("Where it had one. A meeting needs a number or a name.")
            ),
            _plain(
                "is_preparation", _l("It prepared the meetings and was none itself"), kind=Kind.FLAG
            ),
            Ask(name="date", label=_l("When"), kind=Kind.WHEN, required=True, hint=_DATE),
            Ask(name="place", label=_l("Where"), hint=_l("Only what is published.")),
            Ask(name="length", label=_l("How long")),
            _plain("strand", _l("Strand"), kind=Kind.CHOICE, offered="strands"),
            Ask(name="stages", label=_l("Stages used"), kind=Kind.MANY, offered="stages"),
            Ask(name="what", label=_l("What happened"), kind=Kind.WORDS, several=True, hint=_NAMES),
        ),
    ),
    "sittings": Page(
        title=_l("Sessions of the meetings"),
        add=_l("Add a session"),
        lead=_l("Where the sources tell one session of a meeting from the next, in their order."),
        asks=(
            _plain(
                "workshop",
                _l("Of which meeting"),
                kind=Kind.CHOICE,
                required=True,
                offered="meetings",
            ),
            Ask(
                name="title",
                label=_l("Title or subject"),
                required=True,
                hint=_NAMES,
            ),
            Ask(name="stage", label=_l("Stage"), kind=Kind.CHOICE, offered="stages"),
        ),
    ),
    "stages": Page(
        title=_l("Stages of the method"),
        add=_l("Add what is known of a stage"),
        asks=(
            _plain("stage", _l("Stage"), kind=Kind.CHOICE, required=True, offered="stages"),
            Ask(
                name="what",
                label=_l("What is known of it"),
                kind=Kind.WORDS,
                several=True,
                required=True,
            ),
        ),
    ),
    "ground_rules": Page(
        title=_l("Ground rules known"),
        add=_l("Add a ground rule"),
        asks=(
            Ask(name="rule", label=_l("The rule"), kind=Kind.WORDS, required=True),
            _plain(
                "corresponds_to",
                _l("In the method it corresponds to"),
                kind=Kind.MANY,
                offered="rules",
            ),
        ),
    ),
    "outputs": Page(
        title=_l("What came of it, as sources count it"),
        add=_l("Add a kind of output"),
        lead=_l("How many the sources count stands apart from those of which more is known."),
        asks=(
            _plain("kind", _l("Kind"), kind=Kind.CHOICE, required=True, offered="output_kinds"),
            Ask(name="count_documented", label=_l("How many are documented"), kind=Kind.NUMBER),
            Ask(name="about", label=_l("About them"), kind=Kind.WORDS, several=True),
            Ask(
                name="full_text",
                label=_l("Where the full text can be read"),
                hint=_l("An address that begins with https://"),
            ),
        ),
    ),
    "texts": Page(
        title=_l("Texts of which more is known"),
        add=_l("Add a text"),
        lead=_l("Each with its date and a title or subject. What is only counted stands above."),
        either=("title", "subject"),
        asks=(
            _plain("kind", _l("Kind"), kind=Kind.CHOICE, required=True, offered="output_kinds"),
            Ask(name="date", label=_l("When"), kind=Kind.WHEN, required=True, hint=_DATE),
            Ask(name="title", label=_l("Title")),
            Ask(name="subject", label=_l("Subject"), hint=_l("A text needs a title or a subject.")),
            Ask(name="authors", label=_l("Authors"), hint=_NAMES),
            Ask(name="audience", label=_l("For whom")),
            Ask(name="published", label=_l("Published")),
            Ask(name="content", label=_l("What it says"), kind=Kind.WORDS, several=True),
            _plain("workshop", _l("From the meeting"), kind=Kind.CHOICE, offered="meetings"),
        ),
    ),
    "official_events": Page(
        title=_l("The official track, in parallel"),
        add=_l("Add an event"),
        lead=_l("Shown in parallel and never as this process’s doing."),
        asks=(
            Ask(name="date", label=_l("When"), kind=Kind.WHEN, required=True, hint=_DATE),
            Ask(name="what", label=_l("What"), required=True),
        ),
    ),
    "effects": Page(
        title=_l("What is said to have come of it"),
        add=_l("Add a claim"),
        lead=_l("A claim is somebody’s. Say whose, and whether they stood outside the process."),
        asks=(
            Ask(name="claim", label=_l("What is claimed"), kind=Kind.WORDS, required=True),
            _plain("claimed_by", _l("Claimed by"), required=True, hint=_NAMES),
            _plain(
                "independent", _l("They stood outside the process"), kind=Kind.FLAG, required=True
            ),
        ),
    ),
    "limits": _statement(_l("Limits"), _l("Add a limit")),
    "afterwards": _statement(_l("Afterwards"), _l("Add a fact"), hint=_NAMES),
    "not_to_be_confused_with": Page(
        title=_l("Not to be confused with"),
        add=_l("Add something"),
        asks=(
            Ask(name="what", label=_l("What is easily taken for it"), required=True),
            _plain("exemplar", _l("In the library"), kind=Kind.CHOICE, offered="exemplars"),
        ),
    ),
    "gaps": Page(
        title=_l("What is not known"),
        add=_l("Add a gap"),
        lead=_l("Gaps stay gaps. Say where somebody could find it out."),
        asks=(
            _plain(
                "about", _l("About which part"), kind=Kind.CHOICE, required=True, offered="about"
            ),
            Ask(
                name="what",
                label=_l("What is not known"),
                at=(),
                kind=Kind.WORDS,
                required=True,
                bare=True,
            ),
            _plain(
                "where",
                _l("Where it could be found"),
                required=True,
                hint=_l("An archive, a book; never a participant by name."),
            ),
        ),
    ),
}

GROUPS: Sequence[tuple[Any, tuple[str, ...]]] = (
    (_l("Names and background"), ("other_names", "background", "also_holds")),
    (_l("Who met"), ("parties", "convenors", "third_party", "numbers", "capacity", "composition")),
    (_l("The course"), ("rhythm", "tallies", "strands", "meetings", "sittings", "official_events")),
    (_l("How they worked"), ("stages", "way_of_working", "ground_rules")),
    (_l("What came of it"), ("outputs", "texts", "effects", "limits", "afterwards")),
    (_l("What is open"), ("gaps", "not_to_be_confused_with")),
)

KNOWN = (
    ("", _l("As its source is known")),
    (Confidence.DOCUMENTED.value, _l("Documented")),
    (Confidence.REPORTED.value, _l("Reported by the convenor")),
    (Confidence.LITERATURE.value, _l("Literature, to be checked")),
    (Confidence.INFERENCE.value, _l("Our own reading")),
)
