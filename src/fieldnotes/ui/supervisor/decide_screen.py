"""Puts a decision together: view, presenter and their signals."""

from shiboken6 import isValid

from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.begun_words import BegunWords
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.supervisor.decide_presenter import DecidePresenter
from fieldnotes.ui.supervisor.decide_view import DecideScreen
from fieldnotes.ui.supervisor.example_opening import ExampleOpening
from fieldnotes.ui.supervisor.prove_opening import ProveOpening

WITHDRAWING = "withdrawing"
"""What a reason is kept as while it is being typed."""


def build(shell: Shell, subject: str) -> Screen:
    """Build the decision about the note with this id; it opens the note when it is first shown."""
    view = DecideScreen()
    presenter = DecidePresenter(shell, view, subject)
    view.presenter = presenter
    view.entered_now.connect(presenter.enter)
    view.changed_now.connect(presenter.take_change)
    view.back_asked.connect(presenter.back)
    view.read_asked.connect(presenter.read)
    view.marked.connect(presenter.mark)
    view.asking.asked.connect(presenter.pin)
    view.pins.written.connect(presenter.write)
    view.pins.taken_away.connect(presenter.take_away)
    view.pins.undo_asked.connect(presenter.undo)
    view.foot.approve_asked.connect(presenter.approve)
    view.foot.return_asked.connect(presenter.send_back)
    view.foot.withdraw_asked.connect(presenter.withdraw)
    ExampleOpening(shell, view, subject)
    ProveOpening(shell, view)
    begun = view.withdrawing = BegunWords(shell, WITHDRAWING, subject)
    view.foot.reason_typed.connect(begun.keep)
    begun.find(lambda text: view.foot.offer_reason(text) if isValid(view) else None)
    return view
