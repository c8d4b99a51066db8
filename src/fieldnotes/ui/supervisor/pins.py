"""Questions being written and not sent yet, with undo for one taken away. Plain values; knows no Qt."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from dataclasses import field as kept
from typing import Any, Final
from weakref import WeakKeyDictionary

from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.ui.shell.begun_words import BegunWords
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.supervisor.passages import Target, anchored

QUESTION, SUGGESTION, PRAISE = "question", "suggestion", "praise"
KINDS: Final = (QUESTION, SUGGESTION, PRAISE)


@dataclass(frozen=True)
class Pin:
    """One question, suggestion or praise; `number` tells pins apart on the screen. `lost`: its words are gone."""

    number: int
    kind: str
    target: Target
    text: str = kept(default="", repr=False)
    lost: bool = False

    def to_json(self) -> JsonObject:
        """Give the row of a return file."""
        about = self.target
        pin: dict[str, Json] = {"section": about.section, "kind": self.kind, "text": self.text.strip()}
        if about.field is not None:
            pin["field"] = about.field
        if about.quoted:
            pin |= {"start": about.start, "end": about.end, "quoted": about.quoted}
        return pin


class Pins:
    """The pins of one note, in the order they were made; `keep` is handed them as text after every change."""

    def __init__(self, keep: Callable[[str], None] | None = None) -> None:
        self._keep = keep or (lambda _text: None)
        self._pins: list[Pin] = []
        self._taken: tuple[int, Pin] | None = None
        self._last = 0

    @property
    def pins(self) -> tuple[Pin, ...]:
        """Give them all."""
        return tuple(self._pins)

    @property
    def written(self) -> tuple[Pin, ...]:
        """Give those in which something is written."""
        return tuple(pin for pin in self._pins if pin.text.strip())

    @property
    def asking(self) -> tuple[Pin, ...]:
        """Give the written questions and suggestions: what a note can be returned with."""
        return tuple(pin for pin in self.written if pin.kind != PRAISE)

    @property
    def can_undo(self) -> bool:
        """Tell whether a pin that was taken away can come back."""
        return self._taken is not None

    def add(self, kind: str, target: Target) -> Pin:
        """Begin a pin."""
        self._last += 1
        self._taken = None
        self._pins.append(Pin(self._last, kind, target))
        self._changed()
        return self._pins[-1]

    def write(self, number: int, text: str) -> None:
        """Keep what is typed."""
        self._pins = [replace(pin, text=text) if pin.number == number else pin for pin in self._pins]
        self._changed()

    def take_away(self, number: int) -> None:
        """Take a pin away; it can come back until the next one is begun or taken away."""
        for place, pin in enumerate(self._pins):
            if pin.number == number:
                self._taken = (place, pin) if pin.text.strip() else None
                del self._pins[place]
                self._changed()
                return

    def undo(self) -> Pin | None:
        """Put back what was taken away last."""
        if self._taken is None:
            return None
        (place, pin), self._taken = self._taken, None
        self._pins.insert(place, pin)
        self._changed()
        return pin

    def fasten(self, sections: Mapping[str, Mapping[str, Json]]) -> None:
        """Fasten every pin to the text that is shown now; one whose words are gone is about its section."""
        self._pins = [_fastened(pin, sections) for pin in self._pins]

    def clear(self) -> None:
        """Forget all of them, once they are sent."""
        self._pins, self._taken = [], None
        self._changed()

    def take(self, text: str) -> None:
        """Take back what was kept before a lock, in front of what was begun since; text of another form is left."""
        try:
            found = [_kept_pin(one, number) for number, one in enumerate(json.loads(text), start=self._last + 1)]
        except (ValueError, TypeError, KeyError):
            return
        self._last += len(found)
        self._pins = found + self._pins

    def _changed(self) -> None:
        self._keep(json.dumps([_as_kept(pin) for pin in self._pins], ensure_ascii=False) if self._pins else "")


def _fastened(pin: Pin, sections: Mapping[str, Mapping[str, Json]]) -> Pin:
    target = anchored(pin.target, sections.get(pin.target.section))
    return replace(pin, target=target, lost=pin.lost or (bool(pin.target.quoted) and not target.quoted))


def _as_kept(pin: Pin) -> dict[str, object]:
    return {"kind": pin.kind, "text": pin.text, "lost": pin.lost, "target": asdict(pin.target)}


def _kept_pin(one: dict[str, Any], number: int) -> Pin:
    return Pin(number, str(one["kind"]), Target(**one["target"]), str(one["text"]), bool(one["lost"]))


_OF_SESSION: WeakKeyDictionary[object, dict[str, Pins]] = WeakKeyDictionary()
"""By the frame they were written in: they outlive their screen; the profile keeps them over a lock."""


def pins_of(shell: Shell, note: str) -> Pins:
    """Give the unsent pins of a note; those kept by the profile come before anything read after this call."""
    known = _OF_SESSION.setdefault(shell, {})
    if note not in known:
        kept_words = BegunWords(shell, "pins", note)
        known[note] = Pins(kept_words.keep)
        kept_words.find(known[note].take)
    return known[note]
