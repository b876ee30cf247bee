"""Commands about dialogues: who may do what, as one table, and destroying what is due."""

from __future__ import annotations

from collections.abc import Iterator

import click

from app.accounts.models import Account
from app.dialogues import actions
from app.dialogues.models import Seat
from app.dialogues.rules import Role
from app.kernel.permissions import Permission, registered

MAY = "●"
OF_THE_HOUSE = "house:"


@click.command("show-permissions")
def show_permissions() -> None:
    """Print who may do what, as docs/permissions.md holds it."""
    click.echo("\n".join(permissions_table()))


def permissions_table() -> Iterator[str]:
    """Every permission against every role, found by asking its rule. Nothing here is written by hand."""
    seats = {role.value.capitalize(): _seat(role) for role in Role}
    house = [each for each in registered() if each.name.startswith(OF_THE_HOUSE)]
    dialogue = [each for each in registered() if not each.name.startswith(OF_THE_HOUSE)]
    yield from _table(house, {"Keeper": Account(keeper=True), "Account": Account(keeper=False)})
    yield ""
    yield from _table(dialogue, seats)


def _seat(role: Role) -> Seat:
    party = "party" if role is Role.PARTICIPANT else None
    return Seat(dialogue_id="dialogue", role=role, party_id=party)


def _table(rows: list[Permission], columns: dict[str, Account] | dict[str, Seat]) -> Iterator[str]:
    heads = ["Permission", *columns, "To", "Also asks", "Refused with"]
    yield _line(heads)
    yield _line([":---", *(":---:" for _ in columns), ":---", ":---", ":---"])
    for permission in rows:
        thing = permission.example()
        yield _line(
            [
                f"`{permission.name}`",
                *(MAY if permission.allows(asker, thing) else "" for asker in columns.values()),
                permission.meaning,
                permission.also_asks,
                "404" if permission.hides else "403",
            ]
        )


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


@click.command("purge")
def purge() -> None:
    """Destroy the dialogues whose date has come, with their keys. The server does so at every start."""
    destroyed = actions.destroy_what_is_due()
    click.echo(f"Destroyed: {destroyed}." if destroyed else "Nothing is due.")


COMMANDS: tuple[click.Command, ...] = (show_permissions, purge)
WRITES = (purge,)
