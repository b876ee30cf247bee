"""Documents that tests render: invented words in the scripts that the program promises."""

from __future__ import annotations

import datetime
from typing import Any

from app.reports.tree import (
    BulletList,
    Document,
    Heading,
    KeyValues,
    Note,
    NumberedList,
    PageBreak,
    Paragraph,
    Rule,
    Run,
    SideBySide,
    Table,
    words,
)

STATUS = "Participants took part as individuals. This text commits no organisation or government."
BANNER = "Draft – not released"

# Without vowel signs: readers of PDF disagree about the order in which a letter and its sign come out.
SENTENCES = {
    "en": "We share the conviction that the valley will be lived in by all.",
    "ar": "نرى معا أن الوادي سيبقى موطنا لكل من يعيش فيه اليوم",
    "fa": "ما باور داریم که دره برای همه خواهد ماند",
    "he": "אנו חולקים את האמונה שהעמק יהיה בית לכולם",
    "ka": "ჩვენ ვიზიარებთ რწმენას, რომ ხეობაში ყველა იცხოვრებს.",
    "hy": "Մենք կիսում ենք այն համոզմունքը, որ հովիտը կապրի։",
    "ru": "Мы разделяем убеждение, что долина останется домом.",
    "tg": "Мо ба ҳам шарики ақидаем, ки водӣ хонаи ҳама мемонад.",
    "el": "Μοιραζόμαστε την πεποίθηση ότι η κοιλάδα θα κατοικείται.",
}
FROM_THE_RIGHT = ("ar", "fa", "he")


def document(*blocks: Any, **changes: Any) -> Document:
    given: dict[str, Any] = {
        "title": "Memorandum on water",
        "language": "en",
        "status_line": STATUS,
        "blocks": blocks,
    }
    return Document(**(given | changes))


def many_scripts(**changes: Any) -> Document:
    paragraphs = (
        Paragraph(words(sentence, language=language), number=str(number))
        for number, (language, sentence) in enumerate(SENTENCES.items(), 1)
    )
    return document(Heading("Common ground"), *paragraphs, **changes)


def every_block(**changes: Any) -> Document:
    """One of everything, in two directions."""
    return document(
        KeyValues(
            (("Dialogue", "Two Valleys"), ("Languages", words("English, ", Run("العربية", "ar"))))
        ),
        Heading("Common ground"),
        Paragraph("A lead.", style="lead"),
        Paragraph("A paragraph without a number."),
        Paragraph(words("Power can be ", Run("shared", emphasised=True), "."), number="1"),
        Paragraph(words(SENTENCES["ar"], language="ar"), number="2"),
        SideBySide(
            words(SENTENCES["en"], language="en"), words(SENTENCES["ar"], language="ar"), "3"
        ),
        SideBySide("One.", words("واحد", language="ar")),
        Heading("Steps", 3),
        BulletList(("First", words("ثانيا", language="ar"), "Third")),
        NumberedList(("Walk", "Write"), start=4),
        Table(
            ("Obstacle", "Step"),
            (
                ("No shared map", "Walk the wells together"),
                ("No trust", words("ننشر", language="ar")),
            ),
            caption="Obstacles and steps",
            widths=(2, 3),
        ),
        Rule(),
        Paragraph("It is quoted.", style="quotation"),
        PageBreak(),
        Heading("Sources", 2),
        Note("1", "Saunders, A Public Peace Process, 1999."),
        Paragraph("Small print.", style="small"),
        **(
            {"banner": BANNER, "label": "Memorandum 2", "date": datetime.date(1993, 3, 5)} | changes
        ),
    )


def arabic(**changes: Any) -> Document:
    return document(
        Heading("أرضية مشتركة"),
        Paragraph("انظر الملحق 12-B والقرار 2024-03-06 من فضلكم", number="1"),
        Paragraph(SENTENCES["ar"], number="2"),
        Table(("العقبة", "الخطوة"), (("لا خريطة", "نمشي معا"),)),
        **(
            {
                "title": "مذكرة حول المياه",
                "language": "ar",
                "status_line": "شارك المشاركون بصفتهم الشخصية ولا يلزم هذا النص أي منظمة أو حكومة",
                "banner": "مسودة",
            }
            | changes
        ),
    )
