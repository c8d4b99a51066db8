"""Newer versions of the program in words: how it stands, and each problem's sentence. Knows no network, no screen."""

from typing import Final

from fieldnotes.domain.errors import Code
from fieldnotes.language.translation import translate as _

C = Code
UPDATE_SENTENCES: Final[dict[Code, str]] = {
    C.UPDATE_NO_SOURCE: "Nobody has said where new versions of the program lie. Ask your administrator, or name a "
    "folder or an encrypted address.",
    C.UPDATE_NO_KEY: "This copy of FieldNotes knows no publisher's key, so it takes no new versions by itself. Ask "
    "your administrator.",
    C.UPDATE_UNREACHABLE: "New versions of the program cannot be looked for now. Try again when there is a network; "
    "everything works meanwhile.",
    C.UPDATE_WRONG: "{file} does not come from the publisher of FieldNotes, or it was changed on its way. Nothing was "
    "installed. Tell your administrator.",
    C.UPDATE_EXPIRED: "The list of new versions was good until {day}, so nothing is installed from it. Ask your "
    "administrator for a newer list, and see that this computer's clock is right.",
    C.UPDATE_BACKWARDS: "The list of new versions is older than one this computer has seen, so nothing is installed "
    "from it. Tell your administrator.",
    C.UPDATE_NOT_HERE: "Your administrator installs new versions of the program on this computer. You need do nothing.",
    C.UPDATE_NO_BUILD: "There is no new version for this kind of computer ({platform}). Ask your administrator.",
    C.UPDATE_UNFIT: "The new version did not work when it was tried on this computer, so it is not used. The program "
    "goes on as before; tell your administrator.",
    C.UPDATE_BUSY: "The program is being updated in another window. Wait for it.",
}
"""Part of the table of all problems (`language/sentences.py`)."""


def state_words(state: str, running: str, newest: str) -> str:
    """Say it: `state` as `casework/update_views.py` names it, and the two versions."""
    said = {
        "newest": _("You have FieldNotes {running}. There is nothing newer."),
        "offered": _("FieldNotes {newest} is there. You have {running}."),
        "ready": _("FieldNotes {newest} is ready and is used the next time the program starts."),
        "put_aside": _(
            "FieldNotes {newest} did not start on this computer, so {running} goes on. Tell your administrator."
        ),
        "no_build": _("FieldNotes {newest} is there, but not for this kind of computer. You have {running}."),
        "by_others": _(
            "FieldNotes {newest} is there. Your administrator installs it on this computer. You have {running}."
        ),
    }
    return said[state].format(newest=newest, running=running)
