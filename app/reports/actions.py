"""Taking a text out of the program: with the same refusals on a page and on the command line."""

from __future__ import annotations

from app.dialogues.models import Dialogue
from app.kernel.errors import DomainError
from app.kernel.wording import say
from app.reports.contents import Reach, memorandum
from app.reports.rendering import Format, Rendered, render
from app.texts import actions as texts, queries
from app.texts.models import Release, Text
from app.texts.queries import NumberedParagraph
from app.texts.rules import ReleaseStanding


class NotReleased(DomainError):
    """Only what everybody asked consented to leaves the building."""


def take_out(
    dialogue: Dialogue, text: Text, release: Release, format: Format, *, practice: bool
) -> Rendered:
    """A released version as a document; the journal keeps that it was taken out, never by whom."""
    if release.standing is not ReleaseStanding.COMPLETE:
        raise NotReleased(
            say("This version has not been released: not everybody asked has consented.")
        )
    rendered = render(
        memorandum(
            dialogue,
            text,
            queries.version_of(text, release.text_version),
            queries.level_of(dialogue, text),
            Reach.RELEASED,
            practice=practice,
        ),
        format,
    )
    texts.record_export(text)
    return rendered


def paper_for_the_room(
    dialogue: Dialogue, text: Text, format: Format, *, practice: bool
) -> Rendered:
    """The text as it stands, marked as a draft on every page; the third party prints it for the room."""
    paragraphs = tuple(
        NumberedParagraph(paragraph.number, paragraph.block, paragraph.wording)
        for paragraph in queries.paragraphs_of(text)
    )
    if not paragraphs:
        raise texts.NothingToRead(say("There is no paragraph to print yet."))
    document = memorandum(
        dialogue,
        text,
        paragraphs,
        queries.level_of(dialogue, text),
        Reach.ROOM,
        practice=practice,
    )
    return render(document, format)


def released_version_of(text: Text) -> Release:
    """The release that a text can be taken out by; raises NotReleased when there is none."""
    for release in queries.releases_of(text):
        if release.standing is ReleaseStanding.COMPLETE:
            return release
    raise NotReleased(say("This text has not been released: nothing of it leaves."))
