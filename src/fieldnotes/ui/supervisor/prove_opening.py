"""Joins the decision's screen with the panel that asks for the passphrase; builds it when it is first needed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.supervisor.decide_view import DecideScreen
from fieldnotes.ui.supervisor.prove_panel import ProvePanel
from fieldnotes.ui.supervisor.prove_presenter import ProvePresenter


class ProveOpening(QObject):
    """Owns the panel."""

    def __init__(self, shell: Shell, view: DecideScreen) -> None:
        super().__init__(view)
        self._shell, self._view = shell, view
        self.panel: ProvePanel | None = None
        self._presenter: ProvePresenter | None = None
        self._before: QWidget | None = None
        view.passphrase_asked.connect(self._ask)

    def _ask(self, then: Callable[[], None]) -> None:
        if self.panel is None or self._presenter is None:
            self.panel = ProvePanel(self._view)
            self._presenter = ProvePresenter(self._shell, self.panel)
            self.panel.said.connect(self._presenter.prove)
            self.panel.closed.connect(self._presenter.forget)
            self.panel.closed.connect(self._closed)
        self._before = QApplication.focusWidget()
        self._presenter.ask(then)
        self._view.let_decide(yes=False)

    def _closed(self) -> None:
        """Give the keys back to the decision, and the keyboard to where it was, which may be one of its buttons."""
        self._view.let_decide(yes=True)
        before, self._before = self._before, None
        if before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.PopupFocusReason)
