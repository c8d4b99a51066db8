"""A speech engine of thirty lines that knows no words: it says "ljud" for every stretch of loud sound.

It proves that any engine fits: as objects in this process, and as a program that answers frames on its pipes.
"""

import os
import sys
from array import array

from fieldnotes.dictation import frames
from fieldnotes.dictation.utterance import Heard, HeardKind, Utterance, Word, raw_text
from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.domain.private import Private

LOUD = 400
PIECE = 0.05
"""Seconds that are judged at a time."""
PAUSE = 12
"""So many quiet pieces end an utterance."""


class Ears:
    """Judges sound piece by piece; settled words come out when a pause is long enough."""

    def __init__(self, rate):
        self._bytes = int(rate * PIECE) * 2
        self._rest = b""
        self._piece = self._quiet = 0
        self.words = []

    def hear(self, pcm):
        """Take sound; give the utterances that ended in it."""
        self._rest += pcm
        ended = []
        while len(self._rest) >= self._bytes:
            piece, self._rest = self._rest[: self._bytes], self._rest[self._bytes :]
            self._judge(max(map(abs, array("h", piece))) > LOUD)
            if self.words and self._quiet >= PAUSE:
                ended.append(self.end())
        return ended

    def end(self):
        """Give the words so far as ended."""
        words, self.words = self.words, []
        return words

    def _judge(self, loud):
        start, end = round(self._piece * PIECE, 3), round((self._piece + 1) * PIECE, 3)
        if loud and self.words and self._quiet == 0:
            self.words[-1][2] = end
        elif loud:
            self.words.append(["ljud", start, end, 1.0])
        self._quiet = 0 if loud else self._quiet + 1
        self._piece += 1


class LoudSession:
    """A live session in this process."""

    def __init__(self, rate):
        self._ears = Ears(rate)
        self._settled, self._heard = [], []
        self._stopped = False

    def feed(self, frame):
        if self._stopped:
            raise Unavailable(Code.CANCELLED)
        for words in self._ears.hear(frame):
            self._settle(words)
        if self._ears.words:
            self._heard = [each for each in self._heard if each.kind is HeardKind.FINAL]
            self._heard.append(Heard(HeardKind.PARTIAL, Private(" ".join(word[0] for word in self._ears.words))))

    def poll(self):
        heard, self._heard = self._heard, []
        return heard

    @property
    def utterances(self):
        return tuple(self._settled)

    def finish(self):
        if self._ears.words:
            self._settle(self._ears.end())
        return list(self._settled)

    def stop(self):
        self._stopped = True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._stopped = True

    def _settle(self, words):
        utterance = Utterance(tuple(Word(*word) for word in words))
        self._settled.append(utterance)
        self._heard = [each for each in self._heard if each.kind is HeardKind.FINAL]
        self._heard.append(Heard(HeardKind.FINAL, utterance.text, utterance))


class LoudEngine:
    """The engine; also a second opinion that offers the same word in capitals."""

    name = "Högt och tyst"

    def listen(self, rate, grammar=None):  # noqa: ARG002 - it knows no phrases
        return LoudSession(rate)

    def hears(self, language):  # noqa: ARG002 - it knows no language
        return True

    def rest(self):
        """It keeps nothing ready."""

    def propose(self, samples, rate, language):  # noqa: ARG002 - it knows no language
        session = LoudSession(rate)
        session.feed(samples)
        return Private(raw_text(session.finish()).upper())


def main():
    """Serve one recording as the recogniser's program does."""
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    _kind, header = frames.receive(questions)
    rate = frames.object_of(header)["rate"]
    for kind in ("started", "ready"):
        frames.send_json(answers, frames.ANSWER, {"kind": kind})
    ears = Ears(rate)
    while True:
        kind, payload = frames.receive(questions)
        if kind == frames.END:
            frames.send_json(answers, frames.ANSWER, {"kind": "done", "words": ears.end()})
            return
        ended = ears.hear(payload)
        text = " ".join(word[0] for word in ears.words)
        answer = {"kind": "final", "words": ended[0]} if ended else {"kind": "partial", "text": text}
        frames.send_json(answers, frames.ANSWER, answer)


if __name__ == "__main__":
    try:
        main()
    except frames.PipeClosedError:
        sys.exit(0)
