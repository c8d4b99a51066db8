"""A backup under lock: whoever finds the disk it lies on reads nothing, whoever keeps the key opens it.

The hub knows the public half only and seals; the private half is a file that lies with the organisation, away from
the hub. Each file of the backup is sealed in pieces under a key of its own, bound to its name. Knows no row.
"""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, delete, insert, select

from fieldnotes.disk.atomic_file import replacing, write_atomically
from fieldnotes.disk.manifest import files_below, read_manifest
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.long_act import LongAct
from fieldnotes.hub.disposal_tables import backup_key
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.operator_log import record
from fieldnotes.wire.base64_text import from_base64, to_base64

FORMAT: Final = "fieldnotes/hub-backup/sealed/1"
KEY: Final = "key.json"
CONTENT: Final = "content"
MADE: Final = "backup_key_made"
_KEY_FORMAT: Final = "fieldnotes/backup-key/1"
_INFO: Final = b"fieldnotes/backup/1"
_FILE_LABEL: Final = b"fieldnotes/backup-file/1"
_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_KEY_BYTES: Final = 32
_PIECE: Final = 1 << 20
_TAG: Final = 16


@dataclass(frozen=True, slots=True)
class BackupKey:
    """The private half, as its file holds it; `file` is what it is called in a refusal."""

    private: X25519PrivateKey = field(repr=False)
    file: str


def make_key(hub: Hub, out: Path, who: str | None = None) -> JsonObject:
    """Make a pair: the private half into a new file for its owner only, the public half into the hub.

    Backups are sealed to it from now on; those made before still open with the key before. Gives `{"file", "key"}`.

    Raises:
        Refused: FILE_EXISTS. Unavailable: CANNOT_WRITE, DISK_FULL; the hub keeps the key it had.
    """
    if out.exists():
        raise Refused(Code.FILE_EXISTS, file=out.name)
    private = X25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    about = {"format": _KEY_FORMAT, "made_at": moment(hub.clock), "private": to_base64(private.private_bytes_raw())}
    write_atomically(out, json.dumps(about, indent=1).encode() + b"\n")

    def job(connection: Connection) -> None:
        connection.execute(delete(backup_key))
        connection.execute(insert(backup_key).values(id="hub", public_key=public, made_at=about["made_at"]))
        record(connection, hub.clock, MADE, who, _name(public))

    hub.database.write(job)
    return {"file": str(out), "key": _name(public)}


def read_key(path: Path) -> BackupKey:
    """Read the private half. Refused: FILE_MISSING, BACKUP_KEY_WRONG when the file is no such key."""
    try:
        about = json.loads(path.read_bytes())
        if about["format"] != _KEY_FORMAT:
            raise ValueError
        return BackupKey(X25519PrivateKey.from_private_bytes(from_base64(about["private"])), path.name)
    except FileNotFoundError:
        raise Refused(Code.FILE_MISSING, file=path.name) from None
    except (OSError, ValueError, TypeError, KeyError, Refused):
        raise Refused(Code.BACKUP_KEY_WRONG, file=path.name) from None


def public_key(connection: Connection) -> bytes | None:
    """Give the public half backups are sealed to; None when nobody has made one."""
    found: bytes | None = connection.execute(select(backup_key.c.public_key)).scalar_one_or_none()
    return found


def is_sealed(source: Path) -> bool:
    """Tell whether a backup lies under lock."""
    return (source / KEY).is_file()


def seal_folder(plain: Path, into: Path, public: bytes, act: LongAct) -> None:
    """Seal every file of a folder into another, under numbers; what they are called is sealed too.

    Raises:
        Unavailable: DISK_FULL, CANNOT_WRITE, CANCELLED.
    """
    secret = secrets.token_bytes(_KEY_BYTES)
    names = list(files_below(plain))
    act.more(sum((plain / name).stat().st_size for name in names))
    (into / CONTENT).mkdir(mode=0o700)
    for number, name in enumerate(names):
        with (plain / name).open("rb") as source, replacing(into / CONTENT / str(number)) as target:
            for piece in _sealed(source, _key_of(secret, str(number))):
                target.write(piece)
                act.on(max(0, len(piece) - _TAG))
    listed = {"names": names, "secret": to_base64(secret)}
    wrapped = _SUITE.encrypt(json.dumps(listed).encode(), X25519PublicKey.from_public_bytes(public), info=_INFO)
    about = {"format": FORMAT, "key": _name(public), "wrapped": to_base64(wrapped)}
    write_atomically(into / KEY, json.dumps(about, indent=1).encode() + b"\n")


def open_folder(source: Path, into: Path, key: BackupKey, act: LongAct) -> None:
    """Open a sealed backup into an empty folder, as it was before it was sealed.

    Raises:
        Refused: BACKUP_KEY_WRONG; BACKUP_WRONG with the file when one was changed, cut or changed places.
        Unavailable: DISK_FULL, CANNOT_WRITE, CANCELLED.
    """
    act.more(read_manifest(source, FORMAT).size)
    try:
        about = json.loads((source / KEY).read_bytes())
        listed = json.loads(_SUITE.decrypt(from_base64(about["wrapped"]), key.private, info=_INFO))
        names, secret = [str(name) for name in listed["names"]], from_base64(listed["secret"])
    except (InvalidTag, OSError, ValueError, TypeError, KeyError, Refused):
        raise Refused(Code.BACKUP_KEY_WRONG, file=key.file) from None
    for number, name in enumerate(names):
        target = into / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with (source / CONTENT / str(number)).open("rb") as sealed, replacing(target) as plain:
                for piece in _opened(sealed, _key_of(secret, str(number))):
                    plain.write(piece)
                    act.on(len(piece))
        except (InvalidTag, OSError):
            raise Refused(Code.BACKUP_WRONG, file=f"{CONTENT}/{number}") from None


def _sealed(source: IO[bytes], key: AESGCM) -> Iterator[bytes]:
    """Pieces of 1 MiB, each under its number and whether it is the last; an empty file has one."""
    number, piece = 0, source.read(_PIECE)
    while True:
        following = source.read(_PIECE)
        yield key.encrypt(_nonce(number, last=not following), piece, None)
        if not following:
            return
        number, piece = number + 1, following


def _opened(source: IO[bytes], key: AESGCM) -> Iterator[bytes]:
    number, piece = 0, source.read(_PIECE + _TAG)
    while True:
        following = source.read(_PIECE + _TAG)
        yield key.decrypt(_nonce(number, last=not following), piece, None)
        if not following:
            return
        number, piece = number + 1, following


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _key_of(secret: bytes, name: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), _KEY_BYTES, salt=None, info=_FILE_LABEL + name.encode()).derive(secret))


def _name(public: bytes) -> str:
    """What a pair is called: the beginning of its public half."""
    return public[:8].hex()
