"""Account and what opens it: one-time links, recovery codes, and what must be remembered to refuse."""

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import KEY_LENGTH, Key, Model, table
from app.vault import HOUSE, Sealed, SealedRow


class _OfTheHouse(SealedRow):
    """Sealed under the house's key: it belongs to no dialogue."""

    @property
    def scope(self) -> str:
        return HOUSE


class Account(_OfTheHouse, Model):
    """Somebody of the third party, or an organizer, who signs in.

    Both names are sealed, so that a seized database lists nobody. There is no date of making, no last
    visit and no address. `last_step` must be kept so that a code of the second factor is not taken
    twice; it is a moment, and therefore sealed. `next_factor` waits until its first code is shown.
    """

    __tablename__ = "accounts"
    __table_args__ = table()

    id: Mapped[Key]
    name = Sealed(str)
    sign_in_name = Sealed(str)
    keeper: Mapped[bool]
    password_hash: Mapped[str | None] = mapped_column(String(255))
    second_factor = Sealed(str, nullable=True)
    next_factor = Sealed(str, nullable=True)
    last_step = Sealed(int, nullable=True)
    epoch: Mapped[int] = mapped_column(default=0)

    @property
    def is_open(self) -> bool:
        """Whether it can be signed in to: only with both, password and second factor."""
        return self.password_hash is not None and self.second_factor is not None

    # What Flask-Login asks of an account, written out so that models stay free of it.

    @property
    def is_authenticated(self) -> bool:
        return True

    @property
    def is_active(self) -> bool:
        return True

    @property
    def is_anonymous(self) -> bool:
        return False

    def get_id(self) -> str:
        return self.id


def _of_an_account() -> Mapped[str]:
    return mapped_column(
        String(KEY_LENGTH), ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )


class Link(Model):
    """A one-time link that lets somebody set password and second factor. Its id is a hash of the code."""

    __tablename__ = "account_links"
    __table_args__ = table()

    id: Mapped[Key]
    account_id: Mapped[str] = _of_an_account()
    works_until: Mapped[date]


class RecoveryCode(Model):
    """Opens an account once when the second factor is lost. Its id is a hash of the code; using it deletes it."""

    __tablename__ = "recovery_codes"
    __table_args__ = table()

    id: Mapped[Key]
    account_id: Mapped[str] = _of_an_account()


class FailedSignIns(Model):
    """How often signing in failed for one name, known or not, and until when (in seconds of UTC) the next must wait.

    The id is a keyed digest of the name as it was typed. The row goes when the name signs in.
    """

    __tablename__ = "failed_sign_ins"
    __table_args__ = table()

    id: Mapped[Key]
    count: Mapped[int]
    wait_until: Mapped[int] = mapped_column(BigInteger)


class EndedSignIn(Model):
    """A sign-in that was ended: its cookie, copied elsewhere, must open nothing. Forgotten after two days."""

    __tablename__ = "ended_sign_ins"
    __table_args__ = table()

    id: Mapped[Key]
    ended_on: Mapped[date]
