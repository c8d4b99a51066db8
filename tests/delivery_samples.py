"""The shipped notes as signed and approved entries, and what is told of them: sealed by a real key."""

from datetime import datetime, timedelta
from functools import cache

from domain_samples import book, cases, raw_world, samples, user, users
from fieldnotes.delivery.around import Around
from fieldnotes.delivery.erms import Secrecy
from fieldnotes.delivery.package import Makers
from fieldnotes.delivery.read_record import case_record, filed_of, note_record
from fieldnotes.domain.cases import Case, Unit
from fieldnotes.domain.disposal import retention
from fieldnotes.domain.disposal_facts import facts_of
from fieldnotes.domain.entry import Entry, Kind
from fieldnotes.domain.readable import section_blocks
from fieldnotes.wire.entries import seal
from fieldnotes.wire.keys import SigningKey

KEY = SigningKey(bytes(range(32)))
SECRET = Secrecy("Uppgifter om enskilda", "26 kap. 1 § OSL")
PAPER = b"%PDF-1.7 a paper"


def makers(paper=lambda _case, _note: PAPER):
    return Makers(paper, SECRET, "0.1.0")


class Chain:
    """Entries of one case, each sealed as a device does it."""

    def __init__(self, case):
        self.case, self.rows = case, []

    def file(self, kind, body, *, note, at, author, parents=()):
        number = len(self.rows)
        known = user(author)
        entry = Entry(
            id=f"0198a000-0000-7000-8000-{number:012x}", kind=kind, case=self.case, note=note, visit=None,
            parents=tuple(parents), case_previous=None, dseq=number + 1, author=author, role=known.role,
            unit=known.unit, device="0198a000-0000-7000-8000-00000000d001", at=at.isoformat(), since_hub=None,
            auth=None, body=body,
        )  # fmt: skip
        sealed = seal(entry, KEY)
        self.rows.append((sealed, number + 1))
        return sealed.hash

    def sign(self, sample, *, note=None, kind=Kind.NOTE_SIGNED, parents=(), later=0, **more):
        body = {
            "template": book().reference(sample.template.id), "sections": sample.read(), "shown": [], "reasons": {},
            "dictated": False, **more,
        }  # fmt: skip
        at = sample.now + timedelta(minutes=later)
        return self.file(kind, body, note=note or sample.id, at=at, author=sample.author.id, parents=parents)

    def approve(self, sample, revision, *, note=None, by="u-henrik", later=30):
        body = {"revision": revision, "seen": []}
        at = sample.now + timedelta(minutes=later)
        return self.file(Kind.NOTE_APPROVED, body, note=note or sample.id, at=at, author=by)


def around(case, *, made_at="2026-06-01T08:00:00+02:00", language="sv"):
    units = {each["id"]: Unit.from_json(each) for each in raw_world()["units"]}
    facts = facts_of(case.source, raw_world()["units"][0], made_at)
    people = {each.id: each for each in users()}
    return Around(case, units, people, book(), language, retention(facts), datetime.fromisoformat(made_at))


def record_of(chain, case=None):
    of = around(case or cases()[chain.case])
    found = (note_record(of, note, rows) for note, rows in filed_of(chain.rows).items())
    return case_record(of, [each for each in found if each is not None])


@cache
def approved_record(name):
    """What is told of one shipped note, signed and approved."""
    sample = samples()[name]
    chain = Chain(sample.case.id)
    chain.approve(sample, chain.sign(sample))
    return record_of(chain)


def one_space(text):
    return "".join(text.split())


def facts(name):
    """Everything a person signed in a note, as it is read."""
    sample = samples()[name]
    people = sample.case.people_with(users())
    for section in sample.template.sections:
        fields = sample.read().get(section.id) or {}
        for _label, text in section_blocks(book(), sample.template, section, fields, people, "sv"):
            yield from (line for line in text.split("\n") if line.strip())


def protected(case):
    """The same case, one of the family with a protected identity."""
    guarded = [{**case.source["people"][0], "protection": "skyddad_folkbokforing"}, *case.source["people"][1:]]
    return Case.from_json({**case.source, "people": guarded})
