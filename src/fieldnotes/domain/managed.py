"""What a workplace has decided about the program on its computers: each rule, what it may be, which of two is stricter.

Every rule stands at its weakest unless it was decided; two policies meet rule by rule, the stricter winning, so that
no order of reading and no later word can weaken what one of them says. Knows neither where a policy lies nor who
obeys it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final, Self

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject

LONGEST_LOCK: Final = 60
LONGEST_LEASE: Final = 365
SHORTEST_PASSPHRASE: Final = 8
LONGEST_ASKED: Final = 64
METERED: Final = ("yes", "auto", "no")
"""Whether files wait on a network that costs by the byte, from what leaves them longest on this computer alone."""
EXPORTS: Final = ("attachment", "eark", "fhir", "json", "pdf", "print")
"""Ways in which what is written may leave the program other than to the hub and to the family."""
REASON: Final = "reason"
_LONGEST_REASON: Final = 500
_MOST_NAMES: Final = 100

Names = frozenset[str]


@dataclass(frozen=True, slots=True)
class ManagedRules:
    """Each rule, at its weakest when nobody has decided it; `decided` names those somebody has."""

    lock_minutes: int = LONGEST_LOCK
    """The program locks after at most so many idle minutes."""
    pin: bool = True
    """Whether a PIN may open a profile."""
    passphrase_length: int = SHORTEST_PASSPHRASE
    """How many characters a new passphrase has at least."""
    lease_days: int = LONGEST_LEASE
    """How many days a device goes on its passphrase alone without its hub, at most."""
    hub: Names | None = None
    """The only addresses of hubs that may be joined and exchanged with; None = any."""
    work_alone: bool = True
    """Whether notes may be begun before the profile has joined a hub."""
    escrow: bool = False
    """Whether notes are begun only once two officers of the workplace can open the profile together."""
    metered: str = METERED[0]
    """How long files may wait for a network that is free."""
    exports: Names = frozenset(EXPORTS)
    """The ways in which written things may leave the program."""
    backups: bool = True
    """Whether a person may copy the profile to another disk."""
    microphone: bool = True
    """Whether the microphone may be used."""
    models: Names | None = None
    """The only speech models that may be installed and used; None = any."""
    updates: Names | None = None
    """The only folders and addresses newer versions of the program are taken from; None = any (all are signed)."""
    decided: Names = frozenset()
    """Names of the rules that were decided."""
    reasons: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    """Why, in the workplace's own words, by the name of a rule."""
    unknown: Names = field(default=frozenset(), compare=False)
    """Names in a policy that this version of the program does not know."""

    def stricter(self, other: Self) -> Self:
        """Join two policies: of each rule the stricter; the order makes no difference."""
        met: dict[str, Any] = {
            name: rule.stricter(getattr(self, name), getattr(other, name)) for name, rule in RULES.items()
        }
        return replace(
            self,
            **met,
            decided=self.decided | other.decided,
            reasons=MappingProxyType(
                {name: _why(name, met[name], self, other) for name in self.decided | other.decided}
            ),
            unknown=self.unknown | other.unknown,
        )

    def require(self, rule: str, *, kept: bool) -> None:
        """Let an act go on only where it keeps a rule.

        Raises:
            Refused: MANAGED with the name of the `rule`.
        """
        if not kept:
            raise Refused(Code.MANAGED, rule=rule)

    def allows_hub(self, address: str) -> bool:
        """Say whether a hub at this address may be used."""
        return self.hub is None or plain_address(address) in self.hub

    def allows_model(self, name: str) -> bool:
        """Say whether a speech model of this name may be used."""
        return self.models is None or name in self.models

    def allows_updates_from(self, place: str) -> bool:
        """Say whether newer versions of the program may be taken from a folder or an address."""
        return self.updates is None or place in self.updates


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: how its value is read (None = it cannot be that), what is expected, which of two is the stricter."""

    read: Callable[[Json], object]
    expected: str
    stricter: Callable[[object, object], object]


def read_rules(data: JsonObject, file: str) -> ManagedRules:
    """Read a policy: rules by name, and `reason`, the workplace's own words about them.

    Args:
        data: names and values as the file, the registry or the hub gives them.
        file: what to call it when something is wrong.

    Raises:
        Refused: POLICY_WRONG with the `file`, the `place` (the rule) and what was `expected`. A name this version does
            not know is no fault: it is kept in `unknown` and told.
    """
    reason = data.get(REASON, "")
    if not isinstance(reason, str) or len(reason) > _LONGEST_REASON:
        raise Refused(Code.POLICY_WRONG, file=file, place=REASON, expected="a text")
    known = {name: RULES[name] for name in data if name in RULES}
    values: dict[str, Any] = {}
    for name, rule in known.items():
        values[name] = rule.read(data[name])
        if values[name] is None:
            raise Refused(Code.POLICY_WRONG, file=file, place=name, expected=rule.expected)
    made = ManagedRules(
        decided=frozenset(known),
        reasons=MappingProxyType(dict.fromkeys(known, reason.strip())),
        unknown=frozenset(data) - frozenset(RULES) - {REASON},
    )
    return replace(made, **values)


def read_told(data: JsonObject) -> ManagedRules:
    """Read what a hub has published, which checked it then: a rule that cannot be read here decides nothing here."""
    made = ManagedRules()
    for name in data:
        if name in RULES and RULES[name].read(data[name]) is not None:
            made = made.stricter(read_rules({name: data[name], REASON: data.get(REASON) or ""}, "hub"))
    return made


def plain_address(address: str) -> str:
    """Write a hub's address in one way, so that two can be compared."""
    return address.strip().rstrip("/").lower()


