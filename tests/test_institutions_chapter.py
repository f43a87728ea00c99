"""The chapter on cooperation: every list can be traced to the tables behind it, nothing rates a person, no labels collide."""

from __future__ import annotations

import csv
import json
import re
import shutil
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib import import_module
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from diagnoza import polish
from diagnoza.errors import NotDelivered, ProblemsError
from diagnoza.institutions import measures, needed, network, pairs
from diagnoza.institutions.method import FILES as METHOD_FILES
from diagnoza.institutions.published import alts, grids, matrices, picture, ready, select, studies, texts, words
from diagnoza.partnership import load_partnership
from diagnoza.pieces import Drawn, Said, Tabulated
from diagnoza.prepare import institutions as room
from diagnoza.report.workbook import write_workbook
from diagnoza.stored.institutions import InstitutionTables
from diagnoza.tables import TABLES
from institution_samples import RURAL, listed, method, tie, tied
from report_samples import HOSTILE, SYNTHETIC, Stage
from survey_samples import as_csv

DECLARED = {name: table for name, table in TABLES.items() if table.__module__.endswith("institutions")}
ROOT = Path(__file__).parents[1]
CHAPTER = next(path for path in (ROOT / "notebooks").rglob("07-institutions.ipynb") if ".ipynb_checkpoints" not in path.parts)
FILES = ("institutions", "ties", "team", "readiness")


@dataclass(frozen=True)
class Opened:
    """A partnership as a notebook opens it."""

    tables: dict[str, pd.DataFrame]
    names: pd.Series = field(default_factory=lambda: pd.Series({"1816122": "Świlcza"}))

    @cached_property
    def cooperation_method(self) -> Any:
        return method()

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in DECLARED:
            raise AttributeError(name)
        if name not in self.tables:
            msg = f"Nie dostarczono tabeli {name}."
            raise NotDelivered(msg)
        return self.tables[name]

    def sources(self, names: Any) -> list[Any]:
        assert set(names) <= {f"delivery:{name}" for name in FILES}
        return [SYNTHETIC]


@dataclass(frozen=True)
class Source:
    """A delivery as params name it."""

    table: str
    file: str
    encoding: str | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class Params:
    """The params that the room needs."""

    sources: tuple[Source, ...]
    path: Path = Path("params/swilcza.yaml")
    id: str = "swilcza"
    municipalities: tuple[str, ...] = ("1816122",)
    providers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Given:
    """What the room is given."""

    partnership: Params
    root: Path
    made: dict[str, pd.DataFrame] = field(default_factory=dict)
    weighed: tuple[Any, ...] = ()


DELIVERED = Params(tuple(Source(table, f"{table}.csv") for table in FILES))


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    read, _ = room.read(DELIVERED, ROOT)  # type: ignore[arg-type]
    return room.tabulate(read, Given(DELIVERED, ROOT))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def case(tables: dict[str, pd.DataFrame]) -> Opened:
    return Opened(tables)


def drawn(n: int, seed: int = 1, *, share: float = 0.2) -> Opened:
    """Give a random network of n institutions; one in six did not answer, one in five is a single person."""
    chance = np.random.default_rng(seed)
    ids = [f"i{at:03d}" for at in range(n)]
    kinds = [str(one) for one in chance.choice(["social_centre", "school", "primary_care", "labour_office", "ngo", "other"], n)]
    levels = ["powiat" if kind == "labour_office" else "gmina" for kind in kinds]
    silent, alone = ids[::6], ids[::5]
    reports = [
        tie(f"{one} {other}", int(chance.integers(1, 5)), wanted=int(chance.integers(0, 5)), barrier="time" if one not in alone else "")
        for one in ids
        for other in ids
        if one != other and one not in silent and chance.random() < share
    ]
    ties = tied(*reports)
    table = listed(*ids, silent=silent, alone=alone, kind=kinds, level=levels, teryt="")
    table = network.answered(table.assign(name=[f"Instytucja o dość długiej nazwie {one}" for one in ids]), ties)
    states, said = pairs.states(table, ties), network.own_reports(table, ties)
    types = {"1816122": "wiejska"}
    return Opened(
        {
            "institutions": table,
            "ties": ties,
            "cooperation_pairs": pairs.cooperation(states),
            "needed_ties": needed.needed_ties(table, states, types, method()),
            "network_measures": measures.network_measures(table, said, states),
            "centrality": measures.centrality(table, said),
        }
    )


