"""Codes and tokens a device shows to the hub: random, kept only as hashes, so that a copied database opens nothing.

They carry 160 bits or more, so a plain hash is enough; knows neither whose they are nor how long they hold.
"""

import hashlib
import secrets


def new_token() -> str:
    """Make a token of 256 random bits."""
    return secrets.token_urlsafe(32)


def kept(secret: str) -> str:
    """What the hub keeps of a code or token: 64 hex digits."""
    return hashlib.sha256(b"fieldnotes/kept/1" + secret.encode("utf-8")).hexdigest()
