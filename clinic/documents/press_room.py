"""The thread that works on print jobs beside the requests, one in each process that serves.

A crash of the process loses nothing: the job's lease ends, and the next process goes on.
"""

import logging
import os
import socket
import threading
from multiprocessing.util import Finalize
from typing import Final

from flask import Flask, after_this_request, current_app
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from clinic.db import db
from clinic.documents import press
from clinic.ids import new_id

logger = logging.getLogger(__name__)

LOOK_S: Final = 10.0  # how soon a job is taken up that another process left behind
EXTENSION: Final = "press_room"


class PressRoom:
    """Waits for jobs and works on them, one at a time."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._name = f"{socket.gethostname()[:40]}:{os.getpid()}:{new_id().hex[-8:]}"
        self._wanted = threading.Event()
        self._stopping = threading.Event()

    def start(self) -> None:
        """Begins to wait, until the process ends."""
        threading.Thread(target=self._run, name="press", daemon=True).start()
        Finalize(None, self.stop, exitpriority=20)

    def wake(self) -> None:
        """Says that there is a job."""
        self._wanted.set()

    def stop(self) -> None:
        """Takes no further job."""
        self._stopping.set()
        self._wanted.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            if not self._work():
                self._wanted.wait(LOOK_S)
                self._wanted.clear()

    def _work(self) -> bool:
        """One job, or one look for old files; whether there may be more."""
        with self._app.app_context():
            try:
                if press.run_next(self._name):
                    return True
                press.sweep()
            except SQLAlchemyError as trouble:
                logger.warning("print jobs wait: %s", type(trouble).__name__)
                self._stopping.wait(LOOK_S)
            finally:
                db.session.remove()
        return False


def open_press_room(app: Flask) -> None:
    """For the server's processes; tests and the command line work on jobs by themselves."""
    room = PressRoom(app)
    app.extensions[EXTENSION] = room
    room.start()


def wake_after_this_request() -> None:
    """When this request's transaction is committed, the thread looks for its job."""

    @after_this_request
    def _wake(response: Response) -> Response:
        room: PressRoom | None = current_app.extensions.get(EXTENSION)
        if room is not None:
            room.wake()
        return response
