"""A report or a discharge summary from its draft to its signature, and to what replaces it."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from clinic import clock
from clinic.audit.directory import who_changed
from clinic.documents import (
    actions,
    ended_drafts,
    pictures,
    presenters,
    queries,
    report_actions,
)
from clinic.documents.drafting import draft_pdf
from clinic.documents.models import IssuedDocument, ReportDraft
from clinic.documents.orders import report_kind, report_order, why_not
from clinic.documents.printing import sha256_of
from clinic.documents.report_forms import (
    DRAFT_FORMS,
    LABELS,
    BecauseForm,
    ReportDraftForm,
    ReportForm,
    SummaryDraftForm,
    SummaryForm,
    texts_of,
)
from clinic.documents.requests import Audience
from clinic.documents.words import NOUNS
from clinic.episodes.models import Episode
from clinic.episodes.queries import get_open_episode, latest_episode
from clinic.organisation.queries import get_clinic
from clinic.patients.models import Patient
from clinic.patients.queries import get_patient
from clinic.web.access import CLINICIANS, current_actor, permits
from clinic.web.transactions import ChangedMeanwhile, writes

blueprint = Blueprint("reports", __name__)

SIGN = "sign"
CONFLICT = 409
# What somebody writes; who reads it and on which paper is chosen anew with one tap.
TYPED_LABELS = {name: LABELS[name] for name in ("recipient", "summary", "next_step", "question")}


@blueprint.route("/patients/<uuid:patient_id>/documents/progress-report", methods=["GET", "POST"])
@permits(GET=CLINICIANS, POST=CLINICIANS)
@writes
def new(patient_id: UUID) -> ResponseReturnValue:
    """Begins a report: as a draft, or signed at once."""
    patient = get_patient(patient_id)
    form = ReportForm(
        data={
            "audience": Audience.DOCTOR,
            "paper": get_clinic().paper,
            "recipient": patient.referrer,
        }
    )
    return _begun(form, patient, "documents/progress_report.html")


@blueprint.route("/patients/<uuid:patient_id>/documents/discharge-summary", methods=["GET", "POST"])
@permits(GET=CLINICIANS, POST=CLINICIANS)
@writes
def discharge_summary(patient_id: UUID) -> ResponseReturnValue:
    """Begins the summary of an episode that ended: as a draft, or signed at once."""
    patient = get_patient(patient_id)
    form = SummaryForm(data={"paper": get_clinic().paper, "recipient": patient.referrer})
    return _begun(form, patient, "documents/discharge_summary.html")


@blueprint.route("/patients/<uuid:patient_id>/reports/<uuid:draft_id>", methods=["GET", "POST"])
@permits(GET=CLINICIANS, POST=CLINICIANS)
@writes
def draft(patient_id: UUID, draft_id: UUID) -> ResponseReturnValue:
    """A draft with its pages: saved, or saved and signed."""
    actor, at = current_actor(), clock.now()
    patient = get_patient(patient_id)
    found = queries.find_draft(patient, draft_id)
    if found is None:
        return _ended(patient, draft_id)
    draft, episode = found
    form = DRAFT_FORMS[draft.occasion](data=texts_of(draft) | {"version": draft.version})

    if not form.accepted():
        return _draft_page(patient, draft, episode, form), 422 if form.errors else 200
    if form.opened_version != draft.version:
        raise _changed_meanwhile(draft)
    report_actions.save_draft(
        draft,
        episode,
        form.report_request,
        paper=str(form.paper.data),
        version=form.opened_version,
        by=actor,
        at=at,
    )
    if request.form.get("then") != SIGN:
        return redirect(url_for("reports.draft", patient_id=patient_id, draft_id=draft_id))
    today = clock.today(actor.time_zone)
    printed = report_actions.sign_draft(
        draft, episode, record_id=form.new_record_id, by=actor, at=at, today=today
    )
    return _signed(patient, printed.record)


@blueprint.route("/patients/<uuid:patient_id>/reports/<uuid:draft_id>/discard", methods=["POST"])
@permits(POST=CLINICIANS)
@writes
def discard(patient_id: UUID, draft_id: UUID) -> ResponseReturnValue:
    """Throws a draft away."""
    patient = get_patient(patient_id)
    found = queries.find_draft(patient, draft_id)
    if found is None:
        return _ended(patient, draft_id)
    draft, episode = found
    report_actions.discard_draft(draft, episode, by=current_actor(), at=clock.now())
    flash("The draft is thrown away. Nothing was signed.", "due")
    return redirect(url_for("documents.list_all", patient_id=patient_id))


@blueprint.route("/patients/<uuid:patient_id>/reports/<uuid:draft_id>/pages/<int:number>.png")
@permits(GET=CLINICIANS)
def draft_page(patient_id: UUID, draft_id: UUID, number: int) -> ResponseReturnValue:
    """One page of a draft as a picture."""
    draft, episode = queries.get_draft(get_patient(patient_id), draft_id)
    pdf = draft_pdf(draft, episode, by=current_actor(), at=clock.now())
    return pictures.page_answer(sha256_of(pdf), number, lambda: pdf)


@blueprint.route(
    "/patients/<uuid:patient_id>/documents/<uuid:document_id>/amend", methods=["GET", "POST"]
)
@permits(GET=CLINICIANS, POST=CLINICIANS)
@writes
def amend(patient_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Begins the report that takes the place of a signed one."""
    patient = get_patient(patient_id)
    document = queries.get_document(patient, document_id)
    refusal = report_actions.why_not_amend(document)
    form = BecauseForm()

    if form.accepted() and not refusal:
        draft = report_actions.open_amendment(
            document,
            queries.episode_of(document, patient),
            because=form.because.data or "",
            record_id=form.new_record_id,
            by=current_actor(),
            at=clock.now(),
        )
        return redirect(url_for("reports.draft", patient_id=patient_id, draft_id=draft.id))
    page = render_template(
        "documents/amend.html",
        patient=patient,
        document=document,
        noun=NOUNS.get(document.kind, "document"),
        form=form,
        refusal=refusal,
    )
    return page, 422 if request.method == "POST" else 200


