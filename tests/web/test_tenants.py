"""No act with another clinic's ids reads or changes anything of that clinic.

Hypothesis picks routes, methods, whose ids, and what a form says; whatever it picks, the answer to
a foreign id is the 404 of an id that never existed, and the other clinic's rows stay as they were.
"""

import hashlib
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic.db import clinic_tables, db, enter_clinic, writing
from clinic.ids import new_id
from clinic.web import access
from clinic.web.access import Role
from tests.factories import commit_episode, make_clinician, signed_in

FOREIGN_NAME = "Marlowe-of-Harbour-Lane"
# What belongs to one's own account is not a matter of the clinic.
ROLES = (Role.ADMINISTRATOR, Role.CLINICIAN, Role.ASSISTANT, Role.READER)


def rows_of(app, clinic_id):
    """A digest of everything that a clinic owns, and of its people and its name."""
    digest = hashlib.sha256()
    names = {*clinic_tables(), "clinician", "clinic"}
    with app.app_context():
        enter_clinic(clinic_id)
        connection = db.session.connection()
        for table in db.metadata.sorted_tables:
            if table.name in names:
                key = table.c.id if table.name == "clinic" else table.c.clinic_id
                rows = connection.execute(table.select().where(key == clinic_id)).all()
                digest.update(repr((table.name, sorted(map(repr, rows)))).encode())
    return digest.hexdigest()


def ids_of(app, clinic_id):
    """Every id that a clinic's rows have, by table."""
    found = {}
    with app.app_context():
        enter_clinic(clinic_id)
        connection = db.session.connection()
        for table in db.metadata.sorted_tables:
            if table.name in {*clinic_tables(), "clinician"}:
                rows = connection.execute(
                    db.select(table.c.id).where(table.c.clinic_id == clinic_id)
                )
                found[table.name] = [row.id for row in rows]
    return {name: ids for name, ids in found.items() if ids}


def routes_with_ids(app):
    return [
        (rule, method)
        for rule in sorted(app.url_map.iter_rules(), key=str)
        for method in sorted({"GET", "POST"} & rule.methods)
        if any(map(is_id, rule.arguments)) and rule.endpoint != "accounts.end_session"
    ]


@pytest.fixture
def two_clinics(app, ana, dan, cleo):
    """Ana's clinic with a patient; strangers of every role in Cleo's, signed in."""
    _patient_id, _episode_id = commit_episode(app, ana, family_name=FOREIGN_NAME)
    own_patient, _ = commit_episode(app, cleo, record_number="OC-1")
    strangers = {
        role: signed_in(
            app,
            make_clinician(app, name=f"Stranger {role}", role=role.value, clinic=cleo.clinic_id),
        )
        for role in ROLES
    }
    return ana.clinic_id, ids_of(app, ana.clinic_id), own_patient, strangers


def address_of(app, rule, ids):
    """An address of the route: ids as given, something harmless for the rest."""
    values = {name: ids(name) if is_id(name) else 1 for name in rule.arguments}
    with app.test_request_context():
        return app.url_for(rule.endpoint, **values)


def is_id(name):
    return name.endswith("_id")


def permitted(app, rule, method, role):
    who = access.access_of(app.view_functions[rule.endpoint]).get(method, frozenset())
    return who is access.ANYBODY or role in who


def test_a_foreign_id_in_any_route_is_a_404_like_one_that_never_existed(app, two_clinics):
    clinic_id, foreign, _own_patient, strangers = two_clinics
    before = rows_of(app, clinic_id)
    some_ids = [ids[0] for ids in foreign.values()]
    wrong, asked = [], 0
    for rule, method in routes_with_ids(app):
        for role in ROLES:
            if not permitted(app, rule, method, role):
                continue
            for foreign_id in {foreign["patient"][0], foreign["clinician"][0], some_ids[-1]}:
                for ids in (lambda _name: foreign_id, lambda _name: new_id()):  # noqa: B023 - called in this round
                    answer = strangers[role].open(address_of(app, rule, ids), method=method)
                    asked += 1
                    if answer.status_code != 404 or FOREIGN_NAME in answer.text:
                        wrong.append((str(rule), method, role.value, answer.status_code))
    assert asked > 100
    assert wrong == []
    assert rows_of(app, clinic_id) == before


def test_a_foreign_record_under_ones_own_patient_is_a_404_too(app, two_clinics):
    _clinic_id, foreign, own_patient, strangers = two_clinics
    wrong = []
    for rule, method in routes_with_ids(app):
        if not {"patient_id"} < set(rule.arguments):
            continue
        if not any(is_id(name) and name != "patient_id" for name in rule.arguments):
            continue
        for role in ROLES:
            if not permitted(app, rule, method, role):
                continue
            for ids in foreign.values():
                address = address_of(
                    app,
                    rule,
                    lambda name: own_patient if name == "patient_id" else ids[0],  # noqa: B023 - called in this round
                )
                answer = strangers[role].open(address, method=method)
                if answer.status_code != 404:
                    wrong.append((address, method, role.value, answer.status_code))
    assert wrong == []


FIELDS = st.sampled_from(
    [
        *("record_id", "version", "patient_id", "episode_id", "clinic_id", "clinician_id"),
        *(
            "responsible",
            "responsible_id",
            "name",
            "role",
            "email",
            "note",
            "reason",
            "family_name",
        ),
        *("given_name", "birth_date", "record_number", "event_id", "routine_id", "checklist_id"),
    ]
)


@given(data=st.data())
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_is_sent_nothing_of_the_other_clinic_is_read_or_changed(app, two_clinics, data):
    clinic_id, foreign, own_patient, strangers = two_clinics
    foreign_ids = st.sampled_from([one for ids in foreign.values() for one in ids])
    rule, method = data.draw(
        st.sampled_from(
            [
                (rule, method)
                for rule in sorted(app.url_map.iter_rules(), key=str)
                for method in sorted({"GET", "POST"} & rule.methods)
                if rule.endpoint not in {"static", "accounts.sign_out", "accounts.sign_in"}
            ]
        )
    )
    anybodys = st.one_of(foreign_ids, st.just(own_patient), st.builds(new_id))
    role = data.draw(st.sampled_from(ROLES))
    values = {name: data.draw(anybodys) if is_id(name) else 1 for name in rule.arguments}
    form = data.draw(
        st.dictionaries(
            FIELDS,
            st.one_of(foreign_ids.map(str), st.just(str(clinic_id)), st.text(max_size=20)),
            max_size=8,
        )
    )
    before = rows_of(app, clinic_id)
    with app.test_request_context():
        address = app.url_for(rule.endpoint, **values)
    sent = {"data": form} if method == "POST" else {"query_string": form}
    answer = strangers[role].open(address, method=method, **sent)
    assert answer.status_code < 500, (address, method, form)
    uuids = {value for value in values.values() if isinstance(value, UUID)}
    if uuids - {own_patient} and permitted(app, rule, method, role):
        assert answer.status_code in {400, 404}, (address, method, form)
    assert FOREIGN_NAME not in answer.get_data(as_text=True)
    assert rows_of(app, clinic_id) == before


def test_the_digest_notices_a_change(app, ana, two_clinics):
    """Else the tests above would prove nothing."""
    before = rows_of(app, ana.clinic_id)
    with app.app_context(), writing():
        enter_clinic(ana.clinic_id)
        db.session.execute(db.text("UPDATE patient SET given_name = 'Other'"))
        db.session.commit()
    assert rows_of(app, ana.clinic_id) != before
