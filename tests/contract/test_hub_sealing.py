"""Cases lie at the hub under keys of their own: a copied database opens nothing, and older rows are sealed."""

import pytest
from sqlalchemy import delete, insert, select

from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.hub.database import Database, database_url
from fieldnotes.hub.disposal_tables import case_key
from fieldnotes.hub.feed import push
from fieldnotes.hub.migrating import bring_up_to_date, make_tables_of
from fieldnotes.hub.sealing import CaseKeys, CaseSeal
from fieldnotes.hub.tables import attachment, entry, quarantine
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.wire.entries import read
from hub_samples import BOTH, CASE, OTHER, WORKER
from in_the_clear import in_the_clear

WORDS = "Elsa väcker mamma."
BEFORE_SEALING = "0004"


def file_bytes(hub):
    return b"".join(path.read_bytes() for path in hub.home.folder.glob("hub.sqlite*"))


def test_no_word_of_a_case_lies_readable_in_the_database(hub, laptop):
    """What is set aside included; the log of the database too.

    rules: SEC-9
    """
    tove = laptop().enrol(hub)
    sent = [tove.signed(text=WORDS), tove.signed(case="c-3", text=WORDS), tove.signed(case="nowhere", text=WORDS)]
    results = push(hub, tove.id, sent)["results"]
    assert [one["result"] for one in results] == ["stored", "quarantined", "quarantined"]
    assert WORDS.encode() not in file_bytes(hub)
    with hub.database.reading() as connection:
        assert [data for _, data in in_the_clear(connection)] == [sent[0].data]
        assert {data for _, data in in_the_clear(connection, select(quarantine))} == {one.data for one in sent[1:]}


def test_every_case_has_its_own_key_and_content_opens_only_where_it_stands(hub):
    """One moved to another case, another name or another hub opens as nothing, never as something else."""

    def tried(connection):
        keys = CaseKeys(connection)
        sealed = keys.seal(CASE, "n", b"words")
        assert keys.open(CASE, "n", sealed) == b"words"
        keys.seal(OTHER, "n", b"words")
        found = []
        for case, name, data in ((OTHER, "n", sealed), (CASE, "m", sealed), (CASE, "n", b"words"), (CASE, "n", b"")):
            with pytest.raises(Unavailable) as caught:
                keys.open(case, name, data)
            found.append(caught.value.code)
        rows = {row.case_id: row.wrapped for row in connection.execute(select(case_key))}
        return found, rows

    found, rows = hub.database.write(tried)
    assert set(found) == {Code.SEAL_BROKEN}
    assert rows.keys() >= {CASE, OTHER}
    stranger = Database(database_url(None, hub.home.folder), CaseSeal(bytes(32)))
    with stranger.reading() as connection, pytest.raises(Unavailable) as caught:
        CaseKeys(connection, [CASE])
    stranger.close()
    assert caught.value.code is Code.SEAL_BROKEN


def test_a_case_whose_key_is_gone_is_named_and_the_others_stand(hub, laptop):
    tove = laptop().enrol(hub)
    jonas = laptop("u-jonas").enrol(hub)
    push(hub, tove.id, [tove.signed()])
    push(hub, jonas.id, [jonas.signed(case=OTHER)])
    hub.database.write(lambda connection: connection.execute(delete(case_key).where(case_key.c.case_id == CASE)))
    found = verify_hub(hub)
    assert [(fault["case"], fault["what"]) for fault in found["faults"]] == [(CASE, "seal")]


@BOTH
def test_what_an_older_program_wrote_is_sealed_and_lies_nowhere_else(tmp_path, database, laptop):
    """More rows than one step takes at a time; one that was destroyed before stays destroyed."""
    url = database_url(database, tmp_path)
    base = Database(url, CaseSeal(bytes(32)))
    tove = laptop()
    made = [tove.signed(case=f"c-{number % 3}", note=f"n-{number}", text=WORDS) for number in range(1201)]
    base.write(lambda connection: make_tables_of(connection, BEFORE_SEALING))
    base.write(lambda connection: fill(connection, made))
    bring_up_to_date(base)
    with base.reading() as connection:
        assert {row.hash: data for row, data in in_the_clear(connection)} == {one.hash: one.data for one in made}
        keys = CaseKeys(connection)
        rows = connection.execute(select(attachment).order_by(attachment.c.attachment_id)).all()
        assert keys.open("c-0", "a-1", rows[0].content_key) == b"k" * 32
        assert rows[1].content_key is None
        lying = everything(connection, tmp_path)
    base.close()
    assert WORDS.encode() not in lying
    assert b"k" * 32 not in lying


def fill(connection, made):
    """The rows as the tables were before: content in the clear."""
    places = enumerate(made, 1)
    rows = [
        {
            "case_id": read(one.data).case, "position": number, "entry_id": f"e-{number}", "hash": one.hash,
            "kind": "NoteSigned", "note": None, "author": WORKER, "device": "d", "data": one.data,
            "signature": one.signature, "log_head": one.hash, "received_at": "2026-01-02",
        }
        for number, one in places
    ]  # fmt: skip
    connection.execute(insert(entry), rows)
    about = {"case_id": "c-0", "device": "d", "chunks": 1, "complete": True, "begun_at": "2026-01-02"}
    files = [{"attachment_id": "a-1", "content_key": b"k" * 32}, {"attachment_id": "a-2", "content_key": None}]
    connection.execute(insert(attachment), [{**about, **one} for one in files])


def everything(connection, folder):
    """The bytes of a database's files: the embedded one with its log, or PostgreSQL's of the tables with content."""
    if connection.dialect.name == "sqlite":
        return b"".join(path.read_bytes() for path in folder.glob("hub.sqlite*"))
    connection.exec_driver_sql("CHECKPOINT")
    read = "SELECT pg_read_binary_file(pg_relation_filepath('{}'))"
    return b"".join(connection.exec_driver_sql(read.format(name)).scalar_one() for name in ("entry", "attachment"))
