from collections.abc import Callable
from datetime import date
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from clinic import clock
from clinic.domain.dose import plain_number
from clinic.domain.prescription import unanswered
from clinic.domain.routines import RoutineState
from clinic.episodes import queries as episodes
from clinic.episodes.models import Episode
from clinic.falls import queries as falls
from clinic.patients import queries as patients
from clinic.patients.models import Patient
from clinic.precautions.queries import current_clearance
from clinic.routines import actions, queries
from clinic.routines.desk import (
    PRESCRIBE,
    BlockOfAnotherLevel,
    Desk,
    level_asked,
    minutes_asked,
    open_desk,
    present_desk,
    problems_at,
    typed_desk,
)
from clinic.routines.drafts import templates_at
from clinic.routines.forms import StopForm
from clinic.routines.models import Routine, RoutineStop
from clinic.routines.pages import (
    StartPage,
    conditions_of,
    events_to_review,
    present_refusal,
    present_start,
    template_name,
    version_lines,
)
from clinic.routines.placement_presenters import placement_lines
from clinic.routines.placing import placement_desk, placement_page
from clinic.routines.prescribing import PlanRefused, Prescription, prescribe_routine
from clinic.routines.presenters import RoutineVersion, VersionFacts, present_version
from clinic.web.access import CLINICIANS, SIGNED_IN, current_actor, permits
from clinic.web.transactions import writes

blueprint = Blueprint("routines", __name__)

OK, CHANGED, REFUSED = 200, 409, 422


@blueprint.route("/patients/<uuid:patient_id>/placement", methods=["GET", "POST"])
@permits(GET=CLINICIANS, POST=CLINICIANS)
@writes
def place(patient_id: UUID) -> ResponseReturnValue:
    patient, episode, today = _open_episode(patient_id)
    desk = placement_desk(episode, today=today)
    if desk.case and desk.form.accepted():
        placement = actions.place(
            episode,
            desk.form.answers,
            level=desk.form.decided_level(desk.case.proposal.level),
            reason=desk.form.reason.data or "",
            record_id=desk.form.new_record_id,
            by=current_actor(),
            at=clock.now(),
            today=today,
        )
        onward = ".prescribe" if placement.level else ".show"
        return redirect(url_for(onward, patient_id=patient_id))
    shown = placement_page(desk, episode, today=today)
    page = render_template("routines/place.html", patient=patient, **shown)
    return page, REFUSED if request.method == "POST" else OK


@blueprint.route("/patients/<uuid:patient_id>/routine/new", methods=["GET", "POST"])
@permits(GET=CLINICIANS, POST=CLINICIANS)
@writes
def prescribe(patient_id: UUID) -> ResponseReturnValue:
    patient, episode, today = _open_episode(patient_id)
    level = level_asked(episode)
    clearance = current_clearance(episode, today=today)
    if not clearance.granted or not level:
        return _start_page(patient, episode, level, today=today)
    if request.method == "GET" and "start" not in request.args:
        return _start_page(patient, episode, level, today=today)
    if request.method == "GET":
        try:
            desk = open_desk(episode, level=level, today=today)
        except BlockOfAnotherLevel as problem:
            flash(str(problem), "refused")
            return redirect(url_for(".prescribe", patient_id=patient_id))
        return _desk_page(patient, episode, desk, today)
    desk = typed_desk(episode, level=level, today=today)
    if request.form.get("act") != PRESCRIBE or desk.plan is None:
        status = OK if desk.plan is not None else REFUSED
        return _desk_page(patient, episode, desk, today), status
    if _replaced_meanwhile(desk, episode):
        return _desk_page(patient, episode, desk, today, changed=True), CHANGED
    try:
        prescribe_routine(
            episode,
            Prescription(
                plan=desk.plan,
                replaces=desk.form.replaced_number,
                ticked=desk.ticked,
                helper=desk.helper,
                template=desk.draft.template,
                note=desk.form.note.data or "",
            ),
            record_id=desk.form.new_record_id,
            by=current_actor(),
            at=clock.now(),
            today=today,
        )
    except PlanRefused:
        return _desk_page(patient, episode, desk, today, refused=True), REFUSED
    onward = "documents.handout" if desk.form.handout.data else ".show"
    return redirect(url_for(onward, patient_id=patient_id))


def _start_page(
    patient: Patient, episode: Episode, level: int, *, today: date
) -> ResponseReturnValue:
    clearance = current_clearance(episode, today=today)
    page = StartPage(
        refusal=present_refusal(clearance, today=today),
        level=level,
        start=present_start(
            level,
            queries.current_routine(episode),
            templates_at(level),
            earlier=queries.list_versions(episode)[1:],
            today=today,
        ),
        minutes="" if (minutes := minutes_asked()) is None else plain_number(minutes),
    )
    answer = render_template("routines/start.html", patient=patient, page=page)
    return answer, REFUSED if request.method == "POST" else OK


