"""Puts the first start together: view, presenter and their signals."""

from collections.abc import Callable

from fieldnotes.casework.desk import Desk
from fieldnotes.ui.lanes import Runner
from fieldnotes.ui.shell.first_run_presenter import FirstRunPresenter, NewProfileDoor
from fieldnotes.ui.shell.first_run_view import FirstRunView


def build(door: NewProfileDoor, tasks: Runner, opened: Callable[[Desk], None]) -> FirstRunView:
    """Build the pages of the first start, at the first one."""
    view = FirstRunView()
    presenter = FirstRunPresenter(door, tasks, view, opened)
    view.presenter = presenter
    view.name_given.connect(presenter.take_name)
    view.passphrase_typed.connect(presenter.judge)
    view.passphrase_given.connect(presenter.take_passphrase)
    view.key_written.connect(presenter.take_written)
    view.proof_given.connect(presenter.take_proof)
    view.key_asked.connect(presenter.see_key_again)
    view.name_asked.connect(presenter.back_to_name)
    view.join_asked.connect(presenter.join)
    view.finish_asked.connect(presenter.finish)
    presenter.begin()
    return view
