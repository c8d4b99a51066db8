"""Bad input to real commands: one sentence, the right exit status and code, and nothing half done."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli_town import PASSPHRASE, Outcome, Person, Town, listening, newcomer, town

__all__ = ["town"]

ROOT = Path(__file__).parents[2]
NOTE_FILE = ROOT / "resources/demo/notes/prov-01.json"
CASE = "c-prov-01"


@dataclass
class Desk:
    """A worker with one empty draft, to which nothing may happen."""

    person: Person
    note: str

    def everything(self) -> str:
        """What lies there, as the commands tell it."""
        return self.person.run("draft", "list").out + self.person.run("note", "show", self.note).out

    def sections(self, sections: object) -> str:
        return self.person.file("wrong", {"sections": sections})


@pytest.fixture(scope="module")
def desk(town: Town) -> Iterator[Desk]:
    """A draft; when all refusals are over, nothing in the profile may have changed."""
    note = town.tove.done("note-add", "note", "add", "--case", CASE, "--template", "hembesok")["note"]
    made = Desk(town.tove, note)
    town.tove.done("sync", "sync")  # the draft lies in safe-keeping from here on, whatever else is exchanged below
    before = made.everything()
    yield made
    assert made.everything() == before
    town.tove.done("note-discard", "note", "discard", note)


def refused(outcome: Outcome, code: str, status: int = 1) -> None:
    assert outcome.code == code, outcome.err
    assert outcome.status == status
    assert outcome.err.strip() == outcome.json["error"]["message"]
    assert outcome.err.count("\n") == 1
    assert "{" not in outcome.err
    assert "…" not in outcome.err


WRONG_SECTIONS = [
    ({"koket": {"note": "x"}}, "unknown_section"),
    ({"grunddata": {"temperature": "x"}}, "unknown_field"),
    ({"grunddata": {"interpreter": "kanske"}}, "wrong_type"),
    ({"grunddata": {"phase": "no_such_phase"}}, "wrong_type"),
    ({"grunddata": {"start": "i förrgår"}}, "wrong_type"),
    ({"iakttagelser": {"obs": [{"text": 7}]}}, "wrong_type"),
    ({"vuxnas_uppgifter": {"told": [{"text": "x", "source_person_id": "nobody"}]}}, "unknown_person"),
    ([], "wrong_file"),
]


@pytest.mark.parametrize(("sections", "code"), WRONG_SECTIONS, ids=[code for _, code in WRONG_SECTIONS])
def test_a_wrong_note_file_is_refused_by_name_and_changes_nothing(desk: Desk, sections: object, code: str) -> None:
    refused(desk.person.run("note", "edit", desk.note, "--from", desk.sections(sections)), code)


def test_one_wrong_field_keeps_the_right_ones_out_too(desk: Desk) -> None:
    before = desk.everything()
    mixed = {"information": {"note": "Rätt."}, "grunddata": {"temperature": "fel"}}
    refused(desk.person.run("note", "edit", desk.note, "--from", desk.sections(mixed)), "unknown_field")
    assert desk.everything() == before


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("note", "add", "--case", "c-none", "--template", "hembesok"), "unknown_case"),
        (("note", "add", "--case", CASE, "--template", "none"), "unknown_template"),
        (("note", "add", "--case", CASE, "--template", "hembesok", "--from", "/none.json"), "file_missing"),
        (("note", "add", "--case", CASE, "--template", "hembesok", "--from", str(ROOT / "README.md")), "wrong_file"),
        (("note", "show", "n-none"), "unknown_note"),
        (("note", "list", "--case", "c-none"), "unknown_case"),
        (("answer", "q-none", "--text-file", str(ROOT / "README.md")), "unknown_question"),
        (("export-case", "c-none", "--format", "json", "-o", "none"), "unknown_case"),
        (("model", "remove", "none"), "model_missing"),
        (("model", "install", "/none.zip"), "file_missing"),
        (("model", "install", str(ROOT / "README.md")), "model_damaged"),
        (("join", "--invitation", str(NOTE_FILE)), "invitation_wrong"),
        (("init", "--name", "x", "--kdf", "floor"), "profile_exists"),
        (("dictate", str(ROOT / "README.md")), "not_audio"),
        (("dictate", "/none.wav"), "file_missing"),
        (("dictate", str(ROOT / "tests/data/audio/silence.wav"), "--model", "none"), "model_missing"),
        (("dictate", str(ROOT / "tests/data/audio/silence.wav"), "--language", "so"), "model_missing"),
    ],
)
def test_what_does_not_exist_is_refused(desk: Desk, argv: tuple[str, ...], code: str) -> None:
    refused(desk.person.run(*argv), code)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty_audio"), (b"RIFF\x24\x00\x00\x00WAVEfmt ", "not_audio"), (b"Hej, jag \xc3\xa4r text.", "not_audio")],
)
def test_a_file_without_sound_is_refused_and_the_draft_stays(
    desk: Desk, tmp_path: Path, content: bytes, code: str
) -> None:
    sound = tmp_path / "sound.wav"
    sound.write_bytes(content)
    refused(desk.person.run("dictate", str(sound), "--into", f"{desk.note}:iakttagelser"), code)


@pytest.mark.parametrize(("place", "code"), [("koket", "unknown_section"), ("iakttagelser.none", "unknown_field")])
def test_speech_into_no_place_is_refused_before_anything_is_heard(desk: Desk, place: str, code: str) -> None:
    sound = str(ROOT / "tests/data/audio/silence.wav")
    refused(desk.person.run("dictate", sound, "--into", f"{desk.note}:{place}"), code)


def test_missing_content_stops_signing_and_is_counted(desk: Desk) -> None:
    """rules: VIS-1, CHI-1 – without consent and how the child was heard nothing becomes a record."""
    refused(desk.person.run("note", "sign", desk.note), "content_missing")
    found = desk.person.run("note", "check", desk.note).json
    assert {"consent_required", "child_not_heard"} <= {one["rule"] for one in found["blocks"]}


def test_nothing_is_written_where_it_cannot_be(desk: Desk, town: Town) -> None:
    refused(town.tove.run("export", desk.note, "--format", "json", "-o", "/proc/none/x.json"), "not_signed")
    family = ("--format", "fhir", "--for", "family", "-o", "/proc/none/x.json")
    refused(town.tove.run("export", desk.note, *family), "hand_it_over")
    refused(town.tove.run("doctor", "--bundle", "/proc/none/x.json"), "cannot_write", status=3)
    out = "/proc/none/invitation"
    refused(town.tove.run("hub", "invite", "--user", "u-maja", "-o", out), "cannot_write", status=3)


@pytest.fixture(scope="module")
def alone(town: Town) -> Person:
    """Somebody who has a profile and no hub."""
    person = newcomer(town.folder, "alone", {})
    person.done("init", "init", "--name", "Ensam", "--kdf", "floor")
    return person


def test_a_profile_joins_once(town: Town) -> None:
    invitation = str(town.folder / "again.invitation")
    town.tove.done("hub-invite", "hub", "invite", "--user", "u-tove", "-o", invitation)
    refused(town.tove.run("join", "--invitation", invitation), "already_joined")


def test_a_wrong_passphrase_opens_nothing_and_then_costs_time(town: Town) -> None:
    forgetful = newcomer(town.folder, "forgetful", {})
    forgetful.done("init", "init", "--name", "Glömsk", "--kdf", "floor")
    wrong = forgetful.file("wrong", "inte den rätta frasen\n")
    outcome = forgetful.run("cases", "--passphrase-file", wrong)
    refused(outcome, "wrong_passphrase")
    assert "rätta frasen" not in outcome.err
    assert PASSPHRASE not in outcome.err


def test_without_a_hub_there_is_no_exchange(alone: Person) -> None:
    refused(alone.run("sync"), "not_joined")


def test_a_hub_out_of_reach_can_be_tried_again(town: Town, alone: Person) -> None:
    invitation = str(town.folder / "nowhere.invitation")
    town.tove.done("hub-invite", "hub", "invite", "--user", "u-maja", "--url", "http://127.0.0.1:9", "-o", invitation)
    refused(alone.run("join", "--invitation", invitation), "hub_unreachable", status=3)


def test_an_invitation_works_once(town: Town, alone: Person) -> None:
    refused(alone.run("join", "--invitation", str(town.folder / "tove.invitation")), "invitation_used")


def test_another_hub_with_another_key_gets_nothing(town: Town, alone: Person, tmp_path: Path) -> None:
    other = Person(tmp_path / "other", tmp_path / "hub", {}, alone.passphrase_file)
    other.done("hub-init", "hub", "init")
    invitation = str(town.folder / "swapped.invitation")
    with listening(tmp_path / "hub") as line:
        url = line["listening"]
        town.tove.done("hub-invite", "hub", "invite", "--user", "u-maja", "--url", url, "-o", invitation)
        refused(alone.run("join", "--invitation", invitation), "hub_key_changed")


@pytest.fixture(scope="module")
def signed(town: Town) -> tuple[str, str]:
    """A note of Tove's that the supervisor has received and not opened: the note and its first revision."""
    tove, henrik = town.tove, town.henrik
    note = tove.done("note-add", "note", "add", "--case", CASE, "--template", "hembesok", "--from", str(NOTE_FILE))[
        "note"
    ]
    reason = tove.file("late", "Prov.")
    revision = tove.done("note-sign", "note", "sign", note, "--reason-file", reason)["revision"]
    tove.done("sync", "sync")
    henrik.done("sync", "sync")
    return note, revision


