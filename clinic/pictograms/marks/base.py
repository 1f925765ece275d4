"""What every mark can do, and the prescribed dose some of them show."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from clinic.pictograms.shapes import Shape

Shapes = tuple[Shape, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureDose:
    """What of a prescribed dose a picture shows: seconds to hold, times to repeat."""

    hold_s: int | None = None
    repetitions: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark(ABC):
    """A sign in the picture."""

    @abstractmethod
    def draw(self, dose: PictureDose) -> Shapes:
        """Its shapes; a sign of the dose shows the number that is prescribed, or none."""
