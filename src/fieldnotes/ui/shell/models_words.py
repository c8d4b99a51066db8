"""What the pages about speech models say: languages, sizes, how far one has come. Plain words, knows no Qt."""

from collections.abc import Sequence

from fieldnotes.casework.model_views import OfferView, SpokenIn
from fieldnotes.casework.views import ModelView
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shell.model_fetching import Fetching, Phase
from fieldnotes.ui.shell.storage_words import size_words


def language_name(code: str) -> str:
    """Name a language in the reader's own; a code nobody has named here stands as it is."""
    return {
        "ar": _("Arabic"),
        "de": _("German"),
        "en": _("English"),
        "es": _("Spanish"),
        "fa": _("Persian"),
        "fr": _("French"),
        "ku": _("Kurdish"),
        "pl": _("Polish"),
        "ru": _("Russian"),
        "so": _("Somali"),
        "sv": _("Swedish"),
        "ti": _("Tigrinya"),
        "tr": _("Turkish"),
        "uk": _("Ukrainian"),
    }.get(code, code)


def state_words(spoken: SpokenIn) -> str:
    """Say in which languages one can dictate, or plainly that a real model is missing."""
    if spoken.test:
        return _(
            "No real speech model is installed. The one that came with the program is a test model: it understands a "
            "synthetic voice and no people. Install a real one before you dictate; typing works meanwhile."
        )
    names = ", ".join(language_name(code) for code in spoken.languages)
    return _("You can dictate in: {languages}.").format(languages=names)


def model_words(model: ModelView) -> str:
    """Name an installed model; the test model says what it is."""
    language = language_name(model.language)
    if model.test:
        return _("{language} – test model, does not understand people ({name})").format(
            language=language, name=model.name
        )
    if model.engine == "whisper":
        return _("{language} – hears again what was dictated, and proposes ({name})").format(
            language=language, name=model.name
        )
    return _("{language} ({name})").format(language=language, name=model.name)


def offer_words(offer: OfferView) -> str:
    """Name a model to choose among those that can be fetched."""
    words = _("{language}, {size}").format(language=language_name(offer.language), size=size_words(offer.size))
    return _("{offer} – installed").format(offer=words) if offer.installed else words


def about_words(offer: OfferView, spoken: SpokenIn) -> str:
    """Say what would be fetched, from where, under which licence, and what is believed of it."""
    lines = [
        _("{name}, licence {licence}, from {address}.").format(
            name=offer.name, licence=offer.licence, address=offer.address
        ),
        _("It is installed only if every byte is the one that was checked beforehand. Nothing about you is sent."),
    ]
    if offer.fetched and not offer.installed:
        come = _("{done} of {total} have come already.")
        lines.append(come.format(done=size_words(offer.fetched), total=size_words(offer.size)))
    if spoken.costs:
        lines.append(_("This network costs by the byte. You can wait for another one."))
    return "\n".join(lines)


def without_words(codes: Sequence[str]) -> str:
    """Say for which languages there is no model at all."""
    names = ", ".join(language_name(code) for code in codes)
    return _("Nobody has made a model for: {languages}. Write those words, or ask the interpreter.").format(
        languages=names
    )


def fetching_words(now: Fetching) -> str:
    """Say how far it has come."""
    if now.phase is Phase.COMING:
        come = _("Fetching {model}: {done} of {total}. You can go on working, and close the program.")
        return come.format(model=now.model, done=size_words(now.done), total=size_words(now.total))
    words = {
        Phase.INSTALLING: _("Checking and installing {model} …"),
        Phase.PAUSED: _("Paused. What has come of {model} is kept."),
        Phase.DONE: _("{model} is installed."),
    }.get(now.phase, now.words)
    return words.format(model=now.model) if now.phase is not Phase.FAILED else now.words
