"""Profiles for tests: made once at the cheapest allowed setting, then copied and opened by their data key."""

import secrets
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

from fieldnotes.domain.clock import Clock
from fieldnotes.domain.entry import Act, Entry, Kind
from fieldnotes.vault.drafts import Draft
from fieldnotes.vault.identity import Identity, identity, save_identity
from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.key_file import KEPT_KEY_FILE, KEY_FILE, read_key_file
from fieldnotes.vault.keys import DataKey
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.opening import create
from fieldnotes.vault.recovery_key import from_paper
from fieldnotes.vault.slots import open_with_recovery
from fieldnotes.vault.store import STORE_FILE, open_engine
from fieldnotes.wire.certificate import DeviceCertificate
from fieldnotes.wire.entries import Sealed, seal
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.reference import Item, ItemType, ReferenceDelta
from fieldnotes.wire.running_head import START, Receipt, next_head, sign_receipt

PASSPHRASE = "fyra torra ord här"
CASE = "c-prov-01"
NOTE = "0195d0f0-0000-7000-8000-0000000000aa"
CONSENT = {"what": "visit", "person_id": "p-1", "role": "barn", "how": "muntligt", "note": "Elsa nickade."}


class Profiles:
    """One made profile to copy from: its folder, its recovery key, its data key."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        vault, self.recovery_key = create(folder, PASSPHRASE, Kdf.floor(), clock, "Tove")
        vault.lock()
        self.folder = folder

    def copy(self, to: Path) -> Path:
        """Lay a fresh copy of the profile in a folder."""
        to.mkdir(parents=True, exist_ok=True)
        for name in (KEY_FILE, KEPT_KEY_FILE, STORE_FILE):
            shutil.copyfile(self.folder / name, to / name)
        return to

    def fresh(self, folder: Path, clock: Clock) -> OpenVault:
        """A profile on another computer: open, with a device id and key of its own."""
        vault = self.open(self.copy(folder))
        save_identity(vault, replace(identity(vault), device=new_id(clock), seed=secrets.token_bytes(32)))
        return vault

    def open(self, folder: Path) -> OpenVault:
        """Open a copy by the recovery key, which costs no slow key derivation."""
        return open_quickly(folder, self.recovery_key)


def open_quickly(folder: Path, recovery_key: str) -> OpenVault:
    """Open a profile of today's shape without the opening road; also used by writer processes."""
    file = read_key_file(folder)
    key = open_with_recovery(file, from_paper(recovery_key))
    assert key is not None
    return OpenVault(folder, file.profile, key, open_engine(folder / STORE_FILE, key))


def data_key(vault: OpenVault) -> DataKey:
    """A second copy of the data key, which stays good when the vault is locked."""
    return DataKey(bytearray(vault.key._key))


def consent(clock: Clock, case: str = CASE, note: str | None = NOTE, **changes) -> Act:
    """A small, well-formed act."""
    return Act(id=new_id(clock), kind=Kind.CONSENT_GIVEN, case=case, note=note, body={**CONSENT, **changes})


def draft(note: str = NOTE, case: str = CASE, text: str = "Det luktar kaffe i köket.", **changes) -> Draft:
    """A draft with a little text in it."""
    made = Draft(
        note=note, case=case, template={"id": "hembesok", "version": "2.0.0", "sha256": "33" * 32},
        visit=None, sections={"iakttagelser": {"seen": [{"text": text, "observed_by": "Tove"}]}}, family_text=None,
        cursor={"field": "iakttagelser.seen", "at": len(text)}, corrects=None,
        created_at="2026-03-12T15:00:00.000+01:00", changed_at="2026-03-12T15:00:00.000+01:00",
    )  # fmt: skip
    return replace(made, **changes)


