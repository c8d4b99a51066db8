"""Everything the program says can be said in Swedish: every msgid of the code stands in the catalogues, and no other.

The msgids are read from the code itself, so nobody has to keep a list.
"""

import ast
import re
import runpy
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from fieldnotes.cli.hints import HINTS
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.language.expected import EXPECTED, in_words
from fieldnotes.language.sentences import SENTENCES, sentence
from fieldnotes.language.template_words import WORDS

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "fieldnotes"
FILES = sorted(SOURCE.rglob("*.py"))
LANGUAGES = sorted(path for path in (ROOT / "resources" / "locale").iterdir() if path.is_dir())
CATALOGUES = sorted(path for language in LANGUAGES for path in language.glob("*.po"))
ONE, COUNTED = {"_", "translate"}, {"_n", "translate_count"}
GIVEN_MSGIDS = {
    ("language/sentences.py", "SENTENCES[error.code]"),
    ("cli/hints.py", "HINTS[error.code]"),
    ("language/expected.py", "msgid"),
    ("language/template_words.py", "WORDS[fault.what]"),
}
"""Where the msgid comes from a table; the tables are read below."""
NO_WORDS = re.compile(r"JSON|[\W\d_]*|[^ ]+( \| [^ ]+)+|.*[<{].*")
"""What is the same in every language: a format's name, signs, ids to choose from."""


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def said_by(path):
    """Every call that translates: the call, and its msgids as they stand in the code."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ONE | COUNTED:
            yield node, node.args[: 2 if node.func.id in COUNTED else 1]


@cache
def msgids():
    """Every msgid of the program: what stands in calls, and what stands in the tables."""
    constants = [arg.value for path in FILES for _, args in said_by(path) for arg in args if is_text(arg)]
    return {*constants, *SENTENCES.values(), *HINTS.values(), *EXPECTED, *WORDS.values()}


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@cache
def messages(path):
    with path.open("rb") as file:
        return [message for message in read_po(file, charset="utf-8") if message.id]


def ids(message):
    return message.id if isinstance(message.id, tuple) else (message.id,)


def strings(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


def places(text):
    return set(re.findall(r"\{(\w*)[^}]*\}", text))


def test_there_is_something_to_say():
    assert len(msgids()) > 500
    assert [path.name for path in LANGUAGES] == ["sv"]
    assert len(CATALOGUES) >= 6


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_what_is_translated_stands_there_as_it_is(path):
    """An f-string or a name inside `_()` could never be found in a catalogue."""
    given = {
        (path.relative_to(SOURCE).as_posix(), ast.unparse(arg))
        for _, args in said_by(path)
        for arg in args
        if not is_text(arg)
    }
    assert given <= GIVEN_MSGIDS


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda p: p.name)
def test_every_msgid_has_its_words(language):
    known = {one for path in language.glob("*.po") for message in messages(path) for one in ids(message)}
    assert sorted(msgids() - known) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: p.name)
def test_no_words_are_kept_that_nobody_says(path):
    assert sorted(one for message in messages(path) for one in ids(message) if one not in msgids()) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: p.name)
def test_every_message_is_whole(path):
    with path.open("rb") as file:
        catalogue = read_po(file, charset="utf-8")
    assert catalogue.num_plurals == 2
    assert list(catalogue.obsolete) == []
    faults = []
    for message in messages(path):
        if message.fuzzy or not all(text.strip() for text in strings(message)):
            faults.append(f"not translated: {message.id}")
        if len(strings(message)) != (2 if isinstance(message.id, tuple) else 1):
            faults.append(f"one or many: {message.id}")
        wanted = set.union(*(places(one) for one in ids(message)))
        faults += [f"other places: {text}" for text in strings(message) if not fits(text, wanted, message)]
    assert faults == []


def fits(text, wanted, message):
    """The same places in the translation; a counted one may leave the number out where the English does."""
    if isinstance(message.id, tuple):
        return places(text) <= wanted and places(message.string[1]) == wanted
    return places(text) == wanted


def test_the_compiled_catalogue_is_up_to_date():
    compiler = runpy.run_path(str(ROOT / "installers" / "compile_translations.py"))
    for language in LANGUAGES:
        assert (language / "fieldnotes.mo").read_bytes() == compiler["compiled"](language), "compile_translations.py"


def test_every_problem_has_its_sentence():
    assert set(SENTENCES) == set(Code)
    assert [text for text in SENTENCES.values() if not text.endswith(".") or "\n" in text] == []


def test_no_sentence_of_a_window_names_a_command_of_the_terminal():
    """The command line adds it by itself (`HINTS`)."""
    named = re.compile(r"fieldnotes [a-z]|'[a-z]+( [a-z]+)*'|--[a-z]")
    assert [text for text in SENTENCES.values() if named.search(text)] == []
    assert [text for text in HINTS.values() if not named.search(text)] == []


def expectations():
    """What the code says should have stood there, with `…` where a value comes."""
    for path in FILES:
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func).rpartition(".")[2]
            if name in {"Refused", "Unavailable"}:
                said = [keyword.value for keyword in node.keywords if keyword.arg == "expected"]
            else:
                said = node.args[-1:] if name in {"refuse", "_wrong"} else []
            for value in said:
                if is_text(value):
                    yield value.value
                elif isinstance(value, ast.JoinedStr):
                    yield "".join(part.value if is_text(part) else "…" for part in value.values)


def test_what_was_expected_is_said_in_the_persons_language():
    found = set(expectations())
    assert len(found) > 30
    no_words = {text for text in found if NO_WORDS.fullmatch(text)}
    plain = {text for text in found - no_words if in_words(text, lambda msgid: f"<{msgid}>") == text}
    assert plain == set()
    assert len(no_words) < 8


def test_a_value_inside_what_was_expected_stays_and_the_words_around_it_change():
    swedish = {"{what} in '{key}'": "{what} i ”{key}”", "a whole number": "ett heltal"}
    refused = Refused(Code.WRONG_FILE, file="import.json", expected="a whole number in 'born'")
    said = sentence(refused, lambda msgid: swedish.get(msgid, msgid))
    assert "cannot be read as ett heltal i ”born”." in said
    assert in_words("hela | delar | inte", str.upper) == "hela | delar | inte"
    assert in_words("a row of statement with text", lambda msgid: msgid.replace("a row", "en rad")) == (
        "en rad of statement with text"
    )
