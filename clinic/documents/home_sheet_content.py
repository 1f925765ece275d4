"""What the home set-up sheet says: where, what to move away, who stands where, and who signs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from clinic.catalogue.handout_definitions import HandoutDefinition
from clinic.documents.telephones import telephones
from clinic.documents.wording import Wording
from reports.content import Clinic, HandoutLabels
from reports.sheet_content import FormChoice, FormContent, FormLine, FormPart

# Key of the question, and the lines it gets.
PLACE: Final = (
    ("where", 1),
    ("hold_on_to", 1),
    ("path_length", 1),
    ("path_width", 1),
    ("move_away", 2),
    ("chair_place", 1),
    ("phone_place", 1),
    ("days_times", 1),
)
STANDING: Final = (("i_stand", 1), ("helper_stands", 1))
SHORT: Final = frozenset(
    {"path_length", "path_width", "chair_place", "phone_place", "i_stand", "helper_stands"}
)
SIGNATURES: Final = ("sign_patient", "sign_helper", "sign_therapist", "checked_on")


@dataclass(frozen=True, kw_only=True, slots=True)
class HomeSheetFacts:
    """For whom the sheet is printed. It is filled in by hand, together."""

    definition: HandoutDefinition
    clinic: Clinic
    patient_name: str
    record_number: str
    language: str
    issued_on: date


def home_sheet_content(facts: HomeSheetFacts) -> FormContent:
    """The finished words of the sheet, in the patient's language where it can be printed."""
    wording = Wording.of(facts.language)
    language = wording.language
    say = facts.definition.text
    texts = facts.definition.texts("home_sheet", language)
    ticks = facts.definition.texts("setup", language).values()
    return FormContent(
        language=language,
        title=say("titles", "home_sheet", language),
        clinic=facts.clinic,
        patient_name=facts.patient_name,
        identity=texts["intro"],
        issued_on=facts.issued_on,
        is_large=True,
        parts=(
            FormPart(heading="", questions=_lines(texts, PLACE)),
            FormPart(
                heading=texts["who_stands"],
                texts=(texts["helper_rule"], texts["helper_stop"]),
                questions=_lines(texts, STANDING),
                is_whole=True,
            ),
            FormPart(
                heading=say("titles", "check_today", language),
                questions=tuple(FormLine(text="", choices=(FormChoice(text=t),)) for t in ticks),
                is_whole=True,
            ),
            FormPart(
                heading="",
                questions=tuple(
                    FormLine(text="", choices=(FormChoice(text=texts[key]),))
                    for key in ("agree", "helper_agree")
                ),
            ),
        ),
        signatures=tuple(FormLine(text=texts[key], lines=1, is_short=True) for key in SIGNATURES),
        foot=f"{facts.patient_name} · {facts.record_number} · {wording.day(facts.issued_on)}",
        version_code=wording.labelled(
            say("cover", "version", language), str(facts.definition.version)
        ),
        labels=HandoutLabels(page=say("titles", "page_n", language)),
        numbers=telephones(facts.definition, facts.clinic, language),
    )


def _lines(texts: Mapping[str, str], keys: tuple[tuple[str, int], ...]) -> tuple[FormLine, ...]:
    return tuple(
        FormLine(text=texts[key], lines=lines, is_short=key in SHORT) for key, lines in keys
    )
