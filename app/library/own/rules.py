"""What can be entered about a process of one's own, where it stands in the record, and what the record is
with one thing more or one thing less. Plain Python: a record holds, as mappings, what `Exemplar` would.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from app.library.shapes.when import BadDate, read_when

Record = dict[str, Any]
Item = Any

OWN_KEY = "of-this-house"
"""The key of such a process in every file that leaves: its id in the database is nobody's business."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the record that is a list: of statements where `names` is empty, else of things with a key.

    `names` begins the key that a new thing gets. `by_date` are parts that stand in the order of time.
    """

    key: str
    path: tuple[str, ...]
    names: str = ""
    by_date: bool = False
    is_statement: bool = False


SOURCES = "sources"
PARTICULARS = "particulars"
COUNTED = "outputs"
TEXTS = "texts"
SITTINGS = "sittings"

_STATEMENTS = (
    "in_short",
    "other_names",
    "also_holds",
    "background",
    "parties",
    "convenors",
    "third_party",
    "way_of_working",
    "rhythm",
    "limits",
    "afterwards",
)

PARTS: Mapping[str, Part] = {
    part.key: part
    for part in (
        *(Part(key, (key,), is_statement=True) for key in _STATEMENTS),
        Part("capacity", ("participants", "capacity"), is_statement=True),
        Part("composition", ("participants", "composition"), is_statement=True),
        Part("numbers", ("participants", "numbers")),
        Part("tallies", ("tallies",), by_date=True),
        Part("strands", ("strands",), names="strand"),
        Part("meetings", ("workshops",), names="meeting", by_date=True),
        Part(SITTINGS, ("workshops",), names="sitting"),
        Part("stages", ("stages",)),
        Part("ground_rules", ("ground_rules",)),
        Part(COUNTED, ("outputs",)),
        Part(TEXTS, ("outputs",), names="text", by_date=True),
        Part("official_events", ("official_events",), names="event", by_date=True),
        Part("effects", ("effects",)),
        Part("not_to_be_confused_with", ("not_to_be_confused_with",)),
        Part("gaps", ("gaps",)),
    )
}


# --- reading and writing a part -----------------------------------------------------------------------------


def items_of(record: Record, part: Part) -> list[Item]:
    """What stands in a part. A text carries the kind of output it is counted under, and counts stand without texts;
    a sitting carries the key of its meeting.
    """
    if part.key == SITTINGS:
        return [
            {**sitting, "workshop": meeting["key"]}
            for meeting in record.get("workshops", [])
            for sitting in meeting.get("sittings", [])
        ]
    if part.key == COUNTED:
        counted = [
            {name: held for name, held in group.items() if name != "items_recovered"}
            for group in record.get("outputs", [])
        ]
        return [group for group in counted if len(group) > 1]
    if part.key == TEXTS:
        return [
            {**item, "kind": group["kind"]}
            for group in record.get("outputs", [])
            for item in group.get("items_recovered", [])
        ]
    return list(_at(record, part.path))


def with_item(record: Record, part: Part, item: Item, number: int | None = None) -> Record:
    """The record with this item added, or in the place of the one that stood there."""
    items = items_of(record, part)
    if number is None:
        if part.names:
            item = {"key": _free_key(items, part.names), **item}
        items.append(item)
    else:
        if part.names:
            stays = item.get("workshop") == items[number].get("workshop") or part.key != SITTINGS
            key = items[number]["key"] if stays else _free_key(items, part.names)
            item = {**item, "key": key}
        items[number] = item
    return _with_items(record, part, items)


def without_item(record: Record, part: Part, number: int) -> Record:
    """The record without what stood there."""
    items = items_of(record, part)
    del items[number]
    return _with_items(record, part, items)


def _with_items(record: Record, part: Part, items: list[Item]) -> Record:
    changed = deepcopy(record)
    if part.by_date:
        items = sorted(items, key=_order)
    if part.key == SITTINGS:
        _put_into_meetings(changed, items)
    elif part.key == TEXTS:
        _regroup(changed, items_of(record, PARTS[COUNTED]), items)
    elif part.key == COUNTED:
        _regroup(changed, items, items_of(record, PARTS[TEXTS]))
    else:
        _put(changed, part.path, items)
    return changed


def _at(record: Record, path: tuple[str, ...]) -> list[Item]:
    held: Any = record
    for name in path:
        held = held.get(name, {})
    return held or []


def _put(record: Record, path: tuple[str, ...], items: list[Item]) -> None:
    *outer, last = path
    held = record
    for name in outer:
        held = held.setdefault(name, {})
    if items:
        held[last] = items
    else:
        held.pop(last, None)
    for name in outer:
        if not record[name]:
            del record[name]


def _regroup(record: Record, counted: list[Item], texts: list[Item]) -> None:
    """Counts and texts of a kind stand together; a kind of which nothing is left to say is gone."""
    groups = {group["kind"]: dict(group) for group in counted}
    for each in texts:
        text = {name: held for name, held in each.items() if name != "kind"}
        group = groups.setdefault(each["kind"], {"kind": each["kind"]})
        group.setdefault("items_recovered", []).append(text)
    _put(record, ("outputs",), list(groups.values()))


def _put_into_meetings(record: Record, sittings: list[Item]) -> None:
    """Each under its meeting, in the order in which they were entered."""
    for meeting in record.get("workshops", []):
        held = [
            {name: said for name, said in sitting.items() if name != "workshop"}
            for sitting in sittings
            if sitting["workshop"] == meeting["key"]
        ]
        _put(meeting, ("sittings",), held)


def _free_key(items: list[Item], names: str) -> str:
    taken = {item["key"] for item in items}
    number = len(items) + 1
    while f"{names}-{number}" in taken:
        number += 1
    return f"{names}-{number}"


def _order(item: Item) -> Any:
    """By time, as far as it is documented; equal times keep the order in which they were entered."""
    held = item["by"] if "by" in item else readings_of(item["date"])[0]["value"]
    try:
        return read_when(str(held)).order
    except BadDate:  # pragma: no cover - what stands in a record was read before
        return read_when("n_d").order


# --- facts ---------------------------------------------------------------------------------------------------


def readings_of(fact: Item) -> list[dict[str, Any]]:
    """Everything the sources say, as a list: one reading, or several where they differ."""
    if not fact:
        return []
    own = [{name: held for name, held in fact.items() if name != "variants"}]
    return (own if "value" in fact else []) + list(fact.get("variants", []))


def fact_of(readings: list[dict[str, Any]]) -> Item:
    """One reading is the fact itself; several stand side by side and none is preferred."""
    return readings[0] if len(readings) == 1 else {"variants": readings}


# --- sources -------------------------------------------------------------------------------------------------


def free_source_key(sources: list[dict[str, Any]]) -> str:
    return _free_key(sources, "source")


def cited(record: Record) -> set[str]:
    """The keys of the sources that something in the record rests on."""
    found: set[str] = set()
    _gather(record, found)
    return found


def _gather(held: Any, found: set[str]) -> None:
    if isinstance(held, dict):
        found.update(held.get("source", ()))
        for name, inner in held.items():
            if name != "source":
                _gather(inner, found)
    elif isinstance(held, list):
        for inner in held:
            _gather(inner, found)


def apart(held: Any, name: Callable[[str], str]) -> Any:
    """A record or its sources with the keys of sources renamed: where several records stand together."""
    if isinstance(held, list):
        return [apart(inner, name) for inner in held]
    if not isinstance(held, dict):
        return held
    return {
        key: [name(each) for each in inner]
        if key in ("source", "bibliography")
        else apart(inner, name)
        for key, inner in held.items()
    }


def renamed(sources: list[dict[str, Any]], old: str, new: str) -> list[dict[str, Any]]:
    """Sources that say of which process their authors were convenors, under its key here."""
    return [
        {**source, "by_convenors_of": [new if key == old else key for key in held]}
        if (held := source.get("by_convenors_of"))
        else source
        for source in sources
    ]
