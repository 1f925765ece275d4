from typing import Any, Final
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clinic import clock, phrasing
from clinic.assessments.desk import open_visit_of, others_visits_of
from clinic.caseload import patient_presenters as page
from clinic.caseload import presenters, queries
from clinic.caseload.banner import banner_of, patient_banner
from clinic.caseload.news import Onlooker, news
from clinic.caseload.record import read_record
from clinic.caseload.start_page import Asked, read_start_page
from clinic.falls import words as event_words
from clinic.falls.forms import HealthEventForm
from clinic.patients import queries as patients
from clinic.patients.presenters import name as name_of
from clinic.web.access import CLINICIANS, SIGNED_IN, current_actor, permits
from clinic.web.seals import seal, unseal

SOUGHT: Final = "search"
SOUGHT_WITHIN_S: Final = 12 * 60 * 60  # as long as a session can last: Back works all day
LONGEST_SEARCH: Final = 200

blueprint = Blueprint("caseload", __name__)


@blueprint.app_context_processor
def _banner() -> dict[str, Any]:
    return {"patient_banner": patient_banner}


@blueprint.route("/")
@permits(GET=SIGNED_IN)
def index() -> ResponseReturnValue:
    actor = current_actor()
    asked = Asked(
        mine=actor.may(CLINICIANS) and request.args.get("of") != "clinic",
        page=request.args.get("page", 1, type=int),
        every_need=request.args.get("needs") == "all",
        due=request.args.get("due") == "week",
    )
    start = read_start_page(asked, actor=actor, today=clock.today(actor.time_zone))
    return render_template("caseload/index.html", start=start, mine=asked.mine, due=asked.due)


@blueprint.route("/search", methods=["GET", "POST"])
@permits(GET=SIGNED_IN, POST=SIGNED_IN)
def search() -> ResponseReturnValue:
    if request.method == "POST":
        return redirect(url_for("caseload.search", sought=_sealed(request.form.get("q", ""))))
    text = _unsealed(request.args.get("sought", ""))
    found = patients.search(text)
    today = clock.today(current_actor().time_zone)
    latest = queries.latest_episodes([patient.id for patient in found])
    return render_template(
        "caseload/search.html",
        searched=text,
        rows=presenters.found_rows(
            found,
            latest,
            queries.clearances_in_care(latest.values(), today=today),
            today=today,
        ),
        limit=patients.SEARCH_LIMIT,
    )


def _sealed(text: str) -> str:
    """A name in an address would be kept by browsers, proxies and logs; sealed, it says nothing."""
    return seal(SOUGHT, text.strip()[:LONGEST_SEARCH], at=clock.now())


def _unsealed(sought: str) -> str:
    return unseal(SOUGHT, sought, at=clock.now(), within_s=SOUGHT_WITHIN_S) or ""


@blueprint.route("/patients/<uuid:patient_id>")
@permits(GET=SIGNED_IN)
def patient(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    now, today = clock.now(), clock.today(actor.time_zone)
    person = patients.get_patient(patient_id)
    record = read_record(person, actor=actor, today=today, now=now)
    if record is None:
        return render_template("caseload/never_enrolled.html", patient=person, name=name_of(person))
    looking = Onlooker(since=record.since(now), now=now, zone=actor.time_zone)
    looked_on = clock.day_of(record.looked_at, actor.time_zone) if record.looked_at else None
    return render_template(
        "caseload/patient.html",
        patient=person,
        name=name_of(person),
        begun=open_visit_of(patient_id, by=actor, today=today),
        others=others_visits_of(patient_id, by=actor, today=today),
        banner=banner_of(record.case, record.stratum, record.discharge, today=today),
        record=record,
        closed=page.closed_sentence(record, today=today),
        next_step=page.next_step(record, today=today),
        news_title=page.news_title(looked_on, today=today),
        news=news(record, looking),
        since=phrasing.day(record.episode.enrolled_on, today=today),
        training=page.training_table(record.training, today=today) if record.training else None,
        happened=HealthEventForm(today=today, data={"happened_on": today}),
        one_tap=(event_words.ONE_TAP, event_words.CHANGES),
        falls=page.fall_sheets(record, today=today, zone=actor.time_zone),
        documents=page.papers(record, today=today, zone=actor.time_zone),
        person=page.person_facts(person),
        care=page.care_facts(record, today=today),
    )
