"""Make a report for support: what this computer and this program are, and counts. It opens no note and names nobody."""

import json
import os
import platform
import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, timedelta
from importlib import metadata
from pathlib import Path

from fieldnotes import __version__
from fieldnotes.casework.desk import Desk, Workshop
from fieldnotes.casework.read_cases import status
from fieldnotes.casework.speech_models import models
from fieldnotes.casework.storage import storage
from fieldnotes.casework.view import View
from fieldnotes.casework.written_file import write_whole
from fieldnotes.domain.diagnostics import LIBRARIES, Diagnostics, only_allowed
from fieldnotes.domain.errors import FieldNotesError
from fieldnotes.vault import opening

FORMAT = "fieldnotes/diagnostics/1"
_MB = 1024 * 1024
_ASIDE = frozenset({"vosk-model-sv-mini"})
"""The shipped test model: it stands on no list, and everybody has it."""


@dataclass(frozen=True, slots=True)
class Reported(View):
    """A report that was written: its file, its fingerprint, how many facts it tells and how many were left out."""

    file: str
    sha256: str
    facts: int
    left_out: int


def write_report(
    workshop: Workshop, folder: Path, path: Path, desk: Desk | None, seen: Mapping[str, object]
) -> Reported:
    """Write the report as JSON that a person can read before it is sent.

    Args:
        workshop: what the program works with.
        folder: where the profile lies; never told.
        path: where the report is written.
        desk: the open profile, for its counts; None: not open.
        seen: what only the caller can see (screens, checks); tried by the same list as everything else.

    Raises:
        Unavailable: CANNOT_WRITE, DISK_FULL.
    """
    told = _told(workshop, folder, desk, seen)
    made = workshop.clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
    content = {"format": FORMAT, "made": made, "facts": dict(told.facts), "left_out": told.left_out}
    done = write_whole(path, f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode())
    return Reported(done.file, done.sha256, len(told.facts), told.left_out)


def _told(workshop: Workshop, folder: Path, desk: Desk | None, seen: Mapping[str, object]) -> Diagnostics:
    official = frozenset(model.name for model in workshop.speech.offered.models) | _ASIDE
    found = {**_program(workshop), **_libraries(), **_speech(workshop, official), **_profile(folder, desk), **seen}
    return only_allowed(found, official)


def _program(workshop: Workshop) -> dict[str, object]:
    release = re.match(r"\d+(?:\.\d+)*", platform.release())  # what a maker of a system adds to it is nobody's affair
    return {
        "program.version": __version__,
        "program.bundled": bool(getattr(sys, "frozen", False)),
        "program.language": workshop.language,
        "python.version": platform.python_version(),
        "system.name": platform.system(),
        "system.release": release.group() if release else "",
        "system.machine": platform.machine(),
        "system.processors": os.cpu_count() or 0,
    }


def _libraries() -> dict[str, object]:
    found: dict[str, object] = {}
    for name in LIBRARIES:
        try:
            found[f"library.{name}"] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[f"library.{name}"] = "missing"
    return found


def _speech(workshop: Workshop, official: frozenset[str]) -> dict[str, object]:
    try:
        names = [model.name for model in models(workshop)]
    except FieldNotesError:
        return {}
    known = tuple(sorted(name for name in names if name in official))
    return {"speech.models": known, "speech.own_models": len(names) - len(known)}


def _profile(folder: Path, desk: Desk | None) -> dict[str, object]:
    found: dict[str, object] = {"profile.there": opening.exists(folder), "profile.open": desk is not None}
    there = next((each for each in (folder, *folder.parents) if each.is_dir()), None)
    if there is not None:
        found["system.free_mb"] = shutil.disk_usage(there).free // _MB
    return found if desk is None else {**found, **_counted(desk)}


def _counted(desk: Desk) -> dict[str, object]:
    kept, now = storage(desk), status(desk)
    found: dict[str, object] = {
        "profile.joined": now.joined,
        "profile.mb": kept.bytes // _MB,
        "profile.entries": kept.entries,
        "profile.drafts": kept.drafts,
        "profile.files": kept.files,
        "profile.recordings": kept.recordings,
        "profile.waiting": now.waiting,
        "profile.files_waiting": now.files_waiting,
        "profile.set_aside": now.quarantined,
        "profile.conflicts": now.conflicts,
    }
    if now.last_contact is not None:
        found["profile.hours_since_contact"] = (desk.clock.now() - now.last_contact) // timedelta(hours=1)
    if now.clock_ahead is not None:
        found["profile.clock_ahead_minutes"] = now.clock_ahead // timedelta(minutes=1)
    return found
