"""What a house scripts: the commands of every subject hang from here. The outermost caller commits."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import with_appcontext

from app.kernel.db import db
from app.kernel.migrating import bring_up_to_date


def register(app: Flask) -> None:
    """Attach every command group to `flask`."""
    app.cli.add_command(migrate)


@click.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to the shape this program expects."""
    if bring_up_to_date(db.engine):
        click.echo("The database is up to date now.")
