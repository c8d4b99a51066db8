"""The demo: a complete try-out in a throwaway folder, by hand in the windows or by itself without a display.

Headless it walks the whole road on real parts: dictates the shipped home visit into a note, completes it, shows it
to the family, signs, syncs, answers the supervisor's question, is approved, and prints the PDF.
"""

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fieldnotes.boot.demo_plan import plan_a_visit
from fieldnotes.boot.demo_town import SUPERVISOR, WORKER, Town, found_town, move_in, running_hub
from fieldnotes.boot.pictures import Loose, Sight, make_pictures
from fieldnotes.boot.resources import resources
from fieldnotes.boot.settings import Settings
from fieldnotes.boot.system_clock import SystemClock
from fieldnotes.casework import decide, profile, read_note, show_to_family, sign, verify, write_note
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.dictate import dictate_into
from fieldnotes.casework.exchange import sync
from fieldnotes.casework.make_report import export_pdf
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.language.translation import translate as _

CASE, TEMPLATE = "c-prov-01", "hembesok"
CHILD, GUARDIAN = "prov-01-p1", "prov-01-p2"
QUESTION = "Hur ofta är Elsa ensam på morgonen, och har ni frågat henne själv?"
ANSWER = "Varannan vecka, fem morgnar. Elsa har själv ritat det på sitt veckoschema."
REASON = "Provkörning: anteckningen skrivs inte samma dag som besöket."


class Steps:
    """Seconds of each step, told as they pass."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self.seconds: dict[str, float] = {}
        self._tell = tell

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Time one step."""
        begun = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - begun, 2)
        self._tell(f"{name}: {self.seconds[name]} s")


def demo(*, headless: bool, audio: Path | None, out: Path | None, tell: Callable[[str], None]) -> dict[str, object]:
    """Run the demo; gives what `demo` prints.

    Args:
        headless: walk the road without windows.
        audio: another recording than the shipped visit.
        out: where everything is put; a new temporary folder otherwise.
        tell: told of progress, one line at a time.
    """
    folder = out or Path(tempfile.mkdtemp(prefix="fieldnotes-demo-"))
    steps = Steps(tell)
    with steps("hub"):
        town = found_town(folder, None if headless else SystemClock().now().date())
    with running_hub(town) as url:
        with steps("profiles"):
            supervisor = move_in(town, SUPERVISOR, town.supervisor, url)
            worker = move_in(town, WORKER, town.worker, url)  # last: the windows open at this one
        if headless:
            return walk_the_road(town, worker, supervisor, audio, steps)
        with steps("plan"):
            plan_a_visit(worker)
        profile.lock(worker)
        profile.lock(supervisor)
        tell(_("The demo has begun. The passphrase is: {words}").format(words=town.passphrase))
        from fieldnotes.boot.windows import open_windows

        status = open_windows(town.worker, Settings(), tried_in=town.folder)
    return {**places(town), "status": status}


def walk_the_road(town: Town, worker: Desk, supervisor: Desk, audio: Path | None, steps: Steps) -> dict[str, object]:
    """One note travels the whole way; gives what `demo --headless` prints."""
    with steps("dictate"):
        note = write_note.add(worker, CASE, TEMPLATE).note
        spoken = audio or resources() / "demo" / "journey" / "visit.wav"
        heard = dictate_into(worker, spoken, note, "grunddata")
    with steps("complete"):
        write_note.edit(worker, note, completing(dict(read_note.show(worker, note).sections)))
    with steps("show"):
        show_and_answer(worker, note)
    with steps("sign"):
        revision = sign.sign(worker, note, reason=REASON).hash
    with steps("sync"):
        sync(worker)
        sync(supervisor)
    with steps("question and answer"):
        ask_and_answer(supervisor, worker, note, revision)
    with steps("approve"):
        decide.approve(supervisor, note, revision)
        sync(supervisor)
        sync(worker)
    result = {"note": note, "transcript": heard.raw, **look_back(town, worker, supervisor, note, steps)}
    profile.lock(worker)
    profile.lock(supervisor)
    return {**result, "seconds": steps.seconds, **places(town)}


def look_back(town: Town, worker: Desk, supervisor: Desk, note: str, steps: Steps) -> dict[str, object]:
    """What is there to see of the note: its state, the PDF, every signature checked, pictures of the windows."""
    pdf = town.folder / "hembesok.pdf"
    with steps("pdf"):
        export_pdf(worker, note, pdf)
    with steps("verify"):
        whole = verify.verify(worker)
    state = read_note.show(worker, note).state
    with steps("pictures"):
        pictures = make_pictures(sights(worker, supervisor, note), town.folder / "pictures")
    return {"state": state, "pdf": str(pdf), "pictures": [str(path) for path in pictures], "verified": whole.ok}


def completing(dictated: dict[str, JsonObject]) -> JsonObject:
    """What the shipped note holds and speech did not say; the spoken words stay as they were spoken."""
    shipped = json.loads((resources() / "demo" / "notes" / "prov-01.json").read_text(encoding="utf-8"))["sections"]
    missing = {
        section: {name: value for name, value in fields.items() if not dictated.get(section, {}).get(name)}
        for section, fields in shipped.items()
    }
    missing["grunddata"] |= {name: shipped["grunddata"][name] for name in ("start", "end")}
    missing["barnets_rost"]["how"] = shipped["barnets_rost"]["how"]
    return {"sections": missing}


def show_and_answer(worker: Desk, note: str) -> None:
    """Show what may be shown to the child and her mother, and keep what they say."""
    room = [{"person_id": CHILD, "role": "barn"}, {"person_id": GUARDIAN, "role": "vardnadshavare"}]
    shown = show_to_family.show(worker, note, {"people": room}).shown or ""
    answers = [
        {"person_id": GUARDIAN, "section": "overenskommet", "answer": "agrees"},
        {
            "person_id": GUARDIAN,
            "section": "iakttagelser",
            "answer": "adds",
            "text": "Det gäller bara den här veckan.",
        },
        {"person_id": CHILD, "section": "overenskommet", "answer": "adds", "text": "Jag vill att mormor väcker oss."},
    ]
    show_to_family.respond(worker, note, shown, {"responses": answers})


def ask_and_answer(supervisor: Desk, worker: Desk, note: str, revision: str) -> None:
    """The supervisor reads and returns the note with a question; the worker answers; both sync."""
    read_note.show(supervisor, note)
    pin = {"section": "vuxnas_uppgifter", "field": "told", "kind": "question", "text": QUESTION}
    decide.return_note(supervisor, note, revision, {"pins": [pin]})
    for desk in (supervisor, worker):
        sync(desk)
    for question in decide.questions(worker):
        decide.answer(worker, question.id, ANSWER)
    for desk in (worker, supervisor):
        sync(desk)
    read_note.show(supervisor, note)


def sights(worker: Desk, supervisor: Desk, note: str) -> list[Sight | Loose]:
    """What to look at after the walk: each screen with the note on it, and a draft being written."""
    draft = write_note.add(worker, CASE, TEMPLATE).note
    return [
        Sight("today", worker, "today"),
        Sight("case", worker, "case", CASE),
        Sight("editor", worker, "note", draft),
        Sight("signed", worker, "note", note),
        Sight("family", worker, "family", note),
        Sight("queue", supervisor, "queue"),
        Sight("decide", supervisor, "decide", note),
    ]


def places(town: Town) -> dict[str, object]:
    """Where a curious person finds everything of this demo."""
    return {
        "profile": str(town.worker),
        "supervisor_profile": str(town.supervisor),
        "hub_data": str(town.hub_data),
        "passphrase_file": str(town.passphrase_file),
    }
