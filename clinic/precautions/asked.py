"""A checklist being answered: whom it is about, which it is, and what was answered so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import request
from werkzeug.exceptions import Forbidden, NotFound

from clinic import clock
from clinic.catalogue.checklist_definitions import CLINICAL_SCREEN, PRE_SESSION, get_checklist
from clinic.catalogue.loading import UnknownDefinition
from clinic.domain.checklists import ChecklistDefinition, DoctorsStep, ItemId
from clinic.domain.episodes import EpisodeClosed
from clinic.domain.findings import ChecklistFindings
from clinic.domain.precautions import read_checklist
from clinic.episodes import queries as episodes
from clinic.episodes.models import Episode
from clinic.patients import queries as patients
from clinic.patients.models import Patient
from clinic.precautions import queries
from clinic.precautions.facts import list_facts
from clinic.precautions.forms import ChecklistForm, checklist_form
from clinic.web.access import CLINICIANS, Actor, current_actor


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a page of questions is about: whom, which checklist, and what was answered so far."""

    patient: Patient
    episode: Episode
    definition: ChecklistDefinition
    form: ChecklistForm
    standing: Mapping[ItemId, DoctorsStep]
    today: date

    def read(self) -> ChecklistFindings:
        """What the answers so far say."""
        completed = self.form.completed(on=self.today)
        known = list_facts([self.episode])[self.episode.id]
        return read_checklist(
            self.definition,
            completed.with_doctors_steps(self.form.still_cleared(self.standing)),
            as_of=self.today,
            high_risk=queries.is_high_risk(completed, known),
        )


def asked_for(patient_id: UUID) -> Asked:
    """The checklist that the address names, for this patient, with what was sent."""
    actor = current_actor()
    today = clock.today(actor.time_zone)
    patient = patients.get_patient(patient_id)
    episode = open_episode(patient)
    definition = _definition_asked_for(actor)
    return Asked(
        patient=patient,
        episode=episode,
        definition=definition,
        form=checklist_form(definition.code, definition.version)(),
        standing=queries.standing_clearances(episode, definition.code, today=today),
        today=today,
    )


def open_episode(patient: Patient) -> Episode:
    """The open episode.

    Raises:
        EpisodeClosed: there is none.
    """
    episode = episodes.find_open_episode(patient)
    if episode is None:
        raise EpisodeClosed
    return episode


def _definition_asked_for(actor: Actor) -> ChecklistDefinition:
    try:
        definition = get_checklist(
            request.args.get("definition", CLINICAL_SCREEN), request.args.get("version", type=int)
        )
    except UnknownDefinition:
        raise NotFound from None
    require_signer(definition.code, actor)
    return definition


def require_signer(code: str, actor: Actor) -> None:
    """All checklists but the one before a session are signed by a clinician."""
    if code != PRE_SESSION and not actor.may(CLINICIANS):
        raise Forbidden
