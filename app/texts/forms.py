"""The shape of what is typed about a joint text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Self

from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.contributions.forms import language_choices
from app.dialogues.forms import LEVELS
from app.dialogues.models import Dialogue, Seat
from app.kernel.wording import UNDETERMINED, Rendering, Wording
from app.library.vocabulary import Level
from app.texts.rules import Block, Mark, Naming
from app.web.forms import Form, LineField, WordsField, choices, without_edges

BLOCKS = {
    Block.COMMON_GROUND: _l("Common ground"),
    Block.PROBLEM: _l("The problem, as jointly defined"),
    Block.CONSIDERATIONS: _l("Considerations any approach must meet"),
    Block.APPROACHES: _l("Approaches"),
    Block.OBSTACLES_STEPS: _l("Obstacles and steps"),
    Block.RECOMMENDATIONS: _l("Recommendations"),
    Block.DIFFERENCES: _l("What we did not all adopt"),
}

BLOCK_MEANINGS = {
    Block.COMMON_GROUND: _l(
        "What those taking part share: values, an aim, what they see as the main obstacle."
    ),
    Block.PROBLEM: _l("The problem in words that everybody here can own."),
    Block.CONSIDERATIONS: _l(
        "Needs, interests and concerns that any approach must meet, by party where that helps; "
        "each recognised by its own side."
    ),
    Block.APPROACHES: _l(
        "One or more approaches. Where there are several, all stand; none is ranked."
    ),
    Block.OBSTACLES_STEPS: _l("An obstacle, a step, who could take it, and in which order."),
    Block.RECOMMENDATIONS: _l("Proposals, each to somebody who could act on it."),
    Block.DIFFERENCES: _l(
        "What was not adopted, stated evenly, in words that those who differ can live with."
    ),
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
    Naming.NAMED: _l(
        "Named: the adopted text itself holds the names that their bearers wanted in it"
    ),
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
    seen_version = HiddenField(validators=[Length(max=64)])


class TextLevelForm(Form):
    """The level of a text of its own."""

    level = SelectField(_l("Confidentiality of this text"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        levels = ((level.value, label) for level, label in LEVELS)
        self.level.choices = choices([("", _l("As the dialogue")), *levels])

    def chosen(self) -> Level | None:
        """The level chosen; None for the dialogue's."""
        return Level(self.level.data) if self.level.data else None


