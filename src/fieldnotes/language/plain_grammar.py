"""Passive verbs, missing doers and noun style, found by endings and lists. Rules of thumb: hints, never a gate."""

import re
from collections.abc import Iterable, Iterator, Sequence

from fieldnotes.language import plain_lists as lists
from fieldnotes.language.plain_text import Sentence, Token

AUXILIARIES = frozenset({
    "har", "hade", "ha", "ska", "skall", "skulle", "kan", "kunde", "får", "fick", "måste", "bör", "borde", "att",
    "vill", "ville", "behöver", "behövde", "kommer",
})  # fmt: skip
ADVERBS = frozenset({"inte", "också", "nu", "aldrig", "redan", "sedan"})
BETWEEN = ADVERBS | {"han", "hon", "hen", "de", "vi"}
BECOMES = frozenset({"bli", "blir", "blev", "blivit"})
PREFIXES = (
    "av", "för", "be", "upp", "till", "ut", "in", "över", "under", "an", "om", "mot", "ned", "ner", "fram", "åter",
    "er", "med", "bort", "vidare", "ihop", "sam", "fast", "på",
)  # fmt: skip
PAST_PASSIVE = re.compile(r"[^\W\d_]{2}(?:ades|[bdfgjlmnrv]des|[fkpstx]tes)$")
"""Past tense in the passive: hämtades, ställdes, köptes."""
GENITIVE = ("endes", "andes", "plats", "insats", "ists", "rnas", "ornas", "ernas")
BEFORE_A_NOUN = frozenset({"en", "ett", "den", "det", "de", "våra", "deras", "sina"})
PARTICIPLE = re.compile(r"[^\W\d_]{2,}(?:er|[lnt])a(?:d|de|t)$|[^\W\d_]{3,}(?:sad|gade?|kade?)$")
ACT = re.compile(r"(?:(?:[^\W\d_]n|er|[bdfgklmprtv]r)ing|(?:a|e)nde|else|[st]ion)(?:e[nt]|n|t|ar|arna|er)?$")
"""Endings of nouns that a verb could say: bedömning, minskning, genomförande, diskussion."""
THINGS = re.compile(
    r"(?:tid|mål|teck|avdel|mottag|bygg|lös|öpp)ning(?:en|ar|arna)?$|(?:stat|lekt|port|situat|relat|funkt|organisat)ion(?:en|er)?$"
)
NOUN_PHRASES = re.compile(
    r"\b(?:ta|tar|tog|tagit) (?:kontakt med|ställning till|initiativ till|del av information)\b"
    r"|\b(?:ha|har|hade|haft|vara i|är i|var i|varit i) (?:en |ett |stort )?"
    r"(?:för avsikt|behov av|önskan om|önskemål om|avsikt att)\b"
    r"|\b(?:hålla|håller|höll|föra|förde|fört|(?:vi|jag|han|hon|hen|de|man) för) (?:en |ett )?"
    r"(?:dialog|diskussion|resonemang|samtal)(?:er)?\b(?: (?:med|om|kring))?"
    r"|\b(?:komma|kommer|kom|kommit) till (?:stånd|användning|uttryck)\b|\b(?:ge|ger|gav|gett) uttryck för\b"
    r"|\b(?:är|var|vara|varit) under (?:[^\W\d_]+(?:ning|ing|ande|else|ion))\b"
)
OF = frozenset({"av", "om", "för", "kring", "gällande", "till"})
SEEN_OVER = frozenset({"ses", "sågs", "setts"})
HEARD = frozenset({"höras", "hörts"})
MAY = frozenset({"får", "fick", "ska", "skulle", "bör", "borde", "måste"})
SMALL = frozenset({"en", "ett", "ny", "nytt", "den", "inte", "vi", "jag"})
ADJECTIVE_ENDINGS = ("ig", "isk", "sam", "ad", "ande", "ende", "igt", "iskt", "samt", "at", "snabb", "noga")
SHORTEST_NOUN, SHORTEST_VERB, SHORTEST_STEM = 6, 4, 3
"""Letters; shorter words with such endings are something else ("ring", "ras")."""

Spot = tuple[int, int, str]
"""Where a mark begins and ends, and its rule."""


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_VERBS = _any({*lists.NO_DOER_VERBS, "kommit fram", "kommer fram", "kom fram"} - {"saknas"})
_VAGUE = _any(lists.VAGUE_SUBJECTS)
_HOW_MUCH = r"(?:(?:en|ett|viss|stor|stark|allvarlig|fortsatt|tidigare|nya|flera|många)a? )"
_HAS = r"(?:(?:har|hade) )?(?:(?:också|även|tidigare|nu) )?"
_REACHES = (
    r"(?:finns|fanns|funnits|föreligger|förelåg|(?:in|fram)(?:kom|kommit|kommer)|kommit(?: in| fram)?"
    r"|kom(?:mer)? (?:in|fram|om)|hörs|hördes"
    r"|framför(?:s|des|ts)|(?:uttryck|lyf|väck)t(?:s|es)|uttrycks|rapporter(?:as|ades|ats)|g(?:ör|jorde) gällande"
    r"|(?:pekar|pekade|tyder|tydde) på|talar för)"
)
MISSING_DOER = re.compile(
    rf"\bdet (?:(?:har|hade|kan|ska|bör) )?(?:(?:också|även|inte|tidigare) )?{_VERBS}\b"
    rf"|\b{_VAGUE} {_HAS}{_REACHES}\b(?! från\b)(?: (?:om|att|på|för)\b)?"
    rf"|\bdet (?:finns|fanns|har funnits|föreligger) {_HOW_MUCH}{{0,2}}{_VAGUE}\b(?! (?:på|i|hos|från|vid)\b)"
    r"|\bdet (?:har |hade )?kom(?:mit|mer)? (?:till (?:vår|min|socialtjänstens|nämndens) kännedom"
    r"|in (?:uppgifter|information|signaler))\b"
    r"|\benligt (?:uppgift(?:er)?|vad som (?:framkommit|sagts|uppges|uppgetts))\b"
    rf"|\bman {_any(lists.MAN_THINKS)}\b"
    rf"|^{_any(lists.NO_DOER_VERBS)} (?:att|av)\b"
)
"""Ways to leave out who said, saw or thought it."""


