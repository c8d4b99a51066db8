"""Speech models: installed whole or not at all, found, removed; hostile and damaged files refused."""

import errno
import shutil
import zipfile

import pytest

from fieldnotes.dictation import models
from fieldnotes.dictation.model_archive import Limits
from fieldnotes.dictation.models import ascii_folder, find, install, installed, remove
from fieldnotes.dictation.recogniser import command_for_this_program
from fieldnotes.domain.errors import Code, Refused, Unavailable
from speech_samples import MODEL

MINI = "vosk-model-sv-mini"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "models"


@pytest.fixture
def unpacked(tmp_path):
    with zipfile.ZipFile(MODEL) as archive:
        archive.extractall(tmp_path / "unpacked")
    return tmp_path / "unpacked" / MINI


def refused(source, folder, **options):
    with pytest.raises(Refused) as error:
        install(source, folder, **options)
    assert error.value.values == {"file": source.name}
    assert not folder.exists() or list(folder.iterdir()) == []
    return error.value.code


def test_the_shipped_model_is_installed_and_plainly_a_test_model(folder):
    model = install(MODEL, folder, command=command_for_this_program())
    assert (model.name, model.path, model.language, model.test) == (MINI, folder / MINI, "sv", True)
    assert installed(folder) == [model]
    assert [path.name for path in folder.iterdir()] == [MINI]


def test_an_unpacked_model_is_copied(folder, unpacked):
    model = install(unpacked, folder, command=command_for_this_program())
    assert model.name == MINI
    assert unpacked.exists()


def test_a_folder_around_the_model_is_no_hindrance(folder, unpacked):
    assert install(unpacked.parent, folder).name == MINI


def test_a_zip_without_a_folder_is_named_after_the_file(folder, unpacked, tmp_path):
    shutil.make_archive(str(tmp_path / "Åsas modell"), "zip", unpacked)
    model = install(tmp_path / "Åsas modell.zip", folder)
    assert model.name == "Asas-modell"


def test_the_language_is_read_off_the_name(folder, unpacked):
    unpacked.rename(unpacked.with_name("vosk-model-small-en-us-0.15"))
    assert install(unpacked.with_name("vosk-model-small-en-us-0.15"), folder).language == "en"


def test_a_model_that_says_nothing_of_tests_is_no_test_model(folder, unpacked):
    (unpacked / "README.md").write_text("Svenska, 2026.", encoding="utf-8")
    assert install(unpacked, folder).test is False


def test_installed_again_it_replaces_itself(folder, unpacked):
    install(MODEL, folder)
    (unpacked / "README.md").write_text("nyare", encoding="utf-8")
    model = install(unpacked, folder)
    assert installed(folder) == [model]
    assert (model.path / "README.md").read_text(encoding="utf-8") == "nyare"


