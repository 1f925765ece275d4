import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from clinic import clock
from clinic.accounts import queries
from clinic.accounts.actions import LastAdministrator, end_place, make_link
from clinic.accounts.models import Clinician, PasswordLink
from clinic.audit.models import AuditEvent
from clinic.db import db, enter_clinic, writing
from tests.accounts.signing import (
    WRONG,
    account_of,
    change,
    csrf_token,
    give_password,
    give_second_place,
    served_with,
    sign_in,
    signed_in_as,
    turn_on_second_factor,
)
from tests.factories import PASSWORD, Person, make_clinician, signed_in

EMAIL = "/settings/clinicians/{}/email"
NEW_ONE = {"email": "eva.new@example.org", "name": "Eva New", "role": "assistant"}


@pytest.fixture
def manager(app, dan):
    return signed_in(app, dan)


def link_in(page):
    return re.search(r"http://localhost(/welcome/[\w-]+)", page.text).group(1)


def place_of(app, person):
    with app.app_context():
        place = db.session.get_one(Clinician, (person.clinic_id, person.clinician_id))
        db.session.expunge_all()
        return place


def place_named(app, clinic_id, name):
    with app.app_context():
        place = db.session.scalar(
            db.select(Clinician).where(Clinician.clinic_id == clinic_id, Clinician.name == name)
        )
        db.session.expunge_all()
        return place


# --- adding ----------------------------------------------------------------------------------


def test_a_new_colleague_gets_a_link_chooses_a_password_and_signs_in(app, dan, manager):
    page = manager.post("/settings/clinicians/new", data=NEW_ONE)
    link = link_in(page)
    theirs = app.test_client()
    welcome = theirs.get(link)
    assert "Choose a password" in welcome.text
    assert welcome.headers["Referrer-Policy"] == "no-referrer"
    answer = theirs.post(link, data={"new_password": "three quiet harbours"})
    assert answer.location == "/sign-in"
    theirs.post(
        "/sign-in", data={"email": "eva.new@example.org", "password": "three quiet harbours"}
    )
    assert signed_in_as(theirs) == "Eva New"


def test_a_link_works_once(app, manager):
    link = link_in(manager.post("/settings/clinicians/new", data=NEW_ONE))
    theirs = app.test_client()
    theirs.post(link, data={"new_password": "three quiet harbours"})
    assert theirs.get(link).status_code == 404
    again = theirs.post(link, data={"new_password": "four quiet harbours"})
    assert again.status_code == 404
    assert "works once" in again.text


def test_a_link_is_over_after_a_day(app, dan):
    with time_machine.travel("2026-03-20 09:00", tick=False) as moment:
        link = link_in(signed_in(app, dan).post("/settings/clinicians/new", data=NEW_ONE))
        moment.shift(timedelta(hours=24) - timedelta(seconds=1))
        assert app.test_client().get(link).status_code == 200
        moment.shift(1)
        assert app.test_client().get(link).status_code == 404


def test_a_new_link_voids_the_one_before_and_only_a_hash_is_stored(app, dan, manager):
    first = link_in(manager.post("/settings/clinicians/new", data=NEW_ONE))
    place = place_named(app, dan.clinic_id, "Eva New")
    second = link_in(manager.post(f"/settings/clinicians/{place.id}/link"))
    assert app.test_client().get(first).status_code == 404
    assert app.test_client().get(second).status_code == 200
    with app.app_context():
        hashes = list(db.session.scalars(db.select(PasswordLink.token_hash)))
    assert len(hashes) == 1
    assert second.rsplit("/", 1)[1] not in hashes


def test_over_tls_the_link_works_although_its_page_sends_no_referer(app, dan, manager):
    link = link_in(manager.post("/settings/clinicians/new", data=NEW_ONE))
    with served_with(app, https=True) as served:
        served.config["WTF_CSRF_ENABLED"] = True
        theirs, over = served.test_client(), {"base_url": "https://localhost"}
        token = csrf_token(theirs.get(link, **over))
        data = {"new_password": "three quiet harbours"}
        assert theirs.post(link, data=data, **over).status_code == 400
        answer = theirs.post(link, data=data | {"csrf_token": token}, **over)
    assert answer.location == "/sign-in"


@pytest.mark.parametrize("token", ["nonsense", "%20", "a" * 43])
def test_a_made_up_link_is_not_found(app, ana, token):
    assert app.test_client().get(f"/welcome/{token}").status_code == 404


def test_a_weak_password_is_refused_and_the_link_stays_good(app, manager):
    link = link_in(manager.post("/settings/clinicians/new", data=NEW_ONE))
    theirs = app.test_client()
    assert theirs.post(link, data={"new_password": "password1234"}).status_code == 422
    assert theirs.post(link, data={"new_password": "Eva New Eva New"}).status_code == 302


def test_until_the_link_is_used_the_place_lets_nobody_in(app, ana, cleo, dan, manager):
    """An account of another clinic is not drawn into this one unasked."""
    give_password(app, cleo)
    manager.post("/settings/clinicians/new", data=NEW_ONE | {"email": cleo.email})
    browser = app.test_client()
    sign_in(browser, cleo)
    assert "Other Clinic" in browser.get("/account").text


