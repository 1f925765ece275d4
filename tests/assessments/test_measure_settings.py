"""Whose lines and whose error a clinic judges by, and that the past stays as it is."""

import pytest
import sqlalchemy as sa

from clinic.assessments.models import Assessment
from clinic.audit.models import AuditEvent
from clinic.db import db, enter_clinic
from clinic.organisation.models import Clinic
from tests.assessments.records import MARCH, text
from tests.domain.instrument_cases import BWT3M, TUG
from tests.factories import signed_in

ADDRESS = "/settings/measures/"


@pytest.fixture
def manager(app, dan, client):
    """Dan, on the fixed day of every page with a client."""
    return signed_in(app, dan)


@pytest.fixture
def chosen(app, ana):
    """What the clinic keeps about an instrument."""

    def of(code):
        with app.app_context():
            enter_clinic(ana.clinic_id)
            return db.session.get_one(Clinic, ana.clinic_id).profiles.get(code)

    return of


@pytest.fixture
def choose(app, ana, manager):
    """Sends the form of an instrument as it stands, with changes."""

    def send(code, **typed):
        with app.app_context():
            version = db.session.get_one(Clinic, ana.clinic_id).version
        return manager.post(ADDRESS + code, data={"version": version, "mdc": "default"} | typed)

    return send


OWN = {"mdc": "own", "own_value": "0.90", "own_people": "34", "own_source": "Own retest, May"}


def test_every_instrument_that_leaves_a_choice_is_listed_with_what_holds(manager):
    said = text(manager.get("/settings/measures"))
    assert "3-Metre Backward Walk Community, original lines MDC95 1.69 s" in said
    assert "Berg, with the line at 45 MDC95 4 to 7 points by the earlier score" in said
    assert "Timed Up and Go slow over 15 s" in said
    assert "Orthostatic" not in said


def test_a_threshold_profile_holds_from_now_on_and_never_for_a_stored_score(
    app, ana, client, page, measured, choose
):
    first = measured(BWT3M, 4, 4)
    assert "Lines: Community, original lines." in text(client.get(page(first)))
    before = row_of(app, ana, first)
    assert choose("bwt3m", threshold="care_home").status_code == 302
    second = measured(BWT3M, 4, 4, on=MARCH)
    assert row_of(app, ana, first) == before
    assert row_of(app, ana, second)[1] == "not_elevated"
    assert "Lines: Community, original lines." in text(client.get(page(first)))
    shown = text(client.get(page(second)))
    assert "Lines: Care home." in shown
    assert "another profile, so none is said to be crossed" in shown


def row_of(app, ana, assessment_id):
    with app.app_context():
        enter_clinic(ana.clinic_id)
        row = db.session.scalar(sa.select(Assessment).where(Assessment.id == assessment_id))
        return row.score_value, row.band, row.result, row.responses


def test_an_mdc_profile_is_named_beside_the_verdict_on_every_page(
    client, page, measured, choose, edith
):
    measured(TUG, "16.80")
    second = measured(TUG, "14.60", on=MARCH)
    assert "MDC95 3.00 s, older adults at high risk of falls" in text(client.get(page(second)))
    choose("tug", mdc="general_50plus")
    for address in (page(second), page(), f"/patients/{edith[0]}"):
        said = text(client.get(address))
        assert "Real improvement" in said
        assert "Beyond error (MDC95 2.08 s, population sample" in said


def test_an_own_sem_judges_changes_and_says_that_it_is_local(client, page, measured, choose):
    measured(TUG, "16.80")
    second = measured(TUG, "14.30", on=MARCH)
    assert "Real improvement" not in text(client.get(page(second)))
    assert choose("tug", **OWN).status_code == 302
    said = text(client.get(page(second)))
    # 2.772 x 0.90 = 2.4948
    assert "Beyond error (MDC95 2.49 s, this clinic’s own SEM from 34 people)" in said
    assert "[local] Own retest, May" in said


def test_an_own_sem_is_kept_with_who_entered_it_when_and_in_which_unit(dan, choose, chosen):
    choose("tug", **OWN)
    assert chosen("tug") == {
        "mdc": "own",
        "own_sem": {
            "value": "0.90",
            "people": 34,
            "source": "Own retest, May",
            "unit": "s",
            "by": str(dan.clinician_id),
            "on": "2026-03-20",
        },
    }


def test_what_was_chosen_before_is_told_from_the_audit_trail(app, ana, client, manager, choose):
    choose("bwt3m", threshold="community_large")
    choose("bwt3m", threshold="community", **OWN)
    said = text(manager.get(ADDRESS + "bwt3m"))
    assert "Lines: Community, larger sample. Error: MDC95 1.69 s" in said
    assert "SEM 0.90 s, Own retest, May." in said
    assert "today, Dan" in said
    with app.app_context():
        enter_clinic(ana.clinic_id)
        events = db.session.scalars(
            sa.select(AuditEvent).where(AuditEvent.action == "measure_profiles.chosen")
        ).all()
    assert [event.changes["old"] for event in events] == [
        {"bwt3m": {}},
        {"bwt3m": {"threshold": "community_large"}},
    ]


