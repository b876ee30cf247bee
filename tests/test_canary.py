"""The search for canaries finds what was planted, in every shape: else its silence means nothing."""

from __future__ import annotations

import base64
import gzip
import json
import random
from pathlib import Path

import pytest

from tests.canary import canary, found_in, found_under, shapes


def test_every_shape_is_found_among_other_bytes() -> None:
    words = canary("words")
    for shape in shapes(words):
        noise = random.Random(1).randbytes(200)
        assert found_in(noise + shape + noise, [words]) == [words]


@pytest.mark.parametrize("before", range(4))
def test_words_inside_a_longer_text_are_found_in_base64(before: int) -> None:
    words = canary("words")
    longer = "x" * before + words + " and more"
    assert found_in(base64.b64encode(longer.encode()), [words])


def test_words_are_found_in_json_and_packed() -> None:
    words = canary("words")
    assert found_in(json.dumps({"a": words}).encode(), [words])
    assert found_in(b"head" + gzip.compress(words.encode() * 3) + b"tail", [words])


def test_what_was_not_planted_is_not_found(tmp_path: Path) -> None:
    planted, other = canary("one"), canary("other")
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "a").write_text(planted)
    (tmp_path / "b").write_bytes(b"")
    assert found_under(tmp_path, [planted, other]) == {"inside/a": [planted]}
