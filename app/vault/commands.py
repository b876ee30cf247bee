"""`flask keys …`, `flask backup`, `flask restore`: what keeps a house's words openable, or ends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from app import settings
from app.kernel.clock import today
from app.kernel.db import Model, db
from app.kernel.wording import say
from app.vault import backup as backups, durable, keyring
from app.vault.errors import VaultRefused
from app.vault.installation import Cost, asks_for_passphrase
from app.vault.keys import HOUSE, Keyring
from app.vault.rotation import SETTLED_AFTER_SECONDS, rotate_installation_key, rotate_scope_keys

P = ParamSpec("P")
R = TypeVar("R")

SHORTEST_PASSPHRASE = 15
BACKUP_DAYS = 14

_FILE = click.Path(dir_okay=False, path_type=Path)


def told_plainly(command: Callable[P, R]) -> Callable[P, R]:
    """A refusal ends the command with its sentence, not with a traceback."""

    @wraps(command)
    def instead(*values: P.args, **named: P.kwargs) -> R:
        try:
            return command(*values, **named)
        except VaultRefused as refused:
            raise click.ClickException(str(refused)) from None

    return instead


def the_keyring() -> Keyring:
    source = keyring.current()
    if not isinstance(source, Keyring):
        raise VaultRefused(say("The keys of this installation are not kept in files."))
    return source


@click.group()
def keys() -> None:
    """Keys: status, rotation, passphrase, backup, destruction."""


@keys.command()
@told_plainly
def status() -> None:
    """Say how keys stand, without naming a dialogue."""
    ring = the_keyring()
    behind = asks_for_passphrase(ring.directory)
    scopes = ring.scopes()
    damaged = [scope for scope in scopes if not ring.holds(scope)]
    changing = [
        scope for scope in scopes if scope not in damaged and len(ring.opening_keys(scope).keys) > 1
    ]
    click.echo(f"Keys in {ring.directory}")
    click.echo(
        "The installation's key is behind a passphrase."
        if behind
        else "The installation's key lies open in its file: whoever takes the disk can read "
        "everything. For a laptop: flask keys passphrase"
    )
    click.echo(
        f"Dialogues and processes of this house with a key: {len([scope for scope in scopes if scope != HOUSE])}"
    )
    if changing or len(ring.installation.keys) > 1:
        click.echo("A change of keys is under way. Finish it with: flask keys rotate")
    if damaged:
        raise click.ClickException(
            f"Damaged key files: {len(damaged)}. Put them back from a key backup: flask keys restore"
        )


@keys.command()
@click.option("--now", is_flag=True, help="The server is stopped: drop the old keys at once.")
@told_plainly
def rotate(now: bool) -> None:
    """Change all keys. Can be stopped at any moment and started again."""
    ring = the_keyring()
    rotate_installation_key(ring)
    settled = 0.0 if now else SETTLED_AFTER_SECONDS
    rotated = rotate_scope_keys(ring, db.engine, Model, settled_after=settled)
    click.echo(f"Sealed anew: {rotated.sealed_anew} values.")
    if rotated.damaged:
        click.echo(f"Damaged and left as they were: {rotated.damaged} values.")
    if rotated.waiting:
        click.echo(
            "The old keys stay for ten minutes, for what a running server still has in hand. "
            "Then run the same command again: it drops them."
        )
    else:
        click.echo(
            "The old keys are gone, and older content backups are dark with them. "
            "Make new backups now."
        )


@keys.command()
@click.option("--remove", is_flag=True, help="Leave the key open in its file from now on.")
@told_plainly
def passphrase(remove: bool) -> None:
    """Put the installation's key behind a passphrase, or another one."""
    ring = the_keyring()
    new = None if remove else _new_passphrase("New passphrase")
    with durable.alone_in(ring.directory):
        ring.look_again()
        ring.replace_installation(ring.installation.under_passphrase(new, Cost()))
    rotate_installation_key(ring)
    click.echo("Done. Key backups keep their own passphrase.")


@keys.command(name="backup")
@click.option("--out", type=_FILE, required=True, help="A file that is not there yet.")
@told_plainly
def back_up_keys(out: Path) -> None:
    """Write all keys to one file behind a passphrase. Keep it apart from content backups."""
    ring = the_keyring()
    amount = backups.back_up_keys(ring, out, _new_passphrase("Passphrase of this key backup"))
    click.echo(f"{amount} keys are in {out}.")
    click.echo(
        "Keep it apart from content backups: together they open everything. It also keeps alive "
        f"what is destroyed from now on, so destroy it by {today() + timedelta(days=BACKUP_DAYS)}."
    )


