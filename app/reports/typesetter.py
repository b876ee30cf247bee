"""The child process that sets one document and ends. It is run by path, apart from the program: it imports nothing of
ours, reads one request from standard input, writes one PDF to standard output, and touches no other file.

People's words reach the typesetter here, so a fault may pull down this process and nothing else; its limits keep a
document that will not end from taking the machine along.
"""

import json
import os
import resource
import sys

import typst

MEMORY = 2 * 1024**3
SECONDS = 30


def limit() -> None:
    """No core dump and no file can be left behind, since both would hold the words."""
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
    ):
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


def typeset(template: str, folder: str, families: list[str], document: str) -> bytes:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
    # Without a single font the typesetter would set white pages and call it a success.
    if not families or set(families) - set(fonts.families()):
        raise LookupError("a font is missing")
    compiler = typst.Compiler(
        input=template,
        root=os.path.dirname(template),
        font_paths=fonts,
        sys_inputs={"document": document},
    )
    made = compiler.compile(format="pdf", pdf_standards=["a-2a", "ua-1"])
    if not isinstance(made, bytes):
        raise TypeError("one PDF is one file")
    return made


if __name__ == "__main__":
    limit()
    sys.stdout.buffer.write(typeset(**json.load(sys.stdin.buffer)))
