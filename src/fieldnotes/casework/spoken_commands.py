"""What can be commanded by voice in one note while the command key is held. Knows no sound and writes nothing."""

from collections.abc import Sequence

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.hearing import recogniser
from fieldnotes.casework.whole_note import fetch
from fieldnotes.domain.speaking import voice_places


def phrases(desk: Desk, note: str, place: str = "") -> Sequence[str]:
    """Give every command as it is said, in small letters: go to a section, take back, break the line.

    `place`: `section` or `section.field` where speech goes now; a field's own alias is a command inside its section.
    Refused: UNKNOWN_NOTE.
    """
    rules = desk.workshop.speech.rules
    here = place.partition(".")[0]
    places = voice_places(fetch(desk, note).template)
    reached = (said for said, there in places.items() if "." not in there or there.partition(".")[0] == here)
    breaks = (" ".join(words) for words in rules.breaks)
    return sorted({*rules.undo, *breaks, *(f"{rules.go_to} {said}" for said in reached)})


def unknown_words(desk: Desk, note: str, place: str = "", model: str | None = None) -> tuple[str, ...]:
    """Give the words of those commands that the speech model does not know: commands with them are never heard.

    Blocks until the model is loaded. Refused: UNKNOWN_NOTE, MODEL_MISSING, MODEL_DAMAGED.
    Unavailable: RECOGNISER_STOPPED.
    """
    return recogniser(desk.workshop, model).unknown_words(phrases(desk, note, place))
