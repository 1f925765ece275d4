"""The banner over every page about one person. Read when its layout asks for it, and only then."""

from collections.abc import Iterator
from datetime import date

from flask import request, url_for

from clinic import clock
from clinic.caseload import queries
from clinic.caseload.banner_words import BannerFacts, BannerLink, PatientBanner, present_banner
from clinic.caseload.cases import Case, Standing
from clinic.caseload.standings import standings_of
from clinic.domain.risk import RiskStratum
from clinic.domain.routines import StopKind
from clinic.episodes import queries as episodes
from clinic.episodes.models import Discharge
from clinic.patients.models import Patient
from clinic.precautions import queries as precautions
from clinic.precautions.limit_words import own_words
from clinic.precautions.own_limits import find_limits, own_limits
from clinic.risk import queries as risk
from clinic.routines import queries as routines
from clinic.web.access import current_actor

# The pages of one person, in the order of care: words, endpoint.
PAGES = (
    ("Overview", "caseload.patient"),
    ("Fall risk", "risk.show"),
    ("Screen", "precautions.list_all"),
    ("Measurements", "assessments.list_all"),
    ("Routine", "routines.show"),
    ("Session logs", "session_logs.list_all"),
    ("Falls", "falls.list_all"),
    ("Progress", "progress.show"),
    ("Trends", "trends.show"),
    ("Documents", "documents.list_all"),
)


# Features whose pages belong to one of these.
UNDER = {
    "own_limits": "precautions",
    "same_day_checks": "precautions",
    "event_withdrawals": "falls",
    "reports": "documents",
}


def patient_banner(patient: Patient) -> PatientBanner:
    """For the layout `_layout/patient.html`."""
    today = clock.today(current_actor().time_zone)
    facts = banner_facts(patient, today=today)
    episode = episodes.latest_episode(patient)
    if episode is None:
        return present_banner(facts)
    events = queries.open_events([episode.id])[episode.id]
    strata = risk.current_strata([episode])
    standing = standings_of([episode.id], awaiting_review=[episode.id] if events else [])
    return present_banner(
        facts,
        standing=standing[episode.id],
        events=events,
        clearance=precautions.current_clearance(episode, today=today, strata=strata),
        stratum=strata.get(episode.id),
        discharge=episodes.discharge_of(episode),
        own_limits=own_words(own_limits(find_limits(episode))),
        paused_for=_paused_for(standing[episode.id]),
    )


def banner_of(
    case: Case, stratum: RiskStratum | None, discharge: Discharge | None, *, today: date
) -> PatientBanner:
    """The same for a page that has read its patient's case already."""
    return present_banner(
        banner_facts(case.patient, today=today),
        standing=case.standing,
        events=case.events,
        clearance=case.clearance,
        stratum=stratum,
        discharge=discharge,
        own_limits=own_words(own_limits(find_limits(case.episode))),
        paused_for=_paused_for(case.standing),
    )


def _paused_for(standing: Standing) -> str:
    """The first sentence of why the routine was paused; empty when an event pauses it."""
    if not standing.paused or standing.routine is None:
        return ""
    stops = routines.list_stops(standing.routine)
    if not stops or stops[-1].kind is not StopKind.PAUSE:
        return ""
    return stops[-1].reason.split(". ", maxsplit=1)[0].rstrip(".")


def banner_facts(patient: Patient, *, today: date) -> BannerFacts:
    """What the banner shows of anybody, with the ways to the other pages."""
    return BannerFacts(
        patient=patient,
        url=url_for("caseload.patient", patient_id=patient.id),
        today=today,
        links=tuple(_links(patient)),
    )


def _links(patient: Patient) -> Iterator[BannerLink]:
    feature = (request.endpoint or "").partition(".")[0]
    here = UNDER.get(feature, feature)
    for words, endpoint in PAGES:
        yield BannerLink(
            words=words,
            url=url_for(endpoint, patient_id=patient.id),
            current=endpoint.partition(".")[0] == here,
        )
