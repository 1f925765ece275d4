"""What is written beside the requests: in batches, by a thread of its own, a second later at most.

A look at a patient's page is written down, and when a session was last used; neither may cost
the page a wait for the disk. What cannot be written now is tried again; the queue has an end, and
what finds no room in it is counted and told in the log.
"""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from multiprocessing.util import Finalize
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection

from clinic.db import db, enter_clinic_on, writing

logger = logging.getLogger(__name__)

GATHER_S: Final = 0.5  # so that what was put is stored within a second
RETRY_S: Final = 1.0
ROOM: Final = 10_000
LAST_TRIES: Final = 3  # at shut-down
OUT_OF_REACH: Final = (OperationalError, NoConnection)


@dataclass(frozen=True, slots=True)
class Note:
    """One statement, with its values if it is one of many like it, and the clinic it is for."""

    clinic_id: UUID
    statement: sa.Executable
    values: Mapping[str, object] | None = None


class Beside:
    """The queue of an application, and the thread that empties it."""

    def __init__(self, engine: Callable[[], sa.Engine], *, at_once: bool) -> None:
        self._engine = engine
        self._at_once = at_once
        self._notes: list[Note] = []
        self._lock = threading.Lock()
        self._emptying = threading.Lock()
        self._something_there = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def put(self, note: Note) -> None:
        """Takes a note; returns at once, whatever state the database is in."""
        with self._lock:
            if len(self._notes) >= ROOM:
                logger.error("no room for a note beside the requests: one is lost")
                return
            self._notes.append(note)
        if self._at_once:
            self.empty()
        else:
            self._start()
            self._something_there.set()

    def empty(self) -> bool:
        """Writes what is there; keeps it, and says False, when the database does not take it."""
        with self._emptying:
            with self._lock:
                batch, self._notes = self._notes, []
            if not batch:
                return True
            try:
                self._write(batch)
            except OUT_OF_REACH as trouble:
                logger.warning("notes beside the requests wait: %s", type(trouble).__name__)
                with self._lock:
                    self._notes = batch + self._notes
                return False
            except SQLAlchemyError:
                self._write_each(batch)
            return True

    def stop(self) -> None:
        """At shut-down: nothing that was put is left behind."""
        self._stopping.set()
        self._something_there.set()
        if self._thread is not None:
            self._thread.join(timeout=LAST_TRIES * RETRY_S)
        for _ in range(LAST_TRIES):
            if self.empty():
                return
        logger.error("%s notes beside the requests are lost at shut-down", len(self._notes))

    def _start(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="beside", daemon=True)
                self._thread.start()
                # Also at the end of a server's worker, where Python's own atexit is not asked.
                Finalize(None, self.stop, exitpriority=10)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._something_there.wait()
            self._something_there.clear()
            self._stopping.wait(GATHER_S)
            while not self.empty() and not self._stopping.wait(RETRY_S):
                continue

    def _write_each(self, batch: Sequence[Note]) -> None:
        """One that no database will ever take must not hold up the others."""
        for note in batch:
            try:
                self._write([note])
            except SQLAlchemyError as trouble:
                logger.exception("a note beside the requests is lost: %s", type(trouble).__name__)

    def _write(self, batch: Sequence[Note]) -> None:
        """One short transaction for all of them; a clinic's notes under its own name."""
        with writing(), self._engine().begin() as connection:
            for clinic_id, notes in groupby(batch, key=lambda note: note.clinic_id):
                enter_clinic_on(connection, clinic_id)
                for note in notes:
                    connection.execute(note.statement, note.values)


def init_app(app: Flask) -> None:
    with app.app_context():
        engine = db.engine
    app.extensions["beside"] = Beside(lambda: engine, at_once=app.testing)


def beside() -> Beside:
    queue: Beside = current_app.extensions["beside"]
    return queue
