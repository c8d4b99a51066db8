"""The first start in five pages: workplace, passphrase, recovery key, microphone, speech model. Knows no Qt, no store.

Every page can be gone back to. The profile exists from the passphrase on; an invitation is used right after it.
"""

import json
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Protocol

from fieldnotes.casework import profile
from fieldnotes.casework.act_views import Joined
from fieldnotes.casework.desk import Desk, Workshop
from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.managed import ManagedRules
from fieldnotes.language.managed_words import rule_words
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane, Runner
from fieldnotes.ui.shared.passphrase import Strength, strength
from fieldnotes.ui.shell.door import join_by_invitation, read_invitation
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.first_key_presenter import FirstKeyPresenter, KeyDrawing
from fieldnotes.wire.invitation import Invitation


class Step(Enum):
    """The pages, in order."""

    WORKPLACE = 0
    PASSPHRASE = 1
    KEY = 2
    MICROPHONE = 3
    MODEL = 4


class NewProfileDoor(Protocol):
    """What the first start needs of the door."""

    def workshop(self) -> Workshop:
        """Give everything but the profile, and what the workplace has decided; reads the disk the first time."""
        ...

    def create(self, passphrase: str, name: str) -> tuple[Desk, str]:
        """Make the profile; gives the desk and the recovery key."""
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


class FirstRunDrawing(KeyDrawing, Protocol):
    """What the view can be told."""

    def show_step(self, step: Step) -> None:
        """Turn to a page."""
        ...

    def show_invited(self, workplace: str, *, joined: bool = False) -> None:
        """Show to which hub the invitation leads; `joined`: nothing of this page can be changed any more."""
        ...

    def show_locked(self, words: str) -> None:
        """Tell on the first page that nobody works alone on this computer, and why."""
        ...

    def show_made(self) -> None:
        """Tell on the passphrase's page that there is one already, which holds unless another is typed."""
        ...

    def show_strength(self, judged: Strength) -> None:
        """Show how good the passphrase is."""
        ...


