"""The recovery key as a person writes it down: 160 bits in 8 groups, each with its own check character.

Alphabet: Crockford's base32 (no I, L, O, U). A group is 4 characters and a check over GF(32) of them and the
group's place, so one wrong character, two swapped characters and two swapped groups are all noticed.
"""

import secrets
from typing import Final

from fieldnotes.domain.errors import Code, Refused

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES: Final = str.maketrans(
    {"O": "0", "I": "1", "L": "1", "-": None, " ": None, "\t": None, "\n": None, "\r": None}
)
_BYTES: Final = 20
_GROUPS: Final = 8
_IN_GROUP: Final = 4
_FIELD: Final = 0b100101  # x^5 + x^2 + 1
_FIELD_BIT: Final = 0b100000


def new_recovery_secret() -> bytes:
    """Make 160 random bits."""
    return secrets.token_bytes(_BYTES)


def to_paper(secret: bytes) -> str:
    """Write the secret as eight groups of five characters joined by hyphens."""
    number = int.from_bytes(secret, "big")
    values = [(number >> shift) & 31 for shift in range(155, -1, -5)]
    groups = [values[at : at + _IN_GROUP] for at in range(0, len(values), _IN_GROUP)]
    return "-".join("".join(_ALPHABET[v] for v in [*g, _check(place, g)]) for place, g in enumerate(groups))


def from_paper(text: str) -> bytes:
    """Read what a person typed back; case, blanks, hyphens and lookalikes (O for 0, I or L for 1) are forgiven.

    Raises:
        Refused: WRONG_RECOVERY_KEY with the number of the first group that is wrong (1-8; 0 = wrong length).
    """
    typed = text.upper().translate(_LOOKALIKES)
    if len(typed) != _GROUPS * (_IN_GROUP + 1):
        raise Refused(Code.WRONG_RECOVERY_KEY, group=0)
    number = 0
    for place in range(_GROUPS):
        at = place * (_IN_GROUP + 1)
        values = [_ALPHABET.find(c) for c in typed[at : at + _IN_GROUP + 1]]
        if -1 in values or values[-1] != _check(place, values[:-1]):
            raise Refused(Code.WRONG_RECOVERY_KEY, group=place + 1)
        for value in values[:-1]:
            number = number << 5 | value
    return number.to_bytes(_BYTES, "big")


def _check(place: int, values: list[int]) -> int:
    total, weight = place, 1
    for value in values:
        weight = _times(weight, 2)
        total ^= _times(weight, value)
    return total


def _times(a: int, b: int) -> int:
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & _FIELD_BIT:
            a ^= _FIELD
        b >>= 1
    return product
