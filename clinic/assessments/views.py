from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clinic import clock
from clinic.assessments import actions, own_batteries, queries, visit_drafts
from clinic.assessments.battery import (
    BatteryStep,
    TakenOver,
    Visit,
    battery_cards,
    battery_steps,
    next_step,
    visit_of_tests,
)
from clinic.assessments.desk import (
    Desk,
    desk_of,
    instrument_named,
    kept_of,
    measure_page,
    new_form,
    open_visit_of,
    others_visits_of,
    running_result,
    taken_over_since,
    visit_with,
)
from clinic.assessments.forms import AmendForm, form_class, recorded
from clinic.assessments.models import Assessment
from clinic.assessments.permissions import groups_to_fill
from clinic.assessments.presenters import (
    present_amending,
    present_choice,
    present_list,
)
from clinic.assessments.result_page import present_result
from clinic.assessments.results import instrument_of, responses_of, result_of, series_from
from clinic.assessments.visit_drafts import Place
from clinic.catalogue.instrument_definitions import list_recordable
from clinic.domain.responses import Status
from clinic.episodes import queries as episodes
from clinic.ids import made_at
from clinic.patients.models import Patient
from clinic.patients.queries import get_patient
from clinic.web.access import CARE_TEAM, SIGNED_IN, current_actor, permits
from clinic.web.transactions import writes

blueprint = Blueprint("assessments", __name__)


