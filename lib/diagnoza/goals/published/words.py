"""Titles and sentences of the chapter, built from its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.goals.published import select, texts
from diagnoza.pieces import plain

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.goals.published.select import Case

NO_DISPUTES = "Nie ma celów, którym dwie osoby przypisały różne dziedziny i których nie uzgodniono."
NO_TWINS = "Program nie znalazł celów dwóch partnerów zapisanych podobnymi słowami. To nie znaczy, że ich cele są różne."
NO_PROPOSALS = "Program nie proponuje dziedziny żadnemu celowi: wszystkie ją mają albo nie są podobne do innych."


def how_to_read(case: Case) -> str:
    """
    Say what was compared, on which day, and what the chapter does not tell.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotDelivered
        If no goals were delivered, or none could be read.
    """
    goals, names = select.require_goals(case), select.partners(case)
    day, region = polish.date_words(case.goal_day), set(names) - set(case.names.index.astype(str))
    own = " Powiat liczy się tak jak każdy partner, choć ma inne zadania niż gminy." if region else ""
    silent = [name for code, name in names.items() if code not in set(goals["teryt"])]
    without = f" Celów nie dostarczono od partnerów: {polish.listed(silent)}; o nich nic nie wiadomo." if silent else ""
    return (
        f"Zestawiono cele z dokumentów: {texts.goals(len(goals))}, {texts.documents(len(case.goal_documents))}, "
        f"{texts.partners(len(names))}.{own}{without} Liczą się cele dokumentów, które obowiązywały {day}, w dniu dostarczenia ostatniego "
        "pliku z celami. Każdy cel ma jedną, główną dziedzinę. Liczba celów nie mówi, czy są dobre ani czy ktoś je realizuje."
    )


def goals_count(case: Case) -> str:
    """
    Count goals and documents.

    Parameters
    ----------
    case
        The partnership.
    """
    return f"{texts.goals(len(case.goals))}, {texts.documents(len(case.goal_documents))}"


def title_documents(case: Case) -> str:
    """
    Say how many of the documents hold.

    Parameters
    ----------
    case
        The partnership.
    """
    states = case.goal_documents["state"].value_counts()
    others = {"expired": "nie obowiązuje", "undated": "bez podanego końca", "later": "przyjęto później"}
    told = [f"{words}: {polish.number(states[state])}" for state, words in others.items() if state in states.index]
    whole, valid = len(case.goal_documents), int(states.get("valid", 0))
    return "; ".join([f"Obowiązuje {polish.number(valid)} z {polish.number(whole)} dokumentów", *told])


def say_expired(case: Case) -> str:
    """
    Name the documents that ended, and those without a told end; "" where all hold.

    Parameters
    ----------
    case
        The partnership.
    """
    names, rows = select.partners(case), select.documents(case)
    ended = [
        f"{names[row['teryt']]} – {plain(row['document'])} (do {texts.day(row['valid_to'])})"
        for row in rows[rows["state"].eq("expired")].to_dict("records")
    ]
    untold = [f"{names[row['teryt']]} – {plain(row['document'])}" for row in rows[rows["state"].eq("undated")].to_dict("records")]
    first = f"Nie obowiązują już: {'; '.join(ended)}. Ich cele warto potwierdzić lub zastąpić nowymi." if ended else ""
    second = f" Nie podano, do kiedy obowiązują: {'; '.join(untold)}." if untold else ""
    return f"{first}{second}".strip()


def title_fields(case: Case) -> str:
    """
    Say how many fields are common, and how many nobody's.

    Parameters
    ----------
    case
        The partnership.
    """
    rows = case.goal_fields
    kinds = rows["kind"].where(rows["kind"].eq(rows["kind_high"]), "open").value_counts()
    words = {
        "common": "wspólne",
        "shared": "częściowo wspólne",
        "single": "jednego partnera",
        "none": "bez celu",
        "open": "nierozstrzygnięte",
    }
    return f"Dziedziny: {', '.join(f'{word} {polish.number(kinds[kind])}' for kind, word in words.items() if kind in kinds.index)}"


def partners_count(case: Case) -> str:
    """
    Count the partners that are compared.

    Parameters
    ----------
    case
        The partnership.
    """
    return texts.partners(len(select.partners(case)))


def say_fields(case: Case) -> str:
    """
    Name the fields by how many partners have a goal in them, and those where it is not settled.

    Parameters
    ----------
    case
        The partnership.
    """
    rows = case.goal_fields
    sure = rows[rows["kind"].eq(rows["kind_high"])]
    heads = {
        "common": "Cel ma co najmniej dwie trzecie partnerów",
        "single": "Cel ma tylko jeden partner",
        "none": "Żaden partner nie ma celu, który obowiązuje",
    }
    told = [f"{head}: {_with_counts(sure[sure['kind'].eq(kind)], kind)}." for kind, head in heads.items() if sure["kind"].eq(kind).any()]
    open_ones = rows[rows["kind"].ne(rows["kind_high"])]
    if len(open_ones):
        told.append(f"Nie rozstrzygnięto, dopóki nie wiadomo wszystkiego: {_with_counts(open_ones, '')}.")
    return " ".join(told)


def _with_counts(rows: pd.DataFrame, kind: str) -> str:
    """Name fields, each with how many of the partners have a goal in it, where that is not told already."""
    named = []
    for row in rows.to_dict("records"):
        count = f" ({texts.counted_range(int(row['having']), int(row['having'] + row['unknown']))} z {int(row['partners'])})"
        named.append(SECTORS[row["field"]] + ("" if kind in {"single", "none"} else count))
    return ", ".join(named)


def title_pairs(case: Case) -> str:
    """
    Say between what the likeness of pairs lies.

    Parameters
    ----------
    case
        The partnership.
    """
    rows = select.pairs(case).dropna(subset=["low", "high"])
    if rows.empty:
        return "Podobieństwo dziedzin partnerów: nie do obliczenia"
    return f"Podobieństwo dziedzin partnerów: od {polish.percent(rows['low'].min())} do {polish.percent(rows['high'].max())}"


def pairs_count(case: Case) -> str:
    """
    Count pairs of partners.

    Parameters
    ----------
    case
        The partnership.
    """
    return texts.pairs(len(select.pairs(case)))


def say_agreement(agreement: pd.DataFrame) -> str:
    """
    Say how many goals two people coded, how many alike, and the kappa.

    Parameters
    ----------
    agreement
        Table `GoalAgreement`.
    """
    whole = agreement.iloc[0]
    n, alike = int(whole["n"]), int(whole["agreed"])
    first = f"Dwie osoby, niezależnie od siebie, przypisały do dziedzin {polish.number(n)} z {polish.number(whole['goals'])} celów; "
    first += f"jednakowo {polish.number(alike)} ({polish.percent(alike / n)})."
    if polish.is_missing(whole["kappa"]):
        return f"{first} Kappy nie da się obliczyć, bo obie osoby zawsze wskazywały jedną dziedzinę."
    return f"{first} Kappa Cohena wynosi {polish.number(whole['kappa'], 2)}."


def double_count(agreement: pd.DataFrame) -> str:
    """
    Count the goals that two people coded.

    Parameters
    ----------
    agreement
        Table `GoalAgreement`.
    """
    return polish.counted(
        int(agreement["n"].iloc[0]), "cel zakodowany dwukrotnie", "cele zakodowane dwukrotnie", "celów zakodowanych dwukrotnie"
    )


def title_disputes(disputes: pd.DataFrame) -> str:
    """
    Say how many goals are to be settled.

    Parameters
    ----------
    disputes
        Table `GoalDisputes`.
    """
    return f"Do uzgodnienia: {texts.goals(len(disputes))}"


def title_conflicts(conflicts: pd.DataFrame) -> str:
    """
    Say how many conflicts people wrote.

    Parameters
    ----------
    conflicts
        Rows of `Goals` with a conflict.
    """
    return f"Cele z zapisaną sprzecznością: {polish.number(len(conflicts))}"


def title_goals(case: Case) -> str:
    """
    Say how many goals there are and how many of them are of documents that hold.

    Parameters
    ----------
    case
        The partnership.
    """
    held = int(case.goal_documents.loc[case.goal_documents["state"].eq("valid"), "goals"].sum())
    return f"Wszystkie cele: {polish.number(len(case.goals))}, z tego w dokumentach, które obowiązują: {polish.number(held)}"


def say_goals(case: Case) -> str:
    """
    Count goals by dimension, and how many have an indicator with a target.

    Parameters
    ----------
    case
        The partnership.
    """
    goals = case.goals
    counts = goals["dimension"].value_counts()
    told = [f"{word} {polish.number(counts[code])}" for code, word in texts.DIMENSIONS.items() if code in counts.index]
    measured = int((goals["indicator"].ne("") & goals["target"].ne("")).sum())
    return (
        f"Cele według wymiarów: {', '.join(told)}. Wskaźnik z wartością docelową mają "
        f"{polish.number(measured)} z {polish.counted(len(goals), 'celu', 'celów', 'celów')}."
    )
