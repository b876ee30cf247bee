"""Commands for those who keep the library: check its files, see what loading would do, load, list, export.

Each answers on standard output. The edge (app/cli.py) gives the application and commits what WRITES.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import yaml

from app.library import actions, queries
from app.library.seed.checking import read_library
from app.library.seed.files import Library
from app.library.seed.reading import BadFile
from app.library.shapes.facts import Source, sources_in
from app.library.shapes.methods import Method, Tool
from app.library.shapes.plain import plain
from app.library.shapes.processes import Exemplar
from app.settings import ROOT

SHIPPED = ROOT / "seed" / "library"

_FROM = click.option(
    "--from",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=SHIPPED,
    help="The folder to read instead of seed/library.",
)


@click.group()
def seed() -> None:
    """Check, plan and load the library from its files."""


@seed.command()
@_FROM
def check(folder: Path) -> None:
    """Read every file and say the first thing that is wrong."""
    library = _read(folder)
    click.echo(
        f"{len(library.methods)} methods, {len(library.tools)} tools, "
        f"{len(library.exemplars)} documented processes, {len(library.sources)} sources: all in order."
    )


@seed.command()
@_FROM
def plan(folder: Path) -> None:
    """Say what loading would add, change and retire."""
    _say(actions.plan(_read(folder)), "would be ")


@seed.command()
@_FROM
@click.option("--quiet", is_flag=True, help="Say nothing when nothing changes.")
def load(folder: Path, quiet: bool) -> None:
    """Load the library: all of it or nothing, and a second time nothing."""
    done = actions.load(_read(folder))
    if done or not quiet:
        _say(done, "")


def _read(folder: Path) -> Library:
    try:
        return read_library(folder)
    except BadFile as bad:
        raise click.ClickException(str(bad)) from None


def _say(intended: actions.Plan, tense: str) -> None:
    if not intended:
        click.echo("The library is as its files say; nothing to do.")
        return
    for done, names in (
        ("added", intended.added),
        ("changed", intended.changed),
        ("retired", intended.retired),
    ):
        for name in names:
            click.echo(f"{tense}{done}: {name}")
    if intended.indexed:
        click.echo(f"{tense}made anew: the index of what can be found")
    click.echo(
        f"{len(intended.added)} {tense}added, {len(intended.changed)} {tense}changed, "
        f"{len(intended.retired)} {tense}retired."
    )


@click.group()
def library() -> None:
    """List and export what the library holds."""


@library.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of lines.")
def list_(as_json: bool) -> None:
    """List the documented processes: key, name, other names, kind, track, method, what else it tells of."""
    listed = [_line_of(exemplar) for exemplar in queries.exemplars()]
    if as_json:
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for line in listed:
        click.echo(f"{line['key']:32} {line['kind']:10} {line['track']:12} {line['name']}")


def _line_of(exemplar: Exemplar) -> dict[str, Any]:
    return {
        "key": exemplar.key,
        "name": exemplar.name.first,
        "short_name": exemplar.short_name,
        "other_names": [
            reading.value for fact in exemplar.other_names for reading in fact.readings
        ],
        "kind": exemplar.coverage.value,
        "track": exemplar.track.first,
        "method": exemplar.method.first if exemplar.method else None,
        "also_holds": [reading.value for fact in exemplar.also_holds for reading in fact.readings],
    }


def exported(
    thing: Exemplar | Method | Tool, form: str, known: Mapping[str, Source] | None = None
) -> str:
    """The data of an entry with its sources in full, as YAML or JSON.

    The sources are the library's own where none are given.
    """
    keys = tuple(sources_in(thing))
    known = queries.sources(keys) if known is None else known
    content = {**plain(thing), "sources": [plain(known[key]) for key in dict.fromkeys(keys)]}
    if form == "json":
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)


COMMANDS: tuple[click.Command, ...] = (seed, library)
WRITES: frozenset[click.Command] = frozenset({load})
