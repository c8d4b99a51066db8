"""What is wrong in a profile, in words: one sentence per kind of fault. Knows no profile."""

from fieldnotes.language.translation import translate as _


def fault_sentence(fault: str) -> str:
    """Say a fault (`kind: which`) in one sentence; a kind without words is said as it is."""
    what, _colon, which = fault.partition(": ")
    words = _words().get(what)
    return words.format(which=which) if words else fault


def _words() -> dict[str, str]:
    return {
        "bytes": _("An entry cannot be read: {which}"),
        "hash": _("An entry was changed after it was made: {which}"),
        "columns": _("An entry is filed under something else than it says: {which}"),
        "signature": _("An entry is not signed by the computer it names: {which}"),
        "chain": _("An entry is missing before this one, or stands in the wrong place: {which}"),
        "head": _("A case is not as the case system has confirmed it: {which}"),
        "promise": _("What the case system has confirmed about a case does not hold: {which}"),
        "outbox": _("It is unclear whether an entry has been sent: {which}"),
        "access": _("A row of the log of who opened what was changed: {which}"),
        "draft": _("A draft cannot be read: {which}"),
        "store": _("The store on the disk is damaged: {which}"),
        "keys": _("The key file and its copy are not as they should be: {which}"),
        "file": _("An attached file is damaged: {which}"),
        "sound": _("A recording is damaged: {which}"),
    }
