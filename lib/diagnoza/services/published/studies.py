"""One identical study for each sector: inventory, perception, gap, causes, proposals, good practices, training."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.grid import Grid, explained, lettered
from diagnoza.pieces import Drawn, Piece, Said, Tabulated
from diagnoza.services.bootstrap import PARTNERSHIP
from diagnoza.services.causes import CAUSES
from diagnoza.services.gap import ORGANISATION, RESOURCE
from diagnoza.services.published import alts, charts, forum, grids, select, texts, words
from diagnoza.services.published.select import found, unit_name, units
from diagnoza.services.remedies import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from diagnoza.grid import Cell
    from diagnoza.services.published.select import Case

NO_SERVICE = "Żadna usługa nie należy do tego sektora, dlatego nie ma jego opracowania."
NOT_ASKED = "O usługi tego sektora nie pytano w ankiecie, dlatego ich nie oceniono."
NO_GAP = "W tym sektorze w żadnej gminie nie stwierdzono luki jakościowej, której przyczyn można by szukać."
OF_POWIAT = "Zasobów powiatu nie przypisano do jednej gminy."
FROM_CAUSES = (
    "Podstawa: wskaźniki inwentaryzacji poniżej normy lub połowy skali, a w cudzysłowie – utrudnienia, które wskazali mieszkańcy. "
    "Szkolenia wynikają tylko z przyczyn w organizacji, kompetencjach i informacji (założenie A18)."
)
BARRIER = "utrudnienie: "
NAMED = 4
"""Reasons told of each cause."""


def sector_studies(case: Case) -> list[Piece]:
    """
    Study every sector of a partnership, always in the same order.

    Parameters
    ----------
    case
        The partnership.

    Returns
    -------
        Headings, sentences and at most four tables of each sector, for `diagnoza.report.show`.
    """
    return [piece for sector in case.sectors for piece in study(case, sector)]


def study(case: Case, sector: str) -> list[Piece]:
    """
    Study one sector.

    Parameters
    ----------
    case, sector
        The partnership; identifier of the sector.
    """
    services, key = select.of_sector(case, sector), sector.replace("_", "-")
    name = SECTORS[sector]
    head = Said(f"### {polish.upper_first(name)}")
    if not services:
        return [head, Said(NO_SERVICE)]
    inventory = case.inventory[case.inventory["service"].isin(services)]
    shown = select.kinds(case.gaps, case.remedies)
    supplied, told = words.inventory_count(inventory, case.names), words.answers_count(case.perception)
    perceived = _in_order(select.published(case.perception), services)
    pieces: list[Piece] = [
        head,
        Said(say_sector(shown, services, case.service_labels)),
        Tabulated(resources_grid(case, services), f"services-{key}-inventory", f"Zasoby usług, {name}", select.inventoried(case), supplied),
    ]
    if len(perceived):
        pieces.append(_needs(case, perceived, f"services-{key}-needs", name))
    else:
        pieces.append(Said(NOT_ASKED))
    grid = gap_grid(case, shown, services)
    pieces.append(Tabulated(grid, f"services-{key}-gap", f"Luka jakościowa, {name}", select.both(case), f"{supplied}; {told}"))
    proposals = proposals_grid(case, services)
    if proposals.rows:
        title = f"Przyczyny luki jakościowej i propozycje, {name}"
        pieces.append(Tabulated(proposals, f"services-{key}-proposals", title, select.both(case), f"{supplied}; {told}"))
    else:
        pieces.append(Said(NO_GAP))
    return [*pieces, Said(forum.say_practices(case, services)), Said(forum.say_topics(case, sector))]


def _needs(case: Case, perceived: pd.DataFrame, key: str, name: str) -> Drawn:
    """Draw the importance and the met needs of a sector; municipalities stand in the table under the figure."""
    drawn, labels = select.of_all(perceived), case.service_labels
    grid = grids.perception_grid(perceived, case.names, labels)
    title = f"{polish.upper_first(name)}: {polish.lower_first(words.title_needs(drawn, labels))}"
    alt, told = alts.alt_needs(drawn, labels), words.answers_count(perceived)
    return Drawn(charts.plot_needs(drawn, labels), grid, key, title, alt, select.answered(case), told)


def _in_order(perception: pd.DataFrame, services: Iterable[str]) -> pd.DataFrame:
    parts = [perception[perception["service"].eq(service)] for service in services]
    return pd.concat(parts) if parts else perception.head(0)


def say_sector(kinds: pd.DataFrame, services: Iterable[str], labels: Mapping[str, str]) -> str:
    """
    Tell the kind of gap of each service of a sector in the partnership as a whole.

    Parameters
    ----------
    kinds
        Result of `select.kinds`.
    services
        Services of the sector.
    labels
        Names of services.
    """
    parts = [f"„{labels[one]}” – {texts.kind(row)}" for one in services if (row := found(kinds, PARTNERSHIP, one))]
    return f"Luka jakościowa w partnerstwie jako całości: {'; '.join(parts)}."


def resources_grid(case: Case, services: Iterable[str]) -> Grid:
    """
    Tabulate what there is of each service in each municipality, and in a powiat that provides it.

    Parameters
    ----------
    case, services
        The partnership; services of a sector.
    """
    listed: list[tuple[str, str, dict[Any, Any], dict[Any, Any]]] = []
    for service in services:
        used = case.service_use[case.service_use["service"].eq(service)]
        codes = [*case.names.index, *sorted(set(used["teryt"]) - set(case.names.index))]
        listed += [(service, code, found(case.supply, code, service), found(used, code, service)) for code in codes]
    why = [texts.reason({"reason": scored["basis"]}) for *_, scored, _ in listed if scored and polish.is_missing(scored["score"])]
    letters = lettered(why)
    rows: list[list[Cell]] = [
        [case.service_labels[service], unit_name(code, case.names), *_resources(scored, use, letters)]
        for service, code, scored, use in listed
    ]
    columns = ["Usługa", "Jednostka", "Zasoby (Z)", "Wskaźniki oceny", "Korzystający", "Wykorzystanie miejsc (%)", "Koszt na osobę (zł)"]
    note = f"{grids.SUPPLY_RANGE}. Wskaźniki oceny: ile z ilu weszło do Z. Koszt w ciągu roku. Brak danych to nie zero."
    note = f"{note} {OF_POWIAT} {explained(letters)}".strip()
    return Grid(columns, rows, {2: 1}, note=note, grouped=True)


def _resources(scored: Mapping[Any, Any], use: Mapping[Any, Any], letters: Mapping[str, str]) -> list[Cell]:
    score: Cell = texts.NOT_SCORED
    basis = polish.DASH
    if scored and polish.is_missing(scored["score"]):
        score = f"{texts.NOT_SCORED} ({letters[texts.reason({'reason': scored['basis']})]})"
    elif scored:
        score, basis = texts.cell(scored["score"], scored["low"], scored["high"], 1), f"{scored['parts']} z {scored['of']}"
    figures = [use.get(name) for name in ("users", "use", "unit_cost")]
    users, share, cost = (None if polish.is_missing(one) else float(one or 0) for one in figures)
    return [score, basis, users, None if share is None else 100 * share, cost]


def gap_grid(case: Case, kinds: pd.DataFrame, services: Iterable[str]) -> Grid:
    """
    Tabulate the quality gap of each service and municipality with its priority.

    Parameters
    ----------
    case
        The partnership.
    kinds
        Result of `select.kinds`.
    services
        Services of a sector.
    """
    listed = [(code, service, row) for service in services for code in units(case.names) if (row := found(kinds, code, service))]
    named, marks = texts.marked_kinds([row for *_, row in listed])
    rows: list[list[Cell]] = []
    for (code, service, row), kind in zip(listed, named, strict=True):
        told = [texts.score(row), texts.needs(row), kind, _priority(row, found(case.priorities, code, service))]
        rows.append([case.service_labels[service], unit_name(code, case.names), *told])
    columns = ["Usługa", "Gmina", "Zasoby (Z)", "Zaspokojenie potrzeb (N)", "Rodzaj luki jakościowej", "Priorytet (przedział)"]
    return Grid(columns, rows, {2: 1, 5: 1}, note=f"{grids.QUALITY_GAP}. {marks}".strip(), grouped=True)


def _priority(row: Mapping[Any, Any], urgent: Mapping[Any, Any]) -> Cell:
    if row["borrowed"]:
        return "jak w partnerstwie"
    if not urgent or polish.is_missing(urgent["value"]):
        return texts.NOT_SCORED
    return texts.cell(urgent["value"], urgent["low"], urgent["high"], 1)


def proposals_grid(case: Case, services: Iterable[str]) -> Grid:
    """
    Tabulate why needs are not met and what would help: a row for each service and cause, with the municipalities concerned.

    Parameters
    ----------
    case, services
        The partnership; services of a sector.
    """
    gapped = case.remedies[case.remedies["kind"].isin([ORGANISATION, RESOURCE])]
    rows: list[list[Cell]] = []
    for service in services:
        of_one = gapped[gapped["service"].eq(service)].sort_values("main", ascending=False, kind="stable")
        for cause, some in of_one.groupby("cause", sort=False):
            told = case.causes[case.causes["service"].eq(service) & case.causes["cause"].eq(cause)]
            proposed = some.drop_duplicates(["type", "text"]).to_dict("records")
            rows.append(
                [
                    case.service_labels[service],
                    CAUSES.get(str(cause), "nieustalona"),
                    _evidence(told) or polish.DASH,
                    "; ".join(_proposal(row) for row in proposed),
                    ", ".join(str(case.names[code]) for code in case.names.index if code in set(some["teryt"])),
                ]
            )
    return Grid(["Usługa", "Przyczyna", "Podstawa", "Propozycje", "Gminy"], rows, note=FROM_CAUSES, grouped=True)


def _proposal(row: Mapping[Any, Any]) -> str:
    """Tell the type of a remedy and what it means, once where both begin with the same word."""
    kind, text = TYPES[row["type"]], str(row["text"])
    return text if text.startswith(kind) else f"{kind}: {text}"


def _evidence(rows: pd.DataFrame) -> str:
    """Tell what speaks for a cause, what is found in most municipalities first; what residents say stands in quotes."""
    said = rows["evidence"].str.split("[;–]").str[0].str.strip()
    said = said.str.replace(f"^{BARRIER}(.+)$", r"„\1”", regex=True)
    places = rows.assign(said=said).groupby("said")["teryt"].nunique().sort_values(ascending=False, kind="stable")
    named = [polish.lower_first(str(one)) for one in places.index]
    more = f" oraz {polish.counted(len(named) - NAMED, 'inna', 'inne', 'innych')}" if len(named) > NAMED else ""
    return f"{', '.join(named[:NAMED])}{more}"
