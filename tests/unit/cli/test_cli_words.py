"""Everything the command line says is said in Swedish, with the same gaps to fill in."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from cli_grammar import every_command
from fieldnotes.cli.command_line import program
from fieldnotes.cli.hints import HINTS, advice
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.language.sentences import sentence
from fieldnotes.language.translation import translate

ROOT = Path(__file__).parents[3]


def said() -> set[str]:
    files = (ROOT / "src/fieldnotes/cli").glob("*.py")
    found = (extract_from_file("python", str(file), keywords={"_": None}) for file in files)
    return {message for rows in found for _, message, _, _ in rows}


def test_every_word_is_translated_with_its_gaps() -> None:
    words = {}
    for catalogue in (ROOT / "resources/locale/sv").glob("*.po"):
        with catalogue.open("rb") as file:
            words |= {message.id: str(message.string) for message in read_po(file, locale="sv")}
    assert said() <= set(words)
    for english in said():
        swedish = words[english]
        assert swedish
        assert sorted(re.findall(r"{\w*}", english)) == sorted(re.findall(r"{\w*}", swedish))


@pytest.mark.parametrize("hint", sorted(set(HINTS.values())))
def test_a_hint_names_a_command_that_exists(hint) -> None:
    quoted = re.search(r"'fieldnotes ([a-z ]+)", hint)
    assert tuple(quoted[1].split()) in every_command(program)


def test_the_terminal_adds_the_command_and_only_where_there_is_one() -> None:
    helped, alone = Refused(Code.UNKNOWN_CASE, case="c-9"), Refused(Code.CANCELLED)
    assert advice(helped) == f"{sentence(helped, translate)} {translate(HINTS[Code.UNKNOWN_CASE])}"
    assert advice(alone) == sentence(alone, translate)