class FirstRunPresenter:
    """Leads through the pages and back."""

    def __init__(
        self,
        door: NewProfileDoor,
        tasks: Runner,
        view: FirstRunDrawing,
        opened: Callable[[Desk], None],
        models: ModelPage,
        microphone: MicrophonePage,
    ) -> None:
        self._door, self._tasks, self._view, self._opened = door, tasks, view, opened
        self._models, self._microphone = models, microphone
        self._name = ""
        self._invitation: Invitation | None = None
        self._joined = False
        self._may_be_alone = True
        self._step = Step.WORKPLACE
        self.desk: Desk | None = None
        """The profile, from the moment it is made."""
        self.key = FirstKeyPresenter(tasks, view, self.choose_microphone)

    def begin(self, unproved: Desk | None = None) -> None:
        """Show the first page; for a profile whose key was never proved the page with a new one."""
        rules = lambda _job: self._door.workshop().managed  # noqa: E731 - read at its only use
        self._tasks.run(Lane.READ, rules, owner=self._view, done=self._take_rules, failed=self._failed)
        if unproved is None:
            self._turn(Step.WORKPLACE)
            return
        self.desk, self._joined = unproved, profile.whoami(unproved).joined
        if self._joined:
            self._view.show_invited(profile.whoami(unproved).hub or "", joined=True)
        self._view.show_made()
        self._turn(Step.KEY)
        self.key.renew(unproved)

    def open_invitation(self, file: str) -> None:
        """Read an invitation's file."""
        if file:
            work = lambda _job: read_invitation(Path(file))  # noqa: E731 - read at its only use
            self._tasks.run(Lane.READ, work, owner=self._view, done=self._take_invitation, failed=self._failed)

    def paste_invitation(self, text: str) -> None:
        """Read an invitation that was pasted; an empty text means none."""
        self._invitation = None
        self._view.show_invited("")
        self._view.show_line("")
        if text.strip():
            try:
                self._invited(Invitation.from_text(text))
            except FieldNotesError as error:
                self._failed(error)

    def take_workplace(self, name: str, *, alone: bool) -> None:
        """Go on with the invitation, or alone under a name that stands under notes until a hub knows better."""
        desk = self.desk
        if self._joined:
            self._turn(Step.PASSPHRASE)
        elif alone and not self._may_be_alone:
            self._view.show_line(explain(Refused(Code.MANAGED, rule="work_alone")).words)
        elif not alone and self._invitation is None:
            more = _("Open the invitation's file or paste its text, or choose to work without.")
            self._view.show_line(more if self._may_be_alone else _("Open the invitation's file or paste its text."))
        elif alone and not name.strip():
            self._view.show_line(_("Write your name; it stands under your notes."))
        else:
            self._invitation, self._name = (None, name.strip()) if alone else (self._invitation, "")
            if desk is None:
                self._turn(Step.PASSPHRASE)
            elif alone:
                work = lambda _job: profile.rename(desk, self._name)  # noqa: E731 - read at its only use
                turn = lambda _changed: self._turn(Step.PASSPHRASE)  # noqa: E731 - as above
                self._tasks.run(Lane.WRITE, work, owner=self._view, done=turn, failed=self._failed)
            else:
                self._join()

    def judge(self, passphrase: str) -> None:
        """Judge the passphrase while it is typed."""
        self._view.show_strength(strength(passphrase, (self._name,)))

    def take_passphrase(self, passphrase: str, again: str) -> None:
        """Make the profile, or give it another passphrase; none typed leaves the one there is."""
        desk, judged = self.desk, strength(passphrase)
        if desk is not None and not passphrase and not again:
            self._turn(Step.KEY)
        elif not judged.enough:
            self._view.show_line(judged.words)
        elif passphrase != again:
            self._view.show_line(_("The two passphrases differ. Type the same one twice."))
        elif desk is None:
            self._view.show_busy(_("Making the encrypted profile …"))
            work = lambda _job: self._door.create(passphrase, self._name)  # noqa: E731 - read at its only use
            self._tasks.run(Lane.LONG, work, owner=self._view, done=self._made, failed=self._failed)
        else:
            self._view.show_busy(_("Changing the passphrase …"))
            change = lambda _job: profile.change_passphrase(desk, passphrase)  # noqa: E731 - read at its only use
            done = lambda _changed: self._turn(Step.KEY)  # noqa: E731 - as above
            self._tasks.run(Lane.LONG, change, owner=self._view, done=done, failed=self._failed)

    def back(self) -> None:
        """Go one page back."""
        self._microphone.leave()
        self._turn(Step(max(0, self._step.value - 1)))

    def choose_microphone(self) -> None:
        """Let the microphone be chosen and tried."""
        if self.desk is not None:
            self._microphone.show()
            self._turn(Step.MICROPHONE)

    def finish(self) -> None:
        """Go on to the speech model, where one is missing and can be fetched; else to work."""
        desk = self.desk
        if desk is not None:
            self._microphone.leave()
            wanted = lambda _job: self._models.wanted(desk)  # noqa: E731 - read at its only use
            self._tasks.run(Lane.READ, wanted, owner=self._view, done=self._after_microphone, failed=self._failed)

    def go_to_work(self) -> None:
        """Open the profile; a model on its way goes on coming."""
        if self.desk is not None:
            self._view.show_line("")
            self._opened(self.desk)

    def give_up(self) -> Desk | None:
        """End here, with the key forgotten; gives the profile that has to be locked, if there is one."""
        self._microphone.leave()
        self.key.forget()
        desk, self.desk = self.desk, None
        return desk

    def _take_rules(self, rules: ManagedRules) -> None:
        self._may_be_alone = rules.work_alone
        if not rules.work_alone:
            why = rules.reasons.get("work_alone", "")
            said = [rule_words("work_alone", rules), _("Why: {reason}").format(reason=why) if why else ""]
            self._view.show_locked(" ".join(filter(None, said)))

    def _after_microphone(self, model_missing: bool) -> None:  # noqa: FBT001 - an answer from the lane
        if model_missing and self.desk is not None:
            self._models.show(self.desk)
            self._turn(Step.MODEL)
        else:
            self.go_to_work()

    def _take_invitation(self, read: JsonObject) -> None:
        try:
            self._invited(Invitation.from_text(json.dumps(read)))
        except FieldNotesError as error:
            self._failed(error)

    def _invited(self, invitation: Invitation) -> None:
        self._invitation = invitation
        self._view.show_line("")
        self._view.show_invited(invitation.url)

    def _made(self, made: tuple[Desk, str]) -> None:
        self.desk, key = made
        self.key.take(self.desk, key)
        self._view.show_made()
        if self._invitation is None:
            self._turn(Step.KEY)
        else:
            self._join()

    def _join(self) -> None:
        desk, invitation = self.desk, self._invitation
        if desk is not None and invitation is not None:
            self._view.show_busy(_("Connecting to the case system …"))
            work = lambda _job: join_by_invitation(desk, invitation.to_json())  # noqa: E731 - read at its only use
            self._tasks.run(Lane.HUB, work, owner=self._view, done=self._take_joined, failed=self._not_joined)

    def _take_joined(self, joined: Joined) -> None:
        self._joined = True
        self._view.show_invited(joined.hub, joined=True)
        self._turn(Step.KEY)
        self._view.show_line(_("Connected as {name}. Your cases come now.").format(name=joined.user_name), wrong=False)

    def _not_joined(self, error: Exception) -> None:
        self._turn(Step.WORKPLACE)
        more = _("Try again, or go on without and connect later.")
        more = more if self._may_be_alone else _("Try again; what you have chosen so far stays.")
        self._view.show_line(f"{explain(error).words} {more}")

    def _failed(self, error: Exception) -> None:
        self._view.show_line(explain(error).words)

    def _turn(self, step: Step) -> None:
        self._step = step
        self._view.show_line("")
        self._view.show_step(step)
