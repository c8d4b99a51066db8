"""Takes an import file into the reference feed in one transaction: all of it, or nothing."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlalchemy import Connection

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.hub.areas import Areas
from fieldnotes.hub.ended import is_disposed
from fieldnotes.hub.feed import judge_again
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.import_file import ImportFile, read_import
from fieldnotes.hub.members import SUPERVISOR, roles
from fieldnotes.hub.preparing_acts import keep_prepared
from fieldnotes.hub.quarantining import JUDGED_AGAIN
from fieldnotes.hub.reference import Published, items, publish
from fieldnotes.hub.town_templates import HIDDEN
from fieldnotes.wire.reference import Item, ItemType


def import_file(hub: Hub, source: Path | JsonObject) -> JsonObject:
    """Import units, users and cases from a file, or from what was read of one; the same again changes nothing.

    Returns:
        `{"units", "users", "cases", "changed", "version", "unknown", "disposed"}`: how many of each the file holds,
        how many things changed, the feed's version, what was kept without being understood (keys nobody knows, a
        protection against a person who is not in the case), and which cases were left out: they were disposed of.

    Raises:
        Refused: FILE_MISSING, IMPORT_WRONG with the place; nothing is imported.
        Unavailable: DATABASE_UNREACHABLE.
    """
    file = read_import(source)
    done = hub.database.write(lambda connection: _take_in(hub, connection, file))
    if done.changed:
        judge_again(hub, JUDGED_AGAIN)
    return {
        "units": len(file.units),
        "users": len(file.users),
        "cases": len(file.cases),
        "changed": len(done.changed),
        "version": done.version,
        "unknown": sorted(file.unknown),
        "disposed": sorted(file.disposed),
    }


def publish_templates(hub: Hub, templates: Iterable[JsonObject]) -> int:
    """Publish which templates the house uses, as `{"id", "version", "sha256"}` each; the feed's version after it."""
    return hub.database.write(lambda connection: _publish_own(hub, connection, templates).version)


def _publish_own(hub: Hub, connection: Connection, templates: Iterable[JsonObject]) -> Published:
    """One that is hidden here stays so in a newer program's version too."""
    stood = items(connection, ItemType.TEMPLATE)
    hidden = {name for name, value in stood.items() if value.get(HIDDEN)}
    named = [(str(each["id"]), each) for each in templates]
    told = [(name, {**each, HIDDEN: True} if name in hidden else each) for name, each in named]
    return publish(hub, connection, [Item(ItemType.TEMPLATE, name, each) for name, each in told])


def _take_in(hub: Hub, connection: Connection, file: ImportFile) -> Published:
    units = {**items(connection, ItemType.UNIT), **file.units}
    users = {**items(connection, ItemType.USER), **file.users}
    for name, user in file.users.items():
        _check_user(file, name, user, units)
    file.disposed = is_disposed(connection, file.cases)
    cases = {name: case for name, case in file.cases.items() if name not in file.disposed}
    stood = items(connection, ItemType.CASE, cases)
    for name, case in cases.items():
        _check_case(file, f"cases[{name}]", case, units, users)
    return publish(
        hub,
        connection,
        [
            *(Item(ItemType.UNIT, name, unit) for name, unit in file.units.items()),
            *(Item(ItemType.USER, name, user) for name, user in file.users.items()),
            *(Item(ItemType.CASE, name, keep_prepared(stood.get(name), case)) for name, case in cases.items()),
        ],
    )


def _check_user(file: ImportFile, name: str, user: JsonObject, units: Mapping[str, JsonObject]) -> None:
    for unit, _ in roles(user):
        if unit not in units:
            raise Refused(Code.IMPORT_WRONG, file=file.name, place=f"users[{name}].unit {unit}")


def _check_case(
    file: ImportFile,
    place: str,
    case: JsonObject,
    units: Mapping[str, JsonObject],
    users: Mapping[str, JsonObject],
) -> None:
    """Everything a case rests on must exist: its unit, its users, a supervisor who is one, each person once.

    Whoever has it must have a role in its board's units, and its supervisor be one there.
    """
    if case["unit"] not in units:
        raise Refused(Code.IMPORT_WRONG, file=file.name, place=f"{place}.unit")
    areas = Areas.of(units)
    for user in _texts(case.get("assigned")):
        if user not in users or not areas.hold(case, roles(users[user])):
            raise Refused(Code.IMPORT_WRONG, file=file.name, place=f"{place}.assigned {user}")
    supervisor = case.get("supervisor")
    supervising = {one for one in roles(users.get(str(supervisor), {})) if one[1] == SUPERVISOR}
    if supervisor is not None and not areas.hold(case, supervising):
        raise Refused(Code.IMPORT_WRONG, file=file.name, place=f"{place}.supervisor {supervisor}")
    people = _people(case)
    if len({str(p["person_id"]) for p in people}) != len(people):
        raise Refused(Code.IMPORT_WRONG, file=file.name, place=f"{place}.people")
    for where, person in _named_people(case):
        if person not in {str(p["person_id"]) for p in people}:
            file.unknown.append(f"{place}.{where} {person}")


def _people(case: JsonObject) -> list[JsonObject]:
    child, others = case["child"], case.get("people")
    rows: list[Json] = [child, *(others if isinstance(others, list) else [])]
    return [row for row in rows if isinstance(row, Mapping)]


def _named_people(case: JsonObject) -> list[tuple[str, str]]:
    """Persons a protection names: one who is not in the case may be meant, or protects nobody, so it is told."""
    found = [("secret_from", person) for person in _texts(case.get("secret_from"))]
    found += [("secrecy_against", person) for row in _people(case) for person in _texts(row.get("secrecy_against"))]
    terms = case.get("protected_terms")
    for term in terms if isinstance(terms, list) else []:
        if isinstance(term, Mapping):
            found += [("protected_terms", person) for person in _texts(term.get("hidden_from"))]
    return found


def _texts(value: Json) -> list[str]:
    return [str(v) for v in value] if isinstance(value, list) else []
