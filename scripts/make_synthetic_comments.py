"""
Write the synthetic comments of data/raw/jablonowo/comments.csv, with counted faults.

Run with ``python scripts/make_synthetic_comments.py``. The same file comes out every time. Nobody sent any of these comments, and the
partnership took none of these positions. Faults as in real lists: a row that stands twice, one without words, one with a cell too many,
a day that cannot be, an unknown kind of sender, positions in other words, reasons that are lacking, a number given twice, a telephone
number and a name in the words.
"""

from __future__ import annotations

from synthetic.files import write_csv

from diagnoza.partnership import project_root

HEADS = ["Lp.", "Data wpływu", "Od kogo", "Rozdział lub punkt", "Treść uwagi", "Stanowisko", "Uzasadnienie", "Data odpowiedzi", "Kanał"]
TWICE = [
    *["3", "2021-02-17", "organizacja pozarządowa", "Instytucje i ich współpraca", "Na liście instytucji brakuje kół gospodyń wiejskich."],
    *["Uwzględniono", "Koła zostaną dopisane do listy instytucji przed następnym wydaniem.", "2021-02-24", "e-mail"],
]
ROWS = [
    [
        *["1", "15.02.2021 r.", "mieszkaniec", "Usługi publiczne", "Opis dojazdów nie mówi o weekendach, a wtedy autobusów nie ma wcale."],
        *["uwzględniono", "Pytanie o weekendy zostanie dodane do następnego badania.", "24.02.2021 r.", "formularz"],
    ],
    [
        *["2", "15.02.2021 r.", "Mieszkanka", "Badania ankietowe", "Ankieta tylko przez internet pomija osoby starsze."],
        *["uwzględniono częściowo", "Opis metody mówi o tym ograniczeniu; badania nie można już powtórzyć.", "24.02.2021 r.", "formularz"],
    ],
    TWICE,
    TWICE,
    [
        *["4", "2021-02-18", "Rada Gminy", "Przepływ usług", "Nie zgadzamy się z wariantem jednego przedszkola dla dwóch gmin."],
        *["wyjaśniono", "Wariant jest pytaniem do rozmowy, a nie propozycją partnerstwa.", "2021-02-25", "pismo"],
    ],
    [
        *["5", "2021-02-18", "przedsiębiorca", "Wnioski", "Brakuje wniosku o drogach powiatowych."],
        *["nie uwzględniono", "", "2021-02-25", "formularz"],
    ],
    [
        *["6", "2021-02-19", "NGO", "Instytucje i ich współpraca", "Proszę o kontakt: 600 100 200, opowiem o klubie seniora."],
        *["Wyjaśniono.", "Zaproszono na spotkanie robocze.", "2021-02-26", "formularz"],
    ],
    [
        *["7", "2021-02-19", "szkoła", "Badania ankietowe", "Prosimy o podanie wyników młodzieży osobno dla klas maturalnych."],
        *["nieuwzględniona", "Grupa jest za mała, aby podać wyniki bez wskazania osób.", "2021-02-26", "e-mail"],
    ],
    [
        *["8", "2021-02-22", "sołtys", "Przepływ usług", "Tabela dojazdów nie obejmuje przysiółków."],
        *["do dyskusji", "", "", "telefon"],
    ],
    [
        *["8", "2021-02-22", "mieszkaniec", "", "Kierownik Jan Kowalski obiecał świetlicę, a w diagnozie nie ma o niej słowa."],
        *["", "", "", "formularz"],
    ],
    ["9", "2021-02-22", "mieszkaniec", "Wnioski", "", "", "", "", "formularz"],
    [
        *["10", "2021-02-23", "instytucja", "Wnioski", "Wnioski o opiece nad osobami starszymi wymagają uzgodnienia z powiatem."],
        *["", "", "", "pismo"],
    ],
    [
        *["11", "31.02.2021", "mieszkaniec", "Słownik", "Prosimy o prostsze objaśnienie słowa „saldo”."],
        *["Uwzględniono", "Objaśnienie skrócono i dodano przykład.", "2021-02-26", "formularz"],
    ],
    [
        "12",
        "2021-02-24",
        "mieszkaniec",
        "Mapa",
        "Mapa jest za mała; na telefonie",
        " nie widać nazw gmin.",
        "uwzględniono",
        "",
        "",
        "e-mail",
    ],
]


def main() -> None:
    """Write the file."""
    path = project_root() / "data" / "raw" / "jablonowo" / "comments.csv"
    write_csv(path, [HEADS, *ROWS], encoding="cp1250", separator=";")


if __name__ == "__main__":
    main()
