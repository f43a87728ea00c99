"""What params say of a survey against its questionnaire, and what becomes of surveys that cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from diagnoza.errors import DiagnozaError, ProblemsError
from diagnoza.partnership import load_partnership
from diagnoza.prepare.partnership import check
from diagnoza.surveys.tabulate import adults, read_survey, read_surveys

if TYPE_CHECKING:
    from pathlib import Path


def change(project: Path, old: str, new: str) -> None:
    """Change the params of Jabłonowo."""
    params = project / "params/jablonowo.yaml"
    text = params.read_text("utf-8")
    assert old in text
    params.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(project: Path) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        read_surveys(load_partnership("jablonowo", project), project)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "groups: [gmina, sex, school_type]",
            "groups: [gmina, sex, school_typ]",
            "survey youth, groups: no question 'school_typ'. Write one of those of params/questionnaires/youth.yaml: school_type.",
        ),
        (
            'question: mat_situation, codes: ["1", "2"]',
            'question: mat_situation, codes: ["1", "9"]',
            "survey youth, at_risk: 'mat_situation' has no answer '9'. Write one of those of params/questionnaires/youth.yaml: 1, 2, 3",
        ),
        (
            'question: mat_situation, codes: ["1", "2"]',
            'question: commute_min, codes: ["90"]',
            "survey youth, at_risk: 'commute_min' is answered in words or numbers. Name a question whose answers have codes.",
        ),
        (
            "questionnaire: youth",
            "questionnaire: pupils",
            "survey youth: no questionnaire 'pupils'. Write one of entrepreneurs, leaders, residents, seniors, youth.",
        ),
    ],
)
def test_a_name_that_the_questionnaire_does_not_have_is_told_with_those_it_has(surveyed: Path, old: str, new: str, line: str) -> None:
    change(surveyed, old, new)
    [found] = told(surveyed)
    assert found.startswith(f"params/jablonowo.yaml, {line}")


def test_all_surveys_that_cannot_be_used_are_told_at_once(surveyed: Path) -> None:
    change(surveyed, "questionnaire: youth", "questionnaire: pupils")
    change(surveyed, "questionnaire: leaders", "questionnaire: chiefs")
    assert [line.split(":")[0] for line in told(surveyed)] == [
        "params/jablonowo.yaml, survey youth",
        "params/jablonowo.yaml, survey leaders",
    ]
    assert sum("no questionnaire" in str(problem) for problem in check(load_partnership("jablonowo", surveyed), surveyed)) == 2


def test_a_place_may_be_named_by_its_code_or_as_outside(surveyed: Path) -> None:
    change(surveyed, "screened_out:\n", 'screened_out:\n      - {question: gmina, codes: ["0402042", outside]}\n')
    cleaned = read_survey(load_partnership("jablonowo", surveyed), surveyed, "youth")
    assert "0402042" not in set(cleaned.frame["gmina"])


def test_a_survey_that_is_not_there_is_told_with_those_that_are(surveyed: Path) -> None:
    with pytest.raises(DiagnozaError, match=r"has no answers to a survey 'seniors'\. Surveys with answers: youth, residents, leaders"):
        read_survey(load_partnership("jablonowo", surveyed), surveyed, "seniors")


def test_adults_are_those_of_the_nearest_published_year() -> None:
    rows = [("0402042", "working", 2010, 1.0), ("0402042", "post_working", 2010, 2.0)]
    rows += [("0402042", "working", 2019, 10.0), ("0402042", "post_working", 2019, 20.0)]
    figures = pd.DataFrame(rows, columns=["teryt", "figure", "year", "value"])
    found = adults(figures, 2021)
    assert found is not None
    assert found.to_dict() == {"0402042": 30}
    assert "2019" in found.attrs["source"]
    assert adults(figures[figures["figure"].eq("working")], 2021) is None
