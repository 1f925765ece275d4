"""What the fall-risk stratum rests on: told once, measured since, and fallen since.

Source: World Falls Guidelines 2022 (instruments reference 5.5); how told and measured inputs are
brought together is a house rule [?]: the newest answer to a question counts, a fall is added, a
test that is refused leaves the one before it standing, however old.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from clinic.domain.key_questions import KeyQuestions
from clinic.domain.risk import (
    DEFAULT_TUG_THRESHOLD_S,
    FallRisk,
    FallsAnswers,
    FallSeverity,
    RiskInputs,
    RiskStratum,
    stratify,
)

FRAIL_FROM: Final = 5  # Clinical Frailty Scale, this and above; V71b, V78
LONG_LIE_MIN: Final = 60  # minutes on the floor; V70: at least 1 h
RANK: Final = (FallRisk.INCOMPLETE, FallRisk.LOW, FallRisk.INTERMEDIATE, FallRisk.HIGH)
"""The lowest first: what is not known any more is no ground to lower what was."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """The latest measures that the stratum asks for. None was not measured.

    Attributes:
        gait_speed_m_per_s: at usual pace, the unrounded quotient.
        gait_unable: the latest walking test of a kind was tried and could not be done.
        frailty_category: Clinical Frailty Scale, 1 to 9, where it is newer than what was told.
        questions: the three key questions, where they are newer than what was told.
    """

    tug_s: Decimal | None = None
    gait_speed_m_per_s: Decimal | None = None
    gait_unable: bool = False
    frailty_category: Decimal | None = None
    questions: KeyQuestions | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FallSince:
    """A fall that was reported after the falls history was taken."""

    needed_medical_care: bool
    able_to_rise: bool | None = None
    minutes_on_floor: int | None = None
    lost_consciousness: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptStratum:
    """A stratum as it was recorded.

    Attributes:
        rested_on: its inputs as they were known then.
        corrected: those inputs with each entry amended since as it stands now; None where none was.
    """

    risk: FallRisk
    rested_on: RiskInputs
    corrected: RiskInputs | None = None


def risk_inputs(
    answers: FallsAnswers,
    measured: Measured,
    since: Sequence[FallSince] = (),
    *,
    tug_threshold_s: Decimal = DEFAULT_TUG_THRESHOLD_S,
) -> RiskInputs:
    """All inputs of the stratum: what was told, the latest measures, and the falls since.

    Source: instruments reference 5.5; bringing them together is a house rule [?].
    """
    return RiskInputs(
        questions=_questions(answers, measured, fell_since=bool(since)),
        use_three_key_questions=True,
        falls_count_12m=_falls(answers, len(since)),
        severity=_severity(answers.severity, measured, since),
        tug_s=measured.tug_s,
        gait_speed_m_per_s=measured.gait_speed_m_per_s,
        gait_unable=measured.gait_unable,
        tug_threshold_s=tug_threshold_s,
    )


def with_measures(
    rested_on: RiskInputs, measured: Measured, *, told_frailty: bool | None
) -> RiskInputs:
    """Inputs of before with other measures in the place of theirs; what was told stays.

    Args:
        rested_on: the inputs of before.
        measured: the measures that count.
        told_frailty: frailty as it was told, where no category counts.
    """
    frailty = told_frailty
    if measured.frailty_category is not None:
        frailty = measured.frailty_category >= FRAIL_FROM
    return replace(
        rested_on,
        tug_s=measured.tug_s,
        gait_speed_m_per_s=measured.gait_speed_m_per_s,
        gait_unable=measured.gait_unable,
        severity=replace(rested_on.severity, frailty=frailty),
    )


def not_lowered_by_a_score(now: RiskStratum, kept: Sequence[KeptStratum]) -> RiskStratum:
    """The stratum that stands: a better score alone does not lower the one in the record.

    Args:
        now: the stratum as it follows from the inputs of now.
        kept: the recorded strata of the same falls history, the newest first.

    Returns:
        `now`, or `now` with the stratum that stands and its own as `would_be`, where it would be
        lower while nothing that was told changed. Another line of the clinic counts with the
        measures of then: it may lower what it is itself the reason for, and no more. So does an
        amended entry: what a wrong entry alone raised does not stand, the stratum before it does.

    Source: instruments reference 6.4: an improved test never lowers the level by itself; that
    another line of the clinic and an amended entry may is a house rule [?].
    """
    stands = now.risk
    for one in kept:
        if _told(now.inputs) != _told(one.rested_on):
            break
        stands = max(stands, _held_up(one, now.inputs.tug_threshold_s), key=RANK.index)
        if not _was_raised_by_a_wrong_entry(one):
            break
    return now if stands is now.risk else replace(now, risk=stands, would_be=now.risk)


def _held_up(kept: KeptStratum, line_s: Decimal) -> FallRisk:
    """What a recorded stratum holds up under the clinic's line of now."""
    if kept.corrected is None and line_s == kept.rested_on.tug_threshold_s:
        return kept.risk
    of_then = stratify(replace(kept.corrected or kept.rested_on, tug_threshold_s=line_s)).risk
    return min(kept.risk, of_then, key=RANK.index)


def _was_raised_by_a_wrong_entry(kept: KeptStratum) -> bool:
    if kept.corrected is None:
        return False
    return RANK.index(stratify(kept.corrected).risk) < RANK.index(kept.risk)


def _questions(answers: FallsAnswers, measured: Measured, *, fell_since: bool) -> KeyQuestions:
    told, newer = answers.questions, measured.questions
    if newer is not None:
        told = KeyQuestions(
            fell=told.fell if newer.fell is None else newer.fell,
            unsteady=told.unsteady if newer.unsteady is None else newer.unsteady,
            worried=told.worried if newer.worried is None else newer.worried,
        )
    return replace(told, fell=True) if fell_since else told


def _falls(answers: FallsAnswers, since: int) -> int | None:
    """The falls told and those since; a fall told without a count is one."""
    if not since:
        return answers.falls_count_12m
    told = answers.falls_count_12m
    return since + (told if told is not None else int(bool(answers.questions.fell)))


def _severity(told: FallSeverity, measured: Measured, since: Sequence[FallSince]) -> FallSeverity:
    frailty = told.frailty
    if measured.frailty_category is not None:
        frailty = measured.frailty_category >= FRAIL_FROM
    return FallSeverity(
        injury_needing_medical_care=_or(
            told.injury_needing_medical_care, any(fall.needed_medical_care for fall in since)
        ),
        on_floor_1h_or_unable_to_rise=_or(
            told.on_floor_1h_or_unable_to_rise, any(_long_lie(fall) for fall in since)
        ),
        loss_of_consciousness_or_suspected_syncope=_or(
            told.loss_of_consciousness_or_suspected_syncope,
            any(bool(fall.lost_consciousness) for fall in since),
        ),
        frailty=frailty,
    )


def _or(told: bool | None, since: bool) -> bool | None:  # noqa: FBT001 - an answer and a fact
    return True if since else told


def _long_lie(fall: FallSince) -> bool:
    return fall.able_to_rise is False or (fall.minutes_on_floor or 0) >= LONG_LIE_MIN


def _told(inputs: RiskInputs) -> RiskInputs:
    """The inputs without what was measured, and without the clinic's line."""
    return replace(
        inputs,
        tug_threshold_s=DEFAULT_TUG_THRESHOLD_S,
        tug_s=None,
        gait_speed_m_per_s=None,
        gait_unable=False,
        severity=replace(inputs.severity, frailty=None),
    )
