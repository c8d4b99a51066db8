"""Joins pause, the list of who is heard, and dropped recordings with their presenters. Hears nothing itself."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from fieldnotes.casework.second_opinion import Opinion
from fieldnotes.domain.file_types import SOUND_ENDINGS
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.editor.decoded_sound import DecodedSound
from fieldnotes.ui.worker.editor.dictation_bar import DictationBar
from fieldnotes.ui.worker.editor.dictation_presenter import DictationPresenter
from fieldnotes.ui.worker.editor.opinion_bar import OpinionBar
from fieldnotes.ui.worker.editor.opinion_presenter import OpinionPresenter
from fieldnotes.ui.worker.editor.presenter import EditorPresenter
from fieldnotes.ui.worker.editor.recorded_panel import RecordedPanel
from fieldnotes.ui.worker.editor.recorded_presenter import HeardRow, RecordedPresenter, SoundRow
from fieldnotes.ui.worker.editor.recording_presenter import RecordingPresenter, RecordingScreen


class SpeakingPlace(RecordingScreen, Protocol):
    """The window as dictation sees it."""

    def place_here(self) -> str:
        """Say where speech would go now."""
        ...


class NoteRecording(QObject):
    """Owns both presenters and the panel, which is made when it is first asked for."""

    other_files_dropped = Signal(str, list)
    """Section, paths: files that are no recordings."""
    again_asked = Signal(str)
    """A recording to write down once more."""

    def __init__(
        self, screen: QWidget, shell: Shell, note: EditorPresenter, dictation: DictationPresenter, place: SpeakingPlace
    ) -> None:
        super().__init__(screen)
        self._screen, self._shell, self._place = screen, shell, place
        self._dock: DictationBar | None = None
        self._rows: tuple[HeardRow, ...] = ()
        self._opinion: OpinionBar | None = None
        self.panel: RecordedPanel | None = None
        self.files = RecordingPresenter(note, dictation, place, DecodedSound)
        self.people = RecordedPresenter(note, dictation, self)
        self.opinions = OpinionPresenter(note, self)
        self._dictation = dictation
        dictation.settled = self.opinions.heard

    def join(self, dock: DictationBar) -> None:
        """Take the bar's buttons."""
        self._dock = dock
        dock.pause_asked.connect(self._dictation.pause)
        dock.people_asked.connect(self.open_people)
        dock.file_asked.connect(self._ask_for_sound)
        dock.cancel_asked.connect(self.files.cancel)

    def take_dropped(self, section: str, path: str) -> None:
        """Write down a recording where it was dropped; any other file belongs to the section from now on."""
        if path.lower().endswith(SOUND_ENDINGS):
            self.files.hear([Path(path)], section)
        else:
            self.other_files_dropped.emit(section, [path])

    def open_people(self) -> None:
        """Open the list of who may be heard."""
        if self.panel is None:
            self.panel = RecordedPanel(self._screen)
            self.panel.heard_asked.connect(lambda person, heard: self.people.hear(person, heard=heard))
            self.panel.yes_said.connect(self.people.agree)
            self.panel.no_said.connect(self.people.withdraw)
            self.panel.again_asked.connect(self.again_asked)
        self.panel.open_list()
        self.people.look()

    def show_opinion(self, opinion: Opinion | None, waiting: int) -> None:
        """Draw what a second engine would write, in a line above the bar that is made when it is first needed."""
        if self._opinion is None and self._dock is not None:
            beside = self._dock.parentWidget()
            self._opinion = OpinionBar(beside)
            self._opinion.taken.connect(self.opinions.take)
            self._opinion.left.connect(self.opinions.leave)
            column = beside.layout() if beside is not None else None
            if isinstance(column, QVBoxLayout):
                column.insertWidget(column.indexOf(self._dock), self._opinion)
        if self._opinion is not None:
            self._opinion.show_opinion(opinion, waiting)

    def show_people(self, rows: tuple[HeardRow, ...]) -> None:
        """Draw the list, if it is there."""
        self._rows = rows
        if self.panel is not None:
            self.panel.show_people(rows)

    def show_sound(self, rows: tuple[SoundRow, ...]) -> None:
        """Draw the kept sound in the list, if it is there."""
        if self.panel is not None:
            self.panel.show_sound(rows)

    def show_heard(self, names: Sequence[str]) -> None:
        """Draw on the bar who is heard."""
        if self._dock is not None:
            self._dock.show_heard(tuple(names))

    def say(self, text: str) -> None:
        """Say what was done, or why not."""
        self._shell.say(text)

    def _ask_for_sound(self) -> None:
        """Ask for recordings without stopping the window."""
        place = self._place.place_here()
        endings = " ".join(f"*{ending}" for ending in SOUND_ENDINGS)
        kinds = _("Sound files ({endings})").format(endings=endings)
        dialog = QFileDialog(self._screen, _("Dictate a file"), str(Path.home()), kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.files.hear([Path(path) for path in paths], place))
        dialog.open()
