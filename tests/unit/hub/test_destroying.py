"""Every table that knows a case is thought of when it ends: emptied of it, or kept for a reason that stands here."""

import pytest
from sqlalchemy import insert, select

from fieldnotes.hub import disposal_tables, people_tables
from fieldnotes.hub.destroying import destroy_case
from fieldnotes.hub.tables import metadata
from hub_samples import CASE, OTHER

STAYS = {
    "case_head": "its counter row: the log goes on with its end",
    "case_member": "who is to be told that it ended",
    "attachment_chunk": "where its files lie, until they are gone",
    "access_row": "who looked at it: kept for its own time, ids only",
    "hub_access": "the same, of what the hub gave out",
    "disposal": "that it ended",
    "disposal_receipt": "which devices have obeyed",
}
GOES = {"entry", "quarantine", "attachment", "kept_draft", "case_key", "delivery", "delivery_seen"}


def a_row(table, case):
    """Something that fits each column."""
    kinds = {str: "x", int: 1, bytes: b"x", bool: False}
    values = {column.name: kinds[column.type.python_type] for column in table.columns}
    return {**values, "case_id": case}


def test_every_table_that_knows_a_case_is_thought_of():
    """rules: RET-1"""
    assert disposal_tables.case_key.metadata is people_tables.hub_access.metadata is metadata
    assert {name for name, table in metadata.tables.items() if "case_id" in table.columns} == GOES | STAYS.keys()


@pytest.mark.parametrize("name", sorted(GOES))
def test_what_goes_goes_for_this_case_only(hub, name):
    """rules: RET-1"""
    table = metadata.tables[name]

    def tried(connection):
        for number, case in enumerate((CASE, OTHER)):
            row = a_row(table, case)
            unique = {key: f"{value}{number}" for key, value in row.items() if value == "x"}
            connection.execute(insert(table).values({**row, **unique}))
        destroy_case(connection, CASE)
        return set(connection.execute(select(table.c.case_id)).scalars())

    assert hub.database.write(tried) == {OTHER}