def test_what_is_no_model_is_refused(folder, tmp_path):
    (tmp_path / "not.zip").write_text("inte en zip", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("readme.txt", "hej")
    (tmp_path / "empty").mkdir()
    cut = MODEL.read_bytes()
    (tmp_path / "cut.zip").write_bytes(cut[: len(cut) // 2])
    for name in ("not.zip", "other.zip", "empty", "cut.zip"):
        assert refused(tmp_path / name, folder) is Code.MODEL_DAMAGED


def test_a_flipped_byte_is_noticed(folder, tmp_path):
    data = bytearray(MODEL.read_bytes())
    data[len(data) // 2] ^= 0xFF
    (tmp_path / "flipped.zip").write_bytes(data)
    assert refused(tmp_path / "flipped.zip", folder) is Code.MODEL_DAMAGED


def test_a_model_the_engine_cannot_load_is_refused(folder, unpacked):
    (unpacked / "am" / "final.mdl").write_bytes(b"\0" * 5000)
    assert refused(unpacked, folder, command=command_for_this_program()) is Code.MODEL_DAMAGED


@pytest.mark.parametrize("name", ["../out.txt", "/out.txt", "a/../../out.txt", "..\\out.txt", "C:\\out.txt"])
def test_no_name_in_a_zip_leads_out_of_the_folder(folder, tmp_path, name):
    shutil.copy(MODEL, tmp_path / "slip.zip")
    with zipfile.ZipFile(tmp_path / "slip.zip", "a") as slip:
        slip.writestr(name, "utanför")
    assert refused(tmp_path / "slip.zip", folder) is Code.MODEL_DAMAGED
    assert not list(tmp_path.rglob("out.txt"))


def test_a_zip_that_swells_is_stopped(folder, tmp_path):
    shutil.copy(MODEL, tmp_path / "bomb.zip")
    with zipfile.ZipFile(tmp_path / "bomb.zip", "a", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("graph/bomb", bytes(30_000_000))
    assert (tmp_path / "bomb.zip").stat().st_size < 5_000_000
    assert refused(tmp_path / "bomb.zip", folder, limits=Limits(most_bytes=20_000_000)) is Code.MODEL_DAMAGED


def test_endless_files_are_stopped(folder, unpacked):
    assert refused(MODEL, folder, limits=Limits(most_files=5)) is Code.MODEL_DAMAGED
    assert refused(unpacked, folder, limits=Limits(most_files=5)) is Code.MODEL_DAMAGED


def test_a_link_in_a_folder_is_left_behind(folder, unpacked, tmp_path):
    (tmp_path / "secret").write_text("hemligt", encoding="utf-8")
    (unpacked / "link").symlink_to(tmp_path / "secret")
    assert not (install(unpacked, folder).path / "link").exists()


def test_a_missing_file_is_told(folder, tmp_path):
    assert refused(tmp_path / "gone.zip", folder) is Code.FILE_MISSING


def test_a_full_disk_is_no_damaged_model(folder, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(models, "_take_place", full)
    with pytest.raises(Unavailable) as error:
        install(MODEL, folder)
    assert error.value.code is Code.DISK_FULL
    assert installed(folder) == []


def test_a_model_is_found_by_name_and_a_real_one_first(folder, unpacked):
    install(MODEL, folder)
    (unpacked / "README.md").unlink()
    install(unpacked.rename(unpacked.with_name("vosk-model-sv-9")), folder)
    assert find(folder).name == "vosk-model-sv-9"
    assert find(folder, MINI).test is True


def test_each_language_has_its_model_and_swedish_is_the_one_nobody_has_to_ask_for(folder, unpacked):
    (unpacked / "README.md").unlink()
    install(unpacked.rename(unpacked.with_name("vosk-model-ar-mgb2-0.4")), folder)
    assert find(folder).language == "ar"
    install(MODEL, folder)
    assert find(folder).name == MINI
    assert find(folder, language="ar").name == "vosk-model-ar-mgb2-0.4"
    assert find(folder, language="sv").name == MINI
    with pytest.raises(Refused) as error:
        find(folder, language="fa")
    assert (error.value.code, error.value.values) == (Code.MODEL_MISSING, {"model": "fa"})


def test_the_shipped_model_is_unpacked_at_first_need(folder):
    with pytest.raises(Refused):
        find(folder, None, MODEL, "ar")
    assert installed(folder) == []
    assert find(folder, None, MODEL).name == MINI
    assert find(folder, MINI, MODEL) == find(folder)


def test_a_model_that_is_not_there_is_told(folder):
    for name in (None, "vosk-model-sv-9"):
        with pytest.raises(Refused) as error:
            find(folder, name)
        assert error.value.code is Code.MODEL_MISSING


def test_a_removed_model_is_gone(folder):
    install(MODEL, folder)
    remove(folder, MINI)
    assert list(folder.iterdir()) == []
    with pytest.raises(Refused) as error:
        remove(folder, MINI)
    assert error.value.values == {"model": MINI}


def test_an_interrupted_installation_is_not_a_model(folder, unpacked):
    folder.mkdir()
    shutil.copytree(unpacked, folder / ".coming-x" / "model")
    assert installed(folder) == []


def test_models_lie_where_the_path_is_ascii(tmp_path):
    paths = [tmp_path / "Åsa Öberg" / "models", tmp_path / "models"]
    assert ascii_folder(paths) == paths[1]
    assert ascii_folder(paths[:1]) == paths[0]
