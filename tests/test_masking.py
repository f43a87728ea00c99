"""Personal data in open answers: what is masked, what stays, and how often either goes wrong."""

from __future__ import annotations

import re
from collections import Counter

import pandas as pd
import pytest

from diagnoza.surveys.open_answers.masking import mask

# What is personal stands in braces. All people, numbers and addresses are made up.
LABELLED = """
Proszę o kontakt: {601 234 567}
Tel. {601-234-567} po południu
Mój numer to {601234567}
+{48 601 234 567} albo {jan.k@wp.pl}
Dzwońcie pod {0048 601 234 567}
Stacjonarny: {(56) 498 12 34}
tel. {498 12 34}
telefon {56/498-12-34}
tel {56 49 81 234}
numer {0 56 498 12 34} od lat ten sam
{601.234.567} proszę dzwonić
piszcie na {anna_nowak@onet.pl}
mail: {jan.kowalski (at) gmail.com}
jestem na {facebook.com/jan.kowalski.581} tam jest wszystko
mój insta {@krysia_z_bobrowa}
{https://www.facebook.com/profile.php?id=1000} proszę zobaczyć
Szczegóły na www.bobrowo.pl w zakładce transport
PESEL {44051401359} i co z tego
mój pesel: {44 05 14 01 458}
NIP firmy {526-10-40-828}
REGON {123456785}
konto {PL 61 1090 1014 0000 0712 1981 2874} proszę o zwrot
dowód {ABS 123456} zgubiony
paszport {EH 1234567}
ur. {12.05.1980} w Brodnicy
urodzona {12 maja 1980} r. w tutejszym szpitalu
Urodziłem się {3.11.1999}
mieszkam przy {ul. Lipowej 12/3}
mieszkam w {Małkach 12} i nie mam chodnika
{ulica Leśna 7a} jest nieoświetlona
Dziura przed domem, {Ogrodowa 5/2}
{os. Słoneczne 4 m. 12} bez windy
{87-330 Jabłonowo} Pomorskie, tam brak lekarza
proszę naprawić drogę do posesji na {Polnej 15}.
auto {CBR 12345} parkuje na chodniku
Wójt {Nowak} nie słucha ludzi
wójt {kowalski} nic nie robi
Burmistrz {Zieliński} obiecał basen
Pani {Krysia} z biblioteki jest wspaniała
pani {krysia} z biblioteki jest wspaniała
Panie {Nowaku}, proszę o chodnik
Pan {Wilk} z urzędu był niemiły
Sołtys {Jan Wiśniewski} dba o wieś
{Jan Kowalski} powinien odejść
{Jana Kowalskiego} nie lubię
Rozmawiałem z {Janem Kowalskim} i nic
{Anna Maria Nowak} uczy świetnie
{Kowalska Anna} z przychodni
{jan nowak} z gminy
radna {Malinowska} pomogła
Radnemu {Wójcikowi} dziękuję
dyrektorka {Zielińska} rządzi szkołą
Dyrektor szkoły {Szymański} nie odpowiada
ks. {Adam} organizuje wyjazdy
ks. {Marek Lis} organizuje wyjazdy
Doktor {Kaczmarek} przyjmuje raz w tygodniu
dr {Lewandowska} odeszła
dr. {Lewandowskiego} nie ma
U {Kowalskich} pies biega bez smyczy
Sąsiad {Kowalski} pali śmieci
sąsiadka {Wrona} pali śmieci
Głosowałem na {Kamińskiego} i żałuję
Tylko {Szymańska} coś robi
{Woźniak} kłamie od lat
{Kowalski} kłamie od lat
{Pawłowska} to najlepsza nauczycielka
Niech {Gołąb} wreszcie odejdzie
Za czasów {Mazura} było lepiej
Za czasów {Króla} było lepiej
Pani {Sowa} z GOPS pomogła mojej mamie
{J. Kowalski} z urzędu
{J. Maj} z urzędu
{Jan K.} bierze zasiłek i pracuje na czarno
pan {K.} bierze zasiłek
Przewodniczący {Andrzej Sikora} nie dopuszcza do głosu
Prezes {Dudek} podnosi ceny
{Wiśniewska-Kowal} nic nie robi
pani {Wiśniewska-Kowal} nic nie robi
Pan {Oleksandr Shevchenko} prowadzi sklep
Nauczyciel {Petrenko} uczy dzieci z Ukrainy
WÓJT {KOWALSKI} KŁAMIE
PANI {NOWAK} NIE POMAGA
DROGA U {JANA NOWAKA} DZIURAWA
Mój syn {Kubuś} nie ma gdzie grać
Córka {Zosia} dojeżdża dwie godziny
żona {Maria} choruje
Rodzina {Jankowskich} ma trzy psy
Wszystko załatwia się przez {Krysię} i {Zbyszka}
{Krysia} z biblioteki pomaga
Bez {Pawłowskiego} nic się nie dzieje
głosowałem na {nowakowskiego} i żałuję
Kierownik {Stefan Batorski} to człowiek na swoim miejscu
Dziękuję panu {Tomaszowi Wieczorkowi} za pomoc
Dziękujemy pani wójt {Annie Zającównie}
Pani dyrektor {Barbara Sroka} jest super
pani doktor {Iwona} zawsze pomoże
z panem {Edwardem} nie da się rozmawiać
komendant {Bąk} nie reaguje
Proboszcz {Ryszard} prowadzi świetlicę
Zastępca wójta {Czarnecki} załatwia sprawy znajomym
Radny z Bobrowa {Lewandowski} śpi na sesjach
u {Nowaków} lepsza droga niż u nas
{Marcin} i {Ewa Nowakowie} prowadzą agroturystykę
mam na imię {Zofia} i mieszkam sama
Nazywam się {Tadeusz Górski}
Nasz sołtys, {Piotr Zając}, działa
lekarz rodzinny ({Wójcicki}) ma za dużo pacjentów
Szkoła Podstawowa im. Jana Pawła II jest za mała
Liceum im. Filomatów Ziemi Michałowskiej
Szkoła im. Marii Konopnickiej wymaga remontu
Plac zabaw przy ul. Jana Kochanowskiego jest zniszczony
Chodnik na ul. Mickiewicza się rozpada
Rondo Dmowskiego jest niebezpieczne
ulica Lipowa jest dziurawa
ul. gen. Andersa tonie w błocie
parafia św. Jana organizuje festyn
Kościół Świętej Katarzyny jest zabytkiem
Jan Paweł II byłby smutny
Święto 3 Maja obchodzimy wspólnie
w maju jest festyn, w sierpniu dożynki
W lesie widziano wilka
Wilk podchodzi pod domy
Szkoła jest za daleko
Brak lekarzy, Szkoła za daleko, Drogi dziurawe
Zielona Góra ma lepszą komunikację
Gmina Bobrowo powinna budować chodniki
Gmina Świecie nad Osą jest zapomniana
Brodnica jest lepsza niż Toruń
mieszkańcy Brodnicy mają basen
Wójt Bobrowa mógłby częściej wychodzić do ludzi
wójt nie słucha
burmistrz Jabłonowa obiecał drogę
Pan wójt nie słucha ludzi
Pani dyrektor szkoły jest w porządku
Pan Bóg nam pomoże
Powiat Brodnicki nie remontuje dróg
Województwo Kujawsko-Pomorskie zapomniało o nas
Urząd Miejski działa sprawnie
Gminny Ośrodek Kultury nie ma oferty
Miejski Dom Kultury potrzebuje remontu
Polski rząd nie pomaga wsiom
Brodnicki rynek jest ładny
radni powiatowi śpią
Kowal w naszej wsi to zawód na wymarciu
Góra śmieci leży w lesie
jezioro Bachotek jest zaśmiecone
Golub-Dobrzyń ma szpital
Dom Pomocy Społecznej w Brodnicy
Więcej autobusów do Grudziądza i Torunia
za mało miejsc w żłobku, brak zajęć dla młodzieży
Budowa drogi kosztowała 1 200 000 zł
w latach 2019-2020 było lepiej
Od 12.05.2020 do 15.06.2021 nie było autobusu
500 plus i 800 plus to za mało
Autobus o 7:15, 9:30 i 14:45 to za mało
Przedszkole nr 2 jest przepełnione
na 112 nikt nie odbiera
droga DK 15 i DW 543 są niebezpieczne
Orlik jest zamknięty wieczorem
Żabka i Biedronka to jedyne sklepy
GOPS i OSP działają dobrze
Unia Europejska dała pieniądze
Dzień Babci w świetlicy był super
Matki z dziećmi nie mają gdzie iść
Polacy, Ukraińcy i Niemcy mieszkają tu zgodnie
zadnych sciezek rowerowych, malo autobusow, slaby internet
drogi sa dziurawe a wojt nic z tym nie robi
BRAK CHODNIKÓW I LAMP
WIĘCEJ ZAJĘĆ DLA DZIECI W SZKOLE
Mieszkam tu od 12 lat i nic się nie zmieniło
Maj i czerwiec są najlepsze na festyny
Lato w mieście, Zima w ferie
Marek odzieżowych tu nie ma
Zastaw się, a postaw się: dożynki za drogie
Więcej policji, Straż Miejska też by się przydała
W Grążawach brakuje sklepu, a w Małkach świetlicy
Bobrowo to dobre miejsce do życia
Dyrektor {Marek Piątek} nie zna się na rzeczy
Pan {Zdzisław} ze sklepu dostarcza zakupy starszym
Panią {Bożenę} z urzędu trzeba nagrodzić
Radny {Olszewski} obiecał drogę i cisza
Radnego {Kurka} nikt nie widział od wyborów
Trener {Grzesiek Pietrzak} robi świetną robotę z dziećmi
Więcej takich ludzi jak {Halina Żak}
Wójtowi {Cichockiemu} zależy tylko na swojej wsi
to wszystko wina {Ryszarda Wilczyńskiego}
{Adamski} zatrudnia rodzinę
Dzwonić do syna {697-112-233} po 16
Kontakt {marta.zielona@interia.pl}, tel {512 000 111}
Mieszkam na {ul. Kościelnej 4} i nie mam kanalizacji
{ul. Kwiatowa 22} prosi o lampę
Proszę zlikwidować wysypisko przy posesji {Konojady 56}
numer pesel {85031512345} a i tak mnie nie przyjęli
moja mama {Teresa}, 82 lata, nie ma jak dojechać
lekarz {Sobieraj} krzyczy na pacjentów
Państwo {Majewscy} mają oświetlenie a my nie
Wnuczka {Oliwka} chodzi do szkoły w Brodnicy
pielęgniarka {Lucyna Bielska} to anioł
były wójt {Błaszkiewicz} był lepszy
panie {Stasiu} zrób pan coś z tą drogą
sołtyska {Danuta Gajda} działa za trzech
dziękuję {Ani} i {Marcie} z biblioteki
{Stasiek Zych} pije pod sklepem
z {Malinowskim} się nie dogadasz
właścicielem wysypiska jest {Henryk Mroczek}
ochroniarz {Tomek} w szkole bije dzieci
p. {Kozłowska} uczy za karę
mąż pracuje u {Wiśniewskiego} na czarno
Burmistrzowi {Gapińskiemu} brakuje odwagi
{Kaśka Dudek} prowadzi kółko plastyczne
Tak jak mówi {Zbigniew T.}, potrzebna jest obwodnica
pani {Zdrojewska} w okienku jest niemiła
Nie ma gdzie pójść z dzieckiem w niedzielę
Potrzebny lekarz rodzinny i stomatolog na NFZ
Wyremontować świetlicę w Kawkach i w Drużynach
Zamek w Brodnicy i park przy Pałacu Anny Wazówny
Most na Drwęcy w Gorczenicy grozi zawaleniem
Szkoła Podstawowa nr 1 im. Mikołaja Kopernika jest ok
Basen, Siłownia, Kino - tego brakuje
ul. Sikorskiego i ul. Piłsudskiego bez chodników
Chciałbym, żeby Gmina dbała o Mieszkańców
Sołtysi nie mają wsparcia Rady Gminy
W Starachowicach jest szpital i Powiatowy Urząd Pracy
Koło Gospodyń Wiejskich potrzebuje sali
kolej do Torunia co godzinę
Dofinansowanie fotowoltaiki i pomp ciepła
Lepsza praca Policji i Straży Pożarnej
Poczta Polska otwarta do 14, Bank Spółdzielczy do 15
Nie wiem
Jest dobrze, dziękuję
psy biegają luzem, koty też, sowa huczy
Święty Mikołaj dla dzieci w grudniu
Za dużo tirów na drodze krajowej nr 15
Boże Ciało i Dożynki to jedyne imprezy
Internet światłowodowy Orange lub Netia
klub sportowy Sparta Brodnica bez boiska
Wigilia dla samotnych, Dzień Dziecka, Dni Jabłonowa
MOPS i PUP nie pomagają
Nic dodać nic ująć
Rowery miejskie jak w Toruniu czy Bydgoszczy
brak zajęć dla Młodzieży i Seniorów w Domu Kultury
Rzeka Lutryna śmierdzi latem
Pojezierze Brodnickie to nasz skarb
Lidl, Dino i Rossmann by się przydały
obwodnica Jabłonowa Pomorskiego
Urząd czynny dłużej w Środy
Mała sala gimnastyczna w Zespole Szkół w Bobrowie
""".strip().split("\n")
# As people type: without Polish letters, with slips. 70 were written before there were rules on slips, the last 40 after.
TYPED = """
ludzie ktorzy znaja gmine powinni rzadzic
jeszce raz prosze o lampy na przystanku
Drogi, drogi i jeszcze raz drgi
mlodziez nie ma gdzie sie spotykac po szkole
brakuje lekazy i pielegniarek w przychodni
wiecej zajec dla dzieci i doroslych w swietlicy
kolejki do specjalistow sa za dlugie
Zeby urzad odpowiadal na pisma mieszkancow
trzba naprawic chodnki koło szkoły
zeby bylo wiecej miejsc w przedszkolu
bylo by lepiej gdyby gminy wspolpracowaly ze soba
Potszebny plac zabaw dla maluchów
nie ma zadnej oferty kulturalnej dla starszych osob
autobsy jezdza za rzadko zwlaszcza w niedziele
smieci leza w rowach od wielu miesiecy
Wiecje pracy dla mlodych po studiach
Kanalizcja w całej gminie i tańsza woda
dzieci wracaja ze szkoly po ciemku poboczem
Osweitlenie przy drodze do koscioła
budowa zlobka i remont domu kultury
Urzad powinien byc otwarty dluzej w srody
wszedzie daleko a bilety drogie
Posprztać las i brzeg jeziora
moze by tak wspolny bilet na pociag i autobus
samochody pedza jak szalone kolo przedszkola
Wszystkie pieniadze ida na miasto a wsie czekaja
niech wladza slucha ludzi a nie tylko przed wyborami
Brkauje kina, kawairni i siłowni
Zarobki sa niskie wiec mlodzi wyjezdzaja za granice
seniorzy siedza sami w domach, nikt ich nie odwiedza
za kazdym razem slyszymy to samo
Wogole nic sie nie dzieje, tylko dożynki
opieka nad chorymi i niepelnosprawnymi jest slaba
naprawde warto rozwijac turystyke i agroturystyke
Internet działa bardzo wolno, zasieg zaden
wójt {wisniewski} nie odpisuje na listy
Pani {Malgorzata} z osrodka zdrowia jest super
{jan kowalczyk} blokuje droge do pol
sołtys {Zbigniew Wrobel} dobrze dziala
rozmawialem z {Piotrem Zielinskim} i nic z tego
trener {kaminski} krzyczy na dzieci
Prosze zapytac {Krystyne Jaworska} z kola gospodyn
{Lewandowski} zalatwia wszystko swoim
nie glosowalem na {wojciechowskiego} i dobrze
pan {Stanislaw} od lat czeka na chodnik
Radna {Wozniak} obiecala lampy
{Szczepanski} od lat tylko obiecuje
dzwonilem do {Kwiatkowskiej} piec razy
dyrektorka {Agnieszka Pawlak} robi co moze
u {Grabowskich} zawsze jest odsniezone a u nas nie
Kolega {Bartek} musiał wyjechać do Niemiec
Dziękuję {Magdzie} ze świetlicy za zajęcia
sąsiad {Kubiak} wypala trawy co wiosnę
Pani {Urszula Czerwinska} uczyla moje dzieci
Moja córka {Hania} dojeżdża do liceum
Sprawę zna {Bogdan Olejniczak} ze starostwa
ks. {Krzysztof} zbiera młodzież na orliku
wina {Sobczaka}, bo nie podpisał umowy
Przez {Jaworskiego} stracilismy autobus
komendant {Wasilewski} o tym wie
Firma {Marciniaka} dostaje wszystkie przetargi
Mąż pani {Bożeny} leży trzeci rok
zięć {Adamczyka} pracuje w urzędzie
doktor {Kopczynska} przyjmuje tylko prywatnie
Pracownica {Wiola} z okienka zawsze pomoże
prezes spółdzielni {Rutkowski} podnosi czynsz
niech {Domanski} odda pieniądze za wodę
gospodarz {Edek} pilnuje placu
{Ewelina Sadowska} prowadzi kółko taneczne
Burmistrz {Gorski} nie widzi naszych dziur
kazdy patrzy na siebie a gmina stoi w miejscu
Wrescie zrobcie porzadek z tym mostem
brakuje przejsc dla pieszych i luster na skrzyzowaniach
siłwonia w szkole dostepna dla wszytskich
Napewno potrzeba nam wiecej zieleni
chodniki sie rozsypuja, krawezniki za wysokie dla wozkow
Rodzice wozza dzieci do miasta bo tu nic nie ma
powinny byc dyzury apteki w nocy
Kozystamy z biblioteki, jest super
woda w kranie smierdzi, nikt nie reaguje
gminy powiny sie dogadac w sprawie smieci
Pszystanek bez wiaty, deszcz leje na głowę
lekarz przyjmuje dwie godziny, reszta odchodzi z kwitkiem
Kawiarnia albo jakis klub, cokolwiek
w Gorzowie jest wszystko, u nas pustka
mlodziez pije pod sklepem w Deszcznie
Wodociag w Santoku ciagle sie psuje
za malo miejsc parkingowych kolo osrodka zdrowia
Stacja kolejowa w ruinie, poczekalnia zamknieta
jak by byly sciezki to ludzie by jezdzili rowerami
rozmawialam z pania {Jadwiga} z opieki spolecznej
{Zbigniew Kaczor} robi co chce
pan {olszewski} ze sklepu dowozi zakupy
{Przybysz} i jego ludzie rzadza gmina
sekretarz {Bialek} nigdy nie ma czasu
sołtys {Wesołowska} to dobra gospodyni
kierowca {Mietek} czeka na spoznionych
{Helena Wojtowicz} sprzedaje domowe sery
dziekuje panu {Lukaszowi} za nauke gry na gitarze
nie ufam {Zawadzkiemu} ani jego ludziom
Moj brat {Pawel} dojezdza do pracy 50 km
u {Stefaniaków} zalewa piwnice
{krzysztof malec} wycina drzewa bez pozwolenia
wicewójt {Romanowska} odbiera telefony
nauczycielka {Chmielarz} ma swoje lata
{Gosia} z recepcji jest mila
niech {Wojciechowska} wraca do szkoly
dentysta {Barański} tylko prywatnie
zapytajcie {Ryśka} co sie stalo z boiskiem
pani {ula} sprzata swietlice za darmo
""".strip().split("\n")
BRACES = re.compile(r"\{([^{}]*)\}")
WORD = re.compile(r"\w+")
PLAIN = str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "acelnoszzACELNOSZZ")


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(re.sub(r"\[[\w-]+\]", " ", text)))


