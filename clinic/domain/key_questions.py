"""The three key questions about falls.

Source: STEADI algorithm (instruments reference 5.4, V31c). The wording of the questions is our own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


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


def evaluate_three_key_questions(vector_input: Mapping[str, Any]) -> dict[str, Any]:
    """The result for one `three_key_questions` vector: `{"band": …}`.

    Source: instruments reference 11.1 and 11.2.
    """
    questions = KeyQuestions(
        fell=vector_input.get("fell"),
        unsteady=vector_input.get("unsteady"),
        worried=vector_input.get("worried"),
    )
    return {"band": key_questions_band(questions).value}
