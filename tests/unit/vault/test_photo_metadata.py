"""A cleaned picture shows the same and tells nothing of where, when and with what it was taken."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault.photo_metadata import cleaned
from picture_samples import SECRETS, exif, jpeg, png, segment


def clean(data, kind="image/jpeg", step=7):
    portions = (data[at : at + step] for at in range(0, len(data), step))
    return b"".join(cleaned(portions, kind, "bild.jpg"))


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("order", ["<", ">"])
def test_a_jpeg_keeps_its_picture_and_turning_and_nothing_else(progressive, order):
    """rules: SEC-4"""
    found = clean(jpeg(order=order, progressive=progressive))
    assert [secret for secret in SECRETS if secret in found] == []
    assert found.count(b"\xff\xda") == 1 + progressive
    assert found.count(b"\x12\xff\x00\x34\xff\xd0\x56\xff\x00") == 1 + progressive
    assert b"ICC_PROFILE" in found
    assert b"Adobe" in found
    exif = segment(0xE1, b"Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06" + bytes(7))
    assert exif in found
    assert found.endswith(b"\xff\xd9")
    assert clean(found) == found


def test_a_picture_that_stands_upright_carries_no_exif_at_all():
    assert b"Exif" not in clean(jpeg(turning=1))
    assert b"Exif" not in clean(jpeg(turning=4711 % 256 + 9))


def test_a_png_keeps_its_picture_and_turning_and_nothing_else():
    """rules: SEC-4"""
    found = clean(png(), "image/png")
    assert [secret for secret in SECRETS if secret in found] == []
    assert b"IDAT" in found
    assert b"pHYs" in found
    assert b"eXIf" in found
    assert clean(found, "image/png") == found
    assert QImage.fromData(found).size() == QImage.fromData(png()).size()


@pytest.mark.parametrize("kind", ["image/heic", "image/webp", "image/tiff", "video/mp4"])
def test_what_cannot_be_cleaned_is_refused_not_let_through(kind):
    with pytest.raises(Refused) as problem:
        clean(b"anything", kind)
    assert (problem.value.code, problem.value.values) == (Code.PICTURE_NOT_CLEANABLE, {"file": "bild.jpg"})


def test_a_picture_cut_anywhere_is_refused():
    whole = jpeg()
    end = whole.index(b"\xff\xd9") + 2
    for length in range(end):
        with pytest.raises(Refused):
            clean(whole[:length], step=64)
    for length in range(len(png()) - len(b"hidden picture")):
        with pytest.raises(Refused):
            clean(png()[:length], "image/png", step=64)


def code_of(data, kind):
    try:
        clean(data, kind, step=64)
    except Refused as problem:
        return problem.code
    return None


def test_a_real_picture_shows_the_same_points_after_cleaning():
    drawn = QImage(64, 48, QImage.Format.Format_RGB32)
    drawn.fill(0xFF2266AA)
    for kind in ("JPG", "PNG"):
        kept = QBuffer()
        kept.open(QIODevice.OpenModeFlag.WriteOnly)
        drawn.save(kept, kind)
        whole = kept.data().data()
        told = segment(0xE1, b"Exif\x00\x00" + exif()) if kind == "JPG" else b""
        found = clean(whole[:2] + told + whole[2:], "image/jpeg" if kind == "JPG" else "image/png", step=1000)
        assert QImage.fromData(found) == QImage.fromData(whole)
        assert b"SECRETCAM" not in found


@settings(max_examples=150, deadline=None)
@given(change=st.data())
def test_no_bytes_make_it_fail_otherwise(change):
    whole = change.draw(st.sampled_from([jpeg(), png()]))
    at = change.draw(st.integers(0, len(whole) - 1))
    changed = whole[:at] + change.draw(st.binary(max_size=6)) + whole[at + change.draw(st.integers(0, 6)) :]
    kind = change.draw(st.sampled_from(["image/jpeg", "image/png"]))
    assert code_of(changed, kind) in {None, Code.PICTURE_NOT_CLEANABLE}
