import pytest

from tests.accounts.signing import WRONG, give_password, sign_in
from tests.factories import PASSWORD, make_clinician, signed_in

NEW = "three quiet harbours"


@pytest.fixture
def browser(app, ana):
    give_password(app, ana)
    return signed_in(app, ana)


def change_to(browser, new, password=PASSWORD):
    return browser.post("/account/password", data={"password": password, "new_password": new})


def test_the_account_page_shows_name_e_mail_clinic_and_role(browser):
    page = browser.get("/account").text
    for words in ("Ana Ribeiro", "ana.ribeiro@example.org", "Harbour Lane", "Clinician"):
        assert words in page


def test_an_administrator_who_treats_is_told_so(app, ana):
    person = make_clinician(
        app, name="Dora Both", role="administrator", clinic=ana.clinic_id, treats=True
    )
    assert "Administrator, also treats" in signed_in(app, person).get("/account").text


def test_the_password_is_changed_with_the_current_one(app, ana, browser):
    assert browser.get("/account/password").status_code == 200
    assert change_to(browser, NEW).status_code == 302
    assert sign_in(app.test_client(), ana).status_code == 401
    assert sign_in(app.test_client(), ana, password=NEW).status_code == 302


def test_the_password_is_not_changed_without_the_current_one(app, ana, browser):
    answer = change_to(browser, NEW, password=WRONG)
    assert answer.status_code == 422
    assert "This is not your password" in answer.text
    assert sign_in(app.test_client(), ana).status_code == 302


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("short one", "at least 12 characters"),
        ("password1234", "tried first"),
        ("qwertyuiop12", "tried first"),
        ("123456789012", "tried first"),
        ("aaaaaaaaaaaaaa", "tried first"),
        ("DragonDragon", "tried first"),
        ("ana.ribeiro@example.org", "your name, your e-mail"),
        ("Harbour Lane Physiotherapy", "clinic"),
        ("x" * 1025, "at most 1024"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(browser, new, reason):
    answer = change_to(browser, new)
    assert answer.status_code == 422
    assert reason in answer.text


@pytest.mark.parametrize(
    "new", ["пароль из слов", "🚶‍♀️ backwards on grass", "a" * 60 + "bcd efg", "  blanks around  "]
)
def test_any_character_and_length_is_taken_and_nothing_is_cut(app, ana, browser, new):
    assert change_to(browser, new).status_code == 302
    assert sign_in(app.test_client(), ana, password=new).status_code == 302
    assert sign_in(app.test_client(), ana, password=new[:-1]).status_code == 401


def test_the_same_letters_typed_on_another_keyboard_are_the_same_password(app, ana, browser):
    composed, decomposed = "caf\u00e9 am hafen rand", "cafe\u0301 am hafen rand"
    change_to(browser, composed)
    assert sign_in(app.test_client(), ana, password=decomposed).status_code == 302
