"""Why a decision was not filed, in one sentence with what to do. Knows no Qt and decides nothing."""

from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.language.sentences import sentence
from fieldnotes.language.translation import translate as _


def refusal_words(error: FieldNotesError) -> str:
    """Say a refused decision in one sentence, with what to do."""
    words = {
        Code.NOT_THE_HEAD: _("A newer text of this note has come. Read it before you decide."),
        Code.NEVER_OPENED: _("This text has not been opened on this computer. Read it before you decide."),
        Code.NOT_APPROVED: _("The note is not approved any more. Read what is new."),
        Code.PIN_MISSING: _("Write at least one question or suggestion before you send the note back."),
    }
    return words.get(error.code) or sentence(error, _)
