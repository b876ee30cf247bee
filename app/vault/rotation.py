"""Changing keys. Each step leaves everything openable, so being killed anywhere costs nothing:
the same command started again goes on where the last one stopped.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import DeclarativeBase, Session

from app.kernel.db import writing
from app.vault import durable, sealing
from app.vault.columns import SealedRow, sealed_columns
from app.vault.errors import KeyMissing, Tampered
from app.vault.keys import Keyring, ScopeKeys
from app.vault.sealing import KEY_BYTES

BATCH: Final = 200
SETTLED_AFTER_SECONDS: Final = 600.0
"""No request lives this long, so none can still commit a value sealed with the key before."""


def rotate_installation_key(keyring: Keyring) -> None:
    """Wrap every key anew under a new installation's key.

    The file holds both until no key file needs the old one any more.
    """
    with durable.alone_in(keyring.directory):
        keyring.look_again()
        if len(keyring.installation.keys) == 1:
            keyring.replace_installation(keyring.installation.with_new_key())
        for scope in keyring.scopes():
            if keyring.wrapped_under(scope) != keyring.installation.current:
                keyring.replace_scope(keyring.opening_keys(scope))
        keyring.replace_installation(keyring.installation.only_current())


@dataclass(slots=True)
class Rotated:
    """What a rotation did, in counts: no id of a dialogue, for this is printed."""

    sealed_anew: int = 0
    dark: int = 0
    damaged: int = 0
    finished: int = 0
    waiting: int = 0


def rotate_scope_keys(
    keyring: Keyring,
    engine: Engine,
    base: type[DeclarativeBase],
    *,
    scopes: list[str] | None = None,
    settled_after: float = SETTLED_AFTER_SECONDS,
) -> Rotated:
    """Give scopes a new key, seal every row of theirs with it, then drop the old one.

    The old key goes only when a running server can no longer commit something sealed with it;
    until then the scope counts as waiting, and a later run finishes it.
    """
    chosen = keyring.scopes() if scopes is None else scopes
    for scope in chosen:
        _begin(keyring, scope)
    settled = [scope for scope in chosen if keyring.changed_ago(scope) >= settled_after]
    rotated = seal_anew(keyring, engine, base, set(chosen))
    for scope in settled:
        _finish(keyring, scope)
    rotated.finished = len(settled)
    rotated.waiting = len(chosen) - len(settled)
    return rotated


def seal_anew(
    keyring: Keyring, engine: Engine, base: type[DeclarativeBase], scopes: set[str]
) -> Rotated:
    """Seal what older keys of these scopes sealed with their current ones, batch by batch."""
    rotated = Rotated()
    for model in sealed_models(base):
        last: str | None = ""
        while last is not None:
            with writing(), Session(engine) as session, session.begin():
                last = _seal_batch(keyring, session, model, last, scopes, rotated)
    return rotated


def sealed_models(base: type[DeclarativeBase]) -> Iterator[type[Any]]:
    for mapper in base.registry.mappers:
        if issubclass(mapper.class_, SealedRow):
            yield mapper.class_


def _begin(keyring: Keyring, scope: str) -> None:
    with durable.alone_in(keyring.directory):
        keyring.look_again()
        keys = keyring.opening_keys(scope)
        if len(keys.keys) == 1:
            version = keys.current + 1
            new = {**keys.keys, version: secrets.token_bytes(KEY_BYTES)}
            keyring.replace_scope(ScopeKeys(scope, version, new))


def _finish(keyring: Keyring, scope: str) -> None:
    with durable.alone_in(keyring.directory):
        keyring.look_again()
        keys = keyring.opening_keys(scope)
        keyring.replace_scope(
            ScopeKeys(scope, keys.current, {keys.current: keys.keys[keys.current]})
        )


def _seal_batch(
    keyring: Keyring,
    session: Session,
    model: type[Any],
    last: str,
    scopes: set[str],
    rotated: Rotated,
) -> str | None:
    rows = (
        session.scalars(select(model).where(model.id > last).order_by(model.id).limit(BATCH))
        .unique()
        .all()
    )
    for row in rows:
        if row.scope in scopes:
            _seal_row(keyring, session, row, rotated)
    return rows[-1].id if len(rows) == BATCH else None


def _seal_row(keyring: Keyring, session: Session, row: Any, rotated: Rotated) -> None:
    table = row.__table__
    for name, column in sealed_columns(type(row)):
        blob = column.blob_in(row)
        if blob is None:
            continue
        place = column.place_in(row)
        try:
            new = _sealed_anew(keyring, blob, place)
        except KeyMissing:
            rotated.dark += 1
        except Tampered:
            rotated.damaged += 1
        else:
            if new is not None:
                # Only where the value is still the one that was read: nothing newer is undone.
                unchanged = (table.c.id == row.id) & (table.c[name] == blob)
                session.execute(update(table).where(unchanged).values({name: new}))
                rotated.sealed_anew += 1


def _sealed_anew(keyring: Keyring, blob: bytes, place: sealing.Place) -> bytes | None:
    current, key = keyring.sealing_key(place.scope)
    version = sealing.version_of(blob)
    if version == current:
        return None
    plain = sealing.unseal(blob, key=keyring.opening_key(place.scope, version), place=place)
    return sealing.seal(plain, key=key, version=current, place=place)
