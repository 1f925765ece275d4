from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from clinic.audit.actions import record_new
from clinic.domain import risk as rule
from clinic.domain.risk import FallsAnswers
from clinic.episodes.actions import require_open
from clinic.episodes.models import Episode
from clinic.episodes.queries import list_open
from clinic.risk import queries
from clinic.risk.models import FallsHistory, RiskStratum
from clinic.web.access import Actor


def record_falls_history(
    episode: Episode,
    answers: FallsAnswers,
    *,
    taken_on: date,
    record_id: UUID,
    by: Actor,
    at: datetime,
) -> FallsHistory:
    """Keeps the history, and with it the stratum that follows from it that day.

    Raises:
        EpisodeClosed: the episode was closed.
    """
    require_open(episode)
    history = FallsHistory(
        id=record_id,
        episode_id=episode.id,
        taken_on=taken_on,
        fell_12m=answers.questions.fell,
        unsteady=answers.questions.unsteady,
        worried=answers.questions.worried,
        falls_count_12m=answers.falls_count_12m,
        **asdict(answers.severity),
        note=answers.note,
        at=at,
        by_id=by.clinician_id,
    )
    record_new("falls_history.recorded", history, by=by, at=at, patient_id=episode.patient_id)
    record_stratum(episode, by=by, at=at)
    return history


def recompute(episode: Episode, by: Actor, at: datetime) -> None:
    """Keeps the stratum anew where a measure or a fall made it another, or gave it other reasons.

    One that a better score alone would lower is not lowered here: somebody has to record it.
    """
    _recompute([episode], by=by, at=at)


def recompute_all(by: Actor, at: datetime) -> None:
    """The same for everybody in care, after the clinic chose another line; in a few queries."""
    _recompute([episode for episode, _ in list_open()], by=by, at=at)


def record_stratum(episode: Episode, *, by: Actor, at: datetime) -> RiskStratum:
    """Keeps the stratum as it follows now, also one that only better scores lowered.

    Raises:
        LookupError: the episode has no falls history yet.
    """
    history = queries.find_falls_history(episode)
    stratum = queries.current_stratum(episode)
    if history is None or stratum is None:
        raise LookupError("a stratum needs a falls history")
    return _record(episode, history, stratum, by=by, at=at)


def _recompute(episodes: Sequence[Episode], *, by: Actor, at: datetime) -> None:
    ids = [episode.id for episode in episodes]
    strata, recorded = queries.current_strata(episodes), queries.last_recorded(ids)
    histories = queries.latest_histories(ids)
    for episode in episodes:
        stratum, before = strata.get(episode.id), recorded.get(episode.id)
        if stratum is None or before is None or stratum.would_be is not None:
            continue
        if stratum.risk is not before.risk or _reasons(stratum) != before.reasons:
            _record(episode, histories[episode.id], stratum, by=by, at=at)


def _record(
    episode: Episode, history: FallsHistory, stratum: rule.RiskStratum, *, by: Actor, at: datetime
) -> RiskStratum:
    recorded = RiskStratum(
        episode_id=episode.id,
        falls_history_id=history.id,
        risk=stratum.would_be or stratum.risk,
        inputs=plain_inputs(stratum.inputs),
        reasons=_reasons(stratum),
        missing=[missing.value for missing in stratum.missing],
        at=at,
        by_id=by.clinician_id,
    )
    return record_new(
        "risk_stratum.recorded", recorded, by=by, at=at, patient_id=episode.patient_id
    )


def _reasons(stratum: rule.RiskStratum) -> list[str]:
    return [reason.value for reason in stratum.reasons]


def plain_inputs(inputs: rule.RiskInputs) -> dict[str, Any]:
    """The inputs as they are kept beside the stratum: decimals as text."""
    return {
        name: str(value) if isinstance(value, Decimal) else value
        for name, value in asdict(inputs).items()
    }
