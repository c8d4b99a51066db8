"""The operator's page as plain HTML: no script, no picture, nothing fetched from anywhere; read in light and dark.

Says what `status` found, in the reader's language. Knows no request and no database.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.hub.status_style import STYLE
from fieldnotes.language.operator_words import act_words, problem_words
from fieldnotes.language.set_aside_words import aside_there_words
from fieldnotes.language.translation import Words

_DAY: Final = 10
_MINUTE: Final = 16
_UNITS: Final = (("GB", 10**9), ("MB", 10**6), ("kB", 10**3))


def status_page(found: JsonObject, processes: Iterable[dict[str, float]], who: str, language: str, _: Words) -> str:
    """Write the page for an operator who is signed in.

    Args:
        found: as `status.status` gives it.
        processes: as `Tallies.processes` tells of them.
        who: the operator.
        language: `sv` or `en`.
        _: says a msgid in that language.
    """
    look = _list(found, "look")
    parts = [
        _in_short(look, _),
        _devices(_part(found, "devices"), _),
        _quarantine(_part(found, "quarantine"), _),
        _deliveries(_part(found, "deliveries"), _),
        _backup(_part(found, "backup"), _),
        _storage(found, _),
        _program(found, list(processes), _),
        _acts(_list(found, "acts"), _),
    ]
    leave = (
        '<form method="post" action="/status/sign-out" class="leave">'
        f'<span>{escape(who)}</span> <button type="submit">{_("Sign out")}</button></form>'
    )
    told = _("As of {at}").format(at=_when(found["at"]))
    return _page(language, _, f'{leave}<p class="at">{told}</p>{"".join(parts)}')


def sign_in_page(language: str, _: Words, *, wrong: bool) -> str:
    """Write the page that asks for an operator's key."""
    alert = f'<p class="bad" role="alert">{_("That is no operator’s key here. Check it and try again.")}</p>'
    hint = _("On the hub’s own computer, 'fieldnotes hub operator add' makes one.")
    return _page(
        language, _,
        f'{alert if wrong else ""}<form method="post" action="/status/sign-in" class="card">'
        f'<label for="key">{_("Operator’s key")}</label>'
        f'<input id="key" name="key" type="password" autocomplete="current-password" required autofocus>'
        f'<p class="hint">{escape(hint, quote=False)}</p><button type="submit">{_("Sign in")}</button></form>',
    )  # fmt: skip


def unreachable_page(language: str, _: Words) -> str:
    """Write the page for when the database is silent."""
    return _page(language, _, f'<p class="bad" role="alert">{_("The hub’s database does not answer.")}</p>')


def _page(language: str, _: Words, body: str) -> str:
    title = _("The hub’s status")
    other, named = ("en", "English") if language == "sv" else ("sv", "Svenska")
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title} – FieldNotes</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark"><style>{STYLE}</style></head><body>'
        f'<a class="skip" href="#main">{_("To the content")}</a><header><h1>{title}</h1>'
        f'<a href="/status?language={other}" lang="{other}" hreflang="{other}">{named}</a></header>'
        f'<main id="main">{body}</main></body></html>'
    )


def _in_short(look: Sequence[Json], _: Words) -> str:
    words = {
        "devices_silent": _("Some computers have not exchanged for a week. Ask their people what has happened."),
        "devices_cloned": _("A computer was taken for a copy of another. It must join again."),
        "quarantine": _("Entries were set aside. 'fieldnotes hub quarantine list' tells why."),
        "delivery_failed": _("A case system has not taken notes. 'fieldnotes hub deliver list' tells which."),
        "delivery_waits": _("Notes have waited a day for a case system. See that 'fieldnotes hub deliver run' is run."),
        "backup_never": _("No backup counts yet. Make one with 'fieldnotes hub backup'."),
        "backup_old": _("The last backup that counts is more than a day old."),
        "backup_open": _("Backups are not sealed. 'fieldnotes hub backup-key' makes the key for that."),
        "room": _("Less than 1 GB is free on the hub’s disk."),
        "tables": _("The tables are not at this program’s step."),
        "disposal": _("A disposal is not finished. 'fieldnotes hub dispose' goes on with it."),
    }
    rows = "".join(f"<li>{escape(words[str(each)], quote=False)}</li>" for each in look)
    if not rows:
        return f'<section class="card good"><h2>{_("In short")}</h2><p>{_("Nothing needs you just now.")}</p></section>'
    return f'<section class="card look"><h2>{_("In short")}</h2><ul>{rows}</ul></section>'


