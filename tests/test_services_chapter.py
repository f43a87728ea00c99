"""The chapter on services: every gap, priority and topic can be traced to the tables behind it, and nothing hidden shows."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from diagnoza.catalogue import SECTORS, Scope, read_services
from diagnoza.errors import NotApplicable, NotDelivered
from diagnoza.partnership import load_partnership
from diagnoza.pieces import Drawn, Said, Tabulated
from diagnoza.polish import NBSP
from diagnoza.report import show
from diagnoza.services import causes as named
from diagnoza.services import completeness, gap, ipa, practices, priority, remedies, servqual, supply, training
from diagnoza.services.comparison import read_comparison
from diagnoza.services.inventory import read_inventory
from diagnoza.services.perception import perceive, publish
from diagnoza.services.published import forum, grids, matrices, select, texts
from diagnoza.services.resources import RESOURCES
from diagnoza.services.told import read_practices
from diagnoza.survey_params import Minimum
from diagnoza.tables.gaps import Disagreements
from diagnoza.teryt import REGISTER, Register
from gap_samples import random_ratings
from report_samples import SYNTHETIC, Stage, small_chart, small_grid

ROOT = Path(__file__).parents[1]
CHAPTER = ROOT / "notebooks" / "04-services.ipynb"
SERVICES = read_services(ROOT / "params" / "questionnaires" / "bank.yaml")
SECTORS_HERE = ("edukacja", "kultura", "sprawy_spoleczne", "transport")
STUDIED = [one.id for one in SERVICES.values() if one.field in SECTORS_HERE]
ASKED = [service for service in STUDIED if service != "rail"]
NAMES = {
    "0801022": "Bogdaniec",
    "0801032": "Deszczno",
    "0861011": "Gorzów Wielkopolski",
    "0801042": "Kłodawa",
    "0801052": "Lubiszyn",
    "0801062": "Santok",
}
TWINS = {code: f"{code[:2]}9{code[3:]}" for code in NAMES}  # municipalities that do not exist
PARTNERSHIPS = {
    "one": {"0861011": "Gorzów Wielkopolski"},
    "six": NAMES,
    "twelve": NAMES | {TWINS[code]: f"{name} Drugi" for code, name in NAMES.items()},
}
RANGE = r" \((.+)–(.+)\)$"


@dataclass(frozen=True)
class Opened:
    """A partnership as a notebook opens it, with a random survey and the synthetic inventory of MG-6."""

    names: pd.Series
    tables: dict[str, pd.DataFrame]
    sectors: tuple[str, ...] = SECTORS_HERE
    service_labels: dict[str, str] = field(default_factory=lambda: {one.id: one.label for one in SERVICES.values()})
    service_fields: dict[str, str] = field(default_factory=lambda: {one.id: one.field for one in SERVICES.values()})

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in self.tables:
            msg = f"Nie dostarczono tabeli {name}."
            raise NotDelivered(msg)
        return self.tables[name]

    @property
    def servqual(self) -> pd.DataFrame:
        raise NotApplicable(servqual.NOT_ASKED)

    def sources(self, names: Any) -> list[Any]:
        assert list(names) == ["delivery:inventory"]
        return [SYNTHETIC]

    def survey_sources(self, names: Any) -> list[Any]:
        assert set(names) == {"residents"}
        return [SYNTHETIC]


@pytest.fixture(scope="module")
def inventoried() -> dict[str, pd.DataFrame]:
    loaded = load_partnership("mg-6", ROOT)
    scope = Scope(loaded.municipalities, Register.load(ROOT / REGISTER), SERVICES, loaded.providers)
    raw = ROOT / "data" / "raw" / "mg-6"
    return {
        "inventory": read_inventory(raw / "inventory.xlsx", scope).table,
        "comparison": read_comparison(raw / "inventory.xlsx", scope).table,
        "practices": read_practices(raw / "practices.csv", scope).table,
    }


def tabulated(given: dict[str, pd.DataFrame], codes: list[str], n: int) -> dict[str, pd.DataFrame]:
    """Go from the inventory and a random survey to all tables of the chapter, as `prepare` does."""
    twins = given["inventory"].assign(teryt=given["inventory"]["teryt"].replace(TWINS))
    everybody = pd.concat([given["inventory"], twins[twins["teryt"].isin(list(TWINS.values()))]], ignore_index=True)
    inventory = everybody[everybody["teryt"].isin(codes) | everybody["teryt"].str.len().eq(4)]
    parts = supply.supply_parts(inventory, given["comparison"], codes, STUDIED)
    scored = supply.supply(parts, inventory, codes, STUDIED)
    answers = random_ratings(3, tuple(codes), tuple(ASKED), n=n)
    perceived = perceive(answers, replicates=100)
    perception = publish(perceived, Minimum(), sensitive=["social_help"])
    found_gaps = gap.gaps(perception, scored, pd.Series(range(1000, 1000 + len(codes)), index=codes, dtype=float))
    weighed = priority.priorities(perceived, perception, found_gaps)
    cases = named.cases(found_gaps, weighed)
    barriers = [
        ("", service, code, share) for service in ASKED for code, share in (("no_information", 0.3), ("queue", 0.4), ("price", 0.1))
    ]
    because = named.causes(cases, inventory, parts, pd.DataFrame(barriers, columns=["teryt", "service", "barrier", "share"]))
    used = completeness.service_use(inventory)
    return {
        "surveys": pd.DataFrame({"survey": ["residents"], "group": ["residents"]}),
        "inventory": inventory,
        "completeness": completeness.completeness(inventory, codes, STUDIED),
        "supply": scored,
        "service_use": used,
        "perception": perception,
        "gaps": found_gaps,
        "priorities": weighed,
        "ipa": ipa.ipa(perception),
        "disagreements": pd.DataFrame(columns=list(Disagreements.to_schema().columns)),
        "causes": because,
        "remedies": remedies.remedies(cases, because),
        "training": training.topics(cases, because, inventory),
        "good_practices": practices.cards(
            given["practices"][given["practices"]["teryt"].isin(codes)], practices.better(perceived, found_gaps, used), found_gaps
        ),
    }


@pytest.fixture(scope="module")
def opened(inventoried: dict[str, pd.DataFrame]) -> dict[str, Opened]:
    return {
        name: Opened(pd.Series(names), tabulated(inventoried, list(names), 45 if name == "six" else 60))
        for name, names in PARTNERSHIPS.items()
    }


def display(case: Any) -> list[Any]:
    """Run the chapter; give what it displays, with the headings of the notebook."""
    stage, names = Stage(), dict[str, Any]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("diagnoza.report.output.display", stage.display)
        patch.setattr("diagnoza.case.open_case", lambda _: case)
        for cell in json.loads(CHAPTER.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)  # noqa: S102  (the notebook, as its kernel does it)
    return stage.shown


@pytest.fixture(scope="module")
def shown(opened: dict[str, Opened]) -> dict[str, list[Any]]:
    return {name: display(case) for name, case in opened.items()}


def text_of(shown: list[Any]) -> str:
    return "\n".join(one.get("text/markdown") or one["text/html"] for one in shown).replace(NBSP, " ")


def records(shown: list[Any]) -> dict[str, dict[str, Any]]:
    found = [one["application/vnd.diagnoza+json"] for one in shown if "text/html" in one]
    return {f"{one['kind']} {one['key']}": one for one in found}


def table(shown: list[Any], key: str) -> pd.DataFrame:
    """Give the rows of a table, or of the numbers under a figure, as they are printed."""
    [one] = [one for name, one in records(shown).items() if name.endswith(f"-{key}")]
    return pd.DataFrame(one["grid"]["rows"], columns=one["grid"]["columns"])


def number(text: object) -> float:
    return float(re.sub(RANGE, "", str(text)).replace(NBSP, "").replace(",", ".").replace("−", "-"))


def codes(case: Opened) -> dict[str, str]:
    whole = {"Partnerstwo": ""} if len(case.names) > 1 else {str(case.names.iloc[0]): ""}
    return {str(name): str(code) for code, name in case.names.items()} | whole


def ids(case: Opened) -> dict[str, str]:
    return {label: service for service, label in case.service_labels.items()}


def gap_rows(case: Opened, output: list[Any]) -> pd.DataFrame:
    """Give the rows of the gap tables of all sectors, with codes."""
    keys = [f"services-{sector.replace('_', '-')}-gap" for sector in case.sectors]
    notes = {key: next(one["grid"]["note"] for name, one in records(output).items() if name.endswith(key)) for key in keys}
    rows = pd.concat([table(output, key).assign(note=notes[key]) for key in keys], ignore_index=True)
    return rows.assign(teryt=rows["Gmina"].map(codes(case)), service=rows["Usługa"].map(ids(case)))


def reason(row: dict[Any, Any]) -> str:
    """Look up in the note what the letter behind "nie oceniono" means."""
    [letter] = re.findall(r"^nie oceniono \(([a-z])\)$", row["Rodzaj luki jakościowej"])
    [why] = re.findall(rf" \({letter}\) ([^.]*)\.", row["note"])
    return str(why)


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_one_chapter_serves_one_municipality_and_twelve(name: str, opened: dict[str, Opened], shown: dict[str, list[Any]]) -> None:
    output = shown[name]
    assert not re.search(r"\b(nan|None|<NA>|inf)\b", text_of(output))
    assert {"figure fig-services-completeness", "figure fig-services-gaps", "table tab-services-forum"} <= set(records(output))
    for service in STUDIED:
        assert opened[name].service_labels[service] in text_of(output)
    rows = table(output, "services-gaps")
    assert set(rows["Gmina"]) == (set(opened[name].names) | {"Partnerstwo"} if name != "one" else set(opened[name].names))


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_every_sector_is_studied_in_the_same_order_with_four_tables_or_figures_at_most(name: str, shown: dict[str, list[Any]]) -> None:
    text = [one.get("text/markdown", "") for one in shown[name]]
    starts = [text.index(f"### {SECTORS[sector].capitalize()}") for sector in SECTORS_HERE]
    assert starts == sorted(starts)
    for start, end in zip(starts, [*starts[1:], starts[-1] + 8], strict=True):
        study = shown[name][start:end]
        keys = [one["application/vnd.diagnoza+json"]["key"] for one in study if "text/html" in one and "forum" not in one["text/html"][:60]]
        parts = [key.rsplit("-", 1)[1] for key in keys if key != "tab-services-training"]
        assert parts in (["inventory", "needs", "gap", "proposals"], ["inventory", "needs", "gap"])


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_every_gap_can_be_traced_to_the_inventory_and_the_survey(name: str, opened: dict[str, Opened], shown: dict[str, list[Any]]) -> None:
    case = opened[name]
    scores = case.supply.set_index(["teryt", "service"])["score"]
    met = case.perception.set_index(["teryt", "service"])["needs_met"]
    rows = gap_rows(case, shown[name])
    assert len(rows) == len(STUDIED) * (len(case.names) + 1 if len(case.names) > 1 else 1)
    assessed = 0
    for row in rows.to_dict("records"):
        key, told = (row["teryt"], row["service"]), row["Rodzaj luki jakościowej"]
        if row["teryt"] and row["Zasoby (Z)"] != "nie oceniono":
            assert number(row["Zasoby (Z)"]) == pytest.approx(scores[key], abs=0.0501)
        if row["Zaspokojenie potrzeb (N)"] != "nie oceniono":
            assert number(row["Zaspokojenie potrzeb (N)"]) == met[key]
        if told.startswith("nie oceniono"):
            assert len(reason(row)) > len("nie oceniono")
            continue
        needs = met["", row["service"]] if told.endswith(f"({texts.ALL})") else number(row["Zaspokojenie potrzeb (N)"])
        kind = gap.KIND_OF[number(row["Zasoby (Z)"]) >= 50, needs >= 50]
        assert told.startswith(gap.KINDS[kind])
        assessed += 1
    assert assessed > len(rows) / 3


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_every_priority_can_be_worked_out_from_its_own_row(name: str, shown: dict[str, list[Any]], opened: dict[str, Opened]) -> None:
    rows = table(shown[name], "services-priorities")
    known = rows[~rows["Uwaga"].str.startswith("nie oceniono")]
    assert len(known) >= 5
    for row in known.to_dict("records"):
        importance, needs = float(row["Ważność (I)"]), float(row["Zaspokojenie potrzeb (N)"])
        assert number(row["Priorytet (przedział)"]) == pytest.approx(importance * max(0, importance - needs) / 100, abs=0.0501)
    told = gap_rows(opened[name], shown[name])
    shown_there = told[told["teryt"].eq("")].set_index("Usługa")["Priorytet (przedział)"]
    assert known.set_index("Usługa")["Priorytet (przedział)"].to_dict().items() <= shown_there.to_dict().items()


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_every_topic_has_a_cause_in_its_sector_and_no_training_follows_from_a_shortage(
    name: str, opened: dict[str, Opened], shown: dict[str, list[Any]]
) -> None:
    case, output = opened[name], shown[name]
    proposals = pd.concat([table(output, key.split("-", 1)[1]) for key in records(output) if key.endswith("-proposals")])
    short = proposals[proposals["Przyczyna"].isin(RESOURCES.values())]
    assert len(short)
    assert not short["Propozycje"].str.contains("szkoleni").any()
    trained = proposals[proposals["Propozycje"].str.contains("szkoleni")]
    assert trained["Podstawa"].str.contains("„").all()  # residents name it
    topics = table(output, "services-training")
    assert len(topics) == len(case.training) > 0
    for row, topic in zip(topics.to_dict("records"), case.training.to_dict("records"), strict=True):
        cause = named.TRAINABLE[topic["cause"]]
        for label in [case.service_labels[one] for one in topic["services"].split("; ")]:
            [behind] = trained[trained["Usługa"].eq(label) & trained["Przyczyna"].eq(cause)].to_dict("records")
            assert set(behind["Gminy"].split(", ")) & set(row["Gminy"].split(", "))
        assert set(row["Jednostki"].split("; ")) <= set(case.inventory["provider"])
        assert topic["topic"] in text_of(output[-8:])


def test_a_figure_whose_status_hides_it_does_not_show_even_if_it_came_along(opened: dict[str, Opened]) -> None:
    case = opened["six"]
    perception = case.perception.copy()
    hidden = ~perception["status"].isin(["shown", "small"])
    assert hidden.any()
    columns = ["needs_met", "needs_low", "needs_high", "satisfaction"]
    perception[columns] = perception[columns].mask(hidden, 33.125)
    grid, clean = (grids.perception_grid(select.published(one), case.names, case.service_labels) for one in (perception, case.perception))
    assert grid.rows == clean.rows
    assert texts.FEW in {cell for row in grid.rows for cell in row}


def test_protected_figures_are_dots(opened: dict[str, Opened]) -> None:
    case = opened["six"]
    perception = case.perception.assign(status="protected")
    rows = grids.perception_grid(select.published(perception), case.names, case.service_labels).rows
    assert {cell for row in rows for cell in row[3:7]} == {texts.DOT}


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_the_two_gaps_are_named_apart_everywhere(name: str, shown: dict[str, list[Any]]) -> None:
    text = text_of(shown[name])
    assert servqual.NOT_ASKED in text
    named_gaps = re.findall(r"\b[Ll]uk(?:a|i|ę|ą)?\*{0,2}\b[ .,;:]+(\w+)", re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL))
    allowed = r"(jakościow|organizacyjn|zasobow|SERVQUAL)"
    assert len(named_gaps) > 20
    assert [word for word in named_gaps if not re.match(allowed, word)] == []


def test_a_kind_is_a_letter_and_what_is_not_assessed_says_which_side_is_not_known(opened: dict[str, Opened]) -> None:
    case = opened["six"]
    kinds = select.kinds(case.gaps, case.remedies)
    chart = matrices.plot_kinds(kinds, case.names, case.service_labels)
    written = [one.get_text() for one in chart.axes[0].texts]
    assert len(written) == len(kinds)
    letters = "".join(matrices.LETTERS.values())
    assert all(re.fullmatch(rf"[{letters}]\??|\([{letters}]\)|bez\n(Z|N|Z{NBSP}i{NBSP}N)", one) for one in written)
    unknown = kinds[kinds["shown"].eq("unassessed")]
    assert sum(one.startswith("bez") for one in written) == len(unknown)
    assert unknown["reason"].ne("").all()


def test_own_supply_is_set_against_all_residents_only_where_own_answers_are_too_few(opened: dict[str, Opened]) -> None:
    kinds = select.kinds(opened["six"].gaps, opened["six"].remedies)
    lent = kinds[kinds["borrowed"]]
    assert len(lent)
    assert lent["needs_met"].isna().all()
    assert lent["supply"].notna().all()
    assert (kinds.loc[~kinds["borrowed"], "shown"] == kinds.loc[~kinds["borrowed"], "kind"]).all()


def test_a_service_that_nobody_was_asked_about_is_not_scored_and_says_so(shown: dict[str, list[Any]], opened: dict[str, Opened]) -> None:
    rows = gap_rows(opened["six"], shown["six"])
    rail = rows[rows["service"].eq("rail")]
    assert all("nie pytano" in reason(row) for row in rail.to_dict("records"))
    assert set(rail["Priorytet (przedział)"]) == {"nie oceniono"}


def test_names_of_practices_are_text_and_not_markdown(opened: dict[str, Opened]) -> None:
    case = opened["six"]
    told = case.good_practices.assign(done="*mocno* [x](#y)")
    said = forum.say_practices(replace(case, tables=case.tables | {"good_practices": told}), STUDIED)
    assert r"\*mocno\* \[x\](\#y)" in said


def test_without_an_inventory_the_chapter_is_one_sentence_and_without_a_survey_it_still_tells_what_is_known(
    opened: dict[str, Opened],
) -> None:
    case = opened["one"]
    with pytest.raises(NotDelivered, match="inventory"):
        display(replace(case, tables={}))
    known = {name: case.tables[name] for name in ("inventory", "completeness", "supply", "service_use")}
    output = display(replace(case, tables=known))
    assert list(records(output)) == ["figure fig-services-completeness"]
    assert "Nie dostarczono tabeli gaps" in text_of(output)


def test_pieces_are_shown_in_their_order() -> None:
    stage = Stage()
    about: dict[str, Any] = {"title": "Tytuł", "sources": [SYNTHETIC], "n": "2 gminy"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("diagnoza.report.output.display", stage.display)
        show(
            [
                Said("### Sektor"),
                Tabulated(small_grid(), key="one", **about),
                Drawn(small_chart(), small_grid(), key="two", alt="Wykres trzech wartości.", **about),
            ]
        )
    assert stage.shown[0]["text/markdown"] == "### Sektor"
    assert list(records(stage.shown)) == ["table tab-one", "figure fig-two"]


def test_ratings_of_officials_leaders_and_residents_stand_side_by_side() -> None:
    rows = [("bus", "officials", 25, 11, 0.3), ("bus", "leaders", 73, 15, 0.3), ("rail", "leaders", None, None, None)]
    table = pd.DataFrame(rows, columns=["service", "who", "n", "count", "residents"]).assign(value=np.nan, difference=np.nan)
    grid = grids.disagreements_grid(table, {"bus": "Autobus", "rail": "Kolej"})
    assert grid.rows == [["Autobus", "11 z 25", "15 z 73", 30.0], ["Kolej", grids.NOT_RATED, texts.FEW, None]]


def test_a_range_that_is_not_known_is_left_out() -> None:
    assert texts.ranged(41.94, np.nan, np.nan, 1) == "41,9"
    assert texts.cell(41.94, np.nan, np.nan, 1) == 41.9
    assert texts.ranged(41.94, 35.1, 47.4, 1) == "41,9 (35,1–47,4)"
