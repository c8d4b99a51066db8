"""Puts the first start together: view, presenter and their signals."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from fieldnotes.casework.desk import Desk
from fieldnotes.ui.lanes import Runner
from fieldnotes.ui.shell.first_run_presenter import FirstRunPresenter, NewProfileDoor
from fieldnotes.ui.shell.first_run_view import FirstRunView

if TYPE_CHECKING:
    from fieldnotes.ui.shell.microphone_panel import MicrophonePanel


class FirstModels:
    """The page about speech models within the first start."""

    def __init__(self, tasks: Runner, view: FirstRunView) -> None:
        self._tasks, self._view = tasks, view

    def wanted(self, desk: Desk) -> bool:
        """Tell whether no model for people is installed and there are some to fetch."""
        from fieldnotes.casework.speech_models import offers, spoken_in

        return spoken_in(desk.workshop).test and bool(offers(desk.workshop))

    def show(self, desk: Desk) -> None:
        """Fill the page."""
        from fieldnotes.ui.shell.models_screen import panel_of

        panel, models = panel_of(desk.workshop, self._tasks)
        panel.destroyed.connect(models.end)
        self._view.put_models(panel)
        models.begin()


class FirstMicrophone:
    """The page about the microphone within the first start."""

    def __init__(self, view: FirstRunView, make: "Callable[[], MicrophonePanel] | None" = None) -> None:
        self._view, self._make = view, make
        self._panel: MicrophonePanel | None = None

    def show(self) -> None:
        """Fill the page; only now the computer's sound is looked at."""
        from fieldnotes.ui.shell.microphone_panel import microphone_panel

        if self._panel is None:
            self._panel = (self._make or microphone_panel)()
            self._view.put_microphone(self._panel)
        if self._panel.presenter is not None:
            self._panel.presenter.load()

    def leave(self) -> None:
        """Listen no more."""
        if self._panel is not None and self._panel.presenter is not None:
            self._panel.presenter.stop()


def build(door: NewProfileDoor, tasks: Runner, opened: Callable[[Desk], None]) -> FirstRunView:
    """Build the pages of the first start, at the first one."""
    view = FirstRunView()
    presenter = FirstRunPresenter(door, tasks, view, opened, FirstModels(tasks, view), FirstMicrophone(view))
    view.presenter = presenter
    view.name_given.connect(presenter.take_name)
    view.passphrase_typed.connect(presenter.judge)
    view.passphrase_given.connect(presenter.take_passphrase)
    view.key_written.connect(presenter.take_written)
    view.proof_given.connect(presenter.take_proof)
    view.key_asked.connect(presenter.see_key_again)
    view.name_asked.connect(presenter.back_to_name)
    view.join_asked.connect(presenter.join)
    view.microphone_asked.connect(presenter.choose_microphone)
    view.finish_asked.connect(presenter.finish)
    view.work_asked.connect(presenter.go_to_work)
    presenter.begin()
    return view