class HubVoice:
    """A hub's key and counters, for what a hub would sign; hand-written, no server."""

    def __init__(self, epoch: str = "epoch-1", seed: bytes = b"\x07" * 32) -> None:
        self.key = SigningKey(seed)
        self.epoch = epoch
        self.held: dict[str, list[Sealed]] = {}
        self.version = 0

    def welcome(self, vault: OpenVault, user: str = "u-tove") -> Identity:
        """Make a profile one that has joined this hub."""
        me = identity(vault)
        word = DeviceCertificate(me.device, user, SigningKey(me.seed).public, "2026-03-01T00:00:00+00:00").seal(
            self.key
        )
        joined = replace(
            me, author=user, role="worker", unit="unit-bou", hub_url="http://127.0.0.1:1", epoch=self.epoch,
            hub_key=self.key.public, certificate=word,
        )  # fmt: skip
        save_identity(vault, joined)
        return joined

    def file(self, case: str, *entries: Sealed) -> None:
        """Take entries into a case."""
        self.held.setdefault(case, []).extend(entries)

    def receipt(self, case: str, position: int | None = None) -> Receipt:
        """Sign where a case stands, now or at an earlier position."""
        held = self.held.get(case, [])
        position = len(held) if position is None else position
        head = START
        for one in held[:position]:
            head = next_head(head, one.hash)
        return sign_receipt(self.key, self.epoch, case, position, head)

    def delta(self, items: list[Item], after: int = 0, user: str = "u-tove", version: int | None = None):
        """Sign a delta of the reference feed."""
        self.version = after + 1 if version is None else version
        return ReferenceDelta(self.epoch, user, after, self.version, tuple(items)).seal(self.key)


class OtherDevice:
    """Another worker's device, which makes entries of its own."""

    def __init__(self, user: str = "u-jonas", seed: bytes = b"\x09" * 32, number: int = 0xD1) -> None:
        self.key = SigningKey(seed)
        self.user = user
        self.id = f"0195d0f0-0000-7000-8000-{number:012x}"
        self.count = 0
        self.before: dict[str, str] = {}

    def as_item(self, hub: HubVoice, user: str | None = None) -> Item:
        """The hub's word about this device, as the reference feed carries it."""
        certificate = DeviceCertificate(self.id, user or self.user, self.key.public, "2026-03-01T00:00:00+00:00")
        return Item(
            ItemType.DEVICE,
            self.id,
            {"certificate": certificate.seal(hub.key).to_json(), "device": self.id, "user": user or self.user},
        )

    def entry(self, case: str = CASE, note: str = NOTE, **changes) -> Entry:
        """A new, well-formed entry of this device."""
        self.count += 1
        made = Entry(
            id=f"0195d0f1-0000-7000-8000-{self.count:012x}", kind=Kind.CONSENT_GIVEN, case=case, note=note, visit=None,
            parents=(), case_previous=self.before.get(case), dseq=self.count, author=self.user, role="worker",
            unit="unit-bou", device=self.id, at="2026-03-12T15:12:00.000+01:00", since_hub=None, auth=None,
            body={**CONSENT, "note": f"Jonas {self.count}"},
        )  # fmt: skip
        return replace(made, **changes)

    def make(self, case: str = CASE, note: str = NOTE, **changes) -> Sealed:
        """A new, signed entry of this device, linked to the one it made before in this case."""
        made = seal(self.entry(case, note, **changes), self.key)
        self.before[case] = made.hash
        return made


@cache
def case_item(case: str = CASE, number: str = "BV-2026-0142") -> Item:
    """A case as the reference feed carries it."""
    return Item(
        ItemType.CASE,
        case,
        {
            "id": case, "number": number, "phase": "utredning", "unit": "unit-bou",
            "child": {"person_id": "p-1", "name": "Elsa Sandin", "role": "barn"}, "people": [],
            "assigned": ["u-tove", "u-jonas"], "supervisor": "u-henrik", "protected_terms": [],
        },
    )  # fmt: skip


def user_item(user: str = "u-tove", role: str = "worker", unit: str = "unit-bou") -> Item:
    """A user as the reference feed carries them."""
    return Item(
        ItemType.USER,
        user,
        {"id": user, "name": "Tove Ekberg", "role": role, "unit": unit, "memberships": [{"unit": unit, "role": role}]},
    )
