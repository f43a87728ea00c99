"""Good practices and topics of training: sentences of a sector, the page for the Forum, the table of topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.errors import NotApplicable
from diagnoza.grid import Grid
from diagnoza.pieces import plain
from diagnoza.services.causes import TRAINABLE
from diagnoza.services.published import select, texts
from diagnoza.services.published.select import of_all, unit_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from diagnoza.grid import Cell
    from diagnoza.services.published.select import Case

ADVANTAGES = {
    "supply": "przy zasobach nie większych",
    "unit_cost": "przy koszcie na osobę nie wyższym",
    "both": "przy zasobach i koszcie na osobę nie większych",
}
NO_PRACTICE = "Dobre praktyki: żaden partner nie opisał dobrej praktyki w tym sektorze, a wyniki żadnej nie wskazują."
NOTHING_TO_TRAIN = "Z przyczyn luk jakościowych nie wynika żaden temat szkolenia."
NO_TOPIC = "Szkolenia: z przyczyn luk jakościowych w tym sektorze nie wynika żaden temat."
NOBODY_LACKS = "Z własnych odpowiedzi żadnej innej gminy nie wynika luka jakościowa w tej usłudze."
ASK = "Opisu nie dostarczono – warto o niego poprosić."
HOW_SCORED = (
    "Wynik = suma priorytetów usług pomnożonych przez etaty, których dotyczą, a gdzie pytano pracowników, także przez deklarowaną "
    "potrzebę. Jednostek bez znanej liczby etatów nie doliczono (założenie A18)."
)
CARD = {"problem": "Problem", "done": "Co zrobiono", "cost": "Koszt", "conditions": "Warunki przeniesienia", "contact": "Kontakt"}


def say_practices(case: Case, services: Iterable[str]) -> str:
    """
    Tell the good practices of a sector as cards: who, for whom, what was done, and whether results confirm it.

    Parameters
    ----------
    case, services
        The partnership; services of the sector.
    """
    rows = case.good_practices[case.good_practices["service"].isin(list(services))]
    if rows.empty:
        return NO_PRACTICE
    cards = [_card(some, case) for _, some in rows.groupby(["service", "teryt", "done"], sort=False)]
    return "\n".join(["Dobre praktyki:\n", *cards])


def _card(rows: pd.DataFrame, case: Case) -> str:
    first = rows.iloc[0]
    who = f"{unit_name(str(first['teryt']), case.names)}, „{case.service_labels[str(first['service'])]}”"
    told = [f"{head}: {plain(first[name]).rstrip('.')}." for name, head in CARD.items() if str(first[name]).strip()]
    receivers = [unit_name(str(code), case.names) for code in rows["receiver"] if code]
    better = [_better(row, case) for row in rows[rows["confirmed"]].to_dict("records")]
    proof = f"Wyniki ją potwierdzają: {'; '.join(better)}." if better else "Wyniki jej nie potwierdzają ani nie podważają."
    taken = f"Mogą skorzystać: {', '.join(receivers)}." if receivers else NOBODY_LACKS
    return f"- **{who}.** {' '.join(told) or ASK} {proof} {taken}"


def _better(row: Mapping[Any, Any], case: Case) -> str:
    points = texts.ranged(row["difference"], row["low"], row["high"])
    than = f"potrzeby zaspokojone lepiej niż w gminie {unit_name(str(row['receiver']), case.names)}"
    return f"{than} o {points} pkt, {ADVANTAGES[str(row['advantage'])]}"


def say_topics(case: Case, sector: str) -> str:
    """
    Name the topics of training of a sector, and the causes that they follow from.

    Parameters
    ----------
    case, sector
        The partnership; identifier of the sector.
    """
    rows = case.training[case.training["field"].eq(sector)]
    if rows.empty:
        return NO_TOPIC
    parts = [f"„{row['topic']}” (przyczyna: {TRAINABLE[row['cause']]}; {_staff(row['staff'])})" for row in rows.to_dict("records")]
    return f"Szkolenia: {'; '.join(parts)}."


def _staff(staff: float) -> str:
    return "liczba etatów nieznana" if polish.is_missing(staff) else f"etaty: {polish.number(staff, 1)}"


def topics_grid(case: Case) -> Grid:
    """
    Tabulate the topics of training, with the services, institutions and posts behind each; the most needed first.

    Parameters
    ----------
    case
        The partnership.
    """
    asked = bool(case.training["declared"].notna().any())
    rows: list[list[Cell]] = []
    for row in case.training.to_dict("records"):
        declared = "nie pytano" if polish.is_missing(row["declared"]) else polish.percent(row["declared"])
        rows.append(
            [
                f"{row['topic']} ({SECTORS[row['field']]})",
                _names(row["services"], case.service_labels),
                ", ".join(unit_name(code, case.names) for code in row["municipalities"].split("; ") if code),
                row["units"] or "nie podano",
                None if polish.is_missing(row["staff"]) else float(row["staff"]),
                *([declared] if asked else []),
                texts.cell(row["base_score"], row["low"], row["high"]) if polish.is_missing(row["score"]) else row["score"],
            ]
        )
    last = [*(["Zgłosiło potrzebę"] if asked else []), "Wynik (przedział)"]
    columns = ["Temat (sektor)", "Usługi", "Gminy", "Jednostki", "Etaty", *last]
    return Grid(columns, rows, {4: 1, len(columns) - 1: 1}, note=HOW_SCORED)


def _names(joined: str, labels: Mapping[str, str]) -> str:
    return ", ".join(labels[one] for one in joined.split("; ") if one)


def require_topics(training: pd.DataFrame) -> pd.DataFrame:
    """
    Insist on topics of training.

    Parameters
    ----------
    training
        Table `Training`.

    Raises
    ------
    NotApplicable
        With the sentence for the report, if no cause asks for training.
    """
    if training.empty:
        raise NotApplicable(NOTHING_TO_TRAIN)
    return training


def title_topics(training: pd.DataFrame) -> str:
    """
    Title the topics by the first of them.

    Parameters
    ----------
    training
        Table `Training`.
    """
    first = training.iloc[0]
    return f"Tematy szkoleń; pierwszy: „{first['topic']}” ({SECTORS[str(first['field'])]})"


def topics_count(training: pd.DataFrame) -> str:
    """
    Count topics and the institutions behind them.

    Parameters
    ----------
    training
        Table `Training`.
    """
    units = {one for joined in training["units"] for one in joined.split("; ") if one}
    topics = polish.counted(len(training), "temat", "tematy", "tematów")
    return f"{topics}, {polish.counted(len(units), 'jednostka', 'jednostki', 'jednostek')}"


def forum_grid(case: Case) -> Grid:
    """
    Tabulate for the Forum what follows for each sector: result, good practice, topic of training.

    Parameters
    ----------
    case
        The partnership.
    """
    shown = select.kinds(case.gaps, case.remedies)
    rows: list[list[Cell]] = [
        [polish.upper_first(SECTORS[sector]), _result(case, shown, sector), _practice(case, sector), _topic(case, sector)]
        for sector in case.sectors
    ]
    note = "Wynik: usługa sektora o najwyższym priorytecie w partnerstwie i rodzaj jej luki jakościowej."
    return Grid(["Sektor", "Wynik", "Dobra praktyka", "Temat szkolenia"], rows, note=note)


def _result(case: Case, shown: pd.DataFrame, sector: str) -> str:
    services = select.of_sector(case, sector)
    weighed = of_all(case.priorities)
    weighed = weighed[weighed["service"].isin(services) & weighed["value"].notna()]
    if weighed.empty:
        reasons = [texts.kind(row) for row in of_all(shown).to_dict("records") if row["service"] in services]
        return "; ".join(dict.fromkeys(reasons)) or "brak usług w sektorze"
    first = weighed.sort_values("value", ascending=False, kind="stable").iloc[0]
    kind = texts.kind(select.found(shown, str(first["teryt"]), str(first["service"])))
    return (
        f"{case.service_labels[str(first['service'])]} – {kind}; priorytet {texts.ranged(first['value'], first['low'], first['high'], 1)}"
    )


def _practice(case: Case, sector: str) -> str:
    rows = case.good_practices[case.good_practices["service"].isin(select.of_sector(case, sector)) & case.good_practices["done"].ne("")]
    rows = rows.sort_values("confirmed", ascending=False, kind="stable").drop_duplicates(["teryt", "service", "done"])
    parts = [
        f"{unit_name(str(row['teryt']), case.names)}: {row['done']}" + ("" if row["confirmed"] else " (bez potwierdzenia w wynikach)")
        for row in rows.to_dict("records")
    ]
    return " ".join(parts) or "brak"


def _topic(case: Case, sector: str) -> str:
    return "; ".join(case.training.loc[case.training["field"].eq(sector), "topic"]) or "brak"
