"""One identical study for each service: matrix, map, balances, self-sufficiency, load, what a survey says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.errors import NotApplicable
from diagnoza.flows.published import alts, estimated, grids, maps, matrices, money, mutual, select, views, words
from diagnoza.flows.published import balances as balanced
from diagnoza.pieces import Drawn, Piece, Said, Tabulated

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from diagnoza.flows.published.select import Case
    from diagnoza.flows.published.views import View

NO_CAPACITY = "Nie podano liczby miejsc ani oczekujących, dlatego wykorzystania nie oceniono."


def service_studies(case: Case, seen: Sequence[View]) -> list[Piece]:
    """
    Study every service, always in the same order.

    Parameters
    ----------
    case, seen
        The partnership; result of `views.views`.

    Returns
    -------
        Headings, sentences, tables and figures, for `diagnoza.report.show`.
    """
    return [piece for view in seen for piece in study(case, view)]


def study(case: Case, view: View) -> list[Piece]:
    """
    Study one service.

    Parameters
    ----------
    case, view
        The partnership; the service.
    """
    head = [Said(words.question(view)), Said(words.say_reporters(view))]
    balance = balanced.balances(view)
    sources, n, key = select.sources(case), views.persons_count(view), f"flows-{view.key}"
    drawn = balanced.plot_balances(balance, view)
    net = Drawn(drawn, balanced.balances_grid(balance, view), f"{key}-balance", words.title_balances(balance, view),
                alts.alt_balances(balance, view), sources, n)  # fmt: skip
    share = Tabulated(grids.sufficiency_grid(view), f"{key}-sufficiency", words.title_sufficiency(view), sources, n)
    told = Said(words.say_sufficiency(view))
    return [*head, _matrix(case, view), *_map(case, view), net, share, told, *_use(case, view), *_survey(case, view)]


def _matrix(case: Case, view: View) -> Piece:
    """Show who lives where and is served where; the greatest flows of a service with too many places."""
    sources, n, title = select.sources(case), views.persons_count(view), words.title_matrix(view)
    if not matrices.fits(view):
        return Tabulated(grids.pairs_grid(view), f"flows-{view.key}-pairs", f"{view.label}: największe przepływy", sources, n)
    chart, grid = matrices.plot_matrix(view), grids.matrix_grid(view)
    return Drawn(chart, grid, f"flows-{view.key}-matrix", title, alts.alt_matrix(view), sources, n)


def _map(case: Case, view: View) -> list[Piece]:
    """Show a map, or say why there is none."""
    seats, boundaries = case.seats, case.boundaries
    try:
        rows = maps.drawn(view, seats)
    except NotApplicable as reason:
        return [Said(f"*{reason}*")]
    bounded = boundaries is not None
    more = [] if boundaries is None else [str(one) for one in boundaries["source"].unique()]
    sources, n = select.sources(case, "seats", *more), f"{polish.counted(len(rows), 'przepływ', 'przepływy', 'przepływów')} na mapie"
    chart, grid, title = maps.plot_map(view, seats, boundaries), grids.flows_grid(rows, view), words.title_map(rows, view)
    picture = Drawn(chart, grid, f"flows-{view.key}-map", title, alts.alt_map(rows, view, bounded=bounded), sources, n)
    return [picture, Said(words.say_map(rows, view, seats, bounded=bounded))]


def _use(case: Case, view: View) -> list[Piece]:
    """Show load and waiting where any is known."""
    used = select.newest(select.tabled(case, "flow_use"), view.service, view.year)
    if used.empty or used[["capacity", "waiting"]].isna().all(axis=None):
        return [Said(f"*{NO_CAPACITY}*")]
    sources, n = select.sources(case, "delivery:capacity", "delivery:unit_costs"), _providers(used)
    return [
        Tabulated(grids.use_grid(used, view), f"flows-{view.key}-use", words.title_use(used, view), sources, n),
        Said(words.say_use(used, view)),
    ]


def _providers(used: pd.DataFrame) -> str:
    return polish.counted(len(used), "świadczący", "świadczących", "świadczących")


def _survey(case: Case, view: View) -> list[Piece]:
    """Show what a survey says in a figure and a table of its own; nothing where it says nothing."""
    rows = estimated.surveyed(case, view)
    if rows is None:
        return []
    sources, home = list(case.survey_sources(dict.fromkeys(rows["survey"]))), estimated.at_home(rows)
    asked = rows.groupby(["survey", "origin"])["n"].max().dropna().sum()
    n = polish.counted(int(asked), "odpowiedź", "odpowiedzi", "odpowiedzi")
    key, both = f"flows-{view.key}-survey", [*select.sources(case), *sources]
    title = f"{view.label}: szacunek z ankiety obok liczb policzonych"
    beside = Tabulated(grids.survey_grid(rows, view), f"{key}-compared", title, both, n)
    pieces: list[Piece] = [] if home.empty else [_home(home, view, key, sources, n)]
    moved = estimated.balances(case, view)
    if moved is not None:
        name = f"{view.label}, szacunek z ankiety: kto zyskuje, a kto traci użytkowników"
        pieces.append(Tabulated(estimated.balances_grid(moved, view), f"{key}-balances", name, sources, n))
    return [*pieces, beside]


def _home(rows: pd.DataFrame, view: View, key: str, sources: list[Any], n: str) -> Drawn:
    chart, grid = estimated.plot_survey(rows, view), estimated.home_grid(rows, view)
    return Drawn(chart, grid, key, estimated.title_survey(rows, view), alts.alt_survey(rows, view), sources, n)


def settlement_study(case: Case) -> list[Piece]:
    """
    Estimate what partners are worth to each other: what money may be asked for, then apart from it what is a value only.

    Parameters
    ----------
    case
        The partnership.
    """
    if not money.priced(case):
        return [Said(f"*{money.NO_COSTS}*")]
    due = _accounts(case, money.DUE, "due", "Szacunek rozliczeń")
    value = _accounts(case, money.VALUE, "value", "Wartość usług, za które nic się nie należy")
    head = Said("### Wartość usług, za które nic się nie należy")
    return [*(due or [Said(f"*{money.NOTHING_DUE}*")]), *([head, *value] if value else []), *_mutual(case)]


def _mutual(case: Case) -> list[Piece]:
    """Show how even it is what two municipalities do for each other; nothing where nothing is known both ways."""
    rows = mutual.known(case)
    if rows is None:
        return []
    title = "Wzajemność: ile warte są usługi, z których mieszkańcy dwóch gmin korzystają u siebie nawzajem"
    return [
        Said("### Wzajemność"),
        Tabulated(mutual.mutual_grid(rows, case), "flows-mutual", title, money.sources(case), money.pairs_count(rows)),
    ]


def _accounts(case: Case, bases: tuple[str, ...], key: str, name: str) -> list[Piece]:
    """Show single services, what is left of each pair, and the position of each partner; nothing where nothing is estimated."""
    rows, positions = money.settled(case, bases), money.positions(case, bases)
    netted = money.netted(case, [basis for basis in bases if basis in money.DUE])
    if rows.empty:
        return []
    sources, keys = money.sources(case), f"flows-{key}"
    pieces: list[Piece] = [
        Tabulated(money.settlement_grid(rows, case), keys, f"{name}: usługa po usłudze", sources, money.flows_count(rows))
    ]
    if len(netted):
        title = f"{name}: pary partnerów po wzajemnym potrąceniu"
        pieces.append(Tabulated(money.netted_grid(netted, case), f"{keys}-netted", title, sources, money.pairs_count(netted)))
    if len(positions):
        grid, title = money.positions_grid(positions, case), f"{name}: każdy partner"
        pieces.append(Tabulated(grid, f"{keys}-positions", title, sources, money.partners_count(positions)))
        pieces.append(Said(money.say_positions(positions, case)))
    return pieces
