"""Episodes of care: how they begin and how they end."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class EpisodeClosed(Exception):
    """A clinical act was tried on an episode that a discharge has closed."""


class EpisodeOpen(Exception):
    """A patient was to be enrolled while an episode is open: one is open at a time."""


class DischargeReason(StrEnum):
    """Why an episode was closed."""

    GOALS_REACHED = "goals_reached"
    PROGRAMME_COMPLETED = "programme_completed"
    PATIENT_STOPPED = "patient_stopped"
    HEALTH_CHANGED = "health_changed"
    MOVED_AWAY = "moved_away"
    DIED = "died"
    OTHER = "other"


class DischargeOutcome(StrEnum):
    """How the person stood at discharge, in the clinician's judgement."""

    IMPROVED = "improved"
    MAINTAINED = "maintained"
    DECLINED = "declined"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, kw_only=True, slots=True)
class EnrolmentDetails:
    """What is agreed when an episode begins.

    Attributes:
        responsible_id: the clinician who answers for the episode.
        goals: in the patient's own words.
        consent_given_on: the day on which the patient agreed, or None when not asked yet.
    """

    enrolled_on: date
    responsible_id: UUID
    reason: str = ""
    goals: str = ""
    consent_given_on: date | None = None
    consent_note: str = ""
