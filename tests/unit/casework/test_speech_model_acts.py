"""A model of the official list on its way to this computer: fetched, tried, installed, and nothing left over."""

import hashlib
import json
from dataclasses import replace

import pytest

from fieldnotes.casework import speech_models
from fieldnotes.casework.hearing import Standby
from fieldnotes.dictation.model_list import ModelList, OfferedModel
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.sync.model_download import FOLDER
from model_server import ModelServer
from one_desk import RESOURCES, make_workshop
from speech_samples import MODEL

MINI = "vosk-model-sv-mini"


@pytest.fixture
def server():
    with ModelServer(MODEL.read_bytes()) as served:
        yield served


@pytest.fixture
def shop(server, tmp_path, held_clock):
    data = MODEL.read_bytes()
    offered = OfferedModel(MINI, "sv", len(data), hashlib.sha256(data).hexdigest(), "CC0", server.address)
    made = make_workshop(held_clock, tmp_path)
    return replace(made, speech=replace(made.speech, offered=ModelList((offered,), ("so",))))


def left_over(shop):
    folder = shop.speech.models_folder / FOLDER
    return [path.name for path in folder.glob("*.zip")] if folder.exists() else []


def test_a_model_is_fetched_tried_and_installed_and_its_file_is_gone(shop):
    told = []
    (before,) = speech_models.offers(shop)
    assert (before.installed, before.fetched) == (False, 0)
    made = speech_models.fetch(shop, MINI, lambda *how: told.append(how))
    assert speech_models.models(shop) == (made,)
    assert told[-1] == (before.size, before.size)
    assert len([how for how in told if how[0] == before.size]) == 1
    (after,) = speech_models.offers(shop)
    assert (after.installed, after.fetched) == (True, 0)
    assert left_over(shop) == []


def test_a_paused_model_goes_on_or_is_thrown_away(shop, server):
    come = []
    with pytest.raises(Unavailable) as paused:
        speech_models.fetch(shop, MINI, lambda *how: come.append(how), lambda: len(come) > 2)
    assert paused.value.code is Code.CANCELLED
    (offer,) = speech_models.offers(shop)
    assert 0 < offer.fetched < offer.size
    speech_models.fetch(shop, MINI)
    assert server.asked == ["", f"bytes={offer.fetched}-"]
    come.clear()
    with pytest.raises(Unavailable):
        speech_models.fetch(shop, MINI, lambda *how: come.append(how), lambda: len(come) > 2)
    speech_models.forget(shop, MINI)
    assert left_over(shop) == []


def test_a_file_that_is_no_model_is_not_installed(shop, server):
    data = b"no model at all"
    server.data = data
    row = replace(shop.speech.offered.models[0], size=len(data), sha256=hashlib.sha256(data).hexdigest())
    wrong = replace(shop, speech=replace(shop.speech, offered=ModelList((row,))))
    with pytest.raises(Refused) as refused:
        speech_models.fetch(wrong, MINI)
    assert refused.value.code is Code.MODEL_DAMAGED
    assert speech_models.models(wrong) == ()
    assert left_over(wrong) == []


@pytest.mark.parametrize("act", [speech_models.fetch, speech_models.forget])
def test_only_what_is_on_the_list_is_fetched(shop, act):
    for name in ("vosk-model-xx", "../vosk", "Åsa"):
        assert not speech_models.is_offered(shop, name)
        with pytest.raises(Refused) as refused:
            act(shop, name)
        assert refused.value.code is Code.MODEL_MISSING


def test_the_languages_are_those_of_real_models(shop, tmp_path):
    assert speech_models.spoken_in(shop).test
    speech_models.fetch(shop, MINI)
    assert (speech_models.spoken_in(shop).languages, speech_models.spoken_in(shop).test) == ((), True)
    for name in ("vosk-model-ar-mgb2-0.4", "vosk-model-small-sv-9"):
        folder = shop.speech.models_folder / MINI
        (folder / "README.md").unlink(missing_ok=True)
        folder.rename(folder.with_name(name))
        speech_models.install(shop, MODEL)
    told = speech_models.spoken_in(shop)
    assert (told.languages, told.test, told.without) == (("sv", "ar"), False, ("so",))
    assert speech_models.for_language(shop, "ar") == "vosk-model-ar-mgb2-0.4"
    assert speech_models.for_language(shop, "sv") == "vosk-model-small-sv-9"
    standby = Standby(shop)
    assert standby.find().model.name == "vosk-model-small-sv-9"
    standby.speak("ar")
    assert standby.find().model.name == "vosk-model-ar-mgb2-0.4"
    standby.speak("so")
    with pytest.raises(Refused) as refused:
        standby.find()
    assert refused.value.values == {"model": "so"}


def test_the_official_list_pins_every_model_and_begins_with_swedish():
    data = json.loads((RESOURCES / "speech" / "models.json").read_text(encoding="utf-8"))
    listed = ModelList.read(data, "models.json")
    assert [model.language for model in listed.models][:2] == ["sv", "en"]
    assert len({model.name for model in listed.models}) == len(listed.models) > 5
    for model in listed.models:
        assert model.address == f"https://alphacephei.com/vosk/models/{model.name}.zip"
        assert model.licence in ("MIT", "Apache-2.0")
    assert not {model.language for model in listed.models} & set(listed.without)
    data["models"][0]["sha256"] = "md5"
    with pytest.raises(Refused) as refused:
        ModelList.read(data, "models.json")
    assert refused.value.code is Code.WRONG_FILE
