"""Money that follows from flows: amounts on which data of both sides differ, and what providing jointly might save."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza.flows.published.money import DUE, FOR_TALKS
from diagnoza.polish import counted, listed, number
from diagnoza.synthesis.lines.flow_rows import concluded, newest
from diagnoza.synthesis.lines.telling import cited, in_polish_order, out_of, there

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from diagnoza.synthesis.base import Finding
    from diagnoza.synthesis.lines.flow_rows import Seen

NEAR = 30.0
"""Minutes one way between two partners up to which joint provision is taken for possible."""
MONEY = "G"
"""Dimension of what is about money, whatever the service."""
ACCOUNTS = ("rozliczenia", "rozliczeń")


def settlement(services: Sequence[Seen], made: Mapping[str, pd.DataFrame]) -> Finding | None:
    """
    Conclude on how much money data of both sides differ, where an act or an agreement lets it be asked for.

    Parameters
    ----------
    services, made
        Result of `flow_rows.seen`; stored tables by name.

    Returns
    -------
        None where no amount can be estimated or both sides' data give the same.
    """
    if not (services and there(made, "settlement")):
        return None
    rows = newest(made, "settlement", services)
    rows = rows[rows["basis"].isin(DUE) & rows["amount"].notna()]
    rows = rows.assign(apart=rows["high"] - rows["low"])
    apart = rows[rows["apart"].gt(0)].sort_values(["apart", "service", "payer", "payee"], ascending=[False, True, True, True])
    if apart.empty:
        return None
    first = dict(apart.iloc[0])
    one = next(service for service in services if service.service.id == first["service"])
    most, ends = float(first["apart"]), [number(first[end]) for end in ("low", "high")]
    sentence = (
        f"W {out_of(len(apart), len(rows), ACCOUNTS)}, które można oszacować, dane obu stron dają różne kwoty. Największa różnica: "
        f"{one.quoted}, użytkownicy mieszkają w gminie: {one.name(first['payer'])}, świadczy: {one.name(first['payee'])} – "
        f"od {ends[0]} do {ends[1]} zł, czyli {number(most)} zł różnicy. {FOR_TALKS}"
    )
    plain = f"Partnerzy podali różne liczby osób. Dlatego nie wiadomo, jaka kwota jest właściwa. Największa różnica to {_about(most)}."
    told: dict[str, Any] = {
        "sentence": sentence,
        "plain": f"{plain} To jest rachunek do rozmowy. To nie jest żądanie zapłaty.",
        "kind": "difference",
    }
    told |= {"finding": "flows-settlement", "field": "", "dimension": MONEY}
    told |= {"certainty": "estimated", "weight": 0.5, "art10e_point": 9, "value": most, "unit": "zł", "n": len(rows)}
    told["units"] = tuple(unit for unit in one.members if unit in {*apart["payer"], *apart["payee"]})
    about = {"keys": ("tab-flows-due",), "tables": ("flows", "settlement"), "sources": cited(made, "flows", "unit_costs")}
    return concluded(one, "settlement", **(told | about))


def _about(value: float) -> str:
    """Write an amount in easy words: thousands, rounded."""
    thousands = round(value / 1000)
    if not thousands:
        return f"{number(value)} złotych"
    return f"około {counted(thousands, 'tysiąc', 'tysiące', 'tysięcy')} złotych"


def joint(services: Sequence[Seen], made: Mapping[str, pd.DataFrame]) -> Finding | None:
    """
    Conclude which two partners might save by providing a service together, and have room and a short way for it.

    Parameters
    ----------
    services, made
        Result of `flow_rows.seen`; stored tables by name.

    Returns
    -------
        The pair with the greatest saving of those with room for all users and at most 30 minutes between them, all three known; None
        where there is no such pair. The limit is our own.
    """
    if not (services and there(made, "joint_provision")):
        return None
    rows = newest(made, "joint_provision", services)
    fit = rows[rows["saving"].gt(0) & rows["room"].ge(0) & rows["minutes"].le(NEAR)]
    if fit.empty:
        return None
    first = dict(fit.sort_values(["saving", "service", "first", "second"], ascending=[False, True, True, True]).iloc[0])
    one = next(service for service in services if service.service.id == first["service"])
    codes = {str(first["first"]), str(first["second"])}
    pair, saving = in_polish_order(one.name(code) for code in codes), float(first["saving"])
    minutes = counted(first["minutes"], "minutę", "minuty", "minut")
    sentence = (
        f"Usługa {one.quoted}: według szacunku wspólne świadczenie przez dwóch partnerów ({', '.join(pair)}) mogłoby dać "
        f"{number(saving)} zł oszczędności w ciągu roku; dojazd w jedną stronę zajmuje {minutes}, "
        f"a wolnych miejsc zostałoby {number(first['room'])}."
    )
    plain = f"Dwóch partnerów mogłoby ją prowadzić razem. To: {listed(pair)}. Mogliby wydać mniej o {_about(saving)} w ciągu roku."
    told: dict[str, Any] = {
        "sentence": sentence,
        "plain": f"{one.plainly} {plain} To jest szacunek.",
        "kind": "tie",
        "swot": "O",
        "weight": 0.45,
    }
    told |= {"certainty": "estimated", "value": saving, "unit": "zł", "n": int(rows["saving"].notna().sum())}
    told["units"] = tuple(unit for unit in one.members if unit in codes)
    sources = cited(made, "flows", "unit_costs", "capacity", "travel")
    return concluded(one, "joint", keys=("tab-flows-joint",), tables=("flows", "joint_provision"), sources=sources, **told)
