"""Spoken text on its way into a note: into the right field, in its type, with its speaker proposed. Knows no sound.

Source: `statement_source_rule` of the template book; README "Speaking". A proposed source can be changed; a
statement without one cannot be signed (DOC-4), so where it is unclear who spoke nobody is put down.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from fieldnotes.domain.cases import REPORTER, Case, Person, User
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.fields import merge_sections, read_sections
from fieldnotes.domain.json_reader import has_content, rows
from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.domain.prefill import expected_people
from fieldnotes.domain.spoken_spot import Spot, begins_row, into_spot, join
from fieldnotes.domain.template_parts import Field, Section, SourceDefault, Template, TemplateBook

FROM_AFAR: Final = frozenset({"telefon", "digitalt"})
ABSENT: Final = "inte_med"
SPEECH_VERBS: Final = (
    "säger|sade|sa|berättar|berättade|uppger|uppgav|svarar|svarade|förklarar|förklarade|bekräftar|bekräftade|anser|"
    "ansåg|menar|menade|beskriver|beskrev|frågar|frågade"
)
"""Words that say that somebody spoke; "vill" and "tycker" are not here, for others say that of one too."""
_SENTENCE_END: Final = re.compile(r"(?<=[.!?”])\s+|\n+")
_GAP: Final = re.compile(r"\s+")
_NOT_SAID: Final = re.compile(r"[^\w]+")
"""Marks of a label that nobody says: "SIP-möte?" is heard as two words."""


def speak(  # noqa: PLR0913, PLR0917 - everything that decides who is put down as the speaker
    book: TemplateBook,
    template: Template,
    sections: Sections,
    place: str,
    text: str,
    case: Case,
    users: Sequence[User],
    author: User,
    present: Collection[str] | None = None,
    spot: Spot | None = None,
) -> Sections:
    """Put spoken text at `section` (its `speaks_to`) or `section.field`, in that field's type: at `spot`, else last.

    `present`: person ids; without it those the note says were there, else those expected.
    Refused: UNKNOWN_SECTION, UNKNOWN_FIELD, WRONG_TYPE for a field that holds no text.
    """
    del book
    section, each = find_place(template, place)
    if each.type not in _SPOKEN:
        raise Refused(Code.WRONG_TYPE, section=section.id, field=each.id, expected="a field one can speak into")
    if not text.strip():
        return sections
    everybody = case.people_with(users)
    here = present if present is not None else present_people(template, sections, case, users, author)
    speech = _Speech(case, author, tuple(everybody[one] for one in here if one in everybody), _kind(sections))
    old = sections.get(section.id, {})
    spoken = _SPOKEN[each.type]
    held = old.get(each.id)
    put = into_spot(held, text, spot) if spot is not None else None
    if put is None and spot is not None and begins_row(held, spot):
        put = [*rows(held), *rows(spoken(speech, each, None, text))]
    return {**sections, section.id: {**old, each.id: spoken(speech, each, held, text) if put is None else put}}


def read_spoken(
    book: TemplateBook,
    template: Template,
    sections: Sections,
    data: Json,
    case: Case,
    users: Sequence[User],
    author: User,
) -> Sections:
    """Read a note file over a note, with plain texts spoken in: their sources are proposed as for dictation.

    A plain text replaces what stood in that field. Refused: as `read_sections`.
    """
    given = read_sections(book, template, data, case.people_with(users), author.name)
    inner = data.get("sections", data) if isinstance(data, Mapping) else {}
    texts = {key: value for key, value in inner.items() if isinstance(value, str)} if isinstance(inner, Mapping) else {}
    merged = merge_sections(sections, {key: fields for key, fields in given.items() if key not in texts})
    for section_id, text in texts.items():
        spoken = template.section(section_id).speaks_to
        bare = merge_sections(merged, {section_id: {spoken: None}})
        merged = speak(book, template, bare, section_id, text, case, users, author)
    return merged


def find_place(template: Template, place: str) -> tuple[Section, Field]:
    """Find a place, `section` or `section.field`. Refused: UNKNOWN_SECTION, UNKNOWN_FIELD."""
    section_id, _, field_id = place.partition(".")
    section = template.section(section_id)
    return section, section.field(field_id or section.speaks_to)


def voice_places(template: Template) -> dict[str, str]:
    """Give what can be said after "gå till": alias or section's label -> place, in small letters.

    A field's alias is heard inside its section only.
    """
    places = {_NOT_SAID.sub(" ", section.label("sv")).lower().strip(): section.id for section in template.sections}
    places |= {
        alias: f"{part.id}.{each.id}"
        for part in template.sections
        for each in part.fields
        for alias in each.voice_aliases
    }
    return places | {alias: section.id for section in template.sections for alias in section.voice_aliases}


def present_people(
    template: Template, sections: Sections, case: Case, users: Sequence[User], author: User
) -> list[str]:
    """Give the ids of those who were there as far as the note says; before it does, of those expected."""
    found = [
        row["person_id"]
        for section, each in template.fields_of_type("participants")
        if section.id == "deltagare"
        for row in rows(sections.get(section.id, {}).get(each.id))
        if isinstance(row, Mapping) and row.get("presence") != ABSENT
    ]
    named = [one for one in found if isinstance(one, str)]
    return named or [person.person_id for person in expected_people(template, case, users, author)]


def _kind(sections: Sections) -> str:
    afar = sections.get("grunddata", {}).get("place") in FROM_AFAR
    return "berattat_per_telefon" if afar else "berattat_pa_plats"


@dataclass(frozen=True)
class _Speech:
    """Who speaks for whom: the worker tells, and somebody present has said it."""

    case: Case = field(repr=False)
    author: User = field(repr=False)
    present: tuple[Person, ...] = field(repr=False)
    kind: str

    def text(self, _: Field, old: Json, text: str) -> Json:
        """Append to a text."""
        return join(old if isinstance(old, str) else "", text)

    def observation(self, each: Field, old: Json, text: str) -> Json:
        """Append to what this worker observed last, else begin a row."""
        return _appended(each, old, {"text": text, "observed_by": str(self.author.name)}, ("observed_by",))

    def assessment(self, each: Field, old: Json, text: str) -> Json:
        """Append to the assessment of this worker."""
        return _appended(each, old, {"text": text, "by": str(self.author.name)}, ("by",))

    def statement(self, each: Field, old: Json, text: str) -> Json:
        """Append to what the same person said last, else begin a row; several named speakers become several rows."""
        parts = self._by_speaker(each, text) if each.repeat else [(self._default(each, text), text)]
        for speaker, said in parts:
            row: dict[str, Json] = {"text": said}
            if speaker is not None:
                row |= {"source_person_id": speaker.person_id, "source_kind": self.kind}
            if each.verbatim_hint and "”" in said:
                row["verbatim"] = True
            old = _appended(each, old, row, ("source_person_id", "source_kind"))
        return old

    def _by_speaker(self, each: Field, text: str) -> list[tuple[Person | None, str]]:
        parts: list[tuple[Person | None, str]] = []
        for sentence in _sentences(text):
            speaker = self._named(sentence)
            if not parts:
                parts.append((speaker or self._default(each, text), sentence))
            elif speaker is not None and speaker != parts[-1][0]:
                parts.append((speaker, sentence))
            elif speaker is None and self._is_about_another(each, sentence, parts[-1][0]):
                parts.append((None, sentence))
            else:
                parts[-1] = (parts[-1][0], parts[-1][1] + sentence)
        return [(speaker, said.strip()) for speaker, said in parts]

    def _default(self, each: Field, text: str) -> Person | None:
        """Propose by `source_default`: the child, the only one present with a role, or whom the text names."""
        rule = each.source_default
        if rule is None:
            return None
        if rule.person == "child":
            return self.case.child
        named = self._named(text)
        if named is not None or rule.person != "only_present":
            return named
        fitting = self._with_roles(rule)
        return fitting[0] if len(fitting) == 1 else None

    def _with_roles(self, rule: SourceDefault) -> list[Person]:
        return [one for one in self.present if one.role in rule.roles]

    def _named(self, text: str) -> Person | None:
        """Find who is named as speaking where the text begins: a name and a word for saying, or a colon."""
        found = [one for one in self.present if _begins_with_name(text, one, saying=True)]
        return found[0] if len(found) == 1 else None

    def _is_about_another(self, each: Field, text: str, speaker: Person | None) -> bool:
        """Tell a sentence that begins with another present adult's name, where the template asks who spoke."""
        if each.source_default is None or each.source_default.person != "ask":
            return False
        others = (one for one in self.present if one not in {speaker, self.case.child} and one.role != REPORTER)
        return any(_begins_with_name(text, one, saying=False) for one in others)


