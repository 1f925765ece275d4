"""Whom to call, in the foot of a sheet that the patient has at home."""

from clinic.catalogue.handout_definitions import HandoutDefinition
from clinic.documents.wording import NO_BREAK_SPACE
from reports.content import Clinic


def telephones(definition: HandoutDefinition, clinic: Clinic, language: str) -> str:
    """The numbers of the clinic and for an emergency with their labels; what is not known is left.

    Source: Stepback programme, section 5.20, phone ("in the footer of each page"), judgement [?].
    """
    numbers = (("clinic_phone", clinic.telephone), ("emergency", clinic.emergency_number))
    return " · ".join(
        f"{definition.text('titles', label, language)} {number.replace(' ', NO_BREAK_SPACE)}"
        for label, number in numbers
        if number
    )
