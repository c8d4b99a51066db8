"""What can stand in the very place of a hard word, in the same form: "erhöll" -> "fick". Knows no list and no sentence.

Only what reads right without anything else being changed; everything else is left to the person who writes.
"""

from collections.abc import Iterator

_IRREGULAR = """
    erhålla: erhåller erhöll erhållit
    tillhandahålla: tillhandahåller tillhandahöll tillhandahållit tillhandahålls
    föreligga: föreligger förelåg förelegat
    vidta: vidtar vidtog vidtagit vidtas vidtogs
    påstå: påstår påstod påstått
    uppge: uppger uppgav uppgett uppgivit
    medge: medger medgav medgett medgivit
    avvika: avviker avvek avvikit
    bifalla: bifaller biföll bifallit bifalles bifalls
    åligga: åligger ålåg ålegat
    ålägga: ålägger ålade ålagt åläggs
    delge: delger delgav delgett delgivit delges delgavs
    tillse: tillser tillsåg tillsett
    framföra: framför framförde framfört framförs framfördes framförts
    framkomma: framkommer framkom framkommit
    iaktta: iakttar iakttog iakttagit iakttas
    tillgodose: tillgodoser tillgodosåg tillgodosett tillgodoses
    inkomma: inkommer inkom inkommit
    äga: äger ägde ägt
    brista: brister brast brustit
    samtycka: samtycker samtyckte samtyckt
    föranleda: föranleder föranledde föranlett föranleds
    verkställa: verkställer verkställde verkställt verkställs
    inkommen: inkommet inkomna
    yttra: yttrar yttrade yttrat
    tillgodogöra: tillgodogör tillgodogjorde tillgodogjort
    initiera: initierar initierade initierat initieras
    överklaga: överklagar överklagade överklagat överklagas
    erlägga: erlägger erlade erlagt
    bevilja: beviljar beviljade beviljat beviljas beviljats beviljades
    beviljas: beviljades beviljats
    inneha: innehar innehade innehaft
    ombesörja: ombesörjer ombesörjde ombesörjt
    erfordras: erfordrades erfordrats
    hänskjuta: hänskjuter hänsköt hänskjutit hänskjuts
    ianspråkta: ianspråktar ianspråktog ianspråktagit
    fortgå: fortgår fortgick fortgått
    fullfölja: fullföljer fullföljde fullföljt fullföljs
    understiga: understiger understeg understigit
    överstiga: överstiger översteg överstigit
    vidhålla: vidhåller vidhöll vidhållit
    motsätta: motsätter motsatte motsatt
    tillstyrka: tillstyrker tillstyrkte tillstyrkt
    avstyrka: avstyrker avstyrkte avstyrkt
    avslå: avslår avslog avslagit
    bereda: bereder beredde berett bereds
    vederlägga: vederlägger vederlade vederlagt
    klargöra: klargör klargjorde klargjort
    tillskriva: tillskriver tillskrev tillskrivit
"""
IRREGULAR = {
    base.strip(): tuple(forms.split())
    for base, _, forms in (line.partition(":") for line in _IRREGULAR.strip().splitlines())
}
"""Forms that no ending makes of the base form."""

