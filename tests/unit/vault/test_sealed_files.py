"""A sealed file opens whole or not at all, whatever is done to its pieces."""

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.domain.errors import Code, FieldNotesError, Refused, Unavailable
from fieldnotes.vault import sealed_files
from fieldnotes.vault.sealed_files import opened, seal, unwrap_key, wrap_key
from fieldnotes.wire.sealed_container import (
    CHUNK_BYTES,
    HEADER_BYTES,
    LARGEST_FILE,
    TAG_BYTES,
    Header,
    key_check,
    piece_bounds,
    piece_hash,
    pieces_of,
)
from vault_samples import data_key

FILE = "0195d0f0-0000-7000-8000-00000000f11e"
OTHER = "0195d0f0-0000-7000-8000-00000000f11f"
STEP = CHUNK_BYTES + TAG_BYTES
CONTENT = b"".join(bytes([n]) * CHUNK_BYTES for n in (65, 66, 67)) + b"the end"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Three whole chunks and a short one."""
    path = tmp_path_factory.mktemp("sealed") / "file"
    return path, seal([CONTENT], path, FILE)


def pieces(path: Path) -> list[bytes]:
    """The header, then the chunks."""
    data = path.read_bytes()
    return [data[:HEADER_BYTES], *(data[at : at + STEP] for at in range(HEADER_BYTES, len(data), STEP))]


def refused(tmp_path: Path, data: bytes, key: bytes, file: str = FILE) -> bool:
    changed = tmp_path / "changed"
    changed.write_bytes(data)
    try:
        list(opened(changed, file, key))
    except Refused as problem:
        return problem.code is Code.ATTACHMENT_DAMAGED
    return False


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES])
def test_a_file_comes_back_as_it_was_at_every_boundary(tmp_path, size):
    content = bytes(n % 251 for n in range(1000)) * (size // 1000 + 1)
    made = seal([content[:size]], tmp_path / "file", FILE)
    assert b"".join(opened(tmp_path / "file", FILE, made.key)) == content[:size]
    assert (made.size, len(made.pieces)) == (size, pieces_of(size))
    data = (tmp_path / "file").read_bytes()
    bounds = [piece_bounds(size, number) for number in range(pieces_of(size))]
    assert [piece_hash(data[first : first + length]) for first, length in bounds] == list(made.pieces)
    assert sum(length for _, length in bounds) == len(data)


@settings(max_examples=25, deadline=None)
@given(portions=st.lists(st.binary(max_size=300), max_size=8))
def test_how_it_came_in_does_not_matter(tmp_path_factory, portions):
    path = tmp_path_factory.mktemp("portions") / "file"
    made = seal(iter(portions), path, FILE)
    assert b"".join(opened(path, FILE, made.key)) == b"".join(portions)


def test_two_seals_of_the_same_content_have_nothing_in_common(tmp_path):
    one, two = (seal([b"the same"], tmp_path / name, FILE) for name in ("one", "two"))
    assert one.key != two.key
    assert not set(one.pieces) & set(two.pieces)


def test_a_dropped_piece_is_noticed(made, tmp_path):
    path, sealed = made
    head, *chunks = pieces(path)
    for gone in range(len(chunks)):
        assert refused(tmp_path, head + b"".join(c for n, c in enumerate(chunks) if n != gone), sealed.key)


def test_swapped_and_repeated_pieces_are_noticed(made, tmp_path):
    path, sealed = made
    head, a, b, c, end = pieces(path)
    for order in ([b, a, c, end], [a, c, b, end], [a, a, b, c, end], [a, b, c, end, end], [a, b, c, c], [a, a, a, end]):
        assert refused(tmp_path, head + b"".join(order), sealed.key)


def test_a_cut_file_is_noticed_at_a_boundary_and_between(made, tmp_path):
    path, sealed = made
    data = path.read_bytes()
    for length in (0, 1, HEADER_BYTES, HEADER_BYTES + 1, HEADER_BYTES + STEP, HEADER_BYTES + 3 * STEP, len(data) - 1):
        assert refused(tmp_path, data[:length], sealed.key)


def test_anything_added_at_the_end_is_noticed(made, tmp_path):
    path, sealed = made
    for added in (b"\x00", bytes(TAG_BYTES), bytes(STEP)):
        assert refused(tmp_path, path.read_bytes() + added, sealed.key)


def test_every_byte_of_the_header_counts(made, tmp_path):
    path, sealed = made
    data = bytearray(path.read_bytes())
    for place in range(HEADER_BYTES):
        data[place] ^= 1
        assert refused(tmp_path, bytes(data), sealed.key)
        data[place] ^= 1


def test_a_chunk_of_another_file_is_noticed(made, tmp_path):
    path, sealed = made
    seal([CONTENT], tmp_path / "other", OTHER)
    head, a, _, c, end = pieces(path)
    _, _, foreign, _, _ = pieces(tmp_path / "other")
    assert refused(tmp_path, head + a + foreign + c + end, sealed.key)
    assert refused(tmp_path, path.read_bytes(), sealed.key, OTHER)


@settings(max_examples=60, deadline=None)
@given(change=st.data())
def test_no_change_of_the_bytes_passes(tmp_path_factory, change):
    """Any cut, insertion, deletion or flip of a small file is refused, never read as something else."""
    folder = tmp_path_factory.mktemp("any")
    sealed = seal([b"Elsa visar sitt rum."], folder / "file", FILE)
    data = (folder / "file").read_bytes()
    first = change.draw(st.integers(0, len(data) - 1))
    last = change.draw(st.integers(first, len(data)))
    changed = data[:first] + change.draw(st.binary(max_size=40)) + data[last:]
    if changed == data:
        assert b"".join(opened(folder / "file", FILE, sealed.key)) == b"Elsa visar sitt rum."
    else:
        assert refused(folder, changed, sealed.key)


def test_the_header_binds_the_key_so_that_no_other_key_reads_the_same_bytes(made, tmp_path):
    path, sealed = made
    assert refused(tmp_path, path.read_bytes(), bytes(32))
    assert Header.read(path.read_bytes()).key_check == key_check(sealed.key)


def test_sealing_needs_the_memory_of_a_few_chunks_however_large_the_file_is(tmp_path):
    tracemalloc.start()
    made = seal((bytes(CHUNK_BYTES // 4) for _ in range(4 * 24)), tmp_path / "file", FILE)
    for _ in opened(tmp_path / "file", FILE, made.key):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert made.size == 24 * CHUNK_BYTES
    assert peak < 8 * CHUNK_BYTES


def test_nothing_plain_is_ever_on_the_disk_and_a_source_that_breaks_leaves_nothing(tmp_path):
    def source():
        yield b"kaffe" * CHUNK_BYTES
        assert all(b"kaffe" not in path.read_bytes() for path in tmp_path.iterdir())
        raise Unavailable(Code.CANCELLED)

    with pytest.raises(Unavailable):
        seal(source(), tmp_path / "file", FILE)
    assert list(tmp_path.iterdir()) == []


def test_a_file_over_the_limit_is_refused_before_it_fills_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(sealed_files, "LARGEST_FILE", CHUNK_BYTES)
    with pytest.raises(FieldNotesError) as problem:
        seal([bytes(CHUNK_BYTES), b"x"], tmp_path / "file", FILE)
    assert problem.value.code is Code.TOO_LARGE
    assert list(tmp_path.iterdir()) == []
    assert LARGEST_FILE == 200 * CHUNK_BYTES


def test_a_wrapped_key_opens_for_its_own_file_in_its_own_profile_only(vault, profiles, tmp_path, held_clock):
    key = bytes(range(32))
    wrapped = wrap_key(vault.key, FILE, key)
    assert unwrap_key(vault.key, FILE, wrapped) == key
    for file, changed in ((OTHER, wrapped), (FILE, wrapped[:-1]), (FILE, b""), (FILE, bytes(60))):
        with pytest.raises(Refused, match=r"attachment_damaged"):
            unwrap_key(vault.key, file, changed)
    assert key not in wrapped
    data_key(vault).erase()
