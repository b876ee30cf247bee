"""What a house scripts: the commands of every subject hang from here. The outermost caller commits."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any

import click
from flask import Flask
from flask.cli import with_appcontext

from app.accounts import commands as accounts_commands
from app.dialogues import commands as dialogues_commands
from app.kernel import migrating
from app.kernel.db import db, writing
from app.library import commands as library_commands
from app.practice import commands as practice_commands
from app.reports import commands as reports_commands
from app.vault import commands as vault_commands

WRITES = (
    *accounts_commands.WRITES,
    *dialogues_commands.WRITES,
    *library_commands.WRITES,
    *practice_commands.WRITES,
    *reports_commands.WRITES,
)


def register(app: Flask) -> None:
    """Attach every command group to `flask`."""
    app.cli.add_command(migrate)
    for command in (
        *vault_commands.COMMANDS,
        *accounts_commands.COMMANDS,
        *library_commands.COMMANDS,
        *practice_commands.COMMANDS,
        *reports_commands.COMMANDS,
        *dialogues_commands.COMMANDS,
    ):
        app.cli.add_command(_within_the_app(command))


@click.command()
@click.option("--down", metavar="NUMBER", help="Undo migrations down to this one, or to `base`.")
@with_appcontext
def migrate(down: str | None) -> None:
    """Bring the database to the shape this program expects."""
    if down is not None:
        migrating.go_back(db.engine, to=down)
        click.echo(f"The database stands at {migrating.standing(db.engine) or 'base'} now.")
    elif migrating.bring_up_to_date(db.engine):
        click.echo("The database is up to date now.")


def _within_the_app(command: click.Command) -> click.Command:
    """The same command with an application context, for commands of layers that know no Flask."""
    within = copy(command)
    if isinstance(within, click.Group):
        within.commands = {name: _within_the_app(inner) for name, inner in within.commands.items()}
    elif within.callback is not None:
        callback = within.callback
        if command in WRITES:
            callback = _in_one_transaction(callback)
        within.callback = with_appcontext(callback)
    return within


def _in_one_transaction(callback: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(callback)
    def committed(*args: Any, **kwargs: Any) -> Any:
        with writing():
            answer = callback(*args, **kwargs)
            db.session.commit()
        return answer

    return committed
