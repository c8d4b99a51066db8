"""What the program is made of: `python installers/materials.py FILE` writes a bill of materials (CycloneDX 1.5, JSON).

The parts, their versions and what needs what come from the lock by `uv export`; added are the SHA-256 of every file
that may be installed, the licence of each part, and what lies in `resources`. The same lock gives the same file.
`--licences` writes `docs/licences.md` anew instead; `--check` tells whether a part has no licence or one that may not
be used. Licences are read from what is installed; where nothing says it, from the list here.
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tomllib
import uuid
from functools import cache
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "docs" / "licences.md"
EXPORT = ["uv", "export", "--format", "cyclonedx1.5", "--frozen", "--all-extras", "--no-default-groups", "--quiet"]
MACHINES = ("'linux'", "'win32'", "'darwin'")

MAY_BE_USED = frozenset({
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "LGPL-2.1-or-later", "LGPL-3.0-only", "MIT",
    "MIT-0", "MIT-CMU", "MPL-2.0", "OFL-1.1", "PSF-2.0", "PostgreSQL", "Unlicense", "Zlib",
})  # fmt: skip
"""Licences whose conditions are kept, as docs/licences.md says."""
WORDED = {
    "apache software license": "Apache-2.0",
    "3-clause bsd license": "BSD-3-Clause",
    "bsd 3-clause license": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "bsd license (see license.txt for details)": "BSD-3-Clause",
    "isc license (iscl)": "ISC",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
}
"""How makers word a licence, and its name in the SPDX list."""
SAID_HERE = {
    "colorama": "BSD-3-Clause",
    "httpx2-jsfetch": "BSD-3-Clause",
    "pyenchant": "LGPL-2.1-or-later",
    "pywin32-ctypes": "BSD-3-Clause",
    "sqlcipher3": "Zlib",
    "tzdata": "Apache-2.0",
}
"""Read by a person in the part's own licence file: its makers do not say it so that a program could read it, or the
part is for another system than the one this runs on."""
INSIDE = {
    "av": "FFmpeg (LGPL-2.1-or-later) with x264 and x265 (GPL-2.0-or-later)",
    "psycopg-binary": "libpq (PostgreSQL), OpenSSL (Apache-2.0)",
    "pyenchant": "Enchant (LGPL-2.1-or-later), in the wheels for Windows and macOS",
    "soundfile": "libsndfile (LGPL-2.1-or-later), a library of its own that can be exchanged",
    "sqlcipher3": "SQLCipher (BSD-3-Clause), SQLite (public domain), OpenSSL (Apache-2.0)",
    "typst": "the Typst compiler (Apache-2.0)",
    "vosk": "Kaldi (Apache-2.0), OpenFst (Apache-2.0), OpenBLAS (BSD-3-Clause)",
    "pyside6-essentials": "Qt (LGPL-3.0-only)",
    "pyside6-addons": "Qt (LGPL-3.0-only)",
}
"""What lies inside a part under another licence."""
SHIPPED = (
    ("Inter", "OFL-1.1", ("fonts/Inter-*.otf",), "fonts/OFL.txt"),
    ("Noto Sans", "OFL-1.1", ("fonts/NotoSans*.ttf",), "fonts/OFL.txt"),
    ("Lucide icons", "ISC", ("icons/*.svg",), "icons/LICENSE"),
)
"""What lies in `resources` and is not ours: name, licence, files, and where its words lie."""


@cache
def locked():
    """Name and version -> the files that may be installed, with their SHA-256, as the lock has them."""
    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    return {
        (one["name"], one["version"]): sorted(
            (file["filename"], file["hash"].removeprefix("sha256:"))
            for file in [*filter(None, [one.get("sdist")]), *one.get("wheels", [])]
        )
        for one in packages
        if one["name"] != "fieldnotes"
    }


def is_for_us(component):
    """Tell whether a part can be installed on one of the systems there are packages for."""
    marker = next(
        (each["value"] for each in component.get("properties", []) if each["name"] == "uv:package:marker"), ""
    )
    return "sys_platform" not in marker or "!=" in marker or any(system in marker for system in MACHINES)


@cache
def reported():
    """Part -> version and licence, as docs/licences.md has them: for what is not installed on this system or Python."""
    told = REPORT.read_text(encoding="utf-8").partition("| part |")[2]
    rows = re.findall(r"^\| ([\w.-][\w. -]*) \| ([^|]+) \| ([^|]+) \|", told, re.MULTILINE)
    return {name: (version, expression) for name, version, expression in rows}


def licence(name):
    """Name a part's licence as an SPDX expression, empty when nobody says it."""
    return SAID_HERE.get(name) or installed_licence(name) or reported().get(name, ("", ""))[1]


