"""A town's templates at the hub: versions that never change, units that get them, what is withdrawn."""

import copy
from dataclasses import replace

import pytest

from domain_samples import book
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.template_file import standing_alone
from fieldnotes.domain.template_library import with_published
from fieldnotes.hub.importing import publish_templates
from fieldnotes.hub.reference import delta
from fieldnotes.hub.town_templates import listed, offer, publish_headings, publish_town, withdraw
from fieldnotes.wire.reference import ItemType, ReferenceDelta
from hub_samples import OTHER_UNIT, OUTSIDER, UNIT, WORKER
from town_templates import OWN, section_of, town_file

BY = "Kim"


def alone(file):
    return list(standing_alone(file, book()))


def second():
    file = town_file("2.0")
    section_of(file, "samtalet")["label_sv"] = "Det vi skrev"
    return file


def book_of(hub, user, unit):
    word = ReferenceDelta.read(delta(hub, user, 0), hub.key.public)
    return with_published(book(), [i.value for i in word.items if i.type is ItemType.TEMPLATE], {unit})


def offered(hub, user=WORKER, unit=UNIT):
    found = book_of(hub, user, unit)
    return {name: each.version for name, each in found.templates.items() if name not in found.not_offered}


@pytest.fixture
def own(hub):
    publish_templates(hub, [book().reference(name) for name in book().templates])
    return hub


def test_a_published_version_reaches_everybody_and_the_same_again_changes_nothing(own):
    done = publish_town(own, alone(town_file()), [], BY)
    assert [(each["id"], each["version"], each["new"]) for each in done["templates"]] == [(OWN, "1.0", True)]
    again = publish_town(own, alone(town_file()), [], BY)
    assert (again["version"], again["templates"][0]["new"]) == (done["version"], False)
    assert offered(own)[OWN] == offered(own, OUTSIDER, OTHER_UNIT)[OWN] == "1.0"


def test_another_content_under_the_same_version_is_refused_and_nothing_of_it_is_kept(own):
    publish_town(own, alone(town_file()), [], BY)
    changed = second()
    changed["version"] = "1.0"
    more = copy.deepcopy(town_file(own="vastermo_annat"))
    with pytest.raises(Refused) as refused:
        publish_town(own, [*alone(more), *alone(changed)], [], BY)
    assert refused.value.code is Code.TEMPLATE_VERSION_TAKEN
    assert refused.value.values == {"template": OWN, "version": "1.0"}
    assert "vastermo_annat" not in offered(own)


def test_a_new_version_takes_the_place_of_the_old_one_and_the_old_one_stays_readable(own):
    publish_town(own, alone(town_file()), [], BY)
    publish_town(own, alone(second()), [], BY)
    assert offered(own)[OWN] == "2.0"
    versions = {each.version for each in book_of(own, WORKER, UNIT).kept_versions.values() if each.id == OWN}
    assert versions == {"1.0", "2.0"}


def test_a_version_for_one_unit_leaves_the_others_with_theirs(own):
    publish_town(own, alone(town_file()), [], BY)
    publish_town(own, alone(second()), [OTHER_UNIT], BY)
    assert offered(own)[OWN] == "1.0"
    assert offered(own, OUTSIDER, OTHER_UNIT)[OWN] == "2.0"
    with pytest.raises(Refused) as refused:
        publish_town(own, alone(second()), ["unit-nowhere"], BY)
    assert refused.value.code is Code.UNKNOWN_UNIT


def test_units_take_a_version_over_until_nobody_is_left_with_the_old_one(own):
    publish_town(own, alone(town_file()), [UNIT, OTHER_UNIT], BY)
    publish_town(own, alone(second()), [UNIT], BY)
    assert (offered(own)[OWN], offered(own, OUTSIDER, OTHER_UNIT)[OWN]) == ("2.0", "1.0")
    publish_town(own, alone(second()), [UNIT, OTHER_UNIT], BY)
    rows = {each["version"]: each["offered"] for each in listed(own)["templates"] if each["id"] == OWN}
    assert rows == {"1.0": False, "2.0": True}


def test_what_is_withdrawn_is_offered_to_nobody_and_may_be_offered_again(own):
    publish_town(own, alone(town_file()), [], BY)
    publish_town(own, alone(second()), [], BY)
    assert withdraw(own, OWN, None, BY)["withdrawn"] == ["2.0"]
    assert OWN not in offered(own)
    assert offer(own, OWN, "1.0", BY)["offered"] == "1.0"
    assert offered(own)[OWN] == "1.0"
    assert offer(own, OWN, None, BY)["offered"] == "2.0"
    assert offered(own)[OWN] == "2.0"


def test_a_template_of_the_program_can_be_hidden_and_stays_so_after_an_update(own):
    withdraw(own, "hembesok", None, BY)
    publish_templates(own, [book().reference(name) for name in book().templates])
    assert "hembesok" not in offered(own)
    assert book_of(own, WORKER, UNIT).template("hembesok").version == "2.0.0"
    offer(own, "hembesok", None, BY)
    assert offered(own)["hembesok"] == "2.0.0"


def test_a_town_may_have_its_own_version_of_one_of_the_programs(own):
    file = {
        **town_file("2.0.0-vastermo"),
        "templates": [{**book().template("hembesok").source, "label_sv": "Hembesök i Västermo"}],
    }
    del file["choice_lists"]
    publish_town(own, alone(file), [UNIT], BY)
    assert offered(own)["hembesok"] == "2.0.0-vastermo"
    assert offered(own, OUTSIDER, OTHER_UNIT)["hembesok"] == "2.0.0"
    withdraw(own, "hembesok", "2.0.0-vastermo", BY)
    assert offered(own)["hembesok"] == "2.0.0"


def test_headings_come_with_the_feed_over_those_of_the_language_and_change_when_the_town_changes_them(own):
    base = replace(book(), headings={"sv": {"samtalet": "Samtalet", "deltagare": "Vi som var med"}})
    publish_headings(own, {"sv": {"samtalet": "Det vi sade"}, "so": {"telefonsamtal.samtalet": "Hadalka"}}, [UNIT], BY)
    before = publish_town(own, alone(town_file()), [], BY)["version"]
    again = publish_headings(own, {"sv": {"samtalet": "Det vi sade"}}, [UNIT], BY)
    assert again == {"languages": ["sv"], "version": before}
    word = ReferenceDelta.read(delta(own, WORKER, 0), own.key.public)
    items = [i.value for i in word.items if i.type is ItemType.TEMPLATE]
    here, elsewhere = with_published(base, items, {UNIT}), with_published(base, items, {OTHER_UNIT})
    call = here.template("telefonsamtal")
    section = call.section("samtalet")
    assert here.heading(call, section, "sv") == "Det vi sade"
    assert here.heading(call, section, "so") == "Hadalka"
    assert here.headings["sv"]["deltagare"] == "Vi som var med"
    assert elsewhere.heading(call, section, "sv") == "Samtalet"
    assert {each["id"] for each in listed(own)["templates"]} == {*book().templates, OWN}


def test_nothing_is_withdrawn_that_is_not_there(own):
    for act in (withdraw, offer):
        with pytest.raises(Refused) as refused:
            act(own, "finns_inte", None, BY)
        assert refused.value.code is Code.UNKNOWN_TEMPLATE
