"""The first start: the recovery key is shown once and proved before work begins.

rules: SEC-9
"""

from dataclasses import replace

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from fieldnotes.casework import profile, recovery_sheet
from fieldnotes.domain.managed import read_rules
from fieldnotes.ui.shared.passphrase import bits, strength, time_to_guess
from fieldnotes.ui.shared.printing import paint_pdf
from fieldnotes.ui.shell.app_window import AppWindow
from fieldnotes.ui.shell.door import Door, looks_new
from fieldnotes.ui.shell.first_run_presenter import FirstRunPresenter, Step
from fieldnotes.ui.shell.first_run_screen import build
from fieldnotes.ui.shell.first_workplace_page import WorkplacePage
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.wire.invitation import Invitation
from one_desk import HUB_KEY, PASSPHRASE, SILENT_HUB, make_desk, make_joined, make_profile, make_workshop

GOOD = "en lykta vid sjön"
INVITATION = Invitation(SILENT_HUB, HUB_KEY.public, None, "u-tove", "once", "2099-01-01T00:00:00Z")


class NewDoor:
    """Hands out a ready profile instead of working out a slow key."""

    def __init__(self, desk):
        self.desk, self.made = desk, []

    def workshop(self):
        return self.desk.workshop

    def create(self, passphrase, name):
        self.made.append((passphrase, name))
        recovery_sheet.expect_proof(self.desk)
        return self.desk, "0A1BC-7DE2F-G3HJK-MN4PQ-RS5TV-WX6YZ-12345-6789A"


class Pages:
    """A view that writes down what it is told."""

    def __init__(self):
        self.step, self.line, self.key, self.wanted, self.judged = None, "", (), None, None
        self.invited, self.made, self.printed, self.locked = ("", False), False, [], ""

    def show_step(self, step):
        self.step = step

    def show_strength(self, judged):
        self.judged = judged

    def show_invited(self, workplace, *, joined=False):
        self.invited = (workplace, joined)

    def show_locked(self, words):
        self.locked = words

    def show_made(self):
        self.made = True

    def show_key(self, groups):
        self.key = tuple(groups)

    def show_wanted(self, first, second):
        self.wanted = (first, second)

    def print_sheet(self, pdf):
        self.printed.append(pdf)
        return True

    def show_busy(self, words):
        self.line = words

    def show_line(self, words, *, wrong=True):
        self.line, self.wrong = words, wrong


class ModelsPage:
    """The page about speech models, as far as the first start knows it."""

    def __init__(self):
        self.missing, self.shown = False, []

    def wanted(self, _desk):
        return self.missing

    def show(self, desk):
        self.shown.append(desk)


class MicrophonePage:
    """The page about the microphone, as far as the first start knows it."""

    def __init__(self):
        self.listens, self.shown = False, 0

    def show(self):
        self.listens, self.shown = True, self.shown + 1

    def leave(self):
        self.listens = False


@pytest.fixture
def opened():
    return []


@pytest.fixture
def alone(tmp_path, held_clock):
    made = make_desk(tmp_path, held_clock, joined=False)
    yield made
    made.vault.lock()


@pytest.fixture
def first(at_once, opened, alone):
    presenter = FirstRunPresenter(NewDoor(alone), at_once, Pages(), opened.append, ModelsPage(), MicrophonePage())
    presenter.begin()
    return presenter


def walk_to_key(first):
    first.take_workplace("Tove Ekberg", alone=True)
    first.take_passphrase(GOOD, GOOD)


def prove(first):
    first.key.take_written()
    one, two = (first._view.key[n - 1] for n in first._view.wanted)
    first.key.take_proof(one.lower(), f" {two} ")


def test_the_five_pages_follow_each_other(first, opened, alone):
    assert first._view.step is Step.WORKPLACE
    assert len(Step) == 5
    walk_to_key(first)
    assert first._view.step is Step.KEY
    prove(first)
    assert first._view.step is Step.MICROPHONE
    assert first._view.key == ()
    assert first._microphone.listens
    first.finish()
    assert not first._microphone.listens
    assert opened == [alone]
    assert first._door.made == [(GOOD, "Tove Ekberg")]


