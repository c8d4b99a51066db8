"""One entry of a note's history as a sentence. Knows no Qt."""

from datetime import datetime

from fieldnotes.casework.views import HistoryRow, NoteView
from fieldnotes.domain.taking_home import PAPER, POST, STICK, TakenHome
from fieldnotes.language.handed_over import handed_over_words
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.when import clock_time
from fieldnotes.ui.worker.editor.wording import day_words


def history_words(row: HistoryRow) -> str:
    """Say what happened, who did it, when, and how far it has come."""
    kinds = {
        "NoteSigned": _("Signed"),
        "NoteCorrected": _("Corrected"),
        "NoteMerged": _("Merged"),
        "NoteCosigned": _("Signed by a second worker"),
        "NoteMisfiled": _("Marked as filed in the wrong case"),
        "NoteShown": _("Shown to the family"),
        "FamilyResponded": _("The family answered"),
        "CopyHandedOver": _("A copy was handed over"),
        "QuestionAsked": _("A question was asked"),
        "QuestionAnswered": _("A question was answered"),
        "NoteApproved": _("Approved"),
        "NoteReturned": _("Returned with questions"),
        "ApprovalWithdrawn": _("Approval withdrawn"),
        "ConsentGiven": _("Consent was given"),
        "ConsentWithdrawn": _("Consent was withdrawn"),
    }
    at = row.at.astimezone()
    what = _("Signed an earlier version as the second worker") if row.earlier else kinds.get(row.kind, row.kind)
    taken = [_taken_home(str(row.to), row.way or "")] if row.to else []
    parts = [what, *taken, str(row.author_name), _when(at, row.hub_time)]
    if row.reason:
        parts.append(str(row.reason))
    if row.where == "only_here":
        parts.append(_("only on this computer"))
    return " · ".join(parts)


def handed_over_lines(note: NoteView) -> list[str]:
    """Say of each text that lies in another system since when, and the receipt."""
    return [
        handed_over_words(one.what).format(
            system=one.to, when=f"{day_words(one.at.astimezone())} {clock_time(one.at)}", receipt=one.receipt
        )
        for one in note.delivered
    ]


def _taken_home(to: str, way: str) -> str:
    """Say who took a paper home and how; a way nobody here has words for stands as it was written."""
    taken = TakenHome.read(way)
    names = {PAPER: _("on paper"), STICK: _("on a USB stick"), POST: _("by post")}
    return _("to {name}, {way}").format(name=to, way=names.get(taken.way, taken.way))


def _when(at: datetime, hub_time: datetime | None) -> str:
    """Both times, each with its clock, when they cannot both be right; else the one the computer wrote down."""
    said = f"{day_words(at)} {clock_time(at)}"
    if hub_time is None:
        return said
    got = hub_time.astimezone()
    told = f"{day_words(got)} {clock_time(got)}"
    return _("{here} by that computer, {there} by the case system").format(here=said, there=told)
