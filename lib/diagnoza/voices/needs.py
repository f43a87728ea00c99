"""Needs and offers out of codes, and what matches: deficits without an offer first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from diagnoza.errors import Problem
from diagnoza.tables.voices import NEEDS, VoiceMatches, VoiceNeeds, VoiceOffers
from diagnoza.voices.matching import cover, fits
from diagnoza.voices.rules import INTERVIEW, named, readable, usable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diagnoza.tables.base import Table

NEEDED, OFFERED = ("deficit",), ("resource", "readiness")
_SAME = ["field", "territory", "resource", "unit"]
_WORDS = ["subject", "target", "condition", "term"]


def needs_and_offers(coding: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """
    Match deficits with the resources that somebody is ready to share.

    Parameters
    ----------
    coding
        Table `Coding`, settled.

    Returns
    -------
        Tables `VoiceNeeds`, `VoiceOffers` and `VoiceMatches` by their names. Rows with the same `item` are one need or one offer, of the
        largest amount named; a row without is one of its own, if it tells subject or amount. An offer has readiness 1, 2 or 3; a resource
        that is only named is none.

    Notes
    -----
    Amounts in the same unit are covered by maximum flow. Where the amount of either side is not told, the pair is possible, and how much is
    to be agreed. A need is then matched in full, in part, possibly, or not at all; so is an offer used.
    """
    needs, offers = _needs(coding), _offers(coding)
    pair = fits(needs, offers)
    flow = _covered(needs, offers, pair)
    open_pair = _to_agree(needs, offers, pair, flow)
    needs = _judged(needs, flow.sum(axis=1), open_pair.sum(axis=1) > 0, ("unmatched", "covered"))
    offers = _judged(offers, flow.sum(axis=0), open_pair.sum(axis=0) > 0, ("unused", "used"))
    order = needs["status"].map(NEEDS.index)
    needs = needs.assign(order=order).sort_values(["order", "meetings", "statements"], ascending=[True, False, False], kind="stable")
    needs, offers = _numbered(needs, "need"), _numbered(offers, "offer")
    matches = [
        {"need": needs.loc[i, "need"], "offer": offers.loc[j, "offer"], "amount": flow[i, j] if flow[i, j] > 0 else None}
        for i, j in np.argwhere((flow > 0) | open_pair)
    ]
    matched = pd.DataFrame(matches, columns=["need", "offer", "amount"]).sort_values(["need", "offer"])
    return {
        "voice_needs": _declared(needs, VoiceNeeds),
        "voice_offers": _declared(offers, VoiceOffers),
        "voice_matches": _declared(matched, VoiceMatches),
    }


def _items(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """Gather the rows of each need or offer, in the order in which they came up."""
    own = "statement " + rows["statement"].astype("string") + " row " + rows["row"].astype("string")
    return [item for _, item in rows.groupby(rows["item"].mask(rows["item"].eq(""), own), sort=False)]


def _told(item: pd.DataFrame) -> dict[str, object]:
    """Say what a need or offer is, by the row with the largest amount; words by the first row that has them."""
    largest = item.sort_values("amount", ascending=False, kind="stable").iloc[0]  # what is not told comes last
    words = {name: next((text for text in item[name] if text), "") for name in _WORDS}
    return {name: largest[name] for name in (*_SAME, "amount")} | words


def _published(coding: pd.DataFrame) -> pd.DataFrame:
    """Keep what may be published and tells what it is about, without words that would stand for the label of a sector."""
    rows = usable(coding)
    rows = rows[rows["subject"].ne("") | rows["item"].ne("") | rows["amount"].notna()]
    return rows.assign(**{name: readable(rows, name) for name in _WORDS})


def _needs(coding: pd.DataFrame) -> pd.DataFrame:
    rows = _published(coding)
    items = _items(rows[rows["category"].isin(NEEDED)])
    told = [
        _told(item) | {"meetings": item.loc[item["type"].ne(INTERVIEW), "meeting"].nunique(), "statements": item["statement"].nunique()}
        for item in items
    ]
    return pd.DataFrame(told, columns=[*_SAME, "amount", *_WORDS, "meetings", "statements"]).astype({"amount": float})


def _offers(coding: pd.DataFrame) -> pd.DataFrame:
    rows = _published(coding)
    rows = rows[rows["category"].isin(OFFERED) & rows["readiness"].gt(0).fillna(value=False).astype(bool)]
    rows = rows.assign(owner=rows["sector"].where(named(rows), ""))
    rows = rows.assign(richer=rows["amount"].notna() | rows["item"].ne("")).sort_values("richer", ascending=False, kind="stable")
    repeated = rows.duplicated(["statement", "field", "territory"]) & rows["item"].eq("") & rows["amount"].isna()
    items = _items(rows[~repeated].sort_values(["statement", "row"], kind="stable"))
    told = []
    for item in items:
        owners = set(item["owner"])
        told.append(_told(item) | {"owner": owners.pop() if len(owners) == 1 else "", "readiness": item["readiness"].max()})
    return pd.DataFrame(told, columns=[*_SAME, "amount", *_WORDS, "owner", "readiness"]).astype({"amount": float})


def _covered(needs: pd.DataFrame, offers: pd.DataFrame, pair: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Cover needs by offers, unit by unit and field by field, where both sides tell amounts."""
    flow = np.zeros(pair.shape)
    told = offers[offers["amount"].notna()]
    for (field, unit), rows in needs[needs["amount"].notna()].groupby(["field", "unit"]):
        other = told[told["field"].eq(str(field)) & told["unit"].eq(str(unit))]
        if len(other):
            at = np.ix_(rows.index.to_numpy(dtype=int), other.index.to_numpy(dtype=int))
            flow[at] = cover(rows["amount"].tolist(), other["amount"].tolist(), other["readiness"].tolist(), pair[at])
    return flow


