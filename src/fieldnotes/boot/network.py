"""Whether the network costs by the byte: what the person says, else what the system says. Opens no connection.

The system is asked through Qt on the window's thread, which keeps the answer here for the lane that exchanges; a
command line without windows has no Qt running and takes the network for free unless the settings say otherwise.
"""

from contextlib import suppress

from fieldnotes.boot.managed_policy import managed_rules, settings_under
from fieldnotes.boot.settings import Settings, settings_file
from fieldnotes.domain.errors import Refused

_system_says: set[str] = set()
_METERED = "metered"


def costs_by_the_byte() -> bool:
    """Tell whether files shall wait; safe on any thread."""
    chosen = settings_under(Settings(), managed_rules()).metered
    with suppress(Refused):
        chosen = settings_under(Settings.read(settings_file()), managed_rules()).metered
    return chosen == "yes" or (chosen == "auto" and _METERED in _system_says)


def note_metered(metered: bool) -> None:  # noqa: FBT001 - a Qt signal's own argument
    """Keep what the system says now."""
    if metered:
        _system_says.add(_METERED)
    else:
        _system_says.discard(_METERED)


def watch_network() -> None:
    """Ask the system through Qt, now and whenever it changes; called on the window's thread, with an application."""
    from PySide6.QtNetwork import QNetworkInformation

    if not QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Metered):
        return
    information = QNetworkInformation.instance()
    if information is not None:
        note_metered(information.isMetered())
        information.isMeteredChanged.connect(note_metered)
