"""Routes by which a device and its hub settle what is in doubt: what the hub lacks, and the receipt of a wiped device.

Open to a revoked device too: they take in, and tell nothing it did not name itself.
"""

from fastapi import APIRouter

from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.disposal_orders import note_obeyed
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.lacking import what_is_lacking
from fieldnotes.hub.requests import LackingBody, ReceiptBody
from fieldnotes.hub.who_asks import Bearer, caller
from fieldnotes.hub.wiping import note_wiped
from fieldnotes.wire.base64_text import from_base64
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.messages import LackingAnswer, LackingAsked


def settling(hub: Hub) -> APIRouter:
    """Bind the routes to an open hub."""
    router = APIRouter(prefix="/v1")

    @router.post("/lacking", response_model=None)
    def lacking(bearer: Bearer, body: LackingBody) -> LackingAnswer:
        """Tell what became of entries, by hash."""
        caller(hub, bearer)
        return what_is_lacking(hub, [LackingAsked(case=one.case, hashes=one.hashes) for one in body.cases])

    @router.post("/wiped", response_model=None)
    def wiped(bearer: Bearer, body: ReceiptBody) -> JsonObject:
        """Take the receipt of a device that destroys its keys."""
        who = caller(hub, bearer)
        order = Word(from_base64(body.order.signed), from_base64(body.order.signature))
        return note_wiped(hub, who.device, order, from_base64(body.signature))

    @router.post("/disposed", response_model=None)
    def disposed(bearer: Bearer, body: ReceiptBody) -> JsonObject:
        """Take a device's receipt that nothing is left on it of a case that was disposed of."""
        who = caller(hub, bearer)
        order = Word(from_base64(body.order.signed), from_base64(body.order.signature))
        return note_obeyed(hub, who.device, order, from_base64(body.signature))

    return router
