"""Every command is run for real in a municipality of its own, and every answer has the shape that is promised."""

import hashlib
import json
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pypdf import PdfReader

from cli_admin import preparing
from cli_deliver import handing_over
from cli_folder import the_folder
from cli_grammar import every_command
from cli_keeping import keeping_a_profile, keeping_the_hub
from cli_keys import keys_of_a_profile, opened_by_two_officers
from cli_life import what_life_brings
from cli_operating import running_the_hub
from cli_people import people_at_the_hub
from cli_plans import planning
from cli_templates import templates_of_the_town
from cli_town import Town, founded
from fieldnotes.cli.command_line import program

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "resources" / "schemas"
AUDIO = ROOT / "tests" / "data" / "audio"
CASE, CHILD, GUARDIAN = "c-prov-01", "prov-01-p1", "prov-01-p2"
ROOM = {"people": [{"person_id": CHILD, "role": "barn"}, {"person_id": GUARDIAN, "role": "vardnadshavare"}]}
ELSEWHERE = {"demo", "update-check", "update-install"}
"""Run by tests of their own."""
BESIDE = {"error", "selftest"}
"""Shapes of no command: a problem, and what is answered before there is one (tests/unit/boot/test_selftest.py)."""


def reading(person) -> None:
    person.done("cases", "cases")
    person.done("templates", "templates")
    person.done("today", "today")
    person.done("find", "find", "--text-file", "-", stdin="BV-2026-0142\n")
    report = person.folder.parent / f"{person.folder.name}-report.json"
    made = person.done("doctor", "doctor", "--bundle", str(report))["report"]
    assert json.loads(report.read_text(encoding="utf-8"))["facts"]["profile.open"]
    assert made["sha256"] == hashlib.sha256(report.read_bytes()).hexdigest()
    assert person.done("policy", "policy")["rules"] == []
    person.done("words", "words", "--begin")
    own_time(person)
    person.done("plain", "plain", "-", stdin="Det framkom att modern erhåller bistånd.")


def own_time(person) -> None:
    person.done("time", "time", "--baseline", "--before", "50", "--waited", "300", "--shown")
    table = person.folder.parent / f"{person.folder.name}-time.csv"
    found = person.done("time", "time", "--team", "on", "--export", str(table))
    assert found["exported"] == {"file": str(table), "notes": found["now"]["notes"] + 1}
    assert person.run("time", "--export", str(table)).code == "file_exists"
    assert person.run("time", "--before", "0").code == "wrong_type"
    off = person.done("time", "time", "--measure", "off", "--delete")
    assert (off["measuring"], off["before"]["notes"]) == (False, 0)
    assert person.run("time", "--team", "on").code == "time_off"
    person.done("time", "time", "--measure", "on")


def models(person, folder: Path) -> None:
    shipped = ROOT / "resources/speech/vosk-model-sv-mini.zip"
    copy = folder / "vosk-model-prov.zip"
    copy.write_bytes(shipped.read_bytes())
    installed = person.done("model-install", "model", "install", str(copy))["model"]
    person.done("model-list", "model", "list")
    offered = person.done("model-offered", "model", "offered")["offered"]
    assert offered[0]["language"] == "sv"
    assert not any(offer["installed"] for offer in offered)
    person.done("model-remove", "model", "remove", installed["name"])


def writing(person) -> str:
    note_file = str(ROOT / "resources/demo/notes/prov-01.json")
    thrown = person.done("note-add", "note", "add", "--case", CASE, "--template", "telefonsamtal")["note"]
    person.done("note-discard", "note", "discard", thrown)
    note = person.done("note-add", "note", "add", "--case", CASE, "--template", "hembesok", "--from", note_file)["note"]
    person.done(
        "note-edit",
        "note",
        "edit",
        note,
        "--from",
        "-",
        stdin='{"sections": {"information": "Vi lämnade ett papper."}}',
    )
    person.done("dictate", "dictate", str(AUDIO / "note_kaffe.wav"))
    person.done("dictate", "dictate", str(AUDIO / "note_kaffe.wav"), "--into", f"{note}:iakttagelser")
    person.done("note-list", "note", "list", "--case", CASE)
    person.done("draft-list", "draft", "list")
    person.done("note-check", "note", "check", note)
    return note


