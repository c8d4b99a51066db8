"""What every part of a book is called, what is chosen from, and how a role counts in a room. Knows no template."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as kept
from typing import Final

from fieldnotes.domain.json_value import JsonObject


class Labelled:
    """Texts of the book in Swedish (`…_sv`) and English (`…_en`); any other language reads the Swedish."""

    source: JsonObject

    def label(self, language: str) -> str:
        """Give the name people read."""
        return self.wording("label", language)

    def prompt(self, language: str) -> str:
        """Give the question that helps one write; empty when there is none."""
        return self.wording("prompt", language)

    def share_note(self, language: str) -> str:
        """Give the advice for showing; empty when there is none."""
        return self.wording("share_note", language)

    def wording(self, name: str, language: str) -> str:
        """Give any text `name` of this part in a language; empty when there is none."""
        found = self.source.get(f"{name}_{language}", self.source.get(f"{name}_sv", ""))
        return found if isinstance(found, str) else ""


@dataclass(frozen=True, eq=False)
class ChoiceList(Labelled):
    """A closed list of choices; ids in order."""

    id: str
    ids: tuple[str, ...]
    swedish: Mapping[str, str] = kept(repr=False)
    english: Mapping[str, str] = kept(repr=False)
    source: JsonObject = kept(repr=False)

    def label_of(self, choice: str, language: str) -> str:
        """Give one choice's label; a choice that is not in the list reads as its id."""
        return (self.english if language == "en" else self.swedish).get(choice, choice)


@dataclass(frozen=True, eq=False)
class AudiencePolicy:
    """How a role counts in a room: `own` (with its audience), `neutral`, `follows` or `closed`."""

    policy: str
    audience: str | None = None


CLOSED: Final = AudiencePolicy("closed")
