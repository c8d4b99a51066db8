"""Hears when the computer is about to sleep or its own screen is locked, on each system in its own way.

Linux: logind and the desktop's screen saver over D-Bus. Windows: session and power messages. macOS: a look at the
session now and then. What is not there is left out: the idle watch notices a sleep afterwards by the clock. Imported
after the first paint; knows no profile.
"""

import ctypes
import sys
from ctypes import wintypes
from typing import Any, Final

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusUnixFileDescriptor
from PySide6.QtWidgets import QWidget

_LOGIN: Final = "org.freedesktop.login1"
_MANAGER: Final = f"{_LOGIN}.Manager"
_SAVERS: Final = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.kde.screensaver")
_TOLD: Final[Any] = SLOT("sleeping(bool)")
_LOCKED: Final[Any] = SLOT("locked()")
"""Text, as the library takes it; its stubs say bytes."""

_LOOK_MS: Final = 3_000
_WM_POWERBROADCAST, _PBT_APMSUSPEND = 0x0218, 0x0004
_WM_WTSSESSION_CHANGE, _WTS_SESSION_LOCK = 0x02B1, 0x7
_THIS_SESSION: Final = 0


class SystemLock(QObject):
    """Says `asked` whenever the system sleeps or locks; what it says when is the system's affair."""

    asked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._filter: _WindowsMessages | None = None
        self._timer: QTimer | None = None
        self._system: QDBusConnection | None = None
        self._brake: QDBusUnixFileDescriptor | None = None

    def watch(self) -> None:
        """Begin to listen to this system."""
        if sys.platform == "win32":
            self._watch_windows()
        elif sys.platform == "darwin":
            self._watch_mac()
        else:
            self.watch_buses(QDBusConnection.systemBus(), QDBusConnection.sessionBus())

    def watch_buses(self, system: QDBusConnection, session: QDBusConnection) -> None:
        """Listen on two D-Bus connections; one that is not there is left out."""
        if system.isConnected():
            self._system = system
            one = f"{_LOGIN}.Session"
            system.connect(_LOGIN, "", _MANAGER, "PrepareForSleep", self, _TOLD)
            system.connect(_LOGIN, "", one, "Lock", self, _LOCKED)
        if session.isConnected():
            for saver in _SAVERS:
                session.connect("", "", saver, "ActiveChanged", self, _TOLD)

    def hold(self) -> None:
        """Ask logind to wait with a sleep until we have locked (it waits five seconds at most); anew after each."""
        if self._system is None or self._brake is not None:
            return
        asked = QDBusMessage.createMethodCall(_LOGIN, "/org/freedesktop/login1", _MANAGER, "Inhibit")
        asked.setArguments(["sleep", "FieldNotes", "Saves and locks", "delay"])
        watcher = QDBusPendingCallWatcher(self._system.asyncCall(asked), self)
        watcher.finished.connect(self._take_brake)

    def let_go(self) -> None:
        """Let the computer sleep: everything is saved and the key is gone."""
        self._brake = None

    def _take_brake(self, watcher: QDBusPendingCallWatcher) -> None:
        answer = watcher.reply()
        given = answer.arguments() if answer.type() is QDBusMessage.MessageType.ReplyMessage else []
        if given and isinstance(given[0], QDBusUnixFileDescriptor):
            self._brake = given[0]
        watcher.deleteLater()

    @Slot(bool)
    def sleeping(self, begins: bool) -> None:  # noqa: FBT001 - D-Bus' own argument
        """Hear of a sleep, or of a screen saver, that begins or ends."""
        if begins:
            self.asked.emit()

    @Slot()
    def locked(self) -> None:
        """Hear of a lock."""
        self.asked.emit()

    def _watch_windows(self) -> None:
        """Windows sends both to the window; registering for session messages is asked of wtsapi32."""
        self._filter = _WindowsMessages(self)
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self._filter)
        windows = getattr(ctypes, "WinDLL", None)
        if windows is not None:
            windows("wtsapi32.dll").WTSRegisterSessionNotification(
                wintypes.HWND(int(self._window.winId())), wintypes.DWORD(_THIS_SESSION)
            )

    def _watch_mac(self) -> None:
        """Look every few seconds: the notification of macOS needs a library this program does not ship."""
        was = [False]

        def look() -> None:
            now = mac_screen_is_locked()
            if now and not was[0]:
                self.asked.emit()
            was[0] = now

        self._timer = QTimer(self)
        self._timer.timeout.connect(look)
        self._timer.start(_LOOK_MS)


class _WindowsMessages(QAbstractNativeEventFilter):
    """Reads Windows' messages as they pass and takes none."""

    def __init__(self, owner: SystemLock) -> None:
        super().__init__()
        self._owner = owner

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> Any:  # noqa: ANN401 - Qt's own signature
        """Look at one message."""
        if bytes(QByteArray(kind).data()).startswith(b"windows_"):
            seen = wintypes.MSG.from_address(int(message))
            if tells_lock(int(seen.message), int(seen.wParam)):
                self._owner.asked.emit()
        return False, 0


def tells_lock(message: int, what: int) -> bool:
    """Tell whether a message of Windows says that the session is locked or the computer sleeps."""
    return (message, what) in {(_WM_WTSSESSION_CHANGE, _WTS_SESSION_LOCK), (_WM_POWERBROADCAST, _PBT_APMSUSPEND)}


def mac_screen_is_locked() -> bool:
    """Ask macOS' window server whether its screen is locked; False where nobody answers."""
    try:
        graphics = ctypes.CDLL("/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices")
        core = ctypes.CDLL("/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation")
    except OSError:
        return False
    for function in (
        graphics.CGSessionCopyCurrentDictionary,
        core.CFStringCreateWithCString,
        core.CFDictionaryGetValue,
    ):
        function.restype = ctypes.c_void_p
    core.CFStringCreateWithCString.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]
    core.CFDictionaryGetValue.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    core.CFRelease.argtypes = core.CFBooleanGetValue.argtypes = [ctypes.c_void_p]
    session = graphics.CGSessionCopyCurrentDictionary()
    if not session:
        return False
    name = core.CFStringCreateWithCString(None, b"CGSSessionScreenIsLocked", 0x08000100)
    held = core.CFDictionaryGetValue(session, name)
    found = bool(held and core.CFBooleanGetValue(held))
    for made in (name, session):
        core.CFRelease(made)
    return found
