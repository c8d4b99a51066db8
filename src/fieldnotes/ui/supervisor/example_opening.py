"""Joins the decision's screen with the panel of examples: what is marked in the text is what it begins with."""

from PySide6.QtCore import QObject

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.supervisor.decide_view import DecideScreen
from fieldnotes.ui.supervisor.example_panel import ExamplePanel
from fieldnotes.ui.supervisor.example_presenter import ExamplePresenter
from fieldnotes.ui.supervisor.passages import target_of


class ExampleOpening(QObject):
    """Owns the panel; builds it when it is asked for."""

    def __init__(self, shell: Shell, view: DecideScreen, note: str) -> None:
        super().__init__(view)
        self._shell, self._view, self._note = shell, view, note
        self._marked: tuple[str, int, int] | None = None
        self.panel: ExamplePanel | None = None
        self._presenter: ExamplePresenter | None = None
        view.marked.connect(self._mark)
        view.asking.example_asked.connect(self._open)

    def _mark(self, section: str, start: int, end: int) -> None:
        self._marked = (section, start, end)

    def _open(self) -> None:
        section, start, end = self._marked or ("", 0, 0)
        passage = self._view.page.texts.get(section)
        if passage is None or start == end:
            self._view.show_notice(_("Mark the words in the text that are a good example first."))
            return
        self._view.show_notice("")
        field = target_of(section, passage.drawn, {}, start, end).field or ""
        words = passage.drawn.text[start:end].strip()
        panel, presenter = self._made()
        presenter.begin(section, field, words, passage.accessibleName())
        panel.open_form()
        self._view.let_decide(yes=False)

    def _made(self) -> tuple[ExamplePanel, ExamplePresenter]:
        if self.panel is None or self._presenter is None:
            self.panel = ExamplePanel(self._view)
            self._presenter = ExamplePresenter(self._shell, self.panel, self._note)
            self.panel.closed.connect(lambda: self._view.let_decide(yes=True))
            self.panel.said.connect(self._presenter.keep)
            self.panel.written.connect(self._presenter.write)
            self.panel.look_asked.connect(self._presenter.look)
        return self.panel, self._presenter
