from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from clinic import phrasing
from clinic.domain.responses import CANNOT_DO, Status
from clinic.domain.risk import (
    SLOW_GAIT_SPEED_M_PER_S,
    FallRisk,
    FallsAnswers,
    MissingInput,
    RiskInputs,
    RiskReason,
    RiskStratum,
)
from clinic.domain.units import stored
from clinic.risk.measures import FRAILTY, GAIT, TUG, Taken
from clinic.risk.measures import QUESTIONS as KEY_QUESTIONS
from clinic.risk.models import FallsHistory
from clinic.web.tags import Tag, Tone

HEADLINES: Final[Mapping[FallRisk, tuple[str, Tone, str]]] = {
    FallRisk.LOW: ("Low", "due", "person"),
    FallRisk.INTERMEDIATE: ("Intermediate", "due", "person"),
    FallRisk.HIGH: ("High", "refused", "person"),
    FallRisk.INCOMPLETE: ("Not known yet", "due", "unknown"),
}

# Source: World Falls Guidelines 2022, actions (instruments reference 5.5, K70).
ADVICE: Final[Mapping[FallRisk, str]] = {
    FallRisk.LOW: "Education and general exercise; repeat in 1 year.",
    FallRisk.INTERMEDIATE: "Add balance, gait and strength exercise; repeat in 1 year.",
    FallRisk.HIGH: (
        "Multifactorial assessment and an individual plan; follow-up in 30 to 90 days."
    ),
    FallRisk.INCOMPLETE: "",
}

REASON_WORDS: Final[Mapping[RiskReason, str]] = {
    RiskReason.NO_FALL: "No fall in 12 months",
    RiskReason.NO_KEY_QUESTION_POSITIVE: "No fall, not unsteady, not worried",
    RiskReason.FELL: "Fell in the past year",
    RiskReason.UNSTEADY: "Feels unsteady",
    RiskReason.WORRIED: "Worried about falling",
    RiskReason.INJURY: "A fall needed medical care",
    RiskReason.RECURRENT_FALLS: "Two or more falls in 12 months",
    RiskReason.LONG_LIE: "On the floor for an hour, or not able to get up",
    RiskReason.LOSS_OF_CONSCIOUSNESS: "Blackout or faint with a fall",
    RiskReason.FRAILTY: "Frail",
    RiskReason.GAIT_UNABLE: "Could not do the walking test",
    RiskReason.SLOW_GAIT: "Slow gait",
    RiskReason.SLOW_TUG: "Slow Timed Up and Go",
    RiskReason.GAIT_NORMAL: "Gait not slow",
}

QUESTIONS: Final[Mapping[str, str]] = {
    "fell": "Fallen in the past year",
    "unsteady": "Unsteady",
    "worried": "Worried",
    RiskReason.INJURY: "Medical care after a fall",
    RiskReason.LONG_LIE: "Long time on the floor",
    RiskReason.LOSS_OF_CONSCIOUSNESS: "Blackout or faint",
    RiskReason.FRAILTY: "Frail",
}


