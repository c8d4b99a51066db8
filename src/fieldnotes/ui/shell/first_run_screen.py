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
        self._shown = False

    def wanted(self, desk: Desk) -> bool:
        """Tell whether no model for people is installed and there are some to fetch."""
        from fieldnotes.casework.speech_models import offers, spoken_in

        return spoken_in(desk.workshop).test and bool(offers(desk.workshop))

    def show(self, desk: Desk) -> None:
        """Fill the page once; who comes back finds it as it was."""
        from fieldnotes.ui.shell.models_screen import panel_of

        if self._shown:
            return
        self._shown = True
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


def build(
    door: NewProfileDoor, tasks: Runner, opened: Callable[[Desk], None], unproved: Desk | None = None
) -> FirstRunView:
    """Build the pages of the first start, at the first one; for a profile with an unproved key at the key's."""
    view = FirstRunView()
    presenter = FirstRunPresenter(door, tasks, view, opened, FirstModels(tasks, view), FirstMicrophone(view))
    view.presenter = presenter
    view.workplace.file_chosen.connect(presenter.open_invitation)
    view.workplace.pasted.connect(presenter.paste_invitation)
    view.workplace.given.connect(lambda name, alone: presenter.take_workplace(name, alone=alone))
    view.passphrase_typed.connect(presenter.judge)
    view.passphrase_given.connect(presenter.take_passphrase)
    view.key.written.connect(presenter.key.take_written)
    view.key.given.connect(presenter.key.take_proof)
    view.key.again_asked.connect(presenter.key.show_again)
    view.key.new_asked.connect(presenter.key.renew)
    view.key.print_asked.connect(presenter.key.print_sheet)
    view.key.save_asked.connect(presenter.key.save_sheet)
    view.back_asked.connect(presenter.back)
    view.finish_asked.connect(presenter.finish)
    view.work_asked.connect(presenter.go_to_work)
    presenter.begin(unproved)
    return view
