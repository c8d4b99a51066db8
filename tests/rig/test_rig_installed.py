"""The standing journey on the installed program: a person at its window who sees by the screen reader's bus and types.

    FIELDNOTES_INSTALLED=/usr/lib/fieldnotes/fieldnotes python -m pytest -m slow tests/rig/test_rig_installed.py -s

Debian with the package installed (or its folder unpacked), Xvfb, openbox, xdotool, at-spi2-core and pulseaudio; four
minutes, for the visit is spoken at a person's pace. Nothing of the test runs in the program: its window is read over
D-Bus, keys come from the X server, the voice from a microphone of the system, and the hub says what it was given.
"""

import json
import os
import re
import subprocess
import sys
import time
import wave
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from fieldnotes.hub.hub import make_hub
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.inviting import invite
from fieldnotes.hub.tables import entry
from one_desk import shipped
from running_hub import running
from speech_samples import journey
from spoken_bus import Reader, session_bus
from vault_writer import RealClock
from virtual_microphone import VirtualMicrophone

INSTALLED = os.environ.get("FIELDNOTES_INSTALLED", "/usr/lib/fieldnotes/fieldnotes")
VISIT = Path(__file__).parents[2] / "resources" / "demo" / "journey" / "visit.wav"
CASE = "c-prov-01"
PASSPHRASE = "fyra ord om kantareller"
"""Letters of any keyboard: xdotool lays others on keys that the program knows a moment later."""
PATIENT = 90
TAKE = re.compile(r"Ta med \d+")
"""The button that takes what was said, with how much of it."""
CALL = {
    "deltagare": {
        "people": [
            {
                "person_id": "prov-01-p2", "name": "Karin Sandin", "role": "vardnadshavare", "presence": "hela",
                "share_contact": False,
            }
        ]
    },
    "samtalet": {
        "direction": "ut",
        "identity_checked": "Ringde numret i akten.",
        "said": [
            {
                "text": "Karin sade ja till hembesök.", "source_person_id": "prov-01-p2",
                "source_kind": "berattat_per_telefon", "verbatim": False,
            }
        ],
    },
}  # fmt: skip


def tell(line):
    sys.stderr.write(f"{line}\n")


class Clerk:
    """The installed program's commands, for one profile."""

    def __init__(self, folder):
        self.folder = folder
        words = self.put("words", PASSPHRASE)
        self.environment = {"FIELDNOTES_HOME": str(folder / "home"), "FIELDNOTES_PASSPHRASE_FILE": str(words)}

    def do(self, *words):
        line = [INSTALLED, "--json", *map(str, words)]
        own = {**os.environ, **self.environment}
        done = subprocess.run(line, env=own, capture_output=True, encoding="utf-8", check=False, timeout=300)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return json.loads(done.stdout)

    def put(self, name, data):
        path = self.folder / name
        path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        return path


class Person:
    """What is in sight, as a screen reader is told, and hands on the keyboard."""

    def __init__(self, around):
        self.around, self.reader, self.pressed = around, Reader(around), []

    def nodes(self):
        """Everything that is in sight now."""
        try:
            found = [node for program in self.reader.programs() for node in program.all()]
        except (TypeError, ValueError):  # what was being read went away meanwhile: the bus answers with words about it
            return []
        return [node for node in found if "showing" in node.states]

    def names(self):
        return [node.name for node in self.nodes() if node.name]

    def see(self, *wanted, seconds=PATIENT):
        """Wait until one of these words is in sight; gives the name it stands in."""
        begun, names = time.monotonic(), []
        while time.monotonic() - begun < seconds:
            names = self.names()
            for name in names:
                if any(fits(each, name) for each in wanted):
                    return name
            time.sleep(0.3)
        raise AssertionError((wanted, names))

    def gone(self, wanted):
        """Wait until nothing of that name is in sight."""
        begun = time.monotonic()
        while not (names := self.names()) or any(fits(wanted, name) for name in names):
            assert time.monotonic() - begun < PATIENT, wanted
            time.sleep(0.3)

    def stays(self, wanted, seconds=4):
        """Tell whether a name is still in sight after a while."""
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            if (names := self.names()) and not any(fits(wanted, name) for name in names):
                return False
            time.sleep(0.3)
        return True

    def at(self, wanted):
        """Wait until the keyboard is at something of that name."""
        begun = time.monotonic()
        while not any("focused" in node.states and node.name == wanted for node in self.nodes()):
            assert time.monotonic() - begun < PATIENT, wanted
            time.sleep(0.3)

    def press(self, key):
        self.pressed.append(key)
        subprocess.run(["xdotool", "key", "--clearmodifiers", key], env=self.around, check=True)

    def write(self, words):
        subprocess.run(["xdotool", "type", "--delay", "30", words], env=self.around, check=True)

    def answer(self, name):
        """Press the key that is written on an answer; gives the key."""
        begun, keys = time.monotonic(), []
        while not keys:  # the same answer stands in the form too, without a key
            assert time.monotonic() - begun < PATIENT, name
            found = [node.description.partition("Tangent ")[2] for node in self.nodes() if node.name == name]
            keys = [key for key in found if key]
        self.press(keys[0])
        return keys[0]


