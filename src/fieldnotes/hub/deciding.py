"""One person's decision handed in while they wait: it stands as a whole, or is refused and nothing of it is kept.

Stricter than a push, which takes in what was decided without a network and asks nobody: the text named must be the
head, and the access log must hold that this person opened it. Knows no note's text.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from fieldnotes.domain.entry import DECISIONS, REVISIONS, Entry, Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub.feed import push_whole
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.judging import Arrived, judge
from fieldnotes.hub.sealing import CaseKeys
from fieldnotes.hub.sessions import Caller
from fieldnotes.hub.tables import access_row
from fieldnotes.hub.tables import entry as entry_table
from fieldnotes.wire.entries import Sealed, read
from fieldnotes.wire.messages import PushAnswer

OPENED = "opened"
PRAISE = "praise"
_AT_ONCE = DECISIONS | {Kind.QUESTION_ASKED}


def decide_whole(hub: Hub, who: Caller, sealed: Sequence[Sealed]) -> PushAnswer:
    """Take in one decision about one note, the questions it asks before it.

    Args:
        hub: the open hub.
        who: whose session it is; the decision must be theirs.
        sealed: questions and one decision, in their order.

    Raises:
        Refused: REQUEST_WRONG when that is not what was handed in; the reason a push would quarantine for (OWN_WORK,
            NOT_A_SUPERVISOR, UNKNOWN_REVISION, PIN_MISSING, NOT_APPROVED …); NOT_THE_HEAD, NEVER_OPENED.
    """
    arrived = judge(hub, sealed)
    decision = _one_decision(who, arrived)

    def holds(connection: Connection) -> None:
        """Asked once nothing else is against it; what stood before is answered as it was."""
        if not _stood(connection, arrived[-1].sealed.hash):
            _require_questions(arrived, decision)
            _require_read_head(connection, decision)

    return push_whole(hub, who.device, arrived, holds)


def _one_decision(who: Caller, arrived: Sequence[Arrived]) -> Entry:
    """The decision; everything handed in is about its note and by the one who asks."""
    entries = [one.entry for one in arrived if one.entry is not None]
    if not entries or len(entries) < len(arrived):
        raise Refused(Code.BYTES_WRONG)
    last = entries[-1]
    same = {(each.case, each.note, each.author) for each in entries} == {(last.case, last.note, who.user)}
    kinds = [each.kind for each in entries]
    if not same or last.kind not in DECISIONS or any(kind is not Kind.QUESTION_ASKED for kind in kinds[:-1]):
        raise Refused(Code.REQUEST_WRONG)
    return last


def _require_questions(arrived: Sequence[Arrived], decision: Entry) -> None:
    """A return names a question or a suggestion that comes with it: praise alone returns nothing (L9)."""
    kinds = {one.sealed.hash: one.entry.body.get("kind") for one in arrived if one.entry is not None}
    if decision.kind is not Kind.NOTE_RETURNED:
        return
    named = decision.body["questions"]
    asked = [kinds.get(str(digest)) for digest in named] if isinstance(named, list | tuple) else []
    if not any(kind not in (None, PRAISE) for kind in asked):
        raise Refused(Code.PIN_MISSING)


def _stood(connection: Connection, digest: str) -> bool:
    """Whether the decision was in the record before: this transaction has not written it yet."""
    return connection.execute(select(entry_table.c.hash).where(entry_table.c.hash == digest)).first() is not None


def _require_read_head(connection: Connection, decision: Entry) -> None:
    """The text named is the one that stands, and its reader's own log says it was opened."""
    revision = str(decision.body["revision"])
    if any(revision in each.parents for each in _texts_of(connection, decision)):
        raise Refused(Code.NOT_THE_HEAD, revision=revision)
    mine = (access_row.c.user_id == decision.author) & (access_row.c.note == decision.note)
    opened = select(access_row.c.number).where(mine, access_row.c.revision == revision, access_row.c.what == OPENED)
    if connection.execute(opened).first() is None:
        raise Refused(Code.NEVER_OPENED, revision=revision)


def _texts_of(connection: Connection, decision: Entry) -> list[Entry]:
    rows = connection.execute(
        select(entry_table.c.hash, entry_table.c.data).where(
            entry_table.c.case_id == decision.case,
            entry_table.c.note == decision.note,
            entry_table.c.kind.in_(sorted(kind.value for kind in REVISIONS)),
        )
    )
    keys = CaseKeys(connection, [decision.case])
    return [read(keys.open(decision.case, row.hash, bytes(row.data))) for row in rows]
