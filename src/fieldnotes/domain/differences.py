"""What differs between the signed texts of one note at one place, and what is proposed there. Chooses nothing."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from fieldnotes.domain.json_reader import has_content, rows
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.own_words import Children, OwnWords, is_own, spoken_by
from fieldnotes.domain.same_rows import canonical
from fieldnotes.domain.template_parts import Field

FAMILY_TEXT: Final = "family_text."
"""Begins the field name of a plain version; no field of a template has a dot in its id."""
ORDER: Final = "order"
JOINABLE: Final = frozenset({"text", "statement", "observation", "assessment", "comment"})
"""Types whose texts may stand one after the other."""


class Change(StrEnum):
    """What became of a place since the texts parted."""

    PROPOSED = "proposed"
    """Changed in one direction only; what it became is proposed, never done."""
    BOTH = "both"
    """Changed in several ways, or nobody knows from what."""
    REMOVED = "removed"
    """Taken away in one text, changed in another."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a field, or one row of it; `row` is `order` for the order of the rows."""

    section: str
    field: str
    row: str = ""

    def __str__(self) -> str:
        return "/".join(filter(None, (self.section, self.field, self.row)))

    @classmethod
    def read(cls, text: str) -> "Place":
        """Read what `str` wrote; what is missing is empty."""
        section, field, row = (*text.split("/"), "", "")[:3]
        return cls(section, field, row)


@dataclass(frozen=True, slots=True)
class Offer:
    """What stands in some of the heads; nothing when it was taken away. `keeps`: nobody's own words are lost by it."""

    value: Json = field(repr=False)
    heads: tuple[str, ...]
    keeps: bool = True


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the heads differ. `joined`: the texts one after the other, where that can be.

    `based`: it is known what stood there before; `base` is that. `proposal` counts only when `proposed`.
    `words`: what the child or the family says in any of the heads.
    """

    place: Place
    change: Change
    based: bool
    base: Json = field(repr=False)
    offers: tuple[Offer, ...]
    proposed: bool = False
    proposal: Json = field(default=None, repr=False)
    joined: Json = field(default=None, repr=False)
    words: tuple[OwnWords, ...] = ()

    @property
    def own(self) -> bool:
        """Tell whether somebody's own words stand here, which must stay."""
        return bool(self.words)

    @property
    def stamp(self) -> str:
        """Tell one set of offers from another: a choice stands as long as what was offered is the same."""
        seen = "\n".join(sorted({canonical(each.value) for each in self.offers}))
        return hashlib.sha256(seen.encode("utf-8")).hexdigest()[:32]


def alike(values: Sequence[Json]) -> bool:
    """Tell whether the same stands in all."""
    return len({canonical(filled(each)) for each in values}) < 2  # noqa: PLR2004 - one, or none


def filled(value: Json) -> Json:
    """Read an empty text, list or table as nothing; nothing was written there."""
    return value if has_content(value) else None


def difference(
    place: Place, about: Field | None, children: Children, base: tuple[bool, Json], stands: Sequence[tuple[str, Json]]
) -> Difference:
    """Say what differs at one place; `base`: whether it is known, and what; `stands`: head and value.

    `about` is the template's field, None for what the template does not know.
    """
    known, before = base[0], filled(base[1])
    values = [filled(value) for _head, value in stands]
    said = [_said(about, place, value, children) for value in values]
    everything = [
        words
        for value, each in zip(values, said, strict=True)
        for words in each
        if about is not None and is_own(about, value, children)
    ]
    offers = _offers(stands, said, everything)
    joined = _joined(about, [each.value for each in offers])
    changed = [each for each in offers if canonical(each.value) != canonical(before)]
    kept = [each for each in (changed or list(offers)) if each.keeps] or [each for each in offers if each.keeps]
    alone = known and len(changed) == 1
    change = Change.PROPOSED if alone else Change.BOTH
    if not alone and known and any(each.value is None for each in changed):
        change = Change.REMOVED
    proposed, proposal = alone, changed[0].value if alone else None
    if everything:
        only = kept[0].value if len(kept) == 1 else None
        proposed, proposal = len(kept) == 1 or (not kept and joined is not None), only if kept else joined
    return Difference(
        place, change, known, before, offers, proposed, proposal, joined, tuple(dict.fromkeys(everything))
    )


def keeps_words(about: Difference, field: Field | None, children: Children, value: Json) -> bool:
    """Tell whether nobody's own words are lost at a place when this stands there (for a row: these rows)."""
    said = [words for row in rows(value) for words in _said(field, about.place, row, children)]
    return all(each.kept_in(said) for each in about.words)


def _offers(
    stands: Sequence[tuple[str, Json]], said: Sequence[Sequence[OwnWords]], everything: Sequence[OwnWords]
) -> tuple[Offer, ...]:
    found: dict[str, Offer] = {}
    for (head, raw), words in zip(stands, said, strict=True):
        value = filled(raw)
        before = found.get(canonical(value))
        heads = (*before.heads, head) if before else (head,)
        found[canonical(value)] = Offer(value, heads, all(each.kept_in(words) for each in everything))
    return tuple(found.values())


def _said(about: Field | None, place: Place, value: Json, children: Children) -> list[OwnWords]:
    said = spoken_by(about, value, children) if about is not None and place.row != ORDER else None
    return [OwnWords(place.section, place.field, *said)] if said is not None else []


def _joined(about: Field | None, values: Sequence[Json]) -> Json:
    """Put texts one after the other, in the order of the heads; rows only when they are about the same person."""
    texts = [value for value in values if value is not None]
    if about is None or about.type not in JOINABLE or len(texts) < 2:  # noqa: PLR2004 - two to join
        return None
    plain = [value for value in texts if isinstance(value, str)]
    if len(plain) == len(texts):
        return "\n".join(plain)
    tables: list[dict[str, Json]] = [dict(value) for value in texts if isinstance(value, Mapping)]
    owners = {canonical([each.get(key) for key in _OWNERS]) for each in tables}
    if len(tables) < len(texts) or len(owners) > 1:
        return None
    made = dict(tables[0])
    for key in _SPOKEN:
        if any(each.get(key) for each in tables):
            made[key] = _one_after_another(tables, key)
    if not all(each.get("verbatim") is True for each in tables):
        made.pop("verbatim", None)
    return made


_OWNERS: Final = ("source_person_id", "source_ref", "person_id", "observed_by", "by")
_SPOKEN: Final = ("text", "question")


def _one_after_another(tables: Sequence[dict[str, Json]], key: str) -> str:
    """Join texts; what is a part of another already is not said twice."""
    texts = [str(each[key]) for each in tables if each.get(key)]
    return "\n".join(dict.fromkeys(texts))
