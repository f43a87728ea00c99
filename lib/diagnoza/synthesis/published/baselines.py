"""Indicators for the strategy with their value now, and what is lacking for others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.context import inequality
from diagnoza.context.indicators import INDICATORS
from diagnoza.errors import NotApplicable, NotDelivered
from diagnoza.grid import Grid
from diagnoza.pieces import Said, Tabulated
from diagnoza.synthesis.published import select, texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diagnoza.grid import Cell
    from diagnoza.pieces import Piece

MEASURING = "measure_next"
TO_SET = "do ustalenia"
NO_INDICATOR = "Z danych nie wynika żaden wskaźnik, który miałby stan wyjściowy."
MEAN = "Stan wyjściowy wskaźników statystyki publicznej to średnia gmin ważona liczbą mieszkańców."
PEOPLE_SET = "Stan docelowy ustalają partnerzy."
HOW_SET = "Stan docelowy ustalają partnerzy; podano go tam, gdzie wynika z wartości średniej, ze standardu albo z całości."
UNTIED = "unemployment", "own_revenue", "migration_rate", "old_age_ratio", "population_change"
"""Public indicators that a strategy can follow: what is judged and partners can influence; never a distance on the map."""
COLUMNS = ("Wskaźnik", "Stan wyjściowy", "Od–do w gminach", "Stan docelowy", "Rok", "Źródło")


class Case(select.Case, Protocol):
    """A partnership as this part needs it."""

    @property
    def indicators(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def recommendations(self) -> pd.DataFrame: ...  # noqa: D102


def show(case: Case) -> list[Piece]:
    """
    Show indicators with their value now, as a table with the key strategy-indicators, and the list of gaps of data.

    Parameters
    ----------
    case
        The partnership.
    """
    public, actions = _public(case), _actions(case)
    rows = [*public_rows(public, case.names), *action_rows(actions, case.findings)]
    if not rows:
        return [Said(NO_INDICATOR), Said(say_gaps(case, actions))]
    decimals = {at: decimals_of(row[1], row[3]) for at, row in enumerate(rows)}
    decimals |= {at: INDICATORS[name].decimals for at, name in enumerate(public["indicator"].unique())}
    told = HOW_SET if any(row[3] != TO_SET for row in rows) else PEOPLE_SET
    note = " ".join([*([MEAN] if len(public) and len(case.names) > 1 else []), told])
    named = [*public["indicator"].unique(), *_sources(actions, case.findings)]
    title, n = "Wskaźniki do strategii i ich stan wyjściowy", polish.counted(len(rows), "wskaźnik", "wskaźniki", "wskaźników")
    grid = Grid(COLUMNS, rows, row_decimals=decimals, note=note)
    return [Tabulated(grid, "strategy-indicators", title, list(case.sources(named)), n), Said(say_gaps(case, actions))]


def _public(case: Case) -> pd.DataFrame:
    """Take the newest year of each indicator that all members have."""
    try:
        own = case.indicators[case.indicators["teryt"].isin(case.names.index) & case.indicators["indicator"].isin(UNTIED)]
    except NotDelivered:
        return pd.DataFrame(columns=["indicator", "teryt", "year", "value", "base"])
    full = own[own.groupby(["indicator", "year"])["teryt"].transform("nunique").eq(len(case.names))]
    newest = full[full["year"].eq(full.groupby("indicator")["year"].transform("max"))]
    return newest.assign(at=newest["indicator"].map(list(INDICATORS).index)).sort_values(["at", "teryt"])


def _actions(case: Case) -> pd.DataFrame:
    """Take the recommendations that name an indicator, each indicator once; what is to be measured first is none of a strategy."""
    try:
        named = case.recommendations[case.recommendations["indicator"].ne("") & case.recommendations["type"].ne(MEASURING)]
    except NotApplicable:
        return pd.DataFrame(columns=["indicator", "baseline", "target", "unit", "findings"])
    return named.drop_duplicates(["indicator", "baseline", "unit"])


def public_rows(indicators: pd.DataFrame, names: pd.Series) -> list[list[Cell]]:
    """
    Write a row for each public indicator.

    Parameters
    ----------
    indicators
        One year of each, all members.
    names
        Names of the municipalities.
    """
    rows: list[list[Cell]] = []
    for name, own in indicators.groupby("indicator", sort=False):
        about = INDICATORS[str(name)]
        low, high = (polish.number(own["value"].agg(end), about.decimals) for end in ("min", "max"))
        spread = f"{low} do {high}" if len(names) > 1 else polish.DASH
        mean = inequality.weighted_mean(own["value"], own["base"])
        rows.append([about.label, mean, spread, TO_SET, str(int(own["year"].iloc[0])), polish.upper_first(texts.LINES["statistics"])])
    return rows


def action_rows(actions: pd.DataFrame, findings: pd.DataFrame) -> list[list[Cell]]:
    """
    Write a row for each indicator of a recommendation that has a value now.

    Parameters
    ----------
    actions
        Rows of `Recommendations` that name an indicator.
    findings
        Table `Findings`, for the date and the line.
    """
    first = findings.set_index("finding")
    rows: list[list[Cell]] = []
    for row in actions.dropna(subset=["baseline"]).to_dict("records"):
        rested = first.loc[row["findings"].split()[0]]
        unit = f" [{row['unit']}]" if row["unit"] else ""
        target: Cell = TO_SET if polish.is_missing(row["target"]) else float(row["target"])
        line = polish.upper_first(texts.LINES[rested["line"]])
        rows.append([f"{row['indicator']}{unit}", float(row["baseline"]), polish.DASH, target, rested["date"][:4] or polish.DASH, line])
    return rows


def decimals_of(*values: Cell) -> int:
    """
    Choose the decimals that say the whole of some numbers; texts among them are left out.

    Examples
    --------
    >>> decimals_of(3.0, "do ustalenia"), decimals_of(0.25, 1.0)
    (0, 2)
    """
    numbers = [value for value in values if isinstance(value, float)]
    return next((digits for digits in (0, 1) if all(round(one, digits) == one for one in numbers)), 2)


def _sources(actions: pd.DataFrame, findings: pd.DataFrame) -> list[str]:
    rested = {one for named in actions.dropna(subset=["baseline"])["findings"] for one in named.split()}
    rows = findings[findings["finding"].isin(rested)]
    return list(dict.fromkeys(name for named in rows["sources"] for name in named.split()))


def say_gaps(case: Case, actions: pd.DataFrame) -> str:
    """
    List what is not known: what was not delivered, what may not be given, what nobody speaks of, what has no value yet.

    Parameters
    ----------
    case
        The partnership.
    actions
        Rows of `Recommendations` that name an indicator.
    """
    lines, status = case.evidence_lines, case.field_status
    missing = texts.named(select.undelivered(lines))
    silent = texts.fields(field for field in SECTORS if field not in select.told(lines))
    weak = texts.fields(status.loc[status["strength"].eq("C"), "field"])
    unmeasured = "; ".join(dict.fromkeys(actions.loc[actions["baseline"].isna(), "indicator"]))
    told = {
        "Nie dostarczono danych z tych źródeł: {}.": missing,
        "Danych nie można podać, bo wskazywałyby osoby: {}.": _hidden(lines),
        "O tych dziedzinach nie mówi żadne źródło: {}.": silent,
        "Dowody potrzeby działania są słabe i warto je sprawdzić w dziedzinach: {}.": weak,
        "Bez stanu wyjściowego są wskaźniki: {}.": unmeasured,
    }
    items = [f"- {sentence.format(what)}" for sentence, what in told.items() if what]
    return "\n".join(items) if items else "Danych nie brakuje w żadnej dziedzinie."


def _hidden(lines: pd.DataFrame) -> str:
    """Name the lines that have figures of a field of which none may be given."""
    hidden: Mapping[Any, Any] = lines[lines["gap"].eq("hidden")].groupby("line", sort=False)["field"].agg(list).to_dict()
    return "; ".join(f"{texts.LINES[line]} ({texts.fields(fields)})" for line, fields in hidden.items())
