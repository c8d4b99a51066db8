"""Whom to trust on the way to the hub: TLS everywhere, plain HTTP only inside this computer. Sends nothing.

Trust in the hub itself rests on its pinned key; TLS keeps the invitation's code and the session from others.
"""

import hashlib
import ipaddress
import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.sync.line_faults import line_fault

_PEM: Final = "-----BEGIN CERTIFICATE-----"
_END: Final = "-----END CERTIFICATE-----\n"
_HTTPS_PORT: Final = 443
_SECONDS: Final = 10


class _Own:
    certificate: Callable[[], Path | None] = staticmethod(lambda: None)


def show_certificate(which: Callable[[], Path | None]) -> None:
    """Say how to find the certificate this computer shows to a hub that asks for one; boot knows where it lies."""
    _Own.certificate = staticmethod(which)


def own_certificate() -> Path | None:
    """The file with that certificate; None when there is none."""
    return _Own.certificate()


def check_address(url: str) -> str:
    """Give the hub's address without a trailing slash.

    Raises:
        Refused: INVITATION_WRONG when it is no address, carries a user name, or is plain HTTP to another computer.
    """
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise Refused(Code.INVITATION_WRONG) from None
    plain_is_fine = parts.scheme == "http" and host is not None and is_this_computer(host)
    if host is None or parts.username or parts.query or not (parts.scheme == "https" or plain_is_fine):
        raise Refused(Code.INVITATION_WRONG)
    return url.strip().rstrip("/")


def is_this_computer(host: str) -> bool:
    """Tell whether a host name or address never leaves this computer."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def read_ca(file: Path, fingerprint: str | None) -> str:
    """Read a CA file (PEM); it must be the one whose SHA-256 the invitation names, if it names one.

    Raises:
        Refused: FILE_MISSING; WRONG_FILE when it holds no certificate; INVITATION_WRONG for another CA.
    """
    try:
        text = file.read_text("ascii")
        blocks = [_PEM + rest.split(_END, 1)[0] + _END for rest in text.split(_PEM)[1:]]
        found = {_fingerprint(ssl.PEM_cert_to_DER_cert(block)) for block in blocks}
    except OSError:
        raise Refused(Code.FILE_MISSING, file=file.name) from None
    except ValueError:
        found = set()
    if not found:
        raise Refused(Code.WRONG_FILE, file=file.name, expected="a PEM certificate")
    if fingerprint is not None and _bare(fingerprint) not in found:
        raise Refused(Code.INVITATION_WRONG)
    return text


def fetch_ca(url: str, fingerprint: str) -> str | None:
    """Ask a hub for the certificate whose SHA-256 its invitation names (PEM); None when it shows no such one.

    Only the certificate is read; nothing is sent before it has been compared. The chain beyond the hub's own
    certificate can be seen from Python 3.13.

    Raises:
        Unavailable: HUB_UNREACHABLE.
    """
    parts = urlsplit(url)
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    address = (parts.hostname or "", parts.port or _HTTPS_PORT)
    try:
        with (
            socket.create_connection(address, timeout=_SECONDS) as plain,
            context.wrap_socket(plain, server_hostname=parts.hostname) as sealed,
        ):
            shown = [sealed.getpeercert(binary_form=True) or b""]
            chain = getattr(sealed, "get_unverified_chain", None)
            shown += chain() if chain else []
    except OSError as problem:
        raise line_fault(problem, url) from None
    match = [der for der in shown if _fingerprint(der) == _bare(fingerprint)]
    return ssl.DER_cert_to_PEM_cert(match[0]) if match else None


def trust(url: str, ca: str | None, shown: Path | None = None) -> ssl.SSLContext | bool:
    """Choose the TLS setting: the system's trust store (True), or only the given CA (PEM text).

    Plain HTTP inside this computer gets a setting that trusts nobody. `shown`: a PEM file with the certificate (and its
    key) that this computer shows when it is asked for one.

    Raises:
        Refused: WRONG_FILE when the CA or the certificate cannot be used; FILE_MISSING.
    """
    if url.startswith("http:"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if ca is None and shown is None:
        return True
    try:
        context = ssl.create_default_context(cadata=ca)
    except ssl.SSLError:
        raise Refused(Code.WRONG_FILE, file="CA", expected="a PEM certificate") from None
    if ca is not None:
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    if shown is not None:
        _show(context, shown)
    return context


def _show(context: ssl.SSLContext, file: Path) -> None:
    if not file.is_file():
        raise Refused(Code.FILE_MISSING, file=file.name)
    try:
        context.load_cert_chain(file, password=_nobody_to_ask)
    except (ssl.SSLError, OSError, ValueError):
        raise Refused(Code.WRONG_FILE, file=file.name, expected="a PEM certificate with its key") from None


def _nobody_to_ask() -> str:
    """A key under a passphrase cannot be used: OpenSSL would ask for it on a terminal."""
    raise ValueError


def _fingerprint(der: bytes) -> str:
    return hashlib.sha256(der).hexdigest()


def _bare(fingerprint: str) -> str:
    return fingerprint.lower().removeprefix("sha256:").replace(":", "")
