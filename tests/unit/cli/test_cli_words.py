"""Everything the command line says is said in Swedish, with the same gaps to fill in."""

import re
from pathlib import Path

from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[3]


def said() -> set[str]:
    files = (ROOT / "src/fieldnotes/cli").glob("*.py")
    found = (extract_from_file("python", str(file), keywords={"_": None}) for file in files)
    return {message for rows in found for _, message, _, _ in rows}


def test_every_word_is_translated_with_its_gaps() -> None:
    with (ROOT / "resources/locale/sv/cli.po").open("rb") as file:
        words = {str(message.id): str(message.string) for message in read_po(file, locale="sv") if message.id}
    assert set(words) == said()
    for english, swedish in words.items():
        assert swedish
        assert sorted(re.findall(r"{\w*}", english)) == sorted(re.findall(r"{\w*}", swedish))
