"""Large photos become as small as reading needs; nothing that their camera wrote comes along. rules: SEC-4"""

import io

import pytest
from PIL import Image, PngImagePlugin

from fieldnotes.domain.file_types import JPEG, PNG
from fieldnotes.vault.smaller_photo import LONG_EDGE, MOST_PIXELS, smaller
from picture_samples import SECRETS, jpeg

TURNED = 6
"""Exif: the camera was held upright, the picture lies on its side."""


def photo(path, size, form="JPEG", mode="RGB", **more):
    """A picture with a black mark in its first corner, on a ground that is not one colour."""
    made = Image.linear_gradient("L").resize(size).point(lambda grey: 64 + grey // 2)
    made.paste(0, (0, 0, size[0] // 8, size[1] // 8))
    made.convert(mode).save(path, form, **more)
    return path


def exif():
    written = Image.Exif()
    written[0x0112], written[0x010F] = TURNED, "SECRETCAM"
    written[0x9286] = "en kommentar"
    written.get_ifd(0x8825)[1] = "GPSLatitude"
    return written


def opened(data):
    return Image.open(io.BytesIO(data))


def test_a_large_photo_comes_at_the_long_edge_and_upright_without_what_the_camera_wrote(tmp_path):
    path = photo(tmp_path / "a.jpg", (4000, 3000), quality=95, exif=exif(), comment=b"en kommentar")
    assert b"SECRETCAM" in path.read_bytes()
    made = smaller(path, JPEG)
    picture = opened(made)
    assert (picture.format, picture.size) == ("JPEG", (1920, LONG_EDGE))
    assert not [secret for secret in SECRETS if secret in made]
    assert not dict(picture.getexif())
    assert "comment" not in picture.info
    assert len(made) < path.stat().st_size
    assert picture.convert("L").getpixel((picture.width - 5, 5)) < 40 < picture.convert("L").getpixel((5, 1300))


def test_a_large_drawing_stays_a_png_and_keeps_its_clear_parts(tmp_path):
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "en kommentar")
    path = photo(tmp_path / "a.png", (1000, 5120), "PNG", "RGBA", pnginfo=told, exif=exif(), compress_level=1)
    made = smaller(path, PNG)
    assert (opened(made).format, opened(made).mode, opened(made).size) == ("PNG", "RGBA", (LONG_EDGE, 500))
    assert not [secret for secret in SECRETS if secret in made]


@pytest.mark.parametrize("size", [(LONG_EDGE, 1000), (300, 200)])
def test_a_photo_that_is_small_already_stays_as_it_is(tmp_path, size):
    assert smaller(photo(tmp_path / "a.jpg", size), JPEG) is None


def test_what_would_grow_stays_as_it_is(tmp_path):
    path = tmp_path / "a.jpg"
    Image.effect_noise((2600, 200), 90).save(path, quality=4)
    assert smaller(path, JPEG) is None


@pytest.mark.parametrize(
    ("name", "kind", "data"),
    [
        ("whole.jpg", JPEG, jpeg()),
        ("cut.jpg", JPEG, b"\xff\xd8\xff\xe0\x00\x10JFIF"),
        ("cut.png", PNG, b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"),
        ("other.jpg", JPEG, b"\x89PNG\r\n\x1a\n"),
        ("letter.pdf", "application/pdf", b"%PDF-1.7"),
        ("phone.heic", "image/heic", b"\x00\x00\x00\x18ftypheic"),
    ],
)
def test_what_is_no_whole_picture_stays_as_it_is(tmp_path, name, kind, data):
    path = tmp_path / name
    path.write_bytes(data)
    assert smaller(path, kind) is None
    assert smaller(tmp_path / "missing.jpg", kind) is None


def test_a_picture_of_too_many_pixels_is_not_unpacked(tmp_path, monkeypatch):
    path = photo(tmp_path / "bomb.png", (5000, 400), "PNG", compress_level=1)
    assert smaller(path, PNG) is not None
    monkeypatch.setitem(MOST_PIXELS, PNG, 1_999_999)
    assert smaller(path, PNG) is None


def test_a_picture_that_breaks_off_in_the_middle_stays_as_it_is(tmp_path):
    path = photo(tmp_path / "a.jpg", (4000, 3000))
    path.write_bytes(path.read_bytes()[:-2000])
    assert smaller(path, JPEG) is None
