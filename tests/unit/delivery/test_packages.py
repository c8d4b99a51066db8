"""Ten and more signed notes as E-ARK packages: every fact is in them, METS holds what is there, RET-5 is carried."""

import hashlib
import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pypdf import PdfReader

import erms_shape
from delivery_samples import Chain, approved_record, facts, makers, one_space, protected, record_of
from domain_samples import samples, whole_notes
from fieldnotes.delivery.package import DATA, METS, More, fill_package
from fieldnotes.domain.entry import Kind
from fieldnotes.report.archive_pdf import archive_pdf
from fieldnotes.report.case_pdf import Setting
from fieldnotes.wire.base64_text import from_base64
from fieldnotes.wire.entries import entry_hash

RESOURCES = Path(__file__).parents[3] / "resources"
SETTING = Setting(RESOURCES / "fonts", RESOURCES / "paper", "sv")
METS_NS = "{http://www.loc.gov/METS/}"
LINK = "{http://www.w3.org/1999/xlink}href"
PREMIS = "{http://www.loc.gov/premis/v3}"


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    """Each shipped note as a package of its own, with its paper really set."""
    found = {}
    for name in whole_notes():
        folder = tmp_path_factory.mktemp(name)
        fill_package(folder, approved_record(name), makers(lambda of, note: archive_pdf(of, note, SETTING)))
        found[name] = folder
    return found


def test_every_signed_fact_of_every_note_is_in_its_json_and_on_its_paper(packages):
    """rules: DOC-1, DOC-4"""
    assert len(packages) >= 10
    for name, folder in packages.items():
        (path,) = (folder / DATA / "notes").glob("*.json")
        told = json.loads(path.read_text())
        read = {line for part in told["reads"] for row in part["lines"] for line in row["text"].split("\n")}
        (paper,) = (folder / DATA / "notes").glob("*.pdf")
        drawn = one_space("".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.read_bytes())).pages))
        wanted = list(facts(name))
        assert len(wanted) > 5
        assert set(wanted) <= read
        assert [fact for fact in wanted if one_space(fact) not in drawn] == []
        assert told["sections"] == samples()[name].read()


def test_the_json_follows_the_schema_in_the_package_and_holds_what_was_signed(packages):
    for folder in packages.values():
        schema = json.loads((folder / "schemas" / "delivered-note.schema.json").read_text())
        (path,) = (folder / DATA / "notes").glob("*.json")
        told = json.loads(path.read_text())
        Draft202012Validator(schema).validate(told)
        assert all(entry_hash(from_base64(each["bytes"])) == each["hash"] for each in told["entries"])
        assert told["revision"] in {each["hash"] for each in told["entries"]}


def test_mets_names_every_file_with_its_size_and_fingerprint_and_nothing_else(packages):
    for folder in packages.values():
        named = {}
        for mets, below in ((folder / METS, ""), (folder / "representations/rep1/METS.xml", "representations/rep1/")):
            root = ET.fromstring(mets.read_bytes())  # noqa: S314 - our own bytes
            for element in root.iter():
                place = element.find(f"{METS_NS}FLocat")
                link = (
                    element.get(LINK) if element.tag.endswith("mdRef") else None if place is None else place.get(LINK)
                )
                if link is not None:
                    named[below + link] = (int(element.get("SIZE")), element.get("CHECKSUM"))
        there = {
            path.relative_to(folder).as_posix(): (path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())
            for path in folder.rglob("*")
            if path.is_file() and path != folder / METS
        }
        assert named == there


def test_premis_holds_the_fingerprints_of_the_data(packages):
    folder = packages["prov-01"]
    root = ET.fromstring((folder / "metadata/preservation/premis.xml").read_bytes())  # noqa: S314 - our own bytes
    for each in root.findall(f"{PREMIS}object"):
        path = folder / each.findtext(f"{PREMIS}originalName")
        digest = each.findtext(f".//{PREMIS}messageDigest")
        assert hashlib.sha256(path.read_bytes()).hexdigest() == digest


def test_the_records_document_has_the_shape_of_the_published_schema(packages):
    for folder in packages.values():
        assert erms_shape.faults((folder / "metadata/descriptive/ERMS.xml").read_bytes()) == []


def test_the_shape_is_really_asked(packages):
    whole = (packages["prov-01"] / "metadata/descriptive/ERMS.xml").read_bytes()
    for was, becomes in (
        (b"<regulation>26 kap. 1 \xc2\xa7 OSL</regulation>", b""),
        (b'restrictionType="confidential"', b'restrictionType="secret"'),
        (b"<control>", b"<control><title>x</title>"),
    ):
        assert was in whole
        assert erms_shape.faults(whole.replace(was, becomes, 1)) != []


def test_how_long_it_is_kept_and_the_day_of_birth_go_with_it(packages):
    """rules: RET-5"""
    told = (packages["prov-01"] / "metadata/descriptive/ERMS.xml").read_text()
    assert "<disposalScheduleId>until_thirty</disposalScheduleId>" in told
    assert "<disposalComment>born 2017-09-02</disposalComment>" in told
    (path,) = (packages["prov-01"] / DATA / "notes").glob("*.json")
    assert json.loads(path.read_text())["retention"]["born"] == "2017-09-02"


