"""A note that was handed over says so where it is asked for; one that waits for a person asks for its receipt."""

from dataclasses import replace
from types import SimpleNamespace

from PySide6.QtWidgets import QWidget

from domain_samples import cases
from editor_window import begin, open_editor
from fieldnotes.casework import read_note, sign
from fieldnotes.casework.delivered_views import delivered_of
from fieldnotes.casework.desk import changed
from fieldnotes.domain.cases import Case
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.where_words import where_rows
from fieldnotes.ui.worker.editor.history_words import handed_over_lines
from fieldnotes.ui.worker.editor.wording import where_words
from fieldnotes.ui.worker.life.by_hand_panel import ByHandPanel
from fieldnotes.ui.worker.life.by_hand_presenter import ByHandPresenter
from fieldnotes.vault import reference
from fieldnotes.wire.reference import Item, ItemType, ReferenceDelta
from one_desk import EPOCH, HUB_KEY, shipped

HEAD, RECEIPT = "aa" * 32, "Bundle/7/_history/1"


def a_note(where="received", head=HEAD, **changes):
    row = {
        "note": "n-1", "revision": HEAD, "what": "note", "to": "treserva", "receipt": RECEIPT,
        "at": "2026-03-13T12:02:00.000000+00:00",
    }  # fmt: skip
    case = Case.from_json({**cases()["c-prov-01"].source, "delivered": [{**row, **changes}]})
    return SimpleNamespace(is_draft=False, where=where, head=head, delivered=delivered_of(case, "n-1"), to_copy=())


def test_the_pill_above_the_note_names_the_system_and_the_day():
    assert where_words(a_note()) == ("Handed over to treserva 2026-03-13", "ok")


def test_a_text_that_came_after_is_only_where_it_is():
    """rules: INS-1"""
    assert "treserva" not in where_words(a_note(head="bb" * 32))[0]
    assert where_words(a_note(where="only_here"))[1] == "warn"


def test_the_history_holds_the_receipt_and_says_what_was_taken_back():
    """rules: DOC-8"""
    (line,) = handed_over_lines(a_note())
    assert RECEIPT in line
    assert "treserva" in line
    (back,) = handed_over_lines(a_note(what="taken_back"))
    assert back != line
    assert RECEIPT in back


def frame_window(qtbot):
    window = QWidget()
    window.resize(900, 600)
    qtbot.addWidget(window)
    window.show()
    return window


def to_copy(desk):
    """Sign a note and let the hub have told that it waits for a person."""
    note = begin(desk, sections=shipped("demo/notes/prov-01.json")["sections"])
    revision = sign.sign(desk, note, {"*": "Prov."}).hash
    row = {
        "note": note, "revision": revision, "what": "note", "to": "lifecare",
        "since": "2026-03-12T14:02:00.000000+00:00",
    }  # fmt: skip
    told = {**next(each.source for each in reference.cases(desk.vault) if each.id == "c-prov-01"), "to_copy": [row]}
    item = Item(ItemType.CASE, "c-prov-01", told)
    reference.apply_reference(desk.vault, ReferenceDelta(EPOCH, "u-tove", 1, 2, (item,)).seal(HUB_KEY))
    return note


def test_a_note_to_copy_by_hand_asks_for_its_receipt_which_stays_typed_while_no_hub_answers(qtbot, desk, frame):
    note = to_copy(desk)
    screen = open_editor(qtbot, frame, note)
    (card,) = screen.view.signed.to_copy
    card.done.click()
    panel = screen._life.by_hand["lifecare", "note"]
    assert (panel.isVisible(), panel.go.isEnabled()) == (True, False)
    panel.receipt.setText("LC-7 ")
    panel.go.click()
    assert (panel.isVisible(), panel.receipt.text(), panel.go.isEnabled()) == (True, "LC-7 ", True)
    assert panel._wrong.text()
    assert frame.tasks.lanes[-1] is Lane.HUB
    (row,) = [replace(each, where="received") for each in read_note.notes(desk) if each.note == note]
    group, line = where_rows([row], desk.clock.now())
    assert group.heading
    assert group.title.startswith("To copy into another system by hand")
    assert line.detail.endswith("to be copied into lifecare by hand")


def test_a_receipt_that_is_written_down_closes_the_panel(qtbot, frame):
    panel = ByHandPanel(frame_window(qtbot), "lifecare", "taken_back")

    class Hub:
        """A lane on which the hub has taken what was said."""

        def run(self, _lane, _work, *, done, **_rest):
            done(changed("cases", "c-1"))

    frame.tasks = Hub()
    presenter = ByHandPresenter(frame, panel, "n-1", "lifecare")
    panel.said.connect(presenter.say)
    panel.open_form()
    panel.receipt.setText(" LC-7 ")
    with qtbot.waitSignal(panel.said) as said:
        panel.go.click()
    assert said.args == ["LC-7"]
    assert panel.isHidden()
    assert frame.said
