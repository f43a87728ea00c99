"""Strengths, weaknesses, opportunities and threats: findings only, each with its number and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza.synthesis.published import texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

QUADRANTS = {
    "S": ("Mocne strony", "Żaden wniosek z danych nie wskazuje mocnej strony."),
    "W": ("Słabe strony", "Żaden wniosek z danych nie wskazuje słabej strony."),
    "O": ("Szanse", "Żaden wniosek z danych nie wskazuje szansy."),
    "T": ("Zagrożenia", "Żaden wniosek z danych nie wskazuje zagrożenia."),
    "": ("Pozostałe wnioski", ""),
}
HOW_TO_READ = (
    "Do analizy SWOT trafiły tylko wnioski z danych, każdy z odnośnikiem; niczego nie dopisano. "
    "Siła A, B i C jak w streszczeniu (założenie A28)."
)


def say_swot(findings: pd.DataFrame) -> str:
    """
    List all findings by quadrant; a quadrant without any says so.

    Parameters
    ----------
    findings
        Table `Findings`.
    """
    numbers = texts.numbered(findings)
    parts = [HOW_TO_READ]
    for letter, (name, otherwise) in QUADRANTS.items():
        own = findings[findings["swot"].eq(letter)]
        lines = [_line(row, numbers[row["finding"]]) for row in own.to_dict("records")]
        if lines or otherwise:
            parts.append("\n".join([f"### {name}\n", *(lines or [otherwise])]))
    return "\n\n".join(parts)


def _line(row: Mapping[Any, Any], number: str) -> str:
    where = texts.links(str(row["keys"]).split())
    return f"- **{number}. {texts.topic(row)}.** {texts.sentence(row)} *{texts.about(row)}* ({where})."
