"""Services side by side: who is served at home, who depends on whom, and where both reports disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza import polish
from diagnoza.errors import NotApplicable
from diagnoza.flows.published import texts
from diagnoza.flows.published.grids import DEPENDENCE, HOME, depends
from diagnoza.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnoza.flows.published.views import View
    from diagnoza.grid import Cell

HALF = 0.5
AGREED = "Dane obu stron zgadzają się wszędzie tam, gdzie obie je podały i można je ogłosić."
ONE_SIDED = "Żadnego przepływu nie podały obie strony, dlatego danych nie można porównać."
CAUSES = (
    "Prosimy obie gminy o sprawdzenie. Typowe przyczyny: inny dzień, na który policzono osoby; miejsce zameldowania zamiast "
    "miejsca zamieszkania; placówki niepubliczne policzone tylko przez jedną stronę; osoby w jednych danych, a wizyty w drugich."
)


def at_home(views: Sequence[View]) -> pd.DataFrame:
    """
    Gather which part of users is served in the municipality they live in.

    Parameters
    ----------
    views
        Services.

    Returns
    -------
        One row per service and municipality: `value`, `low`, `high` [0-1], `status`, `flags`.
    """
    rows = []
    for view in views:
        for code in view.members:
            row = view.indicator(HOME, code) or {"value": None, "low": None, "high": None, "status": "not_reported", "flags": ""}
            rows.append([view.service, code, *[row[name] for name in ("value", "low", "high", "status", "flags")]])
    table = pd.DataFrame(rows, columns=["service", "unit", "value", "low", "high", "status", "flags"])
    return table.astype({"value": float, "low": float, "high": float})


def count(views: Sequence[View]) -> str:
    """
    Say how many persons of how many services the numbers that are shown are about.

    Parameters
    ----------
    views
        Services.
    """
    services = polish.counted(len(views), "usługa", "usługi", "usług")
    return f"{services}, {texts.persons(sum(float(view.known['users'].sum()) for view in views))} w przepływach z podaną liczbą"


def dependence_grid(views: Sequence[View]) -> Grid:
    """
    Tabulate for each municipality and service how many are served at home and which other place is used most.

    Parameters
    ----------
    views
        Services.
    """
    rows: list[list[Cell]] = []
    for code in views[0].members:
        for view in views:
            measured = [view.indicator(name, code) for name in (HOME, DEPENDENCE)]
            flags = texts.remarks(row.get("flags", "") for row in measured)
            told = [texts.share(measured[0]), depends(measured[1], view)]
            rows.append([view.names[code], view.label, view.summed(code, "demand"), *told, flags or polish.DASH])
    columns = ["Gmina", "Usługa", "Mieszkańcy, którzy korzystają", "Na miejscu (zakres)", "Najważniejszy inny partner", "Uwagi"]
    return Grid(columns, rows, note=texts.noted("", rows), grouped=True)


def say_dependence(views: Sequence[View]) -> str:
    """
    Tell on which partner at least half of the users of a municipality depend, partner by partner.

    Parameters
    ----------
    views
        Services.
    """
    found: dict[str, list[str]] = {}
    for view in views:
        for code in view.members:
            row = view.indicator(DEPENDENCE, code)
            if row and row["other"] and not polish.is_missing(row["value"]) and row["value"] >= HALF:
                place = view.names.get(row["other"], row["other"])
                found.setdefault(place, []).append(f"{view.names[code]}, „{view.label}” ({polish.percent(row['value'])})")
    if not found:
        return "Żadna gmina, o której to wiadomo, nie zależy w połowie lub bardziej od jednego partnera."
    lines = [f"- {place}: {'; '.join(some)}" for place, some in found.items()]
    return "\n".join(["Partnerzy, od których zależy co najmniej połowa korzystających mieszkańców:\n", *lines])


def title_at_home(table: pd.DataFrame, views: Sequence[View]) -> str:
    """
    Title the table of services and municipalities by the pair with the fewest served at home.

    Parameters
    ----------
    table, views
        Result of `at_home`; services.
    """
    known = table[table["value"].notna() & table["flags"].map(texts.comparable)]
    if len(known) < 2:  # noqa: PLR2004
        return "Jaka część mieszkańców korzysta z usług na miejscu"
    row = known.sort_values("value", kind="stable").iloc[0]
    view = next(one for one in views if one.service == row["service"])
    return f"Na miejscu korzysta najmniej: {view.names[row['unit']]}, „{view.label}” ({polish.percent(row['value'])})"


def disputes(views: Sequence[View]) -> pd.DataFrame:
    """
    List the flows that both sides report so differently that they do not agree, the greatest difference first.

    Parameters
    ----------
    views
        Services.

    Returns
    -------
        Rows of `View.cells` with `service` and `apart` [persons].

    Raises
    ------
    NotApplicable
        With the sentence for the report, if there are none.
    """
    cells = pd.concat([view.known.assign(service=view.service) for view in views], ignore_index=True)
    both = cells.dropna(subset=["residence", "provider"])
    if both.empty:
        raise NotApplicable(ONE_SIDED)
    rows = both[both["verdict"].eq("dispute")]
    if rows.empty:
        raise NotApplicable(AGREED)
    return rows.assign(apart=(rows["residence"] - rows["provider"]).abs()).sort_values("apart", ascending=False, kind="stable")


def disputes_grid(rows: pd.DataFrame, views: Sequence[View]) -> Grid:
    """
    Tabulate both numbers of each dispute for both municipalities.

    Parameters
    ----------
    rows, views
        Result of `disputes`; services.
    """
    by_service = {view.service: view for view in views}
    told: list[list[Cell]] = []
    for row in rows.to_dict("records"):
        view = by_service[row["service"]]
        names = [view.names[row[side]] for side in ("origin", "destination")]
        told.append([view.label, *names, row["residence"], row["provider"], row["residence"] - row["provider"], row["users"]])
    columns = [
        "Usługa",
        "Mieszka w",
        "Korzysta w",
        "Według gminy zamieszkania",
        "Według świadczącego",
        "Różnica",
        "Przyjęto",
    ]
    note = "Różnica = według gminy zamieszkania − według świadczącego. Przyjęta liczba nie rozstrzyga, kto ma rację (założenie A19)."
    return Grid(columns, told, signed=frozenset({5}), note=note)


def title_disputes(rows: pd.DataFrame) -> str:
    """
    Title the disputes by their number.

    Parameters
    ----------
    rows
        Result of `disputes`.
    """
    return f"Dane do sprawdzenia przez obie strony: {polish.counted(len(rows), 'przepływ', 'przepływy', 'przepływów')}"


def say_disputes(rows: pd.DataFrame, views: Sequence[View]) -> str:
    """
    Tell how many of the flows that both sides report do not agree, and what usually lies behind it.

    Parameters
    ----------
    rows, views
        Result of `disputes`; services.
    """
    known = pd.concat([view.known for view in views]).dropna(subset=["residence", "provider"])
    of_all = f"{texts.out_of(len(known))}{polish.NBSP}{polish.plural(len(known), 'przepływu', 'przepływów', 'przepływów')}"
    first: dict[Any, Any] = dict(rows.iloc[0])
    view = next(one for one in views if one.service == first["service"])
    pair = f"{view.names[first['origin']]} – {view.names[first['destination']]}"
    numbers = f"{polish.number(first['residence'])} i {polish.number(first['provider'])}"
    disagree = f"{polish.plural(len(rows), 'Nie zgadza', 'Nie zgadzają', 'Nie zgadza')} się {polish.number(len(rows))} {of_all}"
    return f"{disagree}, które podały obie strony. Największa różnica: „{view.label}”, {pair} ({numbers}). {CAUSES}"
