"""The part of an exchange that obeys: cases the hub orders to let go of leave this computer, and it is told so.

Follows only orders the pinned key has signed. Knows no note's content.
"""

from collections.abc import Callable
from typing import Final

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.sync.hub_session import HubSession
from fieldnotes.vault import access
from fieldnotes.vault.ending import end_case
from fieldnotes.vault.identity import identity
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.disposal_order import DisposalOrder, sign_receipt
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.keys import SigningKey

ENDED: Final = "disposed"
"""In the access log: the case was disposed of by law, and left this computer."""


def obey(vault: OpenVault, session: HubSession, now: Callable[[], str]) -> list[str]:
    """Let go of the cases the session brought orders for; give those of which something was here.

    One in which something is begun or not handed in stays until that is settled, and is asked about again.

    Raises:
        Refused: HUB_ANSWER_WRONG for an order that is not the hub's; FEED_ROLLED_BACK with the case.
        Unavailable: HUB_UNREACHABLE; what has left has left, and the receipt goes with the next exchange.
    """
    me = identity(vault)
    gone = []
    for word in session.ended:
        order = _read(word, me.hub_key or b"")
        entries = end_case(vault, order, now())
        if entries is None:
            continue
        if entries:
            gone.append(order.case)
            access.record(vault, ENDED, order.case, None, None, now())
        signature = sign_receipt(SigningKey(me.seed), word)
        session.post("/v1/disposed", {"order": word.to_json(), "signature": to_base64(signature)})
    return gone


def _read(word: Word, hub_key: bytes) -> DisposalOrder:
    try:
        return DisposalOrder.read(word, hub_key)
    except Refused:
        raise Refused(Code.HUB_ANSWER_WRONG) from None
