"""What each diagnosis holds, in key numbers of all its chapters: the second table of the index."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.errors import NotApplicable, NotDelivered
from diagnoza.flows.published import views
from diagnoza.programme.published import counts
from diagnoza.programme.published.select import findings, latest
from diagnoza.services.bootstrap import PARTNERSHIP
from diagnoza.services.gap import ORGANISATION, RESOURCE
from diagnoza.services.published import select
from diagnoza.services.published import words as services

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from diagnoza.case import Case

NOT_DELIVERED = "nie dostarczono"
NONE = "brak"
HEADS = ("Diagnoza", "Na czym się opiera", "Czego nie dostarczono", "Wnioski według siły", "Propozycje działań")
STRENGTHS = {"A": "mocne", "B": "średnie", "C": "słabe"}


def contents_table(cases: Sequence[Case]) -> str:
    """
    Write the table of what the diagnoses hold.

    Parameters
    ----------
    cases
        In the order of the page; read are the stored tables only.

    Returns
    -------
        HTML of a section. A line of evidence that was not delivered says so; it is not a zero.
    """
    head = "".join(f'<th scope="col">{name}</th>' for name in HEADS)
    body = "".join(_line(number, case) for number, case in enumerate(cases, start=1))
    return (
        '<section aria-labelledby="zawartosc"><h2 id="zawartosc">Co zawierają diagnozy</h2>'
        '<div class="scroll" role="region" aria-labelledby="zawartosc-caption" tabindex="0"><table>'
        '<caption id="zawartosc-caption"><span>Najważniejsze liczby rozdziałów każdej diagnozy</span></caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        "<p>Liczby mówią, na czym opiera się diagnoza i co w niej znaleziono. Więcej odpowiedzi, luk czy wniosków nie znaczy, "
        "że w gminach jest lepiej albo gorzej: każde partnerstwo dostarczyło co innego.</p></section>"
    )


def _line(number: int, case: Case) -> str:
    told = {name: _told(of_line, case) for name, of_line in LINES.items()}
    given = [_safe(f"{name}: {text}") for name, text in told.items() if text != NOT_DELIVERED]
    lacking = [name.lower() for name, text in told.items() if text == NOT_DELIVERED]
    cells = ["<br>".join(given) or NONE, _safe(", ".join(lacking)) or NONE, *(_safe(_told(made, case)) for made in (_findings, _actions))]
    name = html.escape(case.name)
    return f'<tr><th scope="row">{number}. {name}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def _safe(text: str) -> str:
    return html.escape(polish.typography(text))


def _told(of_line: Callable[[Case], str], case: Case) -> str:
    try:
        return of_line(case)
    except NotApplicable:
        return NONE
    except NotDelivered:
        return NOT_DELIVERED


def _surveys(case: Case) -> str:
    answers = int(case.surveys["kept"].sum())
    return f"{_count(len(case.surveys), 'badanie', 'badania', 'badań')}, {_count(answers, 'odpowiedź', 'odpowiedzi', 'odpowiedzi')}"


def _services(case: Case) -> str:
    studied = services.services(case.inventory["service"].nunique())
    try:
        kinds = select.kinds(case.gaps, case.remedies)
    except NotDelivered:
        return f"{studied}, luki jakościowej nie oceniono"
    municipal = kinds[kinds["teryt"].ne(PARTNERSHIP)] if len(case.names) > 1 else kinds
    short = municipal[municipal["shown"].isin([RESOURCE, ORGANISATION])]["service"].nunique()
    return f"{studied}, z luką jakościową{' choć w jednej gminie' if len(case.names) > 1 else ''}: {short}"


def _flows(case: Case) -> str:
    seen = views.views(case)
    moving = sum(int((one.known["origin"].ne(one.known["destination"]) & one.known["users"].gt(0)).sum()) for one in seen)
    return f"{services.services(len(seen))}, przepływy między miejscami, z podaną liczbą: {moving}"


def _voices(case: Case) -> str:
    needs, matched = case.voice_needs["need"].nunique(), case.voice_matches["need"].nunique()
    return f"{_count(needs, 'potrzeba', 'potrzeby', 'potrzeb')}, z pasującą ofertą: {matched}"


def _institutions(case: Case) -> str:
    wanted = int(case.needed_ties["status"].eq("missing").sum())
    return f"{_count(len(case.institutions), 'instytucja', 'instytucje', 'instytucji')}, brakujące relacje: {wanted}"


def _programme(case: Case) -> str:
    seen = latest(case)
    told = sum(len(findings(one, case)) for one in seen)
    assessed = sum(int(one.of(case.coverage_items)["status"].ne("unassessed").sum()) for one in seen)
    return f"{counts.programmes(len(seen))}, {counts.findings(told)}, ocenione obszary i punkty: {assessed}"


def _goals(case: Case) -> str:
    kinds = case.goal_fields["kind"]
    return f"{_count(len(case.goals), 'cel', 'cele', 'celów')}, wspólne dziedziny: {int(kinds.eq('common').sum())}"


def _findings(case: Case) -> str:
    found = case.findings["strength"].value_counts()
    return ", ".join(f"{word}: {int(found.get(strength, 0))}" for strength, word in STRENGTHS.items())


def _actions(case: Case) -> str:
    return _count(len(case.recommendations), "działanie", "działania", "działań")


def _count(number: int, one: str, few: str, many: str) -> str:
    return polish.counted(number, one, few, many)


LINES: dict[str, Callable[[Case], str]] = {
    "Ankiety": _surveys,
    "Usługi": _services,
    "Przepływy": _flows,
    "Spotkania i wywiady": _voices,
    "Instytucje": _institutions,
    "Program z organizacjami": _programme,
    "Cele": _goals,
}
"""What a diagnosis may rest on, in the order of its chapters."""
