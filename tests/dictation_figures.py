"""How long a person waits while speaking: from key to listening, from a word's end to its being on the screen.

Where a word ends is the recogniser's word on the sealed samples; when a sample was spoken is told by the frames: the
earliest arrival bounds the beat of the sound's clock, so lumps do not count as speed.
"""

import re
from dataclasses import dataclass

RATE = 16_000
MARKS = frozenset({"punkt", "komma", "kolon", "citat", "slut", "ny", "nytt", "rad", "stycke", "frågetecken"})


@dataclass(frozen=True)
class Shown:
    """What all surfaces for speech showed from a moment on."""

    at: float
    settled: str
    grey: str


def clock_of(frames, samples_before=0):
    """When sample 0 was spoken, as the frames' arrivals bound it; seconds."""
    heard, earliest = samples_before, None
    for frame in frames:
        heard += frame["samples"]
        spoken = frame["at"] - heard / RATE
        earliest = spoken if earliest is None else min(earliest, spoken)
    return earliest


def shown_in_order(painted):
    """Give what stood on the screen after each painting, all surfaces together."""
    texts, greys, found = {}, {}, []
    for event in painted:
        texts[event["name"]], greys[event["name"]] = event["text"], event["grey"]
        found.append(Shown(event["at"], " ".join(texts.values()), " ".join(greys.values())))
    return found


def partial_waits(utterances, began, shown):
    """Seconds from the end of each plain word to the moment it could be read, grey or settled."""
    waits, missed = [], []
    sentences = [each for each in utterances if not is_command(each)]
    for utterance, following in zip(sentences, [*sentences[1:], None], strict=True):
        since = began + utterance[0][1]
        until = began + following[0][1] if following else float("inf")
        seen = [each for each in shown if since <= each.at < until]
        before = next((each.settled for each in reversed(shown) if each.at < since), "")
        for number, (word, _start, end) in enumerate(utterance):
            if word in MARKS:
                continue
            nth = sum(other == word for other, _s, _e in utterance[: number + 1])
            ready = next((each.at for each in seen if _is_there(word, nth, each, before)), None)
            if ready is None:
                missed.append(word)
            else:
                waits.append(ready - began - end)
    return waits, missed


def final_waits(utterances, began, shown):
    """Seconds from the end of each utterance's last word to the painting of its settled text."""
    waits, missed = [], []
    for number, utterance in enumerate(utterances):
        if is_command(utterance):
            continue
        end = began + utterance[-1][2]
        until = began + utterances[number + 1][-1][2] if number + 1 < len(utterances) else float("inf")
        before = next((each.settled for each in reversed(shown) if each.at < end), "")
        ready = next((each.at for each in shown if end <= each.at < until and each.settled != before), None)
        if ready is None:
            missed.append(utterance[0][0])
        else:
            waits.append(ready - end)
    return waits, missed


def is_command(utterance):
    """Tell whether an utterance only moves to a section: it leaves no text."""
    return [word for word, _start, _end in utterance[:2]] == ["gå", "till"]


def at_share(values, share):
    """The value below which this share of all lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _is_there(word, nth, shown, before):
    """Tell whether the word can be read for the n-th time since the utterance began, grey or settled."""
    return _count(word, shown.grey) >= nth or _count(word, shown.settled) - _count(word, before) >= nth


def _count(word, text):
    return sum(other == word for other in re.findall(r"\w+", text.lower()))
