"""The log holds ids, places in the program and reference numbers; never what a record says."""

import logging
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType

from clinic.config import Settings

# A line is one line, whatever was sent.
ESCAPED = {code: f"\\x{code:02x}" for code in (*range(32), 127, *range(128, 160))}
ESCAPED[0x2028], ESCAPED[0x2029] = "\\u2028", "\\u2029"


class LogLine(logging.Formatter):
    """One line an event; a traceback names files and lines, not values.

    A database error quotes the values of the statement, a ValueError what was typed: their
    messages are left out unless the instance is a developer's.
    """

    def __init__(self, *, with_messages: bool) -> None:
        super().__init__()
        self.with_messages = with_messages

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        message = record.getMessage().translate(ESCAPED)
        line = f"{at} {record.levelname} {record.name} {message}"
        if record.exc_info and record.exc_info[1] is not None:
            line += "\n" + self._chain(record.exc_info[1])
        return line

    def formatException(  # noqa: N802 - logging's own name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        return self._chain(ei[1]) if ei[1] is not None else ""

    def _chain(self, error: BaseException) -> str:
        told = []
        current: BaseException | None = error
        while current is not None:
            frames = traceback.extract_tb(current.__traceback__)
            told += [f"  {type(current).__module__}.{type(current).__qualname__}"]
            if self.with_messages:
                told[-1] += f": {str(current).translate(ESCAPED)}"
            told += [f"    {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
            current = current.__cause__ or current.__context__
        return "\n".join(told)


def configure(settings: Settings) -> None:
    """Sends the log to standard error. Tests listen for themselves."""
    if settings.testing:
        return
    root = logging.getLogger()
    if any(isinstance(handler.formatter, LogLine) for handler in root.handlers):
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LogLine(with_messages=settings.debug))
    root.addHandler(handler)
    logging.getLogger("clinic").setLevel(logging.INFO)
