"""Joins the card of a note's files with its presenter, and asks where files lie and where copies go."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QFileDialog, QWidget

from fieldnotes.casework.desk import Changed
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.files.files_card import FilesCard
from fieldnotes.ui.worker.files.files_presenter import FilesPresenter, Later
from fieldnotes.ui.worker.files.files_state import FilesState


class Bell(Later, Protocol):
    """A timer as Qt knows it."""

    rang: SignalInstance


class NoteFiles(QObject):
    """Owns the presenter; the card changes when the note is shown anew."""

    def __init__(self, screen: QWidget, shell: Shell, note: str, later: Bell) -> None:
        super().__init__(screen)
        self._screen, self._shell = screen, shell
        self._card: FilesCard | None = None
        self._state = FilesState()
        self.presenter = FilesPresenter(shell.desk, shell.tasks, self, note, later)
        later.rang.connect(self.presenter.settle)

    def show_in(self, card: FilesCard, *, may_add: bool) -> None:
        """Show the files in this card from now on."""
        self._card = card
        card.add_asked.connect(self._choose)
        card.dropped.connect(lambda paths: self.presenter.add([Path(path) for path in paths]))
        card.remove_asked.connect(self.presenter.remove)
        card.undo_asked.connect(self.presenter.undo)
        card.save_asked.connect(self._save)
        card.fetch_asked.connect(self.presenter.fetch)
        card.cancel_asked.connect(self.presenter.cancel)
        card.original.setChecked(self.presenter.original)
        card.original_chosen.connect(self.presenter.keep_original)
        card.destroyed.connect(lambda: self._let_go(card))
        self.presenter.open(may_add=may_add)

    def take_change(self, change: Changed) -> None:
        """Look again when something happened to the note."""
        if self._card is not None:
            self.presenter.take_change(change)

    def show_files(self, state: FilesState) -> None:
        """Draw the card, if there is one."""
        if self._card is not None:
            self._card.show_files(state)

    def say(self, text: str) -> None:
        """Say that something was done."""
        self._shell.say(text)

    def explain(self, error: Exception) -> None:
        """Say a problem in one sentence."""
        self._shell.explain(error)

    def _let_go(self, card: FilesCard) -> None:
        if self._card is card:
            self._card = None

    def _choose(self) -> None:
        """Ask which files, without stopping the window."""
        dialog = QFileDialog(self._screen, _("Attach files"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.presenter.add([Path(path) for path in paths]))
        dialog.open()

    def _save(self, attachment: str) -> None:
        """Ask where the copy goes; the title says what it will be."""
        dialog = QFileDialog(self._screen, _("Save a copy that is not encrypted"), str(Path.home()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(self.presenter.name_of(attachment))
        dialog.fileSelected.connect(lambda path: self.presenter.save_out(attachment, Path(path)))
        dialog.open()
