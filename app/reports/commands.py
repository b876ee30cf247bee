"""`flask texts export` and `flask library export`: what the pages do, for a house that scripts it, with the same
refusals."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click
from flask import current_app

from app.dialogues.queries import dialogue_by_id
from app.kernel.errors import DomainError, NotHere
from app.library import queries as library_queries
from app.library.commands import exported, library
from app.library.rules import closest
from app.library.shapes.methods import Method, Tool
from app.library.shapes.processes import Exemplar
from app.reports import Format, actions
from app.reports.entries import entry_document
from app.reports.rendering import render
from app.texts import queries


@click.group("texts")
def texts() -> None:
    """Joint texts."""


@texts.command("export")
@click.option("--dialogue", "dialogue_id", required=True, help="The key of the dialogue.")
@click.option("--text", "number", required=True, type=int, help="The number of the memorandum.")
@click.option("--format", "format_", required=True, type=click.Choice(["docx", "pdf", "md"]))
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path))
def export(dialogue_id: str, number: int, format_: Format, out: Path) -> None:
    """Write a released memorandum to a file; refused while it is not released."""
    practice = current_app.config["SECOND_TRACK"].practice
    try:
        dialogue = dialogue_by_id(dialogue_id)
        text = queries.text_numbered(dialogue, number)
        release = actions.released_version_of(text)
        rendered = actions.take_out(dialogue, text, release, format_, practice=practice)
    except NotHere:
        raise click.ClickException("There is no such dialogue or memorandum.") from None
    except DomainError as refusal:
        raise click.ClickException(str(refusal.sentence)) from None
    _write(
        out, rendered.body
    )  # where that fails nothing was taken out, and nothing is written down


@library.command("export")  # here and not with the library's own, since documents are made above it
@click.argument("key")
@click.option("--format", "format_", default="yaml", help="yaml, json, pdf or docx.")
@click.option("--out", type=click.Path(path_type=Path), help="Write to this file.")
def export_entry(key: str, format_: str, out: Path | None) -> None:
    """Write a documented process, a method or a tool with the sources it rests on.

    As data (yaml, json), or as a document (pdf, docx): the case sheet of a process, the sheet of a method,
    the blank form of a tool.
    """
    form = format_.casefold()
    if form not in _ENTRY_FORMATS:
        raise click.ClickException(
            f"There is no format {format_!r}; there are {', '.join(_ENTRY_FORMATS)}."
        )
    held = _entry(key)
    if form in ("yaml", "json"):
        body = exported(held, form).encode()
    elif out is None:
        raise click.ClickException(f"A document is written to a file: --out FILE.{form}")
    else:
        body = _document(held, cast(Format, form))
    if out is None:
        click.echo(body.decode(), nl=False)
    else:
        _write(out, body)


_ALIKE = 0.7
_ENTRY_FORMATS = ("yaml", "json", "pdf", "docx")


def _entry(key: str) -> Exemplar | Method | Tool:
    try:
        return library_queries.entry(key)
    except NotHere:
        meant = closest(key, library_queries.keys(), _ALIKE)
        raise click.ClickException(
            f"There is no documented process, method or tool {key!r}"
            + (f"; did you mean {meant!r}?" if meant else "; see flask library list.")
        ) from None


def _document(held: Exemplar | Method | Tool, form: Format) -> bytes:
    try:
        return render(entry_document(held), form).body
    except DomainError as refusal:
        raise click.ClickException(str(refusal.sentence)) from None


def _write(out: Path, body: bytes) -> None:
    try:
        out.write_bytes(body)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}.") from None
    click.echo(f"Written to {out}.")


COMMANDS = (texts,)
WRITES = (export,)
