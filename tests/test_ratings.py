"""What is gathered of respondents for the measures of services: the gap of SERVQUAL, officials among leaders, declared needs of staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from diagnoza.catalogue import Scope, read_services
from diagnoza.errors import ProblemsError
from diagnoza.services.declared_needs import NO_CAUSE, NO_COUNT, REPEATED, read_training_needs
from diagnoza.services.rows import NO_SERVICE
from diagnoza.services.servqual import servqual
from diagnoza.survey_params import Minimum
from diagnoza.surveys.ratings import ratings, self_ratings
from diagnoza.tables.gaps import Servqual
from diagnoza.teryt import REGISTER, Register
from survey_samples import as_csv
from weighted_samples import ask, cleaned

if TYPE_CHECKING:
    from pathlib import Path

SCALE = ["1", "2", "3", "4", "5"]
SECTORS = ["authorities", "office", "unit", "ngo"]


def leaders(groups: list[tuple[str, str, int]]) -> pd.DataFrame:
    """Count how officials rate buses, from (environment, rating, respondents)."""
    rows = [(sector, rate) for sector, rate, n in groups for _ in range(n)]
    frame = pd.DataFrame(rows, columns=["sector", "self_rate_bus"]).assign(gmina="0402073")
    questions = [ask("gmina", "place"), ask("sector", "single", SECTORS), ask("self_rate_bus", "scale", SCALE)]
    return self_ratings(cleaned(questions, frame, design="purposive"), ["bus", "rail"])


def test_only_officials_rate_themselves() -> None:
    table = leaders([("office", "5", 6), ("unit", "4", 5), ("authorities", "2", 7), ("ngo", "1", 8), ("ngo", "4", 9), ("office", "-8", 3)])
    assert table[["service", "n", "count"]].to_dict("records") == [{"service": "bus", "n": 18, "count": 11}]
    assert table[["value", "low", "high"]].isna().all(axis=None)


@pytest.mark.parametrize("few", ["office", "ngo"])
def test_a_rating_that_tells_of_few_is_left_out_of_officials_and_of_what_is_left_of_all(few: str) -> None:
    groups = {("office", "5"): 9, ("office", "1"): 8, ("ngo", "5"): 7, ("ngo", "1"): 6}
    table = leaders([(*key, 4 if key == (few, "1") else n) for key, n in groups.items()])
    assert table["service"].tolist() == ["bus"]
    assert table[["n", "count"]].isna().all(axis=None)


def test_expectation_asked_beside_satisfaction_gives_the_gap_of_servqual() -> None:
    answers = pd.DataFrame({"gmina": ["0402073"] * 40, "sat_bus": ["3"] * 30 + ["-7"] * 10, "exp_bus": ["5"] * 20 + ["4"] * 20})
    questions = [ask("gmina", "place"), ask("sat_bus", "scale", SCALE), ask("exp_bus", "scale", SCALE)]
    weights = pd.Series([1.0] * 20 + [2.0] * 20)
    table = ratings(cleaned(questions, answers), weights, ["bus"]).rename(columns={"satisfaction": "performance"})
    found = servqual(table, Minimum())
    Servqual.validate(found)
    everybody = found.set_index("teryt").loc[""]
    assert everybody["value"] == pytest.approx(((3 - 5) * 20 + (3 - 4) * 10 * 2) / 40)  # pairs only, weighted
    assert everybody["n"] == 30


@pytest.fixture
def scope(root: Path) -> Scope:
    return Scope(("0402073",), Register.load(root / REGISTER), read_services(root / "params/questionnaires/bank.yaml"))


def test_needs_of_staff_are_shares_of_those_asked_and_every_row_is_accounted_for(tmp_path: Path, scope: Scope) -> None:
    path = as_csv(
        tmp_path / "needs.csv",
        ["Usługa", "Przyczyna", "Liczba zapytanych", "Liczba deklarujących"],
        ["Komunikacja autobusowa", "informacja", "20", "5"],
        ["library", "competence", "8", "0"],
        ["Biblioteka publiczna", "kompetencje", "9", "1"],
        ["Statek", "informacja", "4", "2"],
        ["nursery", "infrastrukturalne", "4", "2"],
        ["nursery", "organizacja", "4", "5"],
        ["nursery", "informacja", "kilka", ""],
    )
    given = read_training_needs(path, scope)
    assert given.table.to_dict("records") == [
        {"service": "bus", "cause": "information", "share": 0.25, "n": 20},
        {"service": "library", "cause": "competence", "share": 0.0, "n": 8},
    ]
    assert given.audit["rows"].sum() == 7
    aside = given.audit[given.audit["outcome"].eq("set aside")].set_index("reason")["rows"].to_dict()
    assert aside == {REPEATED: 1, NO_SERVICE: 1, NO_CAUSE: 1, NO_COUNT: 2}
    said = "\n".join(map(str, given.problems))
    for place in ("row 4, column Usługa", "row 5", "row 6, column Przyczyna", "row 7, column Liczba deklarujących", "row 8"):
        assert place in said
    assert "training follows from no other cause" in said


def test_needs_without_a_column_are_refused(tmp_path: Path, scope: Scope) -> None:
    with pytest.raises(ProblemsError, match="declaring"):
        read_training_needs(as_csv(tmp_path / "needs.csv", ["Usługa", "Przyczyna", "Liczba zapytanych"], ["bus", "informacja", "3"]), scope)
