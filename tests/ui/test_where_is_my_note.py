"""Where is my note? The pill above it, its line in lists, the status line and the panel never contradict one another.

Every state a note can be in is brought about on a real vault by what really moves it: acts, the outbox, the hub's word.

rules: DOC-1, DOC-5
"""

from dataclasses import dataclass

import pytest

from fieldnotes.casework import decide, misfile, read_cases, read_note, sign, write_note
from fieldnotes.casework.exchange import put_aside
from fieldnotes.ui.shared.note_rows import note_row
from fieldnotes.ui.shell.status_words import status_words
from fieldnotes.ui.shell.where_words import where_lines, where_rows
from fieldnotes.ui.worker.editor.sign_presenter import signed_words
from fieldnotes.ui.worker.editor.wording import saved_words, where_words
from fieldnotes.vault import outbox
from fieldnotes.vault.contact import note_contact
from fieldnotes.wire.entries import read
from two_desks import CASE, WHY, make_two, returned, shipped, signed

HERE, THERE, BETWEEN, ASIDE = "here", "there", "between", "aside"
CLAIMS = {
    "only on this computer": HERE,
    "only here": HERE,
    "on this computer only": HERE,
    "lies encrypted on this computer only": HERE,
    "on its way": BETWEEN,
    "not yet confirmed": BETWEEN,
    "waits for the case system": BETWEEN,
    "put aside": ASIDE,
    "aside": ASIDE,
    "is in the case system": THERE,
    "in the case system": THERE,
}
"""What words claim; the first that is found counts."""


@dataclass
class Seen:
    """Everything a person can read about one note."""

    pill: str
    state: str
    row: str
    chip: str
    status: str
    panel: str


def look(desk, note):
    view, now = read_note.show(desk, note), desk.clock.now()
    [row] = [note_row(each, now) for each in read_note.notes(desk, CASE) if each.note == note]
    seen = read_cases.status(desk)
    rows = where_rows(read_note.notes(desk), now)
    assert note in [each.key for each in rows], "the panel names the note"
    group = [each.title for each in rows[: [each.key for each in rows].index(note)] if each.heading][-1]
    lines = where_lines(seen, now, put_aside(desk))
    status = status_words(seen, now, busy=False).words
    return Seen(
        where_words(view)[0], saved_words(view)[0], row.detail, row.chip, status, f"{group}\n" + "\n".join(lines)
    )


def claim(words):
    return next((place for sign, place in CLAIMS.items() if sign in words.lower()), None)


@pytest.fixture
def desks(tmp_path, held_clock, request):
    """A worker's desk beside the supervisor's; beside a colleague's where both correct."""
    colleague = "two_versions" in request.node.name
    made = make_two(tmp_path, held_clock, *(["u-jonas"] if colleague else []))
    note_contact(made.worker.vault, held_clock)
    yield made
    made.close()


def unsent(desks):
    note = write_note.add(desks.worker, CASE, "hembesok", shipped("demo/notes/prov-01.json")).note
    sign.sign(desks.worker, note, {"*": WHY})
    return note


def draft(desks):
    return write_note.add(desks.worker, CASE, "hembesok").note


def correction_begun(desks):
    note, _revision = signed(desks)
    write_note.begin_correction(desks.worker, note)
    return note


def sending(desks):
    note = unsent(desks)
    assert outbox.take(desks.worker.vault)
    return note


def unknown(desks):
    note = sending(desks)
    outbox.mark_unknown(desks.worker.vault)
    return note


def set_aside(desks):
    note = unsent(desks)
    taken = [(read(one.data), one.hash) for one in outbox.take(desks.worker.vault)]
    told = [{"id": e.id, "hash": h, "result": "quarantined", "reason": "not_assigned"} for e, h in taken]
    outbox.settle(desks.worker.vault, told, [], desks.worker.clock.now().isoformat())
    return note


def at_hub(desks):
    return signed(desks)[0]


def approved(desks):
    note, revision = signed(desks)
    read_note.show(desks.supervisor, note)
    decide.approve(desks.supervisor, note, revision)
    desks.carry()
    return note


def sent_back(desks):
    note, revision = signed(desks)
    returned(desks, note, revision, "När åt hon?")
    desks.carry()
    return note


def misfiled(desks):
    note, _revision = signed(desks)
    misfile.misfiled(desks.supervisor, note, "c-prov-04", "Fel barn.", elsewhere=True)
    desks.carry()
    return note


def two_versions(desks):
    note, _revision = signed(desks)
    for desk, words in ((desks.worker, "Här."), (desks.supervisor, "Där.")):  # neither has the other's
        sign.correct(desk, note, {"sections": {"information": {"note": words}}}, WHY, {"*": WHY})
    desks.carry()
    return note


WAYS = {
    draft: (HERE, "Draft"),
    correction_begun: (HERE, "Correction"),
    unsent: (HERE, "Signed"),
    sending: (BETWEEN, "Signed"),
    unknown: (BETWEEN, "Signed"),
    set_aside: (ASIDE, "Signed"),
    at_hub: (THERE, "Signed"),
    approved: (THERE, "Approved"),
    sent_back: (THERE, "Returned with questions"),
    misfiled: (THERE, "In the wrong case"),
    two_versions: (THERE, "Two versions"),
}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_note_list_status_and_panel_say_the_same(desks, way):
    place, state = WAYS[way]
    seen = look(desks.worker, way(desks))
    assert claim(seen.pill) == claim(seen.row) == place, (seen.pill, seen.row)
    assert seen.state.startswith(state)
    assert seen.chip.startswith(state)
    everything = "Everything is in" in seen.status
    assert everything is (place == THERE), seen.status
    assert ("Signed lately, in the case system" in seen.panel) is (place == THERE)
    allowed = {HERE: {BETWEEN, HERE, THERE}, BETWEEN: {BETWEEN}, ASIDE: {ASIDE}, THERE: {THERE}}[place]
    assert claim(seen.status) in allowed, seen.status


def test_with_a_draft_here_the_status_line_speaks_of_what_is_signed_and_counts_the_draft(desks):
    at_hub(desks)
    draft(desks)
    status = status_words(read_cases.status(desks.worker), desks.worker.clock.now(), busy=False)
    assert status.words.startswith("Everything signed is in the case system")
    assert status.words.endswith("1 draft only here")


def test_what_is_said_after_signing_leaves_the_place_to_the_pill():
    assert "when it is in the case system" in signed_words(joined=True)
    assert claim(signed_words(joined=False)) == HERE
