"""Who was asked: the Polish words for each group, and its colour and shape in every chart."""

from __future__ import annotations

from dataclasses import dataclass

from diagnoza.charts import BLUE, FOCUS, SECOND, TEAL


@dataclass(frozen=True)
class Group:
    """
    A group of respondents.

    Attributes
    ----------
    name, of
        Nominative and genitive, as in "wśród mieszkańców".
    points
        The verb "to choose an answer" in the number that goes with the name.
    colour, marker
        The same in all charts; shapes differ too, so that colour is never needed to tell groups apart.
    """

    name: str
    of: str
    points: str
    colour: str
    marker: str


GROUPS = {  # in the order in which they are shown
    "residents": Group("Mieszkańcy", "mieszkańców", "wskazują", TEAL, "s"),
    "youth": Group("Młodzież", "młodzieży", "wskazuje", FOCUS, "o"),
    "seniors": Group("Seniorzy", "seniorów", "wskazują", BLUE, "v"),
    "entrepreneurs": Group("Przedsiębiorcy", "przedsiębiorców", "wskazują", SECOND, "^"),
    "leaders": Group("Liderzy", "liderów", "wskazują", SECOND, "D"),
}
