"""One transaction a request, and one result a form however often it is sent."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec
from uuid import UUID

import sqlalchemy as sa
from flask import g, make_response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import Conflict
from werkzeug.wrappers import Response

from clinic import clock
from clinic.db import db, entered_clinic, writing
from clinic.web.models import Submission

READING = frozenset({"GET", "HEAD", "OPTIONS"})
NOT_CONTENT = frozenset({"csrf_token"})

P = ParamSpec("P")


class ChangedMeanwhile(Conflict):
    """Somebody else changed the record after this form was opened.

    Told the texts that are stored now (by the form's field names), the page shows them beside
    what was typed, and sends either; `version` is the one to carry for that.
    """

    description = "Somebody else changed this record after you opened it. Nothing was saved."

    def __init__(
        self,
        theirs: Mapping[str, str] | None = None,
        *,
        labels: Mapping[str, str] | None = None,
        version: int | None = None,
        who: str = "",
    ) -> None:
        super().__init__()
        self.theirs = theirs or {}
        self.labels = labels or {}
        self.version = version
        self.who = who


class AlreadySaved(Conflict):
    """The form was saved before with other content; the second text is not thrown away."""

    def __init__(self, location: str) -> None:
        super().__init__("This form was saved before, with other content.")
        self.location = location


def writes(view: Callable[P, ResponseReturnValue]) -> Callable[P, Response]:
    """Runs the view's writing methods in one transaction, committed when it answers well.

    A redirect is remembered under the form's `record_id`: the same form sent again gets the
    same answer and is not saved again. An answer from 400 up rolls everything back.
    """

    @wraps(view)
    def one_transaction(*args: P.args, **kwargs: P.kwargs) -> Response:
        if request.method in READING:
            return make_response(view(*args, **kwargs))
        try:
            return _attempt(view, *args, **kwargs)
        except IntegrityError:
            # Two doubles of one form ran side by side; the second now finds the first's answer.
            return _attempt(view, *args, **kwargs)
        except StaleDataError as stale:
            raise ChangedMeanwhile from stale

    one_transaction.is_writing = True  # type: ignore[attr-defined]  # read by the architecture tests
    return one_transaction


@contextmanager
def storing() -> Iterator[None]:
    """One transaction for a view that has slow work to do before it: a password is hashed while
    nobody waits for the write lock. Commits at the end; what was read before must be read anew.
    """
    db.session.rollback()
    with writing():
        try:
            yield
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise


def _attempt(view: Callable[P, ResponseReturnValue], *args: P.args, **kwargs: P.kwargs) -> Response:
    db.session.rollback()  # what was read before belongs to another transaction
    with writing():
        try:
            response = _earlier_answer() or make_response(view(*args, **kwargs))
            if response.status_code >= 400:  # noqa: PLR2004 - HTTP: refused
                db.session.rollback()
            else:
                _remember(response)
                db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
    return response


def _earlier_answer() -> Response | None:
    record_id = submitted_id()
    if record_id is None or entered_clinic() is None:
        return None
    _wait_for_its_double(record_id)
    earlier = db.session.get(Submission, (entered_clinic(), record_id))
    if earlier is None:
        return None
    same_form = earlier.endpoint == request.endpoint and earlier.account_id == g.actor.account_id
    if not same_form or earlier.digest != _digest():
        raise AlreadySaved(earlier.location if same_form else "")
    return make_response(redirect(earlier.location))


def _wait_for_its_double(record_id: UUID) -> None:
    """The same form, sent at the same moment, waits here until the first is stored.

    SQLite's write lock does this by itself; on PostgreSQL a lock of this name does.
    """
    if db.session.connection().dialect.name == "postgresql":
        lock = sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:form, 0))")
        db.session.execute(lock, {"form": str(record_id)})


def _remember(response: Response) -> None:
    record_id = submitted_id()
    clinic_id = entered_clinic()
    if record_id is None or clinic_id is None or response.location is None:
        return
    if db.session.get(Submission, (clinic_id, record_id)) is None:
        db.session.add(
            Submission(
                id=record_id,
                account_id=g.actor.account_id,
                endpoint=request.endpoint or "",
                digest=_digest(),
                location=response.location,
                at=clock.now(),
            )
        )
        db.session.flush()


def submitted_id() -> UUID | None:
    """The id that the form minted, if it carries one that can be read."""
    try:
        return UUID(request.form.get("record_id", ""))
    except ValueError:
        return None


def _digest() -> str:
    content = sorted(
        (name, value)
        for name, values in request.form.lists()
        if name not in NOT_CONTENT
        for value in values
    )
    files = sorted((name, _file_digest(file)) for name, file in request.files.items(multi=True))
    return hashlib.sha256(repr([*content, *files]).encode()).hexdigest()


def _file_digest(file: FileStorage) -> str:
    file.stream.seek(0)
    digest = hashlib.file_digest(file.stream, "sha256").hexdigest()  # type: ignore[arg-type]  # of werkzeug
    file.stream.seek(0)
    return digest
