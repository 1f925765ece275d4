"""The three key questions about falls.

Source: STEADI algorithm (instruments reference 5.4, V31c). The wording of the questions is our own.
"""

from dataclasses import dataclass
from enum import StrEnum


class KeyQuestionsBand(StrEnum):
    """What the three key questions say."""

    AT_RISK = "at_risk"
    NOT_AT_RISK = "not_at_risk"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyQuestions:
    """The three key questions: fallen in the past year, unsteady, worried. None is unanswered."""

    fell: bool | None
    unsteady: bool | None
    worried: bool | None


def key_questions_band(questions: KeyQuestions) -> KeyQuestionsBand:
    """Any yes is at risk; one unanswered and the rest no is incomplete.

    Source: STEADI (instruments reference 5.4, V31c).
    """
    answers = (questions.fell, questions.unsteady, questions.worried)
    if any(answers):
        return KeyQuestionsBand.AT_RISK
    return KeyQuestionsBand.INCOMPLETE if None in answers else KeyQuestionsBand.NOT_AT_RISK
