"""A GET writes nothing; a POST is one transaction."""

from decimal import Decimal

import sqlalchemy as sa

from clinic.assessments.actions import record_assessment
from clinic.assessments.results import Entry
from clinic.catalogue.instrument_definitions import get_instrument
from clinic.db import db, enter_clinic, writing
from clinic.domain.responses import Responses
from clinic.episodes.queries import get_open_episode
from clinic.ids import new_id
from clinic.patients.queries import get_patient
from clinic.precautions.models import Checklist
from tests.architecture.site import METHODS, routes
from tests.factories import MORNING, make_clinician, signed_in
from tests.routines.cases import commit_ready

# Who looked, and that a session is alive: written beside the request, not by it.
BESIDE = frozenset({"access_entry", "sign_in_session"})

# Views that commit by themselves or store nothing at all, each with its reason.
OWN_TRANSACTION: dict[str, str] = {
    "accounts.change_password": "hashes before it takes the write lock",
    "accounts.choose_clinic": "begins in no clinic and ends in one",
    "accounts.enter_code": "counts the try whatever comes of it",
    "accounts.remove_second_factor": "hashes before it takes the write lock",
    "accounts.renew_recovery_codes": "hashes before it takes the write lock",
    "accounts.set_up": "hashes before it takes the write lock",
    "accounts.set_up_second_factor": "hashes before it takes the write lock",
    "accounts.sign_in": "hashes before it takes the write lock",
    "accounts.welcome": "hashes before it takes the write lock",
    "assessments.preview": "computes what the numbers typed so far mean, likewise",
    "caseload.search": "only seals what is sought, so that no name stands in an address",
    "visit_drafts.keep": "no record: its form's id belongs to what is saved later",
    "visit_drafts.discard": "no record, likewise",
    "precautions.preview": "computes the result so far; answers are no matter for an address",
    "print_jobs.choose": "names those ticked; nothing is asked for yet",
    "risk.preview": "computes the stratum so far, likewise",
    "risk.preview_new": "computes the stratum so far, likewise",
}


def is_writing(app, endpoint):
    return getattr(app.view_functions[endpoint], "is_writing", False)


def test_no_view_that_only_reads_opens_a_writing_transaction(app):
    methods = {}
    for route in routes(app):
        methods.setdefault(route.endpoint, set()).add(route.method)
    assert [
        endpoint
        for endpoint, answered in methods.items()
        if answered == {"GET"} and is_writing(app, endpoint)
    ] == []


def test_every_view_that_can_be_posted_to_is_one_transaction(app):
    posted = {route.endpoint for route in routes(app) if route.method in METHODS[1:]}
    assert {
        endpoint
        for endpoint in posted
        if not is_writing(app, endpoint) and endpoint not in OWN_TRANSACTION
    } == set()


def test_no_page_that_is_only_looked_at_changes_a_row(app):
    """Every GET, once, by somebody who may see everything; then the whole record as before."""
    everything = make_clinician(app, name="Dan Okoro", role="administrator", treats=True)
    known = known_ids(app, everything)
    client = signed_in(app, everything)
    before = rows(app)
    answers = {}
    for route in routes(app):
        if route.method == "GET" and route.endpoint != "static":
            answers[route.endpoint] = client.get(route.address(app, **known)).status_code
    assert rows(app) == before
    assert [endpoint for endpoint, status in answers.items() if status >= 500] == []
    assert sum(status == 200 for status in answers.values()) > len(answers) / 2


def known_ids(app, person):
    """Ids that addresses ask for, of a patient who was screened, measured and placed."""
    patient_id = commit_ready(app, person, tests={})
    with app.app_context(), writing():
        enter_clinic(person.clinic_id)
        episode = get_open_episode(get_patient(patient_id))
        entry = Entry(
            assessed_on=episode.enrolled_on,
            responses=Responses(numbers={"trials_s": (Decimal("14.00"),)}),
        )
        assessment = record_assessment(
            episode,
            get_instrument("tug"),
            entry,
            record_id=new_id(),
            by=person.actor,
            at=MORNING,
        )
        known = {
            "patient_id": patient_id,
            "assessment_id": assessment.id,
            "checklist_id": db.session.scalars(sa.select(Checklist.id)).first(),
            "clinician_id": person.clinician_id,
            "instrument_code": "tug",
        }
        db.session.commit()
    return known


def rows(app):
    """All rows of all tables but the two that are written beside a look."""
    with app.app_context(), db.engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(sa.select(table))))
            for table in db.metadata.sorted_tables
            if table.name not in BESIDE
        }
