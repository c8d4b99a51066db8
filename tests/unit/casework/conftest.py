"""Three desks on real encrypted vaults, and a post bag that carries entries between them as a hub would."""

import json
import shutil
import sys
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from fieldnotes.casework.desk import Desk, Speech, Workshop
from fieldnotes.domain.templates import read_book
from fieldnotes.language.spoken import SpokenRules
from fieldnotes.vault import feed, opening, outbox, reference
from fieldnotes.vault.identity import identity, save_identity
from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.keys import DataKey
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.store import STORE_FILE, open_engine
from fieldnotes.wire.certificate import DeviceCertificate
from fieldnotes.wire.entries import read
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.reference import Item, ItemType, ReferenceDelta
from fieldnotes.wire.running_head import START, head_after, sign_receipt

RESOURCES = Path(__file__).parents[3] / "resources"
PASSPHRASE = "en lykta vid sjön"
EPOCH = "epoch-1"
USERS = ("u-tove", "u-jonas", "u-henrik")
VISIT_DAY = datetime.fromisoformat("2026-03-12T16:00:00+01:00")


class TickingClock:
    """A clock that goes one second each time it is looked at."""

    def __init__(self, start=VISIT_DAY):
        self.at = start
        self.seconds = 1000.0

    def now(self):
        self.at += timedelta(seconds=1)
        return self.at

    def monotonic(self):
        self.seconds += 1.0
        return self.seconds

    def pass_(self, **time):
        self.at += timedelta(**time)


def shipped(name):
    return json.loads((RESOURCES / name).read_text(encoding="utf-8"))


def note_file(name="prov-01"):
    return shipped(f"demo/notes/{name}.json")


def make_workshop(clock, models):
    return Workshop(
        book=read_book(shipped("templates/templates.json")),
        clock=clock,
        speech=Speech(
            command=(sys.executable, "-m", "fieldnotes.dictation.recogniser_process"),
            models_folder=models,
            shipped_model=RESOURCES / "speech" / "vosk-model-sv-mini.zip",
            rules=SpokenRules.read(shipped("words/spoken_sv.json")),
        ),
        fonts=RESOURCES / "fonts",
        plain_words=(),
        language="sv",
    )


class PostBag:
    """What a hub does with entries: numbers them, signs for them, hands them to everybody in the case."""

    def __init__(self, clock):
        self.key = SigningKey(b"hub key for the tests of acts!!!")
        self.clock = clock
        self.log = defaultdict(list)

    def carry(self, *desks):
        """Send what each desk has waiting, then bring everything to all of them."""
        for desk in desks:
            self._send(desk.vault)
        for desk in desks:
            self._bring(desk)

    def _send(self, vault):
        batch = outbox.take(vault)
        results, touched = [], set()
        for one in batch:
            case = read(one.data).case
            self.log[case].append(one)
            touched.add(case)
            position = len(self.log[case])
            results.append({"id": read(one.data).id, "hash": one.hash, "result": "stored", "position": position})
        receipts = [self._receipt(case) for case in sorted(touched)]
        outbox.settle(vault, results, receipts, self.clock.now().isoformat())

    def _bring(self, desk):
        mine = {case.id for case in reference.cases(desk.vault)}
        for case in sorted(mine & set(self.log)):
            cursor = feed.last_receipt(desk.vault, case)
            after = cursor.position if cursor else 0
            rows = self.log[case][after:]
            if rows:
                feed.apply_page(desk.vault, case, after, rows, self._receipt(case), self.clock.now().isoformat())

    def _receipt(self, case):
        log = self.log[case]
        return sign_receipt(self.key, EPOCH, case, len(log), head_after(START, [one.hash for one in log]))


@dataclass
class Founded:
    """What every town begins with: the profiles in which nothing was written yet, and what their devices are."""

    folder: Path
    keys: dict = field(default_factory=dict)
    certificates: dict = field(default_factory=dict)
    workshop: Workshop | None = None
    at: datetime | None = None


