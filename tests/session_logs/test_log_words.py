from clinic.domain.falls import Setting
from clinic.domain.session_log_rules import LogDayProblem, Shortfall, StopSign
from clinic.domain.session_logs import GROUP_OF, Assistance, LogStatus
from clinic.session_logs import presenters, words
from clinic.session_logs.models import SessionLog
from tests.factories import MORNING, TODAY


def a_log(**values) -> SessionLog:
    told = {"status": LogStatus.DONE, "setting": Setting.HOME, "level": 4} | values
    return SessionLog(
        episode_id=None, routine_id=None, trained_on=TODAY, at=MORNING, by_id=None, **told
    )


def test_everything_that_can_be_logged_has_its_words():
    assert set(words.SYMPTOM_WORDS) == set(GROUP_OF)
    assert set(words.SHORTFALLS) == set(Shortfall)
    assert set(words.STOP_SIGNS) == set(StopSign)
    assert set(words.DAY_PROBLEMS) == set(LogDayProblem)
    assert set(words.ASSISTANCE) == set(words.ASSISTANCE_CHOICES) == set(Assistance)


def test_the_gravest_thing_in_a_log_marks_its_row():
    rows = presenters.log_rows(
        [
            a_log(falls=1, near_falls=1),
            a_log(near_falls=1),
            a_log(symptoms=["chest_pain"]),
            a_log(symptoms=["muscle_soreness"]),
        ],
        today=TODAY,
    )
    marks = [row.alert and row.alert.text for row in rows]
    assert marks == ["Fall", "Near fall", "Sign to stop", None]


def test_what_nobody_knows_is_a_dash_and_zero_is_zero():
    [row] = presenters.log_rows([a_log(effort=0)], today=TODAY)
    assert (row.day, row.effort, row.pain, row.losses) == ("Today", "0", "–", "–")


def test_the_last_log_is_told_beside_the_new_one():
    assert presenters.last_log_sentence(None) == "Nothing logged yet."
    missed = a_log(status=LogStatus.MISSED)
    assert presenters.last_log_sentence(missed) == "Last log: Fri 20 Mar, not done."
