"""A case with everybody in it and notes of every template with a mark in every field; who may read which mark.

What may be read is worked out by the reference reading of the templates, never by the program that is tested.
"""

import json
from dataclasses import dataclass, field
from itertools import count

from domain_samples import book, oracle, raw_book

CHILD, MOTHER, FATHER, SIBLING, OTHER_PARENT = "m-p1", "m-p2", "m-p3", "m-p4", "m-p5"
RELATIVE, SCHOOL, CARER, REPORTER, COUNSEL = "m-p6", "m-p7", "m-p8", "m-p9", "m-p10"
OTHER_REPORTER = "m-p11"
COLLEAGUE, AUTHOR = "u-jonas", "u-tove"
GUARDIANS = frozenset({MOTHER, FATHER})


def _person(key, name, role, **more):
    return {"person_id": key, "name": name, "role": role, **more}


def _term(term, match="name", **more):
    return {"term": term, "match": match, **more}


TERMS = [
    _term("Lärkvägen", kind="address"), _term("Tallvägen", kind="address"),
    _term("070-174 06 05", "digits", kind="phone"), _term("070-174 06 99", "digits", kind="phone"),
    _term("Solgläntan", kind="school", hidden_from=[FATHER]), _term("Månbacken", kind="school", hidden_from=[FATHER]),
    _term("häktad", "word", kind="child_secret", hidden_from=[CHILD]),
    _term("adopterad", "word", kind="child_secret", hidden_from=[CHILD]),
    _term("3 juni", "exact", kind="child_secret", hidden_from=[FATHER]),
    _term("4 juli", "exact", kind="child_secret", hidden_from=[FATHER]),
]  # fmt: skip

CASE = {
    "id": "c-mark", "number": "BV-2026-0999", "phase": "utredning", "unit": "unit-bou", "assigned": [AUTHOR],
    "supervisor": "u-maja", "received": "2026-03-01", "opened": "2026-03-02", "secret_from": [FATHER],
    "protected_terms": TERMS,
    "child": _person(CHILD, "Nova Kvist", "barn", born="2017-04-05", secrecy_against=[FATHER]),
    "people": [
        _person(MOTHER, "Maria Kvist", "vardnadshavare"),
        _person(FATHER, "Johan Berg", "vardnadshavare"),
        _person(SIBLING, "Alva Kvist", "syskon", personnummer="20140312-2381"),
        _person(OTHER_PARENT, "Ralf Enoksson", "foralder_ej_vh"),
        _person(RELATIVE, "Olga Tornberg", "narstaende", protection="fingerade"),
        _person(SCHOOL, "Karin Lind", "skola"),
        _person(
            CARER, "Gerd Stahlberg", "familjehemsforalder", secrecy_against=[MOTHER, FATHER],
            protection="sekretessmarkering", personnummer="19700312-2382",
        ),
        _person(REPORTER, "Sigvard Nymark", "anmalare", reporter_kind="private"),
        _person(OTHER_REPORTER, "Torvald Granmark", "anmalare", reporter_kind="private"),
        _person(COUNSEL, "Ada Lagman", "ombud"),
    ],
}  # fmt: skip
EVERYBODY = {each["person_id"]: each for each in (CASE["child"], *CASE["people"])}


def _row(key, **more):
    return {"person_id": key, "role": EVERYBODY[key]["role"] if key in EVERYBODY else "kollega", **more}


ROOMS = {
    "nobody": [],
    "child": [_row(CHILD)],
    "mother": [_row(MOTHER)],
    "father_it_is_secret_from": [_row(FATHER)],
    "both_guardians": [_row(MOTHER), _row(FATHER)],
    "child_and_mother": [_row(CHILD), _row(MOTHER)],
    "family": [_row(CHILD), _row(MOTHER), _row(FATHER)],
    "mother_and_colleague": [_row(MOTHER), _row(COLLEAGUE)],
    "mother_and_interpreter": [_row(MOTHER), {"person_id": "tolk", "role": "tolk"}],
    "counsel_for_father": [_row(COUNSEL, for_person_id=FATHER)],
    "support_for_child": [{"person_id": RELATIVE, "role": "stodperson", "for_person_id": CHILD}],
    "support_for_nobody": [_row(MOTHER), {"person_id": RELATIVE, "role": "stodperson"}],
    "child_and_sibling": [_row(CHILD), _row(SIBLING)],
    "mother_and_other_parent": [_row(MOTHER), _row(OTHER_PARENT)],
    "school": [_row(SCHOOL)],
    "whole_meeting": [_row(CHILD), _row(MOTHER), _row(RELATIVE), _row(SCHOOL)],
    "who_reported": [_row(MOTHER), _row(REPORTER)],
}

