"""/dialogues/…/texts/…: opening and closing readings, adoption, asking for release and stopping one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.dialogues.access import entry
from app.dialogues.models import Dialogue, Seat
from app.texts import actions, policy, queries
from app.texts.forms import PresentForm, ReleaseForm
from app.texts.models import Release, Text
from app.texts.rules import Naming
from app.texts.views import Answer, bp, refused, to
from app.texts.views.page import text_page
from app.web.answers import CONFLICT, UNPROCESSABLE


@bp.post("/<id:text_id>/reading")
@entry(policy.OPEN_READING)
def open_reading(dialogue: Dialogue, seat: Seat, text: Text) -> Answer:
    """Open a reading for those present."""
    people = queries.can_be_asked(text)
    form = PresentForm.sent(dialogue, people)
    if not form.validate_on_submit():
        return text_page(dialogue, seat, text, present_form=form), UNPROCESSABLE
    return _done(dialogue, seat, text, lambda: actions.open_reading(text, form.chosen(people)))


@bp.post("/<id:text_id>/reading/close")
@entry(policy.OPEN_READING)
def close_reading(dialogue: Dialogue, seat: Seat, text: Text) -> Answer:
    """Close the reading and see what everybody asked could live with."""
    return _done(dialogue, seat, text, lambda: actions.close_reading(text))


@bp.post("/<id:text_id>/adopt")
@entry(policy.OPEN_READING)
def adopt(dialogue: Dialogue, seat: Seat, text: Text) -> Answer:
    """Record that the group adopted the paragraphs that everybody asked could live with."""
    return _done(dialogue, seat, text, lambda: actions.adopt_text(text))


@bp.post("/<id:text_id>/releases")
@entry(policy.ASK_RELEASE)
def ask_release(dialogue: Dialogue, seat: Seat, text: Text) -> Answer:
    """Ask for the release of this version to one audience."""
    people = queries.can_be_asked(text)
    form = ReleaseForm.sent(dialogue, people).at(queries.level_of(dialogue, text))
    if not form.validate_on_submit():
        return text_page(dialogue, seat, text, release_form=form), UNPROCESSABLE
    asking = lambda: actions.ask_release(  # noqa: E731
        dialogue,
        text,
        form.addressees.data,
        Naming(form.naming.data),
        form.chosen(people),
        description=form.description.data or "",
    )
    if refused(asking):
        return text_page(dialogue, seat, text, release_form=form), CONFLICT
    return to(dialogue, text)


@bp.post("/<id:text_id>/releases/<id:release_id>/close")
@entry(policy.ASK_RELEASE)
def close_asking(dialogue: Dialogue, seat: Seat, text: Text, release: Release) -> Answer:
    """Close the asking: complete, or not complete."""
    return _done(dialogue, seat, text, lambda: actions.close_asking(text, release))


@bp.post("/<id:text_id>/releases/<id:release_id>/stop")
@entry(policy.ASK_RELEASE)
def stop_release(dialogue: Dialogue, seat: Seat, text: Text, release: Release) -> Answer:
    """Take a release back at anyone's word."""
    return _done(dialogue, seat, text, lambda: actions.stop_release(text, release))


def _done(dialogue: Dialogue, seat: Seat, text: Text, deed: Callable[[], Any]) -> Answer:
    if refused(deed):
        return text_page(dialogue, seat, text), CONFLICT
    return to(dialogue, text)
