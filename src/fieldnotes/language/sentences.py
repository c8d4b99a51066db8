"""One sentence per problem: what happened and what to do. English msgids; translated like all other text."""

from collections.abc import Callable
from typing import Final

from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.language.expected import in_words
from fieldnotes.language.update_words import UPDATE_SENTENCES

C = Code
SENTENCES: Final[dict[Code, str]] = {
    C.WRONG_PASSPHRASE: "That passphrase does not open this profile. Check it and try again.",
    C.WAIT_BEFORE_RETRY: "Too many wrong tries. Wait {seconds} seconds and try again.",
    C.WRONG_RECOVERY_KEY: "That recovery key does not open this profile. Check each group and try again.",
    C.WEAK_PASSPHRASE: "The passphrase is too short. Use at least {least} characters, for example four words.",
    C.NO_PROFILE: "There is no profile in {folder}. Choose another folder, or make a profile there.",
    C.PROFILE_EXISTS: "There is a profile in {folder} already. Choose another folder.",
    C.PROFILE_DAMAGED: "The profile's file {file} is damaged. Nothing was changed; restore it from a backup.",
    C.PROFILE_NEWER: "This profile was made by a newer version of FieldNotes. Update the program to open it.",
    C.PROFILE_LOCKED: "The profile is locked. Unlock it and try again.",
    C.PROFILE_IN_USE: "The profile is open in another window. Close that one and try again.",
    C.NOT_ENCRYPTED: "The profile's store is not encrypted, so it is not opened. Ask your administrator.",
    C.BACKUP_WRONG: "The backup is not whole: {file} is missing or was changed. Nothing was done; take another backup.",
    C.BACKUP_INSIDE: "A backup cannot lie inside what it is a backup of. Choose another folder, best on another disk.",
    C.ONLY_HERE: "What is on this computer only would be lost (in all: {count}). Send it to the hub first.",
    C.NOT_HANDED_IN: "Something may lie on this computer alone ({count} profiles, the first in {folder}). "
    "Open FieldNotes there, let it exchange with the hub, lock it, and ask again.",
    C.WEAK_PIN: "The PIN is too easy. Use at least {least} digits that are not all the same and not in order.",
    C.WRONG_PIN: "That PIN does not open this profile. Tries left: {left}. Your passphrase always works.",
    C.PIN_GONE: "The PIN cannot be used any more on this computer. Use your passphrase; then you can choose a new PIN.",
    C.KEYCHAIN_MISSING: "This computer has no keychain to bind a PIN to. Use your passphrase.",
    C.LEASE_ENDED: "This computer has not exchanged with the hub for {days} days by its clock; your workplace allows "
    "{most}. Give the recovery key too, then sync. Nothing is lost. If the clock is wrong, set it right.",
    C.CLOCK_DOUBTED: "This computer's clock says {now}, which cannot be right, so nobody can tell how long it was "
    "without the hub. Set the clock right, or give the recovery key too, then sync. Nothing is lost.",
    C.NO_ESCROW: "The key file has no slot for the organisation, so officers cannot open it. Look for a backup.",
    C.OFFICERS_WRONG: "These two officers' keys do not open the key file together. Use the pair it was sealed to.",
    C.OFFICER_KEY_CLOSED: "That passphrase does not open the officer's key in {file}. Check it and try again.",
    C.SAME_OFFICER: "The pair needs two different persons. Give another name than {officer}.",
    C.OTHER_PROFILE: "The key file {file} belongs to another profile. Choose the one made for this profile.",
    C.NOT_FETCHED: "The case {case} stays in the case system until you fetch it. Press Ctrl+K, write its number and "
    "choose it; that you do so is written down.",
    C.UNKNOWN_CASE: "There is no case {case} on this computer. Check its number.",
    C.UNKNOWN_NOTE: "There is no note {note} on this computer. Choose it from the list of notes.",
    C.UNKNOWN_TEMPLATE: "There is no template {template}. Choose another one.",
    C.TEMPLATE_WITHDRAWN: "The template {template} is withdrawn, so no new notes begin with it. Choose another one.",
    C.TEMPLATE_WRONG: "{count} things are wrong in {file}, so nothing was done. Check the file and mend them first.",
    C.TEMPLATE_VERSION_TAKEN: "Version {version} of {template} is published already with another content. Notes rest "
    "on it, so it stays as it is. Give the changed template a new version.",
    C.TEMPLATE_NO_PLACE: "Text stands in {count} places the new version has no room for ({places}). Move it in this "
    "form first, or go on with the version the note was begun with.",
    C.UNKNOWN_SECTION: "The template has no section {section}. Check the name.",
    C.UNKNOWN_FIELD: "The section {section} has no field {field}. Check the name.",
    C.UNKNOWN_PERSON: "There is no person {person} in this case. Check the id.",
    C.UNKNOWN_USER: "There is no user {user}. Check the id.",
    C.UNKNOWN_UNIT: "There is no unit {unit}. Check the id.",
    C.UNKNOWN_REVISION: "The note has no revision {revision}. Open the note again.",
    C.UNKNOWN_QUESTION: "There is no question {question}. Choose it from the list of questions.",
    C.UNKNOWN_DEVICE: "There is no device {device}. Check the id.",
    C.WRONG_TYPE: "{section}.{field} is not {expected}. Correct the value and try again.",
    C.WRONG_FILE: "The file {file} cannot be read as {expected}. Check it and try again.",
    C.TOWN_FILE_WRONG: "Line {line} of the town's file {file} is wrong, so it is not used. Correct it and start again.",
    C.FILE_MISSING: "There is no file {file}. Check the name.",
    C.FILE_EXISTS: "There is something in {file} already. Choose another name.",
    C.SEARCH_NOT_ALLOWED: "Cases are found by name, personal number or case number only; the law allows no other.",
    C.CONTENT_MISSING: "The note cannot be signed yet: {count} things are missing ({rules}). Add them first.",
    C.WARNING_NEEDS_REASON: "The note has warnings ({rules}). Mend them, or sign with a reason.",
    C.REASON_MISSING: "Say why; a reason is needed for this.",
    C.ALREADY_SIGNED: "The note {note} is signed and cannot be changed. Make a correction with a reason instead.",
    C.NOT_SIGNED: "The note {note} is not signed yet. Sign it first.",
    C.NOTHING_CHANGED: "Nothing differs from what is signed, so there is nothing to correct.",
    C.NOT_ASSIGNED: "You are not assigned to this case, so you cannot do this.",
    C.NOT_PROPOSED: "The case {case} is the wrong kind: a proposed case is bound to one that has a number.",
    C.NAMES_ANOTHER_CHILD: (
        "Another child or somebody protected is named in {count} places. Reword them or leave them out."
    ),
    C.NO_SIBLING: "The case {case} is no sibling's case that you work with. Choose another one.",
    C.DRAFTS_LEFT: "{count} drafts are left in the cases. Let them be signed first, or say that they stay.",
    C.NOT_A_CONFLICT: "The note {note} has one revision only; there is nothing to merge.",
    C.MERGE_UNDECIDED: "{count} differences are not settled yet ({fields}). Say what shall stand in each of them.",
    C.WORDS_LOST: "Words that the child or the family said would be lost in {section}.{field}. Keep them all.",
    C.WORDS_ARE_THEIRS: "What stands in {section}.{field} are somebody's own words. Only they can ask to change them.",
    C.UNKNOWN_ANSWER: "There is no such answer {answer} from this person in the note. Look at its history.",
    C.HAND_IT_OVER: "A copy for the family is handed over to somebody, so that it stands in the record. Use hand-over.",
    C.NOT_SHOWABLE: "Nothing of this note may be shown to the people in the room.",
    C.NO_YES_TO_SHARE: "The family has not said yes to anything for {person}. Record what they let them know first.",
    C.PLAN_NOT_READY: "A row in {section} does not say who does it, or when. Correct the note, then make the extract.",
    C.NOT_YOURS_TO_ALLOW: "{person} does not decide about this: the child from 15, before that everybody with custody.",
    C.NOT_A_PARTY: "{person} is no party of this case. Choose the child or a parent; a representative gets theirs.",
    C.NOTHING_SIGNED: "Nothing is signed in this case yet, so there is nothing to make a paper of. Sign a note first.",
    C.REPLY_TIME_LEFT: "The time to reply ends on {day}. Wait until then, or record the answer that came.",
    C.UNKNOWN_COMMUNICATION: "There is no communication {sent} here. Exchange with the case system, then try again.",
    C.UNKNOWN_SHOWING: "Nothing was shown under {shown}. Choose one of the showings of the note.",
    C.NOT_IN_ROOM: "{person} was not in the room when this was shown, so no answer can be kept for them.",
    C.OWN_WORK: "You wrote this note yourself. Somebody else has to decide about it.",
    C.NO_DEPUTY: "{user} cannot be the deputy. Choose a colleague who works with cases in the same authority.",
    C.DEPUTY_DAYS: "A deputy's days begin before they end, are not over, and are at most a year. Change the days.",
    C.CANNOT_RELEASE: "Nobody can take this into the record. Keep it out, and let its author write it once more.",
    C.UNKNOWN_DEPUTY: "There is no deputy named {deputy}. Check the id.",
    C.NOT_YOURS_TO_TAKE: "Only whoever kept an example, or a supervisor of its unit, takes it away.",
    C.NOT_A_SUPERVISOR: "Only a supervisor of the case's unit can decide about a note.",
    C.NOT_THE_HEAD: "{revision} is not the note's latest revision. Open the note again and read what is new.",
    C.NEVER_OPENED: "You have never opened revision {revision} on this computer. Open and read it first.",
    C.PROVE_AGAIN: "Your passphrase was last asked for more than {hours} hours ago, so nothing was decided. What you "
    "have written is kept. Lock the program, open it with your passphrase and decide again.",
    C.PIN_MISSING: "A note is returned with at least one question or suggestion pinned to a passage.",
    C.NOT_APPROVED: "The note {note} is not approved, so there is no approval to withdraw.",
    C.NOT_YOUR_QUESTION: "The question is not about a note of yours, so it is not yours to answer.",
    C.ALREADY_ANSWERED: "The question is answered already.",
    C.NAMES_LEFT: "The example still names somebody of the case. Write the marked words anew, then keep it.",
    C.NOT_AN_ADMINISTRATOR: "Only an administrator of the case's unit can prepare it. Ask your unit's administrator.",
    C.PROTECTED_CASE: "Somebody in the case {case} has a protected identity. Ask its supervisor to do this.",
    C.NOT_A_WORKER: "{user} cannot be given the case: choose a social worker of its unit, and somebody else than you.",
    C.NOTHING_PLANNED: "The visit is planned no longer. Begin the note from the case instead.",
    C.TOO_MANY_PLANNED: "There are {count} already, and no room for more. Take away what is no longer needed first.",
    C.TIME_OFF: "Your time is not measured. Switch it on under Your time first.",
    C.BASELINE_CLOSED: "The two weeks before the start are not running. Begin them under Your time.",
    C.NO_TEAM: "Only workers who have joined a workplace can be counted in their team.",
    C.NOT_AUDIO: "{file} is not a sound file that can be read. Use WAV, FLAC, OGG or MP3.",
    C.EMPTY_AUDIO: "{file} holds no sound.",
    C.MODEL_MISSING: "There is no speech model {model}. Ask your administrator for one; typing works meanwhile.",
    C.MODEL_DAMAGED: "The speech model in {file} is damaged or not a Vosk or Whisper model. Fetch it again.",
    C.ENGINE_MISSING: "{file} is a Whisper model, and this installation lacks the engine for it. Ask your "
    "administrator for the extra “whisper”, or install a Vosk model.",
    C.MODEL_CHANGED: "What came is not the speech model {model} that was checked. It was thrown away; try again, "
    "or ask your administrator for the file.",
    C.MODEL_UNREACHABLE: "{model} cannot be fetched now. What has come is kept; go on when there is a network, "
    "or install it from a file.",
    C.MODEL_BUSY: "{model} is being fetched by another window. Wait for it, or stop it there.",
    C.MICROPHONE_MISSING: "No microphone was found. Plug one in, or dictate from a file.",
    C.MICROPHONE_SILENT: "The microphone gives no sound. Check that it is plugged in and not muted.",
    C.MICROPHONE_GONE: "The microphone no longer answers. Plug it in again, or connect another one; "
    "what was said is kept.",
    C.MICROPHONE_CLOSED: "The microphone cannot be opened. Close other programs that use it, and see in the system's "
    "privacy settings that FieldNotes may.",
    C.MICROPHONE_DENIED: "The system does not let FieldNotes listen. Allow the microphone in the system's privacy "
    "settings and try again.",
    C.LOUDSPEAKER_MISSING: "No loudspeaker was found. Plug one in, or headphones, and try again.",
    C.RECOGNISER_STOPPED: "The speech recogniser stopped. What was said is kept; try again.",
    C.CONSENT_MISSING: "{person} has not agreed to be recorded. Ask first and note the answer, or dictate in your own "
    "voice afterwards.",
    C.SOUND_NOT_ATTACHED: "{file} is a recording, and recordings are not attached. Drop it on a section to have it "
    "written down.",
    C.SPELLING_WRONG: "This cannot be kept. What you say is one to {words} words without marks and no command; what is "
    "written is one line of at most {letters} characters that begins with a letter or a digit.",
    C.NOT_JOINED: "This profile has not joined a case system. Ask your administrator for an invitation.",
    C.ALREADY_JOINED: "This profile has joined a hub already.",
    C.INVITATION_USED: "The invitation has been used. Ask for a new one.",
    C.INVITATION_EXPIRED: "The invitation is too old. Ask for a new one.",
    C.INVITATION_WRONG: "This is not a valid invitation. Ask for a new one.",
    C.HUB_UNREACHABLE: "The hub at {url} cannot be reached. Everything is kept here; try again later.",
    C.HUB_BUSY: "The hub has much to do or is being restarted. Everything is kept here; try again in a moment.",
    C.HUB_CERT_OLD: "The certificate of the hub at {url} has expired, or this computer's clock is wrong. Nothing was "
    "sent, everything is kept here; tell your administrator.",
    C.HUB_CERT_NAME: "The certificate at {url} was made for another address. Nothing was sent, everything is kept "
    "here; tell your administrator.",
    C.HUB_CERT_STRANGE: "The certificate at {url} comes from somebody this computer does not trust. Nothing was sent, "
    "everything is kept here; tell your administrator.",
    C.HUB_WANTS_CERT: "The hub at {url} asks for a certificate that this computer has not, or does not take the one it "
    "has. Everything is kept here; tell your administrator.",
    C.OPERATOR_UNKNOWN: "There is no operator by that name or key. Check it.",
    C.HUB_KEY_CHANGED: "The hub answers with another key than it had. Nothing was sent; tell your administrator.",
    C.HUB_TOO_OLD: "The hub is older than this program. Everything is kept here and you can go on writing; ask your "
    "administrator to update the hub.",
    C.PROGRAM_TOO_OLD: "The hub needs a newer FieldNotes than this. Everything is kept here and you can go on writing; "
    "update this program.",
    C.HUB_ANSWER_WRONG: "The hub gave an answer that cannot be understood. Nothing was changed; try again later.",
    C.FEED_ROLLED_BACK: "The hub no longer shows what it has confirmed for case {case}. Nothing was changed here; tell "
    "your administrator.",
    C.EXCHANGE_RUNNING: "An exchange with the hub is running already. Wait for it to finish.",
    C.NO_HUB: "There is no hub in {folder}. Make one first.",
    C.HUB_EXISTS: "There is a hub in {folder} already.",
    C.DATABASE_UNREACHABLE: "The hub's database cannot be reached. Check that it runs and try again.",
    C.BLOBS_WRONG: "The hub cannot use that object storage address. Write s3://bucket/prefix?endpoint=https://host; "
    "keys do not belong in it.",
    C.BLOBS_FOREIGN: "Something lies there already where the hub's files would go. Choose an empty prefix or bucket.",
    C.BLOBS_DENIED: "The object storage answers but does not do as asked. Check the bucket, the keys and their rights, "
    "then try again.",
    C.BLOBS_UNREACHABLE: "The object storage cannot be reached. Check that it runs and try again.",
    C.DRIVER_MISSING: "This installation cannot use PostgreSQL: it is made for a person's computer. Install "
    "fieldnotes[hub] on the server and try again.",
    C.S3_MISSING: "This installation has no part for object storage. Install fieldnotes[s3] and try again.",
    C.PORT_TAKEN: "Port {port} is in use. Choose another.",
    C.UNKNOWN_ATTACHMENT: "There is no attachment {attachment} on this computer. Choose it from the note's "
    "attachments.",
    C.ATTACHMENT_DAMAGED: "The attachment {attachment} is damaged on this computer, so it was not opened. "
    "Sync to fetch it again, or attach the file anew.",
    C.ATTACHMENT_ELSEWHERE: "The attachment {attachment} is not on this computer yet. Sync with the hub and try again.",
    C.ATTACHMENT_GONE: "The attachment {attachment} has been destroyed. Only its name and when it was added remain.",
    C.ATTACHMENT_SIGNED: "The attachment {attachment} belongs to a signed note, so it stays. Say what is "
    "wrong in a correction.",
    C.PICTURE_NOT_CLEANABLE: "Somebody in this case has protected identity, and {file} may tell where it was "
    "taken. Save it as JPEG or PNG and attach that; FieldNotes then takes away place and camera.",
    C.UNKNOWN_RECORDING: "There is no recording {recording} on this computer. It may have been destroyed "
    "when its note was signed.",
    C.RECORDING_DAMAGED: "The recording {recording} is damaged, so it was not opened. The text that was "
    "written down is not touched.",
    C.TRACES_LEFT: "It is destroyed and cannot be opened, but a trace of its key stays on the disk while "
    "another program uses the profile. Close the other program and sync.",
    C.NO_SUCH_BACKUP: "No backup holds everything up to {at}. Give an earlier moment.",
    C.SEAL_BROKEN: "What the hub keeps of case {case} cannot be opened: its key is missing or does not fit. Restore "
    "the hub from a backup.",
    C.CASE_DISPOSED: "Case {case} has been disposed of, so nothing is added to it. Write in the case that goes on.",
    C.NOT_DUE: "Case {case} may not be disposed of now. Make a new list, go through it and approve that one.",
    C.BACKUP_SEALED: "This backup is sealed. Give the file with its key.",
    C.BACKUP_KEY_WRONG: "{file} does not open this backup. Give the key that was made for it.",
    C.SESSION_EXPIRED: "The session has run out. Try again.",
    C.SIGNATURE_WRONG: "A signature does not hold, so nothing was taken in. Tell your administrator.",
    C.BYTES_WRONG: "What was received does not follow the record's format, so nothing was taken in.",
    C.DEVICE_REVOKED: "This computer's access has been withdrawn. What waited has been handed in; call your "
    "administrator.",
    C.DEVICE_CLONED: "This profile seems to be a copy of another. Everything is kept here; ask your administrator for "
    "an invitation and join again.",
    C.JOIN_AGAIN: "The hub does not know this computer any more. Everything is kept here; ask your administrator for "
    "an invitation and join again.",
    C.DEVICE_WIPED: "Your workplace has withdrawn this computer's access and had the profile wiped. All that waited "
    "was handed in first. Call your administrator.",
    C.TOO_LARGE: "This is too large; the most is {most}.",
    C.WRONG_PASSWORD: "That is not the password of your account at the hub. Check it and try again.",
    C.WEAK_PASSWORD: "The new password is too short or too plain. Use at least 12 characters and not the old one, "
    "for example four words.",
    C.NO_ACCOUNT: "You have no account at the hub. Ask your administrator for one.",
    C.PASSWORD_TO_CHANGE: "This is the first password you were given. Log in again and choose one of your own.",
    C.CONNECTOR_UNKNOWN: "There is no way into a case system called {name} here. Choose one that is set up.",
    C.CONNECTOR_EXISTS: "There is a way into a case system called {name} already. Choose another name.",
    C.CONNECTOR_WRONG: "The setting {setting} is missing or wrong. See the operations handbook.",
    C.CONNECTOR_LACKS: "The library {library} is missing. Install the program with its extra connectors.",
    C.CASE_SYSTEM_UNREACHABLE: "The case system does not answer. Nothing is lost; it is tried again.",
    C.CASE_SYSTEM_REFUSED: "The case system did not take the note (status {status}). Ask who runs it, then try again.",
    C.CASE_SYSTEM_WRONG: "The note could not be made into a document for the case system. Report this to support.",
    C.NOTHING_TO_HAND_OVER: "Nothing of this note waits to be handed over there.",
    C.NO_PROVIDER: "No identity provider is set up at the hub. Log in with your account there, or ask your "
    "administrator.",
    C.PROVIDER_UNREACHABLE: "The identity provider does not answer, or not as it should. Try again in a while.",
    C.LOGIN_FAILED: "The log-in did not hold, or took too long. Nothing was written down; log in again.",
    C.LOGIN_TOO_WEAK: "You logged in, but not in the way that is asked for here. Log in again with your "
    "e-identification or card.",
    C.OTHER_PERSON: "Somebody else than you logged in. This profile is yours alone; log in as yourself.",
    C.LOGIN_NEEDED: "To decide you must have logged in at the hub within the last twelve hours. What you have "
    "written is kept. Log in and decide again.",
    C.BROWSER_MISSING: "No browser could be opened. Open the address that is shown in one yourself.",
    C.NOT_IN_AREA: "{user} has no role in the board that case {case} belongs to. Give them one there first, or choose "
    "somebody else.",
    C.OTHER_AREA: "The case belongs to another board than the one you are working for. Choose that board first.",
    C.TOO_MANY: "Too many requests. Wait a little and try again.",
    C.VERSION_UNSUPPORTED: "The hub and this program speak different versions. Update the older one.",
    C.NOT_FOUND: "There is nothing here by that name.",
    C.NOT_ALLOWED: "You are not allowed to do this.",
    C.REQUEST_WRONG: "The request is not of the right form.",
    **UPDATE_SENTENCES,
    C.DISK_FULL: "The disk is full. Make room and try again; nothing was lost.",
    C.CANNOT_WRITE: "{file} cannot be written. Check the folder and its rights, then try again.",
    C.MANAGED: "Your workplace has decided otherwise for this computer: {rule} Ask your administrator if that is "
    "wrong.",
    C.POLICY_WRONG: "The workplace's policy {file} is wrong at {place}: {expected} should stand there. No profile "
    "opens until it is right, and nothing is lost. Tell your administrator.",
    C.POLICY_OPEN: "Others than an administrator could have written the workplace's policy {file}, so it is not "
    "trusted and no profile opens. Nothing is lost. Ask your administrator to let nobody else write it or the folders "
    "above it.",
    C.SETTINGS_UNREADABLE: "The settings in {file} cannot be read and were left as they are. Defaults are used.",
    C.FONT_MISSING: "The font {file} is missing or damaged, so no paper can be made. Install FieldNotes again.",
    C.UNKNOWN_ENTRY: "There is no {entry} in quarantine. Check the id.",
    C.IMPORT_WRONG: "The import file {file} is wrong at {place}. Nothing was imported; correct it and try again.",
    C.DATABASE_WRONG: "The hub cannot use that database address. Write postgresql+psycopg://user@host/name.",
    C.DATABASE_FOREIGN: "The database belongs to another hub. Nothing was changed; check folder and address.",
    C.HUB_NEWER: "The hub's database was made by a newer version of FieldNotes. Update the program to open it.",
    C.FORK: "The same act arrived in two versions. Both are kept; an administrator has to decide.",
    C.AUTHOR_WRONG: "The entry names another person than the one the computer belongs to.",
    C.ROLE_WRONG: "The entry names a role or a unit that the person does not have.",
    C.CANCELLED: "Stopped, as you asked.",
}


def sentence(error: FieldNotesError, translate: Callable[[str], str]) -> str:
    """The one sentence a person reads about a problem, in their language."""
    values = _Known(error.values)
    for name in ("expected", "place"):
        if name in values:
            values[name] = in_words(str(values[name]), translate)
    if error.code is C.MANAGED:
        from fieldnotes.language.managed_words import refused_words  # most starts refuse nothing

        values["rule"] = refused_words(str(values.get("rule")))
    return translate(SENTENCES[error.code]).format_map(values)


class _Known(dict[str, str | int]):
    """A value nobody gave reads as three dots rather than breaking the sentence."""

    def __missing__(self, key: str) -> str:
        return "…"
