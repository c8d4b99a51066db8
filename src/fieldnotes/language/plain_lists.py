"""Words that the plain-language checks know by heart, for Swedish. No rules here, only lists."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ABBREVIATIONS = _words("""
    a.a alt ang apr aug avs bl.a bla ca d.v.s d.y d.ä dec dvs e.d el enl ev exkl f.d f.k f.n f.ö fam feb fom
    forts fr.o.m fre fvb förf ggr i i.o.m ibl inkl iom jan jfr kap kl kontaktp lör m.a.o m.fl m.m max mfl
    min mm mot mtrl mån ngn ngr ngt nov nr o.d o.dyl o.s.v obs okt ons ordf osv p.g.a p.m pga pnr prel resp
    s.k sekr sept sid soc ssk st st.f särsk sön t.ex t.o.m tel tex tfn tis tom tors u.s u.t utb.pl vht
    ytterl äv
""")
"""Short forms a dot after which ends no sentence (written here without their last dot)."""

DOTLESS = _words("""
    ang bla ca dvs enl ev fom ggr ibl kl mfl mm ngn ngt nr osv pga prel resp tex tfn
""")
"""Short forms that are met without dots."""

REAL_S_VERBS = _words("""
    alls andades andas andats annars anstränges avundas behövas behövdes behövs behövts bekantas bekymras
    bitas bits blygas blygdes blygs brottades brottas bråkas brås dags deras dess djupas dröjs duns enades
    enas enats ens fanns fattas finnas finns frodas funnits färdades färdas födas föddes föds förbättrades
    förbättras förbättrats fördjupas förmås försämrades försämras försämrats förväntas förändrades förändras
    förändrats fötts gladdes glädjas gläds gnabbas grälas gängas hans hennes hjälpas hjälps hjälptes
    hoppades hoppas hoppats höras hördes hörs kanske kivades kivas knuffades knuffas knuffats kramades
    kramas kräkas kräks kräktes kännas känns ledas leds lekas lyckades lyckas lyckats låtsades låtsas
    låtsats lönas lönats mindes minnas minns mints misslyckades misslyckas misslyckats mötas möts möttes
    mötts nalkas nypas nyps nyss närmades närmas närmats oroas oss pussades pussas pyjamas retades retas
    rivs roades roas rymdes rymmas ryms räds saknades saknas samlades samlas samlats sams samsades samsas
    ses setts skiftas skildes skiljas skiljs skilts skrämmas skämdes skämmas skäms slagits slogs slåss smakas
    smittades smittas smittats strax svettades svettas synas syns syntes synts sågs tills trivas trivdes
    trivs trivts träffades träffas träffats trängas trängdes trängs turades turas tyckas tycks tycktes
    tävlas töras törs umgicks umgås umgåtts upprepades upprepas upprepats utvecklades utvecklas utvecklats
    vantrivdes vantrivs vars vistades vistas vistats vredgas vuxnas väsnades väsnas vårdslös ängslas åks
    åldrades åldras ångras åtrås
""")
"""Verbs and other words on -s that hide no doer: deponent, reciprocal, or about how things are."""

NOUNS_ON_S = _words("""
    access adress allians ambulans ans arbetsplats as atlas avsats baklänges balans bas basis bilds bonus
    bris bus business buss chans chips dans diagnos distans dos dress express extas familjehus fars fas
    fiasko fitness flerfamiljshus fnas fokus framåts frans fredags fritidshus fönsterglas förgäves gas glas
    gratis gris gräns gräs gås halls hals halvvägs hemifrån hemvist hiss hos hus hypnos höstas inomhus
    inrikes insats insatsplats instans intress is jeans juice julas jämns kalas kaos kiss klass kompass kras
    kris krus krås kurs kvälls kyss las lass lekplats lins ljus längs långsides lås lördags mars mas middags
    minus miss mjölkglas morgons mos mus måndags mås nos nuförtidens nyårs nödgas oas onsdags osams ost
    parhus parkeringsplats pass paus plats plus polis praxis press pris process prognos proviants pulsation
    puss pås påskas rabies radhus rakas ras ris ros rygg samstämmes sans sats servis sjukhus skans skats
    skolplats socialtjänsts somras sovplats spis status stress substans svans söndags tass tennis tisdags
    toleransen torsdags trans trots tvärs underhands ungefärs utomhus utrikes vattenglas vintras virus vis
    växthus våras ås
""")

PEOPLE = _words("""
    barn bror familj far farfar farmor faster flicka granne kompis kvinna läkare lärare mamma mor morfar
    mormor moster pappa pojke skola syster vecka
