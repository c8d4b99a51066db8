"""Another text for one settled utterance, from an engine that hears it again at leisure: offered, never put in.

What the person takes replaces exactly what was heard first, and only while that still stands there once. Knows no
engine of its own and no window.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fieldnotes.casework.desk import Changed, Desk
from fieldnotes.casework.spoken_draft import names_of
from fieldnotes.casework.unsure_words import unsure_of, with_unsure
from fieldnotes.casework.versions import children_of
from fieldnotes.casework.views import SettledUtterance
from fieldnotes.casework.whole_note import WholeNote, fetch, fetch_draft, require_draft
from fieldnotes.casework.write_note import keep
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.heard_words import moved
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.passages import passages_of
from fieldnotes.domain.private import Private
from fieldnotes.domain.speaking import find_place
from fieldnotes.language.spoken import Writer
from fieldnotes.vault.heard_sound import sound_between

AROUND = 150
"""Milliseconds of sound before the first word and after the last that are heard along."""
THOUSAND = 1000
ENDS = (".", "!", "?")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What another engine would write instead; `engine`: what it is called."""

    utterance: str
    place: str
    engine: str
    stands: Private
    better: Private


def second_opinion(desk: Desk, note: str, said: SettledUtterance, language: str) -> Opinion | None:
    """Hear one utterance again with the second engine; nothing when there is none, or it would write the same.

    Opens the sound in memory only; blocks for as long as the engine needs. `language`: ISO 639-1, that was spoken.

    Refused: UNKNOWN_NOTE, ALREADY_SIGNED, UNKNOWN_RECORDING, RECORDING_DAMAGED. Unavailable: RECOGNISER_STOPPED.
    """
    engine = desk.workshop.speech.second
    if engine is None or not said.words or not said.text or not engine.hears(language):
        return None
    begins, ends = said.words[0].start * THOUSAND - AROUND, said.words[-1].end * THOUSAND + AROUND
    pcm, rate = sound_between(desk.vault, said.take, int(begins), int(ends))
    heard = engine.propose(pcm, rate, language)
    whole = fetch_draft(desk, note)
    held = _held(whole, said.place)
    if not heard or _times(held, said.text) != 1 or _is_own(whole, said.place, said.text):
        return None
    writer = Writer(desk.workshop.speech.rules, {}, said.place, names_of(whole), before=_before(held, said.text))
    writer.add(heard)
    written = "\n".join(passage.text for passage in writer.passages())
    better = _fitted(written, said.text, names_of(whole))
    if not better or better == said.text:
        return None
    return Opinion(said.id, said.place, engine.name, said.text, better)


def take_opinion(desk: Desk, note: str, opinion: Opinion) -> Changed:
    """Put the other text where the first one stands: the person asked for it.

    Refused: UNKNOWN_NOTE, ALREADY_SIGNED; NOTHING_CHANGED when the first text no longer stands there, or twice;
    WORDS_ARE_THEIRS when it stands in somebody's own words, which no tool writes anew.
    """
    with desk.writing:
        whole = fetch(desk, note)
        draft = require_draft(whole)
        held = _held(whole, opinion.place)
        if _times(held, opinion.stands) != 1:
            raise Refused(Code.NOTHING_CHANGED, note=note)
        if _is_own(whole, opinion.place, opinion.stands):
            name = find_place(whole.template, opinion.place)
            raise Refused(Code.WORDS_ARE_THEIRS, section=name[0].id, field=name[1].id)
        section, each = find_place(whole.template, opinion.place)
        fields = {**draft.sections.get(section.id, {}), each.id: _replaced(held, opinion.stands, opinion.better)}
        sections = {**draft.sections, section.id: fields}
        marks = moved(unsure_of(draft), draft.sections, sections)
        return keep(desk, with_unsure(replace(draft, sections=sections), marks))


def _fitted(better: str, stands: str, names: Sequence[str]) -> Private:
    """Make a text that was written as a sentence of its own one that stands where the first one does."""
    first = better.split(maxsplit=1)[0] if better.strip() else ""
    named = any(first in name.split() for name in names)
    if stands[:1].islower() and first.istitle() and not named:
        better = better[0].lower() + better[1:]
    return Private(better if stands.rstrip().endswith(ENDS) else better.rstrip("".join(ENDS)))


def _held(whole: WholeNote, place: str) -> Json:
    section, each = find_place(whole.template, place)
    return whole.sections.get(section.id, {}).get(each.id)


def _is_own(whole: WholeNote, place: str, text: str) -> bool:
    """Whether a text stands in somebody's own words (CHI-1, L4)."""
    _section, each = find_place(whole.template, place)
    return any(one.own and text in one.text for one in passages_of(each, _held(whole, place), children_of(whole)))


def _times(value: Json, text: str) -> int:
    """How often a text stands in a value, whatever its shape."""
    if isinstance(value, str):
        return value.count(text)
    if isinstance(value, Mapping):
        return sum(_times(each, text) for each in value.values())
    return sum(_times(each, text) for each in value) if isinstance(value, list | tuple) else 0


def _before(value: Json, text: str) -> str:
    """What stands before the text, where it stands."""
    if isinstance(value, str):
        return value.partition(text)[0] if text in value else ""
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    return next((_before(each, text) for each in parts if _times(each, text)), "")


def _replaced(value: Json, text: str, other: str) -> Json:
    if isinstance(value, str):
        return value.replace(text, other)
    if isinstance(value, Mapping):
        return {key: _replaced(each, text, other) for key, each in value.items()}
    return [_replaced(each, text, other) for each in value] if isinstance(value, list | tuple) else value
