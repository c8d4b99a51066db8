"""What the page about log-ins and boards says, in plain words; knows no widget."""

from datetime import datetime
from typing import TYPE_CHECKING

from fieldnotes.language.roles import role_words
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.when import moment

if TYPE_CHECKING:
    from fieldnotes.casework.boards import BoardView
    from fieldnotes.casework.log_in import LoggedIn, LogInWays


def last_words(last: "LoggedIn | None", now: datetime, *, needed: bool) -> str:
    """Say when one last logged in, and whether a decision needs it anew."""
    if last is None:
        if needed:
            return _("You have not logged in here. To decide about notes you must; to write you need not.")
        return _("You have not logged in here. Your passphrase is enough for everything you do.")
    when = _("You last logged in {when}.").format(when=moment(last.at, now))
    return f"{when} {_('To decide about notes, log in once more.')}" if needed else when


def ways_words(ways: "LogInWays") -> str:
    """Say how one may log in."""
    if not ways.password and ways.provider is None:
        return _("There is nothing to log in to: you have no account at the case system, and it names no provider.")
    if ways.must_change:
        return _("You have been given a first password. Log in with it and choose one of your own.")
    return _("Logging in tells the case system that it is you who decides. Your passphrase still opens this computer.")


def board_words(board: "BoardView") -> str:
    """Name a board one serves: the unit, whose it is, as what."""
    named = f"{board.name} – {board.authority}" if board.authority else board.name
    return f"{named} ({role_words(board.role, _)})"
