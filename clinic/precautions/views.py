from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from clinic import clock
from clinic.catalogue.checklist_definitions import (
    CLINICAL_SCREEN,
    PRE_SESSION,
    get_checklist,
    list_checklists,
)
from clinic.domain.checklists import ItemType
from clinic.domain.clearance import may_be_overridden
from clinic.episodes import queries as episodes
from clinic.patients import queries as patients
from clinic.precautions import actions, queries
from clinic.precautions.asked import asked_for, open_episode, require_signer
from clinic.precautions.clearance_words import clearance_sentence, clearance_tag, reason_words
from clinic.precautions.forms import DoctorsStepForm, OverrideForm, checklist_form
from clinic.precautions.limit_words import limits_sentence
from clinic.precautions.own_limits import find_limits, own_limits
from clinic.precautions.presenters import (
    checklist_title,
    list_rows,
    present_result,
    validity_words,
)
from clinic.precautions.questions import present_sections
from clinic.precautions.signed import present_signed
from clinic.web.access import CARE_TEAM, CLINICIANS, SIGNED_IN, current_actor, permits
from clinic.web.transactions import writes

blueprint = Blueprint("precautions", __name__)

OK, REFUSED = 200, 422
FIRST_PROBLEMS = 6  # named above the page; fifty lines of them would hide the questions


