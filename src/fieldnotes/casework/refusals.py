"""A refusal that carries the findings of the rules which stopped an act."""

from collections.abc import Sequence

from fieldnotes.casework.views import FindingView
from fieldnotes.domain.errors import Code, Refused


class StoppedBy(Refused):
    """CONTENT_MISSING or WARNING_NEEDS_REASON with what the rules said, for the field they stand at."""

    def __init__(self, code: Code, findings: Sequence[FindingView]) -> None:
        self.findings = tuple(findings)
        rules = ", ".join(sorted({finding.rule for finding in findings}))
        super().__init__(code, rules=rules, count=len(self.findings))
