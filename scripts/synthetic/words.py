"""Open answers in natural Polish: sentences of twelve themes with alternatives in braces, typing mistakes, invented personal data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from random import Random

    from diagnoza.surveys.codebook import Group

CHANGE: dict[str, tuple[str, ...]] = {
    "transport": (
        "{Więcej|Potrzeba więcej} {autobusów|kursów autobusu|połączeń}, {zwłaszcza|szczególnie} {w weekendy|wieczorem|rano}.",
        "Ostatni autobus odjeżdża {o 16|po południu|zaraz po lekcjach} i potem {nie ma jak wrócić|zostaje tylko samochód}.",
        "Bez samochodu {nie da się tu żyć|człowiek jest uziemiony}, {komunikacja|transport publiczny} nie istnieje.",
        "Skomunikować {wsie|mniejsze miejscowości} {z miastem|z dworcem|ze szkołami}, wspólny bilet na {autobus i pociąg|całą okolicę}.",
    ),
    "roads": (
        "{Naprawić|Wyremontować} drogi {gminne|powiatowe}, {dziura na dziurze|po zimie są w fatalnym stanie}.",
        "Brakuje {chodników|ścieżek rowerowych} {przy głównej drodze|do szkoły|między wsiami}, jest niebezpiecznie.",
        "Drogi, drogi i jeszcze raz drogi. {Od lat|Co wybory} słyszymy obietnice.",
    ),
    "health": (
        "{Dostęp do lekarzy|Kolejki do specjalistów}, {czeka się miesiącami|trzeba daleko jechać|zostaje leczenie prywatne}.",
        "Przychodnia powinna być czynna {dłużej|także po południu|w soboty}, a do lekarza {nie można się dodzwonić|brakuje numerków}.",
        "Potrzebny {pediatra|dentysta|kardiolog|rehabilitant} na miejscu, chociaż {raz w tygodniu|dwa dni w tygodniu}.",
    ),
    "culture": (
        "{Za mało|Brakuje} {wydarzeń|koncertów|zajęć w domu kultury}, {wszystko dzieje się w mieście|oferta jest tylko dla dzieci}.",
        "Kino, {kawiarnia|klub|biblioteka czynna wieczorem}, {cokolwiek|jakieś miejsce}, gdzie można wyjść {po pracy|w piątek}.",
        "Świetlica stoi {zamknięta|pusta} {przez cały tydzień|poza zebraniami}, niech {coś się w niej dzieje|służy ludziom}.",
    ),
    "young": (
        "{Młodzież nie ma|Młodzi nie mają} {co robić|gdzie się spotykać}, {zostaje przystanek|siedzą w telefonach}.",
        "Zrobić {skatepark|boisko z oświetleniem|salę prób|miejsce spotkań} dla {młodzieży|nastolatków}.",
        "Słuchać młodych ludzi i {zapytać ich o zdanie|powołać młodzieżową radę}.",
    ),
    "jobs": (
        "{Nowe miejsca pracy|Przyciągnąć inwestorów}, bo {młodzi wyjeżdżają|bez pracy nikt tu nie zostanie|zarobki są niskie}.",
        "Praca {za godne pieniądze|dla kobiet|po studiach}, a nie tylko {w sklepie|na magazynie|sezonowo}.",
        "Wesprzeć {małe firmy|lokalnych przedsiębiorców|rolników}, {obniżyć podatki|uprościć procedury w urzędzie}.",
    ),
    "children": (
        "{Żłobek|Przedszkole czynne do 17|Więcej miejsc w przedszkolu}, bo {rodzice nie mają jak pracować|lista rezerwowa jest długa}.",
        "Więcej zajęć dodatkowych w szkole, {języki|sport|informatyka}, {nie tylko dla najlepszych|także dla dojeżdżających}.",
        "Szkoła potrzebuje {remontu|sali gimnastycznej|mniejszych klas}.",
    ),
    "seniors": (
        "Zadbać o {starszych|seniorów|samotnych ludzi}: {dzienny dom|klub seniora|dowóz do lekarza|pomoc w zakupach}.",
        "Osoby {starsze|niepełnosprawne} są {zamknięte w domach|zdane na rodzinę}, {brakuje opiekunek|usługi są za krótkie}.",
    ),
    "office": (
        "Urząd powinien {rozmawiać z mieszkańcami|odpisywać na pisma|informować o planach}, {a nie tylko przed wyborami|bo nic nie wiemy}.",
        "{Więcej spraw|Wszystko} przez internet, {bez jeżdżenia do urzędu|bez kolejek i papierów}.",
        "Gminy powinny {współpracować|robić rzeczy razem}, zamiast {ze sobą rywalizować|każda osobno}.",
    ),
    "environment": (
        "{Zimą|Wieczorem} nie da się oddychać, {wszyscy palą śmieciami|piece trzeba wymienić|smog jak w dużym mieście}.",
        "{Kanalizacja|Wodociąg} {w całej gminie|na wsiach}, {szamba są drogie|woda ma słabe ciśnienie}.",
        "Posprzątać {las|brzeg jeziora|rowy}, {dzikie wysypiska|śmieci leżą} od lat.",
    ),
    "safety": (
        "{Oświetlenie|Lampy} {na osiedlu|przy drodze|na przystankach}, po zmroku {strach iść|nic nie widać}.",
        "Przejście dla pieszych {koło szkoły|przy sklepie} i {progi zwalniające|fotoradar}, {pędzą jak szaleni|auta jeżdżą za szybko}.",
    ),
    "housing": (
        "Mieszkania {na wynajem|dla młodych małżeństw}, bo {ceny są z kosmosu|nie ma czego wynająć}.",
        "{Działki budowlane|Tereny pod domy} z {uzbrojeniem|dojazdem i wodą}, {młodzi by zostali|plan miejscowy powstaje latami}.",
    ),
}
FAVOURITE: dict[Group, dict[str, float]] = {
    "residents": {"transport": 3, "health": 3, "roads": 2},
    "youth": {"young": 4, "transport": 3, "culture": 3, "jobs": 2, "seniors": 0.2, "children": 0.4},
    "leaders": {"office": 3, "jobs": 2, "transport": 2},
    "entrepreneurs": {"jobs": 4, "office": 3, "roads": 2, "young": 0.2},
    "seniors": {"seniors": 4, "health": 4, "transport": 2, "young": 0.3, "jobs": 0.4},
}
POTENTIAL = (
    "{Jeziora i lasy|Przyroda}, {turystyka|agroturystyka} {w zasięgu ręki|czeka na rozwinięcie}.",
    "{Aktywne koła gospodyń|Strażacy ochotnicy|Organizacje} i ludzie, którzy {znają się od lat|potrafią działać razem}.",
    "{Dobre gleby|Rolnictwo} i {przetwórstwo|lokalna żywność}, {własna marka|wspólny targ}.",
    "Położenie przy {linii kolejowej|drodze krajowej}, {blisko większych miast|łatwy dojazd do miasta}.",
    "Młodzi, {którzy chcieliby zostać|wykształceni}, jeśli {znajdą pracę|będą mieli gdzie mieszkać}.",
    "Wspólne {projekty|zakupy|usługi} kilku gmin, {taniej i lepiej|większa siła przebicia}.",
)
BARRIERS = (
    "{Odpływ|Wyjazdy} młodych i {starzenie się mieszkańców|coraz mniej dzieci}.",
    "{Brak|Niedostatek} {pieniędzy na wkład własny|dochodów własnych}, {budżety są napięte|gminy są małe}.",
    "{Słaba komunikacja|Brak autobusów} między {wsiami|gminami}, {wykluczenie transportowe|wszyscy jeżdżą samochodami}.",
    "Rywalizacja {zamiast współpracy|między gminami}, {każdy patrzy na swoje|brak zaufania}.",
    "Brak {specjalistów|kadry|lekarzy}, {nikt nie chce tu pracować|płace są niekonkurencyjne}.",
    "{Procedury|Przepisy}, które {się zmieniają|utrudniają wspólne działania}.",
)
OTHER = (
    *("siłownia pod chmurką", "żeglarstwo", "psy bez smyczy", "pszczelarstwo", "cmentarz", "targowisko", "basen", "domki letniskowe"),
    *("wiatraki", "parafia", "wędkarstwo", "koszenie rowów", "toalety publiczne", "jarmark", "schronisko dla zwierząt", "zasięg telefonu"),
    *("warsztaty ceramiczne", "punkt widokowy", "paczkomat", "bankomat", "konie", "zabytkowy park", "kapliczki", "festyn"),
)
PERSONAL = (  # invented: no such mailbox, number or person; the checksum of the PESEL is wrong
    "Proszę o kontakt: 500 000 {123|456|789}.",
    "Mój adres to {mieszkanka|sąsiad|ktos}@example.{org|pl}, chętnie pomogę.",
    "Sprawę zna {pan Jan Kowalski|pani Anna Nowak} z urzędu.",
    "Podaję PESEL 4405140135{8|7} do wniosku.",
)
NOTHING = ("nic", "nie wiem", "Wszystko jest w porządku", "brak", "-")
_CHOICE = re.compile(r"{([^{}]*)}")
_PLAIN = str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "acelnoszzACELNOSZZ")


class Said(NamedTuple):
    """An answer as it was typed, and what was meant: theme and template of its first sentence, and whether it is all, without a slip."""

    text: str
    theme: str = ""
    template: str = ""
    clean: bool = False


def open_change(group: Group, chance: Random) -> Said:
    """Say what should be changed, as somebody of this group may write it."""
    if chance.random() < 0.06:  # noqa: PLR2004  (those who write that there is nothing to say)
        return Said(chance.choice(NOTHING))
    themes = list(CHANGE)
    weights = [FAVOURITE[group].get(theme, 1.0) for theme in themes]
    chosen = list(dict.fromkeys(chance.choices(themes, weights, k=chance.choices((1, 2), (4, 1))[0])))
    templates, sentences = [], []
    for theme in chosen:
        templates.append(chance.choice(CHANGE[theme]))
        sentences.append(filled(templates[-1], chance))
    text = typed(" ".join(sentences), chance)
    return Said(text, chosen[0], templates[0], clean=[text] == sentences)


def filled(template: str, chance: Random) -> str:
    """Choose one of the alternatives in each pair of braces."""
    return _CHOICE.sub(lambda found: chance.choice(found[1].split("|")), template)


def typed(text: str, chance: Random) -> str:
    """Write a sentence as people type it: some without Polish letters, some with a letter too few, some carelessly."""
    way = chance.choices(("well", "plain", "slip", "lower"), (70, 12, 8, 10))[0]
    if way == "plain":
        return text.translate(_PLAIN)
    if way == "slip":
        place = 1 + int(chance.random() * (len(text) - 2))
        return text[:place] + text[place + 1 :]
    return text.lower().rstrip(".") if way == "lower" else text
