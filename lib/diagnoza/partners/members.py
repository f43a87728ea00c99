"""The members of a partnership: tables and sentences about who they are and what was delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza import polish
from diagnoza.grid import Grid
from diagnoza.reference.figures import FIGURES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnoza.survey_params import Survey

ROLES = {"lead": "lider", "member": "partner", "provider": "świadczy usługi"}
LINES = {  # lines of evidence: raw tables that belong to each, and what they tell
    "Ankiety mieszkańców, młodzieży, liderów i innych grup": ("surveys",),
    "Inwentaryzacja usług i dobre praktyki": ("inventory", "comparison", "practices", "training_needs"),
    "Przepływy usług między gminami": ("flows", "capacity", "unit_costs", "travel"),
    "Spotkania fokusowe i wywiady": ("meetings", "statements"),
    "Instytucje i ich współpraca": ("institutions", "ties", "team", "readiness"),
    "Program współpracy z organizacjami pozarządowymi": ("programme", "provisions", "coverage"),
    "Cele strategiczne w dokumentach partnerów": ("goals", "regional_goals"),
    "Uwagi zgłoszone do projektu diagnozy": ("comments",),
}
TITLES = {
    "inventory": "inwentaryzacja usług publicznych",
    "comparison": "wartości porównawcze usług",
    "practices": "dobre praktyki",
    "training_needs": "potrzeby szkoleniowe deklarowane przez pracowników",
    "flows": "przepływ usług publicznych między gminami",
    "capacity": "liczba miejsc i oczekujących",
    "unit_costs": "koszty jednostkowe usług",
    "travel": "czas dojazdu",
    "meetings": "spotkania fokusowe",
    "statements": "zakodowane wypowiedzi ze spotkań i wywiadów",
    "institutions": "lista instytucji",
    "ties": "relacje między instytucjami",
    "team": "skład zespołu współpracy",
    "readiness": "lista gotowości do współpracy",
    "programme": "program współpracy i jego terminy",
    "provisions": "przepisy programu współpracy",
    "coverage": "ustalenia i oceny programu współpracy",
    "goals": "cele strategiczne z dokumentów partnerów",
    "regional_goals": "cele strategii województwa",
    "comments": "uwagi zgłoszone do projektu diagnozy",
}
"""Polish titles of delivered tables; surveys have titles of their own."""
ORIGINS = {"real": "dane rzeczywiste", "synthetic": "dane syntetyczne"}
HECTARES_PER_KM2 = 100


def newest(figures: pd.DataFrame, figure: str) -> pd.DataFrame:
    """
    Take the newest value of a figure for each unit.

    Parameters
    ----------
    figures
        Table `Figures`.
    figure
        Identifier.

    Returns
    -------
    pd.DataFrame
        Index teryt; columns year, value.
    """
    rows = figures[figures["figure"].eq(figure)].sort_values("year")
    return rows.groupby("teryt").tail(1).set_index("teryt")[["year", "value"]]


def partners_grid(partners: pd.DataFrame, figures: pd.DataFrame) -> Grid:
    """
    Tabulate the partners: role, type, where they lie, population, area.

    Parameters
    ----------
    partners, figures
        Tables `Partners` and `Figures`.
    """
    people, area = newest(figures, "population"), newest(figures, "area_ha")["value"] / HECTARES_PER_KM2
    years = polish.span(people["year"]) if len(people) else polish.NO_DATA
    grown = partners["joined"].notna().any()
    rows: list[list[Any]] = []
    for row in partners.itertuples():
        since = [_since(row.joined)] if grown else []
        within = ", ".join(part for part in (str(row.powiat), f"woj. {row.voivodeship}") if part)
        count = people["value"].get(row.teryt)
        rows.append([row.name, row.teryt, ROLES[str(row.role)], row.type, within, count, area.get(row.teryt), *since])
    columns = ["Partner", "TERYT", "Rola", "Typ", "Położenie", f"Ludność ({years})", "Powierzchnia [km²]"]
    note = (
        "Ludność i powierzchnia powiatu to suma jego gmin; nie wchodzą do sum partnerstwa." if partners["role"].eq("provider").any() else ""
    )
    return Grid([*columns, *(["Przystąpienie"] if grown else [])], rows, {5: 0, 6: 1}, note=note)


def _since(joined: object) -> str:
    return polish.date_words(pd.Timestamp(joined).date()) if isinstance(joined, str) else "od początku"


def say_partners(partners: pd.DataFrame, figures: pd.DataFrame) -> str:
    """
    Tell how many municipalities and inhabitants a partnership has, and which is the largest and the smallest.

    Parameters
    ----------
    partners, figures
        Tables `Partners` and `Figures`.
    """
    municipal = partners[partners["role"].ne("provider")]
    people = newest(figures, "population").reindex(municipal["teryt"]).dropna()
    many = len(municipal) > 1
    opening = f"Partnerstwo {_make(len(municipal))}" if many else "Diagnoza obejmuje jedną gminę"
    if len(people) < len(municipal):
        return f"{opening}."
    inhabitants = polish.counted(people["value"].sum(), "mieszkańca", "mieszkańców", "mieszkańców")
    state = f"stan na 31 grudnia {polish.span(people['year'].astype(int))} r."
    text = f"{opening}. {'Mają one' if many else 'Ma ona'} łącznie {inhabitants} ({state})."
    if many:
        names = municipal.set_index("teryt")["name"]
        ends = {code: f"{names[code]} ({polish.number(people.loc[code, 'value'])})" for code in people.index}
        text += f" Najwięcej mieszkańców ma {ends[people['value'].idxmax()]}, najmniej {ends[people['value'].idxmin()]}."
    return text


def _make(n: int) -> str:
    return f"{polish.plural(n, 'tworzy', 'tworzą', 'tworzy')} {polish.counted(n, 'gmina', 'gminy', 'gmin')}"


def say_powiats(partners: pd.DataFrame) -> str:
    """
    Tell which powiats the municipalities lie in, and that a powiat is a provider and not compared with them.

    Parameters
    ----------
    partners
        Table `Partners`.
    """
    municipal = partners[partners["role"].ne("provider")]
    parts = []
    for powiat, rows in municipal.groupby(municipal["powiat"].replace("", "miasto na prawach powiatu"), sort=True):
        parts.append(f"{powiat} – {polish.listed(sorted(rows['name'], key=polish.collation_key))}")
    text = f"Położenie: {'; '.join(parts)}."
    providers = partners.loc[partners["role"].eq("provider"), "name"]
    for name in providers:
        text += f" {name[0].upper()}{name[1:]} uczestniczy jako podmiot świadczący usługi i nie jest porównywany z gminami."
    return text


def deliveries_grid(deliveries: pd.DataFrame, surveys: Iterable[Survey] = ()) -> Grid:
    """
    Tabulate the lines of evidence: what was delivered, by whom, and what was not.

    Parameters
    ----------
    deliveries
        Table `Deliveries`.
    surveys
        Those that params declare: of each whose answers did not come this is said.

    Returns
    -------
        A row for each file, and where a line has some of its tables a row that names the others.
    """
    rows: list[list[Any]] = [
        ["Dane publiczne", "dostarczono", "tabele dołączone do programu i wskazane przez konsultanta", "dane rzeczywiste"]
    ]
    for line, names in LINES.items():
        of_line = deliveries[deliveries["table"].isin(names)]
        if of_line.empty:
            rows.append([line, "nie dostarczono", polish.DASH, polish.DASH])
        for row in of_line.itertuples():
            given = f"{row.provider}, {polish.date_words(pd.Timestamp(str(row.date)).date())}, {row.licence}"
            rows.append([line, f"dostarczono: {row.file}", given, ORIGINS[str(row.origin)]])
        if len(of_line) and (lacking := _lacking(of_line, names, surveys)):
            rows.append([line, f"nie dostarczono: {'; '.join(lacking)}", polish.DASH, polish.DASH])
    return Grid(["Źródło wiedzy", "Stan", "Dostawca, data, licencja", "Pochodzenie"], rows)


def _lacking(of_line: pd.DataFrame, names: Iterable[str], surveys: Iterable[Survey]) -> list[str]:
    """Name what is missing in a line of evidence of which something came: tables, and surveys without answers."""
    tables = [TITLES[name] for name in names if name in TITLES and not of_line["table"].eq(name).any()]
    answered = set(of_line.get("survey", ())) if "surveys" in names else {one.id for one in surveys}
    return tables + [f"odpowiedzi – {one.title}" for one in surveys if one.id not in answered]


def say_deliveries(deliveries: pd.DataFrame) -> str:
    """
    Tell which lines of evidence are missing.

    Parameters
    ----------
    deliveries
        Table `Deliveries`.
    """
    missing = [line[0].lower() + line[1:] for line, names in LINES.items() if not deliveries["table"].isin(names).any()]
    if not missing:
        return "Dostarczono wszystkie rodzaje źródeł, które przewiduje metoda."
    return f"Nie dostarczono jeszcze: {'; '.join(missing)}. Rozdziały, które z nich korzystają, powstaną po ich przekazaniu."


def figures_grid(figures: pd.DataFrame, members: Iterable[str]) -> Grid:
    """
    Tabulate the public figures there are: years and coverage.

    Parameters
    ----------
    figures
        Table `Figures`.
    members
        Codes of the municipalities.
    """
    codes = set(members)
    rows: list[list[Any]] = []
    for figure in FIGURES.values():
        of_one = figures[figures["figure"].eq(figure.id) & figures["teryt"].isin(codes)]
        years = sorted(of_one["year"].unique())
        gaps = sorted(set(range(years[0], years[-1] + 1)) - set(years)) if years else []
        covered = f"{of_one['teryt'].nunique()} z {len(codes)}"
        rows.append([figure.name, figure.unit, polish.span(years), ", ".join(map(str, gaps)) or "brak", covered])
    return Grid(["Wielkość", "Jednostka", "Lata", "Brakujące lata", "Gminy z danymi"], rows)


def audit_grid(audit: pd.DataFrame) -> Grid:
    """
    Tabulate what became of the rows of every file: read, kept, set aside and why.

    Parameters
    ----------
    audit
        Table `Audit`.
    """
    rows: list[list[Any]] = []
    for file, of_file in audit.groupby("file", sort=True):
        aside = of_file[of_file["outcome"].eq("set aside")]
        reasons = "; ".join(f"{row.reason} ({polish.number(float(str(row.rows)))})" for row in aside.itertuples())
        rows.append(
            [str(file), of_file["rows"].sum(), of_file["rows"].sum() - aside["rows"].sum(), aside["rows"].sum(), reasons or polish.DASH]
        )
    return Grid(["Plik", "Wiersze wczytane", "Zachowane", "Odłożone", "Powód odłożenia"], rows)


def structure_grid(figures: pd.DataFrame, code: str) -> Grid:
    """
    Tabulate the newest figures of one municipality.

    Parameters
    ----------
    figures
        Table `Figures`.
    code
        The municipality.
    """
    own = figures[figures["teryt"].eq(code)]
    rows: list[list[Any]] = []
    digits = {}
    for figure in FIGURES.values():
        last = newest(own, figure.id)
        if len(last):
            value = float(last["value"].iloc[0])
            digits[len(rows)] = 0 if value % 1 == 0 else 1
            rows.append([figure.name, figure.unit, str(int(last["year"].iloc[0])), value])
    return Grid(["Wielkość", "Jednostka", "Rok", "Wartość"], rows, {}, digits)


def count_rows(audit: pd.DataFrame) -> str:
    """
    Count the rows that were read: "1 600 wierszy".

    Parameters
    ----------
    audit
        Table `Audit`.
    """
    return polish.counted(int(audit["rows"].sum()), "wiersz", "wiersze", "wierszy")
