"""Joining a hub by invitation: once, with the hub's key as the invitation names it. Knows no entry."""

import secrets
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

import httpx2

from fieldnotes.domain.clock import Clock
from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.sync import answers
from fieldnotes.sync.exchange import alone
from fieldnotes.sync.hub_address import check_address, fetch_ca, read_ca
from fieldnotes.sync.hub_client import HubClient
from fieldnotes.sync.hub_session import HubSession, greet
from fieldnotes.sync.pulling import fetch_reference
from fieldnotes.sync.tally import Tally
from fieldnotes.vault.contact import last_contact
from fieldnotes.vault.identity import Identity, identity
from fieldnotes.vault.kept_drafts import begin_new_shelf
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.rebinding import become
from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.certificate import DeviceCertificate
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.invitation import Invitation
from fieldnotes.wire.keys import SEED_BYTES, SigningKey

_NAMELESS: Final = "device"


def join(
    vault: OpenVault,
    invitation: Invitation,
    clock: Clock,
    *,
    ca: Path | None = None,
    transport: httpx2.BaseTransport | None = None,
) -> Identity:
    """Enrol this device and fetch what its person may know; give who it is from now on.

    A profile that began alone keeps its device and its entries. A device the hub has forgotten joins again with a new
    invitation to the same hub; one it took for a copy does so as a new device (decision 017).

    Args:
        vault: the open profile.
        invitation: as read from its file.
        clock: for what is written about the contact.
        ca: a PEM file with the municipality's own CA, when it is not in the system's trust store.
        transport: another way to the hub than the network (tests).

    Raises:
        Refused: ALREADY_JOINED, INVITATION_USED, INVITATION_EXPIRED, INVITATION_WRONG, HUB_KEY_CHANGED,
            HUB_ANSWER_WRONG; nothing is changed here.
        Unavailable: HUB_UNREACHABLE, EXCHANGE_RUNNING; nothing is changed here.
    """
    me = identity(vault)
    _may_join(me, invitation)
    copied = _was_copied(vault, me)
    if copied:
        me = replace(me, device=new_id(clock), seed=secrets.token_bytes(SEED_BYTES))
    trusted = _trusted(invitation, ca)
    with alone(vault), HubClient(invitation.url, trusted, transport) as client:
        greet(client, invitation.hub_key)
        joined = _enrol(client, me, invitation)
        become(vault, replace(joined, hub_url=client.url, hub_ca=trusted))
        if copied:
            begin_new_shelf(vault)
        with suppress(FieldNotesError):  # joined all the same; the next exchange says what is wrong
            fetch_reference(vault, HubSession(vault, clock, client), Tally())
    return identity(vault)


def _may_join(me: Identity, invitation: Invitation) -> None:
    same = me.hub_key == invitation.hub_key and me.author == invitation.user
    if me.joined and not (me.must_join_again and same):
        raise Refused(Code.ALREADY_JOINED)


def _was_copied(vault: OpenVault, me: Identity) -> bool:
    """Tell whether the hub took this device for a copy: it knew it, and ended its line of exchange tokens."""
    known = me.certificate is not None and last_contact(vault) is not None
    return me.joined and known and me.exchange_token is None


def _trusted(invitation: Invitation, ca: Path | None) -> str | None:
    """The CA to trust as PEM; None = the system's trust store."""
    if ca is not None:
        return read_ca(ca, invitation.ca)
    if invitation.ca is None or check_address(invitation.url).startswith("http:"):
        return None
    return fetch_ca(invitation.url, invitation.ca)


def _enrol(client: HubClient, me: Identity, invitation: Invitation) -> Identity:
    public = SigningKey(me.seed).public
    answer = answers.enrolled(
        client.post(
            "/v1/enrol",
            {
                "code": invitation.code,
                "device": me.device,
                "device_key": to_base64(public),
                "name": me.name or _NAMELESS,
            },
        )
    )
    try:
        found = DeviceCertificate.read(answer.certificate, invitation.hub_key)
    except Refused:
        raise Refused(Code.HUB_KEY_CHANGED) from None
    if (found.device, found.key, found.user) != (me.device, public, answer.user):
        raise Refused(Code.HUB_ANSWER_WRONG)
    return replace(
        me, author=answer.user, name=answer.user_name or me.name, role=answer.role, unit=answer.unit,
        hub_key=invitation.hub_key, epoch=me.epoch or answer.epoch, certificate=answer.certificate, exchange_token=None,
    )  # fmt: skip
