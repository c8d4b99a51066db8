"""Where profiles lie, for whoever takes the program off a computer."""

from pathlib import Path
from types import SimpleNamespace

from fieldnotes.boot import profiles_here as looked
from fieldnotes.casework.leaving import check_leaving

INSIDE = ".local/share/FieldNotes"


def home(tmp_path, name, *profiles):
    for profile in profiles:
        (tmp_path / name / INSIDE / profile).mkdir(parents=True)
    return SimpleNamespace(pw_dir=str(tmp_path / name))


def test_everyones_profiles_are_found_and_a_home_without_any_gives_none(tmp_path, monkeypatch):
    everyone = [
        home(tmp_path, "tove", "profile", "profiles/two"),
        home(tmp_path, "jonas", "profile"),
        home(tmp_path, "x"),
    ]
    monkeypatch.setattr("pwd.getpwall", lambda: everyone)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("FIELDNOTES_HOME", str(tmp_path / "own"))
    found = [Path(each).relative_to(tmp_path).as_posix() for each in looked.profiles_here(True)]
    assert found == [f"jonas/{INSIDE}/profile", f"tove/{INSIDE}/profile", f"tove/{INSIDE}/profiles/two"]
    check_leaving(looked.profiles_here(True))  # folders with nothing in them


def test_a_persons_further_profiles_lie_beside_the_first(tmp_path, monkeypatch):
    monkeypatch.setenv("FIELDNOTES_HOME", str(tmp_path))
    assert looked.profiles_here(False) == []
    (tmp_path / "profiles" / "abc").mkdir(parents=True)
    assert looked.profiles_here(False) == [tmp_path / "profiles" / "abc"]
