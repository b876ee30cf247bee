"""Taking a text out of the program: with the same refusals on a page and on the command line."""

from __future__ import annotations

from app.dialogues.models import Dialogue
from app.kernel.errors import DomainError, NotHere
from app.kernel.wording import say
from app.reports.contents import Reach, memorandum
from app.reports.rendering import Format, Rendered, render
from app.texts import actions as texts, queries
from app.texts.models import Release, Text
from app.texts.queries import NumberedParagraph
from app.texts.rules import Naming, ReleaseStanding

_TELLS_LEAST_FIRST = tuple(Naming)


class NotReleased(DomainError):
    """Only what everybody asked consented to leaves the building."""


class VersionNotKept(DomainError):
    """Older versions live until adoption, and only if they were read."""


def take_out(
    dialogue: Dialogue, text: Text, release: Release, format: Format, *, practice: bool
) -> Rendered:
    """A released version as a document; the journal keeps that it was taken out, never by whom.

    The level is asked once more: a text that was made stricter after its release stays inside.
    """
    if release.standing is not ReleaseStanding.COMPLETE:
        raise NotReleased(
            say("This version has not been released: not everybody asked has consented.")
        )
    level = queries.level_of(dialogue, text)
    texts.may_leave(level, release.naming)
    document = memorandum(
        dialogue,
        text,
        queries.version_of(text, release.text_version),
        level,
        Reach.RELEASED,
        description=release.description,
        practice=practice,
    )
    rendered = render(document, format)
    texts.record_export(text)
    return rendered


def paper_for_the_room(
    dialogue: Dialogue, text: Text, text_version: int, format: Format, *, practice: bool
) -> Rendered:
    """One version of the text, marked as a draft on every page; the third party prints it for the room.

    The version is the one asked for: who redrafts meanwhile does not change what comes out.
    """
    paragraphs = _version(text, text_version)
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


def _version(text: Text, text_version: int) -> tuple[NumberedParagraph, ...]:
    """The words as they stand if that is the version asked for, else as they were read."""
    if text_version == text.text_version:
        return tuple(
            NumberedParagraph(paragraph.number, paragraph.block, paragraph.wording)
            for paragraph in queries.paragraphs_of(text)
        )
    try:
        return queries.version_of(text, text_version)
    except NotHere:
        raise VersionNotKept(
            say("This version is no longer kept: the text was redrafted. Take the one it has now.")
        ) from None


def released_version_of(text: Text) -> Release:
    """The release that a text can be taken out by: where there are several, the one that tells least.

    Raises NotReleased when there is none.
    """
    complete = [
        release
        for release in queries.releases_of(text)
        if release.standing is ReleaseStanding.COMPLETE
    ]
    if not complete:
        raise NotReleased(
            say("This version has not been released: not everybody asked has consented.")
        )
    return min(complete, key=lambda release: _TELLS_LEAST_FIRST.index(release.naming))
