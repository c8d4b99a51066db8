"""The editor's window as each presenter sees it: what they ask is drawn by the view's parts. Decides nothing."""

from typing import Protocol

from PySide6.QtCore import QObject, Signal

from fieldnotes.domain.heard_words import UnsureWord
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.spoken_spot import Spot
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.sound_player import SoundPlayer
from fieldnotes.ui.shared.toast import announce
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.editor.dictation_bar import Speaking
from fieldnotes.ui.worker.editor.note_window import Opened
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

    def show_form(self, opened: Opened, where: Where | None) -> None:
        """Draw a draft to write in."""
        self._view.show_form(opened, where)
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

    def sheet_open(self) -> bool:
        """Say whether the list is open."""
        return self._view.sheet.isVisible()

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


class SpokenPlaces(QObject):
    """Where speech goes in the form, for the presenter that listens."""

    def __init__(self, view: EditorView) -> None:
        super().__init__(view)
        self._view = view

    def place_here(self) -> str:
        """Say where speech would go now."""
        return self._view.speaking.place_here()

    def spot_here(self) -> Spot | None:
        """Say where in that place."""
        return self._view.speaking.spot_here()

    def turned_to(self, place: str) -> str:
        """Say where the person went from a place that is spoken into."""
        return self._view.speaking.turned_to(place)

    def show_turned(self, place: str, spot: Spot | None) -> None:
        """Hear that the next words go where the person went."""
        self._view.speaking.sent(place, spot)

    def show_settled(self, place: str, words: str) -> None:
        """Hear what one utterance wrote, before its text comes."""
        self._view.speaking.expect(place, words)


class DictationSurface(SpokenPlaces):
    """For the presenter that listens."""

    def __init__(self, view: EditorView) -> None:
        super().__init__(view)
        self._microphone = ""
        self._place = self._heard = ""

    def name_microphone(self, name: str) -> None:
        """Remember which microphone listens."""
        self._microphone = name

    def show_listening(self, place: str, spot: Spot | None = None) -> None:
        """Draw that it listens for a place."""
        self._view.speaking.begin(place, spot)
        self._place = place
        self._view.show_live(place.partition(".")[0])
        self._view.dock.show_state(Speaking.LISTENING)
        self._view.dock.show_seconds(0)
        self._view.dock.show_words(self._listening_words())
        announce(self._view, _("Dictation has started"))
        self._view.words_came.emit()

    def show_hearing(self, place: str, words: str) -> None:
        """Draw words that are not settled, and follow the speech to another section."""
        if place != self._place:
            self._view.speaking.follow(place)
        self._place = place
        self._view.speaking.hear(place, words)
        if words != self._heard:
            self._heard = words
            self._view.words_came.emit()
        self._view.show_live(place.partition(".")[0])

    def show_finishing(self) -> None:
        """Draw that the last words are being written."""
        self._view.dock.show_state(Speaking.FINISHING)

    def show_silent(self, words: str) -> None:
        """Draw that nobody listens any more, and one sentence."""
        begun, self._place = bool(self._place), ""
        self._view.speaking.end()
        self._view.show_live("")
        self._view.dock.show_state(Speaking.IDLE)
        self._view.dock.show_words(words or resting_words())
        announce(self._view, words or _("Dictation has stopped"))
        if begun:  # where no microphone was found nobody has spoken: nothing is proposed in the person's way
            self._view.spoken.emit()

    def _listening_words(self) -> str:
        calm = _("everything stays on this computer")
        others = self._view.dock.others_words()
        return " · ".join(part for part in (others, self._microphone, calm) if part)

    def show_trouble(self, words: str) -> None:
        """Draw what holds up the words or the sound; empty: nothing does any more."""
        self._view.dock.show_words(words or self._listening_words())
        if words:
            announce(self._view, words)

    def show_paused(self, *, paused: bool) -> None:
        """Draw that no sound is taken in for now, or that it is again."""
        self._view.dock.show_state(Speaking.PAUSED if paused else Speaking.LISTENING)
        self._view.dock.meter.rest()
        words = _("Paused – nothing is heard and nothing is kept") if paused else self._listening_words()
        self._view.dock.show_words(words)
        announce(self._view, _("Dictation is paused") if paused else _("Dictation goes on"))

    def show_file(self, name: str, percent: int, waiting: int) -> None:
        """Draw how much of a recording has been heard, and how many wait."""
        self._view.dock.show_state(Speaking.FILE)
        self._view.dock.show_progress(percent)
        words = _("Hearing {file} … {percent} %").format(file=name, percent=percent)
        more = _("{count} more to hear").format(count=waiting) if waiting else ""
        self._view.dock.show_words(" · ".join(part for part in (words, more) if part))

    def show_time(self, seconds: int) -> None:
        """Draw for how long it has listened."""
        self._view.dock.show_seconds(seconds)


class Player(Protocol):
    """A loudspeaker, or what stands in for one."""

    def play(self, pcm: bytes, rate: int) -> None:
        """Play 16-bit mono samples. Unavailable: LOUDSPEAKER_MISSING."""
        ...

    def stop(self) -> None:
        """Be silent, and forget the samples."""
        ...


class HeardSurface(QObject):
    """For the presenter of the words heard with doubt."""

    def __init__(self, view: EditorView, shell: Shell, player: Player | None = None) -> None:
        super().__init__(view)
        self._view = view
        self._shell = shell
        self._player: Player = player or SoundPlayer(self)

    def show_unsure(self, words: tuple[UnsureWord, ...]) -> None:
        """Mark these words and no others."""
        self._view.heard.show(words)

    def play(self, pcm: bytes, rate: int) -> None:
        """Let samples be heard. Unavailable: LOUDSPEAKER_MISSING."""
        self._player.play(pcm, rate)

    def be_silent(self) -> None:
        """Play no more, and forget the samples."""
        self._player.stop()

    def say_heard(self, words: str) -> None:
        """Say one calm sentence."""
        self._shell.say(words)


def resting_words() -> str:
    """Say what the bar is for while nobody speaks."""
    return _("F9 starts and stops · everything stays on this computer")
