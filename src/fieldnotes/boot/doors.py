"""The views before the door is open, to look at: unlock in its states and every page of the first start."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes.boot.pictures import Loose

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fieldnotes.boot.pictures import Rest
    from fieldnotes.ui.tasks import Tasks

GROUPS = ("7KQ2X", "M4DPA", "9WRTC", "E3HNJ", "V8BYF", "2GSLU", "K6ZTQ", "P5XAM")
"""An invented recovery key."""


def doors() -> Iterator[Loose]:
    """Each view that stands before an open profile."""
    from fieldnotes.ui.shell.first_run_presenter import Step

    yield Loose("unlock", _unlock)
    yield Loose("unlock-wrong", _unlock_wrong)
    yield Loose("unlock-both", _unlock_both)
    yield Loose("unlock-several", _unlock_several)
    for step in Step:
        yield Loose(f"first-{step.value + 1}-{step.name.lower()}", partial(_first, step))
    yield Loose("wiped", _wiped)


def _unlock(_tasks: "Tasks", _rest: "Rest") -> "QWidget":
    from fieldnotes.ui.shell.unlock_view import UnlockView

    view = UnlockView()
    view.show_ready()
    return view


def _unlock_wrong(_tasks: "Tasks", _rest: "Rest") -> "QWidget":
    from fieldnotes.domain.errors import Code, Refused
    from fieldnotes.ui.shell.explaining import explain
    from fieldnotes.ui.shell.unlock_view import UnlockView

    view = UnlockView()
    view.show_ready(explain(Refused(Code.WRONG_PASSPHRASE)).words)
    return view


def _unlock_both(_tasks: "Tasks", _rest: "Rest") -> "QWidget":
    from fieldnotes.ui.shell.unlock_view import UnlockView

    view = UnlockView()
    view.ask_both("")
    return view


def _unlock_several(_tasks: "Tasks", _rest: "Rest") -> "QWidget":
    from fieldnotes.ui.shell.profile_choice import ProfileChoice
    from fieldnotes.ui.shell.profiles import KnownProfile
    from fieldnotes.ui.shell.unlock_view import UnlockView

    view, choice = UnlockView(), ProfileChoice()
    known = [KnownProfile(Path(name), name) for name in ("Tove Ekberg", "Jonas Lilja", "Henrik Solberg")]
    choice.show_profiles(known, known[0].folder)
    view.put_above(choice)
    view.show_ready()
    return view


def _first(step: object, _tasks: "Tasks", _rest: "Rest") -> "QWidget":
    from fieldnotes.ui.shared.passphrase import strength
    from fieldnotes.ui.shell.first_run_presenter import Step
    from fieldnotes.ui.shell.first_run_view import FirstRunView
    from fieldnotes.ui.shell.microphone_panel import microphone_panel

    if not isinstance(step, Step):
        raise TypeError
    view = FirstRunView()
    view.show_key(GROUPS)
    view.show_wanted(2, 7)
    view.show_strength(strength("en lykta vid sjön"))
    if step is Step.MICROPHONE:
        view.put_microphone(microphone_panel())
    view.show_step(step)
    return view


def _wiped(_tasks: "Tasks", _rest: "Rest") -> "QWidget":
    from fieldnotes.ui.shell.wiped_view import WipedView

    return WipedView("Arbetsplatsen har tagit bort profilen från den här datorn. Prata med din administratör.")
