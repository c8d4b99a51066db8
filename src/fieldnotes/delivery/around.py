"""What is known around a case's notes: who is who, the templates, how long the file is kept. Reads no store."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fieldnotes.delivery.record import Actor, Mark
from fieldnotes.domain.cases import Case, Person, Unit, User
from fieldnotes.domain.disposal import Retention
from fieldnotes.domain.entry import Filed
from fieldnotes.domain.private import Private
from fieldnotes.domain.template_parts import TemplateBook
from fieldnotes.language.roles import role_words
from fieldnotes.language.translation import translate as _


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around a case's notes: who is who, the templates, and how long the file is kept."""

    case: Case = field(repr=False)
    units: Mapping[str, Unit]
    users: Mapping[str, User] = field(repr=False)
    book: TemplateBook = field(repr=False)
    language: str
    kept: Retention
    made_at: datetime

    @property
    def people(self) -> Mapping[str, Person]:
        """Everybody a note of the case may name."""
        return self.case.people_with(self.users.values())

    def actor(self, user: str, role: str, unit: str) -> Actor:
        """Somebody who works here, in the role and unit they acted in."""
        known = self.users.get(user)
        hsa = known.source.get("hsa_id") if known else None
        named = self.units.get(unit)
        name = Private(known.name if known else user)
        return Actor(user, name, role_words(role, _), named.name if named else "", hsa if isinstance(hsa, str) else "")

    def doer(self, filed: Filed) -> Actor:
        """Who filed an entry."""
        return self.actor(filed.entry.author, filed.entry.role, filed.entry.unit)

    def mark(self, what: str, filed: Filed) -> Mark:
        """Read an entry as something done with a text."""
        reason = filed.entry.body.get("reason")
        at = datetime.fromisoformat(filed.entry.at)
        return Mark(what, self.doer(filed), at, Private(reason if isinstance(reason, str) else ""))
