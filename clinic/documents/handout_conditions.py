"""What the clearance asks, as the sheet tells it: for the whole training, and on each card."""

from collections.abc import Iterator, Sequence
from typing import Final

from clinic.catalogue.checklist_definitions import get_checklist
from clinic.catalogue.handout_definitions import HandoutDefinition
from clinic.documents.wording import Wording
from clinic.domain.checklists import ItemId
from clinic.domain.exercise_rules import OWN_CHECKLIST
from clinic.domain.exercises import ExerciseDefinition
from clinic.locales import ENGLISH
from reports.content import Statement

# Source: Stepback programme, section 6, "mitigations are therapist wording, English only": on a
# sheet in another language they are marked as English. Only what is to be done is told: a label
# such as "Alcohol or drugs" stays in the record.
LEAD_OF_THE_SHEET: Final = "For your helper and your clinic:"
MARK_OF_ENGLISH: Final = "English"

Conditions = Sequence[tuple[ItemId, str]]
"""The item of a checklist, and what it asks."""


def of_the_sheet(
    conditions: Conditions, definition: HandoutDefinition, wording: Wording
) -> Iterator[Statement]:
    """All conditions, one under the other."""
    lead = LEAD_OF_THE_SHEET if wording.language == ENGLISH else _take_care(definition, wording)
    for index, (_, text) in enumerate(conditions):
        yield Statement(lead="" if index else lead, rest=text, language=ENGLISH)


def of_the_exercise(
    exercise: ExerciseDefinition,
    conditions: Conditions,
    definition: HandoutDefinition,
    wording: Wording,
) -> Iterator[Statement]:
    """Those of the exercise's own cautions, and of the checklist that its kind needs."""
    about = set(exercise.caution_if)
    own = OWN_CHECKLIST.get(exercise.category)
    if own:
        about |= {item.id for item in get_checklist(own).items}
    texts = [text for item_id, text in conditions if item_id in about]
    if texts:
        lead = _take_care(definition, wording)
        yield Statement(lead=lead, rest=" ".join(texts), language=ENGLISH)


def _take_care(definition: HandoutDefinition, wording: Wording) -> str:
    label = definition.text("card", "conditions", wording.language)
    marked = label if wording.language == ENGLISH else f"{label} ({MARK_OF_ENGLISH})"
    return wording.colon(marked)
