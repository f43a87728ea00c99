"""The published tables of services over the whole partnership: completeness, gaps, perception, priorities, importance-performance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.grid import Grid
from diagnoza.services.disagreement import GROUPS
from diagnoza.services.ipa import QUADRANTS
from diagnoza.services.published import texts
from diagnoza.services.published.select import found, in_order, unit_name, units
from diagnoza.services.resources import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.grid import Cell

STATUSES = {
    "measured": "zmierzone",
    "estimated": "szacunek",
    "partial": "częściowo",
    "no_data": "brak danych",
    "absent": "nie ujęto",
}
NOT_RATED = "nie pytano"
PURPOSIVE = "Liderów i urzędników dobrano celowo, dlatego podajemy liczby osób, a nie odsetki, i nie liczymy różnic"
SUPPLY_RANGE = "W nawiasie przy zasobach: najmniejszy i największy wynik przy innych wagach wskaźników; to nie jest przedział ufności"
QUALITY_GAP = "Luka jakościowa to zestawienie zasobów z zaspokojeniem potrzeb, a nie luka SERVQUAL (założenie A16)"


def completeness_grid(table: pd.DataFrame, names: pd.Series, labels: Mapping[str, str]) -> Grid:
    """
    Tabulate what the inventory knows: a row for each service and municipality or powiat, a column for each kind of resource.

    Parameters
    ----------
    table
        Table `Completeness`.
    names
        Name of the municipalities by code.
    labels
        Names of services.
    """
    wide = table.pivot(index=["service", "teryt"], columns="resource", values="status")
    order = [code for code in [*names.index, *sorted(set(table["teryt"]) - set(names.index))] if code in set(table["teryt"])]
    rows = [
        [labels[service], unit_name(code, names), *[STATUSES[wide.loc[(service, code), resource]] for resource in RESOURCES]]
        for service in in_order(table["service"], labels)
        for code in order
    ]
    note = "Brak danych nie znaczy, że zasobu nie ma. Nie ujęto: w inwentaryzacji nie ma takiego wskaźnika tej usługi."
    return Grid(["Usługa", "Jednostka", *[polish.upper_first(word) for word in RESOURCES.values()]], rows, note=note, grouped=True)


def gaps_grid(kinds: pd.DataFrame, names: pd.Series, labels: Mapping[str, str]) -> Grid:
    """
    Tabulate the quality gap: supply, met needs, kind of gap, or the reason why it is not assessed.

    Parameters
    ----------
    kinds
        Result of `select.kinds`.
    names
        Name of the municipalities by code.
    labels
        Names of services.
    """
    wanted = [(service, code) for service in in_order(kinds["service"], labels) for code in units(names)]
    listed = [row for service, code in wanted if (row := found(kinds, code, service))]
    named, marks = texts.marked_kinds(listed)
    rows: list[list[Cell]] = [
        [labels[row["service"]], unit_name(row["teryt"], names), texts.score(row), texts.needs(row), difference(row), kind]
        for row, kind in zip(listed, named, strict=True)
    ]
    columns = ["Usługa", "Gmina", "Zasoby (Z)", "Zaspokojenie potrzeb (N)", "Z − N", "Rodzaj luki jakościowej"]
    return Grid(
        columns,
        rows,
        {2: 1, 4: 1},
        signed=frozenset({4}),
        note=f"{QUALITY_GAP}. {SUPPLY_RANGE}. Z − N wskazuje kierunek; o rodzaju luki jakościowej nie decyduje. {marks}".strip(),
        grouped=True,
    )


def difference(row: Mapping[Any, Any]) -> Cell:
    """
    Give supply less met needs.

    Parameters
    ----------
    row
        A row of the table `Gaps`.
    """
    return polish.DASH if polish.is_missing(row["quality_gap"]) else float(row["quality_gap"])


def perception_grid(table: pd.DataFrame, names: pd.Series, labels: Mapping[str, str]) -> Grid:
    """
    Tabulate importance and met needs, with what makes up met needs; what is not published says why.

    Parameters
    ----------
    table
        Rows of `Perception`, in the order of services to be shown.
    names
        Name of the municipalities by code.
    labels
        Names of services.
    """
    rows: list[list[Cell]] = []
    for service in dict.fromkeys(table["service"]):
        of_one = table[table["service"].eq(service)].set_index("teryt")
        codes = [code for code in units(names) if code in of_one.index]
        rows += [[labels[service], unit_name(code, names), *_perceived(dict(of_one.loc[code]))] for code in codes]
    columns = [
        "Usługa",
        "Gmina",
        "Ważność (I)",
        "Zaspokojenie potrzeb (N)",
        "Zadowolenie użytkowników",
        "Niezaspokojona potrzeba",
        "n",
        "Uwaga",
    ]
    note = f"N = zadowolenie użytkowników pomniejszone o udział osób, które usługi potrzebują, lecz nie korzystają. {texts.HIDDEN}."
    return Grid(columns, rows, note=f"{note} n – odpowiedzi, na których oparto N, w dół do pełnych dziesiątek.", grouped=True)


def _perceived(row: Mapping[Any, Any]) -> list[Cell]:
    figures = [
        _figure(row, "importance", "importance", str(row["status_importance"])),
        _figure(row, "needs_met", "needs", str(row["status"])),
        _figure(row, "satisfaction", "satisfaction", str(row["status"])),
    ]
    unmet = polish.percent(row["unmet"]) if not polish.is_missing(row["unmet"]) else texts.hidden(str(row["status"]))
    n = texts.hidden(str(row["status"])) if polish.is_missing(row["n_needs"]) else int(row["n_needs"])
    return [*figures, unmet, n, texts.SMALL if row["status"] == "small" else polish.DASH]


def _figure(row: Mapping[Any, Any], name: str, limit: str, status: str) -> Cell:
    if polish.is_missing(row[name]):
        return texts.hidden(status)
    return texts.cell(row[name], row[f"{limit}_low"], row[f"{limit}_high"])


def priorities_grid(table: pd.DataFrame, labels: Mapping[str, str]) -> Grid:
    """
    Tabulate priorities with what they follow from; services that are not assessed come last, with the reason.

    Parameters
    ----------
    table
        Rows of `Priorities` of one unit.
    labels
        Names of services.
    """
    rows: list[list[Cell]] = []
    for row in table.to_dict("records"):
        if polish.is_missing(row["value"]):
            rows.append([labels[row["service"]], *[polish.DASH] * 5, f"{texts.NOT_SCORED}: {texts.reason(row)}"])
            continue
        places = polish.span([int(row["rank_low"]), int(row["rank_high"])])
        value = texts.cell(row["value"], row["low"], row["high"], 1)
        rows.append([labels[row["service"]], row["importance"], row["needs_met"], value, places, int(row["tie"]), polish.DASH])
    columns = ["Usługa", "Ważność (I)", "Zaspokojenie potrzeb (N)", "Priorytet (przedział)", "Możliwe miejsca", "Grupa", "Uwaga"]
    note = (
        "Priorytet = I × (I − N) / 100, a gdy N jest większe od I – zero. W jednej grupie są usługi, których kolejności nie da się ustalić."
    )
    return Grid(columns, rows, {3: 1}, note=note)


def ipa_grid(table: pd.DataFrame, labels: Mapping[str, str]) -> Grid:
    """
    Tabulate the importance-performance analysis by both cross-hairs.

    Parameters
    ----------
    table
        Rows of `Ipa` of one unit.
    labels
        Names of services.
    """
    rows: list[list[Cell]] = [
        [
            labels[row["service"]],
            row["importance"],
            row["satisfaction"],
            QUADRANTS[row["quadrant"]] + ("" if row["sure"] else " (niepewne)"),
            QUADRANTS[row["quadrant_scale"]],
            "tak" if row["changes"] else "nie",
            row["diagonal"],
        ]
        for row in table.sort_values("diagonal", ascending=False, kind="stable").to_dict("records")
    ]
    columns = [
        "Usługa",
        "Ważność (I)",
        "Zadowolenie",
        "Ćwiartka według średnich",
        "Ćwiartka według środka skal",
        "Zmienia się",
        "I − zadowolenie",
    ]
    return Grid(
        columns, rows, signed=frozenset({6}), note="Zadowolenie samych użytkowników. Niepewne: przedział obejmuje granicę ćwiartki."
    )


def disagreements_grid(table: pd.DataFrame, labels: Mapping[str, str]) -> Grid:
    """
    Tabulate how officials and leaders rate services, beside residents: a row for each service.

    Parameters
    ----------
    table
        Table `Disagreements`.
    labels
        Names of services.
    """
    by_who = {who: table[table["who"].eq(who)].set_index("service") for who in GROUPS}
    rows: list[list[Cell]] = []
    for service in in_order(table["service"], labels):
        told: list[Cell] = [_rated(dict(ones.loc[service])) if service in ones.index else NOT_RATED for ones in by_who.values()]
        known = table.loc[table["service"].eq(service), "residents"].dropna()
        rows.append([labels[service], *told, 100 * float(known.iloc[0]) if len(known) else None])
    columns = ["Usługa", *(f"{polish.upper_first(name)}: oceny dobre" for name in GROUPS.values()), "Mieszkańcy: oceny dobre (%)"]
    return Grid(columns, rows, note=PURPOSIVE)


def _rated(row: Mapping[Any, Any]) -> str:
    """Write the good ratings of a group: a share with the difference to residents, or of a purposive sample counts only."""
    if not polish.is_missing(row["value"]):
        apart = "" if polish.is_missing(row["difference"]) else f"; różnica {polish.number(row['difference'] * 100, signed=True)} p.p."
        return f"{polish.percent(row['value'])}{apart}"
    if polish.is_missing(row["n"]) or polish.is_missing(row["count"]):
        return texts.FEW
    return f"{polish.number(row['count'])} z {polish.number(row['n'])}"


def servqual_grid(table: pd.DataFrame, names: pd.Series, labels: Mapping[str, str]) -> Grid:
    """
    Tabulate the gap of SERVQUAL, which is not the quality gap.

    Parameters
    ----------
    table
        Table `Servqual`.
    names
        Name of the municipalities by code.
    labels
        Names of services.
    """
    rows: list[list[Cell]] = []
    for row in table[table["teryt"].isin(units(names))].to_dict("records"):
        gap = texts.FEW if polish.is_missing(row["value"]) else texts.cell(row["value"], row["low"], row["high"], 1)
        n = texts.FEW if polish.is_missing(row["n"]) else int(row["n"])
        rows.append([labels[row["service"]], unit_name(row["teryt"], names), row["dimension"] or "ogółem", n, gap])
    note = "Luka SERVQUAL to ocena pomniejszona o oczekiwanie tych samych osób, w punktach skali; poniżej zera – poniżej oczekiwań."
    return Grid(["Usługa", "Gmina", "Wymiar", "n", "Luka SERVQUAL (przedział)"], rows, {4: 1}, note=note, grouped=True)
