"""Holds packages against the E-ARK foundation's own validator; a program of its own, run where that is installed.

    python tests/eark_check.py FOLDER...

It reads vocabularies from the network when it is imported, so the terms we use are handed to it instead. Writes one
JSON list: for each folder its name, whether METS is valid by the published schema, and the ids of rules it breaks.
"""

import json
import sys
import urllib.request
from pathlib import Path

TERMS = {
    "ContentCategory": ["Mixed", "Other"],
    "ContentInformationType": ["MIXED", "OTHER", "citserms_v2_1", "citserms_v3_0"],
    "OAISPackageType": ["SIP", "AIP", "DIP"],
    "Status": ["CURRENT", "SUPERSEDED"],
}


def terms(address):
    found = next(words for name, words in TERMS.items() if name in address)
    return [f"<Term>{word}</Term>".encode() for word in found]


urllib.request.urlopen = terms

from eark_validator.packages import PackageValidator  # noqa: E402 - it asks for the vocabularies while it is imported


def told(folder):
    report = PackageValidator(Path(folder)).validation_report
    broken = [each for each in report.metadata.schematron_results.messages if each.severity.name == "ERROR"]
    return {
        "name": Path(folder).name,
        "structure": report.structure.status.name,
        "mets": report.metadata.schema_results.status.name,
        "broken": sorted({each.rule_id for each in broken}),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps([told(folder) for folder in sys.argv[1:]]))
