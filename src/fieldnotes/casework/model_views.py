"""What is told of speech models that can be fetched: plain values. Knows no network and no folder."""

from dataclasses import dataclass

from fieldnotes.casework.view import View


@dataclass(frozen=True, slots=True)
class OfferView(View):
    """A model of the official list: bytes of its file, how many have come, and whether it is installed."""

    name: str
    language: str
    size: int
    licence: str
    address: str
    sha256: str
    fetched: int
    installed: bool


@dataclass(frozen=True, slots=True)
class SpokenIn:
    """In which languages one can dictate: those of real models first of all; `test` while only the test model is there.

    `costs`: the network costs by the byte just now.
    """

    languages: tuple[str, ...]
    test: bool
    costs: bool
    without: tuple[str, ...] = ()
    """Languages nobody has made a model of."""