class Town:
    """The demo's invented town: desks by user id."""

    def __init__(self, folder, clock):
        self.folder = folder
        self.clock = clock
        self.bag = PostBag(clock)
        self.import_file = shipped("demo/import.json")
        self.vaults = {}
        self.certificates = {}
        self.workshop = None

    @staticmethod
    def found(folder):
        """Make the profiles and let them join; the slow keys are worked out only here."""
        made = Founded(folder)
        town = Town(folder, TickingClock())
        made.workshop = town.workshop = make_workshop(town.clock, folder / "models")
        for user in USERS:
            town.vaults[user] = opening.create(folder / user, PASSPHRASE, Kdf.floor(), town.clock, user)[0]
        town.certificates = made.certificates = {user: town._enrol(user) for user in USERS}
        for user, vault in town.vaults.items():
            town._hand_out_reference(user)
            made.keys[user] = vault.profile, bytes(vault.key._key)
            vault.lock()
        made.at = town.clock.at
        return made

    @staticmethod
    def like(first, folder):
        """Give a town of its own that begins where the first one stood."""
        town = Town(folder, TickingClock(first.at))
        town.workshop = replace(first.workshop, clock=town.clock)
        town.certificates = first.certificates
        for user, (profile, key) in first.keys.items():
            shutil.copytree(first.folder / user, folder / user)
            data_key = DataKey(bytearray(key))
            engine = open_engine(folder / user / STORE_FILE, data_key)
            town.vaults[user] = OpenVault(folder / user, profile, data_key, engine)
        return town

    def desk(self, user):
        return Desk(self.workshop, self.vaults[user], unlocked=self.clock.now())

    def _enrol(self, user):
        vault = self.vaults[user]
        me = identity(vault)
        certificate = DeviceCertificate(me.device, user, SigningKey(me.seed).public, self.clock.now().isoformat())
        word = certificate.seal(self.bag.key)
        role = next(u["role"] for u in self.import_file["users"] if u["id"] == user)
        save_identity(
            vault,
            replace(
                me,
                author=user,
                role=role,
                unit="unit-bou",
                hub_url="http://127.0.0.1:9",
                hub_key=self.bag.key.public,
                epoch=EPOCH,
                certificate=word,
            ),
        )
        return me.device, word

    def _hand_out_reference(self, user):
        supervisor = user == "u-henrik"
        items = [
            Item(ItemType.UNIT, "unit-bou", self.import_file["units"][0]),
            *(Item(ItemType.USER, each["id"], each) for each in self.import_file["users"]),
            *(
                Item(ItemType.DEVICE, device, {"certificate": word.to_json()})
                for device, word in self.certificates.values()
            ),
            *(
                Item(ItemType.CASE, case["id"], case)
                for case in self.import_file["cases"]
                if supervisor or user in case["assigned"]
            ),
        ]
        delta = ReferenceDelta(EPOCH, user, 0, 1, tuple(items))
        reference.apply_reference(self.vaults[user], delta.seal(self.bag.key))


@pytest.fixture(scope="session")
def first_town(tmp_path_factory):
    return Town.found(tmp_path_factory.mktemp("first"))


@pytest.fixture(scope="module")
def town(first_town, tmp_path_factory):
    """One for each file of tests: notes that others have written there would only slow these down."""
    made = Town.like(first_town, tmp_path_factory.mktemp("town"))
    yield made
    for vault in made.vaults.values():
        vault.lock()


@pytest.fixture
def worker(town):
    return town.desk("u-tove")


@pytest.fixture
def colleague(town):
    return town.desk("u-jonas")


@pytest.fixture
def supervisor(town):
    return town.desk("u-henrik")


@pytest.fixture
def carry(town, worker, colleague, supervisor):
    return lambda: town.bag.carry(worker, colleague, supervisor)
