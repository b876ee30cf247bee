from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import create_engine, event, select, text, update
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from app.kernel.db import writing
from app.kernel.wording import Wording
from app.vault import HOUSE, KeyMissing, Keyring, Sealed, SealedRow, Tampered
from app.vault.columns import sealed_columns

ONE = "d0000000000000000000000001"
TWO = "d0000000000000000000000002"
WITHOUT_ROWID = {"sqlite_with_rowid": False}


class Base(DeclarativeBase):
    pass


class Point(SealedRow, Base):
    __tablename__ = "points"
    __table_args__ = WITHOUT_ROWID

    id: Mapped[str] = mapped_column(primary_key=True)
    dialogue_id: Mapped[str]
    kind: Mapped[str] = mapped_column(default="need")
    words = Sealed(Wording)
    note = Sealed(str, nullable=True)
    questions = Sealed(list, nullable=True)
    day = Sealed(date, nullable=True)
    amount = Sealed(int, nullable=True)


class Named(SealedRow):
    name = Sealed(str)


class Person(Named, Base):
    __tablename__ = "people"
    __table_args__ = WITHOUT_ROWID

    id: Mapped[str] = mapped_column(primary_key=True)

    @property
    def scope(self) -> str:
        return HOUSE


class Talk(SealedRow, Base):
    __tablename__ = "talks"
    __table_args__ = WITHOUT_ROWID

    id: Mapped[str] = mapped_column(primary_key=True)
    words = Sealed(str)

    @property
    def scope(self) -> str:
        return self.id


@pytest.fixture
def engine(ring: Keyring) -> Iterator[Engine]:
    ring.create(ONE)
    ring.create(TWO)
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(), Session(engine, expire_on_commit=False) as session:
        yield session


def test_words_are_sealed_when_set_and_opened_when_read(session: Session) -> None:
    point = Point(dialogue_id=ONE, words=Wording.of("quiet water", "en"), questions=["why", "آب"])
    session.add(point)
    session.commit()
    session.expunge_all()
    again = session.get_one(Point, point.id)
    assert again.words == Wording.of("quiet water", "en")
    assert again.questions == ["why", "آب"]
    assert again.note is None
    stored = session.execute(text("select * from points")).one()
    assert b"quiet" not in b"".join(each for each in stored if isinstance(each, bytes))


def test_every_type_that_can_be_sealed_comes_back_as_itself(session: Session) -> None:
    point = Point(dialogue_id=ONE, words=Wording.of("a"), note="", day=date(1993, 3, 1), amount=-7)
    session.add(point)
    session.commit()
    assert (point.note, point.day, point.amount) == ("", date(1993, 3, 1), -7)


def test_the_column_is_named_like_the_attribute() -> None:
    assert set(Point.__table__.c.keys()) >= {"words", "note", "questions"}
    assert not Point.__table__.c["words"].nullable
    assert Point.__table__.c["note"].nullable
    assert {name for name, _ in sealed_columns(Point)} == {
        "words",
        "note",
        "questions",
        "day",
        "amount",
    }


def test_a_sealed_column_of_a_mixin_is_a_column_of_the_table(session: Session) -> None:
    person = Person(name="Z. Rahimova")
    session.add(person)
    session.commit()
    session.expire_all()
    assert person.name == "Z. Rahimova"
    assert [name for name, _ in sealed_columns(Person)] == ["name"]


def test_a_dialogue_is_sealed_under_its_own_id(session: Session) -> None:
    talk = Talk(id=ONE, words="title")
    session.add(talk)
    session.commit()
    session.expire_all()
    assert talk.words == "title"


def test_a_core_query_reads_blobs_and_opens_them_in_bulk(session: Session) -> None:
    session.add_all(Point(dialogue_id=ONE, words=Wording.of(f"point {n}")) for n in range(3))
    session.commit()
    rows = session.execute(select(Point.id, Point.words.blob))
    opened = {Point.words.open(ONE, row_id, blob).text for row_id, blob in rows}
    assert opened == {"point 0", "point 1", "point 2"}
    assert Point.note.open(ONE, "row", None) is None


