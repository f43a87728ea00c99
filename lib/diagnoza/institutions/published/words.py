"""Titles and sentences of the chapter, built from its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.errors import NotApplicable
from diagnoza.institutions.network import latest
from diagnoza.institutions.published import select, texts
from diagnoza.institutions.scales import BARRIERS
from diagnoza.institutions.wanted import barriers
from diagnoza.pieces import plain
from diagnoza.tables.institutions import LEVELS, NEEDED

if TYPE_CHECKING:
    from diagnoza.institutions.published.select import Case


def count(case: Case) -> str:
    """
    Say how many institutions there are and how many answered.

    Parameters
    ----------
    case
        The partnership.
    """
    n, answered = len(case.institutions), int(case.institutions["responded"].sum())
    return f"{texts.institutions(n)}, odpowiedzi: {polish.number(answered)}"


def title_listed(case: Case) -> str:
    """
    Say how many answered.

    Parameters
    ----------
    case
        The partnership.
    """
    n, answered = len(case.institutions), int(case.institutions["responded"].sum())
    return f"Odpowiedzi: {polish.number(answered)} z {polish.number(n)} instytucji"


def say_listed(case: Case) -> str:
    """
    Say which levels the institutions are of, and the rules of the chapter.

    Parameters
    ----------
    case
        The partnership.
    """
    levels = case.institutions["level"].value_counts()
    told = [f"{level} – {texts.institutions(levels[level])}" for level in LEVELS if level in levels.index]
    silent = case.institutions[case.institutions["responded"].eq(0)]
    names = select.labels(case.institutions)
    quiet = [plain(names[one]) for one in silent["institution"]]
    without = f" Bez odpowiedzi: {polish.listed(quiet)}." if quiet else ""
    return f"Według poziomów: {polish.listed(told)}.{without} {texts.RULES}"


def require_missing(case: Case) -> None:
    """
    See that a needed tie is missing or not known.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotApplicable
        If none is.
    """
    if select.needed(case, select.WITHOUT).empty:
        msg = "Wszystkie potrzebne relacje między instytucjami z listy ktoś zgłasza."
        raise NotApplicable(msg)


def title_missing(case: Case) -> str:
    """
    Say how many needed ties are missing.

    Parameters
    ----------
    case
        The partnership.
    """
    missing, whole = len(select.needed(case, ("missing",))), len(select.needed(case, NEEDED))
    if not missing:
        return f"Nie stwierdzono braku żadnej z {polish.number(whole)} potrzebnych relacji"
    return f"Brakuje {polish.number(missing)} z {polish.number(whole)} potrzebnych relacji"


def needed_count(case: Case) -> str:
    """
    Count the needed ties between institutions of the list.

    Parameters
    ----------
    case
        The partnership.
    """
    n = len(select.needed(case, NEEDED))
    return polish.counted(n, "potrzebna relacja", "potrzebne relacje", "potrzebnych relacji")


def say_absent(case: Case) -> str:
    """
    Name the kinds of institutions that are not on the list; "" where none is lacking.

    Parameters
    ----------
    case
        The partnership.
    """
    kinds = select.absent_kinds(case)
    if not kinds:
        return ""
    return (
        f"Na liście nie ma instytucji, z którymi potrzebne są relacje: {polish.listed([plain(kind) for kind in kinds])}. "
        "Zespół może je dopisać do listy albo zmienić listę potrzebnych relacji."
    )


def require_present(case: Case) -> None:
    """
    See that somebody reports a needed tie.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotApplicable
        If nobody does.
    """
    if select.needed(case, (*select.ONE_SIDE, "confirmed")).empty:
        msg = "Nikt nie zgłasza żadnej z potrzebnych relacji."
        raise NotApplicable(msg)


def title_present(case: Case) -> str:
    """
    Say how many needed ties both sides report.

    Parameters
    ----------
    case
        The partnership.
    """
    both, whole = len(select.needed(case, ("confirmed",))), len(select.needed(case, NEEDED))
    return f"Obie strony potwierdzają {polish.number(both)} z {polish.number(whole)} potrzebnych relacji"


def require_one_sided(case: Case) -> None:
    """
    See that one side reports a tie that the other does not.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotApplicable
        If there is no such tie.
    """
    if select.one_sided(case).empty:
        msg = "Każdą zgłoszoną współpracę potwierdzają obie strony."
        raise NotApplicable(msg)


def title_one_sided(case: Case) -> str:
    """
    Say how many of the pairs one side reports only.

    Parameters
    ----------
    case
        The partnership.
    """
    one, whole = len(select.one_sided(case)), len(case.cooperation_pairs)
    return f"W {polish.number(one)} z {polish.number(whole)} współpracujących par mówi o tym tylko jedna strona"


def pairs_count(case: Case) -> str:
    """
    Count the pairs that cooperate.

    Parameters
    ----------
    case
        The partnership.
    """
    n = len(case.cooperation_pairs)
    return polish.counted(n, "współpracująca para", "współpracujące pary", "współpracujących par")


def title_matrix(case: Case) -> str:
    """
    Say how many pairs cooperate.

    Parameters
    ----------
    case
        The partnership.
    """
    n = len(case.institutions)
    return f"Współpracujące pary instytucji: {polish.number(len(case.cooperation_pairs))} z {polish.number(n * (n - 1) // 2)} możliwych"


def title_network(case: Case) -> str:
    """
    Say how many of the pairs both sides confirm.

    Parameters
    ----------
    case
        The partnership.
    """
    both, whole = int(case.cooperation_pairs["status"].eq("confirmed").sum()), len(case.cooperation_pairs)
    return f"Obie strony potwierdzają współpracę w {polish.number(both)} z {polish.number(whole)} współpracujących par"


def title_wanted(case: Case) -> str:
    """
    Say how many ties institutions want stronger.

    Parameters
    ----------
    case
        The partnership.
    """
    n = len(select.wanted(case))
    return f"Ściślejszej współpracy dotyczy {polish.counted(n, 'zgłoszenie', 'zgłoszenia', 'zgłoszeń')}"


def wanted_count(case: Case) -> str:
    """
    Count the wishes.

    Parameters
    ----------
    case
        The partnership.
    """
    return polish.counted(len(select.wanted(case)), "zgłoszenie", "zgłoszenia", "zgłoszeń")


def say_barriers(case: Case) -> str:
    """
    Say which barriers institutions name, never of whom; "" where none is named.

    Parameters
    ----------
    case
        The partnership.
    """
    found = barriers(latest(case.ties))
    if found.empty:
        return ""
    told = [f"{BARRIERS[str(code)][0]} ({texts.institutions(n)})" for code, n in found.items()]
    rule = "Nie podajemy, o kim je zgłoszono, ani przeszkód, które dotyczą instytucji jednoosobowych."
    return f"Przeszkody we współpracy: {', '.join(told)}. {rule}"
