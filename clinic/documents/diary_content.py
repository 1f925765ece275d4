"""What a diary says: the catalogue's words, with the days of its weeks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from clinic.catalogue.handout_definitions import HandoutDefinition
from clinic.documents.handout_asides import effort_scale, led
from clinic.documents.telephones import telephones
from clinic.documents.wording import Wording
from reports.content import Aside, Clinic, HandoutLabels
from reports.sheet_content import DiaryContent, DiaryWeek

# What a day is asked, in the order of the sheet; the grid that reads it has the same order.
QUESTIONS: Final = ("done", "effort", "lost_balance", "fell")
# What a day counts, explained.
COUNTED: Final = ("wobble", "fall")
DAYS_A_WEEK: Final = 7
BRACKET: Final = re.compile(" ?([(（])")


@dataclass(frozen=True, kw_only=True, slots=True)
class DiaryFacts:
    """One sheet, and for whom it is printed. `starts_on` is a Monday."""

    definition: HandoutDefinition
    clinic: Clinic
    patient_name: str
    record_number: str
    language: str
    code: str
    starts_on: date
    weeks: int
    issued_on: date


def diary_content(facts: DiaryFacts) -> DiaryContent:
    """The finished words of the diary, in the patient's language where it can be printed."""
    wording = Wording.of(facts.language)
    language = wording.language
    say = facts.definition.text
    texts = facts.definition.texts("diary", language)
    day = wording.day(facts.issued_on)
    return DiaryContent(
        language=language,
        title=say("titles", "diary", language),
        clinic=facts.clinic,
        patient_name=facts.patient_name,
        record_number=facts.record_number,
        issued_on=facts.issued_on,
        how_to_fill=texts["how_to_fill"],
        date_heading=texts["date"],
        # What is in brackets stands on a line of its own.
        questions=tuple(BRACKET.sub(r"\n\1", texts[key]) for key in QUESTIONS),
        weeks=tuple(_weeks(facts, wording)),
        if_you_fall=texts["if_you_fall"],
        bring=texts["bring"],
        code_label=wording.colon(texts["sheet_code"]),
        code=facts.code,
        foot=f"{facts.patient_name} · {facts.record_number} · {day}",
        labels=HandoutLabels(
            emergency=say("titles", "emergency", language),
            clinic=say("titles", "clinic_phone", language),
            page=say("titles", "page_n", language),
        ),
        asides=(
            effort_scale(facts.definition, language),
            Aside(lines=tuple(led(say("words", key, language)) for key in COUNTED)),
        ),
        numbers=telephones(facts.definition, facts.clinic, language),
    )


def _weeks(facts: DiaryFacts, wording: Wording) -> Iterator[DiaryWeek]:
    names = facts.definition.weekdays[wording.language]
    for index in range(facts.weeks):
        days = [
            facts.starts_on + timedelta(days=index * DAYS_A_WEEK + day)
            for day in range(DAYS_A_WEEK)
        ]
        yield DiaryWeek(
            heading=wording.days(days[0], days[-1]),
            days=tuple(f"{name}\n{day.day}" for name, day in zip(names, days, strict=True)),
        )
