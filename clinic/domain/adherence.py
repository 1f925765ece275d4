"""Adherence: trainings done against trainings planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from clinic.domain.session_logs import LogStatus


@dataclass(frozen=True, kw_only=True, slots=True)
class LoggedDay:
    """A log, as far as counting needs it."""

    on: date
    status: LogStatus


@dataclass(frozen=True, kw_only=True, slots=True)
class Adherence:
    """Trainings done in a window, against those planned in it."""

    done: int
    planned: int

    @property
    def fraction(self) -> Decimal | None:
        """Done of planned, which may be more than 1; None when nothing was planned."""
        return Decimal(self.done) / self.planned if self.planned else None


def adherence(
    logs: Sequence[LoggedDay], *, frequency_per_week: int, as_of: date, weeks: int = 2
) -> Adherence:
    """Done sessions in the weeks that end today; partly done counts as done, missed does not.

    Source: programme reference, section 3.4, adherence: done sessions with
    0 <= as_of - date < 14 days / (2 x frequency_per_week).

    Raises:
        ValueError: fewer than one week.
    """
    if weeks < 1:
        raise ValueError("adherence is counted over whole weeks")
    begin = as_of - timedelta(weeks=weeks)
    done = sum(log.status is not LogStatus.MISSED and begin < log.on <= as_of for log in logs)
    return Adherence(done=done, planned=weeks * frequency_per_week)
