from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from clinic import clock
from clinic.domain.episodes import EpisodeClosed
from clinic.domain.routines import RoutineState
from clinic.episodes.models import Episode
from clinic.episodes.queries import find_open_episode, get_episode, is_open, list_episodes
from clinic.patients.models import Patient
from clinic.patients.queries import get_patient
from clinic.routines import queries as routines
from clinic.session_logs import actions, desk, presenters, queries
from clinic.session_logs.forms import AmendmentForm
from clinic.session_logs.next_day import NextDayForm, is_owed, tell_pain_next_day
from clinic.session_logs.pages import log_page
from clinic.session_logs.week import monday_of, week_page
from clinic.web.access import CARE_TEAM, SIGNED_IN, current_actor, permits
from clinic.web.transactions import writes

blueprint = Blueprint("session_logs", __name__)

OK, CONFLICT, REFUSED = 200, 409, 422
STOPPED = "Saved. Training rests until a clinician has reviewed it."
STILL_RESTS = "Saved. Training rests until a clinician lets it go on."
FELL = "Saved with a fall. Training rests until a clinician has reviewed it."


@blueprint.record_once
def offer_counts(_state: BlueprintSetupState) -> None:
    """Routines ask how many sessions were done in clinic; they stand below and cannot look."""
    routines.clinic_sessions_come_from(queries.count_clinic_sessions)


@blueprint.route("/patients/<uuid:patient_id>/sessions")
@permits(GET=SIGNED_IN)
def list_all(patient_id: UUID) -> ResponseReturnValue:
    today = clock.today(current_actor().time_zone)
    patient = get_patient(patient_id)
    episodes = list_episodes(patient)
    episode = _asked_episode(episodes)
    page = log_page(patient, episode, number=request.args.get("page", 1, type=int))
    return render_template(
        "session_logs/list_all.html",
        patient=patient,
        rows=presenters.log_rows(page.logs, today=today),
        page=page,
        may_log=episode is not None and is_open(episode),
        episodes=presenters.episode_links(episodes, episode),
    )


@blueprint.route("/patients/<uuid:patient_id>/sessions/week")
@permits(GET=SIGNED_IN)
def week(patient_id: UUID) -> ResponseReturnValue:
    """Days and exercises of one week; any day of it is logged from here."""
    actor = current_actor()
    today = clock.today(actor.time_zone)
    patient = get_patient(patient_id)
    episode = _asked_episode(list_episodes(patient))
    page = None
    if episode is not None:
        monday = monday_of(min(desk.day_asked() or today, today))
        may_log = is_open(episode) and actor.may(CARE_TEAM)
        page = week_page(patient, episode, monday=monday, today=today, may_log=may_log)
    return render_template("session_logs/week.html", patient=patient, page=page)


