"""A correction beside the text it corrects: only what differs, in pairs, with who and why. rules: INS-1"""

import json
from pathlib import Path

from fieldnotes.casework import misfile, read_note, sign, write_note
from fieldnotes.casework.corrections import corrections

CASE = "c-prov-01"
SHIPPED = json.loads((Path(__file__).parents[3] / "resources/demo/notes/prov-01.json").read_text(encoding="utf-8"))
WHY = "Provkörning."


def signed(worker):
    note = write_note.add(worker, CASE, "hembesok", SHIPPED).note
    return note, sign.sign(worker, note, {"*": WHY}).hash


def corrected(worker, note, change, reason):
    write_note.begin_correction(worker, note)
    write_note.edit(worker, note, change)
    return sign.sign(worker, note, {"*": WHY}, reason).hash


def told(places):
    return [(each.section, each.label, str(each.before), str(each.after)) for each in places]


def test_a_note_nobody_corrected_has_nothing_beside_it(worker):
    assert corrections(worker, signed(worker)[0]) == ()
    assert corrections(worker, write_note.add(worker, CASE, "hembesok").note) == ()


def test_each_correction_stands_beside_what_it_was_made_from(worker):
    note, first = signed(worker)
    limits = "Vi gick inte in i Karins sovrum."
    second = corrected(worker, note, {"samtycke_besok": {"limits": "Vi såg alla rum."}}, "Fel rum.")
    third = corrected(worker, note, {"samtycke_besok": {"limits": None}}, "Står i ett annat avsnitt.")
    latest, before = corrections(worker, note)
    assert [latest.revision, latest.before, before.revision, before.before] == [third, second, second, first]
    assert [str(latest.reason), str(before.reason)] == ["Står i ett annat avsnitt.", "Fel rum."]
    [(section, label, was, now)] = told(before.places)
    assert (section, was, now) == ("samtycke_besok", limits, "Vi såg alla rum.")
    assert label
    assert told(latest.places) == [(section, label, "Vi såg alla rum.", "")]


def test_of_several_rows_only_the_changed_one_is_told(worker):
    note, _first = signed(worker)
    rows = [dict(each) for each in SHIPPED["sections"]["iakttagelser"]["obs"]]
    said = rows[1]["text"]
    rows[1]["text"] = said.replace("tre timmar", "fyra timmar")
    corrected(worker, note, {"iakttagelser": {"obs": rows}}, "Fel tal.")
    [correction] = corrections(worker, note)
    [(section, _label, was, now)] = told(correction.places)
    assert section == "iakttagelser"
    assert was.replace("tre timmar", "fyra timmar") == now != was


def test_a_plain_version_that_changed_is_told_too(worker):
    note, _first = signed(worker)
    write_note.begin_correction(worker, note)
    write_note.write_family_text(worker, note, {"child": {"overenskommet": "Vi ses på fredag."}})
    sign.sign(worker, note, {"*": WHY}, "Lättare att läsa.")
    [correction] = corrections(worker, note)
    assert [now for *_what, now in told(correction.places)] == ["Vi ses på fredag."]


def test_nothing_is_told_of_a_note_in_the_wrong_case(worker, supervisor, carry):
    """rules: DOC-8"""
    note, _first = signed(worker)
    corrected(worker, note, {"samtycke_besok": {"limits": "Vi såg alla rum."}}, "Fel rum.")
    carry()
    misfile.misfiled(supervisor, note, "c-prov-04", "Fel barn.")
    carry()
    assert read_note.show(worker, note).section_states == ()
    assert corrections(worker, note) == ()