@blueprint.route("/patients/<uuid:patient_id>/assessments")
@permits(GET=SIGNED_IN)
def list_all(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    patient = get_patient(patient_id)
    episode = episodes.latest_episode(patient)
    taken = queries.list_with_amended(episode) if episode else []
    page = present_list(
        queries.read_all_series(episode) if episode else [],
        taken,
        episodes.names_of(actor.clinic_id, {row.by_id for row in taken}),
        today=clock.today(actor.time_zone),
    )
    can_measure = episode is not None and episodes.is_open(episode)
    return render_template(
        "assessments/list_all.html", patient=patient, page=page, can_measure=can_measure
    )


@blueprint.route("/patients/<uuid:patient_id>/assessments/new")
@permits(GET=CARE_TEAM)
def choose(patient_id: UUID) -> ResponseReturnValue:
    desk = desk_of(patient_id)
    own = visit_of_tests(request.args.getlist("test"))
    if own.instruments:
        return redirect(_next_address(desk, own))
    cards = present_choice(
        list_recordable(), queries.latest_by_instrument(desk.episode), today=desk.today
    )
    batteries = battery_cards(
        queries.taken_on(desk.episode, desk.today), own_batteries.list_in_use()
    )
    return render_template(
        "assessments/choose.html",
        patient=desk.patient,
        cards=cards,
        batteries=batteries,
        begun=open_visit_of(patient_id, by=desk.actor, today=desk.today),
        others=others_visits_of(patient_id, by=desk.actor, today=desk.today),
    )


@blueprint.route(
    "/patients/<uuid:patient_id>/assessments/new/<instrument_code>", methods=["GET", "POST"]
)
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def record(patient_id: UUID, instrument_code: str) -> ResponseReturnValue:
    desk = desk_of(patient_id)
    instrument = instrument_named(instrument_code)
    visit, kept = visit_with(instrument), kept_of(desk, instrument)
    form = new_form(desk, instrument, typed=kept.typed)
    taken = _taken_over(desk, form.new_record_id)

    if form.accepted() and (taken is None or taken.settled):
        assessment = actions.record_assessment(
            desk.episode,
            instrument,
            form.entry,
            record_id=form.new_record_id,
            by=desk.actor,
            at=clock.now(),
        )
        _move_on(desk, visit, after=instrument.code)
        if assessment.status is Status.NOT_DONE:
            return redirect(_next_address(desk, visit, after=instrument.code))
        return redirect(_address(desk.patient, assessment, visit))

    return render_template(
        "assessments/record.html",
        patient=desk.patient,
        form=form,
        page=measure_page(desk, instrument, form),
        running=running_result(desk, instrument, form),
        kept=kept.words,
        taken=taken,
        visit=visit,
        steps=battery_steps(
            visit, queries.taken_on(desk.episode, desk.today), current=instrument.code
        ),
    ), 422 if request.method == "POST" else 200


@blueprint.route(
    "/patients/<uuid:patient_id>/assessments/new/<instrument_code>/preview", methods=["POST"]
)
@permits(POST=CARE_TEAM)
def preview(patient_id: UUID, instrument_code: str) -> ResponseReturnValue:
    """What the numbers typed so far mean. Stores nothing."""
    desk = desk_of(patient_id)
    instrument = instrument_named(instrument_code)
    form = new_form(desk, instrument)
    form.validate()
    return render_template(
        "assessments/running.html", running=running_result(desk, instrument, form)
    )


@blueprint.route("/patients/<uuid:patient_id>/assessments/<uuid:assessment_id>")
@permits(GET=SIGNED_IN)
def show(patient_id: UUID, assessment_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    today = clock.today(actor.time_zone)
    patient = get_patient(patient_id)
    assessment, episode = queries.get_assessment(assessment_id, patient_id=patient_id)
    code = assessment.instrument_code
    profiles = queries.profiles_of(code)
    names = episodes.names_of(actor.clinic_id, {assessment.by_id})
    visit = visit_with(instrument_of(assessment))
    steps = battery_steps(visit, queries.taken_on(episode, today), current=code)
    page = present_result(
        assessment,
        series_from(code, map(result_of, queries.list_before(assessment)), profiles=profiles),
        by=names.get(assessment.by_id, ""),
        profiles=profiles,
        today=today,
    )
    return render_template(
        "assessments/show.html",
        patient=patient,
        page=page,
        assessment=assessment,
        visit=visit,
        steps=steps,
        can_measure=episodes.is_open(episode),
        next_step=next_step(steps) if episodes.is_open(episode) else None,
        amendment=queries.find_amendment(assessment),
        superseded=queries.find_superseded(assessment),
    )


@blueprint.route(
    "/patients/<uuid:patient_id>/assessments/<uuid:assessment_id>/amend", methods=["GET", "POST"]
)
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def amend(patient_id: UUID, assessment_id: UUID) -> ResponseReturnValue:
    patient = get_patient(patient_id)
    assessment, episode = queries.get_assessment(assessment_id, patient_id=patient_id)
    actor = current_actor()
    today = clock.today(actor.time_zone)
    instrument = instrument_of(assessment)
    saved = responses_of(assessment)
    permitted = queries.find_permission(instrument.code) is not None
    groups = groups_to_fill(instrument, permitted=permitted, recorded=saved)
    form = form_class(AmendForm, instrument, groups)(
        today=today,
        enrolled_on=episode.enrolled_on,
        data=recorded(instrument, saved, on=assessment.assessed_on, note=assessment.note),
    )

    if form.accepted():
        amended = actions.amend(
            assessment,
            form.entry,
            reason=form.reason.data or "",
            record_id=form.new_record_id,
            by=actor,
            at=clock.now(),
        )
        return redirect(_address(patient, amended))

    return render_template(
        "assessments/amend.html",
        patient=patient,
        form=form,
        page=present_amending(
            assessment,
            queries.read_series(episode, instrument.code),
            groups=groups,
            today=today,
        ),
        assessment=assessment,
    ), 422 if form.errors else 200


def _address(patient: Patient, assessment: Assessment, visit: Visit | None = None) -> str:
    return url_for(
        "assessments.show",
        patient_id=patient.id,
        assessment_id=assessment.id,
        visit=visit.code if visit is not None else None,
    )


def _taken_over(desk: Desk, record_id: UUID) -> TakenOver | None:
    """A colleague's takeover since the page was opened: its record's id tells when that was."""
    if request.method != "POST":
        return None
    settled_by = request.form.get("all_the_same", "")
    return taken_over_since(desk, made_at(record_id), settled_by=settled_by)


def _following(desk: Desk, visit: Visit, *, after: str) -> BatteryStep | None:
    steps = battery_steps(visit, queries.taken_on(desk.episode, desk.today), current=after)
    return next_step(steps)


def _move_on(desk: Desk, visit: Visit, *, after: str) -> None:
    """What was typed for this test is done with; the draft of the visit stands at the next."""
    following = _following(desk, visit, after=after)
    visit_drafts.move_on(
        Place(patient_id=desk.patient.id, visit=visit.code, instrument_code=after),
        following.code if following else None,
        by=desk.actor,
        today=desk.today,
        at=clock.now(),
    )


def _next_address(desk: Desk, visit: Visit, *, after: str = "") -> str:
    """The next test of a visit, or the choice of tests when none is left."""
    following = _following(desk, visit, after=after)
    if following is None:
        return url_for("assessments.choose", patient_id=desk.patient.id)
    return url_for(
        "assessments.record",
        patient_id=desk.patient.id,
        instrument_code=following.code,
        visit=visit.code,
    )
