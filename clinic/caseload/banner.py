"""The banner over every page about one person. Read when its layout asks for it, and only then."""

from flask import request, url_for
from werkzeug.routing import BuildError

from clinic import clock
from clinic.caseload import queries
from clinic.caseload.presenters import BannerFacts, BannerLink, PatientBanner, present_banner
from clinic.episodes import queries as episodes
from clinic.patients.models import Patient
from clinic.risk import queries as risk
from clinic.web.access import current_actor

# The pages of one person, in the order of care: words, endpoint.
PAGES = (
    ("Overview", "caseload.patient"),
    ("Measurements", "assessments.list_all"),
    ("Screen", "precautions.list_all"),
    ("Fall risk", "risk.show"),
    ("Routine", "routines.show"),
    ("Session logs", "session_logs.list_all"),
    ("Falls", "falls.list_all"),
    ("Progress", "progress.show"),
    ("Documents", "documents.list_all"),
)


def patient_banner(patient: Patient) -> PatientBanner:
    """For the layout `_layout/patient.html`."""
    episode = episodes.latest_episode(patient)
    discharge = episodes.discharge_of(episode) if episode else None
    routine = queries.routines_in_force([episode.id]).get(episode.id) if episode else None
    facts = BannerFacts(
        patient=patient,
        url=url_for("caseload.patient", patient_id=patient.id),
        today=clock.today(current_actor().time_zone),
        level=routine.level if routine else None,
        stratum=risk.current_stratum(episode) if episode else None,
        discharged_on=discharge.discharged_on if discharge else None,
        links=tuple(_links(patient)),
    )
    return present_banner(facts)


def _links(patient: Patient) -> list[BannerLink]:
    here = (request.endpoint or "").partition(".")[0]
    found = []
    for words, endpoint in PAGES:
        try:
            url = url_for(endpoint, patient_id=patient.id)
        except BuildError:
            continue
        found.append(BannerLink(words=words, url=url, current=endpoint.partition(".")[0] == here))
    return found
