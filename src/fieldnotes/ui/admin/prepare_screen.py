"""Puts the administrator's start page together: view, presenter and their signals."""

from fieldnotes.ui.admin.prepare_presenter import PreparePresenter
from fieldnotes.ui.admin.prepare_view import PrepareScreen
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.places import Shell


def build(shell: Shell, _subject: str) -> Screen:
    """Build the page; it loads each time it is shown."""
    view = PrepareScreen()
    presenter = PreparePresenter(shell, view)
    view.presenter = presenter
    view.entered_now.connect(presenter.load)
    view.typed.connect(presenter.search)
    view.chosen.connect(presenter.choose)
    view.again_asked.connect(presenter.again)
    view.stay_asked.connect(lambda key: presenter.again(key, drafts_stay=True))
    view.away_asked.connect(presenter.throw_away)
    view.templates_asked.connect(presenter.open_templates)
    return view
