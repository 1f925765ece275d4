"""Placing a person: what was answered, what the rule proposes, and the page that shows both."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request

from clinic.catalogue.ladder_definitions import get_ladder
from clinic.episodes.models import Episode
from clinic.routines import queries
from clinic.routines.facts import PlacementCase, latest_tests, placement_case, recorded_flags
from clinic.routines.forms import AnswersForm, PlacementForm
from clinic.routines.placement_presenters import (
    flag_lines,
    level_choices,
    placement_lines,
    proposal_words,
    seconds_words,
    test_lines,
)
from clinic.web.fields import options


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacementDesk:
    """The answers, and once they are given the proposal and the decision about it."""

    answers: AnswersForm
    form: PlacementForm
    case: PlacementCase | None


def placement_desk(episode: Episode, *, today: date) -> PlacementDesk:
    """The desk of this request: answers come with the address, or with the decision."""
    given = request.form if request.method == "POST" else request.args
    answers = AnswersForm(
        given or None, today=today, meta={"csrf": False}, stand_supported_on=today
    )
    answered = bool(given) and answers.validate()
    case = placement_case(episode, answers.answers, today=today) if answered else None
    form = PlacementForm(today=today)
    without = case.proposal.level if case else None
    form.level.choices = options(level_choices(get_ladder(), without=without))
    return PlacementDesk(answers=answers, form=form, case=case)


def placement_page(desk: PlacementDesk, episode: Episode, *, today: date) -> dict[str, Any]:
    """What the page shows: every test and flag with its day, the proposal, earlier placements."""
    case, ladder = desk.case, get_ladder()
    last = queries.latest_placement(episode)
    return {
        "answers": desk.answers,
        "form": desk.form,
        "tests": test_lines(case.tests if case else latest_tests(episode), today=today),
        "flags": flag_lines(
            case.flags if case else recorded_flags(episode, today=today),
            ladder,
            new_answered=case is not None,
        ),
        "proposal": proposal_words(case.proposal, ladder) if case else None,
        "last_stand": seconds_words(last.stand_supported_s) if last else None,
        "earlier": placement_lines(queries.list_placements(episode), today=today),
    }
