"""The chapter on goals: every cell can be traced to the table behind it, unknown is never nothing, and words only propose."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from PIL import Image

from diagnoza import polish
from diagnoza.catalogue import SECTORS
from diagnoza.errors import NotDelivered
from diagnoza.goals.published import alts, charts, grids, lists, select, texts, words
from diagnoza.partnership import load_partnership
from diagnoza.prepare import goals as room
from diagnoza.report.workbook import write_workbook
from diagnoza.tables import TABLES
from diagnoza.teryt import REGISTER, Register
from goal_samples import DAY, ROOT, A, B, C, drawn, goals
from report_samples import HOSTILE, REAL, SYNTHETIC, Stage

if TYPE_CHECKING:
    from pathlib import Path

CHAPTER = ROOT / "notebooks/09-goals.ipynb"
DECLARED = {name for name, table in TABLES.items() if table.__module__.endswith("goals")}


@dataclass(frozen=True)
class Opened:
    """A partnership as a notebook opens it."""

    tables: dict[str, pd.DataFrame]
    partners: pd.DataFrame
    delivered: tuple[str, ...] = ("goals", "regional_goals")

    @property
    def names(self) -> pd.Series:
        gminas = self.partners[self.partners["role"].ne("provider")].set_index("teryt")["name"]
        return gminas.loc[sorted(gminas.index, key=lambda code: polish.collation_key(str(gminas[code])))]

    def __getattr__(self, name: str) -> Any:
        if name not in DECLARED:
            raise AttributeError(name)
        if name not in self.tables:
            msg = f"Nie dostarczono tabeli {name}."
            raise NotDelivered(msg)
        table = self.tables[name]
        return dt.date.fromisoformat(table["day"].iloc[0]) if name == "goal_day" else table

    def sources(self, names: Any) -> list[Any]:
        assert {name.removeprefix("delivery:") for name in names} <= set(self.delivered)
        return [REAL if name == "delivery:regional_goals" else SYNTHETIC for name in names]


@dataclass(frozen=True)
class Given:
    """What the room is given."""

    partnership: Any
    root: Path = ROOT
    made: dict[str, pd.DataFrame] = field(default_factory=dict)
    weighed: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Params:
    """The params that the room needs."""

    municipalities: tuple[str, ...]
    sources: tuple[Any, ...]
    providers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """A delivery as params name it."""

    table: str
    date: dt.date


@dataclass(frozen=True)
class Read:
    """A delivery that was read."""

    table: pd.DataFrame


def sampled(table: pd.DataFrame, *codes: str) -> Opened:
    """Open a partnership of municipalities called by letters, with goals made for a test, and no list of the voivodeship."""
    params = Params(codes, (Source("goals", DAY),))
    tables = room.tabulate({"goals": Read(table)}, Given(params))  # type: ignore[dict-item, arg-type]
    partners = pd.DataFrame({"teryt": codes, "name": [f"Gmina {'ABCDEFGHIJKL'[at]}" for at in range(len(codes))], "role": "member"})
    return Opened(tables, partners, ("goals",))


def opened(name: str) -> Opened:
    """Open a partnership of the project."""
    partnership, register = load_partnership(name, ROOT), Register.load(ROOT / REGISTER)
    read, _ = room.read(partnership, ROOT)
    rows = [(one.teryt, unit.name, one.role) for one in partnership.members if (unit := register.find(one.teryt))]
    return Opened(room.tabulate(read, Given(partnership)), pd.DataFrame(rows, columns=["teryt", "name", "role"]))  # type: ignore[arg-type]


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
def case() -> Opened:
    return opened("jablonowo")


@pytest.fixture(scope="module")
def union() -> Opened:
    return opened("mg-6")


@pytest.fixture(scope="module")
def shown(case: Opened) -> list[Any]:
    return display(case)


def text_of(output: list[Any]) -> str:
    return "\n".join(one.get("text/markdown") or one["text/html"] for one in output).replace(polish.NBSP, " ")


def records(output: list[Any]) -> dict[str, dict[str, Any]]:
    return {one["application/vnd.diagnoza+json"]["key"]: one["application/vnd.diagnoza+json"] for one in output if "text/html" in one}


def frame(output: list[Any], key: str) -> pd.DataFrame:
    grid = records(output)[key]["grid"]
    return pd.DataFrame(grid["rows"], columns=grid["columns"], dtype=object)


# What it shows --------------------------------------------------------------------------------------------------------------------

KEYS = [
    "tab-goals-documents", "fig-goals-matrix", "tab-goals-coverage", "fig-goals-pairs", "tab-goals-conflicts", "tab-goals-regional",
    "tab-goals-agreement", "tab-goals-disputes", "tab-goals-twins", "tab-goals-proposed", "tab-goals-list",
]  # fmt: skip


def test_the_chapter_begins_with_documents_and_ends_with_every_goal(shown: list[Any]) -> None:
    assert list(records(shown)) == KEYS
    synthetic = {key for key, record in records(shown).items() if record["synthetic"]}
    assert synthetic == set(KEYS) - {"tab-goals-regional"}
    assert text_of(shown).startswith("Zestawiono cele z dokumentów: 66 celów, 18 dokumentów, 5 partnerów. Powiat liczy się tak jak każdy")


def test_the_matrix_in_numbers_is_the_coverage_and_unknown_is_no_number(shown: list[Any], case: Opened) -> None:
    told, names = frame(shown, "fig-goals-matrix").set_index("Dziedzina"), select.partners(case)
    assert list(told.columns) == ["Bobrowo", "Brzozie", "Jabłonowo Pomorskie", "Wąpielsk", "powiat brodnicki"]
    rows = case.goal_coverage[case.goal_coverage["field"].isin(SECTORS)].to_dict("records")
    for row in rows:
        cell = told.loc[polish.upper_first(SECTORS[row["field"]]), names[row["teryt"]]]
        if polish.is_missing(row["has"]):
            assert cell == texts.UNKNOWN
        elif not row["goals"] and row["expired"]:
            assert cell == grids.ONLY_EXPIRED
        else:
            assert cell == row["goals"]
    assert told.loc["Transport publiczny"].tolist() == [0, grids.ONLY_EXPIRED, 0, 0, grids.ONLY_EXPIRED]
    assert told.loc["Kultura", "Brzozie"] == texts.UNKNOWN


def test_fields_are_told_with_the_least_and_the_most_that_they_may_be(shown: list[Any]) -> None:
    told = frame(shown, "tab-goals-coverage").set_index("Dziedzina")
    assert told.loc["Edukacja"].tolist() == ["wspólna", 4, 4, "80%"]
    assert told.loc["Kultura"].tolist() == ["częściowo wspólna", 2, 3, "40–60%"]
    assert told.loc["Transport publiczny"].tolist() == ["bez celu", 0, 0, "0%"]
    assert len(told) == len(SECTORS)
    assert "Żaden partner nie ma celu, który obowiązuje: transport publiczny." in text_of(shown)
    assert "wspólne 3, częściowo wspólne 7, jednego partnera 1, bez celu 1" in records(shown)["fig-goals-matrix"]["title"]


def test_expired_documents_are_named_with_their_last_day(shown: list[Any], case: Opened) -> None:
    told = frame(shown, "tab-goals-documents")
    assert told["Cele"].sum() == len(case.goals)
    assert told["Stan"].value_counts().to_dict() == {"obowiązuje": 13, "nie obowiązuje": 4, "nie wiadomo": 1}
    said = text_of(shown)
    assert "powiat brodnicki – Plan rozwoju transportu zbiorowego 2014–2020 (do 31 grudnia 2020 r.)" in said
    assert "Nie podano, do kiedy obowiązują: Brzozie – Lokalny program rewitalizacji." in said


def test_every_goal_stands_in_the_list_once_with_its_words_page_and_document(shown: list[Any], case: Opened) -> None:
    told = frame(shown, "tab-goals-list")
    assert sorted(told["Cel"]) == sorted(case.goals["text"])
    names = select.partners(case)
    for row in case.goals.to_dict("records"):
        mine = told[told["Cel"].eq(row["text"]) & told["Partner i dokument"].str.startswith(f"{names[row['teryt']]}: {row['document']} (")]
        assert mine["Strona"].tolist() == [int(row["page"])]
        assert mine["Dziedzina"].iloc[0].startswith(texts.FIELDS[row["field"]])
    expired = told["Partner i dokument"].str.contains("nie obowiązuje, skończył się")
    assert expired.sum() == case.goal_documents.loc[case.goal_documents["state"].eq("expired"), "goals"].sum()


def test_pairs_are_as_measured_and_a_range_stands_where_not_all_is_known(shown: list[Any], case: Opened) -> None:
    told = frame(shown, "fig-goals-pairs")
    assert len(told) == len(case.goal_pairs)
    row = told[told["Partner"].eq("Jabłonowo Pomorskie") & told["Drugi partner"].eq("Wąpielsk")].iloc[0]
    assert row.tolist()[2:] == [6, 8, 0, "75%"]
    assert (told["Podobieństwo"].str.contains("–") == told["Nie wiadomo"].gt(0)).all()


def test_of_the_mission_the_chapter_quotes_the_source_and_compares_nothing(shown: list[Any]) -> None:
    [row] = frame(shown, "tab-goals-regional").to_dict("records")
    assert (row["Treść"], row["Rodzaj"], row["Dziedziny"]) == ("Człowiek w centrum uwagi", "misja", "–")
    said = text_of(shown)
    assert "co jest spójne z nadrzędną ideą wskazaną w dokumentach polityki rozwoju" in said
    assert "dlatego nie zestawiono z nią celów partnerów" in said


def test_goals_of_a_voivodeship_are_held_against_every_partner(union: Opened) -> None:
    output = display(union)
    told = frame(output, "tab-goals-alignment")
    names = set(union.names)
    for row in told.to_dict("records"):
        listed = [name for column in list(told.columns)[1:] for name in row[column].split(", ") if name != polish.DASH]
        assert sorted(listed) == sorted(names)
    assert told.loc[told["Cel województwa"].str.contains("zdrowie i opieka"), "Nie wiadomo"].tolist() == ["Santok"]
    assert "Powiat liczy się" not in text_of(output)


def test_words_propose_and_decide_nothing(shown: list[Any], case: Opened) -> None:
    proposed = frame(shown, "tab-goals-proposed")
    assert set(proposed["Cel"]) <= set(case.goals.loc[case.goals["field"].eq(""), "text"])
    assert "propozycja" in records(shown)["tab-goals-twins"]["title"]
    unsettled = frame(shown, "tab-goals-list").query("Dziedzina.str.startswith('nie ustalono')")
    assert len(unsettled) == case.goals["field"].eq("").sum() > 0


def test_kappa_and_the_goals_to_settle_are_told(shown: list[Any], case: Opened) -> None:
    whole = case.goal_agreement.iloc[0]
    assert f"jednakowo {whole['agreed']} " in text_of(shown)
    assert frame(shown, "tab-goals-agreement").iloc[0].tolist()[1:] == [whole["agreed"], round(whole["kappa"], 2)]
    assert len(frame(shown, "tab-goals-disputes")) == len(case.goal_disputes) > 0


# Form -----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["case", "union"])
def test_tables_can_be_read_on_a_phone_and_numbers_are_numbers(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    output = display(request.getfixturevalue(name))
    for key, record in records(output).items():
        if key.startswith("tab-"):
            assert len(record["grid"]["columns"]) <= 6, key
        for row in record["grid"]["rows"]:
            assert not any(isinstance(cell, str) and re.fullmatch(r"[−-]?\d+(,\d+)?", cell) for cell in row), key
    write_workbook(tmp_path / "t.xlsx", [one | {"number": at} for at, one in enumerate(records(output).values(), 1)], title="Cele")


def test_texts_of_figures_are_large_enough_and_alternatives_short_enough(case: Opened, union: Opened) -> None:
    for one in (case, union):
        for chart in (charts.plot_matrix(one), charts.plot_pairs(one)):
            sizes = [text.get_fontsize() for text in chart.findobj(lambda item: hasattr(item, "get_fontsize")) if text.get_text().strip()]
            assert min(sizes) >= 11
        assert all(20 < len(alt) <= 250 for alt in (alts.alt_matrix(one), alts.alt_pairs(one)))


def test_nothing_of_the_matrix_is_cut_off_and_no_names_collide(case: Opened, union: Opened) -> None:
    for one in (case, union, sampled(drawn((A, B, C), 3), A, B, C)):
        for chart in (charts.plot_matrix(one), charts.plot_pairs(one)):
            chart.draw_without_rendering()
            [axes] = chart.axes
            boxes = [label.get_window_extent() for label in axes.get_xticklabels() + axes.get_yticklabels() + axes.texts]
            assert all(chart.bbox.x0 <= box.x0 and box.x1 <= chart.bbox.x1 + 1 for box in boxes)
            if len(axes.get_xticklabels()) <= charts.UPRIGHT:
                heads = [label.get_window_extent() for label in axes.get_xticklabels()]
                assert all(left.x1 < right.x0 for left, right in pairwise(heads))


def test_shades_are_apart_in_grey_and_letters_and_hatches_tell_the_rest(case: Opened) -> None:
    grey = [float(np.dot(to_rgb(colour), (0.2126, 0.7152, 0.0722))) for colour in charts._FILLS]  # noqa: SLF001
    assert all(lighter - darker > 0.08 for lighter, darker in pairwise(grey))
    chart = charts.plot_matrix(case)
    letters = {text.get_text() for text in chart.axes[0].texts}
    assert {charts.EXPIRED, charts.UNKNOWN, "0"} <= letters
    picture = io.BytesIO()
    chart.savefig(picture, dpi=60)
    assert Image.open(picture).convert("L").getextrema()[0] < 100


def test_typed_text_is_data_and_not_markup(case: Opened) -> None:
    table = case.goals.assign(conflict=HOSTILE, indicator=HOSTILE, target=HOSTILE)
    table["document"] = table["document"] + HOSTILE
    twins = case.goal_twins.assign(first_text=HOSTILE)
    region = case.regional_goals.assign(said=HOSTILE, name=HOSTILE)
    papers = case.goal_documents.assign(document=case.goal_documents["document"] + HOSTILE)
    changed = {"goals": table, "goal_twins": twins, "regional_goals": region, "goal_documents": papers}
    text = text_of(display(replace(case, tables=case.tables | changed)))
    assert "<script>" not in text
    assert "<img" not in text
    assert r"\*w\*" in text


# Other partnerships ---------------------------------------------------------------------------------------------------------------


def test_without_goals_the_chapter_is_one_sentence(case: Opened) -> None:
    with pytest.raises(NotDelivered, match="goals"):
        display(replace(case, tables={}))
    with pytest.raises(NotDelivered, match="nie udało się odczytać żadnego celu"):
        display(sampled(goals().iloc[:0], A, B))


def test_without_a_list_of_the_voivodeship_the_rest_is_there(case: Opened) -> None:
    kept = {name: table for name, table in case.tables.items() if name not in {"regional_goals", "goal_alignment"}}
    output = display(replace(case, tables=kept, delivered=("goals",)))
    assert list(records(output)) == [key for key in KEYS if key != "tab-goals-regional"]
    assert "Nie dostarczono tabeli regional_goals." in text_of(output)


def test_one_partner_has_a_list_and_no_pairs() -> None:
    output = display(sampled(goals({"field": "sport"}), A))
    assert "Partner jest jeden" in text_of(output)
    assert not any("pairs" in key for key in records(output))
    assert frame(output, "tab-goals-coverage").set_index("Dziedzina").loc["Sport i rekreacja", "Ocena"] == "jednego partnera"


def test_a_partner_without_delivered_goals_is_named_and_has_no_numbers() -> None:
    output = display(sampled(goals({"field": "sport"}, {"teryt": B, "field": "sport"}), A, B, C))
    assert "Celów nie dostarczono od partnerów: Gmina C; o nich nic nie wiadomo." in text_of(output)
    assert frame(output, "fig-goals-matrix")["Gmina C"].isna().all()
    assert "wspólna" in frame(output, "tab-goals-coverage").set_index("Dziedzina").loc["Sport i rekreacja", "Ocena"]
    assert "jednego partnera" in frame(output, "tab-goals-coverage")["Ocena"].str.cat(sep=" ")


def test_what_is_not_settled_is_told_as_a_range_and_in_a_sentence_of_its_own() -> None:
    table = goals({"field": "sport"}, {"teryt": B, "field": "sport"}, {"teryt": C, "field": "", "coder1": "sport", "coder2": "zdrowie"})
    one = sampled(table, A, B, C)
    row = grids.fields_grid(one).rows[0]
    assert row == ["Sport i rekreacja", "wspólna", 2, 3, "67–100%"]
    assert "nierozstrzygnięte 11" in words.title_fields(one)
    assert "zdrowie (0–1 z 3)" in words.say_fields(one)
    assert "transport publiczny (0–1 z 3)" in words.say_fields(one)


def test_more_partners_than_a_triangle_has_room_for_are_listed() -> None:
    codes = [f"30150{at:02d}2"[:7] for at in range(1, 13)]
    table = goals(*({"teryt": code, "field": "sport"} for code in codes))
    output = display(sampled(table, *codes))
    assert len(frame(output, "tab-goals-pairs")) == 12 * 11 // 2
    charts.plot_matrix(sampled(table, *codes)).draw_without_rendering()


def test_long_lists_of_proposals_say_how_many_they_leave_out() -> None:
    table = goals(*({"teryt": code, "field": "sport", "text": f"Boisko {word}"} for code in (A, B) for word in _WORDS))
    grid = lists.twins_grid(sampled(table, A, B))
    assert len(grid.rows) == lists.MOST_ROWS
    assert grid.note.startswith("Pominięto ")


_WORDS = ("szkolne", "gminne", "nowe", "trawiaste", "kryte", "wiejskie")


@pytest.mark.parametrize(("least", "most", "told"), [(0.5, 0.5, "50%"), (0.222, 0.444, "22–44%"), (0.501, 0.502, "50%"), (0, 1, "0–100%")])
def test_a_share_is_one_number_or_a_range(least: float, most: float, told: str) -> None:
    assert texts.percent_range(least, most) == told
