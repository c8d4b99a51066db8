"""Holds the files of an exported case against its signed entries; imports nothing of the program's.

    python tests/verify_files.py FOLDER

Each file is sealed again with its key and header: header, then chunks of 1 MiB by AES-256-GCM (nonce = 7 bytes of the
header, a 4-byte counter, a last-flag byte; the header is associated data). The hashes of the pieces, the header with
the first, must be those of the AttachmentAdded that names the file. Whether the entries hold `verify_case.py` tells.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK = 1024 * 1024


def manifests(export):
    """What the record says of each file: pieces by file; the first entry that names it counts."""
    found = {}
    for row in [*export["entries"], *export["waiting"]]:
        entry = json.loads(base64.b64decode(row["bytes"])) if "bytes" in row else {"kind": ""}
        if entry["kind"] == "AttachmentAdded":
            found.setdefault(entry["body"]["attachment"], entry["body"])
    return found


def pieces(path, key, header):
    content = path.read_bytes()
    chunks = [content[at : at + CHUNK] for at in range(0, len(content), CHUNK)] or [b""]
    for number, chunk in enumerate(chunks):
        last = b"\x01" if number == len(chunks) - 1 else b"\x00"
        nonce = header[9:16] + number.to_bytes(4, "big") + last
        sealed = AESGCM(key).encrypt(nonce, chunk, header)
        yield hashlib.sha256((header if number == 0 else b"") + sealed).hexdigest()


def check_files(export, folder):
    """Name every file that is not what the record says."""
    named = manifests(export)
    faults = []
    for row in export["files"]:
        if "missing" in row:
            continue
        key, header = base64.b64decode(row["key"]), base64.b64decode(row["header"])
        said = named.get(row["attachment"], {"chunks": None})
        if list(pieces(folder / row["file"], key, header)) != said["chunks"]:
            faults.append(row["file"])
    return faults


if __name__ == "__main__":
    place = Path(sys.argv[1])
    wrong = check_files(json.loads((place / "case.json").read_text(encoding="utf-8")), place)
    sys.stdout.write("".join(f"{name}\n" for name in wrong) or "all files hold\n")
    sys.exit(1 if wrong else 0)
