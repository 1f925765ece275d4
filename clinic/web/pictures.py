"""Reading a picture that somebody uploads: a logo, the picture of an exercise.

What comes in is judged by its content, never by its name: a still PNG or JPEG is decoded, turned
upright, flattened on white, made no larger than it is needed, and written anew. What is stored is
only points: no position, no camera, no comment, no second file hidden behind the first. The same
file gives the same bytes.

A simple SVG drawing is read as data, painted, and thrown away: `clinic.web.svg` takes shapes in
plain colours by a list, and refuses programs, addresses, entities and whatever it cannot draw. What
is stored of it is points too.

How to use it:

1. The form has a `PictureField`. After `form.accepted()`, `form.picture.picture` is a
   `clinic.domain.pictures.Picture`, or None when no file was chosen. What is wrong with a file is
   an error of the field, a sentence.
2. The view says that its form may be larger than others: `@takes_pictures` below `@writes`.
3. The template opens the form with `form_open(form, upload=true)` and shows the field with
   `picture_field(form.picture)`, both from `_macros/forms.html`. A browser does not hand back a
   file when the form is shown again: the field says so.
4. Store `content`, `media_type`, `width`, `height` and `sha256`, and answer with `picture_answer`.
   Paper gets the same value.

Without a form: `read_picture(raw_bytes)`.
"""

import codecs
import hashlib
import io
import struct
import threading
import warnings
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, ParamSpec, TypeVar

from flask import Flask, current_app, make_response, request
from flask_wtf.file import FileField
from PIL import Image, ImageOps, UnidentifiedImageError
from werkzeug.wrappers import Response
from wtforms.validators import ValidationError

from clinic.domain.pictures import MediaType, Picture
from clinic.web.svg.painting import painted
from clinic.web.svg.reading import read_svg
from clinic.web.svg.shapes import SvgRefused

KIB: Final = 1024
LARGEST_FILE_KIB: Final = 8 * KIB  # a telephone's photograph has 2 to 6 MB
# The rest of the form it comes with.
LARGEST_UPLOAD_KIB: Final = LARGEST_FILE_KIB + 512
MOST_POINTS: Final = 25_000_000
LONGEST_SIDE: Final = 1200  # 8 cm at 400 points an inch: more than is ever printed
LONGEST_DRAWING_BYTES: Final = 600 * KIB  # a longer one is a photograph kept as a PNG
SHORTEST_SIDE: Final = 48
FORMATS: Final = ("PNG", "JPEG")
ONE_BYTE: Final = 255
TWO_BYTES: Final = 65_535

# Kinds of file that people take for a picture, by their first bytes.
# Source: each format's own specification; `ftyp` of ISO/IEC 14496-12.
NOT_TAKEN: Final[Mapping[bytes, str]] = {
    b"GIF8": "a GIF",
    b"BM": "a BMP",
    b"II*\0": "a TIFF",
    b"MM\0*": "a TIFF",
    b"%PDF": "a PDF",
}
PNG_START: Final = b"\x89PNG\r\n\x1a\n"
JPEG_START: Final = b"\xff\xd8\xff"
SAVE_AS: Final = "Save it as PNG or JPEG, then choose that file."

# What Pillow raises for a file that is cut off or damaged.
DAMAGED: Final = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    LookupError,
    EOFError,
    struct.error,
    zlib.error,
)

P = ParamSpec("P")
R = TypeVar("R")

# One at a time in a process: a picture of the largest size takes 100 MB while it is unpacked.
_unpacking = threading.Lock()


class PictureRefused(ValueError):
    """The file is no picture that is taken. The message says what to do."""


def read_picture(raw: bytes, *, longest_side: int = LONGEST_SIDE) -> Picture:
    """The picture in a file, harmless and small.

    Args:
        raw: the file's bytes; its name and what the browser says of it are no matter.
        longest_side: in points; a larger picture is made smaller, a smaller one is left. A drawing
            is painted that large.

    Raises:
        PictureRefused: no simple SVG drawing, and no still PNG or JPEG of at most 25 million points
            that can be read to its end. The message is a sentence for who chose the file.
    """
    _refuse_other_kinds(raw)
    if _is_drawing(raw):
        return _painted(raw, longest_side)
    with _unpacking, _trouble_in_a_sentence():
        opened = Image.open(io.BytesIO(raw), formats=FORMATS)
        _refuse_size(opened)
        _refuse_moving(opened)
        # A JPEG can be unpacked at a half, a quarter, an eighth: never larger than is needed.
        opened.draft("RGB", (longest_side, longest_side))
        opened.load()
        upright = ImageOps.exif_transpose(_on_white(opened))
        upright.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
        return _written_anew(upright, drawn=raw.startswith(PNG_START))


def picture_answer(picture: Picture) -> Response:
    """The picture as an answer to the browser: seen, and nothing else."""
    response = make_response(picture.content)
    response.content_type = picture.media_type.value
    response.headers["Content-Disposition"] = "inline"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def takes_pictures(view: Callable[P, R]) -> Callable[P, R]:
    """Marks a view whose forms carry a picture: they may be larger than those of others."""
    view.takes_pictures = True  # type: ignore[attr-defined]  # read before each request
    return view


