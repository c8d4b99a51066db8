"""The PIN: two halves, five tries, never the only way, and the passphrase when the keychain lets go."""

import pytest
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring

from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.key_file import KEY_FILE, SlotKind, read_key_file
from fieldnotes.vault.keychain import SERVICE, SystemKeychain
from fieldnotes.vault.opening import recover, unlock
from fieldnotes.vault.pin import TRIES, PinState, check_pin, pin_state, remove_pin, set_pin, unlock_with_pin
from fieldnotes.vault.rekeying import rekey
from memory_keychain import MemoryBackend, MemoryKeychain, using
from vault_samples import PASSPHRASE

PIN = "842617"
WRONG = "111222"


@pytest.fixture
def keychain():
    return MemoryKeychain()


@pytest.fixture
def locked(vault, folder, keychain):
    """A locked profile with a PIN."""
    set_pin(vault, PIN, keychain, Kdf.floor())
    vault.lock()
    return folder


def refusal(act) -> FieldNotesError:
    with pytest.raises(FieldNotesError) as problem:
        act()
    return problem.value


def fail_once(folder, clock, keychain) -> FieldNotesError:
    problem = refusal(lambda: unlock_with_pin(folder, WRONG, clock, keychain))
    clock.move(900)
    return problem


def test_the_pin_opens_and_so_does_the_passphrase(locked, held_clock, keychain):
    assert pin_state(locked, keychain) is PinState.READY
    unlock_with_pin(locked, PIN, held_clock, keychain).lock()
    unlock(locked, PASSPHRASE, held_clock).lock()


def test_the_disk_alone_is_not_enough(locked, held_clock):
    """rules: SEC-9 – a thief has every PIN to try, but not the keychain's half."""
    other = MemoryKeychain()
    assert pin_state(locked, other) is PinState.LOST
    assert refusal(lambda: unlock_with_pin(locked, PIN, held_clock, other)).code is Code.PIN_GONE
    (name,) = [slot.id for slot in read_key_file(locked).of_kind(SlotKind.PIN)]
    other.held[name] = "1:0:" + "A" * 43 + "="
    assert refusal(lambda: unlock_with_pin(locked, PIN, held_clock, other)).code is Code.WRONG_PIN


def test_the_fifth_wrong_try_erases_the_secret_and_the_slot(locked, held_clock, keychain):
    """rules: SEC-9"""
    left = [fail_once(locked, held_clock, keychain) for _ in range(TRIES)]
    assert [problem.values.get("left") for problem in left] == [4, 3, 2, 1, None]
    assert left[-1].code is Code.PIN_GONE
    assert not keychain.held
    assert not read_key_file(locked).of_kind(SlotKind.PIN)
    assert pin_state(locked, keychain) is PinState.NONE
    unlock(locked, PASSPHRASE, held_clock).lock()


def test_a_try_is_counted_before_it_is_made(locked, held_clock, keychain):
    """Ending the program in the middle gives nobody a free try."""

    class Stops(MemoryKeychain):
        def keep(self, name, secret):
            super().keep(name, secret)
            raise KeyboardInterrupt

    stopping = Stops()
    stopping.held = keychain.held
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            unlock_with_pin(locked, WRONG, held_clock, stopping)
    assert fail_once(locked, held_clock, keychain).values == {"left": TRIES - 3}


def test_a_right_pin_starts_the_count_anew(locked, held_clock, keychain):
    for _ in range(TRIES - 1):
        fail_once(locked, held_clock, keychain)
    unlock_with_pin(locked, PIN, held_clock, keychain).lock()
    assert fail_once(locked, held_clock, keychain).values == {"left": TRIES - 1}


def test_a_wrong_pin_makes_the_next_try_wait(locked, held_clock, keychain):
    refusal(lambda: unlock_with_pin(locked, WRONG, held_clock, keychain))
    waiting = refusal(lambda: unlock_with_pin(locked, PIN, held_clock, keychain))
    assert waiting.code is Code.WAIT_BEFORE_RETRY
    held_clock.move(1)
    unlock_with_pin(locked, PIN, held_clock, keychain).lock()


def test_a_keychain_that_does_not_answer_costs_no_try(locked, held_clock, keychain):
    keychain.away = True
    assert pin_state(locked, keychain) is PinState.LOST
    assert refusal(lambda: unlock_with_pin(locked, PIN, held_clock, keychain)).code is Code.KEYCHAIN_MISSING
    unlock(locked, PASSPHRASE, held_clock).lock()
    keychain.away = False
    unlock_with_pin(locked, PIN, held_clock, keychain).lock()


