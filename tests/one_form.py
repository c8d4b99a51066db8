"""The form of a template as the editor gets it, for one of the demo's cases, without a vault."""

from fieldnotes.casework.views import CaseView, PersonView, WhoView
from fieldnotes.domain.private import Private
from fieldnotes.domain.templates import read_book
from fieldnotes.ui.worker.editor.form import Around, build_form
from one_desk import shipped

BOOK = read_book(shipped("templates/templates.json"))
TOWN = shipped("demo/import.json")


def form_of(template, case_id, author="u-tove", sections=None):
    return form_from(BOOK.template(template), case_id, author, sections)


def form_from(template, case_id, author="u-tove", sections=None):
    found = next(case for case in TOWN["cases"] if case["id"] == case_id)
    people = tuple(
        PersonView(person["person_id"], Private(person["name"]), person["role"], person["role"])
        for person in (found["child"], *found["people"])
    )
    case = CaseView(case_id, found["number"], "", "", people, (), people[0], False, (), None, 0, 0)
    me = next(user for user in TOWN["users"] if user["id"] == author)
    who = WhoView(author, Private(me["name"]), "worker", "unit-bou", "d", "hub", True)
    colleagues = [Colleague(user["id"], user["name"]) for user in TOWN["users"]]
    return build_form(BOOK, template, Around(case, who, colleagues), sections or {}, "sv")


class Colleague:
    def __init__(self, user, name):
        self.id, self.name = user, name
