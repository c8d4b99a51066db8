"""What a workplace decides: read strictly, told by name when it is wrong, and never weakened by anything said later."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from fieldnotes.boot.managed_policy import settings_under
from fieldnotes.boot.settings import Settings
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.managed import EXPORTS, METERED, RULES, ManagedRules, read_rules, read_told

HUBS = (
    "https://hub.kommun.example",
    "https://HUB.kommun.example/",
    "https://reserv.kommun.example",
    "http://10.0.0.7:8443",
)
names = st.lists(st.sampled_from(("vosk-sv-a", "kb-whisper-small", "vosk-en")), unique=True)
VALUES = {
    "lock_minutes": st.integers(1, 60),
    "pin": st.booleans(),
    "passphrase_length": st.integers(8, 64),
    "lease_days": st.integers(1, 365),
    "hub": st.lists(st.sampled_from(HUBS), unique=True, min_size=1),
    "work_alone": st.booleans(),
    "escrow": st.booleans(),
    "metered": st.sampled_from(METERED),
    "exports": st.lists(st.sampled_from(EXPORTS), unique=True),
    "backups": st.booleans(),
    "microphone": st.booleans(),
    "models": names,
    "updates": st.lists(st.sampled_from(("/srv/fieldnotes", "https://program.kommun.example")), unique=True),
}
policies = st.fixed_dictionaries({}, optional=VALUES).map(lambda data: read_rules(data, "policy.toml"))
settings = st.builds(Settings, lock_minutes=st.integers(1, 60), metered=st.sampled_from(METERED))


def weaker(one, other):
    """Tell of which rules `one` allows something that `other` does not."""
    allowed = {
        "lock_minutes": one.lock_minutes > other.lock_minutes,
        "pin": one.pin and not other.pin,
        "passphrase_length": one.passphrase_length < other.passphrase_length,
        "lease_days": one.lease_days > other.lease_days,
        "hub": other.hub is not None and (one.hub is None or not one.hub <= other.hub),
        "work_alone": one.work_alone and not other.work_alone,
        "escrow": other.escrow and not one.escrow,
        "metered": METERED.index(one.metered) < METERED.index(other.metered),
        "exports": not one.exports <= other.exports,
        "backups": one.backups and not other.backups,
        "microphone": one.microphone and not other.microphone,
        "models": other.models is not None and (one.models is None or not one.models <= other.models),
        "updates": other.updates is not None and (one.updates is None or not one.updates <= other.updates),
    }
    return [name for name, more in allowed.items() if more]


def test_every_rule_has_its_field_and_every_field_of_a_rule_its_rule():
    about = {"decided", "reasons", "unknown"}
    assert {each.name for each in fields(ManagedRules)} - about == set(RULES) == set(VALUES)


@tried(max_examples=50)
@given(policies, policies, settings)
def test_the_strictest_wins_whoever_said_it_and_in_whatever_order(computer, hub, chosen):
    """The computer's policy, the hub's and the person's own choice: nothing that one forbids comes back by another."""
    met = computer.stricter(hub)
    assert not weaker(met, computer)
    assert not weaker(met, hub)
    assert met == hub.stricter(computer)
    assert met.stricter(hub) == met.stricter(met) == met
    held = settings_under(chosen, met)
    assert held == settings_under(held, met), "what was held once stays"
    assert held.lock_minutes <= min(computer.lock_minutes, hub.lock_minutes, chosen.lock_minutes)
    assert METERED.index(held.metered) >= max(map(METERED.index, (computer.metered, hub.metered, chosen.metered)))
    assert replace(held, lock_minutes=chosen.lock_minutes, metered=chosen.metered) == chosen, "the rest is theirs"


@tried(max_examples=25)
@given(policies, policies, policies)
def test_three_policies_meet_in_any_grouping(one, other, third):
    assert one.stricter(other).stricter(third) == one.stricter(other.stricter(third))


def test_no_policy_decides_nothing():
    assert read_rules({}, "policy.toml") == ManagedRules()
    assert settings_under(Settings(lock_minutes=60, metered="yes"), ManagedRules()) == Settings(
        lock_minutes=60, metered="yes"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lock_minutes", 0), ("lock_minutes", 61), ("lock_minutes", True), ("lock_minutes", "5"), ("lock_minutes", 1.5),
        ("pin", "no"), ("pin", 2), ("passphrase_length", 7), ("passphrase_length", 65), ("lease_days", 0),
        ("hub", []), ("hub", "hub.kommun.example"), ("hub", ["https://a", 7]), ("hub", ""), ("work_alone", None),
        ("escrow", "true"), ("metered", "sometimes"), ("exports", ["docx"]), ("exports", 1), ("backups", []),
        ("microphone", "off"), ("models", [""]), ("models", {}), ("reason", 7), ("reason", "x" * 501),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_that_is_refused_by_name(name, value):
    with pytest.raises(Refused) as stopped:
        read_rules({"pin": False, name: value}, "policy.toml")
    assert stopped.value.code is Code.POLICY_WRONG
    assert (stopped.value.values["file"], stopped.value.values["place"]) == ("policy.toml", name)


def test_what_this_version_does_not_know_is_told_and_the_rest_holds():
    found = read_rules({"lock_minuts": 5, "pin": 0, "models": "vosk-sv-a"}, "policy.toml")
    assert (found.unknown, found.decided) == ({"lock_minuts"}, {"pin", "models"})
    assert (found.pin, found.lock_minutes, found.models) == (False, 60, {"vosk-sv-a"})


def test_of_what_a_newer_hub_tells_the_rules_known_here_hold():
    found = read_told({"pin": False, "exports": ["pdf", "holograms"], "of_tomorrow": 1, "reason": "Beslut 7"})
    assert (found.pin, found.decided, found.reasons["pin"]) == (False, {"pin"}, "Beslut 7")


def test_the_reason_of_the_policy_that_stands_is_told():
    computer = read_rules({"lock_minutes": 5, "pin": False, "reason": "IT-beslut 3."}, "policy.toml")
    hub = read_rules({"lock_minutes": 10, "pin": False, "reason": "Nämndens beslut 9."}, "hub")
    met = hub.stricter(computer)
    assert met.reasons == {"lock_minutes": "IT-beslut 3.", "pin": "IT-beslut 3. Nämndens beslut 9."}


def test_a_hub_is_the_same_however_its_address_is_written():
    rules = read_rules({"hub": "https://Hub.Kommun.example/"}, "policy.toml")
    assert rules.allows_hub("https://hub.kommun.example")
    assert not rules.allows_hub("https://hub.kommun.example.example.org")
    assert not rules.allows_hub("http://hub.kommun.example")
