"""The chapter on programmes: the findings of Lwówek each with their place, and of simulated programmes everything in its place."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from diagnoza.errors import NotDelivered
from diagnoza.polish import NBSP
from diagnoza.prepare import programme as room
from diagnoza.programme.measures import coverage_parts
from diagnoza.programme.published import charts, grids, texts
from diagnoza.stored.programme import UNDELIVERED, ProgrammeTables
from diagnoza.tables.programme import CoverageChanges, CoverageItems, CoverageParts, ProgrammeDates
from programme_samples import LWOWEK, MODEL, OTHER, ROOT, deliver, judged, quoted
from report_samples import REAL, Stage

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.tables.base import Table

CHAPTER = next(path for path in (ROOT / "notebooks" / "08-programme.ipynb", ROOT / "notebooks/drafts/08-programme.ipynb") if path.is_file())
UNTOLD, UNASSESSED, KEY = texts.UNTOLD, texts.UNASSESSED, f"{LWOWEK}-2015"
TABLES: dict[str, type[Table]] = {
    **room.DELIVERED,
    "coverage_items": CoverageItems,
    "coverage_parts": CoverageParts,
    "programme_dates": ProgrammeDates,
    "coverage_changes": CoverageChanges,
}


@dataclass(frozen=True)
class Opened:
    """A partnership as a notebook opens it, with the tables that its deliveries give."""

    names: pd.Series
    tables: dict[str, pd.DataFrame]
    delivered: tuple[str, ...]

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in self.tables:
            raise NotDelivered(UNDELIVERED)
        return self.tables[name]

    @cached_property
    def partners(self) -> pd.DataFrame:
        return pd.DataFrame({"teryt": self.names.index, "name": self.names})

    @cached_property
    def deliveries(self) -> pd.DataFrame:
        return pd.DataFrame({"table": self.delivered})

    @property
    def cooperation_model(self) -> Any:
        return MODEL

    def sources(self, names: Any) -> list[Any]:
        assert {name.removeprefix("delivery:") for name in names} <= set(self.delivered)
        assert list(names)
        return [REAL]


def opened(folder: Path, files: dict[str, str], names: dict[str, str]) -> Opened:
    """Read and tabulate deliveries as `prepare` does."""
    sources = [SimpleNamespace(table=table, file=file, encoding=None, sheet=None) for file, table in files.items()]
    partnership: Any = SimpleNamespace(id=folder.name, municipalities=tuple(names), providers=(), sources=sources)
    place = folder.parents[2]
    read, problems = room.read(partnership, place)
    assert problems == []
    return Opened(pd.Series(names), room.tabulate(read, SimpleNamespace(root=place)), tuple(files.values()))  # type: ignore[arg-type]


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
def lwowek() -> list[Any]:
    files = {"programme.csv": "programme", "coverage.csv": "coverage"}
    return display(opened(ROOT / "data" / "raw" / "lwowek", files, {LWOWEK: "Lwówek"}))


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """Two municipalities, one of them with two years; everything that can be delivered is."""
    place = tmp_path_factory.mktemp("simulated")
    folder = place / "data" / "raw" / "two"
    folder.mkdir(parents=True)
    for name in ("params/programme", "data/raw/reference"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).symlink_to(ROOT / name)
    rows = [*judged(2015, 1), *judged(2016, 2), *judged(2016, 3, OTHER, unknown=0)]
    programmes = [
        {"year": 2015, "adopted": "2014-12-04", "resolution": "I/1/2014", "consulted": 0, "report": "2016-05-31"},
        {"year": 2016, "adopted": "2015-11-30", "resolution": "I/2/2015", "consulted": 1},
        {"teryt": OTHER, "year": 2016, "adopted": "2015-11-20", "resolution": "V/7/2015", "consulted": 1, "report": "2017-06-02"},
    ]
    plane: dict[str, object] = {
        "teryt": OTHER,
        "year": 2016,
        "plane": 2,
        "evidence": "Dobrze <b>działa</b> | *tak*",
        "proposal": "utrzymać",
    }
    deliver(folder, "programme", *programmes)
    deliver(folder, "provisions", *quoted(rows))
    deliver(folder, "coverage", *rows, plane)
    files = {"programme.csv": "programme", "provisions.csv": "provisions", "coverage.csv": "coverage"}
    return opened(folder, files, {LWOWEK: "Lwówek", OTHER: "Kuślin"})


@pytest.fixture(scope="module")
def shown(simulated: Opened) -> list[Any]:
    return display(simulated)


def text_of(output: list[Any]) -> str:
    return "\n".join(one.get("text/markdown") or one["text/html"] for one in output).replace(NBSP, " ")


def said(output: list[Any]) -> str:
    return "\n".join(one["text/markdown"] for one in output if "text/markdown" in one).replace(NBSP, " ")


def records(output: list[Any]) -> dict[str, dict[str, Any]]:
    return {one["application/vnd.diagnoza+json"]["key"]: one["application/vnd.diagnoza+json"] for one in output if "text/html" in one}


def table(output: list[Any], key: str) -> pd.DataFrame:
    """Give the rows of a table, or of the numbers under a figure, as they are printed."""
    grid = records(output)[key]["grid"]
    return pd.DataFrame(grid["rows"], columns=grid["columns"]).map(lambda cell: cell.replace(NBSP, " ") if isinstance(cell, str) else cell)


FOUND = [  # plane, place, proposal, and words of the source
    (
        1,
        "punkt 2a",
        "rozważyć: przygotowanie strategii rozwiązywania problemów społecznych",
        "strategii rozwiązywania problemów społecznych",
    ),
    (1, "punkt 2a", "rozważyć: przygotowanie diagnozy w sposób angażujący społeczność lokalną", "angażujących społeczność lokalną"),
    (1, "punkt 2a", "wykorzystanie danych z diagnozy i strategii w założeniach programu", "programu na rok 2016 czy kolejnych programów"),
    (2, "punkt 2b", "utrzymać", "ma dobrze pracujące partnerstwo"),
    (2, "punkt 2b", "utrzymać: pozyskiwanie środków z programów Unii Europejskiej", "Zamierzają nadal tak prowadzić działalność"),
    (3, "punkt 2c", UNTOLD, "uczestniczy w różnych projektach promocyjnych"),
    (3, "punkt 2c", "rozważyć: działania na rzecz szkoleń i rozwoju poszczególnych organizacji", "warto przemyśleć jakie działania"),
]


def test_the_chapter_repeats_what_was_found_in_lwowek_each_with_its_place_in_the_source(lwowek: list[Any]) -> None:
    rows = table(lwowek, f"tab-programme-findings-{KEY}").to_dict("records")
    assert len(rows) == len(FOUND)
    for row, (plane, place, proposal, words) in zip(rows, FOUND, strict=True):
        assert row["Płaszczyzna"].startswith(f"{plane}. ")
        assert row["Miejsce w źródle"] == place
        assert row["Propozycja"].startswith(proposal)
        assert words in row["Słowa źródła"]
    assert "rozważyć – 3, utrzymać – 2" in records(lwowek)[f"tab-programme-findings-{KEY}"]["title"]


def test_the_next_steps_are_those_that_were_agreed_with_room_for_who_answers(lwowek: list[Any]) -> None:
    rows = table(lwowek, f"tab-programme-steps-{KEY}")
    meeting, task = rows.to_dict("records")[:2]
    assert (meeting["Krok"], meeting["Termin"], meeting["Miejsce w źródle"]) == (
        *("następne spotkanie w CIS – Zgierzynka", "19.03.2015, godzina 10", "Ustalenia"),
    )
    assert task["Krok"].startswith("przygotowanie programu współpracy w oparciu o model i określenie obszarów")
    assert (task["Czego dotyczy"], task["Termin"]) == ("cały program", UNTOLD)
    assert set(rows["Odpowiada"]) == {texts.TO_FILL}
    assert not rows["Krok"].str.contains("utrzymać").any()


def test_the_programme_of_lwowek_was_adopted_on_time_and_the_source_tells_nothing_of_consultations_and_report(lwowek: list[Any]) -> None:
    [row] = table(lwowek, "tab-programme-dates").to_dict("records")
    assert row["Uchwała"] == "uchwała nr LIII/375/2014 Rady Miejskiej w Lwówku"
    assert row["Przyjęcie"] == "23 października 2014 r., w terminie (do 30 listopada 2014 r.)"
    assert (row["Konsultacje"], row["Sprawozdanie"], row["Miejsce w źródle"]) == (UNTOLD, f"{UNTOLD} (termin: 31 maja 2016 r.)", "punkt 1")


def test_what_the_source_does_not_say_of_lwowek_is_empty_and_never_a_level(lwowek: list[Any]) -> None:
    raw = pd.read_csv(ROOT / "data/raw/lwowek/coverage.csv", dtype=str, keep_default_na=False)
    for column in ("area", "point", "level_text", "level_practice", "score_jst", "score_ngo", "score_agreed", "owner"):
        assert set(raw[column]) == {""}, column
    assert raw["evidence"].ne("").all()
    assert set(raw["source"]) == {"punkt 2a", "punkt 2b", "punkt 2c", "Ustalenia"}
    areas = table(lwowek, f"fig-programme-areas-{KEY}")
    whole = areas["Obszar"].eq("cała płaszczyzna")
    assert set(areas.loc[~whole, ["Zapis w programie", "Praktyka"]].to_numpy().ravel()) == {UNASSESSED}
    assert areas.loc[whole, "Propozycja"].tolist() == ["rozważyć", "utrzymać", "rozważyć"]
    points = table(lwowek, f"tab-programme-points-{KEY}")
    assert set(points["Zapis w programie"]) == {UNASSESSED}
    assert not any(key.startswith(("tab-programme-coverage", "tab-programme-lists", "tab-programme-scores")) for key in records(lwowek))
    for sentence in ("Żadnego obszaru ani punktu nie oceniono", "Ocen gminy i organizacji ani oceny wspólnej nie podano", "na jeden rok"):
        assert sentence in said(lwowek)


def test_points_and_areas_that_were_not_verified_say_so(lwowek: list[Any]) -> None:
    points = table(lwowek, f"tab-programme-points-{KEY}")
    assert points.loc[points["Czego dotyczy"].str.contains(texts.TO_VERIFY), "Punkt"].tolist() == [10, 11]
    assert "jest robocza: trzeba ją sprawdzić" in said(lwowek)


def test_no_cell_and_no_sentence_holds_what_is_no_word(lwowek: list[Any], shown: list[Any]) -> None:
    for output in (lwowek, shown):
        assert not re.search(r"\b(nan|None|<NA>|NaT)\b", text_of(output))
        assert all(len(one["alt"]) <= 250 for one in records(output).values() if one["kind"] == "figure")


@pytest.mark.parametrize("key", [f"{LWOWEK}-2016", f"{OTHER}-2016"])
def test_the_coverage_that_is_printed_can_be_added_up_from_the_areas_that_are_printed(key: str, shown: list[Any]) -> None:
    areas, parts = table(shown, f"fig-programme-areas-{key}"), table(shown, f"tab-programme-coverage-{key}").set_index("Część")
    for plane, some in areas[areas["Obszar"].ne("cała płaszczyzna")].groupby("Płaszczyzna"):
        for side, column in (("Zapis", "Zapis w programie"), ("Praktyka", "Praktyka")):
            levels = [level for level in some[column] if level != UNASSESSED]
            low = 100 * sum(levels) / (2 * len(some))
            high = low + 100 * (len(some) - len(levels)) / len(some)
            assert parts.loc[plane, f"{side}: oceniono"] == f"{len(levels)} z {len(some)}"
            told = parts.loc[plane, f"{side}: pokrycie (%)"]
            if len(levels) == len(some):
                assert told == pytest.approx(low, abs=0.5)
            else:
                assert [float(one) for one in told.split("–")] == pytest.approx([low, high], abs=0.5)


def test_what_is_missing_comes_first_with_its_proposal_and_lists_hold_every_assessed_item_once(shown: list[Any], simulated: Opened) -> None:
    rows = table(shown, f"tab-programme-lists-{OTHER}-2016")
    assert list(dict.fromkeys(rows["Lista"])) == ["Brakuje (0)", "Do przeredagowania (1)", "Jest (2)"]
    assert len(rows) == 23 == rows["Obszar lub punkt"].nunique()
    items = simulated.coverage_items[simulated.coverage_items["teryt"].eq(OTHER)]
    assert rows["Lista"].str[-2].astype(int).tolist() == sorted(items["level_text"])
    written = rows[~rows["Lista"].eq("Brakuje (0)")]
    assert written["Przepis i podstawa"].str.match(r"^§ \d+: „Przepis numer \d+\.”; protokół, s\. \d+ \(protokół\)$").all()
    assert rows.loc[rows["Lista"].eq("Brakuje (0)"), "Propozycja"].str.startswith("dodać: działanie").all()


def test_scores_stand_side_by_side_as_they_were_delivered(shown: list[Any], simulated: Opened) -> None:
    rows = table(shown, f"tab-programme-scores-{LWOWEK}-2016")
    assert rows.columns.tolist() == ["Obszar lub punkt", "Ocena gminy", "Ocena organizacji", "Ocena wspólna"]
    items = simulated.coverage_items
    own = items[items["teryt"].eq(LWOWEK) & items["year"].eq(2016)].dropna(subset=["score_jst", "score_ngo", "score_agreed"], how="all")
    for column, name in zip(rows.columns[1:], ("score_jst", "score_ngo", "score_agreed"), strict=True):
        assert [None if cell == UNASSESSED else cell for cell in rows[column]] == [None if pd.isna(one) else one for one in own[name]]


def test_years_are_compared_where_two_were_delivered(shown: list[Any], simulated: Opened) -> None:
    rows = table(shown, f"tab-programme-changes-{LWOWEK}-2016")
    counted = simulated.coverage_changes["change"].value_counts()
    assert rows["Zmiana"].value_counts().to_dict() == {words: counted[code] for code, words in grids.CHANGES.items()}
    for row in rows.to_dict("records"):
        before, now = row["Poziom 2015"], row["Poziom 2016"]
        wanted = ("pojawiło się" if now else "zniknęło") if 0 in {before, now} else "lepiej" if now > before else "gorzej"
        assert (row["Zmiana"], before != now) == (wanted, True)
    assert f"Nie da się porównać: {counted['unknown']}" in said(shown)
    assert f"tab-programme-changes-{OTHER}-2016" not in records(shown)


def test_late_days_are_told_in_days(shown: list[Any]) -> None:
    rows = table(shown, "tab-programme-dates").set_index("Program")
    assert rows.index.tolist() == ["Lwówek, 2015", "Lwówek, 2016", "Kuślin, 2016"]
    assert rows.loc["Lwówek, 2015", "Przyjęcie"] == "4 grudnia 2014 r., 4 dni po terminie (do 30 listopada 2014 r.)"
    assert rows.loc["Kuślin, 2016", "Sprawozdanie"] == "2 czerwca 2017 r., 2 dni po terminie (do 31 maja 2017 r.)"
    assert records(shown)["tab-programme-dates"]["title"].startswith("W terminie przyjęto 2 z 3")


def test_words_of_the_source_are_shown_and_not_obeyed(shown: list[Any]) -> None:
    page = text_of(shown)
    assert "Dobrze &lt;b&gt;działa&lt;/b&gt; | *tak*" in page
    assert "<b>działa" not in page


def test_levels_can_be_told_apart_in_grey_and_by_a_word_in_every_cell(simulated: Opened) -> None:
    items = simulated.coverage_items
    areas = items[items["teryt"].eq(LWOWEK) & items["year"].eq(2016) & items["kind"].eq("area")]
    areas = areas.assign(level_text=pd.array([0, 1, 2, None] * 3, dtype="Int64"))
    chart = charts.plot_matrix(grids.matrix_grid(areas, simulated.coverage.iloc[:0], MODEL))
    written = [text.get_text() for text in chart.axes[0].texts]
    for word in ("0 – brak", "1 – ogólnie", "2 – konkretnie", UNASSESSED):
        assert written.count(word) >= 3
    assert min(text.get_fontsize() for text in [*chart.axes[0].texts, *chart.axes[0].get_yticklabels()]) >= 11
    picture = io.BytesIO()
    chart.savefig(picture, dpi=50)
    grey = np.asarray(Image.open(picture).convert("L"))
    found = [int(np.asarray(Image.new("RGB", (1, 1), fill).convert("L"))[0, 0]) for fill in charts.FILLS.values()]
    assert all(np.isclose(grey, shade, atol=2).sum() > 500 for shade in found)
    assert min(abs(one - other) for at, one in enumerate(found) for other in found[:at]) > 50


def test_without_a_delivery_the_chapter_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotDelivered, match="Nie dostarczono programu współpracy"):
        display(Opened(pd.Series({LWOWEK: "Lwówek"}), {}, ()))
    assert room.tabulate({}, SimpleNamespace(root=ROOT)) == {}  # type: ignore[arg-type]
    with pytest.raises(NotDelivered):
        _ = ProgrammeTables(ROOT, tmp_path, "").coverage_items


def test_stored_tables_keep_their_declaration_and_come_back_as_they_were(tmp_path: Path, simulated: Opened) -> None:
    for name, made in simulated.tables.items():
        checked = pd.DataFrame(TABLES[name].validate(made, lazy=True))
        checked.to_parquet(tmp_path / f"{name}.parquet")
    stored = ProgrammeTables(ROOT, tmp_path, "")
    for name, made in simulated.tables.items():
        pd.testing.assert_frame_equal(getattr(stored, name), made, check_dtype=False)
    assert set(simulated.tables) == set(TABLES)
    assert stored.cooperation_model == MODEL
    pd.testing.assert_frame_equal(coverage_parts(stored.coverage_items), stored.coverage_parts, check_dtype=False)


def test_what_every_figure_is_drawn_from_fits_its_columns(shown: list[Any]) -> None:
    for key, record in records(shown).items():
        assert len(record["grid"]["columns"]) <= 6, key
        assert all(len(row) == len(record["grid"]["columns"]) for row in record["grid"]["rows"]), key
