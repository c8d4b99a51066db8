"""Signed notes as FHIR R4 documents: read by a kept model library, every fact in them, nobody named who must not be."""

import base64
import hashlib
import json
import re

import pytest
from fhir.resources.R4B.bundle import Bundle

from delivery_samples import PAPER, Chain, approved_record, facts, one_space, protected, record_of
from domain_samples import samples, whole_notes
from fieldnotes.delivery.fhir import File, fhir_document
from fieldnotes.delivery.note_json import note_json
from fieldnotes.domain.entry import Kind


def bundle_of(of, **more):
    note = of.notes[0]
    files = [File("note.pdf", "application/pdf", PAPER), File("note.json", "application/json", note_json(of, note))]
    return fhir_document(of, note, files, **more)


def resources(bundle, kind):
    return [each["resource"] for each in bundle["entry"] if each["resource"]["resourceType"] == kind]


def words_of(bundle):
    """What people read of it: the narratives, without their marks."""
    (composition,) = resources(bundle, "Composition")
    told = "".join(each["text"]["div"] for each in composition["section"] if "text" in each)
    plain = re.sub(r"<[^>]+>", "", told)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@pytest.fixture(scope="module")
def bundles():
    return {name: bundle_of(approved_record(name)) for name in whole_notes()}


def test_each_note_is_a_document_the_model_library_reads_and_writes_back_the_same(bundles):
    assert len(bundles) >= 10
    for bundle in bundles.values():
        text = json.dumps(bundle, ensure_ascii=False)
        read = Bundle.model_validate_json(text)
        assert json.loads(read.model_dump_json()) == bundle
        assert read.type == "document"
        assert read.entry[0].resource.get_resource_type() == "Composition"


def test_every_signed_fact_of_every_note_is_in_its_document(bundles):
    """rules: DOC-1, DOC-4"""
    for name, bundle in bundles.items():
        told = one_space(words_of(bundle))
        wanted = list(facts(name))
        assert wanted
        assert [fact for fact in wanted if one_space(fact) not in told] == []


def test_every_reference_leads_to_something_in_the_document(bundles):
    for bundle in bundles.values():
        there = {each["fullUrl"] for each in bundle["entry"]}
        asked = set(re.findall(r'"reference": "([^"]+)"', json.dumps(bundle)))
        assert asked
        assert asked <= there


def test_who_signed_and_who_approved_attest_it(bundles):
    (composition,) = resources(bundles["prov-01"], "Composition")
    assert [each["mode"] for each in composition["attester"]] == ["legal", "official"]
    assert composition["status"] == "final"
    assert composition["confidentiality"] == "R"
    (reference,) = resources(bundles["prov-01"], "DocumentReference")
    people = {
        f"urn:uuid:{each['id']}": each["name"][0]["text"] for each in resources(bundles["prov-01"], "Practitioner")
    }
    assert people[reference["authenticator"]["reference"]] == "Henrik Solberg"


def test_the_files_are_inside_with_their_fingerprints(bundles):
    (reference,) = resources(bundles["prov-01"], "DocumentReference")
    paper, ours = (each["attachment"] for each in reference["content"])
    assert base64.b64decode(paper["data"]) == PAPER
    assert base64.b64decode(paper["hash"]) == hashlib.sha1(PAPER, usedforsecurity=False).digest()
    assert json.loads(base64.b64decode(ours["data"]))["note"] == "prov-01"


def test_how_long_it_is_kept_and_the_day_of_birth_stand_in_the_document(bundles):
    """rules: RET-5"""
    assert {"system": "urn:fieldnotes:retention", "code": "until_thirty", "display": "RET-2"} in bundles["prov-01"][
        "meta"
    ]["tag"]
    (child,) = resources(bundles["prov-01"], "Patient")
    assert child["birthDate"] == "2017-09-02"
    assert child["identifier"][0] == {
        "system": "http://electronichealth.se/identifier/personnummer", "value": "201709022386",
    }  # fmt: skip


def test_of_a_protected_family_the_child_is_not_named_and_the_document_says_how_secret_it_is():
    """rules: SEC-4"""
    sample = samples()["prov-01"]
    chain = Chain(sample.case.id)
    chain.approve(sample, chain.sign(sample))
    bundle = bundle_of(record_of(chain, protected(sample.case)))
    Bundle.model_validate(json.loads(json.dumps(bundle)))
    (child,) = resources(bundle, "Patient")
    assert "name" not in child
    assert sample.case.child.personnummer not in json.dumps(child)
    (composition,) = resources(bundle, "Composition")
    assert composition["confidentiality"] == "V"


def test_a_protected_child_carries_the_kind_of_protection():
    """rules: SEC-4"""
    sample = samples()["prov-01"]
    chain = Chain(sample.case.id)
    chain.approve(sample, chain.sign(sample))
    source = {**sample.case.source, "child": {**sample.case.source["child"], "protection": "skyddad_folkbokforing"}}
    bundle = bundle_of(record_of(chain, type(sample.case).from_json(source)))
    (child,) = resources(bundle, "Patient")
    assert {"system": "urn:fieldnotes:protection", "code": "skyddadFolkbokforing"} in child["meta"]["security"]
    assert "name" not in child


def test_a_coordination_number_and_a_reserve_number_are_called_what_they_are():
    sample = samples()["prov-01"]
    for number, kind in (("20170962-2386", "samordningsnummer"), ("99AB1234X", "nationelltReservnummer")):
        chain = Chain(sample.case.id)
        chain.approve(sample, chain.sign(sample))
        source = {**sample.case.source, "child": {**sample.case.source["child"], "personnummer": number}}
        (child,) = resources(bundle_of(record_of(chain, type(sample.case).from_json(source))), "Patient")
        assert child["identifier"][0]["system"].endswith(kind)


def test_the_same_text_is_the_same_document_and_a_corrected_one_replaces_it():
    """rules: INS-1"""
    sample = samples()["prov-01"]
    chain = Chain(sample.case.id)
    first = chain.sign(sample)
    chain.approve(sample, first)
    before = bundle_of(record_of(chain))
    assert bundle_of(record_of(chain)) == before
    second = chain.sign(sample, kind=Kind.NOTE_CORRECTED, parents=[first], later=60, reason="Fel klockslag.")
    chain.approve(sample, second, later=90)
    after = bundle_of(record_of(chain))
    assert after["identifier"] != before["identifier"]
    (composition,) = resources(after, "Composition")
    assert composition["status"] == "amended"
    assert composition["relatesTo"][0]["targetIdentifier"] == before["identifier"]


def test_a_note_in_the_wrong_case_is_told_as_entered_in_error_and_without_a_word_of_it():
    """rules: DOC-8"""
    sample = samples()["prov-01"]
    chain = Chain(sample.case.id)
    wrong = {"revision": chain.sign(sample), "to_case": "c-prov-02", "reason": "Fel barn."}
    chain.file(Kind.NOTE_MISFILED, wrong, note=sample.id, at=sample.now, author="u-henrik")
    of = record_of(chain)
    bundle = fhir_document(of, of.notes[0])
    Bundle.model_validate(json.loads(json.dumps(bundle)))
    (composition,) = resources(bundle, "Composition")
    assert composition["status"] == "entered-in-error"
    told = json.dumps(bundle, ensure_ascii=False)
    assert [fact for fact in facts("prov-01") if len(fact) > 20 and fact in told] == []
    assert "Fel barn" not in told
