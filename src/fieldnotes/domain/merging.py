"""Several signed texts of one note, held against each other and put together by a person's choices.

What is the same in all stays. What was changed on one side only is proposed, never done; the rest must be chosen.
Nobody's own words may be lost. Pure; the order of the heads makes no difference. Source: INS-1, INS-2, CHI-1.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fieldnotes.domain.differences import FAMILY_TEXT, Difference, Place, alike, difference, filled
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_reader import is_list
from fieldnotes.domain.json_value import Json, Sections
from fieldnotes.domain.merged_rows import MergedRows, merged_rows
from fieldnotes.domain.own_words import Children, lost_words
from fieldnotes.domain.template_parts import Field, Template

FamilyText = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Version:
    """One signed text: its hash, its content and its plain versions."""

    hash: str
    sections: Sections = field(repr=False)
    family_text: FamilyText = field(repr=False, default_factory=dict)

    def at(self, section: str, name: str) -> Json:
        """Give what stands in a field, or in a plain version."""
        if name.startswith(FAMILY_TEXT):
            return (self.family_text.get(name.removeprefix(FAMILY_TEXT)) or {}).get(section)
        return (self.sections.get(section) or {}).get(name)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose for a place: a value (for a row: the list of rows that shall stand there).

    `seen` is the `stamp` of what was offered; `how`: proposal, a head's hash, both or written.
    """

    value: Json = field(repr=False)
    seen: str
    how: str

    def stands(self, about: Difference) -> bool:
        """Tell whether it was made with all in sight that is offered now."""
        return self.seen == about.stamp


Choices = Mapping[Place, Choice]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs, in the order of the template, and what is the same in all heads."""

    heads: tuple[str, ...]
    differences: tuple[Difference, ...]
    same: tuple[tuple[Place, Json], ...] = field(repr=False)
    lists: tuple[tuple[Place, MergedRows], ...] = field(repr=False)

    def left(self, choices: Choices) -> tuple[Difference, ...]:
        """List what nobody has chosen yet, with all in sight that is offered now."""
        return tuple(
            each for each in self.differences if (made := choices.get(each.place)) is None or not made.stands(each)
        )


@dataclass(frozen=True, slots=True)
class Merged:
    """The text that comes of a merge."""

    sections: Sections = field(repr=False)
    family_text: FamilyText = field(repr=False)


def compare(template: Template, children: Children, bases: Sequence[Version], heads: Sequence[Version]) -> Comparison:
    """Hold the heads against each other; `bases` are the nearest texts all of them grew from.

    Where several bases say different things it is not known what was changed, so a person chooses.
    """
    ordered = sorted(heads, key=lambda each: each.hash)
    differences: list[Difference] = []
    same: list[tuple[Place, Json]] = []
    lists: list[tuple[Place, MergedRows]] = []
    for place, about in _places(template, ordered):
        stands = [(each.hash, filled(each.at(place.section, place.field))) for each in ordered]
        before = [filled(each.at(place.section, place.field)) for each in bases]
        known = bool(before) and alike(before)
        base = (known, before[0] if known else None)
        if alike([value for _head, value in stands]):
            same.append((place, stands[0][1]))
        elif about is not None and about.holds_rows and all(value is None or is_list(value) for _head, value in stands):
            found = merged_rows(place, about, children, base, stands)
            differences += found.differences
            lists.append((place, found))
        else:
            differences.append(difference(place, about, children, base, stands))
    return Comparison(tuple(each.hash for each in ordered), tuple(differences), tuple(same), tuple(lists))


def merged(comparison: Comparison, choices: Choices) -> Merged:
    """Put the text together. Refused: MERGE_UNDECIDED(fields, count) while something is left to choose."""
    refuse_undecided(comparison, choices)
    chosen = {place: made.value for place, made in choices.items()}
    values = list(comparison.same)
    values += [(each.place, chosen[each.place]) for each in comparison.differences if not each.place.row]
    values += [(place, found.settled(chosen)) for place, found in comparison.lists]
    return _laid_out(values)


def refuse_undecided(comparison: Comparison, choices: Choices) -> None:
    """Refuse while something is left to choose. Refused: MERGE_UNDECIDED(fields, count)."""
    left = comparison.left(choices)
    if left:
        fields = dict.fromkeys(f"{each.place.section}.{each.place.field}" for each in left)
        raise Refused(Code.MERGE_UNDECIDED, fields=", ".join(fields), count=len(left))


def refuse_lost_words(template: Template, children: Children, heads: Sequence[Version], result: Sections) -> None:
    """Refuse a text in which the child's or the family's words of a head are missing.

    Refused: WORDS_LOST(section, field, count).
    """
    lost = lost_words(template, children, [each.sections for each in heads], result)
    if lost:
        raise Refused(Code.WORDS_LOST, section=lost[0].section, field=lost[0].field, count=len(lost))


def _places(template: Template, heads: Sequence[Version]) -> Iterator[tuple[Place, Field | None]]:
    """Walk every field that may hold something: the template's in its order, then what it does not know."""
    audiences = sorted({audience for each in heads for audience in each.family_text})
    known = {section.id for section in template.sections}
    for section in template.sections:
        yield from ((Place(section.id, each.id), each) for each in section.fields)
        yield from ((Place(section.id, name), None) for name in _others(heads, section.id, section.by_id))
        yield from ((Place(section.id, FAMILY_TEXT + audience), None) for audience in audiences)
    strange = sorted({section for each in heads for section in each.sections} - known)
    for unknown in strange:
        yield from ((Place(unknown, name), None) for name in _others(heads, unknown, {}))


def _others(heads: Sequence[Version], section: str, fields: Mapping[str, object]) -> list[str]:
    return sorted({name for each in heads for name in each.sections.get(section) or {}} - fields.keys())


def _laid_out(values: Sequence[tuple[Place, Json]]) -> Merged:
    sections: dict[str, dict[str, Json]] = {}
    plain: dict[str, dict[str, str]] = {}
    for place, value in values:
        if filled(value) is None:
            continue
        if place.field.startswith(FAMILY_TEXT):
            plain.setdefault(place.field.removeprefix(FAMILY_TEXT), {})[place.section] = str(value)
        else:
            sections.setdefault(place.section, {})[place.field] = value
    return Merged(sections, plain)