@blueprint.route("/patients/<uuid:patient_id>/checklists")
@permits(GET=SIGNED_IN)
def list_all(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    today = clock.today(actor.time_zone)
    patient = patients.get_patient(patient_id)
    episode = episodes.latest_episode(patient)
    if episode is None:
        raise NotFound
    signed = queries.list_checklists(episode)
    names = episodes.names_of(actor.clinic_id, {checklist.signed_by_id for checklist in signed})
    clearance = queries.current_clearance(episode, today=today)
    return render_template(
        "precautions/list_all.html",
        patient=patient,
        is_open=episodes.is_open(episode),
        clearance=clearance,
        clearance_tag=clearance_tag(clearance, today=today),
        sentence=clearance_sentence(clearance),
        reasons=[reason_words(reason) for reason in clearance.reasons],
        labels={finding.item.id: finding.item.label for finding in clearance.findings},
        rows=list_rows(signed, names),
        others=[
            (checklist_title(definition), definition.code)
            for definition in list_checklists()
            if definition.code not in {CLINICAL_SCREEN, PRE_SESSION}
        ],
        limit_words=limits_sentence(own_limits(find_limits(episode))),
        nothing_changed_form=checklist_form(PRE_SESSION, get_checklist(PRE_SESSION).version)(),
    )


@blueprint.route("/patients/<uuid:patient_id>/checklists/new", methods=["GET", "POST"])
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def new(patient_id: UUID) -> ResponseReturnValue:
    asked = asked_for(patient_id)
    form = asked.form
    if form.accepted():
        checklist = actions.sign_checklist(
            asked.episode,
            form.completed(on=asked.today),
            record_id=form.new_record_id,
            by=current_actor(),
            at=clock.now(),
            still_cleared=form.still_cleared(asked.standing),
            note=form.note.data or "",
        )
        return redirect(url_for(".show", patient_id=patient_id, checklist_id=checklist.id))
    findings = asked.read()
    page = render_template(
        "precautions/new.html",
        patient=asked.patient,
        form=form,
        definition=asked.definition,
        title=checklist_title(asked.definition),
        validity=validity_words(asked.definition, high_risk=findings.high_risk),
        sections=present_sections(
            asked.definition,
            language=asked.patient.language,
            still_cleared=asked.standing,
            own=own_limits(find_limits(asked.episode)),
        ),
        result=present_result(form.completed(on=asked.today), findings),
        first_problems=FIRST_PROBLEMS,
    )
    return page, REFUSED if request.method == "POST" else OK


@blueprint.route("/patients/<uuid:patient_id>/checklists/preview", methods=["POST"])
@permits(POST=CARE_TEAM)
def preview(patient_id: UUID) -> ResponseReturnValue:
    """The result so far, as the questions are answered. Stores nothing."""
    asked = asked_for(patient_id)
    result = present_result(asked.form.completed(on=asked.today), asked.read())
    return render_template("precautions/_result.html", result=result)


@blueprint.route("/patients/<uuid:patient_id>/checklists/nothing-changed", methods=["POST"])
@permits(POST=CARE_TEAM)
@writes
def nothing_changed(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    episode = open_episode(patients.get_patient(patient_id))
    form = checklist_form(PRE_SESSION, get_checklist(PRE_SESSION).version)()
    checklist = actions.sign_nothing_changed(
        episode,
        PRE_SESSION,
        on=clock.today(actor.time_zone),
        record_id=form.new_record_id,
        by=actor,
        at=clock.now(),
    )
    return redirect(url_for(".show", patient_id=patient_id, checklist_id=checklist.id))


@blueprint.route("/patients/<uuid:patient_id>/checklists/<uuid:checklist_id>")
@permits(GET=SIGNED_IN)
def show(patient_id: UUID, checklist_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    today = clock.today(actor.time_zone)
    patient = patients.get_patient(patient_id)
    checklist, episode = queries.get_signed_checklist(checklist_id, patient=patient)
    findings = queries.findings_of(checklist, episode, today=today)
    steps = queries.list_medical_clearances(checklist)
    people = {checklist.signed_by_id, *(step.by_id for step in steps)}
    latest = queries.find_latest_checklist(episode, checklist.definition_code, on=today)
    return render_template(
        "precautions/show.html",
        patient=patient,
        checklist=checklist,
        signed=present_signed(
            checklist,
            queries.completed_checklists([checklist])[checklist.id],
            findings,
            queries.clearance_of(checklist, findings),
            steps=steps,
            overrides=queries.list_overrides(checklist),
            names=episodes.names_of(actor.clinic_id, people),
        ),
        counts=episodes.is_open(episode) and latest is not None and latest.id == checklist.id,
        is_before_session=checklist.definition_code == PRE_SESSION,
    )


@blueprint.route(
    "/patients/<uuid:patient_id>/checklists/<uuid:checklist_id>/actions/<item_id>",
    methods=["POST"],
)
@permits(POST=CARE_TEAM)
@writes
def put_in_place(patient_id: UUID, checklist_id: UUID, item_id: str) -> ResponseReturnValue:
    """The action of a caution was put in place after signing."""
    actor = current_actor()
    patient = patients.get_patient(patient_id)
    checklist, episode = queries.get_signed_checklist(checklist_id, patient=patient)
    require_signer(checklist.definition_code, actor)
    latest = queries.find_latest_checklist(
        episode, checklist.definition_code, on=clock.today(actor.time_zone)
    )
    if latest is not None and latest.id == checklist.id:
        item = queries.find_item(checklist, item_id, ItemType.CAUTION)
        if item is None:
            raise NotFound
        latest = actions.put_in_place(checklist, episode, item.id, by=actor, at=clock.now())
    page = latest.id if latest else checklist.id
    return redirect(url_for(".show", patient_id=patient_id, checklist_id=page))


@blueprint.route(
    "/patients/<uuid:patient_id>/checklists/<uuid:checklist_id>/clearances/<item_id>",
    methods=["GET", "POST"],
)
@permits(GET=CLINICIANS, POST=CLINICIANS)
@writes
def doctors_step(patient_id: UUID, checklist_id: UUID, item_id: str) -> ResponseReturnValue:
    actor = current_actor()
    patient = patients.get_patient(patient_id)
    checklist, episode = queries.get_signed_checklist(checklist_id, patient=patient)
    item = queries.find_item(checklist, item_id, ItemType.MEDICAL_CLEARANCE)
    if item is None:
        raise NotFound
    form = DoctorsStepForm(today=clock.today(actor.time_zone))
    if form.accepted():
        actions.record_doctors_step(
            checklist,
            episode,
            form.about(item),
            record_id=form.new_record_id,
            by=actor,
            at=clock.now(),
        )
        return redirect(url_for(".show", patient_id=patient_id, checklist_id=checklist_id))
    page = render_template(
        "precautions/doctors_step.html", patient=patient, checklist=checklist, item=item, form=form
    )
    return page, REFUSED if request.method == "POST" else OK


@blueprint.route(
    "/patients/<uuid:patient_id>/checklists/<uuid:checklist_id>/override",
    methods=["GET", "POST"],
)
@permits(GET=CLINICIANS, POST=CLINICIANS)
@writes
def override(patient_id: UUID, checklist_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    today = clock.today(actor.time_zone)
    patient = patients.get_patient(patient_id)
    checklist, episode = queries.get_signed_checklist(checklist_id, patient=patient)
    findings = queries.findings_of(checklist, episode, today=today)
    page = url_for(".show", patient_id=patient_id, checklist_id=checklist_id)
    if findings.usable_until is None or not may_be_overridden(findings):
        flash("This result cannot be overridden.", "refused")
        return redirect(page)
    form = OverrideForm(today=today, last_day=findings.usable_until)
    if form.accepted():
        actions.override_refusal(
            checklist,
            episode,
            findings,
            reason=form.reason.data or "",
            expires_on=form.until,
            record_id=form.new_record_id,
            by=actor,
            at=clock.now(),
        )
        return redirect(page)
    shown = render_template(
        "precautions/override.html",
        patient=patient,
        checklist=checklist,
        form=form,
        reasons=[reason_words(reason) for reason in findings.reasons],
    )
    return shown, REFUSED if request.method == "POST" else OK
