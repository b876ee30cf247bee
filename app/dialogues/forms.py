"""The shape of what is typed about a dialogue. No form asks for a person's address, telephone or papers (D§6.9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self
from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from app.dialogues.actions import Beginning, DocumentedRule, Particulars
from app.dialogues.models import Dialogue, GroundRule
from app.dialogues.rules import BY_ACCOUNT, BY_SLIP, Role
from app.kernel.wording import UNDETERMINED, Rendering, Wording, canonical_tag
from app.library.vocabulary import Level
from app.web.forms import Form, LineField, VersionField, WordsField, choices

MOST_PARTIES = 12
LARGEST_GROUP = 500

LEVELS = (
    (Level.L0, _l("L0 · Existence confidential: that we meet is not disclosed")),
    (Level.L1, _l("L1 · Content confidential: nothing of substance leaves")),
    (Level.L2, _l("L2 · Adopted text only: only words adopted and released by all leave")),
    (
        Level.L3,
        _l("L3 · Non-attribution: what is said may be used, never who said it or who was there"),
    ),
    (Level.L4, _l("L4 · On record with names, each person consenting")),
)

ROLES = {
    Role.FACILITATOR: _l("Facilitator"),
    Role.RAPPORTEUR: _l("Rapporteur"),
    Role.INTERPRETER: _l("Interpreter"),
    Role.ORGANIZER: _l("Organizer"),
    Role.PARTICIPANT: _l("Participant"),
    Role.OBSERVER: _l("Observer"),
    Role.SCREEN: _l("Screen on the wall"),
}


def known_zone(_form: Form, field: Any) -> None:
    """A time zone by its IANA name."""
    if field.data and field.data not in available_timezones():
        raise ValidationError(
            _l("No such time zone. Write it as in Europe/Vienna or Asia/Dushanbe.")
        )


def language_tags(typed: str) -> list[str]:
    """The language tags in a line such as 'ar, ka, en'; raises ValueError at one that is none."""
    return [canonical_tag(part) for part in typed.replace(",", " ").replace(";", " ").split()]


def known_languages(_form: Form, field: Any) -> None:
    """Language tags such as ar, ka, en, separated by commas."""
    try:
        language_tags(field.data or "")
    except ValueError:
        raise ValidationError(_l("Write languages by their tags, as in: ar, ka, en")) from None


class _ParticularsFields(Form):
    name = LineField(
        _l("Name of the dialogue"),
        [DataRequired(_l("Give the dialogue a name."))],
        description=_l("As those in it would call it. Shown to those who hold a seat."),
    )
    neutral_title = LineField(
        _l("Neutral title"),
        [DataRequired(_l("Give a neutral title."))],
        description=_l(
            "What calendars, prints and window titles show: words that would tell a stranger nothing, "
            "such as 'Spring seminar'."
        ),
    )
    level = RadioField(
        _l("Confidentiality level"),
        choices=choices((level.value, label) for level, label in LEVELS),
        default=Level.L3.value,
        description=_l("A session or a single point can be stricter; the strictest level wins."),
    )
    zone = LineField(
        _l("Time zone"),
        [DataRequired(_l("Give the time zone.")), known_zone],
        default="UTC",
        description=_l(
            "Where you usually meet, such as Europe/Vienna. Each workshop can have its own."
        ),
    )
    languages = LineField(
        _l("Working languages"),
        [known_languages],
        description=_l("Language tags in no order of rank, such as: ar, he, en"),
    )
    destroy_on = DateField(
        _l("Date of destruction"),
        [DataRequired(_l("Choose the day on which all of this is destroyed."))],
        description=_l(
            "On this day the dialogue and its key are destroyed. It can be changed until then."
        ),
    )


class BeginForm(_ParticularsFields):
    """Begin a dialogue from a method or from a documented process."""

    method = SelectField(_l("Method"), [DataRequired(_l("Choose a method."))])
    documented_rules = BooleanField(
        _l("Copy the ground rules documented there as well"),
        default=True,
        description=_l(
            "Those that the method does not have. Each says in which process it is documented."
        ),
    )
    parties = WordsField(
        _l("Parties"),
        [DataRequired(_l("Name at least two parties, one on each line."))],
        limit=2000,
        description=_l(
            "One on each line, each under the name it chose for itself. Pages begin with another party each time."
        ),
    )

    def __init__(self, methods: Sequence[tuple[str, Wording]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.method.choices = choices(methods)

    def validate_parties(self, field: Any) -> None:
        """Two to a dozen names, one on each line."""
        names = self.party_names()
        if len(names) > MOST_PARTIES:
            raise ValidationError(_l("That is more than twelve parties. Is each line one party?"))
        if any(len(name) > 200 for name in names):
            raise ValidationError(_l("A party's name has at most 200 characters."))

    def party_names(self) -> list[str]:
        """The names typed, one for each line."""
        return [line.strip() for line in (self.parties.data or "").splitlines() if line.strip()]

    def beginning(
        self, exemplar_key: str | None, documented: Sequence[DocumentedRule] = ()
    ) -> Beginning:
        """What was typed, as the action takes it."""
        return Beginning(
            documented_rules=documented if self.documented_rules.data else (),
            name=Wording.of(self.name.data),
            neutral_title=self.neutral_title.data,
            parties=[Wording.of(name) for name in self.party_names()],
            level=Level(self.level.data),
            zone=self.zone.data,
            languages=language_tags(self.languages.data or ""),
            destroy_on=self.destroy_on.data,
            exemplar_key=exemplar_key,
        )


class ParticularsForm(_ParticularsFields):
    """Change what a dialogue is called and how long it is kept."""

    seen_version = VersionField()

    def particulars(self) -> Particulars:
        """What was typed, as the action takes it."""
        return Particulars(
            name=Wording.of(self.name.data),
            neutral_title=self.neutral_title.data,
            level=Level(self.level.data),
            zone=self.zone.data,
            languages=language_tags(self.languages.data or ""),
            destroy_on=self.destroy_on.data,
        )


class PartyForm(Form):
    """Name a party."""

    name = LineField(
        _l("Name of the party"),
        [DataRequired(_l("Give the party the name it chose."))],
        description=_l("As this community names itself here."),
    )


class SlipSeatForm(Form):
    """Add a seat that a printed slip opens."""

    role = SelectField(
        _l("Role"), choices=choices((role.value, ROLES[role]) for role in Role if role in BY_SLIP)
    )
    party = SelectField(_l("Party"), [Optional()])
    name = LineField(
        _l("Code name"),
        [DataRequired(_l("Give the seat a code name."))],
        limit=80,
        description=_l(
            "Not the person's name: something printed on the slip, such as 'Heron' or 'Seat 4'."
        ),
    )

    def __init__(self, parties: Sequence[tuple[str, Wording]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.party.choices = choices([("", _l("No party")), *parties])

    def validate_party(self, field: Any) -> None:
        """A participant sits for nobody but comes from a party; other seats have none."""
        if self.role.data == Role.PARTICIPANT and not field.data:
            raise ValidationError(_l("Choose the participant's party."))


class AccountSeatForm(Form):
    """Give somebody of the house a seat."""

    role = SelectField(
        _l("Role"),
        choices=choices((role.value, ROLES[role]) for role in Role if role in BY_ACCOUNT),
    )
    account = SelectField(_l("Person of the house"), [DataRequired(_l("Choose somebody."))])

    def __init__(self, accounts: Sequence[tuple[str, Wording]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.account.choices = choices(accounts)


class RuleTongueForm(Form):
    """A ground rule in one language; part of the form of the whole rule, which carries the CSRF token."""

    class Meta:
        """The rule's form is checked once, as a whole."""

        csrf = False

    title = LineField(_l("Rule"), limit=120)
    wording = WordsField(_l("Wording"), limit=1000)
    rationale = WordsField(_l("Reason"), limit=1000)
    holds = BooleanField(
        _l("These words hold"),
        default=True,
        description=_l("Where renderings differ. Several may hold equally, or none."),
    )
    checked = BooleanField(
        _l("Checked against the others"),
        description=_l("By somebody who reads both languages. No name is kept."),
    )

    @property
    def is_filled(self) -> bool:
        """Whether anything was written in this language."""
        return any(field.data for field in (self.title, self.wording, self.rationale))


