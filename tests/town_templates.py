"""A town's own templates, as a file and as the hub publishes them."""

import copy
import hashlib
import json

from domain_samples import book, raw_book
from fieldnotes.domain.template_file import standing_alone
from fieldnotes.domain.template_parts import canonical_text
from fieldnotes.domain.template_sample import CHILD, GUARDIAN, sample_note
from fieldnotes.domain.templates import read_template
from fieldnotes.wire.reference import Item, ItemType

OWN = "vastermo_samtal"
WAYS = {
    "label_sv": "Väg",
    "label_en": "Way",
    "values": [["video", "Videosamtal"], ["chatt", "Chatt"]],
    "labels_en": {"video": "Video call", "chatt": "Chat"},
}


def town_file(version="1.0", own=OWN):
    """A file with one template made from the shipped one of a call, with a list and a field of its own."""
    found = copy.deepcopy(next(each for each in raw_book()["templates"] if each["id"] == "telefonsamtal"))
    found |= {"id": own, "label_sv": "Digitalt samtal", "label_en": "Digital conversation"}
    samtalet = next(each for each in found["sections"] if each["id"] == "samtalet")
    samtalet["fields"].insert(
        0,
        {
            "id": "way", "label_sv": "Hur sågs ni?", "label_en": "How did you meet?", "type": "choice",
            "required": True, "options": "vastermo_way",
        },
    )  # fmt: skip
    return {
        "schema": "fieldnotes-templates/2",
        "version": version,
        "choice_lists": {"vastermo_way": copy.deepcopy(WAYS)},
        "templates": [found],
    }


def section_of(file, section):
    return next(each for each in file["templates"][0]["sections"] if each["id"] == section)


def field_of(file, section, field):
    return next(each for each in section_of(file, section)["fields"] if each["id"] == field)


def template_of(file):
    return read_template(next(standing_alone(file, book())), book())


def published(file, *, offered=True, units=()):
    """What the hub gives out of the one template of a file."""
    whole = next(standing_alone(file, book()))
    text = canonical_text(whole)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    value = {
        "id": whole["id"], "version": whole["version"], "sha256": digest, "source": text, "units": sorted(units),
        "offered": offered,
    }  # fmt: skip
    return Item(ItemType.TEMPLATE, f"{whole['id']}@{whole['version']}", json.loads(json.dumps(value)))


KINDS = (
    ("fri_text", "text", {}), ("uppgift", "statement", {}), ("uppgifter", "statement", {"repeat": True}),
    ("sett", "observation", {"repeat": True}), ("val", "choice", {"options": "vastermo_way"}),
    ("flera_val", "multichoice", {"options": "vastermo_way"}), ("ja_nej", "yesno", {}), ("dag", "date", {}),
    ("klockan", "time", {}), ("tid", "datetime", {}), ("vilka", "participants", {}), ("vem", "person", {}),
    ("flera", "person", {"repeat": True}), ("avtal", "agreement", {"columns": ["insats", "klart"]}),
    ("steg", "next_step", {}), ("mal", "goal", {}), ("synpunkt", "comment", {}),
    ("markt", "statement", {"repeat": True, "tag_options": "vastermo_way", "with_question": True}),
)  # fmt: skip
"""A field of every type, and of every way to repeat it."""


def filled_in(file, child="prov-01-p1", guardian="prov-01-p2"):
    """The made-up note of the one template of a file, told of people of a case of the demo."""
    text = json.dumps(sample_note(book(), template_of(file))[0])
    return json.loads(text.replace(CHILD, child).replace(GUARDIAN, guardian))


def every_type(version="1.0"):
    """A town's template with every type of field in a section that a guardian sees, and an assessment apart."""
    file = town_file(version, own="vastermo_allt")
    words = {"label_sv": "Ord", "label_en": "Words", "required": False}
    fields = [{"id": "ord", "type": "text", "dictation": True, **words}]
    fields += [
        {"id": name, "type": kind, "label_sv": f"Fält {name}", "label_en": f"Field {name}", "required": True, **more}
        for name, kind, more in KINDS
    ]
    section = {
        "id": "allt", "label_sv": "Allt möjligt", "label_en": "All kinds", "required": True, "share_default": True,
        "share_audience": ["guardian"], "content_kind": "fact", "speaks_to": "ord", "fields": fields,
    }  # fmt: skip
    file["templates"][0]["sections"].insert(2, section)
    return file
