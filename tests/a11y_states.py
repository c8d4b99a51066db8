"""Every screen and panel of the program in the states a person meets, on real vaults, one after the other.

`STATES` names each with the workplace it belongs to and how one comes there. What is opened is the widget a person
has before them: the whole window, or the panel that lies over it and holds the keyboard.
"""

from sqlalchemy import insert

from a11y_admin import ADMIN
from a11y_family import FAMILY
from a11y_templates import OWN_TEMPLATES, hear
from a11y_visits import ALONE, CASE, DECIDES, DOOR, PAIR, TEMPLATES, WORKER
from fieldnotes.boot.doors import doors
from fieldnotes.boot.gallery_sights import show_listening
from fieldnotes.casework import read_note, time_choices
from fieldnotes.casework.desk import changed
from fieldnotes.ui.shared.buttons import Button
from fieldnotes.ui.shell.display_panel import DisplayPanel
from fieldnotes.ui.supervisor.example_panel import ExamplePanel
from fieldnotes.ui.supervisor.prove_panel import ProvePanel
from fieldnotes.ui.worker.editor.example_help import ExampleHelp
from fieldnotes.ui.worker.life.missed_panel import MissedPanel
from fieldnotes.vault import examples as kept_examples
from fieldnotes.vault import reference, set_aside_there
from fieldnotes.vault.tables import REFERENCE
from fieldnotes.wire.reference import Item, ItemType, ReferenceDelta
from one_desk import EPOCH, HUB_KEY
from window_parts import parts

NOW = "2026-03-12T16:00:00+01:00"


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
    today.missed_asked.emit(CASE, None)
    visit.settle()
    panel = today.findChild(MissedPanel)
    visit.until(panel.isVisible)
    return panel


def _journal(visit):
    """The form of a case's journal, over the case."""
    case = visit.go("case", CASE)
    case.journal_asked.emit()
    visit.settle()
    return case.over[0].panel


def _making(visit):
    """The journal is being made: how far it has come, and Stop."""
    panel = _journal(visit)
    panel.show_busy(busy=True)
    panel.show_progress(1, 3)
    return panel


def _answer(visit):
    """The form of an answer before a decision, over the case."""
    case = visit.go("case", CASE)
    case.day_chosen.emit("answer:" + "0" * 64)
    visit.settle()
    return case.over[1].panel


def _insight(visit):
    screen = visit.go("insight", CASE)
    visit.until(lambda: bool(screen.texts) and visit.tasks.idle())
    return screen


def _giving(visit):
    """The form of a party's paper, over the page it was gone through on."""
    screen = _insight(visit)
    screen.open_give()
    screen.panel.before.setChecked(True)
    visit.settle()
    return screen.panel


def _display(shown):
    """What is chosen about looks and language, over the door."""
    shown.window.open_display()
    [panel] = shown.window.findChildren(DisplayPanel)
    return panel


def _listening(visit):
    show_listening(visit.note("ready"))


def _proposed(visit):
    editor = visit.note("spoken")
    editor.proposals.take_all()
    visit.until(editor.view.proposals.isVisible)


def _own_words(visit):
    """Two versions side by side, and words of one's own between them."""
    merge = visit.go("merge", visit.notes["versions"])
    visit.until(lambda: bool(merge.cards))
    next(iter(merge.cards.values())).write()


def _offered(visit):
    visit.go("today")
    visit.window.toasts.show_toast("Borttaget", action="Ångra", on_action=visit.settle)


def _asked(visit):
    screen = visit.go("decide", visit.notes["signed"])
    text = next(iter(screen.page.texts.values()))
    text.setFocus()
    text.selectAll()
    screen.asking.findChild(Button).click()


def _examples(visit):
    """One that waits for the exchange and one that the hub refused, asked about once more."""
    value = {"template": "hembesok", "section": "iakttagelser", "field": "obs", "text": "Kylen var tom.", "why": "Det."}
    kept_examples.hand_over(visit.desk.vault, "e-1", "unit-bou", value, NOW)
    kept_examples.hand_over(visit.desk.vault, "e-2", "unit-bou", value, NOW)
    [refused] = [each for each in kept_examples.waiting(visit.desk.vault) if each.id == "e-2"]
    kept_examples.settle(visit.desk.vault, refused, NOW, reason="not_a_supervisor")
    screen = visit.go("examples")
    visit.until(lambda: len(screen.cards) == 2)
    screen.cards[0].away.click()
    return visit.window


