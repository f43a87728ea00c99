"""Goals from delivered files to stored tables: the synthetic deliveries hold what was planted, and what is not delivered stays unknown."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from diagnoza.delivery import read_delivery
from diagnoza.errors import NotDelivered, ProblemsError
from diagnoza.partnership import load_partnership
from diagnoza.prepare import goals as room
from diagnoza.stored.goals import NO_GOALS, NO_REGION, GoalTables
from diagnoza.tables import TABLES
from goal_samples import HEADS, ROOT
from survey_samples import as_csv

DECLARED = {name: table for name, table in TABLES.items() if table.__module__.endswith("goals")}
NAMES = ("jablonowo", "mg-6")
MADE = {
    "jablonowo": ("jablonowo-pomorskie.csv", "brzozie-bobrowo.xlsx", "wapielsk.csv", "powiat.csv"),
    "mg-6": ("gminy.csv", "gorzow.xlsx", "wojewodztwo-przyklad.csv"),
}


@dataclass(frozen=True)
class Given:
    """What the room is given."""

    partnership: Any
    root: Path = ROOT
    made: dict[str, pd.DataFrame] = field(default_factory=dict)
    weighed: tuple[Any, ...] = ()


def made(partnership: Any, root: Path = ROOT) -> dict[str, pd.DataFrame]:
    read, _ = room.read(partnership, root)
    return room.tabulate(read, Given(partnership, root))  # type: ignore[arg-type]


def without(partnership: Any, *files: str) -> Any:
    """Give the partnership as if some files had not been delivered."""
    kept = [source for source in partnership.sources if not source.file.endswith(files)]
    return partnership.model_copy(update={"sources": tuple(kept)})


@pytest.fixture(scope="module", params=NAMES)
def partnership(request: pytest.FixtureRequest) -> Any:
    return load_partnership(request.param, ROOT)


@pytest.fixture(scope="module")
def jablonowo() -> Any:
    return load_partnership("jablonowo", ROOT)


@pytest.fixture(scope="module")
def tables(jablonowo: Any) -> dict[str, pd.DataFrame]:
    return made(jablonowo)


# The synthetic deliveries ---------------------------------------------------------------------------------------------------------


def test_the_synthetic_files_are_those_that_the_script_writes(tmp_path: Path) -> None:
    for folder in ("params", "notebooks"):
        (tmp_path / folder).mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIAGNOZA_ROOT", str(tmp_path))
        patch.syspath_prepend(str(ROOT / "scripts"))
        import_module("make_synthetic_goals").main()
    for name, files in MADE.items():
        for file in files:
            place = Path("data/raw") / name / "goals" / file
            assert (tmp_path / place).read_bytes() == (ROOT / place).read_bytes(), place


def test_the_deliveries_hold_exactly_the_faults_that_were_planted(jablonowo: Any) -> None:
    read, problems = room.read(jablonowo, ROOT)
    aside = read["goals"].audit.query("outcome == 'set aside'").set_index("reason")["rows"]
    assert aside.to_dict() == {
        "powtórzony wiersz": 1,
        "wiersze o tym samym celu mówią co innego": 2,
        "gmina lub powiat spoza partnerstwa": 1,
        "nie przytoczono celu": 1,
        "nieznana dziedzina": 1,
        "nieznana gmina lub powiat": 1,
    }
    assert sum("2018-02-31" in problem.what for problem in problems) == 3
    assert sum("cel główny" in problem.what for problem in problems) == 1
    assert len(problems) == 10


def test_every_delivered_row_is_in_the_account(partnership: Any) -> None:
    read, _ = room.read(partnership, ROOT)
    audit = pd.concat([one.audit for one in read.values()])
    for source in (one for one in partnership.sources if one.table in room.DELIVERED):
        rows = len(read_delivery(ROOT / "data/raw" / partnership.id / source.file).frame)
        assert audit.loc[audit["file"].eq(source.file), "rows"].sum() == rows, source.file


def test_of_the_voivodeship_only_the_published_mission_is_real(jablonowo: Any, tables: dict[str, pd.DataFrame]) -> None:
    assert {one.table for one in jablonowo.sources if one.origin == "real"} == {"regional_goals"}
    [row] = tables["regional_goals"].to_dict("records")
    assert (row["name"], row["kind"], row["field"]) == ("Człowiek w centrum uwagi", "mission", "none")
    assert tables["goal_alignment"].empty


# What is stored -------------------------------------------------------------------------------------------------------------------


def test_what_is_stored_keeps_its_declaration(partnership: Any) -> None:
    found = made(partnership)
    assert set(found) == set(DECLARED)
    for name, table in found.items():
        pd.testing.assert_frame_equal(pd.DataFrame(DECLARED[name].validate(table, lazy=True)), table)


def test_documents_are_held_against_the_day_of_the_last_file_of_goals(jablonowo: Any, tables: dict[str, pd.DataFrame]) -> None:
    assert tables["goal_day"]["day"].tolist() == ["2021-02-12"]
    assert made(without(jablonowo, "wapielsk.csv"))["goal_day"]["day"].tolist() == ["2021-02-11"]
    assert tables["goal_documents"]["state"].value_counts().to_dict() == {"valid": 13, "expired": 4, "undated": 1}


def test_the_powiat_is_a_partner_like_the_municipalities(jablonowo: Any, tables: dict[str, pd.DataFrame]) -> None:
    assert set(tables["goal_coverage"]["teryt"]) == {*jablonowo.municipalities, "0402"}
    assert tables["goal_fields"]["partners"].unique().tolist() == [5]


def test_what_a_partner_did_not_deliver_is_unknown_and_not_nothing(jablonowo: Any, tables: dict[str, pd.DataFrame]) -> None:
    found = made(without(jablonowo, "powiat.csv"))
    cells = found["goal_coverage"][found["goal_coverage"]["teryt"].eq("0402")]
    assert cells[["goals", "expired", "undated", "has"]].isna().all(axis=None)
    before, after = (one["goal_fields"].set_index("field") for one in (tables, found))
    assert after.loc["transport", ["kind", "kind_high"]].tolist() == ["none", "single"]
    assert before.loc["transport", ["kind", "kind_high"]].tolist() == ["none", "none"]
    assert (after["low"] <= before["low"]).all()
    assert (after["high"] >= before["high"]).all()


def test_a_fifth_municipality_without_goals_makes_nothing_more_common(jablonowo: Any, tables: dict[str, pd.DataFrame]) -> None:
    read, _ = room.read(jablonowo, ROOT)
    joined = replace(Given(jablonowo), partnership=_Joined(jablonowo))
    found = room.tabulate(read, joined)  # type: ignore[arg-type]
    assert found["goal_fields"]["partners"].unique().tolist() == [6]
    assert found["goal_fields"]["having"].tolist() == tables["goal_fields"]["having"].tolist()
    assert (found["goal_fields"]["low"] <= tables["goal_fields"]["low"]).all()


@dataclass(frozen=True)
class _Joined:
    """The partnership with Zbiczno in it."""

    of: Any

    @property
    def municipalities(self) -> tuple[str, ...]:
        return (*self.of.municipalities, "0402102")

    def __getattr__(self, name: str) -> Any:
        return getattr(self.of, name)


def test_without_goals_only_the_list_of_the_voivodeship_is_stored_and_without_both_nothing(jablonowo: Any) -> None:
    files = [source.file for source in jablonowo.sources if source.table == "goals"]
    assert set(made(without(jablonowo, *files))) == {"regional_goals"}
    assert made(without(jablonowo, *files, "wojewodztwo.csv")) == {}
    assert set(made(without(jablonowo, "wojewodztwo.csv"))) == set(DECLARED) - {"regional_goals", "goal_alignment"}


def copied(jablonowo: Any, folder: Path) -> Path:
    """Copy the deliveries of goals, with the register, to change them."""
    shutil.copytree(ROOT / "data/raw/jablonowo/goals", folder / "data/raw/jablonowo/goals")
    (folder / "data/raw/reference").mkdir()
    shutil.copy(ROOT / "data/raw/reference/register.csv", folder / "data/raw/reference")
    assert jablonowo.id == "jablonowo"
    return folder


def test_files_that_cannot_be_used_are_told_together(jablonowo: Any, tmp_path: Path) -> None:
    root = copied(jablonowo, tmp_path)
    for name in ("powiat.csv", "wojewodztwo.csv"):
        (root / "data/raw/jablonowo/goals" / name).write_text("Uwagi\nnic\n", "utf-8")
    with pytest.raises(ProblemsError) as error:
        room.read(jablonowo, root)
    told = "\n".join(map(str, error.value.problems))
    assert "powiat.csv" in told
    assert "wojewodztwo.csv" in told


def test_a_person_in_a_conflict_is_masked_and_never_repeated_in_a_message(jablonowo: Any, tmp_path: Path) -> None:
    root = copied(jablonowo, tmp_path)
    row = {
        "teryt": "0402",
        "document": "Plan",
        "valid_to": "2030",
        "text": "Cel Anny Kowalskiej",
        "conflict": "Jan Kowalski, tel. 600 100 200",
    }
    as_csv(root / "data/raw/jablonowo/goals/powiat.csv", HEADS, [row.get(head, "") for head in HEADS])
    read, problems = room.read(jablonowo, root)
    stored = room.tabulate(read, Given(jablonowo, root))["goals"]  # type: ignore[arg-type]
    assert not stored["conflict"].str.contains("Kowalsk|600").any()
    assert sum("seems to hold the name" in problem.what for problem in problems) == 1
    assert not any("Kowalsk" in str(problem) for problem in problems)


def test_stored_tables_say_in_polish_what_was_not_delivered(tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    for name in DECLARED:
        sentence = NO_REGION if name in {"regional_goals", "goal_alignment"} else NO_GOALS
        with pytest.raises(NotDelivered) as missing:
            getattr(GoalTables(ROOT, tmp_path, ""), name)
        assert str(missing.value) == sentence
    for name, table in tables.items():
        table.to_parquet(tmp_path / f"{name}.parquet")
    stored = GoalTables(ROOT, tmp_path, "")
    assert stored.goal_day.isoformat() == tables["goal_day"]["day"].iloc[0]
    for name in set(DECLARED) - {"goal_day"}:
        pd.testing.assert_frame_equal(getattr(stored, name), tables[name])
