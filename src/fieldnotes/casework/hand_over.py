"""Hand a paper to one person: the bytes or the file, and the entry that says which, how and to whom (INS-3).

Drawing a paper records nothing. Only what was really handed over is an entry, with the hash of exactly that document.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from fieldnotes.casework.desk import Desk, changed
from fieldnotes.casework.extracts import standing_scopes
from fieldnotes.casework.family_paper import family_document, is_family
from fieldnotes.casework.people import require_assigned
from fieldnotes.casework.sign import file
from fieldnotes.casework.views import HandedOver, Recipient
from fieldnotes.casework.whole_note import WholeNote, fetch, fetch_all, require_signed
from fieldnotes.casework.written_file import write_whole
from fieldnotes.domain.cases import REPORTER
from fieldnotes.domain.entry import Filed, Kind
from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.domain.private import Private
from fieldnotes.domain.taking_home import LOOKS, SHORTEST_PASSPHRASE, STICK, WAYS, TakenHome
from fieldnotes.domain.wording import inside
from fieldnotes.language.translation import translate
from fieldnotes.report import family_pdf
from fieldnotes.report.family_document import Look
from fieldnotes.report.sealed_pdf import sealed_pdf
from fieldnotes.vault import access


@dataclass(frozen=True, slots=True)
class DrawnPaper:
    """A paper that was drawn for one person and not handed over yet."""

    note: str
    to: str
    revision: str
    pdf: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The hash of exactly these bytes."""
        return hashlib.sha256(self.pdf).hexdigest()


def draw(desk: Desk, note: str, to: str, look: str = LOOKS[0], language: str = "") -> DrawnPaper:
    """Draw the paper one person may take home: a family member's copy, or anybody else's extract. Records nothing.

    `language`: of the headings, one of the family's languages; empty = the program's. The note itself stays Swedish.

    Refused: NOT_SIGNED, NOT_ASSIGNED, NOT_ALLOWED (it lies in the wrong case), UNKNOWN_PERSON, NOT_SHOWABLE,
    NO_YES_TO_SHARE, PLAN_NOT_READY, WRONG_TYPE (no such look or language), CONTENT_MISSING (an export rule).
    """
    whole, head = _signed(desk, note)
    if look not in LOOKS:
        raise Refused(Code.WRONG_TYPE, section="hand-over", field="look", expected=" | ".join(LOOKS))
    words = _words(desk, language)
    spoken, person = language or desk.language, whole.case.person(to)
    document = family_document(desk, whole, head, person, standing_scopes(desk, whole), spoken)
    setting = family_pdf.Paper(desk.workshop.fonts, desk.workshop.sheets, spoken, Look(look))
    return DrawnPaper(note, to, head.hash, family_pdf.family_pdf(document, setting, words))


def _words(desk: Desk, language: str) -> Callable[[str], str]:
    """Give the paper's own words in a language; what a language has no words for is said as the program says it."""
    here = translate
    if language in {"", desk.language}:
        return here
    known = desk.workshop.family_languages.get(language)
    if known is None:
        expected = " | ".join(desk.workshop.family_languages)
        raise Refused(Code.WRONG_TYPE, section="hand-over", field="language", expected=expected)
    if language == "en":
        return str
    swedish = {"The text of the note is in Swedish.": known.say("text_is_swedish")}
    return lambda message: known.paper.get(message) or swedish.get(message) or here(message)


def handed_over(desk: Desk, paper: DrawnPaper, taken: TakenHome) -> HandedOver:
    """Record that a drawn paper was given to its person. Refused: UNKNOWN_NOTE, NOT_ASSIGNED, WRONG_TYPE (no way)."""
    way = _way(taken)
    with desk.writing:
        whole = replace(fetch(desk, paper.note), draft=None)
        require_assigned(whole.people, whole.case)
        body = {"revision": paper.revision, "document": paper.sha256, "way": way, "to": paper.to}
        filed = file(desk, whole, Kind.COPY_HANDED_OVER, body)
    access.record(desk.vault, "handed_over", whole.case.id, paper.note, paper.revision, filed.entry.at)
    return HandedOver("", paper.sha256, filed.hash, changed("entries outbox", paper.note, whole.case.id))