def _keeping(visit):
    """A passage marked in the text, and its panel open to be written anew."""
    screen = visit.go("decide", visit.notes["compared"])
    section, text = next(iter(screen.page.texts.items()))
    screen.marked.emit(section, 0, len(text.drawn.text))
    screen.asking.example_asked.emit()
    [panel] = parts(screen, ExamplePanel)
    visit.until(panel.isVisible)
    visit.settle()
    return panel


def _helped(visit):
    """A note in the section of which the unit keeps a good example, open."""
    value = {"template": "hembesok", "section": "iakttagelser", "field": "obs", "text": "Kylen var tom.", "why": "Det."}
    kept_examples.hand_over(visit.desk.vault, "e-3", "unit-bou", value, NOW)
    editor = visit.note("hembesok")
    visit.until(lambda: bool(parts(editor, ExampleHelp)))
    [shown] = parts(editor, ExampleHelp)
    shown.button.click()


def _aside(visit):
    """What nobody may let in, and one that is asked about once more."""
    row = {
        "id": "e-1", "case": CASE, "kind": "NoteSigned", "note": "n-1", "author": "u-tove", "at": NOW,
        "received_at": NOW, "state": "waiting", "decided_at": None, "decided_by": None, "settles_itself": False,
    }  # fmt: skip
    reasons = {"11" * 32: "not_assigned", "22" * 32: "fork"}
    rows = [
        {**row, "hash": digest, "reason": reason, "may_release": reason != "fork"} for digest, reason in reasons.items()
    ]
    set_aside_there.keep(visit.desk.vault, rows)
    screen = visit.go("aside")
    visit.until(lambda: len(screen.cards) == 2)
    screen.cards[0].ways["release"].click()
    return visit.window


def _deputies(visit):
    """One who decides now, asked about before it ends."""
    at = reference.version(visit.desk.vault)
    value = {"for": "u-henrik", "deputy": "u-tove", "from": NOW, "until": "2026-03-20T00:00:00+01:00", "by": "u-henrik"}
    told = (Item(ItemType.POLICY, "deputy:d-1", value),)
    reference.apply_reference(visit.desk.vault, ReferenceDelta(EPOCH, "u-henrik", at, at + 1, told).seal(HUB_KEY))
    screen = visit.go("deputies")
    visit.until(lambda: len(screen.cards) == 1)
    screen.cards[0].end.click()
    return visit.window


def _proving(visit):
    """The passphrase of the last twelve hours, asked for over the note that is decided about."""
    screen = visit.go("decide", visit.notes["signed"])
    screen.ask_passphrase(lambda: None)
    [panel] = parts(screen, ProvePanel)
    visit.until(panel.isVisible)
    return panel


def _to_copy(visit):
    """A signed note that waits to be copied into a case system by hand."""
    desk, note = visit.desk, visit.notes["signed"]
    row = {"note": note, "revision": read_note.show(desk, note).head, "what": "note", "to": "lifecare", "since": NOW}
    case = next(each.source for each in reference.cases(desk.vault) if each.id == CASE)
    hear(visit, Item(ItemType.CASE, CASE, {**case, "to_copy": [row]}))
    visit.window.take_change(changed("cases entries", CASE, note))
    editor = visit.note("signed")
    visit.until(lambda: bool(editor.view.signed.to_copy))
    return editor


def _by_hand(visit):
    """It is there: its receipt is asked for."""
    editor = _to_copy(visit)
    editor.view.signed.to_copy[0].done.click()
    (panel,) = editor._life.by_hand.values()
    visit.until(panel.isVisible)
    visit.settle()
    return panel


def _time(visit):
    """Own time while the two weeks before the start run, and a team's month."""
    time_choices.begin_baseline(visit.desk)
    time_choices.tell_old_way(visit.desk, 50, 300, shown=True)
    told = {"type": "policy", "id": "time:unit-bou:2026-02", "value": '{"people": 5, "to_signed": 2700}'}
    with visit.desk.vault.writing() as connection:
        connection.execute(insert(REFERENCE).values(told))
    visit.go("time")


