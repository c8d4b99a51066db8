"""Marks in every field of every template: which of them a copy may hold, for every room, reason and trap.

Everyday every pair of template, room, reason and trap is tried; all of them together: pytest -m slow, this file.
"""

import json
from itertools import cycle, product

import pytest

from domain_samples import book, raw_book, users
from fieldnotes.domain.cases import Case
from fieldnotes.domain.family import compose
from fieldnotes.domain.rooms import Room
from marked_world import CASE, REASONS, ROOMS, TRAPS, forbidden, marked_note_of, room_file
from pairwise import pairwise

TEMPLATES = [each["id"] for each in raw_book()["templates"]]
NOTES = {each: marked_note_of(each) for each in TEMPLATES}


def _copy(template, room, reasons, sentence, language="sv"):
    """Compose with the trap's sentence in a field that every template opens to its family."""
    case = Case.from_json(CASE)
    given = json.loads(json.dumps(NOTES[template].sections))
    if sentence:
        given["nasta_steg"]["note"] = sentence
    read = Room.read(room_file(room, reasons, template), case.people_with(users()))
    return compose(book(), book().template(template), given, case, users(), read, {}, "draft", language).copy


def _leaks(template, room, reasons, trap, language="sv"):
    """Give what a copy holds and may not hold, and how many sections it holds."""
    marks, words = forbidden(NOTES[template], room, reasons, trap)
    copy = _copy(template, room, reasons, TRAPS[trap][0], language)
    text = json.dumps(copy.as_json(), ensure_ascii=False).replace("\u00ad", "")
    return [each for each in (*marks, *words) if each in text], len(copy.sections)


def test_a_copy_holds_no_mark_that_the_reference_reading_keeps_closed(record_property):
    """rules: SEC-1, SEC-2, SEC-3, SEC-4, SEC-5, CHI-6"""
    tried = pairwise({"template": TEMPLATES, "room": list(ROOMS), "reasons": REASONS, "trap": list(TRAPS)})
    drawn = 0
    for row, language in zip(tried, cycle(("sv", "en")), strict=False):
        leaks, sections = _leaks(**row, language=language)
        assert leaks == [], row
        drawn += sections
    record_property("copies", len(tried))
    assert len(tried) >= len(TEMPLATES) * len(ROOMS)
    assert drawn > len(tried)


@pytest.mark.slow
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_copy_of_every_room_holds_no_mark(template):
    """rules: SEC-1, SEC-2, SEC-3, SEC-4, SEC-5, CHI-6"""
    for room, reasons, trap in product(ROOMS, REASONS, TRAPS):
        assert _leaks(template, room, reasons, trap)[0] == [], (room, reasons, trap)


def test_a_copy_depends_on_nothing_that_is_closed():
    """rules: SEC-1, SEC-3"""
    for template, room in list(product(TEMPLATES, ROOMS))[::2]:  # every other room, another half for the next template
        marks, _words = forbidden(NOTES[template], room, "none", "none")
        other = NOTES[template].with_others(marks)
        case = Case.from_json(CASE)
        read = Room.read(room_file(room, "none", template), case.people_with(users()))
        copies = [
            compose(book(), book().template(template), given, case, users(), read, {}, "draft", "sv").copy.as_json()
            for given in (NOTES[template].sections, other)
        ]
        texts = [[(each["label"], each["text"]) for each in copy["sections"]] for copy in copies]
        assert texts[0] == texts[1], (template, room)
