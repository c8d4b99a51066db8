"""The organisation's way in, put together: officers' keys and key files are the vault's, the log is the hub's.

Only boot knows both; the hub itself never touches a private half or a data key.
"""

from collections.abc import Sequence
from pathlib import Path

from fieldnotes.boot.system_clock import SystemClock
from fieldnotes.disk.atomic_file import write_atomically
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.private import Private
from fieldnotes.hub import escrow as register
from fieldnotes.hub.hub import Hub
from fieldnotes.vault.escrow import open_escrow, with_fresh_recovery_key
from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.key_file import readable, to_bytes
from fieldnotes.vault.officer_key import OfficerKey, make_officer_key, open_officer_key

_LARGEST = 1024 * 1024


def escrow_new(folder: Path, officer: str, passphrase: str, out: str, floor: bool) -> JsonObject:  # noqa: FBT001 - an option, handed on by name
    """Make an officer's key: the private half into a file only its owner may read, the public half to the hub.

    The file is written first: a public key whose private half nobody has would lock the organisation out.

    Refused: FILE_EXISTS, WEAK_PASSPHRASE, WRONG_TYPE without a name. Unavailable: CANNOT_WRITE.
    """
    path, name = Path(out), officer.strip()
    if not name:
        raise Refused(Code.WRONG_TYPE, section="escrow", field="officer", expected="a name")
    if path.exists():
        raise Refused(Code.FILE_EXISTS, file=path.name)
    kdf = Kdf.floor() if floor else Kdf.calibrated()
    with Hub.open(folder, SystemClock()) as hub:
        public, content = make_officer_key(name, passphrase, kdf)
        write_atomically(path, content)
        return {**register.register(hub, public), "file": str(path)}


def escrow_open(folder: Path, keys: str, officers: Sequence[Sequence[str]], reason: Private, out: str) -> JsonObject:
    """Open a lost profile's key file with two officers' keys and write a copy with a fresh recovery key.

    Everything is proven in memory, then the hub writes it down, and only then does anything leave.

    Args:
        folder: the hub's data folder.
        keys: the `keys.json` of the profile.
        officers: two files and the passphrase of each.
        reason: why, for the log.
        out: where the copy shall lie; nothing may lie there.

    Refused: FILE_MISSING, WRONG_FILE, OFFICER_KEY_CLOSED, NO_ESCROW, OFFICERS_WRONG, SAME_OFFICER, REASON_MISSING,
    FILE_EXISTS. Unavailable: DATABASE_UNREACHABLE, CANNOT_WRITE.
    """
    path = Path(out)
    if path.exists():
        raise Refused(Code.FILE_EXISTS, file=path.name)
    lost = readable(Path(keys))
    if lost is None:
        raise Refused(Code.WRONG_FILE, file=Path(keys).name, expected="a key file")
    one, other = (_officer(file, words) for file, words in officers)
    key = open_escrow(lost, one, other)
    try:
        fresh, paper = with_fresh_recovery_key(lost, key)
    finally:
        key.erase()
    with Hub.open(folder, SystemClock()) as hub:  # no log, no opening
        act = register.write_down(hub, register.Opening((one.officer, other.officer), lost.profile, reason))
    write_atomically(path, to_bytes(fresh))
    return {"file": str(path), "profile": lost.profile, "recovery_key": paper, "act": act}


def _officer(file: str, passphrase: str) -> OfficerKey:
    path = Path(file)
    try:
        if path.stat().st_size > _LARGEST:
            raise Refused(Code.WRONG_FILE, file=path.name, expected="an officer's key")
        data = path.read_bytes()
    except OSError:
        raise Refused(Code.FILE_MISSING, file=path.name) from None
    return open_officer_key(data, passphrase, path.name)
