"""Paper for the gym: the programme for the wall, the class list for the clipboard."""

from flask import Blueprint, Response, make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from clinic import clock
from clinic.documents import job_queries
from clinic.documents.gym_actions import (
    MOST_IN_A_CLASS,
    class_list_pdf,
    note_class_list,
    wall_pdf,
)
from clinic.documents.job_forms import ids_in
from clinic.documents.printing import PAPERS
from clinic.documents.words import LANGUAGE_WORDS
from clinic.organisation.queries import get_clinic
from clinic.web.access import CARE_TEAM, current_actor, permits
from clinic.web.transactions import writes
from reports.theme import Paper

blueprint = Blueprint("gym", __name__)


@blueprint.route("/print/programme")
@permits(GET=CARE_TEAM)
def programme() -> ResponseReturnValue:
    """The programme for the wall. It names nobody, so nothing is kept of it."""
    language = request.args.get("language", "en")
    if language not in LANGUAGE_WORDS:
        raise BadRequest("The programme is printed in the languages of the handout.")
    today = clock.today(current_actor().time_zone)
    return _file(wall_pdf(language, _paper(), on=today), "programme")


@blueprint.route("/print/class-list", methods=["POST"])
@permits(POST=CARE_TEAM)
@writes
def class_list() -> ResponseReturnValue:
    """One list of those who were ticked. Each of them is noted: the list leaves the house."""
    actor = current_actor()
    chosen = job_queries.list_chosen(ids_in(request.form.getlist("episode")))
    if not chosen:
        raise BadRequest("Tick at least one patient with an open episode.")
    if len(chosen) > MOST_IN_A_CLASS:
        raise BadRequest(f"A class list holds {MOST_IN_A_CLASS} people. Tick fewer.")
    pdf = class_list_pdf(chosen, _paper(), on=clock.today(actor.time_zone))
    note_class_list(chosen, by=actor, at=clock.now())
    return _file(pdf, "class-list")


def _paper() -> Paper:
    wanted = request.values.get("paper") or get_clinic().paper
    return PAPERS.get(wanted, Paper.A4)


def _file(pdf: bytes, name: str) -> Response:
    response = make_response(pdf)
    response.content_type = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response
