"""What the page about storage says: sizes, counts, what would be lost. Plain words, knows no Qt."""

from collections.abc import Sequence
from datetime import datetime

from fieldnotes.casework.backup import OnlyHereView
from fieldnotes.casework.storage import StorageView
from fieldnotes.language.fault_words import fault_sentence
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n

_FAULTS_SHOWN = 8
_THOUSAND = 1000


def size_words(count: int) -> str:
    """Write bytes as people say them: `12 MB`."""
    size, unit = max(1, -(-count // _THOUSAND)), "kB"
    for larger in ("MB", "GB"):
        if size >= _THOUSAND:
            size, unit = -(-size // _THOUSAND), larger
    return f"{size} {unit}"


def kept_words(found: StorageView) -> str:
    """Say how much the profile takes, what it keeps and where."""
    held = [
        _n("{n} entry", "{n} entries", found.entries).format(n=found.entries),
        _n("{n} draft", "{n} drafts", found.drafts).format(n=found.drafts),
        _n("{n} attached file", "{n} attached files", found.files).format(n=found.files),
        _n("{n} recording", "{n} recordings", found.recordings).format(n=found.recordings),
    ]
    words = _("Your profile takes {size} on this computer: {held}. All of it is encrypted. It lies in {folder}.")
    return words.format(size=size_words(found.bytes), held=", ".join(held), folder=found.folder)


def lost_words(lost: OnlyHereView) -> str:
    """Say what lies on this computer only, a line per kind."""
    if not lost.total:
        return _("Nothing is on this computer only. Nothing would be lost.")
    counted = (
        (lost.entries, _n("{n} signed thing not sent yet", "{n} signed things not sent yet", lost.entries)),
        (lost.drafts, _n("{n} draft that lies nowhere else", "{n} drafts that lie nowhere else", lost.drafts)),
        (lost.files, _n("{n} file not sent yet", "{n} files not sent yet", lost.files)),
        (lost.recordings, _n("{n} recording", "{n} recordings", lost.recordings)),
        (lost.texts, _n("{n} text that was begun", "{n} texts that were begun", lost.texts)),
        (
            lost.log_rows,
            _n("{n} row of the log of who opened what", "{n} rows of the log of who opened what", lost.log_rows),
        ),
    )
    lines = [_("This is on this computer only and would be lost for good:")]
    return "\n".join(lines + [f"• {words.format(n=count)}" for count, words in counted if count])


def verified_words(entries: int, faults: Sequence[str]) -> str:
    """Say what was found; a long list is cut and counted."""
    if not faults:
        whole = _n(
            "{n} entry, and everything else here, is whole.",
            "{n} entries, and everything else here, are whole.",
            entries,
        )
        return whole.format(n=entries)
    lines = [_("Something does not hold. Make a backup as it is, and tell your administrator:")]
    lines += [f"• {fault_sentence(fault)}" for fault in faults[:_FAULTS_SHOWN]]
    rest = len(faults) - _FAULTS_SHOWN
    if rest > 0:
        lines.append(_n("• and {n} more", "• and {n} more", rest).format(n=rest))
    return "\n".join(lines)


def backup_name(now: datetime) -> str:
    """Name the folder of a backup by its moment."""
    return f"FieldNotes-{now.astimezone():%Y-%m-%d-%H%M%S}"
