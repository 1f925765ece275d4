from uuid import UUID

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from clinic import clock
from clinic.episodes import queries as episodes
from clinic.episodes.models import Episode
from clinic.patients import queries as patients
from clinic.patients.models import Patient
from clinic.trends import pages, spreadsheet
from clinic.trends.episode_words import episode_choices
from clinic.trends.forms import RangeForm
from clinic.trends.queries import chosen_episode
from clinic.web.access import SIGNED_IN, current_actor, permits

blueprint = Blueprint("trends", __name__)

OK, REFUSED = 200, 422


@blueprint.route("/patients/<uuid:patient_id>/trends")
@permits(GET=SIGNED_IN)
def show(patient_id: UUID) -> ResponseReturnValue:
    patient = patients.get_patient(patient_id)
    episode = chosen_episode(patient, request.args.get("episode"))
    return _page(patient, episode, _form(patient, episode))


@blueprint.route("/patients/<uuid:patient_id>/trends.csv")
@permits(GET=SIGNED_IN)
def download(patient_id: UUID) -> ResponseReturnValue:
    patient = patients.get_patient(patient_id)
    episode = chosen_episode(patient, request.args.get("episode"))
    form = _form(patient, episode)
    if not form.validate():
        return _page(patient, episode, form)
    today = clock.today(current_actor().time_zone)
    found = pages.gather(
        episode, today=today, window=form.window, discharge=episodes.discharge_of(episode)
    )
    written = spreadsheet.write(found.all_series, found.mdc_profiles, window=found.window)
    response = make_response(written)
    response.mimetype = "text/csv"
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{spreadsheet.file_name(written)}"'
    )
    return response


def _page(patient: Patient, episode: Episode, form: RangeForm) -> ResponseReturnValue:
    """The page; where the days cannot be, the form alone with what was typed."""
    today = clock.today(current_actor().time_zone)
    discharge = episodes.discharge_of(episode)
    accepted = form.validate()
    page = None
    if accepted:
        found = pages.gather(episode, today=today, window=form.window, discharge=discharge)
        page = pages.present(found, today=today)
    answer = render_template(
        "trends/show.html",
        patient=patient,
        page=page,
        form=form,
        is_open=discharge is None,
    )
    return answer, OK if accepted else REFUSED


def _form(patient: Patient, episode: Episode) -> RangeForm:
    form = RangeForm(request.args, today=clock.today(current_actor().time_zone))
    every = episodes.list_episodes(patient)
    closed = episodes.discharges_of([one.id for one in every])
    form.offer(episode_choices(every, closed), episode.id)
    return form