def showing(person, note: str) -> None:
    texts = {"guardian": {"vuxnas_uppgifter": "Du arbetar natt varannan vecka."}, "child": {}}
    person.done("family-text", "family-text", note, "--from", person.file("family", texts))
    consent = {"what": "besok", "person_id": GUARDIAN, "how": "muntligt"}
    person.done("consent", "consent", note, "--from", person.file("consent", consent))
    room = person.file("room", ROOM)
    person.done("show", "show", note, "--room", room, "--preview")
    shown = person.done("show", "show", note, "--room", room)["shown"]
    answers = [
        {"person_id": GUARDIAN, "section": "iakttagelser", "answer": "disagrees", "text": "Schemat var från i fjol."},
        {"person_id": CHILD, "answer": "agrees"},
    ]
    answered = person.file("answers", {"responses": answers})
    responses = person.done("respond", "respond", note, "--shown", shown, "--from", answered)["entries"]
    asked = {
        "section": "iakttagelser",
        "field": "obs",
        "row": 1,
        "text": "Karin gäspade och sade att hon hade sovit fyra timmar.",
        "person_id": GUARDIAN,
        "response": responses[0],
    }
    changed = person.done("note-change", "note", "change", note, "--from", person.file("asked", {"changes": [asked]}))
    assert "fyra timmar" in changed["changes"][0]["after"]
    seen = person.done("note-show", "note", "show", note)["changes"]
    assert [(each["person_id"], each["response"]) for each in seen] == [(GUARDIAN, responses[0])]


def signing(person, note: str) -> str:
    reason = person.file("reason", "Prov: skrivs i efterhand.")
    person.done("note-sign", "note", "sign", note, "--reason-file", reason)
    change = person.file("change", {"sections": {"nasta_steg": {"note": "Vi ses på kontoret."}}})
    revision = person.done("note-correct", "note", "correct", note, "--from", change, "--reason-file", reason)[
        "revision"
    ]
    person.done("sync", "sync")
    person.done("note-history", "note", "history", note)
    person.done("note-find", "note", "find", CASE, "--text-file", "-", stdin="schema")
    return revision


def deciding(town, note: str, revision: str) -> None:
    author, supervisor = town.tove, town.henrik
    supervisor.done("sync", "sync")
    supervisor.done("queue", "queue")
    supervisor.done("note-show", "note", "show", note)
    pins = {"pins": [{"section": "iakttagelser", "field": "obs", "kind": "question", "text": "Vilken dag?"}]}
    pinned = supervisor.file("pins", pins)
    supervisor.done("return", "return", note, "--revision", revision, "--from", pinned)
    supervisor.done("sync", "sync")
    author.done("sync", "sync")
    open_ = author.done("questions", "questions")["questions"]
    question = next(one["id"] for one in open_ if one["note"] == note)
    author.done("answer", "answer", question, "--text-file", "-", stdin="Torsdagen den 12 mars.")
    author.done("sync", "sync")
    supervisor.done("sync", "sync")
    supervisor.done("approve", "approve", note, "--revision", revision)
    supervisor.done("sync", "sync")
    author.done("sync", "sync")


def standing_in(town) -> None:
    """A deputy is named by the supervisor, another at the hub; both end."""
    boss = town.henrik
    made = boss.done("deputy-name", "deputy", "name", "--user", "u-jonas", "--from", "2099-06-01", "--until",
                     "2099-06-21")["deputy"]  # fmt: skip
    [row] = boss.done("deputy-list", "deputy", "list")["deputies"]
    assert (row["id"], row["deputy"], row["state"]) == (made, "u-jonas", "coming")
    boss.done("deputy-end", "deputy", "end", made)
    days = ("--from", "2099-06-01T00:00+02:00", "--until", "2099-06-22T00:00+02:00")
    other = boss.done("hub-deputy-name", "hub", "deputy", "name", "--for", "u-henrik", "--user", "u-tove", *days)
    boss.done("hub-deputy-list", "hub", "deputy", "list")
    assert boss.done("hub-deputy-end", "hub", "deputy", "end", other["id"])["state"] == "over"


