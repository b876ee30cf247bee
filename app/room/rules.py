"""Which sitting a screen shows, and how its points are laid out: pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from app.dialogues.rules import AudienceKind
from app.library.vocabulary import Kind

MOST_ON_THE_WALL = 8
"""Of so many rules, counted once in each language, the full words can still be read from the back of a room."""

SURELY_ON_ONE_SCREEN = 6

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

_NARROWEST_FIRST = (
    AudienceKind.GROUP,
    AudienceKind.PARTY,
    AudienceKind.THIRD_PARTY,
    AudienceKind.ALL,
)


def first_for_phones(kind: AudienceKind, *, phones_open: bool) -> tuple[bool, int]:
    """The order in which a phone takes up the sittings now held that its seat belongs to.

    During parallel rooms a phone is in its own party's room and not in the joint one; where phones
    are open comes before where they are closed.
    """
    return (not phones_open, _NARROWEST_FIRST.index(kind))


def too_many_for_the_wall(languages_of_rules: Iterable[int]) -> bool:
    """Whether rules, each in so many languages, are more than a wall can show in full."""
    return sum(languages_of_rules) > MOST_ON_THE_WALL


def may_have_pages(points: int) -> bool:
    """Whether so many points can be more than one screen of the wall; letters grow smaller before it has pages."""
    return points > SURELY_ON_ONE_SCREEN


def kinds_in_order(present: Iterable[Kind], invited: Sequence[Kind]) -> list[Kind]:
    """The kinds to show: those the stage invites first, then the others in the order of the vocabulary."""
    here = set(present)
    return [
        *(kind for kind in invited if kind in here),
        *(k for k in Kind if k in here - {*invited}),
    ]


def by(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """The items under their keys, each list in the order given."""
    under: dict[K, list[T]] = {}
    for item in items:
        under.setdefault(key(item), []).append(item)
    return under
