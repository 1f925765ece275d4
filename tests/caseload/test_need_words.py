"""Why somebody is needed, in words; each case is made through the actions of the pages."""

from clinic.domain.falls import FallDetails, HealthEventKind, Injury
from clinic.falls.actions import record_fall, record_health_event
from clinic.ids import new_id
from tests import factories
from tests.caseload.scene import ago, clinic_of, enrol, measure, noon, ready, train, walk
from tests.routines import cases


def fall(episode, by, *, days_ago: int, **told) -> None:
    values = {"injury": Injury.NONE, "able_to_rise": True, "place": "kitchen"} | told
    details = FallDetails(happened_on=ago(days_ago), **values)
    record_fall(episode, details, by=by.actor, at=factories.MORNING)


def test_several_falls_are_counted_and_the_last_is_told(app, ana, client):
    with clinic_of(app, ana):
        episode = enrol(ana, "Margaret", "Okafor", number="1")
        fall(episode, ana, days_ago=3)
        fall(episode, ana, days_ago=1, place="bathroom")
    page = client.get("/").text
    assert "2 falls wait for a review. The last: Fall, bathroom, yesterday." in page


def test_a_grave_fall_stands_above_an_earlier_light_one(app, ana, client):
    with clinic_of(app, ana):
        fall(enrol(ana, "Light", "Fall", number="1"), ana, days_ago=3)
        fall(enrol(ana, "Grave", "Fall", number="2"), ana, days_ago=1, injury=Injury.NEEDED_CARE)
    page = client.get("/").text
    assert page.index("Grave Fall") < page.index("Light Fall")


def test_a_health_event_asks_for_a_review(app, ana, client):
    with clinic_of(app, ana):
        episode = enrol(ana, "Henryk", "Łuczak", number="1")
        record_health_event(
            episode,
            HealthEventKind.HOSPITAL_STAY,
            happened_on=ago(2),
            note="Pneumonia, two nights.",
            by=ana.actor,
            at=factories.MORNING,
            record_id=new_id(),
        )
    page = client.get("/").text
    assert "Stop and review" in page
    assert "Hospital stay, 18 Mar. Pneumonia, two nights." in page


def test_an_absolute_stop_is_named_with_its_consequence(app, ana, client):
    with clinic_of(app, ana):
        episode = enrol(ana, "Henryk", "Łuczak", number="1")
        cases.screen(episode, ana, on=ago(2), at=noon(ago(2)), yes=("CS08",))
        patient_id = episode.patient_id
    page = client.get("/").text
    assert "Fever or infection: no training until it is resolved." in page
    assert "Repeat the screen" in page
    assert "No training: Fever or infection" in client.get(f"/patients/{patient_id}").text


def test_who_was_not_asked_about_is_said_plainly(app, ana, client):
    with clinic_of(app, ana):
        episode = enrol(ana, "Rosa", "Delgado", number="1")
        cases.screen(episode, ana, on=ago(2), at=noon(ago(2)), yes=("CS25",))
    page = client.get("/").text
    assert "no doctor has been asked. No training before." in page
    assert "Open the screen" in page


def test_a_screen_that_ran_out_is_renewed(app, ana, client):
    with clinic_of(app, ana):
        episode = enrol(ana, "Walter", "Nkemelu", number="1", since=220)
        cases.screen(episode, ana, on=ago(190), at=noon(ago(190)))
        walk(episode, ana, "9.90", on=ago(10))
    page = client.get("/").text
    assert "Renew the screen" in page
    assert "The clinical screen was valid to" in page


def test_who_is_cleared_and_measured_is_placed_then_prescribed_for(app, ana, client):
    with clinic_of(app, ana):
        episode = enrol(ana, "Joan", "Petrie", number="1")
        cases.screen(episode, ana, on=ago(5), at=noon(ago(5)))
        walk(episode, ana, "7.10", on=ago(4))
        ready(ana, "Edith", "Marlowe", number="2")
    page = client.get("/").text
    assert "Measured 16 Mar, nothing prescribed yet." in page
    assert "Place on the ladder" in page
    assert "Prescribe<" in page


def test_a_reassessment_says_since_when_it_is_due(app, ana, client):
    with clinic_of(app, ana):
        for number, days in enumerate((28, 40)):
            episode = enrol(ana, "Ann", f"Fam{number}", number=str(number), since=60)
            cases.screen(episode, ana, on=ago(45), at=noon(ago(45)))
            walk(episode, ana, "7.10", on=ago(days))
            measure(episode, ana, "tug", ["13.10"], on=ago(days))
            cases.place_at(episode, ana, 3, at=noon(ago(days)))
            routine = cases.prescribe(episode, ana, at=noon(ago(days)), today=ago(days))
            train(episode, ana, routine, on=ago(1))
    page = client.get("/").text
    assert "Due today, last measured 20 Feb." in page
    assert "12 days ago; last measured 8 Feb." in page


def test_a_routine_without_any_log_says_so(app, ana, client):
    with clinic_of(app, ana):
        episode = ready(ana, "Samuel", "Adeyemi", number="1")
        cases.prescribe(episode, ana, at=noon(ago(12)), today=ago(12))
    page = client.get("/").text
    assert "12 days since the routine was prescribed and no log yet; 3 trainings a week" in page
