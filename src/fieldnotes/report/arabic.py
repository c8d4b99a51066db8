"""Arabic letters in the shape and order they are drawn, for a library that only knows left to right.

A family's own words may be in Arabic inside a Swedish note. The joining rules come from Unicode's own table
(each presentation form names the letter and place it stands for). Knows nothing of fonts or paper.
"""

import re
import unicodedata
from functools import lru_cache

_RUN = re.compile(r"[\u0600-\u06ff\u0750-\u077f]+(?:[ \u00a0،؟؛.,:!?«»()\d-]*[\u0600-\u06ff\u0750-\u077f]+)*[؟!.]?")
_NUMBER = re.compile(r"[\d\u0660-\u0669\u06f0-\u06f9]+(?:[.,:/-][\d\u0660-\u0669\u06f0-\u06f9]+)*")
_MIRRORED = str.maketrans("()«»[]", ")(»«][")
_ALEFS = "\u0622\u0623\u0625\u0627"


@lru_cache(maxsize=1)
def _forms() -> dict[tuple[str, str], str]:
    found = {}
    for point in range(0xFE70, 0xFEFD):
        place, _, letters = unicodedata.decomposition(chr(point)).partition("> ")
        if letters:
            text = "".join(chr(int(code, 16)) for code in letters.split())
            found[text, place.lstrip("<")] = chr(point)
    return found


def in_drawing_order(line: str) -> str:
    """Shape and turn the Arabic stretches of a line; everything else stays as it is."""
    return _RUN.sub(lambda match: _turned(_joined(match.group())), line)


def _joined(text: str) -> str:
    """Replace each letter by its form beside its neighbours; lam and alef become one sign."""
    forms = _forms()
    letters = [letter for letter in text if not unicodedata.combining(letter)]
    shaped: list[str] = []
    before_joins = False
    at = 0
    while at < len(letters):
        unit = letters[at]
        if unit == "\u0644" and at + 1 < len(letters) and letters[at + 1] in _ALEFS:
            unit += letters[at + 1]
        after = letters[at + len(unit)] if at + len(unit) < len(letters) else ""
        joins_on = (unit, "initial") in forms and (after, "final") in forms
        place = {
            (False, False): "isolated",
            (False, True): "initial",
            (True, False): "final",
            (True, True): "medial",
        }[before_joins and (unit, "final") in forms, joins_on]
        shaped.append(forms.get((unit, place), unit))
        before_joins = joins_on
        at += len(unit)
    return "".join(shaped)


def _turned(text: str) -> str:
    """Right to left, with numbers kept in their own order and brackets mirrored."""
    turned = text.translate(_MIRRORED)[::-1]
    return _NUMBER.sub(lambda match: match.group()[::-1], turned)
