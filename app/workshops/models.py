"""Workshop, Sitting, HouseTemplate: one meeting of a dialogue, one block of its agenda, a plan kept for others."""

from sqlalchemy import CheckConstraint, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.dialogues.models import Audience, Rendered, Stage, of_a_dialogue
from app.kernel.db import KEY_LENGTH, Key, Model, one_of, table
from app.kernel.wording import Renderings, Wording
from app.library.vocabulary import Level
from app.vault import HOUSE, Sealed, SealedRow
from app.workshops.rules import BlockKind, Task


class Workshop(Rendered, Model):
    """One meeting of a dialogue, of hours or days.

    When and where it is held is sealed with the rest: on a seized disk a date and a place are enough
    to ask who crossed the border that week.
    """

    __tablename__ = "workshops"
    __table_args__ = table()

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    position: Mapped[int]
    title = Sealed(Wording)
    neutral_title = Sealed(str)
    place = Sealed(str)
    zone = Sealed(str)
    begins_on = Sealed(str)
    """The first day, as YYYY-MM-DD in the workshop's zone."""
    day_starts = Sealed(list)
    """Local wall time HH:MM at which each day begins; as many entries as days."""
    level: Mapped[Level | None] = mapped_column(one_of(Level, "level"))
    version: Mapped[int] = mapped_column()

    sittings: Mapped[list["Sitting"]] = relationship(
        order_by="(Sitting.day, Sitting.position, Sitting.lane)",
        lazy="raise_on_sql",
        passive_deletes=True,
        back_populates="workshop",
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def rendered(self) -> list[str]:
        """What stands on its papers at every level; its title carries renderings itself."""
        return [self.neutral_title]

    @property
    def days(self) -> int:
        """How many days the agenda has."""
        return len(self.day_starts)


class Sitting(Rendered, Model):
    """One block of an agenda: a session with a stage, a party's own session, a break, a meal.

    Blocks of one day with the same position run in parallel, told apart by lane (parallel rooms).
    `anchor` is a local wall time that never moves; all other starts follow from durations. `minutes`
    is what the block really takes; `consecutive` says that this is twice the time it would take in
    one language. What is empty in most blocks is nothing at all, which costs no opening. `tasks` are
    seats of the third party by id, sealed: on a seized disk nobody led anything. The last six
    columns are how the room stands now: they say nothing about words.
    """

    __tablename__ = "sittings"
    __table_args__ = table(
        CheckConstraint("minutes > 0", name="lasts"),
        CheckConstraint("day >= 0", name="on_a_day"),
    )

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    workshop_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("workshops.id", ondelete="CASCADE"), index=True
    )
    day: Mapped[int]
    position: Mapped[int]
    lane: Mapped[int] = mapped_column(default=0)
    minutes: Mapped[int]
    anchor: Mapped[str | None] = mapped_column(String(5))
    kind: Mapped[BlockKind] = mapped_column(one_of(BlockKind, "kind"))
    consecutive: Mapped[bool] = mapped_column(default=False)
    audience_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("audiences.id", ondelete="CASCADE")
    )
    stage_id: Mapped[str | None] = mapped_column(
        String(KEY_LENGTH), ForeignKey("stages.id", ondelete="SET NULL")
    )
    level: Mapped[Level | None] = mapped_column(one_of(Level, "level"))
    title = Sealed(Wording)
    room = Sealed(str)
    shown_to_participants = Sealed(str)
    private_notes = Sealed(str)
    purpose = Sealed(str, nullable=True)
    tool = Sealed(str, nullable=True)
    """A tool of the library, by key."""
    questions = Sealed(list, nullable=True)
    materials = Sealed(str, nullable=True)
    tasks = Sealed(dict, nullable=True)
    ran = Sealed(list, nullable=True)
    """When it really began and ended, and how it stood in the plan then; see `rules.running.Ran`."""

    held: Mapped[bool] = mapped_column(default=False)
    phones_open: Mapped[bool] = mapped_column(default=False)
    shows_at_once: Mapped[bool] = mapped_column(default=False)
    wall_blank: Mapped[bool] = mapped_column(default=False)
    wall_shows_rules: Mapped[bool] = mapped_column(default=False, server_default=false())
    something_waits: Mapped[bool] = mapped_column(default=False)

    workshop: Mapped[Workshop] = relationship(lazy="raise_on_sql", back_populates="sittings")
    audience: Mapped[Audience] = relationship(lazy="raise_on_sql")
    stage: Mapped[Stage | None] = relationship(lazy="raise_on_sql")

    @property
    def rendered(self) -> list[str]:
        """What papers say of it; its title carries renderings itself. Private notes are for who wrote them."""
        said = (self.purpose, *(self.questions or ()), self.materials, self.shown_to_participants)
        return [each for each in said if each]

    @property
    def is_called_as_its_stage(self) -> bool:
        """Whether its title says no more than its stage's name, in whichever language a form sent it back."""
        stage = self.stage
        return stage is not None and self.title.text in {e.text for e in stage.name.renderings}

    @property
    def every_rendering(self) -> Renderings:
        """What stands in further languages for anything said of it, its title too where that is its own."""
        title = Renderings() if self.is_called_as_its_stage else Renderings.of(self.title)
        return title | (self.renderings or Renderings())

    def seats_for(self, task: Task) -> list[str]:
        """Ids of the seats that have this task here. One whose seat was removed since is nobody's."""
        return list((self.tasks or {}).get(task.value, ()))


class HouseTemplate(SealedRow, Model):
    """The plan of a workshop, kept for other dialogues of this installation: no party, no seat, no place, no date.

    It belongs to no dialogue, so it is sealed under the house's key and outlives the dialogue it was
    made in; that is why nothing of that dialogue may be in it (`rules.outline.neutral`).
    """

    __tablename__ = "house_templates"
    __table_args__ = table()

    id: Mapped[Key]
    name = Sealed(str)
    outline = Sealed(dict)

    @property
    def scope(self) -> str:
        return HOUSE


class AdviceSetAside(SealedRow, Model):
    """Which advice on a plan its facilitators set aside. Beside the workshop, so that it makes no new version of it."""

    __tablename__ = "advice_set_aside"
    __table_args__ = table()

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    workshop_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("workshops.id", ondelete="CASCADE"), unique=True
    )
    keys = Sealed(list)
