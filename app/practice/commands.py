"""`flask demo`: make the practice dialogue, or print one way in for each of its people."""

from __future__ import annotations

import json

import click
from flask import current_app

from app.accounts import queries as accounts
from app.accounts.commands import address_of_practice_link
from app.dialogues import queries
from app.dialogues.models import Dialogue, Seat
from app.dialogues.views.practice import way_in as seat_way_in
from app.kernel.db import db
from app.kernel.errors import DomainError
from app.library.seed.reading import BadFile
from app.practice import actions
from app.practice.made import PRACTICE
from app.settings import ROOT

DEMO = ROOT / "seed" / "demo" / "sarn-valley"


@click.command("demo")
@click.option("--links", is_flag=True, help="Print one way in for each role, and change nothing.")
@click.option(
    "--json", "as_json", is_flag=True, help="The same as JSON: role, party, seat, address."
)
def demo(*, links: bool, as_json: bool) -> None:
    """Make the invented practice dialogue; a second time changes nothing."""
    if not current_app.config["SECOND_TRACK"].practice:
        raise click.ClickException(
            "This is a house, not a practice installation: there is no demo here."
        )
    if links:
        _show_ways_in(as_json=as_json)
        return
    try:
        made = actions.open_practice_house(actions.read_demo(DEMO))
    except DomainError as refusal:
        raise click.ClickException(str(refusal.sentence)) from None
    except BadFile as bad:
        raise click.ClickException(str(bad)) from None
    click.echo(
        "The practice dialogue is made." if made else "The practice dialogue stands already."
    )


def _show_ways_in(*, as_json: bool) -> None:
    dialogue = db.session.get(Dialogue, PRACTICE)
    if dialogue is None:
        raise click.ClickException("There is no practice dialogue yet. Make it with: flask demo")
    dialogue = queries.dialogue_by_id(PRACTICE)
    names = {party.id: party.name.text for party in dialogue.parties}
    ways = [
        {
            "role": seat.role.value,
            "party": names.get(seat.party_id or "", ""),
            "seat": seat.name,
            "address": _way_in(seat),
        }
        for seat in queries.seats_of(dialogue)
    ]
    if as_json:
        click.echo(json.dumps(ways, ensure_ascii=False, indent=2))
        return
    shown: set[tuple[str, str]] = set()
    for way in ways:
        if (way["role"], way["party"]) not in shown:
            shown.add((way["role"], way["party"]))
            of = f" of {way['party']}" if way["party"] else ""
            click.echo(f"  {way['role']}{of}: {way['address']}")


def _way_in(seat: Seat) -> str:
    if seat.account_id is not None:
        return address_of_practice_link(accounts.account_by_id(seat.account_id))
    with current_app.test_request_context(base_url=current_app.config["SECOND_TRACK"].address):
        return seat_way_in(seat)


COMMANDS = (demo,)
WRITES = (demo,)