def value_json(value: object) -> Json:
    """Write a rule's value as JSON: a set becomes a sorted list."""
    if isinstance(value, frozenset):
        return sorted(value)
    return value if isinstance(value, str | int) else None


def _why(name: str, value: object, one: ManagedRules, other: ManagedRules) -> str:
    """The words of the policy whose value stands; both where it is both's."""
    found = [p.reasons.get(name, "") for p in (one, other) if name in p.decided and getattr(p, name) == value]
    found = found or [p.reasons.get(name, "") for p in (one, other) if name in p.decided]
    return " ".join(sorted({words for words in found if words}))


def _switch(value: Json) -> bool | None:
    """A registry has no truth values: 0 and 1 are read as such."""
    return bool(value) if isinstance(value, bool) or value in (0, 1) else None


def _number(least: int, most: int) -> Callable[[Json], int | None]:
    def read(value: Json) -> int | None:
        fits = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        return value if fits and isinstance(value, int) else None

    return read


def _names(value: Json) -> Names | None:
    """A list of names; one alone may stand without brackets."""
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list | tuple) or len(given) > _MOST_NAMES:
        return None
    texts = [each.strip() for each in given if isinstance(each, str)]
    return frozenset(texts) if len(texts) == len(given) and all(texts) else None


def _hubs(value: Json) -> Names | None:
    found = _names(value)
    if not found or not all(each.lower().startswith(("https://", "http://")) for each in found):
        return None
    return frozenset(map(plain_address, found))


def _exports(value: Json) -> Names | None:
    found = _names(value)
    return found if found is not None and found <= frozenset(EXPORTS) else None


def _metered(value: Json) -> str | None:
    return value if isinstance(value, str) and value in METERED else None


def _both(one: object, other: object) -> object:
    """What both allow; None allows everything."""
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return one & other
    return other if one is None else one


def _less(one: object, other: object) -> object:
    return min(one, other) if isinstance(one, int) and isinstance(other, int) else one


def _more(one: object, other: object) -> object:
    return max(one, other) if isinstance(one, int) and isinstance(other, int) else one


def stricter_metered(one: object, other: object) -> object:
    """Of two ways with files on a network that costs, the one that lets them wait less."""
    return max(one, other, key=lambda value: METERED.index(str(value)))


_TRUE_OR_FALSE: Final = "true or false"
_LIST: Final = "a list of texts"
RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        "lock_minutes": Rule(_number(1, LONGEST_LOCK), f"a whole number from 1 to {LONGEST_LOCK}", _less),
        "pin": Rule(_switch, _TRUE_OR_FALSE, _less),
        "passphrase_length": Rule(
            _number(SHORTEST_PASSPHRASE, LONGEST_ASKED),
            f"a whole number from {SHORTEST_PASSPHRASE} to {LONGEST_ASKED}",
            _more,
        ),
        "lease_days": Rule(_number(1, LONGEST_LEASE), f"a whole number from 1 to {LONGEST_LEASE}", _less),
        "hub": Rule(_hubs, "a list of addresses (https://…)", _both),
        "work_alone": Rule(_switch, _TRUE_OR_FALSE, _less),
        "escrow": Rule(_switch, _TRUE_OR_FALSE, _more),
        "metered": Rule(_metered, "yes, auto or no", stricter_metered),
        "exports": Rule(_exports, "a list of attachment, eark, fhir, json, pdf and print", _both),
        "backups": Rule(_switch, _TRUE_OR_FALSE, _less),
        "microphone": Rule(_switch, _TRUE_OR_FALSE, _less),
        "models": Rule(_names, _LIST, _both),
        "updates": Rule(_names, _LIST, _both),
    }
)
"""Every rule by its name; a test holds that `ManagedRules` has a field for each."""
