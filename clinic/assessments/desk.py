"""At the desk: who measures whom today, and the form and page of the test in hand."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import abort, request

from clinic import clock
from clinic.assessments import queries
from clinic.assessments.battery import (
    OpenVisit,
    OthersVisit,
    TakenOver,
    Visit,
    kept_words,
    open_visit,
    others_visit,
    taken_over,
    visit_named,
    visit_of_own,
)
from clinic.assessments.forms import MeasureForm, carried, form_class
from clinic.assessments.models import VisitDraft
from clinic.assessments.own_batteries import find_own_battery
from clinic.assessments.permissions import groups_to_fill
from clinic.assessments.presenters import MeasurePage, present_measure
from clinic.assessments.results import responses_of
from clinic.assessments.running import RunningFacts, RunningResult, present_running
from clinic.assessments.visit_drafts import Typed, find_draft, typed_before
from clinic.assessments.visit_takeovers import drafts_of_others, taken_from
from clinic.catalogue.instrument_definitions import get_instrument
from clinic.catalogue.loading import UnknownDefinition
from clinic.domain.ages import completed_years
from clinic.domain.episodes import EpisodeClosed
from clinic.domain.instruments import Instrument
from clinic.domain.interpretation import Person
from clinic.domain.series import may_be_second_baseline
from clinic.episodes import queries as episodes
from clinic.episodes.models import Episode
from clinic.patients.models import Patient
from clinic.patients.queries import get_patient
from clinic.web.access import Actor, current_actor


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """Who measures whom, in which episode, today."""

    actor: Actor
    today: date
    patient: Patient
    episode: Episode


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What was typed and not saved, and when it was kept, in words; both empty without any."""

    typed: Typed = ()
    words: str = ""


def desk_of(patient_id: UUID) -> Desk:
    """The desk of a patient in an open episode.

    Raises:
        EpisodeClosed: there is none.
    """
    actor = current_actor()
    patient = get_patient(patient_id)
    episode = episodes.find_open_episode(patient)
    if episode is None:
        raise EpisodeClosed
    return Desk(actor=actor, today=clock.today(actor.time_zone), patient=patient, episode=episode)


def instrument_named(code: str) -> Instrument:
    """The instrument of an address; a 404 for one that is not recorded on a form."""
    try:
        instrument = get_instrument(code)
    except UnknownDefinition:
        abort(404)
    if instrument.computed_by:
        abort(404)
    return instrument


def visit_with(instrument: Instrument) -> Visit:
    """The visit of this request, which holds the instrument in hand."""
    return visit_of_code(request.args.get("visit"), instrument)


def visit_of_code(code: str | None, instrument: Instrument) -> Visit:
    """The visit that addresses name so: a battery of the clinic's own, a defined one, or tests."""
    own = find_own_battery(code or "")
    if own is not None and instrument.code in own.instruments:
        return visit_of_own(own)
    return visit_named(code, with_test=instrument.code)


def open_visit_of(patient_id: UUID, *, by: Actor, today: date) -> OpenVisit | None:
    """The visit that a clinician began today and did not end."""
    draft = find_draft(patient_id, by=by, today=today)
    return _begun(draft, by=by) if draft is not None else None


def others_visits_of(patient_id: UUID, *, by: Actor, today: date) -> tuple[OthersVisit, ...]:
    """The visits that colleagues began today and did not end."""
    drafts = drafts_of_others(patient_id, by=by, today=today)
    names = episodes.names_of(by.clinic_id, {one.by_id for one in drafts}) if drafts else {}
    return tuple(others_visit(one.id, names[one.by_id], _begun(one, by=by)) for one in drafts)


def taken_over_since(desk: Desk, since: datetime, *, settled_by: str = "") -> TakenOver | None:
    """The colleague who went on with one's visit since a moment.

    Args:
        desk: who measures whom.
        since: when the page was opened.
        settled_by: the takeover that is known and saved over all the same, as a form sends it.
    """
    found = taken_from(desk.patient.id, by=desk.actor, since=since)
    if found is None:
        return None
    return taken_over(
        found.id,
        episodes.names_of(desk.actor.clinic_id, {found.by_id})[found.by_id],
        found.at.astimezone(ZoneInfo(desk.actor.time_zone)),
        settled=settled_by == str(found.id),
    )


def _begun(draft: VisitDraft, *, by: Actor) -> OpenVisit:
    instrument = instrument_named(draft.instrument_code)
    return open_visit(
        visit_of_code(draft.visit, instrument),
        instrument,
        kept_at=draft.kept_at.astimezone(ZoneInfo(by.time_zone)),
        has_typed=bool(draft.typed),
    )


def kept_of(desk: Desk, instrument: Instrument) -> Kept:
    """What was typed for a test today and not saved."""
    draft = find_draft(desk.patient.id, by=desk.actor, today=desk.today)
    typed = typed_before(draft, instrument.code)
    if draft is None or not typed:
        return Kept()
    at = draft.kept_at.astimezone(ZoneInfo(desk.actor.time_zone))
    return Kept(typed=typed, words=kept_words(at))


def new_form(desk: Desk, instrument: Instrument, *, typed: Typed = ()) -> MeasureForm:
    """The form of an instrument, with what was kept of it, else what is carried over."""
    last = queries.latest_by_instrument(desk.episode).get(instrument.code)
    before = responses_of(last) if last is not None else None
    permitted = queries.find_permission(instrument.code) is not None
    groups = groups_to_fill(instrument, permitted=permitted)
    today = carried(instrument, today=desk.today, last=before)
    form = form_class(MeasureForm, instrument, groups)(
        today=desk.today,
        enrolled_on=desk.episode.enrolled_on,
        data=today | _from_this_visit(desk, instrument),
        typed=typed if request.method == "GET" else (),
    )
    series = queries.read_series(desk.episode, instrument.code)
    if instrument.gives_band_only or not may_be_second_baseline(series, desk.today):
        del form.second_baseline
    return form


def _from_this_visit(desk: Desk, instrument: Instrument) -> dict[str, object]:
    """The time of one task, when it was taken today, stands beside that of two."""
    single = queries.taken_on(desk.episode, desk.today).get("tug")
    if instrument.code != "tug_cog" or single is None:
        return {}
    return {"tug_s_1": single.score_value}


def measure_page(desk: Desk, instrument: Instrument, form: MeasureForm) -> MeasurePage:
    """The page round the form."""
    return present_measure(
        instrument,
        queries.read_series(desk.episode, instrument.code),
        queries.latest_by_instrument(desk.episode).get(instrument.code),
        groups=form.groups,
        today=desk.today,
    )


def running_result(desk: Desk, instrument: Instrument, form: MeasureForm) -> RunningResult:
    """What was typed so far means."""
    last = queries.latest_by_instrument(desk.episode).get(instrument.code)
    typed = form.assessed_on.data or desk.today
    on = typed if desk.episode.enrolled_on <= typed <= desk.today else desk.today
    age = completed_years(desk.patient.birth_date, on)
    return present_running(
        form.responses,
        RunningFacts(
            before=queries.read_series(desk.episode, instrument.code),
            last=responses_of(last) if last is not None else None,
            person=Person(age_years=age, sex=desk.patient.sex),
            profiles=queries.profiles_of(instrument.code),
            on=on,
            today=desk.today,
        ),
    )
