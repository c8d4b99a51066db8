"""A version is put beside the running one whole, tried and chosen, or nothing of it is; killed anywhere, too.

rules: SEC-13
"""

import hashlib
import io
import os
import sys
import tarfile
from dataclasses import replace

import pytest

from fieldnotes.domain.errors import Code, FieldNotesError, Refused, Unavailable
from fieldnotes.domain.long_act import LongAct
from fieldnotes.update import staging, unpacking
from fieldnotes.update.staging import INCOMING, alone, clean_environment, stage
from fieldnotes.update.versions import VERSIONS, Chosen, place_of, to_start
from fieldnotes.wire.release_list import Build
from killed_step import killed_at, steps_of
from release_samples import FAILS, PLATFORM, packed, stage_incoming


@pytest.fixture
def folder(tmp_path):
    found = tmp_path / "program"
    (found / INCOMING).mkdir(parents=True)
    return found


def put(folder, version="0.2.0", **how):
    """Fetch a package and stage it."""
    build = packed(folder / INCOMING, version, **how)
    stage(folder, version, build, folder / INCOMING / build.file, LongAct())
    return build


def refusal(work):
    with pytest.raises(FieldNotesError) as refused:
        work()
    return refused.value.code


def left(folder):
    """What lies in the folder besides what is chosen."""
    return sorted(path.name for path in [*(folder / VERSIONS).glob("*"), *(folder / INCOMING).glob("*")])


def test_a_version_is_unpacked_tried_and_chosen_for_the_next_start(folder):
    Chosen(current="0.1.5").write(folder)
    put(folder)
    assert Chosen.read(folder) == Chosen(current="0.1.5", next="0.2.0")
    assert (place_of(folder, "0.2.0") / "data" / "words.txt").read_text() == "ord\n"
    assert [start.version for start in to_start(folder, "0.1.0")] == ["0.2.0"]
    assert left(folder) == ["0.2.0"]


def test_a_version_that_finds_itself_wrong_is_not_chosen(folder):
    assert refusal(lambda: put(folder, script=FAILS)) is Code.UPDATE_UNFIT
    assert Chosen.read(folder) == Chosen()
    assert not place_of(folder, "0.2.0").exists()


@pytest.mark.parametrize("script", ["no program at all", "#!/nowhere/at/all\n"])
def test_a_version_that_cannot_even_start_is_not_chosen(folder, script):
    assert refusal(lambda: put(folder, script=script)) is Code.UPDATE_UNFIT
    assert Chosen.read(folder) == Chosen()


def test_a_package_without_a_program_is_not_chosen(folder, monkeypatch):
    monkeypatch.setattr(staging, "program_in", lambda _place: None)
    assert refusal(lambda: put(folder)) is Code.UPDATE_UNFIT


def test_a_version_that_never_answers_is_ended(folder, monkeypatch):
    monkeypatch.setattr(staging, "PATIENCE", 0.3)
    monkeypatch.setattr(staging, "_LOOKS", 0.1)
    assert refusal(lambda: put(folder, script="#!/bin/sh\nexec sleep 600\n")) is Code.UPDATE_UNFIT


def test_the_trial_sees_a_home_of_its_own(folder, monkeypatch):
    monkeypatch.setenv("FIELDNOTES_HOME", "/nobody/knows")
    script = '#!/bin/sh\ntest -d "$FIELDNOTES_HOME" && test "$QT_QPA_PLATFORM" = offscreen && test "$1" = --selftest\n'
    put(folder, script=script)
    assert Chosen.read(folder).next == "0.2.0"


def test_a_package_with_one_other_byte_is_thrown_away_before_it_is_opened(folder):
    build = packed(folder / INCOMING)
    package = folder / INCOMING / build.file
    data = bytearray(package.read_bytes())
    data[-1] ^= 1
    package.write_bytes(data)
    assert refusal(lambda: stage(folder, "0.2.0", build, package, LongAct())) is Code.UPDATE_WRONG
    assert left(folder) == []


def archive(folder, *members):
    """A package of these members, honestly described."""
    path = folder / INCOMING / "package.tar.xz"
    with tarfile.open(path, "w:xz", preset=0) as packed_in:
        for member, data in members:
            member.size = len(data)
            packed_in.addfile(member, io.BytesIO(data))
    data = path.read_bytes()
    return Build(PLATFORM, path.name, len(data), 10_000, hashlib.sha256(data).hexdigest()), path


def named(name, kind=tarfile.REGTYPE, to=""):
    member = tarfile.TarInfo(name)
    member.type, member.linkname, member.mode = kind, to, 0o4755
    return member