def grammar_spots(text: str, sentence: Sentence) -> Iterator[Spot]:
    """Give the spots of one sentence of a text."""
    low = text[sentence.start : sentence.end].lower()
    doerless = [(sentence.start + found.start(), sentence.start + found.end()) for found in MISSING_DOER.finditer(low)]
    yield from ((start, end, "missing_doer") for start, end in doerless)
    yield from _noun_style(sentence.words)
    for found in NOUN_PHRASES.finditer(low):
        yield sentence.start + found.start(), sentence.start + found.end(), "noun_style"
    for start, end, rule in _passives(sentence.words):
        if not any(start < other_end and other < end for other, other_end in doerless):
            yield start, end, rule


def is_passive(word: Token, before: str) -> bool:
    """Say whether a word is a verb in the passive: a known -s form, or one whose ending no noun has."""
    low = word.low
    if not low.endswith("s") or low in lists.REAL_S_VERBS or low in lists.NOUNS_ON_S:
        return False
    if low in lists.STRONG_PASSIVES or _without_prefix(low) in lists.STRONG_PASSIVES:
        return True
    if word.text[0].isupper() or low.endswith(GENITIVE):
        return False
    had = low.endswith("ts") and before in AUXILIARIES | ADVERBS
    return had or PAST_PASSIVE.search(low) is not None or _is_verb_on_as(low, before)


def _is_verb_on_as(low: str, before: str) -> bool:
    """Tell "placeras" from "flickas" and "mammas"."""
    person = low[:-1] in lists.PEOPLE or low[:-2] in lists.PEOPLE
    return low.endswith("as") and len(low) >= SHORTEST_VERB and not person and before not in BEFORE_A_NOUN


def _passives(words: Sequence[Token]) -> Iterator[Spot]:
    for at, word in enumerate(words):
        before = words[at - 1].low if at else ""
        if is_passive(word, before) or _is_so_here(words, at):
            yield words[at - 1].start if before in AUXILIARIES else word.start, word.end, "passive"
        elif word.low in BECOMES:
            after = next((token for token in words[at + 1 : at + 3] if token.low not in BETWEEN), None)
            if after is not None and _is_participle(after.low):
                yield word.start, after.end, "passive"


def _is_so_here(words: Sequence[Token], at: int) -> bool:
    """Tell "måste ses över" and "fick inte höras" from "vi ses" and "det kan höras"."""
    if words[at].low in SEEN_OVER:
        return at + 1 < len(words) and words[at + 1].low == "över"
    return words[at].low in HEARD and any(word.low in MAY for word in words[max(0, at - 3) : at])


def _is_participle(low: str) -> bool:
    """Say whether somebody made one so ("kallad") or one just became it ("glad"); also -t, -e, -a and -na forms."""
    bases = {low, low.removesuffix("e"), low.removesuffix("a"), low.removesuffix("t") + "d"}
    bases |= {low.removesuffix("na") + "en", low.removesuffix("et") + "en"}
    if bases & lists.NOT_PARTICIPLES:
        return False
    return bool(bases & lists.PARTICIPLES) or PARTICIPLE.search(low) is not None


def _noun_style(words: Sequence[Token]) -> Iterator[Spot]:
    for at, word in enumerate(words):
        if is_action(word.low):
            spot = _carried(words, at) or _happening(words, at)
            if spot is not None:
                yield (*spot, "noun_style")


def _carried(words: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Find the verb that only carries the noun: "gjorde en anmälan"."""
    followed = at + 1 < len(words) and words[at + 1].low in OF
    verb = at - 1
    while verb >= max(0, at - 4) and (words[verb].low in SMALL or words[verb].low.endswith(ADJECTIVE_ENDINGS)):
        verb -= 1
    if verb < 0 or words[verb].low not in lists.NOUN_STYLE_VERBS:
        return None
    if words[verb].low in lists.LIGHT_AND_WEAK and not followed:
        return None
    return words[verb].start, words[at + 1].end if followed else words[at].end


def _happening(words: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Find the act that happens without anybody: "uppföljning sker", "genomförande av"."""
    after = [word.low for word in words[at + 1 : at + 3]]
    if after[:1] and (after[0] in lists.HAPPENS or (after[0] == "av" and _by_ending(words[at].low))):
        return words[at].start, words[at + 1].end
    if after[1:] and after[1] in {"sker", "skedde"} and after[0] not in {"som", "och"}:
        return words[at].start, words[at + 2].end
    if at and words[at - 1].low in {"sker", "skedde", "ske"}:
        return words[at - 1].start, words[at].end
    return None


def is_action(low: str) -> bool:
    """Say whether a noun is an act that a verb could say: bedömning, genomförande, beslut."""
    return low in lists.ACTION_NOUNS or _by_ending(low)


def _by_ending(low: str) -> bool:
    thing = low in lists.CONCRETE_NOUNS or THINGS.search(low) is not None
    return ACT.search(low) is not None and len(low) >= SHORTEST_NOUN and not thing


def _without_prefix(low: str) -> str:
    for prefix in PREFIXES:
        if low.startswith(prefix) and len(low) - len(prefix) >= SHORTEST_STEM:
            return low[len(prefix) :]
    return low
