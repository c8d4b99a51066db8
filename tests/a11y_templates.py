"""A town's templates in the states a person meets; see `a11y_states`."""

import json

from a11y_visits import CASE, WORKER
from editor_window import begin
from fieldnotes.vault import reference
from fieldnotes.wire.reference import ReferenceDelta
from one_desk import EPOCH, HUB_KEY
from town_templates import OWN, field_of, published, section_of, town_file


def hear(visit, *items):
    """The hub's next word about the reference."""
    at = reference.version(visit.desk.vault)
    word = ReferenceDelta(EPOCH, "u-tove", at, at + 1, items).seal(HUB_KEY)
    reference.apply_reference(visit.desk.vault, word)


def renamed():
    """The next version, in which a section has another name."""
    file = town_file("2.0")
    section = section_of(file, "samtalet")
    section |= {"id": "det_vi_sade", "label_sv": "Det vi sade", "was": ["samtalet"]}
    file["templates"][0]["rules"] = []
    return file


def _newer(visit):
    """A draft by a version the town has replaced, with words that will stand elsewhere."""
    hear(visit, published(town_file()), published(renamed(), offered=False))
    visit.notes["replaced"] = begin(visit.desk, CASE, OWN, {"samtalet": {"way": "chatt"}})
    hear(visit, published(town_file(), offered=False), published(renamed()))
    editor = visit.note("replaced")
    visit.until(lambda: not editor.view.form.newer.isHidden())
    visit.settle()
    return visit.window


def _templates(visit):
    """The list, and below it a file in which something is wrong."""
    file = town_file()
    field_of(file, "samtalet", "way")["options"] = "finns_inte"
    path = visit.desk.vault.folder.parent / "mallar.json"
    path.write_text(json.dumps(file), encoding="utf-8")
    screen = visit.go("templates")
    visit.until(lambda: bool(screen.rows.model().rows))
    screen.file_given.emit(str(path))
    visit.until(lambda: not screen.checked.isHidden())
    visit.settle()
    return visit.window


def _template(visit):
    """The form of one template, to try."""
    screen = visit.go("template", "telefonsamtal")
    visit.until(lambda: screen.form is not None)
    screen.form.build_all()
    visit.settle()
    return visit.window


OWN_TEMPLATES = {
    "templates, and a file that is wrong": (WORKER, _templates),
    "the form of a template": (WORKER, _template),
    "note whose template has a newer version": (WORKER, _newer),
}
