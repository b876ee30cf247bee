"""`python -m app.vault restore-keys FILE`: for when the program cannot start for want of its keys."""

from __future__ import annotations

import click

from app.vault.commands import restore_all_keys


@click.group()
def main() -> None:
    """What can be done about keys while the program cannot start."""


main.add_command(restore_all_keys)

if __name__ == "__main__":
    main(prog_name="python -m app.vault")
