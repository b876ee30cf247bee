"""/dialogues/…/course: the way of a dialogue so far, drawn as a documented process is."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask_babel import gettext as _, lazy_gettext as _l

from app.dialogues.access import entry
from app.dialogues.models import Dialogue, Seat
from app.dialogues.policy import READ
from app.dialogues.views.navigation import add_part
from app.library.course import LaneNames, lanes_of
from app.library.course.picture import lay_out
from app.texts.course import course_of_dialogue

bp = Blueprint("course", __name__)

add_part("course", _l("Course"), "course.show", READ, place=70)


@bp.get("/dialogues/<id:dialogue_id>/course")
@entry(READ)
def show(dialogue: Dialogue, seat: Seat) -> str:
    """Workshops, texts and stages over time."""
    course = course_of_dialogue(dialogue, seat)
    names = LaneNames(
        official=_("Official track"), meetings=_("Workshops"), outputs=_("What was adopted")
    )
    return render_template(
        "texts/course.html",
        dialogue=dialogue,
        seat=seat,
        course=course,
        picture=lay_out(lanes_of(course, names)) if course.meetings else None,
    )
