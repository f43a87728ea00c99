"""Real survey files that nobody here wrote, read with codebooks of a few lines; skipped where the shared data are absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from diagnoza.delivery import read_delivery
from diagnoza.surveys.codebook import load_codebook
from diagnoza.surveys.reading.answers import read_answers
from diagnoza.surveys.reading.dialects import normalise
from diagnoza.surveys.reading.drafts import draft

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.surveys.reading.answers import Answers

BUDGET = "pl-googleforms-budzet/survey_latest.csv"
RSE = "survey-formats/limesurvey-rse-de/public_data.csv"
NATIVE = "survey-formats/limesurvey-rse-de/native-export/survey_100001_R_data_file.csv"
MONKEY = "survey-formats/surveymonkey-starwars/StarWars.csv"
MVAL = "survey-formats/spss-small/mval_bug.sav"
SAV = "survey-formats/spss-small/testdata.sav"
KOBO = "kobo-household-water/raw_data.csv"
FORM = "kobo-household-water/xlsform_survey.csv"


@pytest.fixture(scope="session")
def examples(shared: Path) -> Path:
    folder = shared / "examples"
    if not folder.is_dir():
        pytest.skip(f"no example surveys: {folder} is not there")
    return folder


def answers(examples: Path, file: str, root: Path, codebook: str) -> Answers:
    return read_answers(examples / file, load_codebook(root / f"tests/codebooks/{codebook}.yaml", root / "tests/codebooks/bank.yaml"))


def counts(given: Answers, question: str) -> dict[str, int]:
    return {str(code): int(number) for code, number in given.frame[question].value_counts().items()}


@pytest.mark.parametrize(
    ("file", "dialect", "rows", "columns"),
    [
        (BUDGET, "google_forms", 100, 36),
        (RSE, "limesurvey", 325, 248),
        (NATIVE, "limesurvey", 3, 646),
        (MONKEY, "surveymonkey", 1186, 38),
        (MVAL, "spss", 600, 10),
        (SAV, "spss", 5, 16),
        (KOBO, "kobo", 632, 348),
    ],
)
def test_no_row_and_no_column_is_lost(examples: Path, file: str, dialect: str, rows: int, columns: int) -> None:
    given = normalise(read_delivery(examples / file))
    assert (given.dialect, given.frame.shape, len(given.columns)) == (dialect, (rows, columns), columns)
    assert not given.delivered.rejected


@pytest.mark.parametrize("file", [BUDGET, RSE, NATIVE, MONKEY, KOBO, SAV])
def test_no_answer_is_spoiled(examples: Path, file: str) -> None:
    given = normalise(read_delivery(examples / file))
    spoiled = given.frame.apply(lambda column: column.str.contains("Ã|Å‚|Ä…|\ufffd|[\x80-\x9f]", regex=True)).to_numpy().sum()
    assert spoiled == 0


def test_google_forms_budget(examples: Path, root: Path) -> None:
    given = answers(examples, BUDGET, root, "budzet")
    assert counts(given, "adult") == {"yes": 99, "no": 1}
    assert counts(given, "spending") == {"4": 48, "5": 24, "2": 10, "3": 9, "1": 8, "": 1}
    assert counts(given, "attention")["4"] == 93
    assert counts(given, "funding") == {"taxes": 26, "-8": 26, "debt": 25, "debt_only": 14, "taxes_only": 7, "": 2}
    assert [(one.question, one.value) for one in given.unknown] == [("funding", "Raczej się zgadzam")]
    assert [given.numbers(f"cut_{area}").notna().sum() for area in ("culture", "office", "investment", "transfers")] == [99] * 4
    assert given.system["submitted"].iloc[0] == "2025-12-26T21:09:26"
    assert len(given.matched.unmatched) == 36 - 1 - 9


def test_surveymonkey_star_wars(examples: Path, root: Path) -> None:
    given = answers(examples, MONKEY, root, "starwars")
    seen = given.frame[[f"seen__{at}" for at in range(1, 7)]]
    assert seen.sum().tolist() == [673, 571, 550, 607, 758, 738]
    assert seen.notna().all(axis="columns").sum() == 835
    assert counts(given, "han")["5"] == 610
    assert counts(given, "expanded_fan").keys() == {"yes", "no", ""}
    assert (given.problems, len(given.notes)) == ((), 2 + 38 - 1 - 9)
    assert given.system["id"].iloc[0] == "3292879998"


def test_limesurvey_research_engineers(examples: Path, root: Path) -> None:
    given = answers(examples, RSE, root, "rse")
    assert counts(given, "research_time")["1"] == 36
    tests = given.frame[[f"proj4can__{at}" for at in range(1, 5)]]
    assert tests.sum().tolist() == [82, 263, 20, 182]
    assert tests.isna().sum().tolist() == [25] * 4
    assert not given.problems


def test_the_native_header_of_limesurvey(examples: Path) -> None:
    given = normalise(read_delivery(examples / NATIVE))
    roles = [column.role for column in given.columns]
    assert roles[:7] == ["id", "submitted", "paradata", "paradata", "paradata", "started", "modified"]
    times = [column for column in given.columns if column.header.startswith(("Group time", "Question time"))]
    assert {column.role for column in times} == {"paradata"}
    assert given.columns[10].role == "other"


def test_spss_with_user_missing(examples: Path, root: Path) -> None:
    given = answers(examples, MVAL, root, "mval")
    valid = given.frame["q1_missing_3"].isin(["1", "2", "3", "4"]).sum()
    missing = given.frame["q1_missing_3"].isin(["-1", "-2", "-3"]).sum()
    assert valid + missing + len([one for one in given.unknown if one.question == "q1_missing_3"]) == 600
    assert {(one.value, one.why) for one in given.unknown} == {("99", "not an option"), ("99", "missing not declared")}


def test_kobo_household_water(examples: Path, root: Path) -> None:
    given = answers(examples, KOBO, root, "kobo")
    sources = given.frame[[f"water_sources__{code}" for code in ("piped", "tap", "borehole", "bottled", "trucking")]]
    assert sources.sum().tolist() == [566, 9, 73, 4, 105]
    assert counts(given, "satisfaction_piped")[""] == 66
    assert len(given.matched.repeated) == 11  # a column of 0 and 1 for each option of the form, six of them never chosen
    assert given.problems == ()


@pytest.mark.parametrize("file", [BUDGET, RSE, MONKEY, MVAL, SAV, KOBO])
def test_a_draft_codebook_reads_its_own_file(examples: Path, root: Path, tmp_path: Path, file: str) -> None:
    path = tmp_path / "draft.yaml"
    text = draft(examples / file)
    path.write_text(text.replace(f"id: {yaml.safe_load(text)['id']}\n", "id: draft\n", 1), "utf-8")
    given = read_answers(examples / file, load_codebook(path, root / "tests/codebooks/bank.yaml"))
    assert (given.problems, given.unknown) == ((), ())
    assert {one.column.role for one in given.matched.unmatched} <= {"other"}


def test_the_form_is_the_codebook_of_its_data(examples: Path, root: Path, tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    text = draft(examples / FORM)
    path.write_text(text.replace("id: xlsform-survey\n", "id: draft\n", 1), "utf-8")
    given = read_answers(examples / KOBO, load_codebook(path, root / "tests/codebooks/bank.yaml"))
    assert len(given.matched.repeated) == 188
    assert [one.column.header for one in given.matched.unmatched] == ["date_assessment"]
    assert {one.question for one in given.unknown} == {"neighbourhood", "pay_water_charges_when"}  # what the form and the data differ in
