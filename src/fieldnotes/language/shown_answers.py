"""An answer that was shown instead of said: faces and pointing in words, for every screen, print and terminal.

It knows no note and no person.
"""

from fieldnotes.language.translation import translate as _

FACES = ("happy", "calm", "unsure", "sad", "angry", "afraid")
"""In the order in which they are offered; a body holds one of these words."""
SHOWED = "showed"
"""What `way` says of an answer that was drawn, pointed or acted, and put into words by the worker."""


def face_words(face: str) -> str:
    """Name a face as a child would."""
    return {
        "happy": _("happy"),
        "calm": _("calm"),
        "unsure": _("not sure"),
        "sad": _("sad"),
        "angry": _("angry"),
        "afraid": _("afraid"),
    }.get(face, face)


def shown_words(face: str | None, way: str | None) -> str:
    """Say in one line what was shown; empty when it was said in words only."""
    pointed = _("Chose the face: {face}.").format(face=face_words(face)) if face else ""
    showed = _("Showed instead of saying; these are the worker's words for it.") if way == SHOWED else ""
    return " ".join(each for each in (pointed, showed) if each)
