"""The published tables of surveys: Polish headers over chosen rows; what is hidden says why."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.errors import NotApplicable
from diagnoza.grid import Grid
from diagnoza.surveys.published.precision import DOT, HIDDEN, mark, reached, remarks
from diagnoza.surveys.published.selection import LABELS
from diagnoza.tables.surveys import SHOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from diagnoza.surveys.published.results import Results
    from diagnoza.surveys.published.selection import Selection

DESIGNS = {
    "probability": ("próba losowa",),
    "quota": ("próba kwotowa",),
    "open_link": ("otwarty odnośnik", "odpowiadali chętni"),
    "census_attempt": ("zaproszono wszystkich",),
    "purposive": ("dobór celowy",),
}
FEW = "mała podstawa"
APART = {"": "", "+": "odstaje in plus", polish.MINUS: "odstaje in minus"}


def figure_grid(chosen: Selection) -> Grid:
    """
    Tabulate the figures of a chart.

    Parameters
    ----------
    chosen
        What the chart shows.

    Returns
    -------
    Grid
        Labels, n, share [%], limits [%] where intervals may be given, and what is to be known of the base.
    """
    labels = [name for name in LABELS if name in chosen.heads and chosen.rows[name].ne("").any()]
    limits = bool(chosen.known["low"].notna().any())
    rows: list[list[Any]] = []
    for row in chosen.rows.to_dict("records"):
        shown, hidden = row["status"] in SHOWN, mark(row)
        values = [100 * row["value"] if shown else hidden]
        if limits:
            values += [100 * row[name] if shown and not polish.is_missing(row[name]) else polish.DASH for name in ("low", "high")]
        n = hidden if polish.is_missing(row["n"]) else int(row["n"])
        remarked = [FEW] * (row["status"] == "small") + [APART[row["apart"]]] * shown
        rows.append([*[row[name] for name in labels], n, *values, "; ".join(filter(None, remarked)) or polish.DASH])
    heads = [chosen.heads[name] for name in labels]
    columns = [*heads, "n", "Odsetek (%)", *(["Od (%)", "Do (%)"] if limits else []), "Uwaga"]
    return Grid(columns, rows, note=remarks(chosen), grouped=len(labels) > 1)


def count_grid(chosen: Selection) -> Grid:
    """
    Tabulate counts of a purposive survey.

    Parameters
    ----------
    chosen
        Rows with counts.
    """
    rows: list[list[Any]] = [
        [row["panel"], row["item"], *[mark(row) if polish.is_missing(row[name]) else int(row[name]) for name in ("count", "n")]]
        for row in chosen.rows.to_dict("records")
    ]
    return Grid(["Pytanie", "Odpowiedź", "Liczba osób", "Odpowiedzi na pytanie"], rows, note=remarks(chosen), grouped=True)


def surveys_grid(surveys: pd.DataFrame) -> Grid:
    """
    Tabulate who answered: survey, days, how respondents were found, answers, share of those asked.

    Parameters
    ----------
    surveys
        Table `Surveys`.
    """
    rows: list[list[Any]] = []
    for row in surveys.to_dict("records"):
        share = None if row["design"] == "purposive" else reached(row)
        rows.append(
            [
                row["title"],
                polish.days(*(dt.date.fromisoformat(row[name]) for name in ("start", "end"))),
                "; ".join([row["mode"], *(words for words in DESIGNS[row["design"]] if words not in row["mode"].lower())]),
                row["kept"],
                "nieznana" if polish.is_missing(row["population"]) else int(row["population"]),
                "nie dotyczy" if row["design"] == "purposive" else "nieznany" if share is None else 100 * share,
            ]
        )
    columns = ["Badanie", "Termin", "Jak dotarto do osób", "Odpowiedzi", "Populacja", "Odpowiedziało (%)"]
    return Grid(columns, rows, {5: 1}, note="Odsetek liczymy od osób zaproszonych, a gdy ich liczby nie znamy – od całej populacji.")


def municipalities_grid(results: Sequence[Results], units: pd.DataFrame) -> Grid:
    """
    Tabulate respondents by municipality, a column for each survey.

    Parameters
    ----------
    results
        All surveys.
    units
        Table `WeightingUnits`.

    Raises
    ------
    NotApplicable
        If the partnership is a single municipality.
    """
    if len(results[0].names) == 1:
        msg = "Diagnoza dotyczy jednej gminy, dlatego liczby odpowiedzi nie podzielono na gminy."
        raise NotApplicable(msg)
    shown = [one for one in results if units["survey"].eq(one.id).any()]
    n = units.set_index(["survey", "teryt"])["n"].to_dict()
    rows: list[list[Any]] = []
    for code, name in results[0].names.items():
        found = [n.get((one.id, code), 0) for one in shown]
        rows.append([str(name), *[DOT if polish.is_missing(value) else int(value) for value in found]])
    columns = ["Gmina", *[str(one.survey["title"]) for one in shown]]
    return Grid(columns, rows, note=f"{HIDDEN}." if units["n"].isna().any() else "")
