"""Whether files wait on this network: as the person says, else as the system does."""

import pytest

from fieldnotes.boot.network import costs_by_the_byte, note_metered
from fieldnotes.boot.settings import Settings, settings_file


@pytest.mark.parametrize(
    ("chosen", "system", "waits"),
    [("auto", True, True), ("auto", False, False), ("yes", False, True), ("no", True, False)],
)
def test_files_wait_as_the_person_says_else_as_the_system_does(tmp_path, monkeypatch, chosen, system, waits):
    monkeypatch.setenv("FIELDNOTES_HOME", str(tmp_path))
    Settings(metered=chosen).write(settings_file())
    note_metered(system)
    try:
        assert costs_by_the_byte() is waits
    finally:
        note_metered(metered=False)


def test_settings_that_cannot_be_read_leave_it_to_the_system(tmp_path, monkeypatch):
    monkeypatch.setenv("FIELDNOTES_HOME", str(tmp_path))
    settings_file().write_text("{")
    assert not costs_by_the_byte()
