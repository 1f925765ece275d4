"""The fixed words of proposals, and of decisions about the next step."""

from collections.abc import Mapping
from typing import Final

from clinic.domain.falls import ReviewOutcome
from clinic.domain.progression_decisions import ProposalAnswer, StepDecision, StepRefusal

ACCEPT: Final = "accept"
CHANGE: Final = "change"
REJECT: Final = "reject"
LATER: Final = "later"  # stop now, review later

DECISION_NAMES: Final[Mapping[StepDecision, str]] = {
    StepDecision.ADVANCE: "Advance",
    StepDecision.HOLD: "Hold",
    StepDecision.REGRESS: "Regress",
    StepDecision.STOP_AND_REVIEW: "Stop and review",
}
DECISION_ICONS: Final[Mapping[StepDecision, str]] = {
    StepDecision.ADVANCE: "step_up",
    StepDecision.HOLD: "hold",
    StepDecision.REGRESS: "step_down",
    StepDecision.STOP_AND_REVIEW: "stop",
}
DECISION_LOOKS: Final[Mapping[StepDecision, str]] = {
    StepDecision.ADVANCE: "advance",
    StepDecision.HOLD: "hold",
    StepDecision.REGRESS: "regress",
    StepDecision.STOP_AND_REVIEW: "stop",
}
REFUSAL_WORDS: Final[Mapping[StepRefusal, str]] = {
    StepRefusal.TOP_OF_LADDER: "Level 8 is the highest. Hold, and vary the dose.",
    StepRefusal.LOWEST_LEVEL: "There is no level below 1. Stop and review instead.",
    StepRefusal.NOT_CLEARED: "No step up while training is not cleared.",
    StepRefusal.PAUSED: "The routine is paused already. Review what paused it first.",
}
ANSWER_WORDS: Final[Mapping[ProposalAnswer, str]] = {
    ProposalAnswer.ACCEPTED: "as proposed",
    ProposalAnswer.CHANGED: "changed",
    ProposalAnswer.REJECTED: "rejected",
}
OUTCOME_NAMES: Final[Mapping[ReviewOutcome, str]] = {
    ReviewOutcome.RESUME: "Resume",
    ReviewOutcome.LOWER_LEVEL: "Go on at a lower level",
    ReviewOutcome.KEEP_PAUSED: "Keep paused",
    ReviewOutcome.DISCHARGE: "Discharge",
}
# Where a rule can be answered: the words of the link, and the page.
WAYS_OUT: Final[Mapping[str, tuple[str, str]]] = {
    "S03": ("Go to the checklists", "precautions.list_all"),
    "S04": ("Go to the checklists", "precautions.list_all"),
    "S08": ("Repeat the clinical screen", "precautions.new"),
    "S12": ("Place again", "routines.place"),
    "H01": ("Renew the clinical screen", "precautions.new"),
    "H02": ("Go to the checklists", "precautions.list_all"),
    "H13": ("Measure", "assessments.choose"),
    "H15": ("Go to the session logs", "session_logs.list_all"),
    "H16": ("Go to the session logs", "session_logs.list_all"),
    "H20": ("Measure", "assessments.choose"),
    "R07": ("Measure", "assessments.choose"),
}
