"""Actions from the cooperation of institutions: members of the team, missing ties, one-sided ties, readiness, who was not heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from diagnoza import polish
from diagnoza.synthesis.recommendations.ground import Wanted
from diagnoza.synthesis.recommendations.rules import ANY_KIND, Action

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.synthesis.recommendations.ground import Ground

MOST = 6
"""Pairs that are listed by name."""
ITEMS = {
    "agreement": "podpisanie porozumienia",
    "coordinator": "wyznaczenie koordynatora lub koordynatorki",
    "composition": "skład zespołu zgodny z listą potrzebnych instytucji",
    "rhythm": "stały rytm spotkań",
    "information": "podstawa prawna wymiany informacji",
    "common_tool": "wspólne narzędzie (formularz lub karta)",
    "joint_services": "wspólne usługi lub działania",
    "evaluation": "ocena skutków współpracy",
}
"""The items of readiness that come with the project; of others only the number is told."""


class _Tie(NamedTuple):
    """What to do about needed ties of one status."""

    status: str
    type: str
    title: str
    lead: str
    indicator: str


TIES = {
    "new": _Tie(
        "missing",
        "cooperation",
        "Nawiązać potrzebną współpracę, której nikt nie zgłasza",
        "Współpracy nie zgłasza żadna strona",
        "Potrzebne relacje, których brakuje",
    ),
    "agree": _Tie(
        "one_sided",
        "procedure",
        "Uzgodnić współpracę, o której mówi tylko jedna strona",
        "Mówi o niej jedna strona",
        "Potrzebne relacje, które zgłasza jedna strona",
    ),
    "ask": _Tie(
        "unchecked",
        "measure_next",
        "Zapytać o współpracę instytucje, które nie odpowiedziały",
        "Odpowiedziała jedna strona",
        "Potrzebne relacje bez odpowiedzi drugiej strony",
    ),
}


def actions(ground: Ground) -> list[Action]:
    """
    Propose what the team and the ties of institutions lack.

    Parameters
    ----------
    ground
        Tables, findings, and whose synthesis it is.

    Returns
    -------
        At most one action of each kind; only those with a finding to rest on. By asking alone nobody gains.
    """
    found = [_team(ground), *(_ties(ground, name) for name in TIES), _readiness(ground)]
    return [one for one in found if one]


def _rests(ground: Ground, table: str) -> tuple[str, ...]:
    return ground.rests(Wanted(("institutions",), ANY_KIND, (table,)))


def _name(ground: Ground, one: object) -> str:
    table = ground.table("institutions")
    names = {} if table is None else dict(zip(table["institution"], table["name"], strict=True))
    return str(names.get(one, one))


def _team(ground: Ground) -> Action | None:
    """Propose to invite the institutions of the narrow circle that are outside the team."""
    table, rests = ground.table("cooperation_team"), _rests(ground, "cooperation_team")
    if table is None or not rests:
        return None
    core = table[table["core"].eq(1).fillna(value=False)]
    outside = core[core["status"].eq("outside")]
    if outside.empty:
        return None
    units = ground.ordered(outside["teryt"])
    return Action(
        id="team-invite",
        type="cooperation",
        title="Zaprosić do zespołu instytucje, od których ma się on zacząć",
        reason=f"Poza zespołem: {', '.join(_name(ground, one) for one in outside['institution'])}.",
        findings=rests,
        units=units,
        gains=dict.fromkeys(ground.municipal(units), float("nan")),
        term="quick",
        indicator="Instytucje z węższego kręgu, które są w zespole",
        baseline=float(core["status"].eq("member").sum()),
        target=float(len(core)),
        unit="instytucje",
        art10e_point=8,
    )


def _ties(ground: Ground, name: str) -> Action | None:
    """Propose new ties, an understanding of one-sided ones, or to ask who did not answer."""
    tie, table, rests = TIES[name], ground.table("needed_ties"), _rests(ground, "needed_ties")
    rows = None if table is None else table[table["status"].eq(tie.status)]
    if rows is None or rows.empty or not rests:
        return None
    units, asked = ground.ordered(rows["teryt"]), tie.type == "measure_next"
    return Action(
        id=f"ties-{name}",
        type=tie.type,
        title=tie.title,
        reason=f"{tie.lead}: {_pairs(rows, ground)}.",
        findings=rests,
        units=units,
        gains={} if asked else dict.fromkeys(ground.municipal(units), float("nan")),
        indicator=tie.indicator,
        baseline=float(len(rows)),
        unit="relacje",
        art10e_point=None if asked else 8,
    )


def _pairs(rows: pd.DataFrame, ground: Ground) -> str:
    """Name the pairs and what they should cooperate on."""
    shown = rows.head(MOST).to_dict("records")
    told = [f"{_name(ground, row['first'])} i {_name(ground, row['second'])} ({row['about']})" for row in shown]
    rest = len(rows) - len(told)
    return "; ".join([*told, *([f"oraz {polish.counted(rest, 'inna para', 'inne pary', 'innych par')}"] if rest else [])])


def _readiness(ground: Ground) -> Action | None:
    """Propose to prepare what the checklist of readiness lacks."""
    table, rests = ground.table("cooperation_readiness"), _rests(ground, "cooperation_readiness")
    lacking = None if table is None else table[table["state"].isin(["no", "partly"])]
    if table is None or lacking is None or lacking.empty or not rests:
        return None
    states = [(word, _items(lacking[lacking["state"].eq(state)])) for state, word in (("no", "brakuje"), ("partly", "są częściowo"))]
    return Action(
        id="readiness",
        type="procedure",
        title="Przygotować warunki pracy zespołu",
        reason=f"Z listy gotowości {'; '.join(f'{word}: {items}' for word, items in states if items)}.",
        findings=rests,
        units=ground.members,
        gains=dict.fromkeys(ground.members, float("nan")),
        indicator="Spełnione punkty listy gotowości",
        baseline=float(table["state"].eq("yes").sum()),
        target=float(len(table)),
        unit="punkty",
        art10e_point=8,
    )


def _items(rows: pd.DataFrame) -> str:
    known = [ITEMS[str(item)] for item in rows["item"] if str(item) in ITEMS]
    rest = len(rows) - len(known)
    return ", ".join([*known, *([polish.counted(rest, "inny punkt", "inne punkty", "innych punktów")] if rest else [])])
