from datetime import date
from decimal import Decimal

import pytest
import time_machine

from clinic.audit.models import AuditEvent
from clinic.db import db, enter_clinic, writing
from clinic.domain.falls import FallDetails, Injury, Setting
from clinic.domain.session_logs import LogStatus
from clinic.episodes.queries import get_episode
from clinic.falls import queries as falls
from clinic.falls.actions import record_fall
from clinic.ids import new_id
from clinic.routines.queries import latest_routine
from clinic.session_logs import diary_sheets, queries
from clinic.session_logs.actions import record_log
from tests.factories import MORNING, commit_episode, signed_in
from tests.session_logs.cases import a_training, commit_routine, make_routine, stop

MONDAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def in_march():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def ids(app, ana):
    return commit_routine(app, ana)


@pytest.fixture
def within(app, ana, ids):
    """Does something with the episode, and commits it."""

    def do(act):
        with app.app_context(), writing():
            enter_clinic(ana.clinic_id)
            result = act(get_episode(ids[1]))
            db.session.commit()
            return result

    return do


@pytest.fixture
def sheet(within, ana):
    """A printed sheet of four weeks from 2 March: its code and its id."""

    def make(episode):
        made = diary_sheets.make_sheet(
            episode, latest_routine(episode), starts_on=MONDAY, weeks=4, by=ana.actor, at=MORNING
        )
        return made.code, made.id

    return within(make)


@pytest.fixture
def grid(ids, sheet):
    return f"/patients/{ids[0]}/sessions/diary/{sheet[1]}"


def typed(**days):
    """A sheet as it is sent: `day_4="x 5 1 0"` are the boxes of the fifth day."""
    values = {"record_id": str(new_id())}
    for name, boxes in days.items():
        index = name.removeprefix("day_")
        for box, value in zip(
            ("done", "effort", "wobbles", "fell"), boxes.split(","), strict=False
        ):
            values[f"{box}_{index}"] = value
    return values


def logs_of(within):
    def read(episode):
        found = queries.list_for(episode)
        done = queries.done_exercises([log.id for log in found])
        return sorted(
            (log.trained_on, log.status, log.setting, log.effort, log.losses_of_balance, log.falls,
             log.completed_fraction, {d.exercise_code for d in done.get(log.id, [])})
            for log in found
        )  # fmt: skip

    return within(read)


def test_a_code_leads_to_exactly_its_sheet_however_it_is_typed(client, sheet, grid):
    code, _ = sheet
    for written in (code, code.lower(), code.replace("-", " ")):
        answer = client.get("/diary", query_string={"code": written})
        assert answer.status_code == 302
        assert answer.location == grid


def test_a_code_that_no_sheet_has_finds_nothing(client, sheet):
    code, _ = sheet
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    for written in (wrong, "AAA-AAAA", "<b>"):
        answer = client.get("/diary", query_string={"code": written})
        assert answer.status_code == 422
        assert "No sheet has the code" in answer.text


def test_the_page_for_the_code_asks_for_it(client):
    page = client.get("/diary")
    assert page.status_code == 200
    assert "No sheet has the code" not in page.text


def test_another_clinic_does_not_find_the_sheet(app, cleo, sheet, grid):
    theirs = signed_in(app, cleo)
    assert theirs.get("/diary", query_string={"code": sheet[0]}).status_code == 422
    assert theirs.get(grid).status_code == 404


def test_a_sheet_of_another_patient_is_not_found_under_this_one(app, client, ana, sheet):
    other, _ = commit_episode(app, ana, record_number="X-77")
    assert client.get(f"/patients/{other}/sessions/diary/{sheet[1]}").status_code == 404


def test_the_grid_has_a_row_for_each_of_28_days(client, grid):
    page = client.get(grid).text
    assert page.count("diary-grid__box") == 28 * 4
    assert "Mon 2 March" in page
    assert "Sun 29 March" in page


def test_days_become_logs_of_trainings_at_home(client, within, grid):
    answer = client.post(grid, data=typed(day_1="x,4,1,0", day_3="0", day_5="x"))
    assert answer.status_code == 302
    first, second, third = logs_of(within)
    exercises = {"single-leg-stand", "warm-up-march", "sit-to-stand"}
    assert first == (
        date(2026, 3, 3), LogStatus.DONE, Setting.HOME, 4, 1, 0, Decimal(1), exercises,
    )  # fmt: skip
    assert second[:2] == (date(2026, 3, 5), LogStatus.MISSED)
    assert third[3:6] == (None, None, None)


