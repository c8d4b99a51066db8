"""The hub's functions about a town's templates by name, each opening the hub for one command."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from fieldnotes.boot.shipped_book import shipped_book
from fieldnotes.boot.system_clock import SystemClock
from fieldnotes.casework.check_templates import read_files
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub import town_templates
from fieldnotes.hub.hub import Hub


def template_publish(folder: Path, path: str, units: Sequence[str], by: str) -> JsonObject:
    """Check a file or a folder, then publish its templates and headings; with one thing wrong nothing is published."""
    read = read_files(shipped_book(), Path(path))
    wrong = [each for one in read for each in one.faults if not each.is_remark]
    if wrong:
        raise Refused(Code.TEMPLATE_WRONG, file=Path(path).name, count=len(wrong))
    with Hub.open(folder, SystemClock()) as hub:
        found = [template for one in read for template in one.templates]
        done = town_templates.publish_town(hub, found, units, by)
        headings: dict[str, dict[str, str]] = {}
        for one in read:
            for language, words in one.headings.items():
                headings.setdefault(language, {}).update(words)
        told = town_templates.publish_headings(hub, headings, units, by)
        return {**done, "languages": told["languages"], "version": told["version"]}


def template_list(folder: Path) -> JsonObject:
    """Every version of every template at the hub."""
    with Hub.open(folder, SystemClock()) as hub:
        return town_templates.listed(hub)


def template_withdraw(folder: Path, template: str, version: str | None, by: str) -> JsonObject:
    """Let no new note begin with a template."""
    with Hub.open(folder, SystemClock()) as hub:
        return town_templates.withdraw(hub, template, version, by)


def template_offer(folder: Path, template: str, version: str | None, by: str) -> JsonObject:
    """Let new notes begin with a template again."""
    with Hub.open(folder, SystemClock()) as hub:
        return town_templates.offer(hub, template, version, by)


TEMPLATE_COMMANDS: Mapping[str, Callable[..., JsonObject]] = {
    "template_publish": template_publish,
    "template_list": template_list,
    "template_withdraw": template_withdraw,
    "template_offer": template_offer,
}