def test_back_to_the_defaults_nothing_is_kept(choose, chosen, manager):
    choose("tug", **OWN)
    choose("tug")
    assert chosen("tug") == {}
    assert "this clinic’s choice" not in text(manager.get("/settings/measures"))


def test_the_same_choice_again_writes_nothing_down(app, ana, choose):
    choose("tug", **OWN)
    choose("tug", **OWN)
    with app.app_context():
        enter_clinic(ana.clinic_id)
        count = db.session.scalar(
            sa.select(sa.func.count()).where(AuditEvent.action == "measure_profiles.chosen")
        )
    assert count == 1


def test_the_error_grows_with_the_score_only_where_that_is_chosen(choose, chosen, manager):
    assert "Let the error grow" in text(manager.get(ADDRESS + "sts5"))
    assert "Let the error grow" not in text(manager.get(ADDRESS + "tug"))
    choose("sts5", in_percent="y")
    assert chosen("sts5") == {"in_percent": True}
    assert "17.5 % of the earlier score if that is more" in text(manager.get(ADDRESS + "sts5"))


def test_the_walking_test_of_the_guideline_has_its_number(choose, chosen, manager):
    assert choose("wfg", tug_threshold_s="10").status_code == 302
    assert chosen("wfg") == {"tug_threshold_s": "10"}
    assert "Timed Up and Go slow over 10 s" in text(manager.get("/settings/measures"))


@pytest.mark.parametrize(
    ("code", "wrong", "sentence"),
    [
        ("tug", OWN | {"own_value": ""}, "Enter the SEM, or choose a published error"),
        ("tug", OWN | {"own_value": "soon"}, "Enter a number, such as 1.10"),
        ("tug", OWN | {"own_value": "NaN"}, "Enter a number, such as 1.10"),
        ("tug", OWN | {"own_value": "inf"}, "Enter a number, such as 1.10"),
        ("tug", OWN | {"own_value": "0,9"}, "Write 0.9, with a point"),
        ("tug", OWN | {"own_value": "0"}, "Enter a SEM above 0 and under 1000 s"),
        ("tug", OWN | {"own_value": "-1"}, "Enter a SEM above 0 and under 1000 s"),
        ("berg", OWN | {"own_value": "56"}, "Enter a SEM above 0 and under 56 points"),
        ("tug", OWN | {"own_people": "29"}, "Enter a whole number of people, 30 or more"),
        ("tug", OWN | {"own_people": "34.5"}, "Enter a whole number of people, 30 or more"),
        ("tug", OWN | {"own_people": ""}, "Enter a whole number of people, 30 or more"),
        ("tug", OWN | {"own_source": " "}, "Say where it comes from"),
        ("tug", OWN | {"mdc": "default"}, "Choose “Our own error, entered below” to use it"),
        ("tug", {"mdc": "martian"}, "Not a valid choice"),
        ("bwt3m", {"threshold": "martian"}, "Not a valid choice"),
        ("wfg", {"tug_threshold_s": "2"}, "Enter 3 to 300 seconds"),
        ("wfg", {"tug_threshold_s": ""}, "Enter the seconds over which it is slow"),
        ("wfg", {"tug_threshold_s": "fast"}, "Enter a number, such as 15"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(choose, chosen, code, wrong, sentence):
    answer = choose(code, **({"threshold": "community"} | wrong if code == "bwt3m" else wrong))
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert 'aria-invalid="true"' in answer.text
    assert not chosen(code)


def test_the_second_of_two_administrators_is_told(manager, chosen):
    answer = manager.post(ADDRESS + "tug", data={"version": "99", "mdc": "frail"})
    assert answer.status_code == 409
    assert chosen("tug") is None


def test_a_recorded_permission_outlives_a_choice(app, manager, choose, chosen):
    manager.post("/instruments/abc/permission", data={"terms": "Letter of 3 May"})
    choose("abc", **OWN)
    assert chosen("abc")["permission"]["terms"] == "Letter of 3 May"


@pytest.mark.parametrize("code", ["obp", "nonsense"])
def test_where_nothing_can_be_chosen_there_is_no_page(manager, code):
    assert manager.get(ADDRESS + code).status_code == 404


def test_only_an_administrator_chooses(client, choose, page):
    assert client.get("/settings/measures").status_code == 403
    assert client.post(ADDRESS + "tug", data={}).status_code == 403
    choose("tug", mdc="frail")
    assert "frail" in text(client.get("/instruments/tug"))
