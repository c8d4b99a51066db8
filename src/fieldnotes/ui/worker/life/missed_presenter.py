"""A visit that did not happen: reason, what was tried, who was contacted, signed. Knows no Qt and no store."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from fieldnotes.casework.attachment_views import NOTHING
from fieldnotes.casework.case_views import AgreementView
from fieldnotes.casework.desk import Begun, Changed
from fieldnotes.casework.not_carried_out import CALL, VISIT, Missed, NotCarriedOut
from fieldnotes.casework.refusals import StoppedBy
from fieldnotes.casework.visit_views import VisitView
from fieldnotes.domain.errors import Code
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.places import Place, Shell

Choices = Sequence[tuple[str, str]]


class MissedDrawing(Protocol):
    """What the panel can be told."""

    def open_form(self, reasons: Choices, people: Choices, *, call: bool) -> None:
        """Open with these reasons and people to choose from; `call`: what was planned was a telephone call."""
        ...

    def show_busy(self, *, busy: bool) -> None:
        """Say that it is being done."""
        ...

    def show_wrong(self, words: str) -> None:
        """Say why it was not done."""
        ...

    def ask_why(self, warnings: str) -> None:
        """Say what the rules warn of, and ask why it is signed all the same."""
        ...

    def close_over(self) -> None:
        """Close the panel."""
        ...


@dataclass(frozen=True)
class Stopped:
    """The draft that was begun, and what stopped its signature."""

    begun: Begun
    problem: StoppedBy
    changed: Changed


class MissedPresenter:
    """Opens the form for one case and signs what was said."""

    def __init__(self, shell: Shell, view: MissedDrawing) -> None:
        self._shell = shell
        self._view = view
        self._case = ""
        self._planned: AgreementView | VisitView | None = None
        self._begun: Begun | None = None

    def start(self, case: str, planned: AgreementView | VisitView | None = None) -> None:
        """Open the form; `planned` is what did not take place: a promise is noted as not done once this is signed.

        A visit that was planned is the visit of this note, and so leaves the list.
        """
        from fieldnotes.casework.not_carried_out import family_to_contact, reasons

        self._case, self._planned, self._begun, desk = case, planned, None, self._shell.desk
        call = planned.call if isinstance(planned, VisitView) else planned is not None and planned.leads_to == CALL
        self._shell.tasks.run(
            Lane.READ,
            lambda _job: (reasons(desk), family_to_contact(desk, case)),
            owner=self._view,
            done=lambda found: self._view.open_form(*found, call=call),
            failed=self._shell.explain,
        )

    def sign(self, reason: str, tried: str, contacted: Sequence[str], *, call: bool, why: str = "") -> None:
        """Sign it; a warning is asked about, and where a rule stops it the draft is opened: no word is lost."""
        from fieldnotes.casework.not_carried_out import begin, tick
        from fieldnotes.casework.sign import sign
        from fieldnotes.casework.write_note import discard

        desk, case, planned = self._shell.desk, self._case, self._planned
        visit = planned if isinstance(planned, VisitView) else None
        form = visit.template if visit is not None else VISIT
        said = NotCarriedOut(
            reason, tried, tuple(contacted), template=CALL if call else form, visit=visit.visit if visit else None
        )
        before = self._begun

        def work(_job: Job) -> Missed | Stopped:
            if before is not None:
                discard(desk, before.note)
            begun = begin(desk, case, said)
            try:
                done = sign(desk, begun.note, None, why)
            except StoppedBy as stopped:
                return Stopped(begun, stopped, begun.changed)
            followed = tick(desk, planned) if isinstance(planned, AgreementView) else NOTHING
            return Missed(begun.note, done.hash, begun.changed.with_(done.changed).with_(followed))

        self._view.show_busy(busy=True)
        self._shell.tasks.run(
            Lane.WRITE, work, owner=self._view, done=self._done,
            failed=lambda error: self._view.show_wrong(explain(error).words),
        )  # fmt: skip

    def _done(self, made: Missed | Stopped) -> None:
        self._view.show_busy(busy=False)
        if isinstance(made, Stopped):
            self._stopped(made)
            return
        self._begun = None
        self._view.close_over()
        self._shell.say(_("Signed: it did not take place."))

    def _stopped(self, made: Stopped) -> None:
        """Keep the draft; ask for the reason when one is enough, else open it."""
        self._begun = made.begun
        if made.problem.code is Code.WARNING_NEEDS_REASON:
            self._view.ask_why(" ".join(str(each.text) for each in made.problem.findings))
            return
        self._view.close_over()
        self._shell.say(_("Something is still missing. The note is open as a draft."), wrong=True)
        self._shell.go(Place("note", made.begun.note))
