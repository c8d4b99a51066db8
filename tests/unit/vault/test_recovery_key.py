"""The recovery key survives pen and paper, and notices slips of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault.recovery_key import from_paper, new_recovery_secret, to_paper

secrets = st.binary(min_size=20, max_size=20)


@given(secrets)
def test_what_is_written_is_read_back(secret):
    assert from_paper(to_paper(secret)) == secret


@given(secrets, st.integers(0, 39), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_character_is_noticed_and_its_group_named(secret, place, character):
    letters = list(to_paper(secret).replace("-", ""))
    if letters[place] == character:
        return
    letters[place] = character
    with pytest.raises(Refused) as problem:
        from_paper("".join(letters))
    assert problem.value.code is Code.WRONG_RECOVERY_KEY
    assert problem.value.values == {"group": place // 5 + 1}


@given(secrets, st.integers(0, 38))
def test_two_swapped_neighbours_are_noticed(secret, place):
    letters = list(to_paper(secret).replace("-", ""))
    if place % 5 == 4 or letters[place] == letters[place + 1]:
        return
    letters[place], letters[place + 1] = letters[place + 1], letters[place]
    with pytest.raises(Refused):
        from_paper("".join(letters))


@given(secrets, st.permutations(range(8)))
def test_groups_in_another_order_are_noticed(secret, order):
    groups = to_paper(secret).split("-")
    mixed = [groups[n] for n in order]
    if mixed == groups:
        return
    with pytest.raises(Refused):
        from_paper("-".join(mixed))


def test_small_letters_blanks_and_lookalikes_are_forgiven():
    secret = bytes(20)
    assert from_paper(to_paper(secret).lower().replace("0", "o").replace("-", " ") + "\n") == secret


@pytest.mark.parametrize("text", ["", "ABCD", "å" * 40, "0" * 41])
def test_something_else_is_refused(text):
    with pytest.raises(Refused) as problem:
        from_paper(text)
    assert problem.value.code is Code.WRONG_RECOVERY_KEY


def test_two_recovery_keys_differ():
    assert new_recovery_secret() != new_recovery_secret()
    assert len(to_paper(new_recovery_secret()).split("-")) == 8
