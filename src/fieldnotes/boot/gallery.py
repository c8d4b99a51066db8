"""Every screen and panel of the program in every look, on the demo's town: `python -m fieldnotes.boot.gallery FOLDER`.

Further words choose looks (light, dark, contrast, large, rtl) or screens by the beginning of their name. Knows no act
of its own: what stands on the screens was written, signed and asked about as a person would.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes.boot.demo import CASE, QUESTION, REASON, TEMPLATE, completing, show_and_answer
from fieldnotes.boot.demo_town import SUPERVISOR, WORKER, found_town, move_in, running_hub
from fieldnotes.boot.doors import doors
from fieldnotes.boot.pictures import ALL_LOOKS, Loose, Sight, make_pictures
from fieldnotes.boot.resources import resources
from fieldnotes.casework import decide, profile, read_note, sign, write_note
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.exchange import sync
from fieldnotes.domain.errors import Refused

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fieldnotes.boot.pictures import Rest
    from fieldnotes.ui.shell.session import Session

Then = Callable[["Session", "Rest"], "QWidget | None"]


@contextmanager
def furnished_town(folder: Path) -> Iterator[tuple[Sight | Loose, ...]]:
    """Found a town and write, sign and ask in it until every screen has something to show; gives the sights."""
    town = found_town(folder)
    with running_hub(town) as url:
        worker = move_in(town, WORKER, town.worker, url)
        supervisor = move_in(town, SUPERVISOR, town.supervisor, url)
        (approved, first), (returned, second), (waiting, _) = (_signed(worker, shown=at == 0) for at in range(3))
        for desk in (worker, supervisor):
            sync(desk)
        for note in (approved, returned):
            read_note.show(supervisor, note)
        decide.approve(supervisor, approved, first)
        pin = {"section": "vuxnas_uppgifter", "field": "told", "kind": "question", "text": QUESTION}
        decide.return_note(supervisor, returned, second, {"pins": [pin]})
        for desk in (supervisor, worker):
            sync(desk)
    drafts = {template: _draft(worker, file, template) for file, template in _shipped_notes()}
    try:
        yield (*doors(), *_worker_sights(worker, approved, returned, drafts), *_supervisor_sights(supervisor, waiting))
    finally:
        for desk in (worker, supervisor):
            profile.lock(desk)


def _shipped_notes() -> list[tuple[str, str]]:
    """One shipped note of each template: its file and the template."""
    listed = json.loads((resources() / "demo" / "notes" / "index.json").read_text(encoding="utf-8"))["notes"]
    return list(
        {each["template"]: (each["file"], each["template"]) for each in listed if "broken" not in each}.values()
    )


def _draft(worker: Desk, file: str, template: str) -> str:
    """A draft with those sections of the shipped note that name nobody of another family."""
    note = write_note.add(worker, CASE, template).note
    sections = json.loads((resources() / "demo" / "notes" / file).read_text(encoding="utf-8"))["sections"]
    for name, values in sections.items():
        with suppress(Refused):
            write_note.edit(worker, note, {"sections": {name: values}})
    return note


def _signed(worker: Desk, *, shown: bool) -> tuple[str, str]:
    """A signed note and the hash of its text."""
    note = write_note.add(worker, CASE, TEMPLATE).note
    write_note.edit(worker, note, completing({}))
    if shown:
        show_and_answer(worker, note)
    return note, sign.sign(worker, note, reason=REASON).hash


def _worker_sights(worker: Desk, approved: str, returned: str, drafts: dict[str, str]) -> Iterator[Sight]:
    draft = drafts[TEMPLATE]
    yield Sight("today", worker, "today")
    yield Sight("cases", worker, "cases")
    yield Sight("case", worker, "case", CASE)
    for template, note in drafts.items():
        yield Sight(f"editor-{template}", worker, "note", note)
    yield Sight("sign", worker, "note", draft, _pressing("top", "sign"))
    yield Sight("signed", worker, "note", approved)
    yield Sight("returned", worker, "note", returned)
    yield Sight("room", worker, "family", draft)
    yield Sight("family", worker, "family", draft, _shown)
    for screen in ("join", "security", "kept", "storage", "dictation", "models"):
        yield Sight(screen, worker, screen)
    yield Sight("find", worker, "today", "", _opening("open_find"))
    yield Sight("keys", worker, "today", "", _opening("open_keys"))
    yield Sight("help", worker, "today", "", _opening("open_help"))
    yield Sight("where", worker, "today", "", _opening("open_where"))
    yield Sight("new", worker, "today", "", _new_note)
    yield Sight("propose", worker, "today", "", _opening("_propose"))
    yield Sight("toast", worker, "today", "", _toast)


def _supervisor_sights(supervisor: Desk, waiting: str) -> Iterator[Sight]:
    yield Sight("queue", supervisor, "queue")
    yield Sight("decide", supervisor, "decide", waiting)


def _opening(act: str) -> Then:
    def then(session: "Session", _rest: "Rest") -> None:
        getattr(session, act)()

    return then


def _pressing(*path: str) -> Then:
    """Click a button of the open screen's view."""

    def then(session: "Session", rest: "Rest") -> None:
        rest()
        found: object = getattr(session.window.current(), "view")  # noqa: B009 - screens differ
        for name in path:
            found = getattr(found, name)
        found.click()  # type: ignore[attr-defined] # a button by its name

    return then


def _new_note(session: "Session", _rest: "Rest") -> None:
    session.new.start(CASE)


def _toast(session: "Session", _rest: "Rest") -> None:
    session.main.say("Servern svarar inte just nu. Det du skrivit ligger kvar på den här datorn och skickas senare.")


def _shown(session: "Session", rest: "Rest") -> "QWidget | None":
    """Show the family on this computer's one screen."""
    from fieldnotes.ui.family.screen import FamilyScreen

    screen = session.window.current()
    if not isinstance(screen, FamilyScreen):
        raise TypeError
    for person in ("prov-01-p1", "prov-01-p2"):
        screen.asking.set_here(person, here=True)
    rest()
    screen.room.show_it.click()
    rest()
    return screen.stage.window


def main(words: Sequence[str]) -> int:
    """Make the pictures that are asked for; gives the exit status."""
    if not words:
        print(__doc__)  # noqa: T201 - the answer of a command
        return 2
    known = {look.name: look for look in ALL_LOOKS}
    looks = [known[word] for word in words[1:] if word in known] or list(ALL_LOOKS)
    names = tuple(word for word in words[1:] if word not in known)
    with tempfile.TemporaryDirectory(prefix="fieldnotes-gallery-") as town, furnished_town(Path(town)) as sights:
        chosen = [sight for sight in sights if not names or sight.name.startswith(names)]
        for path in make_pictures(chosen, Path(words[0]), looks):
            print(path)  # noqa: T201 - the answer of a command
    return 0


if __name__ == "__main__":
    from fieldnotes.boot import catalogues

    catalogues.speak("sv")
    sys.exit(main(sys.argv[1:]))
