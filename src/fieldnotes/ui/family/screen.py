"""The family view as a screen of the shell: room, showing, end. Joins views, presenters and the family's window."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from fieldnotes.casework.views import Shown
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.family.answering import Answering, still_said
from fieldnotes.ui.family.console_bar import ConsoleBar
from fieldnotes.ui.family.console_presenter import ConsolePresenter
from fieldnotes.ui.family.console_state import ROOM, ConsoleState, EndPage, Showing
from fieldnotes.ui.family.console_view import ConsoleView, limits_words
from fieldnotes.ui.family.displays import Displays, SystemDisplays
from fieldnotes.ui.family.end_view import EndView
from fieldnotes.ui.family.guard import Guard
from fieldnotes.ui.family.help_reading import HelpReading, OnStage
from fieldnotes.ui.family.readers import showing_of
from fieldnotes.ui.family.reading_voice import SystemVoice, Voice
from fieldnotes.ui.family.room_presenter import RoomPresenter
from fieldnotes.ui.family.room_reading import Opened
from fieldnotes.ui.family.room_state import INTERPRETER
from fieldnotes.ui.family.room_view import RoomView
from fieldnotes.ui.family.stage import Stage
from fieldnotes.ui.family.still_open import StillOpen
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.places import Place, Shell


class FamilyScreen(Screen):
    """One note shown to the people in the room."""

    immersive = True

    def __init__(
        self,
        shell: Shell,
        note: str,
        displays: Displays | None = None,
        guard: Guard | None = None,
        voice: Voice | None = None,
    ) -> None:
        super().__init__(_("Show the family"))
        self._shell = shell
        self._note = note
        self._displays = displays or SystemDisplays(self)
        self.stage = Stage(self, self._displays, guard or Guard(self))
        self.room = RoomView()
        self.end = EndView()
        self.console: ConsoleView | None = None
        self.bar: ConsoleBar | None = None
        self.showing: ConsolePresenter | None = None
        self.still: StillOpen | None = None
        self.answering: Answering | None = None
        self.helped: HelpReading | None = None
        self._voice: Voice = voice or SystemVoice(self)
        self._shown_before: ConsolePresenter | None = None
        self._came_to = ""
        self.asking = self.presenter = RoomPresenter(shell, self.room, note, self._begin)
        self.stack = QStackedWidget()
        for page in (self.room, self.end):
            self.stack.addWidget(page)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stack)
        self._wire()

    def entered(self) -> None:
        """Read the room; a showing that was left stays blank until it is shown again."""
        self._show_displays()
        self.stage.guard.warm()
        if self.stack.currentWidget() is self.room:
            self.asking.load()
            self.room.focus_first()

    def left(self) -> None:
        """Take the family's window away and hand over what somebody had begun to say."""
        self._flush()
        if self.showing is not None and not self.showing.ended:
            self.showing.blank("worker")
        self.stage.end()
        self.stage.guard.close()

    def take_change(self, change: object) -> None:
        """Hear of a change of the case; before a family it empties the screen first."""
        if self.still is not None and self.showing is not None and not self.showing.ended:
            self.still.take_change(change)

    def show_console(self, state: ConsoleState) -> None:
        """Draw the console, and the bar where there is one."""
        for each in (self.console, self.bar):
            if each is not None:
                each.show_console(state)
        if self.helped is not None:
            self.helped.show_state(state)
        self._show_limits()

    def show_wrong(self, words: str) -> None:
        """Say why the window over this computer was not left."""
        if self.bar is not None:
            self.bar.show_wrong(words)

    def show_trouble(self, words: str) -> bool:
        """Say on the bar what went wrong, where it lies over this computer and hides everything else."""
        over = self.bar is not None and self.bar.isVisible()
        if self.bar is not None and over:
            self.bar.show_trouble(words)
        return over

    def show_end(self, page: EndPage) -> None:
        """Show how the showing went; ask who is here now where somebody came or left."""
        if self.showing is not None and self.showing.blanked == ROOM:
            self._came_to = self.showing.section
            self._again()
            return
        self.end.show_end(page)
        for ask in self.end.asks:
            if self.answering is not None:
                self.answering.join_voice(ask.place, ask.reader.id)
        self.stack.setCurrentWidget(self.end)

    def _begin(self, opened: Opened, shown: Shown) -> None:
        """Draw what was recorded; nothing was drawn until now."""
        showing = showing_of(self._shell.desk, opened, shown)
        self._forget_console()
        self.console = ConsoleView(showing.readers)
        self.bar = ConsoleBar(showing.readers)
        self.bar.setParent(self)
        self.bar.hide()
        self.stack.addWidget(self.console)
        self.stack.setCurrentWidget(self.console)
        self.stage.begin(showing.sections, showing.language, self.room.display(), self.bar)
        self._help_reading(showing, interpreted=any(each["role"] == INTERPRETER for each in shown.people))
        self.showing = ConsolePresenter(self._shell, self, self.stage, self._note, showing)
        self._wire_console(self.console, self.bar, self.showing)
        self._answer(showing, self.console, self.bar)
        self.still = StillOpen(self._shell, self, self._note, showing, self.asking.room(), self.showing.blank)
        self.console.picture.take_from(self.stage.picture)
        self.showing.begin(self._came_to)
        self._came_to = ""
        first = self.bar if self.bar.isVisible() else self.console
        first.controls.on.setFocus()

    def _help_reading(self, showing: Showing, *, interpreted: bool) -> None:
        """Explain, read aloud, and speak the family's language below the text."""
        shop = self._shell.desk.workshop
        words = shop.family_languages.get(showing.language)
        voice, listed = self._voice, shop.plain_words
        wall, faces = OnStage(self.stage), any(each.faces for each in showing.readers)
        sections = showing.sections
        made = HelpReading(self, wall, words, listed, sections, voice, interpreted=interpreted, faces=faces)
        made.told.connect(self._tell_worker)
        for view in (self.console, self.bar):
            if view is not None:
                view.controls.aloud_asked.connect(made.toggle_reading)
                view.controls.word_asked.connect(made.explain_next)
                made.reading_changed.connect(view.controls.show_reading)
                made.words_changed.connect(view.controls.show_words)
        self.stage.touched.connect(made.explain_at)
        self.helped = made

    def _tell_worker(self, words: str) -> None:
        if not self.show_trouble(words):
            self._shell.say(words)

    def _show_limits(self) -> None:
        if self.console is not None:
            self.console.limits.setText(limits_words(curtain=self.stage.guard.works))

    def _show_displays(self) -> None:
        self.room.show_displays(self.stage.others(), mirrored=self._displays.mirrored(self.screen()))

    def _wire(self) -> None:
        room, asking = self.room, self.asking
        room.back_asked.connect(lambda: self._shell.go(Place("note", self._note)))
        room.show_asked.connect(asking.show)
        room.people.ticked.connect(lambda person, on: asking.set_here(person, here=on))
        room.people.added.connect(asking.add)
        room.kept.connect(lambda section, on: asking.keep(section, closed=on))
        room.opened.connect(asking.open_with)
        room.lifted.connect(asking.lift_word)
        room.shut.connect(asking.close_again)
        room.rewritten.connect(asking.rewrite)
        room.typed.connect(asking.type_reason)
        room.language_chosen.connect(asking.choose_language)
        self._displays.changed.connect(self._show_displays)
        self.stage.pictured.connect(lambda: self.console.picture.renew() if self.console else None)
        self.stage.lock_asked.connect(self.lock_asked)
        self.stage.guard.turned.connect(self._show_limits)
        self.stage.blanked.connect(lambda why: self.showing.blank(why) if self.showing else None)
        self.stage.leave_asked.connect(lambda: self.bar.ask_to_leave() if self.bar else None)
        self.end.back_asked.connect(lambda: self._shell.go(Place("note", self._note)))
        self.end.added.connect(lambda *said: self.showing.answer(*said) if self.showing else None)
        self.end.understood.connect(lambda *said: self.showing.understood(*said) if self.showing else None)
        self.end.again_asked.connect(self._again)
        self.end.absence_told.connect(lambda who, why: self.showing.explain_absence(who, why) if self.showing else None)

    def _wire_console(self, console: ConsoleView, bar: ConsoleBar, showing: ConsolePresenter) -> None:
        for view in (console, bar):
            view.controls.stepped.connect(self._step)
            view.controls.resized.connect(showing.resize)
            view.controls.contrast_asked.connect(showing.toggle_contrast)
            view.controls.ruler_asked.connect(lambda on: self.stage.rule(on=on))
            view.controls.ruler_moved.connect(self.stage.move_ruler)
            view.controls.blank_asked.connect(self._blank)
            view.controls.room_changed.connect(self._room_changed)
            view.answers.answered.connect(showing.answer)
        console.end_asked.connect(self._finish)
        bar.leave_given.connect(self._leave)

    def _answer(self, showing: Showing, console: ConsoleView, bar: ConsoleBar) -> None:
        """Let the answers be spoken, and the text be changed as somebody asks."""
        earlier, self._shown_before = self._shown_before, None
        if earlier is not None and self.showing is not None:
            self.showing.said = still_said(earlier, showing)
        self.answering = Answering(self._shell, self, self._note, showing, console.answers, bar.answers)
        self.answering.again_asked.connect(self._show_new_text)

    def _show_new_text(self) -> None:
        """Show the text as it is now to the same people: a showing of its own, at the same section (INS-3)."""
        self._flush()
        if self.showing is not None:
            self._shown_before, self._came_to = self.showing, self.showing.section
            self.asking.show()

    def _step(self, by: int) -> None:
        self._flush()
        if self.showing is not None:
            self.showing.step(by)

    def _blank(self) -> None:
        if self.showing is not None:
            if self.showing.blanked:
                self.stage.retarget()
            self.showing.toggle_blank()

    def _room_changed(self) -> None:
        """What opens depends on exactly who is here: empty the screen at once, and ask again (SEC-1)."""
        if self.showing is None:
            return
        self.showing.blank(ROOM)
        if self.bar is not None and self.bar.isVisible():
            self.bar.ask_to_leave()
        else:
            self._finish()

    def _finish(self) -> None:
        self._flush()
        if self.showing is not None:
            self.showing.finish()

    def _leave(self, passphrase: str) -> None:
        self._flush()
        if self.showing is not None:
            self.showing.leave(passphrase)

    def _again(self) -> None:
        self._forget_console()
        self.stack.setCurrentWidget(self.room)
        self.entered()

    def _flush(self) -> None:
        for view in (self.console, self.bar):
            if view is not None:
                view.answers.flush()
        if self.answering is not None:
            self.answering.voice.let_go()

    def _forget_console(self) -> None:
        if self.answering is not None:
            self.answering.end()
            self.answering.deleteLater()
            self.answering = None
        for view in (self.console, self.bar):
            if view is not None:
                view.setParent(None)
                view.deleteLater()
        if self.helped is not None:
            self.helped.stop()
            self.helped.deleteLater()
            self.helped = None
        self.console = self.bar = self.showing = self.still = None


def build(shell: Shell, subject: str) -> Screen:
    """Build the family view of the note with this id; it reads the note when it is shown."""
    return FamilyScreen(shell, subject)