def test_a_saved_sheet_is_not_entered_twice(client, within, grid):
    client.post(grid, data=typed(day_1="x,4,1,0"))
    again = client.post(grid, data=typed(day_2="x,4,1,0"))
    assert "This sheet was typed in already" in again.text
    assert "This sheet was typed in already" in client.get(grid).text
    assert len(logs_of(within)) == 1


def test_the_same_form_sent_twice_is_saved_once(client, within, grid):
    form = typed(day_1="x,4,1,0")
    assert client.post(grid, data=form).location == client.post(grid, data=form).location
    assert len(logs_of(within)) == 1


def test_two_who_enter_at_once_save_it_once(within, ana, sheet):
    def enter(episode):
        mine = db.session.get(diary_sheets.DiarySheet, (ana.clinic_id, sheet[1]))
        nothing = diary_sheets.SheetTold(logs=())
        diary_sheets.enter_sheet(mine, episode, nothing, by=ana.actor, at=MORNING)
        with pytest.raises(diary_sheets.AlreadyEntered):
            diary_sheets.enter_sheet(mine, episode, nothing, by=ana.actor, at=MORNING)

    within(enter)


@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        (",4,,", "Tue 3 March: The day tells of a training and is not marked as done."),
        ("0,4,,", "Tue 3 March: The day is marked as not done and yet tells of a training."),
        ("x,12,,", "Tue 3 March: Type a number from 0 to 10, or nothing"),
        ("x,,x,", "Tue 3 March: Type how many, or nothing"),
        ("?,,,", "Tue 3 March: Type x for done, 0 for not done, or nothing"),
        ("0,4,,1", "A fall is kept without a training too."),
    ],
)
def test_a_contradiction_is_flagged_and_nothing_is_saved(client, within, grid, boxes, said):
    answer = client.post(grid, data=typed(day_1=boxes, day_2="x,4,0,0"))
    assert answer.status_code == 422
    assert said in answer.text
    assert logs_of(within) == []


def test_what_was_typed_stays_in_its_boxes(client, grid):
    answer = client.post(grid, data=typed(day_1="x,12,,"))
    assert 'value="12"' in answer.text


def test_a_day_to_come_is_flagged(client, within, grid):
    answer = client.post(grid, data=typed(day_27="x,4,0,0"))
    assert "Sun 29 March: This day is in the future." in answer.text
    assert logs_of(within) == []


def test_a_day_that_is_logged_already_is_flagged(client, within, ana, grid):
    def log(episode):
        training = a_training(trained_on=date(2026, 3, 4), setting=Setting.HOME)
        record_log(episode, latest_routine(episode), training, by=ana.actor, at=MORNING)

    within(log)
    answer = client.post(grid, data=typed(day_2="x,4,0,0"))
    assert answer.status_code == 422
    assert "Wed 4 March: A training at home is logged for this day already." in answer.text


def test_training_while_it_rested_is_flagged(client, within, ana, grid):
    within(lambda episode: stop(latest_routine(episode), ana, on=date(2026, 3, 10)))
    answer = client.post(grid, data=typed(day_9="x,4,0,0"))
    assert "Wed 11 March: Training rested on that day" in answer.text


def test_an_empty_sheet_is_not_saved(client, within, grid):
    answer = client.post(grid, data=typed())
    assert answer.status_code == 422
    assert "Nothing is typed." in answer.text
    assert "This sheet was typed in already" not in client.get(grid).text


def test_a_fall_is_asked_about_and_becomes_an_event(client, within, grid):
    asked = client.post(grid, data=typed(day_1="x,4,1,1"))
    assert asked.status_code == 422
    assert "Choose what the fall did; None is an answer" in asked.text
    assert logs_of(within) == []
    form = typed(day_1="x,4,1,1") | {"injury_1": "none", "rose_1": "yes"}
    assert client.post(grid, data=form).status_code == 302
    [log] = logs_of(within)
    assert log[5] == 1
    assert within(lambda episode: [e.happened_on for e in falls.unreviewed(episode)]) == [
        date(2026, 3, 3)
    ]


def reported(within):
    """The falls that wait for a review: day, injury, note."""
    return within(
        lambda episode: [(e.happened_on, e.injury, e.note) for e in falls.unreviewed(episode)]
    )


@pytest.mark.parametrize("mark", ["", "0"])
def test_a_fall_on_a_day_without_training_is_kept_by_itself(client, within, grid, mark):
    asked = client.post(grid, data=typed(day_1=f"{mark},,,1"))
    assert asked.status_code == 422
    assert "tells of a training" not in asked.text
    assert "Fall on Tue 3 March: injury" in asked.text
    form = typed(day_1=f"{mark},,,1") | {"injury_1": "minor", "rose_1": "no"}
    answer = client.post(grid, data=form)
    assert answer.status_code == 302
    assert reported(within) == [(date(2026, 3, 3), "minor", "From the diary on paper.")]
    assert [log[1] for log in logs_of(within)] == ([LogStatus.MISSED] if mark else [])
    said = client.get(answer.location).text
    assert "1 fall waits for review; training rests until then." in said


