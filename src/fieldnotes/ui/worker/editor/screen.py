"""The editor as a screen of the shell: joins the window with its presenters. Reached by `Place("note", id)`."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout

from fieldnotes.casework import read_note
from fieldnotes.casework.desk import Changed
from fieldnotes.domain.json_value import Json
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shared.microphone import Microphone, loudness
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.places import Place, Shell
from fieldnotes.ui.worker.editor.begun_answers import BegunAnswers
from fieldnotes.ui.worker.editor.check_presenter import CheckPresenter
from fieldnotes.ui.worker.editor.dictation_presenter import DictationPresenter
from fieldnotes.ui.worker.editor.dictation_screen import SoundSource
from fieldnotes.ui.worker.editor.full_screen import FullScreen
from fieldnotes.ui.worker.editor.heard_presenter import HeardPresenter
from fieldnotes.ui.worker.editor.laid_in import lay_in
from fieldnotes.ui.worker.editor.note_catch_up import NoteCatchUp
from fieldnotes.ui.worker.editor.note_language import NoteLanguage
from fieldnotes.ui.worker.editor.note_on_paper import NoteOnPaper
from fieldnotes.ui.worker.editor.note_plain import NotePlain
from fieldnotes.ui.worker.editor.note_recording import NoteRecording
from fieldnotes.ui.worker.editor.note_signing import NoteSigning
from fieldnotes.ui.worker.editor.note_spelling import NoteSpelling
from fieldnotes.ui.worker.editor.note_time import NoteTime
from fieldnotes.ui.worker.editor.once import Once
from fieldnotes.ui.worker.editor.presenter import EditorPresenter
from fieldnotes.ui.worker.editor.proposal_list import ProposalList
from fieldnotes.ui.worker.editor.shapes import next_steps
from fieldnotes.ui.worker.editor.sign_presenter import SignPresenter
from fieldnotes.ui.worker.editor.signed_acts import SignedActs
from fieldnotes.ui.worker.editor.surfaces import (
    DictationSurface,
    HeardSurface,
    NoteSurface,
    Player,
    SignSurface,
    resting_words,
)
from fieldnotes.ui.worker.editor.view import EditorView
from fieldnotes.ui.worker.files.note_files import NoteFiles
from fieldnotes.ui.worker.life.note_life import NoteLife
from fieldnotes.ui.worker.note_earlier import NoteEarlier

if TYPE_CHECKING:
    from fieldnotes.ui.worker.taking_home.note_taking_home import NoteTakingHome

COMMAND_KEY = Qt.Key.Key_F7
"""Held while a command is spoken."""


class FrameSource(SoundSource, Protocol):
    """A source of sound as Qt knows it; tests hand in one that plays a file."""

    frames: SignalInstance
    failed: SignalInstance
    changed: SignalInstance


class EditorScreen(Screen):
    """One open note in the window."""

    show_to_family_asked = Signal(str)
    """The note, once every word is saved."""
    immersive = True
    _speaks_soon = False
    taking_home: "NoteTakingHome | None" = None
    _begun: BegunAnswers | None = None

    def __init__(
        self, shell: Shell, note: str, source: FrameSource | None = None, player: Player | None = None
    ) -> None:
        super().__init__(_("Note"))
        self._shell = shell
        self.view = EditorView(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.view)
        self.surface = NoteSurface(self.view, shell)
        saving, checking, ticking = (Once(self) for _number in range(3))
        self.note = EditorPresenter(shell.desk, shell.tasks, self.surface, note, saving)
        self.checks = CheckPresenter(self.note, self.view.side, checking)
        self.plain = NotePlain(self, self.note, self.view)
        self.signing = SignPresenter(self.note, SignSurface(self.view, shell))
        self._heard = DictationSurface(self.view)
        self._source: FrameSource = source or Microphone(self)
        self.dictation = DictationPresenter(self.note, self._heard, self._source, ticking)
        self._heard_again = HeardSurface(self.view, shell, player)
        self.heard = HeardPresenter(self.note, self._heard_again)
        saving.rang.connect(self.note.due)
        checking.rang.connect(self.checks.look)
        ticking.rang.connect(self.dictation.look)
        self._life, self._time = NoteLife(self, shell, note), NoteTime(self.view, self.note)
        self.earlier = NoteEarlier(self, shell, self._enter)
        self.files = NoteFiles(self, shell, note, Once(self))
        self.recording = NoteRecording(self, shell, self.note, self.dictation, self._heard)
        self._rest = NoteCatchUp(self, self.note, self.dictation, self._heard, self.view.dock)
        self.recording.again_asked.connect(self._rest.presenter.write_again)
        self._language = NoteLanguage(shell, self.dictation.voice.standby, self.view.dock.language)
        self._wire_note()
        self._wire_signing()
        self._wire_speaking()

    def entered(self) -> None:
        """Open the note, once; later visits find it as it was left."""
        if self.note.opened is None:
            self.note.open()

    def speak(self) -> None:
        """Begin to listen, as soon as the note is open."""
        opened = self.note.opened
        self._speaks_soon = opened is None
        if opened is not None and opened.note.is_draft and not self.dictation.listening:
            self._toggle()

    def left(self) -> None:
        """Stop listening and hand over every word."""
        self.dictation.stop()
        self._heard_again.be_silent()
        self._rest.left()
        self.full.left()
        self._time.keep()
        self.files.presenter.settle()
        self.note.leave()

    def take_change(self, change: object) -> None:
        """Look again when something was filed about this note by another act."""
        if isinstance(change, Changed):
            self.note.take_change(change)
            self.files.take_change(change)
            self.earlier.look()

    def _wire_note(self) -> None:
        view = self.view
        view.value_changed.connect(self.note.change)
        view.dealt.connect(self.note.deal)
        self.proposals = ProposalList(view, self.note)
        self.spelling = NoteSpelling(view, self.note)
        self.paper = NoteOnPaper(self, self._shell, self.note)
        self.full = FullScreen(view)
        view.side.paper_asked.connect(self.paper.open)
        view.back_asked.connect(self._back)
        view.side.sibling_asked.connect(lambda: self.note.save_now(self._life.open_siblings))
        view.side.history_asked.connect(self._show_history)
        view.side.take_home_asked.connect(self._take_home)
        view.side.versions_asked.connect(lambda: self._go_saved(Place("plain", self.note.note)))
        self.surface.saved.connect(self.checks.soon)
        self.surface.saved.connect(self.plain.presenter.soon)
        self.surface.opened_form.connect(self._form_opened)
        self.surface.opened_form.connect(self.spelling.opened)
        self.surface.saved.connect(self.spelling.presenter.soon)
        self.surface.opened_signed.connect(self._signed_opened)

    def _wire_signing(self) -> None:
        view = self.view
        view.top.family_asked.connect(self._show_family)
        NoteSigning(view, self.signing, self.proposals, self.dictation)

    def _wire_speaking(self) -> None:
        dock = self.view.dock
        dock.toggled.connect(self._toggle)
        self.recording.join(dock)
        dock.show_words(resting_words())
        self.view.sound_dropped.connect(self.recording.take_dropped)
        self.recording.other_files_dropped.connect(self._attach)
        self.view.place_entered.connect(self.dictation.turned)
        self.surface.opened_form.connect(self.heard.look)
        self.surface.saved.connect(self.heard.heard_more)
        self.view.heard_asked.connect(self.heard.play)
        self.view.heard_confirmed.connect(self.heard.confirm)
        self._source.frames.connect(self.dictation.feed)
        self._source.frames.connect(self._show_level)
        self._source.failed.connect(self.dictation.source_failed)
        self._source.changed.connect(self._microphone_changed)
        self.view.spoken.connect(self._rest.presenter.look)

    def _form_opened(self) -> None:
        opened = self.note.opened
        if opened is not None:
            self.rename(opened.note.label)
            self.files.show_in(self.view.form.files, may_add=opened.note.may_edit)
            form = self.view.form
            lay_in(self._shell, form, self.note)
            self.earlier.opened(form.earlier, opened.note.case, opened.note.note, next_steps(opened.form), form.values)
        self.view.side.show_checks(shown=True)
        self.checks.soon()
        self._rest.opened()
        self._language.opened()
        if self._speaks_soon:
            self.speak()

    def _enter(self, section: str, field: str, value: Json) -> None:
        """Take a value over that the person asked for beside the fields, and go there."""
        form = self.view.form
        form.show_value(section, field, value)
        form.value_changed.emit(section, field, value)
        form.go(section, field)

    def _signed_opened(self) -> None:
        signed, opened = self.view.signed, self.note.opened
        self._speaks_soon = False
        if signed is None or opened is None:
            return
        self.rename(opened.note.label)
        self.view.side.show_checks(shown=False)
        self.files.show_in(signed.files, may_add=opened.note.may_edit)
        signed.correct_asked.connect(self.signing.correct)
        acts = SignedActs(self, self._shell, self.note)
        acts.lay_beside(signed)
        if self._begun is None:
            self._begun = BegunAnswers(self._shell, self.note.note)
        self._begun.follow(signed)
        signed.answer_asked.connect(acts.answer)
        signed.pdf_asked.connect(acts.save_pdf)
        signed.misfiled_asked.connect(self._life.open_misfiled)
        signed.by_hand_asked.connect(self._life.open_by_hand)
        signed.notices.merge_asked.connect(lambda: self._shell.go(Place("merge", self.note.note)))
        signed.notices.cosign_asked.connect(acts.cosign)

    def _take_home(self) -> None:
        if self.taking_home is None:
            from fieldnotes.ui.worker.taking_home.note_taking_home import NoteTakingHome

            self.taking_home = NoteTakingHome(self, self._shell, self.note.note)
        self.taking_home.open()

    def step_back(self) -> bool:
        """Go to the case, as the button below the sections says."""
        self._back()
        return True

    def _back(self) -> None:
        opened = self.note.opened
        self._shell.go(Place("case", opened.note.case) if opened else Place("today"))

    def _show_family(self) -> None:
        self._go_saved(Place("family", self.note.note))

    def _go_saved(self, place: Place) -> None:
        """Go where the note is read from the store, once every word is in it."""

        def go() -> None:
            if place.screen == "family":
                self.show_to_family_asked.emit(place.subject)
            self._shell.go(place)

        self.dictation.stop()
        self.note.save_now(go)

    def _toggle(self) -> None:
        if not self.dictation.listening:
            self._heard.name_microphone(self._source.name())
        self.dictation.toggle()

    def _microphone_changed(self, name: str) -> None:
        self._heard.name_microphone(name)
        self.dictation.source_changed(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hear a command for as long as its key is held."""
        self._command(event, held=True)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Hear text again."""
        self._command(event, held=False)

    def _command(self, event: QKeyEvent, *, held: bool) -> None:
        if event.key() != COMMAND_KEY or not self.dictation.listening:
            event.ignore()
        elif not event.isAutoRepeat():
            self.dictation.voice.command(held=held)

    def _show_level(self, pcm: bytes) -> None:
        if not self.dictation.paused:
            self.view.dock.meter.show_level(loudness(pcm))

    def _attach(self, section: str, paths: list[str]) -> None:
        self.files.presenter.add([Path(path) for path in paths], section)

    def _show_history(self) -> None:
        desk, note = self._shell.desk, self.note.note
        self._shell.tasks.run(
            Lane.READ,
            lambda _job: read_note.history(desk, note),
            owner=self,
            done=self.view.show_history,
            failed=self._shell.explain,
        )


def build(shell: Shell, subject: str) -> Screen:
    """Build the editor of the note with this id; it reads the note when it is first shown."""
    return EditorScreen(shell, subject)