class PictureField(FileField):  # type: ignore[misc]  # its own library publishes no types
    """A file that is chosen, read as a picture; None when none was chosen."""

    picture: Picture | None = None

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401, ARG002 - WTForms' own protocol
        self.picture = None
        if not self.data:
            return
        self.data.stream.seek(0)
        raw = self.data.stream.read(LARGEST_FILE_KIB * KIB + 1)
        self.data.stream.seek(0)
        if len(raw) > LARGEST_FILE_KIB * KIB:
            largest = LARGEST_FILE_KIB // KIB
            raise ValidationError(f"This file has more than {largest} MB. Choose a smaller one.")
        try:
            self.picture = read_picture(raw)
        except PictureRefused as refused:
            raise ValidationError(str(refused)) from refused


def init_app(app: Flask) -> None:
    app.before_request(_let_pictures_in)


def _let_pictures_in() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "takes_pictures", False):
        usual = current_app.config["MAX_CONTENT_LENGTH"]
        request.max_content_length = max(usual, LARGEST_UPLOAD_KIB * KIB)


# --- what is refused ----------------------------------------------------------------------------


def _refuse_other_kinds(raw: bytes) -> None:
    if not raw:
        raise PictureRefused("This file is empty. Choose a picture.")
    if raw.startswith((PNG_START, JPEG_START)):
        return
    for start, kind in NOT_TAKEN.items():
        if raw.startswith(start):
            raise PictureRefused(f"This file is {kind}. {SAVE_AS}")
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        raise PictureRefused(f"This file is a WebP picture. {SAVE_AS}")
    if raw[4:8] == b"ftyp":
        raise PictureRefused(f"This file is a HEIC or AVIF picture, or a film. {SAVE_AS}")
    if not _is_drawing(raw):
        raise PictureRefused("This file is not a picture. Choose a PNG, JPEG or SVG file.")


def _is_drawing(raw: bytes) -> bool:
    beginning = raw[:4096].removeprefix(codecs.BOM_UTF8).lstrip()
    return beginning.startswith(b"<") and b"<svg" in beginning.lower()


def _refuse_size(opened: Image.Image) -> None:
    width, height = opened.size
    if width * height > MOST_POINTS:
        raise PictureRefused(
            f"This picture has {width * height // 1_000_000} million points; "
            f"{MOST_POINTS // 1_000_000} million is the most. Make it smaller, then choose it."
        )
    if min(width, height) < SHORTEST_SIDE:
        raise PictureRefused(
            f"This picture is only {width} by {height} points. Choose one with at least "
            f"{SHORTEST_SIDE} each way; for paper, 600."
        )


def _refuse_moving(opened: Image.Image) -> None:
    # A telephone's JPEG may have a second picture behind the first (its depth, its brightness):
    # the first is the photograph. A PNG with frames is a film.
    if opened.format == "PNG" and getattr(opened, "is_animated", False):
        raise PictureRefused("This picture moves, and paper does not. Choose a still one.")


@contextmanager
def _trouble_in_a_sentence() -> Iterator[None]:
    try:
        # Pillow warns of damaged words about the camera: they are dropped anyway.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except PictureRefused:
        raise
    except Image.DecompressionBombError as trouble:
        raise PictureRefused("This picture is far too large. Make it smaller.") from trouble
    except DAMAGED as trouble:
        raise PictureRefused(
            "This picture is damaged or cut off. Open it on your computer, save it again as PNG "
            "or JPEG, then choose that file."
        ) from trouble


# --- what is kept ---------------------------------------------------------------------------------


def _painted(raw: bytes, longest_side: int) -> Picture:
    """An SVG drawing as points."""
    try:
        image = painted(read_svg(raw), longest_side=longest_side)
    except SvgRefused as refused:
        raise PictureRefused(f"{refused} {SAVE_AS}") from refused
    if image.convert("L").getextrema()[0] == ONE_BYTE:
        raise PictureRefused(f"This SVG drawing cannot be seen on white paper. {SAVE_AS}")
    return _written_anew(image, drawn=True)


def _on_white(opened: Image.Image) -> Image.Image:
    """Colour or grey, without what shines through: the paper under it is white.

    Keeps the words about which way is up, which `exif_transpose` reads and drops.
    """
    if opened.mode.startswith("I") or opened.mode == "F":  # two bytes a point: grey, and finer
        flat = opened.convert("F").point(lambda value: value * (ONE_BYTE / TWO_BYTES)).convert("L")
    elif opened.has_transparency_data:
        seen = opened.convert("RGBA")
        flat = Image.new("RGB", seen.size, "white")
        flat.paste(seen, mask=seen.getchannel("A"))
    else:
        flat = opened.convert("L" if opened.mode in {"1", "L"} else "RGB")
    flat.info = {}
    flat.getexif().update(opened.getexif())
    return flat


def _written_anew(image: Image.Image, *, drawn: bool) -> Picture:
    """A drawing stays exact unless it is long; a photograph is a JPEG."""
    image.info = {}
    if drawn:
        content, media_type = _encoded(image, "PNG", optimize=True), MediaType.PNG
    if not drawn or len(content) > LONGEST_DRAWING_BYTES:
        content = _encoded(image, "JPEG", quality=85, subsampling=0, optimize=True)
        media_type = MediaType.JPEG
    return Picture(
        content=content,
        media_type=media_type,
        width=image.width,
        height=image.height,
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _encoded(image: Image.Image, kind: str, **options: Any) -> bytes:  # noqa: ANN401 - Pillow's own
    bare = Image.frombytes(image.mode, image.size, image.tobytes())
    written = io.BytesIO()
    bare.save(written, kind, **options)
    return written.getvalue()
