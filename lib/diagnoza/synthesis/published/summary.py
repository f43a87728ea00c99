"""The summary: the strongest findings, the same in easy Polish, and what could not be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.synthesis.conclusions import chosen
from diagnoza.synthesis.published import select, texts

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.synthesis.published.select import Case

SHOWN_KEYS = 2
HOW_STRONG = (
    "Siła wniosku: A – potrzeba, z którą zgadzają się co najmniej dwa inne źródła (liczby i głosy ludzi), a żadne nie przeczy; B – wynika "
    "z pełnych danych albo zgadza się z nim inne źródło; C – mówi o tym jedno źródło albo źródła się nie zgadzają, warto sprawdzić "
    "(założenie A28)."
)
CHOICE = "Wybraliśmy najmocniejsze, z różnych źródeł i dziedzin; numery (W) są te same w całym raporcie."
EASY = "To jest krótka wersja. Piszemy w niej prostymi słowami."
INVENTED = "Część liczb jest wymyślona. To przykład takiego raportu."
NOT_ALL = "Nie wiemy wszystkiego. Niektórych danych nie dostaliśmy."


def say_findings(case: Case) -> str:
    """
    List the findings of the summary, each with its strength and where it comes from.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotApplicable
        If nothing was found.
    """
    shown = chosen(case.findings)
    n = len(case.findings)
    parts = [f"Z danych {polish.plural(n, 'wynika', 'wynikają', 'wynika')} {texts.findings(n)}."]
    parts += [CHOICE] if len(shown) < n else []
    numbers = texts.numbered(case.findings)
    return "\n".join([f"{' '.join([*parts, HOW_STRONG])}\n", *(_line(row, numbers[str(row["finding"])]) for row in _rows(shown))])


def say_missing(case: Case) -> str:
    """
    Name the sources that were not delivered; "" where all were.

    Parameters
    ----------
    case
        The partnership.
    """
    missing = select.undelivered(case.evidence_lines)
    return f"Nie dostarczono danych z tych źródeł, więc nie ma z nich wniosków: {texts.named(missing)}." if missing else ""


def say_easy(case: Case) -> str:
    """
    Say the findings of the summary in easy Polish.

    Parameters
    ----------
    case
        The partnership.

    Raises
    ------
    NotApplicable
        If nothing was found.
    """
    shown = chosen(case.findings)
    notes = [EASY, *([INVENTED] if shown["origin"].eq("synthetic").any() else [])]
    notes += [NOT_ALL] if select.undelivered(case.evidence_lines) else []
    return "\n".join([f"{' '.join(notes)}\n", *(f"- {texts.sentence(row, easy=True)}" for row in _rows(shown))])


def _line(row: dict[str, object], number: str) -> str:
    where = texts.links(str(row["keys"]).split()[:SHOWN_KEYS])
    return f"- **{number}. {texts.topic(row)}.** {texts.sentence(row)} *{texts.about(row)}* ({where})."


def _rows(findings: pd.DataFrame) -> list[dict[str, object]]:
    return [{str(name): value for name, value in row.items()} for row in findings.to_dict("records")]