def display(case: Any) -> list[Any]:
    """Run the chapter; give what it displays."""
    stage, names = Stage(), dict[str, Any]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("diagnoza.report.output.display", stage.display)
        patch.setattr("diagnoza.case.open_case", lambda _: case)
        for cell in json.loads(CHAPTER.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)  # noqa: S102  (the notebook, as its kernel does it)
    return stage.shown


@pytest.fixture(scope="module")
def shown(case: Opened) -> list[Any]:
    return display(case)


def text_of(output: list[Any]) -> str:
    return "\n".join(str(value) for one in output for name, value in one.items() if name in {"text/html", "text/markdown"})


def records(output: list[Any]) -> dict[str, dict[str, Any]]:
    return {one[name]["key"]: one[name] for one in output for name in one if name.endswith("diagnoza+json")}


def frame(output: list[Any], key: str) -> pd.DataFrame:
    grid = records(output)[key]["grid"]
    return pd.DataFrame(grid["rows"], columns=grid["columns"])


# The synthetic delivery -------------------------------------------------------------------------------------------------------


def test_the_synthetic_files_come_out_again_as_they_are(tmp_path: Path) -> None:
    for folder in ("params", "notebooks"):
        (tmp_path / folder).mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIAGNOZA_ROOT", str(tmp_path))
        patch.syspath_prepend(str(ROOT / "scripts"))
        import_module("make_synthetic_institutions").main()
    kept = ROOT / "data/raw/swilcza"
    assert [name for name in FILES if (tmp_path / f"data/raw/swilcza/{name}.csv").read_bytes() != (kept / f"{name}.csv").read_bytes()] == []


def test_the_synthetic_ties_hold_exactly_what_was_planted() -> None:
    read, problems = room.read(DELIVERED, ROOT)  # type: ignore[arg-type]
    aside = {row.reason: row.rows for row in read["ties"].audit.itertuples() if row.outcome == "set aside"}
    assert aside == {
        "natężenie nie do odczytania": 2,
        "nieznana instytucja": 1,
        "powtórzona relacja: liczy się najsilniejsza": 1,
    }
    assert sum("is not on the list" in problem.what for problem in problems) == 1
    with (ROOT / "data/raw/swilcza/ties.csv").open(encoding="cp1250") as file:
        assert sum(read["ties"].audit["rows"]) == len(list(csv.reader(file))) - 1
    assert not any("kierownictwo" in problem.what + problem.remedy for problem in problems)


def test_what_is_stored_keeps_its_declaration(tables: dict[str, pd.DataFrame]) -> None:
    assert set(tables) == set(DECLARED)
    for name, table in tables.items():
        pd.testing.assert_frame_equal(DECLARED[name].validate(table, lazy=True), table)


# The chapter ------------------------------------------------------------------------------------------------------------------


def test_the_chapter_shows_the_matrix_first_and_missing_ties_before_the_network(shown: list[Any]) -> None:
    keys = list(records(shown))
    assert keys == [
        "tab-institutions-listed", "fig-institutions-matrix", "tab-institutions-missing", "tab-institutions-present",
        "tab-institutions-one-sided", "fig-institutions-network", "tab-institutions-wanted", "tab-institutions-team",
        "tab-institutions-readiness", "tab-institutions-measures", "tab-institutions-centrality",
    ]  # fmt: skip
    assert all(record["synthetic"] for record in records(shown).values())


def test_the_list_of_missing_ties_is_the_table_behind_it(shown: list[Any], case: Opened) -> None:
    names = select.labels(case.institutions)
    expected = case.needed_ties[case.needed_ties["status"].eq("missing")]
    found = frame(shown, "tab-institutions-missing")
    told = found[found["Stan"].eq(texts.NEEDED["missing"])]
    assert list(zip(told["Instytucja"], told["Druga instytucja"], strict=True)) == [
        (names[row.first], names[row.second]) for row in expected.itertuples()
    ]
    assert len(told) > 3
    assert "ośrodek wsparcia ekonomii społecznej" in text_of(shown)
    assert f"Brakuje {len(told)} z" in records(shown)["tab-institutions-missing"]["title"]
    assert texts.PROPOSAL in records(shown)["tab-institutions-missing"]["grid"]["note"]


def test_the_matrix_in_numbers_is_what_institutions_report(shown: list[Any], case: Opened) -> None:
    grid, said = frame(shown, "fig-institutions-matrix").iloc[:, 1:], select.said(case)
    for y, x in np.ndindex(said.shape):
        told, value = grid.iloc[y, x], said.iloc[y, x]
        assert told == ("–" if y == x else texts.NOT_KNOWN if np.isnan(value) else value)
    silent = case.institutions.index[case.institutions["responded"].eq(0)]
    assert all(set(grid.iloc[at]) == {"–", texts.NOT_KNOWN} for at in silent)
    assert len(silent) == 2


