"""Corrections are reviewed records: applied to cells as delivered, refused when the file is another one than was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cleaning_samples import BOOK, HEADER, POLAND, audit, changes, cleaned, places
from diagnoza.errors import ParamsError, ProblemsError
from diagnoza.surveys.cleaning.corrections import Corrections, load_corrections
from diagnoza.teryt import REGISTER
from survey_samples import as_csv, ask, book

if TYPE_CHECKING:
    from pathlib import Path

SIGNED = 'reason: "pomyłka w przepisywaniu", by: "A. Nowak", date: 2021-02-10'
ROWS = [["Bobrowo", "Kobieta", "170", "kino"], ["Konojady", "Mężczyzna", "40", "park"], ["Konojady", "Kobieta", "41", "las"]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = (tmp_path / REGISTER).parent
    folder.mkdir(parents=True)
    lines = ["teryt,name,type,powiat,voivodeship"]
    lines += [f"{one.teryt},{one.name},{one.type},{one.powiat},{one.voivodeship}" for one in POLAND.units if one.teryt.startswith("04")]
    (tmp_path / REGISTER).write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "params").mkdir()
    return tmp_path


def load(root: Path, text: str) -> Corrections:
    path = root / "params" / "jablonowo.corrections.yaml"
    path.write_text(text, encoding="utf-8")
    return load_corrections(path, root)


def messages(root: Path, text: str) -> list[str]:
    with pytest.raises(ParamsError) as told:
        load(root, text)
    return [f"{problem.where}: {problem.what}" for problem in told.value.problems]


def test_cells_rows_and_names_are_corrected_before_they_are_read(root: Path) -> None:
    found = load(
        root,
        f"""
corrections:
  - {{file: a.csv, row: 2, question: age, old: 170, new: 17, {SIGNED}}}
  - {{file: a.csv, row: 3, row_status: reject, {SIGNED}}}
  - {{file: a.csv, all: true, question: wish, old: "las", new: "Las miejski", {SIGNED}}}
  - {{file: other.csv, row: 9, question: age, old: "1", new: "2", {SIGNED}}}
places:
  - {{written: Konojady, teryt: "0402073", reason: "sołectwo gminy Jabłonowo Pomorskie"}}
""",
    )
    given = cleaned(as_csv(root / "a.csv", HEADER, *ROWS), corrections=found)
    assert given.frame.to_numpy().tolist() == [["0402022", "1", "17", "kino"], ["0402073", "1", "41", "Las miejski"]]
    assert audit(given) == {"": 2, "odrzucone po sprawdzeniu: pomyłka w przepisywaniu": 1}
    assert changes(given)["age", "cell corrected by hand"] == changes(given)["wish", "cell corrected by hand"] == 1
    assert [str(problem) for problem in found.astray(["a.csv"])] == [
        (
            "params/jablonowo.corrections.yaml, corrections[3].file: 'other.csv' is no file of a survey under `sources`. "
            "Write the path as it stands there, or take it out."
        )
    ]


def test_the_column_of_an_option_is_named_with_its_code(root: Path) -> None:
    news = ask("news", "Skąd?", "multiple", ["Radio", "Prasa"])
    found = load(root, f'corrections:\n  - {{file: a.csv, row: 3, question: news__2, old: "", new: "1", {SIGNED}}}\n')
    given = cleaned(as_csv(root / "a.csv", ["nr", "news_1", "news_2"], ["1", "1", ""], ["2", "1", ""]), book(news), found)
    assert given.frame.to_numpy().tolist() == [[1, 0], [1, 1]]


@pytest.mark.parametrize(
    ("correction", "said"),
    [
        (
            'row: 7, question: age, old: "170", new: "17"',
            "corrections[0].row: a.csv has no line 7; its answers stand in lines 2 to 4. Look the line up again.",
        ),
        (
            'row: 2, question: age, old: "171", new: "17"',
            (
                "corrections[0].old: line 2 of a.csv, „age”, is „170” and not „171”. "
                "The file is another one than was corrected: look at it again, then change or take out the correction."
            ),
        ),
        (
            'all: true, question: age, old: "99", new: "9"',
            (
                "corrections[0].old: no cell of „age” in a.csv is „99”. "
                "The file is another one than was corrected: look at it again, then change or take out the correction."
            ),
        ),
        (
            'row: 2, question: income, old: "1", new: "2"',
            (
                "corrections[0].question: 'income' has no column in a.csv. "
                "Write the id of a question of this file, or of an option as id__code."
            ),
        ),
    ],
)
def test_a_correction_that_no_longer_applies_stops(root: Path, correction: str, said: str) -> None:
    found = load(root, f"corrections:\n  - {{file: a.csv, {correction}, {SIGNED}}}\n")
    with pytest.raises(ProblemsError) as told:
        cleaned(as_csv(root / "a.csv", HEADER, *ROWS), corrections=found)
    assert str(told.value.problems[0]) == f"params/jablonowo.corrections.yaml, {said}"
    assert len(told.value.problems) > 1  # what else is to look at comes along


def test_every_problem_of_the_file_at_once(root: Path) -> None:
    text = f"""
corrections:
  - {{file: a.csv, question: age, old: "1", new: "2", {SIGNED}}}
  - {{file: a.csv, row: 2, {SIGNED}}}
  - {{file: a.csv, row: 2, question: age, old: "1", {SIGNED}}}
  - {{file: a.csv, row: 3, question: age, old: "1", new: "1", {SIGNED}}}
  - {{file: a.csv, row: 4, row_status: reject, new: "1", {SIGNED}}}
  - {{file: a.csv, row: 5, row_status: reject, by: "X", date: 2021-02-10}}
  - {{file: a.csv, row: 5, row_status: reject, {SIGNED}}}
  - {{file: a.csv, row: 6, row_status: drop, {SIGNED}}}
places:
  - {{written: Konojady, teryt: "9999999", reason: x}}
  - {{written: KONOJADY, teryt: outside, reason: x}}
"""
    assert messages(root, text) == [
        "corrections[0]: it does not say which rows, or says it twice",
        "corrections[1]: it does not say what to correct, or says it twice",
        "corrections[2]: `old` and `new` do not both stand here",
        "corrections[3].new: it is the same as the old value",
        "corrections[4]: a row is left out by its line alone",
        "corrections[5].reason: is missing",
        "corrections[6]: corrections[5] corrects the same",
        "corrections[7].row_status: 'drop' is not allowed here",
        'places[0].teryt: "9999999" is no municipality of the register',
        "places[1].written: 'KONOJADY' stands in places[0] already",
    ]


@pytest.mark.parametrize("text", [None, "", "# nothing to correct yet\n"])
def test_there_need_be_no_corrections(root: Path, text: str | None) -> None:
    found = load_corrections(root / "params" / "x.corrections.yaml", root) if text is None else load(root, text)
    assert (found.cells, found.places) == ((), ())


def test_the_raw_file_stays_as_it_was(root: Path) -> None:
    found = load(root, f'corrections:\n  - {{file: a.csv, row: 2, question: age, old: "170", new: "17", {SIGNED}}}\n')
    path = as_csv(root / "a.csv", HEADER, *ROWS)
    before = path.read_bytes()
    cleaned(path, BOOK, found)
    assert path.read_bytes() == before


def test_a_declared_place_may_lie_outside(root: Path) -> None:
    found: Any = load(
        root, 'places:\n  - {written: Olsztyn, teryt: "0463011", reason: "pomyłka"}\n  - {written: 01, teryt: outside, reason: x}\n'
    )
    assert [places(found).find(text, residence=True).code for text in ("Olsztyn", "01")] == ["outside", "outside"]
