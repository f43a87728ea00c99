"""The synthetic surveys come out again as they are, and hold exactly the faults that were planted."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections import Counter
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from diagnoza.partnership import load_partnership
from diagnoza.surveys.cleaning.corrections import load_corrections
from diagnoza.surveys.codebook import load_codebooks
from diagnoza.surveys.open_answers.review import read_reviewed, themes_and_quotes
from diagnoza.surveys.reading.answers import read_answers
from diagnoza.surveys.tabulate import read_surveys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from diagnoza.partnership import Partnership
    from diagnoza.surveys.codebook import Codebook
    from diagnoza.surveys.reading.answers import Answers
    from diagnoza.surveys.tabulate import Answered

    Read = Callable[[str], Answers]

FILES = {  # the dialect, the encoding, and the fieldwork in the script
    "mg-6/surveys/residents-2013-03.csv": ("google_forms", "utf-8", "MG6_RESIDENTS"),
    "mg-6/surveys/residents-2013-04.xlsx": ("google_forms", "", "MG6_RESIDENTS"),
    "mg-6/surveys/leaders.xlsx": ("ms_forms", "", "MG6_LEADERS"),
    "jablonowo/surveys/youth.xlsx": ("ms_forms", "", "JABLONOWO_YOUTH"),
    "jablonowo/surveys/residents.csv": ("limesurvey", "cp1250", "JABLONOWO_RESIDENTS"),
    "jablonowo/surveys/leaders.sav": ("spss", "UTF-8", "JABLONOWO_LEADERS"),
    "starachowice/surveys/youth.xlsx": ("kobo", "", "STARACHOWICE_YOUTH"),
    "starachowice/surveys/entrepreneurs.csv": ("surveymonkey", "utf-8-sig", "STARACHOWICE_ENTREPRENEURS"),
    "starachowice/surveys/seniors.txt": ("table", "utf-16", "STARACHOWICE_SENIORS"),
}
FIRST, SECOND = "mg-6/surveys/residents-2013-03.csv", "mg-6/surveys/residents-2013-04.xlsx"
WHOLE = [file for file in FILES if file != FIRST]
WEIGHTED = ("mg-6/surveys/residents", "jablonowo/surveys/residents", "jablonowo/surveys/youth", "starachowice/surveys/youth")
TOTALS = [f"{survey}-margins.csv" for survey in (*WEIGHTED, "starachowice/surveys/seniors")]
REVIEWED = ("mg-6/surveys/residents", "jablonowo/surveys/residents", "jablonowo/surveys/youth", "starachowice/surveys/seniors")
REVIEWS = [f"{survey}-reviewed.csv" for survey in REVIEWED]
PERSONAL = re.compile(r"500 000 \d{3}|@example\.|Kowalski|Nowak|PESEL \d{11}")


@pytest.fixture(scope="module")
def script(root: Path) -> Iterator[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "scripts"))
        yield import_module("make_synthetic_surveys")


@pytest.fixture(scope="module")
def books(root: Path) -> dict[str, Codebook]:
    return load_codebooks(root / "params/questionnaires")


@pytest.fixture(scope="module")
def read(root: Path, books: dict[str, Codebook]) -> Read:
    known: dict[str, Answers] = {}

    def reading(file: str) -> Answers:
        if file not in known:
            known[file] = read_answers(root / "data/raw" / file, books[re.split("[.-]", file.rpartition("/")[2])[0]])
        return known[file]

    return reading


@pytest.fixture(scope="module")
def declared(root: Path) -> dict[str, Partnership]:
    return {name: load_partnership(name, root) for name in ("mg-6", "jablonowo", "starachowice")}


@pytest.fixture(scope="module")
def cleaned(root: Path, declared: dict[str, Partnership]) -> dict[str, Answered]:
    return {name: read_surveys(partnership, root) for name, partnership in declared.items()}


def members(path: Path) -> dict[str, bytes]:
    """Give the contents of a file; of a workbook those of its parts, for compression is not everywhere the same."""
    if path.suffix != ".xlsx":
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as archive:
        assert {one.date_time[0] for one in archive.infolist()} == {1980}
        return {one.filename: archive.read(one) for one in archive.infolist()}


# The files --------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def informed(
    script: Any, books: dict[str, Codebook], declared: dict[str, Partnership], cleaned: dict[str, Answered], monkeypatch: pytest.MonkeyPatch
) -> Any:
    """Let the script know what has been read of the project already."""
    monkeypatch.setattr(script, "load_codebooks", lambda _: books)
    monkeypatch.setattr(script, "load_partnership", lambda name, _: declared[name])
    monkeypatch.setattr(script, "read_surveys", lambda partnership, _: cleaned[partnership.id])
    return script


def test_the_script_makes_the_delivered_files_again(informed: Any, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data/raw/reference").mkdir(parents=True)
    shutil.copy(root / "data/raw/reference/figures.csv", tmp_path / "data/raw/reference/figures.csv")
    monkeypatch.setattr(informed, "project_root", lambda: tmp_path)
    informed.main()
    made = {path.relative_to(tmp_path / "data/raw").as_posix(): path for path in (tmp_path / "data/raw").glob("*/surveys/*")}
    assert set(made) == {*FILES, *TOTALS, *REVIEWS}
    changed = [name for name, path in made.items() if members(path) != members(root / "data/raw" / name)]
    assert not changed, "run scripts/make_synthetic_surveys.py"


@pytest.mark.parametrize("file", FILES)
def test_the_tool_and_the_encoding_are_told(read: Read, file: str) -> None:
    responses = read(file).matched.responses
    assert (responses.dialect, responses.delivered.encoding) == FILES[file][:2]


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_small(root: Path, file: str) -> None:
    assert (root / "data/raw" / file).stat().st_size < 600_000


@pytest.mark.parametrize("partnership", ["mg-6", "jablonowo", "starachowice"])
def test_every_file_is_declared_as_synthetic_and_every_question_in_params_is_asked(
    root: Path, books: dict[str, Codebook], partnership: str
) -> None:
    declared = load_partnership(partnership, root)
    assert {f"{partnership}/{one.file}" for one in declared.sources if one.survey} == {
        file for file in FILES if file.startswith(f"{partnership}/")
    }
    # what the town hall published of two meetings, and a quotation from a published article; everything else is invented
    real = {"starachowice": ["voices/meetings.csv"], "jablonowo": ["goals/wojewodztwo.csv"]}
    assert [one.file for one in declared.sources if one.origin == "real"] == real.get(partnership, [])
    for survey in declared.surveys:
        book = books[survey.questionnaire]
        for one in (*survey.join, *survey.at_risk, *survey.screened_out):
            assert set(one.codes) <= set(book.question(one.question).codes)
        assert [book.question(name).kind for name in survey.themes] == ["text"] * len(survey.themes)
        assert all(book.question(name) for name in survey.groups)


# The faults -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", WHOLE)
def test_rows_are_the_respondents_and_the_planted_ones(script: Any, read: Read, file: str) -> None:
    work = getattr(script, FILES[file][2])
    assert len(read(file).frame) == work.respondents + work.mess.doubled + work.mess.tests


@pytest.mark.parametrize("file", WHOLE)
def test_reading_finds_the_planted_cells_and_no_other(script: Any, read: Read, file: str) -> None:
    planted = Counter(getattr(script, FILES[file][2]).mess.numbers)
    found = read(file)
    cells = Counter((one.question, one.value) for one in found.unknown if one.why in {"not a number", "out of range"})
    assert cells == planted
    rest = [one for one in found.unknown if (one.question, one.value) not in planted]
    assert {one.question for one in rest} == (set(script.RENAMED) if file == SECOND else set())
    assert len(found.problems) == len({(one.question, one.why) for one in found.unknown})
    assert not found.matched.absent
    assert not found.matched.responses.delivered.rejected


@pytest.mark.parametrize("file", WHOLE)
def test_municipalities_are_written_in_as_many_other_ways_as_planted(script: Any, read: Read, file: str) -> None:
    work = getattr(script, FILES[file][2])
    names = {home.name for home in work.counts}
    written = read(file).frame["gmina"]
    assert written.eq("test").sum() == work.mess.tests
    assert Counter(written[written.isin(work.mess.elsewhere)]) == Counter(work.mess.elsewhere)
    assert (~written.isin(names)).sum() == work.mess.tests + len(work.mess.elsewhere) + work.mess.spelled


@pytest.mark.parametrize("file", WHOLE)
def test_those_the_survey_is_not_about_are_as_many_as_planted(script: Any, read: Read, file: str) -> None:
    mess = getattr(script, FILES[file][2]).mess
    if mess.screened:
        assert read(file).frame["age_group"].eq(mess.screened_age).sum() == mess.screened


@pytest.mark.parametrize("file", WHOLE)
def test_whole_questionnaires_that_agree_are_those_sent_twice(script: Any, read: Read, file: str) -> None:
    frame = read(file).frame.drop(columns="row").astype(str)
    assert frame.duplicated().sum() == getattr(script, FILES[file][2]).mess.doubled


@pytest.mark.parametrize("file", WHOLE)
def test_invented_personal_data_are_in_as_many_answers_as_planted(script: Any, read: Read, file: str) -> None:
    said = read(file).frame["open_change"]
    assert said.str.contains(PERSONAL).sum() == getattr(script, FILES[file][2]).mess.personal


@pytest.mark.parametrize("file", [file for file in WHOLE if FILES[file][0] in {"ms_forms", "limesurvey", "kobo", "surveymonkey"}])
def test_only_those_planted_are_quick(script: Any, read: Read, file: str) -> None:
    mess = getattr(script, FILES[file][2]).mess
    found = read(file)
    times = found.system[["started", "submitted"]].apply(lambda column: pd.to_datetime(column, errors="coerce", format="ISO8601"))
    seconds = (times["submitted"] - times["started"]).dt.total_seconds()
    assert seconds.le(90).sum() == mess.speeders + mess.tests
    assert seconds.median() > 3 * 90


@pytest.mark.parametrize("file", [file for file in FILES if FILES[file][0] not in {"spss", "table"}])
def test_what_tells_who_answered_is_no_question(read: Read, file: str) -> None:
    found = read(file)
    personal = [column for column in found.matched.responses.columns if column.role in {"identity", "device"}]
    assert personal
    assert not {column.position for column in personal} & {column.position for column in found.matched.whole.values()}


def test_the_second_export_holds_the_first_and_renames_an_option_after_it(script: Any, read: Read) -> None:
    first, second = read(FIRST), read(SECOND)
    early = second.system["submitted"].isin(first.system["submitted"])
    before, again = first.frame.drop(columns="row"), second.frame.loc[early, [name for name in first.frame if name != "row"]]
    pd.testing.assert_frame_equal(again.reset_index(drop=True), before.reset_index(drop=True))
    assert len(before) == early.sum() < len(second.frame) / 2
    labels = {label for _, label in script.RENAMED.values()}
    rows = {one.row for one in second.unknown if one.value in labels}
    assert rows.isdisjoint(second.frame.loc[early, "row"])
    assert {one.value for one in second.unknown if one.row in rows} >= labels


def test_marks_that_nobody_sees_are_in_the_file_and_not_in_the_answers(root: Path, read: Read) -> None:
    assert "\u200b" in (root / "data/raw" / FIRST).read_text("utf-8")
    assert "\u00a0" in (root / "data/raw" / FIRST).read_text("utf-8")
    assert not read(FIRST).frame.astype(str).apply(lambda column: column.str.contains("[\u200b\u00a0]")).to_numpy().any()


@pytest.mark.parametrize("partnership", ["mg-6", "jablonowo", "starachowice"])
def test_every_declared_name_of_a_place_is_written_by_somebody(root: Path, read: Read, partnership: str) -> None:
    declared = {one.written for one in load_corrections(root / f"params/{partnership}.corrections.yaml", root).places}
    written = {name for file in FILES if file.startswith(f"{partnership}/") for name in read(file).frame["gmina"]}
    assert declared <= written


# The totals -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TOTALS)
def test_margins_of_a_survey_have_one_total_and_say_what_is_invented(root: Path, name: str) -> None:
    table = pd.read_csv(root / "data/raw" / name, dtype={"category": str})
    assert list(table.columns) == ["margin", "category", "total", "source", "origin"]
    assert len(set(table.groupby("margin")["total"].sum())) == 1
    assert table["origin"].eq("synthetic").equals(table["source"].eq("szacunek syntetyczny"))


def test_the_totals_of_adults_are_those_of_the_reference_figures(root: Path) -> None:
    table = pd.read_csv(root / "data/raw/mg-6/surveys/residents-margins.csv", dtype={"category": str})
    figures = pd.read_csv(root / "data/raw/reference/figures.csv", dtype={"teryt": str})
    bogdaniec = figures.query("teryt == '0801022' and year == 2013 and figure in ['working', 'post_working']")["value"].sum()
    assert table.query("category == '0801022'")[["total", "origin"]].to_numpy().tolist() == [[bogdaniec, "real"]]
    assert table.loc[table["origin"].eq("real"), "margin"].unique().tolist() == ["gmina"]


# The reviews ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REVIEWS)
def test_a_review_says_that_it_is_synthetic_and_fits_the_masked_answers(root: Path, cleaned: dict[str, Answered], name: str) -> None:
    path = root / "data/raw" / name
    assert set(pd.read_csv(path, sep=";", encoding="utf-8-sig")["origin"]) == {"recenzja syntetyczna"}
    partnership, _, file = name.partition("/surveys/")
    one = next(one for one in cleaned[partnership].surveys if one.survey.reviewed == f"surveys/{file}")
    reviewed = read_reviewed(path)
    themes, quotes = themes_and_quotes(one, reviewed)
    assert (themes.loc[themes["theme"] > 0, "name"] != "").all()
    assert 0 not in set(themes["theme"])
    marked = reviewed[reviewed["quotable"]]
    assert set(quotes["text"]) <= set(marked["text"]) <= set(one.frame["open_change"])
    assert not marked["text"].str.contains("[", regex=False).any()
    assert marked.groupby("theme").size().between(1, 3).all()
    assert len(quotes) >= 10
    assert not PERSONAL.search("".join(reviewed["text"]))


def test_some_answers_are_left_for_a_person_to_review(declared: dict[str, Partnership]) -> None:
    surveys = [one for partnership in declared.values() for one in partnership.surveys if one.themes]
    assert sum(one.reviewed is None for one in surveys) == len(surveys) - len(REVIEWS) > 0


# What they show ---------------------------------------------------------------------------------------------------------------


def share(answers: Answers, question: str, codes: set[str], where: pd.Series | None = None) -> float:
    given = answers.frame[question] if where is None else answers.frame.loc[where, question]
    said = given[given.isin(answers.matched.codebook.question(question).codes)]
    return float(said.isin(codes).mean())


def test_women_and_the_middle_aged_are_too_many_so_that_weights_matter(read: Read) -> None:
    residents = read("jablonowo/surveys/residents.csv")
    assert share(residents, "sex", {"female"}) > 0.57
    assert share(residents, "age_group", {"60_69", "70_79", "80_plus"}) < 0.25


def test_villages_rate_the_bus_worse_and_the_primary_school_alike(read: Read) -> None:
    residents = read(SECOND)
    village = residents.frame["place_type"].eq("village")
    good = {"4", "5"}
    assert share(residents, "sat_bus", good, village) < share(residents, "sat_bus", good, ~village) - 0.2
    assert abs(share(residents, "sat_primary_school", good, village) - share(residents, "sat_primary_school", good, ~village)) < 0.12


def test_groups_differ_on_the_place_and_agree_on_doctors(read: Read) -> None:
    youth, residents, leaders = (read(f"jablonowo/surveys/{name}") for name in ("youth.xlsx", "residents.csv", "leaders.sav"))
    place = [share(one, "place_good", {"4", "5"}) for one in (youth, residents, leaders)]
    assert place == sorted(place)
    assert place[2] - place[0] > 0.25
    doctors = [share(one, "sat_specialist_care", {"1", "2"}) for one in (youth, residents)]
    assert abs(doctors[0] - doctors[1]) < 0.12
