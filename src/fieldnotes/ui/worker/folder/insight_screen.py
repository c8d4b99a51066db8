"""Puts a party's insight together: view, presenters, the form of the paper, and their signals."""

from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.folder.give_panel import GivePanel
from fieldnotes.ui.worker.folder.give_presenter import GivePresenter
from fieldnotes.ui.worker.folder.insight_presenter import InsightPresenter
from fieldnotes.ui.worker.folder.insight_view import InsightView


class InsightScreen(InsightView):
    """The screen of one case; the form of the paper is made when it is first asked for."""

    def __init__(self, shell: Shell, case: str) -> None:
        super().__init__()
        self._shell = shell
        self.insight = InsightPresenter(shell, self, case)
        self.presenter = self.insight
        self.panel: GivePanel | None = None
        self.giving: GivePresenter | None = None
        asked = self.insight
        self.entered_now.connect(asked.start)
        self.party_chosen.connect(asked.choose_party)
        self.note_chosen.connect(asked.choose_note)
        self.out_asked.connect(asked.leave_out)
        self.shown_asked.connect(asked.show_again)
        self.next_asked.connect(self._next)
        self.undo_asked.connect(asked.undo)
        self.stop_asked.connect(asked.stop)
        self.back_asked.connect(asked.back)
        self.give_asked.connect(self.open_give)

    def open_give(self) -> None:
        """Open the form of the paper."""
        if self.panel is None or self.giving is None:
            self.panel = panel = GivePanel(self)
            self.giving = giving = GivePresenter(self._shell, panel, self.insight.given)
            panel.print_asked.connect(giving.print_and_give)
            panel.save_asked.connect(giving.save_and_give)
            panel.preview_asked.connect(giving.preview)
            panel.stop_asked.connect(giving.stop)
        self.giving.start(self.insight.seen)

    def _next(self) -> None:
        """Go to the next note with something left out, in the list too."""
        key = self.insight.next_out()
        if key:
            self.notes.make_current(key)
            self.insight.choose_note(key)
            first = next((text for text in self.texts if text.part.out), None)
            if first is not None:
                first.setFocus()


def build(shell: Shell, subject: str) -> Screen:
    """Build the screen of the case with this id or number."""
    return InsightScreen(shell, subject)
