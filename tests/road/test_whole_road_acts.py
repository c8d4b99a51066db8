"""One note travels the whole way on real parts: recogniser, encrypted profiles, the hub over HTTP, paper.

Every day on PostgreSQL, with one section spoken; the whole visit on the embedded file is what the demo does every day
(tests/contract/test_demo_results.py), and here with `pytest -m slow tests/road/test_whole_road_acts.py`.
"""

import io
import json
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

import verify_case
from copied_hub import copied_hub, importing
from fieldnotes.casework import (
    decide,
    dictate,
    exchange,
    make_report,
    profile,
    read_cases,
    read_note,
    show_to_family,
    sign,
    verify,
    waiting_notes,
    write_note,
)
from fieldnotes.casework.desk import Speech, Workshop
from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.domain.templates import read_book
from fieldnotes.hub.inviting import invite
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.language.spoken import SpokenRules
from running_hub import running

RESOURCES = Path(__file__).parents[2] / "resources"
CASE, CHILD, GUARDIAN = "c-prov-01", "prov-01-p1", "prov-01-p2"
ROOM = {"people": [{"person_id": CHILD, "role": "barn"}, {"person_id": GUARDIAN, "role": "vardnadshavare"}]}
PASSPHRASE = "en lykta vid sjön"
SAID, ASKED, ANSWERED = "Det röda är bara den här veckan.", "Hur ofta är Elsa ensam?", "Varannan vecka."
SPOKEN = (
    "grunddata",
    "samtycke_besok",
    "iakttagelser",
    "barnets_rost",
    "vuxnas_uppgifter",
    "bedomning",
    "overenskommet",
    "nasta_steg",
)
WHOLE_VISIT = RESOURCES / "demo" / "journey" / "visit.wav"
ONE_SECTION = Path(__file__).parents[1] / "data" / "journey" / "06_bedomning.wav"


class VisitClock:
    """The afternoon of the visit, a second later each time it is looked at."""

    def __init__(self):
        self.at = datetime.fromisoformat("2026-03-12T16:00:00+01:00")

    def now(self):
        self.at += timedelta(seconds=1)
        return self.at

    def monotonic(self):
        return self.at.timestamp()


