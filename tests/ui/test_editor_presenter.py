"""The editor's presenters without a window: when it saves, what it keeps when a save fails, two hands on one draft.

rules: DOC-1, DOC-4, INS-1
"""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_window import at, begin, one_desk_for_all, sections_of, stored
from fieldnotes.casework.dictate import dictate_into
from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.worker.editor.check_presenter import check_rows
from fieldnotes.ui.worker.editor.form import Around, build_form
from fieldnotes.ui.worker.editor.merging import merge
from fieldnotes.ui.worker.editor.pace import Pace
from fieldnotes.ui.worker.editor.presenter import EditorPresenter
from fieldnotes.ui.worker.editor.progress import Progress, in_sight
from fieldnotes.ui.worker.editor.states import Where
from fieldnotes.ui.worker.editor.when_written import read_date, read_time, with_zone
from fieldnotes.vault import kept_drafts

TODAY = date(2026, 3, 12)


class Bell:
    """A `Later` that only writes down."""

    def __init__(self):
        self.asked = []

    def start(self, milliseconds):
        self.asked.append(milliseconds)

    def stop(self):
        self.asked.append(None)


class Window:
    """A window that only writes down."""

    def __init__(self):
        self.tops, self.states, self.family, self.problems, self.values = [], {}, (), [], []
        self.forms, self.signed, self.saves, self.here = [], [], 0, None

    def show_form(self, opened, where):
        self.forms.append((opened, where))

    def show_signed(self, opened):
        self.signed.append(opened)

    def show_top(self, state):
        self.tops.append(state)

    def show_states(self, states):
        self.states = states

    def show_family(self, lines):
        self.family = lines

    def show_value(self, section, field, value):
        self.values.append((section, field, value))

    def show_saved(self):
        self.saves += 1

    def where(self):
        return self.here

    def explain(self, error):
        self.problems.append(error)


