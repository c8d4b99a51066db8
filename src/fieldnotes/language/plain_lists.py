"""Words that the plain-language checks know by heart, for Swedish. No rules here, only lists."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ABBREVIATIONS = _words("""
    alt ang apr aug avs bl.a bla ca d.v.s dec dvs el enl ev exkl f.d f.n fam feb fom forts fr.o.m fre i
    i.o.m inkl iom jan jfr kap kl lör m.a.o m.fl m.m max mfl min mm mot mtrl mån ngn ngt nov nr o.d o.dyl
    o.s.v obs okt ons osv p.g.a p.m pga resp s.k sept sid soc ssk st st.f sön t.ex t.o.m tel tex tis tom
    tors u.t äv
""")
"""Short forms a dot after which ends no sentence (written here without their last dot)."""

DOTLESS = _words("""
    ang bla ca dvs enl ev fom kl mfl ngn ngt nr osv pga resp tex
""")
"""Short forms that are met without dots."""

REAL_S_VERBS = _words("""
    alls andades andas andats annars anstränges avundas behövas behövdes behövs behövts bekymras bitas bits
    blygas blygdes blygs brottades brottas bråkas brås dags deras dess djupas dröjs duns enades enas enats
    ens fanns fattas finnas finns frodas funnits färdades färdas födas föddes föds förmås förväntas fötts
    gladdes glädjas gläds grälas gängas hans hennes hjälpas hjälps hjälptes hoppades hoppas hoppats höjs
    höras hördes hörs kanske kramades kramas kräkas kräks kräktes kändes kännas känns ledas leds lyckades
    lyckas lyckats låtsades låtsas låtsats lönas lönats medges mindes minnas minns mints misslyckades
    misslyckas misslyckats mötas möts möttes mötts nalkas nyss oroas oss pussades pussas pyjamas retades
    retas roas rymdes rymmas ryms räds saknades saknas sams samsades samsas ses setts skildes skiljas skiljs
    skilts skrämmas skämdes skämmas skäms slagits slogs slåss smakas sparkas strax svettades svettas synas
    syns syntes synts sågs tills trivas trivdes trivs trivts träffades träffas träffats turades turas tyckas
    tycks tycktes tävlas töras törs umgicks umgås umgåtts vantrivdes vantrivs vars vistades vistas vistats
    vredgas vuxnas väsnades väsnas vårdslös ängslas åks åldrades åldras ångras åtrås
""")
"""Verbs and other words on -s that hide no doer: deponent, reciprocal, or about how things are."""

NOUNS_ON_S = _words("""
    trots rakas fredags lördags söndags måndags tisdags onsdags torsdags
    access adress allians ambulans ans arbetsplats as atlas avsats baklänges balans bas basis bilds bonus
    bris bus business buss chans chips dans diagnos distans dos dress express extas familjehus fars fas
    fiasko fitness flerfamiljshus fnas fokus framåts frans fritidshus fönsterglas förgäves gas glas gratis
    gris gräns gräs gås halls hals halvvägs hemifrån hemvist hiss hos hus hypnos inomhus inrikes insats
    insatsplats instans intress is jeans juice jämns kalas kaos kiss klass kompass kras kris krus krås kurs
    kyss las lass lekplats lins ljus längs långsides lås mars mas minus miss mjölkglas mos mus mås nos
    nuförtidens nödgas oas osams ost parhus parkeringsplats pass paus plats plus polis praxis press pris
    process prognos proviants pulsation puss pås rabies radhus ras ris ros rygg samstämmes sans sats servis
    sjukhus skans skats skolplats socialtjänsts sovplats spis status stress substans svans tass tennis
    toleransen trans tvärs underhands ungefärs utomhus utrikes vattenglas virus vis växthus ås
""")

PEOPLE = _words("""
    barn bror familj far farfar farmor faster flicka granne kompis kvinna läkare lärare mamma mor morfar
    mormor moster pappa pojke skola syster vecka