def test_nobody_decides_about_their_own_work(town: Town, signed: tuple[str, str]) -> None:
    note, revision = signed
    town.tove.done("note-show", "note", "show", note)
    refused(town.tove.run("approve", note, "--revision", revision), "own_work")


def test_a_decision_names_a_text_that_was_opened_and_stands(town: Town, signed: tuple[str, str]) -> None:
    note, revision = signed
    refused(town.henrik.run("approve", note, "--revision", revision), "never_opened")
    refused(town.henrik.run("approve", note, "--revision", "0" * 64), "not_the_head")
    town.henrik.done("note-show", "note", "show", note)
    pins = town.henrik.file("no-pins", {"pins": []})
    refused(town.henrik.run("return", note, "--revision", revision, "--from", pins), "pin_missing")
    assert town.henrik.run("note", "show", note).json["decisions"] == []


def test_a_signed_note_is_neither_edited_nor_discarded(town: Town, signed: tuple[str, str]) -> None:
    """rules: INS-1 – after signing there is only correction."""
    note, _ = signed
    change = town.tove.file("edit", {"sections": {"information": "x"}})
    refused(town.tove.run("note", "edit", note, "--from", change), "already_signed")
    refused(town.tove.run("note", "discard", note), "already_signed")


def test_a_search_for_anything_but_a_case_finds_nothing(town: Town) -> None:
    """rules: SEC-7 – across cases only names and numbers are looked for."""
    found = town.tove.run("find", "--text-file", "-", stdin="schema på kylskåpet")
    assert found.json == {"cases": []}
    refused(town.tove.run("find", "--text-file", "-", stdin=""), "search_not_allowed")


def test_a_file_that_cannot_be_attached_or_is_not_there_is_refused(desk: Desk, tmp_path: Path) -> None:
    nowhere, unknown = str(tmp_path / "saknas.jpg"), "0195d0f0-0000-7000-8000-0000000000aa"
    refused(desk.person.run("attach", desk.note, nowhere), "file_missing")
    refused(desk.person.run("attach", unknown, nowhere), "unknown_note")
    refused(desk.person.run("attachment", "get", unknown, "-o", nowhere), "unknown_attachment")
    refused(desk.person.run("attachment", "remove", unknown), "unknown_attachment")