def hand_over(
    desk: Desk, note: str, to: str, taken: TakenHome | str, path: Path, passphrase: Private | None = None
) -> HandedOver:
    """Write one person's paper to a file and record it; on a stick it is locked with the passphrase they chose.

    Refused: as `draw`, FILE_EXISTS, WRONG_TYPE (no way), WEAK_PASSPHRASE (a stick without one, or a short one).
    Unavailable: CANNOT_WRITE, DISK_FULL. What could not be recorded leaves no file behind.
    """
    chosen = TakenHome(taken.strip()) if isinstance(taken, str) else taken
    _way(chosen)
    if path.exists():
        raise Refused(Code.FILE_EXISTS, file=path.name)
    if chosen.way == STICK and len(passphrase or "") < SHORTEST_PASSPHRASE:
        raise Refused(Code.WEAK_PASSPHRASE, least=SHORTEST_PASSPHRASE)
    paper = draw(desk, note, to, chosen.look, chosen.language)
    if passphrase:
        paper = replace(paper, pdf=sealed_pdf(paper.pdf, passphrase))
    done = write_whole(path, paper.pdf)
    try:
        recorded = handed_over(desk, paper, chosen)
    except FieldNotesError:
        path.unlink(missing_ok=True)
        raise
    return replace(recorded, file=done.file)


def recipients(desk: Desk, note: str) -> tuple[Recipient, ...]:
    """List whom a paper of the note can be given to, the family first, each with how they took the last one home.

    Who reported is never one of them (SEC-3). Refused: UNKNOWN_NOTE.
    """
    whole = replace(fetch(desk, note), draft=None)
    chosen = _last_choices(desk, whole)
    people = (whole.case.child, *whole.case.people)
    found = [
        Recipient(
            person_id=each.person_id,
            name=each.name,
            role=inside(desk.book.choice_list("role_person").label_of(each.role, desk.language)),
            family=is_family(desk, whole, each),
            protected=each.is_protected,
            last=chosen.get(each.person_id) or TakenHome("", language=_own(desk, each.language)),
        )
        for each in people
        if each.role != REPORTER
    ]
    return tuple(sorted(found, key=lambda one: (not one.family, one.person_id == whole.case.child.person_id)))


def languages(desk: Desk) -> tuple[tuple[str, str], ...]:
    """List the languages a paper's headings can be in, by their own names; the program's own stands first, as empty."""
    known = desk.workshop.family_languages
    own = known[desk.language].name if desk.language in known else desk.language
    unread = translate("{language}: no speaker has read the words yet")
    names = {
        code: each.name if each.read_by_speaker else unread.format(language=each.name) for code, each in known.items()
    }
    return (("", own), *((code, name) for code, name in names.items() if code != desk.language))


def _last_choices(desk: Desk, whole: WholeNote) -> dict[str, TakenHome]:
    """How each person of the case took the last paper home, over all its notes: it is remembered by the record."""
    every: list[Filed] = []
    for each in fetch_all(desk, whole.people, whole.case.id):
        every += [filed for filed in each.state.others if filed.entry.kind is Kind.COPY_HANDED_OVER]
    every.sort(key=lambda filed: filed.entry.id)
    return {str(filed.entry.body["to"]): TakenHome.read(str(filed.entry.body["way"])) for filed in every}


def _own(desk: Desk, language: str | None) -> str:
    """The language a paper is first offered in: the person's own, where the family's screen speaks it."""
    return language if language and language in desk.workshop.family_languages and language != desk.language else ""


def _signed(desk: Desk, note: str) -> tuple[WholeNote, Filed]:
    whole = replace(fetch(desk, note), draft=None)
    head = require_signed(whole)
    require_assigned(whole.people, whole.case)
    if whole.closed:
        raise Refused(Code.NOT_ALLOWED)
    return whole, head


def _way(taken: TakenHome) -> str:
    if not taken.may_be:
        raise Refused(Code.WRONG_TYPE, section="hand-over", field="way", expected=" | ".join(WAYS))
    return taken.word
