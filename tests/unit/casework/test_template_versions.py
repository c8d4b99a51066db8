"""A note keeps the version of its template for ever: drawn, signed, corrected and printed by it."""

import json

import pytest

from fieldnotes.casework import insight, read_cases, read_note, sign, write_note
from fieldnotes.casework.whole_note import fetch
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.readable import section_text
from fieldnotes.domain.template_library import template_for
from fieldnotes.vault import reference
from fieldnotes.vault.tables import IDENTITY, REFERENCE
from fieldnotes.wire.reference import Item, ItemType, ReferenceDelta
from one_desk import EPOCH, HUB_KEY, make_desk
from town_templates import OWN, field_of, published, section_of, town_file

CASE = "c-prov-01"
WHY = {"*": "Provkörning."}
SAID = {"text": "Allt är bra.", "source_person_id": "prov-01-p2", "source_kind": "berattat_per_telefon"}
FILLED = {
    "grunddata": {"purpose": "Stämma av"},
    "deltagare": {"people": [{"person_id": "prov-01-p2", "role": "vardnadshavare", "presence": "hela"}]},
    "samtalet": {"way": "chatt", "direction": "ut", "said": [SAID]},
    "information": {"given": ["varfor"]},
    "nasta_steg": {"steps": [{"what": "Ringa igen", "who": "Tove", "due_date": "2026-04-01"}]},
}


@pytest.fixture
def desk(tmp_path, held_clock):
    found = make_desk(tmp_path, held_clock)
    yield found
    found.vault.lock()


def hear(desk, *items):
    """The hub's next word about the reference."""
    at = reference.version(desk.vault)
    word = ReferenceDelta(EPOCH, "u-tove", at, at + 1, items).seal(HUB_KEY)
    reference.apply_reference(desk.vault, word)


def version_two():
    """The next version: one list has another choice, one section has another name, one field is gone."""
    file = town_file("2.0")
    file["choice_lists"]["vastermo_way"]["values"][1] = ["sms", "Sms"]
    file["choice_lists"]["vastermo_way"]["labels_en"] = {"video": "Video call", "sms": "Text message"}
    section_of(file, "samtalet")["label_sv"] = "Det vi skrev"
    return file


def test_what_the_hub_publishes_is_offered_and_what_it_withdraws_is_not(desk):
    assert OWN not in [each.id for each in read_cases.offered_templates(desk)]
    hear(desk, published(town_file()))
    offered = {each.id: each for each in read_cases.offered_templates(desk)}
    assert (offered[OWN].label, offered[OWN].version) == ("Digitalt samtal", "1.0")
    assert len(offered) == 11
    hear(desk, published(town_file(), offered=False))
    assert OWN not in [each.id for each in read_cases.offered_templates(desk)]
    with pytest.raises(Refused) as refused:
        write_note.add(desk, CASE, OWN)
    assert refused.value.code is Code.TEMPLATE_WITHDRAWN


def test_a_template_for_another_unit_is_read_and_not_offered(desk):
    hear(desk, published(town_file(), units=["unit-other"]))
    assert OWN not in [each.id for each in read_cases.offered_templates(desk)]
    hear(desk, published(town_file(), units=["unit-bou"]))
    assert OWN in [each.id for each in read_cases.offered_templates(desk)]


def test_a_note_keeps_its_version_when_the_town_has_another_one_and_when_it_has_none(desk):
    hear(desk, published(town_file()))
    note = write_note.add(desk, CASE, OWN, {"sections": FILLED}).note
    begun = read_note.show(desk, note).form.reference
    hear(desk, published(town_file(), offered=False), published(version_two()))
    draft = read_note.show(desk, note)
    assert (draft.form.version, draft.form.section("samtalet").label("sv")) == ("1.0", "Samtalet")
    write_note.edit(desk, note, {"sections": FILLED})
    first = sign.sign(desk, note, WHY).hash
    hear(desk, published(version_two(), offered=False))
    signed = read_note.show(desk, note)
    assert "Chatt" in next(each.text for each in signed.section_states if each.id == "samtalet")
    write_note.begin_correction(desk, note)
    write_note.edit(desk, note, {"sections": {"samtalet": {"way": "video"}}})
    second = sign.sign(desk, note, WHY, "Det var video.").hash
    told = [filed.entry.body["template"] for filed in _revisions(desk, note)]
    assert told == [begun, begun]
    assert {first, second} == {filed.hash for filed in _revisions(desk, note)}


def test_a_new_note_follows_the_new_version(desk):
    hear(desk, published(town_file()))
    hear(desk, published(town_file(), offered=False), published(version_two()))
    note = write_note.add(desk, CASE, OWN, {"sections": {"samtalet": {"way": "sms"}}}).note
    assert read_note.show(desk, note).form.version == "2.0"
    with pytest.raises(Refused):
        write_note.edit(desk, note, {"sections": {"samtalet": {"way": "chatt"}}})


