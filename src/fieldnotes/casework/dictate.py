"""Speech into a draft: sound -> sealed take -> recogniser -> spoken rules -> the place in the note.

What a microphone heard is on the disk, sealed, before it is recognised; it is destroyed when the note is signed.
"""

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from fieldnotes.casework.desk import Changed, Desk, Workshop
from fieldnotes.casework.hearing import SAMPLE_BYTES, Heard, Progress, hear, recogniser
from fieldnotes.casework.spoken_draft import SpokenDraft
from fieldnotes.casework.views import Dictation, LiveWords, PassageView
from fieldnotes.casework.whole_note import WholeNote, fetch, require_draft
from fieldnotes.dictation.recogniser import Utterance
from fieldnotes.domain.private import Private
from fieldnotes.language.spoken import Passage, write
from fieldnotes.vault import takes
from fieldnotes.vault.takes import Take


def transcribe(
    workshop: Workshop,
    path: Path,
    *,
    raw: bool = False,
    model: str | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Dictation:
    """Write down a sound file (WAV, FLAC, OGG) without a note. Needs no profile.

    Refused: FILE_MISSING, NOT_AUDIO, EMPTY_AUDIO, MODEL_MISSING, MODEL_DAMAGED.
    Unavailable: RECOGNISER_STOPPED, CANCELLED.
    """
    heard = hear(workshop, path, model, progress, cancelled)
    words = [utterance.text for utterance in heard.utterances]
    passages = write(words, workshop.speech.rules, {}, "", ()) if not raw else [Passage("", " ".join(words))]
    return heard.dictation(passages)


def dictate_into(
    desk: Desk,
    path: Path,
    note: str,
    place: str,
    *,
    raw: bool = False,
    model: str | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Dictation:
    """Dictate a sound file into a draft at `section` or `section.field`; spoken commands move it; repeat = append.

    Nothing is saved unless all was heard.
    Refused: as `transcribe`, UNKNOWN_NOTE, ALREADY_SIGNED, UNKNOWN_SECTION, UNKNOWN_FIELD.
    """
    SpokenDraft(desk, fetch_draft(desk, note), place)
    heard = hear(desk.workshop, path, model, progress, cancelled)
    spoken = SpokenDraft(desk, fetch_draft(desk, note), place)
    words = " ".join(utterance.text for utterance in heard.utterances)
    passages = spoken.add_raw(words) if raw else spoken.add(heard.utterances)
    return heard.dictation(passages, note, spoken.changed)


class LiveDictation:
    """Dictation from a microphone into one draft; settled text is saved as it comes, sound before it is recognised.

    `feed`, `finish`, `cancel` and `poll` never block; `run` blocks and belongs on the voice lane.
    After each save `poll().changed` names the note.
    """

    def __init__(self, desk: Desk, note: str, place: str, rate: int = 16000, model: str | None = None) -> None:
        """Begin; nothing is heard before `run`. Refused: as `dictate_into`."""
        self._desk, self._note, self._rate = desk, note, rate
        whole = fetch_draft(desk, note)
        self._case, self._place = whole.chain, place
        self._draft = SpokenDraft(desk, whole, place)
        self._recogniser = recogniser(desk.workshop, model)
        self._frames: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._partial = ""
        self._settled: list[Passage] = []
        self._changed = Changed()
        self._running = False
        self._bytes = 0

    def feed(self, pcm: bytes) -> None:
        """Take 16-bit mono samples at `rate`; never blocks."""
        self._bytes += len(pcm)
        self._frames.put(pcm)

    def finish(self) -> None:
        """Say that no more sound comes; `run` returns once the rest is heard."""
        self._frames.put(None)

    def cancel(self) -> None:
        """Stop listening at once; what has settled stays in the draft."""
        self._stop.set()
        self._frames.put(None)

    def poll(self) -> LiveWords:
        """Give the grey words, all text that has settled, and what was saved since the last call."""
        with self._lock:
            settled = tuple(PassageView(passage.place, Private(passage.text)) for passage in self._settled)
            seen = LiveWords(Private(self._partial), settled, self._draft.place, self._changed, self._running)
            self._changed = Changed()
        return seen

    def run(self) -> Dictation:
        """Recognise until `finish`; gives everything that was written.

        Unavailable: RECOGNISER_STOPPED, CANCELLED, DISK_FULL; what has settled is in the draft, what was heard is kept.
        """
        begun = self._desk.clock.monotonic()
        self._running = True
        take = takes.begin(self._desk.vault, self._note, self._case, self._place, self._rate, self._desk.clock)
        try:
            utterances = self._recogniser.recognise(
                self._sound(take),
                self._rate,
                partial=self._hear_partial,
                final=self._hear_final,
                cancelled=self._stop.is_set,
            )
        finally:
            self._running = False
            self._keep_the_rest(take)
        return self._heard(utterances, self._desk.clock.monotonic() - begun)

    def _sound(self, take: Take) -> Iterator[bytes]:
        """Seal everything that has come, then give it on frame by frame: a slow recogniser holds up no sealing."""
        kept: deque[bytes] = deque()
        while True:
            if not kept or not self._frames.empty():
                frame = self._frames.get()
                if frame is None:
                    yield from kept
                    return
                take.add(frame)
                kept.append(frame)
            else:
                yield kept.popleft()

    def _keep_the_rest(self, take: Take) -> None:
        """Seal what came after the recogniser stopped, and close the take, whatever ended the dictation."""
        try:
            while not self._frames.empty():
                frame = self._frames.get()
                if frame is not None:
                    take.add(frame)
        finally:
            take.close()

    def _hear_partial(self, words: str) -> None:
        grey = self._draft.preview(words)
        with self._lock:
            self._partial = grey

    def _hear_final(self, utterance: Utterance) -> None:
        passages = self._draft.add([utterance]) if utterance.words else None
        with self._lock:
            self._partial = ""
            if passages is not None:
                self._settled = passages
                self._changed = self._changed.with_(self._draft.changed)

    def _heard(self, utterances: Sequence[Utterance], spent: float) -> Dictation:
        seconds = self._bytes / SAMPLE_BYTES / self._rate
        return Heard(utterances, seconds, spent).dictation(self._settled, self._note, self._draft.changed)


def fetch_draft(desk: Desk, note: str) -> WholeNote:
    """Fetch a note that is a draft. Refused: UNKNOWN_NOTE, ALREADY_SIGNED."""
    whole = fetch(desk, note)
    require_draft(whole)
    return whole
