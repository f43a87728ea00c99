"""The tables of evidence: which line says what of which field, the figures behind it, and evidence against goals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.grid import Grid
from diagnoza.synthesis.published import matrix, select, texts
from diagnoza.tables.synthesis import LINES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.grid import Cell

SIGNS = {"supports": "potrzeba", "contradicts": "brak potrzeby"}
NOT_EVERYWHERE = "Brak źródła w kolumnie znaczy, że go nie dostarczono."
OF_GOALS = "cel partnera"
INVENTED = "s"
HOW_NUMBERED = "Numer w ostatniej kolumnie odsyła do listy odnośników pod tabelą."
HOW_CHOSEN = "Z każdego źródła podano w dziedzinie najwyżej jedną informację za i jedną przeciw, o największej wartości."
NO_COUNT = f"Kreska ({polish.DASH}): liczby przypadków nie ma."
OF_SYNTHETIC = f"Znak ({INVENTED}): dane syntetyczne."
GOALS = {
    "common": "wspólny cel",
    "shared": "cel kilku partnerów",
    "single": "cel jednego partnera",
    "none": "niczyj cel",
    "": "nie wiadomo",
}
CROSSED = {
    "evidenced": "cel i dowody",
    "unevidenced": "cel bez mocnych dowodów",
    "blind_spot": "dowody bez celu",
    "single": "cel jednego partnera",
    "nothing": "ani celu, ani dowodów",
    "unknown": "nie wiadomo, czyj to cel",
}
HOW_CROSSED = (
    "Dowody: siła A albo B (założenie A28). Wspólny cel: ma go co najmniej dwie trzecie partnerów. "
    "„Nie wiadomo”: rozstrzygną to cele, których nie dostarczono, nie zakodowano albo których okres obowiązywania nie jest znany."
)


def lines_grid(lines: pd.DataFrame, status: pd.DataFrame) -> Grid:
    """
    Tabulate in words what each line says of each field.

    Parameters
    ----------
    lines, status
        Tables `EvidenceLines` and `FieldStatus`.
    """
    columns = select.delivered(lines)
    marks = matrix.marks(lines, status)
    strengths = status.set_index("field")["strength"]
    rows: list[list[Cell]] = [
        [texts.field(field), *[matrix.WORDS[marks[field, line]] for line in columns], texts.strength(strengths[field])]
        for field in select.told(lines)
    ]
    return Grid(
        ["Dziedzina", *[polish.upper_first(texts.LINES[line]) for line in columns], matrix.STRENGTH], rows, note=_undelivered(lines)
    )


def _undelivered(lines: pd.DataFrame) -> str:
    missing = [line for line in select.undelivered(lines) if line not in select.delivered(lines)]
    return f"Nie dostarczono: {texts.named(missing)}." if missing else ""


def items_grid(evidence: pd.DataFrame) -> Grid:
    """
    Tabulate what each line says for and against a need in each field: its largest figure, and how many others there are.

    Parameters
    ----------
    evidence
        Table `Evidence`.
    """
    numbers, shown = references(evidence), telling(evidence)
    rows: list[list[Cell]] = [
        [
            texts.field(row["field"]),
            f"{polish.upper_first(texts.LINES[row['line']])}{_when(row)}",
            OF_GOALS if row["line"] == "goals" else SIGNS[row["state"]],
            f"{row['statement']}{_others(int(row['others']))}",
            polish.DASH if polish.is_missing(row["n"]) else int(row["n"]),
            numbers[row["key"]],
        ]
        for row in shown.to_dict("records")
    ]
    notes = [HOW_NUMBERED, *([HOW_CHOSEN] if shown["others"].any() else [])]
    notes += [OF_SYNTHETIC] if evidence["origin"].eq("synthetic").any() else []
    notes += [NO_COUNT] if shown["n"].isna().any() else []
    return Grid(["Dziedzina", "Źródło", "Wskazuje na", "Co wynika", "n", "Nr"], rows, note=" ".join(notes), grouped=True)


def telling(evidence: pd.DataFrame) -> pd.DataFrame:
    """
    Take one item of each field, line and side: that of the largest value.

    Parameters
    ----------
    evidence
        Table `Evidence`.

    Returns
    -------
        Rows of it in its order, with the column `others`: how many more items there are of the same field, line and side.
    """
    sides = ["field", "line", "state"]
    others = evidence.groupby(sides, sort=False)["item"].transform("size") - 1
    first = evidence.assign(others=others, at=range(len(evidence))).sort_values(
        ["value", "at"], ascending=[False, True], na_position="last"
    )
    return first.drop_duplicates(sides).sort_values("at").drop(columns="at")


def _others(n: int) -> str:
    """Say how many items there are beside the one that is shown."""
    return f" (i{polish.NBSP}jeszcze {polish.counted(n, 'informacja', 'informacje', 'informacji')})" if n else ""


def references(evidence: pd.DataFrame) -> dict[str, int]:
    """
    Give numbers to the tables and figures that the shown items come from.

    Parameters
    ----------
    evidence
        Table `Evidence`.
    """
    shown = telling(evidence)
    by_line = shown.assign(order=shown["line"].map(LINES.index)).sort_values("order", kind="stable")
    return {str(key): number for number, key in enumerate(dict.fromkeys(by_line["key"]), start=1)}


def _when(row: Mapping[Any, Any]) -> str:
    """Tell the year that an item is about, and whether it is synthetic."""
    year = f", {str(row['date'])[:4]}" if row["date"] else ""
    return f"{year} ({INVENTED})" if row["origin"] == "synthetic" else year


def crossed_grid(status: pd.DataFrame) -> Grid:
    """
    Tabulate the evidence of each field against its goals.

    Parameters
    ----------
    status
        Table `FieldStatus`.
    """
    order = {name: at for at, name in enumerate(CROSSED)}
    rows: list[list[Cell]] = [
        [CROSSED[row["crossed"]], texts.field(row["field"]), GOALS[row["goals"]], texts.strength(row["strength"])]
        for row in sorted(status.to_dict("records"), key=lambda row: (order[row["crossed"]], list(SECTORS).index(row["field"])))
    ]
    return Grid(["Zestawienie", "Dziedzina", "Cele partnerów", matrix.STRENGTH], rows, note=HOW_CROSSED, grouped=True)
