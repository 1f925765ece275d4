from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden, NotFound

from clinic import clock
from clinic.catalogue.checklist_definitions import CLINICAL_SCREEN, PRE_SESSION, get_checklist
from clinic.catalogue.loading import UnknownDefinition
from clinic.domain.checklists import ChecklistDefinition, DoctorsStep, ItemId
from clinic.domain.clearance import may_be_overridden
from clinic.domain.episodes import EpisodeClosed
from clinic.domain.findings import ChecklistFindings
from clinic.domain.precautions import read_checklist
from clinic.episodes import queries as episodes
from clinic.episodes.models import Episode
from clinic.patients import queries as patients
from clinic.patients.models import Patient
from clinic.precautions import actions, queries
from clinic.precautions.clearance_words import clearance_sentence, clearance_tag, reason_words
from clinic.precautions.forms import ChecklistForm, DoctorsStepForm, OverrideForm, checklist_form
from clinic.precautions.presenters import (
    checklist_title,
    list_rows,
    present_result,
    validity_words,
)
from clinic.precautions.questions import present_sections
from clinic.precautions.signed import present_signed
from clinic.web.access import CARE_TEAM, CLINICIANS, SIGNED_IN, Actor, current_actor, permits
from clinic.web.transactions import writes

blueprint = Blueprint("precautions", __name__)

OK, REFUSED = 200, 422


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
        nothing_changed_form=checklist_form(PRE_SESSION, get_checklist(PRE_SESSION).version)(),
    )


@blueprint.route("/patients/<uuid:patient_id>/checklists/new", methods=["GET", "POST"])
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def new(patient_id: UUID) -> ResponseReturnValue:
    asked = _asked_for(patient_id)
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
            asked.definition, language=asked.patient.language, still_cleared=asked.standing
        ),
        result=present_result(form.completed(on=asked.today), findings),
    )
    return page, REFUSED if request.method == "POST" else OK


@blueprint.route("/patients/<uuid:patient_id>/checklists/preview", methods=["POST"])
@permits(POST=CARE_TEAM)
def preview(patient_id: UUID) -> ResponseReturnValue:
    """The result so far, as the questions are answered. Stores nothing."""
    asked = _asked_for(patient_id)
    result = present_result(asked.form.completed(on=asked.today), asked.read())
    return render_template("precautions/_result.html", result=result)


@blueprint.route("/patients/<uuid:patient_id>/checklists/nothing-changed", methods=["POST"])
@permits(POST=CARE_TEAM)
@writes
def nothing_changed(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    episode = _open_episode(patients.get_patient(patient_id))
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
        is_screen=checklist.definition_code == CLINICAL_SCREEN,
    )


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
    item = queries.find_clearance_item(checklist, item_id)
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


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a page of questions is about: whom, which checklist, and what was answered so far."""

    patient: Patient
    episode: Episode
    definition: ChecklistDefinition
    form: ChecklistForm
    standing: Mapping[ItemId, DoctorsStep]
    today: date

    def read(self) -> ChecklistFindings:
        completed = self.form.completed(on=self.today)
        known = queries.list_facts([self.episode])[self.episode.id]
        return read_checklist(
            self.definition,
            completed.with_doctors_steps(self.form.still_cleared(self.standing)),
            as_of=self.today,
            high_risk=queries.is_high_risk(completed, known),
        )


def _asked_for(patient_id: UUID) -> Asked:
    actor = current_actor()
    today = clock.today(actor.time_zone)
    patient = patients.get_patient(patient_id)
    episode = _open_episode(patient)
    definition = _definition_asked_for(actor)
    return Asked(
        patient=patient,
        episode=episode,
        definition=definition,
        form=checklist_form(definition.code, definition.version)(),
        standing=queries.standing_clearances(episode, definition.code, today=today),
        today=today,
    )


def _open_episode(patient: Patient) -> Episode:
    episode = episodes.find_open_episode(patient)
    if episode is None:
        raise EpisodeClosed
    return episode


def _definition_asked_for(actor: Actor) -> ChecklistDefinition:
    """The checklist the address names; all but the one before a session are a clinician's."""
    try:
        definition = get_checklist(
            request.args.get("definition", CLINICAL_SCREEN), request.args.get("version", type=int)
        )
    except UnknownDefinition:
        raise NotFound from None
    if definition.code != PRE_SESSION and not actor.may(CLINICIANS):
        raise Forbidden
    return definition
