"""Which visits a note is written of, here: drafts by their column, entries by the one place where they name a visit."""

import json
from collections.abc import Collection

from sqlalchemy import func, literal, select

from fieldnotes.domain.entry import REVISIONS
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import DRAFTS, ENTRIES, ENTRY_BYTES, WHOLE


def written(vault: OpenVault, visits: Collection[tuple[str, str]]) -> frozenset[str]:
    """Name those of these visits, as (case, visit), of which there is a draft or a signed text in their case.

    The bytes rule leaves one spelling of `"visit":"…"`, and inside a text its marks would be escaped.
    """
    kinds = sorted(kind.value for kind in REVISIONS)
    found = set()
    with vault.reading() as connection:
        begun = set(connection.execute(select(DRAFTS.c.visit).where(DRAFTS.c.visit.is_not(None))).scalars())
        for case, visit in visits:
            said = f'"visit":{json.dumps(visit, ensure_ascii=False)}'.encode()
            there = select(literal(1)).select_from(WHOLE).where(
                ENTRIES.c.case_id == case, ENTRIES.c.kind.in_(kinds), func.instr(ENTRY_BYTES.c.data, said) > 0
            )  # fmt: skip
            if visit in begun or connection.execute(there.limit(1)).first() is not None:
                found.add(visit)
    return frozenset(found)
