"""A finding: one thing a rule says about a note. It knows no note."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a rule says. `severity` is block (the act stops) or warn (a reason is asked for)."""

    rule: str
    severity: str
    section: str | None
    field: str | None
    text_sv: str
    text_en: str
    rule_ids: tuple[str, ...] = ()

    def text(self, language: str) -> str:
        """Give the sentence a person reads."""
        return self.text_en if language == "en" else self.text_sv

    @property
    def stops(self) -> bool:
        """Tell a block from a warning."""
        return self.severity == "block"
