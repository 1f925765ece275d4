"""Lines X of docs/states.md: exercises that a clinic writes, hides and offers again."""

import pytest

from clinic.db import new_id
from clinic.exercises.actions import add_exercise, offer_exercise, revise_exercise
from clinic.exercises.queries import get_exercise, list_offered, list_own_versions
from clinic.routines.queries import plan_of
from clinic.web.transactions import ChangedMeanwhile
from tests.architecture.states_of_care import prescribed
from tests.architecture.states_of_screens import entered
from tests.exercises.writing import body
from tests.factories import MORNING


def x1_a_clinic_writes_an_exercise(app, ana):
    with entered(app, ana):
        row = written(ana)
        assert row.version == 1
        assert row.code in offered()


def x2_a_change_is_a_version_and_the_one_before_stays(app, ana):
    with entered(app, ana):
        code = written(ana).code
        changed(ana, code, 1, level=2)
        assert (get_exercise(code).version, get_exercise(code).level) == (2, 2)
        assert get_exercise(code, 1).level == 1
        assert code in offered()


def x3_the_second_of_two_changes_is_refused(app, ana):
    with entered(app, ana):
        code = written(ana).code
        changed(ana, code, 1)
        with pytest.raises(ChangedMeanwhile):
            changed(ana, code, 1)
        assert [row.version for row in list_own_versions(code)] == [2, 1]


def x4_what_is_hidden_stays_where_it_is_prescribed(app, ana):
    with entered(app, ana):
        _, routine = prescribed(ana)
        code = plan_of(routine).items[0].exercise.code
        say(ana, code, is_offered=False)
        assert code not in offered()
        assert plan_of(routine).items[0].exercise.code == code


def x5_what_is_shown_again_is_offered(app, ana):
    with entered(app, ana):
        say(ana, "bw-worktop", is_offered=False)
        say(ana, "bw-worktop", is_offered=True)
        assert "bw-worktop" in offered()


def written(by):
    return add_exercise(body(), record_id=new_id(), by=by.actor, at=MORNING)


def changed(by, code, opened_version, **changes):
    return revise_exercise(
        list_own_versions(code)[0],
        body(**changes),
        opened_version=opened_version,
        record_id=new_id(),
        by=by.actor,
        at=MORNING,
    )


def say(by, code, *, is_offered):
    offer_exercise(
        code,
        offered=is_offered,
        reason="As agreed in the team",
        record_id=new_id(),
        by=by.actor,
        at=MORNING,
    )


def offered():
    return {exercise.code for exercise in list_offered()}
