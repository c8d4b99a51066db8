"""The hub's functions about case systems by name, each opening the hub for one command."""

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from fieldnotes import __version__
from fieldnotes.boot.resources import resources
from fieldnotes.boot.shipped_book import shipped_book
from fieldnotes.boot.system_clock import SystemClock
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub import connecting, delivered
from fieldnotes.hub.hub import Hub
from fieldnotes.language.translation import spoken_language

_PAPERS: Final = ("typst", "reportlab")
"""Libraries that set papers: a server that only takes notes in does without."""


def connect(folder: Path, name: str, kind: str, settings: Mapping[str, str], secret: str | None, by: str) -> JsonObject:
    """Set up a way into a case system."""
    with Hub.open(folder, SystemClock()) as hub:
        return connecting.connect(hub, name, kind, settings, secret, by)


def disconnect(folder: Path, name: str, by: str) -> JsonObject:
    """Let nothing more go there."""
    with Hub.open(folder, SystemClock()) as hub:
        return connecting.disconnect(hub, name, by)


def connectors(folder: Path) -> JsonObject:
    """What is set up, and which kinds there are."""
    with Hub.open(folder, SystemClock()) as hub:
        return connecting.connectors(hub)


def run(folder: Path, most: int, step: Callable[[int, int], None]) -> JsonObject:
    """Queue what was approved since, and send what is due; only this command needs what papers are drawn with.

    Refused: CONNECTOR_LACKS(library) where the extra `connectors` is not installed.
    """
    for library in _PAPERS:
        if find_spec(library) is None:
            raise Refused(Code.CONNECTOR_LACKS, library=library)
    from fieldnotes.delivery.package import Makers
    from fieldnotes.delivery.secrecy import secrecy
    from fieldnotes.hub.delivering import Sender, deliver
    from fieldnotes.hub.delivery_reading import Reading
    from fieldnotes.report.archive_pdf import archive_pdf
    from fieldnotes.report.case_pdf import Setting

    language, shipped = spoken_language(), resources()
    setting = Setting(shipped / "fonts", shipped / "paper", language)
    makers = Makers(lambda of, note: archive_pdf(of, note, setting), secrecy(shipped / "words"), __version__)
    with Hub.open(folder, SystemClock()) as hub:
        return deliver(hub, Sender(Reading(shipped_book(), language), makers, step), most)


def listed(folder: Path, state: str | None) -> JsonObject:
    """What was queued, and how far each text has come."""
    with Hub.open(folder, SystemClock()) as hub:
        return delivered.deliveries(hub, state)


def retry(folder: Path, note: str | None, by: str) -> JsonObject:
    """Try again at once."""
    with Hub.open(folder, SystemClock()) as hub:
        return delivered.retry(hub, note, by)


def done(folder: Path, note: str, to: str, receipt: str, by: str) -> JsonObject:
    """A person has copied a note into a system."""
    with Hub.open(folder, SystemClock()) as hub:
        return delivered.done_by_hand(hub, note, to, receipt, by)


DELIVERY_COMMANDS: Mapping[str, Callable[..., JsonObject]] = {
    "deliver_connect": connect,
    "deliver_disconnect": disconnect,
    "deliver_connectors": connectors,
    "deliver_run": run,
    "deliver_list": listed,
    "deliver_retry": retry,
    "deliver_done": done,
}
