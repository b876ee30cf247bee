"""The shape of what is typed about a joint text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, Optional, ValidationError

from app.kernel.wording import Wording
from app.texts.rules import Block, Mark, Naming
from app.web.forms import Form, LineField, VersionField, WordsField, choices

BLOCKS = {
    Block.COMMON_GROUND: _l("Common ground"),
    Block.PROBLEM: _l("The problem, as jointly defined"),
    Block.CONSIDERATIONS: _l("Considerations any approach must meet"),
    Block.APPROACHES: _l("Approaches"),
    Block.OBSTACLES_STEPS: _l("Obstacles and steps"),
    Block.RECOMMENDATIONS: _l("Recommendations"),
    Block.DIFFERENCES: _l("What we did not all adopt"),
}

MARKS = (
    (Mark.ADOPT, _l("Adopt"), _l("I adopt these words as our own.")),
    (Mark.CAN_LIVE_WITH, _l("Can live with"), _l("Not my words, but I can live with them.")),
    (
        Mark.CONCERN,
        _l("Concern"),
        _l("A need or fear is left unmet. Say which, in your own words."),
    ),
    (
        Mark.CANNOT_ADOPT,
        _l("Cannot adopt"),
        _l("I cannot live with this. The paragraph will not stand."),
    ),
)

NAMINGS = {
    Naming.UNNAMED: _l("Unnamed: nobody is described or named"),
    Naming.GROUP_DESCRIBED: _l("The group is described in general words, nobody is named"),
}


class BeginTextForm(Form):
    """Begin a memorandum."""

    title = LineField(_l("Title"), [DataRequired(_l("Give the memorandum a title."))])
    subject = LineField(_l("Subject"))


class HeadingForm(BeginTextForm):
    """Change what stands above the paragraphs."""

    place_and_dates = LineField(
        _l("Place and dates"),
        description=_l(
            "As they may be read later, or empty. Leave out what could show who travelled where."
        ),
    )
    seen_version = VersionField()


class ParagraphForm(Form):
    """A paragraph of the draft."""

    block = SelectField(
        _l("Part"), choices=choices((block.value, label) for block, label in BLOCKS.items())
    )
    wording = WordsField(_l("Paragraph"), [DataRequired(_l("Write the paragraph."))])
    sources = SelectMultipleField(_l("Worked from"), validate_choice=False)
    seen_version = VersionField()

    def words(self) -> Wording:
        """What was typed."""
        return Wording.of(self.wording.data)


class PresentForm(Form):
    """Who is present to be asked."""

    seats = SelectMultipleField(
        _l("Who is present"),
        description=_l(
            "Participants present now. The list lives only while the asking is open and then becomes a number."
        ),
    )

    def __init__(self, seats: Sequence[tuple[str, Wording]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.seats.choices = choices(seats)

    def validate_seats(self, field: Any) -> None:
        """At least one."""
        if not field.data:
            raise ValidationError(_l("Choose who is present."))


class ReleaseForm(PresentForm):
    """Ask for the release of one version to one audience."""

    addressees = LineField(
        _l("To whom"),
        [DataRequired(_l("Write to whom, by whom and by what way."))],
        limit=400,
        description=_l(
            "One audience: bodies or roles, the way, the bearer's role, and when. No private names."
        ),
    )
    naming = RadioField(
        _l("How those who made it are named"),
        choices=choices((naming.value, label) for naming, label in NAMINGS.items()),
        default=Naming.UNNAMED.value,
    )


class MarkForm(Form):
    """One private mark on one paragraph; part of the form of a whole reading, which carries the CSRF token."""

    class Meta:
        """The reading's form is checked once, as a whole."""

        csrf = False

    mark = RadioField(
        _l("Your mark, seen by nobody"),
        choices=choices((mark.value, title) for mark, title, _meaning in MARKS),
        validators=[Optional()],
    )
    concern = WordsField(
        _l("Which need or fear does it leave unmet?"),
        limit=1000,
        description=_l("The drafter reads these words without a name, after the reading closes."),
    )

    def validate_concern(self, field: Any) -> None:
        """A concern needs words, or nobody can meet it."""
        if self.mark.data == Mark.CONCERN and not (field.data or "").strip():
            raise ValidationError(_l("Say what concerns you, so that the drafter can meet it."))

    def words(self) -> Wording | None:
        """The concern, if the mark has one."""
        heard = (
            self.mark.data in (Mark.CONCERN, Mark.CANNOT_ADOPT)
            and (self.concern.data or "").strip()
        )
        return Wording.of(self.concern.data) if heard else None


class ConsentForm(Form):
    """Yes, or not: refusing and not answering are the same."""

    answer = RadioField(
        _l("Your answer, seen by nobody"),
        choices=choices(
            [
                ("yes", _l("I consent to this release, of this version, to this audience")),
                ("no", _l("I do not consent")),
            ]
        ),
        validators=[DataRequired(_l("Choose one of the two."))],
    )
