"""A dialogue as a `Course`: the same shape, and so the same picture, as a documented process."""

from __future__ import annotations

from app.dialogues.models import Dialogue, Seat
from app.dialogues.queries import stages_of
from app.dialogues.rules import AudienceKind, says_what_it_is
from app.library.course import Course, CourseStage, Meeting, Output
from app.library.shapes.when import NOT_DOCUMENTED, read_when
from app.texts.queries import level_of, texts_for
from app.texts.rules import TextStanding
from app.workshops.models import Workshop
from app.workshops.queries import level_of as level_of_workshop, sittings_of, workshops_of


def course_of_dialogue(dialogue: Dialogue, seat: Seat) -> Course:
    """The whole way of a dialogue, as far as this seat may know of it.

    Only what the joint room shares gives a stage its mark: that a party met alone is no part of the
    course. At L0 meetings and texts stand under their neutral titles.
    """
    return Course(
        title=dialogue.title,
        meetings=tuple(_meeting(dialogue, workshop) for workshop in workshops_of(dialogue)),
        outputs=tuple(
            Output(
                key=text.id,
                name=text.title.text
                if says_what_it_is(level_of(dialogue, text))
                else dialogue.neutral_title,
                when=read_when(text.on.isoformat() if text.on else NOT_DOCUMENTED),
            )
            for text in texts_for(seat)
            if text.standing is TextStanding.ADOPTED
        ),
        stages=tuple(
            CourseStage(key=stage.key, name=stage.name.text) for stage in stages_of(dialogue)
        ),
    )


def _meeting(dialogue: Dialogue, workshop: Workshop) -> Meeting:
    open_about_itself = says_what_it_is(level_of_workshop(dialogue, workshop))
    return Meeting(
        key=workshop.id,
        name=workshop.title.text if open_about_itself else workshop.neutral_title,
        short=str(workshop.position + 1),
        when=read_when(workshop.begins_on or NOT_DOCUMENTED),
        place=workshop.place if open_about_itself else "",
        stages=tuple(
            dict.fromkeys(
                sitting.stage.key
                for sitting in sittings_of(workshop)
                if sitting.stage is not None and sitting.audience.kind is AudienceKind.ALL
            )
        ),
    )