@blueprint.route("/patients/<uuid:patient_id>/sessions/new", methods=["GET", "POST"])
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def new(patient_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    today = clock.today(actor.time_zone)
    patient = get_patient(patient_id)
    episode = _open_episode(patient)
    routine = desk.routine_numbered(episode, request.args.get("routine", type=int))
    if routine is None:
        page = render_template("session_logs/no_routine.html", patient=patient)
        return page, CONFLICT if request.method == "POST" else OK
    here = desk.open_desk(episode, routine, actor=actor)
    form = desk.new_form(here, today=today, day=desk.day_asked("day"))

    if form.accepted():
        entry = form.entry
        log = actions.record_log(
            episode, routine, entry, by=actor, at=clock.now(), record_id=form.new_record_id
        )
        if entry.fall is not None:
            flash(FELL, "refused")
        elif routines.state_of(routine, episode) is RoutineState.PAUSED:
            flash(STOPPED, "refused")
        if form.checked_before.data == "something_changed":
            return redirect(
                url_for("precautions.new", patient_id=patient.id, definition=queries.BEFORE_SESSION)
            )
        return redirect(url_for("session_logs.show", patient_id=patient.id, log_id=log.id))

    page = render_template(
        "session_logs/new.html",
        patient=patient,
        form=form,
        versions=presenters.version_links(routines.list_versions(episode), routine),
        **desk.page_of(here, today=today),
    )
    return page, REFUSED if form.errors else OK


@blueprint.route("/patients/<uuid:patient_id>/sessions/<uuid:log_id>")
@permits(GET=SIGNED_IN)
def show(patient_id: UUID, log_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    patient = get_patient(patient_id)
    log = queries.get_log(patient, log_id)
    episode = get_episode(log.episode_id)
    sheet = desk.sheet_of(log, episode, actor=actor, today=clock.today(actor.time_zone))
    return render_template(
        "session_logs/show.html",
        patient=patient,
        log=sheet,
        amendment=queries.find_amendment(log),
        before=log.supersedes_id,
        next_day=desk.next_day_question(log, today=clock.today(actor.time_zone)),
        episode_open=is_open(episode),
    )


@blueprint.route(
    "/patients/<uuid:patient_id>/sessions/<uuid:log_id>/amend", methods=["GET", "POST"]
)
@permits(GET=CARE_TEAM, POST=CARE_TEAM)
@writes
def amend(patient_id: UUID, log_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    today = clock.today(actor.time_zone)
    patient = get_patient(patient_id)
    log = queries.get_log(patient, log_id)
    newer = queries.find_amendment(log)
    if newer is not None:
        flash("This log was amended already. Here is how it stands.")
        return redirect(url_for("session_logs.show", patient_id=patient.id, log_id=newer.id))
    episode = get_episode(log.episode_id)
    if not is_open(episode):
        raise EpisodeClosed
    here = desk.open_desk(episode, desk.routine_of(log, episode), actor=actor)
    form = desk.amendment_form(log, here, AmendmentForm, today=today)

    if form.accepted():
        amended = actions.amend(
            log,
            episode,
            here.routine,
            form.entry,
            reason=form.amendment_reason.data or "",
            by=actor,
            at=clock.now(),
            record_id=form.new_record_id,
        )
        if routines.state_of(here.routine, episode) is RoutineState.PAUSED:
            flash(STILL_RESTS, "refused")
        return redirect(url_for("session_logs.show", patient_id=patient.id, log_id=amended.id))

    page = render_template(
        "session_logs/amend.html",
        patient=patient,
        form=form,
        log_id=log.id,
        **desk.page_of(here, today=today),
    )
    return page, REFUSED if form.errors else OK


@blueprint.route("/patients/<uuid:patient_id>/sessions/<uuid:log_id>/next-day", methods=["POST"])
@permits(POST=CARE_TEAM)
@writes
def tell_next_day(patient_id: UUID, log_id: UUID) -> ResponseReturnValue:
    actor = current_actor()
    patient = get_patient(patient_id)
    log = queries.get_log(patient, log_id)
    newer = queries.find_amendment(log)
    form = NextDayForm()
    if newer is not None or not is_owed(log, today=clock.today(actor.time_zone)):
        flash("This was told already, or the next day has not come yet.")
        shown = newer or log
    elif form.accepted():
        shown = tell_pain_next_day(
            log,
            get_episode(log.episode_id),
            form.pain.data,
            by=actor,
            at=clock.now(),
            record_id=form.new_record_id,
        )
        flash("Saved.")
    else:
        flash("Choose the pain, 0 to 10.", "caution")
        shown = log
    return redirect(url_for("session_logs.show", patient_id=patient.id, log_id=shown.id))


def _open_episode(patient: Patient) -> Episode:
    episode = find_open_episode(patient)
    if episode is None:
        raise EpisodeClosed
    return episode


def _asked_episode(episodes: list[Episode]) -> Episode | None:
    """The episode named in the address, or else the newest."""
    asked = request.args.get("episode")
    if asked is None:
        return next(iter(episodes), None)
    for episode in episodes:
        if str(episode.id) == asked:
            return episode
    raise NotFound
