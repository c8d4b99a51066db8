"""The voice before and while it is used: the recogniser loaded ahead, the dictation begun, its command key. No Qt."""

from collections.abc import Callable, Sequence

from fieldnotes.casework.dictate import LiveDictation
from fieldnotes.casework.hearing import Standby
from fieldnotes.casework.views import LiveState, LiveWords
from fieldnotes.domain.spoken_spot import Spot
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.worker.editor.presenter import EditorPresenter

READY_AFTER = 1_500
"""Milliseconds after an editor opened in which its own drawing comes first."""


class VoiceReady:
    """One editor's recogniser: kept while the editor is in front, so that the key is answered at once."""

    def __init__(self, presenter: EditorPresenter) -> None:
        self._presenter = presenter
        self.standby = Standby(presenter.desk.workshop)
        self._live: LiveDictation | None = None

    def prepare(self) -> None:
        """Load the recogniser ahead; what is missing is said when somebody wants to speak."""
        opened = self._presenter.opened
        if opened is not None and opened.note.is_draft:
            self._run(self.standby.prepare)

    def rest(self) -> None:
        """Let the recogniser go once what is spoken is written, and whoever hears it again."""
        self._run(self.standby.end)
        second = self._presenter.desk.workshop.speech.second
        if second is not None:
            self._run(second.rest)

    def begin(self, place: str, spot: Spot | None, others: Sequence[str]) -> LiveDictation:
        """Begin a dictation whose sound is sealed from now on; on a lane.

        Refused and Unavailable: as `LiveDictation`.
        """
        desk, note = self._presenter.desk, self._presenter.note
        live = LiveDictation(desk, note, place, spot=spot, others=others, standby=self.standby)
        live.begin()
        self._live = live
        return live

    @property
    def speaking(self) -> bool:
        """Say whether sound is being sealed."""
        return self._live is not None and self._live.take != ""

    def command(self, *, held: bool) -> None:
        """Say that the command key went down or up."""
        if self._live is not None:
            self._live.command(held=held)

    def _run(self, work: Callable[[], None]) -> None:
        self._presenter.tasks.run(
            Lane.VOICE, lambda _job: work(), owner=self, done=lambda _none: None, failed=lambda _error: None
        )


def words_about(seen: LiveWords, *, stopping: bool) -> str:
    """Say in one sentence what holds up the words; empty when nothing does."""
    seconds = int(seen.behind)
    if stopping and seen.state is not LiveState.GIVEN_UP:
        return _("Writing the last {seconds} seconds …").format(seconds=seconds) if seconds else ""
    sentences = {
        LiveState.GIVEN_UP: _("The recogniser has stopped. Go on speaking: the sound is kept and can be written down."),
        LiveState.COMMAND: _("Say a command, then let the key go"),
        LiveState.UNKNOWN_COMMAND: _("That was no command. Hold F7 and say, for example, “go to assessment”."),
        LiveState.STARTING: _("The recogniser is starting. Go on speaking: everything is kept.") if seconds else "",
        LiveState.RESTARTED: _("The recogniser was started anew, {seconds} seconds behind. Nothing is lost."),
        LiveState.BEHIND: _("The words are {seconds} seconds behind. Go on speaking: everything is kept."),
    }
    return sentences.get(seen.state, "").format(seconds=seconds)
