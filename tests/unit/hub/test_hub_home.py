"""Making, opening and not opening a hub."""

import json
import os
import stat

import pytest
from sqlalchemy import insert, text, update

from copied_hub import copied_hub
from fieldnotes.domain.errors import Code, FieldNotesError, Refused, Unavailable
from fieldnotes.hub.dumping import metadata
from fieldnotes.hub.hub import Hub, make_hub
from fieldnotes.hub.registers import keys
from fieldnotes.hub.tables import hub_mark, reference_version


def bare(_hub):
    """A hub in which there is nothing yet."""


def code_of(act, *values, kind=Refused):
    with pytest.raises(kind) as problem:
        act(*values)
    return problem.value.code


def test_a_new_hub_has_a_key_of_its_own_that_only_its_owner_may_read(tmp_path, held_clock):
    """rules: SEC-9."""
    with make_hub(tmp_path / "a", held_clock) as one, make_hub(tmp_path / "b", held_clock) as two:
        made, other = keys(one), keys(two)
    assert len({made["hub_key"], other["hub_key"], made["epoch"], other["epoch"]}) == 4
    with Hub.open(tmp_path / "a", held_clock) as again:
        assert keys(again) == made
    if os.name == "posix":
        for file in ("hub.key", "hub.json", "hub.sqlite"):
            assert stat.S_IMODE((tmp_path / "a" / file).stat().st_mode) == 0o600
        assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700


def test_no_hub_in_an_empty_folder_and_no_second_one_in_the_same(tmp_path, held_clock):
    assert code_of(Hub.open, tmp_path, held_clock) == "no_hub"
    assert code_of(Hub.open, tmp_path / "nowhere", held_clock) == "no_hub"
    assert not (tmp_path / "nowhere").exists()
    make_hub(tmp_path / "hub", held_clock).close()
    before = (tmp_path / "hub" / "hub.key").read_bytes()
    assert code_of(make_hub, tmp_path / "hub", held_clock) == "hub_exists"
    assert (tmp_path / "hub" / "hub.key").read_bytes() == before


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://x/y", "sqlite:///x", "nonsense", ""])
def test_an_address_that_is_none_of_ours_is_refused(tmp_path, held_clock, url):
    assert code_of(make_hub, tmp_path / "hub", held_clock, url) == "database_wrong"
    assert not (tmp_path / "hub").exists()


def test_a_dead_database_is_unavailable_and_leaves_no_hub(tmp_path, held_clock):
    url = "postgresql+psycopg://nobody:geheim@127.0.0.1:1/none"
    with pytest.raises(Unavailable) as problem:
        make_hub(tmp_path / "hub", held_clock, url)
    assert problem.value.code == "database_unreachable"
    assert "geheim" not in f"{problem.value!r}{problem.value.values}"
    assert not (tmp_path / "hub" / "hub.json").exists()


def test_a_hub_whose_database_has_died_is_unavailable(tmp_path, held_clock):
    copied_hub(tmp_path / "hub", held_clock, bare).close()
    about = tmp_path / "hub" / "hub.json"
    changed = {**json.loads(about.read_text()), "database": "postgresql+psycopg://nobody@127.0.0.1:1/none"}
    about.write_text(json.dumps(changed))
    assert code_of(Hub.open, tmp_path / "hub", held_clock, kind=Unavailable) == "database_unreachable"


def test_the_database_of_another_hub_is_not_touched(tmp_path, held_clock):
    with copied_hub(tmp_path / "hub", held_clock, bare) as hub:
        hub.database.write(lambda connection: connection.execute(update(hub_mark).values(hub_key=bytes(32))))
    assert code_of(Hub.open, tmp_path / "hub", held_clock) == "database_foreign"


def test_a_torn_init_can_be_done_again(tmp_path, held_clock):
    """hub.json is written last: without it there is no hub, with the rest lying there."""
    make_hub(tmp_path / "hub", held_clock).close()
    (tmp_path / "hub" / "hub.json").unlink()
    make_hub(tmp_path / "hub", held_clock).close()
    Hub.open(tmp_path / "hub", held_clock).close()


def test_tables_of_a_newer_program_are_left_alone(tmp_path, held_clock):
    with copied_hub(tmp_path / "hub", held_clock, bare) as hub:
        hub.database.write(lambda c: c.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    assert code_of(Hub.open, tmp_path / "hub", held_clock) == "hub_newer"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": "fieldnotes/hub/2"}'])
def test_a_hub_file_that_is_none_is_named(tmp_path, held_clock, content):
    copied_hub(tmp_path / "hub", held_clock, bare).close()
    (tmp_path / "hub" / "hub.json").write_text(content)
    assert code_of(Hub.open, tmp_path / "hub", held_clock) == "wrong_file"


def test_a_lost_or_broken_key_opens_nothing(tmp_path, held_clock):
    copied_hub(tmp_path / "hub", held_clock, bare).close()
    (tmp_path / "hub" / "hub.key").write_text("AAAA")
    assert code_of(Hub.open, tmp_path / "hub", held_clock) == "wrong_file"
    (tmp_path / "hub" / "hub.key").unlink()
    assert code_of(Hub.open, tmp_path / "hub", held_clock) == "no_hub"


def test_the_migrations_make_exactly_the_tables_the_program_uses(tmp_path, held_clock):
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    with make_hub(tmp_path / "hub", held_clock) as hub, hub.database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_job_that_fails_leaves_nothing_half_done(tmp_path, held_clock):
    with copied_hub(tmp_path / "hub", held_clock, bare) as hub:

        def job(connection):
            connection.execute(update(reference_version).values(version=7))
            raise Refused(Code.NOT_ALLOWED)

        with pytest.raises(FieldNotesError):
            hub.database.write(job)
        with hub.database.reading() as connection:
            assert connection.execute(text("SELECT version FROM reference_version")).scalar() == 0


def test_a_job_that_loses_a_race_runs_again(tmp_path, held_clock):
    with copied_hub(tmp_path / "hub", held_clock, bare) as hub:
        runs = []

        def job(connection):
            runs.append(1)
            if len(runs) < 3:
                connection.execute(insert(hub_mark).values(id="hub", hub_key=b"again"))
            return len(runs)

        assert hub.database.write(job) == 3


def test_sqlite_keeps_what_it_has_promised(tmp_path, held_clock):
    with copied_hub(tmp_path / "hub", held_clock, bare) as hub, hub.database.reading() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
