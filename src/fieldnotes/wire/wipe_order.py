"""The hub's order to wipe a device whose access was withdrawn, and the device's receipt for it.

The order names one device and cannot be turned on another; the receipt is signed by the device's own key before
that key is destroyed.
"""

from dataclasses import dataclass

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.wire.hub_word import Word, say
from fieldnotes.wire.keys import SigningKey, signature_holds

_ORDER_LABEL = b"fieldnotes/wipe/1"
_RECEIPT_LABEL = b"fieldnotes/wiped/1"


@dataclass(frozen=True, slots=True)
class WipeOrder:
    """Which device is to be wiped, in which of the hub's histories that was said, and when (RFC 3339)."""

    device: str
    epoch: str
    at: str

    def seal(self, hub_key: SigningKey) -> Word:
        """Sign the order as the hub."""
        return say(hub_key, _ORDER_LABEL, {"at": self.at, "device": self.device, "epoch": self.epoch})

    @staticmethod
    def read(word: Word, hub_public: bytes) -> "WipeOrder":
        """Verify an order with the pinned hub key and read it.

        Raises:
            Refused: SIGNATURE_WRONG or BYTES_WRONG.
        """
        match word.read(_ORDER_LABEL, hub_public):
            case {"device": str(device), "epoch": str(epoch), "at": str(at)}:
                return WipeOrder(device, epoch, at)
            case _:
                raise Refused(Code.BYTES_WRONG)


def sign_receipt(device_key: SigningKey, order: Word) -> bytes:
    """Say as the device that all it had is handed in and that it now destroys its keys."""
    return device_key.sign(_RECEIPT_LABEL, order.data)


def receipt_holds(device_public: bytes, order: Word, signature: bytes) -> bool:
    """Tell whether the device itself gave this receipt for this order."""
    return signature_holds(device_public, _RECEIPT_LABEL, order.data, signature)