def _to_agree(needs: pd.DataFrame, offers: pd.DataFrame, pair: NDArray[np.bool_], flow: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Find pairs of which one side has no amount, where both have something left."""
    unknown = needs["amount"].isna().to_numpy()[:, None] | offers["amount"].isna().to_numpy()[None, :]
    left = (_left(needs, flow.sum(axis=1)) > 0)[:, None] & (_left(offers, flow.sum(axis=0)) > 0)[None, :]
    return np.asarray(pair & unknown & left, dtype=bool)


def _left(side: pd.DataFrame, flow: NDArray[np.float64]) -> NDArray[np.float64]:
    """Say how much is left; of what has no amount, always something."""
    return np.asarray((side["amount"] - flow).fillna(1.0), dtype=float)


def _judged(side: pd.DataFrame, flow: NDArray[np.float64], possible: NDArray[np.bool_], names: tuple[str, str]) -> pd.DataFrame:
    """Give the amount covered or used, and the status."""
    none, column = names
    moved = pd.Series(flow, index=side.index).where(side["amount"].notna())
    status = pd.Series(none, index=side.index, dtype=object).mask(possible, "possible").mask(moved.gt(0), "part")
    return side.assign(status=status.mask(moved.ge(side["amount"]), "matched"), **{column: moved})


def _numbered(side: pd.DataFrame, name: str) -> pd.DataFrame:
    return side.assign(**{name: range(1, len(side) + 1)})


def _declared(table: pd.DataFrame, declaration: type[Table]) -> pd.DataFrame:
    columns = list(declaration.to_schema().columns)
    return pd.DataFrame(declaration.validate(table[columns].reset_index(drop=True), lazy=True))


def contradictory(coding: pd.DataFrame) -> list[Problem]:
    """
    Find items whose rows are about different fields, territories, kinds of resources or units.

    Parameters
    ----------
    coding
        Table `Coding`, settled.

    Returns
    -------
        A problem for each, at its last row; the row with the largest amount says what it is.
    """
    problems = []
    for categories in (NEEDED, OFFERED):
        rows = coding[coding["category"].isin(categories) & coding["item"].ne("")]
        for _, item in rows.groupby("item", sort=False):
            differ = [name for name in _SAME if len(set(item[name]) - {""}) > 1]
            if differ:
                last = item.iloc[-1]
                what = f"rows of one need or offer differ in {', '.join(differ)}; the row with the largest amount counts"
                problems.append(
                    Problem(last["file"], f"row {last['row']}, column item", what, "Give each need and offer a number of its own")
                )
    return problems
