"""The hub's numbers for a case: positions without gaps and a running head nothing can hide from.

log_head(0) = 32 zero bytes; log_head(n) = SHA-256(log_head(n-1) ‖ entry hash). A receipt
`{case, epoch, log_head, position}` is signed by the hub over its canonical bytes.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.wire import canonical
from fieldnotes.wire.base64_text import from_base64, to_base64
from fieldnotes.wire.keys import SigningKey, signature_holds

START = "0" * 64
_LABEL = b"fieldnotes/receipt/1"


def next_head(head: str, entry_hash: str) -> str:
    """Run the head of a case over one more entry; both are 64 hex digits."""
    return hashlib.sha256(bytes.fromhex(head) + bytes.fromhex(entry_hash)).hexdigest()


def head_after(head: str, entry_hashes: Iterable[str]) -> str:
    """Run the head over several entries in their order."""
    for entry_hash in entry_hashes:
        head = next_head(head, entry_hash)
    return head


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the hub says a case held at a position; 0 and START for an empty case."""

    epoch: str
    case: str
    position: int
    log_head: str
    signature: bytes = field(repr=False)

    def holds(self, hub_public: bytes) -> bool:
        """Tell whether this receipt was signed by the hub with this key."""
        return signature_holds(hub_public, _LABEL, canonical.encode(self._signed_part()), self.signature)

    def to_json(self) -> JsonObject:
        """Write the receipt as it travels; the signature in base64."""
        return {**self._signed_part(), "signature": to_base64(self.signature)}

    @staticmethod
    def from_json(data: JsonObject) -> "Receipt":
        """Read a receipt as it travels.

        Raises:
            Refused: BYTES_WRONG when a field is missing or of another type.
        """
        match data:
            case {"epoch": str(epoch), "case": str(case), "position": int(position), "log_head": str(head)}:
                return Receipt(epoch, case, position, head, from_base64(data.get("signature")))
            case _:
                raise Refused(Code.BYTES_WRONG)

    def _signed_part(self) -> JsonObject:
        return {
            "case": self.case,
            "epoch": self.epoch,
            "log_head": self.log_head,
            "position": self.position,
        }


def sign_receipt(key: SigningKey, epoch: str, case: str, position: int, log_head: str) -> Receipt:
    """Make the hub's signed receipt for a case at a position."""
    draft = Receipt(epoch, case, position, log_head, b"")
    return Receipt(
        epoch,
        case,
        position,
        log_head,
        key.sign(_LABEL, canonical.encode(draft._signed_part())),  # noqa: SLF001
    )
