"""An invitation file: how a device finds its hub and knows it for the right one (one use, then it is spent)."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.wire.base64_text import from_base64, to_base64

_FORMAT = "fieldnotes/invitation/1"


@dataclass(frozen=True, slots=True)
class Invitation:
    """Hub address, pinned hub key (32 bytes), CA fingerprint or None, user, one-time code, expiry (RFC 3339)."""

    url: str
    hub_key: bytes = field(repr=False)
    ca: str | None
    user: str
    code: str = field(repr=False)
    expires: str

    def to_json(self) -> JsonObject:
        """The file's content."""
        return {
            "format": _FORMAT, "url": self.url, "hub_key": to_base64(self.hub_key), "ca": self.ca,
            "user": self.user, "code": self.code, "expires": self.expires,
        }  # fmt: skip

    def to_text(self) -> str:
        """Write the file; it may be read and its address edited by a person."""
        return json.dumps(self.to_json(), indent=1, ensure_ascii=False) + "\n"

    def to_code(self) -> str:
        """Write it as one line to paste."""
        return to_base64(json.dumps(self.to_json(), separators=(",", ":")).encode("utf-8"))

    @staticmethod
    def from_text(text: str) -> "Invitation":
        """Read an invitation file, or its code as it is pasted out of a letter: the same in base64, blanks forgiven.

        Raises:
            Refused: INVITATION_WRONG when it is not one.
        """
        try:
            data = json.loads(text if "{" in text else base64.b64decode("".join(text.split()), validate=True))
        except (ValueError, RecursionError):
            raise Refused(Code.INVITATION_WRONG) from None
        if not isinstance(data, Mapping) or data.get("format") != _FORMAT:
            raise Refused(Code.INVITATION_WRONG)
        match data:
            case {
                "url": str(url),
                "hub_key": str(key),
                "user": str(user),
                "code": str(code),
                "expires": str(end),
            }:
                ca = data.get("ca")
                return Invitation(url, from_base64(key), ca if isinstance(ca, str) else None, user, code, end)
            case _:
                raise Refused(Code.INVITATION_WRONG)
