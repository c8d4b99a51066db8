"""The files a town keeps itself: what is used of them, and the one sentence when a line is wrong.

rules: DOC-7
"""

import json
from dataclasses import replace

import pytest

from fieldnotes.boot.town_files import read_town
from fieldnotes.casework import town_words
from fieldnotes.domain.errors import Code
from fieldnotes.domain.templates import read_book, section_names
from fieldnotes.language.family_words import WORDS
from fieldnotes.language.plain import PlainWords, plain
from fieldnotes.language.sentences import sentence
from one_desk import RESOURCES, make_workshop, shipped
from speech_samples import klarsprak

LANGUAGES = RESOURCES / "languages"
BOOK = read_book(shipped("templates/templates.json"))


def read(folder):
    return read_town(LANGUAGES, folder, section_names(BOOK))


def write(folder, name, text, encoding="utf-8"):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode(encoding))
    return file


def test_nothing_of_the_towns_is_no_problem(tmp_path):
    town = read(tmp_path / "words")
    assert (town.folder.files, tuple(town.plain_words)) == ((), ())
    assert list(town.languages) == ["sv", "en", "ar", "so"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_towns_word_comes_before_the_shipped_one(tmp_path, encoding):
    write(
        tmp_path,
        "ordlista.csv",
        "ord;enklare;kommentar\nerhålla;ta emot;Byt rakt av.\n#x;y;z\nbåtnad;nytta\n",
        encoding,
    )
    town = read(tmp_path)
    (file,) = town.folder.files
    assert (file.name, file.lines, file.problem) == ("ordlista.csv", 2, None)
    words = PlainWords.read([*town.plain_words, *klarsprak()])
    marks = {mark.plain for mark in plain("De ska erhålla båtnad.", words).marks}
    assert marks == {"ta emot", "nytta"}


def test_the_towns_heading_stands_above_a_section(tmp_path):
    write(tmp_path, "rubriker.csv", "avsnitt;rubrik;språk\nbarnets_rost;Det du sade\nhembesok.iakttagelser;Hemma;sv\n")
    book = replace(BOOK, headings=read(tmp_path).headings)
    visit, call = book.template("hembesok"), book.template("telefonsamtal")
    assert book.heading(visit, visit.section("barnets_rost"), "sv") == "Det du sade"
    assert book.heading(visit, visit.section("iakttagelser"), "sv") == "Hemma"
    assert book.heading(visit, visit.section("bedomning"), "sv") == "Min bedömning"
    assert book.heading(visit, visit.section("bedomning"), "ar") == "تقييمي"
    assert book.heading(call, call.section("nasta_steg"), "en") == "Next steps"
    assert book.reference("hembesok") == BOOK.reference("hembesok")


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("ordlista.csv", "", 1),
        ("ordlista.csv", "word,plain\na,b\n", 1),
        ("ordlista.csv", "ord;enklare;kommentar\nerhålla;få\n;tom\n", 3),
        ("ordlista.csv", "ord;enklare;kommentar\nerhålla\n", 2),
        ("ordlista.csv", "ord;enklare;kommentar\na;b;c;d\n", 2),
        ("ordlista.csv", "ord;enklare;kommentar\na;" + "b" * 500 + "\n", 2),
        ("ordlista.csv", 'ord;enklare;kommentar\n"a;b\n', 2),
        ("rubriker.csv", "avsnitt;rubrik;språk\nbarnets_rost;Du\nfinns_inte;X\n", 3),
        ("languages/fi.json", '{"schema":\n "fieldnotes-family/1",,}', 2),
    ],
)
def test_a_wrong_line_is_named_in_one_sentence_and_the_file_left_out(tmp_path, name, text, line):
    file = write(tmp_path, name, text)
    town = read(tmp_path)
    (problem,) = town.folder.problems
    assert (problem.code, problem.values) == (Code.TOWN_FILE_WRONG, {"file": file.name, "line": line})
    assert sentence(problem, str) == (
        f"Line {line} of the town's file {file.name} is wrong, so it is not used. Correct it and start again."
    )
    assert tuple(town.plain_words) == ()
    assert list(town.languages) == ["sv", "en", "ar", "so"]


def test_a_language_is_added_by_adding_a_file(tmp_path):
    finnish = {
        "schema": "fieldnotes-family/1", "language": "fi", "name": "Suomi", "name_sv": "finska", "direction": "ltr",
        "read_by_speaker": False, "words": {key: f"fi {key}" for key in WORDS}, "headings": {"bedomning": "Arvioni"},
    }  # fmt: skip
    write(tmp_path, "languages/fi.json", json.dumps(finnish))
    town = read(tmp_path)
    assert town.folder.problems == ()
    assert town.languages["fi"].say("agrees") == "fi agrees"
    book = replace(BOOK, headings=town.headings)
    visit = book.template("hembesok")
    assert book.heading(visit, visit.section("bedomning"), "fi") == "Arvioni"
    assert book.heading(visit, visit.section("barnets_rost"), "fi") == "Barnets egna ord och vilja"


@pytest.mark.parametrize("gone", WORDS)
def test_a_language_that_lacks_a_word_is_not_used(tmp_path, gone):
    data = shipped("languages/so.json")
    del data["words"][gone]
    write(tmp_path, "languages/so.json", json.dumps(data | {"name": "halv"}))
    town = read(tmp_path)
    (problem,) = town.folder.problems
    assert problem.code == Code.WRONG_FILE
    assert town.languages["so"].name == "Soomaali"


def test_files_to_begin_with_are_laid_out_once_and_do_nothing_yet(tmp_path, held_clock):
    workshop = make_workshop(held_clock, tmp_path)
    assert town_words.begin(workshop) == ("ordlista.csv", "rubriker.csv")
    assert town_words.begin(workshop) == ()
    town = read(tmp_path / "words")
    assert [(file.lines, file.problem) for file in town.folder.files] == [(0, None), (0, None)]
    told = town_words.town_words(replace(workshop, town=town.folder))
    assert told.folder == str(tmp_path / "words")
    assert [each.language for each in told.languages if not each.read_by_speaker] == ["ar", "so"]