STATES = {
    **{each.name: (DOOR, lambda shown, each=each: shown.view(each)) for each in doors()},
    "looks and language": (DOOR, _display),
    "today": (WORKER, _screen("today")),
    "today with nothing": (ALONE, _screen("today")),
    "a message with a way back": (WORKER, _window(_offered)),
    "cases": (WORKER, _screen("cases")),
    "no case": (ALONE, _screen("cases")),
    "case": (WORKER, _screen("case", CASE)),
    "a party's insight": (WORKER, _window(_insight)),
    "a party's paper": (WORKER, _giving),
    "the whole journal": (WORKER, _journal),
    "the journal is being made": (WORKER, _making),
    "an answer before a decision": (WORKER, _answer),
    "join": (ALONE, _screen("join")),
    **{each: (WORKER, _screen(each)) for each in ("security", "account", "storage", "dictation", "models", "kept")},
    "updates": (WORKER, _screen("updates")),
    "own time": (WORKER, _window(_time)),
    "no time yet": (ALONE, _screen("time")),
    **{f"note: {each}": (WORKER, _window(lambda visit, each=each: visit.note(each))) for each in TEMPLATES},
    "note with a file": (WORKER, _window(lambda visit: visit.note("ready"))),
    "note returned": (WORKER, _window(lambda visit: visit.note("returned"))),
    "note signed": (WORKER, _window(lambda visit: visit.note("signed"))),
    "changed as they asked": (WORKER, _window(lambda visit: visit.note("asked for"))),
    "history": (WORKER, _window(_history)),
    "correcting": (WORKER, _window(_correcting)),
    "signing what lacks": (WORKER, _signing("hembesok")),
    "signing": (WORKER, _signing("ready")),
    "signing with a reason": (WORKER, _signing("unreasoned")),
    "signing what words answer": (WORKER, _signing("wordless")),
    "what was said": (WORKER, _window(_proposed)),
    "somebody speaks": (WORKER, _window(_listening)),
    "note with an interpreter": (WORKER, _window(lambda visit: visit.note("translated"))),
    "on paper": (WORKER, _over_note("ready", lambda editor: editor.paper.open(), lambda editor: editor.paper.panel)),
    "note with two versions": (PAIR, _window(lambda visit: visit.note("versions"))),
    "two versions side by side": (PAIR, _window(_own_words)),
    "somebody else's note to sign": (PAIR, _window(lambda visit: visit.note("theirs"))),
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
    "note to copy by hand": (WORKER, _window(_to_copy)),
    "copied by hand": (WORKER, _by_hand),
    "it did not take place": (WORKER, _missed),
    **FAMILY,
    **ADMIN,
    **OWN_TEMPLATES,
    "decisions": (DECIDES, _screen("queue")),
    "deciding": (DECIDES, _screen("decide", "signed")),
    "deciding what was returned": (DECIDES, _screen("decide", "returned")),
    "deciding what they asked to have changed": (DECIDES, _screen("decide", "asked for")),
    "deciding what was corrected": (DECIDES, _screen("decide", "compared")),
    "keeping an example": (DECIDES, _keeping),
    "note with a good example": (WORKER, _window(_helped)),
    "asking in place": (DECIDES, _window(_asked)),
    "good examples": (DECIDES, _examples),
    "deputies": (DECIDES, _deputies),
    "set aside": (DECIDES, _aside),
    "the passphrase asked before a decision": (DECIDES, _proving),
    "find": (WORKER, _panel(lambda session: session.open_find(), "finder")),
    "case of a new note": (WORKER, _panel(lambda session: session.main.new_note(), "picker")),
    "template of a new note": (WORKER, _panel(lambda session: session.main.new_note(CASE), "picker")),
    "a case that does not exist": (WORKER, _panel(lambda session: session._propose(), "_proposing")),
    "where are my notes": (WORKER, _panel(lambda session: session.open_where(), "where")),
    "keys": (WORKER, _panel(lambda session: session.open_keys(), "keys")),
    "help": (WORKER, _panel(lambda session: session.open_help(), "help")),
}
