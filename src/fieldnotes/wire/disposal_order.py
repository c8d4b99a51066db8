"""The hub's order to let go of a case that was disposed of, and a device's receipt that it has.

The order carries the case's last entry, `CaseDisposed`, and the hub's receipt for it: whoever held the case can see
that just this chain was ended, and by whom. Knows no storage.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fieldnotes.domain.entry import Entry, Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.wire.base64_text import from_base64, to_base64
from fieldnotes.wire.entries import Sealed, entry_hash, read
from fieldnotes.wire.hub_word import Word, say
from fieldnotes.wire.keys import SigningKey, signature_holds
from fieldnotes.wire.running_head import Receipt, next_head

_ORDER_LABEL = b"fieldnotes/dispose/1"
_RECEIPT_LABEL = b"fieldnotes/disposed/1"


@dataclass(frozen=True, slots=True)
class DisposalOrder:
    """Which case has ended: its last entry as it was sealed, and the hub's receipt at it."""

    sealed: Sealed
    receipt: Receipt

    @property
    def case(self) -> str:
        """The case's id."""
        return self.receipt.case

    @property
    def root(self) -> str:
        """The running head over everything that was disposed of: where a device that held it all stood."""
        return str(read(self.sealed.data).body["root"])

    @property
    def entries(self) -> int:
        """How many entries were disposed of."""
        return self.receipt.position - 1

    def seal(self, hub_key: SigningKey) -> Word:
        """Sign the order as the hub."""
        entry = {"data": to_base64(self.sealed.data), "signature": to_base64(self.sealed.signature)}
        return say(hub_key, _ORDER_LABEL, {"entry": entry, "receipt": self.receipt.to_json()})

    @staticmethod
    def read(word: Word, hub_public: bytes) -> "DisposalOrder":
        """Verify an order with the pinned hub key and read it.

        Raises:
            Refused: SIGNATURE_WRONG; BYTES_WRONG when it is no order, or its parts do not fit each other.
        """
        match word.read(_ORDER_LABEL, hub_public):
            case {"entry": {"data": data, "signature": signature}, "receipt": Mapping() as said}:
                exact = from_base64(data)
                sealed = Sealed(exact, entry_hash(exact), from_base64(signature))
                found = DisposalOrder(sealed, Receipt.from_json(said))
            case _:
                raise Refused(Code.BYTES_WRONG)
        if not (found.receipt.holds(hub_public) and ends(read(exact), sealed.hash, found.receipt)):
            raise Refused(Code.BYTES_WRONG)
        return found


def ends(entry: Entry, digest: str, receipt: Receipt) -> bool:
    """Tell whether this entry is the end of a case whose log stands at this receipt."""
    if entry.kind is not Kind.CASE_DISPOSED or entry.case != receipt.case:
        return False
    begun, root = entry.body["entries"], str(entry.body["root"])
    return (receipt.position - 1, receipt.log_head) == (begun, next_head(root, digest))


def sign_receipt(device_key: SigningKey, order: Word) -> bytes:
    """Say as the device that nothing of the case is left on it."""
    return device_key.sign(_RECEIPT_LABEL, order.data)


def receipt_holds(device_public: bytes, order: Word, signature: bytes) -> bool:
    """Tell whether the device itself gave this receipt for this order."""
    return signature_holds(device_public, _RECEIPT_LABEL, order.data, signature)
