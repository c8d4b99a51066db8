"""The store's shape through the years: Alembic steps, run at unlock on a copy (see `upgrading`)."""

from typing import Final

STEPS: Final = ("0001", "0002", "0003", "0004", "0005")
"""All revisions in order; the last one is what this program reads. A test holds this against the scripts."""

HEAD: Final = STEPS[-1]
