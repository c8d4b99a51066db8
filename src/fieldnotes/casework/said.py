"""What a note's own words give reason to propose, field by field: sources, days, rows, answers, names. Takes nothing.

Looks at one section at a time, at what was spoken or typed there; what stands in a field already is left alone, but
for what the template filled in and the words say otherwise.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.said_answers import Answerer
from fieldnotes.casework.said_offer import Offer, Way, offer_key
from fieldnotes.casework.said_people import PeopleFinder
from fieldnotes.casework.said_rows import KEYS, RowFinder, same_row
from fieldnotes.casework.said_tellers import TellerFinder
from fieldnotes.casework.whole_note import WholeNote, fetch, require_draft
from fieldnotes.casework.write_note import keep, proposals_for
from fieldnotes.domain.cases import CHILD, REPORTER
from fieldnotes.domain.json_reader import has_content
from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.domain.passages import passages_of
from fieldnotes.domain.requirements import counts
from fieldnotes.domain.template_parts import Field, Section, Template
from fieldnotes.language.said import Ear, Known, Sentence
from fieldnotes.language.said_names import NearNames
from fieldnotes.language.said_rules import SaidRules

SPOKEN_TYPES = ("text", "statement", "observation", "assessment")
DEALT = "dealt"
"""Key of the draft's own notes under which proposals lie that were taken or refused."""


@dataclass(frozen=True)
class Around:
    """Whose note it is: the people that can be named (the child first), who writes, what was proposed at the start."""

    people: tuple[Known, ...] = field(repr=False)
    author: Known = field(repr=False)
    now: datetime
    proposed: Sections = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Listener:
    """Finds what to propose in one note; knows its template, its people and the rules of the language."""

    template: Template
    rules: SaidRules
    around: Around

    def offers(self, section_id: str, sections: Sections) -> tuple[Offer, ...]:
        """Propose for the fields of one section, in their order."""
        section = self.template.section(section_id)
        values = sections.get(section_id, {})
        heard = _Heard(self, section, values, sections)
        return tuple(
            offer
            for each in section.fields
            if counts(each, values)
            for offer in heard.offers(each, values.get(each.id))
        )

    def read_ahead(self) -> None:
        """Make every cue ready, so that none is read for the first time while somebody types."""
        for each in (*self.rules.lists.values(), *self.rules.yesno.values(), self.rules.present, self.rules.moments):
            for cues in each.values():
                _ = cues.pattern

    @cached_property
    def ear(self) -> Ear:
        """The rules among these people, without the reporter, whom nothing may name."""
        return Ear(self.rules, tuple(each for each in self.around.people if each.role != REPORTER))

    @cached_property
    def names(self) -> NearNames:
        """The first and last names that are spoken of."""
        parts = dict.fromkeys(part for each in self.ear.people for part in each.name.split() if len(part) > 1)
        return NearNames(tuple(parts), self.rules)


