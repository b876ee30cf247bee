"""The fonts a typeset document may use: where they lie, how they get there, and which characters they hold."""

from __future__ import annotations

import functools
import importlib.util
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools import subset, ttLib

from app.kernel.errors import DomainError
from app.kernel.wording import say

PREPARED = Path(__file__).resolve().parents[2] / "var" / "fonts" / "pdf"

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

SERIF = (
    "Noto Serif",
    "Amiri",
    "Noto Naskh Arabic",
    "Noto Serif Hebrew",
    "Noto Serif Georgian",
    "Noto Serif Armenian",
)
SANS = (
    "Noto Sans",
    "Amiri",
    "Noto Sans Hebrew",
    "Noto Sans Georgian",
    "Noto Sans Armenian",
)


class FontsMissing(DomainError):
    """The fonts were never prepared, so no PDF can be typeset; installing the program prepares them."""

    def __init__(self, missing: str = "") -> None:
        super().__init__(say("The fonts for documents are not installed, so no PDF can be made."))
        self.missing = missing


@dataclass(frozen=True, slots=True)
class FontShelf:
    """The prepared fonts: their families in order of preference, and what each of them holds."""

    directory: Path
    families: tuple[str, ...]
    holdings: tuple[frozenset[int], ...]

    def holds(self, cluster: str) -> bool:
        """Whether one single font can draw the whole cluster: a letter and its marks cannot come from two."""
        wanted = {ord(character) for character in cluster if not is_silent(character)}
        return any(wanted <= held for held in self.holdings)

    def preferring(self, first: tuple[str, ...]) -> tuple[str, ...]:
        there = tuple(family for family in first if family in self.families)
        return there + tuple(family for family in self.families if family not in there)


def is_silent(character: str) -> bool:
    """Whether a shaper draws nothing for this character even where a font lacks it."""
    point = ord(character)
    return (
        point in (0x00AD, 0x034F, 0x061C, 0x2060, 0xFEFF)
        or 0x200B <= point <= 0x200F
        or 0x2066 <= point <= 0x2069
        or 0xFE00 <= point <= 0xFE0F
    )


def shelf(directory: Path | None = None) -> FontShelf:
    """The fonts in the directory, read once per process as long as the files do not change."""
    place = directory or Path(os.environ.get("SECOND_TRACK_FONTS", PREPARED))
    files = tuple(sorted(place.glob("*.ttf"))) if place.is_dir() else ()
    if not files:
        raise FontsMissing(str(place))
    return _read(place, tuple((file, file.stat().st_mtime_ns) for file in files))


@functools.lru_cache(maxsize=4)
def _read(place: Path, files: tuple[tuple[Path, int], ...]) -> FontShelf:
    held: dict[str, set[int]] = {}
    for file, _ in files:
        with _font(file, lazy=True) as font:
            family = font["name"].getBestFamilyName() or file.stem
            # Held is what every face of a family holds: a bold or an italic must not lack what the upright has.
            points = set(font.getBestCmap())
            held[family] = held[family] & points if family in held else points
    order = [family for family in dict.fromkeys((*SERIF, *SANS)) if family in held]
    order += sorted(family for family in held if family not in order)
    return FontShelf(place, tuple(order), tuple(frozenset(held[family]) for family in order))


def prepare(source: Path, target: Path = PREPARED) -> tuple[Path, ...]:
    """Fill the target with every TTF that documents need. The source is the folder of the installed web fonts
    (`node_modules/@fontsource`); the whole Latin, Greek and Cyrillic fonts come from the wheels."""
    target.mkdir(parents=True, exist_ok=True)
    made = [_copied(file, target / file.name) for file in _wheel_files()]
    for wanted in SCRIPTS:
        made += [_converted(source, wanted, weight, target) for weight in _weights(source, wanted)]
    return tuple(made)


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
