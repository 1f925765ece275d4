"""Pictures that somebody uploads: judged by content, made harmless, made small."""

import hashlib
import io
import struct
import zlib

import pytest
from flask import request
from PIL import Image, PngImagePlugin
from werkzeug.datastructures import FileStorage, ImmutableMultiDict

from clinic.domain.pictures import MediaType, Picture
from clinic.web.forms import Form
from clinic.web.pictures import (
    KIB,
    LARGEST_FILE_KIB,
    LARGEST_UPLOAD_KIB,
    LONGEST_DRAWING_BYTES,
    PictureField,
    PictureRefused,
    picture_answer,
    read_picture,
    takes_pictures,
)

ORIENTATION, DESCRIPTION = 0x0112, 0x010E
SECRET = "51.0 N 1.4 W"


def png(image=None, **more):
    return encoded(image or Image.new("RGB", (120, 80), "navy"), "PNG", **more)


def jpeg(image=None, **more):
    return encoded(image or Image.new("RGB", (120, 80), "navy"), "JPEG", **more)


def encoded(image, kind, **more):
    written = io.BytesIO()
    image.save(written, kind, **more)
    return written.getvalue()


def opened(picture):
    return Image.open(io.BytesIO(picture.content))


def claiming(width, height):
    """A PNG of a few bytes that says how large it is unpacked."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )


# --- what is taken --------------------------------------------------------------------------------


def test_a_drawing_stays_exact():
    picture = read_picture(png())
    assert (picture.media_type, picture.width, picture.height) == (MediaType.PNG, 120, 80)
    assert opened(picture).convert("RGB").getpixel((5, 5)) == (0, 0, 128)


def test_a_photograph_is_a_jpeg():
    assert read_picture(jpeg()).media_type is MediaType.JPEG


def test_a_drawing_as_long_as_a_photograph_becomes_one():
    noise = Image.effect_noise((1100, 1100), 90).convert("RGB")
    assert len(png(noise)) > LONGEST_DRAWING_BYTES
    assert read_picture(png(noise)).media_type is MediaType.JPEG


def test_the_same_file_gives_the_same_bytes_and_their_name():
    first, second = read_picture(jpeg()), read_picture(jpeg())
    assert first == second
    assert first.sha256 == hashlib.sha256(first.content).hexdigest()


def test_a_larger_picture_is_made_as_large_as_is_needed_and_keeps_its_shape():
    picture = read_picture(png(Image.new("RGB", (3000, 1500), "white")))
    assert (picture.width, picture.height) == (1200, 600)
    small = read_picture(jpeg(Image.new("RGB", (3000, 1500), "white")), longest_side=400)
    assert (small.width, small.height) == (400, 200)


def test_a_smaller_picture_is_left_as_large_as_it_is():
    assert read_picture(png()).width == 120


def test_a_photograph_taken_with_the_telephone_on_its_side_stands_upright():
    photo = Image.new("RGB", (200, 100), "white")
    photo.paste("black", (0, 0, 20, 100))  # the left edge is the top when it is held upright
    words = Image.Exif()
    words[ORIENTATION] = 6
    picture = read_picture(jpeg(photo, exif=words))
    assert (picture.width, picture.height) == (100, 200)
    assert opened(picture).convert("L").getpixel((50, 5)) < 60


def test_nothing_is_kept_but_the_points():
    words = Image.Exif()
    words[DESCRIPTION] = SECRET
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", SECRET)
    for raw in (jpeg(exif=words, comment=SECRET), png(pnginfo=texts, exif=words, dpi=(72, 72))):
        assert SECRET.encode() in raw
        kept = read_picture(raw)
        assert SECRET.encode() not in kept.content
        assert not opened(kept).getexif()
        assert not {"dpi", "comment", "Comment", "exif"} & set(opened(kept).info)


def test_what_shines_through_shines_on_white():
    picture = read_picture(png(Image.new("RGBA", (60, 60), (0, 0, 0, 0))))
    assert opened(picture).convert("RGB").getpixel((30, 30)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("image", "kind"),
    [
        (Image.new("1", (60, 60), 1), "PNG"),
        (Image.new("P", (60, 60), 1), "PNG"),
        (Image.new("LA", (60, 60), (200, 255)), "PNG"),
        (Image.new("I;16", (60, 60), 40_000), "PNG"),
        (Image.new("CMYK", (60, 60), (0, 0, 0, 90)), "JPEG"),
    ],
)
def test_every_way_of_keeping_colour_is_read(image, kind):
    assert opened(read_picture(encoded(image, kind))).mode in {"L", "RGB"}


def test_a_grey_of_two_bytes_is_as_grey_in_one():
    picture = read_picture(png(Image.new("I;16", (60, 60), 40_000)))
    assert opened(picture).getpixel((5, 5)) == 155


def test_a_second_picture_behind_a_photograph_is_left_out():
    raw = encoded(
        Image.new("RGB", (80, 80), "red"),
        "MPO",
        save_all=True,
        append_images=[Image.new("RGB", (80, 80), "blue")],
    )
    picture = read_picture(raw)
    assert opened(picture).format == "JPEG"
    assert len(picture.content) < len(raw) / 1.5


def test_damaged_words_about_the_camera_are_no_matter():
    words = Image.Exif()
    words[ORIENTATION] = 6
    raw = jpeg(exif=words)
    at = raw.index(b"Exif\0\0")
    assert read_picture(raw[: at + 10] + b"\xff" * 8 + raw[at + 18 :]).height in {80, 120}


# --- what is refused ------------------------------------------------------------------------------


def moving(kind):
    frames = [Image.new("RGB", (60, 60), colour) for colour in ("red", "blue")]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=90)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "empty"),
        (b"<!doctype html><script>alert(1)</script>", "not a picture. Choose a PNG, JPEG or SVG"),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg"/>',
            "SVG drawing has nothing in it that is drawn",
        ),
        (b'<?xml version="1.0"?>\n<!-- a --><SVG onload="x()"/>', "not an SVG drawing"),
        (moving("GIF"), "a GIF"),
        (moving("PNG"), "moves, and paper does not"),
        (encoded(Image.new("RGB", (60, 60)), "WEBP"), "WebP"),
        (encoded(Image.new("RGB", (60, 60)), "TIFF"), "a TIFF"),
        (encoded(Image.new("RGB", (60, 60)), "BMP"), "a BMP"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "damaged or cut off"),
        (b"\xff\xd8\xff", "damaged or cut off"),
        (png()[:-40], "damaged or cut off"),
        (jpeg(Image.effect_noise((300, 300), 90))[:4000], "damaged or cut off"),
        (claiming(8000, 5000), "40 million points; 25 million is the most"),
        (claiming(60_000, 60_000), "far too large"),
        (claiming(1, 4000), "only 1 by 4000"),
        (png(Image.new("RGB", (47, 300))), "only 47 by 300"),
    ],
)
def test_what_is_no_still_picture_of_its_kind_is_refused_in_a_sentence(raw, says):
    with pytest.raises(PictureRefused, match=says) as refusal:
        read_picture(raw)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("raw", [png(), jpeg()], ids=["png", "jpeg"])
def test_a_file_cut_off_anywhere_or_with_a_wrong_byte_is_a_picture_or_a_sentence(raw):
    cut = [raw[:length] for length in range(0, len(raw), 7)]
    wrong = [raw[:at] + bytes([raw[at] ^ 0x55]) + raw[at + 1 :] for at in range(0, len(raw), 5)]
    for damaged in (*cut, *wrong):
        told = picture_or_sentence(damaged)
        assert isinstance(told, Picture) or told.endswith(".")


def picture_or_sentence(raw):
    try:
        return read_picture(raw)
    except PictureRefused as refused:
        return str(refused)


def test_a_picture_with_other_bytes_than_its_name_says_is_not_made():
    with pytest.raises(ValueError, match="not the bytes"):
        Picture(content=b"x", media_type=MediaType.PNG, width=1, height=1, sha256="0" * 64)
    with pytest.raises(ValueError, match="at least one point"):
        Picture(content=b"", media_type=MediaType.PNG, width=0, height=1, sha256="")


# --- in a form ------------------------------------------------------------------------------------


class Card(Form):
    picture = PictureField("Picture")


def sent(raw, name="card.png"):
    return FileStorage(io.BytesIO(raw), filename=name)


def test_a_form_reads_its_picture_by_what_is_in_it(app):
    with app.test_request_context(
        "/", method="POST", data={"picture": (io.BytesIO(png()), "a.gif")}
    ):
        form = Card()
        assert form.accepted()
        assert form.picture.picture == read_picture(png())


def test_no_file_is_no_picture(app):
    with app.test_request_context("/", method="POST", data={"picture": (io.BytesIO(b""), "")}):
        form = Card()
        assert form.accepted()
        assert form.picture.picture is None


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"<html>", "not a picture"),
        (b"\xff\xd8\xff" + b"x" * LARGEST_FILE_KIB * KIB, "more than 8 MB"),
    ],
)
def test_a_form_says_what_is_wrong_with_its_picture(app, raw, says):
    with app.test_request_context("/", method="POST", data={}):
        form = Card(formdata=ImmutableMultiDict({"picture": sent(raw)}))
        assert not form.accepted()
        assert says in form.picture.errors[0]


def test_a_form_that_takes_pictures_may_be_larger_and_no_other(app, ana):
    @takes_pictures
    def answer():
        return {"length": len(request.files["picture"].read()), "limit": request.max_content_length}

    app.add_url_rule("/with-picture", view_func=answer, methods=["POST"], endpoint="with_picture")
    app.before_request_funcs[None] = app.before_request_funcs[None][:2]  # without sign-in
    accepted = uploaded(app, b"x" * 2 * 1024 * KIB)
    assert accepted.json == {"length": 2 * 1024 * KIB, "limit": LARGEST_UPLOAD_KIB * KIB}
    assert uploaded(app, b"x" * LARGEST_UPLOAD_KIB * KIB).status_code == 413


def uploaded(app, raw):
    head = b'--x\r\nContent-Disposition: form-data; name="picture"; filename="a"\r\n\r\n'
    return app.test_client().post(
        "/with-picture",
        data=head + raw + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )


def test_a_picture_is_answered_as_what_it_is_and_can_do_nothing(app):
    with app.test_request_context("/"):
        answer = picture_answer(read_picture(png()))
    assert answer.content_type == "image/png"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