@pytest.mark.parametrize(
    "member",
    [
        named("../outside"), named("/outside"), named("link", tarfile.SYMTYPE, "../../outside"),
        named("hard", tarfile.LNKTYPE, "../../outside"), named("pipe", tarfile.FIFOTYPE),
        named("disk", tarfile.BLKTYPE),
    ],
    ids=lambda member: member.name,
)  # fmt: skip
def test_nothing_leads_out_of_a_package(folder, member):
    build, package = archive(folder, (member, b""))
    before = sorted(path.name for path in folder.parent.iterdir())
    code = refusal(lambda: stage(folder, "0.2.0", build, package, LongAct()))
    assert code in (Code.UPDATE_WRONG, Code.UPDATE_UNFIT)
    assert sorted(path.name for path in folder.parent.iterdir()) == before
    assert not place_of(folder, "0.2.0").exists()


def test_a_package_does_not_swell(folder):
    build, package = archive(folder, (named("fieldnotes"), bytes(10_001)))
    assert refusal(lambda: stage(folder, "0.2.0", build, package, LongAct())) is Code.UPDATE_WRONG


def test_what_is_no_archive_is_refused(folder):
    path = folder / INCOMING / "package.tar.xz"
    path.write_bytes(b"PK\x03\x04 something else")
    build = Build(PLATFORM, path.name, path.stat().st_size, 10, hashlib.sha256(path.read_bytes()).hexdigest())
    assert refusal(lambda: stage(folder, "0.2.0", build, path, LongAct())) is Code.UPDATE_WRONG


def test_no_room_is_said_before_the_first_byte(folder, monkeypatch):
    full = replace_usage(free=unpacking._SPARE)
    monkeypatch.setattr(unpacking.shutil, "disk_usage", full)
    assert refusal(lambda: put(folder)) is Code.DISK_FULL
    assert Chosen.read(folder) == Chosen()


def replace_usage(free):
    class Usage:
        def __init__(self, _folder):
            self.free = free

    return Usage


def test_a_person_may_stop_it_until_it_is_chosen(folder):
    build = packed(folder / INCOMING)
    act = LongAct(cancelled=lambda: True)
    assert refusal(lambda: stage(folder, "0.2.0", build, folder / INCOMING / build.file, act)) is Code.CANCELLED
    assert Chosen.read(folder) == Chosen()


def test_two_windows_do_not_update_at_once(folder):
    with alone(folder):
        assert refusal(lambda: alone(folder).__enter__()) is Code.UPDATE_BUSY


def test_versions_nobody_starts_any_more_are_taken_away_but_not_the_running_one(folder, monkeypatch):
    for version in ("0.1.1", "0.1.2", "0.1.3", "0.1.4"):
        place_of(folder, version).mkdir(parents=True)
    monkeypatch.setattr(sys, "executable", str(place_of(folder, "0.1.1") / "fieldnotes"))
    Chosen(current="0.1.4", former="0.1.3").write(folder)
    put(folder)
    assert left(folder) == ["0.1.1", "0.1.3", "0.1.4", "0.2.0"]


def test_a_frozen_program_does_not_hand_on_its_own_libraries(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle")
    assert "LD_LIBRARY_PATH" not in clean_environment()
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/own")
    assert clean_environment()["LD_LIBRARY_PATH"] == "/own"
    assert clean_environment()["PYINSTALLER_RESET_ENVIRONMENT"] == "1"


def prepared(folder):
    """A program that has been updated once already, with the next package at hand."""
    (folder / INCOMING).mkdir(parents=True)
    place_of(folder, "0.2.0").mkdir(parents=True)
    (place_of(folder, "0.2.0") / "fieldnotes").write_text("#!/bin/sh\n")
    Chosen(current="0.2.0").write(folder)
    return packed(folder / INCOMING, "0.3.0")


def check_killed(folder, step):
    """Kill the act before a step: what is chosen is there and whole, and the same act then ends well."""
    build = prepared(folder)
    package = (folder / INCOMING / build.file).read_bytes()
    killed_at(step, stage_incoming, folder, str(folder), build)
    starts = list(to_start(folder, "0.1.0"))
    assert starts
    for start in starts:
        assert os.access(start.program, os.R_OK)
        assert start.version == "0.2.0" or (start.program.parent / "data" / "words.txt").read_text() == "ord\n"
    (folder / INCOMING / build.file).write_bytes(package)
    stage_incoming(str(folder), build)
    assert [start.version for start in to_start(folder, "0.1.0")] == ["0.3.0", "0.2.0"]


def counted(tmp_path):
    build = prepared(tmp_path / "counted")
    return steps_of(stage_incoming, tmp_path / "counted", str(tmp_path / "counted"), build)


def test_killed_before_any_step_a_whole_program_is_chosen(tmp_path):
    steps = counted(tmp_path)
    assert steps >= 10
    for step in range(1, steps + 1):
        check_killed(tmp_path / str(step), step)


def test_no_error_of_staging_is_a_bug(folder):
    """Whatever the disk says, it is one of the two kinds of problem."""
    build = packed(folder / INCOMING)
    wrong = replace(build, unpacked=1)
    with pytest.raises((Refused, Unavailable)):
        stage(folder, "0.2.0", wrong, folder / INCOMING / build.file, LongAct())