def shipped(name):
    return json.loads((RESOURCES / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    return Workshop(
        book=read_book(shipped("templates/templates.json")),
        clock=VisitClock(),
        speech=Speech(
            command=(sys.executable, "-P", "-m", "fieldnotes.dictation.recogniser_process"),
            models_folder=tmp_path_factory.mktemp("models"),
            shipped_model=RESOURCES / "speech" / "vosk-model-sv-mini.zip",
            rules=SpokenRules.read(shipped("words/spoken_sv.json")),
        ),
        fonts=RESOURCES / "fonts",
        plain_words=(),
        language="sv",
    )


@pytest.fixture
def hub(request, tmp_path):
    """On the embedded file, unless a test asks for a server."""
    server = request.getfixturevalue("postgres") if getattr(request, "param", "") == "postgresql" else None
    with copied_hub(tmp_path / "hub", VisitClock(), importing(RESOURCES / "demo" / "import.json"), server) as made:
        yield made


@pytest.fixture
def hub_url(hub):
    with running(hub) as url:
        yield url


@pytest.fixture
def move_in(workshop, hub, hub_url, tmp_path):
    desks = []

    def made(user):
        desk, _ = profile.create_profile(workshop, tmp_path / user, PASSPHRASE, user, floor=True)
        desks.append(desk)
        profile.join(desk, invite(hub, user, hub_url).to_text())
        exchange.sync(desk)
        return desk

    yield made
    for desk in desks:
        profile.lock(desk)


def spoken_and_completed(worker, sound):
    """Dictate, then fill in what speech did not say."""
    note = write_note.add(worker, CASE, "hembesok").note
    heard = dictate.dictate_into(worker, sound, note, "grunddata")
    spoken = read_note.show(worker, note).sections
    rest = {
        section: {field: value for field, value in fields.items() if field not in spoken.get(section, {})}
        for section, fields in shipped("demo/notes/prov-01.json")["sections"].items()
    }
    rest["grunddata"] |= {"start": "2026-03-12T14:00:00+01:00", "end": "2026-03-12T15:05:00+01:00"}
    write_note.edit(worker, note, {"sections": rest})
    return note, heard


def refusal(act):
    with pytest.raises(FieldNotesError) as stopped:
        act()
    return stopped.value


def shown_and_signed(worker, note):
    """Show it to the child and her mother, keep what they say, sign; gives the revision."""
    shown = show_to_family.show(worker, note, ROOM).shown
    said = {"person_id": GUARDIAN, "section": "iakttagelser", "answer": "adds", "text": SAID}
    show_to_family.respond(worker, note, shown, {"responses": [said]})
    revision = sign.sign(worker, note, {"*": "Provkörning."}).hash
    assert read_note.show(worker, note).where == "only_here"
    sent = exchange.sync(worker)
    sound = 1  # dictated: signing destroys the sound, with a receipt
    assert (sent.sent, sent.waiting, sent.quarantined) == (3 + sound, 0, ())
    assert read_note.show(worker, note).where == "received"
    return revision


def asked_and_answered(worker, supervisor, note, revision):
    """The supervisor reads and returns it with a question, the author answers."""
    assert exchange.sync(supervisor).received == 4
    assert [row.note for row in waiting_notes.queue(supervisor)] == [note]
    assert refusal(lambda: decide.approve(supervisor, note, revision)).code is Code.NEVER_OPENED
    seen = read_note.show(supervisor, note)
    assert [(answer.text, answer.same_text) for answer in seen.family[0].answers] == [(SAID, True)]
    pin = {"section": "vuxnas_uppgifter", "field": "told", "kind": "question", "text": ASKED}
    decide.return_note(supervisor, note, revision, {"pins": [pin]})
    for desk in (supervisor, worker):
        exchange.sync(desk)
    assert [row.note for row in read_cases.today(worker).returned] == [note]
    (question,) = decide.questions(worker)
    decide.answer(worker, question.id, ANSWERED)
    for desk in (worker, supervisor):
        exchange.sync(desk)


def on_paper(worker, note, folder):
    """The PDF's text, and what the independent verifier says about the exported case."""
    make_report.export_pdf(worker, note, folder / "hembesok.pdf")
    pages = PdfReader(io.BytesIO((folder / "hembesok.pdf").read_bytes())).pages
    make_report.export_case(worker, CASE, folder / "akt")
    export = json.loads((folder / "akt" / "case.json").read_text(encoding="utf-8"))
    return " ".join(" ".join(page.extract_text() for page in pages).split()), verify_case.check_case(export)


@pytest.mark.parametrize("hub", [pytest.param("sqlite", marks=pytest.mark.slow), "postgresql"], indirect=True)
def test_one_note_travels_the_whole_road(move_in, hub, tmp_path, request):
    """rules: DOC-1, DOC-3, DOC-4, CHI-1, INS-1, INS-2, INS-3, SEC-6"""
    worker, supervisor = move_in("u-tove"), move_in("u-henrik")
    whole_visit = "sqlite" in request.node.name
    note, heard = spoken_and_completed(worker, WHOLE_VISIT if whole_visit else ONE_SECTION)
    spoken = read_note.show(worker, note).sections
    assert [passage.place for passage in heard.passages] == list(SPOKEN if whole_visit else ("bedomning",))
    assert spoken["bedomning"]["assess"]["text"].startswith("Elsa tar ett ansvar för morgonen")
    assert spoken["barnets_rost"]["said"]["source_person_id"] == CHILD

    revision = shown_and_signed(worker, note)
    assert refusal(lambda: decide.approve(worker, note, revision)).code is Code.OWN_WORK
    asked_and_answered(worker, supervisor, note, revision)
    decide.approve(supervisor, note, revision)
    for desk in (supervisor, worker):
        exchange.sync(desk)
    assert [read_note.show(desk, note).state for desk in (worker, supervisor)] == ["approved", "approved"]

    text, faults = on_paper(worker, note, tmp_path)
    for words in ("rena kläder i en byrå", SAID, ASKED, ANSWERED, "Henrik Solberg", "BV-2026-0142"):
        assert words in text, words
    assert faults == []
    assert all(verify.verify(desk).ok for desk in (worker, supervisor))
    assert verify_hub(hub)["ok"]


def test_two_people_correct_at_once_and_a_third_sees_both(move_in):
    """rules: INS-1"""
    worker, colleague, supervisor = move_in("u-tove"), move_in("u-jonas"), move_in("u-henrik")
    note = write_note.add(worker, CASE, "hembesok", shipped("demo/notes/prov-01.json")).note
    sign.sign(worker, note, {"*": "Provkörning."})
    for desk in (worker, colleague):
        exchange.sync(desk)
    mine = sign.correct(worker, note, {"sections": {"information": {"note": "Min."}}}, "Fel ord.").hash
    theirs = sign.correct(colleague, note, {"sections": {"information": {"note": "Deras."}}}, "Fel ord.").hash
    for desk in (colleague, worker, supervisor):
        exchange.sync(desk)
    seen = read_note.show(supervisor, note)
    assert seen.flags.conflict
    assert set(seen.heads) == {mine, theirs}
    merged = sign.merge(worker, note, {"sections": {"information": {"note": "Båda."}}}, "Vi talades vid.").hash
    for desk in (worker, supervisor):
        exchange.sync(desk)
    assert read_note.show(supervisor, note).head == merged


def test_an_invitation_is_used_once_and_the_profile_that_was_late_stays_as_it_was(workshop, hub, hub_url, tmp_path):
    invitation = invite(hub, "u-tove", hub_url).to_text()
    first, _ = profile.create_profile(workshop, tmp_path / "first", PASSPHRASE, "Tove", floor=True)
    second, _ = profile.create_profile(workshop, tmp_path / "second", PASSPHRASE, "Tove", floor=True)
    assert profile.join(first, invitation).user == "u-tove"
    assert refusal(lambda: profile.join(second, invitation)).code is Code.INVITATION_USED
    assert not profile.whoami(second).joined
    assert refusal(lambda: profile.join(first, invitation)).code is Code.ALREADY_JOINED
    other_key = {**json.loads(invite(hub, "u-tove", hub_url).to_text()), "hub_key": "A" * 43 + "="}
    assert refusal(lambda: profile.join(second, other_key)).code is Code.HUB_KEY_CHANGED
    for desk in (first, second):
        profile.lock(desk)