def test_every_page_can_be_gone_back_to_and_on_again(first, opened, alone):
    first._models.missing = True
    walk_to_key(first)
    prove(first)
    first.finish()
    for step in (Step.MICROPHONE, Step.KEY, Step.PASSPHRASE, Step.WORKPLACE):
        first.back()
        assert first._view.step is step
        assert not first._microphone.listens
    first.back()
    assert first._view.step is Step.WORKPLACE
    first.take_workplace("Tove E. Ekberg", alone=True)
    first.take_passphrase("", "")
    assert first._view.step is Step.KEY, "the passphrase there is holds"
    assert len(first._door.made) == 1
    first.key.take_written()
    assert first._view.step is Step.MICROPHONE, "what was proved is not asked for twice"
    assert profile.whoami(alone).name == "Tove E. Ekberg"
    first.finish()
    assert first._view.step is Step.MODEL
    first.go_to_work()
    assert opened == [alone]


def test_another_passphrase_can_be_chosen_on_the_way_back(first, alone):
    walk_to_key(first)
    first.back()
    first.take_passphrase("kantarell cykel moln", "kantarell cykel moln")
    assert first._view.step is Step.KEY
    profile.confirm(alone, "kantarell cykel moln")


def test_work_does_not_begin_before_the_key_is_proved(first, opened, alone):
    walk_to_key(first)
    shown = first._view.key
    first.key.take_written()
    first.key.take_proof("XXXXX", "XXXXX")
    assert first._view.step is Step.KEY
    assert "not what the key says" in first._view.line
    assert recovery_sheet.is_unproved(alone)
    first.key.show_again()
    assert first._view.key == shown
    assert opened == []


def test_two_different_groups_are_asked_for(first):
    walk_to_key(first)
    seen = set()
    for _time in range(60):
        first.key.take_written()
        one, two = first._view.wanted
        assert 1 <= one < two <= 8
        seen.add((one, two))
    assert len(seen) > 5


@pytest.mark.parametrize(("one", "two"), [("kort", "kort"), (GOOD, "en annan lykta"), ("aaaaaaaaaa", "aaaaaaaaaa")])
def test_weak_or_mistyped_passphrases_make_no_profile(first, one, two):
    first.take_workplace("Tove", alone=True)
    first.take_passphrase(one, two)
    assert first._door.made == []
    assert first._view.step is Step.PASSPHRASE
    assert first._view.line


def test_a_name_is_needed_alone_and_an_invitation_otherwise(first):
    first.take_workplace("  ", alone=True)
    assert "name" in first._view.line
    first.take_workplace("", alone=False)
    assert "invitation" in first._view.line
    assert first._view.step is Step.WORKPLACE


def test_nobody_works_alone_where_the_workplace_has_decided_so(first, alone):
    """rules: SEC-9"""
    assert first._view.locked == "", "nothing is locked without a policy"
    alone.workshop = replace(
        alone.workshop, managed=read_rules({"work_alone": False, "reason": "IT-beslut 3."}, "policy.toml")
    )
    first.begin()
    assert first._view.locked.endswith("joined the workplace's hub. Why: IT-beslut 3.")
    first.take_workplace("Tove", alone=True)
    assert first._view.step is Step.WORKPLACE
    assert "Your workplace has decided" in first._view.line
    first.take_workplace("", alone=False)
    assert "without" not in first._view.line
    first.paste_invitation(INVITATION.to_text())
    first.take_workplace("", alone=False)
    first.take_passphrase(GOOD, GOOD)
    assert first._view.step is Step.WORKPLACE
    assert "connect later" not in first._view.line, "no hub answered, and nobody goes on without one"


def test_the_way_that_is_locked_says_so_where_it_stands_and_cannot_be_taken(qtbot):
    page = WorkplacePage()
    qtbot.addWidget(page)
    page.alone.setChecked(True)
    assert page.locked.isHidden()
    page.show_locked("Why: IT-beslut 3.")
    assert (page.invited.isChecked(), page.alone.isEnabled()) == (True, False)
    assert page.locked.text() == page.alone.accessibleDescription() == "Locked by your workplace. Why: IT-beslut 3."
    page.show_invited("", joined=False)
    assert not page.alone.isEnabled(), "an invitation that is taken away again unlocks nothing"


@pytest.mark.parametrize(
    "text", [INVITATION.to_text(), INVITATION.to_code(), INVITATION.to_code()[:60] + "\n" + INVITATION.to_code()[60:]]
)
def test_an_invitation_can_be_pasted_as_text_or_code(first, text):
    first.paste_invitation(text)
    assert first._view.invited == (SILENT_HUB, False)
    first.take_workplace("", alone=False)
    assert first._view.step is Step.PASSPHRASE


@pytest.mark.parametrize("text", ["hej", "{}", "AAAA", "[1]", INVITATION.to_code()[:80]])
def test_what_is_pasted_and_is_no_invitation_is_said_at_once(first, text):
    first.paste_invitation(text)
    assert first._view.line
    assert first._view.invited == ("", False)
    first.take_workplace("", alone=False)
    assert first._view.step is Step.WORKPLACE