@pytest.fixture(scope="module")
def clock_and_desk(tmp_path_factory):
    yield from one_desk_for_all(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def desk(clock_and_desk):
    return clock_and_desk[1]


@pytest.fixture
def note(desk):
    return begin(desk, sections=sections_of("prov-01.json"))


@pytest.fixture
def window():
    return Window()


@pytest.fixture
def bell_of_saves():
    return Bell()


@pytest.fixture
def presenter(desk, at_once, window, note, bell_of_saves):
    made = EditorPresenter(desk, at_once, window, note, bell_of_saves)
    made.open()
    return made


def test_it_waits_for_a_pause_but_never_longer_than_a_second(held_clock):
    bell, saves = Bell(), []
    pace = Pace(bell, held_clock.monotonic, lambda: saves.append(1))
    for _key in range(6):
        pace.touched()
        held_clock.move(0.15)
    assert bell.asked[0] == Pace.QUIET
    assert all(wait is not None and n * 150 + wait <= 1000 for n, wait in enumerate(bell.asked))
    assert bell.asked[-1] <= 1
    pace.due()
    assert saves == [1]


def test_one_save_at_a_time_and_none_is_forgotten(held_clock):
    bell, saves = Bell(), []
    pace = Pace(bell, held_clock.monotonic, lambda: saves.append(1))
    pace.touched()
    pace.due()
    pace.touched()
    pace.due()
    assert saves == [1]
    assert pace.behind
    pace.saved()
    pace.due()
    assert saves == [1, 1]
    pace.saved()
    assert not pace.behind


def test_opening_shows_the_form_and_where_the_note_lies(presenter, window):
    assert len(window.forms) == 1
    top = window.tops[-1]
    assert top.title.endswith("Elsa S. · BV-2026-0142")
    assert "Sandin" not in top.title
    assert top.where == "Only on this computer"
    assert window.states["bedomning"] is Progress.DONE


def test_a_draft_in_safe_keeping_says_so_until_something_is_written(desk, at_once, window, note, bell_of_saves):
    """rules: DOC-2"""
    kept_drafts.shelf(desk.vault, "epoch-1")
    [sending] = [one for one in kept_drafts.to_send(desk.vault) if one.note == note]
    kept_drafts.mark_kept(desk.vault, sending, desk.clock.now().isoformat(), desk.clock.now().isoformat())
    presenter = EditorPresenter(desk, at_once, window, note, bell_of_saves)
    presenter.open()
    assert window.tops[-1].where == "In safe-keeping at the case system"
    presenter.change("bedomning", "best_interest", "Ny text")
    presenter.due()
    assert window.tops[-1].where == "The latest only on this computer"


def test_a_change_is_in_the_vault_after_the_save(presenter, desk, note, at_once):
    presenter.change("bedomning", "best_interest", "Ny text")
    assert not presenter.saved
    presenter.due()
    assert presenter.saved
    assert at_once.lanes[-1] is Lane.WRITE
    assert at(stored(desk, note), "bedomning", "best_interest") == "Ny text"


def test_what_cannot_be_saved_is_said_kept_and_tried_again(presenter, desk, note, window, bell_of_saves, at_once):
    run = at_once.run
    at_once.run = lambda *_asked, failed, **_more: failed(Unavailable(Code.DISK_FULL))
    presenter.change("bedomning", "best_interest", "Får inte gå förlorad")
    presenter.due()
    assert not presenter.saved
    assert window.tops[-1].saved_tone == "rec"
    assert bell_of_saves.asked[-1] == EditorPresenter.RETRY
    at_once.run = run
    presenter.due()
    assert presenter.saved
    assert at(stored(desk, note), "bedomning", "best_interest") == "Får inte gå förlorad"


def test_leaving_keeps_the_last_words_and_the_place(presenter, desk, note, window):
    window.here = Where("bedomning", "assess", 0, 7)
    presenter.change("bedomning", "best_interest", "Sista ordet")
    presenter.leave()
    assert at(stored(desk, note), "bedomning", "best_interest") == "Sista ordet"
    presenter.open()
    assert window.forms[-1][1] == Where("bedomning", "assess", 0, 7)


def test_then_is_called_only_when_every_word_is_stored(presenter, at_once):
    called = []
    presenter.change("bedomning", "best_interest", "Ett")
    at_once.hold()
    presenter.save_now(lambda: called.append(presenter.saved))
    presenter.change("bedomning", "best_interest", "Två")
    assert called == []
    at_once.release()
    assert called == [True]


def test_typing_while_somebody_speaks_loses_no_word_of_either(presenter, desk, note, data, window):
    presenter.speaking = True
    before = presenter.values["nasta_steg"].get("note", "")
    presenter.change("nasta_steg", "note", before + "Skrivet ord.")
    dictate_into(desk, data / "audio" / "note_kaffe.wav", note, "nasta_steg.note")
    presenter.due()
    text = at(stored(desk, note), "nasta_steg", "note")
    assert "Skrivet ord." in text
    assert "bjuder på kaffe" in text
    assert presenter.values["nasta_steg"]["note"] == text
    assert window.values[-1] == ("nasta_steg", "note", text)


def test_another_field_of_the_section_is_saved_beside_speech(presenter, desk, note, data):
    presenter.speaking = True
    presenter.change("bedomning", "best_interest", "Skrivet bredvid.")
    dictate_into(desk, data / "audio" / "note_kaffe.wav", note, "bedomning.assess")
    presenter.due()
    held = stored(desk, note)["bedomning"]
    assert held["best_interest"] == "Skrivet bredvid."
    assert "kaffe" in held["assess"]["text"]


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "joined"),
    [
        ("a", "a", "a b", "a b"),
        ("a", "a x", "a", "a x"),
        ("a", "a x", "a b", "a x b"),
        ("a b", "a b x", "a", "a x"),
        (None, "x", "b", "x b"),
        ("a d", "x a d", "a b d", "x a b d"),
        ("a d", "a d x", "a b d", "a b d x"),
        ("a b d", "a b d x", "a d", "a d x"),
        ("a b d", "a bx d", "a d", "a bx d"),
        ("a", "a b x", "a b", "a b x"),
        ("ja", "nej, ja", "ja ja", "nej, ja ja"),
        ("a d", "", "a b d", " b"),
        ([{"text": "a"}], [{"text": "a x"}], [{"text": "a"}, {"text": "b"}], [{"text": "a x"}, {"text": "b"}]),
        ({"text": "a"}, {"text": "a", "verbatim": True}, {"text": "a b"}, {"text": "a b", "verbatim": True}),
        (None, None, "b", "b"),
        ("a", None, "a b", "a b"),
        (False, True, False, True),
    ],
)
def test_two_hands_are_joined(base, mine, theirs, joined):
    assert merge(base, mine, theirs) == joined


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-03-20", date(2026, 3, 20)),
        ("20260320", date(2026, 3, 20)),
        ("20/3", date(2026, 3, 20)),
        ("20 mars", date(2026, 3, 20)),
        ("senast 20 mars", date(2026, 3, 20)),
        ("den 2 jan", date(2026, 1, 2)),
        ("30 dec", date(2025, 12, 30)),
        ("idag", TODAY),
        ("i morgon", date(2026, 3, 13)),
        ("fredag", date(2026, 3, 13)),
        ("torsdag", date(2026, 3, 19)),
        ("+7", date(2026, 3, 19)),
        ("31 februari", None),
        ("kanske", None),
        ("", None),
    ],
)
def test_days_are_read_as_people_write_them(typed, day):
    assert read_date(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "at_"),
    [("15:05", time(15, 5)), ("15.05", time(15, 5)), ("1505", time(15, 5)), ("9", time(9)), ("25", None), ("x", None)],
)
def test_times_are_read_as_people_write_them(typed, at_):
    assert read_time(typed) == at_


