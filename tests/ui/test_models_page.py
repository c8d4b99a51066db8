"""The page about speech models: what is there, what is fetched, and what goes on while nobody looks."""

import hashlib
import threading
from dataclasses import replace

import pytest

from fieldnotes.casework import speech_models
from fieldnotes.dictation.model_list import ModelList, OfferedModel
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.first_run_screen import FirstModels
from fieldnotes.ui.shell.first_run_view import FirstRunView
from fieldnotes.ui.shell.model_fetching import ModelFetching, Phase
from fieldnotes.ui.shell.models_presenter import ModelsPresenter
from fieldnotes.ui.shell.models_screen import ModelsScreen, model_fetching
from fieldnotes.ui.shell.models_view import ModelsPanel
from hostile_models import harmless
from model_server import ModelServer
from one_desk import make_workshop
from speech_samples import MODEL

MINI, REAL = "vosk-model-sv-mini", "vosk-model-small-sv-9"


@pytest.fixture
def server():
    with ModelServer(MODEL.read_bytes()) as served:
        yield served


@pytest.fixture
def shop(server, tmp_path, held_clock):
    sha256 = hashlib.sha256(server.data).hexdigest()
    offered = [OfferedModel(REAL, "sv", len(server.data), sha256, "MIT", server.address)]
    offered += [
        OfferedModel("vosk-model-ar-mgb2-0.4", "ar", 333_241_610, "0" * 64, "Apache-2.0", "https://example.org")
    ]
    made = make_workshop(held_clock, tmp_path)
    return replace(made, speech=replace(made.speech, offered=ModelList(offered, ("so", "ti"))))


@pytest.fixture(autouse=True)
def quiet():
    """Every test has a download of its own."""
    model_fetching.cache_clear()
    yield
    model_fetching.cache_clear()


@pytest.fixture
def page(qtbot, tasks, shop):
    made = ModelsScreen(shop, tasks)
    qtbot.addWidget(made)
    made.show()
    made.entered()
    qtbot.waitUntil(lambda: made.panel.offers.count() == 2)
    return made


def shown(page):
    return page.panel


def test_without_a_real_model_the_page_says_so_and_offers_swedish_first(page):
    panel = shown(page)
    assert "test model" in panel.state.text()
    assert panel.state.property("role") == "error"
    assert panel.offers.currentData() == REAL
    assert panel.offers.currentText() == "Swedish, 4 MB"
    for told in ("MIT", REAL, "http://127.0.0.1", "every byte"):
        assert told in panel.about.text()
    assert "Somali, Tigrinya" in panel.without.text()
    panel.offers.setCurrentIndex(1)
    assert "Apache-2.0" in panel.about.text()


def test_a_model_is_fetched_and_installed_and_the_test_model_stays_labelled_under_any_name(page, shop, qtbot):
    panel = shown(page)
    panel.fetch.click()
    qtbot.waitUntil(lambda: "is installed" in panel.line.text(), timeout=20_000)
    qtbot.waitUntil(lambda: panel.offers.currentText().endswith("installed"))
    (model,) = speech_models.models(shop)
    assert (model.name, model.test) == (REAL, True)
    assert not panel.fetch.isVisible()


def begun_and_paused(panel, server, qtbot):
    """Fetch until some has come, and pause; the server holds the rest back, however fast the line is."""
    server.pauses = threading.Event()
    panel.fetch.click()
    qtbot.waitUntil(lambda: model_fetching().now.done > 0)
    model_fetching().pause()
    server.pauses.set()
    assert model_fetching().now.phase is Phase.PAUSED


