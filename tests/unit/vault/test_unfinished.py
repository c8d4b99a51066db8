"""Words begun and not sent: there after lock and unlock, gone without a trace when thrown away."""

from fieldnotes.vault import unfinished
from fieldnotes.vault.store import STORE_FILE, open_engine
from vault_samples import data_key

AT = "2026-03-12T16:00:00+01:00"


def test_what_is_begun_is_there_after_a_lock(vault, folder):
    unfinished.save(vault, "pins", "n-1", "Vem såg det?", AT)
    unfinished.save(vault, "pins", "n-1", "Vem såg Elsa?", AT)
    unfinished.save(vault, "room", "n-1", "För att", AT)
    key = data_key(vault)
    vault.lock()
    engine = open_engine(folder / STORE_FILE, key)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT kind, about, text FROM unfinished ORDER BY kind").all()
    engine.dispose()
    assert [tuple(row) for row in rows] == [("pins", "n-1", "Vem såg Elsa?"), ("room", "n-1", "För att")]


def test_what_is_thrown_away_is_gone(vault):
    unfinished.save(vault, "pins", "n-1", "Vem såg det?", AT)
    assert (unfinished.get(vault, "pins", "n-1"), unfinished.count(vault)) == ("Vem såg det?", 1)
    for _twice in range(2):
        unfinished.forget(vault, "pins", "n-1")
    assert (unfinished.get(vault, "pins", "n-1"), unfinished.count(vault)) == (None, 0)