""")
"""Whose genitive looks like a verb: mammas, flickas."""

STRONG_PASSIVES = _words("""
    anmäldes anmäls anmälts anses ansågs användas användes används använts avbrutits avbrytas avbryts
    avbröts avses avslogs avslås avvisas bads bedömas bedömdes bedöms bedömts befaras begicks begränsas
    begäras begärs begås behövts belyses bemöts bemöttes beskrevs beskrivas beskrivits beskrivs beslutas
    beslutats beslöts bestämdes bestämmas bestäms bestämts bifölls bistås bjuds bjöds bortses brutits bryts
    bröts byggas byggs byts byttes bärs delgavs delges drabbas dragits dras drivas drivs drogs dömdes döms
    erbjudas erbjudits erbjuds erbjöds ersattes ersätts fastslogs fastslås fastställdes fastställs
    framfördes framförs framförts fråntas fråntogs fylls fås följas följdes följs följts föras förbjuds
    förbjöds fördes föreslogs föreslås förhördes förhörs förs förstås förts gavs genomföras genomfördes
    genomförs genomförts ges getts givits gjordes gjorts greps grips göras görs hindras hämtades hänförs
    hållas hållits hålls höjs hölls hördes hörs hörts ifrågasattes ifrågasätts inledas inleddes inleds
    inletts inställs intas intogs kränks kränktes kränkts krävas krävdes krävs krävts köpas köps köptes körs
    köttes lades lagts ledas leds lyftas lyftes lyfts läggas läggs läsas läses lästes låstes lösas löses
    löst löstes minskas misstänks misstänktes motsägs mottas mottogs mätas mäts mättes nekas nämndes nämns
    nämnts nåddes nås ombads omhändertogs prövas påförs rings röjas röjdes röjs sades sagts sattes satts
    skrevs skrivas skrivits skrivs skötas sköts sköttes skötts slits släppas släpps släpptes släppts
    stals stjäls stulits styrdes styrs ställas ställdes ställs ställts stängas stängdes stängs stöds störs
    svikits sägas sägs säkerställs säljas säljs sändas sändes sänds sänks sänts sättas sätts sågs såldes
    sövdes sövs tagas tagits tas tillfrågades tillsattes tillses tillsätts tillsågs tilläts tillåtas tillåts
    togs tvingas underställs uppdras uppgavs uppges upphävdes upplevas upplevdes upplevs upplevts upptas
    upptogs uteslutas uteslutits utesluts uteslöts utestängs utföras utfördes utförs utförts utredas
    utreddes utreds utretts utsattes utsatts utses utsätts utsågs valdes verkställdes verkställs vidtas
    vidtogs vräks vräktes vräkts väcks väcktes väckts väljas väljs ändrades ålades åläggs återförs åtgärdas
    ökas överfördes överförs övergavs överges överlämnas överlåts
""")
"""Passive forms that no ending gives away."""

PARTICIPLES = _words("""
    adopterad anhållen anmäld avbokad avbruten avhörd avskedad avslagen avstängd avvisad bedömd bemött
    beslutad bestulen beviljad biten bjuden bortrövad bunden buren dragen dömd ertappad flyttad friad fälld
    följd förd förflyttad förhörd given glömd gripen hjälpt hotad häktad hämtad hållen hörd inbokad
    informerad inkallad inlagd inlåst inskriven instängd intagen kallad klöst knuffad kontaktad kontrollerad
    kränkt köpt körd lurad lämnad misshandlad misstänkt mobbad nekad ombedd omhändertagen omplacerad
    opererad placerad påkörd retad riven röntgad rörd sedd skadad skickad skild skjuten skriven slagen
    släppt sparkad stulen stängd störd sövd tagen tillfrågad tillsagd tröstad tvingad undersökt uppmanad
    uppringd uppsagd utelåst utkastad utnyttjad utredd utsatt utskriven utslängd utvisad vaccinerad vald
    visiterad vräkt väckt vårdad åtalad övergiven överkörd
""")
"""What somebody made of someone, after "blev"."""

NOT_PARTICIPLES = _words("""
    bekymrad besviken blad chockad egen ensam erfaren förkyld förtjust förvirrad förvånad galen generad glad
    grad intresserad irriterad lad ledsen lättad medveten mogen naken nyfiken nöjd oroad orolig rad rädd sen
    skad skrämd stad stressad säker trogen trött upprörd vaken van vuxen öppen