def masked(text: str) -> str:
    return str(mask(pd.Series([text])).texts[0])


def judged(sentences: list[str]) -> pd.DataFrame:
    """Give per sentence the words that are personal, that leaked, and that were masked in vain."""
    rows = []
    for sentence in sentences:
        personal, other = words(" ".join(BRACES.findall(sentence))), words(BRACES.sub(" ", sentence))
        left = words(masked(BRACES.sub(r"\1", sentence)))
        rows.append((sentence, personal.total(), list((left - other).elements()), list((other - left).elements())))
    return pd.DataFrame(rows, columns=["sentence", "personal", "leaked", "lost"])


def failures(sentences: list[str]) -> dict[str, list[str]]:
    found = judged(sentences)
    failed = found[(found["leaked"].str.len() > 0) | (found["lost"].str.len() > 0)]
    return dict(zip(failed["sentence"], failed["leaked"] + failed["lost"], strict=True))


def test_recall_comes_first_and_few_words_are_lost() -> None:
    found = judged(LABELLED)
    assert len(found) >= 240
    assert found["leaked"].str.len().sum() <= 0.01 * found["personal"].sum()
    assert found["lost"].str.len().sum() <= 2


def test_known_failures_are_these() -> None:
    assert failures(LABELLED) == {
        "Wnuczka {Oliwka} chodzi do szkoły w Brodnicy": ["Oliwka"],  # an olive, to the dictionary
        "Zamek w Brodnicy i park przy Pałacu Anny Wazówny": ["Anny", "Wazówny"],
    }


