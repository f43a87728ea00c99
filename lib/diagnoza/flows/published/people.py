"""A sentence for each municipality and service: of so many residents so many are served at home, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.flows.published import texts
from diagnoza.flows.published.grids import HOME
from diagnoza.flows.published.select import announced
from diagnoza.tables.flows import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diagnoza.flows.published.select import Case
    from diagnoza.flows.published.views import View

OTHERS = 2
"""Other places that a sentence names."""


def say_people(views: Sequence[View], case: Case) -> str:
    """
    Tell of each municipality how its residents use every service.

    Parameters
    ----------
    views, case
        Services; the partnership.

    Returns
    -------
        Polish Markdown: a paragraph with a list for each municipality.
    """
    parts = []
    for code in views[0].members:
        lines = [f"- {view.label}: {say_unit(view, code, case)}" for view in views]
        parts.append("\n".join([f"**{polish.upper_first(announced(code, case))}**\n", *lines]))
    return "\n\n".join(parts)


def say_unit(view: View, code: str, case: Case) -> str:
    """
    Tell how the residents of a municipality use a service; those whose place is not known are left out, as they are of the share.

    Parameters
    ----------
    view, code, case
        The service; the municipality; the partnership.
    """
    total, home, share = view.total(code), view.cell(code, code), view.indicator(HOME, code)
    lost = view.cell(code, UNKNOWN)
    if not total or polish.is_missing(total["demand"]):
        return _without_sum(view, code, str(total.get("demand_status", "not_reported")))
    if lost.get("status") == "protected":
        return _without_sum(view, code, "protected")
    unknown = 0.0 if polish.is_missing(lost.get("users")) else lost["users"]
    where, n, least = announced(code, case, "locative"), float(total["demand"] - unknown), view.least(code, "demand")
    if not n:
        return f"wykazano, że nikt, kto mieszka w {where}, z niej nie korzysta."
    rest = f"{_others(view, code)}{_remarks(share.get('flags', ''))}"
    if polish.is_missing(home.get("users")):
        return f"{_users(view, n, least=least)} w {where}; ilu z nich na miejscu, {_why(str(home.get('status')))}.{rest}"
    verb = "korzysta" if round(n) == 1 else "korzystają"
    known = " w ustalonym miejscu" if unknown else ""
    opening = f"{texts.from_among(n, view.noun, least=least)} w {where} i {verb} z usługi{known},"
    if not home["users"]:
        return f"{opening} na miejscu nie korzysta nikt.{rest}"
    return f"{opening} na miejscu {texts.use(home['users'])} {polish.number(home['users'])}{_share(share)}.{rest}"


def _users(view: View, n: float, *, least: bool) -> str:
    """Begin a sentence on users of whom not more is known: "korzystają z niej 22 osoby, które mieszkają"."""
    noun = view.noun
    counted = polish.counted(n, noun.one, noun.few, noun.many)
    who = f"{noun.whose} mieszka" if round(n) == 1 else f"{noun.who} mieszkają"
    return f"{texts.use(n)} z niej {'co najmniej ' if least else ''}{counted}, {who}"


def _without_sum(view: View, code: str, status: str) -> str:
    """Tell the share at home, or nothing more, where the number of users is not given."""
    share = view.indicator(HOME, code)
    told = f"liczby korzystających mieszkańców {_NOT_GIVEN[status]}"
    if share and not polish.is_missing(share["value"]):
        told += f"; na miejscu korzysta {texts.share(share)}"
    return f"{told}.{_others(view, code)}{_remarks(share.get('flags', ''))}"


_NOT_GIVEN = {"protected": "nie podajemy", "not_reported": "nikt nie podał", "undefined": "nie da się podać", "shown": "nikt nie podał"}


def _why(status: str) -> str:
    return {"protected": "nie podajemy", "not_reported": "nikt nie podał"}.get(status, "nie wiadomo")


def _share(row: dict[str, object]) -> str:
    if not row or polish.is_missing(row["value"]):
        return ""
    return f" ({texts.share(row).replace(' (', '; ').rstrip(')')})"


def _others(view: View, code: str) -> str:
    """Name the other places that most residents use, as far as their number is known."""
    known = view.known[view.known["origin"].eq(code) & ~view.known["destination"].isin([code, UNKNOWN]) & view.known["users"].gt(0)]
    first = known.sort_values(["users", "destination"], ascending=[False, True]).head(OTHERS)
    if first.empty:
        return ""
    named = [f"{view.names[row['destination']]} ({polish.number(row['users'])})" for row in first.to_dict("records")]
    return f" Poza tym najwięcej korzysta w innych miejscach: {polish.listed(named)}."


def _remarks(flags: object) -> str:
    told = texts.remarks([flags])
    return f" {polish.upper_first(told)}." if told else ""
