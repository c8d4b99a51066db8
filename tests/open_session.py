"""A program of its own that has a profile open: a signed note waiting to be sent and a draft being written.

`python tests/open_session.py FOLDER` prints one line of JSON when everything lies there, and locks when a line
comes on standard input; a test may look meanwhile, or kill it.
"""

import json
import sys
from pathlib import Path

from fieldnotes.boot.memory import protect_memory
from fieldnotes.boot.resources import resources
from fieldnotes.boot.workshop import workshop
from fieldnotes.casework import dictate, profile, read_note, show_to_family, sign, write_note
from fieldnotes.casework.desk import Desk
from one_desk import make_joined, make_profile
from readable_bytes import WORDS, found_in_bytes

CASE, CHILD, GUARDIAN = "c-prov-01", "prov-01-p1", "prov-01-p2"
ROOM = {"people": [{"person_id": CHILD, "role": "barn"}, {"person_id": GUARDIAN, "role": "vardnadshavare"}]}
ONE_SECTION = Path(__file__).parent / "data" / "journey" / "06_bedomning.wav"


def written(desk: Desk) -> str:
    """A note with every word there is, saved as often as a quick writer's."""
    shipped = json.loads((resources() / "demo/notes/prov-01.json").read_text(encoding="utf-8"))
    shipped["sections"]["information"]["note"] = " ".join(WORDS)
    note = write_note.add(desk, CASE, "hembesok", shipped).note
    for number in range(10):
        write_note.edit(desk, note, {"sections": {"iakttagelser": " ".join([*WORDS, str(number)])}})
    return note


def signed(desk: Desk) -> None:
    """A note that was shown, answered and signed, and waits for a network."""
    note = written(desk)
    shown = show_to_family.show(desk, note, ROOM).shown
    said = {"person_id": GUARDIAN, "section": "iakttagelser", "answer": "adds", "text": " ".join(WORDS)}
    show_to_family.respond(desk, note, shown, {"responses": [said]})
    sign.sign(desk, note, reason=" ".join(WORDS))


def main(folder: Path) -> None:
    """Work, tell, wait, lock."""
    protect_memory()
    clock = workshop().clock
    vault = make_profile(folder, clock)
    make_joined(vault, clock)
    desk = Desk(workshop(), vault, unlocked=clock.now())
    signed(desk)
    begun = written(desk)
    dictate.dictate_into(desk, ONE_SECTION, begun, "bedomning")
    draft = read_note.show(desk, begun)
    held = found_in_bytes(json.dumps(draft.to_json(), ensure_ascii=False).encode("utf-8"))
    print(json.dumps({"held": sorted(held), "state": draft.state}), flush=True)  # noqa: T201 - its answer
    sys.stdin.readline()
    profile.lock(desk)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
