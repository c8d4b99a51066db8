"""What every way into a case system is to the program, and which there are: ours, and those others have installed.

A connector is found under its kind in the entry points `fieldnotes.connectors`: a callable that takes its settings and
its secret and gives something with `deliver`. It decides nothing about what is handed over, and to whom.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from typing import Final, Protocol

from fieldnotes.delivery.eark_folder import EarkFolder
from fieldnotes.delivery.fhir_server import FhirServer
from fieldnotes.delivery.outgoing import Outgoing
from fieldnotes.domain.errors import Code, Refused

GROUP: Final = "fieldnotes.connectors"
BY_HAND: Final = "by_hand"
"""The kind that sends nothing: a person copies the note and writes down the receipt."""
_OURS: Final[Mapping[str, Callable[["Given"], "Connector"]]] = {
    "eark": lambda given: EarkFolder.made(given.settings),
    "fhir": lambda given: FhirServer.made(given.settings, given.secret),
}


@dataclass(frozen=True, slots=True)
class Given:
    """With what a connector is made: its settings as text by name, and its secret."""

    settings: Mapping[str, str]
    secret: str | None = field(default=None, repr=False)


class Connector(Protocol):
    """A way into one system."""

    def deliver(self, one: Outgoing) -> str:
        """Hand one text over and give the receipt: the system's own words for where it lies now.

        The same text may come again after a cut line or a crash, under the same `one.document`: it must not lie there
        twice. Unavailable: it may be tried again by itself. Refused: a person has to look.
        """
        ...


def kinds() -> tuple[str, ...]:
    """Name every kind there is, by hand among them."""
    found = {each.name for each in entry_points(group=GROUP)}
    return tuple(sorted(found | set(_OURS) | {BY_HAND}))


def make_connector(kind: str, given: Given) -> Connector:
    """Make a connector. Refused: CONNECTOR_UNKNOWN(kind), CONNECTOR_WRONG(setting), CONNECTOR_LACKS(library)."""
    make = _OURS.get(kind) or _installed(kind)
    if make is None:
        raise Refused(Code.CONNECTOR_UNKNOWN, name=kind[:40])
    return make(given)


def _installed(kind: str) -> Callable[[Given], Connector] | None:
    found = next(iter(entry_points(group=GROUP, name=kind)), None)
    if found is None:
        return None
    loaded: Callable[[Given], Connector] = found.load()
    return loaded
