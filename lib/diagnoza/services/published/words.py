"""Titles and sentences on services over the whole partnership, built from finished tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.errors import NotApplicable
from diagnoza.services.gap import KINDS, ORGANISATION, RESOURCE, STRENGTH, UNASSESSED, VERIFY
from diagnoza.services.published import texts
from diagnoza.services.published.select import of_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

TWO_GAPS = (
    "**Luka jakościowa** to zestawienie dwóch różnych źródeł: zasobów usługi według inwentaryzacji (Z) i zaspokojenia potrzeb "
    "według mieszkańców (N). **Luka SERVQUAL** to różnica między oceną a oczekiwaniem tych samych osób. To dwie różne miary "
    "i w tym rozdziale każda ma swoją nazwę."
)
HOW_TO_READ = (
    "Litera oznacza rodzaj luki jakościowej. Znak zapytania: zakres zasobów lub zaspokojenia potrzeb obejmuje próg, więc wynik jest "
    "niepewny. Litera w nawiasie: w gminie odpowiedziało za mało osób, dlatego jej zasoby zestawiono z odpowiedziami wszystkich "
    "mieszkańców partnerstwa (założenie A17). „Bez Z” – nie oceniono zasobów, „bez N” – za mało odpowiedzi albo nie pytano."
)
NOTHING_ASSESSED = "Żadnej usługi nie można było ocenić, bo brakuje wyników inwentaryzacji albo ankiety."


def services(n: int) -> str:
    """Count services: "10 usług"."""
    return polish.counted(n, "usługa", "usługi", "usług")


def listed(codes: Iterable[str], labels: Mapping[str, str]) -> str:
    """
    Name services in quotes.

    Parameters
    ----------
    codes, labels
        Services, and their names.
    """
    return polish.listed([f"„{labels[one]}”" for one in codes])


def inventory_count(inventory: pd.DataFrame, names: pd.Series) -> str:
    """
    Say what the inventory consists of.

    Parameters
    ----------
    inventory
        Table `Inventory`.
    names
        Name of the municipalities by code.
    """
    parts = [
        polish.counted(len(inventory), "wiersz inwentaryzacji", "wiersze inwentaryzacji", "wierszy inwentaryzacji"),
        services(inventory["service"].nunique()),
        polish.counted(len(names), "gmina", "gminy", "gmin"),
    ]
    return ", ".join(parts)


def answers_count(perception: pd.DataFrame) -> str:
    """
    Say how many answered about services, in tens.

    Parameters
    ----------
    perception
        Table `Perception`.
    """
    most = of_all(perception)["n_importance"].max()
    return (
        texts.FEW if polish.is_missing(most) else f"co najmniej {polish.counted(most, 'odpowiedź', 'odpowiedzi', 'odpowiedzi')} w ankiecie"
    )


def both_count(inventory: pd.DataFrame, perception: pd.DataFrame, names: pd.Series) -> str:
    """
    Say what the quality gap rests on.

    Parameters
    ----------
    inventory, perception
        Tables `Inventory` and `Perception`.
    names
        Name of the municipalities by code.
    """
    return f"{inventory_count(inventory, names)}; {answers_count(perception)}"


def title_completeness(table: pd.DataFrame, names: pd.Series) -> str:
    """
    Title the matrix of completeness by what is missing altogether.

    Parameters
    ----------
    table
        Table `Completeness`.
    names
        Name of the municipalities by code.
    """
    own = table[table["teryt"].isin(list(names.index))]
    listed_at_all = own.groupby(["service", "teryt"])["cells"].sum().gt(0)
    absent, total = int((~listed_at_all).sum()), len(listed_at_all)
    if not absent:
        return "Inwentaryzacja obejmuje każdą usługę w każdej gminie"
    return f"Usługi, o których inwentaryzacja gminy nic nie mówi: {absent} z {polish.number(total)} par gmina–usługa"


def say_completeness(table: pd.DataFrame, names: pd.Series, labels: Mapping[str, str]) -> str:
    """
    Tell which services are not listed, and how many figures were asked for and are lacking.

    Parameters
    ----------
    table
        Table `Completeness`.
    names
        Name of the municipalities by code.
    labels
        Names of services.
    """
    lacking, cells = int((table["cells"] - table["known"]).sum()), int(table["cells"].sum())
    told = f"Brak danych w {lacking} z {polish.counted(cells, 'komórki', 'komórek', 'komórek')} inwentaryzacji; brak danych to nie zero."
    own = table[table["teryt"].isin(list(names.index))]
    absent = [str(one) for one, n in own.groupby("service", sort=False)["cells"].sum().items() if not n]
    return f"{told} Żadna gmina nie wykazała usług: {listed(absent, labels)}." if absent else told


def title_gaps(gaps: pd.DataFrame) -> str:
    """
    Title the kinds of gaps of the partnership by how many services have which.

    Parameters
    ----------
    gaps
        Table `Gaps`.
    """
    counted = of_all(gaps)["kind"].value_counts()
    parts = [f"{words} – {counted[kind]}" for kind, words in _BRIEF.items() if kind in counted]
    return f"Luka jakościowa, liczba usług w partnerstwie: {', '.join(parts)}"


_BRIEF = {
    RESOURCE: "luka zasobowa",
    ORGANISATION: "luka organizacyjna, kompetencyjna lub informacyjna",
    VERIFY: "do sprawdzenia",
    STRENGTH: "mocna strona",
    UNASSESSED: "nie oceniono",
}


def say_kinds(kinds: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """
    Tell the letters of the table of colours, and which services have which gap in the partnership as a whole.

    Parameters
    ----------
    kinds
        Result of `select.kinds`.
    labels
        Names of services.
    """
    rows = of_all(kinds)
    parts = []
    for kind in (RESOURCE, ORGANISATION, VERIFY, STRENGTH):
        some = rows[rows["kind"].eq(kind)]
        parts += [f"- {KINDS[kind]}: {listed(some['service'], labels)}"] if len(some) else []
    lines = ["W partnerstwie jako całości:\n", *parts] if parts else [NOTHING_ASSESSED]
    lines += [f"- „{labels[row['service']]}” – {texts.kind(row)}" for row in rows[rows["kind"].eq(UNASSESSED)].to_dict("records")]
    return "\n".join(lines)


def title_needs(perception: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """
    Title importance beside met needs by the service where they lie furthest apart.

    Parameters
    ----------
    perception
        Rows of `Perception` of one unit.
    labels
        Names of services.
    """
    apart = (perception["importance"] - perception["needs_met"]).dropna().sort_values(ascending=False, kind="stable")
    if apart.empty or apart.iloc[0] <= 0:
        return "Ważność i zaspokojenie potrzeb"
    row = perception.loc[apart.index[0]]
    figures = f"{polish.number(row['importance'])} i {polish.number(row['needs_met'])} pkt"
    return f"Ważność najbardziej przewyższa zaspokojenie potrzeb w usłudze „{labels[row['service']]}” ({figures})"


def title_priorities(table: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """
    Title priorities by the first group.

    Parameters
    ----------
    table
        Rows of `Priorities` of one unit.
    labels
        Names of services.
    """
    first = first_group(table)
    if not first:
        return "Priorytety usług"
    return f"Najwyższy priorytet {'ma' if len(first) == 1 else 'mają'}: {listed(first, labels)}"


def first_group(table: pd.DataFrame) -> list[str]:
    """
    List the services of the first group of ties whose priority is above 0.

    Parameters
    ----------
    table
        Rows of `Priorities` of one unit.
    """
    return [str(one) for one in table.loc[table["tie"].eq(1) & table["value"].gt(0), "service"]]


def say_priorities(table: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """
    Tell the first group, how far its order is known, and what is not assessed.

    Parameters
    ----------
    table
        Rows of `Priorities` of one unit.
    labels
        Names of services.
    """
    first = first_group(table)
    told = (
        [f"Pierwsza grupa: {listed(first, labels)}."]
        if first
        else [NOTHING_ASSESSED if table["value"].isna().all() else "Żadna usługa nie ma priorytetu większego od zera."]
    )
    told += ["Ich kolejności nie da się ustalić, bo przedziały na siebie zachodzą."] if len(first) > 1 else []
    without = table.loc[table["value"].isna(), "service"]
    told += [f"Nie oceniono: {listed(without, labels)}; powody podaje tabela pod ryciną."] if len(without) else []
    return " ".join(told)


def require_assessed(gaps: pd.DataFrame) -> pd.DataFrame:
    """
    Insist on services of the partnership with both sides of the quality gap.

    Parameters
    ----------
    gaps
        Table `Gaps`.

    Raises
    ------
    NotApplicable
        With the sentence for the report, if there are none.
    """
    rows = of_all(gaps).dropna(subset=["supply", "needs_met"])
    if rows.empty:
        raise NotApplicable(NOTHING_ASSESSED)
    return rows


def title_quadrants(rows: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """
    Title supply against met needs by the services whose needs are not met though the resources are there.

    Parameters
    ----------
    rows
        Rows of `Gaps` of one unit that are assessed.
    labels
        Names of services.
    """
    some = rows.loc[rows["kind"].eq(ORGANISATION), "service"]
    if some.empty:
        return "Zasoby i zaspokojenie potrzeb: nie ma usługi z zasobami powyżej progu i potrzebami poniżej progu"
    return f"Zasoby powyżej progu, a potrzeby zaspokojone poniżej progu: {listed(some, labels)}"


def require_weighed(priorities: pd.DataFrame) -> pd.DataFrame:
    """
    Insist on priorities of the partnership.

    Parameters
    ----------
    priorities
        Table `Priorities`.

    Raises
    ------
    NotApplicable
        With the sentence for the report, if no service has one.
    """
    rows = of_all(priorities)
    if rows["value"].isna().all():
        raise NotApplicable(NOTHING_ASSESSED)
    return rows
