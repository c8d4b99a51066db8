"""A desk in the demo's town on a real encrypted vault, as if it had joined a hub; used by the windows' tests."""

import atexit
import json
import shutil
import sys
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from conftest import HeldClock
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


@cache
def _shipped_words():
    """Read once what every workshop is made of; none of it can be changed."""
    book = read_book(shipped("templates/templates.json"))
    town = read_town(RESOURCES / "languages", RESOURCES / "no town", section_names(book))
    spoken, said = SpokenRules.read(shipped("words/spoken_sv.json")), SaidRules.read(shipped("words/said_sv.json"))
    return book, town, spoken, said, tuple(klarsprak())


def make_workshop(clock, folder):
    book, town, spoken, said, plain_words = _shipped_words()
    words = folder / "words"
    town = read_town(RESOURCES / "languages", words, section_names(book)) if words.exists() else town
    return Workshop(
        book=replace(book, headings=town.headings),
        clock=clock,
        speech=Speech(
            command=(sys.executable, "-m", "fieldnotes.dictation.recogniser_process"),
            models_folder=folder / "models",
            shipped_model=RESOURCES / "speech" / "vosk-model-sv-mini.zip",
            rules=spoken,
        ),
        fonts=RESOURCES / "fonts",
        plain_words=plain_words,
        language="sv",
        said=said,
        family_languages=town.languages,
        town=replace(town.folder, folder=words),
    )


def first_profile(clock):
    """Make, once per test run, the profile all others are copies of: the slow key is worked out only here."""
    if not _MADE:
        folder = _kept() / "profile"
        vault = opening.create(folder, PASSPHRASE, Kdf.floor(), clock, "Tove Ekberg")[0]
        profile, key = vault.profile, bytes(vault.key._key)
        vault.lock()
        _MADE.append((folder, profile, key))
    return _MADE[0]


@cache
def _kept():
    """Where profiles lie that others are copies of, until the tests end."""
    folder = Path(tempfile.mkdtemp(prefix="fieldnotes-tests-"))
    atexit.register(shutil.rmtree, folder)
    return folder


def make_profile(folder, clock, copied=None):
    """Make a profile that has joined nothing, or is what another was; give its open vault."""
    first, profile, key = first_profile(clock)
    shutil.copytree(copied or first, folder)
    data_key = DataKey(bytearray(key))
    return OpenVault(folder, profile, data_key, open_engine(folder / STORE_FILE, data_key))


@cache
def _joined_profile(user):
    """Make once the profile that has joined as a user, as every held clock begins, and received all its cases."""
    clock, folder = HeldClock(), _kept() / user
    vault = make_profile(folder, clock)
    make_joined(vault, clock, user)
    vault.lock()
    return folder


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
    copied = joined and cases is None and clock.now() == HeldClock().now()
    vault = make_profile(folder / "profile", clock, _joined_profile(user) if copied else None)
    if joined and not copied:
        make_joined(vault, clock, user, cases)
    return Desk(make_workshop(clock, folder), vault, unlocked=clock.now())


def many_cases(count):
    """Cases like the first of the demo, numbered on."""
    first = shipped("demo/import.json")["cases"][0]
    return [{**first, "id": f"c-many-{n}", "number": f"BV-2027-{n:04}"} for n in range(count)]
