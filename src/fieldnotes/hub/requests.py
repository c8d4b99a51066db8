"""What a device may ask in JSON, checked before a route sees it (shapes of `wire/messages.py`)."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

_NO_CONTROLS = r"^[^\x00-\x1f\x7f]+$"
Id = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=_NO_CONTROLS)]
Text = Annotated[str, StringConstraints(max_length=400)]
Count = Annotated[int, Field(ge=0, le=2**53 - 1)]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class _Asked(BaseModel):
    """Nothing is guessed: other types and unknown keys are refused."""

    model_config = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)


class EnrolBody(_Asked):
    """Body of /v1/enrol."""

    code: Text = Field(repr=False)
    device: Id
    device_key: Text
    name: Id


class NonceBody(_Asked):
    """Body of /v1/session/nonce."""

    device: Id


class SessionBody(_Asked):
    """Body of /v1/session."""

    device: Id
    nonce: Text
    signature: Text
    exchange_token: Text | None = Field(repr=False)


class PasswordBody(_Asked):
    """Body of /v1/login/password."""

    password: Text = Field(repr=False)
    new_password: Text | None = Field(default=None, repr=False)


class BeginLoginBody(_Asked):
    """Body of /v1/login/begin."""

    redirect: Text
    challenge: Text


class FinishLoginBody(_Asked):
    """Body of /v1/login/finish; a provider's code may be long."""

    state: Text = Field(repr=False)
    code: Annotated[str, StringConstraints(min_length=1, max_length=4000)] = Field(repr=False)
    verifier: Text = Field(repr=False)


class WishBody(_Asked):
    """One case of a pull."""

    case: Id
    after: Count


class PullBody(_Asked):
    """Body of /v1/pull."""

    cases: list[WishBody] = Field(max_length=1000)


class AskedBody(_Asked):
    """Hashes of one case."""

    case: Id
    hashes: list[Hash] = Field(max_length=5000)


class LackingBody(_Asked):
    """Body of /v1/lacking."""

    cases: list[AskedBody] = Field(max_length=1000)


class OrderBody(_Asked):
    """A word of the hub, shown to it again."""

    signed: Annotated[str, StringConstraints(max_length=8000)]
    signature: Text


class ReceiptBody(_Asked):
    """Body of /v1/wiped and of /v1/disposed."""

    order: OrderBody
    signature: Text


class AccessRowBody(_Asked):
    """One row of the access log."""

    number: Count
    what: Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=_NO_CONTROLS)]
    case: Id | None = None
    note: Id | None = None
    revision: Hash | None = None
    at: Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=_NO_CONTROLS)]
    chain: Hash


class AccessBody(_Asked):
    """Body of /v1/access."""

    rows: list[AccessRowBody] = Field(max_length=1000)
