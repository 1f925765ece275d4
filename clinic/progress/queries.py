from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from clinic.catalogue.ladder_definitions import get_ladder
from clinic.db import db
from clinic.domain.progression_decisions import StepFacts
from clinic.domain.routines import RoutineState
from clinic.episodes.models import Episode
from clinic.precautions import queries as precautions
from clinic.progress.facts import read_answers
from clinic.progress.models import ProgressionDecision, StopReview
from clinic.routines import queries as routines
from clinic.routines.models import Routine


def list_decisions(episode: Episode) -> list[ProgressionDecision]:
    """The decisions of an episode, the newest first."""
    answers = read_answers([episode.id])[episode.id]
    return [one for one in reversed(answers) if isinstance(one, ProgressionDecision)]


def find_dose_ceiling(routine: Routine) -> Decimal | None:
    """The practice minutes that the last decision about a version left, when it reduced them."""
    last = db.session.scalars(
        sa.select(ProgressionDecision)
        .where(ProgressionDecision.routine_id == routine.id)
        .order_by(ProgressionDecision.at.desc(), ProgressionDecision.id.desc())
        .limit(1)
    ).first()
    if last is None or last.new_minutes is None or last.new_level != routine.level:
        return None
    return last.new_minutes if last.new_minutes < routine.backward_min else None


def list_reviews(episode: Episode) -> list[StopReview]:
    """The reviews of stops of an episode, the newest first."""
    answers = read_answers([episode.id])[episode.id]
    return [one for one in reversed(answers) if isinstance(one, StopReview)]


def step_facts(episode: Episode, routine: Routine, *, today: date) -> StepFacts:
    """Where the patient stands, for the decision about the next step."""
    ladder = get_ladder(routine.ladder_code, routine.ladder_version)
    return StepFacts(
        level=routine.level,
        top=ladder.top,
        cleared=precautions.current_clearance(episode, today=today).granted,
        paused=routines.state_of(routine, episode) is RoutineState.PAUSED,
    )
