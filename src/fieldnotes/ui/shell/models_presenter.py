"""Which speech models there are, which can be fetched, and the one on its way. Knows no Qt and no network."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from fieldnotes.casework.desk import Workshop
from fieldnotes.casework.model_views import OfferView, SpokenIn
from fieldnotes.casework.views import ModelView
from fieldnotes.ui.lanes import Lane, Runner
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.model_fetching import Fetching, ModelFetching
from fieldnotes.ui.shell.models_words import about_words, fetching_words, model_words, offer_words, state_words

Row = tuple[str, str]
"""A model's name, and the words it stands under."""


class ModelsDrawing(Protocol):
    """What the view can be told."""

    def show_models(self, state: str, *, missing: bool, installed: Sequence[Row]) -> None:
        """Show what is there; `missing`: no model for people among it."""
        ...

    def show_offers(self, offered: Sequence[Row], chosen: str) -> None:
        """Show what can be fetched, and the one that is chosen."""
        ...

    def show_without(self, codes: Sequence[str]) -> None:
        """Say for which languages there is no model."""
        ...

    def show_about(self, words: str, *, begun: bool, there: bool) -> None:
        """Tell about the chosen model: whether some of it has come, whether it is installed."""
        ...

    def show_fetching(self, now: Fetching, words: str) -> None:
        """Show how far the one on its way has come."""
        ...

    def show_line(self, words: str) -> None:
        """Say what went wrong."""
        ...


class ModelsPresenter:
    """Reads on the reading lane; what takes long is the download's own."""

    def __init__(self, workshop: Workshop, tasks: Runner, view: ModelsDrawing, fetching: ModelFetching) -> None:
        self._workshop, self._tasks, self._view, self._fetching = workshop, tasks, view, fetching
        self._offers: tuple[OfferView, ...] = ()
        self._spoken = SpokenIn((), test=True, costs=False)
        self._chosen = ""

    def begin(self) -> None:
        """Show how it stands, and every step from now on."""
        self._fetching.watch(self._see)
        if self._fetching.now.busy:
            self.load()

    def end(self) -> None:
        """Watch no more; a download goes on."""
        self._fetching.unwatch(self._see)

    def load(self) -> None:
        """Read what is there."""
        from fieldnotes.casework import speech_models

        shop = self._workshop
        self._tasks.run(
            Lane.READ,
            lambda _job: (speech_models.spoken_in(shop), speech_models.models(shop), speech_models.offers(shop)),
            owner=self._view,
            done=self._show,
            failed=self._failed,
        )

    def choose(self, name: str) -> None:
        """Tell about a model that can be fetched."""
        self._chosen = name
        for offer in self._offers:
            if offer.name == name:
                about = about_words(offer, self._spoken)
                self._view.show_about(about, begun=offer.fetched > 0, there=offer.installed)

    def fetch(self) -> None:
        """Begin, or go on."""
        if self._chosen:
            self._fetching.fetch(self._tasks, self._workshop, self._chosen)

    def pause(self) -> None:
        """Stop for now; what has come stays."""
        self._fetching.pause()

    def forget(self) -> None:
        """Stop, and throw away what has come."""
        self._fetching.forget(self._tasks, self._workshop, self._chosen)

    def install(self, source: str) -> None:
        """Install from a file or a folder."""
        if source:
            self._fetching.install(self._tasks, self._workshop, Path(source))

    def remove(self, name: str) -> None:
        """Take a model off this computer."""
        from fieldnotes.casework import speech_models

        shop = self._workshop
        self._tasks.run(
            Lane.LONG,
            lambda _job: speech_models.remove(shop, name),
            owner=self._view,
            done=lambda _none: self.load(),
            failed=self._failed,
        )

    def _show(self, found: tuple[SpokenIn, tuple[ModelView, ...], tuple[OfferView, ...]]) -> None:
        self._spoken, installed, self._offers = found
        self._view.show_models(
            state_words(self._spoken),
            missing=self._spoken.test,
            installed=[(model.name, model_words(model)) for model in installed],
        )
        names, now = [offer.name for offer in self._offers], self._fetching.now
        wished = (now.model if now.busy else "", self._chosen, now.model, *names)
        chosen = next((name for name in wished if name in names), "")
        self._view.show_offers([(offer.name, offer_words(offer)) for offer in self._offers], chosen)
        self._view.show_without(self._spoken.without)
        self.choose(chosen)

    def _see(self, now: Fetching) -> None:
        self._view.show_fetching(now, fetching_words(now))
        if not now.busy:
            self.load()

    def _failed(self, error: Exception) -> None:
        self._view.show_line(explain(error).words)
