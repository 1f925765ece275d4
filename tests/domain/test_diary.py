import pytest

from clinic.domain.diary import DiaryBox, DiaryDay, DiaryProblem, read_day

DONE, EFFORT, WOBBLES, FELL = DiaryBox


def read(done="", effort="", wobbles="", fell=""):
    return read_day({DONE: done, EFFORT: effort, WOBBLES: wobbles, FELL: fell})


def test_a_day_is_read_from_its_boxes():
    assert read("x", "4", "1", "0") == (DiaryDay(done=True, effort=4, wobbles=1, falls=0), {})


def test_a_blank_box_is_not_told_and_not_zero():
    day, problems = read("x")
    assert (day.effort, day.wobbles, day.falls, problems) == (None, None, None, {})


def test_a_blank_day_says_nothing():
    day, problems = read()
    assert day.is_blank
    assert problems == {}


@pytest.mark.parametrize("mark", ["x", "X", "v", "✓", "1", "3", " x "])
def test_a_cross_or_a_number_means_done(mark):
    assert read(mark)[0].done is True


@pytest.mark.parametrize("mark", ["0", "-", "n", "N"])
def test_a_nought_or_a_dash_means_not_done(mark):
    day, problems = read(mark)
    assert day.done is False
    assert problems == {}


@pytest.mark.parametrize(
    ("box", "typed", "problem"),
    [
        ("done", "?", DiaryProblem.NO_MARK),
        ("effort", "11", DiaryProblem.NOT_ON_SCALE),
        ("effort", "x", DiaryProblem.NOT_ON_SCALE),
        ("effort", "-1", DiaryProblem.NOT_ON_SCALE),
        ("effort", "4.", DiaryProblem.NOT_ON_SCALE),
        ("wobbles", "x", DiaryProblem.NO_COUNT),
        ("wobbles", "100", DiaryProblem.NO_COUNT),
        ("fell", "a", DiaryProblem.NO_COUNT),
        ("fell", "٣", DiaryProblem.NO_COUNT),
    ],
)
def test_what_cannot_be_read_is_flagged_in_its_box(box, typed, problem):
    _, problems = read(**({"done": "x"} | {box: typed}))
    assert problems == {DiaryBox(box): problem}


@pytest.mark.parametrize("told", [{"effort": "0"}, {"wobbles": "2"}])
def test_a_day_that_tells_of_training_has_to_be_marked_as_done(told):
    assert read("", **told)[1] == {DONE: DiaryProblem.NOT_MARKED_DONE}
    assert read("0", **told)[1] == {DONE: DiaryProblem.DONE_AND_NOT}
    assert read("x", **told)[1] == {}


def test_a_cross_for_a_fall_is_one_fall():
    assert read("x", fell="x")[0].falls == 1


def test_no_fall_on_a_day_without_training_contradicts_nothing():
    assert read("", fell="0")[1] == {}


@pytest.mark.parametrize("mark", ["", "0"])
@pytest.mark.parametrize("fell", ["1", "x", "2"])
def test_a_fall_on_a_day_without_training_contradicts_nothing(mark, fell):
    day, problems = read(mark, fell=fell)
    assert day.falls
    assert not day.is_blank
    assert problems == {}


def test_everything_that_is_wrong_with_a_day_is_told_at_once():
    assert read("0", "11", "2")[1] == {
        DONE: DiaryProblem.DONE_AND_NOT,
        EFFORT: DiaryProblem.NOT_ON_SCALE,
    }
    assert read("", "11")[1] == {
        DONE: DiaryProblem.NOT_MARKED_DONE,
        EFFORT: DiaryProblem.NOT_ON_SCALE,
    }
    assert read("?", "4", "z")[1] == {
        DONE: DiaryProblem.NO_MARK,
        WOBBLES: DiaryProblem.NO_COUNT,
    }
