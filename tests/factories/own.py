"""A documented process of this house, as somebody would enter it."""

from __future__ import annotations

from typing import Any

from app.library.own import actions
from app.library.own.queries import own_process, own_row
from app.library.own.rules import PARTS
from tests.support.writing import written

SOURCE = {
    "title": "Report on the Lake Talks",
    "authors": "Aster, R.",
    "year": "2004",
    "address": "https://example.org/lake",
    "kind": "page",
    "seen": "in_full",
}


def fact(words: Any, *sources: str) -> dict[str, Any]:
    """A statement that rests on these sources."""
    return {"value": words, "source": list(sources or ("source-1",))}


def particulars(short_name: str = "Lake Talks") -> dict[str, Any]:
    return {
        "short_name": short_name,
        "language": "en",
        "coverage": "full",
        "name": fact("The Lake Talks"),
        "conflict": fact("A quarrel over water"),
        "region": "europe",
        "track": fact("track_2"),
        "method": fact("kelman_psw"),
        "period": {"start": fact("2001-03"), "end": fact("2003")},
        "in_short": [fact("Citizens of two towns met by a lake.")],
    }


def begun(short_name: str = "Lake Talks") -> str:
    """A record with its name and first source; its id."""
    with written():
        return actions.begin(short_name, "en", SOURCE).id


def entered(short_name: str = "Lake Talks", **parts: list[Any]) -> str:
    """A record that can be read, with these items in these parts; its id."""
    own_id = begun(short_name)
    with written():
        actions.change_particulars(
            own_row(own_id),
            particulars(short_name),
            seen_version=own_process(own_id).version,
        )
    for part, items in parts.items():
        for item in items:
            with written():
                actions.put(
                    own_row(own_id),
                    PARTS[part],
                    item,
                    None,
                    seen_version=own_process(own_id).version,
                )
    return own_id


def everything() -> dict[str, list[Any]]:
    """Something for every part, in an order in which it can be entered."""
    statements = {
        key: [fact(f"Something about {key}")]
        for key, part in PARTS.items()
        if part.is_statement and key != "in_short"
    }
    return statements | {
        "numbers": [{"of": "Each party", "number": fact("5–6")}],
        "tallies": [{"meetings": fact(4), "by": "2003"}],
        "strands": [{"name": fact("The young"), "start": fact("2002"), "about": [fact("Ten days")]}],
        "meetings": [
            {
                "number": "1",
                "date": fact("2001-03"),
                "place": fact("By the lake"),
                "stages": fact(["opening", "needs_analysis"]),
                "what": [fact("They came."), fact("They stayed.")],
            },
            {"name": "Interviews", "is_preparation": True, "date": fact("2000..2001-02")},
        ],
        "sittings": [
            {"workshop": "meeting-1", "title": fact("Each told of their summer"), "stage": fact("opening")}
        ],
        "stages": [{"stage": "opening", "what": [fact("A walk around the lake")]}],
        "ground_rules": [{"rule": fact("Nobody is quoted"), "corresponds_to": []}],
        "outputs": [{"kind": "joint_paper", "count_documented": fact(3), "about": [fact("Short")]}],
        "texts": [
            {"kind": "joint_paper", "date": fact("2002-05"), "subject": fact("Water in summer")}
        ],
        "official_events": [{"date": fact("2002-06"), "what": fact("Mayors met")}],
        "effects": [
            {"claim": fact("A gauge is read together"), "claimed_by": "Aster", "independent": False}
        ],
        "not_to_be_confused_with": [{"what": fact("Another lake"), "exemplar": "dartmouth-conference"}],
        "gaps": [
            {"about": "outputs", "what": "The third paper", "where": "The town’s archive", "source": ["source-1"]}
        ],
    }  # fmt: skip
