"""What there is to see of the family's side in the furnished town: the room, the picture, answers, papers, plain words.

Presses what a person presses; makes no note and no window of its own.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from fieldnotes.boot.demo import CHILD, GUARDIAN
from fieldnotes.boot.pictures import Sight
from fieldnotes.casework.desk import Desk

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fieldnotes.boot.pictures import Rest
    from fieldnotes.ui.family.screen import FamilyScreen
    from fieldnotes.ui.shell.session import Session

PLAIN = "Ni ska erhålla stöd senast den 25 mars. Berit Sandin ringer er."
SECTION = "iakttagelser"


def family_sights(worker: Desk, notes: Mapping[str, str]) -> Iterator[Sight]:
    """Give what is shown and said in the room, and what goes home from it."""
    ready = notes["ready"]
    for name, then in (
        ("room", _room),
        ("room-reason", _opened_with_reason),
        ("family", _family_window),
        ("family-arabic", _in_arabic),
        ("family-ruler", _ruled),
        ("family-came", _came),
        ("family-leaving", _leaving),
        ("console", _console),
        ("family-end", _ended),
    ):
        yield Sight(name, worker, "family", ready, then)
    yield Sight("plain", worker, "plain", notes["plain"], _plain)
    yield Sight("plain-signed", worker, "plain", notes["approved"])
    yield Sight("note-asked", worker, "note", notes["asked"])
    yield Sight("take-home", worker, "note", notes["approved"], _take_home)
    yield Sight("take-home-stick", worker, "note", notes["approved"], _on_a_stick)


def _current(session: "Session") -> Any:  # noqa: ANN401 - screens differ
    return session.window.current()


def _family(session: "Session") -> "FamilyScreen":
    from fieldnotes.ui.family.screen import FamilyScreen

    screen = session.window.current()
    if not isinstance(screen, FamilyScreen):
        raise TypeError
    return screen


def _room(session: "Session", rest: "Rest") -> None:
    """Say who is in the room: the child and the guardian."""
    screen = _family(session)
    for person in (CHILD, GUARDIAN):
        screen.asking.set_here(person, here=True)
    rest()


def _opened_with_reason(session: "Session", rest: "Rest") -> None:
    from fieldnotes.ui.family.section_line import SectionLine
    from fieldnotes.ui.shared.buttons import Button

    _room(session, rest)
    for line in _family(session).room.findChildren(SectionLine):
        buttons = line.findChildren(Button)
        if line.row.state == "closed" and buttons:
            buttons[-1].click()


def _showing(session: "Session", rest: "Rest") -> "FamilyScreen":
    _room(session, rest)
    screen = _family(session)
    screen.room.show_it.click()
    rest()
    return screen


def _family_window(session: "Session", rest: "Rest") -> "QWidget | None":
    """Show the family on this computer's one screen."""
    return _showing(session, rest).stage.window


def _in_arabic(session: "Session", rest: "Rest") -> "QWidget | None":
    _family(session).asking.choose_language("ar")
    rest()
    window = _showing(session, rest).stage.window
    _family(session).asking.choose_language("sv")
    return window


def _ruled(session: "Session", rest: "Rest") -> "QWidget | None":
    screen = _showing(session, rest)
    if screen.bar is not None and screen.helped is not None:
        screen.bar.controls.ruler.click()
        screen.bar.controls.contrast.click()
        screen.helped.explain_next()
    return screen.stage.window


def _came(session: "Session", rest: "Rest") -> "QWidget | None":
    screen = _showing(session, rest)
    if screen.bar is not None:
        screen.bar.controls.people.click()
    return screen.stage.window


def _leaving(session: "Session", rest: "Rest") -> "QWidget | None":
    screen = _showing(session, rest)
    screen.stage.leave_asked.emit()
    return screen.stage.window


def _console(session: "Session", rest: "Rest") -> None:
    """Show the worker's own screen, which stands behind on a lone laptop and in front where there are two."""
    _showing(session, rest)
    session.window.show()


def _ended(session: "Session", rest: "Rest") -> None:
    screen = _showing(session, rest)
    if screen.showing is not None:
        screen.showing.finish()


def _plain(session: "Session", rest: "Rest") -> None:
    rest()
    page = _current(session)
    for field in page.fields.values():
        field.edit.setPlainText(PLAIN)
    page.asking.due()


def _take_home(session: "Session", rest: "Rest") -> None:
    rest()
    _current(session).view.side.take_home.click()
    rest()


def _on_a_stick(session: "Session", rest: "Rest") -> None:
    _take_home(session, rest)
    _current(session).taking_home.panel.way.button("stick").click()