_VERBS = """
    erhålla: få får fick fått
    erlägga: betala betalar betalade betalat
    föreligga: finnas finns fanns funnits
    föranleda: leda_till leder_till ledde_till lett_till
    tillse: se_till ser_till såg_till sett_till
    tillhandahålla: ge ger gav gett
    verkställa: genomföra genomför genomförde genomfört
    underrätta: berätta_för berättar_för berättade_för berättat_för
    anmoda: be ber bad bett
    beakta: ta_hänsyn_till tar_hänsyn_till tog_hänsyn_till tagit_hänsyn_till
    initiera: börja börjar började börjat
    implementera: börja_använda börjar_använda började_använda börjat_använda
    generera: ge ger gav gett
    reducera: minska minskar minskade minskat
    aktualisera: ta_upp tar_upp tog_upp tagit_upp
    samtycka: säga_ja säger_ja sade_ja sagt_ja
    bifalla: säga_ja_till säger_ja_till sade_ja_till sagt_ja_till
    dokumentera: skriva_ned skriver_ned skrev_ned skrivit_ned
    inneha: ha har hade haft
    ombesörja: ordna ordnar ordnade ordnat
    nyttja: använda använder använde använt
    avvakta: vänta_på väntar_på väntade_på väntat_på
    påvisa: visa visar visade visat
    förevisa: visa visar visade visat
    införskaffa: skaffa skaffar skaffade skaffat
    åberopa: hänvisa_till hänvisar_till hänvisade_till hänvisat_till
    fortgå: fortsätta fortsätter fortsatte fortsatt
    tillstyrka: säga_ja_till säger_ja_till sade_ja_till sagt_ja_till
    avstyrka: säga_nej_till säger_nej_till sade_nej_till sagt_nej_till
    verifiera: kontrollera kontrollerar kontrollerade kontrollerat
    klargöra: förklara förklarar förklarade förklarat
    meddela: berätta berättar berättade berättat
    uppge: berätta berättar berättade berättat
    påtala: säga säger sade sagt
    påpeka: säga säger sade sagt
    framföra: säga säger sade sagt
    hävda: säga säger sade sagt
    påstå: säga säger sade sagt
    konstatera: se ser såg sett
"""
PLAIN_VERBS = {
    base.strip(): tuple(form.replace("_", " ") for form in forms.split())
    for base, _, forms in (line.partition(":") for line in _VERBS.strip().splitlines())
}
"""A hard verb -> the plain one: infinitive, present, past, supine."""

ONLY_BEFORE_THAT = frozenset({"meddela", "uppge", "påtala", "påpeka", "framföra", "hävda", "påstå", "konstatera"})
"""Verbs whose plain one fits before "att" alone: "hävdar att", not "hävdar sin rätt"."""

GO_BETWEEN = frozenset({
    "aldrig", "alltid", "bara", "dock", "ej", "en", "han", "hen", "hon", "inte", "jag", "man", "ni", "nu", "också",
    "ofta", "redan", "sedan", "så", "vi", "du", "de", "därför", "honom", "henne", "dem", "oss", "sig",
})  # fmt: skip
"""Words that would have to go inside a verb of several words: "ser inte till"."""

SAME_NOTES = ("Byt rakt av.", "Föråldrat.")
"""What the list says of a word that can be changed for another straight away."""

ALSO = frozenset({"inom ramen för", "fortsättningsvis"})
NOT_IN_PLACE = frozenset({
    "aktualisera", "besvärshänvisning", "densamma", "erforderlig", "hemmiljö", "inkommen", "optimal", "relevant",
    "sysselsättning", "tillgodogöra sig", "vederbörande", "yttra sig", "yttrande", "åligga",
})  # fmt: skip
"""Changed for one another these give a sentence that is wrong, or say something else."""


def in_place(term: str, plain: str, note: str, found: str, following: str) -> str:
    """Give the words that can stand where a form of a term was found, in small letters; nothing where none can.

    `plain` and `note` are the list's; `following` is the next word of the sentence, or nothing.
    """
    if term in PLAIN_VERBS:
        return _verb(term, found, following)
    straight = note.startswith(SAME_NOTES) or term in ALSO
    return plain.partition(",")[0].strip() if straight and found == term and term not in NOT_IN_PLACE else ""


def _verb(term: str, found: str, following: str) -> str:
    plain = next((mine for theirs, mine in _tenses(term) if theirs == found), "")
    if term in ONLY_BEFORE_THAT and following != "att":
        return ""
    return "" if " " in plain and following in GO_BETWEEN else plain


def _tenses(term: str) -> Iterator[tuple[str, str]]:
    """Pair the forms of a hard verb with those of the plain one; a passive has none."""
    infinitive, present, past, supine = PLAIN_VERBS[term]
    now, then, *done = IRREGULAR.get(term) or (f"{term}r", f"{term}de", f"{term}t")
    yield from ((term, infinitive), (now, present), (then, past))
    yield from ((form, supine) for form in done if form.endswith("t"))
