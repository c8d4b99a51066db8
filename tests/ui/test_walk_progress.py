"""A section and the list of what is left say the same about it.

rules: DOC-1
"""

from editor_window import begin, open_editor, type_text
from fieldnotes.ui.worker.editor.progress import Progress


def test_a_section_that_lacks_only_the_clock_is_done(qtbot, desk, tasks, frame):
    frame.tasks = tasks
    editor = open_editor(qtbot, frame, begin(desk))
    assert editor.view._states["grunddata"] is Progress.EMPTY
    type_text(editor.view.form.field("grunddata", "purpose").writing, "Se hur Elsa har det.")
    assert "end" not in editor.note.values["grunddata"]
    qtbot.waitUntil(lambda: editor.view._states["grunddata"] is Progress.DONE)
