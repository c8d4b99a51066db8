"""Commands about the end of cases: the list a person goes through, disposal of what they approve, who has obeyed."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.options import Group, WrongCommandLine
from fieldnotes.cli.request import Request
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.language.translation import translate as _


def add_to(hub: Group) -> None:
    """Add `hub dispose`."""
    about = _("list the cases that may be disposed of, or dispose of those on an approved list")
    dispose_ = hub.command("dispose", about, dispose)
    dispose_.add_argument("--data", metavar=_("FOLDER"), help=_("the hub's data folder"))
    dispose_.add_argument("--on", metavar=_("DAY"), help=_("list as of another day (2031-03-12)"))
    dispose_.add_argument("-o", dest="out", metavar=_("FILE"), help=_("write the list, for a person to go through"))
    approved = _("the list as approved: take out what shall stay, change nothing else")
    dispose_.add_argument("--approved", metavar=_("FILE"), help=approved)
    dispose_.add_argument("--by", metavar=_("USER"), help=_("who approved it: a supervisor or an administrator"))
    dispose_.add_argument(
        "--status", action="store_true", help=_("what was disposed of, and which devices are waited for")
    )


def dispose(request: Request) -> Answer:
    """List, dispose of what was approved, or tell what was disposed of."""
    options = request.options
    if options.status:
        return _told(request)
    if options.approved is None:
        return _listed(request)
    if options.by is None:
        raise WrongCommandLine(_("say with --by who approved the list"))
    data, rows = _approved(Path(options.approved))
    done = request.given.hub_commands["dispose"](request.hub_data, rows, options.by, hashlib.sha256(data).hexdigest())
    gone = _("{case}: {entries} entries and {attachments} files are gone.")
    lines = [gone.format(**one) for one in _rows(done, "disposed")]
    lines.append(_("Devices let go of them at their next exchange: 'fieldnotes hub dispose --status'."))
    lines.append(
        _("Backups still hold them until {until}; destroy older ones then.").format(until=done["backups_until"])
    )
    if not done["finished"]:
        lines.append(_("The database has not let go of deleted rows yet. Run the same command again."))
    return Answer(done, lines)


def _listed(request: Request) -> Answer:
    found = request.given.hub_commands["disposal_list"](request.hub_data, request.options.on)
    lines = [
        _("{count} cases may be disposed of on {on}:").format(count=len(_rows(found, "due")), on=found["on"]),
        *(_row(row) for row in _rows(found, "due")),
    ]
    for name, about in (
        ("waiting", _("something must be settled first:")),
        ("unclear", _("facts are lacking; the case system has to say:")),
        ("hand_over", _("to be handed over to the board:")),
    ):
        if rows := _rows(found, name):
            lines += [about, *(_row(row) for row in rows)]
    if request.options.out:
        from fieldnotes.casework.written_file import write_whole

        path = Path(request.options.out)
        write_whole(path, f"{json.dumps(found, ensure_ascii=False, indent=1)}\n".encode())
        told = _("The list is in {file}. Once approved: fieldnotes hub dispose --approved {file} --by USER")
        lines.append(told.format(file=path))
    return Answer(found, lines)


def _row(row: JsonObject) -> str:
    """Number, days and rule; what must be settled or found out, where anything must."""
    needs = ", ".join(_needed(each) for each in _texts(row["needs"]))
    said = [str(row["number"]), str(row["due"] or "–"), str(row["rule"]), *([needs] if needs else [])]
    return "  ".join(said)


def _needed(name: str) -> str:
    words = {
        "drafts": _("unsigned drafts are left"),
        "set_aside": _("entries are set aside and wait for a person"),
        "closed": _("not closed"),
        "born": _("no day of birth"),
        "municipality": _("the unit has no municipality code"),
        "last_entry": _("no entry and no day"),
    }
    return words.get(name, name)


def _told(request: Request) -> Answer:
    found = request.given.hub_commands["disposed_cases"](request.hub_data)
    lines = []
    for one in _rows(found, "disposed"):
        lines.append(_("{case}: disposed of {at} by {by}, {entries} entries.").format(**one))
        if devices := _texts(one["waiting"]):
            lines.append(_("waiting for {devices}").format(devices=", ".join(devices)))
    return Answer(found, lines or [_("Nothing has been disposed of.")])


def _rows(found: JsonObject, name: str) -> list[JsonObject]:
    rows = found[name]
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _texts(value: Json) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _approved(path: Path) -> tuple[bytes, list[Json]]:
    """Read an approved list; its bytes, and the cases on it."""
    wrong = Refused(Code.WRONG_FILE, file=path.name, expected=_("a list of 'fieldnotes hub dispose -o'"))
    try:
        data = path.read_bytes()
    except OSError:
        raise Refused(Code.FILE_MISSING, file=path.name) from None
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise wrong from None
    match found:
        case {"format": "fieldnotes/disposal-list/1", "due": list(rows)} if all(isinstance(row, dict) for row in rows):
            return data, rows
        case _:
            raise wrong
