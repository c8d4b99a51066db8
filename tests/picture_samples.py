"""Small whole pictures with much written into them: place, camera, time, comments, a hidden second picture."""

import struct
import zlib

SECRETS = (b"GPSLatitude", b"Rydgatan 7", b"SECRETCAM", b"2026:03:12", b"photoshop", b"hidden picture", b"en kommentar")


def segment(marker, content):
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def exif(turning=6, order="<"):
    """An Exif with the turning of the picture, a camera and a place."""
    head = b"II*\x00" if order == "<" else b"MM\x00*"
    rows = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turning, 0) + struct.pack(f"{order}HHII", 0x010F, 2, 9, 60)
    body = head + struct.pack(f"{order}IH", 8, 2) + rows + struct.pack(f"{order}I", 0)
    return body + b"SECRETCAM 2026:03:12 GPSLatitude Rydgatan 7"


def jpeg(*, turning=6, order="<", progressive=False):
    """A picture whose scan holds stuffed and restart bytes; of two scans when progressive."""
    scan = b"\x12\xff\x00\x34\xff\xd0\x56\xff\x00"
    parts = [
        segment(0xE0, b"JFIF\x00\x01\x02\x00\x00\x48\x00\x48\x01\x01abc"),
        segment(0xE0, b"JFXX\x00\x10hidden picture"),
        segment(0xE1, b"Exif\x00\x00" + exif(turning, order)),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00<x>Rydgatan 7</x>"),
        segment(0xE2, b"ICC_PROFILE\x00\x01\x01colours"),
        segment(0xE2, b"MPF\x00hidden picture"),
        segment(0xED, b"Photoshop 3.0\x00photoshop"),
        segment(0xEE, b"Adobe\x00\x64\x00\x00\x00\x00\x01"),
        segment(0xFE, b"en kommentar"),
        segment(0xDB, bytes(65)),
        segment(0xC2 if progressive else 0xC0, bytes(15)),
        segment(0xC4, bytes(20)),
        segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + scan,
    ]
    if progressive:
        parts += [segment(0xC4, bytes(20)), b"\xff" + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + scan]
    return b"\xff\xd8" + b"".join(parts) + b"\xff\xd9" + b"\xff\xd8\xff\xe1hidden picture GPSLatitude\xff\xd9"


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png():
    """One grey pixel."""
    return b"\x89PNG\r\n\x1a\n" + b"".join([
        chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        chunk(b"pHYs", bytes(9)),
        chunk(b"tEXt", b"Comment\x00en kommentar"),
        chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00Rydgatan 7"),
        chunk(b"tIME", bytes(7)),
        chunk(b"eXIf", exif(3)),
        chunk(b"prVt", b"SECRETCAM"),
        chunk(b"IDAT", zlib.compress(b"\x00\x80")),
        chunk(b"IEND", b""),
    ]) + b"hidden picture"  # fmt: skip
