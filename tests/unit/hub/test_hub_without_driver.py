"""A program made for people's computers carries no driver for PostgreSQL, and says so."""

import pytest

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub import database


def test_without_its_driver_postgresql_is_refused_in_words(monkeypatch, tmp_path):
    monkeypatch.setattr(database, "find_spec", lambda name: None if name == "psycopg" else object())
    with pytest.raises(Refused) as problem:
        database.database_url("postgresql+psycopg://hub@db/fieldnotes", tmp_path)
    assert problem.value.code is Code.DRIVER_MISSING
    assert database.database_url(None, tmp_path).get_backend_name() == "sqlite"
