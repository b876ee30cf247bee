"""Asked once at the console and handed to the workers in memory: a worker that is replaced cannot ask again."""

from __future__ import annotations

import os
from getpass import getpass

from app.startup.refusals import Refused

HANDED_OVER = "SECOND_TRACK_PASSPHRASE_FD"
SHORTEST = 15


def choose() -> str:
    """Ask for a new passphrase, twice."""
    print("This installation's key will be locked with a passphrase, asked at every start.")
    print("Nobody can open what is kept here without it: not we, not with a backup.")
    chosen = getpass("New passphrase: ")
    if len(chosen) < SHORTEST:
        raise Refused(f"A passphrase has at least {SHORTEST} characters; several words are good.")
    if getpass("Once more: ") != chosen:
        raise Refused("The two were not the same. Nothing was made; start again.")
    return chosen


def hand_over(passphrase: str) -> dict[str, str]:
    """Put the passphrase where only this process and its children can read it; never on the disk."""
    held = os.memfd_create("passphrase", 0)
    os.write(held, passphrase.encode())
    os.set_inheritable(held, True)
    return {HANDED_OVER: str(held)}


def handed_over(prompt: str) -> str:
    """The passphrase that was handed over; asked for where none was."""
    held = os.environ.get(HANDED_OVER, "")
    if not held:
        return getpass(prompt)
    return os.pread(int(held), 4096, 0).decode()