def test_two_falls_of_a_day_are_two_events_and_only_the_first_is_asked_about(client, within, grid):
    form = typed(day_1=",,,2", day_2="x,4,0,2")
    asked = client.post(grid, data=form).text
    assert asked.count("First fall on") == 4
    told = {"injury_1": "none", "rose_1": "yes", "injury_2": "minor", "rose_2": "yes"}
    assert client.post(grid, data=form | told).status_code == 302
    assert sorted(told[:2] for told in reported(within)) == [
        (date(2026, 3, 3), "none"),
        (date(2026, 3, 3), "not_known"),
        (date(2026, 3, 4), "minor"),
        (date(2026, 3, 4), "not_known"),
    ]


def report_a_fall(within, ana):
    """As somebody told it by telephone, before the sheet came back."""
    details = FallDetails(happened_on=date(2026, 3, 3), injury=Injury.MINOR, able_to_rise=True)
    within(lambda episode: record_fall(episode, details, by=ana.actor, at=MORNING).id)


@pytest.mark.parametrize("boxes", [",,,1", "0,,,x", "x,4,0,1"])
def test_a_fall_that_was_reported_before_is_not_reported_twice(client, within, ana, grid, boxes):
    report_a_fall(within, ana)
    answer = client.post(grid, data=typed(day_1=boxes, day_2="0"))
    assert answer.status_code == 302
    assert reported(within) == [(date(2026, 3, 3), "minor", "")]
    assert "waits for review" not in client.get(answer.location).text


def test_a_second_fall_of_a_day_is_reported_beside_the_one_known(client, within, ana, grid):
    report_a_fall(within, ana)
    form = typed(day_1=",,,2") | {"injury_1": "none", "rose_1": "yes"}
    assert client.post(grid, data=form).status_code == 302
    assert len(reported(within)) == 2


def test_a_fall_on_a_day_to_come_is_flagged_in_its_box(client, within, grid):
    answer = client.post(grid, data=typed(day_27=",,,1"))
    assert answer.status_code == 422
    assert "Sun 29 March: This day is in the future." in answer.text
    assert reported(within) == []


def test_a_training_of_today_is_kept_beside_a_fall_of_the_same_sheet(client, within, grid):
    form = typed(day_14="x,3,0,1", day_16=",,,1", day_18="x,4,0,0") | {
        "injury_14": "none", "rose_14": "yes", "injury_16": "none", "rose_16": "yes",
    }  # fmt: skip
    assert client.post(grid, data=form).status_code == 302
    assert [log[0].day for log in logs_of(within)] == [16, 20]


def test_each_day_belongs_to_the_version_in_force_on_it(client, within, ana, grid):
    def replace(episode):
        return make_routine(ana, episode, number=2, prescribed_on=date(2026, 3, 9)).id

    second = within(replace)
    client.post(grid, data=typed(day_4="x,4,0,0", day_9="x,4,0,0"))
    versions = within(lambda e: {log.trained_on.day: log.routine_id for log in queries.list_for(e)})
    assert versions[11] == second
    assert versions[6] != second


def test_an_administrator_who_does_not_treat_may_not_enter(app, dan, grid):
    assert signed_in(app, dan).get(grid).status_code == 403


def test_the_assistant_may_enter(app, bo, grid):
    assert signed_in(app, bo).post(grid, data=typed(day_1="x,4,1,0")).status_code == 302


def test_making_and_entering_stand_in_the_trail_without_what_the_days_say(client, within, grid):
    client.post(grid, data=typed(day_1="x,4,1,0"))

    def actions(episode):
        rows = db.session.scalars(db.select(AuditEvent)).all()
        return {row.action for row in rows if row.action.startswith("diary_sheet")}

    assert within(actions) == {"diary_sheet.made", "diary_sheet.entered"}


def test_a_diary_starts_on_a_monday(within, ana):
    def make(episode):
        with pytest.raises(ValueError, match="Monday"):
            diary_sheets.make_sheet(
                episode,
                latest_routine(episode),
                starts_on=date(2026, 3, 3),
                weeks=4,
                by=ana.actor,
                at=MORNING,
            )

    within(make)


def test_no_two_sheets_share_a_code(within, ana):
    def make(episode):
        routine = latest_routine(episode)
        return {
            diary_sheets.make_sheet(
                episode, routine, starts_on=MONDAY, weeks=4, by=ana.actor, at=MORNING
            ).code
            for _ in range(20)
        }

    assert len(within(make)) == 20
