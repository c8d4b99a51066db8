"""The recovery key on paper: one page, real text in reading order, what to do with it, and nothing else.

rules: SEC-9
"""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from fieldnotes.domain.private import Private
from fieldnotes.report.recovery_sheet import RecoverySheet, recovery_sheet_pdf

GROUPS = ("0A1BC", "7DE2F", "G3HJK", "MN4PQ", "RS5TV", "WX6YZ", "12345", "6789A")
Words = Callable[[str], str]


@pytest.fixture
def sheet() -> RecoverySheet:
    return RecoverySheet(GROUPS, Private("Tove Åkerström"), datetime(2026, 3, 12, 8, 30, tzinfo=UTC))


def test_the_key_is_read_group_by_group_in_its_order(sheet: RecoverySheet, fonts: Path, swedish: Words) -> None:
    (page,) = PdfReader(io.BytesIO(recovery_sheet_pdf(sheet, fonts, "sv", swedish))).pages
    words = page.extract_text().split()
    at = words.index(GROUPS[0])
    assert words[at - 1 : at + 15] == [word for n, group in enumerate(GROUPS, 1) for word in (str(n), group)]


def test_it_says_what_it_is_for_where_to_keep_it_and_what_to_do(
    sheet: RecoverySheet, fonts: Path, swedish: Words
) -> None:
    read = PdfReader(io.BytesIO(recovery_sheet_pdf(sheet, fonts, "sv", swedish)))
    text = " ".join(read.pages[0].extract_text().split())
    for words in (
        "Tove Åkerström · gjord 12 mars 2026",
        "Vad den är till för",
        "Inlåst",
        "Jag har glömt den",
        "Ctrl+K",
    ):
        assert words in text
    assert read.trailer["/Root"]["/Lang"] == "sv-SE"
    assert "Tove" not in str(read.metadata), "the document's properties name nobody"


def test_a_profile_without_a_name_and_english_words_do_as_well(fonts: Path) -> None:
    sheet = RecoverySheet(GROUPS, Private(""), datetime(2026, 3, 12, 8, 30, tzinfo=UTC))
    text = PdfReader(io.BytesIO(recovery_sheet_pdf(sheet, fonts, "en", str))).pages[0].extract_text()
    assert "Where to keep it" in text
    assert "0A1BC" not in repr(sheet)
