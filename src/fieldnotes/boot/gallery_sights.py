"""What there is to see in the furnished town: each screen and panel, whose desk it is on and what is pressed there.

Presses what a person presses; makes no note and no window of its own.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from fieldnotes.boot.demo import CASE, TEMPLATE
from fieldnotes.boot.gallery_family import family_sights
from fieldnotes.boot.pictures import Sight
from fieldnotes.boot.resources import resources
from fieldnotes.casework.desk import Desk, changed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from fieldnotes.boot.pictures import Rest
    from fieldnotes.ui.shell.session import Session
    from fieldnotes.ui.worker.editor.screen import EditorScreen

Then = Callable[["Session", "Rest"], "QWidget | None"]

SETTINGS = ("join", "security", "kept", "storage", "dictation", "models", "updates")
NOT_NOTES = {"approved", "returned", "waiting", "corrected", "versions", "asked", "ready", "said", "plain"}
"""Notes that are no template's draft."""


def worker_sights(worker: Desk, notes: Mapping[str, str]) -> Iterator[Sight]:
    """Give what the worker sees; `notes` by what became of them, or by their template."""
    yield Sight("today", worker, "today")
    yield Sight("cases", worker, "cases")
    yield Sight("case", worker, "case", CASE)
    yield from _note_sights(worker, notes)
    yield from family_sights(worker, notes)
    for screen in SETTINGS:
        yield Sight(screen, worker, screen)
    yield Sight("time", worker, "time", "", _told)
    for name, act in (
        ("find", "open_find"),
        ("keys", "open_keys"),
        ("help", "open_help"),
        ("where", "open_where"),
        ("propose", "_propose"),
    ):
        yield Sight(name, worker, "today", "", _opening(act))
    yield Sight("new", worker, "today", "", lambda session, _rest: session.new.start(CASE))
    yield Sight("display", worker, "today", "", _display)
    yield Sight("missed", worker, "today", "", _missed)
    yield Sight("toast", worker, "today", "", _toast)


def others_sights(supervisor: Desk, colleague: Desk, notes: Mapping[str, str]) -> Iterator[Sight]:
    """Give what the supervisor and a second worker see."""
    yield Sight("queue", supervisor, "queue")
    yield Sight("decide", supervisor, "decide", notes["waiting"])
    yield Sight("asking", supervisor, "decide", notes["waiting"], _asked)
    yield Sight("decide-corrected", supervisor, "decide", notes["corrected"])
    yield Sight("example", supervisor, "decide", notes["waiting"], _keeping)
    for screen in ("examples", "deputies", "aside"):
        yield Sight(screen, supervisor, screen)
    yield Sight("proving", supervisor, "decide", notes["waiting"], _proving)
    yield Sight("cosign", colleague, "note", notes["waiting"])


def _note_sights(worker: Desk, notes: Mapping[str, str]) -> Iterator[Sight]:
    draft, ready, said = notes[TEMPLATE], notes["ready"], notes["said"]
    for template in sorted(set(notes) - NOT_NOTES):
        yield Sight(f"editor-{template}", worker, "note", notes[template])
    yield Sight("sign", worker, "note", draft, _clicking("top", "sign"))
    yield Sight("sign-ready", worker, "note", ready, _clicking("top", "sign"))
    yield Sight("sign-said", worker, "note", said, _clicking("top", "sign"))
    yield Sight("said", worker, "note", said, _editing(lambda editor: editor.proposals.take_all()))
    yield Sight("listening", worker, "note", ready, _editing(show_listening))
    yield Sight("heard", worker, "note", ready, _clicking("dock", "people"))
    yield Sight("full", worker, "note", ready, _editing(lambda editor: editor.view.top.show_alone(alone=True)))
    yield Sight("paper", worker, "note", ready, _editing(lambda editor: editor.paper.open()))
    yield Sight("siblings", worker, "note", ready, _editing(lambda editor: editor.view.side.sibling_asked.emit()))
    for name in ("approved", "returned", "corrected", "versions"):
        yield Sight(f"note-{name}", worker, "note", notes[name])
    yield Sight("history", worker, "note", notes["corrected"], _editing(lambda e: e.view.side.history_asked.emit()))
    yield Sight("correcting", worker, "note", notes["approved"], _signed("ask_for_reason"))
    yield Sight("misfiled", worker, "note", notes["approved"], _signed("misfiled_asked.emit"))
    yield Sight("merge", worker, "merge", notes["versions"])


