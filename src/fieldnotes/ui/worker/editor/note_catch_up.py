"""Joins what is not written down yet with the bar, and the command key with the voice. Hears nothing itself."""

from PySide6.QtCore import QObject

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.toast import announce
from fieldnotes.ui.worker.editor.catch_up_presenter import CatchUpPresenter
from fieldnotes.ui.worker.editor.dictation_bar import DictationBar, Speaking
from fieldnotes.ui.worker.editor.dictation_presenter import DictationPresenter
from fieldnotes.ui.worker.editor.once import Once
from fieldnotes.ui.worker.editor.presenter import EditorPresenter
from fieldnotes.ui.worker.editor.surfaces import DictationSurface
from fieldnotes.ui.worker.editor.voice_ready import READY_AFTER


class NoteCatchUp(QObject):
    """Owns the presenter; the recogniser is made ready a moment after the note is on the screen."""

    def __init__(
        self,
        parent: QObject,
        note: EditorPresenter,
        dictation: DictationPresenter,
        place: DictationSurface,
        dock: DictationBar,
    ) -> None:
        super().__init__(parent)
        self._place, self._dock, self._voice = place, dock, dictation.voice
        self.presenter = CatchUpPresenter(note, dictation, self)
        self._soon = Once(self)
        self._soon.rang.connect(self._voice.prepare)
        dock.rest_asked.connect(self.presenter.write_down)
        dock.cancel_asked.connect(self.presenter.cancel)

    def opened(self) -> None:
        """See what waits, and make the recogniser ready once the note is drawn."""
        self.presenter.look()
        self._soon.start(READY_AFTER)

    def left(self) -> None:
        """Let the recogniser go; nobody speaks here for now."""
        self._soon.stop()
        self._voice.rest()

    def show_unwritten(self, seconds: int) -> None:
        """Draw how many seconds are not written down, with the button that writes them."""
        words = _("{seconds} seconds are not written down yet").format(seconds=seconds) if seconds else ""
        if words:
            self._dock.show_words(words)
            announce(self._dock, words)
        self._dock.show_rest(seconds)

    def show_writing(self, percent: int) -> None:
        """Draw how much of them is written."""
        self._dock.show_state(Speaking.FILE)
        self._dock.show_progress(percent)
        self._dock.show_words(_("Writing down what was said … {percent} %").format(percent=percent))

    def show_silent(self, words: str) -> None:
        """Draw that nothing is heard any more, and one sentence."""
        self._place.show_silent(words)
