"""The demo as anybody runs it: one real process, and what it left judged by programs that are not ours."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from demo_walk import CASE, DemoWalk, demo
from fieldnotes.wire.base64_text import from_base64, to_base64
from fieldnotes.wire.entries import entry_hash
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.running_head import START, head_after, sign_receipt

__all__ = ["demo"]

pytestmark = pytest.mark.timeout(900)  # whichever test comes first waits for the whole walk

ROOT = Path(__file__).parents[2]
MOST_WRONG_WORDS = 0.10
ON_PAPER = {
    "the purpose, dictated": "följa upp hur morgnarna fungerar",
    "the consent, dictated": "Karin sade ja till besöket per telefon den 9 mars",
    "what was observed": "I kylen fanns mjölk, ägg, ost och en gryta.",
    "the child's own words": "”Jag väcker mamma när klockan ringer. Ibland går det inte.”",
    "what the adults told": "Elsa då är ensam från klockan 05 till 07.15",
    "the assessment": "ett ansvar för morgonen som är för stort för åttaåringar",
    "an agreement": "Pratar med sin chef om schemat – senast 20 mars 2026",
    "information, written": "Vi berättade varför vi kom",
    "the next step": "Nytt möte klockan 15.00 på kontoret",
    "what the mother added": "Det gäller bara den här veckan.",
    "what the child added": "Jag vill att mormor väcker oss.",
    "the question": "Hur ofta är Elsa ensam på morgonen, och har ni frågat henne själv?",
    "the answer": "Varannan vecka, fem morgnar. Elsa har själv ritat det på sitt veckoschema.",
    "the approval, and of which text": "Godkänd · Henrik Solberg, arbetsledare",
}


def fieldnotes(walked: DemoWalk, *argv: str) -> dict:
    """Run one command as its own process on what the demo left."""
    environment = {**os.environ, "FIELDNOTES_HOME": str(walked.home)}
    line = [sys.executable, "-m", "fieldnotes", "--json", *argv]
    done = subprocess.run(line, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def shape(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((ROOT / f"resources/schemas/{name}.json").read_text(encoding="utf-8")))


def wrong_words(said: str, heard: str) -> float:
    """Substituted, dropped and inserted words as a share of the words that were said."""
    said_words, row = said.split(), list(range(len(heard.split()) + 1))
    for number, word in enumerate(said_words, 1):
        before, row[0] = row[:], number
        for at, other in enumerate(heard.split(), 1):
            row[at] = min(before[at] + 1, row[at - 1] + 1, before[at - 1] + (word != other))
    return row[-1] / len(said_words)


def text_of(program: str, *argv: str) -> str:
    return subprocess.run([program, *argv], capture_output=True, text=True, check=True).stdout


def test_the_demo_ends_well_and_fits_its_schema(demo: DemoWalk) -> None:
    assert demo.status == 0, demo.err
    shape("demo").validate(demo.result)
    assert demo.result["state"] == "approved"
    assert {"dictate", "show", "sign", "sync", "approve", "pdf"} <= demo.result["seconds"].keys()
    assert "Traceback" not in demo.err


def test_words_are_counted_as_the_field_counts_them() -> None:
    assert wrong_words("a b c d", "a b c d") == 0
    assert wrong_words("a b c d", "a x c") == 0.5
    assert wrong_words("a b", "a b c") == 0.5
    assert wrong_words("a b", "") == 1


def test_fewer_than_one_word_in_ten_is_heard_wrong(demo: DemoWalk) -> None:
    script = json.loads((ROOT / "resources/demo/journey/script.json").read_text(encoding="utf-8"))
    said = " ".join(section["spoken"] for section in script["sections"])
    assert len(said.split()) > 200
    assert wrong_words(said, demo.result["transcript"]) < MOST_WRONG_WORDS


@pytest.fixture(scope="module")
def paper(demo: DemoWalk) -> str:
    """What another program reads in the PDF, as one line."""
    return " ".join(text_of("pdftotext", "-layout", demo.result["pdf"], "-").split())


@pytest.mark.parametrize("what", ON_PAPER)
def test_the_paper_holds_the_note_the_family_and_the_decision(paper: str, what: str) -> None:
    """rules: DOC-4, INS-3 – the record, what the family said in their own words, and who decided."""
    assert ON_PAPER[what] in paper


def test_the_approval_on_paper_names_the_text_that_was_signed(paper: str, demo: DemoWalk, export: dict) -> None:
    entries = [json.loads(from_base64(row["bytes"])) for row in export["entries"]]
    (approval,) = [entry for entry in entries if entry["kind"] == "NoteApproved"]
    signed = [
        entry_hash(from_base64(row["bytes"]))
        for row, entry in zip(export["entries"], entries, strict=True)
        if entry["kind"] == "NoteSigned"
    ]
    assert [approval["body"]["revision"]] == signed
    assert f"Gäller texten ovan, version {signed[0][:12]}" in paper


def test_every_font_of_the_paper_lies_in_it(demo: DemoWalk) -> None:
    table = text_of("pdffonts", demo.result["pdf"]).splitlines()
    assert table[0].split() == ["name", "type", "encoding", "emb", "sub", "uni", "object", "ID"]
    embedded = [line.split()[-5] for line in table[2:]]
    assert len(embedded) >= 2
    assert set(embedded) == {"yes"}


@pytest.mark.parametrize("whose", ["profile", "supervisor_profile"])
def test_each_profile_verifies(demo: DemoWalk, whose: str) -> None:
    secret = ("--profile", demo.result[whose], "--passphrase-file", demo.result["passphrase_file"])
    found = fieldnotes(demo, "verify", *secret)
    shape("verify").validate(found)
    assert found["ok"]
    assert found["faults"] == []
    assert found["entries"] >= 7  # shown, two answers and more, signed, returned, answered, approved


def test_the_hub_verifies(demo: DemoWalk) -> None:
    found = fieldnotes(demo, "hub", "verify", "--data", demo.result["hub_data"])
    shape("hub-verify").validate(found)
    assert found["ok"]
    assert found["faults"] == []
    assert found["entries"] >= 7


@pytest.fixture(scope="module")
def hub_key(demo: DemoWalk) -> str:
    return fieldnotes(demo, "hub", "keys", "--data", demo.result["hub_data"])["hub_key"]


@pytest.fixture(scope="module")
def exported(demo: DemoWalk, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The case as `export-case` writes it."""
    folder = tmp_path_factory.mktemp("export") / "akt"
    secret = ("--profile", demo.result["profile"], "--passphrase-file", demo.result["passphrase_file"])
    fieldnotes(demo, "export-case", CASE, "--format", "json", "-o", str(folder), *secret)
    return (folder / "case.json").read_text(encoding="utf-8")


