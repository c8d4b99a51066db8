"""Puts Today together: view, presenter and their signals."""

from fieldnotes.casework.agreements import NOT_DONE
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.places import Place, Shell
from fieldnotes.ui.shell.program_update import program_update
from fieldnotes.ui.shell.updates_view import UpdateNotice
from fieldnotes.ui.worker.life.missed_over import missed_over
from fieldnotes.ui.worker.today_presenter import TodayPresenter
from fieldnotes.ui.worker.today_view import TodayScreen


def build(shell: Shell, _subject: str) -> Screen:
    """Build Today; it loads each time it is shown."""
    view = TodayScreen()
    presenter = TodayPresenter(shell, view)
    view.presenter = presenter
    view.entered_now.connect(presenter.load)
    view.changed_now.connect(presenter.load)
    view.chosen.connect(presenter.choose)
    view.new_asked.connect(presenter.new_note)
    view.join_asked.connect(presenter.join)
    view.ticked.connect(presenter.promises.tick)
    view.not_done.connect(lambda key: presenter.promises.tick(key, NOT_DONE))
    view.undo_asked.connect(presenter.promises.undo)
    view.case_asked.connect(lambda case: presenter.choose(f"case:{case}"))
    view.speak_asked.connect(presenter.speak)
    view.missed_asked.connect(missed_over(view, shell).start)
    notice = UpdateNotice(program_update())
    notice.asked.connect(lambda: shell.go(Place("updates")))
    view.entered_now.connect(notice.begin)
    view.left_now.connect(notice.end)
    view.put_below(notice)
    return view
