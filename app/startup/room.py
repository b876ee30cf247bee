"""How the room's network reaches this machine. Asks the machine itself, nobody outside."""

from __future__ import annotations

import fcntl
import socket
import struct
from contextlib import suppress
from ipaddress import ip_address

_ASK_ADDRESS = 0x8915  # SIOCGIFADDR


def addresses() -> list[str]:
    """This machine's own IPv4 addresses on networks, the likeliest first."""
    found: list[str] = []
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        # Connecting a datagram socket sends nothing; it only picks the way out. The address is
        # one that documentation reserves.
        asked.connect(("192.0.2.1", 9))
        found.append(str(asked.getsockname()[0]))
    for _, name in socket.if_nameindex():
        with suppress(OSError):
            found.append(_address_of(name))
    return [one for one in dict.fromkeys(found) if not ip_address(one).is_loopback]


def _address_of(interface: str) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        question = struct.pack("256s", interface.encode()[:15])
        return socket.inet_ntoa(fcntl.ioctl(asked.fileno(), _ASK_ADDRESS, question)[20:24])
