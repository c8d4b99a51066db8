"""What a publisher of FieldNotes does: make a key, pack a built program, sign the list of what is newest.

    python installers/release.py new-key KEYFILE
    python installers/release.py pack FOLDER --platform linux-x86_64 --version 0.2.0 -o OUT
    python installers/release.py sign OUT --key KEYFILE --version 0.2.0 --serial 7 --days 90 --news sv=nytt.txt

`new-key` asks for a passphrase, writes the private key to KEYFILE encrypted with it, and prints the public half to pin
in resources/release-keys.json; the private key never lies in the repository or on a machine that builds. `pack` makes
one archive of a built folder. `sign` writes fieldnotes-updates.json over every archive in OUT; the serial is one more
than the last list's. The folder OUT is then put where IT's computers look: on a server, a web address or a stick.
"""

import argparse
import getpass
import hashlib
import sys
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.release_list import LIST_FILE, Build, ReleaseList, read_list, seal

ENDING = ".tar.xz"
LONGEST = 365
"""Days a list may be good for at most: a computer that is shown an old one for ever shall find out."""


def main(arguments):
    """Do one job and give its exit status."""
    options = grammar().parse_args(arguments)
    options.run(options)
    return 0


def new_key(options):
    """Write a new private key; print what to pin."""
    words = passphrase("Passphrase for the new key: ")
    key = Ed25519PrivateKey.generate()
    sealed = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(words))
    with options.keyfile.open("xb") as file:
        file.write(sealed)
    options.keyfile.chmod(0o600)
    print(to_base64(key.public_key().public_bytes_raw()))


def pack(options):
    """Pack a built folder, the same bytes each time; names and times of the build machine stay out."""
    options.out.mkdir(parents=True, exist_ok=True)
    target = options.out / f"fieldnotes-{options.version}-{options.platform}{ENDING}"
    with tarfile.open(target, "w:xz", preset=0 if options.quick else 6) as archive:
        for path in sorted(options.folder.rglob("*")):
            archive.add(path, path.relative_to(options.folder).as_posix(), recursive=False, filter=bare)
    print(target)


def bare(member):
    """Keep of a file only its bytes, its name and whether it may be run."""
    member.uid = member.gid = member.mtime = 0
    member.uname = member.gname = ""
    member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
    return member


def sign(options):
    """Sign the list of every archive of this version in the folder; look that it reads back."""
    now = datetime.now(UTC).replace(microsecond=0)
    if not 0 < options.days <= LONGEST:
        sys.exit(f"--days: 1 to {LONGEST}")
    named = f"fieldnotes-{options.version}-"
    archives = sorted(options.out.glob(f"{named}*{ENDING}"))
    news = dict(told.split("=", 1) for told in options.news)
    found = ReleaseList(
        serial=options.serial,
        published=now,
        expires=now + timedelta(days=options.days),
        version=options.version,
        news={language: Path(file).read_text(encoding="utf-8").strip() for language, file in news.items()},
        builds=tuple(build(path, path.name.removeprefix(named).removesuffix(ENDING)) for path in archives),
    )
    key = signing_key(options.key)
    data = seal(found, key)
    if read_list(data, [key.public]) != found:
        sys.exit("the list does not read back; nothing was written")
    (options.out / LIST_FILE).write_bytes(data)
    print(options.out / LIST_FILE)


def build(path, platform):
    """Say what the list says of one archive."""
    with tarfile.open(path, "r:xz") as archive:
        unpacked = sum(member.size for member in archive)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Build(platform, path.name, path.stat().st_size, unpacked, digest)


def signing_key(file):
    """Open the private key with its passphrase."""
    key = load_pem_private_key(file.read_bytes(), passphrase("Passphrase of the key: "))
    return SigningKey(key.private_bytes_raw())


def passphrase(prompt):
    """Ask on a terminal; a pipe gives its first line."""
    typed = getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline()
    return typed.rstrip("\n").encode() or sys.exit("a key without a passphrase is not made")


def grammar():
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    jobs = parser.add_subparsers(required=True)
    made = jobs.add_parser("new-key")
    made.add_argument("keyfile", type=Path)
    made.set_defaults(run=new_key)
    packed = jobs.add_parser("pack")
    packed.add_argument("folder", type=Path)
    packed.add_argument("--platform", required=True)
    packed.add_argument("--version", required=True)
    packed.add_argument("-o", "--out", type=Path, required=True)
    packed.add_argument("--quick", action="store_true", help="pack fast and large, for trials")
    packed.set_defaults(run=pack)
    signed = jobs.add_parser("sign")
    signed.add_argument("out", type=Path)
    signed.add_argument("--key", type=Path, required=True)
    signed.add_argument("--version", required=True)
    signed.add_argument("--serial", type=int, required=True)
    signed.add_argument("--days", type=int, default=90)
    signed.add_argument("--news", action="append", default=[], metavar="LANGUAGE=FILE")
    signed.set_defaults(run=sign)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
