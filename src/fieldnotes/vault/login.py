"""The hub's word that this profile's person has proved who they are: the last one, kept for the decisions after it.

It goes with a new history of the hub, as all the hub's words do. Knows no password.
"""

import json
from typing import Final

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault.identity import identity
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import REFERENCE
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.login import Login

OWN_LOGIN: Final = "own_login"
"""Beside the hub's own types in the reference data."""
_LAST: Final = "last"


def keep_login(vault: OpenVault, word: Word) -> Login:
    """Check a log-in against the pinned key and this profile, and keep it in the place of the one before.

    Raises:
        Refused: HUB_KEY_CHANGED when another key signed it; HUB_ANSWER_WRONG when it is of another person or device.
    """
    me = identity(vault)
    if me.hub_key is None:
        raise Refused(Code.NOT_JOINED)
    try:
        found = Login.read(word, me.hub_key)
    except Refused as problem:
        wrong_key = problem.code is Code.SIGNATURE_WRONG
        raise Refused(Code.HUB_KEY_CHANGED if wrong_key else Code.HUB_ANSWER_WRONG) from None
    if (found.user, found.device, found.epoch) != (me.author, me.device, me.epoch):
        raise Refused(Code.HUB_ANSWER_WRONG)
    row = {"type": OWN_LOGIN, "id": _LAST, "value": json.dumps(word.to_json())}
    with vault.writing() as connection:
        connection.execute(insert(REFERENCE).values(row).on_conflict_do_update(index_elements=["type", "id"], set_=row))
    return found


def last_login(vault: OpenVault) -> Login | None:
    """Read the last log-in of this person here; None when there is none of this history of the hub."""
    me = identity(vault)
    wanted = select(REFERENCE.c.value).where(REFERENCE.c.type == OWN_LOGIN, REFERENCE.c.id == _LAST)
    with vault.reading() as connection:
        value = connection.execute(wanted).scalar()
    if value is None or me.hub_key is None:
        return None
    found = Login.read(Word.from_json(json.loads(value)), me.hub_key)
    return found if (found.user, found.device, found.epoch) == (me.author, me.device, me.epoch) else None
