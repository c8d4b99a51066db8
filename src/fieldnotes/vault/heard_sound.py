"""A short piece of a take, to be heard again: opened in memory and given away. Writes nothing, knows no words."""

from itertools import islice

from sqlalchemy import select

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import TAKES
from fieldnotes.vault.take_rows import FRAMES_PER_SECOND, read_takes
from fieldnotes.vault.takes import SAMPLE_BYTES, frames


def sound_between(vault: OpenVault, take: str, begins: int, ends: int) -> tuple[bytes, int]:
    """Open the sound between two moments of a take, in milliseconds from its first sample.

    Returns 16-bit mono samples and how many of them are a second; fewer than asked for where the take ends.

    Raises:
        Refused: UNKNOWN_RECORDING (also when destroyed, or on another computer), RECORDING_DAMAGED.
        Unavailable: CANNOT_WRITE when the disk does not give it.
    """
    found = read_takes(vault, select(TAKES).where(TAKES.c.id == take, TAKES.c.destroyed_at.is_(None)))
    if not found:
        raise Refused(Code.UNKNOWN_RECORDING, recording=take)
    rate = found[0].rate
    first, last = (max(0, moment) * rate // 1000 for moment in (begins, ends))
    frame = rate // FRAMES_PER_SECOND
    pcm = b"".join(islice(frames(vault, take), first // frame, last // frame + 1))
    skip = first % frame * SAMPLE_BYTES
    return pcm[skip : skip + (last - first) * SAMPLE_BYTES], rate
