"""Every word of the family view has its Swedish, and its presenters know no Qt.

rules: LAN-1
"""

import re
from io import BytesIO

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from one_desk import RESOURCES

FAMILY = RESOURCES.parent / "src" / "fieldnotes" / "ui" / "family"
PLAIN = ("room_presenter.py", "console_presenter.py", "room_state.py", "console_state.py", "room_reading.py")


def test_every_sentence_is_translated():
    """What nobody says any more is found by tests/house/test_house_translations.py, over the whole program."""
    files = (RESOURCES / "locale/sv").glob("*.po")
    swedish = [read_po(BytesIO(each.read_bytes()), locale="sv", charset="utf-8") for each in files]
    wanted = {found[2] for found in extract_from_dir(FAMILY, keywords={"_": None, "_n": (1, 2)})}
    known = {message.id: message for each in swedish for message in each if message.id}
    assert wanted <= set(known)
    for message in (known[each] for each in wanted):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(strings)
        assert not message.fuzzy
        assert {n for s in strings for n in re.findall(r"{(\w+)}", s)} == set(re.findall(r"{(\w+)}", ids[-1]))


def test_what_decides_knows_no_qt():
    for name in PLAIN:
        assert "PySide6" not in (FAMILY / name).read_text(encoding="utf-8"), name
