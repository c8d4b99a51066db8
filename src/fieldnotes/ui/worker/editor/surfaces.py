"""The editor's window as each presenter sees it: what they ask is drawn by the view's parts. Decides nothing."""

from PySide6.QtCore import QObject, Signal

from fieldnotes.domain.json_value import Json
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.toast import announce
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.editor.dictation_bar import Speaking
from fieldnotes.ui.worker.editor.note_window import Opened
from fieldnotes.ui.worker.editor.proposed import Proposed
from fieldnotes.ui.worker.editor.states import SheetState, States, TopState, Where
from fieldnotes.ui.worker.editor.view import EditorView


class NoteSurface(QObject):
    """For the presenter of the note."""

    opened_form = Signal()
    opened_signed = Signal()
    saved = Signal()

    def __init__(self, view: EditorView, shell: Shell) -> None:
        super().__init__(view)
        self._view = view
        self._shell = shell
        self._may_correct = False

    def show_form(self, opened: Opened, proposed: Proposed, where: Where | None) -> None:
        """Draw a draft to write in."""
        self._view.show_form(opened, proposed, where)
        self.opened_form.emit()

    def show_signed(self, opened: Opened) -> None:
        """Draw a signed note to read."""
        self._may_correct = opened.note.may_edit
        before = self._view.signed
        answers, focused = before.answering() if before is not None else ({}, False)
        self._view.show_signed(opened).resume(answers, focused=focused)
        self.opened_signed.emit()

    def show_top(self, state: TopState) -> None:
        """Draw the bar above."""
        self._view.show_top(state, may_correct=self._may_correct)

    def show_states(self, states: States) -> None:
        """Draw how far each section has come."""
        self._view.show_states(states)

    def show_family(self, lines: tuple[str, ...]) -> None:
        """Draw what the family saw and said."""
        self._view.side.show_family(lines)

    def show_value(self, section: str, field: str, value: Json) -> None:
        """Draw a value that came from elsewhere."""
        self._view.form.show_value(section, field, value)

    def show_saved(self) -> None:
        """Tell those who wait for a save."""
        self.saved.emit()

    def where(self) -> Where | None:
        """Say where the person is."""
        return self._view.form.where()

    def explain(self, error: Exception) -> None:
        """Say a problem in one sentence."""
        self._shell.explain(error)


class SignSurface(QObject):
    """For the presenter that signs."""

    def __init__(self, view: EditorView, shell: Shell) -> None:
        super().__init__(view)
        self._view = view
        self._shell = shell

    def show_sheet(self, state: SheetState) -> None:
        """Open the list before signing, or draw it anew; a field with a block says so too."""
        self._view.show_sheet(state)
        self._view.form.show_findings(state.blocks)

    def close_sheet(self) -> None:
        """Close it."""
        self._view.close_sheet()

    def say(self, text: str) -> None:
        """Say that something was done."""
        self._shell.say(text)

    def explain(self, error: Exception) -> None:
        """Say a problem in one sentence."""
        self._shell.explain(error)


class DictationSurface(QObject):
    """For the presenter that listens."""

    def __init__(self, view: EditorView) -> None:
        super().__init__(view)
        self._view = view
        self._microphone = ""

    def name_microphone(self, name: str) -> None:
        """Remember which microphone listens."""
        self._microphone = name

    def place_here(self) -> str:
        """Say where speech would go now."""
        return self._view.speaking.place_here()

    def show_listening(self, place: str) -> None:
        """Draw that it listens for a place."""
        self._view.speaking.begin(place)
        self._view.show_live(place.partition(".")[0])
        self._view.dock.show_state(Speaking.LISTENING)
        self._view.dock.show_seconds(0)
        calm = _("everything stays on this computer")
        self._view.dock.show_words(" · ".join(part for part in (self._microphone, calm) if part))
        announce(self._view, _("Dictation has started"))

    def show_hearing(self, place: str, words: str) -> None:
        """Draw words that are not settled, and follow the speech to another section."""
        section = place.partition(".")[0]
        moved = section != self._view.live
        self._view.speaking.hear(place, words)
        self._view.show_live(section)
        if moved:
            self._view.speaking.begin(place)

    def show_finishing(self) -> None:
        """Draw that the last words are being written."""
        self._view.dock.show_state(Speaking.FINISHING)

    def show_silent(self, words: str) -> None:
        """Draw that nobody listens any more, and one sentence."""
        self._view.speaking.end()
        self._view.show_live("")
        self._view.dock.show_state(Speaking.IDLE)
        self._view.dock.show_words(words or resting_words())
        announce(self._view, words or _("Dictation has stopped"))

    def show_file(self, percent: int) -> None:
        """Draw how much of a file has been heard."""
        self._view.dock.show_state(Speaking.FILE)
        self._view.dock.show_progress(percent)
        self._view.dock.show_words(_("Hearing the file … {percent} %").format(percent=percent))

    def show_time(self, seconds: int) -> None:
        """Draw for how long it has listened."""
        self._view.dock.show_seconds(seconds)


def resting_words() -> str:
    """Say what the bar is for while nobody speaks."""
    return _("F9 starts and stops · everything stays on this computer")
