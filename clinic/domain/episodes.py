"""Episodes of care: how they end."""

from enum import StrEnum


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