def writing_files(person, note: str, folder: Path) -> None:
    person.done("export", "export", note, "--format", "pdf", "-o", str(folder / "note.pdf"))
    person.done("export", "export", note, "--format", "json", "-o", str(folder / "note.json"))
    person.done("export", "export", note, "--format", "fhir", "-o", str(folder / "note.fhir.json"))
    person.done("export", "export", note, "--format", "pdf", "--for", "archive", "-o", str(folder / "archive.pdf"))
    person.done("export-case", "export-case", CASE, "--format", "json", "-o", str(folder / "case"))
    person.done("export-case", "export-case", CASE, "--format", "eark", "-o", str(folder / "package"))
    handed = str(folder / "copy.pdf")
    person.done("hand-over", "hand-over", note, "--to", GUARDIAN, "--way", "papper", "-o", handed)
    locked, seal = str(folder / "stick.pdf"), folder / "seal"
    seal.write_text("tre katter på taket\n", encoding="utf-8")
    taken = ("hand-over", note, "--to", GUARDIAN, "--way", "stick", "--look", "large", "-o", locked)
    person.done("hand-over", *taken, "--seal-passphrase-file", str(seal))
    assert Path(locked).read_bytes().startswith(b"%PDF-")
    person.done("verify", "verify")


def attaching(person, folder: Path) -> None:
    letter = folder / "brev.pdf"
    letter.write_bytes(b"%PDF-1.7 brev")
    note = person.done("note-add", "note", "add", "--case", CASE, "--template", "telefonsamtal")["note"]
    one = person.done("attach", "attach", note, str(letter))["attachment"]
    found = person.done("attachments", "attachments", note)["attachments"]
    assert [(each["id"], each["name"], each["state"]) for each in found] == [(one, "brev.pdf", "draft")]
    person.done("attachment-get", "attachment", "get", one, "-o", str(folder / "out.pdf"))
    assert (folder / "out.pdf").read_bytes() == letter.read_bytes()
    person.done("attachment-remove", "attachment", "remove", one)
    person.done("note-discard", "note", "discard", note)


def disagreeing(town, note: str) -> None:
    """Two colleagues correct the same text without a network; the conflict is kept, shown and settled."""
    town.tove.done("hub-assign", "hub", "assign", "--case", CASE, "--user", "u-jonas")
    town.jonas.done("sync", "sync")
    head = town.jonas.done("note-show", "note", "show", note)["head"]
    town.jonas.done("note-cosign", "note", "cosign", note, "--revision", head)
    for person, words in ((town.tove, "Toves mening."), (town.jonas, "Jonas mening.")):
        change = person.file("change", {"sections": {"nasta_steg": {"note": words}}})
        reason = person.file("reason", "Var fel.")
        person.done("note-correct", "note", "correct", note, "--from", change, "--reason-file", reason)
    for person in (town.tove, town.jonas, town.tove):
        person.done("sync", "sync")
    conflict = town.tove.done("note-show", "note", "show", note)
    assert conflict["flags"]["conflict"]
    assert len(conflict["heads"]) == 2
    nothing = town.tove.file("nothing", {"sections": {}})
    undecided = town.tove.run("note", "merge", note, "--from", nothing, "--accept-proposals")
    assert (undecided.status, undecided.code) == (1, "merge_undecided")
    parted = town.tove.done("note-conflict", "note", "conflict", note)
    assert [(one["section"], one["change"]) for one in parted["differences"]] == [("nasta_steg", "both")]
    settled = town.tove.file("settled", {"sections": {"nasta_steg": {"note": "Bådas mening."}}})
    why = town.tove.file("reason", "Vi har talats vid.")
    town.tove.done("note-merge", "note", "merge", note, "--from", settled, "--reason-file", why)
    town.tove.done("sync", "sync")


