"""Characters of a text as the record counts them, and as Qt counts (UTF-16). Knows no widget."""


def units(text: str, characters: int) -> int:
    """Count what Qt counts (UTF-16) in so many characters of a text."""
    return characters + sum(letter > "\uffff" for letter in text[:characters])


def code_points(text: str, position: int) -> int:
    """Count the characters before a position of Qt's."""
    return len(text.encode("utf-16-le")[: position * 2].decode("utf-16-le", "ignore"))
