"""What many parts of a page ask is asked once, and never answered from another time or clinic."""

import sqlalchemy as sa
from markupsafe import Markup

from clinic.db import db, enter_clinic, writing
from clinic.episodes.models import Episode
from clinic.episodes.queries import list_episodes
from clinic.patients.models import Patient
from clinic.web.records import IDS, Question, asked_once, get_record
from tests.factories import commit_episode, make_episode
from tests.trends.test_reading import statements_of

EPISODES = Question(sa.select(Episode).where(Episode.patient_id.in_(IDS)))


def test_one_request_asks_once_however_many_want_to_know(app, ana):
    patient_id, episode_id = commit_episode(app, ana)
    told = []

    def ask():
        with app.test_request_context():
            enter_clinic(ana.clinic_id)
            told.extend(EPISODES.records([patient_id]) + EPISODES.records({patient_id}))

    asked = statements_of(app, ask)
    assert [episode.id for episode in told] == [episode_id, episode_id]
    assert len([one for one in asked if "FROM episode" in one]) == 1


def test_nothing_is_asked_about_nobody(app, ana):
    with app.test_request_context():
        enter_clinic(ana.clinic_id)
        assert statements_of(app, lambda: EPISODES.records([])) == []


def test_what_was_told_to_one_clinic_is_not_told_to_another(app, ana, cleo):
    patient_id, _ = commit_episode(app, ana)
    with app.test_request_context():
        enter_clinic(ana.clinic_id)
        assert len(EPISODES.records([patient_id])) == 1
        enter_clinic(cleo.clinic_id)
        assert EPISODES.records([patient_id]) == []


def test_one_question_for_another_day_is_another_question(app, ana):
    patient_id, _ = commit_episode(app, ana)
    since = Question(
        sa.select(Episode).where(
            Episode.patient_id.in_(IDS), Episode.enrolled_on >= sa.bindparam("day")
        )
    )
    with app.test_request_context():
        enter_clinic(ana.clinic_id)
        [episode] = since.records([patient_id], day=EPISODES.records([patient_id])[0].enrolled_on)
        assert since.records([patient_id], day=episode.enrolled_on.replace(year=9999)) == []


def test_while_something_is_written_each_question_is_asked_anew(app, ana):
    patient_id, _ = commit_episode(app, ana)
    with app.test_request_context():
        enter_clinic(ana.clinic_id)
        assert len(EPISODES.records([patient_id])) == 1
        db.session.rollback()
        with writing():
            patient = get_record(Patient, patient_id)
            [before] = list_episodes(patient)
            another = make_episode(ana, patient)
            db.session.flush()
            assert {one.id for one in list_episodes(patient)} == {before.id, another.id}
            db.session.commit()
        assert len(EPISODES.records([patient_id])) == 2


def test_a_stretch_that_only_reads_asks_once_also_where_something_is_written(app, ana):
    patient_id, _ = commit_episode(app, ana)
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        patient = get_record(Patient, patient_id)
        with asked_once():
            list_episodes(patient)
            assert statements_of(app, lambda: list_episodes(patient)) == []
            another = make_episode(ana, patient)
            db.session.flush()
            assert another in list_episodes(patient)
        assert statements_of(app, lambda: list_episodes(patient)) != []


def test_a_statement_that_is_kept_is_restricted_to_the_clinic_of_the_moment(app, ana, cleo):
    commit_episode(app, ana)
    kept = sa.select(Episode)
    with app.app_context():
        for person, count in ((ana, 1), (cleo, 0), (ana, 1)):
            enter_clinic(person.clinic_id)
            assert len(db.session.scalars(kept).all()) == count


def test_markup_that_is_remembered_is_that_of_its_own_values(app):
    page = app.jinja_env.from_string(
        "{% macro bold(words) %}<b>{{ words }}</b>{% endmacro %}"
        "{{ remembered(bold, words) }}{{ remembered(bold, markup) }}{{ remembered(bold, words) }}"
    )
    assert page.render(words="<i>", markup=Markup("<i>")) == (
        "<b>&lt;i&gt;</b><b><i></b><b>&lt;i&gt;</b>"
    )
