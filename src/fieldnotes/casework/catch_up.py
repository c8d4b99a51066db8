"""Sound that is kept but not written down: how much there is, and writing it down from where its text was saved.

A dictation that was killed, or whose recogniser was given up, leaves such sound. It records nothing itself.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from fieldnotes.casework.desk import Changed, Desk
from fieldnotes.casework.following import Following
from fieldnotes.casework.hearing import Heard, Progress, Standby
from fieldnotes.casework.spoken_draft import SpokenDraft
from fieldnotes.casework.tape import Tape
from fieldnotes.casework.view import View
from fieldnotes.casework.views import Dictation
from fieldnotes.casework.whole_note import fetch_draft
from fieldnotes.dictation.utterance import Utterance
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.language.spoken import Passage
from fieldnotes.vault import take_rows, takes
from fieldnotes.vault.take_rows import FRAMES_PER_SECOND, TakeRow


@dataclass(frozen=True, slots=True)
class Unwritten(View):
    """Sound of a note whose words do not stand in it yet: its takes, and whole seconds, rounded up."""

    takes: tuple[str, ...]
    seconds: int


@dataclass(frozen=True, slots=True)
class KeptSound(View):
    """One take of a draft, kept until signing: when it began, how long it is in seconds, the section it began in."""

    take: str
    at: datetime
    seconds: int
    section: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A take from sample `start` on, of `length` samples, its words going to `place`."""

    row: TakeRow
    start: int
    length: int
    place: str


def unwritten(desk: Desk, note: str) -> Unwritten:
    """Say how much of the note's sound is not written down; not to be asked while the note is dictated."""
    pieces = _pieces(desk, note)
    samples = sum((piece.length - piece.start) / piece.row.rate for piece in pieces)
    return Unwritten(tuple(piece.row.id for piece in pieces), int(-(-samples // 1)))


def kept_sound(desk: Desk, note: str) -> tuple[KeptSound, ...]:
    """List the sound of a draft, the first first; any of it can be written down again."""
    sections = fetch_draft(desk, note).template.by_id
    return tuple(
        KeptSound(
            row.id,
            datetime.fromisoformat(row.started_at),
            -(-takes.length(desk.vault, row) // row.rate),
            sections[row.place.partition(".")[0]].label(desk.language),
        )
        for row in take_rows.takes_of(desk.vault, note)
    )


def catch_up(
    desk: Desk,
    note: str,
    *,
    standby: Standby | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Dictation:
    """Write down all sound that is not, from where each text was saved; what is cancelled goes on there the next time.

    Refused: ALREADY_SIGNED, MODEL_MISSING, MODEL_DAMAGED, RECORDING_DAMAGED. Unavailable: RECOGNISER_STOPPED,
    CANCELLED; what has settled until then is in the draft.
    """
    return _write_down(desk, note, _pieces(desk, note), standby, progress, cancelled)


def write_again(
    desk: Desk,
    note: str,
    take: str,
    place: str | None = None,
    *,
    standby: Standby | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Dictation:
    """Write a kept take down once more, from its beginning, at `place` or where it was spoken; what stands stays.

    Refused: UNKNOWN_RECORDING, and as `catch_up`.
    """
    rows = [row for row in take_rows.takes_of(desk.vault, note) if row.id == take]
    if not rows:
        raise Refused(Code.UNKNOWN_RECORDING, recording=take[:64])
    pieces = [_Piece(row, 0, takes.length(desk.vault, row), place or row.place) for row in rows]
    return _write_down(desk, note, pieces, standby, progress, cancelled)


def _pieces(desk: Desk, note: str) -> list[_Piece]:
    found = [(row, takes.length(desk.vault, row)) for row in take_rows.takes_of(desk.vault, note)]
    return [
        _Piece(row, row.heard, length, row.heard_place or row.place)
        for row, length in found
        if length - row.heard >= row.rate // FRAMES_PER_SECOND
    ]


def _write_down(
    desk: Desk,
    note: str,
    pieces: Sequence[_Piece],
    standby: Standby | None,
    progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> Dictation:
    engine = standby or Standby(desk.workshop)
    for piece in pieces:
        with _speaking(engine, piece.row.language):
            engine.find()
    begun, whole = desk.clock.monotonic(), sum(piece.length - piece.start for piece in pieces)
    utterances: list[Utterance] = []
    passages: list[Passage] = []
    seconds, changes, before = 0.0, Changed(), 0
    for piece in pieces:
        writing = _Writing(desk, note, piece, partial(_told, progress, before, whole))
        with _speaking(engine, piece.row.language):
            writing.run(engine, cancelled)
        utterances += writing.utterances
        passages += writing.passages
        seconds += (piece.length - piece.start) / piece.row.rate
        before += piece.length - piece.start
        changes = changes.with_(writing.changed)
    return Heard(utterances, seconds, desk.clock.monotonic() - begun).dictation(passages, note, changes)


@contextmanager
def _speaking(engine: Standby, language: str) -> Iterator[None]:
    """Hear a take in the language it was spoken in, whatever is chosen now."""
    chosen = engine.language
    engine.speak(language)
    try:
        yield
    finally:
        engine.speak(chosen)


def _told(progress: Progress | None, before: int, whole: int, done: int) -> None:
    if progress is not None:
        progress(min(100, (before + done) * 100 // max(1, whole)))


class _Writing:
    """One take on its way into the draft, from the disk."""

    def __init__(self, desk: Desk, note: str, piece: _Piece, told: Callable[[int], None]) -> None:
        self.utterances: list[Utterance] = []
        self.passages: Sequence[Passage] = ()
        self.changed = Changed()
        self._desk, self._piece, self._told = desk, piece, told
        self._draft = SpokenDraft(
            desk, fetch_draft(desk, note), piece.place, take=piece.row.id, language=piece.row.language
        )
        self._following: Following | None = None

    def run(self, engine: Standby, cancelled: Callable[[], bool] | None) -> None:
        """Hear it to its end."""
        tape = Tape(self._desk.vault, self._piece.row.id, self._piece.row.rate, self._piece.start)
        tape.lies_on_disk(self._piece.length)
        self._following = Following(engine, tape, self, self._desk.clock)
        if cancelled is not None:
            self._following.cancelled = cancelled
        self._following.follow(tape.first)
        self._save([], self._piece.length)

    def partial(self, _words: str) -> None:
        """Tell how far it is."""
        if self._following is not None:
            self._told(self._following.fed - self._piece.start)

    def final(self, utterance: Utterance, reached: int) -> None:
        """Write an utterance that has settled."""
        self._save([utterance], reached)
        self.utterances.append(utterance)

    def _save(self, utterances: Sequence[Utterance], reached: int) -> None:
        self.passages = self._draft.add(utterances, (self._piece.row.id, reached))
        self.changed = self.changed.with_(self._draft.changed)
