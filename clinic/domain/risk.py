"""How likely a fall is: the strata of the World Falls Guidelines.

Sources: World Falls Guidelines 2022 (instruments reference 5.5): severe and recurrent falls V70,
order of steps and 0.80 m/s K70, TUG 15 s V71, frailty V71b. House rules [?] of the reference are
marked where they are applied.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from clinic.domain.key_questions import KeyQuestions, KeyQuestionsBand, key_questions_band
from clinic.domain.plain_values import number, number_or_none, whole, yes_or_no
from clinic.domain.units import stored

SLOW_GAIT_SPEED_M_PER_S: Final = Decimal("0.80")  # at or below is slow; K70, adults 60 and over
DEFAULT_TUG_THRESHOLD_S: Final = Decimal(15)  # over it is slow; V71; a clinic may choose another
RECURRENT_FALLS_12M: Final = 2  # this many in 12 months are recurrent; V70


class FallRisk(StrEnum):
    """A stratum of the World Falls Guidelines. Low means lower, not none."""

    LOW = "low"
    INTERMEDIATE = "intermediate"
    HIGH = "high"
    INCOMPLETE = "incomplete"


class RiskReason(StrEnum):
    """What led to the stratum."""

    NO_FALL = "no_fall"
    NO_KEY_QUESTION_POSITIVE = "no_key_question_positive"
    FELL = "fell"
    UNSTEADY = "unsteady"
    WORRIED = "worried"
    INJURY = "injury_needing_medical_care"
    RECURRENT_FALLS = "recurrent_falls"
    LONG_LIE = "on_floor_1h_or_unable_to_rise"
    LOSS_OF_CONSCIOUSNESS = "loss_of_consciousness_or_suspected_syncope"
    FRAILTY = "frailty"
    GAIT_UNABLE = "gait_unable"
    SLOW_GAIT = "slow_gait"
    SLOW_TUG = "slow_tug"
    GAIT_NORMAL = "gait_normal"


class MissingInput(StrEnum):
    """What the stratum still lacks."""

    FELL = "fell"
    UNSTEADY = "unsteady"
    WORRIED = "worried"
    GAIT = "gait_speed_or_tug"


@dataclass(frozen=True, kw_only=True, slots=True)
class FallSeverity:
    """What made a fall severe, and frailty. None is unanswered and counts as no."""

    injury_needing_medical_care: bool | None = None
    on_floor_1h_or_unable_to_rise: bool | None = None
    loss_of_consciousness_or_suspected_syncope: bool | None = None
    frailty: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FallsAnswers:
    """What the patient told about falls, before anything was measured."""

    questions: KeyQuestions
    falls_count_12m: int | None = None
    severity: FallSeverity = field(default_factory=FallSeverity)
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RiskInputs:
    """All that the stratum is computed from.

    Attributes:
        use_three_key_questions: entry by any of the three questions, not by a fall alone.
        falls_count_12m: None counts as one when there was a fall.
        gait_speed_m_per_s: the unrounded quotient of stored distance and stored time.
        tug_s: as measured; it is judged with two decimals, as it is stored.
        gait_unable: the gait test was tried and could not be done.
        tug_threshold_s: a TUG over it is slow.

    Raises:
        ValueError: a count is negative, or a measure or threshold is not positive.
    """

    questions: KeyQuestions
    use_three_key_questions: bool = False
    falls_count_12m: int | None = None
    severity: FallSeverity = field(default_factory=FallSeverity)
    gait_speed_m_per_s: Decimal | None = None
    tug_s: Decimal | None = None
    gait_unable: bool = False
    tug_threshold_s: Decimal = DEFAULT_TUG_THRESHOLD_S

    def __post_init__(self) -> None:
        if self.falls_count_12m is not None and self.falls_count_12m < 0:
            raise ValueError("a count of falls cannot be negative")
        for measure in (self.gait_speed_m_per_s, self.tug_s, self.tug_threshold_s):
            if measure is not None and measure <= 0:
                raise ValueError("gait speed, TUG and its threshold must be positive")


@dataclass(frozen=True, kw_only=True, slots=True)
class RiskStratum:
    """The stratum with what it was computed from.

    Attributes:
        reasons: what led to it, in the order of the guideline's steps.
        missing: what must be known before it is complete; empty unless incomplete.
        counted_as_no: severity questions that were not answered and counted as no.
        would_be: the lower stratum that follows from the measures alone, while a higher one stands.
    """

    risk: FallRisk
    inputs: RiskInputs
    reasons: tuple[RiskReason, ...] = ()
    missing: tuple[MissingInput, ...] = ()
    counted_as_no: tuple[RiskReason, ...] = ()
    would_be: FallRisk | None = None


def stratify(inputs: RiskInputs) -> RiskStratum:
    """The stratum: entry, then severity, then gait.

    Source: World Falls Guidelines 2022 (instruments reference 5.5).
    """
    entry = _entry(inputs)
    if entry.risk is not None:
        return RiskStratum(
            risk=entry.risk, inputs=inputs, reasons=entry.reasons, missing=entry.missing
        )
    severe = tuple(_severe_reasons(inputs))
    if severe:
        return RiskStratum(risk=FallRisk.HIGH, inputs=inputs, reasons=(*entry.reasons, *severe))
    if entry.missing:
        # House rule [?]: a fall not answered but another yes stays incomplete unless frail.
        missing = (*entry.missing, *_missing_gait(inputs))
        return _gaitless(inputs, entry.reasons, missing)
    return _by_gait(inputs, entry.reasons)


def evaluate_wfg(vector_input: Mapping[str, Any]) -> dict[str, Any]:
    """The result for one `wfg` vector: `{"risk": …}`.

    Args:
        vector_input: `fell_12m, use_3kq, unsteady, worried, falls_count_12m, severity, gait_speed,
            tug, gait_unable, tug_threshold`; a key left out is null, false or 15.

    Raises:
        NotANumber, Unreadable: an answer is no yes or no, or a measure no number.
        ValueError: a count is negative, or a measure or threshold is not positive.

    Source: instruments reference 11.1 and 11.2.
    """
    severity = vector_input.get("severity") or {}
    answers = {key: yes_or_no(vector_input.get(key)) for key in _ANSWERS}
    falls, threshold = (vector_input.get(key) for key in ("falls_count_12m", "tug_threshold"))
    inputs = RiskInputs(
        questions=KeyQuestions(
            fell=answers["fell_12m"], unsteady=answers["unsteady"], worried=answers["worried"]
        ),
        use_three_key_questions=bool(answers["use_3kq"]),
        falls_count_12m=None if falls is None else whole(falls),
        severity=FallSeverity(
            **{part.name: yes_or_no(severity.get(part.name)) for part in fields(FallSeverity)}
        ),
        gait_speed_m_per_s=number_or_none(vector_input.get("gait_speed")),
        tug_s=number_or_none(vector_input.get("tug")),
        gait_unable=bool(answers["gait_unable"]),
        tug_threshold_s=DEFAULT_TUG_THRESHOLD_S if threshold is None else number(threshold),
    )
    return {"risk": stratify(inputs).risk.value}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Entry:
    """Step 1: decided at once (`risk`), or go on with these reasons and this still missing."""

    risk: FallRisk | None = None
    reasons: tuple[RiskReason, ...] = ()
    missing: tuple[MissingInput, ...] = ()


def _entry(inputs: RiskInputs) -> _Entry:
    if inputs.use_three_key_questions:
        return _entry_by_questions(inputs.questions)
    if inputs.questions.fell is None:
        return _Entry(risk=FallRisk.INCOMPLETE, missing=(MissingInput.FELL,))
    if not inputs.questions.fell:
        return _Entry(risk=FallRisk.LOW, reasons=(RiskReason.NO_FALL,))
    return _Entry(reasons=(RiskReason.FELL,))


def _entry_by_questions(questions: KeyQuestions) -> _Entry:
    unanswered = tuple(
        MissingInput(part.name)
        for part in fields(KeyQuestions)
        if getattr(questions, part.name) is None
    )
    positive = tuple(
        RiskReason(part.name) for part in fields(KeyQuestions) if getattr(questions, part.name)
    )
    band = key_questions_band(questions)
    if band is KeyQuestionsBand.NOT_AT_RISK:
        return _Entry(risk=FallRisk.LOW, reasons=(RiskReason.NO_KEY_QUESTION_POSITIVE,))
    if band is KeyQuestionsBand.INCOMPLETE:
        return _Entry(risk=FallRisk.INCOMPLETE, missing=unanswered)
    needs_fell = (MissingInput.FELL,) if questions.fell is None else ()
    return _Entry(reasons=positive, missing=needs_fell)


def _severe_reasons(inputs: RiskInputs) -> Iterable[RiskReason]:
    severity = inputs.severity
    # House rule [?]: without a fall, entry by worry or unsteadiness looks at frailty alone.
    if inputs.questions.fell:
        if severity.injury_needing_medical_care:
            yield RiskReason.INJURY
        # House rule [?]: a missing count of falls counts as one.
        if inputs.falls_count_12m is not None and inputs.falls_count_12m >= RECURRENT_FALLS_12M:
            yield RiskReason.RECURRENT_FALLS
        if severity.on_floor_1h_or_unable_to_rise:
            yield RiskReason.LONG_LIE
        if severity.loss_of_consciousness_or_suspected_syncope:
            yield RiskReason.LOSS_OF_CONSCIOUSNESS
    if severity.frailty:
        yield RiskReason.FRAILTY


def _counted_as_no(inputs: RiskInputs) -> tuple[RiskReason, ...]:
    asked = [RiskReason.FRAILTY]
    if inputs.questions.fell:
        asked = [
            RiskReason.INJURY,
            RiskReason.LONG_LIE,
            RiskReason.LOSS_OF_CONSCIOUSNESS,
            RiskReason.FRAILTY,
        ]
    return tuple(reason for reason in asked if getattr(inputs.severity, reason.value) is None)


def _by_gait(inputs: RiskInputs, entered_by: tuple[RiskReason, ...]) -> RiskStratum:
    slow = tuple(_slow_reasons(inputs))
    missing = _missing_gait(inputs)
    if missing:
        return _gaitless(inputs, entered_by, missing)
    return RiskStratum(
        risk=FallRisk.INTERMEDIATE if slow else FallRisk.LOW,
        inputs=inputs,
        reasons=(*entered_by, *(slow or (RiskReason.GAIT_NORMAL,))),
        counted_as_no=_counted_as_no(inputs),
    )


def _slow_reasons(inputs: RiskInputs) -> Iterable[RiskReason]:
    if inputs.gait_unable:
        yield RiskReason.GAIT_UNABLE
    speed = inputs.gait_speed_m_per_s
    if speed is not None and speed <= SLOW_GAIT_SPEED_M_PER_S:
        yield RiskReason.SLOW_GAIT
    tug = inputs.tug_s
    if tug is not None and stored(tug) > inputs.tug_threshold_s:
        yield RiskReason.SLOW_TUG


def _missing_gait(inputs: RiskInputs) -> tuple[MissingInput, ...]:
    measured = (
        inputs.gait_unable or inputs.gait_speed_m_per_s is not None or inputs.tug_s is not None
    )
    return () if measured else (MissingInput.GAIT,)


def _gaitless(
    inputs: RiskInputs, entered_by: tuple[RiskReason, ...], missing: tuple[MissingInput, ...]
) -> RiskStratum:
    return RiskStratum(
        risk=FallRisk.INCOMPLETE,
        inputs=inputs,
        reasons=entered_by,
        missing=missing,
        counted_as_no=_counted_as_no(inputs),
    )


_ANSWERS: Final = ("fell_12m", "use_3kq", "unsteady", "worried", "gait_unable")
