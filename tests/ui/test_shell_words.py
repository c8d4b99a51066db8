"""The words of the frame: the status line tells the truth, days are named as people do, nobody is named needlessly.

rules: SEC-4
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from fieldnotes.casework.case_views import PersonView, StatusView
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.private import Private
from fieldnotes.ui.shared.names import listed, short_name
from fieldnotes.ui.shared.passphrase import strength
from fieldnotes.ui.shared.when import day, days_left, full_day, moment
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.status_words import status_words
from fieldnotes.ui.shell.where_words import where_lines

NOW = datetime.fromisoformat("2026-03-12T16:00:00+01:00").astimezone()
SENT = StatusView(joined=True, waiting=0, quarantined=0, last_contact=NOW - timedelta(minutes=2), drafts=0)


@pytest.mark.parametrize(
    ("seen", "how", "kind", "says"),
    [
        (replace(SENT, joined=False), {}, "local", "this computer only"),
        (SENT, {}, "ok", "Everything is in the case system"),
        (SENT, {"offline": True, "trouble": "The hub"}, "ok", "no connection now"),
        (replace(SENT, waiting=7, waiting_notes=3), {"offline": True}, "waiting", "3 notes wait – no connection"),
        (replace(SENT, waiting=4, waiting_notes=1), {}, "waiting", "1 note waits for the case system"),
        (replace(SENT, waiting=1), {}, "waiting", "Something waits for the case system"),
        (replace(SENT, waiting=1), {"offline": True}, "waiting", "Something waits – no connection"),
        (replace(SENT, waiting=1), {"busy": True}, "working", "Exchanging"),
        (replace(SENT, quarantined=2), {}, "wrong", "2 acts aside"),
        (SENT, {"trouble": "The hub answers with another key."}, "wrong", "another key"),
        (replace(SENT, last_contact=None), {}, "waiting", "Not yet exchanged"),
        (
            replace(SENT, files_waiting=2, pictures_only=True, bytes_wait=True),
            {},
            "waiting",
            "2 pictures wait for another",
        ),
        (replace(SENT, files_waiting=1, bytes_wait=True), {}, "waiting", "1 file waits for another network"),
        (replace(SENT, files_waiting=3), {}, "waiting", "3 files wait to be exchanged"),
        (replace(SENT, files_waiting=3, waiting=1, waiting_notes=1), {}, "waiting", "1 note waits for the case system"),
    ],
)
def test_the_status_line_tells_the_truth(seen, how, kind, says):
    status = status_words(seen, NOW, **{"busy": False, **how})
    assert (status.kind, says in status.words) == (kind, True), status.words
    assert status.can_sync is seen.joined


def test_everything_sent_is_never_said_while_something_waits():
    for waiting in (1, 40):
        for offline in (True, False):
            status = status_words(replace(SENT, waiting=waiting), NOW, busy=False, offline=offline)
            assert "Everything" not in status.words
            assert not any(letter.isdigit() for letter in status.words), "entries are not what people count"


def test_where_my_notes_are_is_said_in_sentences():
    lines = where_lines(replace(SENT, drafts=2, waiting=2, waiting_notes=1, quarantined=1), NOW)
    assert lines[0].startswith("2 drafts lie encrypted")
    assert any(line.startswith("1 note has something that waits") for line in lines)
    assert "1 act lies aside." in lines
    assert "stay here" in where_lines(replace(SENT, joined=False), NOW)[-1]


def test_days_are_named_by_how_near_they_are():
    today = date(2026, 3, 12)
    named = [day(today + timedelta(days=n), today) for n in (-1, 0, 1, 3, 20, 300)]
    assert named == ["Yesterday", "Today", "Tomorrow", "Sun 15 March", "1 April", "6 January 2027"]
    assert full_day(today) == "Thu 12 March"
    left = [days_left(n) for n in (-2, -1, 0, 1, 9)]
    assert left == ["2 days late", "1 day late", "Today", "1 day left", "9 days left"]


def test_a_moment_today_is_a_time_and_before_it_a_day():
    assert moment(NOW, NOW) == f"{NOW:%H:%M}"
    assert moment(NOW - timedelta(days=1), NOW).startswith("Yesterday ")
    assert moment(NOW - timedelta(days=400), NOW) == "5 February 2025"


def test_lists_name_children_shortly_and_protected_ones_not_at_all():
    child = PersonView(person_id="p", name=Private("Elsa Maria Sandin"), role="barn", role_label="Barn")
    assert listed(child) == "Elsa S."
    assert listed(replace(child, protected=True)) == "Protected identity"
    assert short_name("Elsa") == "Elsa"


def test_a_passphrase_is_judged_by_how_hard_it_is_to_guess():
    words = ("kort", "aaaaaaaaaaaa", "lampan12", "en lykta vid sjön", "häst batteri klammer korrekt ö")
    judged = [strength(word) for word in words]
    assert [each.enough for each in judged] == [False, False, True, True, True]
    assert [each.share for each in judged] == sorted(each.share for each in judged) or judged[0].share <= 20
    assert judged[-1].share > judged[2].share


def test_a_bug_is_met_calmly_and_logged_without_its_words(caplog):
    try:
        raise ZeroDivisionError("Elsa Sandin")
    except ZeroDivisionError as error:
        problem = explain(error)
    assert problem.kind == "bug"
    assert "saved" in problem.words
    assert "ZeroDivisionError" in caplog.text
    assert "test_shell_words.py" in caplog.text
    assert "Elsa" not in caplog.text + problem.words


def test_a_refusal_is_said_in_its_own_sentence():
    assert "WAIT" not in explain(Refused(Code.OWN_WORK)).words
    assert explain(Refused(Code.OWN_WORK)).kind == "refused"
