"""The fixed words of decisions about the next step."""

from collections.abc import Mapping
from typing import Final

from clinic.domain.progression_decisions import StepDecision, StepRefusal

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
REFUSAL_WORDS: Final[Mapping[StepRefusal, str]] = {
    StepRefusal.TOP_OF_LADDER: "Level 8 is the highest. Hold, and vary the dose.",
    StepRefusal.LOWEST_LEVEL: "There is no level below 1. Stop and review instead.",
    StepRefusal.NOT_CLEARED: "No step up while training is not cleared.",
    StepRefusal.PAUSED: "The routine is paused already. Review what paused it first.",
}
