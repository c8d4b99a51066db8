"""A PDF locked with a passphrase the reader chose: AES-256, so that any reader of today opens it and nobody else.

Knows nothing of what stands in it; tags, fonts and language stay as they were.
"""

from io import BytesIO
from unicodedata import normalize

from fieldnotes.domain.private import Private


def sealed_pdf(pdf: bytes, passphrase: Private) -> bytes:
    """Lock a PDF; who opens it may do everything with it: it is theirs."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    writer.encrypt(normalize("NFC", "".join(passphrase)), algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
