"""Three desks on real encrypted vaults, and a post bag that carries entries between them as a hub would."""

import json
import sys
from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from fieldnotes.casework.desk import Desk, Speech, Workshop
from fieldnotes.domain.templates import read_book
from fieldnotes.language.spoken import SpokenRules
from fieldnotes.vault import feed, opening, outbox, reference
from fieldnotes.vault.identity import identity, save_identity
from fieldnotes.vault.kdf import Kdf
from fieldnotes.wire.certificate import DeviceCertificate
from fieldnotes.wire.entries import read
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.reference import Item, ItemType, ReferenceDelta
from fieldnotes.wire.running_head import START, head_after, sign_receipt

RESOURCES = Path(__file__).parents[3] / "resources"
PASSPHRASE = "en lykta vid sjön"
EPOCH = "epoch-1"
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


class Town:
    """The demo's invented town: desks by user id."""

    def __init__(self, folder):
        self.clock = TickingClock()
        self.bag = PostBag(self.clock)
        self.workshop = Workshop(
            book=read_book(shipped("templates/templates.json")),
            clock=self.clock,
            speech=Speech(
                command=(sys.executable, "-m", "fieldnotes.dictation.recogniser_process"),
                models_folder=folder / "models",
                shipped_model=RESOURCES / "speech" / "vosk-model-sv-mini.zip",
                rules=SpokenRules.read(shipped("words/spoken_sv.json")),
            ),
            fonts=RESOURCES / "fonts",
            plain_words=(),
            language="sv",
        )
        self.folder = folder
        self.import_file = shipped("demo/import.json")
        self.vaults = {}
        for user in ("u-tove", "u-jonas", "u-henrik"):
            self.vaults[user] = opening.create(folder / user, PASSPHRASE, Kdf.floor(), self.clock, user)[0]
        self.certificates = {user: self._enrol(user) for user in self.vaults}
        for user in self.vaults:
            self._hand_out_reference(user)

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
def towns(tmp_path_factory):
    """Makes a town: what is exported or printed whole is tried in one of its own, with few notes in it."""
    made = []

    def make():
        made.append(Town(tmp_path_factory.mktemp("town")))
        return made[-1]

    yield make
    for town in made:
        for vault in town.vaults.values():
            vault.lock()


@pytest.fixture(scope="session")
def town(towns):
    return towns()


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
