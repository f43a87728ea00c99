"""Response, weighting and quality of answers, for the chapter on the partnership."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.errors import NotApplicable
from diagnoza.grid import Grid
from diagnoza.surveys.published.precision import DOT, HIDDEN
from diagnoza.surveys.published.selection import name_of, wording
from diagnoza.tables.surveys import SHOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from diagnoza.surveys.published.results import Results

MEANS = ("mean", "median")


def weights_grid(surveys: pd.DataFrame, units: pd.DataFrame, names: pd.Series) -> Grid:
    """
    Tabulate what weighting did to each survey, as a whole and by municipality.

    Parameters
    ----------
    surveys, units
        Tables `Surveys` and `WeightingUnits`.
    names
        Name by code of the municipalities.

    Raises
    ------
    NotApplicable
        If no survey was weighted.
    """
    if not surveys["weighted"].any():
        msg = "Odpowiedzi żadnego badania nie ważono."
        raise NotApplicable(msg)
    rows: list[list[Any]] = []
    for one in surveys[surveys["weighted"]].to_dict("records"):
        weights = [one[name] for name in ("low_weight", "high_weight")]
        rows.append([one["title"], "razem", one["kept"], one["n_eff"], one["deff"], *weights, 100 * one["capped"]])
        of_one = units[units["survey"].eq(one["survey"])].set_index("teryt")
        for code in [code for code in names.index if code in of_one.index and len(names) > 1]:
            unit = of_one.loc[code]
            values: list[Any] = [DOT if polish.is_missing(unit[name]) else float(unit[name]) for name in ("n", "n_eff", "deff")]
            if values[0] == 0:
                values[1:] = [polish.DASH] * 2
            rows.append([one["title"], str(names[code]), *values, *[polish.DASH] * 3])
    columns = ["Badanie", "Gmina", "Odpowiedzi", "Efektywna liczba odpowiedzi", "Efekt ważenia", "Waga od", "Waga do", "Ucięte wagi (%)"]
    return Grid(columns, rows, {3: 0, 4: 2, 5: 1, 6: 1, 7: 1}, note=_note(units, "Średnia waga wynosi jeden."), grouped=True)


def margins_grid(surveys: pd.DataFrame, weighting: pd.DataFrame) -> Grid:
    """
    Tabulate the margins of each survey: the population, the respondents before and after weighting.

    Parameters
    ----------
    surveys, weighting
        Tables `Surveys` and `Weighting`.
    """
    titles = surveys.set_index("survey")["title"]
    rows: list[list[Any]] = []
    for row in weighting.to_dict("records"):
        shares = [DOT if polish.is_missing(row[name]) else 100 * row[name] for name in ("before", "after")]
        n = DOT if polish.is_missing(row["n"]) else int(row["n"])
        rows.append([str(titles[row["survey"]]), row["label"], n, 100 * row["target"], *shares])
    columns = ["Badanie", "Kategoria", "Odpowiedzi", "W populacji (%)", "Przed ważeniem (%)", "Po ważeniu (%)"]
    about = f"Populacja: {'; '.join(dict.fromkeys(weighting['source']))}."
    synthetic = " Część liczb o populacji to dane syntetyczne." if weighting["origin"].eq("synthetic").any() else ""
    return Grid(columns, rows, dict.fromkeys((3, 4, 5), 1), note=_note(weighting, about + synthetic), grouped=True)


def _note(table: pd.DataFrame, text: str) -> str:
    return f"{text} {HIDDEN}." if table["n"].isna().any() else text


def flags_grid(surveys: pd.DataFrame, flags: pd.DataFrame) -> Grid:
    """
    Tabulate what was delivered, kept, and kept although it looks careless.

    Parameters
    ----------
    surveys, flags
        Tables `Surveys` and `Flags`.
    """
    rows: list[list[Any]] = []
    for one in surveys.to_dict("records"):
        lines = [
            ("wiersze w plikach", one["delivered"]),
            ("odrzucone", one["delivered"] - one["kept"]),
            ("zachowane", one["kept"]),
            *[(f"zachowane z oznaczeniem: {row.flag}", row.rows) for row in flags[flags["survey"].eq(one["survey"])].itertuples()],
        ]
        rows += [[one["title"], words, n] for words, n in lines]
    note = "Powody odrzucenia podano w tabeli wczytanych wierszy. Oznaczone odpowiedzi wyglądają na nieuważne, ale ich nie usunięto."
    return Grid(["Badanie", "Odpowiedzi", "Liczba"], rows, note=note, grouped=True)


def say_weighting(surveys: pd.DataFrame, notes: pd.DataFrame) -> str:
    """
    Tell which surveys were weighted, at what cost, and what had to be done for it.

    Parameters
    ----------
    surveys, notes
        Tables `Surveys` and `WeightingNotes`.
    """
    lines = []
    for one in surveys.to_dict("records"):
        lost = 1 - one["n_eff"] / one["kept"] if one["kept"] else 0.0
        cost = f"ważenie zmniejszyło dokładność tak, jakby odpowiedzi było o {polish.percent(lost)} mniej."
        said = [*([cost] if one["weighted"] else []), *notes.loc[notes["survey"].eq(one["survey"]), "text"]] or ["odpowiedzi nie ważono."]
        lines.append(f"- **{one['title']}** – {polish.lower_first(' '.join(said))}")
    return "\n".join(lines)


def say_flags(surveys: pd.DataFrame, flags: pd.DataFrame) -> str:
    """
    Tell how many rows were kept, and how many of them look careless.

    Parameters
    ----------
    surveys, flags
        Tables `Surveys` and `Flags`.
    """
    parts = []
    for one in surveys.to_dict("records"):
        n = int(flags.loc[flags["survey"].eq(one["survey"]), "rows"].sum())
        careless = f", oznaczeń nieuważnych odpowiedzi: {polish.number(n)}" if n else ", żadnej nie oznaczono jako nieuważnej"
        rows = polish.counted(one["delivered"], "wiersza", "wierszy", "wierszy")
        parts.append(f"{one['title']} – zachowano {polish.number(one['kept'])} z {rows}{careless}")
    return f"{'; '.join(parts)}."


def say_unflagged(results: Sequence[Results]) -> str:
    """
    Tell how far results move without the answers that look careless, as far as both figures are published.

    Parameters
    ----------
    results
        All surveys.

    Returns
    -------
    str
        A line for each survey of which this is known; whole percents are compared, of each question one answer.
    """
    lines = []
    for one in results:
        moved = _moved(one.estimates)
        if moved.empty:
            continue
        widest = int(moved.max())
        compared = polish.counted(len(moved), "odsetek", "odsetki", "odsetków")
        question = one.codebook.question(str(moved.index.get_level_values("question")[int(moved.argmax())]))
        named = f"„{wording(question)}”{f' – „{name_of(question)}”' if question.grid else ''}"
        change = (
            f"zmieniają się najwyżej o {widest}{polish.NBSP}p.p. (pytanie {named})"
            if widest
            else "nie zmieniają się po zaokrągleniu do pełnych procentów"
        )
        lines.append(f"- **{one.survey['title']}** – bez oznaczonych odpowiedzi wyniki {change}; porównano {compared}.")
    return "\n".join(lines)


def _moved(estimates: pd.DataFrame) -> pd.Series:
    """Give by question and answer the distance of published shares [percentage points] without the flagged answers."""
    shares = estimates[estimates["status"].isin(SHOWN) & estimates["value"].notna() & ~estimates["answer"].isin(MEANS)]
    whole, rest = (shares[shares["group"].eq(name)].set_index(["question", "answer"])["value"] for name in ("all", "unflagged"))
    return (100 * (rest - whole).abs()).dropna().round().astype(int)