""")
"""Whose genitive looks like a verb: mammas, flickas."""

STRONG_PASSIVES = _words("""
    anmäldes anmäls anmälts anses ansågs användas användes används använts avbrutits avbrytas avbryts
    avbröts avses avslogs avslås avvisas bedömas bedömdes bedöms bedömts befaras begäras begärs behövts
    bemöts bemöttes beskrevs beskrivas beskrivits beskrivs beslutas beslutats beslöts bestämdes bestämmas
    bestäms bestämts bifölls bjuds bjöds bortses brutits bröts byggas byggs byts bärs delgavs delges dragits
    dras drivas drivs drogs dömdes döms erbjudas erbjudits erbjuds erbjöds fastställdes fastställs
    framfördes framförs framförts fråntas fråntogs fylls fås följas följdes följs följts föras förbjuds
    förbjöds fördes föreslogs föreslås förklaras förs förts gavs genomföras genomfördes genomförs genomförts
    ges getts givits gjordes gjorts göras görs hindras hämtades hänförs hållas hållits hålls höjs hölls
    hördes hörs hörts ifrågasattes ifrågasätts inledas inleddes inleds inletts intas intogs krävas krävdes
    krävs krävts kändes köpas köps köptes körs köttes lades lagts ledas leds läggas läggs läses lösas löses
    löst löstes minskas misstänks misstänktes motsägs mottas mottogs mätas mäts mättes nåddes nås ombads
    omhändertogs prövas rings sades sagts sattes satts ses skildes skrevs skrivas skrivits skrivs skötas
    sköts sköttes skötts ställas ställdes ställs ställts stängas stängdes stängs stöds störs sägas sägs
    säljas säljs sändas sändes sänds sänks sänts sättas sätts sågs såldes tagas tagits tas tillfrågades
    tillses tillsågs tilläts tillåtas tillåts togs underställs uppdras uppgavs uppges upphävdes upplevas
    upplevdes upplevs upplevts upptas upptogs uteslutas uteslutits utesluts uteslöts utföras utfördes utförs
    utförts utredas utreddes utreds utretts utses utsågs valdes verkställdes verkställs vidtas vidtogs
    väljas väljs ändrades ålades åläggs återförs åtgärdas ökas överfördes överförs överlämnas
""")
"""Passive forms that no ending gives away."""

PARTICIPLES = _words("""
    anmäld avbruten avslagen avstängd avvisad bedömd bemött bestulen beviljad biten bjuden bortrövad bunden
    buren dragen dömd flyttad följd förd given glömd gripen hotad hämtad hållen hörd inlagd intagen kallad
    körd lämnad mobbad nekad ombedd omhändertagen omplacerad placerad retad rörd sedd skadad skickad skild
    skriven slagen sparkad stulen stängd störd tagen tvingad uppsagd utredd utsatt utskriven vald
""")
"""What somebody made of someone, after "blev"."""

NOT_PARTICIPLES = _words("""
    bekymrad besviken blad chockad egen ensam erfaren förkyld förtjust förvirrad förvånad galen generad glad
    grad intresserad irriterad lad ledsen lättad medveten mogen naken nyfiken nöjd oroad orolig rad rädd sen
    skad skrämd stad stressad säker trogen trött upprörd vaken van vuxen öppen
""")
"""What one becomes without anybody doing it."""

NOUN_STYLE_VERBS = _words("""
    bedrev bedriva bedriver blev bli blir blivit fatta fattade fattar fattas fattat fick få får föranstalta
    företa företar företog gav ge genomför genomföra genomförde genomfördes genomförs genomfört ger gjorde
    gjordes gjort gör göra görs ha hade har hålla håller höll inge inleda inledde inleder lämna lämnade
    lämnar ombesörja ombesörjde ombesörjer påbörja påbörjade påbörjar ske skedde sker skett ta tagit tar tas
    tillämpa tillämpar tog togs upprätta upprättade upprättar utför utföra utförde utfört utöva utövar
    verkställa verkställer vidta vidtar vidtog
""")
"""Verbs that only carry a noun."""

LIGHT_AND_WEAK = _words("""
    blev bli blir blivit fick få får gav ge ger ha hade har hålla håller höll lämna lämnade lämnar
""")
"""Those that take any noun: only with one that has "av", "om" or "för" after it."""

HAPPENS = _words("""
    erfordras fordras föreligger förelåg genomfördes genomförs gjordes görs inleddes inleds kommer krävs
    påbörjades påbörjas pågick pågår ske skedde sker skett utfördes utförs ägde äger
""")
"""What an act does when nobody does it."""

ACTION_NOUNS = _words("""
    analys anmälan ansökan avstämning bedömning beslut besök framställan förbättring förfrågan försämring
    genomgång hembesök insats kartläggning komplettering kontroll omprövning placering planering prövning
    undersökning uppföljning utredning utvärdering ändring återkoppling åtgärd överenskommelse översyn
""")
"""Acts that a verb could say, beside those their ending gives away."""

CONCRETE_NOUNS = _words("""
    anledning anseende anteckning anvisning avbokning avdelning belöning betalning beteende blandning boende
    byggnad dryckning familjehemsboende familjerådgivning frisering förening förkylning förskoleklass
    förtroende hälsning händelse inkomst kattunge klänning kostnad känsla ledning leende lägenhet meddelande
    mening mottagning målning ordförande påstående resande riktning ring ritning räkning rörelse samling
    skrivning spänning studerande ställning stämning sökande teckning tidning tjänstgöring träning tvilling
    täckning ungdomsmottagning unge upplysning utbildning utseende värdering våning öppning övning
