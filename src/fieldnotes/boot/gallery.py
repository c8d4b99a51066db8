"""Every screen and panel of the program in every look, on the demo's town: `python -m fieldnotes.boot.gallery FOLDER`.

Further words choose looks (light, dark, contrast, large, rtl) or screens by the beginning of their name. Knows no act
of its own: what stands on the screens was written, signed and asked about as a person would.
"""

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from fieldnotes.boot.demo import CASE, GUARDIAN, QUESTION, REASON, TEMPLATE, completing, show_and_answer
from fieldnotes.boot.demo_town import SUPERVISOR, WORKER, found_town, move_in, running_hub
from fieldnotes.boot.doors import doors
from fieldnotes.boot.gallery_family import SECTION
from fieldnotes.boot.gallery_sights import others_sights, worker_sights
from fieldnotes.boot.pictures import ALL_LOOKS, Loose, Sight, make_pictures
from fieldnotes.boot.resources import resources
from fieldnotes.casework import attach, decide, profile, read_note, sign, write_note
from fieldnotes.casework.correct_here import correct_here, texts_to_change
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.exchange import sync
from fieldnotes.domain.errors import Refused
from fieldnotes.domain.json_value import JsonObject

COLLEAGUE = "u-jonas"
MORE = "Klockan var sju."
SIGNED = ("approved", "returned", "waiting", "corrected", "versions", "asked")
"""What becomes of the signed notes."""
SHOWN = ("approved", "asked")
"""Which of them the family saw."""
SPOKEN = {"grunddata": "purpose", "samtycke_besok": "note", "overenskommet": "note", "nasta_steg": "note"}
"""Where the words of the shipped visit stand that were spoken and not yet made into rows."""


@contextmanager
def furnished_town(folder: Path) -> Iterator[tuple[Sight | Loose, ...]]:
    """Found a town and write, sign and ask in it until every screen has something to show; gives the sights."""
    town = found_town(folder)
    with running_hub(town) as url:
        worker = move_in(town, WORKER, town.worker, url)
        supervisor = move_in(town, SUPERVISOR, town.supervisor, url)
        colleague = move_in(town, COLLEAGUE, town.folder / COLLEAGUE, url)
        desks = (worker, supervisor, colleague)
        notes = _decided_notes(*desks)
    notes |= {template: _draft(worker, file, template) for file, template in _shipped_notes()}
    notes["ready"] = _ready(worker, folder / "veckoschema.png")
    notes["said"] = _said(worker)
    notes["plain"] = _ready(worker, folder / "veckoschema.png")
    try:
        yield (*doors(), *worker_sights(worker, notes), *others_sights(supervisor, colleague, notes))
    finally:
        for desk in desks:
            profile.lock(desk)


def _decided_notes(worker: Desk, supervisor: Desk, colleague: Desk) -> dict[str, str]:
    """What has been on the road: approved, returned, waiting, corrected, corrected by two at once."""
    signed = {name: _signed(worker, shown=name in SHOWN, asked=name == "asked") for name in SIGNED}
    _exchange(worker, supervisor, colleague)
    for name in ("approved", "returned"):
        read_note.show(supervisor, signed[name][0])
    decide.approve(supervisor, *signed["approved"])
    pin = {"section": "vuxnas_uppgifter", "field": "told", "kind": "question", "text": QUESTION}
    note, revision = signed["returned"]
    decide.return_note(supervisor, note, revision, {"pins": [pin]})
    _correct(worker, signed["corrected"][0], "Karin ringer förskolan i dag.")
    _correct(worker, signed["versions"][0], "Skolan ringer på fredag.")
    _correct(colleague, signed["versions"][0], "Skolan hör av sig i nästa vecka.")
    _exchange(supervisor, colleague, worker)
    return {name: note for name, (note, _hash) in signed.items()}


def _exchange(*desks: Desk) -> None:
    """Send what each has, then fetch what the others sent."""
    for desk in (*desks, *desks):
        sync(desk)


def _correct(desk: Desk, note: str, words: str) -> None:
    read_note.show(desk, note)
    sign.correct(desk, note, {"sections": {"information": {"note": words}}}, REASON, {"*": REASON})


def _ready(worker: Desk, picture: Path) -> str:
    """A draft that lacks nothing, with a photo."""
    note = write_note.add(worker, CASE, TEMPLATE).note
    write_note.edit(worker, note, completing({}))
    _draw_week(picture)
    attach.attach(worker, note, picture)
    return note


def _draw_week(path: Path) -> None:
    """A picture of a week on a refrigerator."""
    from PySide6.QtGui import QColor, QImage

    picture = QImage(320, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("#f4efe4"))
    for day in range(5):
        for y in range(20, 180):
            for x in range(20 + day * 58, 66 + day * 58):
                picture.setPixelColor(x, y, QColor("#b3261e" if day in (0, 2, 3) else "#dfe7dd"))
    picture.save(str(path))


def _said(worker: Desk) -> str:
    """A draft with what was spoken and no more: much is proposed in it, and much is asked."""
    note = write_note.add(worker, CASE, TEMPLATE).note
    spoken = json.loads((resources() / "demo" / "journey" / "script.json").read_text(encoding="utf-8"))["sections"]
    for each in spoken:
        place = SPOKEN.get(each["section"])
        if place is not None:
            write_note.edit(worker, note, {"sections": {each["section"]: {place: each["written"]}}})
    return note


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


def _signed(worker: Desk, *, shown: bool, asked: bool) -> tuple[str, str]:
    """A signed note and the hash of its text; `asked`: the guardian asked for another text, and it was changed."""
    note = write_note.add(worker, CASE, TEMPLATE).note
    write_note.edit(worker, note, completing({}))
    if shown:
        show_and_answer(worker, note)
    if asked:
        text = next(each for each in texts_to_change(worker, note, SECTION) if not each.theirs)
        wanted: JsonObject = {"section": SECTION, "field": text.field, "row": text.row, "text": f"{text.text} {MORE}"}
        correct_here(worker, note, {**wanted, "person_id": GUARDIAN})
    return note, sign.sign(worker, note, reason=REASON).hash


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
