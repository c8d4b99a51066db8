"""What a workplace has decided about the program, rule by rule, in words. Knows no policy file and no screen."""

from collections.abc import Callable

from fieldnotes.domain.managed import METERED, ManagedRules
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n


def decided_words(rules: ManagedRules) -> tuple[tuple[str, str, str], ...]:
    """Every rule that was decided: its name, what it says, and why in the workplace's own words (may be empty)."""
    return tuple(
        (name, rule_words(name, rules), rules.reasons.get(name, "")) for name in _WORDS if name in rules.decided
    )


def by_reason(rules: ManagedRules) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What was decided, gathered under each reason, so that one reason is read once."""
    found: dict[str, list[str]] = {}
    for _name, words, why in decided_words(rules):
        found.setdefault(why, []).append(words)
    return tuple((why, tuple(words)) for why, words in found.items())


def rule_words(name: str, rules: ManagedRules) -> str:
    """Say one rule as it stands."""
    return _WORDS[name](rules)


def refused_words(rule: str) -> str:
    """Say what a rule that stands in the way wants, after a colon."""
    said = {
        "pin": _("a PIN is not used."),
        "hub": _("another hub is not used."),
        "work_alone": _("notes are begun once the profile has joined the workplace's hub."),
        "escrow": _("notes are begun once two officers can open the profile in need; sync, so that they can."),
        "exports": _("this is not printed or saved outside the program."),
        "backups": _("the profile is not copied to other disks."),
        "microphone": _("the microphone is not used."),
        "models": _("this speech model is not used."),
        "updates": _("new versions of the program are not taken from there."),
    }
    return said.get(rule, rule)


def _lock(rules: ManagedRules) -> str:
    said = _n(
        "The program locks after {n} minute at most.",
        "The program locks after {n} minutes at most.",
        rules.lock_minutes,
    )
    return said.format(n=rules.lock_minutes)


def _pin(rules: ManagedRules) -> str:
    return _("A PIN may be used.") if rules.pin else _("A PIN is not used; the passphrase opens the profile.")


def _passphrase(rules: ManagedRules) -> str:
    return _("A new passphrase has at least {n} characters.").format(n=rules.passphrase_length)


def _lease(rules: ManagedRules) -> str:
    said = _n(
        "After {n} day without the hub the recovery key is asked for too.",
        "After {n} days without the hub the recovery key is asked for too.",
        rules.lease_days,
    )
    return said.format(n=rules.lease_days)


def _hub(rules: ManagedRules) -> str:
    if not rules.hub:
        return _("No hub is used: two policies name different ones.")
    return _("Only this hub is used: {hub}.").format(hub=", ".join(sorted(rules.hub)))


def _alone(rules: ManagedRules) -> str:
    if rules.work_alone:
        return _("Notes may be begun before the profile has joined a hub.")
    return _("Notes are begun once the profile has joined the workplace's hub.")


def _escrow(rules: ManagedRules) -> str:
    if not rules.escrow:
        return _("Notes may be begun before two officers can open the profile in need.")
    return _("Notes are begun once two officers of the workplace can open the profile together in need.")


def _metered(rules: ManagedRules) -> str:
    said = {
        METERED[0]: _("Files may wait for a network that costs nothing."),
        METERED[1]: _("Files wait only while the system says that the network costs."),
        METERED[2]: _("Files never wait for another network."),
    }
    return said[rules.metered]


def _exports(rules: ManagedRules) -> str:
    """What the family has a right to is not among them: it is handed over by the duty to do so."""
    ways = {
        "print": _("paper"),
        "pdf": "PDF",
        "json": "JSON",
        "fhir": "FHIR",
        "eark": "E-ARK",
        "attachment": _("attached files"),
    }
    allowed = [words for way, words in ways.items() if way in rules.exports]
    if not allowed:
        return _("Nothing is printed or saved outside the program, other than what the family is given.")
    return _("Only this is printed or saved outside the program: {ways}.").format(ways=", ".join(allowed))


def _backups(rules: ManagedRules) -> str:
    if rules.backups:
        return _("The profile may be copied to another disk.")
    return _("The profile is not copied to other disks; the hub keeps what is sent.")


def _microphone(rules: ManagedRules) -> str:
    return _("The microphone may be used.") if rules.microphone else _("The microphone is not used.")


def _models(rules: ManagedRules) -> str:
    if not rules.models:
        return _("No speech model is used.")
    return _("Only these speech models are used: {models}.").format(models=", ".join(sorted(rules.models)))


def _updates(rules: ManagedRules) -> str:
    if not rules.updates:
        return _("The program takes no new versions by itself.")
    return _("New versions of the program are taken only from here: {places}.").format(
        places=", ".join(sorted(rules.updates))
    )


_WORDS: dict[str, Callable[[ManagedRules], str]] = {
    "lock_minutes": _lock,
    "pin": _pin,
    "passphrase_length": _passphrase,
    "lease_days": _lease,
    "hub": _hub,
    "work_alone": _alone,
    "escrow": _escrow,
    "metered": _metered,
    "exports": _exports,
    "backups": _backups,
    "microphone": _microphone,
    "models": _models,
    "updates": _updates,
}
"""Every rule, in the order in which they are told."""
