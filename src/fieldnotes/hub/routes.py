"""The hub's routes: who asks, what they hand over, which act of the station answers. Plain `def`, one per call."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub import feed, inviting, pulling, reference, sessions
from fieldnotes.hub.access import Access, keep_access
from fieldnotes.hub.backup import backed_up_to
from fieldnotes.hub.deciding import decide_whole
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.packing import squeeze, unpack_push
from fieldnotes.hub.protocol_gate import SPOKEN
from fieldnotes.hub.requests import AccessBody, Count, EnrolBody, NonceBody, PullBody, SessionBody
from fieldnotes.hub.routes_attachments import attachment_routes
from fieldnotes.hub.routes_by_hand import by_hand_routes
from fieldnotes.hub.routes_deputies import deputy_routes
from fieldnotes.hub.routes_examples import example_routes
from fieldnotes.hub.routes_people import people_routes
from fieldnotes.hub.routes_preparing import preparing_routes
from fieldnotes.hub.routes_quarantine import quarantine_routes
from fieldnotes.hub.routes_safe_keeping import safe_keeping_routes
from fieldnotes.hub.routes_settling import settling
from fieldnotes.hub.routes_times import time_routes
from fieldnotes.hub.team_times import tell_what_is_due
from fieldnotes.hub.who_asks import Bearer, caller, reader
from fieldnotes.wire.base64_text import from_base64, to_base64
from fieldnotes.wire.greeting import prove
from fieldnotes.wire.messages import (
    PARCEL_TYPE,
    EnrolAnswer,
    HeadsAnswer,
    Hello,
    NonceAnswer,
    PullWish,
    PushAnswer,
    SessionAnswer,
    SessionRequest,
)


async def _raw_body(request: Request) -> bytes:
    """The bytes as the body cap let them through."""
    return await request.body()


_Raw = Annotated[bytes, Depends(_raw_body)]
_MORE: Final = (
    settling,
    safe_keeping_routes,
    attachment_routes,
    example_routes,
    deputy_routes,
    by_hand_routes,
    quarantine_routes,
    time_routes,
    people_routes,
    preparing_routes,
)


def routes(hub: Hub) -> APIRouter:
    """Bind the routes to an open hub."""
    router = APIRouter(prefix="/v1")
    _joining(router, hub)
    _reading(router, hub)
    _writing(router, hub)
    for more in _MORE:
        router.routes += more(hub).routes  # including a router would read each of its routes twice
    return router


def _hello(hub: Hub, challenge: str | None) -> Hello:
    with hub.database.reading() as connection:
        version = reference.version(connection)
        safe = backed_up_to(connection)
    found = Hello(
        protocol=[*SPOKEN],
        epoch=hub.epoch,
        time=moment(hub.clock),
        hub_key=to_base64(hub.key.public),
        version=version,
        backed_up_to=safe,
    )
    if challenge is not None:
        found["proof"] = prove(hub.key, challenge)
    return found


def _joining(router: APIRouter, hub: Hub) -> None:
    @router.get("/hello", response_model=None)
    def hello(challenge: str | None = None) -> Hello:
        """Say who the hub is, and prove it to who asks."""
        return _hello(hub, challenge)

    @router.post("/enrol", response_model=None)
    def enrol(body: EnrolBody) -> EnrolAnswer:
        """Spend an invitation."""
        key = from_base64(body.device_key)
        return inviting.enrol(hub, inviting.Applicant(body.code, body.device, key, body.name))

    @router.post("/session/nonce", response_model=None)
    def nonce(body: NonceBody) -> NonceAnswer:
        """Give a nonce to sign."""
        return NonceAnswer(nonce=sessions.new_nonce(hub, body.device))

    @router.post("/session", response_model=None)
    def session(body: SessionBody) -> SessionAnswer:
        """Open a session."""
        return sessions.open_session(
            hub,
            SessionRequest(
                device=body.device,
                nonce=body.nonce,
                signature=body.signature,
                exchange_token=body.exchange_token,
            ),
        )


def _reading(router: APIRouter, hub: Hub) -> None:
    @router.get("/heads", response_model=None)
    def heads(bearer: Bearer, since: Annotated[Count, Query()] = 0) -> HeadsAnswer:  # noqa: ARG001 - all heads, always
        """Give the latest receipt of every case the device may read."""
        return pulling.heads(hub, reader(hub, bearer).user)

    @router.post("/pull", response_model=None)
    def pull(bearer: Bearer, body: PullBody) -> Response:
        """Give the entries that follow."""
        who = reader(hub, bearer)
        wishes = [PullWish(case=wish.case, after=wish.after) for wish in body.cases]
        return Response(squeeze(pulling.pull(hub, who, wishes)), media_type=PARCEL_TYPE)

    @router.get("/reference", response_model=None)
    def feed_of_reference(bearer: Bearer, after: Annotated[Count, Query()] = 0) -> JsonObject:
        """Give what changed in the reference feed; teams' months whose time has come are told first."""
        who = reader(hub, bearer)
        tell_what_is_due(hub)
        return reference.delta(hub, who.user, after).to_json()


def _writing(router: APIRouter, hub: Hub) -> None:
    @router.post("/push", response_model=None)
    def push(bearer: Bearer, raw: _Raw) -> PushAnswer:
        """Take entries in; a revoked device's go to quarantine."""
        who = caller(hub, bearer)
        return feed.push(hub, who.device, unpack_push(raw))

    @router.post("/decisions", response_model=None)
    def decisions(bearer: Bearer, raw: _Raw) -> PushAnswer:
        """Take one decision as a whole, or refuse it and keep nothing."""
        return decide_whole(hub, reader(hub, bearer), unpack_push(raw))

    @router.post("/access", response_model=None)
    def access(bearer: Bearer, body: AccessBody) -> dict[str, int]:
        """Keep rows of the access log; a revoked device hands in its own too."""
        who = caller(hub, bearer)
        rows = [Access(**row.model_dump()) for row in body.rows]
        return {"stored": keep_access(hub, who, rows)}
