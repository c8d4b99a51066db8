"""Characters of a text as the record counts them, and as Qt counts (UTF-16). Knows no widget."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\v\f]")
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff\ufffc]")


def plain_letters(text: str) -> str:
    """Write text from elsewhere as a person types it: line ends as one, blanks as blanks, nothing unseen, composed."""
    text = _BLANKS.sub(" ", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def units(text: str, characters: int) -> int:
    """Count what Qt counts (UTF-16) in so many characters of a text."""
    return characters + sum(letter > "\uffff" for letter in text[:characters])


def code_points(text: str, position: int) -> int:
    """Count the characters before a position of Qt's."""
    return len(text.encode("utf-16-le")[: position * 2].decode("utf-16-le", "ignore"))
