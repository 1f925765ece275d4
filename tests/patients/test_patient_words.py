from dataclasses import replace
from datetime import date

from clinic.domain.people import Sex
from clinic.patients import presenters
from clinic.patients.presenters import Difference
from tests.patients.test_patient_search import make_details


def test_two_texts_are_set_side_by_side_in_words():
    saved = make_details()
    typed = replace(
        saved,
        birth_date=date(1947, 8, 3),
        sex=Sex.UNKNOWN,
        language="el",
        telephone="01632 960 871",
    )
    assert presenters.differences(saved, typed) == [
        Difference(label="Birth date", saved="3 August 1946", typed="3 August 1947"),
        Difference(label="Sex for norms", saved="F", typed="sex not stated"),
        Difference(label="Language", saved="English", typed="Ελληνικά"),
        Difference(label="Telephone", saved="empty", typed="01632 960 871"),
    ]
    assert presenters.differences(saved, saved) == []
