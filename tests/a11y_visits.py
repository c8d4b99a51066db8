"""Workplaces with their windows open for a walk through all screens: real vaults, one look, one after the other."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from admin_desk import make_admin_desk
from editor_window import begin, sections_of
from family_room import marked
from fieldnotes.casework import attach, show_to_family, sign
from fieldnotes.casework.correct_here import correct_here, texts_to_change
from fieldnotes.ui.screen_settings import ScreenSettings
from fieldnotes.ui.shell.app_window import AppWindow
from fieldnotes.ui.shell.door import Door
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.shell.session import Session
from fieldnotes.ui.tasks import Tasks
from one_desk import RESOURCES, make_desk, make_profile, make_workshop, shipped
from picture_samples import png
from two_desks import GUARDIAN, ROOM, WHY, close_window, make_two, returned, shown_and_signed, signed

CASE = "c-prov-01"
WORKER, ALONE, DECIDES, PAIR, DOOR, AGENCY = "worker", "alone", "decides", "pair", "door", "agency"
SCREEN = (1366, 840)
"""A cheap laptop's."""
PREPARES = "prepares"
"""The workplace of an administrator."""
SPOKEN = "Nytt möte den 26 mars klockan 15.00 på kontoret."
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
        chosen.go("updates")  # the page that is read quickest: a showing to the family ends, and its window with it
        chosen.window.toasts.clear()
        chosen.window.resize(*SCREEN)
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
        elif workplace == PREPARES:
            desk, notes = make_admin_desk(self._folder / "prepares", self._clock), {}
            self._desks.append(desk)
        elif workplace == PAIR:
            desk, notes = self._pair()
        elif workplace == AGENCY:
            desk = make_desk(self._folder / "agency", self._clock, user="u-jonas")
            self._desks.append(desk)
            notes = {"plan": begin(desk, "c-prov-05", "sip_mote", sections_of("prov-09.json"))}
            sign.sign(desk, notes["plan"], {"*": WHY})
        else:
            desk, notes = self._town(workplace)
        tasks = Tasks()
        session = Session(desk, tasks, self._settings, self._look)
        session.window.resize(*SCREEN)
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

    def _pair(self):
        """A worker whose colleague has corrected one note too, and waits for a second name under another."""
        two = make_two(self._folder / "pair", self._clock, "u-jonas")
        self._desks += [two.worker, two.supervisor]
        notes = {"versions": signed(two)[0]}
        for desk, words in ((two.worker, "Skolan ringer."), (two.supervisor, "Skolan hör av sig.")):
            sign.correct(desk, notes["versions"], {"sections": {"information": {"note": words}}}, WHY, {"*": WHY})
        notes["theirs"] = begin(two.supervisor, sections=sections_of("prov-01.json"))
        sign.sign(two.supervisor, notes["theirs"], {"*": WHY})
        two.carry()
        return two.worker, notes


def _write(two, folder):
    """What lies on the desks: drafts of every template, notes ready, waiting, shown, returned, with a file."""
    desk = two.worker
    notes = {template: begin(desk, template=template) for template in TEMPLATES}
    notes["ready"] = begin(desk, sections=sections_of("prov-01.json"))
    picture = folder / "köket.png"
    picture.write_bytes(png())
    attach.attach(desk, notes["ready"], picture)
    told = sections_of("prov-01.json")
    notes["unreasoned"] = begin(desk, sections={**told, "bedomning": {"assess": told["bedomning"]["assess"]}})
    missed = sections_of("prov-11.json")
    untried = {name: value for name, value in missed["grunddata"].items() if name != "tried"}
    notes["wordless"] = begin(desk, sections={**missed, "grunddata": untried})
    notes["spoken"] = begin(desk, sections={"nasta_steg": {"note": SPOKEN}})
    notes["translated"] = begin(desk, sections={"grunddata": {"interpreter": True}})
    notes["returned"], revision = shown_and_signed(two)
    returned(two, notes["returned"], revision, "Hur ofta är Elsa ensam på morgonen?")
    notes["signed"] = signed(two)[0]
    notes["compared"] = _corrected(two)
    notes["marked"] = begin(desk, sections=marked())
    for name in ("plain", "quiet", "asked"):
        notes[name] = begin(desk, sections=told)
    notes["silent"] = begin(desk, sections={name: each for name, each in told.items() if name != "barnets_rost"})
    notes["asked for"] = _asked_for(two)
    return notes


def _corrected(two):
    """Sent back, then a row rewritten and another text put into a section."""
    note, revision = signed(two)
    returned(two, note, revision, "Hur ofta?")
    told = sections_of("prov-01.json")
    seen = [{**each, "text": f"{each['text']} Klockan var sju."} for each in told["iakttagelser"]["obs"]]
    changed = {"iakttagelser": {"obs": seen}, "information": {"note": "Skolan ringer."}}
    sign.correct(two.worker, note, {"sections": changed}, WHY, {"*": WHY})
    two.carry()
    return note


def _asked_for(two):
    """The guardian saw it and asked for another text; it was changed, and signed."""
    note = begin(two.worker, sections=sections_of("prov-01.json"))
    show_to_family.show(two.worker, note, ROOM)
    text = next(each for each in texts_to_change(two.worker, note, "iakttagelser") if not each.theirs)
    asked = {"section": "iakttagelser", "field": text.field, "row": text.row, "person_id": GUARDIAN}
    correct_here(two.worker, note, {**asked, "text": f"{text.text} Klockan var sju."})
    sign.sign(two.worker, note, {"*": WHY})
    two.carry()
    return note