def _told(session: "Session", rest: "Rest") -> None:
    """Say of a note what it took before the start, and look anew."""
    from fieldnotes.casework.time_choices import begin_baseline, tell_old_way

    begin_baseline(session.desk)
    tell_old_way(session.desk, 50, 300, shown=True)
    session.window.take_change(changed("time"))
    rest()


def _opening(act: str) -> Then:
    def then(session: "Session", _rest: "Rest") -> None:
        getattr(session, act)()

    return then


def _display(session: "Session", _rest: "Rest") -> None:
    from PySide6.QtWidgets import QApplication

    from fieldnotes.ui.screen_settings import ScreenSettings
    from fieldnotes.ui.shell.display_panel import open_display
    from fieldnotes.ui.shell.look_choice import LookChoice

    app = QApplication.instance()
    if isinstance(app, QApplication):
        open_display(session.window, LookChoice(app, ScreenSettings(resources=resources())), lambda _language: None)


def _clicking(*path: str) -> Then:
    """Click a button of the open screen's view."""

    def then(session: "Session", rest: "Rest") -> None:
        rest()
        _reach(session, "view", *path).click()

    return then


def _signed(act: str) -> Then:
    """Do something to the open note's signed view."""

    def then(session: "Session", rest: "Rest") -> None:
        rest()
        _reach(session, "view", "signed", *act.split("."))()

    return then


def _reach(session: "Session", *path: str) -> Any:  # noqa: ANN401 - screens differ
    found: Any = session.window.current()
    for name in path:
        found = getattr(found, name)
    return found


def _editing(act: "Callable[[EditorScreen], object]") -> Then:
    """Do something in the open note, and wait for what it brings."""

    def then(session: "Session", rest: "Rest") -> None:
        from fieldnotes.ui.worker.editor.screen import EditorScreen

        rest()
        screen = session.window.current()
        if not isinstance(screen, EditorScreen):
            raise TypeError
        act(screen)

    return then


def show_listening(editor: "EditorScreen") -> None:
    """Draw the bar as it is while somebody speaks, with a word heard with doubt; nothing listens."""
    from fieldnotes.casework.second_opinion import Opinion
    from fieldnotes.domain.heard_words import UnsureWord
    from fieldnotes.domain.private import Private
    from fieldnotes.ui.worker.editor.dictation_bar import Speaking

    dock = editor.view.dock
    dock.show_state(Speaking.LISTENING)
    dock.show_seconds(83)
    dock.show_words("Mikrofon (inbyggd)")
    dock.show_heard(("Karin Sandin",))
    dock.meter.show_level(60)
    better = Private("Karin säger att hon arbetar natt varannan vecka.")
    stands = Private("Karin säger att hon arbetar natten varannan vecka.")
    editor.recording.show_opinion(Opinion("u", "vuxnas_uppgifter", "whisper-medium-sv", stands, better), 2)
    form = editor.view.form
    form.go("information", "note")
    note = form.field("information", "note")
    found = str(note.value() or "")
    first = found.split(maxsplit=1)[0] if found else ""
    editor.view.heard.show((UnsureWord(first, "information", "note", 0, 0, len(first), "t", 0, 900),))


def _proving(session: "Session", rest: "Rest") -> None:
    rest()
    _reach(session, "ask_passphrase")(lambda: None)


def _missed(session: "Session", rest: "Rest") -> None:
    rest()
    _reach(session, "missed_asked", "emit")(CASE, None)


def _asked(session: "Session", rest: "Rest") -> None:
    """Mark a passage and ask about it."""
    from fieldnotes.ui.shared.buttons import Button

    rest()
    screen: Any = session.window.current()
    text = next(iter(screen.page.texts.values()))
    text.setFocus()
    text.selectAll()
    screen.asking.findChild(Button).click()


def _keeping(session: "Session", rest: "Rest") -> None:
    """Mark a passage and keep it as an example."""
    rest()
    screen: Any = session.window.current()
    section, text = next(iter(screen.page.texts.items()))
    screen.marked.emit(section, 0, len(text.drawn.text))
    screen.asking.example_asked.emit()


def _toast(session: "Session", _rest: "Rest") -> None:
    session.main.say("Servern svarar inte just nu. Det du skrivit ligger kvar på den här datorn och skickas senare.")
