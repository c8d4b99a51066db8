"""Why an entry lies aside, and what to do about it, in one sentence each; knows no entry."""

from fieldnotes.language.translation import Words
from fieldnotes.language.translation import translate as _


def set_aside_words(reason: str, *, ours: bool) -> str:
    """Say why something lies aside and what to do, for what is one's own or for what others made."""
    known = _ours() if ours else _others()
    said = _("It could not be taken in as it is ({reason}). It is kept; tell your administrator.")
    return known.get(reason) or said.format(reason=reason)


def aside_there_words(reason: str, _: Words = _) -> str:
    """Say to who decides about it why an entry lies aside at the hub, and what helps.

    Args:
        reason: the code the hub gave it.
        _: says a msgid to a reader who has a language of their own.
    """
    known = {**_of_its_author(_), **_of_its_bytes(_)}
    said = _("It could not be taken in as it is ({reason}). It is kept; tell your administrator.")
    return known.get(reason) or said.format(reason=reason)


def refused_words(name: str, time: str) -> str:
    """Say who at the hub has refused it, and when."""
    said = _("{name} has kept it out of the record, {time}. Your words are still here; talk to them about it.")
    return said.format(name=name, time=time)


def _ours() -> dict[str, str]:
    return {
        "not_assigned": _("You were not assigned to the case when it arrived. Ask your administrator to take it in."),
        "unknown_case": _("The case system does not know the case yet; it is taken in by itself once it does."),
        "unknown_revision": _("The text it is about has not arrived yet; it is taken in by itself once that is there."),
        "not_approved": _("The approval it is about has not arrived yet; it is taken in by itself once that is there."),
        "device_revoked": _("This computer's access was withdrawn before it arrived. Your administrator decides."),
        "fork": _(
            "Another act stood in its place already, as when a computer was copied or put back. Both are kept, but "
            "only the first is in the record. Write yours once more; your words are still here."
        ),
        "role_wrong": _("It names a role or a unit you do not have. Tell your administrator."),
        "author_wrong": _("It names another person than the one this computer belongs to. Tell your administrator."),
        "other_area": _(
            "It names another board than the case belongs to. Choose the case's board and write it once more."
        ),
        "login_needed": _("You had not logged in at the hub as a decision asks for. Log in and decide once more."),
        "case_disposed": _(
            "The case had been disposed of when it arrived. Your administrator decides what becomes of it."
        ),
        "own_work": _("Nobody decides about their own note. Somebody else has to."),
        "not_a_supervisor": _("Only a supervisor of the case's unit can decide about a note."),
        "unknown_device": _("The case system does not know this computer. Ask your administrator for an invitation."),
        "too_large": _("It is too large for the way. It is tried again each time; tell your administrator."),
        "version_unsupported": _("The case system is older than this program; it is taken in once that is updated."),
    }


def _others() -> dict[str, str]:
    return {
        "unknown_device": _("It comes from a computer nobody has vouched for yet; it is looked at again each time."),
        "version_unsupported": _("It was made by a newer FieldNotes. Update this program to read it."),
        "signature_wrong": _("Its signature does not hold, so it is not part of the record. Tell your administrator."),
        "id_twice": _("It claims to be something that is here already. Tell your administrator."),
        "wrong_case": _("It names another case than the one it came in. Tell your administrator."),
        "wrong_author": _("It names another person than the one its computer belongs to. Tell your administrator."),
    }


def _of_its_author(_: Words) -> dict[str, str]:
    """What stands against who made it, and where."""
    return {
        "not_assigned": _("Its author was not assigned to the case when it arrived."),
        "device_revoked": _("The access of its author's computer was withdrawn before it arrived."),
        "role_wrong": _("It names a role or a unit its author did not have when it arrived."),
        "author_wrong": _("It names another person than the one its computer belongs to."),
        "other_area": _("It names another board than the case belongs to."),
        "login_needed": _("Its author had not logged in as a decision asks for; it is taken in by itself after that."),
        "own_work": _("It decides about its author's own note. Somebody else has to decide."),
        "not_a_supervisor": _("It decides about a note, and its author did not supervise the case then."),
        "pin_missing": _("It sends a note back without a question. A question has to be asked."),
        "not_proposed": _("It binds a case that was not proposed, or binds it to one that was."),
    }


def _of_its_bytes(_: Words) -> dict[str, str]:
    """What is missing around it, or wrong with it."""
    return {
        "unknown_revision": _("The text it is about has not arrived yet; it is taken in by itself once that is there."),
        "not_approved": _("The approval it is about has not arrived yet; it is taken in by itself once that is there."),
        "unknown_case": _("The case system does not know the case yet; it is taken in by itself once it does."),
        "case_disposed": _("The case had been disposed of when it arrived."),
        "fork": _("Another act stood in its place already, as when a computer was copied. Only the first stands."),
        "unknown_device": _("It comes from a computer that never joined here, so nobody knows whose it is."),
        "signature_wrong": _("Its signature does not hold, so nobody knows whose it is."),
        "bytes_wrong": _("Its bytes cannot be read as an entry."),
        "version_unsupported": _("It was made by a newer FieldNotes. Update the hub; then it can be taken in."),
        "not_allowed": _("It claims that a case was disposed of. Only the hub says that."),
    }
