"""The fingerprint of one section's content: tells whether what was shown still stands."""

import hashlib
import json

from fieldnotes.domain.json_value import Json


def section_digest(fields: Json) -> str:
    """SHA-256 (64 hex digits) of a section's fields in one spelling; a missing section counts as empty."""
    written = json.dumps(fields or {}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8")).hexdigest()
