"""Dialogue, Party, Seat, Audience, Stage, GroundRule: what a dialogue is made of, before any word is recorded."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.dialogues.rules import BY_SLIP, THIRD_PARTY, AudienceKind, Role, says_what_it_is
from app.kernel.db import KEY_LENGTH, Key, Model, one_of, table
from app.kernel.wording import UNDETERMINED, Renderings, Wording
from app.library.vocabulary import Attribution, Evaluation, Level, Visibility
from app.vault import Sealed, SealedRow


class Rendered(SealedRow):
    """A row of words that lie on tables, with what stands for them in the dialogue's other languages."""

    renderings = Sealed(Renderings, nullable=True)

    @property
    def rendered(self) -> Iterable[str]:
        """The words of the row that can have renderings."""
        raise NotImplementedError

    def in_all_languages(self, text: str, language: str = UNDETERMINED) -> Wording:
        """These words of the row with every rendering that they have."""
        return (self.renderings or Renderings()).wording(text, language)

    def render(self, renderings: Renderings | None) -> None:
        """Let this stand beside the words: none for words that do not stand here, or no more."""
        standing = (renderings or Renderings()).among(self.rendered) or None
        if standing != self.renderings:
            self.renderings = standing


class Dialogue(Rendered, Model):
    """A process over months or years between parties, with its third party."""

    __tablename__ = "dialogues"
    __table_args__ = table()

    id: Mapped[Key]
    name = Sealed(Wording)
    neutral_title = Sealed(str)
    zone = Sealed(str)
    languages = Sealed(list)
    level: Mapped[Level] = mapped_column(one_of(Level, "level"))
    method_key: Mapped[str] = mapped_column(String(80))
    exemplar_key: Mapped[str | None] = mapped_column(String(80))
    destroy_on: Mapped[date]
    paused: Mapped[bool] = mapped_column(default=False)
    """The dialogue rests, for a reason that is written down elsewhere (safety). Pages say so; nothing locks."""
    rules_version: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column()

    parties: Mapped[list["Party"]] = relationship(
        order_by="Party.position", lazy="raise_on_sql", passive_deletes=True
    )
    stages: Mapped[list["Stage"]] = relationship(
        order_by="Stage.position", lazy="raise_on_sql", passive_deletes=True
    )
    ground_rules: Mapped[list["GroundRule"]] = relationship(
        order_by="GroundRule.position", lazy="raise_on_sql", passive_deletes=True
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def rendered(self) -> list[str]:
        """What stands on papers at every level."""
        return [self.neutral_title]

    @property
    def title(self) -> str:
        """What pages may call it: at L0 nothing says what it is, so only the neutral title (design §1.4)."""
        return self.name.text if says_what_it_is(self.level) else self.neutral_title

    @property
    def scope(self) -> str:
        """Each dialogue has a key of its own; destroying it makes every copy of the dialogue dark."""
        return self.id


def of_a_dialogue(*, one: bool = False) -> Mapped[str]:
    """The column of a row that belongs to a dialogue and goes with it; `one` where it has one such row only."""
    return mapped_column(
        String(KEY_LENGTH),
        ForeignKey("dialogues.id", ondelete="CASCADE"),
        index=not one,
        unique=one or None,
    )


class Party(SealedRow, Model):
    """A community in the conflict, under the name it chose. `position` is only an order; pages alternate it."""

    __tablename__ = "parties"
    __table_args__ = table(UniqueConstraint("dialogue_id", "position"))

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    name = Sealed(Wording)
    position: Mapped[int]


class Seat(SealedRow, Model):
    """A place in a dialogue held by one person in a role; access belongs to it.

    Third party and organizers hold their seats by account, everyone else by a printed slip whose code
    works once: what is kept is a hash of an unused code or a hash of the device's secret, nothing of
    the person. `name` is a code name; a real one is the person's choice and never asked for.
    """

    __tablename__ = "seats"
    __table_args__ = table(
        CheckConstraint(
            f"(role = '{Role.PARTICIPANT}') = (party_id IS NOT NULL)",
            name="participants_have_a_party",
        ),
        CheckConstraint("account_id IS NULL OR slip IS NULL", name="account_or_slip"),
        UniqueConstraint("dialogue_id", "account_id", "role"),
    )

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    role: Mapped[Role] = mapped_column(one_of(Role, "role"))
    party_id: Mapped[str | None] = mapped_column(
        String(KEY_LENGTH), ForeignKey("parties.id", ondelete="CASCADE")
    )
    account_id: Mapped[str | None] = mapped_column(
        String(KEY_LENGTH), ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    name = Sealed(str)
    slip: Mapped[str | None] = mapped_column(String(64), unique=True)
    secret: Mapped[str | None] = mapped_column(String(64))

    @property
    def is_third_party(self) -> bool:
        """Whether this seat belongs to the third party."""
        return self.role in THIRD_PARTY

    @property
    def opens_by_slip(self) -> bool:
        """Whether this seat is opened by a printed code rather than by signing in."""
        return self.role in BY_SLIP

    @property
    def awaits_its_device(self) -> bool:
        """Whether a slip opens it and nobody has entered it yet."""
        return self.opens_by_slip and self.secret is None


class Audience(SealedRow, Model):
    """Who may read: a sitting has one, and what is recorded in it inherits it for good."""

    __tablename__ = "audiences"
    __table_args__ = table(
        CheckConstraint(
            f"(kind = '{AudienceKind.PARTY}') = (party_id IS NOT NULL)",
            name="party_audience_has_party",
        ),
    )

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    kind: Mapped[AudienceKind] = mapped_column(one_of(AudienceKind, "kind"))
    party_id: Mapped[str | None] = mapped_column(
        String(KEY_LENGTH), ForeignKey("parties.id", ondelete="CASCADE")
    )
    name = Sealed(str, nullable=True)


class AudienceSeat(Model):
    """A seat named for an audience: a third-party seat in a party's own room, or a member of a group."""

    __tablename__ = "audience_seats"
    __table_args__ = table()

    audience_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("audiences.id", ondelete="CASCADE"), primary_key=True
    )
    seat_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("seats.id", ondelete="CASCADE"), primary_key=True
    )


