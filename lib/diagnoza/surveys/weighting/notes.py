"""What was done so that weighting was possible, in Polish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza.polish import NBSP, counted, listed, lower_first, number, percent, typography

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnoza.surveys.codebook import Question

TENS = 10
PUBLIC = "Liczba dorosłych mieszkańców gmin (statystyka publiczna)"
PURPOSIVE = "Odpowiedzi nie ważono: respondentów dobrano celowo, więc wyniki podano jako liczby odpowiedzi."
EMPTY = "Odpowiedzi nie ważono: w badaniu nie ma ani jednej odpowiedzi, którą można uwzględnić."
NO_MARGINS = typography("Odpowiedzi nie ważono: nie dostarczono danych o składzie badanej zbiorowości.")
NO_POPULATION = typography("Odpowiedzi nie ważono: nie jest znana liczba dorosłych mieszkańców wszystkich gmin.")


def left_out(names: Sequence[str], share: float, *, weighted: bool) -> str:
    """
    Say from which municipalities there is no answer, and what that means.

    Parameters
    ----------
    names
        Of the municipalities.
    share
        Their share in the population [0-1]; 0 where no number of theirs was delivered: they joined later, or were not asked.
    weighted
        Whether the others are weighted by municipality.
    """
    one = len(names) == 1
    start = f"W badaniu nie ma ani jednej odpowiedzi z {'gminy' if one else 'gmin'}: {listed(list(names))}"
    of_them = f", na {'którą' if one else 'które'} przypada {percent(share, 1)} badanej zbiorowości" if share else ""
    results = f"Wyniki badania {'jej' if one else 'ich'} nie obejmują"
    rest = ", a odpowiedzi ważono do składu pozostałych gmin" if weighted else ""
    return typography(f"{start}{of_them}. {results}{rest}.")


def joined(asked: Sequence[Question], labels: Sequence[str], thin: int) -> str:
    """Say which categories were joined, and why."""
    those = listed([f"„{label}”" for label in labels])
    return typography(
        f"Przed ważeniem połączono kategorie {those} ({_of(asked)}), bo przynajmniej w jednej z nich było mniej niż {thin}{NBSP}odpowiedzi."
    )


def scaled(asked: Sequence[Question]) -> str:
    """Say that the totals of a margin were brought to the sum of the first one."""
    return typography(f"Sumę liczebności w zestawieniu „{_of(asked)}” doprowadzono do sumy w pierwszym zestawieniu.")


def unknown(margins: Sequence[tuple[Sequence[Question], int]]) -> str:
    """Say in which margins respondents are unknown, and about how many: an exact number would tell a base that is hidden elsewhere."""
    named = ", ".join(f"{_of(asked, small=True)} ({_about(n)})" for asked, n in margins)
    start = f"Nie jest znana odpowiedź potrzebna do ważenia: {named}"
    return typography(f"{start}. Osoby te ważono według pozostałych znanych cech, bez uzupełniania braków.")


def capped(cap: float, share: float, error: float) -> str:
    """Say how many weights stand at the cap, and what it cost."""
    limit = f"Wagi ograniczono do {number(cap, 1 if cap % 1 else 0)}-krotności średniej; na tej granicy jest {percent(share, 1)} odpowiedzi"
    if round(error, 3) == 0:
        return typography(f"{limit}. Udziały po ważeniu mimo to odpowiadają docelowym.")
    return typography(f"{limit}. Udziały po ważeniu odbiegają przez to od docelowych najwyżej o {number(error * 100, 1)} p.p.")


def _about(n: int) -> str:
    """Write a number of people in tens."""
    return f"około {counted(n // TENS * TENS, 'osoby', 'osób', 'osób')}" if n >= TENS else f"mniej niż {TENS}{NBSP}osób"


def _of(asked: Sequence[Question], *, small: bool = False) -> str:
    names = [question.label or question.wording for question in asked]
    return " × ".join(map(lower_first, names) if small else names)
