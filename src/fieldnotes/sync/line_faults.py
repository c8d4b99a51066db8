"""Why a line to the hub did not come about, in the house's words: which part of TLS said no, or nobody there at all.

Reads what the libraries raised; nothing was sent when a certificate is at fault.
"""

import ssl
from typing import Final

from fieldnotes.domain.errors import Code, Unavailable

_NOT_NOW: Final = frozenset({9, 10})
"""OpenSSL's X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED."""
_NOT_HERE: Final = frozenset({62, 64})
"""X509_V_ERR_HOSTNAME_MISMATCH and X509_V_ERR_IP_ADDRESS_MISMATCH."""
_OURS: Final = ("CERTIFICATE_REQUIRED", "UNKNOWN_CA", "BAD_CERTIFICATE", "CERTIFICATE_EXPIRED", "CERTIFICATE_UNKNOWN",
                "CERTIFICATE_REVOKED", "ACCESS_DENIED")  # fmt: skip
"""What the hub's side says about the certificate that this computer shows, or does not show."""
_DEEPEST: Final = 12


def line_fault(problem: BaseException, url: str) -> Unavailable:
    """Tell what kept a line to the hub at `url` from coming about."""
    return Unavailable(_code(problem), url=url)


def _code(problem: BaseException) -> Code:
    fault = _tls_fault(problem)
    if isinstance(fault, ssl.SSLCertVerificationError):
        if fault.verify_code in _NOT_NOW:
            return Code.HUB_CERT_OLD
        return Code.HUB_CERT_NAME if fault.verify_code in _NOT_HERE else Code.HUB_CERT_STRANGE
    if fault is not None and any(word in str(fault.reason) for word in _OURS):
        return Code.HUB_WANTS_CERT
    return Code.HUB_UNREACHABLE


def _tls_fault(problem: BaseException) -> ssl.SSLError | None:
    """Find what TLS raised below what the library made of it."""
    below: BaseException | None = problem
    for _ in range(_DEEPEST):
        if below is None or isinstance(below, ssl.SSLError):
            return below
        below = below.__cause__ or below.__context__
    return None
