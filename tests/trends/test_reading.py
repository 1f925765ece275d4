"""How results are read: from few columns, in few queries, as if each record had been read whole."""

import sqlalchemy as sa

from clinic.assessments.queries import list_for, read_all_series, read_series
from clinic.assessments.results import result_of
from clinic.db import db, enter_clinic
from clinic.domain.responses import Aid, Status
from clinic.episodes.queries import get_episode
from tests.assessments.records import FEBRUARY, MARCH
from tests.domain.instrument_cases import BERG, BWT3M, CHAIR, TUG
from tests.trends.test_trends_page import BETWEEN


def statements_of(app, ask):
    """What the database is asked while something is done."""
    asked = []
    with app.app_context():
        engine = db.engine

    def note(_connection, _cursor, statement, *_more):
        asked.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    ask()
    sa.event.remove(engine, "before_cursor_execute", note)
    return asked


def test_a_result_from_few_columns_is_that_of_the_whole_record(app, ana, edith, measured):
    measured(TUG, "16.80", on=FEBRUARY, aid=Aid.SINGLE_STICK)
    measured(TUG, on=BETWEEN, status=Status.UNABLE)
    measured(CHAIR, 9, on=MARCH)
    with app.app_context():
        enter_clinic(ana.clinic_id)
        episode = get_episode(edith[1])
        whole = {
            code: [
                result_of(row) for row in reversed(list_for(episode)) if row.instrument_code == code
            ]
            for code in ("tug", "cst30")
        }
        read = {series.instrument.code: list(series.results) for series in read_all_series(episode)}
        assert read == whole
        assert list(read_series(episode, "tug").results) == whole["tug"]


def test_the_page_asks_the_database_no_more_for_more_instruments(app, trends, measured):
    measured(TUG, "16.80", on=FEBRUARY)
    trends()
    one = statements_of(app, trends)
    measured(BERG, *[3] * 14, on=FEBRUARY)
    measured(BWT3M, 5, 5, on=FEBRUARY)
    measured(CHAIR, 9, on=FEBRUARY)
    trends()
    four = statements_of(app, trends)
    assert len(four) == len(one)


def test_what_is_remembered_of_a_measure_gives_way_to_a_new_result(trends, measured):
    measured(TUG, "16.80", on=FEBRUARY)
    measured(BERG, *[3] * 14, on=FEBRUARY)
    before = trends().text
    assert trends().text.count("<circle") == before.count("<circle")
    measured(TUG, "12.46", on=MARCH)
    after = trends().text
    assert "12.46" not in before
    assert after.count("12.46 s") >= 2  # at one glance, and at its chart
    assert after.count("<figure") == before.count("<figure") == 2


def test_results_of_the_same_words_are_one_series_of_the_same_objects(app, ana, edith, measured):
    measured(TUG, "16.80", on=FEBRUARY)
    with app.app_context():
        enter_clinic(ana.clinic_id)
        episode = get_episode(edith[1])
        [once], [again] = read_all_series(episode), read_all_series(episode)
        assert once is again
