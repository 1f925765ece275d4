"""Which part of an episode is looked at."""

from dataclasses import dataclass
from datetime import date

from clinic.domain.series import Series


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """Days on which results are shown; None leaves that end open.

    The first day cuts the picture only: baseline, verdict and trend are always those of the
    episode. The last day leaves out what was measured after it, so that the page says what was
    known then.
    """

    since: date | None = None
    until: date | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the whole episode is shown."""
        return self.since is None and self.until is None

    def shows(self, day: date) -> bool:
        """Whether what happened on this day is shown."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )

    def axis(self, all_series: list[Series], *, begins: date, ends: date) -> tuple[date, date]:
        """First and last day of the time axis, the same for every chart.

        Args:
            all_series: the results; a chart of the whole episode starts at the first of them.
            begins: first day where there is no result.
            ends: last day where no other is given; a later result moves it.
        """
        days = [result.on for series in all_series for result in series.results]
        first = self.since or min(days, default=begins)
        last = self.until or max([ends, *days])
        return first, max(first, last)


WHOLE = Window()