class Stage(Rendered, Model):
    """A step of the dialogue's method, copied when it began and the group's own since."""

    __tablename__ = "stages"
    __table_args__ = table(UniqueConstraint("dialogue_id", "key"))

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    key: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
    name = Sealed(Wording)
    purpose = Sealed(Wording)
    questions = Sealed(list)
    kinds: Mapped[list[str]] = mapped_column(JSON)
    evaluation: Mapped[Evaluation] = mapped_column(one_of(Evaluation, "evaluation"))
    attribution: Mapped[Attribution] = mapped_column(one_of(Attribution, "attribution"))
    visibility: Mapped[Visibility] = mapped_column(one_of(Visibility, "visibility"))
    minutes: Mapped[int] = mapped_column(Integer, default=120)

    @property
    def rendered(self) -> list[str]:
        """Its guiding questions; name and purpose carry renderings themselves."""
        return list(self.questions)

    @property
    def questions_in_all_languages(self) -> list[Wording]:
        """Its guiding questions with the renderings they have; they are asked in the language of its name."""
        return [self.in_all_languages(each, self.name.language) for each in self.questions]


class GroundRule(SealedRow, Model):
    """A norm of the meeting with its reason, copied from the library and edited by the group."""

    __tablename__ = "ground_rules"
    __table_args__ = table(UniqueConstraint("dialogue_id", "position"))

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    position: Mapped[int]
    title = Sealed(Wording)
    wording = Sealed(Wording)
    rationale = Sealed(Wording)
    source: Mapped[str] = mapped_column(String(400), default="")
    origin: Mapped[str | None] = mapped_column(String(120))
    """Which rule of which method it was copied from, as `method/rule`; none for a rule of the group's own."""


class RulesAdoption(Model):
    """That the group adopted one version of its ground rules: how many did, on which day, and nobody's name."""

    __tablename__ = "rules_adoptions"
    __table_args__ = table(CheckConstraint("adopted_by > 0", name="somebody_adopted"))

    dialogue_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("dialogues.id", ondelete="CASCADE"), primary_key=True
    )
    rules_version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    adopted_by: Mapped[int]
    on: Mapped[date]


class AdoptedRules(SealedRow, Model):
    """The words of one version as the group adopted them: they stay readable whatever is edited since."""

    __tablename__ = "adopted_rules"
    __table_args__ = table(UniqueConstraint("dialogue_id", "rules_version"))

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    rules_version: Mapped[int]
    rules = Sealed(list)
    """Rules as `covenant.CovenantRule.kept` gives them."""
