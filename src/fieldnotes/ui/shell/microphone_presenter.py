"""Which microphone is used, and three seconds to try it. Knows no Qt; what was tried is in memory and forgotten."""

from array import array
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.language.sentences import sentence
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.screen_settings import DictationSettings
from fieldnotes.ui.shared.listening import RATE, Device

SECONDS: Final = 3
FULL: Final = SECONDS * RATE * 2
"""Bytes of the whole test."""
FAINT: Final = 700
"""Speech that stays below this, of 32767, is too far away to be written down well."""
CUT: Final = 32_700
"""What reaches this is cut off."""
CUT_SAMPLES: Final = 40


class Source(Protocol):
    """A microphone."""

    def name(self) -> str:
        """Return the name of the one that would be used."""
        ...

    def start(self) -> None:
        """Begin to hand over frames. Unavailable: MICROPHONE_MISSING, MICROPHONE_DENIED, MICROPHONE_CLOSED."""
        ...

    def stop(self) -> None:
        """Hand over no more."""
        ...


class Player(Protocol):
    """A loudspeaker."""

    def play(self, pcm: bytes, rate: int) -> None:
        """Play 16-bit mono samples. Unavailable: LOUDSPEAKER_MISSING."""
        ...

    def stop(self) -> None:
        """Be silent, and forget the samples."""
        ...


class Choice(Protocol):
    """What is chosen, kept by the settings."""

    settings: DictationSettings

    def choose(self, *, microphone: str) -> None:
        """Keep another choice."""
        ...


class MicrophoneDrawing(Protocol):
    """What the panel can be told."""

    def show_devices(self, rows: Sequence[tuple[str, str]], chosen: str) -> None:
        """Show the microphones, id and words, and the chosen one."""
        ...

    def show_trying(self, *, trying: bool, again: bool) -> None:
        """Show whether it listens now, and whether there is something to hear again."""
        ...

    def show_heard(self, pcm: bytes, percent: int) -> None:
        """Show how loud it is, and how much of the test is over."""
        ...

    def show_line(self, words: str, *, wrong: bool) -> None:
        """Say how it went."""
        ...


class MicrophonePresenter:
    """One panel with the choice and the test."""

    def __init__(
        self,
        view: MicrophoneDrawing,
        source: Source,
        player: Player,
        choice: Choice,
        listed: Callable[[], Sequence[Device]],
    ) -> None:
        self._view, self._source, self._player = view, source, player
        self._choice, self._listed = choice, listed
        self._heard = bytearray()
        self._trying = False
        self._there: Sequence[Device] | None = None

    def load(self) -> None:
        """Show what is there now, the system's own choice by name; a chosen one that is not there stays chosen."""
        listed, chosen = tuple(self._listed()), self._choice.settings.microphone
        system = _("The one the system has chosen")
        rows = [("", f"{system} · {listed[0].name}" if listed else system)]
        rows += [(device.id, device.name) for device in sorted(listed, key=lambda each: each.name.casefold())]
        if chosen and all(device.id != chosen for device in listed):
            rows.append((chosen, _("The one you have chosen – not connected now")))
        self._view.show_devices(rows, chosen)
        if not self._choice.settings.allowed:
            self._view.show_line(sentence(Refused(Code.MANAGED, rule="microphone"), _), wrong=True)
            return
        if not self._trying and listed == () != self._there:
            self._view.show_line(_("No microphone is connected."), wrong=True)
        elif not self._trying and self._there == ():
            self._view.show_line("", wrong=False)
        self._there = listed

    def choose(self, device: str) -> None:
        """Use another from now on."""
        self.stop()
        self._choice.choose(microphone=device)
        self._view.show_line("", wrong=False)

    def try_it(self) -> None:
        """Listen for three seconds, then let them be heard."""
        if self._trying:
            return
        self.stop()
        try:
            self._source.start()
        except FieldNotesError as error:
            self._view.show_line(sentence(error, _), wrong=True)
            return
        self._trying = True
        self._view.show_trying(trying=True, again=False)
        self._view.show_line(
            _("Say something: {name} listens for three seconds.").format(name=self._source.name()), wrong=False
        )

    def feed(self, pcm: bytes) -> None:
        """Take what the microphone hears."""
        if not self._trying:
            return
        self._heard += pcm[: FULL - len(self._heard)]
        self._view.show_heard(pcm, 100 * len(self._heard) // FULL)
        if len(self._heard) >= FULL:
            self._end()
            words, wrong = judged(bytes(self._heard))
            self._view.show_line(words, wrong=wrong)
            if not wrong:
                self.hear_again()

    def fail(self, error: Exception) -> None:
        """Say why nothing is heard; the test is about this one microphone, so no other takes its place."""
        if self._trying and isinstance(error, FieldNotesError):
            self._end()
            self._view.show_line(sentence(error, _), wrong=True)

    def hear_again(self) -> None:
        """Play what was tried."""
        try:
            self._player.play(bytes(self._heard), RATE)
        except FieldNotesError as error:
            self._view.show_line(sentence(error, _), wrong=True)

    def stop(self) -> None:
        """Listen and play no more, and forget what was tried."""
        if self._trying:
            self._end()
        self._player.stop()
        self._heard.clear()
        self._view.show_trying(trying=False, again=False)

    def _end(self) -> None:
        self._trying = False
        self._source.stop()
        self._view.show_trying(trying=False, again=len(self._heard) >= FULL)


def judged(pcm: bytes) -> tuple[str, bool]:
    """Say in words how a piece of 16-bit sound is, and whether something has to be done about it."""
    samples = array("h", pcm[: len(pcm) // 2 * 2])
    loudest = max((abs(sample) for sample in samples), default=0)
    if not loudest:
        return _("Nothing was heard. Is the microphone switched off, or its button for silence pressed?"), True
    if loudest < FAINT:
        return _("Very faint. Come closer, or turn the microphone up in the system's settings."), True
    if sum(abs(sample) >= CUT for sample in samples) > CUT_SAMPLES:
        return _("Too loud, so that it is cut off. Move away a little, or turn the microphone down."), True
    return _("Well heard. Now you hear it yourself; it is not kept."), False
