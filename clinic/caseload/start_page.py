"""The start page: who needs somebody today, then every open episode."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from uuid import UUID

from flask import url_for

from clinic.assessments import queries as assessments
from clinic.caseload import presenters, queries
from clinic.caseload.cases import Case
from clinic.documents.jobs import MOST_PATIENTS
from clinic.domain.caseload import Need, is_due_this_week, needs
from clinic.episodes import queries as episodes
from clinic.episodes.models import Episode
from clinic.falls import queries as falls
from clinic.patients.models import Patient
from clinic.precautions.facts import Strata
from clinic.risk import queries as risk
from clinic.web.access import CARE_TEAM, Actor

PER_PAGE = 50
NEEDS_SHOWN = 30
BACKWARD_WALK = "bwt3m"

Pairs = Sequence[tuple[Episode, Patient]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Whose caseload, which part of it, and whether every need is shown."""

    mine: bool
    page: int = 1
    every_need: bool = False
    due: bool = False  # only whose re-assessment is due this week, all on one page and ticked


@dataclass(frozen=True, kw_only=True, slots=True)
class StartPage:
    """The page in finished words."""

    title: str
    summary: tuple[str, str]
    falls_elsewhere: list[presenters.FallElsewhere]
    needs: list[presenters.NeedRow]
    unshown: int
    rows: list[presenters.EpisodeRow]
    part: presenters.Page
    due_count: int


def read_start_page(asked: Asked, *, actor: Actor, today: date) -> StartPage:
    """Needs are ranked over the whole caseload; trends are read for the part that is shown."""
    own, others = _divided(episodes.list_open(), actor=actor, mine=asked.mine)
    names = queries.clinicians(actor.clinic_id)
    strata = risk.current_strata([episode for episode, _ in own])
    cases = queries.read_cases(own, today=today, strata=strata)
    waiting = _waiting(cases, today=today)
    shown = waiting if asked.every_need else waiting[:NEEDS_SHOWN]
    due = [case for case in cases if is_due_this_week(case.facts, today=today)]
    listed = due if asked.due else cases
    part = _part(len(listed), asked)
    return StartPage(
        title=presenters.date_title(today),
        summary=presenters.summary(len(waiting), len(cases)),
        falls_elsewhere=presenters.falls_elsewhere(
            others,
            falls.unreviewed_in([episode.id for episode, _ in others]),
            names,
            today=today,
        ),
        needs=presenters.need_rows(shown, today=today, may_act=actor.may(CARE_TEAM)),
        unshown=len(waiting) - len(shown),
        rows=_rows(listed[max(part.first - 1, 0) : part.last], strata, names, today=today),
        part=part,
        due_count=len(due),
    )


def _divided(everybody: Pairs, *, actor: Actor, mine: bool) -> tuple[Pairs, Pairs]:
    """The caseload that was asked for, and the rest of the clinic's."""
    if not mine:
        return everybody, ()
    own = [one for one in everybody if one[0].responsible_id == actor.clinician_id]
    others = [one for one in everybody if one[0].responsible_id != actor.clinician_id]
    return own, others


def _waiting(cases: Sequence[Case], *, today: date) -> list[tuple[Case, tuple[Need, ...]]]:
    """Who needs somebody, the gravest need first."""
    found = [(case, needs(case.facts, today=today)) for case in cases]
    return sorted((one for one in found if one[1]), key=lambda one: one[1][0].rank)


def _rows(
    cases: Sequence[Case], strata: Strata, names: dict[UUID, str], *, today: date
) -> list[presenters.EpisodeRow]:
    return presenters.episode_rows(
        cases,
        walks=assessments.read_series_of_many([case.episode.id for case in cases], BACKWARD_WALK),
        strata=strata,
        names=names,
        mdc_profile=assessments.profiles_of(BACKWARD_WALK).mdc,
        today=today,
    )


def _part(total: int, asked: Asked) -> presenters.Page:
    per_page = MOST_PATIENTS if asked.due else PER_PAGE
    pages = max(ceil(total / per_page), 1)
    number = min(max(asked.page, 1), pages)
    return presenters.Page(
        first=(number - 1) * per_page + 1 if total else 0,
        last=min(number * per_page, total),
        total=total,
        pages=pages,
        previous_url=_url(number - 1, asked) if number > 1 else None,
        next_url=_url(number + 1, asked) if number < pages else None,
    )


def _url(number: int, asked: Asked) -> str:
    return url_for(
        "caseload.index",
        page=number,
        of=None if asked.mine else "clinic",
        due="week" if asked.due else None,
    )
