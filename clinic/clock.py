"""The only reader of the clock. Everything else is told the moment or the day."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the one place that may ask


def today(time_zone: str) -> date:
    """The calendar day where the clinic is, for a zone name such as "Europe/London"."""
    return now().astimezone(ZoneInfo(time_zone)).date()


def day_of(moment: datetime, time_zone: str) -> date:
    """The calendar day on which a moment fell where the clinic is."""
    return moment.astimezone(ZoneInfo(time_zone)).date()
