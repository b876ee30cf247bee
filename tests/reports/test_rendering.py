from __future__ import annotations

import datetime
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.reports import FORMATS, Format, render
from tests.reports.documents import document, every_block

ROOT = Path(__file__).resolve().parents[2]
ONCE = (
    "import hashlib; from app.reports import FORMATS, render; from tests.reports.documents import every_block;"
    "print(*(hashlib.sha256(render(every_block(), name).body).hexdigest() for name in FORMATS))"
)


def digests() -> list[str]:
    return [hashlib.sha256(render(every_block(), name).body).hexdigest() for name in FORMATS]


def test_the_same_document_is_the_same_bytes_in_another_process_at_another_time() -> None:
    here = digests()
    time.sleep(2.1)  # A ZIP counts in steps of two seconds.
    elsewhere = os.environ | {
        "TZ": "Asia/Dushanbe",
        "USER": "canary",
        "HOME": "/",
        "PYTHONHASHSEED": "7",
    }
    done = subprocess.run(
        [sys.executable, "-c", ONCE],
        cwd=ROOT,
        env=elsewhere,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == here
    assert digests() == here


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_is_called_after_its_kind_and_its_date_and_nothing_else(format: Format) -> None:
    dated = document(kind="memorandum", date=datetime.date(1993, 3, 5), title="Anna's secret")
    assert render(dated, format).filename == f"memorandum-1993-03-05.{format}"
    assert render(document(), format).filename == f"document.{format}"


def test_each_format_says_what_it_is() -> None:
    starts = {"docx": b"PK", "pdf": b"%PDF-1.7", "md": b"# ", "csv": b"\xef\xbb\xbf"}
    for name in FORMATS:
        assert render(document(), name).body.startswith(starts[name])
        assert "/" in render(document(), name).mimetype
