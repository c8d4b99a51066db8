"""The hub's own certificate, and whose certificates devices must bring: TLS 1.3, renewed from its files while it runs.

Knows no request. A new certificate takes hold for whoever dials after it; half-written files change nothing.
"""

import hashlib
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fieldnotes.domain.errors import Code, Refused

_BEGIN: Final = "-----BEGIN CERTIFICATE-----"


@dataclass(frozen=True, slots=True)
class TlsFiles:
    """PEM files: certificate and chain, its key (None = in the same file), whose certificates devices show."""

    cert: Path
    key: Path | None = None
    client_ca: Path | None = None

    def all(self) -> list[Path]:
        """Give those there are."""
        return [file for file in (self.cert, self.key, self.client_ca) if file is not None]


class Tls:
    """A setting to serve with; `fingerprint`: SHA-256 (hex) of the chain's last certificate, as invitations name it."""

    def __init__(self, files: TlsFiles) -> None:
        """Read the files. Refused: FILE_MISSING, WRONG_FILE."""
        self._files = files
        self._seen = _stamps(files)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_3
        self.context.sslobject_class = _SaysWhy
        self.fingerprint = _load(self.context, files)

    def renew(self) -> bool:
        """Read the files again if they have changed; tells whether a new certificate took hold.

        Files that do not fit together are tried first and left alone: whoever writes them may be half-way.
        """
        try:
            now = _stamps(self._files)
            if now == self._seen:
                return False
            _load(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), self._files)
            self.fingerprint = _load(self.context, self._files)
        except Refused:
            return False
        self._seen = now
        return True


class _SaysWhy(ssl.SSLObject):
    """Lets a computer whose certificate is missing or strange hear so before the line is cut.

    asyncio throws away what OpenSSL would still have said; told once that there is more to read, it sends that first.
    """

    _refused = False

    def do_handshake(self) -> None:
        try:
            super().do_handshake()
        except ssl.SSLWantReadError:
            raise
        except ssl.SSLError:
            if self._refused:
                raise
            self._refused = True
            raise ssl.SSLWantReadError from None


def _load(context: ssl.SSLContext, files: TlsFiles) -> str:
    cert, key, client_ca = files.cert, files.key, files.client_ca
    try:
        context.load_cert_chain(cert, key, password=_nobody_to_ask)
        fingerprint = _last_of(cert)
    except (ssl.SSLError, ValueError, OSError):
        raise Refused(Code.WRONG_FILE, file=cert.name, expected="a PEM certificate with its key") from None
    if client_ca is not None:
        try:
            context.load_verify_locations(client_ca)
        except (ssl.SSLError, OSError):
            raise Refused(Code.WRONG_FILE, file=client_ca.name, expected="a PEM certificate") from None
        context.verify_mode = ssl.CERT_REQUIRED
    return fingerprint


def _nobody_to_ask() -> str:
    """A key under a passphrase cannot be used: OpenSSL would ask for it on the terminal, and there is nobody there."""
    raise ValueError


def _last_of(cert: Path) -> str:
    last = _BEGIN + cert.read_text("ascii").split(_BEGIN)[-1]
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(last.strip())).hexdigest()


def _stamps(files: TlsFiles) -> tuple[tuple[int, int, int], ...]:
    """What shows that a file was written anew. Refused: FILE_MISSING."""
    found = []
    for file in files.all():
        try:
            about = file.stat()
        except OSError:
            raise Refused(Code.FILE_MISSING, file=file.name) from None
        if not file.is_file():
            raise Refused(Code.FILE_MISSING, file=file.name)
        found.append((about.st_mtime_ns, about.st_size, about.st_ino))
    return tuple(found)
