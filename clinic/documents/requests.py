"""What a clinician adds to a document."""

from dataclasses import dataclass
from enum import StrEnum


class Audience(StrEnum):
    """Who reads a progress report: each reader gets what is needed, in words of their own."""

    DOCTOR = "doctor"
    PATIENT = "patient"
    FUNDER = "funder"


class Occasion(StrEnum):
    """Why a report is written: on the way, or because care ended."""

    PROGRESS = "progress"
    DISCHARGE = "discharge"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportRequest:
    """For whom a report is, what the clinician says, what comes next, what the reader is asked.

    `replaces` and `because` are said in a report that takes the place of another one. A discharge
    summary is for the doctor.
    """

    occasion: Occasion = Occasion.PROGRESS
    audience: Audience = Audience.DOCTOR
    recipient: str = ""
    summary: str = ""
    next_step: str = ""
    question: str = ""
    replaces: str = ""
    because: str = ""
