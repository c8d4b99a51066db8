"""What the page about security says about each way in; plain words, knows no widget."""

from collections.abc import Sequence

from fieldnotes.casework.ways_in import TRIES, WaysIn
from fieldnotes.language.translation import translate as _


def key_words(ways: WaysIn) -> str:
    """Say whether there is a recovery key."""
    if ways.recovery:
        return _("There is one. Make a new one if the paper is lost or somebody has seen it; the old one is void then.")
    return _("There is none. If you forget the passphrase, what is only on this computer is lost. Make one now.")


def pin_words(state: str) -> str:
    """Say what a PIN protects, and how it stands with it here."""
    what = _(
        "A PIN is for short breaks. It opens only on this computer, and only while you are logged in to it: half of the"
        " key lies in the computer's keychain. Whoever can log in as you and guesses the PIN is in; after {tries} wrong"
        " tries it is erased. Your passphrase always works."
    ).format(tries=TRIES)
    here = {
        "impossible": _("This computer has no keychain, so no PIN can be used here."),
        "closed": _("Your workplace has decided that no PIN is used."),
        "none": _("No PIN is set."),
        "ready": _("A PIN is set."),
        "lost": _(
            "A PIN is set, but the keychain does not give its half now. Unlock with your passphrase, or set it anew."
        ),
    }
    return f"{what}\n{here[state]}"


def officer_words(officers: Sequence[str]) -> str:
    """Say who in the organisation could open the profile, and how."""
    if not officers:
        return _("Nobody at your workplace can open this profile for you.")
    return _(
        "{officers} can, only together, give this profile a new recovery key if both passphrase and recovery key are"
        " lost. It is written down at your workplace when they do."
    ).format(officers=_(" and ").join(officers))
