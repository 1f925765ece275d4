"""The database: base classes, exact column types, one clinic at a time, and who may write when."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar, Generic, TypeVar, cast, dataclass_transform
from uuid import UUID
from weakref import WeakKeyDictionary, WeakSet

import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event, orm
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

from clinic.ids import new_id

BUSY_TIMEOUT_MS = 5000

E = TypeVar("E", bound=StrEnum)


class OutsideClinic(RuntimeError):
    """A clinical table was read or written while no clinic, or another one, was entered."""


class WriteOutsideTransaction(RuntimeError):
    """Something was to be stored outside `writing()`: a page that only shows must not write."""


# --- column types ----------------------------------------------------------------------------


class UtcDateTime(sa.TypeDecorator[datetime]):
    """A moment. Only aware values go in; UTC comes out, on every database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a time zone cannot be stored.")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ExactDecimal(sa.TypeDecorator[Decimal]):
    """A decimal kept as its digits: 6.40 comes back as 6.40, never as a binary fraction."""

    impl = sa.String(32)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, _dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Word(sa.TypeDecorator[E], Generic[E]):
    """A StrEnum kept as its word, so that a new word needs no migration."""

    impl = sa.String(40)
    cache_ok = True

    def __init__(self, words: type[E]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: E | str | None, _dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, _dialect: Dialect) -> E | None:
        return None if value is None else self.words(value)


# --- base classes ----------------------------------------------------------------------------


class Plain(DeclarativeBase):
    """Under every table. Flask-Security's own mixins sit on it directly."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        Decimal: ExactDecimal(),
        UUID: sa.Uuid(),
        str: sa.Text(),
        dict[str, Any]: sa.JSON(),
        list[Any]: sa.JSON(),
    }


@dataclass_transform(kw_only_default=True, field_specifiers=(mapped_column,))
class Base(MappedAsDataclass, Plain, kw_only=True):
    """A table of Stepback's own: its constructor names every column."""

    __abstract__ = True


class ClinicKeyed(Base, kw_only=True):
    """Keyed by clinic, so that a foreign key cannot leave it; queries must name the clinic."""

    __abstract__ = True

    clinic_id: Mapped[UUID] = mapped_column(primary_key=True, default=None, sort_order=-2)
    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id, sort_order=-1)


class ClinicOwned(ClinicKeyed, kw_only=True):
    """A clinical table: the session adds the clinic to every query and every new row."""

    __abstract__ = True


def to(table: str, column: str | None = None) -> sa.ForeignKeyConstraint:
    """A foreign key inside the clinic: `to("patient")` is (clinic_id, patient_id) -> patient."""
    return sa.ForeignKeyConstraint(
        ["clinic_id", column or f"{table}_id"], [f"{table}.clinic_id", f"{table}.id"]
    )


def of_clinic() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["clinic_id"], ["clinic.id"])


db = SQLAlchemy(metadata=Plain.metadata)


# --- one clinic at a time --------------------------------------------------------------------


def enter_clinic(clinic_id: UUID | None) -> None:
    """From here on, this session reads and writes this clinic's rows and no others."""
    db.session.info["clinic_id"] = clinic_id
    if db.session().in_transaction():
        _tell_postgresql(db.session.connection(), clinic_id)


def entered_clinic() -> UUID | None:
    clinic_id: UUID | None = db.session.info.get("clinic_id")
    return clinic_id


def enter_clinic_on(connection: Connection, clinic_id: UUID | None) -> None:
    """The same for a connection beside the session, in its transaction."""
    _tell_postgresql(connection, clinic_id)


def clinic_tables() -> frozenset[str]:
    return frozenset(
        mapper.local_table.name  # type: ignore[attr-defined]  # every table of ours is a Table
        for mapper in Plain.registry.mappers
        if issubclass(mapper.class_, ClinicOwned)
    )


def _tell_postgresql(connection: Connection, clinic_id: UUID | None) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(
            sa.text("SELECT set_config('stepback.clinic_id', :clinic, true)"),
            {"clinic": str(clinic_id) if clinic_id else ""},
        )


@event.listens_for(db.session, "after_begin")
def _scope_transaction(
    session: orm.Session, _transaction: orm.SessionTransaction, connection: Connection
) -> None:
    _tell_postgresql(connection, session.info.get("clinic_id"))


_of_no_clinic: WeakSet[sa.Executable] = WeakSet()  # statements that were looked through


@event.listens_for(db.session, "do_orm_execute")
def _scope_statement(state: orm.ORMExecuteState) -> None:
    clinic_id = state.session.info.get("clinic_id")
    if clinic_id is None:
        _refuse_clinic_tables(state.statement)
        return
    kept = _kept(clinic_id)
    if (scoped := kept.get(state.statement)) is None:
        scoped = kept[state.statement] = state.statement.options(_only(clinic_id))
    state.statement = scoped


@lru_cache(maxsize=64)
def _kept(_clinic_id: UUID) -> WeakKeyDictionary[sa.Executable, sa.Executable]:
    """Statements as they were restricted to a clinic, for those that are asked again."""
    return WeakKeyDictionary()


@lru_cache(maxsize=256)
def _only(clinic_id: UUID) -> orm.LoaderCriteriaOption:
    """The criterion of one clinic; made once, because it goes with every statement."""
    return orm.with_loader_criteria(
        ClinicOwned,
        lambda owned: owned.clinic_id == clinic_id,
        include_aliases=True,
        track_closure_variables=True,
    )


def _refuse_clinic_tables(statement: sa.Executable) -> None:
    if statement in _of_no_clinic:
        return
    elements = sa.sql.visitors.iterate(cast("sa.ClauseElement", statement))
    if found := clinic_tables() & {one.name for one in elements if isinstance(one, sa.Table)}:
        raise OutsideClinic(f"{min(found)} was queried before a clinic was entered.")
    _of_no_clinic.add(statement)


@event.listens_for(db.session, "before_flush")
def _guard_flush(session: orm.Session, _context: orm.UOWTransaction, _objects: object) -> None:
    if not (session.new or session.dirty or session.deleted):
        return
    if not _writing.get():
        raise WriteOutsideTransaction("A request that only shows has unsaved changes.")
    clinic_id = session.info.get("clinic_id")
    for record in (*session.new, *session.dirty, *session.deleted):
        if not isinstance(record, ClinicOwned):
            continue
        owner: UUID | None = record.clinic_id
        if owner is None and clinic_id is not None:
            record.clinic_id = owner = clinic_id
        if clinic_id is None or owner != clinic_id:
            raise OutsideClinic(f"{type(record).__name__} belongs to a clinic not entered.")


# --- reading and writing ---------------------------------------------------------------------

_writing: ContextVar[bool] = ContextVar("writing", default=False)


@contextmanager
def writing() -> Iterator[None]:
    """The transaction begun inside takes the write lock at its start.

    SQLite's plain BEGIN lets two writers read the same state and then fails, or loses, one of
    them; BEGIN IMMEDIATE makes the second wait. Commit or roll back before leaving.
    """
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


def is_writing() -> bool:
    return _writing.get()


def init_app(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)


def prepare_engine(engine: sa.Engine) -> None:
    """Durable, checked, and with the transaction's start in our hands."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver no longer decides when to begin
        for pragma in (
            "foreign_keys = ON",
            "journal_mode = WAL",
            "synchronous = FULL",  # an acknowledged write survives a power cut
            f"busy_timeout = {BUSY_TIMEOUT_MS}",
            "secure_delete = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
