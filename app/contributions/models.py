"""Contribution, its links and clusters, what is laid out. No author, no time, no order of arrival (design §1.2)."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.contributions.rules import Link, Standing
from app.dialogues.models import of_a_dialogue
from app.kernel.db import KEY_LENGTH, Key, Model, one_of, table
from app.kernel.wording import Wording
from app.library.vocabulary import Kind, Level
from app.vault import Sealed, SealedRow


class Cluster(SealedRow, Model):
    """A heading the room put over points that belong together."""

    __tablename__ = "clusters"
    __table_args__ = table()

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    sitting_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("sittings.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    title = Sealed(Wording)


class Contribution(SealedRow, Model):
    """One recorded point.

    Its id is a hash of the take-back token that the form carried: a repeated sending finds the same
    row, and only who shows the token can take the words back. What the rapporteur typed has a random
    id and no token. `position` is random when the round opens and then the desk's own order.
    """

    __tablename__ = "contributions"
    __table_args__ = table()

    id: Mapped[Key]
    dialogue_id: Mapped[str] = of_a_dialogue()
    sitting_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("sittings.id", ondelete="CASCADE"), index=True
    )
    audience_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("audiences.id", ondelete="CASCADE"), index=True
    )
    stage_id: Mapped[str | None] = mapped_column(
        String(KEY_LENGTH), ForeignKey("stages.id", ondelete="SET NULL")
    )
    kind: Mapped[Kind] = mapped_column(one_of(Kind, "kind"))
    party_id: Mapped[str | None] = mapped_column(
        String(KEY_LENGTH), ForeignKey("parties.id", ondelete="CASCADE")
    )
    cluster_id: Mapped[str | None] = mapped_column(
        String(KEY_LENGTH), ForeignKey("clusters.id", ondelete="SET NULL")
    )
    level: Mapped[Level | None] = mapped_column(one_of(Level, "level"))
    standing: Mapped[Standing] = mapped_column(one_of(Standing, "standing"))
    position: Mapped[int]
    words = Sealed(Wording)


class ContributionLink(Model):
    """That one point answers, limits or eases another; drawn by the third party, owned by nobody."""

    __tablename__ = "contribution_links"
    __table_args__ = table(CheckConstraint("from_id <> to_id", name="not_itself"))

    from_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("contributions.id", ondelete="CASCADE"), primary_key=True
    )
    to_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("contributions.id", ondelete="CASCADE"), primary_key=True
    )
    link: Mapped[Link] = mapped_column(one_of(Link, "link"))


class LaidOut(Model):
    """That a party has laid out a point of its own to be carried into the joint room; seen by that party only.

    It ends with the carrying or with anybody's taking it off, and nothing tells that it was there.
    """

    __tablename__ = "laid_out"
    __table_args__ = table()

    contribution_id: Mapped[str] = mapped_column(
        String(KEY_LENGTH), ForeignKey("contributions.id", ondelete="CASCADE"), primary_key=True
    )
