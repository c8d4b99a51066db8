"""Commands about speech: a sound file into words, and the models that hear. Keeps no sound."""

from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group, WrongCommandLine
from fieldnotes.cli.request import Request
from fieldnotes.language.translation import translate as _

if TYPE_CHECKING:
    from fieldnotes.casework.act_views import ModelView
    from fieldnotes.casework.model_views import OfferView


def add_to(program: Group) -> None:
    """Add `dictate` and `model …`."""
    dictate_ = program.command("dictate", _("write down a sound file (WAV, FLAC, OGG)"), dictate)
    dictate_.add_argument("audio", metavar=_("SOUND"), help=_("the sound file"))
    dictate_.add_argument("--into", metavar=_("NOTE:SECTION[.FIELD]"), help=_("append it to a draft"))
    dictate_.add_argument("--raw", action="store_true", help=_("the words before the rules of writing"))
    dictate_.add_argument("--model", metavar=_("MODEL"), help=_("see 'model list'"))
    dictate_.add_argument("--language", metavar=_("LANGUAGE"), help=_("the language that is spoken: sv, en, ar …"))
    model = program.group("model", _("speech models"), _("COMMAND"))
    install_ = model.command("install", _("install a speech model from a file, a folder or the list"), install)
    install_.add_argument("source", metavar=_("FILE|MODEL"), help=_("a Vosk model, packed, as a folder or by name"))
    model.command("list", _("list the speech models"), list_models)
    model.command("offered", _("list the speech models that can be fetched"), list_offered)
    remove_ = model.command("remove", _("remove a speech model"), remove)
    remove_.add_argument("name", metavar=_("MODEL"), help=_("see 'model list'"))


def dictate(request: Request) -> Answer:
    """Write down a sound file, into a draft if one is named."""
    options, progress = request.options, request.terminal.progress
    audio, into = Path(options.audio), _place(options.into)
    from fieldnotes.casework import dictate as dictation

    model = _model(request)
    if into is None:
        heard = dictation.transcribe(request.workshop(), audio, raw=options.raw, model=model, progress=progress)
        return Answer(heard.to_json(), [heard.text])
    note, place = into
    with request.desk() as desk:
        heard = dictation.dictate_into(desk, audio, note, place, raw=options.raw, model=model, progress=progress)
    return Answer(heard.to_json(), [heard.text])


def install(request: Request) -> Answer:
    """Install a speech model; a name of the official list is fetched, from where it ended the last time."""
    from fieldnotes.casework import speech_models

    workshop, source, counting = request.workshop(), request.options.source, request.terminal.counting()
    if speech_models.is_offered(workshop, source) and not Path(source).exists():
        model = speech_models.fetch(workshop, source, counting)
    else:
        model = speech_models.install(workshop, Path(source), counting)
    return Answer({"model": model}, [_line(model)])


def list_offered(request: Request) -> Answer:
    """The speech models that can be fetched."""
    from fieldnotes.casework import speech_models

    offers = speech_models.offers(request.workshop())
    return Answer({"offered": offers}, [_offer(offer) for offer in offers])


def list_models(request: Request) -> Answer:
    """The speech models there are."""
    from fieldnotes.casework import speech_models

    found = speech_models.models(request.workshop())
    return Answer({"models": found}, [_line(model) for model in found] or [_("There is no speech model.")])


def remove(request: Request) -> Answer:
    """Remove a speech model."""
    from fieldnotes.casework import speech_models

    speech_models.remove(request.workshop(), request.options.name)
    return Answer({"model": request.options.name}, [_("Removed.")])


def _model(request: Request) -> str | None:
    """The model that was named, or the one of the language that was."""
    from fieldnotes.casework import speech_models

    named, language = request.options.model, request.options.language
    return speech_models.for_language(request.workshop(), language) if language and not named else named


def _place(into: str | None) -> tuple[str, str] | None:
    if into is None:
        return None
    note, colon, place = into.partition(":")
    if not (note and colon and place):
        raise WrongCommandLine(_("--into needs NOTE:SECTION or NOTE:SECTION.FIELD"))
    return note, place


def _line(model: "ModelView") -> str:
    test = "  " + _("test model, does not understand people") if model.test else ""
    again = "  " + _("hears again what was dictated, and proposes") if model.engine == "whisper" else ""
    return f"{model.name}  {model.path}{test}{again}"


def _offer(offer: "OfferView") -> str:
    here = "  " + _("installed") if offer.installed else ""
    return f"{offer.language}  {offer.name}  {offer.size / 1_000_000:.0f} MB  {offer.licence}{here}"