def _devices(part: JsonObject, _: Words) -> str:
    facts = [
        (_("May exchange"), _number(part["joined"])),
        (_("Silent for a week"), _number(part["silent_count"])),
        (_("Taken for copies"), _number(part["cloned"])),
        (_("To be wiped, not told yet"), _number(part["wiping"])),
        (_("Access withdrawn"), _number(part["revoked"])),
    ]
    rows = [
        (str(row["device"]), str(row["user"]), _when(row["seen_at"]), _number(row["days"]))
        for row in _list(part, "silent")
        if isinstance(row, dict)
    ]
    heads = (_("Computer"), _("Whose"), _("Last session"), _("Days"))
    return _section(_("Computers"), _facts(facts) + _table(_("Silent for a week"), heads, rows))


def _quarantine(part: JsonObject, _: Words) -> str:
    reasons = part["reasons"]
    counts = reasons.items() if isinstance(reasons, dict) else ()
    rows = [(aside_there_words(name, _), _number(count)) for name, count in counts]
    facts = [(_("Waiting"), _number(part["waiting"])), (_("Since"), _when(part["oldest"]))]
    return _section(_("Set aside"), _facts(facts) + _table(_("By reason"), (_("Reason"), _("Entries")), rows))


def _deliveries(part: JsonObject, _: Words) -> str:
    facts = [
        (_("Waiting"), _number(part["waiting"])),
        (_("Not taken"), _number(part["failed"])),
        (_("Since"), _when(part["oldest"])),
    ]
    states = {"failed": _("Not taken"), "sending": _("Waiting"), "waiting": _("Waiting")}
    rows = [
        (str(row["to"]), states[str(row["state"])], problem_words(str(row["why"]), _), _number(row["count"]))
        for row in _list(part, "problems")
        if isinstance(row, dict)
    ]
    heads = (_("Case system"), _("State"), _("What went wrong last"), _("Notes"))
    return _section(_("To case systems"), _facts(facts) + _table(_("Problems"), heads, rows))


def _backup(part: JsonObject, _: Words) -> str:
    facts = [
        (_("Counts up to"), _when(part["counts_up_to"])),
        (_("Age in hours"), _number(part["hours"])),
        (_("Last made"), _when(part["made_at"])),
        (_("Sealed"), _("yes") if part["sealed"] else _("no")),
    ]
    return _section(_("Backups"), _facts(facts))


def _storage(found: JsonObject, _: Words) -> str:
    part, unfinished = _part(found, "storage"), _part(found, "disposal")["unfinished"]
    facts = [
        (_("Entries"), _number(part["entries"])),
        (_("Cases"), _number(part["cases"])),
        (_("Database"), _size(part["database"])),
        (_("Attachments"), _size(part["attachments"])),
        (_("Free on the disk"), _size(part["free"])),
        (_("Disposals not finished"), _number(unfinished)),
    ]
    return _section(_("Room"), _facts(facts))


def _program(found: JsonObject, processes: list[dict[str, float]], _: Words) -> str:
    tables = _part(found, "tables")
    facts = [
        (_("Version"), str(found["version"])),
        (_("Tables at step"), f"{tables['step']} / {tables['newest']}"),
        (_("History"), str(found["epoch"])[:8]),
    ]
    rows = [
        (f"{one['process']:.0f}", f"{one['under_way']:.0f}", _size(int(one["resident"])))
        for one in processes
    ]  # fmt: skip
    heads = (_("Process"), _("Under way"), _("Memory"))
    return _section(_("Program"), _facts(facts) + _table(_("Processes"), heads, rows))


def _acts(acts: Sequence[Json], _: Words) -> str:
    rows = [
        (_when(row["at"]), act_words(str(row["what"]), _), str(row["who"] or "–"))
        for row in acts
        if isinstance(row, dict)
    ]
    return _section(_("Latest acts at the hub"), _table(_("Newest first"), (_("When"), _("What"), _("Who")), rows))


def _section(title: str, body: str) -> str:
    return f'<section class="card"><h2>{title}</h2>{body}</section>'


def _facts(rows: Iterable[tuple[str, str]]) -> str:
    return "<dl>" + "".join(f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in rows) + "</dl>"


def _table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lay out a table; without rows nothing. It scrolls by itself when it is wide, with the keyboard too."""
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{each}</th>' for each in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
        f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _part(found: JsonObject, name: str) -> JsonObject:
    part = found[name]
    return part if isinstance(part, dict) else {}


def _list(found: JsonObject, name: str) -> Sequence[Json]:
    part = found[name]
    return part if isinstance(part, list | tuple) else ()


def _when(moment: Json) -> str:
    text = str(moment or "")
    return f"{text[:_DAY]} {text[_DAY + 1 : _MINUTE]} UTC" if text else "–"


def _number(value: Json) -> str:
    return f"{value:,}".replace(",", "\u202f") if isinstance(value, int) else "–"


def _size(value: Json) -> str:
    if not isinstance(value, int):
        return "–"
    unit, size = next(((unit, size) for unit, size in _UNITS if value >= size), ("B", 1))
    return f"{value / size:.1f}\u00a0{unit}" if size > 1 else f"{value}\u00a0B"
