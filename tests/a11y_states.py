"""Every screen and panel of the program in the states a person meets, on real vaults, one after the other.

`STATES` names each with the workplace it belongs to and how one comes there; `Visits` opens them. What is opened is
the widget a person has before them: the whole window, or the panel that lies over it and holds the keyboard.
"""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from editor_window import begin, sections_of
from family_room import GUARDIAN
from fieldnotes.boot.doors import doors
from fieldnotes.casework import attach
from fieldnotes.ui.screen_settings import ScreenSettings
from fieldnotes.ui.shared.buttons import Button
from fieldnotes.ui.shell.app_window import AppWindow
from fieldnotes.ui.shell.door import Door
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.shell.session import Session
from fieldnotes.ui.tasks import Tasks
from fieldnotes.ui.worker.life.missed_panel import MissedPanel
from one_desk import RESOURCES, make_desk, make_profile, make_workshop, shipped
from picture_samples import png
from two_desks import close_window, make_two, returned, shown_and_signed, signed

CASE = "c-prov-01"
WORKER, ALONE, DECIDES, DOOR = "worker", "alone", "decides", "door"
TEMPLATES = tuple(sorted(each["id"] for each in shipped("templates/templates.json")["templates"]))


@dataclass
class Visit:
    """One workplace with its window open; `until` lets the window run until something is so."""

    desk: object
    tasks: Tasks
    session: Session
    notes: dict
    until: object

    @property
    def window(self):
        return self.session.window

    def settle(self):
        self.until(lambda: self.tasks.idle() and self.window.current() is not None)
        QApplication.processEvents()

    def go(self, screen, subject=""):
        """Go to a place and wait until it is filled; gives its screen."""
        self.session.main.go(Place(screen, subject))
        self.settle()
        return self.window.current()

    def note(self, name):
        """Open a note, every section of it built."""
        editor = self.go("note", self.notes[name])
        self.until(lambda: editor.note.opened is not None)
        if editor.view.signed is None:
            editor.view.form.build_all()
            for card in editor.view.form.cards.values():
                card.show_all()
        self.settle()
        return editor


class Doors:
    """The program's window before a profile is open, one view at a time."""

    def __init__(self, folder, clock, settings, look, until):
        self._tasks, self._until, self._shown = Tasks(), until, None
        make_profile(folder / "door", clock).lock()
        door = Door(lambda: make_workshop(clock, folder), folder / "door")
        self.window = AppWindow(door, self._tasks, settings, look)
        self.window.show()
        until(self._tasks.idle)

    def view(self, loose):
        self.close_last()
        self._shown = loose.make(self._tasks, QApplication.processEvents)
        self.window.stack.addWidget(self._shown)
        self.window.stack.setCurrentWidget(self._shown)
        self._until(self._tasks.idle)
        QApplication.processEvents()
        return self.window

    def close_last(self):
        if self._shown is not None:
            self.window.stack.removeWidget(self._shown)
            close_window(self._shown)
        self._shown = None

    def close(self):
        self.close_last()
        close_window(self.window)
        self._tasks.close()


class Visits:
    """The workplaces, made when first asked for and kept until the end."""

    def __init__(self, folder, clock, until):
        self._folder, self._clock, self._until = folder, clock, until
        self._open, self._two, self._desks = {}, None, []
        app = QApplication.instance()
        self._settings = ScreenSettings(resources=RESOURCES, lock_minutes=600, sync_minutes=600)
        self._look = LookChoice(app, self._settings)
        self._doors = Doors(folder, clock, self._settings, self._look, until)

    def at(self, workplace):
        """Give the window of a workplace, in sight; the others are hidden."""
        self._doors.window.setVisible(workplace == DOOR)
        if workplace == DOOR:
            self._doors.window.activateWindow()
            return self._doors
        if workplace not in self._open:
            self._open[workplace] = self._make(workplace)
        for name, visit in self._open.items():
            visit.window.setVisible(name == workplace)
        chosen = self._open[workplace]
        chosen.window.toasts.clear()
        chosen.window.activateWindow()
        return chosen

    def close(self):
        self._doors.close()
        for visit in self._open.values():
            visit.session.end()
            self._until(visit.tasks.idle)
            visit.window.close()
            visit.window.deleteLater()
            visit.tasks.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        for desk in self._desks:
            desk.vault.lock()

    def _make(self, workplace):
        if workplace == ALONE:
            desk, notes = make_desk(self._folder / "alone", self._clock, joined=False), {}
            self._desks.append(desk)
        else:
            desk, notes = self._town(workplace)
        tasks = Tasks()
        session = Session(desk, tasks, self._settings, self._look)
        session.window.resize(1366, 840)
        session.window.show()
        session.begin()
        visit = Visit(desk, tasks, session, notes, self._until)
        visit.settle()
        session.sync.stop()
        return visit

    def _town(self, workplace):
        if self._two is None:
            two = make_two(self._folder / "town", self._clock)
            self._desks += [two.worker, two.supervisor]
            self._two = (two, _write(two, self._folder))
        two, notes = self._two
        return (two.worker if workplace == WORKER else two.supervisor), notes


def _write(two, folder):
    """What lies on the desks: drafts of every template, notes ready, waiting, shown, returned, with a file."""
    desk = two.worker
    notes = {template: begin(desk, template=template) for template in TEMPLATES}
    notes["ready"] = begin(desk, sections=sections_of("prov-01.json"))
    picture = folder / "köket.png"
    picture.write_bytes(png())
    attach.attach(desk, notes["ready"], picture)
    notes["returned"], revision = shown_and_signed(two)
    returned(two, notes["returned"], revision, "Hur ofta är Elsa ensam på morgonen?")
    notes["signed"] = signed(two)[0]
    return notes


