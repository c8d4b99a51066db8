"""Builds the workshop: everything a person works with but the vault."""

import json
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

from fieldnotes.boot import network
from fieldnotes.boot.managed_policy import managed_rules
from fieldnotes.boot.own_certificate import own_certificate
from fieldnotes.boot.program_here import program_here, where_to_look
from fieldnotes.boot.resources import resources
from fieldnotes.boot.settings import data_folder
from fieldnotes.boot.shipped_book import shipped_book
from fieldnotes.boot.system_clock import SystemClock
from fieldnotes.boot.system_speller import SystemSpeller
from fieldnotes.boot.town_files import read_town, words_folder
from fieldnotes.casework.desk import Speech, Workshop
from fieldnotes.dictation.installed_opinion import InstalledOpinion
from fieldnotes.dictation.model_list import ModelList
from fieldnotes.dictation.models import ascii_folder
from fieldnotes.dictation.recogniser import command_for_this_program
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.templates import section_names
from fieldnotes.language.said_rules import SaidRules
from fieldnotes.language.spoken import SpokenRules
from fieldnotes.language.translation import spoken_language
from fieldnotes.sync.hub_address import show_certificate
from fieldnotes.vault.keychain import SystemKeychain


def workshop() -> Workshop:
    """Give the workshop, its labels in the language that is spoken just now."""
    return replace(_built_once(), language=spoken_language())


@cache
def _built_once() -> Workshop:
    """Build templates, clock, speech, fonts, words."""
    shipped = resources()
    show_certificate(own_certificate)
    offered = shipped / "speech" / "models.json"
    lists = (shipped / "words" / name for name in ("klarsprak.jsonl", "klarsprak_more.jsonl"))
    words = [line for each in lists for line in each.read_text(encoding="utf-8").splitlines()]
    book = shipped_book()
    town = read_town(shipped / "languages", words_folder(), section_names(book))
    command, models, managed = command_for_this_program(), models_folder(data_folder(), sys.platform), managed_rules()
    return Workshop(
        book=replace(book, headings=town.headings),
        clock=SystemClock(),
        speech=Speech(
            command=command,
            models_folder=models,
            shipped_model=shipped / "speech" / "vosk-model-sv-mini.zip",
            rules=SpokenRules.read(_rules(shipped, "spoken_sv.json")),
            other_rules={"en": SpokenRules.read(_rules(shipped, "spoken_en.json"))},
            offered=ModelList.read(json.loads(offered.read_text(encoding="utf-8")), offered.name),
            second=InstalledOpinion(command, models, managed.allows_model),
        ),
        fonts=shipped / "fonts",
        plain_words=(*town.plain_words, *(json.loads(line) for line in words if line.strip())),
        family_languages=town.languages,
        town=town.folder,
        said=SaidRules.read(_rules(shipped, "said_sv.json")),
        keychain=SystemKeychain(),
        metered=network.costs_by_the_byte,
        speller=SystemSpeller(),
        program=program_here(where_to_look(managed)),
        managed=managed,
    )


def _rules(shipped: Path, name: str) -> Json:
    read: Json = json.loads((shipped / "words" / name).read_text(encoding="utf-8"))
    return read


def models_folder(data: Path, platform: str) -> Path:
    """Say where speech models lie: beside the person's data.

    On Windows in the computer's own folder for a person whose path the engine cannot open (Åsa Öberg).
    """
    own = data / "models"
    if platform != "win32":
        return own
    from platformdirs import site_data_path

    return ascii_folder([own, site_data_path("FieldNotes", appauthor=False) / "models"])
