"""Documents as DOCX: our own template, real styles, and a file that says nothing about who made it or when."""

from __future__ import annotations

import functools
import io
import itertools
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Twips

from app.kernel.wording import UNDETERMINED
from app.reports.cleaning import cleaned, stretches
from app.reports.drawing import qr_png
from app.reports.tree import (
    Block,
    Boxes,
    BulletList,
    Direction,
    Document,
    Heading,
    KeyValues,
    Note,
    NumberedList,
    PageBreak,
    Paragraph,
    Rule,
    SideBySide,
    Slip,
    Slips,
    Table,
    Text,
    Words,
    as_words,
    is_seen,
    levelled,
)

MIMETYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_TEMPLATE = Path(__file__).resolve().parent / "word"
_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "docProps/core.xml": "core.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/numbering.xml": "numbering.xml",
    "word/header1.xml": "header1.xml",
    "word/footer1.xml": "footer1.xml",
}
# The oldest date a ZIP can hold: it says nothing.
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)
_MARGIN = {"text": 1701, "form": 1134, "wide": 1134}
_A_FORM_TOP = 1361
_SHORT, _LONG = 11906, 16838
_TWIPS_A_MILLIMETRE = 1440 / 25.4

# A word processor chooses fonts by its own three classes of characters, and none of them is right for Georgian or
# Armenian: their fonts have to be named, and so has the one for each script from right to left.
_SCRIPTS = {
    "arab": ("Noto Naskh Arabic", "Noto Sans Arabic"),
    "hebr": ("Noto Serif Hebrew", "Noto Sans Hebrew"),
    "geor": ("Noto Serif Georgian", "Noto Sans Georgian"),
    "armn": ("Noto Serif Armenian", "Noto Sans Armenian"),
}
_RTL = frozenset({"arab", "hebr"})
_FROM_THE_LEFT = frozenset({"geor", "armn"})
_STRONG = re.compile(
    "(?P<arab>[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]+)"
    "|(?P<hebr>[\u0590-\u05ff\ufb1d-\ufb4f]+)"
    "|(?P<geor>[\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f]+)"
    "|(?P<armn>[\u0530-\u058f\ufb13-\ufb17]+)"
    r"|(?P<other>[^\W\d_]+)"
)
_NAMED_SCRIPTS = re.compile(
    "[\u0530-\u08ff\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f\ufb13-\ufdff\ufe70-\ufefc]"
)
_MARKS: dict[Direction, str] = {"ltr": "\u200e", "rtl": "\u200f"}
_SANS_STYLES = frozenset(
    re.findall(
        r"\w+",
        "Label StatusLine Banner FooterStatus TableHeading FactLabel Caption SmallPrint"
        " Heading2 Heading3 Heading4",
    )
)
_PARAGRAPH_STYLES = {
    "body": "BodyText",
    "lead": "Lead",
    "small": "SmallPrint",
    "quotation": "Quote",
}


def render(document: Document) -> bytes:
    tidy = cleaned(document)
    file = docx.Document(io.BytesIO(_template()))
    sheet = _Sheet.of(tidy, lambda png: str(file.part.get_or_add_image(io.BytesIO(png))[0]))
    _fill(file.element.body, "".join(_front(tidy)) + "".join(_blocks(tidy, sheet)))
    _dress(file.sections[0], tidy)
    if tidy.main_direction == "rtl":
        file.element.body.sectPr.append(parse_xml(f"<w:bidi {nsdecls('w')}/>"))
    file.core_properties.title = " ".join(as_words(tidy.title).plain.split())[:255]
    file.core_properties.language = tidy.language
    saved = io.BytesIO()
    file.save(saved)
    return _without_moment(saved)


def _dress(section: Section, document: Document) -> None:
    """Status line and banner stand on every page. The banner of the first page is in the text itself, where it is
    read aloud and copied along; its header begins on the second."""
    if document.paper != "text":
        section.left_margin = section.right_margin = Twips(_MARGIN[document.paper])
        section.top_margin = section.bottom_margin = Twips(_A_FORM_TOP)
    if document.paper == "wide":
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Twips(_LONG), Twips(_SHORT)
    rtl = document.main_direction == "rtl"
    footing = _paragraph(document.status_line, "FooterStatus") + _page_of_pages(rtl)
    _fill(section.footer.part.element, footing)
    _fill(section.header.part.element, _banner(document) or _EMPTY_HEADER)
    if document.banner:
        section.different_first_page_header_footer = True
        section.first_page_footer.is_linked_to_previous = False
        first = section.first_page_footer.part.element
        first.clear()
        _fill(first, footing)


