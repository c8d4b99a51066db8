"""The short list beside the text: facts that were derived, never ticked. Knows no Qt and no store."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from dataclasses import field as kept
from datetime import datetime

from fieldnotes.casework.note_views import FindingView, NoteView
from fieldnotes.casework.to_decide import HEARD, NOT_HEARD, ToDecide
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.shared.when import day, moment
from fieldnotes.ui.supervisor.family_words import disagreements

HASH_SHOWN = 8
"""Characters of a hash that are shown; the whole stands in the tooltip."""


@dataclass(frozen=True)
class Fact:
    """One line: a sign and its colour role, the words, and what a pointer or a screen reader hears besides."""

    glyph: str
    role: str
    words: str = kept(repr=False)
    tip: str = ""


def facts_of(seen: ToDecide, now: datetime) -> tuple[Fact, ...]:
    """List what the one who decides wants to know before reading."""
    note = seen.note
    return (
        *_child(seen),
        *_family(note),
        *_flags(note),
        *_times(note, now),
        *_version(note),
    )


def _child(seen: ToDecide) -> Iterator[Fact]:
    if seen.heard.answer == HEARD:
        yield Fact("circle-check", "ok", _("The child speaks in the note"))
    elif seen.heard.answer == NOT_HEARD and seen.heard.why:
        yield Fact("circle-alert", "warn", _("The child was not heard: {why}").format(why=seen.heard.why))
    elif seen.heard.answer == NOT_HEARD:
        yield Fact("circle-alert", "warn", _("The child was not heard, and no reason is given"))


def _family(note: NoteView) -> Iterator[Fact]:
    words = {
        "took_part": ("circle-check", "ok", _("The family took part")),
        "did_not": ("circle-alert", "warn", _("Shown to the family, nobody answered")),
        "not_shown": ("circle-alert", "muted", _("Not shown to the family")),
    }
    if note.flags.family in words:
        yield Fact(*words[note.flags.family])
    count = disagreements(note)
    if count:
        said = _n("{n} answer says that something is wrong", "{n} answers say that something is wrong", count)
        yield Fact("triangle-alert", "warn", said.format(n=count))
    if note.flags.changed_since_shown:
        yield Fact("triangle-alert", "warn", _("The text has changed since the family saw it"))


def _flags(note: NoteView) -> Iterator[Fact]:
    if note.flags.changed_after_approval:
        yield Fact("triangle-alert", "warn", _("Changed after it was approved"))
    if note.flags.decisions_opposed:
        yield Fact("triangle-alert", "warn", _("Two decisions speak against each other"))


def _times(note: NoteView, now: datetime) -> Iterator[Fact]:
    begun = (note.sections.get("grunddata") or {}).get("start")
    if isinstance(begun, str) and begun:
        at = datetime.fromisoformat(begun)
        words = f"{day(at.date(), now.astimezone(at.tzinfo).date())} {at:%H:%M}"  # the visit's own clock, as recorded
        yield Fact("calendar", "muted", _("Visit: {time}").format(time=words))
    signed = _("Signed {time} by {name}").format(time=moment(note.at, now), name=note.author_name)
    yield Fact("pen-line", "muted", signed)
    revision = next((each for each in note.revisions if each.hash == note.at_revision), None)
    if revision is not None and revision.reason:
        yield Fact("file-pen", "muted", _("Corrected because: {reason}").format(reason=revision.reason))


def check_facts(seen: ToDecide) -> tuple[Fact, ...]:
    """Say what the list before signing says of this text, and with which reason it was signed all the same."""
    labels = {section.id: section.label for section in seen.note.section_states}
    found: dict[FindingView, list[str]] = {}
    for finding in (*seen.checked.blocks, *seen.checked.warnings):
        about = replace(finding, section=None, field=None)
        found.setdefault(about, []).append(labels.get(finding.section or "", ""))
    reasons = {rule: why for rule, why in seen.note.reasons.items() if rule not in {each.rule for each in found}}
    lines = []
    for each, sections in found.items():
        where = ", ".join(dict.fromkeys(filter(None, sections)))
        words = _("{sections}: {finding}").format(sections=where, finding=each.text) if where else each.text
        if reason := seen.note.reasons.get(each.rule):
            words = _("{finding} Signed all the same: {reason}").format(finding=words, reason=reason)
        lines.append(Fact("triangle-alert", "warn", words, ", ".join(each.rule_ids)))
    for reason in dict.fromkeys(filter(None, reasons.values())):
        rules = ", ".join(rule for rule, given in reasons.items() if given == reason)
        lines.append(Fact("info", "muted", _("Signed past a warning: {reason}").format(reason=reason), rules))
    clear = Fact("circle-check", "ok", _("Nothing is missing and nothing is warned about"))
    return tuple(lines) or (clear,)


def reader_facts(seen: ToDecide, now: datetime) -> tuple[Fact, ...]:
    """Say who has read this text, or an earlier one, and when it was opened here for the first time."""
    lines = []
    if seen.opened is not None:
        lines.append(Fact("eye", "muted", _("You opened this text {time}").format(time=moment(seen.opened, now))))
    for each in seen.readers:
        words = _("{name} read this text, {time}") if each.current else _("{name} read an earlier text, {time}")
        lines.append(Fact("eye", "muted", words.format(name=each.name, time=moment(each.at, now))))
    if not seen.readers:
        lines.append(Fact("users", "muted", _("Nobody else has decided, asked or signed besides the author")))
    return tuple(lines)


def _version(note: NoteView) -> Iterator[Fact]:
    digest = note.at_revision or ""
    if digest:
        tip = _("The whole fingerprint of the text: {hash}").format(hash=digest)
        yield Fact("file-text", "muted", _("Version {hash}").format(hash=digest[:HASH_SHOWN]), tip)
