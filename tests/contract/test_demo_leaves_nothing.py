"""Nothing of a note can be read beside the paper: not after the demo, not at any moment while it ran."""

import resource

import pytest
from pypdf import PdfReader

from demo_walk import DemoWalk, demo
from readable_bytes import WORDS, found_in_bytes, found_in_files

__all__ = ["demo"]

pytestmark = pytest.mark.timeout(900)  # whichever test comes first waits for the whole walk


def test_the_words_are_those_of_this_demo(demo: DemoWalk) -> None:
    """Each word searched for is on the paper, so a find would be a leak."""
    assert len(WORDS) >= 10
    pages = PdfReader(demo.folder / "hembesok.pdf").pages
    paper = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert [word for word in WORDS if word not in paper] == []


def test_the_hubs_own_disk_holds_no_more_than_what_a_case_is_found_by(demo: DemoWalk) -> None:
    """rules: SEC-9 – what a case holds lies under the case's own key; its number and the child's name are its card."""
    files = [path for path in (demo.folder / "hub").rglob("*") if path.is_file()]
    assert files
    found = {word for path in files for word in found_in_bytes(path.read_bytes())}
    assert found == {"Sandin", "BV-2026-0142"}


def test_no_word_could_be_read_at_any_moment(demo: DemoWalk) -> None:
    """rules: SEC-9 – profiles with their live -wal, temporary folder, home and cache, looked at all the while."""
    assert demo.status == 0, demo.err
    assert {"store.db", "store.db-wal", "keys.json"} <= demo.files_looked_at
    assert demo.readable == set()


def test_no_word_can_be_read_afterwards(demo: DemoWalk) -> None:
    """rules: SEC-9"""
    files = list(demo.searched_files())
    assert {"store.db", "keys.json", "signed-light.png"} <= {path.name for path in files}
    assert found_in_files(files) == set()
    assert found_in_bytes(demo.err.encode("utf-8")) == set()
    assert list(demo.temporary.rglob("*")) == []


def test_no_process_of_the_demo_may_leave_a_core_file(demo: DemoWalk) -> None:
    """rules: SEC-9 – started where core files are allowed, the program forbids them to itself and its children."""
    assert demo.core_limits == {(0, 0)}
    assert resource.getrlimit(resource.RLIMIT_CORE)[1] != 0, "with nothing allowed here, nothing is shown"
