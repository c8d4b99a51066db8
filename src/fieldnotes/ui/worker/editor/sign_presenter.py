"""From *Sign* to a record: save, look what stands in the way, ask for reasons, sign, say the truth. Knows no Qt."""

from collections.abc import Callable, Mapping
from typing import Protocol

from fieldnotes.casework import check_note, sign, write_note
from fieldnotes.casework.desk import Begun, Recorded
from fieldnotes.casework.refusals import StoppedBy
from fieldnotes.casework.views import Check, NoteView
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.worker.editor.check_presenter import check_rows
from fieldnotes.ui.worker.editor.presenter import EditorPresenter
from fieldnotes.ui.worker.editor.states import SheetState


class SignScreen(Protocol):
    """What is asked of the window."""

    def sheet_open(self) -> bool:
        """Say whether the list is open."""
        ...

    def show_sheet(self, state: SheetState) -> None:
        """Open the list before signing, or draw it anew."""
        ...

    def close_sheet(self) -> None:
        """Close it."""
        ...

    def say(self, text: str) -> None:
        """Say that something was done."""
        ...

    def explain(self, error: Exception) -> None:
        """Say a problem in one sentence."""
        ...


class SignPresenter:
    """Signs what is saved, never what is only on the screen."""

    def __init__(self, presenter: EditorPresenter, screen: SignScreen) -> None:
        self._presenter = presenter
        self._screen = screen
        self._busy = False
        self._reasons: dict[str, str] = {}
        self._correction = ""

    def ask(self) -> None:
        """Save, then open the list."""
        self._presenter.save_now(self._look)

    def again(self) -> None:
        """Look anew after something was answered in the list; one that was closed meanwhile stays closed."""
        if not self._busy:
            self._presenter.save_now(self._look_again)

    def confirm(self, reasons: Mapping[str, str], correction: str) -> None:
        """Sign with these reasons; a second press while it runs does nothing."""
        if self._busy:
            return
        self._busy = True
        self._reasons = dict(reasons)
        self._correction = correction or self._correction
        desk, note = self._presenter.desk, self._presenter.note
        why = self._correction or None
        self._presenter.save_now(
            lambda: self._run(lambda: sign.sign(desk, note, self._reasons, why)),
        )

    def correct(self, reason: str) -> None:
        """Open the signed note as a correction; the reason is asked now and signed with it (INS-1)."""
        self._correction = reason
        desk, note = self._presenter.desk, self._presenter.note
        self._presenter.tasks.run(
            Lane.WRITE,
            lambda _job: write_note.begin_correction(desk, note),
            owner=self._screen,
            done=self._begun,
            failed=self._screen.explain,
        )

    def _look_again(self) -> None:
        if self._screen.sheet_open():
            self._look(again=True)

    def _look(self, *, again: bool = False) -> None:
        desk, note = self._presenter.desk, self._presenter.note
        self._presenter.tasks.run(
            Lane.READ,
            lambda _job: check_note.check(desk, note),
            owner=self._screen,
            done=lambda check: None if again and not self._screen.sheet_open() else self._open(check),
            failed=self._screen.explain,
        )

    def _open(self, check: Check) -> None:
        opened = self._presenter.opened
        if opened is None:
            return
        rows = check_rows(check, opened.form)
        self._screen.show_sheet(
            SheetState(
                blocks=tuple(row for row in rows if row.severity == "block"),
                warnings=_warnings(check),
                places=_places(check),
                reasons=self._reasons,
                next_words=next_words(opened.note, joined=opened.who.joined),
                correction_reason=self._correction if opened.note.corrects else None,
            )
        )

    def _run(self, work: Callable[[], Recorded]) -> None:
        self._presenter.tasks.run(
            Lane.WRITE, lambda _job: work(), owner=self._screen, done=self._signed, failed=self._not_signed
        )

    def _signed(self, _recorded: Recorded) -> None:
        self._busy = False
        self._reasons, self._correction = {}, ""
        self._screen.close_sheet()
        opened = self._presenter.opened
        self._screen.say(signed_words(joined=opened is not None and opened.who.joined))
        self._presenter.open()

    def _not_signed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, StoppedBy):
            self._look()
        else:
            self._screen.explain(error)

    def _begun(self, _begun: Begun) -> None:
        self._presenter.open()


def signed_words(*, joined: bool) -> str:
    """Say that it is signed; where it lies by now is said above the note, where it goes on being true."""
    if joined:
        return _("Signed. Above the note you see when it is in the case system.")
    return _("Signed. It is kept on this computer only.")


def next_words(note: NoteView, *, joined: bool) -> str:
    """Say in words what signing does."""
    words = [
        _("The text becomes part of the record and cannot be changed; a correction is a new version with a reason.")
    ]
    if joined:
        words.append(_("It is sent to the case system by itself, and your supervisor can read it there."))
    else:
        words.append(_("It is kept on this computer until it has joined a case system."))
    if not note.family:
        words.append(_("It has not been shown to the family; it can be shown afterwards too."))
    return " ".join(words)


def _places(check: Check) -> dict[str, tuple[str, str]]:
    """The first place each warned rule is about."""
    found: dict[str, tuple[str, str]] = {}
    for finding in check.warnings:
        if finding.section:
            found.setdefault(finding.rule, (finding.section, finding.field or ""))
    return found


def _warnings(check: Check) -> tuple[tuple[str, str], ...]:
    found: dict[str, list[str]] = {}
    for finding in check.warnings:
        texts = found.setdefault(finding.rule, [])
        if finding.text not in texts:
            texts.append(finding.text)
    return tuple((rule, " ".join(texts)) for rule, texts in found.items())
