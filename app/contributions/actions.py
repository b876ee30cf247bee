"""What people do with recorded points: write, take back, show, strike, park, group, order, link.

Nothing here is journalled: an entry for a contribution would be its time, and time is an author
(threats §0.4). Announcements go to the audience of the words and to nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, exists, select, update
from sqlalchemy.exc import IntegrityError

from app.contributions import queries
from app.contributions.models import Cluster, Contribution, ContributionLink
from app.contributions.queries import Invitation
from app.contributions.rules import (
    Standing,
    lines_of,
    link_between,
    party_may_be_named,
    scattered,
    spread,
)
from app.dialogues.models import Audience, Party, Seat, Stage
from app.kernel.announcements import Channel, announce
from app.kernel.db import db, write_anew_after_commit
from app.kernel.errors import DomainError
from app.kernel.tokens import id_from, new_id, normal_code
from app.kernel.wording import Wording, say
from app.library.vocabulary import Kind, Level
from app.workshops.actions.recorded import keeps_words, when_blocks_merge
from app.workshops.models import Sitting

WORDS = "words"
"""The words of an audience changed: refetch the list."""
ROOM = "room"
"""How the room of an audience stands changed: stage, phones, wall."""
WAITING = "waiting"
"""Something waits for the desk to open the round. Said once, to the desk only, and not how much."""


class PhonesClosed(DomainError):
    """Words arrived for a sitting whose phones are closed."""


class ToldOtherwise(DomainError):
    """Who will see the words, or when, is no longer what their writer was told."""


class NotInvited(DomainError):
    """The stage does not invite this kind of point on phones."""


class NothingWritten(DomainError):
    """A point needs words."""


class AlreadyKept(DomainError):
    """Other words were already kept under the same token."""


class NothingToTakeBack(DomainError):
    """No words have this code: mistyped, already taken back, or struck. The three are not told apart."""


class WorkedIntoDraft(DomainError):
    """The words are part of a draft; the remedy is the reading."""


class CannotBear(DomainError):
    """These two points cannot be linked: of their kinds, or because their readers differ."""


class NotTogether(DomainError):
    """Points with different readers cannot stand under one heading."""


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote on a phone: the token from the form, what they were told, the kind, the words."""

    token: str
    told: str
    kind: Kind
    words: Wording
    without_party: bool = False


def write(seat: Seat, sitting: Sitting, written: Written) -> None:
    """Keep what a participant wrote under what they were told, once however often it is sent.

    The row's id is a hash of the token, so a repeated sending finds the same row; nothing else of
    the writer or the moment is kept. The words wait unseen until the desk opens the round, unless
    their writer was told that they show at once.
    """
    invitation = queries.invitation_of(sitting)
    try:
        _check(invitation, written)
    except DomainError:
        # Sent again after the room had moved on: what counts is that it was kept the first time.
        if _is_kept(written):
            return
        raise
    contribution = Contribution(
        id=token_id(written.token),
        dialogue_id=sitting.dialogue_id,
        sitting_id=sitting.id,
        audience_id=invitation.audience.id,
        stage_id=sitting.stage_id,
        kind=written.kind,
        party_id=None if written.without_party else _party_of(seat, invitation, written.kind),
        level=None,
        standing=Standing.SHOWN if invitation.at_once else Standing.WAITING,
        position=scattered(1)[0],
        words=written.words,
    )
    if not _insert(contribution):
        _is_kept(written)
    elif invitation.at_once:
        _words_changed(sitting.dialogue_id, invitation.audience.id)
    else:
        _something_waits(sitting)


def token_id(token: str) -> str:
    """The id of the words that a token takes back."""
    return id_from(normal_code(token), "contribution")


def _is_kept(written: Written) -> bool:
    """Whether the form's words were kept before; raises `AlreadyKept` if those were others."""
    kept = db.session.get(Contribution, token_id(written.token))
    if kept is not None and kept.words != written.words:
        raise AlreadyKept(
            say(
                "Words sent from this form were already kept, and these are different. "
                "Look at them once more and send them as a new point."
            )
        )
    return kept is not None


def _check(invitation: Invitation, written: Written) -> None:
    if not written.words:
        raise NothingWritten(say("Write your words first."))
    if not invitation.phones_open:
        raise PhonesClosed(
            say(
                "The phones were closed before your words arrived. They were not kept; "
                "here they are again."
            )
        )
    if invitation.told != written.told:
        raise ToldOtherwise(
            say(
                "While you wrote, the room moved on: who will see your words, or when, is no longer "
                "what this page told you. They were not kept; read the note again and send them if "
                "it still fits."
            )
        )
    if written.kind not in invitation.kinds:
        raise NotInvited(
            say("This kind of point is not invited now. Your words were not kept; choose another.")
        )