""")
"""What one becomes without anybody doing it."""

NOUN_STYLE_VERBS = _words("""
    bedrev bedriva bedriver blev bli blir blivit fatta fattade fattar fattas fattat fick få får för föra
    föranstalta förde företa företar företog fört gav ge genomför genomföra genomförde genomfördes genomförs
    genomfört ger gjorde gjordes gjort gör göra görs ha hade har håll hålla håller hållit höll inge inleda
    inledde inleder inlett lämna lämnade lämnar lämnat ombesörja ombesörjde ombesörjer påbörja påbörjade
    påbörjar ske skedde sker skett ta tagit tar tas tillämpa tillämpar tog togs upprätta upprättade
    upprättar uppvisa uppvisade uppvisar utfärda utfärdar utför utföra utförde utfört uttrycka utöva utövar
    verkställa verkställer vidta vidtar vidtog
""")
"""Verbs that only carry a noun."""

LIGHT_AND_WEAK = _words("""
    blev bli blir blivit fick få får för föra förde fört gav ge ger gett givit ha hade haft har hålla håller
    hållit höll lämna lämnade lämnar lämnat
""")
"""Those that take any noun: only with one that has "av", "om" or "för" after it."""

HAPPENS = _words("""
    erfordras fordras föreligger förelåg genomfördes genomförs gjordes görs inleddes inleds kommer krävs
    påbörjades påbörjas pågick pågår ske skedde sker skett utfördes utförs ägde äger
""")
"""What an act does when nobody does it."""

ACTION_NOUNS = _words("""
    analys anmälan ansökan avslut avstämning bedömning beslut besök dialog diskussion dokumentation
    framställan förbättring förfrågan förklaring försämring försök förändring genomgång genomlysning
    granskning hembesök hänvisning information insats intervju kartläggning komplettering konsultation
    kontroll minskning omprövning placering planering presentation prövning redogörelse resonemang samråd
    samtal samtycke samverkan undersökning uppföljning upphandling utredning uttalande utvärdering ändring
    återkoppling åtgärd ökning önskan önskemål överenskommelse översyn
""")
"""Acts that a verb could say, beside those their ending gives away."""

CONCRETE_NOUNS = _words("""
    anledning anseende anteckning anvisning avbokning avdelning belöning betalning beteende blandning boende
    byggnad dryckning familjehemsboende familjerådgivning fjädring frisering förening förkylning
    förskoleklass förtroende hushållning hälsning händelse inkomst kattunge klänning kostnad känsla ledning
    leende lägenhet meddelande mening mottagning målning omgivning ordförande parkering påstående regering
    resande riktning ring ritning räkning rörelse samling skrivning spänning sträckning studerande ställning
    stämning sökande teckning tidning tjänstgöring träning tvilling tvättning täckning ungdomsmottagning
    unge upplysning utbildning utseende vandring värdering våning öppning övning
""")
"""Things, whatever their ending says."""

NO_DOER_VERBS = _words("""
    anfördes anförs anses ansetts ansågs antagits antas antogs antyddes antyds aviserades aviseras bedömdes
    bedöms bedömts befarades befaras befunnits bekräftades bekräftas berättades berättas berättats beskrevs
    beskrivits beskrivs beslutades beslutas beslutats beslöts bestämdes bestäms bestämts diskuterades
    diskuteras diskuterats efterfrågades efterfrågas framfördes framförs framförts framgick framgår framgått
    framhållits framhålls framhölls framkom framkommer framkommit förmodades förmodas förväntades förväntas
    hävdades hävdas ifrågasattes ifrågasätts informerades informeras informerats inkom inkommer inkommit
    konstaterades konstateras konstaterats lyftes lyfts meddelades meddelas meddelats misstänks misstänktes
    misstänkts noterades noteras noterats nämndes nämns nämnts observerades observeras observerats påpekades
    påpekas påpekats påstods påstås påståtts påtalades påtalas påtalats rapporterades rapporteras
    rapporterats rekommenderades rekommenderas rekommenderats sades sagts saknas signalerades signaleras
    sägs tolkades tolkas uppgavs uppges uppgetts uppgivits upplevdes upplevs upplevts upplyses upplystes
    uppmärksammades uppmärksammas uppmärksammats upptäcks upptäcktes upptäckts uttrycks uttrycktes uttryckts
    önskades önskas
""")
"""After "det" these hide who said, saw or thought it."""

VAGUE_SUBJECTS = _words("""
    farhågor indikation indikationer information misstankar misstanke oro rykte rykten signaler tecken
    uppgift uppgifter uppgifterna upplysning upplysningar
""")

MAN_THINKS = _words("""
    anser ansåg antar antog bedömde bedömer befarade befarar konstaterade konstaterar menade menar
    misstänker noterade noterar trodde tycker upplevde upplever
""")
"""After "man" these hide who thinks."""
