"""Spoken words on their way into one draft: written out, put in their fields, saved as they settle. Knows no sound.

What was spoken is laid anew over the draft as it was at the beginning, so that "ångra det" can take back; when
somebody typed into the same field meanwhile, their text stands and the speaking begins again from there.
"""

from collections.abc import Mapping, Sequence

from fieldnotes.casework.desk import Changed, Desk
from fieldnotes.casework.whole_note import WholeNote, fetch, require_draft
from fieldnotes.casework.write_note import keep, with_speech
from fieldnotes.domain.fields import merge_sections
from fieldnotes.domain.json_value import Json, Sections
from fieldnotes.domain.speaking import speak, voice_places
from fieldnotes.language.spoken import Passage, Writer


def names_of(whole: WholeNote) -> tuple[str, ...]:
    """Names the case makes known, so that they are written as they are spelled."""
    everybody = whole.case.people_with(whole.people.everybody).values()
    return tuple(sorted({str(person.name) for person in everybody if person.name}))


class SpokenDraft:
    """The speaking into one draft; every `add` saves. Refused: UNKNOWN_SECTION, UNKNOWN_FIELD, WRONG_TYPE."""

    def __init__(self, desk: Desk, whole: WholeNote, place: str) -> None:
        self._desk = desk
        self._speak(whole, whole.sections, Passage(place, ""))
        self._note = whole.note
        self._names = names_of(whole)
        self._places = voice_places(whole.template)
        self._base = require_draft(whole).sections
        self._written: Sections = {}
        self._writer = self._new_writer(place)
        self.changed = Changed()

    @property
    def place(self) -> str:
        """Where speech goes now."""
        return self._writer.place

    def preview(self, partial: str) -> str:
        """Write words that are still being spoken as they would stand."""
        return self._writer.preview(partial)

    def add(self, utterances: Sequence[str]) -> list[Passage]:
        """Write out more utterances and save; gives all passages since the speaking began (or began again)."""
        with self._desk.writing:
            whole = fetch(self._desk, self._note)
            self._begin_again_if_typed(require_draft(whole).sections)
            for utterance in utterances:
                self._writer.add(utterance)
            passages = self._writer.passages()
            self._save(whole, passages)
        return passages

    def add_raw(self, words: str) -> list[Passage]:
        """Put the words down as they were heard."""
        passages = [Passage(self.place, words)] if words else []
        with self._desk.writing:
            self._save(fetch(self._desk, self._note), passages)
        return passages

    def _new_writer(self, place: str) -> Writer:
        return Writer(self._desk.workshop.speech.rules, self._places, place, self._names)

    def _begin_again_if_typed(self, now: Sections) -> None:
        if any(_at(now, place) != value for place, value in _fields(self._written).items()):
            self._base, self._written, self._writer = now, {}, self._new_writer(self.place)

    def _save(self, whole: WholeNote, passages: Sequence[Passage]) -> None:
        base = spoken = self._base
        for passage in passages:
            spoken = self._speak(whole, spoken, passage)
        touched = {place: value for place, value in _fields(spoken).items() if _at(base, place) != value}
        taken_back = {place: _at(base, place) for place in _fields(self._written) if place not in touched}
        self._written = _sections(touched)
        draft = require_draft(whole)
        sections = merge_sections(draft.sections, _sections({**taken_back, **touched}))
        if sections != draft.sections:
            self.changed = keep(self._desk, with_speech(draft, sections))

    def _speak(self, whole: WholeNote, sections: Sections, passage: Passage) -> Sections:
        return speak(
            self._desk.book,
            whole.template,
            sections,
            passage.place,
            passage.text,
            whole.case,
            whole.people.everybody,
            whole.people.me,
        )


def _fields(sections: Sections) -> dict[tuple[str, str], Json]:
    return {(section, field): value for section, fields in sections.items() for field, value in fields.items()}


def _at(sections: Sections, place: tuple[str, str]) -> Json:
    return sections.get(place[0], {}).get(place[1])


def _sections(fields: Mapping[tuple[str, str], Json]) -> dict[str, dict[str, Json]]:
    found: dict[str, dict[str, Json]] = {}
    for (section, field), value in fields.items():
        found.setdefault(section, {})[field] = value
    return found
