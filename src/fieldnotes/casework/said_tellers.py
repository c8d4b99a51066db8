"""Who told it, who saw it, what it is about what a judgement rests on (DOC-4). Takes nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fieldnotes.domain.cases import COLLEAGUE
from fieldnotes.domain.json_reader import has_content
from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.domain.speaking import ABSENT, FROM_AFAR
from fieldnotes.domain.template_parts import Field, Section, Template
from fieldnotes.language.said import Ear, Sentence

TOLD = ("observation", "statement")
"""What an assessment rests on: what was seen, and what somebody said."""
WITHOUT_A_PERSON = ("egen_iakttagelse", "handling")
Facts = tuple[dict[str, Json], Sentence | None]


@dataclass(frozen=True)
class TellerFinder:
    """Looks at one row of a field among the whole note."""

    ear: Ear
    template: Template
    sections: Sections = field(repr=False)

    def facts(self, each: Field, section: Section, row: Json) -> Iterator[Facts]:
        """Give keys that the row lacks and its words, or the template, propose."""
        text = row.get("text") if isinstance(row, Mapping) else None
        if not isinstance(row, Mapping) or not isinstance(text, str) or not text.strip():
            return
        sentences = list(self.ear.sentences(text))
        if each.type == "statement":
            yield from self._statement(each, row, text, sentences)
        elif each.type == "observation":
            yield from self._seen(row, sentences)
        elif not has_content(row.get("based_on")):
            told = [one.id for one in self.template.sections if one.id != section.id and self._is_told(one)]
            if told:
                yield {"based_on": told}, None

    def _statement(self, each: Field, row: JsonObject, text: str, sentences: list[Sentence]) -> Iterator[Facts]:
        named = has_content(row.get("source_person_id")) or row.get("source_kind") in WITHOUT_A_PERSON
        if not named:
            source = self._source(each, sentences)
            if source is not None:
                yield source
        stripped = text.strip()
        whole = stripped.startswith("”") and stripped.endswith("”") and stripped.count("”") == len("””")
        if whole and row.get("verbatim") is not True:
            yield {"verbatim": True}, None
        if each.tag_options is not None and not has_content(row.get("tags")):
            areas = self.ear.answers(sentences, self.ear.rules.lists.get(each.tag_options, {}))
            if areas:
                yield {"tags": list(areas)}, next(iter(areas.values())).sentence

    def _source(self, each: Field, sentences: list[Sentence]) -> Facts | None:
        """Who is named as telling; two who do leave it open; nobody named: whom the template takes for granted."""
        spoken = {person.id: one for one in sentences if (person := self.ear.speaker(one)) is not None}
        afar = self.sections.get("grunddata", {}).get("place") in FROM_AFAR
        kind = "berattat_per_telefon" if afar else "berattat_pa_plats"
        if spoken:
            who, sentence = next(iter(spoken.items()))
            return ({"source_person_id": who, "source_kind": kind}, sentence) if len(spoken) == 1 else None
        usual = self._usual(each)
        return ({"source_person_id": usual, "source_kind": kind}, None) if usual is not None else None

    def _usual(self, each: Field) -> str | None:
        rule = each.source_default
        if rule is None or rule.person not in {"child", "only_present"}:
            return None
        if rule.person == "child":
            return self.ear.people[0].id
        people = self.sections.get("deltagare", {}).get("people")
        rows = [row for row in people if isinstance(row, Mapping)] if isinstance(people, list | tuple) else []
        there = [
            str(row["person_id"]) for row in rows if row.get("role") in rule.roles and row.get("presence") != ABSENT
        ]
        return there[0] if len(there) == 1 else None

    def _seen(self, row: JsonObject, sentences: list[Sentence]) -> Iterator[Facts]:
        """A colleague who saw it, where the text begins with them."""
        hit = self.ear.find(sentences[0], self.ear.rules.saw) if sentences else None
        person = self.ear.person(hit.words[0]) if hit is not None and hit.first == 0 else None
        if person is not None and person.role == COLLEAGUE and row.get("observed_by") != person.name:
            yield {"observed_by": person.name}, sentences[0]
        times = [at for one in sentences for at in self.ear.rules.days.times(one.text)]
        if len(times) == 1 and not has_content(row.get("time")):
            yield {"time": times[0].strftime("%H:%M")}, sentences[0]

    def _is_told(self, section: Section) -> bool:
        spoken = section.field(section.speaks_to)
        return spoken.type in TOLD and has_content(self.sections.get(section.id, {}).get(spoken.id))
