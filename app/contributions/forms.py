"""The shape of what is written, typed and arranged. No form asks who is writing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _, lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, Length, ValidationError

from app.contributions.actions import Typed, Written
from app.contributions.rules import NAMES
from app.dialogues.forms import LEVELS
from app.dialogues.models import Party
from app.kernel.tokens import new_code, new_secret
from app.kernel.wording import UNDETERMINED, Wording
from app.library.vocabulary import Kind
from app.web.forms import Form, LineField, WordsField, choices
from app.web.words import in_the_page_language, own_name

NOBODY = ""
AS_THE_SESSION = ""
TOKEN_LENGTH = 64
TITLE_LENGTH = 200
_WORDS = "words-"
ROOM_LENGTH = 20_000


def language_choices(tags: Iterable[str]) -> list[Any]:
    """The dialogue's languages under their own names, after 'as it is written', which asks nothing."""
    named = [(tag, Wording.of(own_name(tag), tag)) for tag in tags if tag != UNDETERMINED]
    return choices([(UNDETERMINED, _l("As it is written")), *named])


def kind_choices(kinds: Iterable[Kind]) -> list[Any]:
    """Kinds under the names people read."""
    return choices((kind.value, in_the_page_language(NAMES[kind])) for kind in kinds)


def as_kind(_form: Form, field: Any) -> None:
    """One of the kinds there are."""
    if field.data not in {kind.value for kind in Kind}:
        raise ValidationError(_l("Choose what kind of point this is."))


class WriteForm(Form):
    """What a participant writes: a kind, the words, and what the page told them."""

    kind = RadioField(_l("What is it?"), [as_kind], validate_choice=False)
    words = WordsField(_l("Your words"), [DataRequired(_l("Write your words first."))])
    language = SelectField(_l("Language"), default=UNDETERMINED)
    without_party = BooleanField(_l("Show it without the name of my party"))
    token = HiddenField(validators=[Length(min=16, max=TOKEN_LENGTH)])
    told = HiddenField(validators=[Length(max=200)])

    @classmethod
    def drawn(cls, kinds: Sequence[Kind], languages: Iterable[str]) -> WriteForm:
        """An empty form with what is invited now."""
        form = cls(formdata=None)
        form.kind.choices = kind_choices(kinds)
        form.language.choices = language_choices(languages)
        form.token.data = new_code()
        form.kind.data = kinds[0].value if kinds else None
        return form

    @classmethod
    def sent(cls, languages: Iterable[str]) -> WriteForm:
        """The form as it arrived."""
        form = cls()
        form.language.choices = language_choices(languages)
        return form

    def written(self) -> Written:
        """What arrived."""
        return Written(
            token=self.token.data or "",
            told=self.told.data or "",
            kind=Kind(self.kind.data),
            words=Wording.of(self.words.data or "", self.language.data),
            without_party=self.without_party.data,
        )


class CaptureForm(Form):
    """What the rapporteur types for the room, a point on each line."""

    lines = WordsField(
        _l("What was said, a line each"),
        [DataRequired(_l("Type what was said, a line each."))],
        limit=ROOM_LENGTH,
    )
    kind = SelectField(_l("Kind"), [as_kind], validate_choice=False)
    party = SelectField(_l("Party"), default=NOBODY)
    language = SelectField(_l("Language"), default=UNDETERMINED)
    once = HiddenField(
        validators=[Length(min=16, max=TOKEN_LENGTH)],
        # Kept beside the unsent lines (drafts.js): sent again, they find the rows of the first time.
        render_kw={"data-draft-with": True},
    )

    @classmethod
    def drawn(
        cls,
        kinds: Iterable[Kind],
        parties: Iterable[tuple[str, Wording]],
        languages: Iterable[str],
        *,
        sent: bool = False,
        **kept: Any,
    ) -> CaptureForm:
        """The form with every kind, those the stage invites first: as it arrived, or beginning with `kept`."""
        form = cls() if sent else cls(formdata=None, **kept)
        form.kind.choices = kind_choices(kinds)
        form.party.choices = choices([(NOBODY, _("Nobody")), *parties])
        form.language.choices = language_choices(languages)
        if not form.once.data:
            form.once.data = new_secret()
        return form

    def typed(self, party: Party | None) -> Typed:
        """What arrived, for this party."""
        return Typed(
            lines=self.lines.data or "",
            kind=Kind(self.kind.data),
            party=party,
            language=self.language.data,
            once=self.once.data or "",
        )


