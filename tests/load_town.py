"""A town large enough to load a hub with: units of ten workers and a supervisor, four cases each, two on every case.

Everything they will hand in is written, signed and packed before the hub is asked for anything.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

import zstandard

from fieldnotes.hub.hub import Hub
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.registers import publish_policy
from fieldnotes.wire.entries import Sealed
from fieldnotes.wire.parcel import pack
from hub_samples import Laptop, a_case, person
from vault_writer import RealClock

WORKERS_OF_A_UNIT = 10
CASES_EACH = 4
TEXT = (
    "Elsa öppnade dörren och visade sitt rum. Hon berättade att hon väcker mamma på morgonen när klockan har ringt "
    "två gånger, och att mormor brukar komma på torsdagar. Mamma sade att det har varit lugnare sedan i höstas. "
)
"""What a note says, about ten times over: two kilobytes."""


@dataclass(slots=True)
class Parcel:
    """What one exchange hands in: the entries and the bytes as they travel."""

    sealed: list[Sealed] = field(repr=False)
    packed: bytes = field(repr=False)

    @staticmethod
    def of(sealed: list[Sealed]) -> "Parcel":
        """Pack entries for the way."""
        return Parcel(sealed, zstandard.ZstdCompressor(level=3).compress(pack({}, sealed)))


@dataclass(slots=True)
class Inhabitant:
    """A person and their computer: the cases they may know, and what they will hand in."""

    laptop: Laptop
    cases: list[str]
    supervises: bool
    parcels: list[Parcel] = field(default_factory=list, repr=False)
    before: dict[str, str] = field(default_factory=dict, repr=False)


def found_town(hub: Hub, workers: int) -> list[Inhabitant]:
    """Import a town with so many workers (and a supervisor for every ten), and let all their computers join."""
    units = -(-workers // WORKERS_OF_A_UNIT)
    names = [_unit_of(number) for number in range(units)]
    people = [person(_worker(n), unit=_unit_of(n // WORKERS_OF_A_UNIT)) for n in range(workers)]
    people += [person(_boss(number), "supervisor", _unit_of(number)) for number in range(units)]
    publish_policy(hub)
    import_file(
        hub,
        {
            "units": [{"id": name, "name": f"Barn och unga {name}"} for name in names],
            "users": people,
            "cases": [_case(case, n, workers) for n in range(workers) for case in _cases_of(n)],
        },
    )
    clock = RealClock()
    found = []
    for n in range(workers):
        laptop = Laptop(_worker(n), unit=_unit_of(n // WORKERS_OF_A_UNIT), clock=clock).enrol(hub)
        found.append(Inhabitant(laptop, [*_cases_of(n), *_cases_of(_guest_of(n, workers))], supervises=False))
    for number in range(units):
        laptop = Laptop(_boss(number), "supervisor", _unit_of(number), clock).enrol(hub)
        found.append(Inhabitant(laptop, [], supervises=True))
    return found


def write_notes(town: list[Inhabitant], notes: int, at_once: int, seed: int = 1) -> None:
    """Let every worker write so many notes, in parcels of `at_once`, spread over their cases."""
    chance = random.Random(seed)  # noqa: S311 - which case, no secret
    for one in town:
        if not one.supervises:
            sealed = list(_notes(one, notes, chance))
            one.parcels = [Parcel.of(sealed[at : at + at_once]) for at in range(0, notes, at_once)]


def _notes(one: Inhabitant, notes: int, chance: random.Random) -> Iterator[Sealed]:
    for _ in range(notes):
        case = chance.choice(one.cases)
        number = one.laptop.dseq + 1
        text = f"{number}. {TEXT * chance.randint(5, 15)}"
        sealed = one.laptop.signed(
            case, f"n-{one.laptop.user}-{number}", text, case_previous=one.before.get(case), at=_now(one.laptop)
        )
        one.before[case] = sealed.hash
        yield sealed


def _now(laptop: Laptop) -> str:
    return laptop.clock.now().isoformat(timespec="milliseconds")


def _unit_of(number: int) -> str:
    return f"unit-{number:03}"


def _worker(number: int) -> str:
    return f"u-w{number:04}"


def _boss(number: int) -> str:
    return f"u-b{number:03}"


def _cases_of(number: int) -> list[str]:
    return [f"c-{number:04}-{n}" for n in range(CASES_EACH)]


def _guest_of(number: int, workers: int) -> int:
    """Whose cases a worker shares: the one before them in the unit."""
    first = number // WORKERS_OF_A_UNIT * WORKERS_OF_A_UNIT
    size = min(WORKERS_OF_A_UNIT, workers - first)
    return first + (number - first - 1) % size


def _case(case: str, number: int, workers: int) -> dict:
    first = number // WORKERS_OF_A_UNIT * WORKERS_OF_A_UNIT
    size = min(WORKERS_OF_A_UNIT, workers - first)
    second = first + (number - first + 1) % size
    unit = number // WORKERS_OF_A_UNIT
    return a_case(case, sorted({_worker(number), _worker(second)}), _unit_of(unit), _boss(unit))
