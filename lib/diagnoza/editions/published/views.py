"""What the report shows of the edition before: the log of changes, and what is new, gone or different in a sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from diagnoza import polish
from diagnoza.editions.published import texts
from diagnoza.grid import Grid
from diagnoza.pieces import Said, Tabulated

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from diagnoza.grid import Cell
    from diagnoza.partnership import Partnership
    from diagnoza.pieces import Piece

KEY = "edition-changes"
NOTE = (
    "Plik oddany pod inną nazwą liczy się jako wycofany i nowy. Siła dowodów: A – silne, B – średnie, C – słabe. "
    "Wniosek może zmienić treść także dlatego, że zmieniły się dane innych partnerów."
)


class Case(Protocol):
    """A partnership as this part needs it."""

    @property
    def partnership(self) -> Partnership: ...  # noqa: D102
    @property
    def deliveries(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def edition_changes(self) -> pd.DataFrame: ...  # noqa: D102
    def sources(self, names: Iterable[str]) -> Sequence[Any]: ...  # noqa: D102


def edition(case: Case) -> list[Piece]:
    """
    Show what has changed since the edition before.

    Parameters
    ----------
    case
        The partnership.

    Returns
    -------
        Sentences, and the table where anything has changed.

    Raises
    ------
    NotApplicable
        If this is the first edition.
    """
    table, previous = case.edition_changes, case.partnership.previous
    said: list[Piece] = [Said(say_changes(table, previous.date))] if previous else []
    shown = table[table["what"].ne("not_compared")]
    if shown.empty:
        return said
    n = polish.counted(len(shown), "zmiana", "zmiany", "zmian")
    return [*said, Tabulated(changes_grid(shown), KEY, "Zmiany od poprzedniego wydania diagnozy", _sources(case), n)]


def _sources(case: Case) -> list[Any]:
    """Give the sources of this edition: what findings say rests on all of them."""
    named = case.deliveries[["table", "survey"]].to_dict("records")
    ids = [f"survey:{one['survey']}" if one["survey"] else f"delivery:{one['table']}" for one in named]
    return list(case.sources(["params", *dict.fromkeys(ids)]))


def changes_grid(changes: pd.DataFrame) -> Grid:
    """
    Tabulate changes by kind, what it was beside what it is.

    Parameters
    ----------
    changes
        Table `EditionChanges`, without rows that were not compared.
    """
    rows: list[list[Cell]] = []
    for row in changes.astype(str).to_dict("records"):
        label = texts.WHATS[row["kind"], row["what"]]
        sides = ("" if row["what"] == "new" else row["before"], "" if row["what"] == "gone" else row["now"])
        rows.append([texts.KINDS[row["kind"]], label, *(texts.cell(row, side) if side else polish.DASH for side in sides)])
    return Grid(["Czego dotyczy", "Zmiana", "Poprzednie wydanie", "To wydanie"], rows, note=NOTE, grouped=True)


def say_changes(changes: pd.DataFrame, day: dt.date) -> str:
    """
    Say in sentences what has changed since the edition before.

    Parameters
    ----------
    changes
        Table `EditionChanges`.
    day
        The day of the edition before.
    """
    sentences = [f"Poprzednie wydanie diagnozy pochodzi z {polish.date_words(day)}", *_of_partners(changes)]
    for kind, (subject, forms) in texts.COUNTED.items():
        own = changes.loc[changes["kind"].eq(kind), "what"]
        if own.eq("not_compared").any():
            sentences.append(f"{subject}: nie porównano, bo jedno z wydań ich nie zawiera.")
            continue
        counts = [polish.counted(n, *words) for what, words in forms.items() if (n := int(own.eq(what).sum()))]
        sentences.append(f"{subject}: {polish.listed(counts) if counts else 'bez zmian'}.")
    return " ".join(sentences)


def _of_partners(changes: pd.DataFrame) -> list[str]:
    own = changes[changes["kind"].eq("partner")]
    parts = []
    for what, words in texts.PARTNERS.items():
        names = sorted(own.loc[own["what"].eq(what), "name"].astype(str), key=polish.collation_key)
        if names:
            parts.append(f"{words}: {polish.listed(names)}.")
    return parts or ["Skład partnerstwa i role partnerów się nie zmieniły."]
