"""Print for many: choose, ask, watch, fetch."""

from typing import Any
from uuid import UUID

from flask import (
    Blueprint,
    jsonify,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from clinic import clock
from clinic.audit.journal import note_looks
from clinic.documents import job_actions, job_files, job_presenters, job_queries, presenters
from clinic.documents.job_forms import PrintJobForm, ids_in
from clinic.documents.jobs import MOST_AT_ONCE, MOST_PATIENTS, Binding, Progress
from clinic.documents.models import PrintJob
from clinic.documents.press_room import wake_after_this_request
from clinic.documents.words import LANGUAGE_WORDS
from clinic.episodes.models import Episode
from clinic.organisation.queries import get_clinic
from clinic.patients.models import Patient
from clinic.web.access import CARE_TEAM, current_actor, permits
from clinic.web.transactions import writes

blueprint = Blueprint("print_jobs", __name__)

NOBODY = "Tick at least one patient with an open episode."
TOO_MANY = f"Tick at most {MOST_PATIENTS} patients."


@blueprint.route("/print")
@permits(GET=CARE_TEAM)
def list_all() -> ResponseReturnValue:
    """The print jobs that one asked for."""
    jobs = job_queries.list_jobs(by=current_actor())
    progress = job_queries.progress_of([job.id for job in jobs])
    pages = [_page(job, progress) for job in jobs]
    return render_template(
        "documents/print_jobs.html", jobs=pages, languages=LANGUAGE_WORDS.items()
    )


@blueprint.route("/print/new", methods=["POST"])
@permits(POST=CARE_TEAM)
def choose() -> ResponseReturnValue:
    """Who was ticked on the caseload, and what is to be printed for them."""
    chosen = job_queries.list_chosen(ids_in(request.form.getlist("episode")))
    problem = _problem_with(chosen)
    return _choice(_form({}), chosen, problem), 422 if problem else 200


@blueprint.route("/print", methods=["POST"])
@permits(POST=CARE_TEAM)
@writes
def create() -> ResponseReturnValue:
    """Asks for it."""
    actor = current_actor()
    chosen = job_queries.list_chosen(ids_in(request.form.getlist("episode")))
    form = _form({})
    problem = _problem_with(chosen)
    if not form.accepted() or problem:
        return _choice(form, chosen, problem), 422
    job = job_actions.request_job(
        form.order,
        [episode for episode, _ in chosen],
        binding=form.bound_as,
        record_id=form.new_record_id,
        by=actor,
        at=clock.now(),
    )
    wake_after_this_request()
    return redirect(url_for("print_jobs.show", job_id=job.id))


@blueprint.route("/print/<uuid:job_id>")
@permits(GET=CARE_TEAM)
def show(job_id: UUID) -> ResponseReturnValue:
    """How far it has come; the file, when it is ready."""
    job = job_queries.get_job(job_id, by=current_actor())
    return render_template(
        "documents/print_job.html",
        job=_page(job, job_queries.progress_of([job.id])),
        failures=job_presenters.failure_rows(job_queries.list_failures(job)),
    )


@blueprint.route("/print/<uuid:job_id>/progress")
@permits(GET=CARE_TEAM)
def progress(job_id: UUID) -> ResponseReturnValue:
    """The same in numbers, for the script that moves the bar."""
    job = job_queries.get_job(job_id, by=current_actor())
    page = _page(job, job_queries.progress_of([job.id]))
    return jsonify(
        done=page.done,
        total=page.total,
        heading=page.heading,
        told=page.told,
        underWay=page.is_under_way,
    )


@blueprint.route("/print/<uuid:job_id>/cancel", methods=["POST"])
@permits(POST=CARE_TEAM)
@writes
def cancel(job_id: UUID) -> ResponseReturnValue:
    """Stops it where it is."""
    actor = current_actor()
    job = job_queries.get_job(job_id, by=actor)
    job_actions.cancel_job(job, by=actor, at=clock.now())
    return redirect(url_for("print_jobs.show", job_id=job_id))


@blueprint.route("/print/<uuid:job_id>/file")
@permits(GET=CARE_TEAM)
def file(job_id: UUID) -> ResponseReturnValue:
    """The finished file; every patient in it is a look in the access journal."""
    job = job_queries.get_job(job_id, by=current_actor())
    path = job_files.result_file(job.id, Binding(job.binding))
    if not _page(job, job_queries.progress_of([job.id])).has_file or not path.is_file():
        raise NotFound
    note_looks((one.patient_id, one.document_id) for one in job_queries.list_made(job.id))
    return send_file(
        path,
        mimetype="application/pdf" if job.binding == Binding.PDF else "application/zip",
        as_attachment=job.binding == Binding.ZIP,
        download_name=job_presenters.result_name(job),
        etag=False,
        conditional=False,
    )


def _form(data: dict[str, Any]) -> PrintJobForm:
    actor = current_actor()
    weeks = presenters.first_weeks(clock.today(actor.time_zone))
    usual = {
        "paper": get_clinic().paper,
        "binding": Binding.PDF,
        "starts_on": weeks[0][0].isoformat(),
        **data,
    }
    form = PrintJobForm(data=usual)
    form.offer(weeks, to=actor)
    return form


def _choice(form: PrintJobForm, chosen: list[tuple[Episode, Patient]], problem: str) -> str:
    return render_template(
        "documents/print_choice.html",
        form=form,
        people=[
            (episode.id, f"{patient.given_name} {patient.family_name}", patient.record_number)
            for episode, patient in chosen
        ],
        problem=problem,
    )


def _problem_with(chosen: list[tuple[Episode, Patient]]) -> str:
    if not chosen:
        return NOBODY
    if job_queries.count_unfinished(by=current_actor()) >= MOST_AT_ONCE:
        return job_actions.TOO_BUSY
    return TOO_MANY if len(chosen) > MOST_PATIENTS else ""


def _page(job: PrintJob, progress: dict[UUID, Progress]) -> job_presenters.JobPage:
    zone = current_actor().time_zone
    return job_presenters.job_page(
        job, progress[job.id], at=clock.now(), today=clock.today(zone), zone=zone
    )
