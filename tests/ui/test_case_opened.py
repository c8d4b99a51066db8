"""Whoever looks at a case is written down before they see it, once each time they come to it."""

from fieldnotes.ui.worker.case_screen import build
from fieldnotes.vault.access import unsent

CASE = "c-prov-01"


def opened(frame):
    return [(row.case, row.note) for row in unsent(frame.desk.vault) if row.what == "case_opened"]


def test_a_case_that_is_opened_stands_in_the_access_log_each_time_one_comes_to_it(qtbot, frame, at_once):
    """rules: SEC-6"""
    page = build(frame, CASE)
    qtbot.addWidget(page)
    assert opened(frame) == []
    page.entered()
    assert opened(frame) == [(CASE, None)]
    page.changed_now.emit(None)
    assert len(opened(frame)) == 1
    page.entered()
    assert len(opened(frame)) == 2


def test_a_case_that_is_not_there_is_not_written_down(qtbot, frame, at_once):
    page = build(frame, "c-nowhere")
    qtbot.addWidget(page)
    page.entered()
    assert opened(frame) == []
