"""Prepares the fonts of documents: what is taken from wheels and web fonts, and what is done to it. Not at run time."""

from __future__ import annotations

import importlib.util
import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools import subset, ttLib

from app.reports.fonts import HELD, PREPARED, FontsMissing

# Whole fonts from wheels, used as they are. The per-subset Latin files of the web fonts would make the typesetter
# change fonts in the middle of a word.
WHEELS = ("fontpkg_noto_serif", "fontpkg_noto_sans")


@dataclass(frozen=True, slots=True)
class ScriptFont:
    """One web font that carries a single script, to be turned into a TTF. `larger` fits its letters to the eye beside
    Latin ones of the same size."""

    package: str
    subset: str
    family: str
    keep: tuple[range, ...] = ()
    larger: float = 1.0


# Arrows, comparison signs and ticks are typed by people and are in neither Noto Serif nor Noto Sans. The pictograph
# planes are left out on purpose: half a set of emoji is worse than none (they show as their code points).
_SIGNS = (range(0x2190, 0x2300), range(0x2500, 0x27C0))

# Documents set Arabic in Amiri: the Noto fonts draw a letter and its dots as two glyphs, so that words copied from a
# PDF, searched in it or read aloud from it came out with letters doubled. Noto stays behind it for rarer letters.
SCRIPTS = (
    ScriptFont("amiri", "arabic", "Amiri", larger=1.16),
    ScriptFont("noto-naskh-arabic", "arabic", "Noto Naskh Arabic"),
    ScriptFont("noto-serif-hebrew", "hebrew", "Noto Serif Hebrew"),
    ScriptFont("noto-serif-georgian", "georgian", "Noto Serif Georgian"),
    ScriptFont("noto-serif-armenian", "armenian", "Noto Serif Armenian"),
    ScriptFont("noto-sans-hebrew", "hebrew", "Noto Sans Hebrew"),
    ScriptFont("noto-sans-georgian", "georgian", "Noto Sans Georgian"),
    ScriptFont("noto-sans-armenian", "armenian", "Noto Sans Armenian"),
    ScriptFont("noto-sans-math", "latin", "Noto Sans Math", keep=_SIGNS),
    ScriptFont("noto-sans-symbols-2", "symbols", "Noto Sans Symbols 2", keep=_SIGNS),
)
WEIGHTS = {400: "Regular", 700: "Bold"}


def prepare(source: Path, target: Path = PREPARED) -> tuple[Path, ...]:
    """Fill the target with every TTF that documents need. The source is the folder of the installed web fonts
    (`node_modules/@fontsource`); the whole Latin, Greek and Cyrillic fonts come from the wheels."""
    target.mkdir(parents=True, exist_ok=True)
    made = [_copied(file, target / file.name) for file in _wheel_files()]
    for wanted in SCRIPTS:
        made += [_converted(source, wanted, weight, target) for weight in _weights(source, wanted)]
    # Last, so that a preparation that was cut short counts as none.
    (target / HELD).write_text(json.dumps(_held_by(made), ensure_ascii=False), "utf-8")
    return tuple(made)


def _held_by(files: Iterable[Path]) -> dict[str, list[tuple[int, int]]]:
    """By family, the ranges of what every face of it holds: a bold must not lack what the upright has."""
    held: dict[str, set[int]] = {}
    for file in files:
        with _font(file, lazy=True) as font:
            family = font["name"].getBestFamilyName() or file.stem
            points = set(font.getBestCmap())
            held[family] = held[family] & points if family in held else points
    return {family: _ranges(points) for family, points in held.items()}


def _ranges(points: Iterable[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for point in sorted(points):
        if found and found[-1][1] == point - 1:
            found[-1] = (found[-1][0], point)
        else:
            found.append((point, point))
    return found


def _wheel_files() -> list[Path]:
    found: list[Path] = []
    for wheel in WHEELS:
        spec = importlib.util.find_spec(wheel)
        if spec is None or spec.origin is None:
            raise FontsMissing(wheel)
        found += sorted((Path(spec.origin).parent / "files").glob("*.ttf"))
    return found


def _copied(file: Path, target: Path) -> Path:
    if not target.exists() or target.stat().st_size != file.stat().st_size:
        shutil.copyfile(file, target.with_suffix(".part"))
        target.with_suffix(".part").replace(target)
    return target


def _web_font(source: Path, wanted: ScriptFont, weight: int) -> Path:
    return (
        source
        / wanted.package
        / "files"
        / f"{wanted.package}-{wanted.subset}-{weight}-normal.woff2"
    )


def _weights(source: Path, wanted: ScriptFont) -> list[int]:
    weights = [weight for weight in WEIGHTS if _web_font(source, wanted, weight).exists()]
    if not weights:
        raise FontsMissing(wanted.package)
    return weights


def _converted(source: Path, wanted: ScriptFont, weight: int, target: Path) -> Path:
    file = _web_font(source, wanted, weight)
    made = target / f"{wanted.package}-{weight}.ttf"
    if made.exists() and made.stat().st_mtime_ns >= file.stat().st_mtime_ns:
        return made
    with _font(file) as font:
        if wanted.keep:
            _keep(font, {point for part in wanted.keep for point in part})
        _rename(font, wanted.family, weight)
        font["head"].unitsPerEm = round(font["head"].unitsPerEm / wanted.larger)
        font.flavor = None
        font.save(made.with_suffix(".part"))
    made.with_suffix(".part").replace(made)
    return made


# fontTools carries no types for what its tables hold.
def _font(file: Path, *, lazy: bool = False) -> Any:
    # recalcTimestamp=False: the same web font gives the same bytes on every machine.
    return ttLib.TTFont(file, lazy=lazy, recalcTimestamp=False)


def _keep(font: Any, points: set[int]) -> None:
    tool: Any = subset
    subsetter = tool.Subsetter(
        tool.Options(layout_features=[], name_IDs=["*"], notdef_outline=True)
    )
    subsetter.populate(unicodes=points)
    subsetter.subset(font)


def _rename(font: Any, family: str, weight: int) -> None:
    """Some web fonts were cut from a variable font and still carry the name of its thinnest face."""
    style = WEIGHTS[weight]
    names = font["name"]
    for number in (16, 17, 21, 22, 25):
        names.removeNames(nameID=number)
    postscript = f"{family.replace(' ', '')}-{style}"
    for number, words in ((1, family), (2, style), (4, f"{family} {style}"), (6, postscript)):
        names.removeNames(nameID=number)
        names.setName(words, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
