"""A note as it is printed, made by hand: every part of the paper has something in it."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from fieldnotes.domain.private import Private
from fieldnotes.domain.section_part import Block, SectionPart
from fieldnotes.report.note_document import (
    AnswerPart,
    CorrectionPart,
    DecisionPart,
    NoteDocument,
    PersonLine,
    QuestionPart,
    ShowingPart,
    Signature,
)

CET = timezone(timedelta(hours=1))
HEAD = "9f2c41aa" * 8
ELSA = PersonLine(Private("Elsa Sandin"), "barn")
KARIN = PersonLine(Private("Karin Sandin"), "vårdnadshavare")
JONAS = PersonLine(Private("Jonas Lilja"), "kollega")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=CET)


TOVE = Signature(Private("Tove Nylund"), "socialsekreterare", "Barn och familj 1", at(12, 16))
MARIA = Signature(Private("Maria Öberg"), "arbetsledare", "Barn och familj 1", at(13, 9, 12))


@pytest.fixture
def fonts() -> Path:
    return Path(__file__).parents[3] / "resources" / "fonts"


@pytest.fixture
def sections() -> tuple[SectionPart, ...]:
    return (
        SectionPart(
            "grunddata",
            "Grunduppgifter",
            "admin",
            (
                Block("Del av handläggningen", Private("Utredning")),
                Block("Plats", Private("I hemmet")),
                Block("Blev det av?", Private("Ja")),
                Block(
                    "Syfte med mötet",
                    Private(
                        "Hembesök inom ramen för pågående utredning. Syftet är att se hur Elsa har det hemma "
                        "och att följa upp hur morgnarna fungerar."
                    ),
                ),
            ),
        ),
        SectionPart(
            "iakttagelser",
            "Det vi såg och hörde",
            "fact",
            (
                Block(
                    "",
                    Private(
                        "Lägenheten har två rum. Elsa har egen säng, skrivbord och rena kläder i en byrå. "
                        "I kylen fanns mjölk, ägg, ost och en gryta."
                    ),
                ),
                Block("Vem såg", Private("Tove Nylund, Jonas Lilja")),
            ),
        ),
        SectionPart(
            "barnets_rost",
            "Barnets egna ord",
            "statement",
            (Block("Elsa Sandin, på plats", Private("”Jag väcker mamma när klockan ringer. Ibland går det inte.”")),),
        ),
        SectionPart(
            "bedomning",
            "Bedömning",
            "assessment",
            (
                Block(
                    "Vår bedömning",
                    Private(
                        "Elsa tar ett för stort ansvar på morgnarna. Karin är öppen för stöd.\n"
                        "Det finns inget som tyder på att Elsa far illa under dagarna."
                    ),
                ),
                Block("Bygger på", Private("Det vi såg och hörde, Barnets egna ord")),
            ),
        ),
        SectionPart(
            "overenskommet",
            "Det vi kom överens om",
            "agreement",
            (Block("", Private("Karin pratar med sin chef om arbetstiderna, senast 20 mars 2026.")),),
        ),
    )


@pytest.fixture
def document(sections: tuple[SectionPart, ...]) -> NoteDocument:
    answers = (
        AnswerPart(KARIN, None, "agrees", None, None),
        AnswerPart(
            KARIN,
            "Det vi såg och hörde",
            "disagrees",
            Private("Det var inte sant att kylen var tom & diskbänken <smutsig>."),
            None,
            same_text=False,
        ),
        AnswerPart(ELSA, "Barnets egna ord", "adds", Private("Jag vill ha en egen väckarklocka."), None),
        AnswerPart(ELSA, "Bedömning", "not_asked", None, Private("För ung för frågan.")),
    )
    return NoteDocument(
        title="Hembesök",
        case_number="BV-2026-0142",
        note="0195f0aa-0000-7000-8000-000000000001",
        revision=HEAD,
        state="approved",
        started=at(12, 14),
        ended=at(12, 15, 5),
        people=(ELSA, KARIN, JONAS),
        author=TOVE,
        sections=sections,
        cosigned=(Signature(Private("Jonas Lilja"), "socialsekreterare", "Barn och familj 1", at(12, 16, 30)),),
        showings=(
            ShowingPart(
                at(12, 15, 2),
                Private("Tove Nylund"),
                (ELSA, KARIN),
                ("Grunduppgifter", "Det vi såg och hörde", "Barnets egna ord"),
                answers,
                changed_since=True,
            ),
        ),
        questions=(
            QuestionPart(
                "question",
                MARIA,
                "Barnets egna ord",
                Private("Ibland går det inte."),
                Private("Hur ofta händer det?"),
                Private("Elsa sade: två gånger i veckan."),
                TOVE,
            ),
            QuestionPart("praise", MARIA, "Bedömning", None, Private("Tydligt skrivet.")),
        ),
        decisions=(
            DecisionPart("returned", MARIA, "1" * 64, current=False),
            DecisionPart("approved", MARIA, HEAD, current=True),
        ),
        corrections=(CorrectionPart("corrected", TOVE, Private("Fel datum för nästa möte."), HEAD),),
        flags=(),
        board="Björkvalla kommun, socialnämnden",
        printed_at=at(14, 8),
        printed_by=Private("Tove Nylund"),
    )


@pytest.fixture(scope="session")
def swedish() -> Callable[[str], str]:
    """The words as a Swedish reader gets them; a missing word fails the test that meets it."""
    words: dict[str, str] = {}
    for path in (Path(__file__).parents[3] / "resources/locale/sv").glob("*.po"):
        with path.open("rb") as file:
            words |= {str(message.id): str(message.string) for message in read_po(file, locale="sv") if message.string}
    return lambda message: words[message]
