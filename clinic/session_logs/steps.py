"""What the next steps within the exercises of a routine rest on, read from the record."""

from decimal import Decimal

from clinic.domain.exercise_steps import BAND_SESSIONS, BandSession
from clinic.domain.exercises import Equipment
from clinic.domain.plan import PlannedItem, RoutinePlan
from clinic.domain.session_logs import LogStatus
from clinic.episodes.models import Episode
from clinic.routines.facts import latest_tests
from clinic.session_logs import queries
from clinic.session_logs.models import SessionLog
from clinic.session_logs.step_words import StepFacts

BACKWARD_WALK = "bwt3m"
LOGS_READ = 12


def step_facts(episode: Episode, plan: RoutinePlan) -> StepFacts:
    """The latest backward walk, and the last sessions with a band."""
    walk = latest_tests(episode).get(BACKWARD_WALK)
    value = walk.value if walk else None
    logs = list(reversed(queries.list_for(episode, limit=LOGS_READ)))
    done = queries.done_exercises([log.id for log in logs])
    return StepFacts(
        walk_3m_s=value if isinstance(value, Decimal) else None,
        bands={
            item.exercise.code: [
                _with_band(item, log, exercise)
                for log in logs
                for exercise in done.get(log.id, ())
                if exercise.exercise_code == item.exercise.code
                and exercise.done is not LogStatus.MISSED
            ][-BAND_SESSIONS:]
            for item in plan.items
            if Equipment.ELASTIC_BAND in item.exercise.equipment
        },
    )


def _with_band(item: PlannedItem, log: SessionLog, done: queries.DoneExercise) -> BandSession:
    return BandSession(sets=int(done.amount), reps=item.dose.reps or 0, effort=log.effort)
