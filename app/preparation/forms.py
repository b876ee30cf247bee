"""The shape of what is noted about people: words for groups, plain flags, and no field for what D§6.9 forbids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _, lazy_gettext as _l
from markupsafe import Markup
from wtforms import BooleanField, SelectMultipleField
from wtforms.validators import ValidationError

from app.dialogues.forms import known_languages, language_tags
from app.kernel.wording import Wording, direction_of
from app.preparation.actions import Noted
from app.preparation.queries import PlannedSeat
from app.preparation.rules import (
    ARRANGEMENTS_LENGTH,
    CATEGORY_LENGTH,
    MOST_CATEGORIES,
    NEED_NAMES,
    Coming,
    Need,
    category_lines,
)
from app.preparation.rules.letters import WORDS_LENGTH, given_away
from app.web.forms import Form, LineField, VersionField, WordsField, choices
from app.web.words import in_the_page_language, own_name

_WORDS = "words-"
NOT_ASKED = ""
"""What stands in the list for a seat that is not on it."""


class CategoriesForm(Form):
    """What should be balanced, in the facilitator's own words."""

    categories = WordsField(
        _l("Categories, one on each line"),
        limit=MOST_CATEGORIES * (CATEGORY_LENGTH + 10),
        description=_l(
            "Groups of people a balanced table has on each side, such as: close to parliament, scholar, "
            "younger. Never what somebody believes, what somebody suffers, or whom somebody knows."
        ),
    )
    seen_version = VersionField()

    def validate_categories(self, field: Any) -> None:
        """A small list of short words."""
        lines = category_lines(field.data or "")
        if len(lines) > MOST_CATEGORIES:
            raise ValidationError(_l("At most twelve. A table of more tells nobody anything."))
        if any(len(line) > CATEGORY_LENGTH for line in lines):
            raise ValidationError(_l("A category has at most 60 characters."))

    @property
    def lines(self) -> list[str]:
        """The categories typed."""
        return category_lines(self.categories.data or "")


class SeatNotesForm(Form):
    """What is noted of one seat."""

    categories = SelectMultipleField(_l("Categories"))
    languages = LineField(
        _l("Languages it follows"),
        [known_languages],
        description=_l("Language tags, such as: ar, en. Leave empty what nobody has to arrange."),
    )
    needs = SelectMultipleField(
        _l("To be arranged"),
        description=_l(
            "That something is needed, never why. Who needs what exactly is told by word of mouth."
        ),
    )
    seen_version = VersionField()

    @classmethod
    def drawn(cls, seat: PlannedSeat, categories: Sequence[str], version: int) -> SeatNotesForm:
        """The form as it stands, or as it arrived."""
        form = cls(
            data={
                "categories": list(seat.categories),
                "languages": ", ".join(seat.languages),
                "needs": [need.value for need in seat.needs],
                "seen_version": str(version),
            }
        )
        form.categories.choices = choices((each, Wording.of(each)) for each in categories)
        form.needs.choices = choices(
            (need.value, in_the_page_language(name)) for need, name in NEED_NAMES.items()
        )
        return form

    @property
    def noted(self) -> Noted:
        """What was typed, as the action takes it."""
        return Noted(
            self.categories.data or (),
            language_tags(self.languages.data or ""),
            [Need(need) for need in self.needs.data or ()],
        )


class ListForm(Form):
    """Who comes to a workshop: a choice for each seat, and what has to be arranged for all."""

    arrangements = WordsField(
        _l("Arrangements"),
        limit=ARRANGEMENTS_LENGTH,
        description=_l(
            "Read by facilitators and rapporteurs, and gone when the list is closed. Names, addresses, "
            "telephone numbers, passports, flights and routes do not belong here."
        ),
    )
    seen_version = VersionField()

    def read(self, typed: Mapping[str, str], seats: Iterable[PlannedSeat]) -> None:
        """Take up the choice for each seat; one that is none is said at the list."""
        self.coming: dict[str, Coming] = {}
        self.problem: Any = None
        for planned in seats:
            said = typed.get(f"coming-{planned.seat.id}", NOT_ASKED)
            if said == NOT_ASKED:
                continue
            try:
                self.coming[planned.seat.id] = Coming(said)
            except ValueError:
                self.problem = _l("Choose how far each seat has come.")


class LetterForm(Form):
    """The words of a letter, in a field for each language."""

    for_all = BooleanField(_l("For all workshops of this dialogue"))
    names: Sequence[str] = ()
    """What must not stand in it: at L0, whatever says what it is."""

    @classmethod
    def drawn(cls, words: Mapping[str, str], *, for_all: bool, names: Sequence[str]) -> LetterForm:
        """The form with what stands in each language."""
        fields = {
            f"{_WORDS}{tag}": WordsField(_marked_name(tag), limit=WORDS_LENGTH, default=text)
            for tag, text in words.items()
        }
        made: type[LetterForm] = type("LetterOfLanguages", (cls,), fields)
        form = made(data={"for_all": for_all})
        form.names = names
        return form

    @property
    def fields(self) -> list[Any]:
        """The field of each language."""
        return [field for field in self if field.name.startswith(_WORDS)]

    @property
    def words(self) -> dict[str, str]:
        """What was typed, by language."""
        return {field.name.removeprefix(_WORDS): field.data or "" for field in self.fields}

    def validate(self, extra_validators: Any = None) -> bool:
        """At L0 nothing on paper says what it is."""
        valid = super().validate(extra_validators)
        for field in self.fields:
            for name in given_away(field.data or "", self.names):
                sentence = _(
                    "At L0 nothing may say what it is, and this names “%(name)s”.", name=name
                )
                field.errors = [*field.errors, sentence]
                valid = False
        return valid


def _marked_name(tag: str) -> Markup:
    return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(tag, direction_of(tag), own_name(tag))