@functools.cache
def _template() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, file in _PARTS.items():
            package.writestr(name, (_TEMPLATE / file).read_bytes())
    return made.getvalue()


def _without_moment(saved: io.BytesIO) -> bytes:
    """The same package with one fixed date on every entry, so that equal texts are equal bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(saved) as package, zipfile.ZipFile(made, "w") as rewritten:
        for name in package.namelist():
            entry = zipfile.ZipInfo(name, _NO_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            rewritten.writestr(entry, package.read(name))
    return made.getvalue()


def _fill(container: Any, inner: str) -> None:
    last = container.find(qn("w:sectPr"))
    for element in list(parse_xml(f"<w:body {nsdecls('w')}>{inner}</w:body>")):
        if last is None:
            container.append(element)
        else:
            last.addprevious(element)


_EMPTY_HEADER = '<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p>'
_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def _page_of_pages(rtl: bool) -> str:
    """Page 1 of 2 is "1 / 2" in every script, so the paragraph runs from the left; it stands at the far side."""
    side = "start" if rtl else "end"
    between = '<w:r><w:t xml:space="preserve"> / </w:t></w:r>'
    fields = f"{_FIELD.format('PAGE')}{between}{_FIELD.format('NUMPAGES')}"
    return f'<w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="{side}"/></w:pPr>{fields}</w:p>'


def _banner(document: Document) -> str:
    return _paragraph(document.banner, "Banner") if document.banner else ""


def _front(document: Document) -> Iterator[str]:
    yield _banner(document)
    if document.label:
        yield _paragraph(document.label, "Label")
    yield _paragraph(document.title, "Title")
    yield _paragraph(document.status_line, "StatusLine")


def _blocks(document: Document, sheet: _Sheet) -> Iterator[str]:
    breaks = False
    for kind, alike in itertools.groupby(levelled(document.blocks), type):
        if kind is PageBreak:
            breaks = True
            continue
        if kind is SideBySide:
            made = _beside([block for block in alike if isinstance(block, SideBySide)], sheet)
        else:
            made = "".join(_block(block, sheet) for block in alike)
        yield _on_a_new_page(made) if breaks else made
        breaks = False


def _on_a_new_page(made: str) -> str:
    """A break that stands in a paragraph of its own would leave a white page behind one that is just full."""
    if made.startswith("<w:p><w:pPr>"):
        style, rest = made.split("/>", 1)
        return f"{style}/><w:pageBreakBefore/>{rest}"
    return f'<w:p><w:r><w:br w:type="page"/></w:r></w:p>{made}'


@dataclass(frozen=True, slots=True)
class _Sheet:
    """How the paper lies, how wide a line is on it, in twentieths of a point, and where pictures are laid down: a PNG
    goes in, and the name comes out by which the text refers to it."""

    main: Direction
    line: int
    laid_down: Callable[[bytes], str]

    @classmethod
    def of(cls, document: Document, laid_down: Callable[[bytes], str]) -> _Sheet:
        across = _LONG if document.paper == "wide" else _SHORT
        return cls(document.main_direction, across - 2 * _MARGIN[document.paper], laid_down)


def _block(block: Block, sheet: _Sheet) -> str:  # noqa: C901 - one case for each kind of block
    match block:
        case Heading(text, level):
            return _paragraph(text, f"Heading{level}")
        case Paragraph(text, None, style):
            return _paragraph(text, _PARAGRAPH_STYLES[style])
        case Paragraph(text, number, _):
            return _paragraph(text, "NumberedParagraph", number=number)
        case BulletList(items):
            return "".join(_paragraph(item, "ListBullet") for item in items)
        case NumberedList(items, start):
            numbered = enumerate(items, start)
            return "".join(
                _paragraph(item, "ListNumber", number=f"{place}.") for place, item in numbered
            )
        case Table():
            return _table(block, sheet)
        case Boxes():
            return _boxes(block, sheet)
        case Slips(slips):
            return _slips(slips, sheet)
        case KeyValues(pairs):
            rows = [((key, "FactLabel"), (value, "TableText")) for key, value in pairs]
            return _grid(rows, (3, 11), "SideBySide", sheet)
        case Note(mark, text):
            return _paragraph(text, "Note", number=mark)
        case SideBySide():
            return _beside([block], sheet)
        case Rule():
            return '<w:p><w:pPr><w:pStyle w:val="Rule"/><w:ind w:right="5600"/></w:pPr></w:p>'
        case PageBreak():
            return ""  # what follows it begins the new page


def _paragraph(text: Text, style: str, *, number: str | None = None) -> str:
    """A legal number is written as text: Word's own numbering would count on by itself when somebody moves, adds or
    takes out a paragraph, and the number under which words were adopted would change."""
    found = as_words(text)
    rtl = found.direction == "rtl"
    # What runs the other way than the document, and still stands where the document begins, ends there.
    side = '<w:jc w:val="end"/>' * found.leads
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{"<w:bidi/>" * rtl}{side}</w:pPr>'
    label = ""
    if number is not None:
        look = _NUMBER_LOOK * (style == "NumberedParagraph") + "<w:rtl/>" * rtl
        label = f"<w:r><w:rPr>{look}</w:rPr>{_letters(number)}<w:tab/></w:r>"
    return f"<w:p>{properties}{label}{''.join(_runs(found, style in _SANS_STYLES))}</w:p>"


# The size and the colour are said twice, since LibreOffice forgets a character style inside a table.
_NUMBER_LOOK = '<w:rStyle w:val="ParagraphNumber"/><w:color w:val="5A5A5A"/><w:sz w:val="17"/><w:szCs w:val="18"/>'


def _runs(found: Words, sans: bool) -> Iterator[str]:
    base: Direction = found.direction or "ltr"
    for run in found.runs:
        marks = (run.strong, run.emphasised, run.raised)
        language = run.language or found.language
        for part, apart in stretches(run.text):
            # Word knows marks and the direction of a run, but not isolates; LibreOffice needs a character to go by.
            mark = _MARKS[apart] if apart else ""
            for letters, script in _by_script(f"{mark}{part}{mark}", apart or base):
                yield f"<w:r>{_look(script, sans, language, marks)}{_letters(letters)}</w:r>"


def _by_script(text: str, direction: Direction) -> Iterator[tuple[str, str]]:
    """The text in parts that want the same font and direction. What has neither, such as spaces, figures and signs,
    goes with the same script on both its sides or with a script from the left before it, else with the whole."""
    if direction == "ltr" and not _NAMED_SCRIPTS.search(text):
        yield text, ""
        return
    neutral = ""
    if direction == "rtl":
        neutral = next(
            (str(found.lastgroup) for found in _STRONG.finditer(text) if found.lastgroup in _RTL),
            "rtl",
        )
    parts: list[tuple[str, str]] = []
    since, before = 0, neutral
    for found in _STRONG.finditer(text):
        script = "" if found.lastgroup == "other" else str(found.lastgroup)
        goes_on = before == script or before in _FROM_THE_LEFT
        parts.append((text[since : found.start()], before if goes_on else neutral))
        parts.append((found[0], script))
        since, before = found.end(), script
    parts.append((text[since:], before if before in _FROM_THE_LEFT else neutral))
    joined = ""
    script = parts[0][1]
    for letters, own in parts:
        if letters and own != script:
            if joined:
                yield joined, script
            joined, script = "", own
        joined += letters
    if joined:
        yield joined, script


@functools.lru_cache(maxsize=512)
def _look(script: str, sans: bool, language: str, marks: tuple[bool, bool, bool]) -> str:
    """The properties of a run, in the order the schema wants them."""
    strong, emphasised, raised = marks
    font = _SCRIPTS[script][sans] if script in _SCRIPTS else ""
    rtl = script == "rtl" or script in _RTL
    inner = ""
    if font:
        name = quoteattr(font)
        hint = ' w:hint="cs"' * rtl
        inner += f"<w:rFonts w:ascii={name} w:hAnsi={name} w:cs={name}{hint}/>"
    inner += "<w:b/><w:bCs/>" * strong + "<w:i/><w:iCs/>" * emphasised
    inner += '<w:vertAlign w:val="superscript"/>' * raised + "<w:rtl/>" * rtl
    if language and language != UNDETERMINED:
        inner += f"<w:lang w:{'bidi' if rtl else 'val'}={quoteattr(language)}/>"
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def _letters(text: str) -> str:
    return "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")
    )


def _table(table: Table, sheet: _Sheet) -> str:
    widths = table.widths or (1,) * len(table.header)
    rows = [tuple((cell, "TableHeading") for cell in table.header)]
    rows += [tuple((cell, "TableText") for cell in row) for row in table.rows]
    caption = _paragraph(table.caption, "Caption") if table.caption else ""
    return caption + _grid(rows, widths, "RecordTable", sheet, headed=True, room=table.room)


def _boxes(boxes: Boxes, sheet: _Sheet) -> str:
    """Each row is a table of its own, since rows may hold different numbers of frames."""
    found = ""
    for row in boxes.rows:
        cells = tuple(
            _paragraph(box.label, "TableHeading")
            + (_paragraph(box.asks, "SmallPrint") if is_seen(box.asks) else "")
            for box in row
        )
        found += _laid_out([cells], (1,) * len(row), "SideBySide", sheet, room=boxes.room)
    return found


def _slips(slips: Sequence[Slip], sheet: _Sheet) -> str:
    """Two beside each other, with dashes to cut along; a single one leaves the rest of its row empty."""
    cells = [_slip(slip, number, sheet) for number, slip in enumerate(slips, 1)]
    cells += ["<w:p/>"] * (len(cells) % _SLIPS_A_ROW)
    rows = list(zip(cells[::2], cells[1::2], strict=True))
    return _laid_out(rows, (1,) * _SLIPS_A_ROW, "SideBySide", sheet, frames=_DASHES)


def _slip(slip: Slip, number: int, sheet: _Sheet) -> str:
    picture = _PICTURE.format(
        namespaces=nsdecls("wp", "a", "pic", "r"),
        number=number,
        side=_QR_SIDE,
        told=quoteattr(as_words(slip.drawn).plain),
        picture=sheet.laid_down(qr_png(slip.opens)),
    )
    code = f'<w:r><w:rPr><w:b/><w:sz w:val="26"/></w:rPr>{_letters(slip.code)}</w:r>'
    style = '<w:pPr><w:pStyle w:val="BodyText"/></w:pPr>'
    return (
        _paragraph(slip.title, "Lead")
        + f"<w:p>{style}<w:r>{picture}</w:r></w:p><w:p>{style}{code}</w:p>"
        + "".join(_paragraph(line, "SmallPrint") for line in slip.lines)
    )


_SLIPS_A_ROW = 2
# 34 mm, in the unit of drawings.
_QR_SIDE = 34 * 36_000
_PICTURE = (
    '<w:drawing><wp:inline {namespaces}><wp:extent cx="{side}" cy="{side}"/>'
    '<wp:docPr id="{number}" name="QR {number}" descr={told}/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="QR {number}" descr={told}/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{picture}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing>"
)
_Cell = tuple[Text, str]


def _grid(
    rows: Sequence[tuple[_Cell, ...]],
    shares: tuple[int, ...],
    style: str,
    sheet: _Sheet,
    *,
    headed: bool = False,
    room: int = 0,
) -> str:
    cells = [tuple(_paragraph(text, look) for text, look in row) for row in rows]
    return _laid_out(cells, shares, style, sheet, headed=headed, room=room)


def _beside(blocks: Sequence[SideBySide], sheet: _Sheet) -> str:
    rows = [
        tuple(
            _paragraph(
                text,
                "BodyText" if block.number is None else "NumberedParagraph",
                number=block.number,
            )
            for text in (block.first, block.second)
        )
        for block in blocks
    ]
    return _laid_out(rows, (1, 1), "SideBySide", sheet)


def _laid_out(
    rows: Sequence[tuple[str, ...]],
    shares: tuple[int, ...],
    style: str,
    sheet: _Sheet,
    *,
    headed: bool = False,
    room: int = 0,
    frames: str = "",
) -> str:
    widths = [sheet.line * share // sum(shares) for share in shares]
    properties = (
        f'<w:tblPr><w:tblStyle w:val="{style}"/>{"<w:bidiVisual/>" * (sheet.main == "rtl")}'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{frames or _FRAMES * bool(room)}'
        f'<w:tblLayout w:type="fixed"/>{_MARGINS * bool(frames)}</w:tblPr>'
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = ""
    for place, row in enumerate(rows):
        is_heading = headed and place == 0
        tall = _height(room) if room and not is_heading else ""
        heading = f"<w:trPr><w:cantSplit/>{tall}{'<w:tblHeader/>' * is_heading}</w:trPr>"
        inner = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
            for width, cell in zip(widths, row, strict=True)
        )
        body += f"<w:tr>{heading}{inner}</w:tr>"
    # Two tables that touch would be one: a paragraph keeps them apart.
    return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>{_AFTER_TABLE}"


def _height(millimetres: int) -> str:
    return f'<w:trHeight w:val="{round(millimetres * _TWIPS_A_MILLIMETRE)}" w:hRule="atLeast"/>'


# A form is written into by hand, so its cells have lines on all sides.
def _framed(line: str) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    drawn = (f'<w:{side} w:val="{line}" w:sz="4" w:space="0" w:color="5A5A5A"/>' for side in sides)
    return f"<w:tblBorders>{''.join(drawn)}</w:tblBorders>"


# Scissors are not exact.
_MARGINS = (
    "<w:tblCellMar>"
    + "".join(f'<w:{side} w:w="284" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    + "</w:tblCellMar>"
)
_FRAMES, _DASHES = _framed("single"), _framed("dashed")
_AFTER_TABLE = '<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>'
