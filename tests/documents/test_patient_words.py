"""What the patient's report says by itself is as easy to read as the handout."""

import pytest

from clinic.documents.patient_report_content import NO_PROMISE, PLAIN_MEASURES, PLAIN_VERDICTS
from clinic.domain.comparison import Verdict
from clinic.domain.reading import (
    HARDEST_FOR_PATIENTS,
    LONGEST_SENTENCE,
    longest_sentence,
    reading_grade,
)

SAID = [*PLAIN_VERDICTS.values(), *PLAIN_MEASURES.values(), NO_PROMISE]


@pytest.mark.parametrize("said", SAID)
def test_each_sentence_keeps_to_the_reading_grade(said):
    assert reading_grade(said) <= HARDEST_FOR_PATIENTS
    assert longest_sentence(said) <= LONGEST_SENTENCE


def test_every_verdict_has_plain_words():
    assert set(PLAIN_VERDICTS) == set(Verdict)