def test_without_a_keychain_there_is_no_pin(vault, folder, keychain):
    keychain.there = False
    assert pin_state(folder, keychain) is PinState.IMPOSSIBLE
    assert refusal(lambda: set_pin(vault, PIN, keychain, Kdf.floor())).code is Code.KEYCHAIN_MISSING
    assert not read_key_file(folder).of_kind(SlotKind.PIN)


@pytest.mark.parametrize(
    "pin", ["", "12345", "111111", "123456", "987654", "12345a", "８４２６１７", "8 4261 7", "9" * 40]
)
def test_an_easy_pin_is_refused(pin):
    assert refusal(lambda: check_pin(pin)).code is Code.WEAK_PIN


def test_a_new_pin_takes_the_olds_place_and_its_secret(locked, profiles, held_clock, keychain):
    before = set(keychain.held)
    vault = profiles.open(locked)
    set_pin(vault, "730942", keychain, Kdf.floor())
    vault.lock()
    assert len(keychain.held) == 1
    assert not before & set(keychain.held)
    assert fail_once(locked, held_clock, keychain).code is Code.WRONG_PIN
    unlock_with_pin(locked, "730942", held_clock, keychain).lock()


def test_a_removed_pin_opens_nothing(locked, held_clock, keychain):
    keychain.away = True
    assert remove_pin(locked, keychain)
    assert not remove_pin(locked, keychain)
    keychain.away = False
    assert refusal(lambda: unlock_with_pin(locked, PIN, held_clock, keychain)).code is Code.PIN_GONE


def test_a_pin_is_never_the_only_way(vault, folder, keychain):
    file = read_key_file(folder)
    from fieldnotes.vault.key_file import write_key_file

    write_key_file(folder, file.without(SlotKind.PASSPHRASE), lambda _: True)
    assert isinstance(refusal(lambda: set_pin(vault, PIN, keychain, Kdf.floor())), Refused)
    assert not keychain.held


def test_a_slot_that_cannot_be_written_leaves_no_secret_behind(vault, folder, keychain):
    (folder / KEY_FILE).unlink()
    (folder / KEY_FILE).mkdir()
    refusal(lambda: set_pin(vault, PIN, keychain, Kdf.floor()))
    assert not keychain.held


def test_a_new_data_key_takes_the_pin_away(locked, profiles, held_clock, keychain):
    vault = profiles.open(locked)
    rekey(vault, PASSPHRASE, Kdf.floor())
    vault.lock()
    assert refusal(lambda: unlock_with_pin(locked, PIN, held_clock, keychain)).code is Code.PIN_GONE


def test_the_recovery_key_keeps_the_pin(locked, profiles, held_clock, keychain):
    recover(locked, profiles.recovery_key, "helt nya ord nu", Kdf.floor(), held_clock).lock()
    unlock_with_pin(locked, PIN, held_clock, keychain).lock()


@pytest.mark.parametrize(
    ("backend", "there"),
    [(MemoryBackend, True), (FailKeyring, False), (NullKeyring, False)],
)
def test_only_a_real_keychain_counts(backend, there):
    with using(backend()):
        assert SystemKeychain().is_there() is there


class PlainFile(MemoryBackend):
    """A file that calls itself a keychain: `keyring` ranks it under the real ones."""

    priority = 0.5


class Chain(ChainerBackend):
    """A chain with the links of the test."""

    backends = ()


@pytest.mark.parametrize(
    ("links", "there"),
    [([], False), ([PlainFile], False), ([MemoryBackend], True), ([PlainFile, MemoryBackend], False)],
)
def test_a_chain_is_as_real_as_its_first_link(links, there):
    chain = Chain()
    type(chain).backends = [link() for link in links]
    with using(chain):
        assert SystemKeychain().is_there() is there


def test_the_systems_keychain_keeps_reads_and_erases():
    backend = MemoryBackend()
    with using(backend):
        system = SystemKeychain()
        assert system.read("a") is None
        system.keep("a", "b")
        assert backend.held == {(SERVICE, "a"): "b"}
        assert system.read("a") == "b"
        system.erase("a")
        system.erase("a")
        assert not backend.held
    with using(FailKeyring()):
        assert refusal(lambda: SystemKeychain().read("a")).code is Code.KEYCHAIN_MISSING