@keys.command(name="restore")
@click.argument("backup", type=_FILE)
@click.option("--dialogue", multiple=True, help="Only this dialogue's key; can be repeated.")
@click.option("--replace", is_flag=True, help="Also put the backup's key where another one is.")
@told_plainly
def restore_keys(backup: Path, dialogue: tuple[str, ...], replace: bool) -> None:
    """Put missing keys back from a key backup."""
    phrase = click.prompt("Passphrase of this key backup", hide_input=True)
    ring = the_keyring()
    only = set(dialogue) or None
    put_back = backups.restore_keys(
        backup, ring.directory, phrase, only=only, replace=replace, keyring=ring
    )
    click.echo(f"Keys put back: {len(put_back)}. Start the program anew.")


@click.command(name="restore-keys")
@click.argument("backup", type=_FILE)
@told_plainly
def restore_all_keys(backup: Path) -> None:
    """Put all keys back into an empty SECOND_TRACK_KEYS, where the program cannot start without."""
    directory = settings.from_environment().keys
    phrase = click.prompt("Passphrase of this key backup", hide_input=True)
    put_back = backups.restore_keys(backup, directory, phrase)
    click.echo(f"Keys put back: {len(put_back)}. The installation's key lies open in its file.")


@keys.command()
@click.argument("dialogue")
@click.option("--yes", is_flag=True, help="Do not ask.")
@told_plainly
def destroy(dialogue: str, yes: bool) -> None:
    """Destroy the key of a dialogue: it and every content backup of it go dark for ever."""
    ring = the_keyring()
    if dialogue == HOUSE or dialogue not in ring.scopes():
        raise click.ClickException("There is no dialogue of that id with a key here.")
    if not yes:
        click.echo("Nobody will be able to open this dialogue again, from any copy.")
        click.confirm("Destroy its key?", abort=True)
    ring.destroy(dialogue)
    click.echo("The key is destroyed. A key backup made before still opens it: destroy that too.")


@click.command(name="backup")
@click.option("--out", type=_FILE, required=True, help="A file that is not there yet.")
@told_plainly
def back_up_content(out: Path) -> None:
    """Write all content, sealed and without its keys, while the program goes on running."""
    counted = backups.back_up_content(_database(), out, keyring.current())
    click.echo(f"{counted.rows} rows of {counted.tables} tables are in {out}, without their keys.")
    click.echo(
        f"It keeps what people take back from now on: destroy it by "
        f"{today() + timedelta(days=BACKUP_DAYS)}."
    )


@click.command(name="verify-backup")
@click.argument("backup", type=_FILE)
@told_plainly
def verify_backup(backup: Path) -> None:
    """Open a content backup to its last byte and say what it holds; change nothing."""
    counted = backups.verify_content(backup, keyring.current())
    click.echo(f"Whole: {counted.rows} rows of {counted.tables} tables.")


@click.command(name="restore")
@click.argument("backup", type=_FILE)
@click.option("--yes", is_flag=True, help="Do not ask.")
@told_plainly
def restore_content(backup: Path, yes: bool) -> None:
    """Put the database back to what a content backup holds."""
    backups.verify_content(backup, keyring.current())
    if not yes:
        click.echo(
            "Everything written since this backup is lost, and everything taken back since then "
            "comes back."
        )
        click.confirm("Restore it?", abort=True)
    counted = backups.restore_content(backup, _database(), keyring.current())
    click.echo(f"Restored: {counted.rows} rows of {counted.tables} tables.")


COMMANDS = (keys, back_up_content, verify_backup, restore_content)
"""What `app/cli.py` hangs under `flask`."""


def _database() -> Path:
    url = db.engine.url
    if url.get_backend_name() != "sqlite" or not url.database:
        raise VaultRefused(
            say(
                "This house keeps its content in PostgreSQL: back it up with pg_dump and restore "
                "it with pg_restore. Its words are sealed there too; keep the file no longer than "
                "%(days)s days.",
                days=BACKUP_DAYS,
            )
        )
    return Path(url.database)


def _new_passphrase(prompt: str) -> str:
    while True:
        typed: str = click.prompt(prompt, hide_input=True, confirmation_prompt=True)
        if len(typed) >= SHORTEST_PASSPHRASE:
            return typed
        click.echo(f"At least {SHORTEST_PASSPHRASE} characters; six or seven words are good.")