def _desk_page(
    patient: Patient,
    episode: Episode,
    desk: Desk,
    today: date,
    *,
    refused: bool = False,
    changed: bool = False,
) -> str:
    problems = problems_at(desk, episode, today=today)
    latest = queries.latest_routine(episode)
    return render_template(
        "routines/prescribe.html",
        patient=patient,
        form=desk.form,
        page=present_desk(desk, episode, today=today),
        conditions=conditions_of(current_clearance(episode, today=today)),
        number=latest.number + 1 if latest else 1,
        refused=refused and bool(unanswered(problems, desk.ticked)),
        changed=changed,
        shape_refused=request.method == "POST" and desk.plan is None,
    )


def _replaced_meanwhile(desk: Desk, episode: Episode) -> bool:
    """Somebody prescribed since the page was opened: what was typed is shown again, to look."""
    latest = queries.latest_routine(episode)
    number = latest.number if latest else None
    if number == desk.form.replaced_number:
        return False
    desk.form.replaces.data = str(number or "")
    return True


@blueprint.route("/patients/<uuid:patient_id>/routine")
@permits(GET=SIGNED_IN)
def show(patient_id: UUID) -> ResponseReturnValue:
    patient = patients.get_patient(patient_id)
    episode = episodes.latest_episode(patient)
    today = clock.today(current_actor().time_zone)
    versions = queries.list_versions(episode) if episode else []
    current = versions[0] if versions else None
    return render_template(
        "routines/show.html",
        patient=patient,
        version=_version(current, episode, today) if current and episode else None,
        refusal=present_refusal(current_clearance(episode, today=today), today=today)
        if episode
        else None,
        events=events_to_review(falls.unreviewed(episode) if episode else [], today=today),
        earlier=version_lines(versions[1:], today=today),
        placements=placement_lines(
            queries.list_placements(episode) if episode else [], today=today
        ),
        is_open=episode is not None and episodes.is_open(episode),
        is_over=current is not None
        and episode is not None
        and queries.state_of(current, episode) is RoutineState.WITHDRAWN,
    )


@blueprint.route("/patients/<uuid:patient_id>/routine/<int:number>")
@permits(GET=SIGNED_IN)
def show_version(patient_id: UUID, number: int) -> ResponseReturnValue:
    patient = patients.get_patient(patient_id)
    today = clock.today(current_actor().time_zone)
    episode, routine = _get_version(patient, number)
    return render_template(
        "routines/version.html", patient=patient, version=_version(routine, episode, today)
    )


@blueprint.route("/patients/<uuid:patient_id>/routine/pause", methods=["GET", "POST"])
@permits(GET=CLINICIANS, POST=CLINICIANS)
@writes
def pause(patient_id: UUID) -> ResponseReturnValue:
    return _stop(patient_id, actions.pause_routine, "pause")


@blueprint.route("/patients/<uuid:patient_id>/routine/resume", methods=["GET", "POST"])
@permits(GET=CLINICIANS, POST=CLINICIANS)
@writes
def resume(patient_id: UUID) -> ResponseReturnValue:
    return _stop(patient_id, actions.resume_routine, "resume")


@blueprint.route("/patients/<uuid:patient_id>/routine/withdraw", methods=["GET", "POST"])
@permits(GET=CLINICIANS, POST=CLINICIANS)
@writes
def withdraw(patient_id: UUID) -> ResponseReturnValue:
    return _stop(patient_id, actions.withdraw_routine, "withdraw")


def _stop(patient_id: UUID, act: Callable[..., RoutineStop], verb: str) -> ResponseReturnValue:
    patient, episode, today = _open_episode(patient_id)
    routine = queries.current_routine(episode)
    form = StopForm(today=today, on=today)
    refusal = present_refusal(current_clearance(episode, today=today), today=today)
    events = events_to_review(falls.unreviewed(episode), today=today)
    blocked = verb == "resume" and bool(refusal or events)
    if routine is None:
        return redirect(url_for(".show", patient_id=patient_id))
    if form.accepted() and not blocked:
        try:
            act(
                routine,
                episode,
                form.reason.data or "",
                on=form.on.data,
                record_id=form.new_record_id,
                by=current_actor(),
                at=clock.now(),
            )
        except actions.NotInForce as problem:
            flash(str(problem), "caution")
        return redirect(url_for(".show", patient_id=patient_id))
    page = render_template(
        "routines/stop.html",
        patient=patient,
        form=form,
        verb=verb,
        number=routine.number,
        refusal=refusal if blocked else None,
        events=events if blocked else (),
        blocked=blocked,
    )
    return page, REFUSED if request.method == "POST" else OK


def _open_episode(patient_id: UUID) -> tuple[Patient, Episode, date]:
    patient = patients.get_patient(patient_id)
    today = clock.today(current_actor().time_zone)
    return patient, episodes.get_open_episode(patient), today


def _get_version(patient: Patient, number: int) -> tuple[Episode, Routine]:
    episode = episodes.latest_episode(patient)
    if episode is None:
        raise NotFound
    return episode, queries.get_version(episode, number)


def _version(routine: Routine, episode: Episode, today: date) -> RoutineVersion:
    stops = queries.list_stops(routine)
    people = {routine.by_id, *(stop.by_id for stop in stops)}
    return present_version(
        VersionFacts(
            routine=routine,
            plan=queries.plan_of(routine),
            state=queries.state_of(routine, episode),
            stops=stops,
            names=episodes.names_of(current_actor().clinic_id, people),
            template_name=template_name(routine),
            today=today,
        )
    )
