"""The tables of the chapter: who took part, what was spoken of, what matches; counts only, never shares."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.grid import Grid
from diagnoza.tables.voices import UNLABELLED
from diagnoza.voices.codes import CATEGORIES, READINESS, SPEAKERS, TYPES
from diagnoza.voices.published import texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.grid import Cell
    from diagnoza.voices.published.select import Case

FEW = "mniej niż 3"
PROTECTED = "nie podajemy"
OTHERS = "pozostałe środowiska razem"
TOGETHER = "Liczbę osób podano łącznie dla tych spotkań."
AT_LEAST = "Środowiska: {} znaczy „{} albo {}”, aby nie wskazać środowisk, z których były tylko 1–2 osoby."
NO_SHARES = "Liczby nie są wynikiem ankiety: uczestników dobrano celowo, dlatego nie podajemy odsetków."
HOW_MATCHED = (
    "W nawiasach kwadratowych jednostka. Oferty pasują, gdy dotyczą tej samej dziedziny, tego samego miejsca i rodzaju zasobu; "
    "numery odsyłają do tabeli ofert. „Ilość do uzgodnienia”: oferta jest, ale nie podano ilości (założenie A27)."
)
HOW_OFFERED = "Środowisko podano tylko wtedy, gdy na spotkaniu były z niego co najmniej 3 osoby, a oferta nie padła w wywiadzie."
OF_TURNS = "Wątek to wymiana wypowiedzi na jeden temat. Jaccard = wątki z oboma tematami podzielone przez wątki z którymkolwiek z nich."
OF_KAPPA = "Kappa Cohena: 1 to pełna zgoda, 0 to zgoda taka jak przypadkowa. Kodu, którego nie dał żaden koder, nie pokazano."
_LEVELS = ("no", "conditional", "declared", "committed")


def meetings_grid(meetings: pd.DataFrame) -> Grid:
    """
    Tabulate the meetings; those whose participants were counted together make one row.

    Parameters
    ----------
    meetings
        Table `Meetings`.
    """
    key = meetings["series"].mask(meetings["series"].eq(""), meetings["meeting"])
    rows: list[list[Cell]] = []
    together = False
    for _, own in meetings.groupby(key, sort=False):
        first = own.iloc[0]
        counted = own["n"].sum() if own["n"].notna().all() else first["n_series"]
        together |= len(own) > 1 and bool(own["n"].isna().any())
        dates = ", ".join(polish.date_words(dt.date.fromisoformat(day)) for day in dict.fromkeys(own["date"]))
        people: Cell = texts.NOT_TOLD if polish.is_missing(counted) else int(counted)
        rows.append(
            [
                polish.listed(own["meeting"].tolist()),
                ", ".join(dict.fromkeys(TYPES[kind] for kind in own["type"])),
                dates,
                ", ".join(dict.fromkeys(place for place in own["place"] if place)) or texts.NOT_TOLD,
                people,
                first["moderator"] or texts.NOT_TOLD,
            ]
        )
    columns = ["Spotkania", "Rodzaj", "Data", "Miejsce", "Osoby", "Kto prowadził"]
    return Grid(columns, rows, note=TOGETHER if together else "")


def sectors_grid(sectors: pd.DataFrame) -> Grid:
    """
    Tabulate who took part in each meeting by sector; fewer than three persons are not counted.

    Parameters
    ----------
    sectors
        Table `VoiceSectors`.
    """
    meetings = list(dict.fromkeys(sectors["meeting"]))
    told = {(row["meeting"], row["sector"]): row for row in sectors.to_dict("records")}
    rows: list[list[Cell]] = [
        [polish.upper_first(label), *[_people(told.get((meeting, sector))) for meeting in meetings]]
        for sector, label in SPEAKERS.items()
        if sector in set(sectors["sector"])
    ]
    note = "Kreska: nikt z tego środowiska nie zabrał głosu."
    if sectors["status"].eq("protected").any():
        note += " Nie podajemy liczb, z których wynikałoby, ile osób było z najmniejszych środowisk."
    return Grid(["Środowisko", *(f"Spotkanie {meeting}" for meeting in meetings)], rows, note=note)


def _people(row: Mapping[Any, Any] | None) -> Cell:
    if row is None:
        return polish.DASH
    return {"few": FEW, "not_told": texts.NOT_TOLD, "protected": PROTECTED}.get(row["status"]) or int(row["people"])


def codes_grid(codes: pd.DataFrame) -> Grid:
    """
    Tabulate how widely codes were spoken of: meetings and sectors first, statements after them.

    Parameters
    ----------
    codes
        Rows of `VoiceCodes`.
    """
    first = codes.iloc[0]
    talks = not polish.is_missing(first["interviews_of"])
    columns = [
        "Dziedzina i kategoria",
        f"Spotkania (z {first['meetings_of']})",
        f"Środowiska (z {first['sectors_of']})",
        *([f"Wywiady (z {first['interviews_of']})"] if talks else []),
        "Wypowiedzi",
        "W tym silne",
    ]
    names = ["meetings", "sectors", *(["interviews"] if talks else []), "statements", "strong"]
    rows: list[list[Cell]] = [
        [texts.code(row["category"], row["field"]), *[int(row[name]) for name in names]] for row in codes.to_dict("records")
    ]
    capped = codes.loc[codes["at_least"].eq(1), "sectors"]
    least = "" if capped.empty else AT_LEAST.format(capped.iloc[0], capped.iloc[0], capped.iloc[0] + 1)
    return Grid(columns, rows, note=f"{least} {NO_SHARES}".strip())


def needs_grid(case: Case) -> Grid:
    """
    Tabulate needs, those without an offer first, with what covers them.

    Parameters
    ----------
    case
        The partnership.
    """
    offers = case.voice_matches.groupby("need")["offer"].apply(list).to_dict()
    rows: list[list[Cell]] = []
    for row in case.voice_needs.to_dict("records"):
        about = [f"dla: {row['target']}"] if row["target"] else []
        about += [f"termin: {row['term']}"] if row["term"] else []
        about += [str(case.names[row["territory"]])] if len(case.names) > 1 and row["territory"] in case.names.index else []
        rows.append(
            [
                texts.NEEDS[row["status"]],
                texts.subject(row) + (f" ({'; '.join(about)})" if about else ""),
                SECTORS[row["field"]],
                _amount(row["amount"]),
                polish.DASH if polish.is_missing(row["amount"]) else float(row["covered"]),
                polish.listed([str(one) for one in offers.get(row["need"], [])]) or polish.DASH,
            ]
        )
    columns = ["Stan", "Potrzeba", "Dziedzina", "Ilość", "Pokryto", "Oferty nr"]
    return Grid(columns, rows, _decimals(rows, (3, 4)), note=HOW_MATCHED, grouped=True)


def offers_grid(case: Case) -> Grid:
    """
    Tabulate offers with who makes them, how sure they are, and on what condition.

    Parameters
    ----------
    case
        The partnership.
    """
    rows: list[list[Cell]] = []
    for row in case.voice_offers.to_dict("records"):
        condition = f"{': ' if row['readiness'] == 1 else '; warunek: '}{row['condition']}" if row["condition"] else ""
        rows.append(
            [
                int(row["offer"]),
                f"{texts.subject(row)} ({SECTORS[row['field']]})",
                SPEAKERS.get(row["owner"], texts.UNNAMED),
                f"{READINESS[row['readiness']]}{condition}",
                _amount(row["amount"]),
                texts.OFFERS[row["status"]],
            ]
        )
    return Grid(["Nr", "Oferta", "Kto", "Gotowość i warunek", "Ilość", "Stan"], rows, _decimals(rows, (4,)), note=HOW_OFFERED)


def _amount(amount: float) -> Cell:
    return texts.NOT_TOLD if polish.is_missing(amount) else float(amount)


def _decimals(rows: list[list[Cell]], columns: tuple[int, ...]) -> dict[int, int]:
    """Print as many decimals as the amounts of a column have."""
    found = {}
    for column in columns:
        numbers = [one for row in rows if isinstance(one := row[column], float)]
        found[column] = next((digits for digits in (0, 1) if all(round(one, digits) == one for one in numbers)), 2)
    return found


def readiness_grid(readiness: pd.DataFrame) -> Grid:
    """
    Tabulate declarations of readiness by sector.

    Parameters
    ----------
    readiness
        Table `VoiceReadiness`.
    """
    rows: list[list[Cell]] = [
        [
            OTHERS if row["sector"] == UNLABELLED else polish.upper_first(SPEAKERS[row["sector"]]),
            int(row["people"]),
            *[int(row[level]) for level in _LEVELS],
        ]
        for row in readiness.to_dict("records")
    ]
    columns = ["Środowisko", "Osoby", *(polish.upper_first(label) for label in READINESS.values())]
    return Grid(columns, rows, note="Liczby deklaracji, nie osób. Pominięto środowiska, które na spotkaniu miały mniej niż 3 uczestników.")


def pairs_grid(pairs: pd.DataFrame) -> Grid:
    """
    Tabulate codes that came up together.

    Parameters
    ----------
    pairs
        Rows of `VoicePairs`.
    """
    rows: list[list[Cell]] = [
        [
            texts.code(row["category_a"], row["field_a"]),
            texts.code(row["category_b"], row["field_b"]),
            *[int(row[name]) for name in ("both", "n_a", "n_b")],
            float(row["jaccard"]),
        ]
        for row in pairs.to_dict("records")
    ]
    return Grid(["Temat A", "Temat B", "Wątki z A i B", "Wątki z A", "Wątki z B", "Jaccard"], rows, {5: 2}, note=OF_TURNS)


def agreement_grid(agreement: pd.DataFrame) -> Grid:
    """
    Tabulate how far two coders agree.

    Parameters
    ----------
    agreement
        Table `CoderAgreement`.
    """
    labels = {"category": CATEGORIES, "field": SECTORS}
    dimensions = {"codes": "Wszystko razem", "category": "Kategoria", "field": "Dziedzina"}
    rows: list[list[Cell]] = [
        [
            dimensions[row["dimension"]],
            labels[row["dimension"]][row["code"]] if row["code"] else "kategorie i dziedziny wypowiedzi",
            int(row["agreed"]),
            "nie do obliczenia" if polish.is_missing(row["kappa"]) else float(row["kappa"]),
        ]
        for row in agreement.to_dict("records")
    ]
    columns = ["Co kodowano", "Kod", f"Zgodnie (z {agreement['n'].iloc[0]})", "Kappa"]
    return Grid(columns, rows, {3: 2}, note=OF_KAPPA, grouped=True)


def disputes_grid(disputes: pd.DataFrame, names: pd.Series) -> Grid:
    """
    Tabulate what coders have to settle: only codes that differ, and where the statement stands in the file.

    Parameters
    ----------
    disputes, names
        Table `CodingDisputes`; names of municipalities by code.
    """
    strengths = disputes["strength_first"].ne(disputes["strength_second"]).fillna(value=False).astype(bool)
    differ = disputes[disputes["first"].ne(disputes["second"]) | strengths]
    rows: list[list[Cell]] = []
    files = list(dict.fromkeys(disputes["file"]))
    for row in differ.to_dict("records"):
        place = f" ({names[row['territory']]})" if len(names) > 1 and row["territory"] in names.index else ""
        name = texts.code(row["category"], row["field"]) + place
        at = f"wiersz {row['row']}" if len(files) == 1 else f"{row['file']}, wiersz {row['row']}"
        rows.append([at, name, *[_given(row, coder) for coder in ("first", "second")]])
    note = f"Numery wierszy w pliku {files[0]}." if len(files) == 1 else ""
    return Grid(["Wypowiedź", "Kod", "Koder 1", "Koder 2"], rows, note=note, grouped=True)


def _given(row: Mapping[Any, Any], coder: str) -> str:
    if not row[coder]:
        return polish.DASH
    strength = row[f"strength_{coder}"]
    return "tak" if polish.is_missing(strength) else f"siła {int(strength)}"