def test_every_one_sided_tie_is_shown_or_counted_as_left_out(case: Opened) -> None:
    grid, rows = grids.one_sided_grid(case), select.one_sided(case)
    assert len(rows) == case.cooperation_pairs["status"].ne("confirmed").sum()
    left = int(found[1]) if (found := re.match(r"Pominięto (\d+)", grid.note)) else 0
    assert len(grid.rows) + left == len(rows)
    assert [row[4] for row in grid.rows] == sorted((row[4] for row in grid.rows), reverse=True)  # tak before nie


def test_nothing_rates_a_single_person_or_one_who_did_not_answer(shown: list[Any], case: Opened) -> None:
    table = case.institutions
    names = select.labels(table)
    hidden = {names[one] for one in table.loc[table["one_person"].eq(1) | table["responded"].eq(0), "institution"]}
    assert {"Dzielnicowy", "Sołtys", "Parafia", "Kuratorzy sądowi"} == hidden
    assert not hidden & set(frame(shown, "tab-institutions-centrality")["Instytucja"])
    alone = set(table.loc[table["one_person"].eq(1), "institution"])
    of_alone = case.ties[case.ties["source"].isin(alone) | case.ties["target"].isin(alone)]
    assert len(of_alone) > 5
    assert set(of_alone["barrier"]) == {""}
    assert case.ties["barrier"].ne("").any()
    assert polish.typography(texts.RULES) in text_of(shown)
    assert "kierownictwo" not in text_of(shown)


def test_what_was_not_told_in_the_checklist_is_not_a_no(shown: list[Any]) -> None:
    states = frame(shown, "tab-institutions-readiness").set_index("Warunek")["Stan"]
    assert states.value_counts().to_dict() == {"tak": 2, "częściowo": 2, "nie": 2, "nie wiadomo": 1, "nie podano": 1}
    assert records(shown)["tab-institutions-readiness"]["title"] == "Spełniono 2 z 8 warunków gotowości, a częściowo 2"


def test_the_team_lacks_first_what_the_narrow_circle_lacks(shown: list[Any]) -> None:
    rows = frame(shown, "tab-institutions-team")
    lacking = rows[rows["Krąg"].eq("wąski") & rows["Stan"].ne("w zespole")]
    assert list(lacking.index) == list(range(len(lacking)))
    assert records(shown)["tab-institutions-team"]["title"] == (
        f"W zespole brakuje {len(lacking)} z 7 potrzebnych instytucji wąskiego kręgu"
    )


def test_tables_can_be_read_on_a_phone_and_numbers_are_numbers(shown: list[Any], tmp_path: Path) -> None:
    for key, record in records(shown).items():
        if key.startswith("tab-"):
            assert len(record["grid"]["columns"]) <= 6, key
        for row in record["grid"]["rows"]:
            assert not any(isinstance(cell, str) and re.fullmatch(r"[−-]?\d+(,\d+)?", cell) for cell in row), key
    write_workbook(tmp_path / "t.xlsx", [one | {"number": at} for at, one in enumerate(records(shown).values(), 1)], title="Współpraca")


def test_without_a_list_the_chapter_is_one_sentence_and_without_ties_it_still_lists_institutions(
    case: Opened, tables: dict[str, pd.DataFrame]
) -> None:
    with pytest.raises(NotDelivered, match="institutions"):
        display(replace(case, tables={}))
    output = display(replace(case, tables={name: tables[name] for name in ("institutions", "cooperation_readiness")}))
    assert list(records(output)) == ["tab-institutions-listed", "tab-institutions-readiness"]