REASONS = ("none", "sections", "words")
TRAPS = {
    "none": ("", "", ()),
    "reporter_full_name": ("Sigvard Nymarks bil.", "Torvald Granmarks bil.", ("Nymark", "Granmark")),
    "reporter_first_name": ("Det var SIGVARD som ringde.", "Det var TORVALD som ringde.", ("SIGVARD", "TORVALD")),
    "hidden_address": ("De bor på Lärk\u00advägen 9.", "De bor på Tall\u00advägen 9.", ("Lärkvägen", "Tallvägen")),
    "hidden_phone": ("Ring +46 70 174 06 05.", "Ring +46 70 174 06 99.", ("174 06 05", "174 06 99")),
    "secret_from_father": ("Hon går på Solgläntan.", "Hon går på Månbacken.", ("Solgläntan", "Månbacken")),
    "secret_from_child": ("De häktade väntar.", "De adopterade väntar.", ("häktade", "adopterade")),
    "secret_day": ("Det är den 2026-06-03.", "Det är den 2026-07-04.", ("2026-06-03", "2026-07-04")),
    "absent_protected": ("Olga Tornberg hjälper.", "Gerd Stahlberg hjälper.", ("Tornberg", "Stahlberg")),
    "absent_number": ("Numret är 140312-2381.", "Numret är 700312-2382.", ("140312-2381", "700312-2382")),
}
"""By kind: the sentence of the first note, that of the second, and the words that may stand nowhere."""


@dataclass
class Marked:
    """One note with marks, and where each mark stands: section and, of a statement, who said it."""

    template: str
    sections: dict
    stands: dict = field(default_factory=dict)

    def with_others(self, marks):
        """The same note with other marks in place of these."""
        text = json.dumps(self.sections, ensure_ascii=False)
        for mark in marks:
            text = text.replace(mark, "Å" + mark[1:].upper())
        return json.loads(text)


def marked_note_of(template_id):
    """Fill every field of every section."""
    made = Marked(template_id, {})
    marks = (f"Q{_letters(number)}vyx" for number in count())
    for section in book().template(template_id).sections:
        teller = _Teller(made, section, marks)
        made.sections[section.id] = {each.id: teller.value(each) for each in section.fields}
    made.sections["grunddata"].update(start="2026-03-12T14:00:00+01:00", end="2026-03-12T15:00:00+01:00")
    if "outcome" in made.sections["grunddata"]:
        made.sections["grunddata"]["outcome"] = "genomfort"
    return made