def test_an_invitations_file_can_be_opened(first, tmp_path):
    file = tmp_path / "inbjudan.json"
    first.open_invitation(str(file))
    assert "inbjudan.json" in first._view.line
    file.write_text(INVITATION.to_text(), encoding="utf-8")
    first.open_invitation(str(file))
    assert first._view.invited == (SILENT_HUB, False)
    assert first._view.line == ""


def test_a_workplace_that_cannot_be_reached_can_be_tried_again_or_left_for_later(first, opened, alone):
    first.paste_invitation(INVITATION.to_text())
    first.take_workplace("", alone=False)
    first.take_passphrase(GOOD, GOOD)
    assert first._view.step is Step.WORKPLACE
    assert "connect later" in first._view.line
    first.take_workplace("", alone=False)
    assert first._view.step is Step.WORKPLACE, "tried again; still nobody there"
    assert len(first._door.made) == 1
    first.take_workplace("Tove", alone=True)
    first.take_passphrase("", "")
    prove(first)
    first.finish()
    assert opened == [alone]
    assert not profile.whoami(alone).joined


def test_a_missing_speech_model_is_offered_before_work_begins_and_may_wait(first, opened, alone):
    first._models.missing = True
    walk_to_key(first)
    first.finish()
    assert first._view.step is Step.MODEL
    assert first._models.shown == [alone]
    assert opened == []
    first.go_to_work()
    assert opened == [alone]


def test_the_sheet_is_printed_or_saved_with_this_very_key(first, alone, tmp_path):
    walk_to_key(first)
    first.key.print_sheet()
    (pdf,) = first._view.printed
    assert pdf.startswith(b"%PDF")
    assert "printer" in first._view.line
    first.key.save_sheet("")
    assert list(tmp_path.glob("*.pdf")) == []
    first.key.save_sheet(str(tmp_path / "nyckel.pdf"))
    assert (tmp_path / "nyckel.pdf").read_bytes().startswith(b"%PDF")
    assert "remove the file" in first._view.line
    first.key.save_sheet(str(tmp_path / "no such folder" / "nyckel.pdf"))
    assert "nyckel.pdf" in first._view.line


def test_a_new_key_makes_the_old_one_void_and_must_be_proved_too(first, alone):
    walk_to_key(first)
    prove(first)
    assert not recovery_sheet.is_unproved(alone)
    first.back()
    before = "0A1BC"
    first.key.renew()
    assert len(first._view.key) == 8
    assert first._view.key[0] != before
    assert recovery_sheet.is_unproved(alone)
    prove(first)
    assert not recovery_sheet.is_unproved(alone)


def test_the_real_pages_make_a_real_profile(qtbot, tasks, tmp_path, held_clock):
    door = Door(lambda: make_workshop(held_clock, tmp_path), tmp_path / "profile")
    assert looks_new(door.folder)
    opened = []
    view = build(door, tasks, opened.append)
    view.presenter._microphone = MicrophonePage()
    qtbot.addWidget(view)
    view.show()
    view.presenter.take_workplace("Tove", alone=True)
    view._chosen.edit.setText(GOOD)
    assert view._meter.value() > 50
    view.presenter.take_passphrase(GOOD, GOOD)
    qtbot.waitUntil(lambda: view.key._shown.count() == 16, timeout=20_000)
    assert (view._chosen.edit.text(), view._again.edit.text()) == ("", "")
    groups = view.presenter.key._groups()
    assert [len(group) for group in groups] == [5] * 8
    view.presenter.key.take_written()
    assert not view.key.faces[0].isVisible(), "the key is not on the screen while it is asked for"
    view.presenter.key.take_proof(*(groups[n - 1] for n in view.presenter.key._wanted))
    qtbot.waitUntil(lambda: view._where.accessibleName() == "Step 4 of 5")
    assert view.key._shown.count() == 0
    view.presenter.finish()
    qtbot.waitUntil(lambda: opened != [])
    assert not door.is_new()
    door.lock(opened[0])
    door.lock(door.unlock(GOOD))


@pytest.fixture
def window(qtbot, qapp, tasks, tmp_path, held_clock, screen_settings):
    vault = make_profile(tmp_path / "profile", held_clock)
    make_joined(vault, held_clock)
    vault.lock()
    door = Door(lambda: make_workshop(held_clock, tmp_path), tmp_path / "profile")
    made = AppWindow(door, tasks, screen_settings, LookChoice(qapp, screen_settings))
    made.show()
    yield made
    if made.session is not None or made._first is not None:
        with qtbot.waitSignal(made.locked, timeout=10_000):
            made.lock()
    made.hide()
    made.deleteLater()