def test_a_feed_that_begins_anew_takes_no_template_from_a_note(desk):
    hear(desk, published(town_file()))
    note = write_note.add(desk, CASE, OWN, {"sections": FILLED}).note
    users = [item for item in _everything(desk) if item.type is not ItemType.TEMPLATE]
    with desk.vault.writing() as connection:
        connection.execute(IDENTITY.update().values(reference_version=0))
    hear(desk, *users)
    assert OWN not in [each.id for each in read_cases.offered_templates(desk)]
    assert read_note.show(desk, note).form.section("samtalet").by_id["way"].options == "vastermo_way"


def test_a_note_whose_template_is_not_here_is_read_bare_and_stops_no_list(desk):
    hear(desk, published(town_file()))
    note = write_note.add(desk, CASE, OWN, {"sections": FILLED}).note
    broken = published(town_file())
    broken.value["sha256"] = "0" * 64
    hear(desk, broken)
    assert note in [row.note for row in read_note.notes(desk, CASE)]
    seen = read_note.show(desk, note)
    assert seen.sections["samtalet"]["way"] == "chatt"
    assert "Ringa igen" in next(each.text for each in seen.section_states if each.id == "nasta_steg")
    assert not any(each.share_default for each in seen.form.sections)


def test_what_another_version_asked_is_seen_although_only_one_is_known_here(desk):
    kept = {"id": "hembesok", "version": "2.1.0", "sha256": "ab" * 32}
    told = {
        "samtycke_besok": {"note": "De sade ja.", "ny_fraga": "Hunden var ute."},
        "ny_del": {"rader": [{"text": "Kim ritade."}]},
    }
    form = template_for(desk.book, kept, told)
    people = {}
    drawn = [section_text(desk.book, form, each, told.get(each.id, {}), people, "sv") for each in form.sections]
    assert "Hunden var ute." in " ".join(drawn)
    assert "Kim ritade." in " ".join(drawn)
    assert form.section("ny_del").share_default is False
    assert template_for(desk.book, kept, {"samtycke_besok": {"note": "x"}}) is desk.book.template("hembesok")


def test_what_is_left_out_for_a_party_follows_the_version_the_note_was_written_by(desk):
    """rules: INS-4, CHI-6."""
    first = town_file(own="vastermo_barn")
    told = {"person": "child", "roles": [], "kind": "from_place"}
    section_of(first, "samtalet").update({"share_default": False, "share_audience": ["child"]})
    field_of(first, "samtalet", "said").update({"source_default": told})
    hear(desk, published(first))
    words = {"text": "Jag är rädd på natten.", "source_person_id": "prov-01-p1", "source_kind": "berattat_pa_plats"}
    text = {**FILLED, "samtalet": {"way": "chatt", "direction": "ut", "said": [words], "identity_checked": "Rösten."}}
    note = write_note.add(desk, CASE, "vastermo_barn", {"sections": text}).note
    sign.sign(desk, note, WHY)
    newer = town_file("2.0", own="vastermo_barn")
    section_of(newer, "samtalet").update({"id": "ord", "share_default": True})
    newer["templates"][0]["rules"] = []
    hear(desk, published(first, offered=False), published(newer))
    seen = insight.insight(desk, CASE, "prov-01-p2")
    hidden = {each.text: bool(each.hidden) for one in seen.notes for each in one.passages}
    assert all(gone for words, gone in hidden.items() if "rädd" in words or "Rösten" in words)
    assert any("rädd" in words for words in hidden)


def test_the_shipped_templates_have_the_digests_they_always_had(desk):
    for name in desk.book.templates:
        reference_ = desk.book.reference(name)
        assert reference_["version"] == "2.0.0"
        assert desk.book.begun_with(reference_) is desk.book.template(name)


def test_the_field_a_list_belongs_to_knows_it(desk):
    hear(desk, published(town_file()))
    read_cases.offered_templates(desk)
    each = desk.book.template(OWN).section("samtalet").field("way")
    assert desk.book.choices(each).label_of("chatt", "en") == "Chat"
    assert "vastermo_way" not in desk.book.choice_lists
    assert field_of(town_file(), "samtalet", "way")["options"] == each.options


def _revisions(desk, note):
    return fetch(desk, note).state.revisions


def _everything(desk):
    with desk.vault.reading() as connection:
        rows = connection.execute(REFERENCE.select()).all()
    return [Item(ItemType(row.type), row.id, json.loads(row.value)) for row in rows]
