"""The words in which an episode's end is written."""

from clinic.domain.episodes import DischargeOutcome, DischargeReason

REASON_WORDS = {
    DischargeReason.GOALS_REACHED: "Goals reached",
    DischargeReason.PROGRAMME_COMPLETED: "Programme completed",
    DischargeReason.PATIENT_STOPPED: "The patient stopped",
    DischargeReason.HEALTH_CHANGED: "Health changed",
    DischargeReason.MOVED_AWAY: "Moved away",
    DischargeReason.DIED: "Died",
    DischargeReason.OTHER: "Other",
}
OUTCOME_WORDS = {
    DischargeOutcome.IMPROVED: "Improved",
    DischargeOutcome.MAINTAINED: "About the same",
    DischargeOutcome.DECLINED: "Declined",
    DischargeOutcome.NOT_KNOWN: "Not known",
}
