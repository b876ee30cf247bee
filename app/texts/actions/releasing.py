"""Release: one version, one audience, one naming form, with the consent of everybody asked or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, select

from app.dialogues.models import Dialogue, Seat
from app.journal.acts import name_act
from app.kernel import clock
from app.kernel.db import db
from app.kernel.wording import say
from app.library.vocabulary import Level
from app.texts import queries
from app.texts.actions.announcing import changed, write_down
from app.texts.actions.errors import MayNotLeave, NotAdopted, NotAsked, NotDescribed
from app.texts.actions.reading import among_readers
from app.texts.models import Release, ReleaseConsent, ReleaseSeat, Text
from app.texts.rules import MAY_LEAVE, Naming, ReleaseStanding, TextStanding, release_result

RELEASED = name_act("text:released", say("Memorandum %(number)s released"))
STOPPED = name_act("text:release-stopped", say("A release of memorandum %(number)s stopped"))
EXPORTED = name_act("text:exported", say("Memorandum %(number)s taken out as a document"))


def ask_release(
    dialogue: Dialogue,
    text: Text,
    addressees: str,
    naming: Naming,
    present: Sequence[Seat],
    *,
    description: str = "",
) -> Release:
    """Ask the participants present for the release of this adopted version to one audience."""
    if text.standing is not TextStanding.ADOPTED:
        raise NotAdopted(say("Only an adopted text can be released."))
    may_leave(queries.level_of(dialogue, text), naming)
    if naming is Naming.GROUP_DESCRIBED and not description:
        raise NotDescribed(say("Write the words that would describe the group."))
    among_readers(text, present)
    release = Release(
        dialogue_id=text.dialogue_id,
        text_id=text.id,
        text_version=text.text_version,
        addressees=addressees,
        description=description if naming is Naming.GROUP_DESCRIBED else None,
        naming=naming,
        standing=ReleaseStanding.ASKING,
        asked=len(present),
    )
    db.session.add(release)
    db.session.flush()  # the roster refers to it
    db.session.add_all(ReleaseSeat(release_id=release.id, seat_id=seat.id) for seat in present)
    changed(text)
    return release


def may_leave(level: Level, naming: Naming) -> None:
    """Refuse what the level that holds keeps inside: at L0 and L1 everything, below L4 names (D§6.1)."""
    if level not in MAY_LEAVE:
        raise MayNotLeave(
            say(
                "At this confidentiality level nothing of substance leaves. The group can choose another level."
            )
        )
    if naming is Naming.NAMED and level is not Level.L4:
        raise MayNotLeave(
            say("At this confidentiality level no names leave. The group can choose another level.")
        )


def consent(release: Release, seat: Seat, secret: str) -> None:
    """Say yes to one release."""
    _is_asked(release, seat)
    consent_id = queries.consent_id(secret, release)
    if db.session.get(ReleaseConsent, consent_id) is None:
        db.session.add(ReleaseConsent(id=consent_id, release_id=release.id))
        db.session.flush()


def withhold(release: Release, seat: Seat, secret: str) -> None:
    """Refuse, or take a yes back.

    Refusing and not answering write the same thing, nothing (design §1.7): a yes that stood is deleted.
    """
    _is_asked(release, seat)
    db.session.execute(
        delete(ReleaseConsent).where(ReleaseConsent.id == queries.consent_id(secret, release))
    )


def close_asking(text: Text, release: Release) -> None:
    """Close the asking: complete or not complete, and nothing of who said what remains."""
    if not _held_open(release):
        return
    asked = queries.asked_for_consent(release)
    consents = db.session.scalar(
        select(func.count()).where(ReleaseConsent.release_id == release.id)
    )
    release.standing = release_result(consents or 0, asked)
    forget_consents(release)
    db.session.execute(delete(ReleaseSeat).where(ReleaseSeat.release_id == release.id))
    if release.standing is ReleaseStanding.COMPLETE:
        release.on = clock.today()
        write_down(RELEASED, text)
    changed(text)


def stop_release(text: Text, release: Release) -> None:
    """Take a completed release back at anyone's word: consent is revocable until the text is sent (D§6.4).

    Who asked for it is not kept, and could not be: nothing is known any more of who consented.
    """
    if release.standing is not ReleaseStanding.COMPLETE:
        return
    release.standing = ReleaseStanding.NOT_COMPLETE
    release.on = None
    write_down(STOPPED, text)
    changed(text)


def record_export(text: Text) -> None:
    """Write down that a document of this text was taken out: which text, which day, never by whom."""
    write_down(EXPORTED, text)


def forget_consents(release: Release) -> None:
    """Forget every yes to a release."""
    db.session.execute(delete(ReleaseConsent).where(ReleaseConsent.release_id == release.id))


def _is_asked(release: Release, seat: Seat) -> None:
    if not (_held_open(release) and queries.is_asked_for_consent(release, seat)):
        raise NotAsked(say("You are not asked for this release, or the asking has closed."))


def _held_open(release: Release) -> bool:
    """Whether the asking is open, kept so until this request has ended: no yes arrives while it is closed."""
    standing = db.session.scalar(
        select(Release.standing).where(Release.id == release.id).with_for_update()
    )
    return standing is ReleaseStanding.ASKING
