from typing import Any
from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from clinic import clock
from clinic.catalogue.instrument_definitions import list_recordable
from clinic.documents import actions, pictures, presenters, queries
from clinic.documents.drafting import handout_pdf
from clinic.documents.forms import (
    ChecklistForm,
    DiaryForm,
    HandoutForm,
    HomeSheetForm,
    OrderForm,
    TestSheetForm,
    TrendsForm,
)
from clinic.documents.gathering import prescribed_exercises
from clinic.documents.orders import why_not
from clinic.documents.printing import sha256_of
from clinic.documents.wording import Wording
from clinic.episodes.models import Episode
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
from clinic.trends.forms import RangeForm
from clinic.trends.queries import chosen_episode
from clinic.web.access import CARE_TEAM, SIGNED_IN, current_actor, permits
from clinic.web.transactions import writes

blueprint = Blueprint("documents", __name__)

PREVIEW = "preview"


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
        drafts=presenters.draft_rows(
            queries.list_drafts(patient), today=clock.today(actor.time_zone), zone=actor.time_zone
        ),
        open_episode=find_open_episode(patient),
        episode=latest_episode(patient),
        is_discharged=_is_discharged(patient),
    )


@blueprint.route("/patients/<uuid:patient_id>/documents/handout", methods=["GET", "POST"])
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def handout(patient_id: UUID) -> ResponseReturnValue:
    """Asks how it is printed; shows its pages before they are, and stores nothing for that."""
    actor, at = current_actor(), clock.now()
    patient = get_patient(patient_id)
    episode = get_open_episode(patient)
    form = HandoutForm(data=_usual(language=Wording.of(patient.language).language))
    pages: tuple[pictures.PagePicture, ...] = ()
    is_looked_at = request.form.get("then") == PREVIEW and form.accepted()
    if is_looked_at and not why_not(form.kind, episode, on=clock.day_of(at, actor.time_zone)):
        pdf = handout_pdf(form.order, episode, by=actor, at=at)
        pages = pictures.handout_pages(patient_id, form.order, pdf)
    return _ordered(
        form,
        patient,
        episode,
        is_looked_at=is_looked_at,
        pages=pages,
        language_hint=presenters.language_hint(patient.language),
        own_words=presenters.own_words(prescribed_exercises(episode)),
    )


@blueprint.route("/patients/<uuid:patient_id>/documents/handout/pages/<int:number>.png")
@permits(GET=CARE_TEAM)
def handout_page(patient_id: UUID, number: int) -> ResponseReturnValue:
    """One page of a handout that is not issued, as a picture."""
    actor, at = current_actor(), clock.now()
    episode = get_open_episode(get_patient(patient_id))
    form = HandoutForm(request.args, data=_usual(), meta={"csrf": False})
    if not form.validate() or why_not(form.kind, episode, on=clock.day_of(at, actor.time_zone)):
        raise NotFound
    pdf = handout_pdf(form.order, episode, by=actor, at=at)
    return pictures.page_answer(sha256_of(pdf), number, lambda: pdf)


@blueprint.route("/patients/<uuid:patient_id>/documents/diary", methods=["GET", "POST"])
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def diary(patient_id: UUID) -> ResponseReturnValue:
    patient = get_patient(patient_id)
    weeks = presenters.first_weeks(clock.today(current_actor().time_zone))
    form = DiaryForm(data=_usual(starts_on=weeks[0][0].isoformat()))
    form.offer(weeks)
    return _ordered(form, patient, get_open_episode(patient))


@blueprint.route("/patients/<uuid:patient_id>/documents/home-set-up", methods=["GET", "POST"])
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def home_set_up(patient_id: UUID) -> ResponseReturnValue:
    patient = get_patient(patient_id)
    return _ordered(HomeSheetForm(data=_usual()), patient, get_open_episode(patient))


@blueprint.route("/patients/<uuid:patient_id>/documents/checklist", methods=["GET", "POST"])
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def checklist(patient_id: UUID) -> ResponseReturnValue:
    patient = get_patient(patient_id)
    episode = _last_episode(patient)
    signed = {str(one.id): one for one in list_checklists(episode)}
    form = ChecklistForm(data=_usual())
    form.offer(presenters.checklist_choices(signed), {key: one.id for key, one in signed.items()})
    return _ordered(form, patient, episode)


