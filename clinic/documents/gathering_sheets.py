"""Reads the record for sheets, checklists and the discharge summary."""

from datetime import date
from typing import Final
from uuid import UUID

from clinic.assessments import queries as assessments
from clinic.catalogue.checklist_definitions import get_checklist
from clinic.catalogue.handout_definitions import get_handout
from clinic.documents.checklist_content import ChecklistFacts, Signed, checklist_content
from clinic.documents.diary_content import DiaryFacts, diary_content
from clinic.documents.discharge_content import Ending, discharge_summary_content
from clinic.documents.gathering import (
    CannotBeIssued,
    full_name,
    report_facts,
)
from clinic.documents.heads import letterhead
from clinic.documents.home_sheet_content import HomeSheetFacts, home_sheet_content
from clinic.documents.instrument_sheet_content import (
    InstrumentSheetFacts,
    TestedPerson,
    instrument_sheet_content,
)
from clinic.documents.refusals import why_no_handout
from clinic.documents.requests import ReportRequest
from clinic.domain.findings import ChecklistStatus
from clinic.domain.instruments import Instrument
from clinic.episodes import queries as episodes
from clinic.episodes.models import Episode
from clinic.episodes.words import OUTCOME_WORDS, REASON_WORDS
from clinic.patients import queries as patients
from clinic.precautions import queries as precautions
from clinic.precautions.models import Checklist
from clinic.precautions.presenters import status_tag
from clinic.routines import queries as routines
from clinic.routines.models import Routine
from clinic.session_logs.models import DiarySheet
from reports.content import ProgressReportContent
from reports.sheet_content import DiaryContent, FormContent

NOT_DISCHARGED: Final = "The patient is not discharged yet. Discharge first, then print."


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


def gather_diary(
    episode: Episode, sheet: DiarySheet, *, on: date, language: str = ""
) -> DiaryContent:
    """The diary of one sheet; in the patient's language if none is said."""
    patient = patients.get_patient(episode.patient_id)
    facts = DiaryFacts(
        definition=get_handout(),
        clinic=letterhead(),
        patient_name=full_name(patient),
        record_number=patient.record_number,
        language=language or patient.language,
        code=sheet.code,
        starts_on=sheet.starts_on,
        weeks=sheet.weeks,
        issued_on=on,
    )
    return diary_content(facts)


def gather_home_sheet(episode: Episode, *, on: date, language: str = "") -> FormContent:
    """The home set-up sheet; in the patient's language if none is said.

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
        language=language or patient.language,
        issued_on=on,
    )
    return home_sheet_content(facts)


def gather_discharge_summary(
    episode: Episode, request: ReportRequest, *, signed_by: UUID, on: date
) -> ProgressReportContent:
    """The discharge summary of a closed episode.

    Raises:
        CannotBeIssued: the episode is open.
    """
    discharge = episodes.discharge_of(episode)
    if discharge is None:
        raise CannotBeIssued(NOT_DISCHARGED)
    ending = Ending(
        on=discharge.discharged_on,
        reason=REASON_WORDS[discharge.reason],
        outcome=OUTCOME_WORDS[discharge.outcome],
        note=discharge.note,
    )
    return discharge_summary_content(
        report_facts(episode, request, signed_by=signed_by, on=on), ending
    )


def gather_empty_checklist(episode: Episode, code: str, *, on: date) -> FormContent:
    """A checklist to be answered by hand, in its latest version."""
    return checklist_content(_checklist_facts(episode, code, None, signed=None, on=on))


def gather_signed_checklist(checklist: Checklist, episode: Episode, *, on: date) -> FormContent:
    """A checklist as it was answered and signed."""
    names = episodes.names_of(checklist.clinic_id, {checklist.signed_by_id})
    signed = Signed(
        completed=precautions.completed_checklists([checklist])[checklist.id],
        result=status_tag(checklist.result).text,
        note=checklist.note,
        signed_by=names.get(checklist.signed_by_id, ""),
    )
    code, version = checklist.definition_code, checklist.definition_version
    return checklist_content(_checklist_facts(episode, code, version, signed=signed, on=on))


def gather_test_sheet(episode: Episode, instrument: Instrument, *, on: date) -> FormContent:
    """An empty test sheet; items that need the holder's permission only where it is recorded."""
    patient = patients.get_patient(episode.patient_id)
    person = TestedPerson(
        name=full_name(patient),
        record_number=patient.record_number,
        birth_date=patient.birth_date,
    )
    return _test_sheet(instrument, person, on=on)


def gather_blank_test_sheet(instrument: Instrument, *, on: date) -> FormContent:
    """The same for anybody, with room for the name."""
    return _test_sheet(instrument, None, on=on)


def _test_sheet(instrument: Instrument, person: TestedPerson | None, *, on: date) -> FormContent:
    facts = InstrumentSheetFacts(
        instrument=instrument,
        has_permission=assessments.find_permission(instrument.code) is not None,
        clinic=letterhead(),
        issued_on=on,
        person=person,
    )
    return instrument_sheet_content(facts)


def _checklist_facts(
    episode: Episode, code: str, version: int | None, *, signed: Signed | None, on: date
) -> ChecklistFacts:
    patient = patients.get_patient(episode.patient_id)
    return ChecklistFacts(
        definition=get_checklist(code, version),
        clinic=letterhead(),
        patient_name=full_name(patient),
        record_number=patient.record_number,
        birth_date=patient.birth_date,
        issued_on=on,
        signed=signed,
    )
