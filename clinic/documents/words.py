"""The fixed words of documents: their kinds, their files, their paper."""

from collections.abc import Mapping
from typing import Final

from clinic.documents.printing import Kind
from clinic.documents.requests import Audience

PAPER_WORDS: Final = {"a4": "A4", "letter": "US Letter"}
AUDIENCE_WORDS: Final[Mapping[str, str]] = {
    Audience.DOCTOR: "Doctor",
    Audience.PATIENT: "Patient",
    Audience.FUNDER: "Funder",
}
# The languages that sheets for patients can be printed in.
LANGUAGE_WORDS: Final[Mapping[str, str]] = {
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "de": "German",
    "zh-Hans": "Simplified Chinese",
}
SIZE_WORDS: Final = {
    "14": "14 point, fewer pages",
    "18": "18 point, large print",
    "22": "22 point, for weak eyes; a card too long for its page in 20 or 18 point",
}
KIND_WORDS: Final[Mapping[str, str]] = {
    Kind.HANDOUT: "Handout",
    Kind.PROGRESS_REPORT: "Progress report",
    Kind.PATIENT_REPORT: "Progress report for the patient",
    Kind.FUNDER_REPORT: "Progress report for the funder",
    Kind.DIARY: "Diary",
    Kind.HOME_SHEET: "Home set-up sheet",
    Kind.DISCHARGE_SUMMARY: "Discharge summary",
    Kind.CHECKLIST: "Checklist",
    Kind.TEST_SHEET: "Test sheet",
    Kind.TRENDS: "Trends",
}
# What is signed, named once more in a sentence.
NOUNS: Final[Mapping[str, str]] = {
    Kind.PROGRESS_REPORT: "report",
    Kind.PATIENT_REPORT: "report",
    Kind.FUNDER_REPORT: "report",
    Kind.DISCHARGE_SUMMARY: "summary",
}
FILE_WORDS: Final[Mapping[str, str]] = {
    Kind.HANDOUT: "handout",
    Kind.PROGRESS_REPORT: "progress-report",
    Kind.PATIENT_REPORT: "progress-report",
    Kind.FUNDER_REPORT: "progress-report",
    Kind.DIARY: "diary",
    Kind.HOME_SHEET: "home-set-up",
    Kind.DISCHARGE_SUMMARY: "discharge-summary",
    Kind.CHECKLIST: "checklist",
    Kind.TEST_SHEET: "test-sheet",
    Kind.TRENDS: "trends",
}
BINDING_WORDS: Final[Mapping[str, str]] = {
    "pdf": "One PDF to print; each person begins on a new sheet",
    "zip": "A file each, in a zip",
}
# What a file of many is called.
KINDS_WORDS: Final[Mapping[str, str]] = {
    Kind.HANDOUT: "Handouts",
    Kind.PROGRESS_REPORT: "Progress reports",
    Kind.PATIENT_REPORT: "Progress reports for patients",
    Kind.FUNDER_REPORT: "Progress reports for funders",
    Kind.DIARY: "Diaries",
    Kind.HOME_SHEET: "Home set-up sheets",
    Kind.DISCHARGE_SUMMARY: "Discharge summaries",
    Kind.CHECKLIST: "Checklists",
    Kind.TEST_SHEET: "Test sheets",
    Kind.TRENDS: "Trends",
}