@pytest.fixture
def export(exported: str) -> dict:
    return json.loads(exported)


@pytest.fixture
def judged(tmp_path: Path, hub_key: str):
    """The independent verifier's exit status and words about an export, with the pinned key."""

    def judge(export: dict, seen: dict | None = None) -> tuple[int, str]:
        (tmp_path / "case.json").write_text(json.dumps(export), encoding="utf-8")
        (tmp_path / "seen.json").write_text(json.dumps(seen), encoding="utf-8")
        kept = ["--seen", str(tmp_path / "seen.json")] if seen else []
        line = [sys.executable, str(ROOT / "tests/verify_case.py"), str(tmp_path / "case.json"), "--hub-key", hub_key]
        done = subprocess.run([*line, *kept], capture_output=True, text=True, check=False)
        assert done.stderr == ""
        return done.returncode, done.stdout

    return judge


def test_the_exported_case_holds_before_an_independent_verifier(export: dict, judged) -> None:
    """rules: INS-1"""
    assert len(export["entries"]) >= 7
    assert export["waiting"] == []
    assert judged(export, seen=export["receipt"]) == (0, f"{len(export['entries'])} entries hold\n")


@pytest.mark.parametrize("number", [0, 3, -1])
def test_one_flipped_byte_shows(export: dict, judged, number: int) -> None:
    data = bytearray(from_base64(export["entries"][number]["bytes"]))
    data[len(data) // 2] ^= 1
    export["entries"][number]["bytes"] = to_base64(bytes(data))
    assert judged(export)[0] == 1


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_dropped_entry_shows(export: dict, judged, number: int) -> None:
    del export["entries"][number]
    status, said = judged(export)
    assert status == 1
    assert "do not add up" in said


def test_swapped_entries_show(export: dict, judged) -> None:
    rows = export["entries"]
    rows[2], rows[3] = rows[3], rows[2]
    status, said = judged(export)
    assert status == 1
    assert "does not follow" in said or "do not add up" in said


def test_a_foreign_signature_shows(export: dict, judged) -> None:
    row = export["entries"][1]
    digest = bytes.fromhex(entry_hash(from_base64(row["bytes"])))
    row["signature"] = to_base64(SigningKey(b"s" * 32).sign(b"fieldnotes/sig/1", digest))
    status, said = judged(export)
    assert status == 1
    assert said == "entry 2: not signed by its device\n"


def test_another_hub_than_the_pinned_one_shows(export: dict, judged) -> None:
    export["hub_key"] = to_base64(SigningKey(b"s" * 32).public)
    assert judged(export) == (1, "the export names another hub key than the pinned one\n")


def test_a_rolled_back_feed_shows_against_the_kept_receipt(export: dict, judged, demo: DemoWalk) -> None:
    """The hub's own key vouches for a shorter past: only a receipt kept from before tells."""
    kept = export["receipt"]
    seed = from_base64((Path(demo.result["hub_data"]) / "hub.key").read_text(encoding="ascii").strip())
    shorter = export["entries"][:-2]
    hashes = [entry_hash(from_base64(row["bytes"])) for row in shorter]
    head = head_after(START, hashes)
    word = sign_receipt(SigningKey(seed), kept["epoch"], CASE, len(shorter), head).to_json()
    rolled_back = {**export, "entries": shorter, "receipt": word}
    assert judged(rolled_back)[0] == 0
    status, said = judged(rolled_back, seen=kept)
    assert status == 1
    assert "rolled back" in said
