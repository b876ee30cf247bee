"""`python -m app.startup practice|house`: checks, prepares and opens an installation, then becomes its server."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path

import click
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import create_engine, make_url
from sqlalchemy.exc import OperationalError

from app import create_app, vault
from app.kernel.db import db
from app.kernel.migrating import bring_up_to_date, is_begun
from app.settings import ROOT, Installation, Settings, Unsafe, from_environment
from app.startup import passphrase, pseudo_locale, refusals, room
from app.startup.certificate import ready_certificate
from app.startup.refusals import Refused
from app.vault.installation import FILE_NAME as INSTALLATION_KEY
from app.web.certificate import Certificate


def main() -> None:
    """Open the installation that was asked for, or say in a sentence why not."""
    parser = argparse.ArgumentParser(prog="python -m app.startup", description=__doc__)
    parser.add_argument("installation", choices=[kind.value for kind in Installation])
    os.environ["SECOND_TRACK_INSTALLATION"] = parser.parse_args().installation
    try:
        open_and_serve()
    except (Unsafe, Refused, vault.VaultRefused, click.ClickException) as refusal:
        print(f"\n{getattr(refusal, 'message', refusal)}\n", file=sys.stderr)
        raise SystemExit(2) from None


def open_and_serve() -> None:
    """In this order, so that a refusal comes before anything was changed."""
    settings = reached_from_the_room(from_environment())
    refusals.must_be_writable(settings.data, "SECOND_TRACK_DATA")
    refusals.must_be_writable(settings.keys, "SECOND_TRACK_KEYS")
    listener = refusals.listen(settings)
    only_one = refusals.must_be_the_only_one(settings)
    refusals.must_stay(settings)
    said = open_keys(settings)
    app = create_app(settings, ask=lambda _prompt: said)
    prepare(app, settings)
    certificate = certificate_for(settings)
    show_ways_in(app, settings, certificate)
    become_the_server(settings, listener, only_one, certificate, said)


def reached_from_the_room(settings: Settings) -> Settings:
    """On the room's network, addresses carry the number that phones can reach."""
    if not settings.lan or "SECOND_TRACK_ADDRESS" in os.environ:
        return settings
    found = room.addresses()
    if not found:
        raise Refused(
            "LAN=1, but this machine is on no network. Join the room's network (or open a hotspot) "
            "first, or start without LAN=1 for this machine alone."
        )
    address = f"https://{found[0]}:{settings.port}"
    os.environ["SECOND_TRACK_ADDRESS"] = address
    return replace(settings, address=address)


def open_keys(settings: Settings) -> str:
    """The passphrase, or an empty text where there is none. Makes keys only for what has never begun.

    A missing key is refused and never replaced by a new one (design §3): words that are already
    there would be lost behind it without anybody having been told.
    """
    if not (settings.keys / INSTALLATION_KEY).exists() and not database_is_there(settings):
        chosen = passphrase.choose() if settings.passphrase else ""
        vault.Keyring.begin(settings.keys, passphrase=chosen or None)
        return chosen
    said: list[str] = []

    def ask(prompt: str) -> str:
        said.append(passphrase.handed_over(prompt))
        return said[-1]

    vault.open_keyring(settings.keys, ask_passphrase=settings.passphrase, ask=ask)
    return "".join(said)


def database_is_there(settings: Settings) -> bool:
    """Whether somebody's words may already lie in the database."""
    address = make_url(settings.database)
    if settings.embedded:
        file = Path(address.database or "")
        return file.is_file() and file.stat().st_size > 0
    engine = create_engine(address)
    try:
        return is_begun(engine)
    except OperationalError as error:
        raise Refused(
            f"The database {address.render_as_string(hide_password=True)} does not answer: "
            f"{error.orig}\nStart it, or correct DATABASE_URL."
        ) from None
    finally:
        engine.dispose()


def prepare(app: Flask, settings: Settings) -> None:
    """Bring database, library and practice dialogue to where this program expects them."""
    if settings.pseudo_locale:
        pseudo_locale.ready()
    with app.app_context():
        if bring_up_to_date(db.engine):
            print("  · the database has its tables", flush=True)
    changes = heard(app, "seed", "load")
    if len(changes) > 1:
        print(f"  · the library: {changes[-1]}", flush=True)
    if settings.practice:
        print("  ·", *heard(app, "demo"), flush=True)
    heard(app, "purge")


def heard(app: Flask, *words: str) -> list[str]:
    """What a command says, instead of on the console."""
    said = StringIO()
    with redirect_stdout(said):
        run_command(app, *words)
    return said.getvalue().splitlines()


def run_command(app: Flask, *words: str) -> None:
    """What a person would type after `flask`, in this process: starting another costs a second."""
    app.cli.main(
        args=list(words),
        prog_name="flask",
        obj=ScriptInfo(create_app=lambda: app),
        standalone_mode=False,
    )


def certificate_for(settings: Settings) -> Certificate | None:
    if not settings.lan:
        return None
    return ready_certificate(settings.keys, addresses=room.addresses())


def show_ways_in(app: Flask, settings: Settings, certificate: Certificate | None) -> None:
    """Say where the program is, and one way in for each role."""
    print(f"\nSecond Track ({settings.installation}) is at {settings.address}\n")
    if certificate:
        print("Browsers will ask about the certificate. Compare its SHA-256 fingerprint:")
        print(f"  {certificate.fingerprint}\n")
    run_command(app, *(("demo", "--links") if settings.practice else ("accounts", "first-link")))
    print("\nCtrl-C stops it.\n", flush=True)


def become_the_server(
    settings: Settings,
    listener: socket.socket,
    only_one: int | None,
    certificate: Certificate | None,
    said: str,
) -> None:
    """Replace this process by gunicorn, so that what was loaded to prepare takes no memory while serving."""
    for kept in (listener.fileno(), only_one):
        if kept is not None:
            os.set_inheritable(kept, True)
    surroundings = {**os.environ, "MALLOC_ARENA_MAX": "2"}
    if said:
        surroundings |= passphrase.hand_over(said)
    command = [sys.executable, "-m", "gunicorn", *options(settings, certificate)]
    command += ["--bind", f"fd://{listener.fileno()}", "app.startup.served:application()"]
    os.chdir(ROOT)
    os.execve(sys.executable, command, surroundings)  # noqa: S606  the server takes our place


def options(settings: Settings, certificate: Certificate | None) -> list[str]:
    """Threads, because a stream holds one (stack §2); no access log, because who came when is an attendance list."""
    chosen = {
        "--worker-class": "gthread",
        "--workers": str(settings.processes),
        "--threads": str(settings.threads),
        "--graceful-timeout": "3",
        "--timeout": "120",
        "--keep-alive": "5",
        "--config": str(Path(__file__).with_name("gunicorn_settings.py")),
        "--forwarded-allow-ips": "",
    }
    if Path("/dev/shm").is_dir():  # noqa: S108  the workers' heartbeat must not wait for a disk
        chosen["--worker-tmp-dir"] = "/dev/shm"  # noqa: S108
    if certificate:
        chosen |= {"--certfile": str(certificate.public), "--keyfile": str(certificate.private)}
    return [*(f"{name}={value}" for name, value in chosen.items()), "--no-control-socket"]


if __name__ == "__main__":
    main()
