"""The first start: a profile, its recovery key written down and proved, perhaps a hub. Knows no Qt and no store."""

import secrets
from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from typing import Protocol

from fieldnotes.casework.desk import Desk
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane, Runner
from fieldnotes.ui.shared.passphrase import Strength, strength
from fieldnotes.ui.shell.explaining import explain


class Step(Enum):
    """The pages, in order."""

    NAME = 0
    PASSPHRASE = 1
    KEY = 2
    PROOF = 3
    HUB = 4
    MICROPHONE = 5
    MODEL = 6


class NewProfileDoor(Protocol):
    """What the first start needs of the door."""

    def create(self, passphrase: str, name: str) -> tuple[Desk, str]:
        """Make the profile; gives the desk and the recovery key."""
        ...

    def join(self, desk: Desk, invitation: Path) -> str:
        """Join a hub; give the person's name there."""
        ...


class MicrophonePage(Protocol):
    """What the first start needs of the page about the microphone."""

    def show(self) -> None:
        """Fill the page."""
        ...

    def leave(self) -> None:
        """Listen no more."""
        ...


class ModelPage(Protocol):
    """What the first start needs of the page about speech models."""

    def wanted(self, desk: Desk) -> bool:
        """Tell whether no model for people is installed and there are some to fetch; reads the disk."""
        ...

    def show(self, desk: Desk) -> None:
        """Fill the page."""
        ...


class FirstRunDrawing(Protocol):
    """What the view can be told."""

    def show_step(self, step: Step) -> None:
        """Turn to a page."""
        ...

    def show_strength(self, judged: Strength) -> None:
        """Show how good the passphrase is."""
        ...

    def show_key(self, groups: Sequence[str]) -> None:
        """Show the recovery key to write down."""
        ...

    def show_wanted(self, first: int, second: int) -> None:
        """Ask for two groups by their numbers, from 1."""
        ...

    def show_busy(self, words: str) -> None:
        """Say that something takes a moment."""
        ...

    def show_line(self, words: str) -> None:
        """Say in one line what is wrong; an empty one takes it away. Ends being busy."""
        ...


class FirstRunPresenter:
    """Leads through the pages; the profile exists from the moment the recovery key is shown."""

    def __init__(
        self,
        door: NewProfileDoor,
        tasks: Runner,
        view: FirstRunDrawing,
        opened: Callable[[Desk], None],
        models: ModelPage,
        microphone: MicrophonePage,
    ) -> None:
        self._door = door
        self._tasks = tasks
        self._view = view
        self._opened = opened
        self._models = models
        self._microphone = microphone
        self._name = ""
        self._desk: Desk | None = None
        self._groups: tuple[str, ...] = ()
        self._wanted = (1, 2)

    def begin(self) -> None:
        """Show the first page."""
        self._turn(Step.NAME)

    def take_name(self, name: str) -> None:
        """Keep the name that stands under notes until a hub knows better."""
        if not name.strip():
            self._view.show_line(_("Write your name; it stands under your notes."))
            return
        self._name = name.strip()
        self._turn(Step.PASSPHRASE)

    def judge(self, passphrase: str) -> None:
        """Judge the passphrase while it is typed."""
        self._view.show_strength(strength(passphrase))

    def take_passphrase(self, passphrase: str, again: str) -> None:
        """Make the profile."""
        judged = strength(passphrase)
        if not judged.enough:
            self._view.show_line(judged.words)
        elif passphrase != again:
            self._view.show_line(_("The two passphrases differ. Type the same one twice."))
        elif self._desk is None:
            self._view.show_busy(_("Making the encrypted profile …"))
            work = lambda _job: self._door.create(passphrase, self._name)  # noqa: E731 - read at its only use
            self._tasks.run(Lane.LONG, work, owner=self._view, done=self._made, failed=self._failed)

    def take_written(self) -> None:
        """Ask for two groups, which two nobody knows before."""
        first, second = sorted(secrets.SystemRandom().sample(range(1, len(self._groups) + 1), 2))
        self._wanted = (first, second)
        self._view.show_wanted(first, second)
        self._turn(Step.PROOF)

    def take_proof(self, first: str, second: str) -> None:
        """Compare the two groups with the key; case, blanks and look-alikes are forgiven."""
        asked = [self._groups[number - 1] for number in self._wanted]
        if [_plain(first), _plain(second)] != [_plain(group) for group in asked]:
            self._view.show_line(_("That is not what the key says. Look at your paper, or go back to see the key."))
            return
        self._groups = ()
        self._view.show_key(())
        self._turn(Step.HUB)

    def see_key_again(self) -> None:
        """Go back to the key; possible until it was proved."""
        self._turn(Step.KEY)

    def back_to_name(self) -> None:
        """Go back to the first page."""
        self._turn(Step.NAME)

    def join(self, invitation: str) -> None:
        """Join the hub of an invitation file."""
        desk = self._desk
        if desk is None or not invitation:
            return
        self._view.show_busy(_("Joining …"))
        self._tasks.run(
            Lane.HUB,
            lambda _job: self._door.join(desk, Path(invitation)),
            owner=self._view,
            done=lambda _name: self.choose_microphone(),
            failed=self._failed,
        )

    def choose_microphone(self) -> None:
        """Let the microphone be chosen and tried."""
        if self._desk is not None:
            self._microphone.show()
            self._turn(Step.MICROPHONE)

    def finish(self) -> None:
        """Go on to the speech model, where one is missing and can be fetched; else to work."""
        desk = self._desk
        if desk is not None:
            self._microphone.leave()
            wanted = lambda _job: self._models.wanted(desk)  # noqa: E731 - read at its only use
            self._tasks.run(Lane.READ, wanted, owner=self._view, done=self._after_hub, failed=self._failed)

    def go_to_work(self) -> None:
        """Open the profile; a model on its way goes on coming."""
        if self._desk is not None:
            self._view.show_line("")
            self._opened(self._desk)

    def _after_hub(self, model_missing: bool) -> None:  # noqa: FBT001 - an answer from the lane
        if model_missing and self._desk is not None:
            self._models.show(self._desk)
            self._turn(Step.MODEL)
        else:
            self.go_to_work()

    def _made(self, made: tuple[Desk, str]) -> None:
        self._desk, key = made
        self._groups = tuple(key.split("-"))
        self._view.show_key(self._groups)
        self._turn(Step.KEY)

    def _failed(self, error: Exception) -> None:
        self._view.show_line(explain(error).words)

    def _turn(self, step: Step) -> None:
        self._view.show_line("")
        self._view.show_step(step)


def _plain(group: str) -> str:
    return group.upper().replace(" ", "").replace("-", "").replace("O", "0").replace("I", "1").replace("L", "1")
