"""The shapes of attachments' bytes on their way (`/v1/attachments/{case}/{id}`); the pieces themselves travel raw.

A piece is ciphertext whose hash the signed AttachmentAdded names. The key goes beside it in the session, never into
an entry, so that destroying it at the hub destroys the file while the record stays whole.
"""

from typing import Final, NotRequired, TypedDict

PATH: Final = "/v1/attachments"
PIECE_TYPE: Final = "application/octet-stream"


class AttachmentBegin(TypedDict):
    """POST /v1/attachments/{case}/{id}: how many pieces will come; `key` base64 of 32 bytes."""

    chunks: int
    key: str


class AttachmentHeld(TypedDict):
    """Answer of begin: numbers of the pieces the hub has; the rest is asked for."""

    epoch: str
    held: list[int]


class AttachmentInfo(TypedDict):
    """GET /v1/attachments/{case}/{id}: what can be fetched; `key` only once every piece is there."""

    epoch: str
    chunks: int
    held: list[int]
    complete: bool
    key: NotRequired[str]
