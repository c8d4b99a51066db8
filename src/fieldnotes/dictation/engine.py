"""What any speech engine is to the rest of the program: live sessions, and another text for one finished utterance.

Vosk stands behind it (`recogniser`); so can any other (decision 020). It knows no engine, no note and no window.
"""

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Protocol, Self

from fieldnotes.dictation.utterance import Heard, Utterance, raw_text
from fieldnotes.domain.errors import Refused
from fieldnotes.domain.private import Private


class LiveSession(Protocol):
    """One recording that is being listened to; `tests/engine_contract.py` says what must hold."""

    def feed(self, frame: bytes) -> None:
        """Take the next 16-bit mono samples, cut anywhere; may block while it decodes.

        Unavailable: RECOGNISER_STOPPED, CANCELLED (after `stop`).
        """
        ...

    def poll(self) -> list[Heard]:
        """Give what was heard since the last call: each settled utterance once, and the newest words in the making."""
        ...

    @property
    def utterances(self) -> tuple[Utterance, ...]:
        """All that has settled so far."""
        ...

    def finish(self) -> list[Utterance]:
        """Say that no more sound comes; gives all utterances, the last words too. Unavailable: as `feed`."""
        ...

    def stop(self) -> None:
        """End at once, from any thread; what has settled stays in `utterances`."""
        ...

    def __enter__(self) -> Self:
        """Leave nothing running behind the block."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End what still runs."""
        ...


class LiveEngine(Protocol):
    """Listens while somebody speaks."""

    def listen(self, rate: int, grammar: Sequence[str] | None = None) -> LiveSession:
        """Begin a recording of 16-bit mono samples at `rate` (16000 or more); `grammar`: the only phrases there are.

        Refused: MODEL_DAMAGED(file). Unavailable: RECOGNISER_STOPPED.
        """
        ...


class SecondOpinion(Protocol):
    """Hears one finished utterance again, at leisure; what it says is offered to a person, never put in by itself."""

    @property
    def name(self) -> str:
        """What the person is told it is called."""
        ...

    def hears(self, language: str) -> bool:
        """Tell whether it can hear a language now; ISO 639-1."""
        ...

    def propose(self, samples: bytes, rate: int, language: str) -> Private:
        """Give another text for 16-bit mono samples, spoken words as they are; empty when it hears none.

        `language`: ISO 639-1, of the one who spoke. Unavailable: RECOGNISER_STOPPED.
        """
        ...

    def rest(self) -> None:
        """Let go of what it keeps ready between two utterances."""
        ...


class ListenAgain:
    """Any live engine as a second opinion: a larger model hears what the quick one has written already."""

    def __init__(self, name: str, engine_of: Callable[[str], LiveEngine]) -> None:
        """Take what it is called, and who gives the engine for a language (Refused: MODEL_MISSING)."""
        self._name = name
        self._engine_of = engine_of

    @property
    def name(self) -> str:
        """What the person is told it is called."""
        return self._name

    def hears(self, language: str) -> bool:
        """Tell whether there is an engine for a language."""
        try:
            self._engine_of(language)
        except Refused:
            return False
        return True

    def propose(self, samples: bytes, rate: int, language: str) -> Private:
        """Hear the samples as a recording of their own. Refused: MODEL_MISSING. Unavailable: RECOGNISER_STOPPED."""
        with self._engine_of(language).listen(rate) as session:
            session.feed(samples)
            return raw_text(session.finish())

    def rest(self) -> None:
        """Keep nothing: each recording is the engine's own."""
