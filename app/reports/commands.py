"""`flask texts export`: what the page does, for a house that scripts it, with the same refusals."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app

from app.dialogues.queries import dialogue_by_id
from app.kernel.errors import DomainError, NotHere
from app.reports import Format, actions
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
    try:
        out.write_bytes(rendered.body)
    except OSError as error:
        # Nothing was taken out, so nothing is written down either.
        raise click.ClickException(f"{out} cannot be written: {error.strerror}.") from None
    click.echo(f"Written to {out}.")


COMMANDS = (texts,)
WRITES = (export,)
