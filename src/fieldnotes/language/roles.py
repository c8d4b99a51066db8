"""What a role at work is called in the person's language; roles in a case have their words in the template book."""

from collections.abc import Callable


def role_words(role: str, _: Callable[[str], str]) -> str:
    """Say a role of the register as it stands inside a sentence; one that is not known is said as it is."""
    return {
        "worker": _("social worker"),
        "consultant": _("hired social worker"),
        "supervisor": _("supervisor"),
        "administrator": _("administrator"),
        "support": _("technical support"),
    }.get(role, role)