def test_a_moment_keeps_the_offset_it_had():
    assert with_zone(TODAY, time(9, 30), "2026-03-12T14:00:00+01:00") == "2026-03-12T09:30:00+01:00"


def test_empty_details_wait_but_statements_never_hide(presenter):
    section = presenter.opened.form.section("barnets_rost")
    shown, hidden = in_sight(section, {}, (), everything=False)
    assert next(shape.id for shape in shown) == "said"
    assert {"said", "wish", "how", "ok_to_share"} <= {shape.id for shape in shown}
    consent = presenter.opened.form.section("samtycke_besok")
    shown, hidden = in_sight(consent, {"limits": "Sovrummet"}, (), everything=False)
    assert "limits" in {shape.id for shape in shown}
    assert "others_living_there" in {shape.id for shape in hidden}


def test_a_visit_that_did_not_happen_asks_for_little(presenter, window):
    presenter.change("grunddata", "outcome", "ej_genomfort")
    presenter.change("grunddata", "outcome_reason", "ej_hemma")
    presenter.change("grunddata", "tried", "Vi ringde på.")
    presenter.change("barnets_rost", "how", None)
    assert window.states["barnets_rost"] is not Progress.EMPTY
    assert window.states["grunddata"] is Progress.DONE


def test_missing_fields_of_a_section_are_one_line(desk, presenter):
    from fieldnotes.casework import check_note

    empty = begin(desk)
    rows = check_rows(check_note.check(desk, empty), presenter.opened.form)
    consent = [row for row in rows if row.section == "samtycke_besok"]
    assert len(consent) == 1
    assert consent[0].severity == "block"


def test_a_form_names_the_people_a_note_already_names(desk, presenter):
    stranger = {"person_id": "x-1", "name": "Olle Brandt", "role": "annan"}
    around = Around(presenter.opened.case, presenter.opened.who, ())
    form = build_form(desk.book, desk.book.template("hembesok"), around, {"deltagare": {"people": [stranger]}}, "sv")
    assert form.person("x-1").name == "Olle Brandt"


WORDS = st.lists(st.sampled_from(["Hej.", "en", "katt,", "sov", "Ja"]), max_size=6)
TYPED = st.sampled_from(["skrev1", "skrev2 skrev3"])


@given(WORDS, st.integers(0, 6), TYPED, st.integers(0, 6))
def test_no_word_of_two_hands_in_one_text_is_lost_or_doubled(words, typed_at, typed, spoken_at):
    """rules: DOC-3"""
    base = " ".join(words)
    mine = " ".join([*words[:typed_at], typed, *words[typed_at:]])
    theirs = " ".join([*words[:spoken_at], "Sade detta.", *words[spoken_at:]])
    joined = merge(base, mine, theirs)
    assert sorted(joined.split()) == sorted([*words, *typed.split(), "Sade", "detta."])
