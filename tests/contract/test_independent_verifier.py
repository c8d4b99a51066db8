"""The verifier in `tests/verify_case.py` checks an exported case from its bytes alone, and notices every change."""

import base64
import copy
import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

import verify_case
from fieldnotes.domain.entry import Kind
from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.certificate import DeviceCertificate
from fieldnotes.wire.entries import seal
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.running_head import START, head_after, sign_receipt
from wire_samples import KEY, sample

HUB = SigningKey(b"h" * 32)
STRANGER = SigningKey(b"s" * 32)
KINDS = [Kind.NOTE_SHOWN, Kind.FAMILY_RESPONDED, Kind.NOTE_SIGNED, Kind.NOTE_APPROVED]


def sealed_case(key=KEY):
    sealed, previous = [], None
    for number, kind in enumerate(KINDS, 1):
        entry = sample(kind, number, parents=(), case_previous=previous)
        sealed.append(seal(entry, key))
        previous = sealed[-1].hash
    return sealed


def export(sealed, count=None):
    some = sealed[:count]
    certificate = DeviceCertificate(sample(KINDS[0]).device, "u-tove", KEY.public, "2026-03-01T08:00:00+01:00")
    head = head_after(START, [s.hash for s in some])
    return {
        "format": "fieldnotes/case/1",
        "case": "c-prov-01",
        "hub_key": to_base64(HUB.public),
        "devices": [certificate.seal(HUB).to_json()],
        "entries": [{"bytes": to_base64(s.data), "signature": to_base64(s.signature)} for s in some],
        "receipt": sign_receipt(HUB, "epoch-1", "c-prov-01", len(some), head).to_json(),
    }


@pytest.fixture
def whole():
    return export(sealed_case())


def test_a_true_export_holds(whole):
    """rules: INS-1"""
    assert verify_case.check_case(whole) == []
    assert verify_case.check_case(whole, HUB.public, whole["receipt"]) == []


def test_every_flipped_byte_shows(whole):
    for number, row in enumerate(whole["entries"]):
        data = base64.b64decode(row["bytes"])
        for at in range(0, len(data), 7):
            changed = copy.deepcopy(whole)
            bitten = bytearray(data)
            bitten[at] ^= 1
            changed["entries"][number]["bytes"] = to_base64(bytes(bitten))
            assert verify_case.check_case(changed)


@pytest.mark.parametrize("at", range(len(KINDS)))
def test_a_dropped_entry_shows(whole, at):
    del whole["entries"][at]
    assert verify_case.check_case(whole)


def test_swapped_entries_show(whole):
    rows = whole["entries"]
    rows[1], rows[2] = rows[2], rows[1]
    assert verify_case.check_case(whole)


def test_a_foreign_signature_shows(whole):
    forged = export(sealed_case(STRANGER))
    assert any("not signed by its device" in fault for fault in verify_case.check_case(forged))
    foreign = DeviceCertificate(sample(KINDS[0]).device, "u-tove", STRANGER.public, "2026-03-01T08:00:00+01:00")
    forged["devices"] = [foreign.seal(STRANGER).to_json()]
    assert any("certificate" in fault for fault in verify_case.check_case(forged))


def test_a_persons_entry_from_another_persons_device_shows(whole):
    certificate = DeviceCertificate(sample(KINDS[0]).device, "u-jonas", KEY.public, "2026-03-01T08:00:00+01:00")
    whole["devices"] = [certificate.seal(HUB).to_json()]
    assert any("another person" in fault for fault in verify_case.check_case(whole))


def test_a_rolled_back_feed_shows_against_a_kept_receipt(whole):
    shorter = export(sealed_case(), 2)
    assert verify_case.check_case(shorter) == []
    assert any("rolled back" in fault for fault in verify_case.check_case(shorter, seen=whole["receipt"]))


def test_another_history_of_the_same_length_shows_against_a_kept_receipt(whole):
    first = sealed_case()
    other = seal(dataclasses.replace(sample(KINDS[3], 9), parents=(), case_previous=first[2].hash), KEY)
    changed = export([*first[:3], other])
    assert verify_case.check_case(changed) == []
    assert any("rolled back" in fault for fault in verify_case.check_case(changed, seen=whole["receipt"]))


def test_another_hub_than_the_pinned_one_shows(whole):
    assert verify_case.check_case(whole, STRANGER.public)


def test_it_imports_nothing_of_ours():
    code = "import sys, verify_case; print([m for m in sys.modules if m.startswith('fieldnotes')])"
    tests = Path(verify_case.__file__).parent
    found = subprocess.run([sys.executable, "-c", code], cwd=tests, capture_output=True, text=True, check=True).stdout
    assert found.strip() == "[]"