def test_the_paper_claims_an_archives_standard_and_is_tagged(packages):
    """rules: ACC-2"""
    (paper,) = (packages["prov-01"] / DATA / "notes").glob("*.pdf")
    root = PdfReader(paper).trailer["/Root"]
    said = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in said
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in said
    assert "pdfuaid:part" in said
    assert root["/MarkInfo"]["/Marked"]
    assert root["/OutputIntents"]


def test_the_same_texts_give_the_same_package(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        fill_package(tmp_path / name, approved_record("prov-03"), makers())
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert len(files) == 8
    assert all((tmp_path / "one" / each).read_bytes() == (tmp_path / "two" / each).read_bytes() for each in files)


def test_files_go_with_it_under_their_own_names(tmp_path):
    (tmp_path / DATA / "files").mkdir(parents=True)
    (tmp_path / DATA / "files" / "karta.png").write_bytes(b"a map")
    more = [More("files/karta.png", "image/png"), More("case.json", "application/json", b"{}")]
    fill_package(tmp_path, approved_record("prov-03"), makers(), more)
    inner = (tmp_path / "representations/rep1/METS.xml").read_text()
    assert hashlib.sha256(b"a map").hexdigest() in inner
    assert 'xlink:href="data/case.json"' in inner


def test_of_a_protected_family_nobody_is_named_outside_the_notes(tmp_path):
    """rules: SEC-4"""
    sample = samples()["prov-01"]
    chain = Chain(sample.case.id)
    chain.approve(sample, chain.sign(sample))
    of = record_of(chain, protected(sample.case))
    fill_package(tmp_path, of, makers())
    names = [person.name for person in (sample.case.child, *sample.case.people) if person.name]
    numbers = [person.personnummer for person in (sample.case.child, *sample.case.people) if person.personnummer]
    outside = [path for path in tmp_path.rglob("*") if path.is_file() and path.parent.name != "notes"]
    told = "".join(path.read_text() for path in outside) + "".join(str(path) for path in tmp_path.rglob("*"))
    assert names
    assert [each for each in [*names, *numbers] if each in told] == []
    assert "<protectedIdentity>true</protectedIdentity>" in told
    assert sample.case.child.name in "".join(path.read_text() for path in tmp_path.rglob("*.json"))


def test_whoever_reported_is_never_among_the_people(tmp_path):
    """rules: SEC-3"""
    for name in whole_notes():
        case = samples()[name].case
        reporters = {each.person_id for each in case.people if each.role == "anmalare"}
        assert not reporters & {each.id for each in approved_record(name).parties}
    assert any(each.role == "anmalare" for name in whole_notes() for each in samples()[name].case.people)


def test_a_note_in_the_wrong_case_leaves_only_a_stub(tmp_path):
    """rules: DOC-8"""
    sample = samples()["prov-01"]
    chain = Chain(sample.case.id)
    revision = chain.sign(sample)
    wrong = {"revision": revision, "to_case": "c-prov-02", "reason": "Fel barn."}
    chain.file(Kind.NOTE_MISFILED, wrong, note=sample.id, at=sample.now, author="u-henrik")
    fill_package(tmp_path, record_of(chain), makers())
    every = "".join(path.read_text() for path in tmp_path.rglob("*") if path.is_file())
    assert [fact for fact in facts("prov-01") if len(fact) > 20 and fact in every] == []
    assert "Fel barn" not in every
    assert list(tmp_path.rglob("*.pdf")) == []
    assert erms_shape.faults((tmp_path / "metadata/descriptive/ERMS.xml").read_bytes()) == []


def test_a_corrected_text_says_which_it_replaces_and_why(tmp_path):
    """rules: INS-1"""
    sample = samples()["prov-01"]
    chain = Chain(sample.case.id)
    first = chain.sign(sample)
    chain.approve(sample, first)
    second = chain.sign(sample, kind=Kind.NOTE_CORRECTED, parents=[first], later=60, reason="Fel klockslag.")
    of = record_of(chain)
    assert of.notes[0].state == "signed"
    assert of.notes[0].approved is None
    chain.approve(sample, second, later=90)
    of = record_of(chain)
    fill_package(tmp_path, of, makers())
    told = (tmp_path / "metadata/descriptive/ERMS.xml").read_text()
    assert f'<relation relationType="replaces">{first}</relation>' in told
    assert of.notes[0].approved.by.id == "u-henrik"
    (path,) = (tmp_path / DATA / "notes").glob("*.json")
    assert "Fel klockslag." in path.read_text()


def test_words_that_xml_cannot_hold_and_markup_stay_words(tmp_path):
    of = approved_record("prov-03")
    wild = "]]> </title> & < \x00 \x0b é \ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    note = replace(of.notes[0], title=f"Samtal {wild}")
    fill_package(tmp_path, replace(of, notes=(note,), board=wild, unit=wild), makers())
    for path in tmp_path.rglob("*.xml"):
        ET.fromstring(path.read_bytes())  # noqa: S314 - our own bytes
    assert erms_shape.faults((tmp_path / "metadata/descriptive/ERMS.xml").read_bytes()) == []
