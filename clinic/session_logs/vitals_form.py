"""Vital signs on the form of a training: asked where the checklist wants them, none is owed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from wtforms import IntegerField
from wtforms.validators import ValidationError

from clinic.domain.progression_facts import RestPosition, Vitals
from clinic.session_logs.vitals import POSITIONS
from clinic.web.fields import OpenChoiceField, options, whole_number_field


class VitalsFields:
    """Pressure at rest and on standing, pulse, oxygen. Limits of what can be typed are house
    rules [?]: a slip of the finger is caught, no patient is judged by them.
    """

    systolic = whole_number_field("Systolic at rest", least=50, most=300)
    diastolic = whole_number_field("Diastolic at rest", least=20, most=200)
    rested = OpenChoiceField("At rest she was", choices=options(POSITIONS))
    standing_systolic = whole_number_field("Systolic on standing", least=40, most=300)
    standing_diastolic = whole_number_field("Diastolic on standing", least=20, most=200)
    pulse = whole_number_field("Pulse at rest", least=20, most=250)
    oxygen = whole_number_field("Oxygen at rest", least=50, most=100)

    def validate_standing_systolic(self, field: IntegerField) -> None:
        if field.data is not None and self.systolic.data is None:
            raise ValidationError("Enter the systolic pressure at rest as well")

    def validate_standing_diastolic(self, field: IntegerField) -> None:
        if field.data is not None and self.diastolic.data is None:
            raise ValidationError("Enter the diastolic pressure at rest as well")

    @property
    def vitals_told(self) -> bool:
        """Whether something was typed, or refused: then the fields stand open."""
        names = ("systolic", "diastolic", "standing_systolic", "standing_diastolic", "pulse")
        boxes = [getattr(self, name) for name in (*names, "oxygen")]
        return any(box.data is not None or box.errors for box in boxes)

    @property
    def vitals(self) -> Vitals | None:
        """What was measured; None when nothing was."""
        told = Vitals(
            systolic_mmhg=_decimal(self.systolic.data),
            diastolic_mmhg=_decimal(self.diastolic.data),
            heart_rate_per_min=_decimal(self.pulse.data),
            oxygen_percent=_decimal(self.oxygen.data),
            systolic_drop_mmhg=_drop(self.systolic.data, self.standing_systolic.data),
            diastolic_drop_mmhg=_drop(self.diastolic.data, self.standing_diastolic.data),
            dropped_from=RestPosition(self.rested.data) if self.rested.data else None,
        )
        return None if told in (Vitals(), Vitals(dropped_from=told.dropped_from)) else told


def typed_vitals(vitals: Vitals | None) -> Mapping[str, Any]:
    """The fields as they were typed, for a log that is written anew."""
    if vitals is None:
        return {}
    return {
        "systolic": _whole(vitals.systolic_mmhg),
        "diastolic": _whole(vitals.diastolic_mmhg),
        "rested": vitals.dropped_from,
        "standing_systolic": _standing(vitals.systolic_mmhg, vitals.systolic_drop_mmhg),
        "standing_diastolic": _standing(vitals.diastolic_mmhg, vitals.diastolic_drop_mmhg),
        "pulse": _whole(vitals.heart_rate_per_min),
        "oxygen": _whole(vitals.oxygen_percent),
    }


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _whole(value: Decimal | None) -> int | None:
    return None if value is None else int(value)


def _drop(at_rest: int | None, standing: int | None) -> Decimal | None:
    return None if at_rest is None or standing is None else Decimal(at_rest - standing)


def _standing(at_rest: Decimal | None, drop: Decimal | None) -> int | None:
    return None if at_rest is None or drop is None else int(at_rest - drop)