def test_a_pause_keeps_what_came_and_goes_on_after_a_restart(page, shop, server, qtbot, tasks, monkeypatch):
    panel = shown(page)
    begun_and_paused(panel, server, qtbot)
    assert "is kept" in panel.line.text()
    qtbot.waitUntil(tasks.idle)
    come = speech_models.offers(shop)[0].fetched
    assert 0 < come < len(server.data)

    model_fetching.cache_clear()
    again = ModelsScreen(shop, tasks)
    qtbot.addWidget(again)
    again.show()
    again.entered()
    qtbot.waitUntil(lambda: again.panel.fetch.text() == "Go on fetching")
    assert again.panel.forget.isVisible()
    again.panel.fetch.click()
    qtbot.waitUntil(lambda: "is installed" in again.panel.line.text(), timeout=20_000)
    assert server.asked == ["", f"bytes={come}-"]


def test_what_came_can_be_thrown_away(page, shop, server, qtbot, tasks):
    panel = shown(page)
    begun_and_paused(panel, server, qtbot)
    qtbot.waitUntil(panel.forget.isVisible)
    panel.forget.click()
    qtbot.waitUntil(lambda: speech_models.offers(shop)[0].fetched == 0)
    qtbot.waitUntil(lambda: not panel.forget.isVisible())


def test_what_fails_is_said_and_can_be_tried_again(page, server, qtbot):
    panel = shown(page)
    server.status = 503
    panel.fetch.click()
    qtbot.waitUntil(lambda: "cannot be fetched now" in panel.line.text())
    assert panel.line.property("role") == "error"
    server.status = 0
    panel.fetch.click()
    qtbot.waitUntil(lambda: "is installed" in panel.line.text(), timeout=20_000)


def test_a_download_outlives_the_page_and_is_seen_on_the_next(page, shop, qtbot, tasks):
    shown(page).fetch.click()
    page.left()
    assert model_fetching()._watchers == []
    qtbot.waitUntil(lambda: model_fetching().now.phase is Phase.DONE, timeout=20_000)
    page.entered()
    qtbot.waitUntil(lambda: "is installed" in shown(page).line.text())


def test_a_model_from_a_file_is_installed_and_labelled_and_removed(page, shop, qtbot):
    panel = shown(page)
    panel.choose_file = lambda: str(MODEL)
    panel.file.click()
    qtbot.waitUntil(lambda: panel._installed.count() == 1, timeout=20_000)
    row = panel._installed.itemAt(0).widget()
    words = row.findChildren(type(panel.state))[0].text()
    assert words == f"Swedish – test model, does not understand people ({MINI})"
    assert panel.state.property("role") == "error"
    panel.remove_asked.emit(MINI)
    qtbot.waitUntil(lambda: panel._installed.count() == 0)


def test_a_file_that_is_no_model_is_said(page, shop, qtbot, tmp_path):
    panel = shown(page)
    harmless(tmp_path / "hej.zip")
    panel.install_asked.emit(str(tmp_path / "hej.zip"))
    qtbot.waitUntil(lambda: "hej.zip is damaged" in panel.line.text(), timeout=20_000)
    panel.install_asked.emit("")
    assert speech_models.models(shop) == ()


def test_a_network_that_costs_is_said(shop, at_once, qtbot):
    panel = ModelsPanel()
    qtbot.addWidget(panel)
    ModelsPresenter(replace(shop, metered=lambda: True), at_once, panel, ModelFetching()).begin()
    assert "costs by the byte" in panel.about.text()
    assert at_once.lanes == [Lane.READ]


def test_the_first_start_says_that_a_real_model_is_missing_and_offers_it(shop, tasks, qtbot):
    class Desk:
        workshop = shop

    view = FirstRunView()
    qtbot.addWidget(view)
    view.show()
    models = FirstModels(tasks, view)
    assert models.wanted(Desk)
    models.show(Desk)
    (panel,) = view.findChildren(ModelsPanel)
    qtbot.waitUntil(lambda: "No real speech model" in panel.state.text())
    folder = shop.speech.models_folder / "vosk-model-small-sv-1"
    speech_models.install(shop, MODEL)
    assert models.wanted(Desk)
    (shop.speech.models_folder / MINI / "README.md").unlink()
    (shop.speech.models_folder / MINI).rename(folder)
    assert not models.wanted(Desk)