def test_new_words_are_sealed_anew_and_read_back(session: Session) -> None:
    point = Point(dialogue_id=ONE, words=Wording.of("before"))
    session.add(point)
    session.commit()
    point.words = Wording.of("after")
    assert point.words.text == "after"
    session.commit()
    assert point.words.text == "after"
    session.rollback()


def test_words_rolled_back_are_the_words_before(session: Session) -> None:
    point = Point(dialogue_id=ONE, words=Wording.of("before"))
    session.add(point)
    session.commit()
    point.words = Wording.of("after")
    session.rollback()
    assert point.words.text == "before"


def test_a_list_that_was_read_can_be_changed_without_changing_the_row(session: Session) -> None:
    point = Point(dialogue_id=ONE, words=Wording.of("a"), questions=["one"])
    assert point.questions is not None
    point.questions.append("two")
    assert point.questions == ["one"]


@pytest.mark.parametrize(
    ("column", "of"), [("words", "the other row"), ("note", "the other column")]
)
def test_a_blob_moved_in_the_database_does_not_open(session: Session, column: str, of: str) -> None:
    mine = Point(dialogue_id=ONE, words=Wording.of("mine"), note="note")
    other = Point(dialogue_id=ONE, words=Wording.of("other"))
    session.add_all([mine, other])
    session.commit()
    table = Point.__table__
    source = other.id if column == "words" else mine.id
    blob = session.scalar(select(Point.words.blob).where(Point.id == source))
    session.execute(update(table).where(Point.id == mine.id).values({column: blob}))
    session.commit()
    session.expire_all()
    with pytest.raises(Tampered):
        getattr(mine, column)


def test_a_row_moved_to_another_dialogue_does_not_open(session: Session) -> None:
    point = Point(dialogue_id=ONE, words=Wording.of("mine"))
    session.add(point)
    session.commit()
    table = Point.__table__
    session.execute(update(table).values(dialogue_id=TWO))
    session.commit()
    session.expire_all()
    with pytest.raises(Tampered):
        _ = point.words


def test_one_damaged_value_costs_only_itself(session: Session) -> None:
    point = Point(dialogue_id=ONE, words=Wording.of("mine"), note="whole")
    session.add(point)
    session.commit()
    session.execute(update(Point.__table__).values(words=b"damaged"))
    session.commit()
    session.expire_all()
    with pytest.raises(Tampered):
        _ = point.words
    assert point.note == "whole"


def test_a_destroyed_key_makes_its_rows_dark_and_no_others(session: Session, ring: Keyring) -> None:
    points = [Point(dialogue_id=each, words=Wording.of("words")) for each in (ONE, TWO)]
    session.add_all(points)
    session.commit()
    session.expunge_all()
    ring.destroy(ONE)
    with pytest.raises(KeyMissing):
        _ = session.get_one(Point, points[0].id).words
    assert session.get_one(Point, points[1].id).words.text == "words"


def test_a_row_without_its_dialogue_says_what_is_missing(engine: Engine) -> None:
    with pytest.raises(TypeError, match="dialogue_id"):
        Point(words=Wording.of("a"))


@pytest.mark.parametrize("value", [None, "a bare text", 7])
def test_what_is_not_of_the_type_is_refused(engine: Engine, value: object) -> None:
    with pytest.raises(TypeError, match=r"Point\.words"):
        Point(dialogue_id=ONE, words=value)


def test_what_cannot_be_sealed_is_refused_when_the_model_is_written() -> None:
    with pytest.raises(TypeError, match="cannot be sealed"):
        Sealed(object)


def test_neither_repr_nor_the_messages_of_sqlalchemy_show_words(
    session: Session, engine: Engine
) -> None:
    seen: list[str] = []

    def keep(_c: object, _cur: object, statement: str, values: object, *_: object) -> None:
        seen.append(f"{statement} {values!r}")

    event.listen(engine, "before_cursor_execute", keep)
    point = Point(dialogue_id=ONE, words=Wording.of("quiet water"))
    session.add(point)
    session.commit()
    assert "quiet" not in f"{point!r} {point} {seen}"
    assert point.id in repr(point)