def quarantine(town, note: str) -> None:
    """A colleague loses the case before his work has reached the hub: it is set aside, and somebody decides."""
    change, reason = (
        town.jonas.file("late", {"sections": {"nasta_steg": {"note": "Sent."}}}),
        town.jonas.file("why", "Sent."),
    )
    town.jonas.done("sync", "sync")
    for _again in range(2):
        town.jonas.done("note-correct", "note", "correct", note, "--from", change, "--reason-file", reason)
        change = town.jonas.file("later", {"sections": {"nasta_steg": {"note": "Senare."}}})
    town.tove.done("hub-unassign", "hub", "unassign", "--case", CASE, "--user", "u-jonas")
    town.jonas.done("sync", "sync")
    held = town.tove.done("hub-quarantine-list", "hub", "quarantine", "list")["quarantine"]
    assert len(held) == 2
    town.tove.done("hub-quarantine-show", "hub", "quarantine", "show", held[0]["id"])
    town.tove.done("hub-quarantine-release", "hub", "quarantine", "release", held[0]["id"])
    town.tove.done("hub-quarantine-refuse", "hub", "quarantine", "refuse", held[1]["id"])


def governing(town) -> None:
    preparing(town)
    for name in ("users", "units", "devices", "keys", "policy"):
        town.tove.done(f"hub-{name}", "hub", name)
    device = town.jonas.results["join"][1]["device"]
    town.tove.done("hub-revoke", "hub", "revoke", device)
    town.tove.done("hub-verify", "hub", "verify")


def moving_to_a_new_laptop(town) -> None:
    """Tove's laptop is gone: on another she finds what lay in safe-keeping, and opens it with the old passphrase."""
    draft = town.tove.done("note-add", "note", "add", "--case", CASE, "--template", "telefonsamtal")["note"]
    edit = '{"sections": {"information": "Ring igen."}}'
    town.tove.done("note-edit", "note", "edit", draft, "--from", "-", stdin=edit)
    town.tove.done("sync", "sync")
    fresh, invitation = town.stranger("tove-again"), str(town.folder / "tove-again.invitation")
    made = fresh.done("hub-invite", "hub", "invite", "--user", "u-tove", "--url", town.url, "-o", invitation, "--code")
    fresh.done("init", "init", "--name", "tove", "--kdf", "floor")
    fresh.done("join", "join", "--invitation", "-", stdin=made["code"])
    assert fresh.done("draft-kept", "draft", "kept")["computers"]
    fetched = fresh.done("draft-fetch", "draft", "fetch", "--old-passphrase-file", str(town.tove.passphrase_file))
    assert draft in fetched["put_back"]


def in_the_wrong_case(town: Town) -> None:
    """Tove signs a note, and Henrik finds that it belongs elsewhere."""
    other = town.tove.done("note-add", "note", "add", "--case", CASE, "--template", "hembesok",
                           "--from", str(ROOT / "resources/demo/notes/prov-01.json"))["note"]  # fmt: skip
    town.tove.done("note-sign", "note", "sign", other, "--reason-file", town.tove.file("reason", "Prov."))
    town.tove.done("sync", "sync")
    town.henrik.done("sync", "sync")
    town.henrik.done("case-fetch", "case", "fetch", "c-prov-04")
    town.henrik.done(
        "note-misfiled",
        "note",
        "misfiled",
        other,
        "--to",
        "c-prov-04",
        "--reason-file",
        town.henrik.file("why", "Fel akt."),
    )


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A municipality of this file's own: the walk takes cases away and revokes a device."""
    with founded(tmp_path_factory.mktemp("town")) as own:
        yield own


