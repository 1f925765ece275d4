import pytest

from clinic.domain.falls import Setting
from clinic.domain.progression_closing import judged_with_its_events
from clinic.domain.session_logs import SessionValues


@pytest.mark.parametrize(
    ("values", "setting", "reviewed", "judged"),
    [
        ({"falls": 1}, Setting.CLINIC, (True,), True),
        ({"falls": 1}, Setting.CLINIC, (True, False), False),
        ({"falls": 1}, Setting.CLINIC, (), False),
        ({"near_falls": 1}, Setting.HOME, (True,), True),
        ({"near_falls": 1}, Setting.POOL, (True,), False),
        ({"falls": 1, "symptoms": ("chest_pain",)}, Setting.HOME, (True,), False),
        ({"falls": 1, "pain_during": 7}, Setting.HOME, (True,), False),
        ({}, Setting.HOME, (True,), False),
    ],
)
def test_a_log_is_judged_with_its_falls_unless_it_says_something_else_that_stops(
    values, setting, reviewed, judged
):
    assert judged_with_its_events(SessionValues(**values), setting, reviewed=reviewed) is judged


def test_a_vital_sign_that_stops_keeps_the_log_open():
    fell = SessionValues(falls=1)
    assert not judged_with_its_events(fell, Setting.HOME, reviewed=(True,), vital_sign=True)
