"""Argon2id's numbers never fall under the floor."""

import unicodedata

import pytest

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault.kdf import Kdf, check_strength, scaled


@pytest.mark.parametrize(
    "numbers",
    [(64 * 1024 - 1, 3, 4), (64 * 1024, 2, 4), (64 * 1024, 3, 1), (4 * 1024 * 1024, 3, 4), (64 * 1024, 1000, 4)],
)
def test_numbers_outside_floor_and_ceiling_are_refused(numbers):
    """rules: SEC-9"""
    with pytest.raises(Refused) as problem:
        Kdf(*numbers)
    assert problem.value.code is Code.PROFILE_DAMAGED


@pytest.mark.parametrize("floor_seconds", [0.001, 0.05, 0.14, 0.25, 0.4, 0.8, 5.0])
def test_a_setting_is_scaled_to_between_half_and_one_second_and_never_under_the_floor(floor_seconds):
    """rules: SEC-9"""
    found = scaled(floor_seconds)
    assert found.memory_kib >= Kdf.floor().memory_kib
    assert found.iterations >= Kdf.floor().iterations
    taken = floor_seconds * found.memory_kib / (64 * 1024) * found.iterations / 3
    if 0.012 < floor_seconds < 0.5:
        assert 0.5 <= taken <= 1.0


def test_a_passphrase_typed_in_parts_or_whole_gives_one_key():
    kdf, salt = Kdf.floor(), bytes(16)
    whole = unicodedata.normalize("NFC", "blåbär på ön")
    parts = unicodedata.normalize("NFD", whole)
    assert whole != parts
    assert kdf.derive(whole, salt) == kdf.derive(parts, salt)


@pytest.mark.parametrize("weak", ["", "kort", "1234567", "aaaaaaaaaaaa", "abcabcabc"])
def test_a_passphrase_guessed_faster_than_typed_is_refused(weak):
    with pytest.raises(Refused) as problem:
        check_strength(weak)
    assert problem.value.code is Code.WEAK_PASSPHRASE
    assert problem.value.values == {"least": 8}


def test_four_words_are_enough():
    check_strength("fyra torra ord här")
