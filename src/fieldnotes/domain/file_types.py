"""What a file is, by its first bytes, and what it may be called. Trusts no ending and knows no disk."""

import re
from typing import Final
from unicodedata import category, normalize

JPEG: Final = "image/jpeg"
PNG: Final = "image/png"
UNKNOWN: Final = "application/octet-stream"
TEXT: Final = "text/plain"
SOUND_ENDINGS: Final = (
    ".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".m4a", ".m4b", ".aac", ".aif", ".aiff", ".caf", ".amr", ".3ga",
    ".wma", ".w64",
)  # fmt: skip
"""How recordings are named; whether one can be read is seen when it is."""
LOOKED_AT: Final = 4096
"""So many first bytes are enough to tell."""

_LONGEST_NAME: Final = 120
_NAMELESS: Final = "fil"
_BEGINNINGS: Final[tuple[tuple[int, bytes, str], ...]] = (
    (0, b"\xff\xd8\xff", JPEG),
    (0, b"\x89PNG\r\n\x1a\n", PNG),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"BM", "image/bmp"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"caff", "audio/caf"),
    (0, b"\x1a\x45\xdf\xa3", "video/matroska"),
)
_RIFF: Final = {
    b"WAVE": "audio/wav",
    b"WEBP": "image/webp",
    b"AVI ": "video/avi",
    b"AIFF": "audio/aiff",
    b"AIFC": "audio/aiff",
}
_RIFF_LIKE: Final = frozenset({b"RIFF", b"RF64", b"FORM"})
_MPEG_FRAME: Final = frozenset({b"\xfb", b"\xfa", b"\xf3", b"\xf2", b"\xf1", b"\xf9"})
"""What follows 0xff where sound begins without a header: MP3, and AAC as it is streamed."""
_HEIC: Final = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"})
_M4A: Final = frozenset({b"M4A ", b"M4B "})
_INSIDE_ZIP: Final = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
)
_SHOWS_A_PLACE: Final = ("image/", "video/")


def media_type(first: bytes) -> str:
    """Tell what a file is by its first bytes; `application/octet-stream` when they say nothing."""
    if first[4:8] == b"ftyp":
        brand = first[8:12]
        return "image/heic" if brand in _HEIC else "audio/mp4" if brand in _M4A else "video/mp4"
    if first[:4] in _RIFF_LIKE:
        return _RIFF.get(first[8:12], UNKNOWN)
    if first[:1] == b"\xff" and first[1:2] in _MPEG_FRAME:
        return "audio/mpeg"
    for at, beginning, found in _BEGINNINGS:
        if first[at : at + len(beginning)] == beginning:
            return _inside(first) if found == "application/zip" else found
    return TEXT if first and _is_text(first) else UNKNOWN


def is_sound(found: str, name: str) -> bool:
    """Tell whether a file of this type and name is a recording; phones name sound in a film's wrapping `.m4a`."""
    return found.startswith("audio/") or (found == "video/mp4" and name.lower().endswith(SOUND_ENDINGS))


def may_show_a_place(found: str) -> bool:
    """Tell whether a file of this type may carry where and when it was taken (SEC-4)."""
    return found.startswith(_SHOWS_A_PLACE)


def plain_name(name: str) -> str:
    """Give a file's name without path, control characters and what a system cannot write; NFC, at most 120 letters."""
    last = re.split(r"[/\\]", normalize("NFC", name))[-1]
    kept = "".join("_" if letter in '<>:"|?*' else letter for letter in last if category(letter)[0] != "C")
    short = kept.strip(" .")
    if len(short) > _LONGEST_NAME:
        stem, dot, ending = short.rpartition(".")
        short = f"{stem[: _LONGEST_NAME - len(ending) - 1]}.{ending}" if dot and len(ending) < 10 else short  # noqa: PLR2004 - an ending, not a sentence
    return short[:_LONGEST_NAME] or _NAMELESS


def _inside(first: bytes) -> str:
    return next((found for mark, found in _INSIDE_ZIP if mark in first), "application/zip")


def _is_text(first: bytes) -> bool:
    try:
        text = first.decode("utf-8")
    except UnicodeDecodeError as problem:
        if problem.start < max(1, len(first) - 3):
            return False
        text = first[: problem.start].decode("utf-8")
    return all(letter.isprintable() or letter in "\t\r\n\f" for letter in text)
