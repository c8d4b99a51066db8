"""The shapes of the hub's JSON answers and of a device's JSON questions (protocol 1, under `/v1`).

Both sides build and read these; entries themselves travel as parcels (`parcel.py`). Problems are RFC 9457
documents with a `code` of `domain/errors.py`.
"""

from typing import Final, NotRequired, TypedDict

from fieldnotes.domain.json_value import Json

PROTOCOL: Final = 1
PROTOCOL_HEADER: Final = "FieldNotes-Protocol"
"""Each request names its protocol here; `hello` answers whatever stands in it, every other call 426 when it cannot."""
PROBLEM_TYPE: Final = "application/problem+json"
PARCEL_TYPE: Final = "application/vnd.fieldnotes.parcel+zstd"
SESSION_LABEL: Final = b"fieldnotes/session/1"
"""A device proves itself by Ed25519 over this label, the nonce's bytes and its device id."""


class Hello(TypedDict):
    """GET /v1/hello?challenge=HEX: who the hub is, and its `proof` (`greeting.py`); `time` RFC 3339."""

    protocol: list[int]
    epoch: str
    time: str
    hub_key: str
    version: int
    backed_up_to: str | None
    proof: NotRequired[str]


class EnrolRequest(TypedDict):
    """POST /v1/enrol: spend an invitation; `device_key` base64."""

    code: str
    device: str
    device_key: str
    name: str


class EnrolAnswer(TypedDict):
    """The hub's word about the device (`Word.to_json`), and who its person is."""

    certificate: Json
    user: str
    user_name: str
    role: str
    unit: str
    epoch: str
    hub_key: str


class NonceRequest(TypedDict):
    """POST /v1/session/nonce."""

    device: str


class NonceAnswer(TypedDict):
    """`nonce` is base64 of 32 bytes, good once and for a minute."""

    nonce: str


class SessionRequest(TypedDict):
    """POST /v1/session: signature base64 over SESSION_LABEL ‖ nonce ‖ device; the last exchange token or null."""

    device: str
    nonce: str
    signature: str
    exchange_token: str | None


class SessionAnswer(TypedDict):
    """`token` is the bearer for ten minutes; `exchange_token` must be shown at the next session (clones show).

    A `revoked` device may hand in and read nothing; `wipe` is the hub's signed order (`wipe_order.py`);
    `dispose`: its orders to let go of cases (`disposal_order.py`), those not obeyed yet.
    """

    token: str
    exchange_token: str
    expires_in: int
    epoch: str
    version: int
    time: str
    revoked: bool
    wipe: NotRequired[Json]
    dispose: NotRequired[list[Json]]


class PushResult(TypedDict):
    """What became of one entry; `position` when stored, `reason` when quarantined.

    `refused_at` and `refused_by` once a person at the hub has kept it out for good.
    """

    id: str
    hash: str
    result: str
    reason: NotRequired[str]
    position: NotRequired[int]
    refused_at: NotRequired[str]
    refused_by: NotRequired[str]


class PushAnswer(TypedDict):
    """POST /v1/push (a parcel with head `{}`): one result per entry, one receipt per case that got entries."""

    epoch: str
    results: list[PushResult]
    receipts: list[Json]


class LackingAsked(TypedDict):
    """Hashes of entries of one case."""

    case: str
    hashes: list[str]


class LackingRequest(TypedDict):
    """POST /v1/lacking: what became of these, without their bytes."""

    cases: list[LackingAsked]


class LackingAnswer(TypedDict):
    """What the hub has of them, as a push would answer, and the hashes it lacks; a receipt per case it has some of."""

    epoch: str
    results: list[PushResult]
    lacking: list[str]
    receipts: list[Json]


class WipedRequest(TypedDict):
    """POST /v1/wiped: the order as it came and the device's receipt (`wipe_order.py`), base64."""

    order: Json
    signature: str


class DisposedRequest(TypedDict):
    """POST /v1/disposed: an order as it came and the device's receipt (`disposal_order.py`), base64."""

    order: Json
    signature: str


class HeadsAnswer(TypedDict):
    """GET /v1/heads: the latest receipt of every case this device may read.

    `waiting`: of cases that stay at the hub until asked for, `{"case", "notes", "since"}` where notes wait.
    """

    epoch: str
    cases: list[Json]
    waiting: NotRequired[list[Json]]


class PullWish(TypedDict):
    """One case and the position up to which the device already has it."""

    case: str
    after: int


class PullRequest(TypedDict):
    """POST /v1/pull."""

    cases: list[PullWish]


class PullPage(TypedDict):
    """In the head of a pull answer, in the order of the entries: `count` entries of `case` after `after`."""

    case: str
    after: int
    count: int
    receipt: Json


class PullHead(TypedDict):
    """Head of the parcel of POST /v1/pull; `receipt` is at the last entry of its page; ask again while `more`."""

    epoch: str
    more: bool
    pages: list[PullPage]


class Problem(TypedDict):
    """RFC 9457; `code` is the part a program reads; `protocol` (least, most) with 426."""

    type: str
    title: str
    status: int
    code: str
    detail: NotRequired[str]
    protocol: NotRequired[list[int]]
