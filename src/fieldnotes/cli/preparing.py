"""Commands of an administrator: what there is to prepare, and settling it. Knows no note, and needs no network."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group, Options
from fieldnotes.cli.request import Request
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.planned_visits import read_start
from fieldnotes.language.translation import translate as _

if TYPE_CHECKING:
    from fieldnotes.casework.desk import Recorded
    from fieldnotes.casework.prepare_views import PreparedActView, PreparedVisitView

_VISIT = frozenset({"start", "template", "workers", "people", "visit"})
_PERSON = frozenset({"name", "role", "language", "title", "protected", "person"})


def add_to(program: Group) -> None:
    """Add `prepare list`, `case`, `visit`, `cancel`, `person`, `assign`, `handover`, `again` and `drop`."""
    group = program.group("prepare", _("an administrator's work: visits, people, who has a case"), _("COMMAND"))
    group.command("list", _("list the visits to come, the cases, and what waits for the hub"), list_)
    _of_case(group.command("case", _("show a case to prepare"), case))
    visit_ = _of_case(group.command("visit", _("plan a visit, or move one"), visit))
    _from(visit_, _("the visit: start, template, workers, people; visit to move one; - = standard input"))
    cancel_ = _of_case(group.command("cancel", _("take a planned visit away"), cancel))
    cancel_.add_argument("visit", metavar=_("VISIT"), help=_("see 'prepare case'"))
    person_ = _of_case(group.command("person", _("add a person to a case, or correct one added so"), person))
    _from(person_, _("the person: name, role, language, title, protected; person to correct one; - = standard input"))
    _of_hands(group)
    for name, about, run in (
        ("again", _("ask the hub once more for what it refused"), again),
        ("drop", _("throw away what waits or was refused"), drop),
    ):
        command = group.command(name, about, run)
        command.add_argument("about", metavar=_("WHAT"), help=_("see 'prepare list'"))
        if name == "again":
            _staying(command)


def _of_hands(group: Group) -> None:
    assign_ = _of_case(group.command("assign", _("give a case to a colleague, or take one off it"), assign))
    assign_.add_argument("--user", required=True, metavar=_("USER"), help=_("the colleague's id"))
    assign_.add_argument("--off", action="store_true", help=_("take the colleague off the case"))
    _staying(assign_)
    handover_ = group.command("handover", _("hand cases over from one colleague to another"), handover)
    handover_.add_argument("--from", dest="leaving", required=True, metavar=_("USER"), help=_("who has the cases"))
    handover_.add_argument("--to", dest="taking", required=True, metavar=_("USER"), help=_("who gets them"))
    handover_.add_argument("--case", metavar=_("CASE"), help=_("one case only"))
    _staying(handover_)


def list_(request: Request) -> Answer:
    """What the hub last told, with what is settled here laid over it."""
    from fieldnotes.casework.prepare import overview

    with request.desk() as desk:
        view = overview(desk)
    lines = [*map(_act_line, view.pending), *map(_visit_line, view.visits)]
    lines += [f"{each.number}  {each.phase_label}" for each in view.cases]
    return Answer(view.to_json(), lines)


def case(request: Request) -> Answer:
    """One case; that it was looked up is written down."""
    from fieldnotes.casework.prepare import prepared_case
    from fieldnotes.casework.prepare_acts import look_up

    with request.desk() as desk:
        look_up(desk, request.options.case)
        view = prepared_case(desk, request.options.case)
    people = [f"{each.person_id}  {each.name}  {each.role_label}" for each in view.people]
    has = [f"{each.user}  {each.name}" for each in view.assigned]
    return Answer(view.to_json(), [f"{view.number}  {view.phase_label}", *has, *people, *map(_visit_line, view.visits)])


def visit(request: Request) -> Answer:
    """Plan a visit or move it."""
    from fieldnotes.casework.prepare_acts import NewVisit, plan_visit

    data = _object(request, _VISIT)
    start = read_start(str(data.get("start")))
    if start is None:
        raise _wrong("start", "a time with offset (YYYY-MM-DDTHH:MM+HH:MM)")
    moved = data.get("visit")
    said = NewVisit(
        start, _text(data, "template"), _texts(data, "workers"), _texts(data, "people"), str(moved) if moved else None
    )
    with request.desk() as desk:
        return _settled("visit", plan_visit(desk, request.options.case, said))


def cancel(request: Request) -> Answer:
    """Take a visit away."""
    from fieldnotes.casework.prepare_acts import cancel_visit

    with request.desk() as desk:
        return _settled("visit", cancel_visit(desk, request.options.case, request.options.visit))


def person(request: Request) -> Answer:
    """Add a person, or correct one."""
    from fieldnotes.casework.prepare_acts import NewPerson, add_person

    data = _object(request, _PERSON)
    more = {key: str(data[key]) for key in ("language", "title", "person") if data.get(key) is not None}
    said = NewPerson(_text(data, "name"), _text(data, "role"), protected=data.get("protected") is True, **more)
    with request.desk() as desk:
        return _settled("person", add_person(desk, request.options.case, said))


def assign(request: Request) -> Answer:
    """Give the case to somebody, or take them off it."""
    from fieldnotes.casework import prepare_acts

    options = request.options
    with request.desk() as desk:
        if options.off:
            done = prepare_acts.take_off(desk, options.case, options.user, drafts_stay=options.drafts_stay)
        else:
            done = prepare_acts.assign(desk, options.case, options.user)
        return _settled("about", done)


def handover(request: Request) -> Answer:
    """Hand one case over, or all of a colleague's."""
    from fieldnotes.casework.prepare_acts import hand_over

    options = request.options
    with request.desk() as desk:
        stay = options.drafts_stay
        return _settled("about", hand_over(desk, options.leaving, options.taking, options.case, drafts_stay=stay))