def _window(act):
    """What an act opens is part of the whole window."""

    def opened(visit):
        act(visit)
        visit.settle()
        return visit.window

    return opened


def _screen(name, subject=""):
    return _window(lambda visit: visit.go(name, visit.notes.get(subject, subject)))


def _signing(name):
    def act(visit):
        editor = visit.note(name)
        editor.view.top.sign.click()
        visit.until(editor.view.sheet.isVisible)

    return _window(act)


def _correcting(visit):
    visit.note("signed").view.signed.ask_for_reason()


def _history(visit):
    visit.note("returned").view.side.history_asked.emit()


def _over_note(name, act, panel):
    """A panel over a note."""

    def opened(visit):
        editor = visit.note(name)
        act(editor)
        visit.until(lambda: panel(editor) is not None and panel(editor).isVisible())
        visit.settle()
        return panel(editor)

    return opened


def _panel(act, name):
    """A panel of the session over Today."""

    def opened(visit):
        visit.go("today")
        act(visit.session)
        visit.settle()
        return getattr(visit.session, name)

    return opened


def _missed(visit):
    today = visit.go("today")
    today.missed_asked.emit(CASE)
    visit.settle()
    panel = today.findChild(MissedPanel)
    visit.until(panel.isVisible)
    return panel


def _room(visit):
    family = visit.go("family", visit.notes["ready"])
    family.asking.set_here(GUARDIAN, here=True)
    family.room.people.findChild(Button).click()


def _showing(visit):
    """On this one screen: the family's window, with the worker's bar over it."""
    _room(visit)
    family = visit.window.current()
    visit.settle()
    family.room.show_it.click()
    visit.until(lambda: family.stage.window is not None)
    visit.settle()
    return family


def _family_sees(visit):
    return _showing(visit).stage.window


def _console(visit):
    _showing(visit)


def _leaving(visit):
    family = _showing(visit)
    family.stage.leave_asked.emit()
    return family.stage.window


def _ended(visit):
    _showing(visit).showing.finish()


def _offered(visit):
    visit.go("today")
    visit.window.toasts.show_toast("Borttaget", action="Ångra", on_action=visit.settle)


def _asked(visit):
    screen = visit.go("decide", visit.notes["signed"])
    text = next(iter(screen.page.texts.values()))
    text.setFocus()
    text.selectAll()
    screen.asking.findChild(Button).click()


STATES = {
    **{each.name: (DOOR, lambda shown, each=each: shown.view(each)) for each in doors()},
    "today": (WORKER, _screen("today")),
    "today with nothing": (ALONE, _screen("today")),
    "a message with a way back": (WORKER, _window(_offered)),
    "cases": (WORKER, _screen("cases")),
    "no case": (ALONE, _screen("cases")),
    "case": (WORKER, _screen("case", CASE)),
    "join": (ALONE, _screen("join")),
    **{each: (WORKER, _screen(each)) for each in ("security", "storage", "dictation", "models", "kept")},
    **{f"note: {each}": (WORKER, _window(lambda visit, each=each: visit.note(each))) for each in TEMPLATES},
    "note with a file": (WORKER, _window(lambda visit: visit.note("ready"))),
    "note returned": (WORKER, _window(lambda visit: visit.note("returned"))),
    "note signed": (WORKER, _window(lambda visit: visit.note("signed"))),
    "history": (WORKER, _window(_history)),
    "correcting": (WORKER, _window(_correcting)),
    "signing what lacks": (WORKER, _signing("hembesok")),
    "signing": (WORKER, _signing("ready")),
    "who is heard": (
        WORKER,
        _over_note("hembesok", lambda editor: editor.view.dock.people.click(), lambda editor: editor.recording.panel),
    ),
    "for a sibling": (
        WORKER,
        _over_note("ready", lambda editor: editor._life.open_siblings(), lambda editor: editor._life.siblings),
    ),
    "in the wrong case": (
        WORKER,
        _over_note("signed", lambda editor: editor._life.open_misfiled(), lambda editor: editor._life.misfiled),
    ),
    "it did not take place": (WORKER, _missed),
    "family: the room": (WORKER, _window(_room)),
    "family: what they see": (WORKER, _family_sees),
    "family: leaving": (WORKER, _leaving),
    "family: at the end": (WORKER, _window(_ended)),
    "decisions": (DECIDES, _screen("queue")),
    "deciding": (DECIDES, _screen("decide", "signed")),
    "deciding what was returned": (DECIDES, _screen("decide", "returned")),
    "asking in place": (DECIDES, _window(_asked)),
    "find": (WORKER, _panel(lambda session: session.open_find(), "finder")),
    "case of a new note": (WORKER, _panel(lambda session: session.main.new_note(), "picker")),
    "template of a new note": (WORKER, _panel(lambda session: session.main.new_note(CASE), "picker")),
    "a case that does not exist": (WORKER, _panel(lambda session: session._propose(), "_proposing")),
    "where are my notes": (WORKER, _panel(lambda session: session.open_where(), "where")),
    "keys": (WORKER, _panel(lambda session: session.open_keys(), "keys")),
    "help": (WORKER, _panel(lambda session: session.open_help(), "help")),
}
