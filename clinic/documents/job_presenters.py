"""A print job in finished words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from clinic.documents.jobs import Binding, Progress, State, state_of
from clinic.documents.models import PrintJob, PrintJobItem
from clinic.documents.words import KINDS_WORDS
from clinic.patients.models import Patient
from clinic.phrasing import capitalised, day, plural

TITLES: Final[Mapping[State, str]] = {
    State.WAITING: "Waiting to be printed",
    State.PRINTING: "Being printed",
    State.LEFT_ALONE: "Waiting for the program",
    State.FINISHED: "Ready",
    State.CANCELLED: "Cancelled",
    State.FAILED: "Stopped",
    State.REMOVED: "The file was deleted",
}
UNDER_WAY: Final = frozenset({State.WAITING, State.PRINTING, State.LEFT_ALONE})
# After a crash, until the lease of who printed has ended and the next one has looked.
GOES_ON: Final = "Nobody prints at this moment; the program goes on by itself within a minute."


@dataclass(frozen=True, kw_only=True, slots=True)
class JobPage:
    """What the page of a job, or its line in the list, says."""

    job_id: UUID
    title: str
    heading: str
    state: State
    state_words: str
    requested: str
    total: int
    done: int
    told: str
    is_under_way: bool
    has_file: bool
    file_words: str
    failure: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FailureRow:
    """For whom nothing could be made, and why."""

    patient_id: UUID
    name: str
    why: str


def job_page(job: PrintJob, progress: Progress, *, at: datetime, today: date, zone: str) -> JobPage:
    """A job as it stands at a moment."""
    state = state_of(job, at=at, all_made=progress.done == progress.total)
    has_file = state is State.FINISHED and job.result_bytes > 0
    title = KINDS_WORDS[job.order["kind"]]
    return JobPage(
        job_id=job.id,
        title=title,
        heading=f"{title}: {TITLES[state].lower()}",
        state=state,
        state_words=TITLES[state],
        requested=_moment(job.requested_at, today=today, zone=zone),
        total=progress.total,
        done=progress.done,
        told=_told(state, progress),
        is_under_way=state in UNDER_WAY,
        has_file=has_file,
        file_words=_file_words(job, today=today, zone=zone) if has_file else "",
        failure=job.failure,
    )


def failure_rows(
    failures: Sequence[tuple[PrintJobItem, Patient]],
) -> tuple[FailureRow, ...]:
    """In the order given."""
    return tuple(
        FailureRow(
            patient_id=patient.id,
            name=f"{patient.given_name} {patient.family_name}",
            why=item.failure,
        )
        for item, patient in failures
    )


def result_name(job: PrintJob) -> str:
    """A name for the file that says nothing about a person."""
    kind = KINDS_WORDS[job.order["kind"]].lower().replace(" ", "-")
    return f"{kind}-{job.id.hex[-8:]}.{job.binding}"


def _told(state: State, progress: Progress) -> str:
    total = progress.total
    if state is State.LEFT_ALONE:
        return f"{progress.done} of {total} done. {GOES_ON}"
    if state in UNDER_WAY and progress.done == total:
        return f"All {total} are done; the file is being put together."
    if state in UNDER_WAY:
        return f"{progress.done} of {total} done."
    if state is State.CANCELLED:
        return f"{progress.made} of {total} were issued before; each stands in its patient’s list."
    made = f"{progress.made} of {total} made."
    return f"{made} {_not_made(progress.failed)}" if progress.failed else made


def _not_made(failed: int) -> str:
    return f"For {plural(failed, 'patient')} nothing could be made."


def _file_words(job: PrintJob, *, today: date, zone: str) -> str:
    size = max(job.result_bytes / 1_000_000, 0.1)
    kind = "zip" if job.binding == Binding.ZIP else "PDF"
    kept = _moment(job.kept_until, today=today, zone=zone) if job.kept_until else ""
    return f"{kind}, {size:.1f} MB. Kept until {kept[:1].lower()}{kept[1:]}, then deleted."


def _moment(moment: datetime, *, today: date, zone: str) -> str:
    there = moment.astimezone(ZoneInfo(zone))
    return f"{capitalised(day(there.date(), today=today))}, {there:%H:%M}"
