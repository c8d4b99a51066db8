"""Puts the form for what did not take place over a screen: panel, presenter and their signals."""

from PySide6.QtWidgets import QWidget

from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.life.missed_panel import MissedPanel
from fieldnotes.ui.worker.life.missed_presenter import MissedPresenter


def missed_over(screen: QWidget, shell: Shell) -> MissedPresenter:
    """Make the form over a screen; it opens when its presenter is asked to start."""
    panel = MissedPanel(screen)
    missed = MissedPresenter(shell, panel)
    panel.sign_asked.connect(lambda reason, tried, who, call, why: missed.sign(reason, tried, who, call=call, why=why))
    return missed