def fits(wanted, name):
    """Whether a name is what is looked for: words in it, or the whole of a pattern."""
    return wanted in name if isinstance(wanted, str) else wanted.fullmatch(name) is not None


def joined(folder, hub, url):
    """A profile of the installed program that has joined the hub, with a visit planned for today."""
    clerk = Clerk(folder)
    clerk.do("init", "--name", "Tove Ekberg", "--kdf", "floor")
    clerk.do("join", "--invitation", clerk.put("invitation", invite(hub, "u-tove", url).to_text()))
    clerk.do("sync")
    today = datetime.now().astimezone().replace(microsecond=0)
    called = today - timedelta(days=3)
    ended = called + timedelta(minutes=10)
    basic = {"start": called.isoformat(), "end": ended.isoformat(), "purpose": "Bestämma hembesök."}
    step = {"what": "Hembesök hos Elsa", "who": "Tove Ekberg", "due_date": today.date().isoformat()}
    call = clerk.put("call", {"sections": {**CALL, "grunddata": basic, "nasta_steg": {"steps": [step]}}})
    note = clerk.do("note", "add", "--case", CASE, "--template", "telefonsamtal", "--from", call)["note"]
    clerk.do("note", "sign", note, "--reason-file", clerk.put("reason", "Ringde mellan två besök."))
    clerk.do("sync")
    return clerk


@contextmanager
def started(line, around):
    """A program that runs while the block does."""
    process = subprocess.Popen(line, env=around, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


def visit():
    with wave.open(str(VISIT)) as sound:
        return sound.readframes(sound.getnframes())


def speak(person, microphone):
    """Open the planned visit and speak; the commands in it move the note from section to section."""
    person.press("F9")
    begun = time.monotonic()
    while not microphone.listeners("mic"):
        assert time.monotonic() - begun < PATIENT, "nobody listens"
        time.sleep(0.1)
    assert microphone.play(visit()).wait(PATIENT * 4) == 0
    time.sleep(1)


def unlock(person):
    """Type the passphrase where the keyboard is; a letter that was lost while the window came is typed again."""
    for _time in range(3):
        person.at("Lösenfras")
        person.press("ctrl+a")
        person.write(PASSPHRASE)
        person.press("Return")
        if "Hembesök" in person.see("Hembesök hos Elsa", "Lösenfrasen öppnar inte"):
            return
    raise AssertionError(person.names())


def walked(person, microphone):
    """From the locked door to a note in the case system, with the keyboard alone."""
    unlock(person)
    speak(person, microphone)
    begun, keys = time.monotonic(), len(person.pressed)
    person.press("ctrl+Return")
    person.see(TAKE, seconds=PATIENT * 3)
    for _shown in range(3):  # a list longer than the window is shown to its end before it is taken
        if person.stays(TAKE):
            person.press("Return")
    person.gone(TAKE)
    person.answer("Sade vi att besöket är frivilligt?: Ja, när vi bestämde besöket")
    person.gone("Ja till besöket: sade vi att besöket är frivilligt?")
    person.answer("Det vi informerade om: Varför vi träffas")
    person.gone("Kan inte signeras än")
    person.answer("Skäl: Det tas upp vid nästa kontakt.")
    person.press("Return")
    person.see("Signerad")
    person.see("I ärendesystemet")
    tell(f"{len(person.pressed) - keys} keys beyond speech, {time.monotonic() - begun:.0f} s")


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_prov01_spoken_at_the_installed_programs_window_is_signed_and_lies_at_the_hub(tmp_path, display):
    """rules: CHI-1, DOC-1, DOC-3, DOC-4, VIS-1"""
    with ExitStack() as stack:
        hub = stack.enter_context(make_hub(tmp_path / "hub", RealClock()))
        import_file(hub, shipped("demo/import.json"))
        clerk = joined(tmp_path, hub, stack.enter_context(running(hub)))
        around = stack.enter_context(session_bus(tmp_path, display))
        microphone = stack.enter_context(VirtualMicrophone())
        microphone.plug_in("mic", "TestMikrofon")
        own = {"FIELDNOTES_HOME": str(tmp_path / "home"), "QT_QPA_PLATFORM": "xcb", **microphone.environment}
        stack.enter_context(started(["openbox"], around))
        person = Person(around)
        stack.callback(person.reader.close)
        with started([INSTALLED], {**around, **own}):
            walked(person, microphone)
        (row,) = [each for each in clerk.do("note", "list")["notes"] if each["template"] == "hembesok"]
        assert (row["state"], row["where"]) == ("signed", "received")
        shown = json.dumps(clerk.do("note", "show", row["note"])["sections"], ensure_ascii=False)
        said = " ".join(part["written"] for part in journey()).split()
        lost = [word for word in said if word.strip(".,:”") not in shown]
        assert len(lost) <= len(said) / 20, lost
        with hub.database.reading() as connection:
            notes = set(connection.execute(select(entry.c.note).where(entry.c.case_id == CASE)).scalars())
        assert row["note"] in notes
