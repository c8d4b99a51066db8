"""Which screens there are, told apart by name and serial number and never by their order. Knows no note."""

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication, QScreen

from fieldnotes.language.translation import translate as _


@dataclass(frozen=True, slots=True)
class Display:
    """One screen: what the system calls it and the serial number it tells, which together say which one it is."""

    name: str
    serial: str
    words: str


class Displays(Protocol):
    """What the stage asks about screens; tests hand in one where screens come and go."""

    changed: SignalInstance

    def others(self, here: QScreen | None) -> tuple[Display, ...]:
        """List the screens that show something else than `here`."""
        ...

    def find(self, display: Display) -> QScreen | None:
        """Find a screen again, or nothing when it is gone."""
        ...

    def mirrored(self, here: QScreen | None) -> bool:
        """Tell whether another screen shows what `here` shows, as far as the system says so."""
        ...


class SystemDisplays(QObject):
    """The screens of this computer."""

    changed = Signal()
    """A screen came, went, moved or became the first one."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._added)
            app.screenRemoved.connect(self.changed)
            app.primaryScreenChanged.connect(self.changed)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.connect(self.changed)

    def others(self, here: QScreen | None) -> tuple[Display, ...]:
        """List the screens beside `here`; one that mirrors it is the same picture and no screen of its own."""
        apart = [each for each in QGuiApplication.screens() if each is not here and not _mirrors(each, here)]
        return tuple(_display(each) for each in apart)

    def find(self, display: Display) -> QScreen | None:
        """Find a screen by name and serial number."""
        same = [each for each in QGuiApplication.screens() if _same(each, display)]
        return same[0] if len(same) == 1 else None

    def mirrored(self, here: QScreen | None) -> bool:
        """Tell whether another screen shows the same part of the desktop as `here`."""
        return any(_mirrors(each, here) for each in QGuiApplication.screens() if each is not here)

    def _added(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self.changed)
        self.changed.emit()


def _same(screen: QScreen, display: Display) -> bool:
    return (screen.name(), screen.serialNumber()) == (display.name, display.serial)


def _mirrors(screen: QScreen, here: QScreen | None) -> bool:
    return here is not None and screen.geometry().intersects(here.geometry())


def _display(screen: QScreen) -> Display:
    size = screen.geometry()
    model = " ".join(part for part in (screen.manufacturer(), screen.model()) if part) or screen.name()
    words = _("{name} ({width} × {height})").format(name=model, width=size.width(), height=size.height())
    return Display(screen.name(), screen.serialNumber(), words)
