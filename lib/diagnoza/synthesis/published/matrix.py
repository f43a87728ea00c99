"""Fields against lines of evidence: a letter and a colour for each, and the strength of all; nothing is computed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.patches import Patch, Rectangle

from diagnoza.charts import FOCUS, MUTED, OTHERS, OUTLINE, SECOND, SHADES, TEAL, fitting, new_figure, readable_on, wrapped
from diagnoza.synthesis.published import select, texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NEED, BOTH, NONE, GOAL, NOBODYS, HIDDEN, SILENT = "P", "R", "N", "cel", "nikt", "•", "–"
WORDS = {
    NEED: "wskazuje na potrzebę działania",
    BOTH: "w części wskazuje na potrzebę, w części nie",
    NONE: "nie wskazuje na potrzebę działania",
    GOAL: "dziedzina jest w celach co najmniej jednego partnera",
    NOBODYS: "nie ma tej dziedziny w celach żadnego partnera",
    HIDDEN: "są dane, ale nie można ich podać",
    SILENT: "brak danych",
}
"""What each mark stands for."""
COLOURS = {NEED: FOCUS, BOTH: SHADES[2], NONE: SHADES[0], GOAL: TEAL, NOBODYS: SHADES[0], HIDDEN: "white", SILENT: "white"}
STRENGTH_COLOURS = {"A": SECOND, "B": "#F3C9A9", "C": "white"}
HEADS = {
    "statistics": "Statystyka",
    "residents": "Mieszkańcy",
    "youth": "Młodzież",
    "leaders": "Liderzy",
    "entrepreneurs": "Przedsiębiorcy",
    "seniors": "Seniorzy",
    "inventory": "Inwentaryzacja",
    "flows": "Przepływy",
    "voices": "Spotkania",
    "institutions": "Instytucje",
    "programme": "Program",
    "goals": "Cele",
}
STRENGTH = "Siła dowodów"
ROW = 0.44  # inches


def marks(lines: pd.DataFrame, status: pd.DataFrame) -> dict[tuple[str, str], str]:
    """
    Give the mark of every field in every line of evidence.

    Parameters
    ----------
    lines, status
        Tables `EvidenceLines` and `FieldStatus`.
    """
    goals = status.set_index("field")["goals"]
    return {(row["field"], row["line"]): _mark(row, nobodys=goals[row["field"]] == "none") for row in lines.to_dict("records")}


def _mark(row: Mapping[Any, Any], *, nobodys: bool) -> str:
    if row["line"] == "goals":
        return GOAL if row["state"] == "supports" else NOBODYS if nobodys else SILENT
    if row["state"] == "no_data":
        return HIDDEN if row["gap"] == "hidden" else SILENT
    return {"supports": NEED, "mixed": BOTH, "contradicts": NONE}[str(row["state"])]


def plot_evidence(lines: pd.DataFrame, status: pd.DataFrame) -> Figure:
    """
    Draw what each line says of each field, and how strong all of it is.

    Parameters
    ----------
    lines, status
        Tables `EvidenceLines` and `FieldStatus`; lines that were not delivered and fields that nothing speaks of are left out.
    """
    columns, fields = select.delivered(lines), select.told(lines)
    drawn = marks(lines, status)
    chart, axes = _canvas([wrapped(texts.field(one), 24) for one in fields], [HEADS[one] for one in columns])
    for at, field in enumerate(fields):
        for column, line in enumerate(columns):
            _cell(axes, (column, at), drawn[field, line], COLOURS[drawn[field, line]])
    strengths = status.set_index("field")["strength"]
    for at, field in enumerate(fields):
        letter = str(strengths[field])
        _cell(axes, (len(columns), at), letter or SILENT, STRENGTH_COLOURS.get(letter, "white"), bold=True)
    used = [one for one in WORDS if one in {drawn[field, line] for field in fields for line in columns}]
    labels = [Patch(facecolor=COLOURS[one], edgecolor=OUTLINE, label=f"{one}: {WORDS[one]}") for one in used]
    labels += [Patch(facecolor=STRENGTH_COLOURS["A"], edgecolor=OUTLINE, label="A, B, C: siła dowodów – mocna, średnia, słaba")]
    chart.legend(handles=labels, loc="outside lower left", ncols=1)
    return chart


def alt_evidence(lines: pd.DataFrame, status: pd.DataFrame) -> str:
    """
    Describe the chart by the fields of each strength.

    Parameters
    ----------
    lines, status
        As in `plot_evidence`.
    """
    by = {letter: texts.fields(status.loc[status["strength"].eq(letter), "field"]) for letter in texts.STRENGTHS}
    parts = [f"{texts.STRENGTHS[letter]} siła dowodów: {fields}" for letter, fields in by.items() if fields]
    sizes = f"{len(select.told(lines))} na {len(select.delivered(lines))}"
    return fitting(f"Tabela barwna dziedzin i źródeł ({sizes});", parts or ["żadne źródło nie wskazuje na potrzebę działania"])


def _canvas(rows: Sequence[str], heads: Sequence[str]) -> tuple[Figure, Axes]:
    chart = new_figure(ROW * len(rows) + 3.6)
    axes = chart.subplots()
    axes.set(xlim=(-0.5, len(heads) + 0.5), ylim=(len(rows) - 0.5, -0.5))
    axes.set_yticks(range(len(rows)), rows)
    axes.set_xticks(range(len(heads) + 1), [*heads, STRENGTH], rotation=90)
    axes.get_xticklabels()[-1].set_fontweight("bold")
    axes.xaxis.tick_top()
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    return chart, axes


def _cell(axes: Axes, at: tuple[int, int], text: str, colour: str, *, bold: bool = False) -> None:
    empty = text in {SILENT, HIDDEN}
    edge = OTHERS if empty else OUTLINE
    place = ((at[0] - 0.47, at[1] - 0.44), 0.94, 0.88)
    axes.add_patch(Rectangle(*place, facecolor=colour, edgecolor=edge, linewidth=1.6 if bold and not empty else 0.6))
    ink = MUTED if empty else readable_on(colour)
    axes.text(*at, text, ha="center", va="center", fontsize=13, color=ink, fontweight="bold" if bold else "normal")
