"""Commands of who serves several boards: which there are, and for which one works from now on."""

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group
from fieldnotes.cli.request import Request
from fieldnotes.language.roles import role_words
from fieldnotes.language.translation import translate as _


def add_to(program: Group) -> None:
    """Add `boards` and `board`."""
    program.command("boards", _("list the units and boards you work for"), boards)
    board_ = program.command("board", _("say for which unit's board you work from now on"), board)
    board_.add_argument("unit", metavar=_("UNIT"), help=_("see 'boards'"))
    board_.add_argument("--role", metavar=_("ROLE"), help=_("which of your roles there, when you have several"))


def boards(request: Request) -> Answer:
    """The units one works for."""
    from fieldnotes.casework import boards as found

    with request.desk() as desk:
        rows = found.boards(desk)
    lines = [
        "  ".join(
            (
                "*" if row.chosen else " ", row.unit, row.name, row.authority, role_words(row.role, _),
                _("{count} cases").format(count=row.cases),
            )
        )
        for row in rows
    ]  # fmt: skip
    return Answer({"boards": [row.to_json() for row in rows]}, lines)


def board(request: Request) -> Answer:
    """Work for this unit's board from now on."""
    from fieldnotes.casework import boards as found

    with request.desk() as desk:
        found.choose(desk, request.options.unit, request.options.role)
        chosen = next(row for row in found.boards(desk) if row.chosen)
    words = _("You work for {name}, {authority}, from now on.").format(name=chosen.name, authority=chosen.authority)
    return Answer({"unit": chosen.unit, "role": chosen.role, "cases": chosen.cases}, [words])