def test_an_account_of_another_clinic_takes_the_place_with_its_own_password(app, cleo, manager):
    give_password(app, cleo)
    page = manager.post("/settings/clinicians/new", data=NEW_ONE | {"email": cleo.email})
    link, theirs = link_in(page), app.test_client()
    assert "Choose a password" not in theirs.get(link).text
    assert theirs.post(link, data={"new_password": "three quiet harbours"}).status_code == 422
    assert theirs.post(link, data={"password": WRONG}).status_code == 422
    assert theirs.post(link, data={"password": PASSWORD}).location == "/sign-in"
    assert "Choose the clinic" in sign_in(app.test_client(), cleo).text


def test_guessing_that_password_is_slowed_down_as_well(app, cleo, manager):
    give_password(app, cleo)
    link = link_in(manager.post("/settings/clinicians/new", data=NEW_ONE | {"email": cleo.email}))
    theirs = app.test_client()
    answers = [theirs.post(link, data={"password": WRONG}).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_who_has_a_place_already_is_not_added_twice(app, ana, manager):
    answer = manager.post("/settings/clinicians/new", data=NEW_ONE | {"email": ana.email})
    assert answer.status_code == 422
    assert "has a place in this clinic already" in answer.text


@pytest.mark.parametrize("wrong", [{"email": "no address"}, {"name": ""}, {"role": "owner"}])
def test_what_the_form_forbids_the_server_refuses(manager, wrong):
    assert manager.post("/settings/clinicians/new", data=NEW_ONE | wrong).status_code == 422


def test_further_fields_are_not_taken(app, dan, cleo, manager):
    more = {"clinic_id": str(cleo.clinic_id), "active_until": "2020-01-01", "invited": ""}
    manager.post("/settings/clinicians/new", data=NEW_ONE | more)
    place = place_named(app, dan.clinic_id, "Eva New")
    assert (place.invited, place.active_until) == (True, None)


# --- changing ---------------------------------------------------------------------------------


def test_the_list_names_everybody_and_the_state(app, ana, bo, manager):
    manager.post("/settings/clinicians/new", data=NEW_ONE)
    manager.post(f"/settings/clinicians/{bo.clinician_id}/end")
    page = manager.get("/settings/clinicians").text
    for words in ("Ana Ribeiro", "works here", "link not used yet", "ended"):
        assert words in page


def test_name_and_role_are_changed_and_the_second_writer_sees_both_texts(app, ana, manager):
    address = f"/settings/clinicians/{ana.clinician_id}"
    assert 'value="Ana Ribeiro"' in manager.get(address).text
    data = {"name": "Ana Ribeiro-Silva", "role": "clinician", "version": "1"}
    assert manager.post(address, data=data).status_code == 302
    late = manager.post(
        address,
        data=data | {"name": "Ana R."},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert late.status_code == 409
    assert "Ana Ribeiro-Silva" in late.text
    assert "Ana R." in late.text
    assert place_of(app, ana).name == "Ana Ribeiro-Silva"


def test_treating_is_an_administrators_extra_alone(app, ana, manager):
    data = {"name": "Ana Ribeiro", "role": "assistant", "treats": "y", "version": "1"}
    manager.post(f"/settings/clinicians/{ana.clinician_id}", data=data)
    assert place_of(app, ana).treats is False


def test_a_place_that_ended_can_begin_again(app, ana, manager):
    address = f"/settings/clinicians/{ana.clinician_id}"
    manager.post(f"{address}/end")
    assert place_of(app, ana).active_until is not None
    assert "Let Ana Ribeiro in again" in manager.get(address).text
    manager.post(f"{address}/reopen")
    assert place_of(app, ana).active_until is None


def test_the_last_administrator_stays(app, dan, manager):
    address = f"/settings/clinicians/{dan.clinician_id}"
    manager.post(f"{address}/end")
    assert place_of(app, dan).active_until is None
    answer = manager.post(address, data={"name": "Dan Okoro", "role": "reader", "version": "1"})
    assert answer.status_code == 422
    assert "Make somebody else administrator first" in answer.text


def test_an_invited_administrator_does_not_count_as_one(app, dan, manager):
    manager.post("/settings/clinicians/new", data=NEW_ONE | {"role": "administrator"})
    with app.app_context(), writing():
        enter_clinic(dan.clinic_id)
        with pytest.raises(LastAdministrator):
            end_place(queries.get_clinician(dan.clinician_id), by=dan.actor, at=clock.now())
        db.session.rollback()


def test_a_link_for_a_forgotten_password_ends_all_sessions(app, ana, client, manager):
    give_password(app, ana)
    link = link_in(manager.post(f"/settings/clinicians/{ana.clinician_id}/link"))
    assert signed_in_as(client) == "Ana Ribeiro"
    app.test_client().post(link, data={"new_password": "three quiet harbours"})
    assert signed_in_as(client) is None
    assert sign_in(app.test_client(), ana).status_code == 401


def test_an_account_that_works_elsewhere_is_not_this_administrators_to_open(
    app, ana, cleo, manager
):
    """Else the administrator of one clinic could walk into another."""
    give_password(app, ana)
    turn_on_second_factor(app, ana)
    give_second_place(app, ana, cleo.clinic_id)
    before = account_of(app, ana)
    for act in ("link", "second-factor/remove"):
        answer = manager.post(f"/settings/clinicians/{ana.clinician_id}/{act}")
        assert answer.location == f"/settings/clinicians/{ana.clinician_id}"
    after = account_of(app, ana)
    assert (after.password, after.tf_totp_secret) == (before.password, before.tf_totp_secret)


def test_a_new_email_signs_out_and_is_the_one_to_sign_in_with(app, ana, client, manager):
    give_password(app, ana)
    answer = manager.post(EMAIL.format(ana.clinician_id), data={"email": "Ana.New@Example.org"})
    assert answer.location == f"/settings/clinicians/{ana.clinician_id}"
    assert "signs in with ana.new@example.org from now on" in manager.get(answer.location).text
    assert signed_in_as(client) is None
    assert sign_in(app.test_client(), ana).status_code == 401
    renamed = replace(ana, email="ana.new@example.org")
    assert sign_in(app.test_client(), renamed).status_code == 302
    with app.app_context():
        enter_clinic(ana.clinic_id)
        event = db.session.scalars(
            db.select(AuditEvent).where(AuditEvent.action == "account.email_changed")
        ).one()
        assert event.changes == {
            "old": {"email": ana.email},
            "new": {"email": "ana.new@example.org"},
        }


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter an e-mail address"),
        ("no address", "Enter an e-mail address, such as ana@example.org"),
        ("taken", "Somebody signs in with this e-mail already. Enter another."),
    ],
)
def test_an_email_that_will_not_do_changes_nothing_and_stays_typed(
    app, ana, bo, client, manager, typed, said
):
    typed = bo.email if typed == "taken" else typed
    answer = manager.post(EMAIL.format(ana.clinician_id), data={"email": typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{typed}"' in answer.text
    assert account_of(app, ana).email == ana.email
    assert signed_in_as(client) == "Ana Ribeiro"


def test_the_email_of_an_account_that_works_elsewhere_is_not_this_administrators_to_change(
    app, ana, cleo, manager
):
    give_second_place(app, ana, cleo.clinic_id)
    manager.post(EMAIL.format(ana.clinician_id), data={"email": "mine@example.org"})
    assert account_of(app, ana).email == ana.email


def test_whoever_runs_the_server_can_renew_its_password(app, ana, cleo):
    give_password(app, ana)
    give_second_place(app, ana, cleo.clinic_id)
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        token = make_link(queries.get_clinician(ana.clinician_id), by=None, at=clock.now())
        db.session.commit()
    app.test_client().post(f"/welcome/{token}", data={"new_password": "three quiet harbours"})
    assert sign_in(app.test_client(), ana).status_code == 401
    assert sign_in(app.test_client(), ana, password="three quiet harbours").status_code == 200


def test_a_lost_telephones_second_factor_is_taken_away(app, ana, manager):
    turn_on_second_factor(app, ana)
    address = f"/settings/clinicians/{ana.clinician_id}"
    assert "Take the second factor away" in manager.get(address).text
    manager.post(f"{address}/second-factor/remove")
    assert account_of(app, ana).tf_totp_secret is None


@pytest.mark.parametrize(
    "act", ["", "/end", "/reopen", "/end-sessions", "/link", "/email", "/second-factor/remove"]
)
def test_another_clinics_people_do_not_exist_here(app, cleo, manager, act):
    answer = manager.post(
        f"/settings/clinicians/{cleo.clinician_id}{act}",
        data={"name": "Taken Over", "role": "reader", "version": "1"},
    )
    assert answer.status_code == 404
    assert place_of(app, cleo).name == "Cleo Stranger"


def test_only_administrators_see_the_people(client):
    for address in ("/settings/clinicians", "/settings/clinicians/new", "/settings", "/audit"):
        assert client.get(address).status_code == 403


def test_who_treats_is_offered_by_name(app, ana, bo, dan):
    both: Person = make_clinician(
        app, name="Dora Both", role="administrator", clinic=ana.clinic_id, treats=True
    )
    change(app, Clinician, (ana.clinic_id, both.clinician_id), active_until=clock.now())
    with app.app_context():
        enter_clinic(ana.clinic_id)
        assert [one.name for one in queries.list_who_treats(at=clock.now())] == ["Ana Ribeiro"]
        earlier = clock.now() - timedelta(hours=1)
        names = [one.name for one in queries.list_who_treats(at=earlier)]
        assert names == ["Ana Ribeiro", "Dora Both"]
        assert queries.clinician_names()[bo.clinician_id] == "Bo Lindqvist"
