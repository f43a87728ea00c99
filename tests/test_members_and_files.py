"""A member more, or a delivered file less: everything is computed again, and nothing is told of what is not there."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
import pytest

from conftest import copy
from diagnoza.case import Case, open_case
from diagnoza.flows.published.views import view
from diagnoza.partners import members
from diagnoza.partnership import Partnership, load_partnership, load_partnerships
from diagnoza.prepare import comments, flows, goals, institutions, programme, services, synthesis, voices
from diagnoza.prepare.given import Given
from diagnoza.prepare.partnership import prepare
from diagnoza.release.register import entry
from diagnoza.surveys import tabulate
from diagnoza.surveys.cleaning.corrections import load_corrections
from diagnoza.surveys.open_answers.review import read_reviewed, still_given
from diagnoza.tables import TABLES

if TYPE_CHECKING:
    from diagnoza.partnership import Delivery

ROOT = Path(__file__).parents[1]
EACH = [pytest.param(one.id, source.file, id=f"{one.id}-{source.file}") for one in load_partnerships(ROOT) for source in one.sources]
Tables = dict[str, pd.DataFrame]


class Room(NamedTuple):
    """What makes the tables of a concept, the modules that declare them, and whether it looks at surveys."""

    made_by: Any
    declared: tuple[str, ...]
    of_surveys: bool = False


ROOMS = {
    "services": Room(services, ("services", "gaps"), of_surveys=True),
    "flows": Room(flows, ("flows",), of_surveys=True),
    "voices": Room(voices, ("voices",)),
    "institutions": Room(institutions, ("institutions",)),
    "programme": Room(programme, ("programme",)),
    "goals": Room(goals, ("goals",)),
    "comments": Room(comments, ("comments",)),
}
ROOM_OF = {table: room for room, names in zip(("surveys", *ROOMS), members.LINES.values(), strict=True) for table in names}


def without(partnership: Partnership, file: str) -> tuple[Partnership, Delivery]:
    """Take a delivered file back; what else params say of it stays."""
    gone = next(source for source in partnership.sources if source.file == file)
    return partnership.model_copy(update={"sources": tuple(source for source in partnership.sources if source != gone)}), gone


def sources_of(partnership: Partnership) -> set[str]:
    return {f"survey:{one.survey}" if one.survey else f"delivery:{one.table}" for one in partnership.sources}


def stored(folder: Path) -> Tables:
    return {name: pd.read_parquet(path) for name in TABLES if (path := folder / f"{name}.parquet").is_file()}


def of_modules(before: Tables, *modules: str) -> Tables:
    return {name: table for name, table in before.items() if TABLES[name].__module__.rpartition(".")[2] in modules}


@cache
def weighed(partnership: str) -> list[tabulate.Weighed]:
    """Read and weigh the surveys of a partnership once for all tests."""
    one = load_partnership(partnership, ROOT)
    figures = pd.read_csv(ROOT / "data" / "raw" / "reference" / "figures.csv", dtype={"teryt": str})
    return tabulate.weigh_surveys(tabulate.read_surveys(one, ROOT), one, ROOT, figures)


def surveys_without(partnership: Partnership, gone: Delivery, before: Tables) -> tuple[Tables, list[tabulate.Weighed]]:
    """
    Make the tables of surveys without a file of theirs.

    Surveys are made one by one, so without all of a survey the others stay as they are; one that has other files is made again with all.
    """
    if f"survey:{gone.survey}" in sources_of(partnership):
        read = tabulate.weigh_surveys(tabulate.read_surveys(partnership, ROOT), partnership, ROOT, before["figures"])
        made = tabulate.tabulate(read, partnership, ROOT)
        return {name: table for name, table in made.items() if name != "audit"}, read
    left = {name: table[table["survey"].ne(gone.survey)] for name, table in of_modules(before, "surveys").items()}
    left["differences"] = left["differences"][left["differences"]["other"].ne(gone.survey)]
    return left, [one for one in weighed(partnership.id) if one[0].survey.id != gone.survey]


def made_without(partnership: Partnership, gone: Delivery, before: Tables) -> Tables:
    """Make again without a file what it changes: surveys, the rooms that rest on it, and what all say together."""
    made = of_modules(before, "public")
    made["deliveries"] = made["deliveries"][made["deliveries"]["file"].ne(gone.file)]
    of_all = ~made["sources"]["source"].str.contains(":")
    made["sources"] = made["sources"][of_all | made["sources"]["source"].isin(sources_of(partnership))]
    changed = ROOM_OF[gone.table]
    again = [room for name, room in ROOMS.items() if name == changed or (changed in {"surveys", "services"} and room.of_surveys)]
    read: list[tabulate.Weighed] = []
    if gone.survey:
        of_surveys, read = surveys_without(partnership, gone, before)
        made |= of_surveys
    else:
        made |= of_modules(before, "surveys")
        read = weighed(partnership.id) if any(room.of_surveys for room in again) else []
    for room in ROOMS.values():
        if room in again:
            made |= room.made_by.tabulate(room.made_by.read(partnership, ROOT)[0], Given(partnership, ROOT, made, read))
        else:
            made |= of_modules(before, *room.declared)
    return made | synthesis.tabulate(partnership, ROOT, made)


def states(made: Tables, partnership: Partnership, gone: Delivery) -> list[str]:
    """Give what chapter 01 says of the line of evidence that a file belongs to."""
    line = next(line for line, names in members.LINES.items() if gone.table in names)
    return [str(row[1]) for row in members.deliveries_grid(made["deliveries"], partnership.surveys).rows if row[0] == line]


# A file less -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("partnership", "file"), EACH)
def test_nothing_rests_on_a_file_that_is_not_there(partnership: str, file: str, cases: dict[str, Case]) -> None:
    left, gone = without(load_partnership(partnership, ROOT), file)
    made = made_without(left, gone, stored(cases[partnership].folder))
    known = sources_of(left) | {name for name in made["sources"]["source"] if ":" not in name}
    there = {name for name, table in made.items() if len(table)}
    for row in [*made["evidence"].to_dict("records"), *made["findings"].to_dict("records")]:
        assert set(row["sources"].split()) <= known, row
        assert set(row["tables"].split()) <= there, row
    for key in {*made["evidence"]["key"], *made["findings"]["keys"].str.split().explode()}:
        shown = entry(key)
        assert shown is not None, key
        assert there & set(shown.tables), f"{key} shows {shown.tables}, and nothing of these is there"
    assert set(made["recommendations"]["findings"].str.split().explode()) <= set(made["findings"]["finding"])
    assert set(made["gains"]["recommendation"]) <= set(made["recommendations"]["recommendation"])


@pytest.mark.parametrize(("partnership", "file"), EACH)
def test_what_is_missing_is_named_among_deliveries(partnership: str, file: str, cases: dict[str, Case]) -> None:
    left, gone = without(load_partnership(partnership, ROOT), file)
    deliveries = cases[partnership].deliveries
    said = states({"deliveries": deliveries[deliveries["file"].ne(file)]}, left, gone)
    assert f"dostarczono: {file}" not in said
    if {f"survey:{gone.survey}", f"delivery:{gone.table}"} & sources_of(left):
        return  # other files of the table are there, and params do not tell how many there should be
    title = next((one.title for one in left.surveys if one.id == gone.survey), members.TITLES.get(gone.table, ""))
    assert [one for one in said if one == "nie dostarczono" or (one.startswith("nie dostarczono: ") and title in one)], said


@pytest.mark.parametrize(("partnership", "file"), [("swilcza", "institutions.csv"), ("lwowek", "coverage.csv")])
def test_preparing_anew_gives_the_same_as_making_again_what_a_file_changes(
    partnership: str, file: str, surveyed: Path, cases: dict[str, Case]
) -> None:
    left, gone = without(load_partnership(partnership, surveyed), file)
    anew, again = stored(prepare(left, surveyed).folder), made_without(left, gone, stored(cases[partnership].folder))
    assert {name for name in anew if len(anew[name])} - {"audit"} == {name for name in again if len(again[name])} - {"audit"}
    for name in ("evidence", "evidence_lines", "findings", "recommendations", "gains"):
        pd.testing.assert_frame_equal(anew[name], again[name].reset_index(drop=True), check_dtype=False)


def test_ties_without_the_list_of_institutions_are_set_aside(surveyed: Path) -> None:
    all_of_it = load_partnership("swilcza", surveyed)
    read, problems = institutions.read(without(all_of_it, "institutions.csv")[0], surveyed)
    told = [str(problem) for problem in problems if "there is no list of institutions" in str(problem)]
    assert len(told) == 1
    assert "Deliver one with `table: institutions`: ties, team, readiness name its rows" in told[0]
    assert len(read["ties"].table) == 0
    assert read["ties"].audit["rows"].sum() == institutions.read(all_of_it, surveyed)[0]["ties"].audit["rows"].sum() > 0
    assert read["ties"].audit.groupby("outcome")["rows"].sum()["kept"] == 0


def test_corrections_of_a_file_that_is_not_there_are_told_and_those_of_a_misspelt_one_stop() -> None:
    known = load_corrections(ROOT / "params" / "mg-6.corrections.yaml", ROOT)
    file = "surveys/residents-2013-04.xlsx"
    other_month = ["surveys/residents-2013-03.csv", "surveys/residents-2013-03.xlsx"]
    assert {problem.what for problem in known.astray(other_month)} == {f"'{file}' is no file of a survey under `sources`"}
    assert known.misspelt(other_month) == ()
    assert known.misspelt([file.replace("residents", "resident")]) == known.astray([])
    assert known.misspelt([file]) == ()


def test_reviewed_answers_that_nobody_gives_any_more_are_set_aside() -> None:
    one = next(one for one, _ in weighed("mg-6") if one.survey.reviewed)
    reviewed = read_reviewed(ROOT / "data" / "raw" / "mg-6" / str(one.survey.reviewed))
    assert still_given(reviewed, one)[1].empty
    invented = reviewed.iloc[[0]].assign(text="nikt tak nie napisał")
    kept, audit = still_given(pd.concat([reviewed, invented]), one)
    pd.testing.assert_frame_equal(kept, reviewed)
    assert audit[["outcome", "rows"]].to_numpy().tolist() == [["kept", len(reviewed)], ["set aside", 1]]


# A member more ---------------------------------------------------------------------------------------------------------------

OSIEK = "0402082"
"""A neighbour of the partnership of Jabłonowo, of which neither public figures nor answers, reports or goals are there."""


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Prepare the partnership of Jabłonowo with a fifth municipality in its params."""
    place = copy(tmp_path_factory.mktemp("five") / "project")
    params = place / "params" / "jablonowo.yaml"
    provider = '  - {teryt: "0402", role: provider}'
    params.write_text(params.read_text("utf-8").replace(provider, f'  - {{teryt: "{OSIEK}", role: member}}\n{provider}'), "utf-8")
    prepare(load_partnership("jablonowo", place), place)
    return open_case("jablonowo", root=place)


