"""The points of art. 10e para. 3 that a strategy consists of, which findings feed each, and where none does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.grid import Grid
from diagnoza.synthesis.published import select, texts

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.grid import Cell

POINTS = {
    1: "cele strategiczne w wymiarze społecznym, gospodarczym i przestrzennym",
    2: "kierunki działań",
    3: "oczekiwane rezultaty, także przestrzenne, i wskaźniki",
    4: "model struktury funkcjonalno-przestrzennej",
    5: "ustalenia i rekomendacje dla polityki przestrzennej",
    6: "obszary strategicznej interwencji ze strategii województwa",
    7: "obszary strategicznej interwencji kluczowe dla gminy",
    8: "system realizacji strategii",
    9: "ramy finansowe",
}
"""What a strategy contains beside conclusions from the diagnosis, in our own words after the wording of 2023."""
FEEDING = {
    1: ("statistics", "residents", "youth", "goals"),
    2: ("residents", "leaders", "inventory", "voices", "programme"),
    3: ("statistics", "inventory", "flows"),
    4: ("statistics", "flows"),
    5: ("statistics", "flows"),
    6: (),
    7: ("statistics", "inventory", "flows"),
    8: ("voices", "institutions", "programme"),
    9: ("statistics", "flows"),
}
"""Lines of evidence that could feed each point: our own choice. Of areas named by the voivodeship nothing is delivered to a diagnosis."""
LAW = (
    "Strategia rozwoju gminy zawiera wnioski z diagnozy oraz dziewięć elementów, które wymienia art. 10e ust. 3 ustawy o samorządzie "
    "gminnym (brzmienie z 2023 r. – sprawdź aktualne). {}Tabela pokazuje, do którego elementu i wymiaru prowadzą wnioski i czego brakuje."
)
OF_SEVERAL = "Przepisy te stosuje się odpowiednio do strategii rozwoju ponadlokalnego kilku gmin (art. 10g). "
NOTHING = polish.DASH
NOT_ASKED = "diagnoza nie obejmuje takich danych"
NOT_FOUND = "z danych nic nie wynikło"
NOTE = (
    "W oznacza wniosek z listy pod tabelą; numery są te same w całym raporcie. Powiązanie wniosków z punktami ustawy jest propozycją do "
    "sprawdzenia przez partnerów."
)


def say_law(names: pd.Series) -> str:
    """
    Tell what a strategy has to contain.

    Parameters
    ----------
    names
        Names of the municipalities.
    """
    return LAW.format(OF_SEVERAL if len(names) > 1 else "")


def points_grid(findings: pd.DataFrame, lines: pd.DataFrame) -> Grid:
    """
    Tabulate which findings feed which point, by dimension, and why none does.

    Parameters
    ----------
    findings
        Table `Findings`.
    lines
        Table `EvidenceLines`.
    """
    numbers, missing = texts.numbered(findings), set(select.undelivered(lines))
    rows: list[list[Cell]] = []
    for point, name in POINTS.items():
        own = findings[findings["art10e_point"].eq(point).fillna(value=False)]
        cells = [", ".join(numbers[one] for one in own.loc[own["dimension"].eq(letter), "finding"]) for letter in texts.DIMENSIONS]
        rows.append([f"{point}. {name}", *[cell or NOTHING for cell in cells], _lacking(point, missing, some=not own.empty)])
    heads = [polish.upper_first(name) for name in texts.DIMENSIONS.values()]
    return Grid(["Element strategii", *heads, "Czego brakuje"], rows, note=NOTE)


def _lacking(point: int, missing: set[str], *, some: bool) -> str:
    """Name the lines that would feed a point and were not delivered; without any finding also why."""
    lacking = [line for line in FEEDING[point] if line in missing]
    if lacking:
        return f"nie dostarczono: {texts.named(lacking)}"
    if some:
        return NOTHING
    return NOT_FOUND if FEEDING[point] else NOT_ASKED


def unfed(findings: pd.DataFrame) -> list[int]:
    """
    List the points that no finding feeds.

    Parameters
    ----------
    findings
        Table `Findings`.
    """
    fed = set(findings["art10e_point"].dropna().astype(int))
    return [point for point in POINTS if point not in fed]


def say_unfed(findings: pd.DataFrame) -> str:
    """
    Tell which points no finding feeds.

    Parameters
    ----------
    findings
        Table `Findings`.
    """
    without = unfed(findings)
    if not without:
        return "Każdy element strategii ma przynajmniej jeden wniosek."
    return f"Bez wniosków pozostają elementy: {'; '.join(f'{point}. {POINTS[point]}' for point in without)}."
