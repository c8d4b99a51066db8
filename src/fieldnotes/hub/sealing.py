"""Every case has a key of its own at the hub, and lies under it: destroy the key and the case is gone.

A case's key is wrapped under a key that comes out of the hub's own, so a copied database opens nothing. What is
looked for (ids, kinds, positions, days) stays outside. Knows no entry's meaning.
"""

import secrets
from collections.abc import Collection
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, bindparam, insert, select

from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.hub.disposal_tables import case_key

OPENS: Final = "fieldnotes_seal"
"""The execution option under which a connection of the hub carries its `CaseSeal`."""
SEALED_MORE: Final = 29
"""How many bytes a sealed content is longer than it was: version, nonce, tag."""

_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_VERSION: Final = b"\x01"
_SEAL_LABEL: Final = b"fieldnotes/hub-seal/1"
_WRAP_LABEL: Final = b"fieldnotes/hub-case-key/1"
_CONTENT_LABEL: Final = b"fieldnotes/hub-content/1"
_KEYS: Final = select(case_key.c.case_id, case_key.c.wrapped).where(
    case_key.c.case_id.in_(bindparam("cases", expanding=True))
)


class CaseSeal:
    """What wraps the keys of cases; its `repr` tells nothing."""

    def __init__(self, seed: bytes) -> None:
        derived = HKDF(SHA256(), _KEY_BYTES, salt=None, info=_SEAL_LABEL).derive(seed)
        self._key = AESGCM(derived)

    def wrap(self, case: str, key: bytes) -> bytes:
        """Wrap a case's key; it opens as that case's only."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._key.encrypt(nonce, key, _WRAP_LABEL + case.encode())

    def unwrap(self, case: str, wrapped: bytes) -> bytes:
        """Take a case's key out. InvalidTag when it is not that case's, or not this hub's."""
        return self._key.decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], _WRAP_LABEL + case.encode())


class CaseKeys:
    """The keys of cases inside one transaction: read once each, made when something is first written under one."""

    def __init__(self, connection: Connection, cases: Collection[str] = ()) -> None:
        self._connection = connection
        self._seal: CaseSeal = connection.get_execution_options()[OPENS]
        self._known: dict[str, AESGCM] = {}
        if cases:
            self._look_up(cases)

    def seal(self, case: str, name: str, data: bytes) -> bytes:
        """Seal content of a case; `name` is where it stands, so that it opens in no other place."""
        key = self._known.get(case) or self._of(case) or self._make(case)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return _VERSION + nonce + key.encrypt(nonce, data, _bound(case, name))

    def open(self, case: str, name: str, sealed: bytes) -> bytes:
        """Open what was sealed there.

        Raises:
            Unavailable: SEAL_BROKEN when the case's key is gone or does not fit: never silence, never other bytes.
        """
        key = self._known.get(case) or self._of(case)
        nonce, rest = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        if key is None or sealed[:1] != _VERSION:
            raise Unavailable(Code.SEAL_BROKEN, case=case)
        try:
            return key.decrypt(nonce, rest, _bound(case, name))
        except (InvalidTag, ValueError):
            raise Unavailable(Code.SEAL_BROKEN, case=case) from None

    def _of(self, case: str) -> AESGCM | None:
        self._look_up([case])
        return self._known.get(case)

    def _look_up(self, cases: Collection[str]) -> None:
        for row in self._connection.execute(_KEYS, {"cases": sorted(set(cases))}):
            try:
                self._known[row.case_id] = AESGCM(self._seal.unwrap(row.case_id, bytes(row.wrapped)))
            except InvalidTag:
                raise Unavailable(Code.SEAL_BROKEN, case=row.case_id) from None

    def _make(self, case: str) -> AESGCM:
        key = AESGCM.generate_key(8 * _KEY_BYTES)
        self._connection.execute(insert(case_key).values(case_id=case, wrapped=self._seal.wrap(case, key)))
        self._known[case] = AESGCM(key)
        return self._known[case]


def _bound(case: str, name: str) -> bytes:
    return b"\x00".join((_CONTENT_LABEL, case.encode(), name.encode()))