@dataclass(frozen=True)
class _Heard:
    """One section as it stands, and what is found in it."""

    listener: Listener
    section: Section
    values: JsonObject
    sections: Sections

    def offers(self, each: Field, now: Json) -> Iterator[Offer]:
        """Propose for one field."""
        find = _FINDERS.get(each.type)
        if find is not None:
            yield from find(self, each, now)
        if each.type in SPOKEN_TYPES:
            yield from self._names(each, now)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence that was spoken or typed in the section."""
        texts = (text for each in self.section.fields for _row, text in self._texts(each, self.values.get(each.id)))
        return tuple(sentence for text in texts for sentence in self.listener.ear.sentences(text))

    @cached_property
    def day(self) -> date:
        """Days are said on the day of the visit."""
        start = self.sections.get("grunddata", {}).get("start")
        return (
            datetime.fromisoformat(start).date()
            if isinstance(start, str) and start
            else self.listener.around.now.date()
        )

    def text(self, each: Field, now: Json) -> Iterator[Offer]:
        """A text that was proposed at the start, or a word of a list that was said."""
        if has_content(now):
            return
        words = self.listener.rules.texts.get(each.id)
        for sentence in self.sentences if words is not None else ():
            hit = self.listener.ear.find(sentence, words.after) if words is not None else None
            after = sentence.words[hit.last :] if hit is not None else ()
            said = next((word for word in after if words is not None and word in words.words), None)
            if said is not None:
                yield self._offer(each, Way.VALUE, said, heard=sentence)
                return
        proposed = self.listener.around.proposed.get(self.section.id, {}).get(each.id)
        if has_content(proposed):
            yield self._offer(each, Way.VALUE, proposed)

    def tellers(self, each: Field, now: Json) -> Iterator[Offer]:
        """Who told it or saw it, what it is about, and what a judgement is built on."""
        finder = TellerFinder(self.listener.ear, self.listener.template, self.sections)
        for row, value in enumerate(_rows(now)):
            for facts, sentence in finder.facts(each, self.section, value):
                yield self._offer(each, Way.FACTS, facts, heard=sentence, row=row)

    def answers(self, each: Field, now: Json) -> Iterator[Offer]:
        """Answers that the words give: one of a list, several of a list, yes or no, a day, a moment."""
        answerer = Answerer(self.listener.ear, self.day, self.listener.around.now)
        found = [one for one in answerer.answers(each, self.sentences, self.sections) if one[0] != now]
        if has_content(now) and each.type != "multichoice" and each.prefill not in MAY_BE_OTHERWISE:
            return
        way = Way.ADD if each.type == "multichoice" else Way.VALUE
        for value, sentence in found:
            if way is Way.ADD:
                left = [one for one in _items(value) if one not in _items(now)]
                if left:
                    yield self._offer(each, way, left, heard=sentence)
            else:
                yield replace(self._offer(each, way, value, heard=sentence), sure=len(found) == 1)

    def people(self, each: Field, now: Json) -> Iterator[Offer]:
        """Who was there, who said yes, whom a field is about."""
        finder = PeopleFinder(self.listener.ear, self.sections, self.listener.around.proposed)
        found = finder.value(self.section, each, now, self.sentences)
        if found is not None:
            yield self._offer(each, Way.VALUE, found[0], heard=found[1])

    def rows(self, each: Field, now: Json) -> Iterator[Offer]:
        """Rows that are not there yet."""
        finder = RowFinder(self.listener.ear, self.listener.around.author.name, self.day)
        said = finder.goals(self.sentences) if each.type == "goal" else finder.deeds(self.sentences, each.type)
        known = {same_row(row) for row in _rows(now) if isinstance(row, Mapping)}
        for sentence, row in said:
            if same_row(row) not in known:
                known.add(same_row(row))
                key = offer_key(self.section.id, each.id, Way.ROW, same_row(row))
                sure = (
                    each.type == "goal" or KEYS[each.type] in row
                )  # who and when belong to it: without a day it is only shown
                yield Offer(self.section.id, each.id, Way.ROW, key, row, sure=sure, heard=sentence.text.strip())

    def comment(self, each: Field, now: Json) -> Iterator[Offer]:
        """What somebody does not agree with."""
        finder = RowFinder(self.listener.ear, self.listener.around.author.name, self.day)
        found = finder.objection(self.sentences) if not has_content(now) else None
        if found is not None:
            yield self._offer(each, Way.VALUE, found[1], heard=found[0])

    def _names(self, each: Field, now: Json) -> Iterator[Offer]:
        """Words that sound like a name of the case and are none; somebody's own words stay as they said them (L4)."""
        if not each.dictation:
            return
        children = {one.id for one in self.listener.around.people if one.role == CHILD}
        own = {one.row for one in passages_of(each, now, children) if one.own}
        for row, text in self._texts(each, now):
            if row in own:
                continue
            for near in self.listener.names.in_text(text):
                word = text[near.start : near.end]
                given: JsonObject = {"word": word, "name": near.name, "at": near.start}
                key = offer_key(self.section.id, each.id, Way.NAME, word, near.name)
                around = (one for one in self.listener.ear.sentences(text) if one.start <= near.start)
                heard = max(around, key=lambda one: one.start).text.strip()
                yield Offer(self.section.id, each.id, Way.NAME, key, given, sure=False, row=row, heard=heard)

    def _offer(self, each: Field, way: Way, value: Json, *, heard: Sentence | None = None, row: int = 0) -> Offer:
        key = offer_key(self.section.id, each.id, way, row, value)
        return Offer(self.section.id, each.id, way, key, value, row=row, heard=heard.text.strip() if heard else "")

    @staticmethod
    def _texts(each: Field, now: Json) -> Iterator[tuple[int, str]]:
        if each.type not in SPOKEN_TYPES or not each.dictation:
            return
        for row, value in enumerate(_rows(now)):
            text = value.get("text") if isinstance(value, Mapping) else value
            if isinstance(text, str) and text.strip():
                yield row, text


MAY_BE_OTHERWISE = ("template", "people")
"""Prefill sources that are only what is usual: the words may say that it was otherwise this time."""
_FINDERS: Mapping[str, Callable[[_Heard, Field, Json], Iterator[Offer]]] = {
    "text": _Heard.text,
    "statement": _Heard.tellers,
    "observation": _Heard.tellers,
    "assessment": _Heard.tellers,
    "choice": _Heard.answers,
    "multichoice": _Heard.answers,
    "yesno": _Heard.answers,
    "date": _Heard.answers,
    "time": _Heard.answers,
    "datetime": _Heard.answers,
    "participants": _Heard.people,
    "person": _Heard.people,
    "agreement": _Heard.rows,
    "next_step": _Heard.rows,
    "goal": _Heard.rows,
    "comment": _Heard.comment,
}
"""Type of a field -> what finds proposals for it: every type of templates.json."""


def listener_of(desk: Desk, whole: WholeNote) -> Listener | None:
    """Make the listener of a note; nothing when the program has no rules for the language that is spoken."""
    rules = desk.workshop.said
    if rules is None:
        return None
    everybody = whole.case.people_with(whole.people.everybody).values()
    child = whole.case.child.person_id
    people = sorted(
        (Known(each.person_id, str(each.name), each.role) for each in everybody), key=lambda k: k.id != child
    )
    me = whole.people.me
    around = Around(tuple(people), Known(me.id, str(me.name), "kollega"), desk.clock.now(), proposals_for(desk, whole))
    return Listener(whole.template, rules, around)


def dealt_with(whole: WholeNote) -> frozenset[str]:
    """Keys of what was proposed in a draft and taken or refused: it is not proposed again."""
    kept = (require_draft(whole).cursor or {}).get(DEALT)
    return frozenset(str(key) for key in kept) if isinstance(kept, list | tuple) else frozenset()


def deal(desk: Desk, note: str, keys: Sequence[str]) -> None:
    """Keep in the draft which proposals were taken or refused. Refused: as `write_note.save`."""
    with desk.writing:
        draft = require_draft(fetch(desk, note))
        keep(desk, replace(draft, cursor={**(draft.cursor or {}), DEALT: sorted(keys)}))


def _rows(value: Json) -> list[Json]:
    if isinstance(value, list | tuple):
        return list(value)
    return [value] if has_content(value) else []


def _items(value: Json) -> list[Json]:
    return list(value) if isinstance(value, list | tuple) else []
