"""A draft is taken over to a newer version of its template by a person, and no word of it is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain_samples import book
from fieldnotes.casework import newer_template, read_note, sign, write_note
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.template_change import carry_over
from fieldnotes.domain.template_sample import AUTHOR, filled, sample_case
from fieldnotes.vault import reference
from fieldnotes.wire.reference import ReferenceDelta
from one_desk import EPOCH, HUB_KEY, make_desk
from town_templates import OWN, field_of, published, section_of, template_of, town_file

CASE, GUARDIAN = "c-prov-01", "prov-01-p2"
SAID = {"text": "Allt är bra.", "source_person_id": GUARDIAN, "source_kind": "berattat_per_telefon"}
TEXT = {
    "samtalet": {"way": "chatt", "direction": "ut", "said": [SAID]},
    "information": {"given": ["varfor"], "note": "Ett papper."},
}


@pytest.fixture
def desk(tmp_path, held_clock):
    found = make_desk(tmp_path, held_clock)
    hear(found, published(town_file()))
    yield found
    found.vault.lock()


def hear(desk, *items):
    at = reference.version(desk.vault)
    reference.apply_reference(desk.vault, ReferenceDelta(EPOCH, "u-tove", at, at + 1, items).seal(HUB_KEY))


def begun(desk):
    return write_note.add(desk, CASE, OWN, {"sections": TEXT}).note


def second(change):
    file = town_file("2.0")
    change(file)
    return file


def offer(desk, file):
    hear(desk, published(town_file(), offered=False), published(file))


def renamed(file):
    """A section and a field have other names, and say which they had; a choice is gone; a field is new."""
    section = section_of(file, "samtalet")
    section |= {"id": "det_vi_sade", "label_sv": "Det vi sade", "was": ["samtalet"]}
    section["speaks_to"] = "uppgifter"
    said = next(each for each in section["fields"] if each["id"] == "said")
    said |= {"id": "uppgifter", "was": ["samtalet.said"]}
    template = file["templates"][0]
    template["rules"] = []
    info = section_of(file, "information")
    info["fields"].append({
        "id": "lankar", "label_sv": "Länkar", "label_en": "Links", "type": "yesno", "required": False,
        "prefill": "template", "default": True,
    })  # fmt: skip


def test_nothing_is_newer_until_the_town_has_a_newer_version(desk):
    note = begun(desk)
    assert newer_template.newer(desk, note) is None
    with pytest.raises(Refused) as refused:
        newer_template.take_over(desk, note)
    assert refused.value.code is Code.NOTHING_CHANGED


def test_a_draft_is_taken_over_with_everything_in_its_new_place(desk):
    note = begun(desk)
    write_note.write_family_text(desk, note, {"guardian": {"samtalet": "Vi ringde."}})
    offer(desk, second(renamed))
    told = newer_template.newer(desk, note)
    assert (told.version, told.newer, told.left) == ("1.0", "2.0", ())
    assert ("Samtalet: Det som sades", "Det vi sade: Det som sades") in {(each.place, each.to) for each in told.moved}
    newer_template.take_over(desk, note)
    seen = read_note.show(desk, note)
    assert seen.form.version == "2.0"
    assert seen.sections["det_vi_sade"] == {"way": "chatt", "direction": "ut", "uppgifter": [SAID]}
    assert seen.sections["information"] == {"given": ["varfor"], "note": "Ett papper.", "lankar": True}
    assert seen.family_text["guardian"] == {"det_vi_sade": "Vi ringde."}
    assert newer_template.newer(desk, note) is None


def test_words_that_lose_their_field_stand_under_their_label_in_the_sections_own_text(desk):
    note = begun(desk)

    def without(file):
        section = section_of(file, "information")
        section["fields"] = [each for each in section["fields"] if each["id"] != "child_understood"]

    write_note.edit(desk, note, {"sections": {"information": {"child_understood": "Kim sade det med egna ord."}}})
    offer(desk, second(without))
    newer_template.take_over(desk, note)
    text = read_note.show(desk, note).sections["information"]["note"]
    assert text.startswith("Ett papper.\n")
    assert text.endswith(": Kim sade det med egna ord.")


def test_words_never_go_into_a_more_open_section_and_what_has_no_room_stops_it_all(desk):
    note = begun(desk)

    def opened(file):
        section = section_of(file, "bedomning")
        section["fields"] = [each for each in section["fields"] if each["id"] != "best_interest"]

    write_note.edit(desk, note, {"sections": {"bedomning": {"best_interest": "Kim behöver lugn."}}})
    before = read_note.show(desk, note).sections
    offer(desk, second(opened))
    assert newer_template.newer(desk, note).left == ("Min bedömning: Hur barnets bästa har vägts in",)
    with pytest.raises(Refused) as refused:
        newer_template.take_over(desk, note)
    assert refused.value.code is Code.TEMPLATE_NO_PLACE
    assert refused.value.values == {"count": 1, "places": "bedomning.best_interest"}
    assert read_note.show(desk, note).sections == before
    assert read_note.show(desk, note).form.version == "1.0"


def test_words_that_lose_their_field_never_go_where_more_people_look():
    """rules: SEC-1."""
    old_file, file = town_file(), town_file("2.0")
    section_of(old_file, "information").update({"share_default": False, "share_audience": []})
    section = section_of(file, "information")
    section["fields"] = [each for each in section["fields"] if each["id"] != "child_understood"]
    old, new = template_of(old_file), template_of(file)
    told = {"information": {"child_understood": "Kim sade det."}}
    done = carry_over(book(), old, new, told, {}, {})
    assert (done.sections, done.left) == ({}, ("information.child_understood",))


def test_what_was_signed_keeps_its_version_and_so_does_its_correction(desk):
    note = begun(desk)
    full = {"nasta_steg": {"steps": [{"what": "Ringa", "who": "Tove"}]}, "grunddata": {"purpose": "Stämma av"},
            "deltagare": {"people": [{"person_id": GUARDIAN, "role": "vardnadshavare"}]}}  # fmt: skip
    write_note.edit(desk, note, {"sections": full})
    sign.sign(desk, note, {"*": "Prov."})
    offer(desk, second(renamed))
    assert newer_template.newer(desk, note) is None
    write_note.begin_correction(desk, note)
    assert newer_template.newer(desk, note) is None


def changed(file, places, at, how):
    """Take a field away, give it another type or name, or open its section."""
    section_id, field_id = places[at % len(places)]
    section = section_of(file, section_id)
    if how == "open":
        section |= {"share_default": True, "share_audience": ["child", "guardian"]}
    elif field_id != section["speaks_to"] and any(each["id"] == field_id for each in section["fields"]):
        one = field_of(file, section_id, field_id)
        if how == "gone":
            section["fields"].remove(one)
        elif how == "was":
            one |= {"id": f"{field_id}_ny", "was": [f"{section_id}.{field_id}"]}
        else:
            one |= {"type": "date"}
            one.pop("options", None)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["gone", "other", "open", "was"])), max_size=4))
def test_whatever_the_new_version_takes_away_every_value_is_carried_moved_or_named(changes):
    old, file = template_of(town_file()), town_file("2.0")
    places = [(section["id"], each["id"]) for section in file["templates"][0]["sections"] for each in section["fields"]]
    for at, how in changes:
        changed(file, places, at, how)
    new, sections = template_of(file), filled(book(), old)
    done = carry_over(book(), old, new, sections, {}, sample_case().people_with((AUTHOR,)))
    moved = {was for was, _to in done.moved}
    for section_id, fields in sections.items():
        for field_id, value in fields.items():
            now = done.sections.get(section_id, {}).get(field_id)
            stays = now == value or (isinstance(now, str) and isinstance(value, str) and now.startswith(value))
            assert stays or f"{section_id}.{field_id}" in {*done.left, *moved}
    for was, to in done.moved:
        (from_, name), (section_id, field_id) = was.split("."), to.split(".")
        assert done.sections[section_id][field_id]
        as_words = new.section(section_id).speaks_to == field_id != name
        assert not as_words or not new.section(section_id).share_default or old.section(from_).share_default
