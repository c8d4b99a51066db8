"""What is taken out of a case for one party: the proposal, what a person decided, and what nobody may lift.

Knows passages and the reader; neither an entry nor a paper.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fieldnotes.casework.find_words import folded
from fieldnotes.casework.folder_parts import Passage
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_reader import JsonReader
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.masking import Mask, counted, laid_over, left_of, read_mask, settled, term_masks, whole
from fieldnotes.domain.party_access import Reader
from fieldnotes.domain.templates import Template
from fieldnotes.domain.terms import ProtectedTerm, SearchedText

_LONG_ENOUGH = 12
"""Letters from which the same words somewhere else in a note are taken out there too."""
Terms = Sequence[tuple[ProtectedTerm, str, bool]]
Decided = Mapping[str, Sequence[JsonObject]]
"""What a person decided, by the passage's key: `{"start", "end", "why"}` each; an empty list shows all of it."""


def read_decided(data: JsonObject) -> Decided:
    """Read a file of decisions: `{"passages": {key: [{"start"?, "end"?, "why"}]}}`. Refused: WRONG_FILE."""
    passages = JsonReader.of(data, "insight").inner("passages")
    return {key: [one.data for one in passages.each(key)] for key in passages.data}


@dataclass(frozen=True)
class Taken:
    """What is out of each passage of a case, by its key; `never`: what of it nobody may show, whatever is decided."""

    masks: Mapping[str, tuple[Mask, ...]] = field(repr=False)
    never: Mapping[str, tuple[Mask, ...]] = field(default_factory=dict, repr=False)

    def of(self, passage: Passage) -> tuple[Mask, ...]:
        """The masks of one passage."""
        return self.masks.get(passage.key, ())

    def hidden(self, passages: Iterable[Passage]) -> dict[str, int]:
        """Count what is out, by reason."""
        found: dict[str, int] = {}
        for each in passages:
            for why, count in counted(laid_over(each.text, self.of(each))).items():
                found[why] = found.get(why, 0) + count
        return found


def fitting(notes: Iterable[tuple[Template | None, Sequence[Passage]]], decided: Decided) -> Decided:
    """Keep of what was decided before only what still fits: passages that are there, and places in their text."""
    found: dict[str, Sequence[JsonObject]] = {}
    for _template, passages in notes:
        for each in passages:
            masks = decided.get(each.key)
            if masks is not None and all(_fits(mask, len(each.text)) for mask in masks):
                found[each.key] = masks
    return found


def _fits(mask: JsonObject, length: int) -> bool:
    try:
        read_mask(mask, length)
    except Refused:
        return False
    return True


def taken_out(reader: Reader, notes: Iterable[tuple[Template | None, Sequence[Passage]]], decided: Decided) -> Taken:
    """Work out what is taken out of every note for a reader.

    Args:
        reader: the party.
        notes: each note's template (None: what was done in the case itself) and its passages.
        decided: what a person has said; the rest stands as proposed. What is fixed stays out, whatever it says.

    Refused: WRONG_TYPE for a decision about no passage of these, or about no place in it.
    """
    terms = reader.terms()
    laid = [(template, list(passages)) for template, passages in notes]
    wanted = {
        each.key: _wanted(reader, template, each, terms, decided.get(each.key))
        for template, passages in laid
        for each in passages
    }
    for _template, passages in laid:
        _echoes(passages, wanted, decided)
    _same_again([each for _template, passages in laid for each in passages], wanted, decided)
    found: dict[str, tuple[Mask, ...]] = {}
    never: dict[str, tuple[Mask, ...]] = {}
    for _template, passages in laid:
        for each in passages:
            masks = _with_every_fixed_word(each, wanted[each.key], terms)
            found[each.key] = settled(each.text, masks)
            never[each.key] = tuple(mask for mask in masks if mask.fixed)
    strangers = decided.keys() - found.keys()
    if strangers:
        raise Refused(Code.WRONG_TYPE, section="insight", field=min(strangers)[:80], expected="a passage of this case")
    return Taken(found, never)


def _wanted(
    reader: Reader, template: Template | None, passage: Passage, terms: Terms, decided: Sequence[JsonObject] | None
) -> tuple[Mask, ...]:
    """What a person decided for a passage, with what is fixed; else the proposal."""
    proposed = _proposed(reader, template, passage, terms)
    if decided is None:
        return proposed
    return (*(each for each in proposed if each.fixed), *(read_mask(each, len(passage.text)) for each in decided))


def _proposed(reader: Reader, template: Template | None, passage: Passage, terms: Terms) -> tuple[Mask, ...]:
    section = template.by_id.get(passage.section) if template is not None else None
    if section is not None:
        hidden = reader.of_row(section, passage.kind, passage.row)
    else:
        people = (reader.people[each] for each in passage.people if each in reader.people)
        hidden = next((found for each in people if (found := reader.of_person(each)) is not None), None)
    rows = whole(passage.text, hidden[0], fixed=hidden[1]) if hidden else ()
    return (*rows, *term_masks(passage.text, terms))


def _echoes(passages: Sequence[Passage], wanted: dict[str, tuple[Mask, ...]], decided: Decided) -> None:
    """What is taken out of a note's text is taken out where a question, a change or an earlier text says it again."""
    gone = [
        (words, mask)
        for each in passages
        for mask in wanted[each.key]
        if len(words := folded(each.text[mask.start : mask.end]).strip()) >= _LONG_ENOUGH
    ]
    for each in passages:
        if each.key in decided or _all_of(each, wanted[each.key]) is not None:
            continue
        quotes = [folded(words).strip() for words in each.quotes if words.strip()]
        said = folded(each.text)
        echo = next((mask for words, mask in gone if words in said or any(one in words for one in quotes)), None)
        if echo is not None:
            wanted[each.key] = (*wanted[each.key], *whole(each.text, echo.why, fixed=echo.fixed))


def _same_again(passages: Sequence[Passage], wanted: dict[str, tuple[Mask, ...]], decided: Decided) -> None:
    """What is taken out whole is taken out where another note of the case says just the same."""
    gone = {
        words: mask
        for each in passages
        if (mask := _all_of(each, wanted[each.key])) is not None
        and len(words := folded(each.text).strip()) >= _LONG_ENOUGH
    }
    for each in passages:
        if each.key not in decided and (mask := gone.get(folded(each.text).strip())) is not None:
            wanted[each.key] = (*wanted[each.key], *whole(each.text, mask.why, fixed=mask.fixed))


def _all_of(passage: Passage, masks: Sequence[Mask]) -> Mask | None:
    return next((mask for mask in masks if mask.start == 0 and mask.end == len(passage.text)), None)


def _with_every_fixed_word(passage: Passage, masks: tuple[Mask, ...], terms: Terms) -> tuple[Mask, ...]:
    """Where a fixed word would be left all the same, the whole passage goes."""
    text = str(passage.text)
    left = SearchedText((left_of(text, masks),))
    for term, why, fixed in terms:
        if fixed and term.stands_in(left):
            return whole(text, why, fixed=True)
    return masks
