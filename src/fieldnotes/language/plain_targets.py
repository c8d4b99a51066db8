"""How plain a text has to be for whom (rules.md, section 4). Figures only; it measures nothing and stops nothing."""

from dataclasses import dataclass

from fieldnotes.language.plain import PlainReport

YOUNG = 12
"""A child younger than this, in years, gets the easier text."""

JOURNAL_LIX = 45
"""Above this a section of the journal is said to be heavy."""


@dataclass(frozen=True, slots=True)
class PlainTarget:
    """The most a text for the family may come to: reading index, words in one sentence, words a sentence on average."""

    lix: int
    longest: int = 20
    average: int = 15

    def missed(self, report: PlainReport) -> tuple[str, ...]:
        """Name what a text is over: `lix`, `longest`, `average`; nothing when it is plain enough."""
        average = report.words / report.sentences if report.sentences else 0
        over = {
            "lix": report.lix > self.lix,
            "longest": report.longest > self.longest,
            "average": average > self.average,
        }
        return tuple(name for name, is_over in over.items() if is_over)


def family_target(audience: str, age: int | None) -> PlainTarget:
    """Give the target for `guardian` or `child`; `age` is the child's, in years, where it is known.

    A child whose age nobody knows gets the easier text.
    """
    young = audience == "child" and (age is None or age < YOUNG)
    return PlainTarget(25 if young else 30)