@pytest.fixture(scope="module")
def joined(five: Case) -> Tables:
    """Give all its tables."""
    return stored(five.folder)


def test_the_answers_of_the_others_stay_as_they_were(joined: Tables, cases: dict[str, Case]) -> None:
    pd.testing.assert_frame_equal(joined["estimates"], cases["jablonowo"].estimates, check_dtype=False)
    notes = joined["weighting_notes"]
    assert notes.loc[notes["kind"].eq("left out"), "survey"].tolist() == ["youth", "residents", "leaders"]
    assert notes.loc[notes["kind"].eq("left out"), "text"].str.contains("Osiek").all()
    assert not cases["jablonowo"].weighting_notes["kind"].eq("left out").any()


def test_of_a_member_that_reported_nothing_no_figure_is_told(joined: Tables) -> None:
    for name in ("figures", "indicators"):
        assert not joined[name]["teryt"].eq(OSIEK).any()
    assert joined["partners"].set_index("teryt").loc[OSIEK, "name"] == "Osiek"
    units = joined["weighting_units"]
    assert units.loc[units["teryt"].eq(OSIEK), "n"].tolist() == [0, 0, 0]
    goals_of = joined["goal_coverage"][joined["goal_coverage"]["teryt"].eq(OSIEK)]
    assert len(goals_of)
    assert goals_of[["goals", "expired", "undated", "has"]].isna().all(axis=None)