def _party_of(seat: Seat, invitation: Invitation, kind: Kind) -> str | None:
    return seat.party_id if party_may_be_named(kind, invitation.attribution) else None


def _insert(contribution: Contribution) -> bool:
    """Add it, unless its token was kept before. Nothing else is written in that case, so all of it is undone."""
    try:
        db.session.add(contribution)
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        return False
    return True


def _something_waits(sitting: Sitting) -> None:
    """Say that something waits the first time only: a second event would count the writers."""
    if not sitting.something_waits:
        sitting.something_waits = True
        announce(WAITING, to=Channel(sitting.dialogue_id, sitting.audience_id, desk=True))


@dataclass(frozen=True, slots=True)
class Typed:
    """What the rapporteur typed for the room: a point on each line, all of one kind and party."""

    lines: str
    kind: Kind
    party: Party | None
    language: str
    once: str
    """A random value of the form, so that a form sent twice is kept once. It takes nothing back."""


def type_for_room(sitting: Sitting, typed: Typed) -> list[str]:
    """Record what was said, a line each, for everybody in the sitting to see; ids of what is kept.

    No token: who wants words out says so, and the desk strikes them. Any kind at any time, since
    the third party is in charge; but a party is named only where kind and stage allow it.
    """
    lines = lines_of(typed.lines)
    if not lines:
        raise NothingWritten(say("Type what was said, a line each."))
    invitation = queries.invitation_of(sitting)
    named = typed.party is not None and party_may_be_named(typed.kind, invitation.attribution)
    # With the words in the id: who sends again after changing a line has said something new.
    ids = [id_from(f"{typed.once}|{number}|{line}", "typed") for number, line in enumerate(lines)]
    kept = set(db.session.scalars(select(Contribution.id).where(Contribution.id.in_(ids))))
    for kept_id, line, position in zip(ids, lines, scattered(len(lines)), strict=True):
        if kept_id in kept:
            continue
        db.session.add(
            Contribution(
                id=kept_id,
                dialogue_id=sitting.dialogue_id,
                sitting_id=sitting.id,
                audience_id=invitation.audience.id,
                stage_id=sitting.stage_id,
                kind=typed.kind,
                party_id=typed.party.id if named and typed.party is not None else None,
                level=None,
                standing=Standing.SHOWN,
                position=position,
                words=Wording.of(line, typed.language),
            )
        )
    db.session.flush()
    _words_changed(sitting.dialogue_id, invitation.audience.id)
    return ids


def open_round(sitting: Sitting) -> None:
    """Show together what waits, each point in a random place among those that stand already."""
    ids = queries.waiting_in(sitting)
    audiences = _audiences_of(ids)
    for contribution_id, position in zip(ids, scattered(len(ids)), strict=True):
        db.session.execute(
            update(Contribution)
            .where(Contribution.id == contribution_id)
            .values(standing=Standing.SHOWN, position=position)
        )
    sitting.something_waits = False
    for audience_id in {*audiences, sitting.audience_id}:
        _words_changed(sitting.dialogue_id, audience_id)


def _audiences_of(ids: Iterable[str]) -> set[str]:
    return set(db.session.scalars(select(Contribution.audience_id).where(Contribution.id.in_(ids))))


def show_at_once(sitting: Sitting, *, at_once: bool) -> None:
    """Let words appear as they arrive, or together. The phones say which; what waits already keeps waiting."""
    sitting.shows_at_once = at_once
    announce(ROOM, to=Channel(sitting.dialogue_id, sitting.audience_id))


def take_back(seat: Seat, token: str) -> None:
    """Take words back for good: whoever holds the token does, without a reason and without a trace.

    The row goes with its links, and with a heading that stood over nothing else. Nothing is
    journalled and nothing is announced for words that nobody had seen. Words already worked into a
    draft stay: from then on the remedy is the reading, where one 'cannot adopt' drops the paragraph
    (design §1.6).
    """
    contribution = db.session.get(Contribution, token_id(token))
    if contribution is None or contribution.dialogue_id != seat.dialogue_id:
        raise NothingToTakeBack(
            say(
                "No words have this code. It may be mistyped, or the words are already gone. "
                "If they still stand on the wall, ask the rapporteur to strike them."
            )
        )
    if not queries.can_be_taken_back(contribution):
        raise WorkedIntoDraft(
            say(
                "These words have been worked into a draft and can no longer be taken back here. "
                "In the reading, one 'cannot adopt' is enough to drop the paragraph; and the "
                "facilitator can strike words that endanger someone."
            )
        )
    _remove(contribution)


def strike(contributions: Sequence[Contribution]) -> None:
    """Strike words at anyone's word, or because they endanger someone: gone, without a record."""
    for contribution in contributions:
        _remove(contribution)