def test_who_never_proved_a_key_gets_a_new_one_at_the_next_unlocking(window, tmp_path, qtbot):
    mark = tmp_path / "profile" / "recovery.unproved"
    mark.write_bytes(b"")
    with qtbot.waitSignal(window.begun, timeout=30_000):
        window.unlock.unlock_asked.emit(PASSPHRASE)
    view = window._first
    qtbot.waitUntil(lambda: view.key._shown.count() == 16, timeout=10_000)
    assert window.session is None
    with qtbot.waitSignal(window.locked, timeout=10_000):
        window.lock()
    assert window.stack.currentWidget() is window.unlock
    assert mark.exists(), "locked on the way; asked again next time"
    with qtbot.waitSignal(window.begun, timeout=30_000):
        window.unlock.unlock_asked.emit(PASSPHRASE)
    window._first.presenter._microphone = MicrophonePage()
    key = window._first.presenter.key
    qtbot.waitUntil(lambda: len(key._groups()) == 8, timeout=10_000)
    key.take_written()
    key.take_proof(*(key._groups()[n - 1] for n in key._wanted))
    qtbot.waitUntil(lambda: not mark.exists())
    with qtbot.waitSignal(window.opened, timeout=20_000):
        window._first.presenter.go_to_work()
    assert window._first is None


def test_a_key_on_the_screen_goes_when_the_window_is_closed(window, tmp_path, qtbot):
    (tmp_path / "profile" / "recovery.unproved").write_bytes(b"")
    with qtbot.waitSignal(window.begun, timeout=30_000):
        window.unlock.unlock_asked.emit(PASSPHRASE)
    desk = window._first.presenter.desk
    with qtbot.waitSignal(window.locked, timeout=10_000):
        window.close()
    assert desk.vault.locked
    assert window._first is None


def test_the_whole_way_goes_by_keyboard(qtbot, tasks, tmp_path, held_clock):
    view = build(Door(lambda: make_workshop(held_clock, tmp_path), tmp_path / "profile"), tasks, [].append)
    qtbot.addWidget(view)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.workplace.invited.hasFocus)
    qtbot.keyClick(view.workplace.invited, "\t")
    view.workplace.alone.setChecked(True)
    view.workplace.name.edit.setText("Tove")
    qtbot.keyClick(view.workplace.name.edit, "\r")
    assert QApplication.focusWidget() is view._chosen.edit
    view._chosen.edit.setText(GOOD)
    qtbot.keyClick(view._chosen.edit, "\r")
    assert QApplication.focusWidget() is view._again.edit
    view.back_asked.emit()
    assert QApplication.focusWidget() is view.workplace.invited


def test_a_printer_gets_the_whole_sheet(alone, tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    assert paint_pdf(recovery_sheet.sheet_pdf(alone, "0A1BC-7DE2F"), printer)
    assert (tmp_path / "paper.pdf").stat().st_size > 10_000
    assert not paint_pdf(b"no pdf", printer)


@pytest.mark.parametrize(
    ("weak", "better"),
    [
        ("password1", "kantarell cykel"),
        ("Sommar2024!", "sommar kantarell"),
        ("qwertyuiop", "qtwreyuiop"),
        ("P@ssw0rd", "grönsaksland"),
        ("sommarsommarsommar", "sommar moln tegel"),
        ("Tove Ekberg 1987", "Kjell Moberg 4213"),
        ("Ekberg 4213", "Moberg 4213"),
        ("jag och du och vi", "järn bok snö ask"),
        ("kantarell cykel moln", "kantarell cykel moln tegel"),
        ("abcdefgh", "bhdfegca"),
    ],
)
def test_what_is_tried_first_counts_less(weak, better):
    assert bits(weak, ["Tove Ekberg"]) < bits(better, ["Tove Ekberg"])


def test_the_judgement_says_how_long_a_thief_needs_and_forbids_nothing_long_enough():
    assert strength("password1").enough
    assert "seconds" in strength("password1").words
    assert "a hundred years" in strength("kantarell cykel moln tegel").words
    assert [time_to_guess(n) for n in (1, 22, 28, 33, 36, 40, 44, 60)] == [
        "seconds", "minutes", "hours", "days", "months", "years", "years", "more than a hundred years",
    ]  # fmt: skip
