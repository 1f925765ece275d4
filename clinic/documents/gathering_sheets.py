"""Reads the record for sheets that are filled in by hand."""

from datetime import date

from clinic.catalogue.handout_definitions import get_handout
from clinic.documents.diary_content import DiaryFacts, diary_content
from clinic.documents.gathering import CannotBeIssued, full_name, letterhead, why_no_handout
from clinic.documents.home_sheet_content import HomeSheetFacts, home_sheet_content
from clinic.domain.findings import ChecklistStatus
from clinic.episodes.models import Episode
from clinic.patients import queries as patients
from clinic.precautions import queries as precautions
from clinic.routines import queries as routines
from clinic.routines.models import Routine
from clinic.session_logs.models import DiarySheet
from reports.sheet_content import DiaryContent, FormContent


def why_no_home_sheet(episode: Episode, *, on: date) -> str:
    """Why no home set-up sheet can be printed now; empty when it can."""
    if precautions.current_clearance(episode, today=on).status is ChecklistStatus.ABSOLUTE_STOP:
        return "The clinical screen says stop. No sheet for training is printed."
    return ""


def routine_for_diary(episode: Episode, *, on: date) -> Routine:
    """The routine in force.

    Raises:
        CannotBeIssued: what speaks against a handout speaks against a diary.
    """
    refusal = why_no_handout(episode, on=on)
    routine = routines.current_routine(episode)
    if refusal or routine is None:
        raise CannotBeIssued(refusal)
    return routine


def gather_diary(episode: Episode, sheet: DiarySheet, *, on: date) -> DiaryContent:
    """The diary of one sheet, in the patient's language."""
    patient = patients.get_patient(episode.patient_id)
    facts = DiaryFacts(
        definition=get_handout(),
        clinic=letterhead(),
        patient_name=full_name(patient),
        record_number=patient.record_number,
        language=patient.language,
        code=sheet.code,
        starts_on=sheet.starts_on,
        weeks=sheet.weeks,
        issued_on=on,
    )
    return diary_content(facts)


def gather_home_sheet(episode: Episode, *, on: date) -> FormContent:
    """The home set-up sheet, in the patient's language.

    Raises:
        CannotBeIssued: the clinical screen says stop.
    """
    refusal = why_no_home_sheet(episode, on=on)
    if refusal:
        raise CannotBeIssued(refusal)
    patient = patients.get_patient(episode.patient_id)
    facts = HomeSheetFacts(
        definition=get_handout(),
        clinic=letterhead(),
        patient_name=full_name(patient),
        record_number=patient.record_number,
        language=patient.language,
        issued_on=on,
    )
    return home_sheet_content(facts)