def _remove(contribution: Contribution) -> None:
    was_seen = contribution.standing is not Standing.WAITING
    cluster_id = contribution.cluster_id
    dialogue_id, audience_id = contribution.dialogue_id, contribution.audience_id
    db.session.delete(contribution)
    db.session.flush()
    write_anew_after_commit()
    _drop_if_empty(cluster_id)
    if was_seen:
        _words_changed(dialogue_id, audience_id)


def _drop_if_empty(cluster_id: str | None) -> None:
    """A heading over nothing goes too: it may echo the words that were under it."""
    if cluster_id is not None:
        db.session.execute(
            delete(Cluster).where(
                Cluster.id == cluster_id,
                ~exists().where(Contribution.cluster_id == cluster_id),
            )
        )


def park(contributions: Sequence[Contribution]) -> None:
    """Put points aside for later."""
    for contribution in contributions:
        contribution.standing = Standing.PARKED
        _changed(contribution)


def take_up(contributions: Sequence[Contribution]) -> None:
    """Take parked points up again."""
    for contribution in contributions:
        contribution.standing = Standing.SHOWN
        _changed(contribution)


def put_right(
    contribution: Contribution,
    *,
    text: str,
    language: str,
    kind: Kind,
    party: Party | None,
    level: Level | None = None,
) -> None:
    """Put a point right in the room and before its eyes: its words, its kind, whose it is, its own level.

    A level of its own can only make it stricter, since the strictest holds (design §1.4). What
    stood there before is gone. Other renderings stay; links that no longer fit its kind do not.
    """
    words = contribution.words.with_rendering(language, text)
    if len(contribution.words.renderings) == 1:
        words = Wording.of(text, language)
    if words != contribution.words:
        contribution.words = words
    contribution.level = level
    _sort_as(contribution, kind, party)
    _changed(contribution)


def _sort_as(contribution: Contribution, kind: Kind, party: Party | None) -> None:
    stage = db.session.get(Stage, contribution.stage_id) if contribution.stage_id else None
    attribution = stage.attribution if stage is not None else None
    named = party is not None and party_may_be_named(kind, attribution)
    contribution.party_id = party.id if named and party is not None else None
    if kind is not contribution.kind:
        contribution.kind = kind
        db.session.execute(
            delete(ContributionLink).where(
                (ContributionLink.from_id == contribution.id)
                | (ContributionLink.to_id == contribution.id)
            )
        )


def group(contributions: Sequence[Contribution], title: Wording) -> Cluster:
    """Put points of one sitting under a new heading."""
    if not contributions:
        raise NothingWritten(say("Choose the points that belong together first."))
    if not title:
        raise NothingWritten(say("Give the heading a few words."))
    _same_readers(contributions)
    first = contributions[0]
    cluster = Cluster(
        id=new_id(),
        dialogue_id=first.dialogue_id,
        sitting_id=first.sitting_id,
        position=scattered(1)[0],
        title=title,
    )
    db.session.add(cluster)
    db.session.flush()  # the points refer to it
    put_under(contributions, cluster)
    return cluster


def put_under(contributions: Sequence[Contribution], cluster: Cluster | None) -> None:
    """Move points under another heading, or under none."""
    if not contributions:
        raise NothingWritten(say("Choose the points that belong together first."))
    under = [] if cluster is None else _under(cluster)
    _same_readers([*contributions, *under])
    left = {contribution.cluster_id for contribution in contributions}
    for contribution in contributions:
        contribution.cluster_id = cluster.id if cluster is not None else None
        contribution.standing = Standing.SHOWN
        _changed(contribution)
    for cluster_id in left:
        _drop_if_empty(cluster_id)


def _under(cluster: Cluster) -> list[Contribution]:
    return list(
        db.session.scalars(select(Contribution).where(Contribution.cluster_id == cluster.id))
    )


def _same_readers(contributions: Iterable[Contribution]) -> None:
    if len({(each.audience_id, each.sitting_id) for each in contributions}) > 1:
        raise NotTogether(
            say("These points were recorded for different people, or in different sessions.")
        )


def rename_cluster(cluster: Cluster, title: Wording) -> None:
    """Give a heading other words."""
    if not title:
        raise NothingWritten(say("Give the heading a few words."))
    cluster.title = title
    _cluster_changed(cluster)


def move_cluster(seat: Seat, cluster: Cluster, *, down: bool) -> None:
    """Move a heading one place up or down among those of its sitting."""
    ids = visible_clusters(seat, cluster)
    order = list(
        db.session.scalars(
            select(Cluster).where(Cluster.id.in_(ids)).order_by(Cluster.position, Cluster.id)
        )
    )
    _step(order, cluster, down=down)
    _cluster_changed(cluster)


