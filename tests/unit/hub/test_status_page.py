"""The operator's page says everything in words: why entries lie aside, what a case system answered, what was done."""

import ast
import importlib
import re
from pathlib import Path

import pytest

from fieldnotes import hub
from fieldnotes.boot.catalogues import Catalogue
from fieldnotes.boot.resources import resources
from fieldnotes.domain.errors import Code
from fieldnotes.hub import status
from fieldnotes.hub.status_page import status_page

FILES = [path for path in sorted(Path(hub.__path__[0]).glob("*.py")) if "record(" in path.read_text("utf-8")]
GIVEN_ON = {"visit_planned", "visit_cancelled"}
"""Acts whose name is handed to the function that writes them down."""
LANGUAGES = {"en": str, "sv": Catalogue((resources() / "locale" / "sv" / "fieldnotes.mo").read_bytes()).gettext}


def acts():
    """Every act the hub writes down, read from its code."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record":
                for part in ast.walk(node.args[2]):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value
                    elif isinstance(part, ast.Name) and part.id.isupper():
                        yield getattr(importlib.import_module(f"fieldnotes.hub.{path.stem}"), part.id)


def reasons():
    """Every reason for which an entry is set aside, read from the code that judges."""
    for name in ("judging", "logins"):
        for node in ast.walk(ast.parse((Path(hub.__path__[0]) / f"{name}.py").read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Code":
                yield Code[node.attr].value
    yield from (Code.FORK.value, Code.BYTES_WRONG.value)


ACTS = sorted({*acts(), *GIVEN_ON})
REASONS = sorted(set(reasons()))
WHY = [Code.CASE_SYSTEM_REFUSED, Code.CASE_SYSTEM_UNREACHABLE, Code.CASE_SYSTEM_WRONG, Code.CONNECTOR_LACKS]
NOW = "2026-03-12T09:00:00+00:00"
FOUND = {
    "at": NOW,
    "version": "0.1.0",
    "epoch": "0" * 32,
    "tables": {"step": "0001", "newest": "0002"},
    "devices": {"joined": 1, "revoked": 0, "cloned": 0, "wiping": 0, "silent_count": 0, "silent": []},
    "quarantine": {"waiting": len(REASONS), "oldest": NOW, "reasons": dict.fromkeys(REASONS, 1)},
    "deliveries": {
        "waiting": 2,
        "failed": 2,
        "oldest": NOW,
        "hours": 30,
        "problems": [{"to": "lifecare", "state": "failed", "why": why.value, "count": 1} for why in WHY],
    },
    "storage": {"entries": 1, "cases": 1, "database": None, "attachments": 0, "free": 0},
    "backup": {"made_at": None, "counts_up_to": None, "hours": None, "sealed": False},
    "disposal": {"unfinished": 0},
    "acts": [{"at": NOW, "what": what, "who": "it"} for what in ACTS],
    "look": [word for word, _ in status._LOOKS],
}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_code_stands_where_a_person_needs_a_sentence(language):
    page = status_page(FOUND, [], "it", language, LANGUAGES[language])
    cells = re.findall("<td>([^<]*)</td>", page)
    assert len(cells) > 100
    assert [cell for cell in cells if re.search("[a-z]_[a-z]", cell) or cell in (*ACTS, *REASONS)] == []
    assert "{" not in re.sub("<style>.*</style>", "", page)


def test_the_codes_are_those_of_the_program():
    assert len(ACTS) > 40
    assert {"escrow_opened", "assigned", "unassigned", "backup_done", "visit_planned"} <= set(ACTS)
    assert {"not_assigned", "login_needed", "fork", "case_disposed"} <= set(REASONS)


def test_what_nobody_knows_stands_as_it_is():
    """A hub of tomorrow has written it down; better its own word than none."""
    page = status_page({**FOUND, "acts": [{"at": NOW, "what": "moon_landed", "who": None}]}, [], "it", "en", str)
    assert "<td>moon_landed</td>" in page


def test_each_language_says_it_in_its_own_words():
    swedish, english = (status_page(FOUND, [], "it", name, LANGUAGES[name]) for name in ("sv", "en"))
    assert "Ärendesystemet svarar inte." in swedish
    assert "The case system does not answer." in english
    said = [set(re.findall("<td>([^<]*[a-z] [^<]*)</td>", page)) for page in (swedish, english)]
    assert len(said[0]) > 60
    assert said[0] & said[1] == set()
