"""The store's files read with the data key in hand, page by page: what a thief of the key would find on the disk.

SQLCipher 4: AES-256-CBC, pages of 4096 bytes of which the last 80 are the IV (16) and the HMAC (64); the first 16
bytes of the database are its salt. The raw key is used as it is.
"""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from fieldnotes.vault.keys import DataKey
from fieldnotes.vault.store import STORE_FILE

PAGE, RESERVED, SALT = 4096, 80, 16
WAL_HEADER, FRAME_HEADER = 32, 24


def plain_bytes(folder: Path, key: DataKey) -> bytes:
    """Everything that can be read out of the store, its write-ahead log and its index, in this order."""
    raw = bytes(key.database_key())
    store = (folder / STORE_FILE).read_bytes()
    pages = [store[at : at + PAGE] for at in range(0, len(store), PAGE)]
    log = _bytes(folder / f"{STORE_FILE}-wal")[WAL_HEADER:]
    step = FRAME_HEADER + PAGE
    logged = [log[at + FRAME_HEADER : at + step] for at in range(0, len(log), step)]
    opened = b"".join(_open(raw, page) for page in [*pages, *logged] if len(page) == PAGE)
    return opened + _bytes(folder / f"{STORE_FILE}-shm")


def _open(raw: bytes, page: bytes) -> bytes:
    """A page that begins with the salt keeps it plain; it lies first in the store, and as a copy in the log."""
    both = []
    for begin in (0, SALT):
        decryptor = Cipher(AES(raw), CBC(page[-RESERVED : -RESERVED + 16])).decryptor()
        both.append(decryptor.update(page[begin:-RESERVED]))
    return both[0] + both[1]


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""
