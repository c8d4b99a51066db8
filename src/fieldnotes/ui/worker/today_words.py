"""The working day in one line: how much waits, of what. Knows no Qt and no store."""

from collections.abc import Iterator

from fieldnotes.casework.case_views import TodayView
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.shell.status_words import conflict_words, overdue_words


def day_summary(seen: TodayView, waiting_decisions: int) -> str:
    """Count what waits, the most pressing first."""
    parts = [words for count, words in (*_of_others(seen, waiting_decisions), *_of_mine(seen)) if count]
    if seen.unread:
        parts.append(_("Looking through older notes …"))
    return " · ".join(parts) or _("Nothing waits for you.")


def _of_others(seen: TodayView, waiting: int) -> Iterator[tuple[int, str]]:
    """What somebody else waits for."""
    yield waiting, _n("{n} note waits for your decision", "{n} notes wait for your decision", waiting).format(n=waiting)
    yield len(seen.conflicts), conflict_words(len(seen.conflicts))
    asked = len(seen.to_cosign)
    words = _n("{n} note to sign as the second worker", "{n} notes to sign as the second worker", asked)
    yield asked, words.format(n=asked)
    back = len(seen.returned)
    yield back, _n("{n} note returned", "{n} notes returned", back).format(n=back)


def _of_mine(seen: TodayView) -> Iterator[tuple[int, str]]:
    """What is begun, what has not arrived, and which days have passed."""
    today = [each for each in seen.visits if each.start.astimezone().date() == seen.today]
    yield len(today), _n("{n} visit today", "{n} visits today", len(today)).format(n=len(today))
    begun = len(seen.drafts)
    yield begun, _n("{n} draft", "{n} drafts", begun).format(n=begun)
    late = sum(row.draft is not None and row.draft.late for row in seen.drafts)
    yield late, _n("{n} older than a day: sign it", "{n} older than a day: sign them", late).format(n=late)
    waits = seen.status.waiting_notes if seen.status.joined else 0
    yield (
        waits,
        _n("{n} note not yet in the case system", "{n} notes not yet in the case system", waits).format(n=waits),
    )
    overdue = sum(due.days_left < 0 for _number, due in seen.deadlines)
    yield overdue, overdue_words(overdue)
