"""A town's own templates, as a file and as the hub publishes them."""

import copy
import hashlib
import json

from domain_samples import book, raw_book
from fieldnotes.domain.template_file import standing_alone
from fieldnotes.domain.template_parts import canonical_text
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
