"""Spoken words on their way into one draft: written out, put in their fields, saved as they settle. Knows no sound.

What was spoken is laid anew over the draft as it was at the beginning, so that "ångra det" can take back; when
somebody typed into the same field meanwhile, their text stands and the speaking begins again from there. A person
may send the next words elsewhere at any moment of the sound, however far behind it the recogniser is.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from fieldnotes.casework.desk import Changed, Desk, changed
from fieldnotes.casework.unsure_words import unsure_of, with_unsure
from fieldnotes.casework.whole_note import WholeNote, fetch, require_draft
from fieldnotes.casework.write_note import with_speech
from fieldnotes.dictation.utterance import Utterance
from fieldnotes.domain.fields import merge_sections
from fieldnotes.domain.heard_words import UnsureWord, moved, unsure_words
from fieldnotes.domain.json_value import Json, Sections
from fieldnotes.domain.prefill import proposals
from fieldnotes.domain.speaking import find_place, speak, voice_places
from fieldnotes.domain.spoken_spot import MARKS, Spot, after_words, before_spot, follow
from fieldnotes.language.spoken import Passage, Writer
from fieldnotes.vault import drafts, spellings


def names_of(whole: WholeNote) -> tuple[str, ...]:
    """Names the case makes known, so that they are written as they are spelled."""
    everybody = whole.case.people_with(whole.people.everybody).values()
    return tuple(sorted({str(person.name) for person in everybody if person.name}))


@dataclass(frozen=True, slots=True)
class _Turn:
    """Words that begin at `since` (seconds of the take) or later go to another place."""

    since: float
    place: str
    spot: Spot | None = field(repr=False)
    at_once: bool


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What is spoken into one place from one spot on, until the person or a command turns elsewhere."""

    place: str
    spot: Spot | None
    turned: bool
    writer: Writer = field(repr=False)
    ends: str = ""
    """The mark that ends what stands before: a heading that was proposed and taken is not spoken on in one sentence."""