class ParagraphForm(Form):
    """A paragraph of the draft, in one language or beside one another in several of equal standing."""

    block = SelectField(
        _l("Part"), choices=choices((block.value, label) for block, label in BLOCKS.items())
    )
    words = WordsField(_l("Paragraph"))
    language = SelectField(_l("Language"), default=UNDETERMINED)
    words_beside = WordsField(_l("The same in another language"))
    language_beside = SelectField(_l("Its language"), default=UNDETERMINED)
    words_third = WordsField(_l("The same in a third language"))
    language_third = SelectField(_l("Its language, too"), default=UNDETERMINED)
    sources = SelectMultipleField(_l("Worked from"), validate_choice=False)
    seen_version = HiddenField(validators=[Length(max=64)])

    @classmethod
    def drawn(cls, dialogue: Dialogue, wording: Wording | None = None, **kept: Any) -> Self:
        """The form with a place for each language, holding this wording unless something was sent."""
        held = wording.renderings if wording is not None else ()
        used = [each.language for each in held]
        free = [tag for tag in dialogue.languages if tag not in used]
        for place, (words, language) in enumerate(_SLOTS):
            if place < len(held):
                kept |= {words: held[place].text, language: held[place].language}
            elif free and len(dialogue.languages) > 1:
                kept |= {language: free.pop(0)}
        form = cls(data=kept)
        tags = dict.fromkeys([*dialogue.languages, *used])
        for _words, language_field in form.slots:
            language_field.choices = language_choices(tag for tag in tags if tag != UNDETERMINED)
        return form

    @property
    def slots(self) -> list[tuple[WordsField, SelectField]]:
        """Words and their language, place by place."""
        return [(self[words], self[language]) for words, language in _SLOTS]

    @property
    def shown(self) -> list[tuple[WordsField, SelectField]]:
        """The places to show: one for each language of the dialogue, and each that is filled."""
        languages = len(self.language.choices) - 1  # one choice is 'as it is written'
        return [
            slot
            for place, slot in enumerate(self.slots)
            if place < max(languages, 1) or slot[0].data or slot[0].errors
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Words in at least one place, and several only in languages that are told apart."""
        if not super().validate(extra_validators):
            return False
        filled = [slot for slot in self.slots if slot[0].data]
        if not filled:
            self.words.errors = [_l("Write the paragraph.")]
            return False
        tags = [language.data for _words, language in filled]
        if len(filled) > 1 and (UNDETERMINED in tags or len(set(tags)) < len(tags)):
            for _words, language in filled:
                language.errors = [_l("Say in which language each of them is.")]
            return False
        return True

    def wording(self, kept: Wording | None = None) -> Wording:
        """What was typed. All renderings stand equal, unless the group gave some of them the last word.

        A rendering that was not changed stays checked; one beyond the places of the form stays.
        """
        typed = {language.data: words.data for words, language in self.slots if words.data}
        before = {each.language: each for each in kept.renderings} if kept else {}
        renderings = [
            before[tag] if tag in before and before[tag].text == text else Rendering(tag, text)
            for tag, text in typed.items()
        ]
        beyond = kept.renderings[len(_SLOTS) :] if kept else ()
        renderings += [each for each in beyond if each.language not in typed]
        tags = [each.language for each in renderings]
        if kept is None or len(kept.authoritative) == len(kept.renderings):
            return Wording(tuple(renderings), tuple(tags))
        return Wording(tuple(renderings), tuple(tag for tag in kept.authoritative if tag in tags))

    def put_in(self, wordings: Iterable[Wording]) -> None:
        """Put these words after what stands there, each under its own language where there is a place for it."""
        places = {language.data: words for words, language in reversed(self.slots)}
        for wording in wordings:
            for rendering in wording.renderings:
                place = places.get(rendering.language)
                if place is None and rendering is wording.first:
                    place = self.words
                if place is not None:
                    place.data = f"{place.data or ''}\n{rendering.text}".strip()


_SLOTS = (
    ("words", "language"),
    ("words_beside", "language_beside"),
    ("words_third", "language_third"),
)


class PresentForm(Form):
    """Who is present to be asked."""

    seats = SelectMultipleField(
        _l("Who is present"),
        description=_l(
            "Participants present now. The list lives only while the asking is open and then becomes a "
            "number. If only one is asked, the result is that person's answer."
        ),
    )

    @classmethod
    def drawn(cls, dialogue: Dialogue, people: Sequence[Seat]) -> Self:
        """An empty form on which everybody is chosen who has opened their seat."""
        here = [seat.id for seat in people if seat.secret]
        return cls(formdata=None, data={"seats": here})._offering(dialogue, people)

    @classmethod
    def sent(cls, dialogue: Dialogue, people: Sequence[Seat]) -> Self:
        """The form as it arrived."""
        return cls()._offering(dialogue, people)

    def _offering(self, dialogue: Dialogue, people: Sequence[Seat]) -> Self:
        names = {party.id: party.name.text for party in dialogue.parties}
        self.seats.choices = choices(
            (
                seat.id,
                Wording.of(
                    f"{seat.name} · {names[seat.party_id or '']}"
                    + ("" if seat.secret else " · " + _("slip not used yet"))
                ),
            )
            for seat in people
        )
        return self

    def chosen(self, people: Sequence[Seat]) -> list[Seat]:
        """The seats that were chosen."""
        return [seat for seat in people if seat.id in self.seats.data]

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
    description = LineField(
        _l("The words that describe the group"),
        limit=400,
        description=_l(
            "Only if the group is described: the very words that would stand in the document."
        ),
    )

    def at(self, level: Level) -> Self:
        """The same with the namings that this level allows."""
        if level is not Level.L4:
            self.naming.choices = choices(
                (naming.value, label)
                for naming, label in NAMINGS.items()
                if naming is not Naming.NAMED
            )
        return self

    def validate_description(self, field: Any) -> None:
        """Who is asked must see in which words the group would be described."""
        if self.naming.data == Naming.GROUP_DESCRIBED and not field.data:
            raise ValidationError(_l("Write the words that would describe the group."))


class MarkForm(Form):
    """One private mark on one paragraph; part of the form of a whole reading, which carries the CSRF token."""

    class Meta:
        """The reading's form is checked once, as a whole."""

        csrf = False

    mark = RadioField(
        _l("Your mark, seen by nobody"),
        choices=choices((mark.value, title) for mark, title, _meaning in MARKS),
        validators=[Optional()],
        filters=[without_edges],
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
