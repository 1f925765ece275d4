"""What the patient's report says by itself is as easy to read as the handout."""

import pytest

from clinic.documents.patient_report_content import (
    NO_PROMISE,
    PLAIN_MEASURES,
    PLAIN_VERDICTS,
    falls_told,
)
from clinic.documents.report_content import risk_side
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


@pytest.mark.parametrize(
    ("falls", "told"),
    [
        (0, "You told us of no falls."),
        (1, "You told us of 1 fall."),
        (2, "You told us of 2 falls."),
    ],
)
def test_falls_that_were_told_are_told_back(falls, told):
    assert falls_told(falls) == told


@pytest.mark.parametrize(
    ("names", "line"),
    [
        ([], ""),
        (["Berg"], "On the risk side of its line: Berg."),
        (["Berg", "TUG"], "On the risk side of their lines: Berg and TUG."),
    ],
)
def test_several_measures_have_lines_of_their_own(names, line):
    assert risk_side(names) == line