def test_stored_tables_say_in_polish_what_was_not_delivered(tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    stored = InstitutionTables(ROOT, tmp_path, "")
    for name in DECLARED:
        with pytest.raises(NotDelivered, match="Nie dostarczono listy instytucji"):
            getattr(stored, name)
    tables["institutions"].to_parquet(tmp_path / "institutions.parquet")
    assert len(InstitutionTables(ROOT, tmp_path, "").institutions) == 21
    for name in ("ties", "cooperation_team", "cooperation_readiness"):
        with pytest.raises(NotDelivered, match="Nie dostarczono"):
            getattr(InstitutionTables(ROOT, tmp_path, ""), name)


def test_names_and_evidence_are_data_and_not_markup(case: Opened, tables: dict[str, pd.DataFrame]) -> None:
    table = tables["institutions"]
    hostile = table.assign(name=table["name"].where(table["institution"].ne("parafia"), HOSTILE))
    told = tables["cooperation_readiness"].assign(evidence=HOSTILE)
    output = display(replace(case, tables=tables | {"institutions": hostile, "cooperation_readiness": told}))
    text = text_of(output)
    assert "<script>" not in text
    assert "<img" not in text
    assert r"\*w\*" in text  # in the sentence that names who did not answer


# Networks of other sizes ------------------------------------------------------------------------------------------------------


def test_nine_institutions_have_a_matrix_and_a_list_and_no_measures() -> None:
    output = display(drawn(9))
    keys = set(records(output))
    assert {"fig-institutions-matrix", "tab-institutions-missing"} <= keys
    assert not keys & {"tab-institutions-measures", "tab-institutions-centrality"}
    assert "mniej niż 15 instytucji" in text_of(output)


@pytest.mark.parametrize(("n", "kinds"), [(25, (Drawn, Drawn)), (26, (Drawn, Said)), (30, (Drawn, Said)), (31, (Tabulated, Said))])
def test_what_has_no_room_as_a_picture_is_listed(n: int, kinds: tuple[type, type]) -> None:
    one = drawn(n)
    shown_first, shown_second = studies.matrix(one)[0], studies.network(one)[0]
    assert (type(shown_first), type(shown_second)) == kinds


def test_a_network_without_any_tie_is_said_and_not_drawn() -> None:
    output = display(drawn(9, share=0.0))
    assert "Żadna instytucja nie zgłasza współpracy" in text_of(output)
    assert "fig-institutions-network" not in records(output)


def test_several_municipalities_each_have_their_own_list(case: Opened) -> None:
    towns = pd.Series({RURAL: "Dolina", "9901021": "Gród"})
    ties = tied(tie("g1 p"))
    table = network.answered(
        listed("g1", "g2", "p", kind=["social_centre", "social_centre", "labour_office"], level=["gmina", "gmina", "powiat"],
               teryt=[RURAL, "9901021", "9901"]),
        ties,
    )  # fmt: skip
    found = needed.needed_ties(table, pairs.states(table, ties), {RURAL: "wiejska", "9901021": "miejska"}, method())
    grid = grids.missing_grid(replace(case, names=towns, tables={"institutions": table, "needed_ties": found}))
    assert grid.columns[0] == "Gmina"
    assert grid.grouped
    assert [row[:3] for row in grid.rows] == [["Gród", "Instytucja g2", "Instytucja p"]]


@pytest.mark.parametrize("n", [2, 9, 21, 25])
def test_no_two_labels_of_the_network_collide(n: int) -> None:
    chart = picture.plot_network(drawn(n, share=0.4))
    chart.draw_without_rendering()
    boxes = [one.get_window_extent() for one in chart.axes[0].texts]
    assert len(boxes) == 2 * n
    assert [(a, b) for a, b in combinations(range(len(boxes)), 2) if boxes[a].overlaps(boxes[b])] == []
    page = chart.bbox
    assert all(page.x0 <= box.x0 and box.x1 <= page.x1 for box in boxes)


@pytest.mark.parametrize("n", [9, 21, 30])
def test_texts_of_figures_are_large_enough_and_alternatives_short_enough(n: int) -> None:
    one = drawn(n)
    for chart in (matrices.plot_matrix(one), picture.plot_network(one)):
        sizes = [text.get_fontsize() for text in chart.findobj(lambda item: hasattr(item, "get_fontsize")) if text.get_text().strip()]
        assert min(sizes) >= 11
    assert all(20 < len(alt) <= 250 for alt in (alts.alt_matrix(one), alts.alt_network(one)))


def test_shades_of_the_matrix_are_apart_in_grey() -> None:
    from matplotlib.colors import to_rgb  # noqa: PLC0415

    grey = [float(np.dot(to_rgb(matrices.COLOURS[level]), (0.2126, 0.7152, 0.0722))) for level in sorted(matrices.COLOURS)]
    assert all(lighter - darker > 0.08 for lighter, darker in pairwise(grey))
    assert grey == sorted(grey, reverse=True)


def test_the_place_of_an_institution_does_not_depend_on_ties() -> None:
    np.testing.assert_array_equal(picture.places(9), picture.places(9))
    assert len({tuple(place) for place in picture.places(25).round(6)}) == 25


def test_titles_are_right_for_one_and_for_none() -> None:
    empty = drawn(9, share=0.0)
    assert words.title_matrix(empty) == "Współpracujące pary instytucji: 0 z 36 możliwych"
    assert words.count(drawn(9)) == "9\xa0instytucji, odpowiedzi: 7"
    full = drawn(9, share=1.0)
    assert words.title_missing(full).startswith("Nie stwierdzono braku żadnej")
    team = pd.DataFrame({"teryt": ["1"], "kind": ["school"], "core": [1], "institution": ["a"], "role": [""], "status": ["member"]})
    assert ready.title_team(replace(full, tables={"cooperation_team": team})) == (
        "W zespole są wszystkie potrzebne instytucje wąskiego kręgu"
    )


def test_the_params_of_the_project_load_and_its_method_files_are_there(tmp_path: Path) -> None:
    assert load_partnership("swilcza", ROOT).municipalities == ("1816122",)
    for name in METHOD_FILES:
        assert (ROOT / name).is_file()
    shutil.copytree(ROOT / "params/cooperation", tmp_path / "params/cooperation")
    assert method().kinds.keys() == room.read_method(tmp_path).kinds.keys()


# What must never get through --------------------------------------------------------------------------------------------------

PERSONS = ("Kowalsk", "Nowak", "600 100 200", "TAJNE")


def hostile_delivery(root: Path) -> Params:
    """Write deliveries in which persons and cases are named wherever something can be typed."""
    folder = root / "data/raw/swilcza"
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "params", root / "params")
    (root / "data/raw/reference").mkdir()
    shutil.copy(ROOT / "data/raw/reference/register.csv", root / "data/raw/reference")
    heads = ["id", "name", "type", "one_person", "responded", "Liczba rodzin w kryzysie"]
    people = [["a", "Ośrodek", "GOPS", "0", "1", "TAJNE"], ["b", "Sołtys Jan Kowalski", "sołtys", "", "1", "TAJNE"]]
    as_csv(folder / "institutions.csv", heads, *people, ["c", "Szkoła, tel. 600 100 200", "szkoła", "0", "1", "TAJNE"])
    heads = ["from", "to", "field", "intensity", "wanted_intensity", "barrier", "year", "Nr sprawy"]
    rows = [
        ["a", "b", "sprawa pani Nowak", "1", "3", "Kowalski nie odbiera", "2021", "TAJNE"],
        ["b", "a", "", "1", "3", "brak czasu", "2021", ""],
    ]
    as_csv(folder / "ties.csv", heads, *rows, ["a", "c", "", "1", "3", "dyrektor Nowak odmawia", "2021", "TAJNE"])
    as_csv(folder / "team.csv", ["institution", "role", "nazwisko"], ["a", "Jan Kowalski", "Kowalski"])
    as_csv(folder / "readiness.csv", ["item", "state", "evidence"], ["agreement", "tak", "notatka: Anna Nowak"])
    return DELIVERED


