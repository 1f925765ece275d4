"""What a clinician adds to a document."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportRequest:
    """For whom a progress report is, what comes next, and what the reader is asked."""

    recipient: str = ""
    next_step: str = ""
    question: str = ""
