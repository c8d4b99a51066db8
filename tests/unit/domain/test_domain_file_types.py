"""What a file is said to be rests on its bytes, and what it is called carries no path."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.domain.file_types import TEXT, UNKNOWN, may_show_a_place, media_type, plain_name


@pytest.mark.parametrize(
    ("first", "found"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\x00", "image/png"),
        (b"%PDF-1.7", "application/pdf"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio/wav"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        (b"\x00\x00\x00\x18ftypisom", "video/mp4"),
        (b"\x00\x00\x00\x18ftypM4A ", "audio/mp4"),
        (b"PK\x03\x04" + b"\x00" * 26 + b"word/document.xml", "application/vnd.openxmlformats-officedocument"),
        (b"PK\x03\x04anything", "application/zip"),
        ("Hej på dig\n".encode(), TEXT),
        ("å".encode()[:1], UNKNOWN),
        (b"", UNKNOWN),
        (b"\x00\x01\x02", UNKNOWN),
    ],
)
def test_the_first_bytes_tell_what_it_is(first, found):
    assert media_type(first).startswith(found)


def test_a_text_that_was_cut_within_a_letter_is_still_text():
    assert media_type(("a" * 50 + "å").encode()[:-1]) == TEXT


def test_pictures_and_films_may_tell_where_they_were_taken():
    """rules: SEC-4"""
    assert [may_show_a_place(kind) for kind in ("image/heic", "video/mp4", "application/pdf")] == [True, True, False]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("kylen.jpg", "kylen.jpg"),
        ("../../etc/passwd", "passwd"),
        ("D:\\bilder\\bild.png", "bild.png"),
        ("a\u0308pple.txt", "äpple.txt"),
        ("rad\nbrytning\u202e.pdf", "radbrytning.pdf"),
        ('vad?<nu>:"|*.pdf', "vad__nu_____.pdf"),
        ("..", "fil"),
        ("", "fil"),
        ("x" * 300 + ".jpeg", "x" * 115 + ".jpeg"),
    ],
)
def test_a_name_carries_no_path_and_nothing_a_system_cannot_write(name, plain):
    assert plain_name(name) == plain


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_can_be_written_and_stays(name):
    plain = plain_name(name)
    assert 0 < len(plain) <= 120
    assert not set(plain) & set('/\\<>:"|?*\x00\n')
    assert plain_name(plain) == plain
