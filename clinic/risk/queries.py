from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import orm

from clinic.db import db, entered_clinic
from clinic.domain import risk as rule
from clinic.domain.key_questions import KeyQuestions
from clinic.domain.risk_inputs import (
    KeptStratum,
    not_lowered_by_a_score,
    risk_inputs,
    with_measures,
)
from clinic.episodes.models import Episode
from clinic.organisation.models import Clinic
from clinic.risk import corrections, measures
from clinic.risk.models import FallsHistory, RiskStratum
from clinic.web.records import IDS, Question

_HISTORIES: Final = Question(
    sa.select(FallsHistory)
    .where(FallsHistory.episode_id.in_(IDS))
    .order_by(FallsHistory.taken_on, FallsHistory.at)
)
_later: Final = orm.aliased(RiskStratum)
_STRATA: Final = Question(  # the last of each episode
    sa.select(RiskStratum).where(
        RiskStratum.episode_id.in_(IDS),
        ~sa.exists().where(
            _later.clinic_id == RiskStratum.clinic_id,
            _later.episode_id == RiskStratum.episode_id,
            sa.tuple_(_later.at, _later.id) > sa.tuple_(RiskStratum.at, RiskStratum.id),
        ),
    )
)
_ALL_STRATA: Final = Question(
    sa.select(RiskStratum)
    .where(RiskStratum.episode_id.in_(IDS))
    .order_by(RiskStratum.at.desc(), RiskStratum.id.desc())
)


def find_falls_history(episode: Episode) -> FallsHistory | None:
    """The latest falls history of the episode."""
    return latest_histories([episode.id]).get(episode.id)


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


def amended_entries(
    episode: Episode, strata: Iterable[RiskStratum]
) -> dict[UUID, list[corrections.Correction]]:
    """The entries that each stratum rests on and that were amended since, by its id."""
    entries = corrections.entries([episode.id]).get(episode.id)
    return {row.id: entries.amended_since(row.at) if entries else [] for row in strata}


def current_stratum(episode: Episode) -> rule.RiskStratum | None:
    """The stratum that stands now; None without a history."""
    return current_strata([episode]).get(episode.id)


def current_strata(episodes: Iterable[Episode]) -> dict[UUID, rule.RiskStratum]:
    """The stratum of each episode that has a falls history, by episode id; in a few queries.

    It follows from the latest history, the falls since and the latest measures; a better score
    alone does not lower the one in the record.
    """
    histories = latest_histories([episode.id for episode in episodes])
    now = {
        episode_id: rule.stratify(inputs) for episode_id, inputs in _inputs_of(histories).items()
    }
    recorded = last_recorded(list(histories))
    strata = {
        episode_id: not_lowered_by_a_score(
            now[episode_id], _kept(filter(None, [recorded.get(episode_id)]), history)
        )
        for episode_id, history in histories.items()
    }
    # Whether a wrong entry holds it up is asked only where something does.
    held_up = {key: histories[key] for key, found in strata.items() if found.would_be is not None}
    return strata | {
        episode_id: not_lowered_by_a_score(now[episode_id], kept)
        for episode_id, kept in _kept_with_corrections(held_up).items()
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


def inputs_so_far(answers: rule.FallsAnswers, episode: Episode | None = None) -> rule.RiskInputs:
    """The inputs while a history is taken: what is told now, and the latest measures.

    What is told now takes in the falls and the questions of before; frailty may be measured.
    """
    measured = measures.measured(latest_measures(episode) if episode else {}, after=None)
    told = answers.severity.frailty
    return risk_inputs(
        answers,
        replace(
            measured,
            questions=None,
            frailty_category=measured.frailty_category if told is None else None,
        ),
        tug_threshold_s=tug_threshold_s(),
    )


def latest_measures(episode: Episode) -> Mapping[str, measures.Taken]:
    """The latest measures that say something about the risk, by instrument code."""
    return measures.latest([episode.id]).get(episode.id, {})


def inputs_from(kept: Mapping[str, Any]) -> rule.RiskInputs:
    """The inputs as they are kept beside a recorded stratum."""
    return rule.RiskInputs(
        questions=KeyQuestions(**kept["questions"]),
        use_three_key_questions=kept["use_three_key_questions"],
        falls_count_12m=kept["falls_count_12m"],
        severity=rule.FallSeverity(**kept["severity"]),
        gait_speed_m_per_s=_decimal(kept["gait_speed_m_per_s"]),
        tug_s=_decimal(kept["tug_s"]),
        gait_unable=kept["gait_unable"],
        tug_threshold_s=Decimal(kept["tug_threshold_s"]),
    )


def _inputs_of(histories: Mapping[UUID, FallsHistory]) -> dict[UUID, rule.RiskInputs]:
    taken = measures.latest(list(histories))
    since = measures.falls_since(histories)
    threshold_s = tug_threshold_s()
    return {
        episode_id: risk_inputs(
            answers_of(history),
            measures.measured(taken.get(episode_id, {}), after=history),
            since.get(episode_id, ()),
            tug_threshold_s=threshold_s,
        )
        for episode_id, history in histories.items()
    }


def last_recorded(episode_ids: Sequence[UUID]) -> dict[UUID, RiskStratum]:
    """The stratum as it was last recorded, by episode id."""
    return {row.episode_id: row for row in _STRATA.records(episode_ids)}


def _kept(
    rows: Iterable[RiskStratum],
    history: FallsHistory,
    amended: corrections.Entries | None = None,
) -> list[KeptStratum]:
    """The recorded strata as the rule asks for them; those of an earlier history hold nothing."""
    return [
        KeptStratum(
            risk=row.risk,
            rested_on=inputs_from(row.inputs),
            corrected=_corrected(row, history, amended) if amended else None,
        )
        for row in rows
        if row.falls_history_id == history.id
    ]


def _kept_with_corrections(
    histories: Mapping[UUID, FallsHistory],
) -> dict[UUID, list[KeptStratum]]:
    rows, entries = _ALL_STRATA.records(histories), corrections.entries(histories)
    return {
        episode_id: _kept(
            [row for row in rows if row.episode_id == episode_id], history, entries.get(episode_id)
        )
        for episode_id, history in histories.items()
    }


def _corrected(
    row: RiskStratum, history: FallsHistory, entries: corrections.Entries
) -> rule.RiskInputs | None:
    """The inputs of a recorded stratum as its entries stand now; None where none was amended."""
    if not entries.amended_since(row.at):
        return None
    return with_measures(
        inputs_from(row.inputs),
        measures.measured(entries.known_by_now(row.at), after=history),
        told_frailty=history.frailty,
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def latest_histories(episode_ids: Sequence[UUID]) -> dict[UUID, FallsHistory]:
    """The latest falls history, by episode id."""
    return {history.episode_id: history for history in _HISTORIES.records(episode_ids)}
