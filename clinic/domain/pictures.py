"""A picture of the clinic's own, after it was read, made harmless and made small."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class MediaType(StrEnum):
    """What a stored picture is."""

    PNG = "image/png"
    JPEG = "image/jpeg"


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A still picture, upright, without anything but its points.

    Attributes:
        width, height: in points of the picture, as it is to be seen.
        sha256: of `content`, in hexadecimal: the picture's name wherever it is referred to.
    """

    content: bytes
    media_type: MediaType
    width: int
    height: int
    sha256: str

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1:
            raise ValueError("a picture has at least one point each way")
        if hashlib.sha256(self.content).hexdigest() != self.sha256:
            raise ValueError("these are not the bytes of this picture")
