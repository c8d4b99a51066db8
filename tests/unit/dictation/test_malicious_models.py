"""Archives that somebody made to do harm, and archives that came to harm: all refused, and nothing of them left."""

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from fieldnotes.dictation.model_archive import Limits, unpack
from fieldnotes.dictation.models import install, installed
from fieldnotes.domain.errors import Code, FieldNotesError, Refused, Unavailable
from hostile_models import FILES, MALICIOUS, harmless

MEGABYTES = 1024**2


def everything(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*"))


def test_the_harmless_one_is_installed(tmp_path):
    harmless(tmp_path / "model.zip")
    assert install(tmp_path / "model.zip", tmp_path / "models").name == "vosk-model-sv-prov"


@pytest.mark.parametrize("make", MALICIOUS.values(), ids=MALICIOUS)
def test_a_malicious_archive_is_refused_and_nothing_of_it_stays(tmp_path: Path, make: Callable[[Path], None]) -> None:
    archive = tmp_path / "model.zip"
    make(archive)
    with pytest.raises(Refused) as refused:
        install(archive, tmp_path / "here" / "models")
    assert (refused.value.code, refused.value.values) == (Code.MODEL_DAMAGED, {"file": "model.zip"})
    assert everything(tmp_path) == [tmp_path / "here", tmp_path / "here" / "models", archive]


def test_what_is_installed_stays_when_its_successor_is_refused(tmp_path):
    harmless(tmp_path / "model.zip")
    kept = install(tmp_path / "model.zip", tmp_path / "models")
    MALICIOUS["is a link"](tmp_path / "model.zip")
    with pytest.raises(Refused):
        install(tmp_path / "model.zip", tmp_path / "models")
    assert installed(tmp_path / "models") == [kept]


def test_any_damage_is_refused_or_does_none(tmp_path):
    """Whatever bytes are wrong, the answer is the house's own, and what is let through is whole."""
    archive, chance = tmp_path / "model.zip", random.Random(11)  # noqa: S311 - which bytes are damaged, no secret
    harmless(archive)
    whole, codes = archive.read_bytes(), []
    for number in range(400):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 1, 2, 4))):
            damaged[chance.randrange(len(damaged))] = chance.choice((0, 0x80, 255, chance.randrange(256)))
        archive.write_bytes(damaged)
        target = tmp_path / "unpacked" / str(number)
        try:
            unpack(archive, target, Limits())
        except FieldNotesError as refused:
            codes.append(refused.code)
        else:
            assert all(path.read_text("utf-8").startswith(FILES) for path in target.rglob("*") if path.is_file())
    assert len(codes) > 200
    assert set(codes) == {Code.MODEL_DAMAGED}


def test_a_full_disk_is_told_before_the_first_byte(tmp_path, monkeypatch):
    harmless(tmp_path / "model.zip")
    free = type("Usage", (), {"free": 100})
    monkeypatch.setattr("fieldnotes.dictation.model_archive.shutil.disk_usage", lambda _folder: free)
    with pytest.raises(Unavailable) as full:
        install(tmp_path / "model.zip", tmp_path / "models")
    assert full.value.code is Code.DISK_FULL
    assert everything(tmp_path / "models") == []


def test_it_tells_how_far_it_has_come_and_stops_when_asked(tmp_path):
    with zipfile.ZipFile(tmp_path / "model.zip", "w") as archive:
        for name in FILES:
            archive.writestr(name, bytes(2 * MEGABYTES))
    told: list[tuple[int, int]] = []
    install(tmp_path / "model.zip", tmp_path / "models", limits=Limits(progress=lambda *how: told.append(how)))
    assert told[-1] == (8 * MEGABYTES, 8 * MEGABYTES)
    assert told == sorted(told)
    stop = Limits(progress=lambda *how: told.append(how), cancelled=lambda: len(told) > 10)
    with pytest.raises(Unavailable) as stopped:
        install(tmp_path / "model.zip", tmp_path / "others", limits=stop)
    assert stopped.value.code is Code.CANCELLED
    assert everything(tmp_path / "others") == []


def test_a_folder_around_the_models_is_not_copied_into_itself(tmp_path):
    """Who chooses the folder that holds everything gets the model in it, and not the folder in the folder."""
    for name in FILES:
        (tmp_path / "sv" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "sv" / name).write_text(name, encoding="utf-8")
    (tmp_path / "film.mov").write_bytes(bytes(MEGABYTES))
    model = install(tmp_path, tmp_path / "models")
    assert model.name == "sv"
    assert not list((tmp_path / "models").rglob("film.mov"))


@pytest.mark.parametrize("name", ["aux", "con.zip", "Ångström öst", "...", "nul.sv.zip"])
def test_a_model_gets_a_name_every_system_can_write(tmp_path, name):
    with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as archive:
        for file in FILES:
            archive.writestr(file, file)
    model = install(tmp_path / f"{name}.zip", tmp_path / "models")
    assert model.name.isascii()
    assert model.name.startswith(("model", "Angstrom"))
    assert installed(tmp_path / "models") == [model]
