"""What is installed is what was locked: names, versions, hashes; from where is the machine's own affair."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tracked_files import texts

ROOT = Path(__file__).parents[2]
LISTS = {"requirements.txt": True, "requirements-run.txt": False, "requirements-hub.txt": False}
"""The lists pip installs from, and whether each must hold everything that is locked."""
ADDRESS = re.compile(r"https?://(?:[^\s/@]+@)?([\w-]*[a-z][\w-]*(?:\.[\w-]+)+)", re.IGNORECASE)
HOSTS = {
    "alphacephei.com": "where the speech models of the official list lie",
    "json-schema.org": "the name of a JSON Schema version",
    "ns.adobe.com": "the name of XMP in a picture",
    "www.w3.org": "the name of SVG",
    "github.com": "where a font or an icon comes from, as its licence asks",
    "openfontlicense.org": "the fonts' licence",
    "dilcis.eu": "the name of an archive format",
    "electronichealth.se": "the name of a catalogue of health formats",
    "earkcsip.dilcis.eu": "the name of a profile of archive packages",
    "earksip.dilcis.eu": "the same, of those that are handed in",
    "hl7.se": "the name of a Swedish list of codes in FHIR",
    "terminology.hl7.org": "the name of FHIR's own lists of codes",
    "www.loc.gov": "the names of METS and PREMIS",
    "www.apple.com": "the name of a Mac's property lists",
    "s3.amazonaws.com": "the name of S3's answers",
}
"""The hosts that files may name, and why. Whatever packages are fetched from is not among them."""

FOR_EXAMPLES = (".example", "example.org", "example.com", "example.net")
"""Set aside for examples (RFC 2606): nobody is there."""


def toml(name):
    return tomllib.loads((ROOT / name).read_text(encoding="utf-8"))


@cache
def locked():
    """Name and version -> hashes, as the lock has them; without the project itself."""
    return {
        (package["name"], package["version"]): {
            file["hash"] for file in [package.get("sdist"), *package.get("wheels", [])] if file
        }
        for package in toml("uv.lock")["package"]
        if package["name"] != "fieldnotes"
    }


@cache
def listed(name):
    """Name and version -> hashes and marker, as pip reads the list."""
    found = {}
    for entry in (ROOT / "installers" / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        wanted, *hashes = re.split(r"\s+--hash=", entry.strip())
        requirement = Requirement(wanted)
        (exactly,) = requirement.specifier
        assert exactly.operator == "=="
        assert (requirement.name, exactly.version) not in found
        found[requirement.name, exactly.version] = (set(hashes), requirement.marker)
    return found


def asked_for():
    """What pyproject asks for: base, extras and groups."""
    project = toml("pyproject.toml")
    lines = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for more in (project["project"]["optional-dependencies"], project["dependency-groups"]):
        lines += [line for group in more.values() for line in group if isinstance(line, str)]
    return [Requirement(line) for line in lines]


def test_the_lists_are_there():
    assert len(locked()) > 60
    assert len(listed("requirements.txt")) > 60
    assert 30 < len(listed("requirements-run.txt")) < len(listed("requirements.txt"))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_says_what_the_lock_says(name):
    assert {one: hashes for one, (hashes, _) in listed(name).items()} == {
        one: hashes for one, hashes in locked().items() if one in listed(name)
    }
    assert all(
        hashes and all(re.fullmatch("sha256:[0-9a-f]{64}", one) for one in hashes)
        for hashes, _ in listed(name).values()
    )


def test_the_whole_list_holds_everything_that_is_locked():
    assert locked().keys() == listed("requirements.txt").keys()


def test_what_is_asked_for_is_locked_within_its_bounds():
    for requirement in asked_for():
        versions = [Version(version) for name, version in locked() if name == canonicalize_name(requirement.name)]
        assert versions, requirement
        assert any(version in requirement.specifier for version in versions), requirement


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize(("system", "machine"), [("linux", "x86_64"), ("win32", "AMD64"), ("darwin", "arm64")])
def test_pip_finds_one_version_of_each_on_every_machine(name, python, system, machine):
    here = {
        "python_version": python, "python_full_version": f"{python}.1", "sys_platform": system,
        "platform_machine": machine, "implementation_name": "cpython", "platform_python_implementation": "CPython",
        "platform_system": {"linux": "Linux", "win32": "Windows", "darwin": "Darwin"}[system],
    }  # fmt: skip
    names = [
        one[0] for one, (_, marker) in listed(name).items() if marker is None or Marker(str(marker)).evaluate(here)
    ]
    assert len(names) == len(set(names))
    assert {"fastapi", "cryptography", "psycopg"} <= set(names)
    desktop = {"pyside6-essentials", "sqlcipher3", "vosk", "reportlab"}
    assert desktop & set(names) == (set() if name == "requirements-hub.txt" else desktop)


def test_qt_is_bounded_and_of_one_piece():
    """Qt's parts must be of one version, and the next minor version is tried before it is allowed."""
    client = [Requirement(line) for line in toml("pyproject.toml")["project"]["optional-dependencies"]["client"]]
    parts = {one.name: one.specifier for one in client if one.name.startswith("PySide6")}
    assert parts.keys() == {"PySide6-Essentials", "PySide6-Addons"}
    assert {str(bounds) for bounds in parts.values()} == {"<6.12,>=6.10"}
    versions = {version for name, version in locked() if name in {"pyside6-essentials", "pyside6-addons", "shiboken6"}}
    assert len(versions) == 1


def test_the_search_finds_an_address():
    assert ADDRESS.findall("index = 'https:" + "//me:word@packages.else.where/simple'") == ["packages.else.where"]
    assert ADDRESS.findall("HTTP:" + "//127.0.0.1:8400 and http:" + "//localhost/x") == []


def test_no_file_says_where_packages_come_from():
    named = {(path, host.lower()) for path, text in texts().items() for host in ADDRESS.findall(text)}
    foreign = {(path, host) for path, host in named if host not in HOSTS and not host.endswith(FOR_EXAMPLES)}
    assert foreign == set()
    assert HOSTS.keys() - {host for _, host in named} == set(), "a host that nobody names any more"
    settings = re.compile(r"(?:extra-)?index-url|find-links|trusted-host|\[\[tool\.uv\.index\]\]")
    mine = Path(__file__).relative_to(ROOT).as_posix()
    assert [path for path, text in texts().items() if path != mine and settings.search(text)] == []
    assert {package["source"].get("registry", ".") for package in toml("uv.lock")["package"]} == {"."}
