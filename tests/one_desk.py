"""A desk in the demo's town on a real encrypted vault, as if it had joined a hub; used by the windows' tests."""

import atexit
import json
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from fieldnotes.boot.town_files import read_town
from fieldnotes.casework.desk import Desk, Speech, Workshop
from fieldnotes.domain.templates import read_book, section_names
from fieldnotes.language.said_rules import SaidRules
from fieldnotes.language.spoken import SpokenRules
from fieldnotes.vault import opening, reference
from fieldnotes.vault.identity import identity, save_identity
from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.keys import DataKey
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.store import STORE_FILE, open_engine
from fieldnotes.wire.certificate import DeviceCertificate
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.reference import Item, ItemType, ReferenceDelta
from speech_samples import klarsprak

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
PASSPHRASE = "en lykta vid sjön"
EPOCH = "epoch-1"
HUB_KEY = SigningKey(b"hub key for the tests of windows")
_MADE = []
SILENT_HUB = "http://127.0.0.1:9"


def shipped(name):
    return json.loads((RESOURCES / name).read_text(encoding="utf-8"))


def make_workshop(clock, folder):
    book = read_book(shipped("templates/templates.json"))
    town = read_town(RESOURCES / "languages", folder / "words", section_names(book))
    return Workshop(
        book=replace(book, headings=town.headings),
        clock=clock,
        speech=Speech(
            command=(sys.executable, "-m", "fieldnotes.dictation.recogniser_process"),
            models_folder=folder / "models",
            shipped_model=RESOURCES / "speech" / "vosk-model-sv-mini.zip",
            rules=SpokenRules.read(shipped("words/spoken_sv.json")),
        ),
        fonts=RESOURCES / "fonts",
        plain_words=tuple(klarsprak()),
        language="sv",
        said=SaidRules.read(shipped("words/said_sv.json")),
        family_languages=town.languages,
        town=town.folder,
    )


def first_profile(clock):
    """Make, once per test run, the profile all others are copies of: the slow key is worked out only here."""
    if _MADE:
        return _MADE[0]
    folder = Path(tempfile.mkdtemp(prefix="fieldnotes-tests-")) / "profile"
    vault = opening.create(folder, PASSPHRASE, Kdf.floor(), clock, "Tove Ekberg")[0]
    profile, key = vault.profile, bytes(vault.key._key)
    vault.lock()
    atexit.register(shutil.rmtree, folder.parent)
    _MADE.append((folder, profile, key))
    return _MADE[0]


def make_profile(folder, clock):
    """Make a profile that has joined nothing; give its open vault."""
    first, profile, key = first_profile(clock)
    shutil.copytree(first, folder)
    data_key = DataKey(bytearray(key))
    return OpenVault(folder, profile, data_key, open_engine(folder / STORE_FILE, data_key))


def make_joined(vault, clock, user="u-tove", cases=None):
    """Let a profile have joined the demo's hub and received the cases of the user (or those given)."""
    town = shipped("demo/import.json")
    assigned = [each for each in town["cases"] if user in {*each["assigned"], each["supervisor"]}]
    me = identity(vault)
    word = DeviceCertificate(me.device, user, SigningKey(me.seed).public, clock.now().isoformat()).seal(HUB_KEY)
    role = next(each["role"] for each in town["users"] if each["id"] == user)
    joined = replace(
        me, author=user, role=role, unit="unit-bou", hub_url=SILENT_HUB, hub_key=HUB_KEY.public, epoch=EPOCH,
        certificate=word,
    )  # fmt: skip
    save_identity(vault, joined)
    items = [
        Item(ItemType.UNIT, "unit-bou", town["units"][0]),
        *(Item(ItemType.USER, each["id"], each) for each in town["users"]),
        Item(ItemType.DEVICE, me.device, {"certificate": word.to_json()}),
        *(Item(ItemType.CASE, each["id"], each) for each in (assigned if cases is None else cases)),
    ]
    reference.apply_reference(vault, ReferenceDelta(EPOCH, user, 0, 1, tuple(items)).seal(HUB_KEY))


def make_desk(folder, clock, *, user="u-tove", cases=None, joined=True):
    vault = make_profile(folder / "profile", clock)
    if joined:
        make_joined(vault, clock, user, cases)
    return Desk(make_workshop(clock, folder), vault, unlocked=clock.now())


def many_cases(count):
    """Cases like the first of the demo, numbered on."""
    first = shipped("demo/import.json")["cases"][0]
    return [{**first, "id": f"c-many-{n}", "number": f"BV-2027-{n:04}"} for n in range(count)]
