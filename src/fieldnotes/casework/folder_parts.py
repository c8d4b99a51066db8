"""What the parts of a case's folder are made of: passages, and the names that stand at them. Decides nothing."""

from dataclasses import dataclass, field
from typing import Final

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.note_paper import Paper
from fieldnotes.casework.whole_note import WholeNote
from fieldnotes.domain.entry import Filed
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.private import Private
from fieldnotes.language.translation import translate as _
from fieldnotes.report.note_flow import person_words, signed_words

KEY: Final = 16
"""Digits of a hash that name an entry within its case."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One value that stands on paper. `key` names it within its case for ever: the entry, and where it stands there.

    `section` and `row` say what it is, for those that are rows of a section; `people`: ids of those who said it, for
    what was said elsewhere; `quotes`: words of the note that stand in it again.
    """

    key: str
    label: str
    text: Private = field(repr=False)
    section: str = ""
    kind: str = ""
    row: Json = field(default=None, repr=False)
    people: tuple[str, ...] = ()
    quotes: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Layout:
    """How the parts of one note are named and signed."""

    desk: Desk
    whole: WholeNote
    paper: Paper

    def signed(self, filed: Filed) -> str:
        """Who filed an entry and when, in words."""
        return signed_words(self.paper.signature(filed), self.desk.language, _)

    def label(self, section: str | None) -> str:
        """What a section is called."""
        found = self.whole.template.by_id.get(section or "")
        return found.label(self.desk.language) if found else _("The whole note")

    def person(self, person_id: str, role: str) -> str:
        """A person with their role, as they stand inside a sentence."""
        return person_words(self.paper.person(person_id, role))
