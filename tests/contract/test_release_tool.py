"""What a publisher does, from a new key to a version that a computer takes: `installers/release.py` as it is run."""

import io
import runpy
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.long_act import LongAct
from fieldnotes.update.staging import alone, stage
from fieldnotes.update.versions import Chosen, place_of
from fieldnotes.wire.base64_text import from_base64
from fieldnotes.wire.release_list import LIST_FILE, read_list
from release_samples import PLATFORM, WORKS

TOOL = Path(__file__).parents[2] / "installers" / "release.py"


@pytest.fixture
def run(monkeypatch):
    tool = runpy.run_path(str(TOOL))

    def act(*words, typed="fyra ord om hösten"):
        out = io.StringIO()
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{typed}\n"))
        with redirect_stdout(out):
            assert tool["main"]([str(word) for word in words]) == 0
        return out.getvalue().strip()

    return act


@pytest.fixture
def built(tmp_path):
    """A built folder, with what a bundle has: a program, a file below a folder, a link inside."""
    folder = tmp_path / "fieldnotes"
    (folder / "_internal").mkdir(parents=True)
    (folder / "fieldnotes").write_text(WORKS)
    (folder / "fieldnotes").chmod(0o755)
    (folder / "_internal" / "words.txt").write_text("ord\n")
    (folder / "_internal" / "same.txt").symlink_to("words.txt")
    return folder


def test_from_a_new_key_to_a_version_on_a_computer(run, built, tmp_path):
    public = from_base64(run("new-key", tmp_path / "key.pem"))
    assert b"ENCRYPTED" in (tmp_path / "key.pem").read_bytes()
    assert (tmp_path / "key.pem").stat().st_mode & 0o077 == 0
    out, news = tmp_path / "out", tmp_path / "news"
    news.write_text("Nytt: ett sätt att leta.\n", encoding="utf-8")
    package = Path(run("pack", built, "--platform", PLATFORM, "--version", "0.2.0", "-o", out))
    first = package.read_bytes()
    run("pack", built, "--platform", PLATFORM, "--version", "0.2.0", "-o", out)
    assert package.read_bytes() == first, "the same folder gives the same bytes"
    signed = ("sign", out, "--key", tmp_path / "key.pem", "--version", "0.2.0", "--serial", 3, "--news", f"sv={news}")
    run(*signed)
    found = read_list((out / LIST_FILE).read_bytes(), [public])
    assert (found.version, found.serial, found.news) == ("0.2.0", 3, {"sv": "Nytt: ett sätt att leta."})
    build = found.build_for(PLATFORM)
    with alone(tmp_path / "program") as incoming:
        (incoming / build.file).write_bytes(first)
        stage(tmp_path / "program", "0.2.0", build, incoming / build.file, LongAct())
    place = place_of(tmp_path / "program", "0.2.0")
    assert (place / "_internal" / "same.txt").read_text() == "ord\n"
    assert Chosen.read(tmp_path / "program") == Chosen(next="0.2.0")


def test_a_list_is_signed_by_nobody_without_the_passphrase(run, tmp_path):
    run("new-key", tmp_path / "key.pem")
    (tmp_path / "out").mkdir()
    line = ("sign", tmp_path / "out", "--key", tmp_path / "key.pem", "--version", "0.2.0", "--serial", 1)
    with pytest.raises(ValueError, match="password"):
        run(*line, typed="en annan")
    assert not (tmp_path / "out" / LIST_FILE).exists()


def test_a_key_is_never_written_over_and_never_made_without_a_passphrase(run, tmp_path):
    run("new-key", tmp_path / "key.pem")
    with pytest.raises(FileExistsError):
        run("new-key", tmp_path / "key.pem")
    with pytest.raises(SystemExit):
        run("new-key", tmp_path / "other.pem", typed="")


@pytest.mark.parametrize("wrong", [("--days", "0"), ("--days", "1000"), ("--version", "next"), ("--serial", "0")])
def test_a_list_that_no_computer_would_take_is_not_written(run, tmp_path, wrong):
    run("new-key", tmp_path / "key.pem")
    (tmp_path / "out").mkdir()
    line = {"--key": tmp_path / "key.pem", "--version": "0.2.0", "--serial": 1, **dict([wrong])}
    with pytest.raises((SystemExit, Refused)) as stopped:
        run("sign", tmp_path / "out", *(word for pair in line.items() for word in pair))
    assert isinstance(stopped.value, SystemExit) or stopped.value.code is Code.UPDATE_WRONG
    assert not (tmp_path / "out" / LIST_FILE).exists()