@cache
def installed_licence(name):
    """Name the licence that the part itself says, empty where it is not installed or says none."""
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    expression = said.get("License-Expression")
    if expression:
        return expression
    classified = [each.rpartition(" :: ")[2] for each in said.get_all("Classifier", []) if "License ::" in each]
    worded = [*(said.get("License") or "").partition(", Copyright")[:1], *classified]
    for words in worded:
        if re.fullmatch(r"[\w.+-]+(?: (?:OR|AND) [\w.+-]+)*", words) and words not in {"UNKNOWN", "LGPL"}:
            return words
        if words.lower() in WORDED:
            return WORDED[words.lower()]
    return ""


def may_be_used(expression):
    """Tell whether an SPDX expression of OR and AND can be kept with the licences that may be used.

    One with brackets or exceptions is for a person to read, and to be put into SAID_HERE.
    """
    return any(MAY_BE_USED.issuperset(way.strip().split(" AND ")) for way in expression.split(" OR "))


def document():
    """Make the bill of materials."""
    uv = Path(sys.executable).with_name("uv")
    line = [str(uv) if uv.exists() else "uv", *EXPORT[1:]]
    made = json.loads(subprocess.run(line, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    made["components"] = [_told(one) for one in made["components"] if is_for_us(one)] + [_ours(*one) for one in SHIPPED]
    kept = {one["bom-ref"] for one in (*made["components"], made["metadata"]["component"])}
    made["dependencies"] = [
        {**one, "dependsOn": [each for each in one.get("dependsOn", []) if each in kept]}
        for one in made.get("dependencies", [])
        if one["ref"] in kept
    ]
    made["metadata"]["component"]["type"] = "application"
    # The same lock gives the same file: the moment and the number of a file are those of its content.
    made["metadata"].pop("timestamp", None)
    made.pop("serialNumber", None)
    print_ = hashlib.sha256(json.dumps(made, sort_keys=True).encode()).hexdigest()
    return {**made, "serialNumber": f"urn:uuid:{uuid.UUID(print_[:32], version=4)}"}


def _told(component):
    name = component["name"]
    files = locked()[name, component["version"]]
    own = {"licenses": [{"expression": licence(name)}]} if licence(name) else {}
    return {
        **component,
        **own,
        "externalReferences": [
            {"type": "distribution", "url": file, "hashes": [{"alg": "SHA-256", "content": print_}]}
            for file, print_ in files
        ],
    }


def _ours(name, spdx, patterns, _words):
    files = sorted(path for pattern in patterns for path in (ROOT / "resources").glob(pattern))
    return {
        "type": "file",
        "bom-ref": name.lower().replace(" ", "-"),
        "name": name,
        "licenses": [{"expression": spdx}],
        "externalReferences": [
            {
                "type": "distribution",
                "url": path.relative_to(ROOT).as_posix(),
                "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}],
            }
            for path in files
        ],
    }


def parts():
    """Every part that is locked for running: name -> its versions, by name."""
    found = {}
    for one in document()["components"]:
        found.setdefault(one["name"], set()).add(one.get("version", ""))
    return dict(sorted(found.items()))


def table():
    """Word the list of parts."""
    spdx = {name: expression for name, expression, *_rest in SHIPPED}
    for name, versions in parts().items():
        version = ", ".join(sorted(versions)) or "in `resources`"
        inside = INSIDE.get(name, "").replace("|", "/")
        yield f"| {name} | {version} | {spdx.get(name) or licence(name)} | {inside} |"


def main(arguments):
    """Write one of the two, or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="where the bill of materials is written")
    parser.add_argument("--licences", action="store_true", help="write the table of docs/licences.md anew")
    parser.add_argument("--check", action="store_true", help="only tell what is wrong")
    asked = parser.parse_args(arguments)
    shipped = {each[0]: each[1] for each in SHIPPED}
    given = {name: shipped.get(name) or licence(name) for name in parts()}
    wrong = [f"{name}: {expression or 'no licence is known'}" for name, expression in given.items()
             if not may_be_used(expression)]  # fmt: skip
    if asked.licences:
        before, _mark, _old = REPORT.read_text(encoding="utf-8").partition("| part |")
        head = "| part | version | licence | inside it |\n|---|---|---|---|"
        REPORT.write_text(before + "\n".join([head, *table()]) + "\n", encoding="utf-8")
    if asked.file and not asked.check:
        asked.file.write_text(json.dumps(document(), indent=1) + "\n", encoding="utf-8")
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
