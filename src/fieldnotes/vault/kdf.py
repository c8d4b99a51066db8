"""From a passphrase to a key, slowly on purpose (Argon2id, RFC 9106); knows no file and no slot."""

import time
import unicodedata
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from fieldnotes.domain.errors import Code, Refused

KEY_BYTES: Final = 32
FLOOR_MEMORY_KIB: Final = 64 * 1024
FLOOR_ITERATIONS: Final = 3
FLOOR_LANES: Final = 4
_MOST_MEMORY_KIB: Final = 512 * 1024
_MOST_ITERATIONS: Final = 64
_WANTED_SECONDS: Final = 0.75
_STEP_KIB: Final = 16 * 1024
_LEAST_CHARACTERS: Final = 8
_LEAST_DIFFERENT: Final = 4


@dataclass(frozen=True, slots=True)
class Kdf:
    """Argon2id's three numbers: memory in KiB, passes, lanes. Never below RFC 9106's second choice."""

    memory_kib: int
    iterations: int
    lanes: int

    def __post_init__(self) -> None:
        """Refuse numbers under the floor (a weakened key file) or absurd ones (a key file that fills the memory)."""
        enough = (
            FLOOR_MEMORY_KIB <= self.memory_kib <= _MOST_MEMORY_KIB
            and FLOOR_ITERATIONS <= self.iterations <= _MOST_ITERATIONS
            and self.lanes == FLOOR_LANES
        )
        if not enough:
            raise Refused(Code.PROFILE_DAMAGED, file="keys.json")

    @staticmethod
    def floor() -> "Kdf":
        """Give the weakest setting ever accepted: 64 MiB, 3 passes, 4 lanes."""
        return Kdf(FLOOR_MEMORY_KIB, FLOOR_ITERATIONS, FLOOR_LANES)

    @staticmethod
    def calibrated() -> "Kdf":
        """Find the setting that takes this machine 0.5-1.0 s; takes about half a second itself."""
        floor = Kdf.floor()
        spent = min(_seconds(floor) for _ in range(2))
        return scaled(spent)

    def derive(self, passphrase: str, salt: bytes) -> bytearray:
        """Work out the 32-byte key of a passphrase; the text is NFC first, so every keyboard gives the same key."""
        key = bytearray(KEY_BYTES)
        typed = unicodedata.normalize("NFC", passphrase).encode("utf-8")
        Argon2id(
            salt=salt, length=KEY_BYTES, iterations=self.iterations, lanes=self.lanes, memory_cost=self.memory_kib
        ).derive_into(typed, key)
        return key


def scaled(floor_seconds: float) -> Kdf:
    """Choose the setting for a machine that takes `floor_seconds` for the floor: memory first, then passes."""
    factor = _WANTED_SECONDS / floor_seconds
    memory = min(_MOST_MEMORY_KIB, int(FLOOR_MEMORY_KIB * factor))
    memory = max(FLOOR_MEMORY_KIB, memory - memory % _STEP_KIB)
    left = factor / (memory / FLOOR_MEMORY_KIB)
    iterations = min(_MOST_ITERATIONS, max(FLOOR_ITERATIONS, round(FLOOR_ITERATIONS * left)))
    return Kdf(memory, iterations, FLOOR_LANES)


def check_strength(passphrase: str) -> None:
    """Refuse a passphrase that is guessed faster than typed.

    Raises:
        Refused: WEAK_PASSPHRASE with the least number of characters.
    """
    text = unicodedata.normalize("NFC", passphrase)
    if len(text) < _LEAST_CHARACTERS or len(set(text)) < _LEAST_DIFFERENT:
        raise Refused(Code.WEAK_PASSPHRASE, least=_LEAST_CHARACTERS)


def _seconds(kdf: Kdf) -> float:
    begun = time.perf_counter()
    kdf.derive("how long does this take", bytes(16))
    return time.perf_counter() - begun
