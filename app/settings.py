"""Typed settings from the environment. Refuses to start what would be unsafe, with a sentence that says what to do."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Installation(StrEnum):
    """What this program is for: practice is a property of the installation, never of a dialogue (design §4)."""

    PRACTICE = "practice"
    HOUSE = "house"


class Unsafe(RuntimeError):
    """The settings would put somebody at risk; the text says what to change."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the program asks of its environment."""

    installation: Installation = Installation.PRACTICE
    data: Path = field(default_factory=lambda: ROOT / "var" / "practice" / "data")
    keys: Path = field(default_factory=lambda: ROOT / "var" / "practice" / "keys")
    database_url: str = ""
    passphrase: bool = False
    lan: bool = False
    host: str = "127.0.0.1"
    port: int = 8642
    address: str = "http://127.0.0.1:8642"
    threads: int = 96
    processes: int = 1
    development: bool = False
    testing: bool = False
    pseudo_locale: bool = False

    @property
    def database(self) -> str:
        """The address of the database: the one given, or SQLite in the data directory."""
        return self.database_url or f"sqlite:///{self.data / 'second-track.db'}"

    @property
    def practice(self) -> bool:
        """Whether everything begun here says that it is practice."""
        return self.installation is Installation.PRACTICE

    @property
    def embedded(self) -> bool:
        """Whether the database is the embedded SQLite file."""
        return self.database.startswith("sqlite")


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; raises `Unsafe` with a sentence when they contradict or endanger."""
    env = os.environ if environment is None else environment
    installation = _installation(env.get("SECOND_TRACK_INSTALLATION", "practice"))
    # Practice and house lie apart from the start, so that neither command can open the other's.
    own = ROOT / "var" / installation
    lan = _yes(env.get("LAN", ""))
    host = env.get("HOST", "").strip() or ("0.0.0.0" if lan else "127.0.0.1")  # noqa: S104  behind TLS only
    port = _number(env, "PORT", 8642, lowest=1, highest=65535)
    settings = Settings(
        installation=installation,
        data=Path(env.get("SECOND_TRACK_DATA") or own / "data").expanduser().resolve(),
        keys=Path(env.get("SECOND_TRACK_KEYS") or own / "keys").expanduser().resolve(),
        database_url=_database_url(env.get("DATABASE_URL", "")),
        passphrase=_yes(env.get("SECOND_TRACK_PASSPHRASE", "")),
        lan=lan,
        host=host,
        port=port,
        address=env.get("SECOND_TRACK_ADDRESS") or _address(host, port, lan=lan),
        threads=_number(env, "SECOND_TRACK_THREADS", 96, lowest=40, highest=1024),
        processes=_number(env, "SECOND_TRACK_PROCESSES", 1, lowest=1, highest=16),
        development=_yes(env.get("SECOND_TRACK_DEVELOPMENT", "")),
        pseudo_locale=_yes(env.get("SECOND_TRACK_PSEUDO_LOCALE", "")),
    )
    if not lan and not _loopback(host):
        raise Unsafe(
            f"HOST={host} would serve words over the network in the clear. Set LAN=1 for an encrypted "
            "connection, or leave HOST out and put a server that encrypts in front, on this machine."
        )
    if settings.processes > 1 and settings.embedded:
        raise Unsafe(
            "Several processes need PostgreSQL: the embedded database has one writer and its live "
            "events stay in one process. Set DATABASE_URL, or SECOND_TRACK_PROCESSES=1."
        )
    if settings.keys == settings.data or settings.keys.is_relative_to(settings.data):
        raise Unsafe(
            "SECOND_TRACK_KEYS lies inside SECOND_TRACK_DATA: a copy of the data would carry the keys. "
            "Give the keys a directory of their own."
        )
    return settings


def _installation(named: str) -> Installation:
    try:
        return Installation(named.strip().lower())
    except ValueError:
        raise Unsafe(
            f"SECOND_TRACK_INSTALLATION is {named!r}; it can be 'practice' or 'house'."
        ) from None


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _address(host: str, port: int, *, lan: bool) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"{'https' if lan else 'http'}://{shown}:{port}"


def _database_url(given: str) -> str:
    # SQLAlchemy's psycopg 3 dialect must be named; people write what their database host gave them.
    for prefix in ("postgres://", "postgresql://"):
        if given.startswith(prefix):
            return "postgresql+psycopg://" + given.removeprefix(prefix)
    return given


def _yes(given: str) -> bool:
    return given.strip().lower() in {"1", "yes", "true", "on"}


def _number(env: Mapping[str, str], name: str, default: int, *, lowest: int, highest: int) -> int:
    given = env.get(name, "").strip()
    if not given:
        return default
    if not given.isdecimal() or not lowest <= int(given) <= highest:
        raise Unsafe(f"{name} is {given!r}; it must be a whole number from {lowest} to {highest}.")
    return int(given)
