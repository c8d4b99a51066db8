"""What the program is made of is known: each part with its version, the prints of its files, a licence that is kept.

`python installers/materials.py --licences` writes docs/licences.md anew after a change of dependencies.
"""

import json
import re
import runpy
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MATERIALS = runpy.run_path(str(ROOT / "installers" / "materials.py"))
GPL_ALONE = (
    "Charts", "DataVisualization", "Graphs", "HttpServer", "Lottie", "NetworkAuth", "Quick3D", "ShaderTools",
    "VirtualKeyboard",
)  # fmt: skip
"""Modules of Qt that are not to be had under the LGPL."""


@cache
def document():
    return MATERIALS["document"]()


def packages():
    return {(one["name"], one["version"]): one for one in document()["components"] if one["type"] == "library"}


def listed(name):
    """Name and version -> prints, as pip installs them."""
    text = (ROOT / "installers" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [re.match(r"([a-z0-9.-]+)==([^\s;]+)", line) for line in text.splitlines()]
    return {each.groups(): set(re.findall(r"sha256:([0-9a-f]{64})", each.string)) for each in lines if each}


def test_the_bill_holds_what_is_locked_for_running_with_the_prints_of_every_file():
    """rules: SEC-13"""
    whole = listed("requirements.txt")
    told = {
        one: {each["hashes"][0]["content"] for each in part["externalReferences"]} for one, part in packages().items()
    }
    assert len(told) > 50
    assert {"cryptography", "pyside6-essentials", "sqlcipher3", "vosk"} <= {name for name, _version in told}
    assert told == {one: prints for one, prints in whole.items() if one in told}
    build_only = {"editables", "hatchling", "packaging", "pathspec", "pluggy", "tomlkit", "trove-classifiers"}
    elsewhere = {"httpx2-jsfetch"}  # for browsers, where there is no program
    assert {name for name, _version in listed("requirements-run.txt").keys() - told.keys()} <= build_only | elsewhere


def test_the_bill_says_what_needs_what_and_is_the_same_each_time():
    document_ = document()
    assert (document_["bomFormat"], document_["specVersion"]) == ("CycloneDX", "1.5")
    refs = {one["bom-ref"] for one in (*document_["components"], document_["metadata"]["component"])}
    needs = {one["ref"]: one["dependsOn"] for one in document_["dependencies"]}
    assert set(needs) <= refs
    assert {each for needed in needs.values() for each in needed} <= refs
    assert len(needs[document_["metadata"]["component"]["bom-ref"]]) > 10
    assert json.dumps(document_) == json.dumps(MATERIALS["document"]())


def test_every_part_has_a_licence_that_may_be_used():
    """rules: SEC-13"""
    reported, may = MATERIALS["reported"](), MATERIALS["may_be_used"]
    parts = MATERIALS["parts"]()
    assert reported.keys() == parts.keys(), "python installers/materials.py --licences"
    for name, versions in parts.items():
        version, expression = reported[name]
        assert version.strip() == (", ".join(sorted(versions)) or "in `resources`"), name
        assert may(expression), name
        said = MATERIALS["SAID_HERE"].get(name) or MATERIALS["installed_licence"](name)
        assert said in ("", expression.strip()), name


@pytest.mark.parametrize(
    ("expression", "may"),
    [("MIT", True), ("GPL-3.0-only", False), ("MIT AND GPL-3.0-only", False), ("LGPL-3.0-only OR GPL-2.0-only", True),
     ("", False), ("Apache-2.0 AND (MIT OR Proprietary)", False), ("UNKNOWN", False)],
)  # fmt: skip
def test_a_licence_is_read_with_its_or_and_and(expression, may):
    assert MATERIALS["may_be_used"](expression) is may


def test_what_is_shipped_beside_the_packages_lies_there_with_the_words_of_its_licence():
    for name, _spdx, patterns, words in MATERIALS["SHIPPED"]:
        assert all(any((ROOT / "resources").glob(pattern)) for pattern in patterns), name
        assert len((ROOT / "resources" / words).read_text(encoding="utf-8")) > 500
    fonts = {path.name for path in (ROOT / "resources" / "fonts").iterdir() if path.suffix in {".otf", ".ttf"}}
    told = {path.name for _name, _spdx, patterns, _words in MATERIALS["SHIPPED"] for pattern in patterns
            for path in (ROOT / "resources").glob(pattern)}  # fmt: skip
    assert fonts <= told


def test_nothing_of_qt_that_is_under_the_gpl_alone_is_used_or_packed():
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    unused = runpy.run_path(str(ROOT / "installers" / "bundle.py"))["UNUSED_QT"]
    for module in GPL_ALONE:
        assert f"PySide6.Qt{module}" not in source
        assert unused.match(f"libQt6{module}.so.6"), module
