"""`flask accounts …`: what a house does to accounts on the console."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import click
from flask import current_app

from app.accounts import actions, queries
from app.accounts.models import Account
from app.kernel import clock
from app.settings import Settings


@click.group()
def accounts() -> None:
    """The people who sign in to this house."""


_base = click.option(
    "--base", default="", help="Where this house is reached, e.g. https://192.0.2.7:8642."
)


@accounts.command("first-link")
@_base
def first_link(base: str) -> None:
    """Print the link that makes the first account; it works only while the house has none."""
    if not queries.house_has_accounts():
        click.echo("The house is empty. Make its first account here, once:")
        click.echo(f"  {address_of_first_link(base)}")
        return
    click.echo(f"Sign in at {_address('accounts.sign_in', base)}")
    click.echo("Who lost password or second factor gets a new link by: flask accounts reset NAME")


@accounts.command("list")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def list_accounts(as_json: bool) -> None:
    """List who has an account. No secrets."""
    waiting = queries.accounts_with_a_link(on=clock.today())
    listed = [
        {
            "id": account.id,
            "name": account.name,
            "sign_in_name": account.sign_in_name,
            "keeper": account.keeper,
            "open": account.is_open,
            "link_waiting": account.id in waiting,
        }
        for account in queries.accounts()
    ]
    if as_json:
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for one in listed:
        keeps = "keeps the house" if one["keeper"] else ""
        state = "open" if one["open"] else "not opened yet"
        click.echo(f"{one['sign_in_name']:<24} {one['name']:<32} {state:<16} {keeps}".rstrip())


@accounts.command("reset")
@click.argument("name")
@_base
def reset(name: str, base: str) -> None:
    """Take away password and second factor of the account NAME signs in to, and print a one-time link."""
    account = queries.account_named(name)
    if account is None:
        raise click.ClickException(
            f"Nobody signs in as {name!r}. `flask accounts list` shows who does."
        )
    code = actions.reset(account)
    click.echo(_address("accounts.link", base, code=code.lower()))


COMMANDS = (accounts,)
WRITES = (reset,)


def address_of_first_link(base: str = "") -> str:
    """Where the first account of an empty house is made."""
    return _address("accounts.first_account", base, code=queries.first_code())


def address_of_practice_link(account: Account, base: str = "") -> str:
    """Where the practice installation opens this account without a password."""
    code = queries.practice_code(account.id)
    return _address("practice.practice_account", base, account_id=account.id, code=code)


def _address(endpoint: str, base: str, **parts: str) -> str:
    settings: Settings = current_app.config["SECOND_TRACK"]
    # Not within a request made up for it: the end of that would roll back what is being done.
    where = urlsplit(base or settings.address)
    adapter = current_app.url_map.bind(where.netloc, url_scheme=where.scheme)
    return adapter.build(endpoint, parts, force_external=True)
