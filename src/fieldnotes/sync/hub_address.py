"""Whom to trust on the way to the hub: TLS everywhere, plain HTTP only inside this computer. Sends nothing.

Trust in the hub itself rests on its pinned key; TLS keeps the invitation's code and the session from others.
"""

import hashlib
import ipaddress
import ssl
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from fieldnotes.domain.errors import Code, Refused

_PEM: Final = "-----BEGIN CERTIFICATE-----"


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
    except OSError:
        raise Refused(Code.FILE_MISSING, file=file.name) from None
    except ValueError:
        text = ""
    if _PEM not in text:
        raise Refused(Code.WRONG_FILE, file=file.name, expected="a PEM certificate")
    blocks = [_PEM + rest.split("-----END", 1)[0] + "-----END CERTIFICATE-----\n" for rest in text.split(_PEM)[1:]]
    found = {hashlib.sha256(ssl.PEM_cert_to_DER_cert(block)).hexdigest() for block in blocks}
    wanted = (fingerprint or "").removeprefix("sha256:").replace(":", "").lower()
    if wanted and wanted not in found:
        raise Refused(Code.INVITATION_WRONG)
    return text


def trust(ca: str | None) -> ssl.SSLContext:
    """Make the TLS setting: the system's trust store, or only the given CA (PEM text); TLS 1.2 at least.

    Raises:
        Refused: WRONG_FILE when the CA cannot be used.
    """
    if ca is None or _PEM not in ca:
        return ssl.create_default_context()
    try:
        context = ssl.create_default_context(cadata=ca)
    except ssl.SSLError:
        raise Refused(Code.WRONG_FILE, file="CA", expected="a PEM certificate") from None
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context
