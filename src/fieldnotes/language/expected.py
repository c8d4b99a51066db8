"""What a refusal says should have stood there, in the person's language. Knows no file and no field.

The stations below speak English msgids with values in them; here stand all of them, and how the values come out.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Final

EXPECTED: Final = (
    # a file, or what stands under one of its keys
    "{what} in '{key}'",
    "a JSON object",
    "a text",
    "true or false",
    "a whole number",
    "a whole number from {least} to {most}",
    "a list of texts",
    "an object",
    "a list of objects",
    "a list of pairs",
    "a list",
    "a note file",
    "a file",
    "text in UTF-8",
    "invitation",
    "a hub's file",
    "an officer's key",
    "a key file",
    "a name",
    "a hub key",
    "a PEM certificate with its key",
    "a PEM certificate",
    "name, word, stem, exact or digits",
    "a date or a year",
    "a date or a time",
    "each person once",
    "own, neutral, follows or closed",
    "ltr or rtl",
    "a field of the section",
    "a known field type",
    "a known choice list",
    "block or warn",
    "sign, show or export",
    "a kind of mark",
    # a field of a note
    "a text or fields by name",
    "one value, not a list",
    "a row of {kind}; it has no {key}",
    "a row of {kind} with {keys}",
    "a row of {kind}",
    "a choice of {options}",
    "yes or no (true or false)",
    "text",
    "a date (YYYY-MM-DD)",
    "a time (HH:MM)",
    "a time with offset (YYYY-MM-DDTHH:MM+HH:MM)",
    "a field one can speak into",
    "a row that was agreed",
    "who said so, and how",
    # what is said about a note
    "words that stand there",
    "what they want to add",
    "a list of answers",
    "a list of changes",
    "a text that stands there",
    "a person of the room",
    "a language (sv, en, ar …)",
    # a party's paper
    "a day to come",
    "a passage of this case",
    # a condition of a template
    "the digest of the template",
    "a condition with one operator",
    "a known operator",
    "a path",
    "two operands of {operator}",
    "protected terms",
    # a workplace's policy
    "a list of addresses (https://…)",
    "yes, auto or no",
    "a list of {ways} and print",
    "a file everybody can read",
    "name = value",
    # where an import file is wrong
    "line {number}",
    "the text",
    "the whole",
)
"""The more particular before the more general."""

_MARK: Final = re.compile(r"\{(\w+)\}")


def in_words(expected: str, translate: Callable[[str], str]) -> str:
    """Translate what was expected; what is no phrase of ours (an id, a list of words to choose from) stays."""
    for msgid in EXPECTED:
        if found := _shape(msgid).fullmatch(expected):
            values = found.groupdict()
            if "what" in values:
                values["what"] = in_words(values["what"], translate)
            return translate(msgid).format_map(values)
    return expected


@cache
def _shape(msgid: str) -> re.Pattern[str]:
    """The pattern of everything this msgid may have become."""
    parts = _MARK.split(msgid)
    return re.compile("".join(f"(?P<{part}>.+)" if at % 2 else re.escape(part) for at, part in enumerate(parts)))
