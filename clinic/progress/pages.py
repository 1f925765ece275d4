"""What the progress page is composed of."""

from dataclasses import dataclass
from datetime import date

from clinic.assessments import queries as assessments
from clinic.episodes import queries as episodes
from clinic.episodes.models import Episode
from clinic.precautions import queries as precautions
from clinic.precautions.clearance_words import reason_words
from clinic.progress import presenters, queries
from clinic.progress.presenters import DecisionLine, TrainingRow, TrendCard
from clinic.routines import queries as routines
from clinic.routines.models import Routine
from clinic.session_logs import queries as session_logs
from clinic.web.access import Actor

LOGS_SHOWN = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgressPage:
    """Trends, training and decisions of one episode, in finished words."""

    trends: list[TrendCard]
    trainings: list[TrainingRow]
    older_trainings: int
    decisions: list[DecisionLine]
    routine: Routine | None
    since: str
    refusal: tuple[str, ...]


def read_trends(episode: Episode, *, today: date) -> list[TrendCard]:
    """A card for every measure taken in the episode, on one axis of time."""
    all_series = assessments.read_all_series(episode)
    return presenters.trend_cards(
        all_series,
        queries.chart_events(episode),
        mdc_profiles={
            series.instrument.code: assessments.profiles_of(series.instrument.code).mdc
            for series in all_series
        },
        first_day=min(
            (result.on for series in all_series for result in series.results),
            default=episode.enrolled_on,
        ),
        today=today,
    )


def read_progress(episode: Episode, *, actor: Actor, today: date) -> ProgressPage:
    """The page of an episode, open or closed."""
    decisions = queries.list_decisions(episode)
    clearance = precautions.current_clearance(episode, today=today)
    logs = session_logs.list_for(episode, limit=LOGS_SHOWN)
    return ProgressPage(
        trends=read_trends(episode, today=today),
        trainings=presenters.training_rows(logs, today=today),
        older_trainings=session_logs.count_for(episode) - len(logs),
        decisions=presenters.decision_lines(
            decisions,
            episodes.names_of(actor.clinic_id, {decision.by_id for decision in decisions}),
            today=today,
        ),
        routine=routines.current_routine(episode),
        since=presenters.since_words(episode, today=today),
        refusal=()
        if clearance.granted
        else tuple(
            reason_words(reason)
            for reason in clearance.reasons
            if reason.status is clearance.status
        ),
    )
