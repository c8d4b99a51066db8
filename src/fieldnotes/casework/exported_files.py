"""The files of an exported case: as they were attached, with what it takes to hold them against the signed record.

Sealing a file again with its key and header gives exactly the pieces whose hashes its entry names. Decides nothing.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from fieldnotes.casework.desk import Desk
from fieldnotes.disk.atomic_file import cannot_write, replacing
from fieldnotes.domain.errors import Code, FieldNotesError, Unavailable
from fieldnotes.domain.file_types import plain_name
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.vault import attachments
from fieldnotes.vault.attachments import Attachment
from fieldnotes.wire.base64_text import to_base64

FOLDER: Final = "files"
_NOT_GIVEN: Final = frozenset({Code.ATTACHMENT_ELSEWHERE, Code.ATTACHMENT_GONE})


def write_files(
    desk: Desk,
    cases: Sequence[str],
    withheld: frozenset[str],
    folder: Path,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Json]:
    """Write every signed file of these cases into a folder and list them, those that are not here with the reason.

    Args:
        desk: who writes.
        cases: the case, and those bound to it.
        withheld: hashes of entries that do not leave with this export.
        folder: where to write; each file in a folder of its own, named by its id.
        progress: told of bytes written and bytes in all.
        cancelled: asked between portions.

    Refused: ATTACHMENT_DAMAGED. Unavailable: CANNOT_WRITE, DISK_FULL, CANCELLED.
    """
    found = [one for case in cases for one in attachments.of_case(desk.vault, case) if one.entry not in withheld]
    total = sum(one.size for one in found)
    done = 0

    def step(more: int) -> None:
        nonlocal done
        if cancelled is not None and cancelled():
            raise Unavailable(Code.CANCELLED)
        done += more
        if progress is not None:
            progress(done, total)

    return [_write_one(desk, one, folder, step) for one in found]


def _write_one(desk: Desk, one: Attachment, folder: Path, step: Callable[[int], None]) -> JsonObject:
    path = folder / one.id / plain_name(one.name)
    try:
        key, header = attachments.key_of(desk.vault, one.id), attachments.header_of(desk.vault, one.id)
    except FieldNotesError as problem:
        if problem.code not in _NOT_GIVEN:
            raise
        return {"attachment": one.id, "missing": problem.code.value}
    try:
        path.parent.mkdir(parents=True)
    except OSError as problem:
        raise cannot_write(problem, path.name) from None
    with replacing(path) as file:
        for portion in attachments.content(desk.vault, one.id):
            file.write(portion)
            step(len(portion))
    name = f"{FOLDER}/{one.id}/{path.name}"
    return {"attachment": one.id, "file": name, "key": to_base64(key), "header": to_base64(header)}
