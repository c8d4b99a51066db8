"""People that the words of a section name for its fields: who was there, who said yes, who decides. Takes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fieldnotes.domain.cases import COLLEAGUE
from fieldnotes.domain.json_reader import has_content
from fieldnotes.domain.json_value import Json, Sections
from fieldnotes.domain.template_parts import Field, Section
from fieldnotes.language.said import Ear, Hit, Known, Sentence

COLLEAGUES_ONLY = ("approved_by", "decided_by", "consulted")
"""Fields that name somebody of the social services."""
Found = tuple[Json, Sentence | None]


@dataclass(frozen=True)
class PeopleFinder:
    """Looks for people in sentences, beside those the note names already."""

    ear: Ear
    sections: Sections = field(repr=False)
    proposed: Sections = field(repr=False)

    def value(self, section: Section, each: Field, now: Json, sentences: Sequence[Sentence]) -> Found | None:
        """Give what the field would hold; nothing when the words add nothing."""
        found: Found | None
        if each.type == "participants" and each.options is not None:
            found = self._present(section, each, now, sentences)
        elif each.type == "participants":
            found = self._agreed(now, sentences)
        elif each.repeat:
            found = self._interpreted_for(now, sentences)
        else:
            found = self._named(each, now, sentences)
        return found if found is not None and has_content(found[0]) and found[0] != now else None

    def _present(self, section: Section, each: Field, now: Json, sentences: Sequence[Sentence]) -> Found:
        """Those who are named as there or away, among those who are written down or proposed."""
        base = now if has_content(now) else self.proposed.get(section.id, {}).get(each.id)
        rows = [dict(row) for row in _rows(base) if isinstance(row, Mapping)]
        heard: Sentence | None = None
        for sentence in sentences:
            for presence, hit in self.ear.answers([sentence], self.ear.rules.present).items():
                for person in self._along(hit):
                    heard = sentence
                    _put(rows, person, presence)
        return [*rows], heard

    def _agreed(self, now: Json, sentences: Sequence[Sentence]) -> Found | None:
        """Those who are said to have said yes; whom somebody chose already is not asked about again."""
        if has_content(now):
            return None
        found: list[Known] = []
        heard: Sentence | None = None
        for sentence in sentences:
            hit = self.ear.find(sentence, self.ear.rules.single["yes_by"])
            here = [person for person in self._along(hit) if person.role != COLLEAGUE] if hit else []
            heard = sentence if here and heard is None else heard
            found += [person for person in here if person not in found]
        if not found:
            return None
        there = [row for row in _rows(self.sections.get("deltagare", {}).get("people")) if isinstance(row, Mapping)]
        known = {str(row.get("person_id")): dict(row) for row in there}
        return [known.get(person.id) or _row(person, "hela") for person in found], heard

    def _interpreted_for(self, now: Json, sentences: Sequence[Sentence]) -> Found | None:
        if has_content(now):
            return None
        for sentence in sentences:
            hit = self.ear.find(sentence, self.ear.rules.single["interprets_for"])
            people = self._along(hit) if hit is not None else []
            if people:
                return [person.id for person in people], sentence
        return None

    def _named(self, each: Field, now: Json, sentences: Sequence[Sentence]) -> Found | None:
        """The only one who is named, the child aside."""
        if has_content(now):
            return None
        named: dict[str, Sentence] = {}
        for sentence in sentences:
            for person in self.ear.people_in(sentence.words):
                fits = person.role == COLLEAGUE if each.id in COLLEAGUES_ONLY else person != self.ear.people[0]
                if fits:
                    named.setdefault(person.id, sentence)
        return next(iter(named.items())) if len(named) == 1 else None

    def _along(self, hit: Hit) -> list[Known]:
        """Those in the words that fit, and those named along with them: "Karin och Jonas var med"."""
        words, at = hit.sentence.words, hit.first
        while at > 0 and (words[at - 1] in self.ear.rules.ands or self.ear.person(words[at - 1]) is not None):
            at -= 1
        last = hit.last
        while last + 1 < len(words) and words[last] in self.ear.rules.ands and self.ear.person(words[last + 1]):
            last += 2
        return self.ear.people_in(words[at:last])


def _put(rows: list[dict[str, Json]], person: Known, presence: str) -> None:
    for row in rows:
        if row.get("person_id") == person.id:
            row["presence"] = presence
            return
    rows.append(_row(person, presence))


def _row(person: Known, presence: str) -> dict[str, Json]:
    return {
        "person_id": person.id,
        "name": person.name,
        "role": person.role,
        "presence": presence,
        "share_contact": False,
    }


def _rows(value: Json) -> list[Json]:
    return list(value) if isinstance(value, list | tuple) else []
