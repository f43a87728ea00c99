"""Titles and sentences on one service, built from finished tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.flows.published import maps, texts
from diagnoza.flows.published.grids import DEPENDENCE, HOME, WITHIN
from diagnoza.flows.published.select import PARTNERSHIP
from diagnoza.tables.flows import UNKNOWN

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.flows.published.views import View

HOW_TO_READ = (
    "Wiersz tabeli mówi, gdzie osoby mieszkają, a kolumna – gdzie korzystają z usługi. Liczymy osoby, a nie wizyty; kto korzysta w dwóch "
    "miejscach, jest policzony dwa razy. Zero oznacza, że wykazano brak osób. „Utajniono” – liczby nie podajemy, aby nie dało się "
    "rozpoznać pojedynczych osób. „Nie podano” – nikt nie przekazał danych. To trzy różne rzeczy."
)


def question(view: View) -> str:
    """
    Head the part on a service with its question.

    Parameters
    ----------
    view
        A service.
    """
    return f"### {view.label}\n\nGdzie mieszkają osoby, które korzystają z usługi, i gdzie z niej korzystają? Dane za {view.year} r."


def say_reporters(view: View) -> str:
    """
    Tell who reported and who did not, and of how many persons the place is not known.

    Parameters
    ----------
    view
        A service.
    """
    sides = {code: str(view.total(code).get("reports", "none")) for code in view.members}
    spoke = [code for code, side in sides.items() if side != "none"]
    gave = polish.plural(len(spoke), "podała", "podały", "podało")
    told = f"Dane {gave} {len(spoke)} z {polish.counted(len(sides), 'gminy', 'gmin', 'gmin')}."
    if len(spoke) == len(sides):
        told = f"Dane podały wszystkie gminy{'' if set(sides.values()) == {'both'} else ', ale nie wszystkie w całości'}."
    if len(sides) == 1:
        told = "Gmina podała dane." if spoke else "Gmina nie podała danych."
    for side, words in _SILENT.items():
        some = [view.names[code] for code, reported in sides.items() if reported == side]
        told += f" {words}: {polish.listed(some)}." if some and len(sides) > 1 else ""
    unknown = view.total(UNKNOWN).get("supply")
    if not polish.is_missing(unknown) and unknown:
        told += f" Nie ustalono miejsca, w którym {texts.use(float(unknown))} z usługi {texts.persons(float(unknown))}."
    return told


_SILENT = {
    "none": "Nie podały danych",
    "provider": "Nie podały, gdzie korzystają ich mieszkańcy",
    "residence": "Nie podały, kogo same obsługują",
}


def title_matrix(view: View) -> str:
    """
    Title the matrix by what stays in the partnership.

    Parameters
    ----------
    view
        A service.
    """
    row = view.indicator(WITHIN, PARTNERSHIP)
    if not row or polish.is_missing(row["value"]) or len(view.members) == 1:
        return f"{view.label}: kto gdzie mieszka i gdzie korzysta z usługi"
    whose = "" if texts.comparable(row["flags"]) else " (według partnerów, którzy podali dane)"
    return f"{view.label}: {polish.percent(row['value'])} mieszkańców, którzy korzystają z usługi, korzysta z niej w partnerstwie{whose}"


def title_map(rows: pd.DataFrame, view: View) -> str:
    """
    Title a map by its greatest flow.

    Parameters
    ----------
    rows, view
        Result of `maps.drawn`; the service.
    """
    first = rows.iloc[0]
    pair = f"{view.names[first['origin']]} – {view.names[first['destination']]}"
    return f"{view.label}: największy przepływ to {pair} ({texts.persons(first['users'])})"


def say_map(rows: pd.DataFrame, view: View, seats: pd.DataFrame, *, bounded: bool) -> str:
    """
    Tell what a map leaves out.

    Parameters
    ----------
    rows, view, seats
        Result of `maps.drawn`; the service; table `Seats`.
    bounded
        Whether boundaries are drawn.
    """
    known, lost = len(maps.between(view, seats)), maps.unplaced(view, seats)
    told = [] if bounded else ["Mapa jest schematyczna: bez granic, z siedzibami gmin w ich położeniu."]
    if len(rows) < known:
        told.append(
            f"Mapa pokazuje {len(rows)} {texts.out_of(known)} znanych przepływów: największe, od {texts.persons_of(rows['users'].min())}."
        )
    hidden = int(view.cells["status"].eq("protected").sum())
    if hidden:
        told.append(f"Nie rysujemy tego, co utajniono ({polish.counted(hidden, 'przepływ', 'przepływy', 'przepływów')}).")
    told += [f"Na mapie nie ma: {polish.listed(lost)}."] if lost else []
    return " ".join(told)


def title_balances(table: pd.DataFrame, view: View) -> str:
    """
    Title balances by the greatest one; a place that is not compared is not named.

    Parameters
    ----------
    table, view
        Result of `balances.balances`; the service.
    """
    known = table[table["net"].notna() & table["flags"].map(texts.comparable)]
    if known.empty or known["net"].iloc[0] <= 0:
        return f"{view.label}: kto przyjeżdża i kto wyjeżdża"
    best = known.iloc[0]
    told = texts.ranged(best["net"], best["low"], best["high"], signed=True)
    return f"{view.label}: najwięcej osób ponad liczbę wyjeżdżających przyjmuje {view.names[best['unit']]}: {told}"


def title_sufficiency(view: View) -> str:
    """
    Title the table of self-sufficiency.

    Parameters
    ----------
    view
        A service.
    """
    return f"{view.label}: jaka część mieszkańców korzysta na miejscu i od kogo gminy zależą"


def say_sufficiency(view: View) -> str:
    """
    Tell where most and fewest residents are served at home, and who depends on one other place for half or more.

    Parameters
    ----------
    view
        A service.
    """
    rows = [(code, view.indicator(HOME, code)) for code in view.members]
    known = [(code, row) for code, row in rows if row and not polish.is_missing(row["value"]) and texts.comparable(row["flags"])]
    told = []
    if len(known) > 1:
        low, high = (pick(known, key=lambda pair: pair[1]["value"]) for pick in (min, max))
        if low[1]["value"] < high[1]["value"]:
            ends = [f"{view.names[code]} – {texts.share(row)}" for code, row in (high, low)]
            told.append(f"Na miejscu korzysta największa część mieszkańców: {ends[0]}; najmniejsza: {ends[1]}.")
    half = [code for code in view.members if _at_least_half(view.indicator(DEPENDENCE, code))]
    if half:
        parts = [f"{view.names[code]} – {_other(view, code)}" for code in half]
        told.append(f"Od jednego innego miejsca zależy co najmniej połowa mieszkańców: {'; '.join(parts)}.")
    return " ".join(told)


def _at_least_half(row: dict[Any, Any]) -> bool:
    return bool(row) and not polish.is_missing(row["value"]) and row["value"] >= 0.5 and bool(row["other"])  # noqa: PLR2004


def _other(view: View, code: str) -> str:
    row = view.indicator(DEPENDENCE, code)
    return f"{view.names.get(row['other'], row['other'])} ({polish.percent(row['value'])})"


def title_use(used: pd.DataFrame, view: View) -> str:
    """
    Title load by how many places are full.

    Parameters
    ----------
    used, view
        Rows of `FlowUse`; the service.
    """
    known = used.loc[used["served"].notna(), "utilisation"].dropna()
    if known.empty:
        return f"{view.label}: wykorzystanie miejsc"
    full = int(known.ge(1).sum())
    if not full:
        return f"{view.label}: nigdzie, gdzie to wiadomo, nie są zajęte wszystkie miejsca"
    return f"{view.label}: wszystkie miejsca zajęte lub przekroczone – {full} z {len(known)} świadczących, o których to wiadomo"


def say_use(used: pd.DataFrame, view: View) -> str:
    """
    Tell where persons wait and where there is room.

    Parameters
    ----------
    used, view
        Rows of `FlowUse`; the service.
    """
    known = used[used["served"].notna()]
    waiting = used[used["waiting"].gt(0)]
    room = known[known["capacity"].gt(known["served"])]
    told = [f"Na usługę czekają: {_each(waiting, waiting['waiting'], view)}."] if len(waiting) else []
    told += [f"Wolne miejsca: {_each(room, room['capacity'] - room['served'], view)}."] if len(room) else []
    return " ".join(told)


def _each(rows: pd.DataFrame, values: pd.Series, view: View) -> str:
    named = [f"{view.names.get(unit, unit)} ({polish.number(value)})" for unit, value in zip(rows["unit"], values, strict=True)]
    return polish.listed(named)
