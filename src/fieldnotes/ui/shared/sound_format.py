"""Sound as a device gives it, made into 16 kHz, one channel, 16 bits. Knows no device and keeps nothing.

Channels are averaged; rates are brought together by a windowed sinc in phases (Kaiser, more than 80 dB down where
it would fold). What comes out depends on the samples alone, never on the pieces in which they came.
"""

from collections.abc import Callable
from math import gcd
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np

RATE: Final = 16_000
CROSSINGS: Final = 32
"""How far the filter reaches to either side, in samples of the slower rate."""
KEPT_BAND: Final = 0.92
"""The share of the band below the slower rate's half that passes unchanged in its middle."""
BETA: Final = 9.0
LOUDEST: Final = 32_767
BLOCK: Final = 2_048
"""Samples made at once, so that sound that had to wait needs no more memory than other sound."""

SAMPLE_BYTES: Final = {"u8": 1, "i16": 2, "i32": 4, "f32": 4}
"""Kinds of samples a device may give, in the machine's byte order."""


class ToSixteen:
    """One device's stream, piece by piece."""

    def __init__(self, rate: int, channels: int, kind: str) -> None:
        self._frame = SAMPLE_BYTES[kind] * channels
        self._kind, self._channels = kind, channels
        self._left = b""
        self._rates = _Rates(rate) if rate != RATE else None

    def convert(self, data: bytes) -> bytes:
        """Give what can be said now; the rest of a frame waits for the next piece."""
        data = self._left + data
        whole = len(data) // self._frame * self._frame
        self._left = data[whole:]
        mono = self._mono(data[:whole])
        return _sixteen_bits(mono if self._rates is None else self._rates.bring(mono))

    def rest(self) -> bytes:
        """Give what the filter still holds when no more sound comes."""
        return b"" if self._rates is None else _sixteen_bits(self._rates.rest())

    def _mono(self, data: bytes) -> "np.ndarray":
        import numpy as np

        read: dict[str, Callable[[], np.ndarray]] = {
            "u8": lambda: (np.frombuffer(data, np.uint8).astype(np.float64) - 128) * 256,
            "i16": lambda: np.frombuffer(data, np.int16).astype(np.float64),
            "i32": lambda: np.frombuffer(data, np.int32) / 65_536,
            "f32": lambda: np.nan_to_num(np.frombuffer(data, np.float32).astype(np.float64)) * (LOUDEST + 1),
        }
        return np.asarray(read[self._kind]().reshape(-1, self._channels).mean(axis=1))


class _Rates:
    """From one rate to 16 kHz; the first sample out lies where the first sample in did."""

    def __init__(self, rate: int) -> None:
        import numpy as np

        both = gcd(rate, RATE)
        self._up, self._down = RATE // both, rate // both
        self._taps = 2 * CROSSINGS * -(-max(rate, RATE) // RATE)
        self._filter = _phases(self._up, self._down, self._taps)
        self._held = np.zeros(self._taps // 2 - 1)
        self._at = 0
        """The next sample's place, in steps of 1/up, from the first that is held."""

    def bring(self, samples: "np.ndarray") -> "np.ndarray":
        import numpy as np

        held = np.concatenate((self._held, samples))
        room = len(held) - self._taps
        ready = 0 if room < 0 else max(0, (room * self._up + self._up - 1 - self._at) // self._down + 1)
        out = np.empty(ready)
        for begun in range(0, ready, BLOCK):
            places = self._at + self._down * np.arange(begun, min(begun + BLOCK, ready))
            seen = np.lib.stride_tricks.sliding_window_view(held, self._taps)[places // self._up]
            np.einsum("nk,nk->n", seen, self._filter[places % self._up], out=out[begun : begun + BLOCK])
        after = self._at + self._down * ready
        gone = min(after // self._up, len(held))
        self._held, self._at = held[gone:], after - gone * self._up
        return out

    def rest(self) -> "np.ndarray":
        import numpy as np

        return self.bring(np.zeros(self._taps // 2))


def _phases(up: int, down: int, taps: int) -> "np.ndarray":
    """Give one row of taps for each phase between two samples; each row lets the steady level through unchanged."""
    import numpy as np

    edge = KEPT_BAND * min(1.0, up / down)
    places = np.arange(taps) - (taps // 2 - 1) - np.arange(up)[:, None] / up
    inside = np.clip(1 - (places / (taps / 2)) ** 2, 0, None)
    rows = edge * np.sinc(edge * places) * np.i0(BETA * np.sqrt(inside)) / np.i0(BETA)
    return np.asarray(rows / rows.sum(axis=1, keepdims=True))


def _sixteen_bits(samples: "np.ndarray") -> bytes:
    import numpy as np

    return samples.round().clip(-LOUDEST - 1, LOUDEST).astype(np.dtype("<i2")).tobytes()
