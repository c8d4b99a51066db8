"""Words that judge people and office names for them, for the plain-language checks. Knows no grammar but its own."""

import re
from collections.abc import Iterator

from fieldnotes.language.plain_text import Sentence

Spot = tuple[int, int, str]
"""Where a mark begins and ends, and its rule."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VALUE_WORDS = _words("""
    aggressivitet alkoholist ansvarslös arrogant asocial bedrövlig besvärlig bortskämd bristande bristfällig
    bråkstake burdus despotisk destruktiv dominant efterbliven egocentrisk egoistisk fientlig fruktansvärd
    fräck förfärlig förljugen försummad gnällig hopplös hotfull hyperaktiv hysterisk impulsiv infantil
    inkapabel kaotisk katastrofal klängig knarkare konfliktsökande kontrollerande korkad kriminell krävande
    labil likgiltig lillgammal lynnig lättkränkt lögnaktig lögnare manipulativ missbrukare misskött
    motsträvig naiv narcissistisk neurotisk nonchalant nyckfull oansvarig obegåvad oberäknelig odräglig
    oempatisk oengagerad oförmögen oförskämd ohyfsad ohygienisk ointresserad okontrollerad olydig olämplig
    omdömeslös omogen omotiverad omöjlig onormal opassande opålitlig oresonlig orimlig osamarbetsvillig
    oseriös osjälvständig ostrukturerad ostädad osund osympatisk otillräknelig otrevlig otrovärdig
    ouppfostrad ovillig ovårdad oärlig paranoid problematisk problembarn provocerande psykopat påstridig
    sjaskig självisk självupptagen skamlig skandalös slarvig snorkig snuskig spydig stingslig störande störd
    sunkig svagbegåvad svekfull svårhanterlig tjurig trotsig underlig undermålig undflyende uppkäftig usel
    utåtagerande vanskött vanvårdad verklighetsfrånvänd vidrig vresig vulgär värdelös våldsam äcklig
    överbeskyddande överdriven överkänslig översittare
""")
"""Judgements of a person or a home, in the base form."""

SAID_BY_CHILDREN = _words("barnslig bråkig dum dålig elak falsk hemsk konstig lat slö stökig")
"""Words anybody says about their day; they judge only when they say what somebody is."""

VALUE_VERBS = _words("""
    anklagade anklagar bagatelliserade bagatelliserar bortförklarade bortförklarar brast brister domderade
    domderar erkände erkänner erkänt förminskade förminskar förnekade förnekar förnekat försummade försummar
    gnällde gnäller hävda hävdade hävdar hävdas hävdat insinuerade insinuerar klandrade klandrar ljuga
    ljuger ljugit ljög manipulerade manipulerar missköta missköter misskött misskötte mörkade mörkar
    negligerade negligerar nonchalerade nonchalerar provocerade provocerar påstod påstår påstås påstått
    skuldbelade skuldbelägger skylla skyllde skyller skyllt smet smita smiter snäser snäste strunta
    struntade struntar struntat tjata tjatade tjatar trotsa trotsade trotsar undanhåller undanhöll vanvårdar
    vägra vägrade vägrar vägrat överdrev överdriva överdriver
