"""What users from one partner are worth to the other: estimates for discussion, with what is a value only kept apart from money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.errors import NotApplicable
from diagnoza.flows.published import select, texts
from diagnoza.flows.published.select import published, tabled, unit_name
from diagnoza.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from diagnoza.flows.published.select import Case
    from diagnoza.grid import Cell

DUE, VALUE = ("statute", "agreement"), ("value",)
BASES = {"statute": "ustawa", "agreement": "porozumienie", "value": "brak, nic się nie należy"}
FOR_TALKS = "Szacunek do rozmowy, a nie roszczenie."
NOTHING_OWED = "To wartość usług: nic się z tego tytułu nie należy."
NO_COSTS = "Nie podano kosztów usług, dlatego nie oszacowano rozliczeń ani wartości usług."
NOTHING_DUE = "Żadna usługa nie ma podstawy do rozliczeń między partnerami."
LIMITS = (
    "Kwota = osoby × stawka, a stawka = koszt na osobę pomniejszony o opłaty i dotację. Liczbę osób z jednego dnia przyjęto za cały rok, "
    "a koszt jednakowo dla wszystkich korzystających. W nawiasie zakres według danych obu stron (założenie A21)."
)
COVERED = "opłaty i dotacja pokrywają koszt"
NOT_ESTIMATED = "nie oszacowano"


def sources(case: Case) -> list[Any]:
    """
    Give the sources of amounts: flows, costs, capacity and travel, as far as they were delivered.

    Parameters
    ----------
    case
        The partnership.
    """
    return select.sources(case, "delivery:unit_costs", "delivery:capacity", "delivery:travel")


def flows_count(rows: pd.DataFrame) -> str:
    """
    Count flows between two partners.

    Parameters
    ----------
    rows
        Rows of `Settlement`.
    """
    return f"{polish.counted(len(rows), 'przepływ', 'przepływy', 'przepływów')} między partnerami"


def pairs_count(rows: pd.DataFrame) -> str:
    """
    Count pairs of partners.

    Parameters
    ----------
    rows
        One for each pair, or each service and pair.
    """
    return polish.counted(len(rows), "para partnerów", "pary partnerów", "par partnerów")


def partners_count(rows: pd.DataFrame) -> str:
    """
    Say how many partners a table has.

    Parameters
    ----------
    rows
        With `unit`.
    """
    return polish.counted(rows["unit"].nunique(), "partner", "partnerów", "partnerów")


def priced(case: Case) -> bool:
    """
    Tell whether what a user costs is known of any service.

    Parameters
    ----------
    case
        The partnership.
    """
    table = tabled(case, "settlement")
    return table is not None and bool(table["rate"].notna().any())


def settled(case: Case, bases: Sequence[str]) -> pd.DataFrame:
    """
    Give the estimates of single services on some bases.

    Parameters
    ----------
    case, bases
        The partnership; statute, agreement or value.

    Returns
    -------
        Rows of `Settlement`; none where nothing is estimated.
    """
    table = published(case.settlement, "settlement")
    return table[table["service"].ne("") & table["basis"].isin(bases)]


def settlement_grid(rows: pd.DataFrame, case: Case) -> Grid:
    """
    Tabulate what users are worth, service by service and pair by pair.

    Parameters
    ----------
    rows, case
        Result of `settled`; the partnership.
    """
    told: list[list[Cell]] = []
    only_value = bool(rows["basis"].eq("value").all())  # said in the title and the note
    for row in rows.to_dict("records"):
        pair = [unit_name(row["payer"], case), unit_name(row["payee"], case)]
        users = texts.figure(row["users"], row["status"])
        basis = [] if only_value else [BASES[row["basis"]]]
        told.append([case.service_labels[row["service"]], *basis, *pair, users, row["rate"], _amount(row)])
    named = [] if only_value else ["Podstawa"]
    columns = ["Usługa", *named, "Skąd są użytkownicy", "Kto świadczy", "Osoby", "Stawka (zł na osobę w ciągu roku)", "Kwota (zakres)"]
    return Grid(columns, told, note=texts.noted(f"{_purpose(rows)} {LIMITS}", told), grouped=True)


def _purpose(rows: pd.DataFrame) -> str:
    return NOTHING_OWED if rows["basis"].eq("value").all() else FOR_TALKS


def _amount(row: Mapping[Any, Any]) -> str:
    """Write an amount, or why there is none."""
    if row["status"] == "covered":
        return f"0{polish.NBSP}zł: {COVERED}"
    if polish.is_missing(row["amount"]):
        return texts.word(row["status"])
    told = texts.money(row["amount"], row["low"], row["high"])
    return f"{told}, część przepływów pominięto" if row["status"] == "partial" else told


def netted(case: Case, bases: Sequence[str]) -> pd.DataFrame:
    """
    Give the amounts between pairs after both directions are set against each other.

    Parameters
    ----------
    case, bases
        The partnership; statute, agreement or value.

    Returns
    -------
        Netted rows of `Settlement` that have an amount, the greatest first.
    """
    table = published(case.settlement, "settlement")
    rows = table[table["service"].eq("") & table["basis"].isin(bases) & table["amount"].notna()]
    return rows.sort_values("amount", ascending=False, kind="stable")


def netted_grid(rows: pd.DataFrame, case: Case) -> Grid:
    """
    Tabulate what is left between each pair.

    Parameters
    ----------
    rows, case
        Result of `netted`; the partnership.
    """
    told: list[list[Cell]] = [
        [BASES[row["basis"]], unit_name(row["payer"], case), unit_name(row["payee"], case), _amount(row)] for row in rows.to_dict("records")
    ]
    note = f"{FOR_TALKS} Zakres poniżej zera: według części danych płaciłaby druga strona."
    return Grid(["Podstawa", "Strona, która by płaciła", "Strona, która by otrzymała", "Kwota po potrąceniu (zakres)"], told, note=note)


def positions(case: Case, bases: Sequence[str]) -> pd.DataFrame:
    """
    Give the positions of partners, without those that neither pay nor receive nor leave anything out.

    Parameters
    ----------
    case, bases
        The partnership; statute, agreement or value.

    Returns
    -------
        Rows of `SettlementPositions`, by basis, the greatest position first.
    """
    table = case.settlement_positions
    rows = table[table["basis"].isin(bases) & table[["receives", "pays", "left_out"]].ne(0).any(axis=1)]
    return rows.sort_values(["basis", "position"], ascending=[True, False], kind="stable")


def positions_grid(rows: pd.DataFrame, case: Case) -> Grid:
    """
    Tabulate what each partner would receive less what it would pay; sums of nothing, where every flow is left out, are no zeros.

    Parameters
    ----------
    rows, case
        Result of `positions`; the partnership.
    """
    told: list[list[Cell]] = [
        [BASES[row["basis"]], unit_name(row["unit"], case), *_amounts(row), int(row["left_out"])] for row in rows.to_dict("records")
    ]
    columns = ["Podstawa", "Partner", "Świadczy innym (zł)", "Korzysta u innych (zł)", "Różnica (zł)", "Pominięte przepływy"]
    note = f"{_purpose(rows)} Różnice na każdej podstawie sumują się do zera. Pominięte: utajnione, niepodane lub bez kosztu."
    return Grid(columns, told, signed=frozenset({4}), note=note, grouped=True)


def _amounts(row: Mapping[Any, Any]) -> list[Cell]:
    nothing = not row["receives"] and not row["pays"] and row["left_out"]
    return [NOT_ESTIMATED] * 3 if nothing else [row["receives"], row["pays"], row["position"]]


def say_positions(rows: pd.DataFrame, case: Case) -> str:
    """
    Tell whose position is the greatest and whose the least on each basis, and that something is left out.

    Parameters
    ----------
    rows, case
        Result of `positions`; the partnership.
    """
    told = []
    for basis, some in rows.groupby("basis", sort=False):
        ends = [some.iloc[0], some.iloc[-1]]
        named = [f"{unit_name(str(row['unit']), case)} ({polish.number(row['position'], signed=True)}{polish.NBSP}zł)" for row in ends]
        if ends[0]["position"] > 0 and basis in DUE:
            told.append(
                f"Podstawa – {BASES[str(basis)]}: najwięcej otrzymałaby strona {named[0]}, najwięcej zapłaciłaby strona {named[1]}."
            )
        elif ends[0]["position"] > 0:
            told.append(f"Największą różnicę na plus ma {named[0]}, na minus – {named[1]}. {NOTHING_OWED}")
    told += [FOR_TALKS] if rows["basis"].isin(DUE).any() else []
    told += ["Nie wszystkie przepływy mają kwotę, dlatego różnice są niepełne."] if rows["left_out"].any() else []
    return " ".join(told)


def require_joint(case: Case) -> pd.DataFrame:
    """
    Insist on pairs whose saving by providing together could be estimated.

    Parameters
    ----------
    case
        The partnership.

    Returns
    -------
        Rows of `JointProvision`, the greatest saving first.

    Raises
    ------
    NotApplicable
        With the sentence for the report, if there are none.
    """
    table = tabled(case, "joint_provision")
    if table is None or table["saving"].isna().all():
        raise NotApplicable("Nie podano kosztów i liczby osób, z których można by oszacować skutki wspólnego świadczenia.")
    return table[table["saving"].notna()].sort_values("saving", ascending=False, kind="stable")


def joint_grid(rows: pd.DataFrame, case: Case) -> Grid:
    """
    Tabulate what two providers might save together beside how close they are and whether there is room; never one score.

    Parameters
    ----------
    rows, case
        Result of `require_joint`; the partnership.
    """
    told: list[list[Cell]] = []
    for row in rows.to_dict("records"):
        pair = f"{unit_name(row['first'], case)} – {unit_name(row['second'], case)}"
        stays = unit_name(row["stays"], case) if row["stays"] else polish.NO_DATA
        told.append([case.service_labels[row["service"]], pair, stays, row["saving"], row["strength"], row["minutes"], row["room"]])
    columns = [
        "Usługa",
        "Partnerzy",
        "Gdzie zostałaby usługa",
        "Oszczędność (zł w ciągu roku)",
        "Siła powiązania (0–2)",
        "Dojazd (min)",
        "Wolne miejsca po połączeniu",
    ]
    note = (
        "Tylko pary, dla których znane są koszty i liczba osób. Oszczędność poniżej zera to dodatkowy koszt. Wolne miejsca poniżej zera: "
        "miejsc brakuje. Jednego wyniku łącznego nie podajemy, bo oszczędność, odległość i miejsca to różne rzeczy."
    )
    return Grid(columns, told, {4: 2}, note=note, grouped=True)