def test_flows_that_no_report_names_are_not_zero(joined: Tables) -> None:
    reported = joined["flows"][joined["flows"]["service"].ne("secondary_school")]  # a register of pupils names some from Osiek
    assert not reported[["origin", "destination"]].eq(OSIEK).any(axis=None)
    totals = joined["flow_totals"][joined["flow_totals"]["unit"].eq(OSIEK)].set_index("service")
    assert totals.loc["kindergarten", ["demand", "supply"]].isna().all()
    assert totals.loc["kindergarten", "demand_status"] == "not_reported"


def test_the_matrix_tells_nothing_of_a_member_that_no_report_names(five: Case) -> None:
    seen = view(five, "kindergarten")
    for origin, destination in ((OSIEK, "0402022"), ("0402022", OSIEK), (OSIEK, OSIEK)):
        assert seen.cell(origin, destination)["status"] == "not_reported"
        assert pd.isna(seen.cell(origin, destination)["users"])
    assert seen.summed(OSIEK, "demand") == "nie podano"
    assert isinstance(seen.summed("0402022", "demand"), float)  # all users of Bobrowo are known: those in Osiek are among those outside


def test_scenarios_do_not_know_whom_it_serves(joined: Tables) -> None:
    units = joined["scenario_units"][joined["scenario_units"]["unit"].eq(OSIEK)]
    assert len(units)
    assert units["served_before"].isna().all()


def test_indicators_of_the_others_do_not_change_for_a_member_that_no_report_names(joined: Tables, cases: dict[str, Case]) -> None:
    def figures(table: pd.DataFrame) -> pd.Series:
        own = table[table["service"].isin(["kindergarten", "library", "senior_care"]) & table["unit"].isin(cases["jablonowo"].names.index)]
        own = own[own["indicator"].ne("dominant_destination")]  # whether a place serves most cannot be told beside one that is silent
        return own.set_index(["service", "year", "unit", "indicator"])["value"].astype(float).sort_index()

    pd.testing.assert_series_equal(figures(joined["flow_indicators"]), figures(cases["jablonowo"].flow_indicators))


def test_findings_and_recommendations_are_made_for_all_five(joined: Tables) -> None:
    assert len(joined["findings"])
    assert len(joined["evidence_lines"])
    of_each = joined["gains"].groupby("recommendation")["teryt"].nunique()
    assert set(of_each) == {5}
