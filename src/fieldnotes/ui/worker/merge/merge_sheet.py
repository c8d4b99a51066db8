"""What stands in the way of signing several texts as one, as the list before signing shows it. Knows no Qt."""

from fieldnotes.casework.conflict_views import MergeView
from fieldnotes.casework.views import Check, FindingView
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.worker.editor.states import CheckRow, SheetState


def sheet_state(check: Check, seen: MergeView) -> SheetState:
    """Make the list: every finding leads to its section's first difference."""
    warnings: dict[str, list[str]] = {}
    for finding in check.warnings:
        texts = warnings.setdefault(finding.rule, [])
        if finding.text not in texts:
            texts.append(finding.text)
    return SheetState(
        blocks=tuple(_row(finding, seen) for finding in check.blocks),
        warnings=tuple((rule, " ".join(texts)) for rule, texts in warnings.items()),
        next_words=_(
            "All versions stay readable. The text you sign takes their place, and the supervisor decides about it."
        ),
    )


def _row(finding: FindingView, seen: MergeView) -> CheckRow:
    label = next((each.section_label for each in seen.differences if each.section == finding.section), "")
    text = f"{label}: {finding.text}" if label else finding.text
    return CheckRow(text, finding.severity, finding.section, finding.field, finding.text)
