"""What the documents say is so: quoted commands are the program's, named files and tests exist, no threat lacks a test.

rules: SEC-12
"""

import argparse
import re
from functools import cache
from pathlib import Path

import pytest

from fieldnotes.cli.command_line import program

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
DOCUMENTS = sorted([ROOT / "README.md", *DOCS.rglob("*.md"), *(ROOT / "resources" / "help").glob("*.md")])
SPAN, FENCE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)"), re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
OURS = re.compile(r"(?:^\s*|[;&|(]\s*|--\s+|sudo\s+|/bin/|xvfb-run [^`]*? )fieldnotes (?P<rest>[^|;&>#]*)")
"""Where a command of ours begins; a path or a name that ends so is none."""
EVERYWHERE = {"-h", "--help"}
BEFORE_ALL = {"--selftest"}
"""What `boot/start.py` answers before there is a command."""
TEST = re.compile(r"`(tests/[\w./-]+\.py)(?:::(test_\w+))?`")
FILE = re.compile(r"`((?:docs|installers|resources|src|tests)/(?:[a-z0-9_./-]+|[A-Z]+\.md))`")
MODULE = re.compile(r"-m (fieldnotes[\w.]*)")
SCRIPT = re.compile(r"(installers/\w+\.py)")
THREAT = re.compile(r"^\| ([A-Z]\d+) \|", re.MULTILINE)
AREAS = {"L": "computer", "N": "network", "S": "server", "P": "people", "R": "room", "O": "outside", "D": "nobody"}


def named(path):
    return path.relative_to(ROOT).as_posix()


@cache
def text_of(path):
    return path.read_text(encoding="utf-8")


@cache
def grammar():
    return program()


def below(parser):
    """The words that may come next, or nothing."""
    groups = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return next((group.choices for group in groups), {})


def wrong_with(words):
    """What of a command line the program does not know, empty when all of it is known."""
    parser, rest = grammar(), list(words)
    if rest[:1] and rest[0] in BEFORE_ALL:
        return ""
    options = []
    while rest and (rest[0].startswith("-") or below(parser)):
        word, *rest = rest
        choices = below(parser)
        if word.startswith("-"):
            options.append(word)
            rest = rest[1:] if takes_a_value(parser, word) else rest
        elif word in choices:
            parser = choices[word]
        elif word == "…" or word.startswith("$"):
            return ""
        else:
            return word
    options += [word for word in rest if re.match(r"--?[a-z]", word)]
    known = EVERYWHERE | {option for action in parser._actions for option in action.option_strings}
    return next((option for option in options if option.partition("=")[0] not in known), "")


def takes_a_value(parser, option):
    return any(option in action.option_strings and action.nargs != 0 for action in parser._actions)


def quoted(text):
    """Every command line of the program in a document, as words."""
    lines = [line for block in FENCE.findall(text) for line in block.replace("\\\n", " ").splitlines()]
    spans = SPAN.findall(FENCE.sub("", text))
    for one in (*lines, *spans):
        for found in OURS.finditer(one):
            yield [word.strip("\"'") for word in found["rest"].split()]
    for span in spans:
        words = span.split()
        if words[0] in below(grammar()) and len(words) > 1:
            yield words


def test_what_is_answered_before_there_is_a_command_is_known():
    start = text_of(ROOT / "src" / "fieldnotes" / "boot" / "start.py")
    assert [word for word in BEFORE_ALL if f'["{word}"]' not in start] == []


def test_there_is_something_to_read():
    assert len(DOCUMENTS) > 50
    assert sum(len(list(quoted(text_of(path)))) for path in DOCUMENTS) > 80


@pytest.mark.parametrize(
    ("words", "wrong"),
    [("hub revoke DEVICE --wipe", ""), ("hub revok DEVICE", "revok"), ("hub revoke DEVICE --now", "--now"),
     ("doctor --bundle x.json", ""), ("note show N --at H", ""), ("sing N", "sing"), ("note show --json N", ""),
     ("--profile X join --invitation Y", ""), ("--profile join --invitation Y", "Y"), ("--selftest --json", ""),
     ("--json note sho", "sho")],
)  # fmt: skip
def test_a_command_that_does_not_exist_is_noticed(words, wrong):
    assert wrong_with(words.split()) == wrong


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_command_quoted_is_one_of_the_programs(path):
    wrong = {" ".join(words): wrong_with(words) for words in quoted(text_of(path))}
    assert {line: word for line, word in wrong.items() if word} == {}


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_file_module_and_test_named_exists(path):
    text = text_of(path)
    paths = [*FILE.findall(text), *(file for file, _name in TEST.findall(text)), *SCRIPT.findall(text)]
    assert [each for each in paths if not (ROOT / each).exists()] == []
    modules = {module.replace(".", "/") for module in MODULE.findall(text)}
    there = {each for each in modules if any((ROOT / "src" / f"{each}{end}").exists() for end in ("", ".py"))}
    assert modules - there == set()
    for file, name in TEST.findall(text):
        assert not name or f"def {name}(" in text_of(ROOT / file), f"{file}::{name}"


def test_every_threat_has_an_answer_and_a_test():
    """rules: SEC-12, SEC-13"""
    lines = [line for line in text_of(DOCS / "threat-model.md").splitlines() if THREAT.match(line)]
    rows = [line.strip("|").split(" | ") for line in lines]
    assert {row[0].strip()[0] for row in rows} == set(AREAS)
    assert len(rows) > 60
    assert len({row[0] for row in rows}) == len(rows) == len({row[1] for row in rows})
    for number, threat, answer, held in rows:
        assert threat.strip(), number
        assert answer.strip(), number
        assert all(name for _file, name in TEST.findall(held)), number
        assert TEST.findall(held), number


def test_every_document_is_in_the_list_of_documents():
    listed = text_of(DOCS / "README.md")
    documents = [path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md") if path.parent.name != "decisions"]
    assert len(documents) > 8
    assert [name for name in documents if name != "README.md" and name not in listed] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_link_leads_somewhere(path):
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", FENCE.sub("", text_of(path)))
    assert [each for each in links if ":" not in each and not (path.parent / each).exists()] == []
