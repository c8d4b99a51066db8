"""The monthly check of the access log as lines for people: figures, what to ask about, what to look at by hand."""

from collections.abc import Iterator, Mapping

from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.language.translation import translate as _


def access_lines(report: JsonObject) -> list[str]:
    """Write a report for the terminal; a sign is said as a question, never as an accusation."""
    lines = [_("Access log {month}: {rows} rows.").format(month=report["month"], rows=report["rows"])]
    for one in _each(report["people"]):
        words = _("{name}: {rows} rows, {cases} cases.").format(name=one["name"], rows=one["rows"], cases=one["cases"])
        lines.append(f"{words} {_('Far more cases than others.')}" if one["many_cases"] else words)
    asked = [*_each(report["stands_out"])]
    lines.append(_("To ask about: {count}").format(count=len(asked)))
    lines += [f"  {_row(one)}: {', '.join(sign_words(sign) for sign in _texts(one['why']))}" for one in asked]
    sample = [*_each(report["sample"])]
    lines.append(_("Drawn by lot, to look at by hand: {count}").format(count=len(sample)))
    lines += [f"  {_row(one)}" for one in sample]
    devices = report["devices"]
    if isinstance(devices, Mapping):
        silent = _("Computer {device} fetched cases and has handed in no row of its log.")
        lines += [silent.format(device=device) for device in _texts(devices["silent"])]
        lines += [_("The log does not hang together: {fault}").format(fault=each) for each in _texts(devices["faults"])]
    acts = [*_each(report["operators"])]
    lines.append(_("Acts of operators: {count}").format(count=len(acts)))
    lines += [f"  {one['at']}  {one['what']}  {one['who'] or ''}  {one['about']}" for one in acts]
    return lines


def sign_words(sign: str) -> str:
    """Say a sign as what it is."""
    known = {
        "not_theirs": _("the case is not theirs now"),
        "other_board": _("the case is another board's"),
        "protected": _("protected identity, not assigned"),
        "same_name": _("bears a last name of the case"),
        "at_night": _("between 22 and 6"),
        "took_out": _("a whole case was taken out"),
        "handed_in_late": _("handed in after more than two weeks"),
        "clock_ahead": _("the computer's clock was wrong"),
    }
    return known.get(sign, sign)


def _row(one: Mapping[str, Json]) -> str:
    return f"{one['at']}  {one['user']}  {one['what']}  {one['number'] or one['case']}"


def _each(value: Json) -> Iterator[Mapping[str, Json]]:
    return (one for one in value if isinstance(one, Mapping)) if isinstance(value, list | tuple) else iter(())


def _texts(value: Json) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []
