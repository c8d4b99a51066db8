"""Where the shipped files lie: in a checkout, in an installed wheel, or in a bundle. Reads none of them."""

import sys
from functools import cache
from pathlib import Path


@cache
def resources() -> Path:
    """The folder with templates, words, fonts, icons, translations and the test speech model."""
    bundle = getattr(sys, "_MEIPASS", None)
    package = Path(__file__).resolve().parents[1]
    places = [Path(bundle) / "resources"] if bundle else [package / "_resources", package.parents[1] / "resources"]
    return next((place for place in places if place.is_dir()), places[-1])
