"""How a person proves to the hub who they are, from one of their own devices, and the hub's word that they did.

A decision names the word's `acr` and `at` in `auth`; the hub knows its own words again. Knows no password.
"""

import base64
import hashlib
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, NotRequired, TypedDict

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.wire.hub_word import Word, say
from fieldnotes.wire.keys import SigningKey

LOGIN_LABEL: Final = b"fieldnotes/login/1"
DECISION_ACR: Final = "decision_acr"
"""In the policy: which levels of log-in let a person decide; empty = giving the passphrase is enough."""
PASSWORD_ACR: Final = "password"  # noqa: S105 - the name of a level, no password
"""The level of a log-in by the password of one's account at the hub."""
_VERIFIER_BYTES: Final = 48
_LEAST_VERIFIER: Final = 43


@dataclass(frozen=True, slots=True)
class Login:
    """Who logged in on which device, when by the hub's clock (RFC 3339), how strongly and by what (RFC 8176)."""

    user: str
    device: str
    at: str
    acr: str
    amr: tuple[str, ...]
    epoch: str

    def seal(self, hub_key: SigningKey) -> Word:
        """Sign it as the hub."""
        return say(
            hub_key,
            LOGIN_LABEL,
            {
                "acr": self.acr, "amr": [*self.amr], "at": self.at, "device": self.device, "epoch": self.epoch,
                "user": self.user,
            },
        )  # fmt: skip

    @staticmethod
    def read(word: Word, hub_public: bytes) -> "Login":
        """Verify a log-in with the pinned hub key and read it.

        Raises:
            Refused: SIGNATURE_WRONG or BYTES_WRONG.
        """
        match word.read(LOGIN_LABEL, hub_public):
            case {
                "user": str(user), "device": str(device), "at": str(at), "acr": str(acr), "amr": list(amr),
                "epoch": str(epoch),
            }:  # fmt: skip
                return Login(user, device, at, acr, tuple(str(one) for one in amr), epoch)
            case _:
                raise Refused(Code.BYTES_WRONG)


class LoginWays(TypedDict):
    """GET /v1/login: how this person may log in here; `decision_acr`: which levels let them decide."""

    password: bool
    must_change: bool
    provider: str | None
    decision_acr: list[str]


class PasswordRequest(TypedDict):
    """POST /v1/login/password: the account's password, and the one to have from now on."""

    password: str
    new_password: NotRequired[str]


class BeginRequest(TypedDict):
    """POST /v1/login/begin: where the browser comes back to, and the PKCE challenge (S256, base64url)."""

    redirect: str
    challenge: str


class BeginAnswer(TypedDict):
    """The address to open in the browser, and the state it comes back with."""

    url: str
    state: str


class FinishRequest(TypedDict):
    """POST /v1/login/finish: what the browser brought back, and the PKCE verifier."""

    state: str
    code: str
    verifier: str


class LoginAnswer(TypedDict):
    """`login` is the hub's word (`Word.to_json`); `wait`: seconds to wait instead, after wrong passwords."""

    login: Json
    wait: NotRequired[int]


def new_verifier() -> str:
    """Make a PKCE verifier (RFC 7636), 64 characters."""
    return base64.urlsafe_b64encode(secrets.token_bytes(_VERIFIER_BYTES)).decode("ascii")


def challenge_of(verifier: str) -> str:
    """Give the S256 challenge of a verifier."""
    digest = hashlib.sha256(verifier.encode("ascii", "replace")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def is_challenge(text: str) -> bool:
    """Tell whether a text can be an S256 challenge."""
    return len(text) == _LEAST_VERIFIER and text.isascii() and text.replace("-", "").replace("_", "").isalnum()


def accepted_acr(policy: Mapping[str, Json]) -> tuple[str, ...]:
    """Read which levels of log-in the policy wants for a decision; none = a passphrase is enough."""
    found = policy.get(DECISION_ACR)
    return tuple(str(one) for one in found) if isinstance(found, list | tuple) else ()


def is_enough(auth: JsonObject | None, wanted: Collection[str]) -> bool:
    """Tell whether what an entry names as its log-in is of one of the wanted levels."""
    return not wanted or (auth is not None and auth.get("acr") in wanted)
