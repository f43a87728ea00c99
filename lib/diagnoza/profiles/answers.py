"""What people of a municipality answered, beside all respondents: of the survey that the report compares municipalities by."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.errors import NotApplicable, NotDelivered
from diagnoza.pieces import Said, Tabulated
from diagnoza.profiles.only import without
from diagnoza.surveys.published import grids, results, select, services
from diagnoza.surveys.published.precision import asked_count, how_tested, remarks
from diagnoza.surveys.published.selection import ALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnoza.case import Case
    from diagnoza.grid import Cell, Grid
    from diagnoza.pieces import Piece
    from diagnoza.surveys.published.selection import Selection

QUESTIONS = (("place_good", "top2"), ("change_5y", "top2"), ("sat_overall", "top2"))
"""The opinions that the report compares municipalities by."""
ALONE = "Diagnoza dotyczy tej jednej gminy: jej wyniki ankiet zawiera rozdział „Ankiety” raportu."
HIDDEN = "Odpowiedzi z tej gminy jest za mało, aby podać wyniki; liczą się w wynikach całego partnerstwa."
SIDES = (("+", "częściej"), (polish.MINUS, "rzadziej"))
SHARE, HERE, EVERYWHERE, REMARK = "Odsetek (%)", "W tej gminie (%)", "Wszyscy (%)", "Uwaga"
SMALL = "Mała podstawa: wyniki z tej gminy są mało dokładne."
"""In place of a column that says so in every row with a result."""
IN_ORDER = "Gminy są ułożone alfabetycznie"


@dataclass(frozen=True)
class Asked:
    """
    The answers to some questions.

    Attributes
    ----------
    key, about
        Part of the key of their table; what they are about.
    here, everywhere
        Those of the municipality; those of all respondents.
    place, what
        Column of labels that names the municipality; the one that names the question.
    """

    key: str
    about: str
    here: Selection
    everywhere: Selection
    place: str
    what: str


def show(case: Case, teryt: str) -> list[Piece]:
    """
    Show opinions on the municipality and ratings of services, of the survey that the report compares municipalities by.

    Parameters
    ----------
    case, teryt
        The partnership; the municipality.

    Raises
    ------
    NotDelivered
        If there is no such survey, the partnership is one municipality, or too few people of this one answered.
    """
    one, name = results.main_results(case), str(case.names[teryt])
    if len(case.names) == 1:
        raise NotApplicable(ALONE)
    asked: list[Asked] = []
    with suppress(NotDelivered):
        asked.append(_asked(("place", "opinie o gminie"), select.by_municipality(one, QUESTIONS), name, ("item", "panel")))
    with suppress(NotDelivered):
        asked.append(_asked(("services", "dobre oceny usług"), services.by_municipality(one), name, ("series", "item")))
    known = [each for each in asked if len(each.here.known)]
    if not known:
        raise NotApplicable(HIDDEN)
    return [*(_table(each, case) for each in known), Said(say_apart(known))]


def _asked(named: tuple[str, str], chosen: Selection, name: str, columns: tuple[str, str]) -> Asked:
    place, what = columns
    chosen = replace(chosen, remark=chosen.remark.replace(IN_ORDER, "").strip())
    here, everywhere = (replace(chosen, rows=chosen.rows[chosen.rows[place].eq(one)].reset_index(drop=True)) for one in (name, ALL))
    return Asked(*named, here, everywhere, place, what)


def _table(asked: Asked, case: Case) -> Tabulated:
    title = f"{polish.upper_first(asked.about)} w badaniu {asked.here.results[0].group.of}: ta gmina i wszyscy, którzy odpowiedzieli"
    sources = case.survey_sources(asked.here.surveys)
    return Tabulated(answers_grid(asked), f"m-survey-{asked.key}", title, sources, f"{asked_count(asked.here)}, w tej gminie")


def answers_grid(asked: Asked) -> Grid:
    """
    Tabulate the answers of the municipality with those of all respondents in a column beside.

    Parameters
    ----------
    asked
        Answers to some questions, some of them published.
    """
    here, everywhere = (without(grids.figure_grid(each), each.heads[asked.place]) for each in (asked.here, asked.everywhere))
    of_all = {row[0]: row[list(everywhere.columns).index(SHARE)] for row in everywhere.rows}
    last = list(here.columns).index(REMARK)
    rows: list[list[Cell]] = [[*row[:last], of_all[row[0]], *row[last:]] for row in here.rows]
    columns = [HERE if head == SHARE else head for head in here.columns]
    grid = replace(here, columns=[*columns[:last], EVERYWHERE, *columns[last:]], rows=rows, note=remarks(_in_words(asked.here)))
    if {str(row[-1]) for row in rows} - {polish.DASH} == {grids.FEW}:
        return without(grid, REMARK, f"{grid.note} {SMALL}")
    return grid


def _in_words(chosen: Selection) -> Selection:
    """Take away what charts mark by signs and the table says in words, so that no remark explains a sign that is not there."""
    rows = chosen.rows
    return replace(chosen, rows=rows.assign(apart="", status=rows["status"].replace("small", "shown")))


def say_apart(asked: Sequence[Asked]) -> str:
    """
    Tell what people of the municipality answer more or less often than the rest of the partnership.

    Parameters
    ----------
    asked
        Answers to some questions, some of them published.
    """
    told: dict[str, list[str]] = {sign: [] for sign, _ in SIDES}
    for each in asked:
        known = each.here.known
        for row in known[known["apart"].ne("")].to_dict("records"):
            told[str(row["apart"])].append(f"„{row[each.what]}” ({polish.percent(row['value'])})")
    test = how_tested(asked[0].here.results)
    if not any(told.values()):
        return f"Nie stwierdzono różnicy między odpowiedziami z tej gminy a resztą partnerstwa ({test})."
    sides = [f"{word} – {polish.listed(told[sign])}" for sign, word in SIDES if told[sign]]
    return f"W porównaniu z resztą partnerstwa przychylne odpowiedzi padały {'; '.join(sides)} ({test})."
