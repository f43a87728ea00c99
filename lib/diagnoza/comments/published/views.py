"""What the report shows of comments: the table uwaga – stanowisko, and how many there are of each position."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from diagnoza import polish
from diagnoza.comments.published import texts
from diagnoza.grid import Grid
from diagnoza.pieces import Said, Tabulated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from diagnoza.grid import Cell
    from diagnoza.pieces import Piece

KEY = "comments"
NOTE = (
    "Treść uwag i odpowiedzi jak w wykazie partnerstwa, bez danych osób: w nawiasach kwadratowych stoi to, co ukryto. "
    "Nie podajemy, kto zgłosił uwagę, tylko od kogo w ogólności pochodzi."
)
COUNTED = ("uwaga", "uwagi", "uwag")
TAKEN = {  # what became of comments, with the case that each verb asks for
    "accepted": ("uwzględniono", ("uwagę", "uwagi", "uwag")),
    "partly": ("częściowo uwzględniono", ("uwagę", "uwagi", "uwag")),
    "rejected": ("nie uwzględniono", ("uwagi", "uwag", "uwag")),
    "explained": ("wyjaśnieniem odpowiedziano na", ("uwagę", "uwagi", "uwag")),
}


class Case(Protocol):
    """A partnership as this part needs it."""

    @property
    def comments(self) -> pd.DataFrame: ...  # noqa: D102
    def sources(self, names: Iterable[str]) -> Sequence[Any]: ...  # noqa: D102


def comments(case: Case) -> list[Piece]:
    """
    Show the table of comments and count their positions.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotDelivered
        If no comments were delivered.
    """
    table = case.comments
    n = polish.counted(len(table), *COUNTED)
    shown = Tabulated(comments_grid(table), KEY, title(table), list(case.sources(["delivery:comments"])), n)
    return [shown, Said(say_comments(table))]


def comments_grid(table: pd.DataFrame) -> Grid:
    """
    Tabulate comments beside the position on each.

    Parameters
    ----------
    table
        Table `Comments`.
    """
    rows: list[list[Cell]] = []
    for row in table.astype(str).to_dict("records"):
        number = f"{row['number']} ({texts.day(row['received'])})" if row["received"] else row["number"]
        position = texts.position(row["position"], row["answer"], row["answered"])
        rows.append([number, texts.FROM[row["from_kind"]], row["about"] or texts.UNTOLD, row["comment"], position])
    return Grid(["Nr i data wpływu", "Od kogo", "Czego dotyczy", "Uwaga", "Stanowisko partnerstwa"], rows, note=NOTE)


def title(table: pd.DataFrame) -> str:
    """
    Write the title of the table.

    Parameters
    ----------
    table
        Table `Comments`.
    """
    open_ones = int(table["position"].eq("").sum())
    if open_ones:
        all_ones = polish.counted(len(table), "uwagi", "uwag", "uwag")
        return f"Uwagi do projektu diagnozy: bez stanowiska {polish.counted(open_ones, *COUNTED)} z {all_ones}"
    settled = table["position"].ne("unclear").all()
    return (
        "Uwagi do projektu diagnozy: każda ma stanowisko partnerstwa" if settled else "Uwagi do projektu diagnozy i stanowisko partnerstwa"
    )


def say_comments(table: pd.DataFrame) -> str:
    """
    Say how many comments came in and what became of them; those without a position are named.

    Parameters
    ----------
    table
        Table `Comments`, with at least one row.
    """
    n = len(table)
    came = polish.plural(n, "wpłynęła", "wpłynęły", "wpłynęło")
    counts = table["position"].value_counts()
    parts = [f"{verb} {polish.counted(counts[code], *forms)}" for code, (verb, forms) in TAKEN.items() if code in counts.index]
    sentences = [f"Do projektu diagnozy {came} {polish.counted(n, *COUNTED)}."]
    if parts:
        sentences.append(f"{polish.upper_first(polish.listed(parts))}.")
    sentences += [_named(table, "unclear", "Stanowisko niejednoznaczne"), _named(table, "", "Jeszcze bez stanowiska")]
    return " ".join(filter(None, sentences))


def _named(table: pd.DataFrame, position: str, words: str) -> str:
    """Name the comments of a position by their numbers; "" where there are none."""
    numbers = table.loc[table["position"].eq(position), "number"].astype(str).tolist()
    if not numbers:
        return ""
    counted = polish.counted(len(numbers), *COUNTED)
    return f"{words}: {counted} (nr {polish.listed(numbers)})."
