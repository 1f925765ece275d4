"""The versions of a routine beside one another."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from clinic import clock
from clinic.episodes import queries as episodes
from clinic.patients import queries as patients
from clinic.routines import queries
from clinic.routines.comparison import compare_versions
from clinic.web.access import SIGNED_IN, current_actor, permits

blueprint = Blueprint("routine_versions", __name__)


@blueprint.route("/patients/<uuid:patient_id>/routine/compare")
@permits(GET=SIGNED_IN)
def compare(patient_id: UUID) -> ResponseReturnValue:
    """Two versions, the earlier at the left; without numbers, the last two."""
    patient = patients.get_patient(patient_id)
    episode = episodes.latest_episode(patient)
    versions = queries.list_versions(episode) if episode else []
    if len(versions) < 2:  # noqa: PLR2004 - a comparison takes two
        return redirect(url_for("routines.show", patient_id=patient_id))
    by_number = {version.number: version for version in versions}
    asked = sorted(
        request.args.get(name, default.number, type=int)
        for name, default in (("earlier", versions[1]), ("later", versions[0]))
    )
    if not set(asked) <= set(by_number):
        raise NotFound
    earlier, later = (by_number[number] for number in asked)
    return render_template(
        "routines/compare.html",
        patient=patient,
        found=compare_versions(
            (earlier, queries.plan_of(earlier)),
            (later, queries.plan_of(later)),
            today=clock.today(current_actor().time_zone),
        ),
        numbers=sorted(by_number, reverse=True),
        asked=asked,
    )
