"""Two texts by a version the town has withdrawn are settled by that version, and read so by whoever decides."""

import pytest

from fieldnotes.casework import conflicts, decide, read_note, sign, write_note
from fieldnotes.vault import reference
from fieldnotes.vault.identity import identity
from fieldnotes.wire.reference import ReferenceDelta
from one_desk import EPOCH, HUB_KEY
from town_templates import every_type, filled_in, published
from two_desks import CASE, make_two

ALL, WHY = "vastermo_allt", "Provkörning."


@pytest.fixture(params=["u-jonas", "u-henrik"])
def desks(tmp_path, held_clock, request):
    both = make_two(tmp_path, held_clock, request.param)
    hear(both, published(every_type()))
    yield both
    both.close()


def hear(desks, *items):
    for desk in (desks.worker, desks.supervisor):
        at = reference.version(desk.vault)
        word = ReferenceDelta(EPOCH, identity(desk.vault).author, at, at + 1, items).seal(HUB_KEY)
        reference.apply_reference(desk.vault, word)


def test_what_the_town_withdrew_is_merged_or_approved_by_the_version_it_was_written_by(desks):
    note = write_note.add(desks.worker, CASE, ALL, {"sections": filled_in(every_type())}).note
    first = sign.sign(desks.worker, note, {"*": WHY}).hash
    desks.carry()
    newer = every_type("2.0")
    newer["templates"][0]["sections"][2]["fields"] = newer["templates"][0]["sections"][2]["fields"][:3]
    hear(desks, published(every_type(), offered=False), published(newer))
    begun = read_note.show(desks.worker, note).form
    seen = read_note.show(desks.supervisor, note)
    assert (seen.form.version, seen.form.digest) == ("1.0", begun.digest)
    if identity(desks.supervisor.vault).author == "u-henrik":
        decide.approve(desks.supervisor, note, first)
        desks.carry()
        assert read_note.show(desks.worker, note).state == "approved"
        return
    for desk, words in ((desks.worker, "Toves"), (desks.supervisor, "Jonas")):
        sign.correct(desk, note, {"sections": {"allt": {"ord": words}}}, WHY)
    desks.carry()
    parted = conflicts.open_conflict(desks.worker, note)
    assert [(each.section, each.field) for each in parted.differences] == [("allt", "ord")]
    merged = sign.merge(desks.worker, note, {"sections": {"allt": {"ord": "Bådas"}}}, WHY)
    desks.carry()
    settled = read_note.show(desks.supervisor, note)
    assert (settled.head, settled.form.version) == (merged.hash, "1.0")
    assert settled.sections["allt"]["ord"] == "Bådas"
    assert settled.sections["allt"]["markt"][0]["text"]
