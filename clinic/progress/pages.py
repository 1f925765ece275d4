"""What the progress page is composed of."""

from dataclasses import dataclass
from datetime import date

from clinic.domain.progression_decisions import agreement
from clinic.episodes import queries as episodes
from clinic.episodes.models import Episode
from clinic.patients.models import Patient
from clinic.precautions import queries as precautions
from clinic.precautions.clearance_words import reason_words
from clinic.progress import decision_presenters, presenters
from clinic.progress.decision_presenters import Answered, AnswerLine
from clinic.progress.facts import read_answers
from clinic.progress.models import Answer, ProgressionDecision
from clinic.progress.presenters import TrainingRow
from clinic.progress.proposal_presenters import ProposalCard, present_proposal
from clinic.progress.proposals import CurrentProposal
from clinic.routines import queries as routines
from clinic.routines.models import Routine
from clinic.session_logs import queries as session_logs
from clinic.trends.pages import read_trends
from clinic.trends.presenters import TrendCard
from clinic.web.access import Actor

LOGS_SHOWN = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgressPage:
    """Proposal, trends, training and decisions of one episode, in finished words."""

    card: ProposalCard | None
    answered: Answered | None
    trends: list[TrendCard]
    trainings: list[TrainingRow]
    older_trainings: int
    answers: list[AnswerLine]
    agreement: str
    routine: Routine | None
    since: str
    refusal: tuple[str, ...]


def read_progress(
    patient: Patient,
    episode: Episode,
    current: CurrentProposal | None,
    *,
    actor: Actor,
    today: date,
) -> ProgressPage:
    """The page of an episode, open or closed; without a routine there is no proposal."""
    answers = read_answers([episode.id])[episode.id]
    routine = routines.current_routine(episode)
    logs = session_logs.list_for(episode, limit=LOGS_SHOWN)
    names = episodes.names_of(actor.clinic_id, {answer.by_id for answer in answers})
    card = given = None
    if current is not None and routine is not None:
        card = present_proposal(current, routine, patient, today=today)
        if current.answered_by is not None:
            given = decision_presenters.answered(
                current.answered_by, routine, patient, names, today=today
            )
    return ProgressPage(
        card=card,
        answered=given,
        trends=read_trends(episode, today=today),
        trainings=presenters.training_rows(logs, today=today),
        older_trainings=session_logs.count_for(episode) - len(logs),
        answers=decision_presenters.answer_lines(answers, names, today=today),
        agreement=_agreement(answers),
        routine=routine,
        since=presenters.since_words(episode, today=today),
        refusal=_refusal(episode, today=today),
    )


def _agreement(answers: list[Answer]) -> str:
    decisions = (answer for answer in answers if isinstance(answer, ProgressionDecision))
    return decision_presenters.agreement_words(agreement(one.answer for one in decisions))


def _refusal(episode: Episode, *, today: date) -> tuple[str, ...]:
    clearance = precautions.current_clearance(episode, today=today)
    if clearance.granted:
        return ()
    return tuple(
        reason_words(reason) for reason in clearance.reasons if reason.status is clearance.status
    )
