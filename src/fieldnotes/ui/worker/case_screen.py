"""Puts one case together: view, presenter and their signals."""

from fieldnotes.domain.errors import FieldNotesError
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.places import Place, Shell
from fieldnotes.ui.worker.case_presenter import CasePresenter
from fieldnotes.ui.worker.case_view import CaseScreen
from fieldnotes.ui.worker.folder.answer_panel import Answering
from fieldnotes.ui.worker.folder.journal_panel import JournalOver
from fieldnotes.ui.worker.life.missed_over import missed_over


def build(shell: Shell, subject: str) -> Screen:
    """Build the screen of the case with this id or number; it loads each time it is shown."""
    view = CaseScreen()
    presenter = CasePresenter(shell, view, subject)
    view.presenter = presenter
    view.entered_now.connect(lambda: _note_opened(shell, view, subject))
    view.entered_now.connect(presenter.finding.arrive)
    view.entered_now.connect(presenter.load)
    view.changed_now.connect(lambda _change: presenter.load())
    view.typed.connect(presenter.finding.search)
    view.chosen.connect(presenter.choose)
    view.new_asked.connect(presenter.new_note)
    view.real_typed.connect(presenter.find_real)
    view.ticked.connect(presenter.promises.tick)
    view.undo_asked.connect(presenter.promises.undo)
    view.bind_asked.connect(presenter.bind)
    view.back_asked.connect(presenter.back)
    answering = Answering(shell, view)
    journal = JournalOver(view, shell, subject)
    view.over = (journal, answering)
    view.journal_asked.connect(journal.start)
    view.insight_asked.connect(lambda: shell.go(Place("insight", subject)))
    view.day_chosen.connect(answering.choose)
    missed = missed_over(view, shell)
    view.missed_asked.connect(lambda: missed.start(subject))
    return view


def _note_opened(shell: Shell, view: CaseScreen, case: str) -> None:
    """Write down that the case is looked at, before it is read; that there is none of that name, its reading says."""
    from fieldnotes.casework.read_cases import note_opened

    desk = shell.desk
    shell.tasks.run(
        Lane.READ,
        lambda _job: note_opened(desk, case),
        owner=view,
        done=lambda _none: None,
        failed=lambda error: None if isinstance(error, FieldNotesError) else shell.explain(error),
    )