def visible_clusters(seat: Seat, cluster: Cluster) -> set[str]:
    """The headings of the same sitting under which this seat may read something."""
    return {
        found
        for found in db.session.scalars(
            queries.visible_to(seat)
            .where(Contribution.sitting_id == cluster.sitting_id)
            .with_only_columns(Contribution.cluster_id)
        )
        if found is not None
    }


def _cluster_changed(cluster: Cluster) -> None:
    db.session.flush()
    for audience_id in {contribution.audience_id for contribution in _under(cluster)}:
        _words_changed(cluster.dialogue_id, audience_id)


def move(seat: Seat, contributions: Sequence[Contribution], *, down: bool) -> None:
    """Move points one place up or down among those each stands with: same heading, kind and party."""
    for contribution in reversed(contributions) if down else contributions:
        _move(seat, contribution, down=down)


def _move(seat: Seat, contribution: Contribution, *, down: bool) -> None:
    together = list(
        db.session.scalars(
            queries.visible_to(seat)
            .where(
                Contribution.sitting_id == contribution.sitting_id,
                Contribution.standing == contribution.standing,
                Contribution.audience_id == contribution.audience_id,
                Contribution.cluster_id.is_not_distinct_from(contribution.cluster_id),
                *_beside(contribution),
            )
            .order_by(Contribution.position, Contribution.id)
        )
    )
    _step(together, contribution, down=down)
    _changed(contribution)


def _beside(contribution: Contribution) -> list[queries.Condition]:
    """Under a heading every kind stands together; elsewhere kinds and parties stand apart."""
    if contribution.cluster_id is not None:
        return []
    return [
        Contribution.kind == contribution.kind,
        Contribution.party_id.is_not_distinct_from(contribution.party_id),
    ]


def _step(order: list[Contribution] | list[Cluster], moved: object, *, down: bool) -> None:
    place = [each.id for each in order].index(getattr(moved, "id", ""))
    other = place + (1 if down else -1)
    if not 0 <= other < len(order):
        return
    positions = sorted({each.position for each in order})
    if len(positions) < len(order):
        positions = spread(len(order))  # two fell on the same place
    ids = [each.id for each in order]
    ids[place], ids[other] = ids[other], ids[place]
    for each in order:
        each.position = positions[ids.index(each.id)]


def link(bearing: Contribution, on: Contribution) -> None:
    """Say that one point answers, limits or eases another. Drawn by the third party, owned by nobody."""
    _draw(bearing, on)
    _changed(bearing)


def unlink(bearing: Contribution, on: Contribution) -> None:
    """Take such a link away."""
    db.session.execute(
        delete(ContributionLink).where(
            ContributionLink.from_id == bearing.id, ContributionLink.to_id == on.id
        )
    )
    _changed(bearing)


def link_only(
    bearing: Contribution, among: Sequence[Contribution], chosen: Sequence[Contribution]
) -> None:
    """Of the points offered in a form, let this one bear on the chosen and on no other.

    Links to points that were not offered stay, since somebody else may have drawn them meanwhile.
    """
    db.session.execute(
        delete(ContributionLink).where(
            ContributionLink.from_id == bearing.id,
            ContributionLink.to_id.in_([each.id for each in among]),
        )
    )
    for on in chosen:
        _draw(bearing, on)
    _changed(bearing)


def _draw(bearing: Contribution, on: Contribution) -> None:
    bears = link_between(bearing.kind, on.kind)
    # A link across audiences would tell those who read one end that there is another.
    if bears is None or bearing.audience_id != on.audience_id or bearing.id == on.id:
        raise CannotBear(say("These two points cannot be linked with one another."))
    if db.session.get(ContributionLink, (bearing.id, on.id)) is None:
        db.session.add(ContributionLink(from_id=bearing.id, to_id=on.id, link=bears))


def _changed(contribution: Contribution) -> None:
    db.session.flush()
    _words_changed(contribution.dialogue_id, contribution.audience_id)


def _words_changed(dialogue_id: str, audience_id: str) -> None:
    announce(WORDS, to=Channel(dialogue_id, audience_id))


def audience_of(sitting: Sitting) -> Audience:
    """Who reads what is recorded in this sitting from now on."""
    return db.session.get_one(Audience, sitting.audience_id)


# When blocks of an agenda become one, or would be taken out of it


@keeps_words
def is_recorded_in(sitting: Sitting) -> bool:
    """Whether anything was recorded in a block, a heading included."""
    return any(
        db.session.scalar(select(exists().where(model.sitting_id == sitting.id)))
        for model in (Contribution, Cluster)
    )


@when_blocks_merge
def follow(kept: Sitting, gone: Sitting) -> None:
    """What was recorded in the second is recorded in the first from now on: its readers are the same."""
    for model in (Contribution, Cluster):
        db.session.execute(
            update(model).where(model.sitting_id == gone.id).values(sitting_id=kept.id)
        )
