from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from clinic import clock
from clinic.catalogue.instrument_definitions import get_instrument, list_recordable
from clinic.documents import actions, gathering, gathering_sheets, presenters, queries
from clinic.documents.forms import (
    ChecklistForm,
    DiaryForm,
    HandoutForm,
    ProgressReportForm,
    TestSheetForm,
)
from clinic.documents.printing import Kind, print_stored, sha256_of
from clinic.episodes.queries import (
    discharge_of,
    find_open_episode,
    get_open_episode,
    latest_episode,
    names_of,
)
from clinic.organisation.queries import get_clinic
from clinic.patients.models import Patient
from clinic.patients.queries import get_patient
from clinic.precautions.queries import list_checklists
from clinic.web.access import CARE_TEAM, CLINICIANS, SIGNED_IN, current_actor, permits
from clinic.web.transactions import writes

blueprint = Blueprint("documents", __name__)


@blueprint.route("/patients/<uuid:patient_id>/documents")
@permits(GET=SIGNED_IN)
def list_all(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    patient = get_patient(patient_id)
    documents = queries.list_for_patient(patient)
    rows = presenters.document_rows(
        documents,
        names_of(actor.clinic_id, {document.by_id for document in documents}),
        today=clock.today(actor.time_zone),
        zone=actor.time_zone,
    )
    return render_template(
        "documents/list_all.html",
        patient=patient,
        documents=rows,
        open_episode=find_open_episode(patient),
        episode=latest_episode(patient),
        is_discharged=_is_discharged(patient),
    )


@blueprint.route("/patients/<uuid:patient_id>/documents/handout", methods=["GET", "POST"])
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def handout(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    patient = get_patient(patient_id)
    episode = get_open_episode(patient)
    form = HandoutForm(data={"paper": get_clinic().paper})
    today = clock.today(actor.time_zone)
    refusal = gathering.why_no_handout(episode, on=today)

    if form.accepted() and not refusal:
        printed = actions.issue_handout(
            episode,
            paper=form.paper.data,
            record_id=form.new_record_id,
            by=actor,
            at=clock.now(),
            today=today,
        )
        return redirect(_shown(patient_id, printed.record.id))

    page = render_template("documents/handout.html", patient=patient, form=form, refusal=refusal)
    return page, 422 if request.method == "POST" else 200


@blueprint.route("/patients/<uuid:patient_id>/documents/diary", methods=["GET", "POST"])
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def diary(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    patient = get_patient(patient_id)
    episode = get_open_episode(patient)
    today = clock.today(actor.time_zone)
    weeks = presenters.first_weeks(today)
    form = DiaryForm(data={"paper": get_clinic().paper, "starts_on": weeks[0][0].isoformat()})
    form.offer(weeks)
    refusal = gathering.why_no_handout(episode, on=today)

    if form.accepted() and not refusal:
        printed = actions.issue_diary(
            episode,
            starts_on=form.first_day,
            paper=form.paper.data,
            record_id=form.new_record_id,
            by=actor,
            at=clock.now(),
            today=today,
        )
        return redirect(_shown(patient_id, printed.record.id))

    page = render_template("documents/diary.html", patient=patient, form=form, refusal=refusal)
    return page, 422 if request.method == "POST" else 200


@blueprint.route("/patients/<uuid:patient_id>/documents/home-set-up", methods=["GET", "POST"])
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def home_set_up(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    patient = get_patient(patient_id)
    episode = get_open_episode(patient)
    form = HandoutForm(data={"paper": get_clinic().paper})
    today = clock.today(actor.time_zone)
    refusal = gathering_sheets.why_no_home_sheet(episode, on=today)

    if form.accepted() and not refusal:
        printed = actions.issue_home_sheet(
            episode,
            paper=form.paper.data,
            record_id=form.new_record_id,
            by=actor,
            at=clock.now(),
            today=today,
        )
        return redirect(_shown(patient_id, printed.record.id))

    page = render_template(
        "documents/home_set_up.html", patient=patient, form=form, refusal=refusal
    )
    return page, 422 if request.method == "POST" else 200


@blueprint.route("/patients/<uuid:patient_id>/documents/progress-report", methods=["GET", "POST"])
@permits(GET=CLINICIANS, POST=CLINICIANS)
@writes
def progress_report(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    patient = get_patient(patient_id)
    episode = latest_episode(patient) or get_open_episode(patient)
    form = ProgressReportForm(data={"paper": get_clinic().paper, "recipient": patient.referrer})

    if form.accepted():
        printed = actions.issue_progress_report(
            episode,
            form.report_request,
            paper=form.paper.data,
            record_id=form.new_record_id,
            by=actor,
            at=clock.now(),
            today=clock.today(actor.time_zone),
        )
        return redirect(_shown(patient_id, printed.record.id))

    page = render_template("documents/progress_report.html", patient=patient, form=form)
    return page, 422 if form.errors else 200


@blueprint.route("/patients/<uuid:patient_id>/documents/discharge-summary", methods=["GET", "POST"])
@permits(GET=CLINICIANS, POST=CLINICIANS)
@writes
def discharge_summary(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    patient = get_patient(patient_id)
    episode = latest_episode(patient) or get_open_episode(patient)
    form = ProgressReportForm(data={"paper": get_clinic().paper, "recipient": patient.referrer})
    is_discharged = discharge_of(episode) is not None

    if form.accepted() and is_discharged:
        printed = actions.issue_discharge_summary(
            episode,
            form.report_request,
            paper=form.paper.data,
            record_id=form.new_record_id,
            by=actor,
            at=clock.now(),
            today=clock.today(actor.time_zone),
        )
        return redirect(_shown(patient_id, printed.record.id))

    page = render_template(
        "documents/discharge_summary.html",
        patient=patient,
        form=form,
        is_discharged=is_discharged,
    )
    return page, 422 if request.method == "POST" else 200


@blueprint.route("/patients/<uuid:patient_id>/documents/checklist", methods=["GET", "POST"])
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def checklist(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    patient = get_patient(patient_id)
    episode = latest_episode(patient) or get_open_episode(patient)
    signed = {str(signed.id): signed for signed in list_checklists(episode)}
    form = ChecklistForm(data={"paper": get_clinic().paper})
    form.offer(presenters.checklist_choices(signed))

    if form.accepted():
        chosen = str(form.checklist.data)
        printed = actions.issue_checklist(
            episode,
            signed.get(chosen, chosen),
            paper=form.paper.data,
            record_id=form.new_record_id,
            by=actor,
            at=clock.now(),
            today=clock.today(actor.time_zone),
        )
        return redirect(_shown(patient_id, printed.record.id))

    page = render_template("documents/checklist.html", patient=patient, form=form)
    return page, 422 if form.errors else 200


@blueprint.route("/patients/<uuid:patient_id>/documents/test-sheet", methods=["GET", "POST"])
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def test_sheet(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    patient = get_patient(patient_id)
    episode = get_open_episode(patient)
    form = TestSheetForm(data={"paper": get_clinic().paper})
    form.offer({found.code: found.name for found in list_recordable()})

    if form.accepted():
        printed = actions.issue_test_sheet(
            episode,
            get_instrument(str(form.instrument.data)),
            paper=form.paper.data,
            record_id=form.new_record_id,
            by=actor,
            at=clock.now(),
            today=clock.today(actor.time_zone),
        )
        return redirect(_shown(patient_id, printed.record.id))

    page = render_template("documents/test_sheet.html", patient=patient, form=form)
    return page, 422 if form.errors else 200


@blueprint.route("/patients/<uuid:patient_id>/documents/<uuid:document_id>")
@permits(GET=SIGNED_IN)
def show(patient_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """The document itself, made again from what it said on the day of issue."""
    patient = get_patient(patient_id)
    document = queries.get_document(patient, document_id)
    pdf = print_stored(Kind(document.kind), document.content, document.paper)
    if sha256_of(pdf) != document.sha256 and "laid-out-anew" not in request.args:
        return render_template("documents/laid_out_anew.html", patient=patient, document=document)
    response = make_response(pdf)
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{presenters.file_name(document)}"'
    return response


def _is_discharged(patient: Patient) -> bool:
    episode = latest_episode(patient)
    return episode is not None and discharge_of(episode) is not None


def _shown(patient_id: UUID, document_id: UUID) -> str:
    return url_for("documents.show", patient_id=patient_id, document_id=document_id)
