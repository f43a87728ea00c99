"""Words of goals that no municipality adopted: by field, each with its dimension, and an indicator or none."""

from __future__ import annotations

from typing import NamedTuple


class Wanted(NamedTuple):
    """A goal: its words, its dimension (S, G, P), and the indicator and the target of the document, if it has any."""

    text: str
    dimension: str
    indicator: str = ""
    target: str = ""


WORDS: dict[str, tuple[Wanted, ...]] = {
    "edukacja": (
        Wanted("Wyższa jakość kształcenia w szkołach podstawowych", "S", "Średni wynik egzaminu ósmoklasisty", "jak w województwie"),
        Wanted("Lepszy dostęp do wychowania przedszkolnego", "S", "Dzieci w wieku 3–5 lat w przedszkolach", "90%"),
        Wanted("Wyposażenie szkół w nowoczesne pracownie", "S", "Pracownie wyposażone na nowo", "12"),
        Wanted("Rozwijanie zajęć pozalekcyjnych dla dzieci i młodzieży", "S"),
        Wanted("Wyrównywanie szans edukacyjnych dzieci z terenów wiejskich", "S"),
        Wanted("Kształcenie zawodowe dostosowane do potrzeb pracodawców", "G", "Uczniowie na praktykach u pracodawców", "150"),
        Wanted("Poprawa jakości kształcenia w szkołach", "S"),
        Wanted("Nowoczesne pracownie językowe i komputerowe w szkołach", "S", "Pracownie językowe i komputerowe", "8"),
        Wanted("Wsparcie uczniów o specjalnych potrzebach edukacyjnych", "S"),
        Wanted("Powiększenie oferty przedszkoli", "S", "Nowe miejsca w przedszkolach", "75"),
    ),
    "kultura": (
        Wanted("Bogatsza oferta kulturalna dla wszystkich mieszkańców", "S", "Uczestnicy imprez rocznie", "8000"),
        Wanted("Modernizacja świetlic wiejskich jako miejsc kultury", "P", "Świetlice po modernizacji", "6"),
        Wanted("Ochrona zabytków i lokalnego dziedzictwa", "S"),
        Wanted("Biblioteka jako miejsce spotkań mieszkańców", "S", "Czytelnicy na 1000 mieszkańców", "140"),
        Wanted("Wspieranie twórczości ludowej i zespołów amatorskich", "S"),
        Wanted("Popularyzacja wiedzy o zabytkach", "S"),
        Wanted("Oferta domów kultury dla młodzieży", "S", "Zajęcia stałe dla młodzieży", "10"),
        Wanted("Nowoczesna biblioteka publiczna", "S"),
    ),
    "sprawy_spoleczne": (
        Wanted("Rozwój usług opiekuńczych dla osób starszych", "S", "Osoby objęte usługami opiekuńczymi", "60"),
        Wanted("Włączenie społeczne osób zagrożonych wykluczeniem", "S", "Osoby, które podjęły pracę po projektach", "40"),
        Wanted("Wsparcie rodzin w wychowaniu dzieci", "S", "Rodziny z asystentem", "25"),
        Wanted("Aktywność społeczna osób starszych", "S"),
        Wanted("Wsparcie osób z niepełnosprawnościami w codziennym życiu", "S"),
        Wanted("Przeciwdziałanie ubóstwu i bezradności", "S"),
        Wanted("Rozwój usług opiekuńczych w miejscu zamieszkania", "S", "Godziny usług rocznie", "9500"),
        Wanted("Ograniczanie skutków bezrobocia długotrwałego", "S"),
        Wanted("Pomoc rodzinom w kryzysie", "S"),
        Wanted("Aktywizacja osób bez pracy", "S", "Osoby po kursach zawodowych", "80"),
        Wanted("Miejsca spotkań i aktywności seniorów", "S", "Kluby seniora", "3"),
        Wanted("Ograniczanie ubóstwa dzieci", "S"),
        Wanted("Usługi asystenckie dla osób z niepełnosprawnościami", "S", "Osoby z asystentem", "20"),
        Wanted("Rozwój wolontariatu i pomocy sąsiedzkiej", "S"),
        Wanted("Praca socjalna z rodzinami zagrożonymi wykluczeniem", "S"),
    ),
    "transport": (
        Wanted("Sprawna komunikacja autobusowa między miejscowościami", "P", "Kursy w dzień powszedni", "48"),
        Wanted("Połączenia autobusowe dla uczniów i pracujących", "P"),
        Wanted("Dogodne przesiadki między autobusem a koleją", "P", "Węzły przesiadkowe", "2"),
    ),
    "zdrowie": (
        Wanted("Poprawa dostępu do lekarzy specjalistów", "S", "Poradnie specjalistyczne", "14"),
        Wanted("Promocja zdrowia i profilaktyka chorób", "S"),
        Wanted("Wyższa jakość leczenia szpitalnego", "S"),
        Wanted("Badania profilaktyczne dla mieszkańców po 60. roku życia", "S", "Osoby przebadane rocznie", "300"),
    ),
    "sport": (
        Wanted("Rozwój bazy sportowej i rekreacyjnej", "P", "Nowe obiekty sportowe", "4"),
        Wanted("Upowszechnianie aktywności ruchowej wśród mieszkańców", "S"),
        Wanted("Wspieranie klubów sportowych", "S"),
        Wanted("Zajęcia ruchowe dla dzieci i seniorów", "S", "Uczestnicy zajęć", "200"),
        Wanted("Budowa boisk i placów zabaw w sołectwach", "P", "Sołectwa z boiskiem", "12"),
        Wanted("Rozbudowa bazy sportowej i rekreacyjnej w sołectwach", "P"),
    ),
    "administracja": (
        Wanted("Przyjazny urząd i usługi przez internet", "S", "Sprawy załatwione przez internet", "30%"),
        Wanted("Sprawna współpraca urzędu z mieszkańcami i organizacjami", "S"),
        Wanted("Podnoszenie kwalifikacji pracowników samorządu", "S"),
        Wanted("Urząd dostępny dla osób starszych i z niepełnosprawnościami", "S"),
        Wanted("Konsultowanie ważnych decyzji z mieszkańcami", "S", "Konsultacje rocznie", "4"),
    ),
    "srodowisko": (
        Wanted("Poprawa jakości powietrza i ograniczenie niskiej emisji", "P", "Wymienione kotły", "220"),
        Wanted("Rozbudowa sieci kanalizacji sanitarnej", "P", "Mieszkańcy korzystający z kanalizacji", "62%"),
        Wanted("Ochrona jezior i ich brzegów", "P"),
        Wanted("Racjonalna gospodarka odpadami", "P", "Odpady zbierane selektywnie", "50%"),
        Wanted("Ochrona przyrody i krajobrazu", "P"),
        Wanted("Ograniczenie niskiej emisji w budynkach publicznych", "P", "Budynki po termomodernizacji", "9"),
        Wanted("Budowa przydomowych oczyszczalni ścieków", "P", "Oczyszczalnie", "160"),
        Wanted("Edukacja ekologiczna mieszkańców", "S"),
        Wanted("Zwiększenie wykorzystania energii słonecznej", "P", "Moc instalacji [kW]", "400"),
        Wanted("Ochrona zasobów wody", "P"),
    ),
    "bezpieczenstwo": (
        Wanted("Przeciwdziałanie przemocy i uzależnieniom", "S"),
        Wanted("Bezpieczne drogi i przejścia w pobliżu szkół", "P", "Zmodernizowane przejścia", "15"),
        Wanted("Dobrze wyposażone jednostki straży pożarnej", "S"),
        Wanted("Sprawny system ochrony przed klęskami żywiołowymi", "S"),
    ),
    "gospodarka": (
        Wanted("Przygotowanie terenów inwestycyjnych", "G", "Uzbrojone tereny [ha]", "18"),
        Wanted("Wspieranie przedsiębiorczości mieszkańców", "G", "Nowe firmy rocznie", "40"),
        Wanted("Rozwój przetwórstwa rolno-spożywczego", "G"),
        Wanted("Promocja gospodarcza i pozyskiwanie inwestorów", "G"),
        Wanted("Wspieranie rolnictwa i produktów lokalnych", "G"),
        Wanted("Uzbrojenie terenów pod inwestycje", "G", "Uzbrojone działki", "9"),
        Wanted("Doradztwo dla zakładających firmy", "G", "Osoby po doradztwie", "50"),
        Wanted("Współpraca samorządu z przedsiębiorcami", "G"),
    ),
    "mieszkalnictwo": (
        Wanted("Poprawa stanu technicznego budynków mieszkalnych", "P", "Budynki po remoncie", "11"),
        Wanted("Zwiększenie zasobu mieszkań komunalnych", "P"),
    ),
    "turystyka": (
        Wanted("Rozwój turystyki wodnej i rowerowej", "G", "Szlaki rowerowe [km]", "35"),
        Wanted("Promocja walorów turystycznych", "G"),
    ),
}
NEAR = {  # where a second reader of the same words may see another field
    "edukacja": "kultura",
    "kultura": "turystyka",
    "sprawy_spoleczne": "zdrowie",
    "transport": "administracja",
    "zdrowie": "sprawy_spoleczne",
    "sport": "zdrowie",
    "administracja": "bezpieczenstwo",
    "srodowisko": "mieszkalnictwo",
    "bezpieczenstwo": "sprawy_spoleczne",
    "gospodarka": "turystyka",
    "mieszkalnictwo": "sprawy_spoleczne",
    "turystyka": "gospodarka",
}
