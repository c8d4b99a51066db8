"""Begin a note: which case, which template, then the editor. Knows no Qt and no store."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from fieldnotes.casework.case_views import CaseView, TemplateView
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shared.names import case_title
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shell.find_presenter import case_row
from fieldnotes.ui.shell.places import Shell

T = TypeVar("T")
NOT_YET = "#propose"
"""The row below the cases: none of these."""


class PickDrawing(Protocol):
    """What the panel can be told."""

    def ask(self, name: str, placeholder: str, hint: str) -> None:
        """Ask a new question with an empty line."""
        ...

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show what can be chosen."""
        ...

    def show_hint(self, words: str) -> None:
        """Say something below."""
        ...

    def close_over(self) -> None:
        """Close the panel."""
        ...


class NewNotePresenter:
    """Two questions, each answered with a key; the first is left out when the case is known."""

    def __init__(
        self,
        shell: Shell,
        view: PickDrawing,
        begin: Callable[[str, str], None],
        propose: Callable[[], None] | None = None,
    ) -> None:
        self._propose = propose
        self._shell = shell
        self._view = view
        self._begin = begin
        self._cases: tuple[CaseView, ...] = ()
        self._templates: tuple[TemplateView, ...] = ()
        self._case = ""
        self._likely = ""
        self._text = ""

    def start(self, case: str = "", likely: str = "") -> None:
        """Ask for what is not known yet; the template that is `likely` comes first, ready to be taken."""
        self._case, self._likely = case, likely
        self._text = ""
        if case:
            self._ask_template("")
            self._name_case(case)
            return
        hint = _("Type to find the case, choose with Enter.")
        self._view.ask(_("New note: which case?"), _("Name, personal number or case number"), hint)
        self._view.show_rows(())
        self._read_cases()

    def search(self, text: str) -> None:
        """Narrow down what can be chosen."""
        self._text = text.strip().casefold()
        if self._case:
            self._show_templates()
        elif not self._text:
            self._show_cases(self._cases)
        else:
            from fieldnotes.casework.read_cases import find

            self._read(lambda _job: find(self._shell.desk, text.strip()), self._show_cases)

    def choose(self, key: str) -> None:
        """Take the case, then the template."""
        if key == NOT_YET and self._propose is not None:
            self._view.close_over()
            self._propose()
            return
        if not self._case:
            self._case = key
            named = next((case_title(case) for case in self._cases if case.id == key), "")
            self._ask_template(named)
            return
        self._view.close_over()
        self._begin(self._case, key)

    def _ask_template(self, case_name: str) -> None:
        self._text = ""
        name = _("New note: which template?")
        hint = _("For {case}").format(case=case_name) if case_name else ""
        self._view.ask(name, _("Type to find the template"), hint)
        if self._templates:
            self._show_templates()
            return
        from fieldnotes.casework.read_cases import offered_templates

        self._view.show_rows(())
        self._read(lambda _job: offered_templates(self._shell.desk), self._take_templates)

    def _name_case(self, case: str) -> None:
        """Say below the templates which child the note will be about: a note in the wrong record is a leak."""
        from fieldnotes.casework import read_cases

        def show(found: CaseView) -> None:
            if self._case == case:
                self._view.show_hint(_("For {case}").format(case=case_title(found)))

        self._read(lambda _job: read_cases.case(self._shell.desk, case), show)

    def _read_cases(self) -> None:
        from fieldnotes.casework.read_cases import cases

        self._read(lambda _job: cases(self._shell.desk), self._take_cases)

    def _read(self, work: Callable[[Job], T], done: Callable[[T], None]) -> None:
        self._shell.tasks.run(Lane.READ, work, owner=self._view, done=done, failed=self._shell.explain)

    def _take_cases(self, found: tuple[CaseView, ...]) -> None:
        self._cases = found
        self._show_cases(found)

    def _take_templates(self, found: tuple[TemplateView, ...]) -> None:
        self._templates = found
        self._show_templates()

    def _show_cases(self, found: tuple[CaseView, ...]) -> None:
        rows = [case_row(case) for case in found]
        if self._propose is not None:
            words = _("The case does not exist yet …")
            rows.append(
                Row(key=NOT_YET, title=words, detail=_("Begin it here; it gets its number later"), glyph="plus")
            )
        self._view.show_rows(rows)
        if not found:
            self._view.show_hint(_("No case on this computer fits. Cases come here when they are assigned to you."))

    def _show_templates(self) -> None:
        fitting = [t for t in self._templates if self._text in f"{t.label} {t.when}".casefold()]
        fitting.sort(key=lambda t: t.id != self._likely)
        rows = [Row(key=t.id, title=t.label, detail=t.when, glyph="clipboard-list") for t in fitting]
        self._view.show_rows(rows)
