"""Frames over the recogniser's pipes, for both ends of them. Knows no engine and no sound.

A frame is one letter for its kind, four bytes for the length of what follows (big-endian), and that many bytes:

    parent -> recogniser   H  header   JSON {"model": path, "rate": samples a second, "grammar": [phrase…] | null,
                                            "language": ISO 639-1}
                           S  sound    16-bit little-endian mono samples at that rate
                           E  end      nothing
    recogniser -> parent   J  answer   JSON {"kind": …}

Every frame is answered before the next is sent, so neither pipe can ever fill up while both ends write:

    H  -> {"kind": "started"} at once, then {"kind": "ready", "unknown": [word of the grammar…]} with the model loaded
    S  -> {"kind": "partial", "text": …} or {"kind": "final", "words": [[word, start, end, confidence]…]}
    E  -> {"kind": "done", "words": […]}, and the recogniser waits for the next H with its model loaded
    any -> {"kind": "error", "code": …} instead, and the recogniser ends

Times are seconds from the first sample. The recogniser also ends when its input closes.
"""

import json
import struct
from typing import IO

from fieldnotes.domain.json_value import Json, JsonObject

HEADER, SOUND, END, ANSWER = b"H", b"S", b"E", b"J"
_LENGTH = struct.Struct(">I")
MOST_BYTES = 16 * 1024 * 1024
"""A frame is a fraction of a second; a longer one is a broken pipe's nonsense."""


class PipeClosedError(Exception):
    """The other end is gone, or speaks no frames."""


def send(pipe: IO[bytes], kind: bytes, payload: bytes = b"") -> None:
    """Write one frame. Raises PipeClosedError."""
    try:
        pipe.write(kind + _LENGTH.pack(len(payload)) + payload)
        pipe.flush()
    except (OSError, ValueError) as closed:
        raise PipeClosedError from closed


def send_json(pipe: IO[bytes], kind: bytes, value: Json) -> None:
    """Write one frame of JSON."""
    send(pipe, kind, json.dumps(value, ensure_ascii=False).encode())


def receive(pipe: IO[bytes]) -> tuple[bytes, bytes]:
    """Read one frame: its kind and what it carries. Raises PipeClosedError, also on half a frame."""
    head = _exactly(pipe, 1 + _LENGTH.size)
    (length,) = _LENGTH.unpack(head[1:])
    if length > MOST_BYTES:
        raise PipeClosedError
    return head[:1], _exactly(pipe, length)


def object_of(payload: bytes) -> JsonObject:
    """Read the JSON object of a frame. Raises PipeClosedError."""
    try:
        value = json.loads(payload)
    except ValueError as nonsense:
        raise PipeClosedError from nonsense
    if not isinstance(value, dict):
        raise PipeClosedError
    return value


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    try:
        data = pipe.read(count) if count else b""
    except (OSError, ValueError) as closed:
        raise PipeClosedError from closed
    if len(data) < count:
        raise PipeClosedError
    return data
