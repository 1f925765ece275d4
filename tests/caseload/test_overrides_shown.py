"""An override stands wherever its patient is listed: caseload, needs, search."""

from datetime import timedelta

from clinic.catalogue.checklist_definitions import CLINICAL_SCREEN, get_checklist
from clinic.domain.checklists import Answer, CompletedChecklist, ItemAnswer, ItemId, all_safe
from clinic.domain.falls import HealthEventKind
from clinic.falls.actions import record_health_event
from clinic.ids import new_id
from clinic.precautions import queries
from clinic.precautions.actions import override_refusal, sign_checklist
from tests.caseload.scene import clinic_of, enrol
from tests.factories import MORNING, TODAY

YESTERDAY = TODAY - timedelta(days=1)
SHOWN = "Override to 27 Mar, Ana Ribeiro: Same helper from Monday"


def overridden(by):
    """Somebody with a caution whose action nobody ticked, and a clinician who went past it."""
    episode = enrol(by, "Rosa", "Delgado", number="3")
    safe = all_safe(get_checklist(CLINICAL_SCREEN), on=YESTERDAY)
    answers = {**safe.answers, ItemId("CS51"): ItemAnswer(answer=Answer.YES)}
    screen = sign_checklist(
        episode,
        CompletedChecklist(definition=safe.definition, completed_on=YESTERDAY, answers=answers),
        record_id=new_id(),
        by=by.actor,
        at=MORNING - timedelta(days=1),
    )
    override_refusal(
        screen,
        episode,
        queries.current_findings(episode, today=TODAY),
        reason="Same helper from Monday",
        expires_on=TODAY + timedelta(7),
        record_id=new_id(),
        by=by.actor,
        at=MORNING - timedelta(hours=1),
    )
    return episode


def found(client) -> str:
    return client.post("/search", data={"q": "Delgado"}, follow_redirects=True).text


def test_an_override_stands_beside_the_name_in_the_caseload_and_in_the_search(app, ana, client):
    with clinic_of(app, ana):
        overridden(ana)
    assert SHOWN in client.get("/").text
    assert SHOWN in found(client)


def test_an_override_that_no_longer_holds_is_not_shown(app, ana, client):
    with clinic_of(app, ana):
        episode = overridden(ana)
        record_health_event(
            episode,
            HealthEventKind.MEDICATION_CHANGE,
            happened_on=TODAY,
            by=ana.actor,
            at=MORNING,
        )
    assert "Override to" not in client.get("/").text
    assert "Override to" not in found(client)
