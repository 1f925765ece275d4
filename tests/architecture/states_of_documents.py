"""Lines D of docs/states.md: documents, from a draft to what takes their place."""

import pytest

from clinic.audit.models import AuditEvent
from clinic.db import db, new_id
from clinic.documents import report_actions
from clinic.documents.actions import issue as issue_document
from clinic.documents.orders import Order
from clinic.documents.printing import Kind, print_stored, sha256_of
from clinic.documents.queries import find_replacement, list_drafts, list_for
from clinic.documents.requests import Occasion, ReportRequest
from clinic.domain.episodes import DischargeOutcome, DischargeReason
from clinic.episodes.actions import discharge
from clinic.patients.queries import get_patient
from tests.architecture.states_of_care import LATER, prescribed
from tests.architecture.states_of_screens import entered
from tests.factories import TODAY
from tests.routines.cases import ready_episode


def d1_an_issued_handout_is_kept_with_its_hash(app, ana):
    with entered(app, ana):
        episode, _ = prescribed(ana)
        printed = issue(episode, ana)
        assert list_for(episode) == [printed.record]
        assert printed.record.sha256 == sha256_of(printed.pdf)


def d2_the_same_content_gives_the_same_bytes(app, ana):
    with entered(app, ana):
        episode, _ = prescribed(ana)
        first, second = issue(episode, ana), issue(episode, ana)
        assert first.pdf == second.pdf
        assert print_stored(Kind.HANDOUT, first.record.content, first.record.paper) == first.pdf


def issue(episode, by):
    order = Order(kind=Kind.HANDOUT, paper="a4")
    return issue_document(order, episode, record_id=new_id(), by=by.actor, at=LATER, today=TODAY)


def d3_a_draft_is_no_document(app, ana):
    with entered(app, ana):
        episode = ready_episode(ana, tests={})
        draft = open_draft(episode, ana)
        assert list_drafts(get_patient(episode.patient_id)) == [draft]
        assert list_for(episode) == []


def d4_signing_locks_it_and_ends_the_draft(app, ana):
    with entered(app, ana):
        episode = ready_episode(ana, tests={})
        printed = sign(open_draft(episode, ana), episode, ana)
        assert printed.record.sha256 == sha256_of(printed.pdf)
        assert list_drafts(get_patient(episode.patient_id)) == []


def d5_a_draft_thrown_away_issues_nothing_and_stays_in_the_trail(app, ana):
    with entered(app, ana):
        episode = ready_episode(ana, tests={})
        report_actions.discard_draft(open_draft(episode, ana), episode, by=ana.actor, at=LATER)
        assert list_for(episode) == []
        event = db.session.scalars(
            db.select(AuditEvent).where(AuditEvent.action == "report_draft.discarded")
        ).one()
        assert event.changes["old"]["summary"] == "She turns more safely."


def d6_a_replaced_report_stays_byte_for_byte(app, ana):
    with entered(app, ana):
        episode = ready_episode(ana, tests={})
        older = sign(open_draft(episode, ana), episode, ana)
        newer = sign(amend(older.record, episode, ana), episode, ana)
        assert newer.record.replaces_id == older.record.id
        assert find_replacement(older.record) == newer.record
        kind = Kind(older.record.kind)
        assert print_stored(kind, older.record.content, older.record.paper) == older.pdf


def d7_a_replaced_report_is_not_amended_again(app, ana):
    with entered(app, ana):
        episode = ready_episode(ana, tests={})
        older = sign(open_draft(episode, ana), episode, ana)
        sign(amend(older.record, episode, ana), episode, ana)
        with pytest.raises(report_actions.CannotBeAmended):
            amend(older.record, episode, ana)


def d8_a_replaced_discharge_summary_stays_byte_for_byte(app, ana):
    with entered(app, ana):
        episode = ready_episode(ana, tests={})
        discharge(
            episode,
            DischargeReason.GOALS_REACHED,
            DischargeOutcome.IMPROVED,
            on=TODAY,
            by=ana.actor,
            at=LATER,
        )
        older = sign(open_draft(episode, ana, occasion=Occasion.DISCHARGE), episode, ana)
        newer = sign(amend(older.record, episode, ana), episode, ana)
        assert newer.record.kind == older.record.kind == Kind.DISCHARGE_SUMMARY
        assert newer.record.replaces_id == older.record.id
        stored = older.record
        assert print_stored(Kind.DISCHARGE_SUMMARY, stored.content, stored.paper) == older.pdf


def open_draft(episode, by, occasion=Occasion.PROGRESS):
    return report_actions.open_draft(
        episode,
        ReportRequest(summary="She turns more safely.", occasion=occasion),
        paper="a4",
        record_id=new_id(),
        by=by.actor,
        at=LATER,
    )


def amend(document, episode, by):
    return report_actions.open_amendment(
        document, episode, because="A date was wrong.", record_id=new_id(), by=by.actor, at=LATER
    )


def sign(draft, episode, by):
    return report_actions.sign_draft(
        draft, episode, record_id=new_id(), by=by.actor, at=LATER, today=TODAY
    )