@blueprint.route("/patients/<uuid:patient_id>/documents/test-sheet", methods=["GET", "POST"])
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def test_sheet(patient_id: UUID) -> ResponseReturnValue:
    patient = get_patient(patient_id)
    form = TestSheetForm(data=_usual())
    form.offer({found.code: found.name for found in list_recordable()})
    return _ordered(form, patient, get_open_episode(patient))


@blueprint.route("/patients/<uuid:patient_id>/documents/trends", methods=["GET", "POST"])
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def trends(patient_id: UUID) -> ResponseReturnValue:
    patient = get_patient(patient_id)
    today = clock.today(current_actor().time_zone)
    asked = RangeForm(request.args, today=today).window
    form = TrendsForm(data=_usual(since=asked.since, until=asked.until), today=today)
    return _ordered(form, patient, chosen_episode(patient, request.args.get("episode")))


@blueprint.route("/patients/<uuid:patient_id>/documents/<uuid:document_id>")
@permits(GET=SIGNED_IN)
def show(patient_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """The document itself, made again from what it said on the day of issue."""
    patient = get_patient(patient_id)
    document = queries.get_document(patient, document_id)
    pdf = pictures.pdf_of(document)
    if sha256_of(pdf) != document.sha256 and "laid-out-anew" not in request.args:
        return render_template("documents/laid_out_anew.html", patient=patient, document=document)
    response = make_response(pdf)
    response.mimetype = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{presenters.file_name(document)}"'
    return response


@blueprint.route("/patients/<uuid:patient_id>/documents/<uuid:document_id>/look")
@permits(GET=SIGNED_IN)
def look(patient_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """The page about a document: what it looks like, who issued it, what took its place."""
    actor = current_actor()
    patient = get_patient(patient_id)
    document = queries.get_document(patient, document_id)
    related = [document, *queries.list_related(document)]
    about = presenters.about(
        related,
        names_of(actor.clinic_id, {one.by_id for one in related}),
        today=clock.today(actor.time_zone),
        zone=actor.time_zone,
    )
    return render_template(
        "documents/look.html",
        patient=patient,
        document=document,
        about=about,
        pages=pictures.pages_of(document, patient_id),
    )


@blueprint.route("/patients/<uuid:patient_id>/documents/<uuid:document_id>/pages/<int:number>.png")
@permits(GET=SIGNED_IN)
def page(patient_id: UUID, document_id: UUID, number: int) -> ResponseReturnValue:
    document = queries.get_document(get_patient(patient_id), document_id)
    return pictures.page_answer(document.sha256, number, lambda: pictures.pdf_of(document))


def _ordered(
    form: OrderForm,
    patient: Patient,
    episode: Episode,
    *,
    is_looked_at: bool = False,
    **also: object,
) -> ResponseReturnValue:
    """Issues what the form orders and goes to the PDF; else the page that asks for it."""
    actor = current_actor()
    today = clock.today(actor.time_zone)
    refusal = why_not(form.kind, episode, on=today)

    if form.accepted() and not refusal and not is_looked_at:
        printed = actions.issue(
            form.order,
            episode,
            record_id=form.new_record_id,
            by=actor,
            at=clock.now(),
            today=today,
        )
        return redirect(
            url_for("documents.show", patient_id=patient.id, document_id=printed.record.id)
        )

    page = render_template(
        f"documents/{form.kind}.html", patient=patient, form=form, refusal=refusal, **also
    )
    is_refused = request.method == "POST" and (refusal or not is_looked_at)
    return page, 422 if is_refused else 200


def _usual(**also: object) -> dict[str, Any]:
    """What a form starts with: the clinic's paper."""
    return {"paper": get_clinic().paper, **also}


def _last_episode(patient: Patient) -> Episode:
    return latest_episode(patient) or get_open_episode(patient)


def _is_discharged(patient: Patient) -> bool:
    episode = latest_episode(patient)
    return episode is not None and discharge_of(episode) is not None