def _begun(form: ReportForm | SummaryForm, patient: Patient, template: str) -> ResponseReturnValue:
    """A new report, as a draft or signed at once; else the page that asks for it."""
    actor, at = current_actor(), clock.now()
    today = clock.today(actor.time_zone)
    episode = latest_episode(patient) or get_open_episode(patient)
    refusal = why_not(report_kind(form.occasion, Audience.DOCTOR), episode, on=today)

    if not form.accepted() or refusal:
        drafts = queries.list_drafts(patient)
        page = render_template(
            template,
            patient=patient,
            form=form,
            refusal=refusal,
            drafts=presenters.draft_rows(drafts, today=today, zone=actor.time_zone),
        )
        return page, 422 if request.method == "POST" else 200
    asked, paper, record_id = form.report_request, str(form.paper.data), form.new_record_id
    if request.form.get("then") == SIGN:
        order = report_order(asked, paper)
        printed = actions.issue(order, episode, record_id=record_id, by=actor, at=at, today=today)
        return _signed(patient, printed.record)
    draft = report_actions.open_draft(
        episode, asked, paper=paper, record_id=record_id, by=actor, at=at
    )
    return redirect(url_for("reports.draft", patient_id=patient.id, draft_id=draft.id))


def _draft_page(
    patient: Patient,
    draft: ReportDraft,
    episode: Episode,
    form: ReportDraftForm | SummaryDraftForm,
) -> str:
    pdf = draft_pdf(draft, episode, by=current_actor(), at=clock.now())
    return render_template(
        "documents/draft.html",
        patient=patient,
        draft=draft,
        title=presenters.draft_title(draft).lower(),
        form=form,
        pages=pictures.draft_pages(patient.id, draft, pdf),
        replaced=queries.get_issued(draft.replaces_id) if draft.replaces_id else None,
    )


def _ended(patient: Patient, draft_id: UUID) -> ResponseReturnValue:
    """What became of a draft that another tab or a colleague ended; a 404 when there was none."""
    end = ended_drafts.find_end(patient, draft_id)
    if end is None:
        raise NotFound
    is_sent = request.method == "POST"
    page = render_template(
        "documents/draft_ended.html",
        patient=patient,
        document=end.document,
        noun=NOUNS[end.document.kind] if end.document else "",
        who=who_changed(draft_id, time_zone=current_actor().time_zone),
        refused=is_sent,
        texts=ended_drafts.unsaved_texts(end, request.form, TYPED_LABELS),
    )
    return page, CONFLICT if is_sent else 200


def _signed(patient: Patient, document: IssuedDocument) -> ResponseReturnValue:
    flash(f"The {NOUNS[document.kind]} is signed and locked.", "improved")
    return redirect(url_for("documents.look", patient_id=patient.id, document_id=document.id))


def _changed_meanwhile(draft: ReportDraft) -> ChangedMeanwhile:
    return ChangedMeanwhile(
        texts_of(draft),
        labels=LABELS,
        version=draft.version,
        who=who_changed(draft.id, time_zone=current_actor().time_zone),
    )
