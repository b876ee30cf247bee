"""Every address of the program, from the URL map, filled with ids that are there: new routes join by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.routing.converters import AnyConverter

from app.kernel.permissions import Permission, registered
from app.web.access import access_of
from tests.architecture.world import Planted, World

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

# What is no id of a dialogue: by endpoint and part, or by part alone. A route with a part that is
# neither here nor among the ids of the world fails with a sentence until somebody adds it.
GIVEN: dict[tuple[str, str], tuple[str, ...]] = {
    ("", "filename"): ("css/base.css",),
    ("library.exemplar", "key"): ("inter-tajik-dialogue",),
    ("library.exemplar_data", "key"): ("inter-tajik-dialogue",),
    ("library.method", "key"): ("kelman_psw",),
    ("library.method_data", "key"): ("kelman_psw",),
    ("library.cite", "key"): ("inter-tajik-dialogue", "kelman_psw", "circle_chart"),
    ("library.cite_works", "key"): ("inter-tajik-dialogue", "kelman_psw", "circle_chart"),
    ("library.cite_file", "key"): ("inter-tajik-dialogue", "kelman_psw", "circle_chart"),
    ("library.cite_source", "key"): ("seed_004",),
    ("entries.case_sheet", "key"): ("inter-tajik-dialogue",),
    ("entries.case_sheet_file", "key"): ("inter-tajik-dialogue",),
    ("entries.blank_form", "key"): ("circle_chart",),
    ("entries.method_file", "key"): ("kelman_psw",),
    ("library.tool", "key"): ("circle_chart",),
    ("library.relative", "key"): ("controlled_communication",),
    ("entries.relative_file", "key"): ("controlled_communication",),
    ("own_processes.add", "part"): ("meetings", "gaps"),
    ("own_processes.item", "part"): ("meetings", "outputs"),
    ("own_processes.take_out", "part"): ("limits",),
    ("", "number"): ("1",),
    ("", "code"): ("0000-0000-0000-0000",),
    ("", "token"): ("00000000000000000000000000",),
    ("", "page"): ("workbench",),
    ("", "status"): ("404",),
    ("room.room", "deed"): (
        "hold", "leave", "open-phones", "close-phones", "blank-wall", "show-wall", "turn-wall",
        "show-rules", "hide-rules",
    ),
    ("room.show_round", "deed"): ("open", "at-once", "together"),
    ("", "text_version"): ("1",),
    ("ground_rules.adopted", "version"): ("1",),
    ("", "format"): ("pdf", "docx"),
    ("handouts.handout", "paper"): ("stage-cards", "ground-rules", "point-slips", "circle_chart"),
    ("handouts.handout_file", "paper"): ("ground-rules",),
    ("register.register_document", "format"): ("pdf", "docx", "csv"),
    ("sources.agenda", "format"): ("csv", "json"),
    ("reports.draft", "format"): ("pdf", "docx", "md"),
    ("reports.released", "format"): ("pdf", "docx", "md"),
}  # fmt: skip

OF_A_DIALOGUE = frozenset({"dialogue_id", "seat_id"})


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint and method."""

    rule: Rule
    method: str
    stamp: str

    @property
    def endpoint(self) -> str:
        return str(self.rule.endpoint)

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint}"

    @property
    def parts(self) -> frozenset[str]:
        return frozenset(self.rule.arguments)

    @property
    def is_safe(self) -> bool:
        return self.method in SAFE

    @property
    def permission(self) -> Permission | None:
        """The permission of the registry that the view declared, if it declared one."""
        return {each.name: each for each in registered()}.get(self.stamp)

    @property
    def by_seat(self) -> bool:
        """Whether its address names a seat, so that a device enters and not an account."""
        return "seat_id" in self.parts and self.permission is not None

    @property
    def by_dialogue(self) -> bool:
        """Whether its address names a dialogue, so that an account enters."""
        return "dialogue_id" in self.parts


def routes_of(app: Flask) -> list[Route]:
    """Every route and method of the program."""
    return [
        Route(rule, method, access_of(app.view_functions[rule.endpoint]))
        for rule in app.url_map.iter_rules()
        for method in sorted(set(rule.methods or ()) - {"HEAD", "OPTIONS"})
    ]


class CannotFill(AssertionError):
    """A part of an address that no test knows to fill."""


def addresses(
    app: Flask, route: Route, things: Planted, world: World, own_seat: str = "", **instead: str
) -> Iterator[str]:
    """The addresses of a route, one for each of the values that a part can have; `own_seat` is the seat that asks."""
    names = sorted(route.parts)
    values = [
        (instead[name],) if name in instead else _values(route, name, things, world, own_seat)
        for name in names
    ]
    adapter = app.url_map.bind("localhost")
    for chosen in product(*values):
        yield adapter.build(route.endpoint, dict(zip(names, chosen, strict=True)), route.method)


def every_address(
    app: Flask, route: Route, things: Planted, world: World, own_seat: str = ""
) -> Iterator[str]:
    """The addresses of a route with every id there is for each part."""
    parts = sorted(route.parts & things.more.keys())
    for chosen in product(*(things.more[part] for part in parts)):
        instead = dict(zip(parts, chosen, strict=True))
        yield from addresses(app, route, things, world, own_seat, **instead)


def _values(
    route: Route, name: str, things: Planted, world: World, own_seat: str
) -> tuple[str, ...]:
    converter = route.rule._converters[name]
    if isinstance(converter, AnyConverter):
        return tuple(sorted(converter.items))
    for key in ((route.endpoint, name), ("", name)):
        if key in GIVEN:
            return GIVEN[key]
    if name == "seat_id":
        return (own_seat or things.seat_ids["participant-0"],)
    if name == "account_id":
        return (world.keeper_id,)
    if name in things.ids:
        return (things.ids[name],)
    raise CannotFill(
        f"The tests do not know what to put for <{name}> in {route.rule.rule}. If it is an id of "
        "something in a dialogue, plant one in tests/architecture/world.py; else say what it can be "
        "in GIVEN of tests/architecture/routes.py."
    )