def _begins_with_name(text: str, person: Person, *, saying: bool) -> bool:
    parts = person.name.split()
    if not parts:
        return False
    name = rf"{re.escape(parts[0])}(?:\s+{re.escape(parts[-1])})?"
    after = rf"(?:\s*:|\s+(?:{SPEECH_VERBS})\b)" if saying else r"\b"
    return re.match(rf"\s*{name}{after}", text, re.IGNORECASE) is not None


def _sentences(text: str) -> list[str]:
    """Cut text after each sentence; the blanks between stay with the sentence before."""
    cuts = [0, *(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(cuts) if text[start:end].strip()]


def _appended(each: Field, old: Json, row: JsonObject, same: tuple[str, ...]) -> Json:
    """Lay a row after those there are, or its text after the last one when the same person speaks."""
    before = [one for one in rows(old) if isinstance(one, Mapping)] if has_content(old) else []
    last = before[-1] if before else None
    chosen = last is not None and not last.get("text") and not any(row.get(key) for key in same)
    if last is not None and (not each.repeat or chosen or all(last.get(key) == row.get(key) for key in same)):
        text = join(str(last.get("text", "")), str(row["text"]))
        before[-1] = {**row, **{key: value for key, value in last.items() if has_content(value)}, "text": text}
        if row.get("verbatim") is True:
            before[-1] = {**before[-1], "verbatim": True}
    else:
        before.append(row)
    return before if each.repeat else before[-1]


_SPOKEN: Final = {
    "text": _Speech.text,
    "observation": _Speech.observation,
    "assessment": _Speech.assessment,
    "statement": _Speech.statement,
}
