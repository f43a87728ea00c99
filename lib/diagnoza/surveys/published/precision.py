"""What may be said of the precision of a survey, by the way its respondents were found; and the remarks under figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza import polish
from diagnoza.surveys.published.selection import top_words, wording
from diagnoza.tables.surveys import SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from diagnoza.surveys.published.results import Results
    from diagnoza.surveys.published.selection import Selection

DOT = "•"
HIDDEN = f"{DOT} – liczby nie podajemy, aby nie dało się rozpoznać odpowiedzi pojedynczych osób"
HOLM = "test z poprawką Holma"
SEVERAL = "Można było wybrać kilka odpowiedzi, dlatego odsetki nie sumują się do całości"
BRIEFLY = {
    "probability": "95-procentowy przedział ufności",
    "quota": "przedział umowny (próba kwotowa, błędu losowania nie da się obliczyć)",
    "open_link": "przedział umowny (odpowiadali chętni, błędu losowania nie da się obliczyć)",
    "census_attempt": "bez przedziałów (zaproszono wszystkich, próby nie losowano)",
    "purposive": "tylko liczby osób (dobór celowy)",
}
"""The precision of a survey in a remark; in full it stands where the chapter says who answered."""


def precision(survey: Mapping[Any, Any] | pd.Series) -> str:
    """
    Say what is known of the precision of a survey (assumption A11).

    Parameters
    ----------
    survey
        A row of the table `Surveys`.

    Returns
    -------
    str
        One or two Polish sentences that follow from the design.

    References
    ----------
    AAPOR on opt-in samples: self-selection is disclosed, no margin of sampling error is claimed, and a modelled interval states its
    assumption.
    """
    after = "po ważeniu " if survey["weighted"] else ""
    model = f"Przedział umowny zakłada, że próba {after}zachowuje się jak losowa"
    return {
        "probability": "Próba losowa; podano 95-procentowe przedziały ufności.",
        "quota": f"Próba kwotowa, a nie losowa, dlatego błędu losowania nie da się obliczyć. {model}.",
        "open_link": f"Odpowiadali chętni (otwarty odnośnik), dlatego błędu losowania nie da się obliczyć. {model}.",
        "census_attempt": f"O udział poproszono wszystkich{_reached(survey)}; próby nie losowano, więc błędu losowania nie ma."
        " Testy mimo to traktują odpowiedzi jak próbę losową. Osoby, które nie odpowiedziały, mogą mieć inne zdanie.",
        "purposive": "Osoby dobrano celowo, dlatego podajemy tylko ich liczby, bez odsetków i przedziałów. Nie opisują one szerszej grupy.",
    }[str(survey["design"])]


def _reached(survey: Mapping[Any, Any] | pd.Series) -> str:
    share = reached(survey)
    return "" if share is None else f" (odpowiedziało {polish.percent(share)})"


def reached(survey: Mapping[Any, Any] | pd.Series) -> float | None:
    """
    Give the share of those asked who answered; where nobody counted them, of the population.

    Parameters
    ----------
    survey
        A row of the table `Surveys`.

    Returns
    -------
    float or None
        0-1; None where neither number is known, or everyone could answer more than once.
    """
    of = survey["population"] if polish.is_missing(survey["invited"]) else survey["invited"]
    return None if polish.is_missing(of) or survey["kept"] > of else float(survey["kept"]) / float(of)


def mark(row: Mapping[Any, Any] | pd.Series) -> str:
    """
    Say in the place of a figure why it is not given.

    Parameters
    ----------
    row
        A row of a selection.

    Returns
    -------
    str
        "n < 30", or a dot that the remark under the figure explains; empty where the figure is given.
    """
    if row["status"] in SHOWN:
        return ""
    return (
        DOT
        if row["status"] != "base" or polish.is_missing(row["minimum"])
        else f"n{polish.NBSP}<{polish.NBSP}{polish.number(row['minimum'])}"
    )


def remarks(chosen: Selection) -> str:
    """
    Write the remark under a figure: the question as asked, what the value is, precision, and why figures are hidden.

    Parameters
    ----------
    chosen
        What the figure shows.
    """
    parts = [_asked(chosen), _base(chosen), chosen.remark, _intervals(chosen), *_hidden(chosen)]
    return " ".join(part if part.endswith((".", ".”")) else f"{part}." for part in parts if part)


def _asked(chosen: Selection) -> str:
    """Quote the questions, those of a grid as one."""
    asked = list(dict.fromkeys(wording(chosen.question(name)) for name in dict.fromkeys(chosen.rows["question"])))
    return f"{'Pytania' if len(asked) > 1 else 'Pytanie'}: {'; '.join(f'„{one}”' for one in asked)}"


def _base(chosen: Selection) -> str:
    """Say which answers a share counts, and that several could be chosen."""
    questions = [chosen.question(name) for name in dict.fromkeys(chosen.rows["question"])]
    counts = all(one.purposive for one in chosen.results)
    parts = []
    scales = [one for one in questions if one.kind == "scale"]
    if scales and "label" not in chosen.heads and not counts:
        words = list(dict.fromkeys(top_words(one) for one in scales))
        parts.append(f"Odsetek odpowiedzi {words[0]}" if len(words) == 1 else f"Odsetek odpowiedzi z górnego krańca skali, np. {words[0]}")
    if any(one.kind == "multiple" for one in questions):
        parts.append("Można było wybrać kilka odpowiedzi" if counts else SEVERAL)
    return ". ".join(parts)


def _intervals(chosen: Selection) -> str:
    said: dict[str, list[str]] = {}
    for one in [chosen.of(name) for name in chosen.surveys]:
        said.setdefault(BRIEFLY[str(one.survey["design"])], []).append(one.group.name.lower())
    if len(said) == 1:
        return polish.upper_first(next(iter(said)))
    return polish.upper_first("; ".join(f"{polish.listed(names)} – {words}" for words, names in said.items()))


def how_tested(results: Iterable[Results], *, intervals: bool = False) -> str:
    """
    Say which test was made, and what it takes for granted where respondents were not drawn at random.

    Parameters
    ----------
    results
        The surveys whose answers were tested.
    intervals
        Whether intervals of differences stand beside it.

    Returns
    -------
    str
        For example "test z poprawką Holma", to stand in brackets.
    """
    if {str(one.survey["design"]) for one in results} == {"probability"}:
        return HOLM
    return (
        f"{HOLM}; test i przedziały traktują odpowiedzi jak próbę losową"
        if intervals
        else f"{HOLM}; traktuje on odpowiedzi jak próbę losową"
    )


def _hidden(chosen: Selection) -> list[str]:
    rows = chosen.rows
    statuses = set(rows["status"])
    said = []
    if rows["apart"].ne("").any():
        said.append(f"(+) i (−) – odstaje in plus lub in minus od reszty partnerstwa ({how_tested(chosen.results)})")
    if "small" in statuses and rows["value"].notna().any():
        said.append("* – mała podstawa, wynik jest mało dokładny")
    if minima := sorted({int(one) for one in rows.loc[rows["status"].eq("base"), "minimum"].dropna()}):
        said.append(f"n{polish.NBSP}<{polish.NBSP}{polish.number(minima[0])} – za mało odpowiedzi, aby podać wynik")
    if statuses - set(SHOWN) - {"base"}:
        said.append(HIDDEN)
    return said


def asked_count(chosen: Selection) -> str:
    """
    Count the respondents behind a figure, by survey; a range where questions have different bases.

    Parameters
    ----------
    chosen
        What the figure shows.

    Returns
    -------
    str
        For example "402 (mieszkańcy), od 280 do 311 (młodzież)".
    """
    parts = []
    for survey, rows in chosen.rows.groupby("survey", sort=False):
        n = pd.to_numeric(rows["n"]).dropna()
        if len(n):
            low, high = int(n.min()), int(n.max())
            words = polish.number(high) if low == high else f"od{polish.NBSP}{polish.number(low)} do{polish.NBSP}{polish.number(high)}"
        else:
            words = "za mało, aby podać"
        parts.append(f"{words} ({chosen.of(str(survey)).group.name.lower()})")
    return ", ".join(parts)
