"""One person's listening, whatever happens to the microphones meanwhile. Knows no Qt: devices and clock are given.

A device that is unplugged, gives no bytes or nothing but zeros is told about once, within two seconds; then the others
are tried in turn, and the first that hears goes on where the last one stopped. A device the person would rather have
is listened to beside the one in use and takes over once it hears.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from fieldnotes.domain.errors import Code, Unavailable

FIRST_AFTER: Final = 1.8
"""Seconds a device may take to its first bytes; a virtual one was seen to take 1.5."""
QUIET_FOR: Final = 1.5
"""Seconds without bytes after which a device is gone: Qt tells of no unplugging and of no killed sound server."""
ZERO_FOR: Final = 1.6
"""Seconds of exact zeros after which a device is silent; real microphones never give them."""
STEADY_FOR: Final = 0.2
"""Seconds a rather wanted device must hear without a break before it takes over from one that hears."""
BUSY_FOR: Final = 0.5
"""Seconds between two looks that mean that the window was busy: bytes may wait, unread, and nothing is known."""
AFRESH_AFTER: Final = 5.0
"""Seconds of silence after which the device in use is opened once more beside itself: what was opened may be tied to
what is no more, as a stream that the server has moved elsewhere."""
AGAIN_AFTER: Final = 2.0
"""Seconds before a device that could not be opened, or died, is opened anew."""
RATE: Final = 16_000


@dataclass(frozen=True, slots=True)
class Device:
    """A microphone as the system knows it."""

    id: str
    name: str


class OpenDevice(Protocol):
    """A device that is being listened to."""

    def close(self) -> None:
        """Listen no more; the last samples have been handed over."""
        ...


Heard = Callable[[bytes, bool], None]
"""Takes 16-bit mono samples at 16 kHz, and whether there was anything but exact zeros in what the device gave."""


class Devices(Protocol):
    """The system's microphones."""

    def listed(self) -> Sequence[Device]:
        """Give those that are there now, the system's own choice first."""
        ...

    def doubt(self) -> None:
        """Hear that a device gave no bytes any more; the next `listed` may know better."""
        ...

    def open(self, device: Device, heard: Heard) -> OpenDevice:
        """Listen to one. Unavailable: MICROPHONE_CLOSED."""
        ...


class Listener(Protocol):
    """Who takes what is heard, and hears of trouble."""

    def take(self, pcm: bytes) -> None:
        """Take samples."""
        ...

    def tell(self, error: Unavailable) -> None:
        """Hear, once for each trouble, that the microphone in use no longer hears."""
        ...

    def tell_changed(self, name: str) -> None:
        """Hear which microphone hears now, when that changed or when it hears again."""
        ...


class _Ear:
    """One open device and what it has given lately."""

    def __init__(self, device: Device, now: float) -> None:
        self.device = device
        self.opened = self.heard = now
        self.given = False
        self.zeros = self.steady = 0
        self.open: OpenDevice | None = None

    def take(self, samples: int, now: float, *, alive: bool) -> None:
        self.heard, self.given = now, True
        self.zeros = 0 if alive else self.zeros + samples
        self.steady = self.steady + samples if alive else 0

    def trouble(self, now: float) -> Code | None:
        if now - self.heard > (QUIET_FOR if self.given else FIRST_AFTER):
            return Code.MICROPHONE_GONE
        return Code.MICROPHONE_SILENT if self.zeros >= ZERO_FOR * RATE else None

    def close(self) -> None:
        if self.open is not None:
            self.open.close()
        self.open = None


