"""A long list, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from werkzeug.exceptions import NotFound

from clinic.episodes.models import Episode
from clinic.patients.models import Patient
from clinic.session_logs.models import SessionLog
from clinic.session_logs.queries import count_for, list_for

ON_A_PAGE = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class LogPage:
    """Some of the logs, and the way to the others: what the `pagination` macro draws."""

    logs: Sequence[SessionLog]
    first: int
    last: int
    total: int
    pages: int
    previous_url: str | None
    next_url: str | None


def log_page(patient: Patient, episode: Episode | None, *, number: int) -> LogPage:
    """One page of an episode's logs, or a 404 when there is no such page."""
    total = count_for(episode) if episode is not None else 0
    pages = max(1, -(-total // ON_A_PAGE))
    if not 1 <= number <= pages:
        raise NotFound
    begin = (number - 1) * ON_A_PAGE
    logs = list_for(episode, limit=ON_A_PAGE, offset=begin) if episode is not None else []
    return LogPage(
        logs=logs,
        first=begin + 1 if logs else 0,
        last=begin + len(logs),
        total=total,
        pages=pages,
        previous_url=_address(patient, episode, number - 1) if number > 1 else None,
        next_url=_address(patient, episode, number + 1) if number < pages else None,
    )


def _address(patient: Patient, episode: Episode | None, number: int) -> str:
    asked = episode.id if episode is not None else None
    return url_for("session_logs.list_all", patient_id=patient.id, episode=asked, page=number)