""")
"""Things, whatever their ending says."""

NO_DOER_VERBS = _words("""
    anses ansetts ansågs antagits antas antogs bedömdes bedöms bedömts befarades befaras berättades berättas
    berättats beskrevs beskrivits beskrivs beslutades beslutas beslutats bestämdes bestäms bestämts
    diskuterades diskuteras diskuterats efterfrågades efterfrågas framfördes framförs framförts framgick
    framgår framgått framkom framkommer framkommit hävdades hävdas ifrågasattes ifrågasätts informerades
    informeras informerats inkom inkommer inkommit konstaterades konstateras konstaterats meddelades
    meddelas meddelats misstänks misstänktes misstänkts noterades noteras noterats observerades observeras
    observerats påpekades påpekas påpekats påstods påstås påtalades påtalas påtalats rapporterades
    rapporteras rapporterats rekommenderades rekommenderas rekommenderats sades sagts saknas sägs uppgavs
    uppges uppgetts uppgivits upplevdes upplevs upplevts uppmärksammades uppmärksammas uppmärksammats
    önskades önskas
""")
"""After "det" these hide who said, saw or thought it."""

VAGUE_SUBJECTS = _words("""
    indikationer information misstankar misstanke oro tecken uppgift uppgifter
""")

MAN_THINKS = _words("""
    anser ansåg bedömde bedömer befarar menade menar misstänker tycker upplevde upplever
""")
"""After "man" these hide who thinks."""

VALUE_WORDS = _words("""
    aggressivitet nyckfull
    ansvarslös asocial barnslig besvärlig bortskämd bristande bristfällig bråkig destruktiv dominant dum
    dålig efterbliven egoistisk elak falsk fientlig fruktansvärd fräck förfärlig försummad gnällig hemsk
    hopplös hotfull hysterisk impulsiv inkapabel katastrofal konstig kontrollerande korkad kriminell
    krävande labil lat likgiltig lynnig lögnaktig manipulativ misskött mor motsträvig naiv nonchalant
    oansvarig obegåvad oengagerad oförmögen ointresserad olydig olämplig omogen omöjlig onormal opålitlig
    osamarbetsvillig ostädad ostädade ostädat ostädig otacklig otrevlig ouppfostrad ovårdad oärlig
    problematisk provocerande sjaskig självisk skamlig skandalös slarvig slö snuskig stökig störande störd
    sunkig sur svagbegåvad svårhanterlig tjurig trotsig underlig undermålig uppkäftig usel vanskött
    vanvårdad vidrig vresig värdelös våldsam äcklig överbeskyddande överdriven
""")
"""Judgements of a person or a home, in the base form."""

VALUE_VERBS = _words("""
    anklagade anklagar bortförklarade bortförklarar brast brister erkände erkänner erkänt förnekade förnekar
    förnekat försummade försummar gnällde gnäller hävdade hävdar hävdas hävdat insinuerade insinuerar ljuger
    ljugit ljög manipulerade manipulerar missköter misskött misskötte påstod påstår påstås påstått skyllde
    skyller skyllt smet smiter struntade struntar struntat tjatade tjatar trotsade trotsar vägrade vägrar
    vägrat överdrev överdriver
""")
"""Verbs that judge the speaker, in every form."""

NOT_VALUE = _words("""
    barnslig dum dålig elak falsk hemsk lat mor sur
""")
"""Words children use about their day: not marked."""

ADDRESS_FORMS = frozenset({
    "barnafadern", "barnmodern", "brukare", "brukaren", "brukarens", "den enskilda", "den enskilde",
    "den enskildes", "den unga", "den unge", "den unges", "densamme", "fadern", "faderns",
    "föräldern ifråga", "handläggaren", "individen", "individens", "klient", "klienten", "klientens",
    "modern", "moderns", "nämnda person", "omsorgstagaren", "ovannämnda", "part", "parten", "parterna",
    "patienten", "rubricerad", "undertecknad", "undertecknade", "vederbörande", "vederbörandes", "vh",
    "vhs", "vårdnadshavaren",
})  # fmt: skip
"""Office words for people; the reader is "du", the child has a name."""

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
"""
IRREGULAR = {
    base.strip(): tuple(forms.split())
    for base, _, forms in (line.partition(":") for line in _IRREGULAR.strip().splitlines())
}
"""Forms that no ending makes of the base form."""