def test_what_is_typed_carelessly_is_no_name_and_a_name_typed_so_still_is_one() -> None:
    assert len(TYPED) >= 110
    assert failures(TYPED) == {
        "Pracownica {Wiola} z okienka zawsze pomoże": ["Wiola"],  # these are words as well: violas, a newcomer, of a hive
        "{Przybysz} i jego ludzie rzadza gmina": ["Przybysz"],
        "pani {ula} sprzata swietlice za darmo": ["ula"],
    }


@pytest.mark.parametrize("sentences", [LABELLED, TYPED])
def test_sentences_without_a_name_lose_nothing_without_polish_letters(sentences: list[str]) -> None:
    plain = [one.translate(PLAIN) for one in sentences if "{" not in one and "Wazówny" not in one]
    assert [one for one in plain if "[" in masked(one)] == []


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("ludzie ktorzy znaja gmine", "ludzie ktorzy znaja gmine"),
        ("jeszce raz drogi", "jeszce raz drogi"),
        ("Znaja tu kazdego", "Znaja tu kazdego"),
        ("za waski chodnik", "za waski chodnik"),
        ("obietnice adamczyka", "obietnice [osoba]"),
        ("obietnice kaminskiego", "obietnice [osoba]"),
        ("autobus odwołany przez Mazura", "autobus odwołany przez [osoba]"),
        ("Jablonski klamie", "[osoba] klamie"),
        ("w Malkach nie ma sklepu", "w Malkach nie ma sklepu"),
        ("ul. jana kochanowskiego tonie", "ul. jana kochanowskiego tonie"),
    ],
)
def test_a_word_alone_is_masked_if_it_is_surely_a_name(written: str, left: str) -> None:
    assert masked(written) == left