MEASURES: Final[Mapping[str, str]] = {
    TUG: "Latest Timed Up and Go",
    GAIT: "Latest gait speed",
    FRAILTY: "Latest Clinical Frailty Scale",
    KEY_QUESTIONS: "Three key questions",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class StratumLine:
    """One thing the stratum rests on, or still lacks."""

    icon: str
    words: str
    target: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StratumWords:
    """The stratum as it stands, beside the questions or on its own page."""

    headline: str
    tone: Tone
    icon: str
    explanation: str
    lines: tuple[StratumLine, ...]
    advice: str


def present_stratum(stratum: RiskStratum) -> StratumWords:
    headline, tone, icon = HEADLINES[stratum.risk]
    return StratumWords(
        headline=headline,
        tone=tone,
        icon=icon,
        explanation=_explanation(stratum),
        lines=(*_reasons(stratum), *_missing(stratum), *_counted_as_no(stratum)),
        advice=ADVICE[stratum.risk],
    )


def risk_tag(risk: FallRisk) -> Tag:
    headline, tone, icon = HEADLINES[risk]
    return Tag(text=headline, tone=tone, icon=icon)


def answers_in_words(
    answers: FallsAnswers, measured: Mapping[str, str]
) -> tuple[tuple[str, str | None], ...]:
    """What was told, question by question, and the walking tests; None where nothing is known."""
    severity = answers.severity
    count = answers.falls_count_12m
    return (
        ("Fallen in the past year", _yes_no(answers.questions.fell)),
        ("Falls in 12 months", None if count is None else str(count)),
        ("Needed medical care", _yes_no(severity.injury_needing_medical_care)),
        ("On the floor for an hour", _yes_no(severity.on_floor_1h_or_unable_to_rise)),
        ("Blackout or faint", _yes_no(severity.loss_of_consciousness_or_suspected_syncope)),
        ("Unsteady", _yes_no(answers.questions.unsteady)),
        ("Worried about falling", _yes_no(answers.questions.worried)),
        ("Frail", _yes_no(severity.frailty)),
        *(measured.items() or (("Latest Timed Up and Go", None),)),
    )


def taken_words(history: FallsHistory, name: str) -> str:
    return f"taken on {phrasing.long_date(history.taken_on)} by {name}"


def measured_words(taken: Mapping[str, Taken], refused: Mapping[str, date]) -> dict[str, str]:
    """The latest measures that the stratum rests on: "12.46 s on 14 May 2026", by their names.

    A refusal decides nothing, so the measure before it stands; `refused` tells of it.
    """
    return {
        name: f"{result_words(code, taken[code])} on {phrasing.long_date(taken[code].on)}"
        + (
            f"; it stands, refused on {phrasing.long_date(refused[code])}"
            if code in refused
            else ""
        )
        for code, name in MEASURES.items()
        if code in taken
    }


def result_words(code: str, taken: Taken) -> str:
    """What came of a measure: "12.46 s", "category 5", "unable"."""
    if taken.status in CANNOT_DO:
        return "unable"
    if taken.status is not Status.COMPLETED:
        return phrasing.STATUS_WORDS[taken.status]
    if code == GAIT and taken.speed_m_per_s is not None:
        return _speed(taken.speed_m_per_s)
    if code == TUG and taken.value is not None:
        return f"{phrasing.number(taken.value, 2)} s"
    if code == FRAILTY and taken.value is not None:
        return f"category {phrasing.number(taken.value)}"
    return "answered" if code == KEY_QUESTIONS else "incomplete"


def _speed(speed_m_per_s: Decimal) -> str:
    return f"{phrasing.number(stored(speed_m_per_s), 2)} m/s"


def record_differs(in_record: int, answers: FallsAnswers | None) -> str:
    """Says when the record holds more falls than were told; empty when it does not."""
    told = (answers.falls_count_12m or int(bool(answers.questions.fell))) if answers else 0
    if in_record <= told:
        return ""
    falls = phrasing.plural(in_record, "fall")
    return f"The record holds {falls} in 12 months, the history says {told}. Take it anew."


def _explanation(stratum: RiskStratum) -> str:
    if stratum.would_be is not None:
        lower = HEADLINES[stratum.would_be][0].lower()
        return (
            f"By the measures of now it would be {lower}. A better score alone does not lower it: "
            "take the falls history anew, or record it as it is now."
        )
    if stratum.risk is not FallRisk.INCOMPLETE:
        return "Low means lower, not none." if stratum.risk is FallRisk.LOW else ""
    if MissingInput.GAIT not in stratum.missing:
        return "It needs an answer to the questions below."
    if stratum.counted_as_no:
        asked = " or ".join(f"“{QUESTIONS[one]}”" for one in stratum.counted_as_no)
        return (
            f"A Yes to {asked} makes it high. If not, a measured time decides between low and "
            "intermediate."
        )
    return "A measured time decides between low and intermediate."


def _reasons(stratum: RiskStratum) -> Iterator[StratumLine]:
    for reason in stratum.reasons:
        yield StratumLine(icon="right", words=_reason_words(reason, stratum))


def _reason_words(reason: RiskReason, stratum: RiskStratum) -> str:
    inputs = stratum.inputs
    if reason is RiskReason.SLOW_TUG and inputs.tug_s is not None:
        limit = phrasing.number(inputs.tug_threshold_s, 2)
        return f"Timed Up and Go {phrasing.number(inputs.tug_s, 2)} s, over {limit} s"
    if reason is RiskReason.RECURRENT_FALLS and inputs.falls_count_12m is not None:
        return f"{phrasing.plural(inputs.falls_count_12m, 'fall')} in 12 months"
    speed = inputs.gait_speed_m_per_s
    if reason is RiskReason.SLOW_GAIT and speed is not None:
        limit = phrasing.number(SLOW_GAIT_SPEED_M_PER_S, 2)
        return f"Gait speed {_speed(speed)}, {limit} m/s or less"
    if reason is RiskReason.GAIT_NORMAL:
        return _not_slow(inputs)
    return REASON_WORDS[reason]


def _not_slow(inputs: RiskInputs) -> str:
    measured = []
    if inputs.tug_s is not None:
        measured.append(f"Timed Up and Go {phrasing.number(inputs.tug_s, 2)} s")
    if inputs.gait_speed_m_per_s is not None:
        measured.append(f"Gait speed {_speed(inputs.gait_speed_m_per_s)}")
    return f"{', '.join(measured)}, not slow" if measured else REASON_WORDS[RiskReason.GAIT_NORMAL]


def _missing(stratum: RiskStratum) -> Iterator[StratumLine]:
    for missing in stratum.missing:
        if missing is MissingInput.GAIT:
            limit = phrasing.number(stratum.inputs.tug_threshold_s, 2)
            speed = phrasing.number(SLOW_GAIT_SPEED_M_PER_S, 2)
            yield StratumLine(
                icon="watch",
                words=(
                    f"Incomplete: gait speed or TUG not measured. Above {limit} s, or {speed} m/s "
                    "or less, makes it intermediate."
                ),
            )
        else:
            yield StratumLine(
                icon="empty",
                words=f"{QUESTIONS[missing.value]}: no answer",
                target=f"{missing.value}-question",
            )


def _counted_as_no(stratum: RiskStratum) -> Iterator[StratumLine]:
    for reason in stratum.counted_as_no:
        yield StratumLine(
            icon="empty",
            words=f"{QUESTIONS[reason]}: no answer, counted as no",
            target=f"{reason.value}-question",
        )


def _yes_no(answer: bool | None) -> str | None:  # noqa: FBT001 - three answers
    return None if answer is None else {True: "yes", False: "no"}[answer]