class CarryForm(Form):
    """What a party carries over; its words stand in fields of their own, by point."""

    into = HiddenField(validators=[Length(max=TOKEN_LENGTH)])
    told = HiddenField(validators=[Length(max=200)])
    once = HiddenField(validators=[Length(min=16, max=TOKEN_LENGTH)])
    without_party = BooleanField(_l("Show them without the name of our party"))

    @classmethod
    def drawn(cls, points: Iterable[tuple[str, Wording]], *, sent: bool = False) -> CarryForm:
        """The form with a field for the words of each point: as they stand, or as they arrived."""
        given = dict(points)
        fields = {
            f"{_WORDS}{key}": WordsField(_l("The words that go over"), default=words.text)
            for key, words in given.items()
        }
        made: type[CarryForm] = type("CarryPoints", (cls,), fields)
        form = made() if sent else made(formdata=None)
        form.once.data = form.once.data or new_secret()
        return form

    @staticmethod
    def asked(names: Iterable[str]) -> frozenset[str]:
        """The points that a form as it arrived asks to carry, whatever became of them meanwhile."""
        return frozenset(name.removeprefix(_WORDS) for name in names if name.startswith(_WORDS))

    def field_of(self, key: str) -> Any:
        """The field for the words of a point."""
        return self[f"{_WORDS}{key}"]

    def words_of(self, asked: Iterable[str]) -> dict[str, str]:
        """The words that go over, by point; nothing for a point that is no more."""
        fields = {field.name: field for field in self}
        return {
            key: (fields[name].data or "") if (name := f"{_WORDS}{key}") in fields else ""
            for key in asked
        }


class TakeBackForm(Form):
    """The code that was given for the words: from this device, or from paper."""

    token = LineField(_l("Code"), [DataRequired(_l("Type the code."))], limit=TOKEN_LENGTH)


class ChosenForm(Form):
    """Points chosen at the desk: those ticked, or the one whose own button was pressed."""

    chosen = SelectMultipleField(validate_choice=False, choices=[])
    one = HiddenField()

    @property
    def ids(self) -> list[str]:
        """The chosen ids."""
        return [self.one.data] if self.one.data else list(self.chosen.data or ())


class GroupForm(ChosenForm):
    """Points that belong together, and the heading over them."""

    title = LineField(_l("Heading"), limit=TITLE_LENGTH)

    @property
    def heading(self) -> Wording:
        """The words of the heading."""
        return Wording.of(self.title.data or "")


class HeadingForm(Form):
    """Other words for a heading."""

    title = LineField(_l("Heading"), [DataRequired(_l("Give the heading a few words."))])

    @property
    def heading(self) -> Wording:
        """The words of the heading."""
        return Wording.of(self.title.data or "")


class PointForm(Form):
    """Put a point right: its words, its kind, whose it is."""

    words = WordsField(
        _l("Words"), [DataRequired(_l("A point needs words. To remove it, strike it."))]
    )
    language = SelectField(_l("Language"), default=UNDETERMINED)
    kind = SelectField(_l("Kind"), [as_kind], validate_choice=False)
    party = SelectField(_l("Party"), default=NOBODY)
    level = SelectField(
        _l("Level"),
        default=AS_THE_SESSION,
        choices=choices(
            [
                (AS_THE_SESSION, _l("As the session")),
                *((level.value, label) for level, label in LEVELS),
            ]
        ),
    )

    @classmethod
    def drawn(
        cls, parties: Iterable[tuple[str, Wording]], languages: Iterable[str], **kept: Any
    ) -> PointForm:
        """The form with every kind and party."""
        form = cls(**kept)
        form.kind.choices = kind_choices(Kind)
        form.party.choices = choices([(NOBODY, _("Nobody")), *parties])
        form.language.choices = language_choices(languages)
        return form


class LinksForm(Form):
    """The points that one point bears on, of those the form offered."""

    offered = SelectMultipleField(validate_choice=False, choices=[])
    chosen = SelectMultipleField(validate_choice=False, choices=[])
