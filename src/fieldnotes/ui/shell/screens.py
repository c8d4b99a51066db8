"""Which module draws which screen; imported when first opened, so the start stays quick. Knows no screen itself.

Each module offers `build(shell: Shell, subject: str) -> Screen` (see `fieldnotes/ui/shared/screen.py`).
"""

from importlib import import_module
from importlib.util import find_spec
from typing import cast

from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.places import Place, Shell

SCREENS = {
    "today": "fieldnotes.ui.worker.today_screen",
    "cases": "fieldnotes.ui.worker.cases_screen",
    "case": "fieldnotes.ui.worker.case_screen",
    "insight": "fieldnotes.ui.worker.folder.insight_screen",
    "note": "fieldnotes.ui.worker.editor.screen",
    "merge": "fieldnotes.ui.worker.merge.merge_screen",
    "family": "fieldnotes.ui.family.screen",
    "plain": "fieldnotes.ui.worker.plain.plain_page_screen",
    "queue": "fieldnotes.ui.supervisor.queue_screen",
    "join": "fieldnotes.ui.shell.join_screen",
    "security": "fieldnotes.ui.shell.security_screen",
    "account": "fieldnotes.ui.shell.account_screen",
    "kept": "fieldnotes.ui.shell.kept_screen",
    "storage": "fieldnotes.ui.shell.storage_screen",
    "updates": "fieldnotes.ui.shell.updates_screen",
    "dictation": "fieldnotes.ui.shell.dictation_settings_screen",
    "models": "fieldnotes.ui.shell.models_screen",
    "time": "fieldnotes.ui.worker.time_screen",
    "decide": "fieldnotes.ui.supervisor.decide_screen",
    "prepare": "fieldnotes.ui.admin.prepare_screen",
    "prepared": "fieldnotes.ui.admin.prepared_screen",
    "examples": "fieldnotes.ui.supervisor.example_list_screen",
    "deputies": "fieldnotes.ui.supervisor.deputies_screen",
    "aside": "fieldnotes.ui.supervisor.aside_screen",
    "templates": "fieldnotes.ui.worker.preview.templates_screen",
    "template": "fieldnotes.ui.worker.preview.template_screen",
}
"""Screen name -> module with `build`."""


def is_there(name: str) -> bool:
    """Tell whether this program has the screen."""
    module = SCREENS.get(name, "")
    package = module.rpartition(".")[0]
    return bool(module) and find_spec(package) is not None and find_spec(module) is not None


def build_screen(shell: Shell, place: Place) -> Screen:
    """Import a screen's module and build the screen; KeyError for a name nobody registered is a bug."""
    module = import_module(SCREENS[place.screen])
    return cast(Screen, module.build(shell, place.subject))
