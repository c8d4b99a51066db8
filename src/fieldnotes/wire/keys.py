"""Ed25519 (RFC 8032) keys of devices and hubs. The only door to signatures; keeps no key on disk."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SEED_BYTES = 32
SIGNATURE_BYTES = 64


class SigningKey:
    """A private key made from a 32-byte seed; its `repr` tells nothing."""

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(bytes(seed))
        self.public: bytes = self._key.public_key().public_bytes_raw()

    def sign(self, label: bytes, message: bytes) -> bytes:
        """Sign `label` followed by `message`; the label keeps one kind from passing for another."""
        return self._key.sign(label + message)


def signature_holds(public: bytes, label: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether a signature was made by the holder of `public` over exactly this label and message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, label + message)
    except (InvalidSignature, ValueError):
        return False
    return True
