"""Codes are counted by meetings and sectors, coders are compared, and offers cover as much of the needs as can be."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from diagnoza.errors import DiagnozaError
from diagnoza.voices import extent
from diagnoza.voices.matching import cover, fits
from voice_samples import said, tables

if TYPE_CHECKING:
    from pathlib import Path

DEFICIT, OFFER = "deficyt", "gotowość"


def code(made: dict[str, pd.DataFrame], category: str = "deficit", field: str = "transport", territory: str = "*") -> dict[str, object]:
    rows = made["voice_codes"]
    [row] = rows[rows["category"].eq(category) & rows["field"].eq(field) & rows["territory"].eq(territory)].to_dict("records")
    return {str(name): value for name, value in row.items()}


def test_a_code_is_counted_by_meetings_then_sectors_then_statements(tmp_path: Path) -> None:
    rows = [
        said(1, strength="3"),
        said(2),
        said(3, meeting="B", sector="urząd", people="3"),
        said(4, meeting="B", sector="policja", people="1"),
        said(5, category="zasób", field="kultura", sector="lokalni liderzy i aktywiści", people="5"),
    ]
    made = tables(tmp_path, rows)
    row = code(made)
    assert (row["meetings"], row["meetings_of"]) == (2, 2)
    assert (row["sectors"], row["sectors_of"], row["at_least"]) == (3, 4, 1)  # 4 of 4 would have told the same
    assert (row["statements"], row["strong"]) == (4, 1)
    assert made["voice_codes"]["category"].tolist() == ["deficit", "resource"]


def test_all_sectors_and_all_but_one_look_the_same_where_one_is_small(tmp_path: Path) -> None:
    others = [
        said(2, sector="urząd", people="3"),
        said(3, sector="szkoła", people="3"),
        said(9, field="sport", sector="policja", people="1"),
    ]
    both = [
        tables(tmp_path / name, [said(1), *others, *more]) for name, more in (("two", []), ("all", [said(4, sector="policja", people="1")]))
    ]
    counts = [(code(made)["sectors"], code(made)["sectors_of"], code(made)["at_least"]) for made in both]
    assert counts == [(3, 4, 1), (3, 4, 1)]
    known = tables(tmp_path / "known", [said(1), *others[:2], said(9, field="sport", sector="policja", people="3")])
    assert (code(known)["sectors"], code(known)["at_least"]) == (3, 0)
    assert code(known, field="sport")["sectors"] == 1


def test_a_statement_with_several_codes_counts_in_each_and_once(tmp_path: Path) -> None:
    made = tables(tmp_path, [said(1), said(1, category="oczekiwana zmiana"), said(1, field="kultura"), said(1, subject="autobus")])
    assert made["voice_codes"]["statements"].tolist() == [1, 1, 1]
    assert made["voice_base"].to_dict("records") == [{"type": "fgi", "meetings": 1, "statements": 1, "used": 1}]


def test_territories_are_counted_apart_where_there_are_several_municipalities(tmp_path: Path) -> None:
    rows = [said(1, territory="Bobrowo"), said(2, territory="0402022"), said(3, territory="Brzozie"), said(4, territory="całość")]
    made = tables(tmp_path, rows, of="jablonowo")
    assert [code(made, territory=place)["statements"] for place in ("*", "0402022", "0402042", "")] == [4, 2, 1, 1]
    assert "%" not in made["voice_codes"].to_csv()


def test_interviews_are_counted_only_where_three_or_more_were_held(tmp_path: Path) -> None:
    talks = [said(n, meeting=f"K{n}", type="IDI", date="2020-09-01", sector="policja", people="1") for n in (1, 2, 3)]
    two = tables(tmp_path / "two", [said(9), *talks[:2]])
    assert pd.isna(code(two)["interviews"])
    assert code(two)["statements"] == 1
    assert two["voice_base"]["used"].tolist() == [1, 0]
    three = tables(tmp_path / "three", [said(9), *talks])
    assert (code(three)["interviews"], code(three)["interviews_of"], code(three)["statements"]) == (3, 3, 4)
    assert code(three)["meetings_of"] == 1
    agreed = tables(tmp_path / "agreed", [said(9), talks[0] | {"consent": "stanowisko instytucji"}])
    assert code(agreed)["statements"] == 2
    assert pd.isna(code(agreed)["interviews"])


def test_codes_that_come_up_together_are_counted_by_turn_from_three_turns(tmp_path: Path) -> None:
    first, second, third = ("deficyt", "transport"), ("zasób", "kultura"), ("gotowość", "sport")
    turns = [(1, first), (1, second), (2, first), (2, second), (3, first), (4, second), (5, second), (1, third), (2, third)]
    rows = [said(at, category=category, field=field, turn=turn) for at, (turn, (category, field)) in enumerate(turns, start=1)]
    [pair] = tables(tmp_path, rows)["voice_pairs"].to_dict("records")
    assert (pair["category_a"], pair["category_b"]) == ("deficit", "resource")
    assert (pair["n_a"], pair["n_b"], pair["both"]) == (3, 4, 2)
    assert pair["jaccard"] == pytest.approx(2 / 5)
    apart = [row | {"meeting": "AB"[at % 2]} for at, row in enumerate(rows)]  # turn 1 of A is not turn 1 of B
    assert len(tables(tmp_path / "apart", apart)["voice_pairs"]) == 0


def test_agreement_is_measured_on_statements_that_both_coded(tmp_path: Path) -> None:
    rows = [
        said(1), said(1, coder="2"),
        said(2), said(2, category="zasób", coder="2"),
        said(3, category="zasób"), said(3, category="zasób", coder="2"),
        said(4, category="zasób"), said(4, category="brak kodu", field="", coder="2"),
        said(5),
    ]  # fmt: skip
    found = tables(tmp_path, rows)["coder_agreement"].set_index(["dimension", "code"])
    deficit = found.loc[("category", "deficit")]
    assert (deficit["n"], deficit["both"], deficit["first"], deficit["second"], deficit["agreed"]) == (4, 1, 1, 0, 3)
    assert deficit["kappa"] == pytest.approx((0.75 - 0.5) / (1 - 0.5))  # pe = (2·1 + 2·3) / 16
    assert found.loc[("codes", ""), "agreed"] == 2
    assert found.loc[("field", "transport"), "agreed"] == 3


def test_only_what_is_not_settled_is_disputed_and_the_agreed_coding_counts(tmp_path: Path) -> None:
    rows = [
        said(1), said(1, category="zasób", coder="2"),
        said(2, strength="3"), said(2, strength="1", coder="2"),
        said(3, field="sport"), said(3, field="kultura", coder="2"), said(3, field="zdrowie", coder="uzgodnione"),
        said(4, strength="3"), said(4, strength="", coder="2"),
    ]  # fmt: skip
    made = tables(tmp_path, rows)
    disputes = made["coding_disputes"]
    assert disputes["row"].tolist() == [2, 2, 4]
    assert disputes[["category", "first", "second"]].to_numpy().tolist() == [["deficit", 1, 0], ["resource", 0, 1], ["deficit", 1, 1]]
    assert set(made["voice_codes"]["field"]) == {"transport", "zdrowie"}


def offer(statement: int, amount: str, **more: object) -> dict[str, str]:
    about = {"subject": f"oferta {statement}", "readiness": "2", "unit": "osób" if amount else ""}
    return said(statement, **({"category": OFFER, "amount": amount} | about | more))


def need(statement: int, amount: str, **more: object) -> dict[str, str]:
    return said(statement, **({"subject": f"potrzeba {statement}", "amount": amount, "unit": "osób" if amount else ""} | more))


def test_a_need_is_matched_in_part_possible_or_without_an_offer(tmp_path: Path) -> None:
    rows = [
        need(1, "10", field="sport"), offer(2, "4", field="sport", condition="ubezpieczenie"), offer(3, "3", field="sport"),
        need(4, "2", field="kultura"), offer(5, "5", field="kultura"),
        need(6, "2", field="zdrowie"), offer(7, "2", field="turystyka"),
        need(8, "", field="edukacja"), offer(9, "1", field="edukacja"),
    ]  # fmt: skip
    made = tables(tmp_path, rows)
    needs = made["voice_needs"].set_index("subject")
    offers = made["voice_offers"].set_index("subject")
    assert needs["status"].to_dict() == {
        "potrzeba 6": "unmatched",
        "potrzeba 1": "part",
        "potrzeba 8": "possible",
        "potrzeba 4": "matched",
    }
    assert list(needs.index) == ["potrzeba 6", "potrzeba 1", "potrzeba 8", "potrzeba 4"]  # those without an offer first
    assert needs["covered"].dropna().to_dict() == {"potrzeba 6": 0, "potrzeba 1": 7, "potrzeba 4": 2}
    assert offers["status"].to_dict() == {
        "oferta 2": "matched",
        "oferta 3": "matched",
        "oferta 5": "part",
        "oferta 7": "unused",
        "oferta 9": "possible",
    }
    assert offers.loc["oferta 2", "condition"] == "ubezpieczenie"
    sums = made["voice_matches"].groupby("need")["amount"].sum(min_count=1).dropna()
    assert sums.to_dict() == made["voice_needs"].set_index("need")["covered"].where(lambda one: one.gt(0)).dropna().to_dict()


def test_what_is_said_again_of_one_need_does_not_make_it_larger(tmp_path: Path) -> None:
    rows = [need(1, "3", item="N1"), need(2, "5", item="N1", meeting="B"), need(3, "", item="N1"), offer(4, "4")]
    made = tables(tmp_path, rows)
    [row] = made["voice_needs"].to_dict("records")
    assert (row["amount"], row["covered"], row["meetings"], row["statements"], row["status"]) == (5, 4, 2, 3, "part")


def test_a_resource_that_is_named_but_not_offered_is_no_offer(tmp_path: Path) -> None:
    rows = [need(1, "2"), offer(2, "2", readiness="0"), offer(3, "2", readiness=""), said(4), said(5, category=OFFER, readiness="2")]
    made = tables(tmp_path, rows)
    assert len(made["voice_offers"]) == 0
    assert made["voice_needs"]["status"].tolist() == ["unmatched"]  # and a deficit that tells nothing of itself is a code, not a need


def test_readiness_and_resource_of_one_statement_are_one_offer(tmp_path: Path) -> None:
    rows = [offer(1, "", subject="sala"), offer(1, "2", category="zasób", subject="sala")]
    assert tables(tmp_path, rows)["voice_offers"]["amount"].tolist() == [2]


@pytest.mark.parametrize(
    ("changes", "fit"),
    [({}, True), ({"field": "sport"}, False), ({"territory": "0402042"}, False), ({"territory": ""}, True), ({"resource": "staff"}, False),
     ({"resource": ""}, True), ({"unit": "sal"}, False), ({"unit": ""}, True)],
)  # fmt: skip
def test_an_offer_fits_by_field_place_kind_and_unit(changes: dict[str, str], fit: bool) -> None:  # noqa: FBT001
    one = {"field": "kultura", "territory": "0402022", "resource": "legal", "unit": "osób"}
    needs, offers = pd.DataFrame([one]), pd.DataFrame([one | changes])
    assert fits(needs, offers).tolist() == [[fit]]
    assert fits(offers, needs).tolist() == [[fit]]


def best(needs: list[int], offers: list[int], pair: np.ndarray) -> int:
    """Try every way to give whole units of offers to needs."""
    if not offers:
        return 0
    ways = product(*[range(min(offers[0], n) + 1 if pair[i, 0] else 1) for i, n in enumerate(needs)])
    return max(
        sum(way) + best([n - given for n, given in zip(needs, way, strict=True)], offers[1:], pair[:, 1:])
        for way in ways
        if sum(way) <= offers[0]
    )


def test_as_much_is_covered_as_can_be_and_by_the_surest_offers() -> None:
    chance = np.random.default_rng(11)
    for _ in range(60):
        n, m = chance.integers(1, 4, size=2)
        needs, offers = chance.integers(1, 4, size=n).tolist(), chance.integers(1, 4, size=m).tolist()
        readiness, pair = chance.integers(1, 4, size=m), chance.random((n, m)) < 0.6
        flow = cover(needs, offers, readiness.tolist(), pair)
        assert flow[~pair].sum() == 0
        assert (flow.sum(axis=1) <= needs).all()
        assert (flow.sum(axis=0) <= offers).all()
        assert flow.sum() == best(needs, offers, pair)
        for step in (3, 2):
            sure = readiness >= step
            assert flow[:, sure].sum() == best(needs, [one for one, kept in zip(offers, sure, strict=True) if kept], pair[:, sure])


def test_a_greedy_match_would_cover_less() -> None:
    pair = np.array([[True, True], [True, False]])  # the first need may take either, the second only the first offer
    assert cover([2, 2], [2, 2], [2, 2], pair).tolist() == [[0, 2], [2, 0]]


def test_parts_of_a_unit_are_covered_exactly_and_too_large_amounts_are_refused() -> None:
    pair = np.ones((1, 2), dtype=bool)
    assert cover([0.75], [0.5, 0.5], [3, 1], pair).tolist() == [[0.5, 0.25]]
    with pytest.raises(DiagnozaError, match="too large"):
        cover([3e7], [1.0, 1.0], [3, 1], pair)


def test_readiness_is_told_by_sectors_of_three_persons(tmp_path: Path) -> None:
    rows = [
        said(1, category=OFFER, readiness="pod warunkiem"),
        said(1, category="zasób", readiness="1"),
        said(2, category=OFFER, readiness="3", meeting="B", people="3"),
        said(3, category=OFFER, readiness="0", sector="policja", people="1"),
        said(4, category=OFFER, readiness="2", sector="urząd", people="2"),
        said(5, category=OFFER, readiness=""),
    ]
    found = tables(tmp_path / "three", rows)["voice_readiness"].set_index("sector")
    assert found.loc["ngo"].tolist() == [7, 0, 1, 0, 1]
    assert found.loc["unlabelled"].tolist() == [3, 1, 0, 1, 0]
    fewer = [row | {"people": "1"} if row["sector"] == "urząd" else row for row in rows]
    assert list(tables(tmp_path / "two", fewer)["voice_readiness"]["sector"]) == ["ngo"]


# Who was there -----------------------------------------------------------------------------------------------------------------

PEOPLE = {"office": 5, "powiat": 3, "ngo": 4, "police": 1, "business": 1}


def who(total: int | None, **people: int) -> dict[str, object]:
    """Tell what is given of the sectors of one meeting with so many participants."""
    rows = [{"meeting": "F1", "type": "fgi", "sector": sector, "people": n} for sector, n in people.items()]
    meetings = pd.DataFrame([{"meeting": "F1", "n": total, "series": "", "n_series": None}])
    table = extent.sectors(pd.DataFrame(rows).astype({"people": "Int64"}), meetings)
    return {row["sector"]: row["people"] if row["status"] == "shown" else row["status"] for row in table.to_dict("records")}


def test_sectors_of_few_are_few_where_nothing_tells_how_few() -> None:
    assert who(None, **PEOPLE) == PEOPLE | {"police": "few", "business": "few"}
    assert who(15, **PEOPLE | {"police": 1, "business": 2}) == who(None, **PEOPLE)  # one and two, or two and one


@pytest.mark.parametrize("few", [{"police": 1, "business": 1}, {"police": 2, "business": 2}, {"police": 1}, {"police": 2}])
def test_a_total_does_not_tell_how_few_there_were(few: dict[str, int]) -> None:
    people = {"office": 5, "powiat": 3, "ngo": 4} | few
    given = who(sum(people.values()), **people)
    hidden = [sector for sector, told in given.items() if told == "protected"]
    assert set(hidden) == {"powiat", *few}  # the smallest of the others, and nobody can tell which is which
    assert sum(people[sector] for sector in hidden) > len(hidden)
