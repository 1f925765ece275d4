"""What an exercise that a clinic writes must hold to."""

from dataclasses import replace

import pytest

from clinic.catalogue.exercise_definitions import get_exercise, list_exercises
from clinic.domain.dose import DoseLimits
from clinic.domain.exercises import Category, HomeRule, Photo, Supervision
from clinic.domain.own_exercises import doubts_about

BASE = get_exercise("tandem-stand")
LIMITS = BASE.limits


@pytest.mark.parametrize("exercise", list_exercises(), ids=lambda exercise: exercise.code)
def test_the_shipped_exercises_hold_to_it(exercise):
    assert doubts_about(exercise) == ()


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"category": Category.AQUATIC}, ["home", "supervision"]),
        ({"category": Category.AQUATIC, "home": HomeRule.NO}, ["supervision"]),
        ({"supervision": Supervision.POOL_THERAPIST}, ["supervision", "home"]),
        ({"supervision": Supervision.THERAPIST_CONTACT}, ["home"]),
        ({"supervision": Supervision.THERAPIST_CONTACT, "home": HomeRule.WITH_TRAINED_HELPER}, []),
        ({"supervision": Supervision.THERAPIST_CONTACT, "home": HomeRule.NO}, []),
        ({"supervision": Supervision.THERAPIST_CONTACT, "home": HomeRule.CLINIC_FIRST}, []),
        ({"photo": Photo(sha256="0" * 64, width=1200, height=600, says="A.")}, []),
        ({"photo": Photo(sha256="0" * 64, width=1200, height=599, says="A.")}, ["picture"]),
        ({"eyes_closed": True}, []),
        ({"eyes_closed": True, "counts_as_backward_minutes": True}, ["eyes_closed"]),
        ({"blocked_by": ("CS43", "CS44"), "caution_if": ("CS43",)}, ["caution_if"]),
        (
            {
                "limits": DoseLimits(
                    effort=LIMITS.effort, days_per_week=LIMITS.days_per_week, rest_s=0
                )
            },
            ["sets_start"],
        ),
        (
            {
                "limits": DoseLimits(
                    effort=LIMITS.effort,
                    days_per_week=LIMITS.days_per_week,
                    rest_s=0,
                    speed_m_per_s=LIMITS.effort,
                )
            },
            ["sets_start"],
        ),
    ],
)
def test_what_contradicts_itself_or_the_rules_is_named_beside_its_field(changes, fields):
    found = doubts_about(replace(BASE, **changes))
    assert [field for field, _ in found] == fields
    assert all(sentence.endswith(".") for _, sentence in found)


def test_an_own_exercise_shows_what_it_names_and_a_shipped_one_itself():
    assert BASE.drawn_as == "tandem-stand"
    assert not BASE.is_own
    own = replace(BASE, code="own-stand")
    assert own.is_own
    assert own.drawn_as == ""
    assert replace(own, drawing="tandem-stand").drawn_as == "tandem-stand"
    photo = Photo(sha256="0" * 64, width=1, height=1, says="A man.")
    assert replace(own, photo=photo).photo == photo