class GroundRuleForm(Form):
    """A ground rule with its reason, in each language of the dialogue, side by side."""

    seen = HiddenField(validators=[Length(max=64)])

    def __init__(self, tags: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.tongues = {tag: RuleTongueForm(prefix=tag) for tag in tags}

    @classmethod
    def drawn(cls, dialogue: Dialogue, rule: GroundRule | None = None, seen: str = "") -> Self:
        """The form with a place for each language of the dialogue and each in which the rule stands."""
        held = rule.wording.languages if rule is not None else ()
        form = cls(tuple(dict.fromkeys([*held, *dialogue.languages])) or (UNDETERMINED,))
        if not form.seen.data:
            form.seen.data = seen
        if rule is not None and not form.is_submitted():
            form._hold(rule)
        return form

    def _hold(self, rule: GroundRule) -> None:
        for tag, tongue in self.tongues.items():
            for name in ("title", "wording", "rationale"):
                words: Wording = getattr(rule, name)
                tongue[name].data = next(
                    (each.text for each in words.renderings if each.language == tag), ""
                )
            stands = next((each for each in rule.wording.renderings if each.language == tag), None)
            tongue.holds.data = stands is None or tag in rule.wording.authoritative
            tongue.checked.data = stands is not None and stands.checked

    def validate(self, extra_validators: Any = None) -> bool:
        """A title and the words in one language at least; in each language both or neither."""
        valid = super().validate(extra_validators)
        for tongue in self.tongues.values():
            valid = tongue.validate() and valid
        filled = [tongue for tongue in self.tongues.values() if tongue.is_filled]
        for tongue in filled or list(self.tongues.values())[:1]:
            if not tongue.title.data:
                tongue.title.errors = [*tongue.title.errors, _l("Give the rule a short title.")]
                valid = False
            if not tongue.wording.data:
                tongue.wording.errors = [*tongue.wording.errors, _l("Write the rule.")]
                valid = False
        return valid

    def words(self) -> tuple[Wording, Wording, Wording]:
        """Title, wording and reason as they were typed."""
        filled = {tag: tongue for tag, tongue in self.tongues.items() if tongue.is_filled}
        holding = tuple(tag for tag, tongue in filled.items() if tongue.holds.data)
        return (
            self._in_tongues(filled, "title", holding),
            self._in_tongues(filled, "wording", holding),
            self._in_tongues(filled, "rationale", holding),
        )

    @staticmethod
    def _in_tongues(
        filled: Mapping[str, RuleTongueForm], name: str, holding: Sequence[str]
    ) -> Wording:
        """A reason may be missing in a language; it then is in none of its renderings."""
        written = [
            Rendering(tag, tongue[name].data, bool(tongue.checked.data))
            for tag, tongue in filled.items()
            if tongue[name].data
        ]
        if not written:
            return Wording.of("")
        tags = [each.language for each in written]
        return Wording(tuple(written), tuple(tag for tag in holding if tag in tags))


class ChooseRulesForm(Form):
    """Which rules of the library the group takes up."""

    chosen = SelectMultipleField(_l("Ground rules"), validate_choice=False)
    seen = HiddenField(validators=[Length(max=64)])


class ReturnForm(Form):
    """Go back to the rules as they were adopted."""

    seen = HiddenField(validators=[Length(max=64)])


class AdoptionForm(Form):
    """Record how many adopted the ground rules."""

    adopted_by = IntegerField(
        _l("How many adopted them"),
        [
            DataRequired(_l("Write how many people adopted the rules.")),
            NumberRange(min=1, max=LARGEST_GROUP, message=_l("Between 1 and 500.")),
        ],
        description=_l(
            "A count, after they were read aloud and everyone present could live with them. No names."
        ),
    )
    seen = HiddenField(validators=[Length(max=64)])


class DestroyForm(Form):
    """Destroy a dialogue for good."""

    neutral_title = LineField(
        _l("Type the neutral title to destroy this dialogue"),
        [DataRequired(_l("Type the neutral title."))],
    )


class CodeForm(Form):
    """A slip's code."""

    code = StringField(
        _l("Code on your slip"),
        [DataRequired(_l("Type the code on your slip."))],
        description=_l("Sixteen letters and numbers. Spaces, dashes and capitals do not matter."),
    )


class DeedForm(Form):
    """A button and nothing else."""
