"""Tables of surveys as `prepare` stores them, simulated from the real questionnaires: synthetic, seeded, every status occurs."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from diagnoza.surveys.codebook import Codebook, load_codebooks
from diagnoza.tables import check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diagnoza.surveys.codebook import Question

FOLDER = Path(__file__).parents[1] / "params" / "questionnaires"
BOOKS = load_codebooks(FOLDER)
FIGURES = ("n", "count", "n_eff", "value", "se", "low", "high", "status", "minimum")
SURVEYS = {  # id: design, answers, population
    "mg-6": {"residents": ("open_link", 912, 150_000)},
    "jablonowo": {"youth": ("census_attempt", 311, 402), "residents": ("open_link", 402, 20_000), "leaders": ("purposive", 38, None)},
    "starachowice": {"youth": ("census_attempt", 420, 1_100), "entrepreneurs": ("quota", 92, 4_800), "seniors": ("open_link", 205, 13_000)},
}
NAMES = {
    "mg-6": {
        "0801022": "Bogdaniec",
        "0801032": "Deszczno",
        "0861011": "Gorzów Wielkopolski",
        "0801042": "Kłodawa",
        "0801052": "Lubiszyn",
        "0801062": "Santok",
    },
    "jablonowo": {"0402022": "Bobrowo", "0402042": "Brzozie", "0402073": "Jabłonowo Pomorskie", "0412062": "Wąpielsk"},
    "starachowice": {"2611011": "Starachowice"},
}
TITLES = {"youth": "Badanie młodzieży", "residents": "Badanie opinii mieszkańców", "leaders": "Badanie liderów",
          "entrepreneurs": "Badanie przedsiębiorców", "seniors": "Badanie seniorów"}  # fmt: skip


@dataclass(frozen=True)
class Simulated:
    """A partnership with simulated tables."""

    names: pd.Series
    surveys: pd.DataFrame
    estimates: pd.DataFrame
    differences: pd.DataFrame
    weighting_units: pd.DataFrame
    weighting: pd.DataFrame
    weighting_notes: pd.DataFrame
    survey_flags: pd.DataFrame
    themes: pd.DataFrame
    quotes: pd.DataFrame
    books: dict[str, Codebook] = field(default_factory=lambda: BOOKS)

    def codebook(self, survey: str) -> Codebook:
        return self.books[survey]


def simulate(partnership: str) -> Simulated:
    """Make all tables of one partnership."""
    names = pd.Series(NAMES[partnership])
    rng = np.random.default_rng(7)
    made = SURVEYS[partnership]
    surveys = pd.DataFrame([_survey(name, *made[name]) for name in made])
    estimates = pd.DataFrame([row for name in made for row in _estimates(name, *made[name][:2], list(names.index), rng)])
    differences = pd.DataFrame(_differences(estimates, made), columns=DIFFERENCE)
    units = [
        {
            "survey": name,
            "teryt": code,
            "n": pd.NA if i == 1 and len(names) > 2 else made[name][1] // len(names),
            "n_eff": 20.0,
            "deff": 1.2,
        }
        for name in made
        for i, code in enumerate(names.index)
    ]
    parts = {
        "surveys": surveys,
        "estimates": estimates,
        "differences": differences,
        "weighting_units": pd.DataFrame(units),
        "weighting": _weighting(made),
        "weighting_notes": pd.DataFrame(
            {
                "survey": list(made),
                "kind": "joined",
                "text": "Połączono grupy wieku 60–69 lat i 70–79 lat, bo w drugiej odpowiedziało za mało osób.",
            }
        ),
        "survey_flags": pd.DataFrame([{"survey": name, "flag": "te same odpowiedzi w całej tabeli pytań", "rows": 12} for name in made]),
        "themes": _themes(made),
        "quotes": pd.DataFrame(
            {"survey": [next(iter(made))], "question": ["open_change"], "theme": [1], "text": ["Więcej autobusów * po 18 [i w weekendy]"]}
        ),
    }
    return Simulated(names=names, **{name: check(table, name, file="simulated") for name, table in parts.items()})


def _survey(name: str, design: str, kept: int, population: int | None) -> dict[str, Any]:
    weighted = design in {"open_link", "quota"}
    return {
        "survey": name, "title": TITLES[name], "group": name, "questionnaire": name, "design": design, "mode": "ankieta internetowa",
        "start": "2021-01-04", "end": "2021-02-05", "delivered": kept + 31, "kept": kept,
        "population": pd.NA if population is None else population, "invited": pd.NA, "weighted": weighted,
        "n_eff": kept / 1.3 if weighted else float(kept), "deff": 1.3 if weighted else 1.0, "low_weight": 0.4 if weighted else 1.0,
        "high_weight": 3.1 if weighted else 1.0, "capped": 0.02 if weighted else 0.0,
    }  # fmt: skip


def _estimates(name: str, design: str, n: int, codes: list[str], rng: np.random.Generator) -> Iterator[dict[str, Any]]:
    places = (
        [("gmina", code, max(6, round(n * share))) for code, share in zip(codes, _sizes(len(codes)), strict=True)] if len(codes) > 1 else []
    )
    groups = [("all", "", n), *places]
    if name == "residents":
        groups += [("at_risk", "poor", n // 9), ("at_risk", "other:poor", n - n // 9), ("unflagged", "", n - 12)]
    for question in BOOKS[name].questions:
        base = 0.35 if question.base else 0.96
        for group, category, size in groups:
            for answer, value in _shares(question, rng):
                if question.kind == "scale" and group != "all" and answer not in {"top2", "bottom2", "mean"}:
                    continue
                key = {"survey": name, "question": question.id, "answer": answer, "group": group, "category": category}
                yield {**key, **_figure(round(size * base), value, design, rng)}


def _sizes(n: int) -> list[float]:
    sizes = np.linspace(1.0, 0.12, n)
    return [float(one) for one in sizes / sizes.sum()]


def _shares(question: Question, rng: np.random.Generator) -> list[tuple[str, float]]:
    if question.kind == "scale":
        parts = rng.dirichlet(np.full(len(question.options), 3.0))
        ordered = parts if question.direction != "down" else parts[::-1]
        best = 1 if len(parts) == 3 else 2
        codes = list(zip(question.codes, map(float, parts), strict=True))
        return [*codes, ("top2", float(ordered[-best:].sum())), ("bottom2", float(ordered[:best].sum()))]
    if question.kind == "single":
        return list(zip(question.codes, map(float, rng.dirichlet(np.full(len(question.options), 1.2))), strict=True))
    if question.kind == "place":
        return [("outside", float(rng.beta(2, 4)))]
    if question.kind == "multiple":
        return [(code, float(rng.beta(1.3, 4))) for code in question.codes]
    return []


def _figure(n: int, value: float, design: str, rng: np.random.Generator) -> dict[str, Any]:
    nothing = dict.fromkeys(FIGURES, np.nan) | {"n": n, "count": pd.NA, "status": "protected", "minimum": pd.NA}
    if n >= 30 and (round(n * value) < 5 or rng.random() < 0.01):
        return nothing
    if design == "purposive":
        return nothing | {"count": round(n * value), "status": "small" if n < 100 else "shown"}
    if n < 30:
        return nothing | {"n": pd.NA, "status": "base", "minimum": 30}
    se = float(np.sqrt(value * (1 - value) / (n / 1.3)))
    low, high = max(0.0, value - 1.96 * se), min(1.0, value + 1.96 * se)
    return dict(zip(FIGURES, [n, pd.NA, n / 1.3, value, se, low, high, "small" if n < 100 else "shown", pd.NA], strict=True))


DIFFERENCE = [
    "kind", "survey", "other", "question", "answer", "group", "category",
    "value", "se", "low", "high", "p", "p_adjusted", "family", "effect",
]  # fmt: skip


def _differences(estimates: pd.DataFrame, made: dict[str, Any]) -> Iterator[list[Any]]:
    known = estimates[estimates["status"].isin(["shown", "small"]) & estimates["value"].notna()]
    overall = known[known["group"].eq("all")].set_index(["survey", "question", "answer"])["value"]
    for row in known[known["group"].isin(["gmina", "at_risk"]) & ~known["category"].str.startswith("other:")].to_dict("records"):
        value = row["value"] - overall.get((row["survey"], row["question"], row["answer"]), np.nan)
        kind = "rest" if row["group"] == "gmina" else "at_risk"
        if not np.isnan(value):
            yield _difference(kind, row["survey"], "", row, value, row["se"])
    shares = [name for name in made if made[name][0] != "purposive"]
    for (survey, question, answer), value in overall.items():
        for other in shares[shares.index(survey) + 1 :]:
            if (other, question, answer) in overall.index:
                row = {"question": question, "answer": answer, "group": "all", "category": ""}
                yield _difference("survey", survey, other, row, value - overall[(other, question, answer)], 0.04)


def _difference(kind: str, survey: str, other: str, row: dict[str, Any], value: float, se: float) -> list[Any]:
    p = 0.001 if abs(value) > 3 * se else 0.4
    key = [kind, survey, other, row["question"], row["answer"], row["group"], row["category"]]
    return [*key, value, se, value - 1.96 * se, value + 1.96 * se, p, p, "simulated", 2 * value]


def _weighting(made: dict[str, Any]) -> pd.DataFrame:
    rows = [
        ("sex", "female", "Kobieta", 10_000, 250, 0.52, 0.64, 0.52),
        ("sex", "male", "Mężczyzna", 9_000, 140, 0.48, 0.36, 0.48),
        ("age_group", "18_29", "18–29 lat", 3_000, pd.NA, 0.15, np.nan, np.nan),
    ]
    columns = ["margin", "category", "label", "total", "n", "target", "before", "after"]
    frame = pd.DataFrame([{"survey": name, **dict(zip(columns, row, strict=True))} for name in made for row in rows])
    return frame.assign(total=frame["total"].astype(float), source="GUS, ludność według płci i wieku", origin="real")


def _themes(made: dict[str, Any]) -> pd.DataFrame:
    rows = [
        (0, "", "", 20),
        (1, "Transport", "autobus, dojazd, przystanek", 58),
        (2, "", "droga, chodnik, dziura", 41),
        (3, "", "lekarz", pd.NA),
    ]
    columns = ["theme", "name", "words", "n"]
    return pd.DataFrame(
        [
            {"survey": name, "question": "open_change", **dict(zip(columns, row, strict=True)), "answered": 180}
            for name in list(made)[:2]
            for row in rows
        ]
    )
