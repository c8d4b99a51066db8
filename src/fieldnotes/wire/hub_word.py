"""What the hub says under its signature besides receipts: device certificates, the reference feed, sessions.

A `Word` is exact canonical bytes and the hub's signature over them; whoever keeps it can show it to others.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.wire import canonical
from fieldnotes.wire.base64_text import from_base64, to_base64
from fieldnotes.wire.keys import SigningKey, signature_holds

CERTIFICATE_LABEL = b"fieldnotes/device/1"
REFERENCE_LABEL = b"fieldnotes/reference/1"


@dataclass(frozen=True, slots=True)
class Word:
    """Exact bytes and the hub's signature over a label and them."""

    data: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    def to_json(self) -> JsonObject:
        """Write it as it travels: both parts in base64."""
        return {"signed": to_base64(self.data), "signature": to_base64(self.signature)}

    @staticmethod
    def from_json(data: Json) -> "Word":
        """Read it as it travels; verifies nothing.

        Raises:
            Refused: BYTES_WRONG.
        """
        if not isinstance(data, Mapping):
            raise Refused(Code.BYTES_WRONG)
        return Word(from_base64(data.get("signed")), from_base64(data.get("signature")))

    def read(self, label: bytes, hub_public: bytes) -> JsonObject:
        """Verify with the pinned hub key and decode.

        Raises:
            Refused: SIGNATURE_WRONG when the hub did not say this; BYTES_WRONG when it is not canonical.
        """
        if not signature_holds(hub_public, label, self.data, self.signature):
            raise Refused(Code.SIGNATURE_WRONG)
        value = canonical.decode(self.data)
        if not isinstance(value, dict):
            raise Refused(Code.BYTES_WRONG)
        return value


def say(key: SigningKey, label: bytes, value: JsonObject) -> Word:
    """Sign a value as the hub."""
    data = canonical.encode(value)
    return Word(data, key.sign(label, data))
