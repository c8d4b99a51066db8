"""A report for support tells what a computer is, and nothing of anybody: held by a list of what is allowed."""

import getpass
import json
import platform
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.casework import sign, write_note
from fieldnotes.casework.diagnostics import write_report
from fieldnotes.domain.diagnostics import FACTS, LIBRARIES, only_allowed
from fieldnotes.vault.identity import identity

CASE = "c-prov-01"
SHIPPED = json.loads((Path(__file__).parents[3] / "resources/demo/notes/prov-01.json").read_text(encoding="utf-8"))
REDTEAM = ("Elsa Sandin", "Granngatan 4", "anmälaren heter Per", "090312-2386", "070-123 45 67", "BV-2026-0142")
TOWN = json.loads((Path(__file__).parents[3] / "resources/demo/import.json").read_text(encoding="utf-8"))


def every_text(value):
    if isinstance(value, dict):
        return [text for each in value.values() for text in every_text(each)]
    if isinstance(value, list):
        return [text for each in value for text in every_text(each)]
    return [value] if isinstance(value, str) and len(value) > 5 else []


def names():
    people = [person for case in TOWN["cases"] for person in case.get("people", [])]
    return {word for one in (*TOWN["users"], *people) for word in str(one.get("name", "")).split() if len(word) > 2}


@pytest.fixture
def report(worker, tmp_path):
    """What is written while a profile with a signed note, a draft, an own model and odd findings is open."""
    signed = write_note.add(worker, CASE, "hembesok", SHIPPED).note
    sign.sign(worker, signed, {"*": "Provkörning."})
    draft = write_note.add(worker, CASE, "telefonsamtal", {"sections": {"information": REDTEAM[2]}}).note
    speech = replace(worker.workshop.speech, models_folder=tmp_path / "models")
    for part in ("final.mdl", "mfcc.conf", "HCLG.fst"):
        file = speech.models_folder / "elsa-sandin-sv" / part
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"0")
    seen = {
        "check.qt": True,
        "check.microphones": "Toves AirPods",
        "screen.platform": REDTEAM[0],
        "screen.screens": ("1920x1080@150%", REDTEAM[1]),
        "screen.theme": "dark",
        "system.release": REDTEAM[3],
        "sound.microphone": "Toves AirPods",
        REDTEAM[2]: True,
        "profile.folder": str(worker.vault.folder),
    }
    path = tmp_path / "ut" / "rapport.json"
    path.parent.mkdir()
    made = write_report(replace(worker.workshop, speech=speech), worker.vault.folder, path, worker, seen)
    return made, path.read_text(encoding="utf-8"), (signed, draft)


def test_nothing_that_people_wrote_or_are_called_is_in_it(worker, report):
    """rules: SEC-12"""
    _made, text, notes = report
    who = identity(worker.vault)
    ids = {who.device, worker.vault.profile, CASE, *notes, "u-tove", "prov-01-p1"}
    places = {*worker.vault.folder.parts[1:], platform.node(), getpass.getuser()} - {"tmp", "root", "profile"}
    written = {*every_text(SHIPPED), *REDTEAM, "Toves AirPods", "elsa-sandin-sv"}
    assert len(written) > 20
    assert len(names()) > 10
    dangerous = {word for word in {*names(), *ids, *places, *written} if len(word) > 2}
    assert {word for word in dangerous if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)} == set()


def test_it_tells_what_support_asks_for_first(report):
    made, text, _notes = report
    facts = json.loads(text)["facts"]
    assert json.loads(text)["format"] == "fieldnotes/diagnostics/1"
    assert min(facts["profile.entries"], facts["profile.drafts"]) > 0
    assert facts["speech.own_models"] == 1
    assert (facts["check.qt"], facts["screen.theme"], facts["profile.open"]) == (True, "dark", True)
    assert facts.keys() >= {"program.version", "system.name", "library.sqlcipher3", "system.free_mb"}
    assert made.facts == len(facts) > 25


def test_what_has_no_form_is_left_out_and_counted(report):
    made, text, _notes = report
    assert made.left_out == json.loads(text)["left_out"] >= 6
    assert not {"screen.platform", "screen.screens", "check.microphones"} & json.loads(text)["facts"].keys()


def test_a_closed_profile_is_told_of_without_counts(worker, tmp_path):
    path = tmp_path / "rapport.json"
    write_report(worker.workshop, worker.vault.folder, path, None, {})
    facts = json.loads(path.read_text(encoding="utf-8"))["facts"]
    assert (facts["profile.there"], facts["profile.open"]) == (True, False)
    assert "profile.entries" not in facts


@given(st.sampled_from(sorted(FACTS)), st.text(min_size=1, max_size=30))
def test_no_word_passes_for_any_fact(name, text):
    """What passes is a word of the program's own list, or holds no letters but those of a version."""
    told = only_allowed({name: text}).facts
    form = FACTS[name]
    assert not told or text in form.words or not any(letter.isalpha() for letter in text.replace("rc", ""))


def test_every_library_that_is_told_is_one_that_is_locked():
    lock = (Path(__file__).parents[3] / "uv.lock").read_text(encoding="utf-8")
    assert [name for name in LIBRARIES if f'name = "{name}"' not in lock] == []
