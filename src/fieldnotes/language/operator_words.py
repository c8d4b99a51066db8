"""What an operator of the hub reads about it: each act that was done there, and why a case system has not taken a note.

Everything is said in the reader's own language, which is handed in. Knows no hub.
"""

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.language.sentences import sentence
from fieldnotes.language.translation import Words


def problem_words(code: str, _: Words) -> str:
    """Say a problem that was written down by its code alone; a code nobody knows stands as it is."""
    try:
        return sentence(Refused(Code(code)), _)
    except ValueError:
        return code


def act_words(what: str, _: Words) -> str:
    """Say what was done at the hub; a word nobody knows stands as it is."""
    return {**_keeping(_), **_people(_), **_cases(_), **_town(_)}.get(what) or what


def _keeping(_: Words) -> dict[str, str]:
    """Backups, keys in safe keeping, and who looks."""
    return {
        "backup_made": _("A backup was made"),
        "backup_done": _("A backup was said to lie elsewhere"),
        "backup_key_made": _("The key for backups was made"),
        "restored": _("The hub was restored from a backup"),
        "escrow_key_made": _("An officer's key was made"),
        "escrow_opened": _("A profile was opened with the officers' keys"),
        "operator_added": _("An operator got a key"),
        "operator_removed": _("An operator's key was taken away"),
        "status_opened": _("Signed in to this page"),
        "access_checked": _("The access log was checked"),
        "access_rows_gone": _("Old lines of the access log were taken away"),
        "breach_reported": _("A report was made of who may have seen something"),
    }


def _people(_: Words) -> dict[str, str]:
    """People, their computers and how they log in."""
    return {
        "account_opened": _("An account was opened"),
        "account_closed": _("An account was closed"),
        "provider_set": _("An identity provider was set up"),
        "provider_removed": _("The identity provider was removed"),
        "device_revoked": _("A computer's access was withdrawn"),
        "wipe_ordered": _("A computer was told to wipe itself"),
        "device_wiped": _("A computer has wiped itself"),
        "deputy_named": _("A deputy was named"),
        "deputy_ended": _("A deputy's time was ended"),
    }


def _cases(_: Words) -> dict[str, str]:
    """What was done about a case or something in it."""
    return {
        "assigned": _("Somebody was assigned to a case"),
        "unassigned": _("Somebody was taken off a case"),
        "handed_over": _("Somebody's cases were handed over"),
        "case_bound": _("A proposed case was bound to one of the case system"),
        "case_disposed": _("A case was disposed of"),
        "person_added": _("A person was added to a case"),
        "visit_planned": _("A visit was planned"),
        "visit_cancelled": _("A visit was cancelled"),
        "quarantine_released": _("Something set aside was taken in"),
        "quarantine_refused": _("Something set aside was kept out"),
        "delivery_retried": _("Notes for a case system were tried again"),
        "delivery_by_hand": _("A note was copied into a case system by hand"),
    }


def _town(_: Words) -> dict[str, str]:
    """What holds for everybody."""
    return {
        "lease_set": _("It was decided how long a computer may go without the hub"),
        "access_years_set": _("It was decided how long the access log is kept"),
        "decision_login_set": _("It was decided how one logs in to decide"),
        "managed_set": _("The workplace's rules were changed"),
        "connector_set": _("A way into a case system was set up"),
        "connector_removed": _("A way into a case system was removed"),
        "template_published": _("A template was published"),
        "template_withdrawn": _("A template was withdrawn"),
        "template_offered": _("A template was offered again"),
        "headings_published": _("Headings of templates were published in more languages"),
        "example_kept": _("An example of good writing was kept"),
        "example_taken_away": _("An example of good writing was taken away"),
    }
