"""Reads the record for the programme on the wall and for the class list."""

from collections.abc import Iterator, Sequence
from datetime import date

from clinic.catalogue.handout_definitions import get_handout
from clinic.catalogue.ladder_definitions import get_ladder
from clinic.documents.gathering import full_name
from clinic.documents.gym_content import (
    ClassFacts,
    InClass,
    WallFacts,
    class_list_content,
    wall_content,
)
from clinic.documents.heads import letterhead
from clinic.documents.refusals import NO_ROUTINE, refused_training
from clinic.domain.plan import Guard
from clinic.episodes.models import Episode
from clinic.patients.models import Patient
from clinic.precautions import queries as precautions
from clinic.precautions.clearance_words import condition_tags
from clinic.routines import queries as routines
from clinic.routines.models import Routine
from clinic.routines.words import GUARD_WORDS
from reports.gym_content import ClassListContent, WallContent


def gather_wall(language: str, *, on: date) -> WallContent:
    """The programme at a glance, in a language of the handout."""
    facts = WallFacts(
        definition=get_handout(),
        ladder=get_ladder(),
        clinic=letterhead(),
        language=language,
        issued_on=on,
    )
    return wall_content(facts)


def gather_class_list(chosen: Sequence[tuple[Episode, Patient]], *, on: date) -> ClassListContent:
    """The list for the clipboard: who trains with which exercises, and who may not, and why."""
    people: list[InClass] = []
    left_out: list[tuple[str, str]] = []
    for episode, patient in chosen:
        routine = routines.current_routine(episode)
        refusal = refused_training(episode, on=on)
        if refusal is not None or routine is None:
            left_out.append((full_name(patient), (refusal or NO_ROUTINE).reason))
        else:
            people.append(_in_class(episode, patient, routine, on=on))
    facts = ClassFacts(clinic=letterhead(), people=people, left_out=left_out, issued_on=on)
    return class_list_content(facts)


def _in_class(episode: Episode, patient: Patient, routine: Routine, *, on: date) -> InClass:
    helper = routines.helper_of(routine)
    return InClass(
        name=full_name(patient),
        record_number=patient.record_number,
        plan=routines.plan_of(routine),
        helper_name=helper.name if helper else "",
        care=tuple(_care(episode, routine, on=on)),
    )


def _care(episode: Episode, routine: Routine, *, on: date) -> Iterator[str]:
    for word in routine.guards:
        yield GUARD_WORDS[Guard(word)]
    clearance = precautions.current_clearance(episode, today=on)
    for tag in condition_tags(clearance):
        yield tag.text
