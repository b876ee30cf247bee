"""Rotates in a process of its own, so that a test can kill it. Arguments: keys, database, what."""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy import create_engine

from app.kernel.db import prepare_engine
from app.vault import Keyring
from app.vault.rotation import rotate_installation_key, rotate_scope_keys
from tests.vault.points import Base

if __name__ == "__main__":
    keys, database, what = sys.argv[1:]
    ring = Keyring.unlock(Path(keys))
    engine = create_engine(f"sqlite:///{database}")
    prepare_engine(engine)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        if what == "installation":
            rotate_installation_key(ring)
        else:
            rotate_scope_keys(ring, engine, Base, settled_after=0)
