"""How plain a text for the family is while it is written, in one line. A figure beside it: it stops nothing. No Qt."""

from math import ceil

from fieldnotes.language.plain import PlainWords, plain
from fieldnotes.language.plain_targets import PlainTarget
from fieldnotes.language.translation import translate as _

NO_LIST = PlainWords.read(())
"""Only the figures are asked for here."""


def how_plain(text: str, target: PlainTarget) -> str:
    """Say the reading index, the longest sentence, and what is over the target; nothing without text."""
    report = plain(text, NO_LIST)
    if not report.words:
        return ""
    over = target.missed(report)
    figures = (
        ("lix", _("LIX {n}"), report.lix, target.lix),
        ("longest", _("longest sentence {n} words"), report.longest, target.longest),
        ("average", _("{n} words a sentence"), report.words / report.sentences, target.average),
    )
    told = [
        words.format(n=ceil(figure)) + (" " + _("(at most {n})").format(n=most) if name in over else "")
        for name, words, figure, most in figures
        if name != "average" or name in over
    ]
    line = " · ".join(told)
    return line if over else _("{figures} · plain enough").format(figures=line)
