"""What the terminal adds to a problem's sentence: the command that helps. The windows say the sentence alone."""

from typing import Final

from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.language.sentences import sentence
from fieldnotes.language.translation import translate as _

C = Code
HINTS: Final[dict[Code, str]] = {
    C.LEASE_ENDED: "Give it with --recovery-key-file; 'fieldnotes sync' makes the passphrase enough again.",
    C.CLOCK_DOUBTED: "Give it with --recovery-key-file; 'fieldnotes sync' makes the passphrase enough again.",
    C.NO_PROFILE: "'fieldnotes init' makes one.",
    C.UNKNOWN_CASE: "'fieldnotes cases' lists those there are.",
    C.UNKNOWN_NOTE: "'fieldnotes note list' lists those there are.",
    C.UNKNOWN_TEMPLATE: "'fieldnotes templates' lists those there are.",
    C.TEMPLATE_WRONG: "'fieldnotes template check' names each of them.",
    C.UNKNOWN_USER: "'fieldnotes hub users' lists those there are.",
    C.UNKNOWN_UNIT: "'fieldnotes hub units' lists those there are.",
    C.UNKNOWN_REVISION: "'fieldnotes note history' lists those there are.",
    C.UNKNOWN_QUESTION: "'fieldnotes questions' lists those that are open.",
    C.UNKNOWN_DEVICE: "'fieldnotes hub devices' lists those there are.",
    C.CONTENT_MISSING: "'fieldnotes note check' tells more.",
    C.WARNING_NEEDS_REASON: "'fieldnotes note check' tells more.",
    C.UNKNOWN_SHOWING: "Use the hash that 'fieldnotes show' gave.",
    C.UPDATE_NO_SOURCE: "Name one with 'fieldnotes update check --from'.",
    C.MODEL_MISSING: "'fieldnotes model install' installs one.",
    C.NOT_JOINED: "'fieldnotes join' takes the invitation.",
    C.NO_HUB: "'fieldnotes hub init' makes one.",
    C.CONNECTOR_UNKNOWN: "'fieldnotes hub deliver connectors' lists those there are.",
    C.NOTHING_TO_HAND_OVER: "'fieldnotes hub deliver list' tells how far each note has come.",
    C.NO_SUCH_BACKUP: "'fieldnotes hub backup' makes one, and tells up to when.",
    C.SEAL_BROKEN: "'fieldnotes hub verify' tells what else is wrong.",
    C.BACKUP_SEALED: "'fieldnotes hub restore --key-file' takes it.",
    C.NOT_DUE: "'fieldnotes hub dispose -o' writes one.",
    C.PORT_TAKEN: "'fieldnotes hub serve --port' takes another.",
    C.UNKNOWN_ENTRY: "'fieldnotes hub quarantine list' lists what is there.",
}


def advice(error: FieldNotesError) -> str:
    """Say what happened and what to do, with the command that does it when there is one."""
    said = sentence(error, _)
    return f"{said} {_(HINTS[error.code])}" if error.code in HINTS else said