@pytest.fixture(scope="module")
def walked(town, tmp_path_factory: pytest.TempPathFactory) -> dict:
    """Walk the whole road once; gives the note, and the folder of what was written."""
    folder = tmp_path_factory.mktemp("written")
    reading(town.tove)
    models(town.tove, folder)
    note = writing(town.tove)
    showing(town.tove, note)
    revision = signing(town.tove, note)
    deciding(town, note, revision)
    town.tove.done("note-show", "note", "show", note)
    writing_files(town.tove, note, folder)
    handing_over(town, note, folder)
    attaching(town.tove, folder)
    town.henrik.done(
        "withdraw-approval", "withdraw-approval", note, "--reason-file", town.henrik.file("why", "Fel version.")
    )
    disagreeing(town, note)
    planning(town.jonas, folder)
    the_folder(town.tove, folder)
    quarantine(town, note)
    in_the_wrong_case(town)
    what_life_brings(town, CASE)
    standing_in(town)
    people_at_the_hub(town)
    running_the_hub(town)
    templates_of_the_town(town, CASE)
    governing(town)
    keys_of_a_profile(town)
    moving_to_a_new_laptop(town)
    keeping_a_profile(town)
    keeping_the_hub(town)
    opened_by_two_officers(town)
    return {"note": note, "folder": folder, "results": town.results}


def schema_names() -> list[str]:
    return sorted(path.stem for path in SCHEMAS.glob("*.json"))


@pytest.mark.parametrize("name", sorted(set(schema_names()) - ELSEWHERE - BESIDE))
def test_the_answer_has_its_shape(walked: dict, name: str) -> None:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    answers = walked["results"][name]
    assert answers
    for answer in answers:
        validator.validate(answer)


def test_every_command_has_a_schema() -> None:
    named = {"-".join(words) for words in every_command(program)}
    assert named == set(schema_names()) - BESIDE


@pytest.mark.parametrize("name", schema_names())
def test_a_schema_is_one_and_forbids_an_empty_answer(name: str) -> None:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert not Draft202012Validator(schema).is_valid({})


def test_the_pdf_holds_the_note_the_familys_words_and_the_approval(walked: dict) -> None:
    """rules: INS-2, INS-3 – what is printed is what was written, said and decided."""
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(walked["folder"] / "note.pdf").pages).split())
    for expected in (
        "Lägenheten har två rum.",
        "”Schemat var från i fjol.”",
        "Vi ses på kontoret.",
        "Godkänd · Henrik Solberg",
    ):
        assert expected in text


def test_a_file_has_the_sum_that_was_told(walked: dict) -> None:
    for told in walked["results"]["export"]:
        assert hashlib.sha256(Path(told["file"]).read_bytes()).hexdigest() == told["sha256"]


def test_dictation_went_to_its_section_and_counts_its_seconds(walked: dict) -> None:
    with wave.open(str(AUDIO / "note_kaffe.wav")) as sound:
        seconds = sound.getnframes() / sound.getframerate()
    heard = walked["results"]["dictate"][1]
    assert heard["seconds_audio"] == pytest.approx(seconds, abs=0.1)
    assert "kaffe" in heard["raw"].lower()
    shown = json.dumps(walked["results"]["note-show"][0]["sections"]["iakttagelser"], ensure_ascii=False)
    assert "kaffe" in shown.lower()


def test_the_answers_name_what_was_shown(walked: dict) -> None:
    """rules: INS-2 – a disagreement stays with the note, in the person's own words."""
    family = walked["results"]["note-show"][1]["family"]
    said = [(one["person_id"], one["answer"], one["text"]) for one in family[0]["answers"]]
    assert (GUARDIAN, "disagrees", "Schemat var från i fjol.") in said


def test_both_stores_are_whole_at_the_end(walked: dict) -> None:
    assert walked["results"]["verify"][-1]["ok"]
    assert walked["results"]["hub-verify"][-1]["ok"]
