"""What the hub's SQL may use, so that it can stand behind PgBouncer, on standbys, and one day on several machines.

Every statement that a test makes the hub emit is parsed and held against what follows; what PgBouncer in transaction
mode, Citus, CockroachDB or YugabyteDB lack has no place in it (decision 050). Statements of one or two kinds that are
needed all the same stand in `ON_PURPOSE`, each with why.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

import sqlglot
from sqlalchemy import Engine, event
from sqlglot import expressions as sql

Tree = sql.Expression

ON_PURPOSE = {
    r'CLUSTER "(\w+)" USING "\1_pkey"': (
        "a disposal writes two small tables anew; where there is no such thing it says that it has not finished"
    ),
    r"CHECKPOINT|SELECT pg_read_binary_file\(pg_relation_filepath\('\S+'\)\)": "tests that read a server's own files",
    r"SELECT case_head\.case_id FROM case_head ORDER BY case_head\.case_id FOR UPDATE": (
        "a backup's still moment; Citus has no lock over several machines, there it would be taken case by case"
    ),
    r"select pg_catalog\.version\(\)|show standard_conforming_strings|show transaction isolation level|"
    r"select current_schema\(\)": "what SQLAlchemy asks of a server it meets for the first time",
    r"SELECT (?:pg_catalog\.|.* FROM pg_catalog\.|anon).*": "the catalogue: all of them answer",
    r"SELECT pg_database_size\(current_database\(\)\)": "how large it is; CockroachDB cannot say",
    r"SELECT 1": "whether a connection lives",
}

FUNCTIONS = frozenset({
    "and", "or", "case", "cast", "coalesce", "count", "exists", "if", "length", "lower", "max", "min", "sum",
})  # fmt: skip
"""Functions every one of them has, as the parser names them."""

TYPES = frozenset({"BIGINT", "INT", "BOOLEAN", "VARCHAR", "TEXT", "VARBINARY", "DOUBLE", "FLOAT"})


def _any(kind: type[Tree], is_so: Callable[[Tree], bool] = lambda _each: True) -> Callable[[Tree], bool]:
    return lambda tree: any(is_so(each) for each in tree.find_all(kind))


def _kind(tree: Tree) -> bool:
    """LISTEN, NOTIFY, LOCK, SET, PREPARE, DECLARE, VACUUM, DO …: all that is neither data nor a table nor an index."""
    if isinstance(tree, sql.Create | sql.Drop):
        return str(tree.args.get("kind")).upper() not in {"TABLE", "INDEX"}
    if isinstance(tree, sql.Set):  # all else outlives the transaction, and the connection is then somebody else's
        return any(str(each.args.get("kind")).upper() not in {"TRANSACTION", "LOCAL"} for each in tree.expressions)
    return not isinstance(tree, sql.Select | sql.Insert | sql.Update | sql.Delete | sql.Alter)


def _function(each: Tree) -> bool:
    name = each.name if isinstance(each, sql.Anonymous) else each.sql_name()
    return name.lower() not in FUNCTIONS


def _keyless(tree: Tree) -> bool:
    made = isinstance(tree, sql.Create) and str(tree.args.get("kind")).upper() == "TABLE"
    return made and tree.find(sql.PrimaryKey, sql.PrimaryKeyColumnConstraint) is None


def _locks_many(tree: Tree) -> bool:
    """FOR UPDATE without naming the one case."""
    return any(
        bool(each.args.get("locks"))
        and not any(eq.this.name == "case_id" for eq in (each.args.get("where") or each).find_all(sql.EQ))
        for each in tree.find_all(sql.Select)
    )


def _says(words: str) -> Callable[[Tree], bool]:
    return lambda tree: re.search(words, tree.sql("postgres"), re.IGNORECASE) is not None


LACKING = {
    "a kind of statement that outlives its transaction, or that not all of them have": _kind,
    "a function that not all of them have: advisory locks, pg_notify, nextval, transaction ids …": _any(
        sql.Func, _function
    ),
    "a type that not all of them have, or numbers given by the database": _any(
        sql.DataType, lambda each: each.this.name not in TYPES
    ),
    "identity columns: a hot range where rows lie by key": _any(sql.GeneratedAsIdentityColumnConstraint),
    "foreign keys: Citus has none between tables that do not lie together": _any(sql.Reference),
    "temporary tables: gone with the connection, which is another's": _any(sql.TemporaryProperty),
    "DEFERRABLE: CockroachDB has none": _says(r"\bDEFERRABLE\b"),
    "EXCLUDE constraints, indexes other than trees": _says(r"\bEXCLUDE\b|\bUSING (?!btree)\w+ ?\("),
    "CONCURRENTLY: in no transaction": _says(r"\bCONCURRENTLY\b"),
    "DISTINCT ON": _any(sql.Distinct, lambda each: each.args.get("on") is not None),
    "places and ages of rows": _any(sql.Column, lambda each: each.name in {"xmin", "xmax", "ctid", "oid", "tableoid"}),
    "locks over many cases: Citus has none": _locks_many,
    "a table without a primary key: nothing to lie by": _keyless,
    "arrays, JSON operators, patterns beyond LIKE": _any(
        sql.Binary, lambda each: isinstance(each, sql.JSONExtract | sql.ArrayContainsAll | sql.RegexpLike)
    ),
}


@cache
def lacking_in(statement: str) -> tuple[str, ...]:
    """Say what a statement uses that somebody lacks; nothing for one made on purpose."""
    if any(re.fullmatch(known, statement, re.DOTALL) for known in ON_PURPOSE):
        return ()
    try:
        tree = sqlglot.parse_one(statement, dialect="postgres")
    except sqlglot.errors.SqlglotError as problem:
        return (f"it cannot be read: {problem}",)
    return tuple(what for what, used in LACKING.items() if used(tree))


def spelled_once(statement: str) -> str:
    """Write a statement without what differs from call to call: parameters, spaces, how long a list is."""
    text = " ".join(re.sub(r"%\(\w+\)s(?:::[A-Z]+(?: PRECISION)?)?", "NULL", statement).split())
    text = re.sub(r"\((?:NULL(?:, )?)+\)", "(NULL)", text)
    return re.sub(r"\(NULL\)(?:, \(NULL\))+", "(NULL)", text)


@contextmanager
def watched() -> Iterator[set[str]]:
    """Collect what is said to any PostgreSQL while this lasts."""
    seen: set[str] = set()

    def on_statement(connection, _cursor, statement, _parameters, _context, _many) -> None:
        if connection.dialect.name == "postgresql":
            seen.add(statement)

    event.listen(Engine, "before_cursor_execute", on_statement)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", on_statement)


def faults_of(seen: set[str]) -> list[str]:
    """Tell each statement that uses what somebody lacks, and what that is."""
    spelled = sorted({spelled_once(statement) for statement in seen})
    return [f"{what}: {statement}" for statement in spelled for what in lacking_in(statement)]