def test_what_is_masked_stays_as_it_is_when_it_is_scanned_again() -> None:
    once = mask(pd.Series([BRACES.sub(r"\1", sentence) for sentence in [*LABELLED, *TYPED]]))
    again = mask(once.texts)
    assert again.found == {}
    pd.testing.assert_series_equal(again.texts, once.texts)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("601 234 567", "telefon"),
        ("+48 601-234-567", "telefon"),
        ("44051401359", "PESEL"),
        ("44051401350", "numer"),
        ("5261040828", "NIP"),
        ("REGON: 601234567", "REGON"),
        ("012345678", "numer"),
        ("61 1090 1014 0000 0712 1981 2874", "konto"),
        ("jan@wp.pl", "e-mail"),
        ("ABS 123456", "dokument"),
        ("ul. Lipowa 12/3", "adres"),
        ("Jan Nowak", "osoba"),
    ],
)
def test_a_place_is_named_by_what_it_was(text: str, kind: str) -> None:
    found = mask(pd.Series([f"kontakt: {text} proszę"]))
    assert found.found == {kind: 1}
    assert found.texts[0].endswith(f"[{kind}] proszę")


@pytest.mark.parametrize("digits", ["123456789", "1234567890", "12345678901"])
@pytest.mark.parametrize("between", ["", " ", "-", ".", " - "])
def test_every_run_of_nine_to_eleven_digits_goes_whatever_it_is(digits: str, between: str) -> None:
    left = masked(f"mam {between.join(digits)} powodów")
    assert not re.search(r"\d", left)


def test_the_index_stays_and_missing_stays_missing() -> None:
    found = mask(pd.Series(["brak chodnika", None, "Wójt Nowak"], index=[4, 7, 9], dtype="string"))
    assert list(found.texts.index) == [4, 7, 9]
    assert found.texts.isna().tolist() == [False, True, False]
    assert found.texts[9] == "Wójt [osoba]"
    assert found.found == {"osoba": 1}


def test_no_answers_have_nothing_to_mask() -> None:
    assert mask(pd.Series([], dtype="string")).found == {}
