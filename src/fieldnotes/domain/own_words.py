"""Words that belong to the child and the family: what somebody said of themselves, as the note holds it.

The child's statements, everybody's quoted words and the family's comments. Knows no act; it only says what is there.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as kept
from typing import Final

from fieldnotes.domain.json_reader import rows
from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.domain.template_parts import Field, Template

CHILD_SPEAKS: Final = "child"

Children = Collection[str]
"""Person ids of the case's child: one, and those it had while the case was only proposed."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """One thing somebody said: where it stands, whose it is, and the words."""

    section: str
    field: str
    person: str
    text: str = kept(repr=False)

    def kept_in(self, others: Iterable["OwnWords"]) -> bool:
        """Tell whether the same person still says it: word for word, alone or inside a longer text."""
        return any(each.person == self.person and _holds(each.text, self.text) for each in others)


def own_words(template: Template, children: Children, sections: Sections) -> tuple[OwnWords, ...]:
    """List what the child and the family say in a text (CHI-1, INS-2)."""
    return tuple(words for field, row, words in _said(template, children, sections) if is_own(field, row, children))


def lost_words(
    template: Template, children: Children, texts: Sequence[Sections], result: Sections
) -> tuple[OwnWords, ...]:
    """List what somebody says in one of the texts and no longer in the result."""
    left = [words for _field, _row, words in _said(template, children, result)]
    own = dict.fromkeys(words for text in texts for words in own_words(template, children, text))
    return tuple(words for words in own if not words.kept_in(left))


def is_own(field: Field, row: Json, children: Children) -> bool:
    """Tell whether a row holds somebody's own words: the child's, quoted ones, or a comment."""
    said = spoken_by(field, row, children)
    if said is None or not isinstance(row, Mapping):
        return False
    return field.type == "comment" or said[0] in children or (row.get("verbatim") is True and bool(said[0]))


def spoken_by(field: Field, row: Json, children: Children) -> tuple[str, str] | None:
    """Give who says what stands in a row, and the words; None when there are none or it is nobody's statement.

    A statement that names nobody is the child's where only the child speaks.
    """
    if field.type not in {"statement", "comment"} or not isinstance(row, Mapping) or not _text(row, "text").strip():
        return None
    if field.type == "comment":
        return _text(row, "person_id"), _text(row, "text")
    source = _text(row, "source_person_id")
    if not source and field.source_default is not None and field.source_default.person == CHILD_SPEAKS:
        source = min(children, default="")
    return source, _text(row, "text")


def _said(template: Template, children: Children, sections: Sections) -> Iterator[tuple[Field, Json, OwnWords]]:
    for section in template.sections:
        for each in section.fields:
            for row in rows((sections.get(section.id) or {}).get(each.id)):
                said = spoken_by(each, row, children)
                if said is not None:
                    yield each, row, OwnWords(section.id, each.id, *said)


def _text(row: JsonObject, key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""


def _holds(longer: str, shorter: str) -> bool:
    """Tell whether all words of one text stand in the other, in a row."""
    there, wanted = longer.split(), shorter.split()
    return any(there[at : at + len(wanted)] == wanted for at in range(len(there) - len(wanted) + 1))
