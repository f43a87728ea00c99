"""The published tables of programmes: dates, findings, coverage, points of the act, scores, changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.grid import Grid
from diagnoza.programme.items import programmes
from diagnoza.programme.published import select, texts
from diagnoza.tables.programme import POINTS

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.grid import Cell
    from diagnoza.programme.model import Model
    from diagnoza.programme.published.select import Case

DATES_NOTE = "Terminy według ustawy w znanym nam brzmieniu; w dawnych latach mogły być inne, trzeba to sprawdzić"
SCORES_NOTE = "Ocen gminy i organizacji nie uśredniamy; ocenę wspólną strony uzgadniają między sobą"
WHOLE_PLANE = "cała płaszczyzna"
SEE_FINDINGS = "patrz ustalenia"
CHANGES = {"added": "pojawiło się", "dropped": "zniknęło", "improved": "lepiej", "worsened": "gorzej"}


def programmes_grid(case: Case) -> Grid:
    """
    Tabulate all delivered programmes with their dates.

    Parameters
    ----------
    case
        The partnership.
    """
    rows: list[list[Cell]] = []
    listed = {(row["teryt"], row["year"]): row for row in case.programme.to_dict("records")}
    days = {(row["teryt"], row["year"], row["date"]): texts.day(row) for row in case.programme_dates.to_dict("records")}
    order = [str(code) for code in case.names.index]
    found = programmes([case.coverage_items, case.programme])
    for teryt, year in sorted(found, key=lambda key: (order.index(key[0]) if key[0] in order else len(order), key)):
        head, one = f"{select.unit_name(teryt, case)}, {year}", listed.get((teryt, year))
        adopted, report = (days.get((teryt, year, name), texts.UNTOLD) for name in ("adopted", "report"))
        about = [texts.told(one["resolution"]), texts.consulted(one["consulted"]), texts.told(one["source"])] if one else [texts.UNTOLD] * 3
        rows.append([head, about[0], adopted, about[1], report, about[2]])
    columns = ["Program", "Uchwała", "Przyjęcie", "Konsultacje", "Sprawozdanie", "Miejsce w źródle"]
    return Grid(columns, rows, note=f"{DATES_NOTE}.")


def findings_grid(rows: pd.DataFrame, model: Model) -> Grid:
    """
    Tabulate what was found of each plane, in the words of the source.

    Parameters
    ----------
    rows
        Result of `select.findings`.
    model
        Names of planes.
    """
    cells: list[list[Cell]] = [
        [texts.plane(row["plane"], model), texts.proposal(row), texts.quote(row["evidence"]), texts.told(row["source"])]
        for row in rows.to_dict("records")
    ]
    note = f"„{polish.upper_first(texts.UNTOLD)}”: źródło niczego nie proponuje. W cytatach pisownia źródła."
    return Grid(["Płaszczyzna", "Propozycja", "Słowa źródła", "Miejsce w źródle"], cells, note=note, grouped=True)


def matrix_grid(items: pd.DataFrame, findings: pd.DataFrame, model: Model) -> Grid:
    """
    Tabulate the levels of all areas with what is proposed; what is proposed for a whole plane stands before its areas.

    Parameters
    ----------
    items
        Rows of `CoverageItems` of one programme.
    findings
        Result of `select.findings`.
    model
        Names of planes and areas.
    """
    rows: list[list[Cell]] = []
    for plane in model.planes:
        head = texts.plane(plane.id, model)
        rows += [[head, WHOLE_PLANE, *[polish.DASH] * 2, words, SEE_FINDINGS] for words in proposed(findings, int(plane.id))]
        some = items[items["part"].eq(str(int(plane.id)))]
        rows += [
            [
                head,
                texts.item("area", row["item"], model),
                *levels(row),
                texts.PROPOSALS.get(row["proposal"], polish.DASH),
                texts.basis(row),
            ]
            for row in some.to_dict("records")
        ]
    columns = ["Płaszczyzna", "Obszar", "Zapis w programie", "Praktyka", "Propozycja", texts.BASIS]
    told = f"{texts.SCALE} (założenie A25). {texts.NOT_ZERO}. Kreska w kolumnie propozycji: nie podano jej w źródle; "
    told += "poziomy ocenia się dla obszarów."
    return Grid(columns, rows, note=told, grouped=True)


def levels(row: Any) -> list[Cell]:
    """
    Give the levels of the text and of the practice.

    Parameters
    ----------
    row
        A row of the table `CoverageItems`.
    """
    return [texts.level(row["level_text"]), texts.level(row["level_practice"])]


def proposed(findings: pd.DataFrame, plane: int) -> list[str]:
    """
    Say in one line what is proposed for a plane as a whole.

    Parameters
    ----------
    findings, plane
        Result of `select.findings`; the number of a plane.

    Returns
    -------
        The words once each, what asks for most work first; none where nothing was found.
    """
    codes = set(findings.loc[findings["plane"].eq(plane), "proposal"])
    words = [word for code, word in texts.PROPOSALS.items() if code in codes]
    return [", ".join(words)] if words else []


def parts_grid(parts: pd.DataFrame, model: Model) -> Grid:
    """
    Tabulate the coverage of planes and of the points of the act, the text and the practice apart.

    Parameters
    ----------
    parts
        Rows of `CoverageParts` of one programme.
    model
        Names of planes.
    """
    rows: list[list[Cell]] = []
    for part, some in parts.groupby("part", sort=False):
        sides = some.set_index("side")
        cells: list[Cell] = []
        for side in texts.SIDES:
            one = dict(sides.loc[side])
            cells += [f"{one['assessed']} z {one['items']}", texts.share(one)]
        rows.append(["Punkty ustawy" if part == POINTS else texts.plane(part, model), *cells])
    columns = ["Część", "Zapis: oceniono", "Zapis: pokrycie (%)", "Praktyka: oceniono", "Praktyka: pokrycie (%)"]
    note = (
        "Pokrycie = suma poziomów / (2 × liczba obszarów). Przedział: najmniej i najwięcej, ile może wyjść po ocenie pozostałych obszarów."
    )
    return Grid(columns, rows, note=note)


def points_grid(items: pd.DataFrame, model: Model) -> Grid:
    """
    Tabulate the points of the act with the provisions on them.

    Parameters
    ----------
    items
        Rows of `CoverageItems` of one programme.
    model
        Names of points.
    """
    some = items[items["kind"].eq("point")]
    rows: list[list[Cell]] = []
    for row in some.to_dict("records"):
        point = model.point(int(row["item"]))
        name = point.name + (f" ({texts.TO_VERIFY})" if point.to_verify else "")
        rows.append([int(row["item"]), name, *levels(row), texts.basis(row), texts.proposal(row)])
    columns = ["Punkt", "Czego dotyczy", "Zapis w programie", "Praktyka", texts.BASIS, "Propozycja"]
    grid = Grid(columns, rows, note=f"Podstawa: {model.act}. {texts.SCALE}. {texts.NOT_ZERO}.")
    for column, value, remark in (
        ("Praktyka", texts.UNASSESSED, "Praktyki nie oceniono"),
        ("Propozycja", texts.UNTOLD, f"Propozycji {texts.UNTOLD}"),
        (texts.BASIS, texts.UNTOLD, f"Przepisów ani podstawy ocen {texts.UNTOLD}"),
    ):
        grid = without_empty(grid, column, value, remark)
    return grid


def without_empty(grid: Grid, column: str, value: str, remark: str) -> Grid:
    """
    Leave out a column that says the same in every row, and say it in the note.

    Parameters
    ----------
    grid
        The table.
    column, value
        The head of the column; the cell that tells nothing.
    remark
        What the note says instead.
    """
    at = list(grid.columns).index(column)
    if any(row[at] != value for row in grid.rows):
        return grid
    rows = [[*row[:at], *row[at + 1 :]] for row in grid.rows]
    return replace(grid, columns=[*grid.columns[:at], *grid.columns[at + 1 :]], rows=rows, note=f"{grid.note} {remark}.")


def scores_grid(items: pd.DataFrame, model: Model) -> Grid:
    """
    Tabulate the scores of both sides and the agreed one; they are never averaged.

    Parameters
    ----------
    items
        Rows of `CoverageItems` with any score.
    model
        Names, and the scale.
    """
    names = ("score_jst", "score_ngo", "score_agreed")
    rows: list[list[Cell]] = [
        [texts.item(row["kind"], row["item"], model), *(texts.UNASSESSED if polish.is_missing(row[one]) else row[one] for one in names)]
        for row in items.to_dict("records")
    ]
    digits = 0 if all(float(score).is_integer() for name in names for score in items[name].dropna()) else 1
    note = f"Skala od {model.scores.lowest} do {model.scores.highest}. {SCORES_NOTE}."
    return Grid(
        ["Obszar lub punkt", "Ocena gminy", "Ocena organizacji", "Ocena wspólna"], rows, dict.fromkeys((1, 2, 3), digits), note=note
    )


def changes_grid(changes: pd.DataFrame, model: Model) -> Grid:
    """
    Tabulate what became better or worse from one programme to the next.

    Parameters
    ----------
    changes
        Rows of `CoverageChanges` of one programme.
    model
        Names of areas and points.
    """
    rows: list[list[Cell]] = []
    for change, words in CHANGES.items():
        some = changes[changes["change"].eq(change)].to_dict("records")
        rows += [
            [words, texts.item(row["kind"], row["item"], model), texts.SIDES[row["side"]], int(row["level_before"]), int(row["level"])]
            for row in some
        ]
    before, year = (int(changes[name].iloc[0]) for name in ("before", "year"))
    columns = ["Zmiana", "Obszar lub punkt", "Co oceniono", f"Poziom {before}", f"Poziom {year}"]
    return Grid(columns, rows, note=f"Pojawiło się: z 0 na 1 lub 2; zniknęło: z 1 lub 2 na 0. {texts.SCALE}.", grouped=True)
