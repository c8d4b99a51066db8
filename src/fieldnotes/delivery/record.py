"""A case and its signed notes as a case system is told of them: finished values in one language. Knows no format.

Names and words are the record's own. Whoever reported is never named here (SEC-3); where anybody of the family has a
protected identity, nobody of it is named outside the notes themselves (SEC-4).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from fieldnotes.domain.disposal import Retention
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.private import Private
from fieldnotes.domain.section_part import SectionPart
from fieldnotes.wire.entries import Sealed


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who works here: role and unit in words; `hsa_id` where the municipality has told it."""

    id: str
    name: Private = field(repr=False)
    role: str
    unit: str
    hsa_id: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something done with a text: signed, cosigned, approved …; `reason` in the doer's words, empty when none."""

    what: str
    by: Actor
    at: datetime
    reason: Private = field(default=Private(""), repr=False)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody of the family or around it. `name` and `number` are None where they may not be told.

    `protection`: the kind of protected identity, None for none; `number_kind`: personnummer, samordningsnummer or
    reservnummer.
    """

    id: str
    role: str
    role_label: str
    protected: bool
    protection: str | None = None
    name: Private | None = field(default=None, repr=False)
    number: Private | None = field(default=None, repr=False)
    number_kind: str = ""
    born: str | None = None


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """One signed note. `stub`: it lies in the wrong case, and only that it was here is told (DOC-8).

    `revision`: hash of the text that stands; `replaces`: hashes of the signed texts it took the place of. `sections`
    holds the typed values, `sealed` every entry of the note as its device signed it.
    """

    note: str
    revision: str
    template: str
    template_version: str
    title: str
    state: str
    day: datetime
    ended: datetime | None
    signed: Mark
    parts: tuple[SectionPart, ...]
    afterwards: tuple[SectionPart, ...]
    cosigned: tuple[Mark, ...] = ()
    decisions: tuple[Mark, ...] = ()
    replaces: tuple[str, ...] = ()
    stub: bool = False
    sections: Json = field(default=None, repr=False)
    sealed: tuple[Sealed, ...] = field(default=(), repr=False)

    @property
    def approved(self) -> Mark | None:
        """The decision that approves the text that stands; None while nothing does."""
        return self.decisions[-1] if self.state == "approved" and self.decisions else None

    def everything(self) -> Iterator[SectionPart]:
        """Give what is read of it, in order."""
        yield from self.parts
        yield from self.afterwards


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """A case and some of its notes, in the order of what happened. `guarded`: a protected identity is in the case."""

    case: str
    number: str
    phase: str
    board: str
    municipality: str
    unit: str
    child: Party
    parties: tuple[Party, ...]
    responsible: tuple[Actor, ...]
    opened: str | None
    closed: str | None
    decision_deadline: str | None
    kept: Retention
    guarded: bool
    made_at: datetime
    language: str
    notes: tuple[NoteRecord, ...]
