from collections.abc import Iterable, Sequence
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
MEASURED = frozenset({"completed"}) | UNABLE


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
    """The stratum from the latest falls history and the latest TUG; None without a history."""
    return current_strata([episode]).get(episode.id)


def current_strata(episodes: Iterable[Episode]) -> dict[UUID, rule.RiskStratum]:
    """The stratum of each episode that has a falls history, by episode id; in three queries."""
    ids = [episode.id for episode in episodes]
    histories = _latest_histories(ids)
    measured = _latest_tug(list(histories))
    threshold_s = tug_threshold_s()
    return {
        episode_id: rule.stratify(
            inputs_of(answers_of(history), measured.get(episode_id), tug_threshold_s=threshold_s)
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
    answers: rule.FallsAnswers, tug: Assessment | None, *, tug_threshold_s: Decimal
) -> rule.RiskInputs:
    """What the rule is handed: the answers, the latest TUG, and the clinic's threshold."""
    return rule.RiskInputs(
        questions=answers.questions,
        use_three_key_questions=True,
        falls_count_12m=answers.falls_count_12m,
        severity=answers.severity,
        tug_s=tug.score_value if tug and tug.status not in UNABLE else None,
        gait_unable=tug is not None and tug.status in UNABLE,
        tug_threshold_s=tug_threshold_s,
    )


def find_latest_tug(episode: Episode) -> Assessment | None:
    """The latest TUG that says something about gait: a time, or that it could not be done."""
    return _latest_tug([episode.id]).get(episode.id)


def _latest_histories(episode_ids: Sequence[UUID]) -> dict[UUID, FallsHistory]:
    histories = db.session.scalars(
        sa.select(FallsHistory)
        .where(FallsHistory.episode_id.in_(episode_ids))
        .order_by(FallsHistory.taken_on, FallsHistory.at)
    )
    return {history.episode_id: history for history in histories}


def _latest_tug(episode_ids: Sequence[UUID]) -> dict[UUID, Assessment]:
    superseded = sa.select(Assessment.supersedes_id).where(Assessment.supersedes_id.is_not(None))
    assessments = db.session.scalars(
        sa.select(Assessment)
        .where(
            Assessment.episode_id.in_(episode_ids),
            Assessment.instrument_code == "tug",
            Assessment.status.in_(MEASURED),
            Assessment.id.not_in(superseded),
        )
        .order_by(Assessment.assessed_on, Assessment.at)
    )
    return {assessment.episode_id: assessment for assessment in assessments}
