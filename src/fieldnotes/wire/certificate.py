"""A device's certificate: the hub's word that this key belongs to this person's device."""

from dataclasses import dataclass, field

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.wire.base64_text import from_base64, to_base64
from fieldnotes.wire.hub_word import CERTIFICATE_LABEL, Word, say
from fieldnotes.wire.keys import SigningKey


@dataclass(frozen=True, slots=True)
class DeviceCertificate:
    """Who a device belongs to: device id, user id, 32-byte public key, when it joined (RFC 3339)."""

    device: str
    user: str
    key: bytes = field(repr=False)
    since: str

    def seal(self, hub_key: SigningKey) -> Word:
        """Sign the certificate as the hub."""
        return say(hub_key, CERTIFICATE_LABEL, self._as_json())

    def _as_json(self) -> JsonObject:
        return {"device": self.device, "key": to_base64(self.key), "since": self.since, "user": self.user}

    @staticmethod
    def read(word: Word, hub_public: bytes) -> "DeviceCertificate":
        """Verify a certificate with the pinned hub key and read it.

        Raises:
            Refused: SIGNATURE_WRONG or BYTES_WRONG.
        """
        match word.read(CERTIFICATE_LABEL, hub_public):
            case {"device": str(device), "user": str(user), "key": str(key), "since": str(since)}:
                return DeviceCertificate(device, user, from_base64(key), since)
            case _:
                raise Refused(Code.BYTES_WRONG)
