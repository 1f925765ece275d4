"""An exercise of the library: what it is, who may do it where, and what speaks against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from clinic.domain.criteria import Criterion
from clinic.domain.dose import DoseLimits


class Category(StrEnum):
    """What kind of work an exercise is."""

    WARM_UP = "warm_up"
    COOL_DOWN = "cool_down"
    STRENGTH = "strength"
    BALANCE = "balance"
    BACKWARD_PREP = "backward_prep"
    BACKWARD = "backward"
    TREADMILL = "treadmill"
    AQUATIC = "aquatic"
    STAIRS = "stairs"
    DUAL_TASK = "dual_task"
    REACTIVE = "reactive"


class HomeRule(StrEnum):
    """Whether an exercise may be done at home, and who must be near."""

    NO = "no"
    YES = "yes"
    YES_AT_WORKTOP = "yes_at_worktop"
    YES_CLEAR_CORRIDOR = "yes_clear_corridor"
    WITH_HELPER = "with_helper"
    WITH_TRAINED_HELPER = "with_trained_helper"
    CLINIC_FIRST = "clinic_first"


class Supervision(StrEnum):
    """Who guards in clinic or pool. At home the home rule decides."""

    INDEPENDENT_OK = "independent_ok"
    TRAINED_HELPER = "trained_helper"
    THERAPIST_STANDBY = "therapist_standby"
    THERAPIST_CONTACT = "therapist_contact"
    POOL_THERAPIST = "pool_therapist"


class Support(StrEnum):
    """What the person holds on to, or is held by."""

    TWO_HANDS = "two_hands"
    ONE_HAND = "one_hand"
    FINGERTIP = "fingertip"
    NONE = "none"
    GAIT_BELT = "gait_belt"
    HARNESS = "harness"


class Equipment(StrEnum):
    """What has to be there."""

    WORKTOP = "worktop"
    CHAIR = "chair"
    RAIL = "rail"
    PARALLEL_BARS = "parallel_bars"
    GAIT_BELT = "gait_belt"
    HARNESS = "harness"
    SAFETY_CLIP = "safety_clip"
    TREADMILL = "treadmill"
    ELASTIC_BAND = "elastic_band"
    FLOOR_TAPE = "floor_tape"
    CONES = "cones"
    STEP = "step"
    STAIRS_RAILS = "stairs_rails"
    FOAM = "foam"
    RAMP = "ramp"
    SLED = "sled"
    CUP = "cup"
    POOL = "pool"
    METRONOME = "metronome"
    NONE = "none"


class Mark(StrEnum):
    """How well a statement is supported by its source."""

    VERIFIED = "V"
    ESTABLISHED = "K"
    JUDGEMENT = "?"


OWN_PREFIX: Final = "own-"
"""How the code of a clinic's own exercise begins; none that Stepback ships begins so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """Where something that an exercise says comes from, and how well that was checked."""

    text: str
    mark: Mark


@dataclass(frozen=True, kw_only=True, slots=True)
class Photo:
    """A picture of the clinic's own, by its name; what it shows, for who cannot see it."""

    sha256: str
    width: int
    height: int
    says: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ExerciseDefinition:
    """One exercise in one version.

    `blocked_by` and `caution_if` name items of the clinical screen. `eyes_closed` and `outdoors`
    say what the exercise itself asks for. An exercise of the clinic's own shows its `photo`, or
    what is drawn for the shipped exercise that `drawing` names, or nothing.
    """

    code: str
    version: int
    level: int
    max_level: int
    names: Mapping[str, str]
    category: Category
    tracks: tuple[str, ...]
    counts_as_backward_minutes: bool
    patient_steps: Mapping[str, tuple[str, ...]]
    clinician_note: str
    home: HomeRule
    supervision: Supervision
    support: Support
    equipment: tuple[Equipment, ...]
    limits: DoseLimits
    prerequisites: tuple[Criterion, ...]
    precautions: tuple[str, ...]
    blocked_by: tuple[str, ...]
    caution_if: tuple[str, ...]
    benefits: tuple[str, ...]
    cautions: tuple[str, ...]
    sources: tuple[str, ...]
    mark: Mark
    named_in_seed: bool = False
    eyes_closed: bool = False
    outdoors: bool = False
    drawing: str = ""
    photo: Photo | None = None
    citations: tuple[Citation, ...] = ()

    def __post_init__(self) -> None:
        if set(self.names) != set(self.patient_steps):
            raise ValueError(f"{self.code}: name and steps must exist in the same languages")
        if "en" not in self.names:
            raise ValueError(f"{self.code}: name and steps must exist in English")
        if len({len(steps) for steps in self.patient_steps.values()}) != 1:
            raise ValueError(f"{self.code}: every language needs the same number of steps")
        if not 1 <= self.level <= self.max_level:
            raise ValueError(f"{self.code}: level must be from 1 to max_level")

    def name(self, language: str = "en") -> str:
        """The name in a language, in English where there is none."""
        return self.names.get(language, self.names["en"])

    def steps(self, language: str = "en") -> tuple[str, ...]:
        """What the person does, step by step, in a language, in English where there is none."""
        return self.patient_steps.get(language, self.patient_steps["en"])

    @property
    def is_own(self) -> bool:
        """Whether the clinic wrote it, not Stepback."""
        return self.code.startswith(OWN_PREFIX)

    @property
    def drawn_as(self) -> str:
        """The code that its drawing is kept under; a clinic's own may have none."""
        return self.drawing if self.is_own else self.code

    @property
    def needs_guarding(self) -> bool:
        """Whether somebody stands by or holds on while the person does it in clinic."""
        return self.supervision is not Supervision.INDEPENDENT_OK
