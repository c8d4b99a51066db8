"""A photo made as small as reading it needs before it is sealed: one JPEG or PNG in, one out. Knows no note.

What cannot be read, or is small already, is left to be kept as it came. Nothing of what the camera wrote comes along.
"""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fieldnotes.domain.file_types import JPEG, PNG

if TYPE_CHECKING:
    from PIL.Image import Image

LONG_EDGE: Final = 2560
"""Pixels: a page of writing photographed whole stays readable, and no screen or projector of ours shows more."""
QUALITY: Final = 88
"""Of a JPEG: what is lost below this is seen in small print."""
MOST_PIXELS: Final = {JPEG: 178_000_000, PNG: 60_000_000}
"""More is not unpacked: a JPEG is read at an eighth if need be, a PNG only as a whole (four bytes each)."""
_FORMATS: Final = {JPEG: "JPEG", PNG: "PNG"}
_DRAWN: Final = frozenset({"L", "LA", "RGB", "RGBA"})


def smaller(path: Path, media_type: str) -> bytes | None:
    """Give a photo whose long edge is longer than `LONG_EDGE` again at that length, upright, without metadata.

    Args:
        path: the file as it came; it is not changed.
        media_type: what its first bytes say it is.

    Returns:
        The new file, always smaller than the old one; None when it is kept as it came.
    """
    if media_type not in _FORMATS:
        return None
    from PIL import Image

    try:
        with Image.open(path, formats=(_FORMATS[media_type],)) as photo:
            made = _drawn(photo, media_type)
            is_smaller = made is not None and len(made) < path.stat().st_size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None  # not a whole picture: it is kept as it came, and what may not be kept so is refused elsewhere
    return made if is_smaller else None


def _drawn(photo: "Image", media_type: str) -> bytes | None:
    from PIL import ImageOps
    from PIL.Image import Resampling

    width, height = photo.size
    if max(width, height) <= LONG_EDGE or width * height > MOST_PIXELS[media_type] or _moves(photo):
        return None
    if media_type == JPEG:
        photo.draft(photo.mode, (LONG_EDGE, LONG_EDGE))
    upright = ImageOps.exif_transpose(photo)
    if upright.mode == "P":
        upright = upright.convert("RGBA" if "transparency" in upright.info else "RGB")
    if upright.mode not in _DRAWN:
        return None
    upright.thumbnail((LONG_EDGE, LONG_EDGE), Resampling.LANCZOS)
    kept: dict[str, Any] = {"icc_profile": photo.info.get("icc_profile")}
    upright.info.clear()
    out = BytesIO()
    if media_type == JPEG:
        upright.save(out, "JPEG", quality=QUALITY, optimize=True, **kept)
    else:
        upright.save(out, "PNG", optimize=True, **kept)
    return out.getvalue()


def _moves(photo: "Image") -> bool:
    return bool(getattr(photo, "is_animated", False))
