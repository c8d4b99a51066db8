"""A change somebody asked for at the screen: who asked, which words stood there, which stand there now (L2, INS-2).

Whole sentences are told, so that each can be read by itself. Pure: it asks nobody and files nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as kept
from difflib import SequenceMatcher
from typing import Final

from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.domain.passages import passages_of
from fieldnotes.domain.template_parts import Template

_BEGINS: Final = re.compile(r"(?<=[.!?…])[”\"»)]*\s+(?=\S)|\n\s*(?=\S)")
"""Where the next sentence begins: after a full stop and its like with a blank, and on a new line."""


@dataclass(frozen=True, slots=True)
class AskedChange:
    """One change. `person` asked for it in that `role`; `response`: hash of the answer it meets, if there is one.

    `before` and `after` are the sentences it is about; one of them is empty where words came or went. `at`: ISO 8601.
    """

    section: str
    field: str
    person: str
    role: str
    before: str = kept(repr=False)
    after: str = kept(repr=False)
    at: str
    response: str | None = None

    def as_json(self) -> JsonObject:
        """Give it as a revision's body holds it."""
        named: JsonObject = {"section": self.section, "field": self.field, "person_id": self.person, "role": self.role}
        told: dict[str, Json] = {**named, "before": self.before, "after": self.after, "at": self.at}
        return {**told, "response": self.response} if self.response else told


def read_changes(value: Json) -> tuple[AskedChange, ...]:
    """Read what a revision's body, or a draft, holds of them."""
    listed = value if isinstance(value, list | tuple) else ()
    return tuple(_read(each) for each in listed if isinstance(each, Mapping))


def sentences_changed(old: str, new: str) -> tuple[str, str]:
    """Give the sentences of a text that differ, before and after; blanks around them do not count."""
    olds, news = _sentences(old), _sentences(new)
    first = _alike(old, olds, new, news)
    last = min(_alike(old, olds[::-1], new, news[::-1]), len(olds) - first, len(news) - first)
    return _span(old, olds[first : len(olds) - last]), _span(new, news[first : len(news) - last])


def still_standing(template: Template, changes: Sequence[AskedChange], sections: Sections) -> tuple[AskedChange, ...]:
    """Leave out the changes that were taken back: what somebody asked for is told only where the text says it.

    A change that a later one went on from stays, for the later one's earlier words are its own.
    """
    found: list[AskedChange] = []
    for each in reversed(changes):
        texts = texts_at(template, sections, each.section, each.field)
        went_on = any(
            later.before and _same_place(each, later) and each.after and _holds(later.before, each.after)
            for later in found
        )
        here = (
            any(_holds(text, each.after) for text in texts) if each.after else not _holds("\n".join(texts), each.before)
        )
        if here or went_on:
            found.append(each)
    return tuple(reversed(found))


def other_differences(
    template: Template, old: Sections, new: Sections, asked: Sequence[AskedChange]
) -> Iterator[tuple[str, str, str, str]]:
    """Give section, field, sentences before and after for text that differs and that nobody `asked` to have changed."""
    told_already = {(each.section, each.field, each.before, each.after) for each in asked}
    without = _without(template, asked, new)
    for section in template.sections:
        for field in section.fields:
            place = (section.id, field.id)
            was = [each for each in texts_at(template, old, *place) if each.strip()]
            now = [each for each in without.get(place, texts_at(template, new, *place)) if each.strip()]
            for one, other in _paired(was, now):
                found = (*place, *sentences_changed(one, other))
                if found[2] != found[3] and found not in told_already:
                    yield found


def _without(
    template: Template, changes: Sequence[AskedChange], sections: Sections
) -> dict[tuple[str, str], list[str]]:
    """Give the texts of the changed fields as they would stand without these changes."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in reversed(changes):
        place = (each.section, each.field)
        texts = found.setdefault(place, texts_at(template, sections, *place))
        at = next((n for n, text in enumerate(texts) if each.after and each.after in text), None)
        if at is not None:
            texts[at] = texts[at].replace(each.after, each.before, 1).strip()
    return found


def texts_at(template: Template, sections: Sections, section: str, field: str) -> list[str]:
    """Give the texts of one field."""
    shape = template.by_id[section].by_id.get(field) if section in template.by_id else None
    value = (sections.get(section) or {}).get(field)
    return [each.text for each in passages_of(shape, value)] if shape is not None else []


def _paired(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pair the texts of a field that are not the same; what came has nothing before it, what went nothing after."""
    matcher = SequenceMatcher(None, list(before), list(after), autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what != "equal":
            was, now = [*before[a:b]], [*after[c:d]]
            length = max(len(was), len(now))
            yield from zip([*was, *[""] * (length - len(was))], [*now, *[""] * (length - len(now))], strict=True)


def _sentences(text: str) -> list[tuple[int, int]]:
    """Give where each sentence begins and ends, without the blanks between them."""
    begins = [0, *(found.end() for found in _BEGINS.finditer(text))]
    spans = zip(begins, [*begins[1:], len(text)], strict=True)
    return [(begin, begin + len(text[begin:end].rstrip())) for begin, end in spans if text[begin:end].strip()]


def _alike(old: str, olds: Sequence[tuple[int, int]], new: str, news: Sequence[tuple[int, int]]) -> int:
    """Count the sentences that are the same from the beginning."""
    pairs = zip(olds, news, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if old[slice(*a)] != new[slice(*b)]), min(len(olds), len(news)))


def _span(text: str, sentences: Sequence[tuple[int, int]]) -> str:
    return text[sentences[0][0] : sentences[-1][1]] if sentences else ""


def _holds(text: str, words: str) -> bool:
    """Tell whether all words of one text stand in the other, in a row, whatever the blanks."""
    return f" {' '.join(words.split())} " in f" {' '.join(text.split())} "


def _same_place(one: AskedChange, other: AskedChange) -> bool:
    return (one.section, one.field) == (other.section, other.field)


def _read(row: JsonObject) -> AskedChange:
    response = row.get("response")
    keys = ("section", "field", "person_id", "role", "before", "after", "at")
    section, field, person, role, before, after, at = (str(row.get(key, "")) for key in keys)
    return AskedChange(section, field, person, role, before, after, at, response if isinstance(response, str) else None)
