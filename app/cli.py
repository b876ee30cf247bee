"""What a house scripts: the commands of every subject hang from here. The outermost caller commits."""

from __future__ import annotations

from copy import copy

import click
from flask import Flask
from flask.cli import with_appcontext

from app.kernel.db import db
from app.kernel.migrating import bring_up_to_date
from app.vault import commands as vault_commands


def register(app: Flask) -> None:
    """Attach every command group to `flask`."""
    app.cli.add_command(migrate)
    for command in vault_commands.COMMANDS:
        app.cli.add_command(_within_the_app(command))


@click.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to the shape this program expects."""
    if bring_up_to_date(db.engine):
        click.echo("The database is up to date now.")


def _within_the_app(command: click.Command) -> click.Command:
    """The same command with an application context, for commands of layers that know no Flask."""
    within = copy(command)
    if isinstance(within, click.Group):
        within.commands = {name: _within_the_app(inner) for name, inner in within.commands.items()}
    elif within.callback is not None:
        within.callback = with_appcontext(within.callback)
    return within
