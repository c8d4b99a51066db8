"""What is shown to the family and said by them, in the states a person meets: the room, the picture, answers, the end.

Each state is the way into it from a `Visit`, for `a11y_states`; what it gives is the widget a person has before them.
"""

from a11y_visits import AGENCY, WORKER
from family_room import CHILD, GUARDIAN
from fieldnotes.ui.family.section_line import SectionLine
from fieldnotes.ui.shared.buttons import Button

SECTION = "iakttagelser"
"""A section with texts that can be changed."""


def _family(visit, note="ready"):
    family = visit.go("family", visit.notes[note])
    family.asking.set_here(GUARDIAN, here=True)
    visit.settle()
    return family


def _room(visit):
    _family(visit).room.people.more.click()
    visit.settle()
    return visit.window


def _closed(which):
    """A section that is closed, and one of the ways to open it."""

    def opened(visit):
        family = _family(visit, "marked")
        lines = family.room.findChildren(SectionLine)
        for line in lines:
            buttons = [each for each in line.findChildren(Button) if each.isVisible()]
            if line.row.state == "closed" and buttons:
                buttons[which].click()
        visit.settle()
        return visit.window

    return opened


def _showing(visit, note="ready"):
    """On this one screen: the family's window, with the worker's bar over it."""
    family = _family(visit, note)
    family.room.show_it.click()
    visit.until(lambda: family.stage.window is not None)
    visit.settle()
    return family


def _family_sees(visit):
    return _showing(visit).stage.window


def _helped(visit):
    """The ruler lies on the text, high contrast is on, a word is explained, and there is no voice."""
    family = _showing(visit)
    for button in (family.bar.controls.ruler, family.bar.controls.contrast, family.bar.controls.aloud):
        button.click()
    family.helped.explain_next()
    visit.settle()
    return family.stage.window


def _in_arabic(visit):
    family = _family(visit)
    family.asking.choose_language("ar")
    visit.settle()
    return _showing(visit).stage.window


def _answering(visit):
    """On the lone laptop: the answers are open, and somebody's own words are asked for."""
    family = _showing(visit)
    family.bar.say.setChecked(True)
    for person in family.bar.answers.people.values():
        person.buttons["adds"].click()
    visit.settle()
    return family.stage.window


def _heard(visit):
    """The child is heard, and a yes is asked for."""
    family = _showing(visit, "quiet")
    family.bar.say.setChecked(True)
    child, guardian = (family.bar.answers.people[each] for each in (CHILD, GUARDIAN))
    for block in (child, guardian):
        block.buttons["adds"].click()
    guardian.place.show_listening(on=True)
    guardian.place.show_heard("Jag vill", "att ni ringer först")
    child.place.own.click()
    visit.settle()
    return family.stage.window


def _changing(visit):
    """The text is to be changed as the guardian asks."""
    family = _showing(visit, "asked")
    while family.showing.section != SECTION:
        family.showing.step(1)
    family.bar.say.setChecked(True)
    block = family.bar.answers.people[GUARDIAN]
    block.buttons["disagrees"].click()
    block.words.setPlainText("Det stämmer inte.")
    block.save.click()
    visit.until(block.change.isVisible)
    visit.settle()
    block.change.click()
    visit.until(lambda: bool(block.box.edits))
    visit.settle()
    return family.stage.window


def _changed(visit):
    window = _changing(visit)
    block = visit.window.current().bar.answers.people[GUARDIAN]
    change, edit = block.box.edits[0]
    edit.setPlainText(f"{change.text} Klockan var sju.")
    next(each for each in block.box.findChildren(Button) if each.isEnabled()).click()
    visit.until(lambda: not block.box.edits)
    visit.settle()
    return window


def _came_here(visit):
    """Somebody came in before a lone laptop: the picture is gone, the passphrase is asked for."""
    family = _showing(visit)
    family.bar.controls.people.click()
    visit.settle()
    return family.stage.window


