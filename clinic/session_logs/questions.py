"""What a log asks about each exercise of a routine."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from clinic.domain.dose import plain_number
from clinic.domain.falls import Setting

INSIDE = frozenset({Setting.CLINIC, Setting.POOL})


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemQuestion:
    """One exercise of a routine.

    Attributes:
        unit: in what its amount is counted, in the plural: "walks", "sets", "min".
        prescribed: how many of them a training asks for.
        backward_min: practice minutes that count for the level.
        own_checklist: the list that has to be valid, and its items of the day asked, before it.
    """

    routine_item_id: UUID
    code: str
    name: str
    dose: str
    unit: str
    prescribed: Decimal
    backward_min: Decimal
    at_home: bool
    in_clinic: bool
    own_checklist: str | None = None

    @property
    def prescribed_words(self) -> str:
        return plain_number(self.prescribed)

    def is_done_in(self, setting: Setting) -> bool:
        return self.in_clinic if setting in INSIDE else self.at_home