def _letters(number):
    return "".join(chr(ord("a") + number // 26**place % 26) for place in (2, 1, 0))


class _Teller:
    def __init__(self, made, section, marks):
        self.made, self.section, self.marks = made, section, marks
        self.tellers = (CHILD, MOTHER, FATHER, SIBLING, OTHER_PARENT, RELATIVE, CARER, REPORTER)

    def mark(self, source=None):
        found = next(self.marks)
        self.made.stands[found] = (self.section.id, source)
        return f"{found} sas."

    def value(self, each):
        if each.type in {"choice", "multichoice"}:
            first = next(iter(book().choices(each).swedish))
            return [first] if each.type == "multichoice" else first
        if each.type == "text":
            return self.mark()
        if each.type == "person":
            return [REPORTER, RELATIVE] if each.repeat else REPORTER
        return _PLAIN[each.type] if each.type in _PLAIN else self.rows(each)

    def rows(self, each):
        if not each.holds_rows:
            return self.row(each, self.tellers[0])
        rows = [self.row(each, person) for person in self.tellers]
        return rows if each.type in {"statement", "participants"} else rows[:2]

    def row(self, each, person):
        kind = each.type
        if kind == "statement":
            return {"text": self.mark(person), "source_person_id": person, "question": self.mark(person)}
        if kind == "participants":
            return {"person_id": person, "role": EVERYBODY[person]["role"], "presence": "hela"}
        if kind == "observation":
            return {"text": self.mark(), "observed_by": "Tove"}
        if kind == "assessment":
            return {"text": self.mark(), "by": "Tove"}
        if kind == "agreement":
            return {"what": self.mark(), "who": self.mark(), "agreed_by": [MOTHER, FATHER, RELATIVE, REPORTER]}
        return {
            "next_step": lambda: {"what": self.mark(), "who": self.mark(), "due_date": "2026-03-20"},
            "goal": lambda: {"goal_text": self.mark(), "whose_goal": self.mark(), "evidence_text": self.mark()},
            "comment": lambda: {"text": self.mark(), "person_id": person},
        }[kind]()


_PLAIN = {"yesno": False, "date": "2026-03-20", "time": "14:30", "datetime": "2026-03-12T14:30:00+01:00"}


def room_file(room, reasons, template):
    """The room file; `reasons`: none, sections, or words too, given for every section."""
    sections = [each.id for each in book().template(template).sections]
    given = {} if reasons == "none" else dict.fromkeys(sections, "Prövat.")
    if reasons == "words":
        given |= {f"{each}.terms": "Prövat." for each in sections}
    return {"people": [dict(each) for each in ROOMS[room]], "reasons": given}


def forbidden(made, room, reasons, trap):
    """Everything that may stand nowhere before this room: marks, names, and the words of the trap."""
    people = ROOMS[room]
    allowed = set() if room == "nobody" else _allowed(made, people, reasons)
    marks = {mark for mark in made.stands if mark not in allowed}
    return marks, _names(people, reasons) | set(_trapped(people, reasons, trap))


def _counted(people):
    here = {each["person_id"] for each in people}
    followed = {each["for_person_id"] for each in people if "for_person_id" in each} - here
    return [*people, *(_row(each) for each in sorted(followed))]


def _allowed(made, people, reasons):
    raw = next(each for each in raw_book()["templates"] if each["id"] == made.template)
    known = {**EVERYBODY, COLLEAGUE: _row(COLLEAGUE), AUTHOR: _row(AUTHOR)}
    reason = None if reasons == "none" else "Prövat."
    guarded = reason is None and bool(GUARDIANS & {each["person_id"] for each in _counted(people)})
    found = set()
    for section in raw["sections"]:
        tried = oracle().check_show(
            raw_book(), raw, made.sections, CASE, known, _counted(people), section["id"], reason=reason,
            term_reason="Prövat." if reasons == "words" else None,
        )  # fmt: skip
        if any(severity == "block" for severity, _rule in tried):
            continue
        drawn = json.dumps(oracle().drawn(section, made.sections[section["id"]], people, known, reason))
        found |= {
            mark
            for mark, (place, source) in made.stands.items()
            if place == section["id"] and mark in drawn and not (guarded and source == CHILD)
        }
    return found


def _names(people, reasons):
    """Nothing names who reported; a reason for the word may name somebody protected who is not here."""
    here = {each["person_id"] for each in people}
    named = {"Tornberg": RELATIVE, "Stahlberg": CARER} if reasons != "words" else {}
    return {"Nymark", "Sigvard", "Granmark", "Torvald", *(name for name, who in named.items() if who not in here)}


def _trapped(people, reasons, trap):
    counted = {each["person_id"] for each in _counted(people)}
    if trap == "reporter_full_name":
        return TRAPS[trap][2]
    if reasons == "words" or trap == "none":
        return ()
    if trap in {"secret_from_father", "secret_day"} and FATHER not in counted:
        return ()
    if trap == "secret_from_child" and CHILD not in counted:
        return ()
    here = {each["person_id"] for each in people}
    if (trap == "absent_protected" and RELATIVE in here) or (trap == "absent_number" and SIBLING in here):
        return ()
    return TRAPS[trap][2]
