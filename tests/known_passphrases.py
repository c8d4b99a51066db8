"""The slow key of a passphrase is worked out once per salt in a test process, however often the tests unlock.

Same passphrase, same salt, same key: nothing is learnt from working it out again, and each time costs a tenth of a
second of a processor. What a calibration measures is worked out each time.
"""

from fieldnotes.vault.kdf import Kdf

MEASURED = bytes(16)
"""The salt of `Kdf.calibrated`, which asks how long it takes."""


def remember() -> None:
    """Let `Kdf.derive` remember for the rest of this process."""
    really, known = Kdf.derive, {}

    def derive(kdf: Kdf, passphrase: str, salt: bytes) -> bytearray:
        if salt == MEASURED:
            return really(kdf, passphrase, salt)
        asked = kdf, passphrase, salt
        if asked not in known:
            known[asked] = bytes(really(kdf, passphrase, salt))
        return bytearray(known[asked])

    Kdf.derive = derive