def test_no_person_and_no_case_reaches_a_stored_table_a_message_or_the_chapter(tmp_path: Path) -> None:
    delivered = hostile_delivery(tmp_path)
    read, problems = room.read(delivered, tmp_path)  # type: ignore[arg-type]
    made = room.tabulate(read, Given(delivered, tmp_path))  # type: ignore[arg-type]
    assert set(made) == set(DECLARED)
    stored = "\n".join(table.to_csv() for table in made.values())
    told = "\n".join(str(problem) for problem in problems)
    page = text_of(display(Opened(made)))
    for secret in PERSONS:
        assert secret not in stored
        assert secret not in told
        assert secret not in page
    assert made["institutions"].set_index("institution")["name"].to_dict() == {"a": "Ośrodek", "b": "sołtys", "c": "szkoła"}
    assert made["ties"].set_index(["source", "target"])["barrier"].to_dict() == {("a", "b"): "", ("b", "a"): "", ("a", "c"): "other"}
    assert "inna przeszkoda (1\xa0instytucja)" in page


def test_two_files_of_one_table_are_told_and_not_mixed(tmp_path: Path) -> None:
    delivered = hostile_delivery(tmp_path)
    twice = replace(delivered, sources=(*delivered.sources, Source("ties", "more.csv")))
    with pytest.raises(ProblemsError, match=r"more\.csv, file: ties\.csv is the file of `ties` already"):
        room.read(twice, tmp_path)  # type: ignore[arg-type]
