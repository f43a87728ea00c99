"""Words by which names of people are told from other words, in their dictionary form."""

from __future__ import annotations


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


ADDRESSED = _listed("pan pani państwo p ks ksiądz dr doktor mgr inż prof profesor")
TITLES = ADDRESSED | _listed("""
    wójt wicewójt burmistrz burmistrzyni wiceburmistrz zastępca sołtys sołtyska radny radna dyrektor dyrektorka dyr prezes
    prezeska starosta marszałek prezydent kierownik kierowniczka lekarz lekarka dentysta dentystka weterynarz położna pielęgniarka
    pielęgniarz proboszcz wikary nauczyciel nauczycielka wychowawca trener instruktor instruktorka sekretarz sekretarka skarbnik
    skarbniczka przewodniczący przewodnicząca komendant inspektor policjant dzielnicowy poseł posłanka senator urzędnik
    urzędniczka bibliotekarka bibliotekarz adwokat mecenas kierowca rolnik mieszkaniec mieszkanka sąsiad sąsiadka kolega koleżanka
    rodzina syn córka mąż żona brat siostra
""")
NEVER = _listed("""
    gmina miasto szkoła droga urząd rada dom park rynek ośrodek zespół biuro wydział powiat miejski wiejski polski europejski
    polska europa unia fundusz plan program kościół klub sport most staw jezioro rzeka las lipa młyn zamek praca kolej brak dobry
    nowy stary mały wielki żabka orlik biedronka polak niemiec ukrainiec rom boże bóg maryja jezus chrystus mieszkaniec senior
    rolnik młody
""")
"""Surnames to the dictionary, but hardly ever in an answer."""
OFTEN = _listed("""
    nowak mazur mazurek wróbel stępień dudek walczak baran bąk lis mróz kozak szulc sikora wrona sroka sowa zięba kania mucha duda
    wieczorek skiba zaręba
""")
"""Everyday words that are such common surnames that a capital letter within a sentence means a person."""
PATRONS = _listed("""
    mickiewicz sienkiewicz kościuszko piłsudski kopernik konopnicka słowacki reymont żeromski chopin szopen korczak wyszyński
    popiełuszko jagiełło matejko moniuszko norwid kochanowski tuwim brzechwa skłodowska curie anders dmowski witos paderewski
    pułaski
""")
"""Whose names streets have, also where nothing says that it is a street."""
SEATS = _listed("""
    powiat województwo urząd ośrodek dom gmina starostwo bank jezioro rynek region ziemia szpital pojezierze liceum szkoła droga
    ulica puszcza centrum zamek las kościół osiedle teatr klub fundusz
""")
"""What has an adjective after it that is often written with a capital letter: „powiat Brodnicki”."""
BEFORE_PLACE = _listed("w we do z ze od na koło obok pod nad przy przez za przed między gm gmina gminie gminy gminę wieś wsi")
BEFORE_PERSON = _listed("z ze od do na przy przez za przed")
"""Those of them after which a common surname means a person, though a village may have the same name."""