class Listening:
    """From the key to the key: one stream of samples from as many microphones as it takes."""

    def __init__(
        self, devices: Devices, listener: Listener, wanted: Callable[[], str], clock: Callable[[], float]
    ) -> None:
        """`wanted` gives the id of the person's choice, empty for the system's; `clock` gives growing seconds."""
        self._devices, self._listener = devices, listener
        self._wanted, self._clock = wanted, clock
        self._ear: _Ear | None = None
        self._other: _Ear | None = None
        self._troubled = self._running = False
        self._looked = self._since = 0.0
        self._known: frozenset[str] = frozenset()
        self._tried: list[str] = []
        self._again: dict[str, float] = {}

    @property
    def name(self) -> str:
        """The microphone that hears, or would; empty when there is none."""
        ear = self._ear or self._other
        if ear is not None:
            return ear.device.name
        best = self._best(self._devices.listed())
        return best.name if best is not None else ""

    def start(self) -> None:
        """Begin with the wanted device, or the first that can be opened.

        Unavailable: MICROPHONE_MISSING, MICROPHONE_CLOSED.
        """
        listed = self._devices.listed()
        best = self._best(listed)
        if best is None:
            raise Unavailable(Code.MICROPHONE_MISSING)
        self._tried, self._again, self._troubled = [], {}, False
        self._known = frozenset(device.id for device in listed)
        for device in (best, *(each for each in listed if each != best)):
            self._ear = self._opened(device)
            if self._ear is not None:
                self._running, self._looked = True, self._clock()
                return
        raise Unavailable(Code.MICROPHONE_CLOSED)

    def stop(self) -> None:
        """Listen no more; what was heard has been handed over."""
        for ear in (self._other, self._ear):
            if ear is not None:
                ear.close()
        self._ear = self._other = None
        self._running = self._troubled = False

    def look(self) -> None:
        """See how the microphones are; a timer calls this ten times a second while somebody listens."""
        if not self._running:
            return
        listed, now = self._devices.listed(), self._clock()
        if now - self._looked > BUSY_FOR and self._ear is not None:
            self._ear.heard = now
        self._looked = now
        ids = frozenset(device.id for device in listed)
        came, self._known = ids - self._known, ids
        self._drop_unlisted(ids)
        ear = self._ear
        if ear is not None and not self._troubled:
            trouble = ear.trouble(now)
            if trouble is not None:
                self._begin_trouble(trouble)
        if self._troubled and self._since < now:
            self._seek(listed, came, now)
        elif not self._troubled:
            self._prefer(listed, now)

    def _drop_unlisted(self, ids: frozenset[str]) -> None:
        """Let go of what the system no longer lists, whatever still comes from it: it comes from somewhere else."""
        if self._other is not None and self._other.device.id not in ids:
            self._close_other()
        if self._ear is not None and self._ear.device.id not in ids:
            self._ear.close()  # what it heard until now is handed over
            self._ear = None
            if not self._troubled:
                self._begin_trouble(Code.MICROPHONE_GONE)

    def _begin_trouble(self, code: Code) -> None:
        self._troubled, self._tried, self._since = True, [], self._clock()
        if self._other is not None:
            self._close_other()
        if self._ear is not None:
            self._tried.append(self._ear.device.id)
            if code is Code.MICROPHONE_GONE:
                gone, self._ear = self._ear, None
                gone.close()
                self._devices.doubt()
        self._listener.tell(Unavailable(code))

    def _seek(self, listed: Sequence[Device], came: frozenset[str], now: float) -> None:
        """Try one device after the other, those that have just come first, until one hears.

        What `listed` was said before the trouble; a device is opened only at the next look, when it is said anew.
        """
        if came:
            self._tried = [each for each in self._tried if each not in came]
            self._again = {each: at for each, at in self._again.items() if each not in came}
        if self._other is not None:
            if not came and now - self._other.opened < FIRST_AFTER:
                return
            self._close_other()
        order = self._in_order(listed, came)
        if order and all(device.id in self._tried for device in order):
            self._tried = []
        for device in order:
            if device.id not in self._tried and self._again.get(device.id, 0) <= now and self._other is None:
                self._tried.append(device.id)
                self._try(device, now)

    def _try(self, device: Device, now: float) -> None:
        """Listen to one more; to the one in use, whose silence may be a pause, not before a while has gone by."""
        if self._ear is None or self._ear.device != device or now - self._since >= AFRESH_AFTER:
            self._other = self._opened(device)

    def _prefer(self, listed: Sequence[Device], now: float) -> None:
        """Listen, beside the one in use, to the one the person would rather have."""
        best, ear, other = self._best(listed), self._ear, self._other
        if best is None or ear is None or best.id == ear.device.id:
            self._close_other()
            return
        if other is not None and other.device.id == best.id:
            if other.trouble(now) is Code.MICROPHONE_GONE:
                self._again[best.id] = now + AGAIN_AFTER
                self._close_other()
        elif self._again.get(best.id, 0) <= now:
            self._close_other()
            self._other = self._opened(best)

    def _heard(self, ear: _Ear, pcm: bytes, *, alive: bool) -> None:
        if ear not in (self._ear, self._other):
            return
        ear.take(len(pcm) // 2, self._clock(), alive=alive)
        if self._troubled and alive:
            self._go_on_with(ear)
        if ear is self._ear:
            self._listener.take(pcm)  # zeros, too: silence is time
        elif ear is self._other and ear.steady >= STEADY_FOR * RATE:
            self._go_on_with(ear)

    def _go_on_with(self, ear: _Ear) -> None:
        before = self._ear
        self._troubled, self._tried = False, []
        if ear is self._other:
            self._ear, self._other = ear, None
            if before is not None:
                before.close()  # one that is wanted rather is opened beside at the next look, and may come back
        else:
            self._close_other()
        self._listener.tell_changed(ear.device.name)

    def _opened(self, device: Device) -> _Ear | None:
        ear = _Ear(device, self._clock())
        try:
            ear.open = self._devices.open(device, lambda pcm, alive: self._heard(ear, pcm, alive=alive))
        except Unavailable:
            self._again[device.id] = self._clock() + AGAIN_AFTER
            return None
        return ear

    def _close_other(self) -> None:
        other, self._other = self._other, None
        if other is not None:
            other.close()

    def _best(self, listed: Sequence[Device]) -> Device | None:
        wanted = self._wanted()
        return next((device for device in listed if device.id == wanted), listed[0] if listed else None)

    def _in_order(self, listed: Sequence[Device], came: frozenset[str]) -> Sequence[Device]:
        best = self._best(listed)
        return sorted(listed, key=lambda device: (device.id not in came, device != best))
