"""The first step: which language, then the windows or a command. Imports nothing heavy before it must."""

import gc
import os
import sys
from collections.abc import Sequence

from fieldnotes.boot import catalogues
from fieldnotes.boot.memory import protect_memory
from fieldnotes.boot.newer_program import has_started
from fieldnotes.boot.settings import Settings, hub_folder, profile_folder, settings_file
from fieldnotes.domain.errors import Refused
from fieldnotes.language.sentences import sentence
from fieldnotes.language.translation import translate


def start(arguments: Sequence[str]) -> int:
    """Run the desktop app (no arguments) or a command; gives the exit status."""
    if not arguments:
        gc.disable()  # costs a twentieth of the way to the first paint; `ui/collecting.py` takes over
    protect_memory()
    settings = read_settings()
    if arguments[:1] == ["--ask"] and len(arguments) == 2:  # noqa: PLR2004 - the word and the question
        from fieldnotes.boot.machine_questions import answer

        return answer(arguments[1])
    if arguments[:1] == ["--selftest"]:
        from fieldnotes.boot.selftest import selftest

        return selftest(arguments[1:])
    if not arguments:
        from fieldnotes.boot.windows import open_windows

        return open_windows(profile_folder(), settings)
    from fieldnotes.boot.commands import run_command

    status = run_command(arguments, profile_folder(), hub_folder())
    has_started()
    return status


def read_settings() -> Settings:
    """Read the settings and speak their language; FIELDNOTES_LANGUAGE overrides it."""
    catalogues.speak("sv")
    try:
        settings = Settings.read(settings_file())
    except Refused as refused:
        print(sentence(refused, translate), file=sys.stderr)  # noqa: T201 - nobody else can tell yet
        settings = Settings()
    wished = os.environ.get("FIELDNOTES_LANGUAGE")
    chosen = wished if wished in catalogues.LANGUAGES else settings.language
    if chosen != "sv":
        catalogues.speak(chosen)
    return settings
