"""The page of one person's own limits."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from clinic import clock, phrasing
from clinic.clock import day_of
from clinic.domain.episodes import EpisodeClosed
from clinic.domain.own_limits import LIMIT_NAMES
from clinic.episodes import queries as episodes
from clinic.patients import queries as patients
from clinic.precautions import own_limits
from clinic.precautions.limit_forms import LimitsForm
from clinic.precautions.limit_words import agreed_words, limit_hint, limit_lines, own_words
from clinic.precautions.models import PersonalLimits
from clinic.web.access import CLINICIANS, SIGNED_IN, current_actor, permits
from clinic.web.transactions import writes

blueprint = Blueprint("own_limits", __name__)

OK, REFUSED = 200, 422
NONE_SET = "the general limits"


@blueprint.route("/patients/<uuid:patient_id>/limits", methods=["GET", "POST"])
@permits(GET=SIGNED_IN, POST=CLINICIANS)
@writes
def show(patient_id: UUID) -> ResponseReturnValue:
    """What holds, since when and why; a clinician sets it here."""
    actor = current_actor()
    today = clock.today(actor.time_zone)
    patient = patients.get_patient(patient_id)
    episode = episodes.latest_episode(patient)
    if episode is None:
        raise NotFound
    rows = own_limits.list_limits(episode)
    current = own_limits.find_limits(episode)
    own = own_limits.own_limits(current)
    held = {name: int(value) for name, value in own.vitals.items()}
    form = LimitsForm(today=today, data=held | {"effort_max": current and current.effort_max})
    if form.is_submitted() and not episodes.is_open(episode):
        raise EpisodeClosed
    if form.accepted():
        own_limits.set_limits(
            episode,
            form.own,
            form.agreement,
            record_id=form.new_record_id,
            by=actor,
            at=clock.now(),
        )
        flash("Saved. From now on these limits hold.")
        return redirect(url_for(".show", patient_id=patient.id))
    names = episodes.names_of(actor.clinic_id, {row.by_id for row in rows})
    page = render_template(
        "precautions/limits.html",
        patient=patient,
        form=form,
        lines=limit_lines(own),
        agreed=agreed_words(current) if current else "",
        history=[_line(row, names.get(row.by_id, ""), actor.time_zone) for row in rows],
        hints={name: limit_hint(name) for name in (*LIMIT_NAMES, "effort_max")},
        is_open=episodes.is_open(episode),
    )
    return page, REFUSED if form.errors else OK


def _line(row: PersonalLimits, who: str, zone: str) -> tuple[str, str, str]:
    """When and by whom, what was set, and who agreed."""
    signed = ", ".join(filter(None, (phrasing.long_date(day_of(row.at, zone)), who)))
    told = own_words(own_limits.own_limits(row)) or NONE_SET
    return signed, phrasing.capitalised(told), agreed_words(row)
