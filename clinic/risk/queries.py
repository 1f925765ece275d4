from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa

from clinic.assessments.models import Assessment
from clinic.db import db, entered_clinic
from clinic.domain import risk as rule
from clinic.domain.key_questions import KeyQuestions
from clinic.episodes.models import Episode
from clinic.organisation.models import Clinic
from clinic.risk.models import FallsHistory, RiskStratum

# Tried and not possible, or judged unsafe to try: step 3 of the guideline counts it as slow.
UNABLE = frozenset({"unable", "not_attempted_unsafe"})
TUG, GAIT = "tug", "gait"
USUAL_PACE = "usual"
SAYS_SOMETHING = sa.or_(
    Assessment.status.in_(UNABLE),
    sa.and_(Assessment.status == "completed", Assessment.score_value.is_not(None)),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class WalkingTests:
    """The latest tests that say something about gait: a number, or that it could not be done."""

    tug: Assessment | None = None
    gait: Assessment | None = None

    @property
    def speed_m_per_s(self) -> Decimal | None:
        """The usual gait speed, not rounded."""
        if self.gait is None or self.gait.score_value is None:
            return None
        return Decimal(self.gait.result.get("speed_m_per_s") or self.gait.score_value)

    @property
    def unable(self) -> bool:
        """Whether one of them could not be done."""
        return any(test is not None and test.status in UNABLE for test in (self.tug, self.gait))


NO_TESTS = WalkingTests()


def find_falls_history(episode: Episode) -> FallsHistory | None:
    """The latest falls history of the episode."""
    return _latest_histories([episode.id]).get(episode.id)


def list_falls_histories(episode: Episode) -> list[FallsHistory]:
    """All falls histories of the episode, newest first."""
    return list(
        db.session.scalars(
            sa.select(FallsHistory)
            .where(FallsHistory.episode_id == episode.id)
            .order_by(FallsHistory.taken_on.desc(), FallsHistory.at.desc())
        )
    )


def find_recorded_stratum(episode: Episode) -> RiskStratum | None:
    """The stratum as it was last recorded."""
    return db.session.scalars(
        sa.select(RiskStratum)
        .where(RiskStratum.episode_id == episode.id)
        .order_by(RiskStratum.at.desc(), RiskStratum.id.desc())
    ).first()


def list_recorded_strata(episode: Episode) -> list[RiskStratum]:
    """All recorded strata of the episode, newest first."""
    return list(
        db.session.scalars(
            sa.select(RiskStratum)
            .where(RiskStratum.episode_id == episode.id)
            .order_by(RiskStratum.at.desc(), RiskStratum.id.desc())
        )
    )


def current_stratum(episode: Episode) -> rule.RiskStratum | None:
    """The stratum from the latest falls history and walking tests; None without a history."""
    return current_strata([episode]).get(episode.id)


def current_strata(episodes: Iterable[Episode]) -> dict[UUID, rule.RiskStratum]:
    """The stratum of each episode that has a falls history, by episode id; in three queries."""
    ids = [episode.id for episode in episodes]
    histories = _latest_histories(ids)
    walked = _latest_walking_tests(list(histories))
    threshold_s = tug_threshold_s()
    return {
        episode_id: rule.stratify(
            inputs_of(
                answers_of(history),
                walked.get(episode_id, NO_TESTS),
                tug_threshold_s=threshold_s,
            )
        )
        for episode_id, history in histories.items()
    }


def is_high_risk(episode: Episode) -> bool:
    """Whether the stratum is high; an incomplete stratum is not."""
    stratum = current_stratum(episode)
    return stratum is not None and stratum.risk is rule.FallRisk.HIGH


def tug_threshold_s() -> Decimal:
    """Seconds over which a TUG counts as slow: the clinic's choice, or the guideline's 15."""
    clinic = db.session.get(Clinic, entered_clinic())
    chosen = clinic.profiles.get("wfg", {}).get("tug_threshold_s") if clinic else None
    return rule.DEFAULT_TUG_THRESHOLD_S if chosen is None else Decimal(str(chosen))


def answers_of(history: FallsHistory) -> rule.FallsAnswers:
    """What was told, as it was written down."""
    return rule.FallsAnswers(
        questions=KeyQuestions(
            fell=history.fell_12m, unsteady=history.unsteady, worried=history.worried
        ),
        falls_count_12m=history.falls_count_12m,
        severity=rule.FallSeverity(
            injury_needing_medical_care=history.injury_needing_medical_care,
            on_floor_1h_or_unable_to_rise=history.on_floor_1h_or_unable_to_rise,
            loss_of_consciousness_or_suspected_syncope=(
                history.loss_of_consciousness_or_suspected_syncope
            ),
            frailty=history.frailty,
        ),
        note=history.note,
    )


def inputs_of(
    answers: rule.FallsAnswers, walked: WalkingTests, *, tug_threshold_s: Decimal
) -> rule.RiskInputs:
    """What the rule is handed: the answers, the latest walking tests, the clinic's threshold."""
    return rule.RiskInputs(
        questions=answers.questions,
        use_three_key_questions=True,
        falls_count_12m=answers.falls_count_12m,
        severity=answers.severity,
        gait_speed_m_per_s=walked.speed_m_per_s,
        tug_s=walked.tug.score_value if walked.tug is not None else None,
        gait_unable=walked.unable,
        tug_threshold_s=tug_threshold_s,
    )


def latest_walking_tests(episode: Episode) -> WalkingTests:
    """The latest TUG, and the latest gait speed at usual pace, that say something about gait."""
    return _latest_walking_tests([episode.id]).get(episode.id, NO_TESTS)


def _latest_histories(episode_ids: Sequence[UUID]) -> dict[UUID, FallsHistory]:
    histories = db.session.scalars(
        sa.select(FallsHistory)
        .where(FallsHistory.episode_id.in_(episode_ids))
        .order_by(FallsHistory.taken_on, FallsHistory.at)
    )
    return {history.episode_id: history for history in histories}


def _latest_walking_tests(episode_ids: Sequence[UUID]) -> Mapping[UUID, WalkingTests]:
    superseded = sa.select(Assessment.supersedes_id).where(Assessment.supersedes_id.is_not(None))
    assessments = db.session.scalars(
        sa.select(Assessment)
        .where(
            Assessment.episode_id.in_(episode_ids),
            Assessment.instrument_code.in_((TUG, GAIT)),
            SAYS_SOMETHING,
            Assessment.id.not_in(superseded),
        )
        .order_by(Assessment.assessed_on, Assessment.at)
    )
    # The order makes the last of each kind the latest.
    latest: dict[UUID, dict[str, Assessment]] = {}
    for test in assessments:
        if test.conditions.get("pace", USUAL_PACE) == USUAL_PACE:
            latest.setdefault(test.episode_id, {})[test.instrument_code] = test
    return {
        episode_id: WalkingTests(tug=tests.get(TUG), gait=tests.get(GAIT))
        for episode_id, tests in latest.items()
    }
