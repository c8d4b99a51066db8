"""What a person may choose: read with defaults, refused whole when it cannot be read, and never overwritten by it."""

import json
from dataclasses import fields

import pytest

from fieldnotes.boot.catalogues import LANGUAGES
from fieldnotes.boot.settings import ALLOWED, Settings, data_folder, hub_folder, profile_folder, settings_file
from fieldnotes.boot.start import read_settings
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.language import translation

UNREADABLE = {
    "no JSON": b"{",
    "empty": b"",
    "no UTF-8": b'{"language": "\xe5"}',
    "a list": b"[]",
    "a word": b'"sv"',
    "null": b"null",
    "deeper than anybody reads": b"[" * 100_000,
    "a number as text": b'{"text_percent": "100"}',
    "text as a number": b'{"language": 7}',
    "true as a number": b'{"lock_minutes": true}',
    "a fraction": b'{"lock_minutes": 1.5}',
    "null as a number": b'{"lock_minutes": null}',
    "a language there is not": b'{"language": "de"}',
    "a look there is not": b'{"theme": "pink"}',
    "text too small to read": b'{"text_percent": 5}',
    "text larger than any screen": b'{"text_percent": 100000}',
    "never locked": b'{"lock_minutes": 0}',
    "a network there is not": b'{"metered": "perhaps"}',
    "a microphone with no name anybody would write": b'{"microphone": "' + b"x" * 501 + b'"}',
    "a microphone by its number": b'{"microphone": 1}',
    "locked next year": b'{"lock_minutes": 600000}',
}


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The program's data folder for this test; afterwards the language is as it was."""
    for name in ("FIELDNOTES_PROFILE", "FIELDNOTES_HUB_DATA", "FIELDNOTES_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FIELDNOTES_HOME", str(tmp_path))
    before = (translation._Current.language, translation._Current.catalogue)
    yield tmp_path
    translation.speak(*before)


def test_without_a_file_the_defaults_hold(home):
    assert Settings.read(settings_file()) == Settings("sv", "system", 100, 10)
    assert list(home.iterdir()) == [], "reading makes no file"


def test_what_is_written_is_read_again(home):
    chosen = Settings(language="en", theme="contrast", text_percent=200, lock_minutes=3, microphone="alsa_input.åäö")
    chosen.write(settings_file())
    assert Settings.read(settings_file()) == chosen
    assert [path.name for path in home.iterdir()] == ["settings.json"]


def test_settings_of_another_version_keep_what_is_known(home):
    settings_file().write_text(json.dumps({"theme": "dark", "of_tomorrow": [1]}), encoding="utf-8")
    assert Settings.read(settings_file()) == Settings(theme="dark")


@pytest.mark.parametrize("what", UNREADABLE)
def test_settings_that_cannot_be_read_are_refused_whole(home, what):
    settings_file().write_bytes(UNREADABLE[what])
    with pytest.raises(Refused) as stopped:
        Settings.read(settings_file())
    assert stopped.value.code is Code.SETTINGS_UNREADABLE
    assert stopped.value.values == {"file": "settings.json"}


@pytest.mark.parametrize("what", UNREADABLE)
def test_the_program_starts_with_defaults_tells_and_leaves_the_file(home, capsys, what):
    settings_file().write_bytes(UNREADABLE[what])
    assert read_settings() == Settings()
    told = capsys.readouterr()
    assert (
        told.err == "Inställningarna i settings.json kan inte läsas och lämnades som de är. Standardvärden används.\n"
    )
    assert told.out == ""
    assert settings_file().read_bytes() == UNREADABLE[what]


def test_a_folder_where_the_settings_should_be_is_told_too(home, capsys):
    settings_file().mkdir()
    assert read_settings() == Settings()
    assert "settings.json" in capsys.readouterr().err


def test_a_file_that_could_not_be_read_is_set_aside_when_something_is_chosen(home):
    settings_file().write_bytes(b"{")
    Settings(theme="dark").write(settings_file())
    assert Settings.read(settings_file()).theme == "dark"
    assert (home / "settings.unreadable").read_bytes() == b"{"


def test_settings_that_cannot_be_written_are_told(home, monkeypatch):
    (home / "file").write_text("", encoding="utf-8")
    with pytest.raises(Unavailable) as stopped:
        Settings().write(home / "file" / "settings.json")
    assert stopped.value.code is Code.CANNOT_WRITE


def test_every_setting_says_what_it_may_be():
    assert ALLOWED["language"] == LANGUAGES
    assert list(ALLOWED) == [each.name for each in fields(Settings)]
    assert all(getattr(Settings(), name) in allowed for name, allowed in ALLOWED.items())


def test_the_language_of_the_settings_is_spoken_and_the_environment_wins(home, monkeypatch):
    Settings(language="en").write(settings_file())
    read_settings()
    assert translation.spoken_language() == "en"
    monkeypatch.setenv("FIELDNOTES_LANGUAGE", "sv")
    read_settings()
    assert translation.spoken_language() == "sv"
    assert translation.translate("approved") == "godkänd"
    monkeypatch.setenv("FIELDNOTES_LANGUAGE", "xx")
    assert read_settings().language == "en"
    assert translation.spoken_language() == "en", "a language there is not is no wish"


def test_the_environment_moves_the_folders(home, tmp_path, monkeypatch):
    assert (data_folder(), profile_folder(), hub_folder()) == (home, home / "profile", home / "hub")
    monkeypatch.setenv("FIELDNOTES_PROFILE", str(tmp_path / "p"))
    monkeypatch.setenv("FIELDNOTES_HUB_DATA", str(tmp_path / "h"))
    assert (profile_folder(), hub_folder()) == (tmp_path / "p", tmp_path / "h")
    assert settings_file() == home / "settings.json", "settings are the person's, not the profile's"


def test_without_the_environment_the_platform_says_where(home, monkeypatch):
    monkeypatch.delenv("FIELDNOTES_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "xdg"))
    assert data_folder().name == "FieldNotes"
    assert profile_folder().parent == data_folder()
