"""Ports for servers that tests start in other processes: below those that the system gives to whoever asks for any."""

from __future__ import annotations

import random
import socket

_OURS = range(20_000, 30_000)


def free_port() -> int:
    """A port that nobody has now, and that nobody is given by chance before the server takes it."""
    while True:
        port = random.choice(_OURS)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