class SpokenDraft:
    """The speaking into one draft; every `add` saves. Refused: UNKNOWN_SECTION, UNKNOWN_FIELD, WRONG_TYPE."""

    def __init__(
        self,
        desk: Desk,
        whole: WholeNote,
        place: str,
        spot: Spot | None = None,
        take: str = "",
        language: str = "",
    ) -> None:
        """Begin after what stands at a place, or at a spot in it; `take` keeps the words' sound.

        `language`: of the one who speaks, ISO 639-1; the worker's own when empty.
        """
        self._desk, self._whole = desk, whole
        self.take = take
        self._names, self._language = names_of(whole), language
        self._spellings = spellings.all_of(desk.vault)
        self._places = voice_places(whole.template)
        self._speak(whole.sections, Passage(place, ""), None)
        self._base = require_draft(whole).sections
        self._written: Sections = {}
        self._turns: list[_Turn] = []
        self._stretches = [self._stretch(self._base, place, spot)]
        self.changed = Changed()
        self.wrote: tuple[Passage, ...] = ()
        """What each utterance of the last `add` wrote and where; an empty text for a command."""

    @property
    def place(self) -> str:
        """Where speech goes now, as far as it was heard."""
        turns = self._turns
        return turns[0].place if turns and turns[0].at_once else self._now.writer.place

    def turn(self, place: str, spot: Spot | None, since: float, *, at_once: bool) -> None:
        """Send words that begin at this second of the take, or later, elsewhere; from any thread.

        `at_once`: nobody speaks now, so what is heard next goes there. Refused: as the class.
        """
        self._speak(self._base, Passage(place, ""), None)
        earlier = [turn for turn in self._turns if turn.since < since and not turn.at_once]
        self._turns = [*earlier, _Turn(since, place, spot, at_once and not earlier)]

    def preview(self, partial: str) -> str:
        """Write words that are still being spoken as they would stand."""
        if partial and self._turns and self._turns[0].at_once:
            with self._desk.writing:
                self._look_again()
                self._take_turn()
        return self._now.writer.preview(partial)

    def add(self, utterances: Sequence[Utterance], heard_to: tuple[str, int] | None = None) -> list[Passage]:
        """Write out more utterances and save; gives all passages since the speaking began (or began again).

        `heard_to`: the take and how many of its samples are written with this; saved in the same transaction.
        """
        with self._desk.writing:
            self._look_again()
            self.wrote, marks = (), list[UnsureWord]()
            for utterance in utterances:
                before = self._lay()
                self.wrote += (self._write(utterance),)
                after = self._lay()
                marks = [*moved(marks, before, after), *self._unsure(utterance, before, after)]
            self._save(marks, heard_to)
            return self._passages()

    def add_raw(self, words: str, heard_to: tuple[str, int] | None = None) -> list[Passage]:
        """Put the words down as they were heard; `heard_to` as in `add`."""
        passages = [Passage(self.place, words)] if words else []
        with self._desk.writing:
            self._look_again()
            sections = require_draft(self._whole).sections
            for passage in passages:
                sections = self._speak(sections, passage, None)
            self._keep(sections, (), heard_to)
        return passages

    @property
    def _now(self) -> _Stretch:
        return self._stretches[-1]

    def _look_again(self) -> None:
        """Read the note as it is; where somebody typed into what was spoken, begin again from there."""
        self._whole = fetch(self._desk, self._whole.note)
        now = require_draft(self._whole).sections
        if any(_at(now, place) != value for place, value in _fields(self._written).items()):
            place, spot = self._now.writer.place, self._pen()
            self._base, self._written = now, {}
            self._stretches = [self._stretch(now, place, spot)]

    def _stretch(self, laid: Sections, place: str, spot: Spot | None, *, turned: bool = False) -> _Stretch:
        held = self._held(laid, place)
        there = follow(held, spot) if spot is not None else None
        before = before_spot(held, there)
        ends = "." if before and before == held == self._proposed(place) else ""
        return _Stretch(place, there, turned, self._new_writer(place, before + ends), ends)

    def _proposed(self, place: str) -> Json:
        """Give what the case itself proposes for a place: words nobody has spoken."""
        whole = self._whole
        offered = proposals(self._desk.book, whole.template, whole.case, whole.people.everybody, whole.people.me)
        section, each = find_place(whole.template, place)
        return _at(offered, (section.id, each.id))

    def _new_writer(self, place: str, before: str) -> Writer:
        rules = self._desk.workshop.speech.rules_of(self._language)
        return Writer(rules, self._places, place, self._names, before=before, spellings=self._spellings)

    def _write(self, utterance: Utterance) -> Passage:
        """Write one utterance, cut where the person turned elsewhere while it was spoken."""
        words, wrote = utterance.words, list[str]()
        while self._turns and words and (self._turns[0].at_once or self._turns[0].since <= words[-1].start):
            starts = [word.start for word in words]
            cut = 0 if self._turns[0].at_once else bisect_left(starts, self._turns[0].since)
            wrote.append(self._say(Utterance(words[:cut])))
            self._take_turn()
            words = words[cut:]
        wrote.append(self._say(Utterance(words)))
        return Passage(self._now.writer.place, " ".join(text for text in wrote if text))

    def _take_turn(self) -> None:
        turn, *self._turns = self._turns
        self._stretches.append(self._stretch(self._lay(), turn.place, turn.spot, turned=True))

    def _say(self, utterance: Utterance) -> str:
        """Give words to the pen; a command may move it, and may take back what was said before it moved."""
        if not utterance.words:
            return ""
        if self._now.writer.takes_back(utterance.text):
            self._take_back(utterance.text)
            return ""
        writer, place = self._now.writer, self._now.writer.place
        before = writer.steps
        writer.add(utterance.text)
        if writer.place == place:
            return writer.newest if writer.steps > before else ""
        self._stretches.append(self._stretch(self._lay(), writer.place, None))
        return ""

    def _take_back(self, command: str) -> None:
        """Take back the last utterance there is; the person stays where they turned to."""
        left: _Stretch | None = None
        while not self._now.writer.steps and len(self._stretches) > 1:
            gone = self._stretches.pop()
            left = left or (gone if gone.turned else None)
        self._now.writer.add(command)
        if left is not None:
            self._stretches.append(self._stretch(self._lay(), left.place, left.spot, turned=True))

    def _passages(self) -> list[Passage]:
        return [passage for stretch in self._stretches for passage in stretch.writer.passages()]

    def _pen(self) -> Spot | None:
        """Give the spot after the last words, as the note stood when they were saved; nothing at a field's end."""
        now = self._now
        held = self._held(self._lay(self._stretches[:-1]), now.place)
        if now.spot is None or now.writer.place != now.place:
            return None
        return after_words(held, "".join(passage.text for passage in now.writer.passages()), now.spot)

    def _lay(self, stretches: Sequence[_Stretch] | None = None) -> Sections:
        """Lay what was spoken over the note as it was at the beginning."""
        laid = self._base
        for stretch in self._stretches if stretches is None else stretches:
            for number, passage in enumerate(stretch.writer.passages()):
                first = number == 0 and passage.place == stretch.place
                ended = first and stretch.ends and passage.text and passage.text[0] not in MARKS
                put = replace(passage, text=f"{stretch.ends} {passage.text}") if ended else passage
                laid = self._speak(laid, put, stretch.spot if first else None)
        return laid

    def _unsure(self, utterance: Utterance, before: Sections, after: Sections) -> list[UnsureWord]:
        marks: list[UnsureWord] = []
        for section, name in _fields(after) if self.take else ():
            old, new = _at(before, (section, name)), _at(after, (section, name))
            if old != new:
                marks += unsure_words(utterance.words, self.take, (section, name), old, new)
        return marks

    def _save(self, marks: Sequence[UnsureWord], heard_to: tuple[str, int] | None) -> None:
        spoken = self._lay()
        touched = {place: value for place, value in _fields(spoken).items() if _at(self._base, place) != value}
        taken_back = {place: _at(self._base, place) for place in _fields(self._written) if place not in touched}
        self._written = _sections(touched)
        stored = require_draft(self._whole).sections
        self._keep(merge_sections(stored, _sections({**taken_back, **touched})), marks, heard_to)

    def _keep(self, sections: Sections, marks: Sequence[UnsureWord], heard_to: tuple[str, int] | None) -> None:
        draft = require_draft(self._whole)
        if sections == draft.sections and heard_to is None:
            return
        spoken = with_speech(draft, sections) if sections != draft.sections else draft
        kept = moved(unsure_of(draft), draft.sections, sections)
        here = {word.id for word in kept}
        spoken = with_unsure(spoken, [*kept, *(word for word in marks if word.id not in here)])
        heard = None if heard_to is None else (*heard_to, self.place)
        drafts.save(self._desk.vault, replace(spoken, changed_at=self._desk.clock.now().isoformat()), heard)
        self.changed = changed("drafts", draft.note, draft.case)

    def _held(self, sections: Sections, place: str) -> Json:
        section, each = find_place(self._whole.template, place)
        return _at(sections, (section.id, each.id))

    def _speak(self, sections: Sections, passage: Passage, spot: Spot | None) -> Sections:
        whole = self._whole
        everybody, me = whole.people.everybody, whole.people.me
        return speak(
            self._desk.book, whole.template, sections, passage.place, passage.text, whole.case, everybody, me, spot=spot
        )


def _fields(sections: Sections) -> dict[tuple[str, str], Json]:
    return {(section, field): value for section, fields in sections.items() for field, value in fields.items()}


def _at(sections: Sections, place: tuple[str, str]) -> Json:
    return sections.get(place[0], {}).get(place[1])


def _sections(fields: Mapping[tuple[str, str], Json]) -> dict[str, dict[str, Json]]:
    found: dict[str, dict[str, Json]] = {}
    for (section, name), value in fields.items():
        found.setdefault(section, {})[name] = value
    return found
