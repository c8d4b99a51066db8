"""One thing that does not hold in a profile, by name. Knows no words for people; `language/fault_words.py` does."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What kind it is, and which entry, case, row, draft or file: ids and hashes only.

    Kinds: `bytes hash columns signature chain head promise outbox access draft store keys file sound`.
    """

    what: str
    which: str

    def __str__(self) -> str:
        """Give both in a line."""
        return f"{self.what}: {self.which}"
