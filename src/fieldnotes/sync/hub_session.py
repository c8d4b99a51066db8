"""A device in session with its hub: who the hub is, whether its history is the one we know, and the bearer token.

Keeps the next exchange token before the session is used, so that an interrupted exchange is never taken for a
copied disk. Knows no entry.
"""

from collections.abc import Callable
from typing import TypeVar

from fieldnotes.domain.clock import Clock
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.sync import answers
from fieldnotes.sync.hub_client import HubClient
from fieldnotes.vault import offering
from fieldnotes.vault.contact import note_contact, save_backed_up_to
from fieldnotes.vault.identity import Identity, forget_certificate, identity, save_exchange_token
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.greeting import is_proven, new_challenge
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.messages import SESSION_LABEL

Found = TypeVar("Found")


class HistoryChanged(Refused):
    """The hub was restored while we spoke with it; all that is held is offered again, so the exchange begins anew."""

    def __init__(self) -> None:
        super().__init__(Code.HUB_ANSWER_WRONG)


class HubSession:
    """An open session; a session that runs out on the way is opened anew, once."""

    def __init__(self, vault: OpenVault, clock: Clock, client: HubClient) -> None:
        self._vault = vault
        self._clock = clock
        self._client = client
        self._token = ""
        self.epoch = ""
        self.revoked = False
        self.order: Word | None = None
        self.ended: tuple[Word, ...] = ()
        self._open()

    def get(self, path: str) -> JsonObject:
        """Ask with GET; errors as `HubClient.get`."""
        return self._lasting(lambda: self._client.get(path, self._token))

    def post(self, path: str, body: JsonObject) -> JsonObject:
        """Ask with POST; errors as `HubClient.get`."""
        return self._lasting(lambda: self._client.post(path, body, self._token))

    def delete(self, path: str) -> JsonObject:
        """Ask with DELETE; errors as `HubClient.get`."""
        return self._lasting(lambda: self._client.delete(path, self._token))

    def put_bytes(self, path: str, data: bytes) -> JsonObject:
        """Hand in bytes as they are; errors as `HubClient.get`."""
        return self._lasting(lambda: self._client.put_bytes(path, data, self._token))

    def get_bytes(self, path: str) -> bytes:
        """Ask for bytes as they are; errors as `HubClient.get`."""
        return self._lasting(lambda: self._client.get_bytes(path, self._token))

    def push(self, parcel: bytes) -> answers.Pushed:
        """Hand in a parcel."""
        return answers.pushed(self._lasting(lambda: self._client.post_parcel("/v1/push", parcel, self._token)))

    def pull(self, body: JsonObject) -> bytes:
        """Ask for a parcel."""
        return self._lasting(lambda: self._client.post_for_parcel("/v1/pull", body, self._token))

    def check_epoch(self, epoch: str) -> None:
        """Refuse an answer out of another history than the one this session began in.

        Raises:
            HistoryChanged: the session stands in the new history now, and everything is offered again.
            Refused: HUB_ANSWER_WRONG when the hub itself knows of no other history.
        """
        if epoch != self.epoch:
            self._open()
            raise Refused(Code.HUB_ANSWER_WRONG)

    def _lasting(self, ask: Callable[[], Found]) -> Found:
        try:
            return ask()
        except Refused as problem:
            if problem.code is not Code.SESSION_EXPIRED:
                raise
        self._open()
        return ask()

    def _open(self) -> None:
        me = identity(self._vault)
        if me.hub_key is None:
            raise Refused(Code.NOT_JOINED)
        greeting = greet(self._client, me.hub_key)
        found = self._prove(me)
        save_exchange_token(self._vault, found.exchange_token)
        note_contact(self._vault, self._clock, found.time)
        if found.epoch != me.epoch:
            offering.offer_everything_again(self._vault, found.epoch)
        save_backed_up_to(self._vault, greeting.backed_up_to)
        on_the_way = self.epoch not in ("", found.epoch)
        self._token, self.epoch = found.token, found.epoch
        self.revoked, self.order, self.ended = found.revoked, found.wipe, found.ended
        if on_the_way:
            raise HistoryChanged

    def _prove(self, me: Identity) -> answers.Opened:
        try:
            text, nonce = answers.nonce(self._client.post("/v1/session/nonce", {"device": me.device}))
            signature = SigningKey(me.seed).sign(SESSION_LABEL, nonce + me.device.encode())
            return answers.opened(
                self._client.post(
                    "/v1/session",
                    {
                        "device": me.device,
                        "nonce": text,
                        "signature": to_base64(signature),
                        "exchange_token": me.exchange_token,
                    },
                )
            )
        except Refused as problem:
            if problem.code is Code.DEVICE_CLONED:
                save_exchange_token(self._vault, None)
            if problem.code is Code.UNKNOWN_DEVICE:
                forget_certificate(self._vault)
            raise


def greet(client: HubClient, pinned: bytes) -> answers.Greeting:
    """Let the hub prove that it holds the pinned key, before anything is shown to it.

    Raises:
        Refused: HUB_KEY_CHANGED when it does not; PROGRAM_TOO_OLD, HUB_TOO_OLD, HUB_ANSWER_WRONG.
        Unavailable: HUB_UNREACHABLE.
    """
    challenge = new_challenge()
    answer = client.get(f"/v1/hello?challenge={challenge}")
    found = answers.greeting(answer)
    if found.hub_key != pinned or not is_proven(pinned, challenge, answer.get("proof")):
        raise Refused(Code.HUB_KEY_CHANGED)
    return found
