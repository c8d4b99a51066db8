"""A town's own templates at the hub: published to units by version, replaced, withdrawn; never changed, never gone.

Notes rest on every version that was ever published. What is right in a template is checked before it comes here.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.template_parts import canonical_text
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.reference import items, publish, version
from fieldnotes.wire.reference import Item, ItemType

HEADINGS = "headings"
HIDDEN = "hidden"
"""Beside a template of the program: no new note begins with it here."""


def publish_town(hub: Hub, templates: Sequence[JsonObject], units: Sequence[str], by: str) -> JsonObject:
    """Publish templates that stand alone and were checked; the same again changes nothing.

    Args:
        hub: the open hub.
        templates: each with its `id`, `version` and lists (`domain.template_file.standing_alone`).
        units: where new notes are begun from them; empty for everywhere.
        by: who decides it, for the operators' log.

    Returns:
        `{"templates": [{"id", "version", "sha256", "new"}], "version"}`; the version is the feed's.

    Raises:
        Refused: UNKNOWN_UNIT; TEMPLATE_VERSION_TAKEN for another content under a version that notes may rest on.
    """

    def job(connection: Connection) -> JsonObject:
        _known_units(connection, units)
        stood = items(connection, ItemType.TEMPLATE)
        told: list[Json] = []
        for template in templates:
            value = _value(hub, connection, template, units)
            name = _name(value)
            before = stood.get(name)
            if before is not None and before["sha256"] != value["sha256"]:
                raise Refused(Code.TEMPLATE_VERSION_TAKEN, template=str(value["id"]), version=str(value["version"]))
            if before is None or (before["units"], before["offered"]) != (value["units"], True):
                stood[name] = value if before is None else {**before, "units": value["units"], "offered": True}
                stood.update(_replaced(stood, value))
                record(connection, hub.clock, "template_published", by, name[:200])
            told.append({**{key: value[key] for key in ("id", "version", "sha256")}, "new": before is None})
        done = publish(hub, connection, [Item(ItemType.TEMPLATE, name, value) for name, value in stood.items()])
        return {"templates": told, "version": done.version}

    return hub.database.write(job)


def publish_headings(hub: Hub, headings: Mapping[str, Mapping[str, str]], units: Sequence[str], by: str) -> JsonObject:
    """Publish what stands above sections for the family: language -> section, or `template.section` -> heading.

    They take the place of what was published for a language before; nothing rests on them, for what a family saw is
    kept as it was drawn. Gives `{"languages": [language], "version"}`. Refused: UNKNOWN_UNIT.
    """

    def job(connection: Connection) -> JsonObject:
        _known_units(connection, units)
        things = []
        for language, words in sorted(headings.items()):
            pairs: list[Json] = [[name, heading] for name, heading in sorted(words.items())]
            name = f"{HEADINGS}:{language}"
            told: JsonObject = {
                "id": name,
                "version": "",
                "language": language,
                HEADINGS: pairs,
                "units": sorted(set(units)),
            }
            things.append(Item(ItemType.TEMPLATE, name, told))
        done = publish(hub, connection, things)
        for _type, name in done.changed:
            record(connection, hub.clock, "headings_published", by, name[:200])
        return {"languages": sorted(headings), "version": done.version}

    return hub.database.write(job)


def withdraw(hub: Hub, template: str, only: str | None, by: str) -> JsonObject:
    """Let no new note begin with a template (or with one version of it); notes that rest on it go on.

    Gives `{"template", "withdrawn": [version]}`. Refused: UNKNOWN_TEMPLATE.
    """

    def job(connection: Connection) -> JsonObject:
        stood = items(connection, ItemType.TEMPLATE)
        own = {name: value for name, value in stood.items() if _is_meant(value, template, only)}
        changed = {
            name: {**value, "offered": False} if "source" in value else {**value, HIDDEN: True}
            for name, value in own.items()
            if is_offered(value)
        }
        if not own:
            raise Refused(Code.UNKNOWN_TEMPLATE, template=template[:64])
        publish(hub, connection, [Item(ItemType.TEMPLATE, name, value) for name, value in changed.items()])
        for name in changed:
            record(connection, hub.clock, "template_withdrawn", by, name[:200])
        return {"template": template, "withdrawn": sorted(str(value["version"]) for value in changed.values())}

    return hub.database.write(job)


def offer(hub: Hub, template: str, only: str | None, by: str) -> JsonObject:
    """Let new notes begin again with the latest version of a template, or with the one named.

    Gives `{"template", "offered": version}`. Refused: UNKNOWN_TEMPLATE.
    """

    def job(connection: Connection) -> JsonObject:
        stood = items(connection, ItemType.TEMPLATE)
        own = [name for name, value in stood.items() if _is_meant(value, template, only)]
        if not own:
            raise Refused(Code.UNKNOWN_TEMPLATE, template=template[:64])
        name = max(own, key=lambda each: int(str(stood[each].get("order", 0))))
        value = {key: kept for key, kept in stood[name].items() if key != HIDDEN}
        again = {**value, "offered": True} if "source" in value else value
        changed = {name: again, **(_replaced(stood, again) if "source" in again else {})}
        publish(hub, connection, [Item(ItemType.TEMPLATE, each, told) for each, told in changed.items()])
        record(connection, hub.clock, "template_offered", by, name[:200])
        return {"template": template, "offered": value["version"]}

    return hub.database.write(job)


def is_offered(value: JsonObject) -> bool:
    """Tell whether new notes begin with a published version."""
    return bool(value.get("offered", not value.get(HIDDEN)))


def listed(hub: Hub) -> JsonObject:
    """List every version: `{"templates": [{"id", "version", "label", "units", "offered", "own", "published"}]}`."""
    with hub.database.reading() as connection:
        found = items(connection, ItemType.TEMPLATE)
    rows: list[Json] = [
        {
            "id": value["id"],
            "version": value["version"],
            "label": _label(value),
            "units": value.get("units", []),
            "offered": is_offered(value),
            "own": "source" in value,
            "published": value.get("published"),
        }
        for value in sorted(
            (each for each in found.values() if HEADINGS not in each),
            key=lambda each: (str(each["id"]), str(each.get("order", ""))),
        )
    ]
    return {"templates": rows}


def _value(hub: Hub, connection: Connection, template: JsonObject, units: Sequence[str]) -> JsonObject:
    text = canonical_text(template)
    return {
        "id": template["id"],
        "version": template["version"],
        "sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(),
        "source": text,
        "units": sorted(set(units)),
        "offered": True,
        "order": version(connection) + 1,
        "published": moment(hub.clock),
    }


def _is_meant(value: JsonObject, template: str, only: str | None) -> bool:
    return HEADINGS not in value and value["id"] == template and only in {None, value["version"]}


def _name(value: JsonObject) -> str:
    return f"{value['id']}@{value['version']}"


def _replaced(stood: Mapping[str, JsonObject], by: JsonObject) -> Mapping[str, JsonObject]:
    """Give the other versions as they are offered now: nowhere the new one is, and not at all once nowhere is left."""
    found: dict[str, JsonObject] = {}
    for name, value in stood.items():
        if value.get("id") != by["id"] or "source" not in value or name == _name(by) or not value["offered"]:
            continue
        before, new = _texts(value["units"]), _texts(by["units"])
        if not new or (before and before <= new):
            found[name] = {**value, "offered": False}
        elif before & new:
            found[name] = {**value, "units": sorted(before - new)}
    return found


def _known_units(connection: Connection, units: Sequence[str]) -> None:
    known = items(connection, ItemType.UNIT)
    for unit in units:
        if unit not in known:
            raise Refused(Code.UNKNOWN_UNIT, unit=unit[:64])


def _label(value: JsonObject) -> str:
    source = json.loads(str(value.get("source", "{}")))
    return str(source.get("label_sv", value["id"]))


def _texts(value: Json) -> set[str]:
    return {str(each) for each in value} if isinstance(value, list | tuple) else set()