def again(request: Request) -> Answer:
    """Ask once more."""
    from fieldnotes.casework.prepare_acts import try_again

    with request.desk() as desk:
        stay = request.options.drafts_stay
        return _settled("about", try_again(desk, request.options.about, drafts_stay=stay))


def drop(request: Request) -> Answer:
    """Let go of it."""
    from fieldnotes.casework import prepare_acts

    with request.desk() as desk:
        return _settled("about", prepare_acts.drop(desk, request.options.about))


def _from(parser: Options, about: str) -> None:
    parser.add_argument("--from", dest="from_", required=True, metavar=_("FILE"), help=about)


def _of_case(parser: Options) -> Options:
    parser.add_argument("case", metavar=_("CASE"), help=_("the case's id or number"))
    return parser


def _staying(parser: Options) -> None:
    parser.add_argument("--drafts-stay", action="store_true", help=_("although unsigned drafts stay behind"))


def _settled(key: str, done: "Recorded") -> Answer:
    return Answer({key: done.hash}, [done.hash])


def _object(request: Request, known: frozenset[str]) -> JsonObject:
    """Read the file; a key nobody knows is refused by name."""
    data = request.object(request.options.from_)
    for key in data:
        if key not in known:
            raise _wrong(key[:40], " | ".join(sorted(known)))
    return data


def _text(data: Mapping[str, Json], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str):
        raise _wrong(key, "text")
    return value


def _texts(data: Mapping[str, Json], key: str) -> tuple[str, ...]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise _wrong(key, "a list of texts")
    return tuple(str(each) for each in value)


def _wrong(key: str, expected: str) -> Refused:
    return Refused(Code.WRONG_TYPE, section="prepare", field=key, expected=expected)


def _visit_line(view: "PreparedVisitView") -> str:
    start = view.start.astimezone()
    going = ", ".join(each.name for each in view.workers)
    return f"{start:%Y-%m-%d %H:%M}  {view.case_number}  {view.template_label}  {going}  {view.state}".rstrip()


def _act_line(view: "PreparedActView") -> str:
    return "  ".join(filter(None, (view.state, view.about, view.act, view.case_number, view.code)))
