from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from clinic import clock
from clinic.domain.episodes import EpisodeClosed
from clinic.domain.risk import FallsAnswers, stratify
from clinic.episodes import queries as episodes
from clinic.episodes import telling
from clinic.episodes.actions import enrol as enrol_patient
from clinic.episodes.models import Episode
from clinic.falls import queries as falls
from clinic.ids import new_id
from clinic.patients import presenters as people
from clinic.patients import queries as patients
from clinic.patients.actions import register
from clinic.patients.models import Patient
from clinic.risk import actions, presenters, queries
from clinic.risk.forms import EnrolForm, FallsHistoryForm
from clinic.risk.history_rows import recorded_rows
from clinic.risk.measures import refused_since
from clinic.risk.models import FallsHistory
from clinic.web.access import CARE_TEAM, CLINICIANS, SIGNED_IN, Actor, current_actor, permits
from clinic.web.transactions import writes

blueprint = Blueprint("risk", __name__)

OK, REFUSED = 200, 422


@blueprint.record_once
def listen(_state: BlueprintSetupState) -> None:
    """Measures, falls and the clinic's lines stand below: they tell when a risk may be another."""
    telling.listen_for_risk(actions.recompute)
    telling.listen_for_lines(actions.recompute_all)


@blueprint.route("/patients/new", methods=["GET", "POST"])
@permits(GET=CLINICIANS, POST=CLINICIANS)
@writes
def enrol() -> ResponseReturnValue:
    actor = current_actor()
    form = _enrol_form(actor)
    only_shown = "show_stratum" in request.form
    known: list[people.KnownPerson] = []

    if not only_shown and form.accepted():
        duplicates = patients.possible_duplicates(form.details)
        if form.stands_apart_from(duplicates):
            patient = _enrol(form, by=actor)
            flash(f"{people.name(patient)} is enrolled. Answer the clinical screen next.")
            return redirect(
                url_for("precautions.new", patient_id=patient.id, definition="clinical_screen")
            )
        known = people.known_people(duplicates, form.details, today=form.today)

    page = render_template(
        "risk/enrol.html",
        form=form,
        known=known,
        stratum=_stratum_so_far(form.answers),
    )
    return page, OK if only_shown or request.method == "GET" else REFUSED


@blueprint.route("/patients/new/stratum", methods=["POST"])
@permits(POST=CLINICIANS)
def preview_new() -> ResponseReturnValue:
    """The stratum as the enrolment is filled in. Stores nothing."""
    form = _enrol_form(current_actor())
    return render_template("risk/_stratum.html", stratum=_stratum_so_far(form.answers))


@blueprint.route("/patients/<uuid:patient_id>/risk", methods=["GET", "POST"])
@permits(GET=SIGNED_IN, POST=CARE_TEAM)
@writes
def show(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    patient = patients.get_patient(patient_id)
    episode = episodes.latest_episode(patient)
    if episode is None:
        raise EpisodeClosed
    form = FallsHistoryForm()
    if form.accepted():
        actions.record_falls_history(
            episode,
            form.answers,
            taken_on=clock.today(actor.time_zone),
            record_id=form.new_record_id,
            by=actor,
            at=clock.now(),
        )
        flash("The falls history is taken anew.")
        return redirect(url_for(".show", patient_id=patient_id))
    page = render_template(
        "risk/show.html",
        patient=patient,
        form=form,
        so_far=_stratum_so_far(form.answers, episode),
        **_what_is_known(episode, patient, actor),
    )
    return page, REFUSED if request.method == "POST" else OK


@blueprint.route("/patients/<uuid:patient_id>/risk/stratum", methods=["POST"])
@permits(POST=CARE_TEAM)
def preview(patient_id: UUID) -> ResponseReturnValue:
    """The stratum as a history is taken anew. Stores nothing."""
    episode = episodes.latest_episode(patients.get_patient(patient_id))
    stratum = _stratum_so_far(FallsHistoryForm().answers, episode)
    return render_template("risk/_stratum.html", stratum=stratum)


@blueprint.route("/patients/<uuid:patient_id>/risk/record", methods=["POST"])
@permits(POST=CARE_TEAM)
@writes
def record(patient_id: UUID) -> ResponseReturnValue:
    """Keeps the stratum as it follows now, after a walking test was done."""
    episode = episodes.find_open_episode(patients.get_patient(patient_id))
    if episode is None or queries.find_falls_history(episode) is None:
        raise EpisodeClosed
    actions.record_stratum(episode, by=current_actor(), at=clock.now())
    return redirect(url_for(".show", patient_id=patient_id))


def _enrol_form(actor: Actor) -> EnrolForm:
    form = EnrolForm(today=clock.today(actor.time_zone))
    form.offer_responsible(
        {c.id: c.name for c in episodes.list_responsible(actor.clinic_id, at=clock.now())},
        suggested=actor.clinician_id,
    )
    if not form.is_submitted():
        form.language.data = actor.language
        form.record_number.data = patients.suggested_record_number(actor.clinic_name)
    return form


def _enrol(form: EnrolForm, *, by: Actor) -> Patient:
    at = clock.now()
    patient = register(form.details, by=by, at=at, record_id=form.new_record_id)
    episode = enrol_patient(patient, form.enrolment, by=by, at=at)
    actions.record_falls_history(
        episode, form.answers, taken_on=form.today, record_id=new_id(), by=by, at=at
    )
    return patient


def _stratum_so_far(
    answers: FallsAnswers, episode: Episode | None = None
) -> presenters.StratumWords:
    return presenters.present_stratum(stratify(queries.inputs_so_far(answers, episode)))


def _what_is_known(episode: Episode, patient: Patient, actor: Actor) -> dict[str, object]:
    history = queries.find_falls_history(episode)
    stratum = queries.current_stratum(episode)
    recorded = queries.list_recorded_strata(episode)
    taken = queries.latest_measures(episode)
    measured = presenters.measured_words(taken, refused_since(episode.id, taken))
    in_record = falls.falls_in_12_months(patient, clock.today(actor.time_zone))
    answers = queries.answers_of(history) if history else None
    return {
        "is_open": episodes.is_open(episode),
        "stratum": presenters.present_stratum(stratum) if stratum else None,
        "changed": bool(
            stratum and recorded and (stratum.would_be or stratum.risk) is not recorded[0].risk
        ),
        "taken": presenters.taken_words(history, _name(history, actor)) if history else "",
        "answers": presenters.answers_in_words(answers, measured) if answers else (),
        "difference": presenters.record_differs(in_record, answers),
        "rows": recorded_rows(
            recorded,
            episodes.names_of(actor.clinic_id, {row.by_id for row in recorded}),
            amended=queries.amended_entries(episode, recorded),
            zone=ZoneInfo(actor.time_zone),
        ),
    }


def _name(history: FallsHistory, actor: Actor) -> str:
    return episodes.names_of(actor.clinic_id, {history.by_id})[history.by_id]
