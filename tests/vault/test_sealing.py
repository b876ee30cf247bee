from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from app.vault import Tampered
from app.vault.sealing import KEY_BYTES, Place, seal, unseal, version_of

KEY = bytes(range(KEY_BYTES))
HERE = Place("dialogue", "contributions", "words", "row")

names = st.text(st.characters(codec="utf-8"), max_size=12)
places = st.builds(Place, names, names, names, names)
plains = st.binary(max_size=600)


@given(plains, places, st.integers(1, 65535))
def test_what_is_sealed_opens_again_in_its_place(plain: bytes, place: Place, version: int) -> None:
    blob = seal(plain, key=KEY, version=version, place=place)
    assert version_of(blob) == version
    assert unseal(blob, key=KEY, place=place) == plain


@given(plains, places, places)
def test_nothing_opens_in_another_place(plain: bytes, here: Place, there: Place) -> None:
    if here == there:
        return
    blob = seal(plain, key=KEY, version=1, place=here)
    with pytest.raises(Tampered):
        unseal(blob, key=KEY, place=there)


@pytest.mark.parametrize("part", Place._fields)
def test_a_value_moved_to_another_scope_table_column_or_row_stays_closed(part: str) -> None:
    blob = seal(b"words", key=KEY, version=1, place=HERE)
    with pytest.raises(Tampered):
        unseal(blob, key=KEY, place=HERE._replace(**{part: "elsewhere"}))


def test_two_places_never_read_as_the_same_bytes() -> None:
    blob = seal(b"words", key=KEY, version=1, place=Place("ab", "c", "d", "e"))
    with pytest.raises(Tampered):
        unseal(blob, key=KEY, place=Place("a", "bc", "d", "e"))


@given(st.binary(max_size=80), st.data())
def test_any_changed_bit_is_noticed(plain: bytes, data: st.DataObject) -> None:
    blob = bytearray(seal(plain, key=KEY, version=1, place=HERE))
    at = data.draw(st.integers(0, len(blob) * 8 - 1))
    blob[at // 8] ^= 1 << (at % 8)
    with pytest.raises(Tampered):
        unseal(bytes(blob), key=KEY, place=HERE)


def test_every_byte_counts_and_so_does_every_length() -> None:
    blob = seal(b"a few words", key=KEY, version=1, place=HERE)
    for at in range(len(blob)):
        flipped = blob[:at] + bytes([blob[at] ^ 0xFF]) + blob[at + 1 :]
        for altered in (flipped, blob[:at], blob[at + 1 :]):
            with pytest.raises(Tampered):
                unseal(altered, key=KEY, place=HERE)
    with pytest.raises(Tampered):
        unseal(blob + b"\0", key=KEY, place=HERE)


def test_another_key_opens_nothing() -> None:
    blob = seal(b"words", key=KEY, version=1, place=HERE)
    with pytest.raises(Tampered):
        unseal(blob, key=bytes(KEY_BYTES), place=HERE)


def test_the_same_words_never_look_the_same() -> None:
    assert seal(b"yes", key=KEY, version=1, place=HERE) != seal(
        b"yes", key=KEY, version=1, place=HERE
    )


@pytest.mark.parametrize(
    ("lengths", "step"), [(range(31), 32), (range(32, 63), 64), (range(256, 511), 512)]
)
def test_a_length_tells_little(lengths: range, step: int) -> None:
    sizes = {len(seal(b"a" * length, key=KEY, version=1, place=HERE)) for length in lengths}
    assert sizes == {step + 3 + 12 + 16}
