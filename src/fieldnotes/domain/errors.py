"""What can go wrong, in three kinds.

FieldNotesError
├── Refused      a rule said no: shown at the field, exit status 1
└── Unavailable  the world said no (network, device, disk): safe to try again, exit status 3

Anything else is a bug. An error carries a code and safe values (ids, numbers, file names; never people's
words); only the code crosses the wire, and a person reads the sentence of `SENTENCES` in their language.
"""

from enum import StrEnum


class Code(StrEnum):
    """The enumerated list of problems; the wire, the command line and the screens all use it."""

    # keys and profile
    WRONG_PASSPHRASE = "wrong_passphrase"
    WAIT_BEFORE_RETRY = "wait_before_retry"
    WRONG_RECOVERY_KEY = "wrong_recovery_key"
    WEAK_PASSPHRASE = "weak_passphrase"
    NO_PROFILE = "no_profile"
    PROFILE_EXISTS = "profile_exists"
    PROFILE_DAMAGED = "profile_damaged"
    PROFILE_NEWER = "profile_newer"
    PROFILE_LOCKED = "profile_locked"
    PROFILE_IN_USE = "profile_in_use"
    NOT_ENCRYPTED = "not_encrypted"
    WEAK_PIN = "weak_pin"
    WRONG_PIN = "wrong_pin"
    PIN_GONE = "pin_gone"
    KEYCHAIN_MISSING = "keychain_missing"
    LEASE_ENDED = "lease_ended"
    CLOCK_DOUBTED = "clock_doubted"
    NO_ESCROW = "no_escrow"
    OFFICERS_WRONG = "officers_wrong"
    OFFICER_KEY_CLOSED = "officer_key_closed"
    SAME_OFFICER = "same_officer"
    OTHER_PROFILE = "other_profile"
    BACKUP_WRONG = "backup_wrong"
    BACKUP_INSIDE = "backup_inside"
    ONLY_HERE = "only_here"
    # what is asked for
    UNKNOWN_CASE = "unknown_case"
    UNKNOWN_NOTE = "unknown_note"
    UNKNOWN_TEMPLATE = "unknown_template"
    UNKNOWN_SECTION = "unknown_section"
    UNKNOWN_FIELD = "unknown_field"
    UNKNOWN_PERSON = "unknown_person"
    UNKNOWN_USER = "unknown_user"
    UNKNOWN_UNIT = "unknown_unit"
    UNKNOWN_REVISION = "unknown_revision"
    UNKNOWN_QUESTION = "unknown_question"
    UNKNOWN_DEVICE = "unknown_device"
    UNKNOWN_ENTRY = "unknown_entry"
    WRONG_TYPE = "wrong_type"
    WRONG_FILE = "wrong_file"
    TOWN_FILE_WRONG = "town_file_wrong"
    FILE_MISSING = "file_missing"
    FILE_EXISTS = "file_exists"
    SEARCH_NOT_ALLOWED = "search_not_allowed"
    # what a note may do
    CONTENT_MISSING = "content_missing"
    WARNING_NEEDS_REASON = "warning_needs_reason"
    REASON_MISSING = "reason_missing"
    ALREADY_SIGNED = "already_signed"
    NOT_SIGNED = "not_signed"
    NOTHING_CHANGED = "nothing_changed"
    NOT_ASSIGNED = "not_assigned"
    NOT_PROPOSED = "not_proposed"
    NAMES_ANOTHER_CHILD = "names_another_child"
    NO_SIBLING = "no_sibling"
    DRAFTS_LEFT = "drafts_left"
    NOT_A_CONFLICT = "not_a_conflict"
    MERGE_UNDECIDED = "merge_undecided"
    WORDS_LOST = "words_lost"
    WORDS_ARE_THEIRS = "words_are_theirs"
    NOT_SHOWABLE = "not_showable"
    UNKNOWN_SHOWING = "unknown_showing"
    NO_YES_TO_SHARE = "no_yes_to_share"
    PLAN_NOT_READY = "plan_not_ready"
    NOT_YOURS_TO_ALLOW = "not_yours_to_allow"
    UNKNOWN_ANSWER = "unknown_answer"
    NOT_IN_ROOM = "not_in_room"
    # decisions
    OWN_WORK = "own_work"
    NOT_A_SUPERVISOR = "not_a_supervisor"
    NOT_THE_HEAD = "not_the_head"
    NEVER_OPENED = "never_opened"
    PROVE_AGAIN = "prove_again"
    PIN_MISSING = "pin_missing"
    NOT_APPROVED = "not_approved"
    NOT_YOUR_QUESTION = "not_your_question"
    ALREADY_ANSWERED = "already_answered"
    NAMES_LEFT = "names_left"
    # what is prepared
    NOT_AN_ADMINISTRATOR = "not_an_administrator"
    PROTECTED_CASE = "protected_case"
    NOT_A_WORKER = "not_a_worker"
    TOO_MANY_PLANNED = "too_many_planned"
    # sound
    NOT_AUDIO = "not_audio"
    EMPTY_AUDIO = "empty_audio"
    MODEL_MISSING = "model_missing"
    MODEL_DAMAGED = "model_damaged"
    MODEL_CHANGED = "model_changed"
    MODEL_UNREACHABLE = "model_unreachable"
    MODEL_BUSY = "model_busy"
    MICROPHONE_MISSING = "microphone_missing"
    MICROPHONE_SILENT = "microphone_silent"
    MICROPHONE_GONE = "microphone_gone"
    MICROPHONE_CLOSED = "microphone_closed"
    MICROPHONE_DENIED = "microphone_denied"
    LOUDSPEAKER_MISSING = "loudspeaker_missing"
    RECOGNISER_STOPPED = "recogniser_stopped"
    CONSENT_MISSING = "consent_missing"
    SOUND_NOT_ATTACHED = "sound_not_attached"
    SPELLING_WRONG = "spelling_wrong"
    # the hub
    NOT_JOINED = "not_joined"
    ALREADY_JOINED = "already_joined"
    INVITATION_USED = "invitation_used"
    INVITATION_EXPIRED = "invitation_expired"
    INVITATION_WRONG = "invitation_wrong"
    HUB_UNREACHABLE = "hub_unreachable"
    HUB_KEY_CHANGED = "hub_key_changed"
    HUB_TOO_OLD = "hub_too_old"
    PROGRAM_TOO_OLD = "program_too_old"
    HUB_ANSWER_WRONG = "hub_answer_wrong"
    FEED_ROLLED_BACK = "feed_rolled_back"
    EXCHANGE_RUNNING = "exchange_running"
    NO_HUB = "no_hub"
    HUB_EXISTS = "hub_exists"
    IMPORT_WRONG = "import_wrong"
    DATABASE_UNREACHABLE = "database_unreachable"
    DATABASE_WRONG = "database_wrong"
    DATABASE_FOREIGN = "database_foreign"
    HUB_NEWER = "hub_newer"
    PORT_TAKEN = "port_taken"
    NO_SUCH_BACKUP = "no_such_backup"
    # files and recordings
    UNKNOWN_ATTACHMENT = "unknown_attachment"
    ATTACHMENT_DAMAGED = "attachment_damaged"
    ATTACHMENT_ELSEWHERE = "attachment_elsewhere"
    ATTACHMENT_GONE = "attachment_gone"
    ATTACHMENT_SIGNED = "attachment_signed"
    PICTURE_NOT_CLEANABLE = "picture_not_cleanable"
    UNKNOWN_RECORDING = "unknown_recording"
    RECORDING_DAMAGED = "recording_damaged"
    TRACES_LEFT = "traces_left"
    # what the hub answers a device
    SESSION_EXPIRED = "session_expired"
    SIGNATURE_WRONG = "signature_wrong"
    BYTES_WRONG = "bytes_wrong"
    DEVICE_REVOKED = "device_revoked"
    DEVICE_CLONED = "device_cloned"
    DEVICE_WIPED = "device_wiped"
    JOIN_AGAIN = "join_again"
    FORK = "fork"
    AUTHOR_WRONG = "author_wrong"
    ROLE_WRONG = "role_wrong"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    VERSION_UNSUPPORTED = "version_unsupported"
    NOT_FOUND = "not_found"
    NOT_ALLOWED = "not_allowed"
    REQUEST_WRONG = "request_wrong"
    # the machine
    DISK_FULL = "disk_full"
    CANNOT_WRITE = "cannot_write"
    SETTINGS_UNREADABLE = "settings_unreadable"
    FONT_MISSING = "font_missing"
    CANCELLED = "cancelled"


class FieldNotesError(Exception):
    """A foreseen problem: a code and safe values for its sentence."""

    def __init__(self, code: Code, **values: str | int) -> None:
        super().__init__(code.value)
        self.code = code
        self.values: dict[str, str | int] = values


class Refused(FieldNotesError):  # noqa: N818 - the field's word, see decision 002
    """A rule said no; trying again without a change gives the same answer."""


class Unavailable(FieldNotesError):  # noqa: N818
    """The world said no; trying again later is safe."""