def _console(visit):
    """The worker's screen beside a projector."""
    family = _showing(visit)
    family.stage.end()  # as if the picture had been on another screen
    visit.window.activateWindow()
    visit.until(visit.window.isActiveWindow)
    family.console.answers.people[GUARDIAN].buttons["adds"].click()
    family.console.controls.ruler.click()
    visit.settle()
    return visit.window


def _came(visit):
    """Somebody came in, and there is a projector: the room is asked again."""
    _console(visit)
    family = visit.window.current()
    family.console.controls.people.click()
    visit.until(lambda: family.stack.currentWidget() is family.room)
    visit.settle()
    return visit.window


def _leaving(visit):
    family = _showing(visit)
    family.stage.leave_asked.emit()
    return family.stage.window


def _ended(visit):
    """The child is asked once more, and everybody whether it could be understood: the guardian has answered."""
    family = _showing(visit, "silent")
    family.showing.finish()
    visit.window.activateWindow()
    visit.until(visit.window.isActiveWindow)
    visit.settle()
    family.end.understood.emit(GUARDIAN, "partly")
    visit.settle()
    return visit.window


def _plain(visit):
    """Every version of a note is begun, with what is told of a text that says otherwise than the note."""
    page = visit.go("plain", visit.notes["plain"])
    visit.until(lambda: bool(page.fields))
    for more in [each for each in page.findChildren(Button) if each.isVisible() and "," in each.accessibleName()]:
        more.click()
    for field in page.fields.values():
        field.edit.setPlainText("Ni ska erhålla stöd senast den 25 mars. Berit Sandin ringer er.")
    page.asking.due()
    visit.settle()
    return visit.window


def _taking_home(act):
    """A paper to take home, over a signed note."""

    def opened(visit):
        note = "plan" if "plan" in visit.notes else "signed"
        editor = visit.note(note)
        editor.view.side.take_home.click()
        visit.until(lambda: editor.taking_home is not None and editor.taking_home.panel.isVisible())
        visit.settle()
        return act(visit, editor.taking_home)

    return opened


def _on_a_stick(visit, home):
    home.panel.way.button("stick").click()
    visit.settle()
    return home.panel


def _looked_at(visit, home):
    home.panel.seen.click()
    visit.until(lambda: home.pages is not None and home.pages.isVisible())
    visit.settle()
    return home.pages


def _may_know(visit, home):
    """What an agency may know: nothing until somebody says yes."""
    home.panel.who.setCurrentIndex(home.panel.who.count() - 1)
    home.panel.know.click()
    visit.until(lambda: home.extract is not None and home.extract.isVisible())
    visit.settle()
    return home.extract


FAMILY = {
    "family: the room": (WORKER, _room),
    "family: opened with a reason": (WORKER, _closed(-1)),
    "family: rewritten for them": (WORKER, _closed(0)),
    "family: what they see": (WORKER, _family_sees),
    "family: what helps reading": (WORKER, _helped),
    "family: in Arabic": (WORKER, _in_arabic),
    "family: what they say over this screen": (WORKER, _answering),
    "family: heard": (WORKER, _heard),
    "family: changing the text": (WORKER, _changing),
    "family: the text is changed": (WORKER, _changed),
    "family: somebody came": (WORKER, _came_here),
    "family: the worker's own screen": (WORKER, _console),
    "family: somebody came before a projector": (WORKER, _came),
    "family: leaving": (WORKER, _leaving),
    "family: at the end": (WORKER, _ended),
    "plain versions": (WORKER, _plain),
    "plain versions of a signed note": (WORKER, lambda visit: visit.go("plain", visit.notes["signed"]).window()),
    "taking home on a stick": (WORKER, _taking_home(_on_a_stick)),
    "taking home, looked at first": (WORKER, _taking_home(_looked_at)),
    "what an agency may know": (AGENCY, _taking_home(_may_know)),
}
