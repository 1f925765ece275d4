"""Reading records of the clinic that was entered."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

import sqlalchemy as sa
from flask import g, has_request_context
from sqlalchemy import event
from werkzeug.exceptions import NotFound

from clinic.db import ClinicOwned, db, entered_clinic, is_writing

R = TypeVar("R", bound=ClinicOwned)
A = TypeVar("A")

Rows = Sequence[sa.Row[*tuple[Any, ...]]]
Answers = dict[object, Rows]

_told: ContextVar[Answers | None] = ContextVar("told", default=None)

IDS: Final[sa.BindParameter[Any]] = sa.bindparam("ids", expanding=True)
"""Stands in a question for the ids that it is asked for."""


def find_record(kind: type[R], record_id: UUID) -> R | None:
    """The record, or None; another clinic's record does not exist here."""
    return db.session.get(kind, (entered_clinic(), record_id))


def get_record(kind: type[R], record_id: UUID) -> R:
    """The record, or a 404 equal to that of an id that never existed."""
    record = find_record(kind, record_id)
    if record is None:
        raise NotFound
    return record


class Question(Generic[A]):
    """What many pages ask for some ids, such as `Question(sa.select(Routine).where(… .in_(IDS)))`.

    Kept in a module: putting a statement together costs as much as asking it. In one request and
    transaction the database is asked once, however many parts of a page want to know; while
    something is written, each time anew, unless `asked_once` says that nothing is.
    """

    def __init__(self, statement: sa.Select[A, *tuple[Any, ...]]) -> None:
        self._statement = statement

    def records(self, ids: Collection[UUID], **more: object) -> list[A]:
        """What the first column holds: records, or the values of a column. Nothing for no ids."""
        return [row[0] for row in self.rows(ids, **more)]

    def rows(self, ids: Collection[UUID], **more: object) -> Rows:
        """The rows. Nothing for no ids."""
        if not ids:
            return ()
        key = (self, entered_clinic(), frozenset(ids), tuple(more.items()))
        answer = _answers().get(key)
        if answer is None:
            answer = self._asked(ids, more)  # which may begin the transaction
            _answers()[key] = answer
        return answer

    def _asked(self, ids: Collection[UUID], more: Mapping[str, object]) -> Rows:
        return db.session.execute(self._statement, {"ids": list(ids), **more}).all()


@contextmanager
def asked_once() -> Iterator[None]:
    """For a stretch of work that only reads, wherever it is: each question is asked once in it."""
    token = _told.set({})
    try:
        yield
    finally:
        _told.reset(token)


@event.listens_for(db.session, "before_flush")
def _forget(*_flushed: object) -> None:
    """What is stored after all ends what was told before."""
    if (told := _told.get()) is not None:
        told.clear()


def _answers() -> Answers:
    """What was answered in this stretch, or in this request as long as its transaction lasts."""
    told = _told.get()
    if told is not None:
        return told
    if is_writing() or not has_request_context():
        return {}
    transaction = db.session().get_transaction()
    if g.get("answered_in") is not transaction or transaction is None:
        g.answered_in, g.answers = transaction, {}
    answers: Answers = g.answers
    return answers
