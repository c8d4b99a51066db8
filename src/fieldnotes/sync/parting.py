"""The end between a device and its hub: access is withdrawn, and the hub may have ordered the profile wiped.

Wiped only on an order the pinned key has signed for this very device, and only when the hub has everything it can
be given; a device that cannot finish keeps all and tries again. Knows no note's content.
"""

from typing import NoReturn

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.sync.hub_session import HubSession
from fieldnotes.vault.destroying import destroy_profile
from fieldnotes.vault.identity import Identity, identity
from fieldnotes.vault.keychain import Keychain
from fieldnotes.vault.only_here import could_be_handed_in
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.wipe_order import WipeOrder, sign_receipt


def part(vault: OpenVault, session: HubSession, keychain: Keychain | None) -> NoReturn:
    """End the exchange of a device whose access is withdrawn, wiping it if that was ordered and nothing is left.

    Raises:
        Refused: DEVICE_WIPED when the profile is destroyed; DEVICE_REVOKED otherwise; HUB_ANSWER_WRONG for an order
            that is not for this device or not the hub's.
        Unavailable: HUB_UNREACHABLE; CANNOT_WRITE when the keys could not be destroyed. The next exchange goes on.
    """
    me = identity(vault)
    if session.order is None:
        raise Refused(Code.DEVICE_REVOKED)
    _check(session.order, me)
    if could_be_handed_in(vault):
        raise Refused(Code.DEVICE_REVOKED)
    receipt = sign_receipt(SigningKey(me.seed), session.order)
    session.post("/v1/wiped", {"order": session.order.to_json(), "signature": to_base64(receipt)})
    vault.lock()
    destroy_profile(vault.folder, keychain)
    raise Refused(Code.DEVICE_WIPED)


def _check(order: Word, me: Identity) -> None:
    try:
        named = WipeOrder.read(order, me.hub_key or b"").device
    except Refused:
        raise Refused(Code.HUB_ANSWER_WRONG) from None
    if named != me.device:
        raise Refused(Code.HUB_ANSWER_WRONG)
