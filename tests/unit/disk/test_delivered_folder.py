"""Files and folders that are there whole or not at all, and a manifest that tells what is in one."""

import hashlib
import json

import pytest

from fieldnotes.disk.delivered_folder import delivered
from fieldnotes.disk.manifest import MANIFEST, Manifest, read_manifest, sums_below, write_manifest
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.long_act import LongAct
from fieldnotes.wire import canonical


def test_a_folder_is_delivered_with_what_was_put_in(tmp_path):
    with delivered(tmp_path / "deep" / "target", "mark") as part:
        assert part.stat().st_mode & 0o077 == 0
        (part / "a").write_bytes(b"1")
    assert (tmp_path / "deep" / "target" / "a").read_bytes() == b"1"
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["target"]


def test_two_at_once_for_one_place_do_not_meet(tmp_path):
    with delivered(tmp_path / "target", "mark") as part:
        with pytest.raises(Refused) as caught, delivered(tmp_path / "target", "mark"):
            pass
        assert part.exists()
    assert caught.value.code is Code.FILE_EXISTS


def test_what_somebody_else_put_there_meanwhile_stays(tmp_path):
    def meanwhile():
        with delivered(tmp_path / "target", "mark") as part:
            (part / "a").write_bytes(b"1")
            (tmp_path / "target").mkdir()
            (tmp_path / "target" / "theirs").write_bytes(b"2")

    with pytest.raises(Refused):
        meanwhile()
    assert [path.name for path in tmp_path.iterdir()] == ["target"]
    assert [path.name for path in (tmp_path / "target").iterdir()] == ["theirs"]


def test_what_a_killed_act_left_is_cleared(tmp_path):
    (tmp_path / ".target.mark.part").mkdir()
    (tmp_path / ".target.mark.part" / "old").write_bytes(b"0")
    with delivered(tmp_path / "target", "mark") as part:
        (part / "a").write_bytes(b"1")
    assert [path.name for path in (tmp_path / "target").iterdir()] == ["a"]


def signed_anew(folder, change):
    """Change a manifest and give it a right fingerprint, as somebody who means ill would."""
    whole = json.loads((folder / MANIFEST).read_text())
    change(whole)
    content = {name: whole[name] for name in ("format", "about", "files")}
    whole["sha256"] = hashlib.sha256(canonical.encode(content)).hexdigest()
    (folder / MANIFEST).write_text(json.dumps(whole))


@pytest.mark.parametrize("name", ["../store.db", "/etc/passwd", "a/../../b", "C:\\x", "..", ""])
def test_a_name_never_leads_out_of_the_folder(tmp_path, name):
    (tmp_path / "a").write_bytes(b"1")
    write_manifest(tmp_path, Manifest("f/1", {"at": "now"}, tuple(sums_below(tmp_path, LongAct()))))
    assert [one.name for one in read_manifest(tmp_path, "f/1").files] == ["a"]
    signed_anew(tmp_path, lambda whole: whole["files"][0].update(name=name))
    with pytest.raises(Refused) as caught:
        read_manifest(tmp_path, "f/1")
    assert caught.value.code is Code.BACKUP_WRONG


def test_a_manifest_of_something_else_is_none(tmp_path):
    write_manifest(tmp_path, Manifest("f/1", {}, ()))
    with pytest.raises(Refused):
        read_manifest(tmp_path, "f/2")
