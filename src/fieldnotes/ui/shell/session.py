"""One unlocked profile in the window: main window, presenters and panels, built together and torn down at lock."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.managed import rules_of
from fieldnotes.language.translation import spoken_language
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.screen_settings import LANGUAGES, ScreenSettings
from fieldnotes.ui.shared.buttons import shown_keys
from fieldnotes.ui.shared.picker import Picker
from fieldnotes.ui.shell.find_presenter import Command, FindPresenter, hint, never
from fieldnotes.ui.shell.help_panel import HelpPanel, help_pages
from fieldnotes.ui.shell.invitation_drops import InvitationDrops
from fieldnotes.ui.shell.join_view import JoinScreen
from fieldnotes.ui.shell.later import LaterTimer
from fieldnotes.ui.shell.lock_time import lock_time
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.shell.main_presenter import MainPresenter
from fieldnotes.ui.shell.main_window import MainWindow
from fieldnotes.ui.shell.new_note_presenter import NewNotePresenter
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.shell.program_update import program_update
from fieldnotes.ui.shell.propose_panel import ProposePanel
from fieldnotes.ui.shell.propose_presenter import ProposePresenter
from fieldnotes.ui.shell.screens import is_there
from fieldnotes.ui.shell.shortcut_panel import ShortcutPanel
from fieldnotes.ui.shell.status_words import exchanged_words
from fieldnotes.ui.shell.support_report import SupportReport
from fieldnotes.ui.shell.sync_presenter import SyncPresenter
from fieldnotes.ui.shell.where_panel import WherePanel
from fieldnotes.ui.shell.where_words import where_lines, where_rows
from fieldnotes.ui.tasks import Tasks

SETTINGS = (
    "#display", "#storage", "#dictation", "#models", "#security", "#account", "#updates", "#larger", "#smaller",
    "#light", "#dark", "#contrast",
)  # fmt: skip
"""What somebody means who looks for settings."""
LOOKS_AFTER = 30.0
"""Seconds after unlocking until a newer version of the program is looked for."""


class Session(QObject):
    """Owns everything that may show a word of the record."""

    lock_asked = Signal()
    language_asked = Signal(str)
    display_asked = Signal()
    wiped = Signal(str)
    """The workplace had the profile wiped: nothing of it is left to show; carries the sentence that says so."""

    def __init__(self, desk: Desk, tasks: Tasks, settings: ScreenSettings, look: LookChoice) -> None:
        super().__init__()
        self.desk = desk
        self.window = MainWindow()
        self._tasks = tasks
        self._ended = False
        self._resources = settings.resources
        self._later, self._looking = LaterTimer(self), LaterTimer(self)
        self.main = self.window.presenter = MainPresenter(desk, tasks, self.window)
        self.sync = SyncPresenter(desk, tasks, self.window, self._later.after, every_minutes=settings.sync_minutes)
        made = self._make_commands(look)
        wanted = {key: _("settings") for key in SETTINGS}
        self._commands = [replace(c, shown=shown_keys(c.shown or c.keys), also=wanted.get(c.key, "")) for c in made]
        self.finder = Picker(self.window, _("Find"))
        self.find = FindPresenter(self.main, self.finder, self._commands)
        self.picker = Picker(self.window, _("New note"))
        self.new = NewNotePresenter(self.main, self.picker, self.main.begin_note, self._propose)
        self._proposing: ProposePanel | None = None
        self.where = WherePanel(self.window)
        self.keys = ShortcutPanel(self.window, [(c.words, c.keys) for c in self._commands if c.keys])
        self.help = HelpPanel(self.window)
        self.report = SupportReport(self.main, self.help, settings)
        self._drops = InvitationDrops(self.window)
        self._connect()

    def begin(self) -> None:
        """Show Today and begin to exchange."""
        self.main.begin()
        self.sync.begin()
        self._looking.after(LOOKS_AFTER, lambda: program_update().look_by_itself(self._tasks, self.desk.workshop))
        desk = self.desk
        self._tasks.run(
            Lane.READ,
            lambda _job: rules_of(desk).lock_minutes,
            owner=self.window,
            done=lock_time().limit,
            failed=self.main.explain,
        )

    def end(self) -> None:
        """Hand every unsaved word to the WRITE lane; nothing of the record is shown after this. Once is enough."""
        if self._ended:
            return
        self._ended = True
        screen = self.window.current()
        if screen is not None:
            screen.left()
        self.sync.stop()
        self._later.stop()
        self._looking.stop()
        self._tasks.changed.disconnect(self._take_change)

    def open_find(self) -> None:
        """Open Find."""
        self.finder.ask(_("Find a case or a command"), _("Name, personal number, case number – or a command"), hint())
        self.find.search("")

    def open_where(self) -> None:
        """Open the panel that says where every note is."""
        from fieldnotes.casework.exchange import put_aside
        from fieldnotes.casework.read_cases import status
        from fieldnotes.casework.read_note import notes

        desk, now = self.desk, self.desk.clock.now()
        self._tasks.run(
            Lane.READ,
            lambda _job: (status(desk), notes(desk), put_aside(desk)),
            owner=self.window,
            done=lambda seen: self.where.show_where(
                where_lines(seen[0], now, seen[2]), where_rows(seen[1], now), joined=seen[0].joined
            ),
            failed=self.main.explain,
        )

    def open_keys(self) -> None:
        """Open the sheet of keys."""
        self.keys.open_sheet()

    def open_help(self) -> None:
        """Open the help in the language that is spoken."""
        self.help.open_help(help_pages(self._resources, spoken_language()))

    def _propose(self) -> None:
        """Open the form of a case that does not exist yet; then the template is asked."""
        if self._proposing is None:
            panel = self._proposing = ProposePanel(self.window)
            panel.presenter = ProposePresenter(self.main, panel, self.new.start)
            panel.proposed.connect(panel.presenter.propose)
        self._proposing.open_form()

    def _connect(self) -> None:
        top, window = self.window.top, self.window
        top.find_asked.connect(self.open_find)
        top.new_asked.connect(self.main.new_note)
        top.lock_asked.connect(self.lock_asked)
        top.keys_asked.connect(self.open_keys)
        top.display_asked.connect(self.display_asked)
        window.status.sync_asked.connect(self.sync.ask_now)
        window.status.where_asked.connect(self.open_where)
        window.status.conflicts_asked.connect(lambda: self.main.go(Place("today")))
        window.new_note_asked.connect(self.new.start)
        window.sync_asked.connect(self.sync.ask_now)
        window.wiped.connect(self.wiped)
        window.exchanged.connect(lambda sent, received: self.main.say(exchanged_words(sent, received)))
        self.finder.typed.connect(self.find.search)
        self.finder.chosen.connect(self.find.choose)
        self.picker.typed.connect(self.new.search)
        self.picker.chosen.connect(self.new.choose)
        self.keys.help_asked.connect(self.open_help)
        self.where.kept_asked.connect(lambda: self.main.go(Place("kept")))
        self.where.note_asked.connect(lambda note: self.main.go(Place("note", note)))
        self._drops.dropped.connect(self._take_invitation)
        self._tasks.changed.connect(self._take_change)
        for command in self._commands:
            if command.keys:
                QShortcut(QKeySequence(command.keys), window).activated.connect(command.act)

    def _take_change(self, change: object) -> None:
        kinds: frozenset[str] = getattr(change, "kinds", frozenset())
        if kinds & {"profile", "cases"}:  # a deputyship comes with what the hub tells of cases
            self.main.refresh_who()
        self.sync.take_change(kinds)
        self.window.take_change(change)

    def _take_invitation(self, file: str) -> None:
        """Join by a file that was dropped on the window."""
        self.main.go(Place("join"))
        screen = self.window.current()
        if isinstance(screen, JoinScreen):
            screen.invitation_given.emit(file)

    def _back(self) -> None:
        """Go back as the screen's own button does, else along the way."""
        screen = self.window.current()
        if screen is None or not screen.step_back():
            self.main.back()

    def _search_here_command(self) -> Command:
        """Search the words typed into Find in the notes of the case that is open (SEC-7 allows no more)."""
        here = lambda: self.main.here.screen == "case"  # noqa: E731 - one line of a table

        def search(text: str) -> None:
            screen = self.window.current()
            if screen is not None:
                screen.search_for(text)

        words = _("Search the notes of this case")
        return Command("#here", words, "", lambda: search(""), "search", "Ctrl+F", fits=here, words_for=search)

    def _supervisor_commands(self) -> list[Command]:
        if not is_there("queue"):
            return []
        go = lambda: self.main.go(Place("queue"))  # noqa: E731 - one line of a table
        decides = lambda: self.window.supervisor  # noqa: E731 - the same
        examples = lambda: self.main.go(Place("examples"))  # noqa: E731 - the same
        return [
            Command("#queue", _("Waiting decisions"), "Alt+3", go, "scale", fits=decides),
            Command("#examples", _("Good examples …"), "", examples, "sparkles"),
            Command("#templates", _("Templates …"), "", lambda: self.main.go(Place("templates")), "file-text"),
            Command("#aside", _("Set aside …"), "", lambda: self.main.go(Place("aside")), "inbox", fits=decides),
            Command("#deputies", _("Deputies …"), "", lambda: self.main.go(Place("deputies")), "users", fits=decides),
        ]

    def _preparing_commands(self) -> list[Command]:
        def go() -> None:
            if self.window.prepares:
                self.main.go(Place("prepare"))

        words = _("Prepare visits")
        return [Command("#prepare", words, "Alt+5", go, "calendar", fits=lambda: self.window.prepares)]

    def _look_commands(self, look: LookChoice) -> list[Command]:
        return [
            Command("#larger", _("Larger text"), "Ctrl++", look.larger, "plus"),
            Command("#smaller", _("Smaller text"), "Ctrl+-", look.smaller, "chevron-down"),
            Command("#light", _("Light look"), "", lambda: look.choose("light"), "sun"),
            Command("#dark", _("Dark look"), "", lambda: look.choose("dark"), "monitor"),
            *(
                Command(f"#speak-{language}", name, "", partial(self.language_asked.emit, language), "message-circle")
                for language, name in LANGUAGES
                if language != spoken_language()
            ),
            Command("#contrast", _("High contrast"), "", lambda: look.choose("contrast"), "eye"),
        ]

    def _make_commands(self, look: LookChoice) -> list[Command]:
        go = self.main.go
        return [
            Command("#new", _("New note"), "Ctrl+N", self.main.new_note, "plus"),
            Command("#today", _("Today"), "Alt+1", lambda: go(Place("today")), "sun"),
            Command("#cases", _("Cases"), "Alt+2", lambda: go(Place("cases")), "folder"),
            Command("#find", _("Find a case or a command"), "Ctrl+K", self.open_find, "search", fits=never),
            Command("#back", _("Back"), "Alt+Left", self._back, "arrow-left"),
            self._search_here_command(),
            *self._supervisor_commands(),
            *self._preparing_commands(),
            Command("#sync", _("Exchange now"), "F5", self.main.sync_now, "refresh-cw"),
            Command(
                "#join",
                _("Connect to the case system …"),
                "",
                lambda: go(Place("join")),
                "user-plus",
                fits=lambda: not self.sync.joined,
            ),
            Command("#time", _("Your time"), "Alt+4", lambda: go(Place("time")), "clock"),
            Command("#kept", _("Drafts from your other computer …"), "", lambda: go(Place("kept")), "download"),
            Command("#storage", _("Storage and backup …"), "", lambda: go(Place("storage")), "copy"),
            Command("#dictation", _("Microphone and dictation …"), "", lambda: go(Place("dictation")), "mic"),
            Command("#models", _("Speech models …"), "", lambda: go(Place("models")), "mic"),
            Command("#where", _("Where are my notes?"), "", self.open_where, "info"),
            Command("#display", _("Display and language …"), "Ctrl+,", self.display_asked.emit, "settings-2"),
            Command("#security", _("Security …"), "", lambda: go(Place("security")), "key-round"),
            Command("#account", _("Log-in and board …"), "", lambda: go(Place("account")), "user-plus"),
            Command("#updates", _("New versions of the program …"), "", lambda: go(Place("updates")), "download"),
            Command("#lock", _("Lock"), "Ctrl+L", self.lock_asked.emit, "lock"),
            Command("#help", _("Help"), "", self.open_help, "info"),
            Command("#keys", _("Keys"), "F1", self.open_keys, "keyboard"),
            *self._look_commands(look),
        ]
