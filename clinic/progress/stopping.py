"""A sign to stop pauses the routine at once, whoever wrote it down.

Source: programme reference, section 3.4, workflow: "A stop_and_review pauses the routine. It is
resolved by a review note".
"""

from datetime import datetime

from clinic.clock import day_of
from clinic.domain.progression_decisions import StepDecision
from clinic.domain.routines import RoutineState
from clinic.episodes.models import Episode
from clinic.ids import new_id
from clinic.progress.proposals import CurrentProposal, current_proposal
from clinic.routines.actions import pause_routine
from clinic.routines.queries import current_routine, state_of
from clinic.web.access import Actor


def pause_at_stop_sign(episode: Episode, by: Actor, at: datetime) -> None:
    """Pauses the routine in force when an open session log stops the programme.

    Falls and changes of health pause by themselves until they are reviewed; a gate that refuses
    says so where it is asked. What a log tells has only this.
    """
    routine = current_routine(episode)
    if routine is None or state_of(routine, episode) is not RoutineState.PRESCRIBED:
        return
    today = day_of(at, by.time_zone)
    current = current_proposal(episode, today=today)
    reason = None if current is None else _what_a_log_stops_for(current)
    if reason is not None:
        pause_routine(routine, episode, reason, on=today, record_id=new_id(), by=by, at=at)


def _what_a_log_stops_for(current: CurrentProposal) -> str | None:
    """The text of the first rule that stops because of a log no clinician has judged."""
    proposal = current.proposal
    for match in (proposal.decided_by, *proposal.also_noted):
        if match.rule.decision is StepDecision.STOP_AND_REVIEW and match.grounds.logs:
            return match.rule.reason
    return None
