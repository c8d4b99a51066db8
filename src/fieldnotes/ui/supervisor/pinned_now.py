"""Where a recorded question stands in the text that is read now, and what to say when its words went. Knows no Qt."""

from fieldnotes.casework.note_views import PinView
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.supervisor.passages import Target


def section_now(pin: PinView) -> str:
    """Give the section to show a question in: where its words went, else where it was asked."""
    return pin.spot.section if pin.spot is not None else pin.section


def target_now(pin: PinView) -> Target:
    """Give the words to mark for a question; none when they are gone."""
    spot = pin.spot
    if spot is None:
        return Target(pin.section, pin.field, pin.start, pin.end, str(pin.quoted or ""))
    if pin.stands == "gone":
        return Target(spot.section)
    return Target(spot.section, spot.field, spot.start, spot.end, str(pin.quoted or ""))


def stood_words(pin: PinView) -> str:
    """Say what became of the words that were marked, when they do not stand there any more."""
    return {
        "moved": _("The words were in another place when this was asked."),
        "gone": _("These words are no longer in the note."),
    }.get(pin.stands or "", "")
