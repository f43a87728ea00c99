"""The chapter on surveys says what its tables hold, no more, and in words that fit how each survey was made."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from diagnoza.errors import NotDelivered
from diagnoza.polish import NBSP
from diagnoza.survey_params import AtRisk
from diagnoza.surveys.published import (
    compared,
    dots,
    grids,
    likert,
    precision,
    quality,
    results,
    select,
    selection,
    service_words,
    services,
    voices,
    words,
)
from diagnoza.surveys.weighting import notes
from report_samples import SYNTHETIC, Stage
from survey_tables import NAMES, Simulated, simulate

CHAPTER = Path(__file__).parents[1] / "notebooks" / "03-surveys.ipynb"
RISK = AtRisk(id="poor", label="Osoby w złej sytuacji materialnej", question="mat_situation", codes=("1", "2"))


@dataclasses.dataclass(frozen=True)
class Opened:
    """A partnership with simulated tables, as a notebook opens it."""

    tables: Simulated
    partnership: Any = dataclasses.field(
        default_factory=lambda: SimpleNamespace(surveys=[SimpleNamespace(id="residents", at_risk=(RISK,))])
    )

    def __getattr__(self, name: str) -> Any:
        return getattr(self.tables, name)

    def survey_sources(self, names: Any) -> list[Any]:
        assert set(names) <= set(self.tables.surveys["survey"])
        return [SYNTHETIC]


@pytest.fixture(scope="module")
def made() -> dict[str, Simulated]:
    return {partnership: simulate(partnership) for partnership in NAMES}


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
def shown(made: dict[str, Simulated]) -> dict[str, list[Any]]:
    """Give what the chapter of each partnership displays."""
    return {name: display(Opened(tables)) for name, tables in made.items()}


def text_of(shown: list[Any]) -> str:
    return "\n".join(one.get("text/markdown") or one["text/html"] for one in shown).replace(NBSP, " ")


def changed(made: Simulated, **tables: Any) -> Simulated:
    return dataclasses.replace(made, **tables)


@pytest.mark.parametrize("partnership", NAMES)
def test_one_chapter_serves_every_partnership(partnership: str, made: dict[str, Simulated], shown: dict[str, list[Any]]) -> None:
    output = shown[partnership]
    pictures = [one for one in output if "text/html" in one]
    assert len(pictures) >= 14
    assert len([one for one in pictures if "<figure" in one["text/html"]]) <= 24
    text = text_of(output)
    assert not re.search(r"\b(nan|None|<NA>|inf)\b", text)
    for title in made[partnership].surveys["title"]:
        assert title in text


def test_a_group_that_was_not_asked_is_one_sentence(shown: dict[str, list[Any]]) -> None:
    text = text_of(shown["mg-6"])
    for group in ("młodzieży", "przedsiębiorców", "seniorów", "liderów"):
        assert text.count(f"Nie dostarczono wyników badania {group}") == 1


def test_without_surveys_the_chapter_ends_in_one_sentence() -> None:
    class Empty:
        @property
        def surveys(self) -> pd.DataFrame:
            msg = "Nie dostarczono wyników żadnego badania."
            raise NotDelivered(msg)

    with pytest.raises(NotDelivered, match="żadnego badania"):
        display(Empty())


def test_what_is_hidden_cannot_show_even_if_its_value_came_along(made: dict[str, Simulated], shown: dict[str, list[Any]]) -> None:
    tables = made["jablonowo"]
    hidden = ~tables.estimates["status"].isin(["shown", "small"])
    assert {"base", "protected"} == set(tables.estimates.loc[hidden, "status"])
    leaked = tables.estimates.copy()
    leaked.loc[hidden, ["value", "low", "high"]] = [0.777, 0.7, 0.8]
    leaked.loc[hidden, "count"] = 3
    assert display(Opened(changed(tables, estimates=leaked))) == shown["jablonowo"]


def test_why_a_figure_is_hidden_stands_in_its_place(made: dict[str, Simulated]) -> None:
    one = results.require(made["jablonowo"], "residents")
    chosen = services.by_municipality(one)
    grid = grids.figure_grid(chosen)
    cells = {str(row[3]) for row in grid.rows}
    assert f"n{NBSP}<{NBSP}30" in cells
    assert "•" in cells
    assert "za mało odpowiedzi" in grid.note
    assert "aby nie dało się rozpoznać" in grid.note
    dots.plot_heat(chosen)


@pytest.mark.parametrize(
    ("design", "says", "never"),
    [
        ("probability", "przedziały ufności", "umowny"),
        ("quota", "Przedział umowny", "ufności"),
        ("open_link", "błędu losowania nie da się obliczyć", "ufności"),
        ("census_attempt", "odpowiedziało 50%", "Przedział umowny"),
        ("purposive", "tylko ich liczby, bez odsetków", "Przedział umowny"),
    ],
)
def test_words_on_precision_follow_from_the_design(design: str, says: str, never: str) -> None:
    said = precision.precision({"design": design, "weighted": True, "kept": 100, "population": 200, "invited": pd.NA})
    assert says in said
    assert never not in said


def test_an_unweighted_open_link_does_not_boast_of_weights() -> None:
    survey = {"design": "open_link", "weighted": False, "kept": 100, "population": 200, "invited": pd.NA}
    assert "ważeniu" not in precision.precision(survey)
    assert "po ważeniu" in precision.precision({**survey, "weighted": True})


def test_nobody_is_more_than_everybody() -> None:
    survey = {"design": "census_attempt", "weighted": False, "kept": 300, "population": 200, "invited": pd.NA}
    assert precision.reached(survey) is None
    assert precision.reached({**survey, "invited": 400}) == 0.75


def test_where_everybody_was_asked_there_are_no_intervals(made: dict[str, Simulated]) -> None:
    tables = made["jablonowo"]
    youth, residents = (select.options([results.require(tables, name)], "projects_wanted") for name in ("youth", "residents"))
    assert youth.rows["low"].isna().all()
    assert residents.known["low"].notna().all()
    assert "Od (%)" not in grids.figure_grid(youth).columns
    assert "Od (%)" in grids.figure_grid(residents).columns


def test_of_leaders_there_are_counts_and_no_percentages(made: dict[str, Simulated]) -> None:
    tables = made["jablonowo"]
    leaders = results.require(tables, "leaders")
    chosen = select.counts(leaders, ["place_good", "coop_fields"])
    grid = grids.count_grid(chosen)
    printed = " ".join([*grid.columns, grid.note, words.say_counts(chosen), words.title_counts(chosen), *(str(row) for row in grid.rows)])
    assert "%" not in printed
    assert f"{NBSP}osób)" in words.say_counts(chosen)
    assert leaders.id not in [one.id for one in results.with_shares(tables)]


def test_municipalities_stand_in_alphabetical_order_and_those_apart_are_named_by_side(made: dict[str, Simulated]) -> None:
    tables = made["jablonowo"]
    chosen = select.by_municipality(results.require(tables, "residents"), [("place_good", "top2")])
    assert list(chosen.rows["item"]) == [selection.ALL, *tables.names]
    codes = list(tables.names.index)
    rows = [("+", 0.2, 0.01), ("−", -0.2, 0.01), ("", 0.2, 0.2)]
    frame = pd.DataFrame(
        [
            {
                "kind": "rest",
                "survey": "residents",
                "other": "",
                "question": "place_good",
                "answer": "top2",
                "group": "gmina",
                "category": code,
                "value": value,
                "p_adjusted": p,
            }
            for code, (_, value, p) in zip(codes, rows, strict=False)
        ]
    )
    apart = select.by_municipality(results.require(changed(tables, differences=frame), "residents"), [("place_good", "top2")])
    assert list(apart.rows["apart"])[1:4] == [sign for sign, _, _ in rows]
    said = compared.say_municipalities(apart)
    assert f"in plus – {tables.names.iloc[0]}" in said
    assert f"in minus – {tables.names.iloc[1]}" in said
    assert str(tables.names.iloc[2]) not in said
    assert "nie stwierdzono różnicy" in said


def test_no_difference_found_is_not_called_no_difference(made: dict[str, Simulated]) -> None:
    tables = changed(made["jablonowo"], differences=made["jablonowo"].differences.head(0))
    asked = results.with_shares(tables)
    said = [
        compared.say_groups(select.tops(asked, select.COMMON)),
        compared.say_municipalities(select.by_municipality(asked[0], [("place_good", "top2")])),
        compared.say_at_risk(select.at_risk(asked[0], [("place_good", "top2")], [SimpleNamespace(id="residents", at_risk=(RISK,))])),  # type: ignore[list-item]
    ]
    for sentence in said:
        assert sentence.startswith("Nie stwierdzono różnic")
        assert "takie same" not in sentence


def test_groups_differ_in_colour_and_in_shape(made: dict[str, Simulated]) -> None:
    chosen = select.tops(results.with_shares(made["starachowice"]), select.COMMON)
    looks = [dots.LOOKS[key] for key in dict.fromkeys(chosen.rows["key"])]
    assert len(looks) == 3
    assert len({colour for colour, _ in looks}) == len({shape for _, shape in looks}) == 3


def test_a_distribution_with_a_hidden_part_has_no_bar(made: dict[str, Simulated]) -> None:
    tables = made["mg-6"]
    one = tables.estimates["question"].eq("place_good") & tables.estimates["answer"].eq("1") & tables.estimates["group"].eq("all")
    hidden = tables.estimates.copy()
    hidden.loc[one, "status"], hidden.loc[one, ["value", "low", "high"]] = "protected", np.nan
    whole, part = (
        likert.plot_likert(select.scales(results.with_shares(changed(tables, estimates=estimates)), ["place_good"]))
        for estimates in (tables.estimates, hidden)
    )
    drawn = [len([bar for bar in chart.axes[0].patches if bar.get_width() > 0]) for chart in (whole, part)]  # type: ignore[attr-defined]
    assert drawn == [5, 0]
    assert "rozkładu nie podajemy" in [text.get_text() for text in part.axes[0].texts]


def test_no_number_lies_beside_the_picture(made: dict[str, Simulated]) -> None:
    asked = results.with_shares(made["starachowice"])
    charts = [
        dots.plot_dots(select.paired(asked, ("imp_", "ważność"), ("sat_", "dobra ocena"), "Usługa")),
        dots.plot_dots(select.options(asked, "strengths")),
        likert.plot_likert(select.scales(asked, ["place_good", "change_5y"])),
        likert.plot_use(services.used(asked[0])),
        dots.plot_bars(select.several_options(asked[0], ["live_5y", "edu_plan"])),
    ]
    for chart in charts:
        chart.savefig(Path("/dev/null"), format="svg")
        width, height = chart.get_size_inches()
        box = chart.get_tightbbox()
        assert box.x0 >= -0.02
        assert box.x1 <= width + 0.02
        assert box.y0 >= -0.02
        assert box.y1 <= height + 0.02


def test_a_theme_that_nobody_has_read_is_called_a_proposal(made: dict[str, Simulated]) -> None:
    tables = made["jablonowo"]
    everyone = results.all_results(tables)
    rows = voices.themes_grid(voices.shown_themes(tables.themes), everyone).rows
    assert [row[1] for row in rows] == 2 * ["Transport", "propozycja 1", "poza tematami"]
    unread = tables.themes[tables.themes["theme"].ne(1)].assign(n=30)
    assert "nikt jeszcze nie przeczytał" in voices.say_themes(unread, everyone)
    assert voices.say_themes(tables.themes, everyone).startswith(
        "Najliczniejsze z przeczytanych tematów: „Co należałoby zmienić”, młodzież"
    )


def test_of_a_question_with_too_few_answers_no_theme_is_shown(made: dict[str, Simulated]) -> None:
    tables = made["jablonowo"]
    few = tables.themes.assign(n=tables.themes["n"].mask(tables.themes["survey"].eq("residents") & tables.themes["theme"].gt(0)))
    assert set(voices.shown_themes(few)["survey"]) == {"youth"}
    assert "Za mało odpowiedzi, aby podać tematy: „Co należałoby zmienić” (mieszkańcy)." in voices.say_themes(
        few, results.all_results(tables)
    )
    with pytest.raises(NotDelivered, match="za mało"):
        voices.shown_themes(few[few["survey"].eq("residents")])


def test_a_quote_is_shown_as_written_and_its_signs_are_not_obeyed(made: dict[str, Simulated]) -> None:
    tables = made["jablonowo"]
    quoted = tables.quotes.assign(text="Więcej *autobusów*\n# [tu](x)")
    said = voices.say_quotes(quoted, voices.shown_themes(tables.themes), results.all_results(tables))
    assert said.splitlines()[-1] == r"- Transport (młodzież): „Więcej \*autobusów\* \# \[tu\](x)”"


def test_one_answer_of_a_theme_is_quoted_and_none_of_a_theme_with_too_few(made: dict[str, Simulated]) -> None:
    tables = made["jablonowo"]
    everyone = results.all_results(tables)
    youth = {"survey": "youth", "question": "open_change"}
    quotes = pd.DataFrame([{**youth, "theme": theme, "text": text} for theme, text in ((1, "Autobus"), (1, "Pociąg"), (3, "Lekarz"))])
    named = tables.themes.assign(name=tables.themes["name"].mask(tables.themes["theme"].eq(3), "Zdrowie"))
    said = voices.say_quotes(quotes, voices.shown_themes(named), everyone)
    assert said == "Przykładowe odpowiedzi:\n\n- Transport (młodzież): „Autobus”"
    assert not voices.say_quotes(quotes.head(0), voices.shown_themes(named), everyone)


def test_rows_delivered_are_those_kept_and_those_rejected(made: dict[str, Simulated]) -> None:
    tables = made["mg-6"]
    cells = {row[1]: row[2] for row in quality.flags_grid(tables.surveys, tables.survey_flags).rows}
    assert cells["wiersze w plikach"] == cells["odrzucone"] + cells["zachowane"]


def test_weighting_tells_its_cost(made: dict[str, Simulated]) -> None:
    tables = made["mg-6"]
    assert "o 23% mniej" in quality.say_weighting(tables.surveys, tables.weighting_notes)  # 1 - 1 / 1.3
    weights = quality.weights_grid(tables.surveys, tables.weighting_units, tables.names)
    assert [weights.rows[0][i] for i in (5, 6)] == [0.4, 3.1]
    grid = quality.margins_grid(tables.surveys, tables.weighting)
    assert [row[3:6] for row in grid.rows] == [[52.0, 64.0, 52.0], [48.0, 36.0, 48.0], [15.0, "•", "•"]]


def test_unknown_answers_are_one_sentence_and_what_was_not_weighted_is_said_once(made: dict[str, Simulated]) -> None:
    tables = made["jablonowo"]
    book = tables.codebook("residents")
    text = notes.unknown([([book.question("gmina")], 2), ([book.question("sex")], 14)])
    rows = [("residents", "unknown", text), ("leaders", "not weighted", notes.PURPOSIVE)]
    frame = pd.DataFrame(rows, columns=["survey", "kind", "text"])
    said = quality.say_weighting(tables.surveys, frame).replace(NBSP, " ")
    assert "potrzebna do ważenia: gmina (mniej niż 10 osób), płeć (około 10 osób). Osoby te ważono według pozostałych" in said
    assert said.count("nie jest znana") + said.count("Nie jest znana") == 1
    assert said.lower().count("nie ważono") == 2  # youth, leaders
    assert "**Badanie liderów** – odpowiedzi nie ważono: respondentów dobrano celowo" in said


def test_how_far_results_move_without_careless_answers_counts_published_shares_only(made: dict[str, Simulated]) -> None:
    tables = made["jablonowo"]
    keys = {"survey": "residents", "answer": "top2", "status": "shown", "group": "all", "category": ""}
    values = [("place_good", 0.50, 0.52), ("change_5y", 0.30, 0.25), ("sat_overall", 0.90, 0.10)]
    rows = [
        {**keys, "question": name, "group": group, "value": v}
        for name, *pair in values
        for group, v in zip(("all", "unflagged"), pair, strict=True)
    ]
    rows[-1]["status"] = "protected"
    frame = pd.concat([tables.estimates.head(0), pd.DataFrame(rows)], ignore_index=True)
    said = quality.say_unflagged(results.all_results(changed(tables, estimates=frame))).replace(NBSP, " ")
    assert said.count("\n") == 0
    assert (
        "najwyżej o 5 p.p. (pytanie „Jak w ciągu ostatnich 5 lat zmieniły się warunki życia w Pana/Pani gminie?”); porównano 2 odsetki."
        in said
    )


def test_a_title_claims_a_difference_only_where_the_test_found_one(made: dict[str, Simulated]) -> None:
    tables = made["jablonowo"]
    declared: Any = [SimpleNamespace(id="residents", at_risk=(RISK,))]
    keys = {"kind": "at_risk", "survey": "residents", "other": "", "question": "place_good", "answer": "top2", "group": "at_risk"}
    found = {**keys, "category": "poor", "value": -0.2, "low": -0.3, "high": -0.1}
    titles = []
    for p in (0.2, 0.01):
        differences = pd.DataFrame([{**found, "p_adjusted": p}])
        one = results.require(changed(tables, differences=differences), "residents")
        titles.append(compared.title_at_risk(select.at_risk(one, [("place_good", "top2")], declared)))
    assert titles[0] == "Nie stwierdzono różnic między osobami zagrożonymi marginalizacją a pozostałymi"
    assert titles[1].startswith("„Dobre miejsce do życia i rozwoju” – osoby w złej sytuacji materialnej ")


def test_where_intervals_overlap_there_is_no_gap(made: dict[str, Simulated]) -> None:
    chosen = select.paired([results.require(made["mg-6"], "residents")], ("imp_", "ważność"), ("sat_", "dobra ocena"), "Usługa")
    rows = chosen.rows[chosen.rows["item"].eq(chosen.rows["item"].iloc[0])].head(2)
    for high, says in ((0.45, "Największa różnica: wśród mieszkańców"), (0.55, "W żadnej sprawie")):
        pair = rows.assign(status="shown", value=[0.6, 0.4], low=[0.5, 0.3], high=[0.7, high])
        assert service_words.say_gap(dataclasses.replace(chosen, rows=pair)).startswith(says)


def test_only_the_three_clearest_differences_are_told(made: dict[str, Simulated]) -> None:
    tables = made["mg-6"]
    chosen = services.by_municipality(results.require(tables, "residents"))
    gaps = [0.0] * len(chosen.rows)
    known = list(chosen.known.index[:5])
    for i, gap in zip(known, (0.1, 0.5, 0.3, 0.4, 0.2), strict=True):
        gaps[i] = gap
    rows = chosen.rows.assign(gap=gaps, apart=["+" if gap else "" for gap in gaps])
    said = compared.say_municipalities(dataclasses.replace(chosen, rows=rows)).replace(NBSP, " ")
    assert said.count("%") == 3
    assert "oraz 2 inne wyniki." in said
    for i in (known[0], known[4]):
        assert f"{rows.loc[i, 'series']} („{rows.loc[i, 'item']}”" not in said


def test_the_design_is_named_where_the_mode_does_not_name_it(made: dict[str, Simulated]) -> None:
    surveys = made["jablonowo"].surveys.assign(mode=["ankieta w szkołach", "ankieta internetowa, otwarty odnośnik", "wywiady"])
    rows = grids.surveys_grid(surveys).rows
    assert [row[2] for row in rows] == [
        "ankieta w szkołach; zaproszono wszystkich",
        "ankieta internetowa, otwarty odnośnik; odpowiadali chętni",
        "wywiady; dobór celowy",
    ]
    assert str(rows[0][1]).replace(NBSP, " ") == "4 stycznia – 5 lutego 2021 r."


def test_tests_are_said_to_treat_answers_as_a_random_sample_unless_they_are_one(made: dict[str, Simulated]) -> None:
    one = results.require(made["jablonowo"], "youth")
    drawn = dataclasses.replace(one, survey=one.survey.replace("census_attempt", "probability"))
    assert "jak próbę losową" in precision.how_tested([one])
    assert "jak próbę losową" in precision.how_tested([one, drawn], intervals=True)
    assert precision.how_tested([drawn]) == "test z poprawką Holma"


def test_how_many_answered_names_the_groups(made: dict[str, Simulated]) -> None:
    tables = made["jablonowo"]
    assert words.answers_count(tables.surveys) == "311 (młodzież), 402 (mieszkańcy), 38 (liderzy)"
    chosen = select.options(results.with_shares(tables), "strengths")
    assert re.fullmatch(r"\d+ \(mieszkańcy\), \d+ \(młodzież\)", precision.asked_count(chosen))


def test_the_question_as_asked_stands_under_its_figure(made: dict[str, Simulated]) -> None:
    one = results.require(made["starachowice"], "youth")
    note = precision.remarks(select.paired([one], ("pull_", "zachęca"), ("push_", "zniechęca"), "Sprawa"))
    assert "„W jakim stopniu zachęca Pana/Panią do życia w swojej gminie…?”" in note
    assert "Można było wybrać kilka odpowiedzi" in precision.remarks(select.options([one], "return_if"))
