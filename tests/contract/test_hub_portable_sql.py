"""The hub's SQL can stand behind PgBouncer and, one day, on several machines: nothing in it that those lack."""

import ast
from pathlib import Path

import pytest

import fieldnotes.hub
from fieldnotes.hub.tables import metadata
from hub_samples import FoundingClock, new_hub
from portable_sql import faults_of, lacking_in, watched

SOURCE = Path(fieldnotes.hub.__file__).parent
WRITTEN_OUT = {"database.py", "migrating.py", "status.py"}
"""Where SQL is spelled by hand; everywhere else SQLAlchemy writes it, and the tests here read what it wrote."""
HEAVY = frozenset({"entry", "case_head", "quarantine", "attachment", "attachment_chunk", "kept_draft", "case_key"})
"""What grows with cases; over several machines these lie by their case."""


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT pg_advisory_lock(1)", "SELECT pg_advisory_xact_lock(1)", "LISTEN news", "NOTIFY news",
        "SELECT pg_notify('a', 'b')", "SET lock_timeout = '1s'", "RESET ALL", "PREPARE a AS SELECT 2", "LOCK TABLE a",
        "DECLARE c CURSOR WITH HOLD FOR SELECT 2", "VACUUM FULL entry", "CREATE TEMP TABLE a (b INT PRIMARY KEY)",
        "CREATE TABLE a (b VARCHAR)", "CREATE TABLE a (b BIGSERIAL, PRIMARY KEY (b))", "SELECT nextval('a')",
        "CREATE TABLE a (b INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY)", "CREATE SEQUENCE a", "DO $$ BEGIN END $$",
        "CREATE TABLE a (b INT PRIMARY KEY REFERENCES c (d))",
        "CREATE TRIGGER t AFTER INSERT ON a EXECUTE FUNCTION f()",
        "ALTER TABLE a ADD CONSTRAINT u UNIQUE (b) DEFERRABLE INITIALLY DEFERRED", "SELECT xmin FROM entry",
        "CREATE UNIQUE INDEX CONCURRENTLY i ON a (b)", "SELECT DISTINCT ON (a) a, b FROM c", "SELECT txid_current()",
        "SELECT a FROM case_head FOR UPDATE", "CREATE EXTENSION citus", "CREATE INDEX i ON a USING gin (b)",
        "CREATE MATERIALIZED VIEW v AS SELECT a FROM b", "SELECT a FROM b WHERE c ~ 'd'", "SELECT (",
    ],
)  # fmt: skip
def test_what_one_of_them_lacks_is_noticed(statement):
    assert lacking_in(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT a, count(*) FROM b WHERE c IN (NULL) GROUP BY a ORDER BY a LIMIT 3",
        "UPDATE case_head SET position = case_head.position WHERE case_id = NULL RETURNING position",
        "INSERT INTO a (b) VALUES (NULL) ON CONFLICT DO NOTHING",
        "SELECT a FROM case_head WHERE case_id = NULL FOR UPDATE",
        "SET LOCAL lock_timeout = '20s'",
        "CREATE TABLE a (b VARCHAR(40) NOT NULL, c BYTEA, PRIMARY KEY (b))",
    ],
)
def test_what_all_of_them_have_passes(statement):
    assert lacking_in(statement) == ()


def test_every_table_is_made_of_what_all_of_them_have(second_database, tmp_path):
    with watched() as seen, new_hub(tmp_path / "hub", FoundingClock(), second_database):
        pass
    made = [statement for statement in seen if statement.strip().startswith("CREATE TABLE")]
    assert len(made) == len(metadata.tables) + 1  # alembic's own
    assert faults_of(seen) == []


def test_what_grows_with_cases_can_lie_by_its_case():
    """Where rows lie by a column, that column is in every key that is to be one of a kind."""
    for name in HEAVY:
        table = metadata.tables[name]
        keys = [set(table.primary_key.columns.keys())]
        keys += [set(each.columns.keys()) for each in table.constraints if type(each).__name__ == "UniqueConstraint"]
        keys += [set(each.columns.keys()) for each in table.indexes if each.unique]
        assert all("case_id" in key for key in keys), name


def test_sql_is_spelled_by_hand_in_one_place_only():
    hands = {"text", "literal_column"}
    found = set()
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="exec_driver_sql")):
                    found.add(path.name)
                case ast.ImportFrom(module=str(module), names=names) if module.startswith("sqlalchemy"):
                    assert ".dialects" not in module, path.name
                    if {each.name for each in names} & hands:
                        found.add(path.name)
                case ast.Call(func=ast.Attribute(attr="execute", value=ast.Name(id="op")), args=[ast.Constant()]):
                    found.add(path.name)
    assert found == WRITTEN_OUT
