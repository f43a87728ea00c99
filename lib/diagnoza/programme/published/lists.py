"""What is missing, what to redraft, what to keep, and the next steps, with who answers for them and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.grid import Grid
from diagnoza.programme.published import texts
from diagnoza.programme.published.grids import without_empty

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from diagnoza.grid import Cell
    from diagnoza.programme.model import Model

LISTS = {"missing": "Brakuje (0)", "redraft": "Do przeredagowania (1)", "present": "Jest (2)"}
WHOLE = "cały program"


def lists_grid(items: pd.DataFrame, model: Model) -> Grid:
    """
    Tabulate the assessed areas and points by what the programme says of them, missing ones first.

    Parameters
    ----------
    items
        Rows of `CoverageItems` of one programme.
    model
        Names of areas and points.
    """
    rows: list[list[Cell]] = []
    for status, words in LISTS.items():
        rows += [
            [
                words,
                texts.item(row["kind"], row["item"], model),
                texts.basis(row),
                texts.proposal(row),
                row["owner"] or texts.TO_FILL,
                texts.told(row["term"]),
            ]
            for row in items[items["status"].eq(status)].to_dict("records")
        ]
    columns = ["Lista", "Obszar lub punkt", texts.BASIS, "Propozycja", "Odpowiada", "Termin"]
    grid = Grid(columns, rows, note="O liście decyduje poziom zapisu w programie, a nie praktyka.", grouped=True)
    return without_empty(grid, texts.BASIS, texts.UNTOLD, f"Przepisów ani podstawy ocen {texts.UNTOLD}")


def steps(coverage: pd.DataFrame, model: Model) -> list[dict[str, str]]:
    """
    List what is to be done: what was agreed of the whole programme, then proposals in the order of the model and of the act.

    Parameters
    ----------
    coverage
        Rows of `Coverage` of one programme.
    model
        Names of planes, areas and points.

    Returns
    -------
        Per step: step, about, owner, term, source, in Polish; what is only to be kept is no step.
    """
    whole = coverage["plane"].isna() & coverage["point"].isna()
    others = coverage[~whole & coverage["proposal"].ne("keep") & (coverage["proposal"].ne("") | coverage["action"].ne(""))]
    order = [*model.areas]
    others = others.assign(at=[order.index(area) if area else -1 for area in others["area"]])
    others = others.sort_values(["plane", "at", "point"], kind="stable", na_position="last")
    found = []
    for row in [*coverage[whole].to_dict("records"), *others.to_dict("records")]:
        step = row["evidence"] if not row["proposal"] and not row["action"] else texts.proposal(row)
        told = {"step": step, "about": _about(row, model), "owner": row["owner"] or texts.TO_FILL}
        found.append(told | {"term": texts.told(row["term"]), "source": texts.told(row["source"])})
    return found


def _about(row: Mapping[object, object], model: Model) -> str:
    if row["area"]:
        return texts.item("area", str(row["area"]), model)
    plane, point = str(row["plane"]), str(row["point"])
    if plane.isdecimal():
        return texts.plane(plane, model)
    return texts.item("point", point, model) if point.isdecimal() else WHOLE


def steps_grid(found: list[dict[str, str]]) -> Grid:
    """
    Tabulate the next steps, with room for those who answer for them.

    Parameters
    ----------
    found
        Result of `steps`.
    """
    rows = [[one[name] for name in ("step", "about", "owner", "term", "source")] for one in found]
    note = f"„{texts.TO_FILL.capitalize()}”: wpisują gmina i organizacje; źródło nie mówi, kto odpowiada."
    return Grid(["Krok", "Czego dotyczy", "Odpowiada", "Termin", "Miejsce w źródle"], rows, note=note)