""")
"""Verbs that judge the speaker, in every form."""

VALUE_PHRASES = re.compile(
    r"\bsvår att (?:ha att göra|samarbeta|prata|få kontakt) med\b"
    r"|\b(?:bedrövligt|uselt|sorgligt|eländigt|dåligt) skick\b|\bunder all kritik\b|\bingen (?:koll|insikt)\b"
    r"|\bklaga(?:r|de|t)? på\b|\bspela(?:r|de) ut\b|\bbry(?:r|dde) sig inte om\b"
    r"|\bsakna(?:r|de) (?:helt )?(?:(?:sjukdoms)?insikt|omdöme|empati|spärrar)\b"
    r"|\b(?:dålig|usel|hopplös|värdelös|olämplig)[at]? (?:förälder|föräldrar|mamma|mor|pappa|far|hygien|uppfostran"
    r"|omsorg|attityd|inställning|kvinna|man|gränssättning)\b"
    r"|\b(?:inte|ej) (?:kapabel|förmögen|lämplig|trovärdig)a?\b"
)
"""Judgements in several words."""

_IS = r"(?:är|var|verkar(?: vara)?|verkade|framstår som|upplevs(?: som)?|blir)"
_VERY = r"(?:(?:mycket|väldigt|ofta|alltid|ganska|rätt|så|extremt|lite) ){0,2}"
_WHO = (
    r"(?:han|hon|hen|de|(?:hem|lägenhet|rum|mamma|pappa|mor|far|bror|son|dotter|flicka|pojk|barn|lärar|syster|kill|tjej|föräld|man|kvinna"
    r"|familj)\w*)"
)
JUDGED = re.compile(
    rf"(?:\b{_WHO}|^\w+|\boch \w+) {_IS} {_VERY}({'|'.join(sorted(SAID_BY_CHILDREN))})"
    r"(?:a|t)?\b"
)
"""Somebody is said to be so: "Pojken är lat"."""

TOLD = re.compile(r"\b(?:säger|sade|sa|berättar|berättade|tycker|tyckte|menar|menade)\b|:")
"""Somebody else's words, told as theirs."""

ADDRESS_FORMS = frozenset({
    "barnafadern", "barnafaderns", "barnamodern", "barnets moder", "barnmodern", "brukare", "brukaren", "brukarens",
    "brukarna", "den enskilda", "den enskilde", "den enskildes", "den minderårige", "den omhändertagne", "den sökande",
    "den unga", "den unge", "den unges", "den placerade", "densamme", "fader", "fadern", "faderns", "föräldern",
    "förälderns", "föräldern ifråga", "handläggaren", "individen", "individens",
    "klient", "klienten", "klientens", "klienterna", "moder", "modern", "moderns", "nämnda person", "omsorgstagaren",
    "ovannämnda", "ovannämnde", "part", "parten", "parterna", "patienten", "patientens", "rubricerad",
    "sökanden", "ungdomen", "ungdomens", "undertecknad", "undertecknade", "undertecknads", "vederbörande",
    "vederbörandes", "vh", "vhs", "vårdnadshavare", "vårdnadshavaren", "vårdnadshavarna", "vårdnadshavarens",
})  # fmt: skip
"""Office words for people; the reader is "du", the child has a name."""

BEFORE_NEW = frozenset({"en", "den", "mer", "lika", "mycket", "ganska", "ny", "ljus", "fin", "och"})
"""Words before "modern" that make it mean new."""

SHORT_FOR_PEOPLE = frozenset({"BF", "BM", "VH", "SFH"})
"""Office letters for people, exactly as written."""


def judged_spots(text: str, sentence: Sentence) -> Iterator[Spot]:
    """Give the spots of one sentence of a text that judge somebody or name them as an office does."""
    low = text[sentence.start : sentence.end].lower()
    told = TOLD.search(low) is not None
    for pattern, group in ((VALUE_PHRASES, 0), (JUDGED, 1))[: 1 if told else 2]:
        for found in pattern.finditer(low):
            yield sentence.start + found.start(group), sentence.start + found.end(group), "value_word"
    words = sentence.words
    for at, token in enumerate(words):
        pair = f"{token.low} {words[at + 1].low}" if at + 1 < len(words) else ""
        if pair in ADDRESS_FORMS:
            yield token.start, words[at + 1].end, "address_form"
        elif token.low == "modern" and at and words[at - 1].low in BEFORE_NEW:
            continue
        elif token.low in ADDRESS_FORMS or token.text in SHORT_FOR_PEOPLE:
            yield token.start, token.end, "address_form"
        elif token.low in VALUE_VERBS or is_value_word(token.low):
            yield token.start, token.end, "value_word"


def is_value_word(low: str) -> bool:
    """Say whether a word judges, in any of its forms: stökig, stökigt, stökiga."""
    stems = {low, *(low.removesuffix(ending) for ending in ("a", "t", "e", "n", "na", "en", "are"))}
    stems |= {low.removesuffix("t") + "d", low.removesuffix("et") + "en", low.removesuffix("na") + "en"}
    return bool(stems & VALUE_WORDS)
