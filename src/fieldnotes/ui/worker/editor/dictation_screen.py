"""What the presenter that listens asks of a microphone and of the window. Knows no Qt."""

from typing import Protocol

from fieldnotes.domain.spoken_spot import Spot


class SoundSource(Protocol):
    """A microphone, or a file that stands in for one."""

    def name(self) -> str:
        """Return its name; empty when there is none."""
        ...

    def start(self) -> None:
        """Begin to hand over frames. Unavailable: MICROPHONE_MISSING."""
        ...

    def stop(self) -> None:
        """Hand over no more."""
        ...


class DictationScreen(Protocol):
    """What is asked of the window."""

    def place_here(self) -> str:
        """Say where speech would go now, `section.field`; empty when nowhere."""
        ...

    def spot_here(self) -> Spot | None:
        """Say where in that place; nothing at its end."""
        ...

    def turned_to(self, place: str) -> str:
        """Say where the person went from a place that is spoken into; empty while they are there."""
        ...

    def show_turned(self, place: str, spot: Spot | None) -> None:
        """Hear that the next words go where the person went."""
        ...

    def show_settled(self, place: str, words: str) -> None:
        """Hear what one utterance wrote, before its text comes."""
        ...

    def show_listening(self, place: str, spot: Spot | None = None) -> None:
        """Draw that it listens for a place."""
        ...

    def show_hearing(self, place: str, words: str) -> None:
        """Draw words that are not settled."""
        ...

    def show_finishing(self) -> None:
        """Draw that the last words are being written."""
        ...

    def show_silent(self, words: str) -> None:
        """Draw that nobody listens any more, and one sentence."""
        ...

    def show_trouble(self, words: str) -> None:
        """Draw what holds up the words or the sound, in one sentence; empty: nothing does any more."""
        ...

    def show_paused(self, *, paused: bool) -> None:
        """Draw that no sound is taken in for now, or that it is again."""
        ...

    def show_time(self, seconds: int) -> None:
        """Draw for how long it has listened."""
        ...
