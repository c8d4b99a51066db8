"""Builds the workshop: everything a person works with but the vault."""

import json
from functools import cache

from fieldnotes.boot.resources import resources
from fieldnotes.boot.settings import data_folder
from fieldnotes.boot.system_clock import SystemClock
from fieldnotes.casework.desk import Speech, Workshop
from fieldnotes.dictation.recogniser import command_for_this_program
from fieldnotes.domain.templates import read_book
from fieldnotes.language.spoken import SpokenRules
from fieldnotes.language.translation import spoken_language


@cache
def workshop() -> Workshop:
    """Build it once: templates, clock, speech, fonts, words."""
    shipped = resources()
    spoken = json.loads((shipped / "words" / "spoken_sv.json").read_text(encoding="utf-8"))
    words = (shipped / "words" / "klarsprak.jsonl").read_text(encoding="utf-8").splitlines()
    return Workshop(
        book=read_book(json.loads((shipped / "templates" / "templates.json").read_text(encoding="utf-8"))),
        clock=SystemClock(),
        speech=Speech(
            command=command_for_this_program(),
            models_folder=data_folder() / "models",
            shipped_model=shipped / "speech" / "vosk-model-sv-mini.zip",
            rules=SpokenRules.read(spoken),
        ),
        fonts=shipped / "fonts",
        plain_words=tuple(json.loads(line) for line in words if line.strip()),
        language=spoken_language(),
    )
