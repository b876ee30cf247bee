"""The database between tests: images of it are kept once and put back, which is far cheaper than building it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from app.kernel.db import Model, writing
from app.settings import Settings
from app.vault import KeySource
from tests.support.writing import written

EMPTY = "empty"


@dataclass(slots=True)
class Image:
    """What stands in the database and in the directory of keys."""

    keys: dict[str, bytes]
    file: bytes = b""
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    """Of each table: what PostgreSQL itself makes of its rows, so that only what differs is looked at or put back."""


@dataclass(slots=True)
class AtRest:
    """Keeps and puts back images of one app's database. Called inside its app context, session idle."""

    engine: Engine
    settings: Settings
    keyring: KeySource
    images: dict[str, Image] = field(default_factory=dict)
    standing: str = ""
    beside: list[Engine] = field(default_factory=list)
    """Engines of other programs on the same database: they forget what they read, too."""

    def put(self, name: str, fill: Callable[[], None] | None = None) -> None:
        """Make the database stand as the image of that name; the first time, made from empty by `fill`."""
        if name not in self.images:
            if fill is not None:
                self.put(EMPTY)
                with written():
                    fill()
            self.images[name] = self._taken()
            self.standing = name
        elif self.standing != name or self._touched():
            self._put_back(self.images[name])
            self.standing = name

    def is_untouched(self) -> bool:
        """Whether the database still holds exactly what the standing image holds."""
        then = self.images[self.standing]
        if self._keys() != then.keys:
            return False
        if self.settings.embedded:
            return self._file.read_bytes() == then.file
        return self._digests() == then.digests

    def _taken(self) -> Image:
        keys = self._keys()
        if self.settings.embedded:
            return Image(keys, file=self._file.read_bytes())
        with self.engine.connect() as connection:
            rows = {
                # Without an order of its own a table may answer in another one each time.
                table.name: sorted(
                    (dict(row) for row in connection.execute(table.select()).mappings()), key=repr
                )
                for table in Model.metadata.sorted_tables
            }
        return Image(keys, rows=rows, digests=self._digests())

    def _keys(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self._key_files()}

    def _digests(self) -> dict[str, str]:
        each = (
            f"SELECT '{table.name}' AS name, "  # noqa: S608  names of our own tables
            f"md5(coalesce(string_agg(md5(row::text), '' ORDER BY md5(row::text)), '')) AS digest "
            f'FROM "{table.name}" AS row'
            for table in Model.metadata.sorted_tables
        )
        with self.engine.connect() as connection:
            rows = connection.exec_driver_sql(" UNION ALL ".join(each))
            return {row.name: row.digest for row in rows}

    def _put_back(self, image: Image) -> None:
        if self.settings.embedded:
            # New connections only: an old one could take its cached pages for these.
            for engine in (self.engine, *self.beside):
                engine.dispose()
            self._file.with_name(self._file.name + "-journal").unlink(missing_ok=True)
            with self._file.open("r+b") as file:
                file.write(image.file)
                file.truncate()
        else:
            self._put_rows_back(image)
        for path in self._key_files():
            if path.name not in image.keys:
                path.unlink()
        for name, content in image.keys.items():
            path = self.settings.keys / name
            if not path.exists() or path.read_bytes() != content:
                path.write_bytes(content)

    def _put_rows_back(self, image: Image) -> None:
        now = self._digests()
        changed = [
            table
            for table in Model.metadata.sorted_tables
            if now[table.name] != image.digests[table.name]
        ]
        with writing(), self.engine.begin() as connection:
            # Without triggers: rows that refer to one another go and come in any order.
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            for table in changed:
                connection.execute(table.delete())
                if image.rows.get(table.name):
                    connection.execute(table.insert(), image.rows[table.name])

    def _touched(self) -> bool:
        # SQLite counts its changes in bytes 24 to 27 of the file; PostgreSQL is asked when it is put back.
        if not self.settings.embedded:
            return True
        before = self.images[self.standing]
        with self._file.open("rb") as file:
            file.seek(24)
            counted = file.read(4)
        # A key is no part of a transaction: one that was made or destroyed before a failure stays so.
        return counted != before.file[24:28] or self._keys() != before.keys

    @property
    def _file(self) -> Path:
        return Path(str(self.engine.url.database))

    def _key_files(self) -> list[Path]:
        return [path for path in self.settings.keys.iterdir() if path.suffix == ".key"]
