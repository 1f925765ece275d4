from math import ceil
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clinic import clock, phrasing
from clinic.assessments import queries as assessments
from clinic.caseload import patient_presenters as page
from clinic.caseload import presenters, queries
from clinic.caseload.banner import banner_of, patient_banner
from clinic.caseload.news import Onlooker, news
from clinic.caseload.record import read_record
from clinic.domain.caseload import needs
from clinic.episodes import queries as episodes
from clinic.patients import queries as patients
from clinic.risk import queries as risk
from clinic.web.access import CARE_TEAM, CLINICIANS, SIGNED_IN, current_actor, permits

PER_PAGE = 50
NEEDS_SHOWN = 30
BACKWARD_WALK = "bwt3m"

blueprint = Blueprint("caseload", __name__)


@blueprint.app_context_processor
def _banner() -> dict[str, Any]:
    return {"patient_banner": patient_banner}


@blueprint.route("/")
@permits(GET=SIGNED_IN)
def index() -> ResponseReturnValue:
    actor = current_actor()
    today = clock.today(actor.time_zone)
    mine = actor.may(CLINICIANS) and request.args.get("of") != "clinic"
    pairs = episodes.list_open(responsible_id=actor.clinician_id if mine else None)
    cases = queries.read_cases(pairs, today=today)
    waiting = sorted(
        ((case, found) for case in cases if (found := needs(case.facts, today=today))),
        key=lambda one: one[1][0].rank,
    )
    shown = waiting if request.args.get("needs") == "all" else waiting[:NEEDS_SHOWN]
    part = _part(len(cases))
    on_page = cases[max(part.first - 1, 0) : part.last]
    ids = [case.episode.id for case in on_page]
    return render_template(
        "caseload/index.html",
        title=presenters.date_title(today),
        summary=presenters.summary(len(waiting), len(cases)),
        mine=mine,
        needs=presenters.need_rows(shown, today=today, may_act=actor.may(CARE_TEAM)),
        unshown=len(waiting) - len(shown),
        rows=presenters.episode_rows(
            on_page,
            walks=assessments.read_series_of_many(ids, BACKWARD_WALK),
            strata=risk.current_strata([case.episode for case in on_page]),
            names=episodes.names_of(
                actor.clinic_id, {case.episode.responsible_id for case in on_page}
            ),
            mdc_profile=assessments.profiles_of(BACKWARD_WALK).mdc,
            today=today,
        ),
        page=part,
    )


@blueprint.route("/search")
@permits(GET=SIGNED_IN)
def search() -> ResponseReturnValue:
    text = request.args.get("q", "").strip()
    found = patients.search(text)
    return render_template(
        "caseload/search.html",
        searched=text,
        rows=presenters.found_rows(
            found,
            queries.latest_episodes([patient.id for patient in found]),
            today=clock.today(current_actor().time_zone),
        ),
        limit=patients.SEARCH_LIMIT,
    )


@blueprint.route("/patients/<uuid:patient_id>")
@permits(GET=SIGNED_IN)
def patient(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    now, today = clock.now(), clock.today(actor.time_zone)
    person = patients.get_patient(patient_id)
    record = read_record(person, actor=actor, today=today, now=now)
    if record is None:
        return render_template("caseload/never_enrolled.html", patient=person)
    looking = Onlooker(since=record.since(now), now=now, zone=actor.time_zone)
    looked_on = clock.day_of(record.looked_at, actor.time_zone) if record.looked_at else None
    return render_template(
        "caseload/patient.html",
        patient=person,
        banner=banner_of(record.case, record.stratum, record.discharge, today=today),
        record=record,
        closed=page.closed_sentence(record, today=today),
        next_step=page.next_step(record, today=today),
        news_title=page.news_title(looked_on, today=today),
        news=news(record, looking),
        since=phrasing.day(record.episode.enrolled_on, today=today),
        training=page.training_table(record.training, today=today) if record.training else None,
        falls=page.fall_sheets(record, today=today, zone=actor.time_zone),
        documents=page.papers(record, today=today, zone=actor.time_zone),
        person=page.person_facts(person),
        care=page.care_facts(record, today=today),
    )


def _part(total: int) -> presenters.Page:
    pages = max(ceil(total / PER_PAGE), 1)
    number = min(max(request.args.get("page", 1, type=int), 1), pages)
    return presenters.Page(
        first=(number - 1) * PER_PAGE + 1 if total else 0,
        last=min(number * PER_PAGE, total),
        total=total,
        pages=pages,
        previous_url=_page_url(number - 1) if number > 1 else None,
        next_url=_page_url(number + 1) if number < pages else None,
    )


def _page_url(number: int) -> str:
    return url_for("caseload.index", page=number, of=request.args.get("of"))
