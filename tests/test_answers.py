"""Cells to answers: every cell is recognised or listed, none is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pyreadstat
import pytest

from diagnoza.surveys.codebook import Missing, Option
from diagnoza.surveys.reading.answers import read_answers
from diagnoza.surveys.reading.choices import Choices, Vocabulary
from survey_samples import as_csv, ask, book

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from diagnoza.surveys.codebook import Question
    from diagnoza.surveys.reading.answers import Answers

DONT_KNOW = Missing(code="-8", label="Trudno powiedzieć", kind="dont_know")
AGREE = ask("agree", "Zgoda?", "scale", ["Nie", "Ani tak, ani nie", "Tak"], direction="up", missing=(DONT_KNOW,))
AGE = ask("age", "Wiek", "number", minimum=10, maximum=110, missing=(Missing(code="-9", label="Odmowa", kind="refused"),))
NEWS = ask("news", "Skąd wiesz?", "multiple", ["tablica ogłoszeń (np. sklep, kościół)", "sklep", "Internet, radio", "Inne"])


def answers(path: Path, question: Question, cells: Sequence[str], **options: Any) -> Answers:
    return read_answers(as_csv(path / "a.csv", ["nr wpisu", question.wording], *(["x", cell] for cell in cells)), book(question), **options)


def chosen(given: Answers, name: str) -> list[list[Any]]:
    columns = [
        column for column in given.frame if str(column).startswith(f"{name}__") and not str(column).endswith(("__text", "__missing"))
    ]
    return [[None if pd.isna(cell) else int(cell) for cell in row] for row in given.frame[columns].to_numpy().tolist()]


def test_labels_codes_and_kinds_of_missing_become_codes(tmp_path: Path) -> None:
    given = answers(tmp_path, AGREE, ["Tak", "3", " tak ", "Ani tak, ani nie", "trudno powiedziec", "", "1. Nie"])
    assert given.frame["agree"].tolist() == ["3", "3", "3", "2", "-8", "", "1"]
    assert given.frame["row"].tolist() == [2, 3, 4, 5, 6, 7, 8]
    assert given.numbers("agree").tolist()[:4] == [3, 3, 3, 2]
    assert given.numbers("agree").isna().tolist() == [False, False, False, False, True, True, False]
    assert (given.problems, given.unknown) == ((), ())


def test_a_renamed_option_is_one_problem_with_its_rows_and_the_nearest(tmp_path: Path) -> None:
    given = answers(tmp_path, AGREE, ["Tak", "Raczej tak", "Nie", "Raczej tak"])
    assert given.frame["agree"].tolist() == ["3", "", "1", ""]
    assert [(one.row, one.value) for one in given.unknown] == [(3, "Raczej tak"), (5, "Raczej tak")]
    assert [str(problem) for problem in given.problems] == [
        (
            "a.csv, column 2 „Zgoda?”, rows 3, 5: „Raczej tak” is not an option of „agree”; left empty. "
            "Add it to the options, or to the variants of one; the nearest to „Raczej tak” is „Tak”."
        )
    ]


def test_numbers_are_read_with_a_decimal_comma_and_words_are_listed(tmp_path: Path) -> None:
    given = answers(tmp_path, AGE, ["17", "17,5", "30.0", "17 lat", "odmowa", "", "170"])
    assert given.frame["age"].tolist() == ["17", "17.5", "30", "", "-9", "", "170"]
    assert [(one.row, one.value, one.why) for one in given.unknown] == [(5, "17 lat", "not a number"), (8, "170", "out of range")]
    assert given.numbers("age").dropna().tolist() == [17, 17.5, 30, 170]


def test_thousands_may_be_parted_by_blanks(tmp_path: Path) -> None:
    assert answers(tmp_path, ask("pay", "Dochód", "number"), ["1 250", "1\u00a0250,50"]).frame["pay"].tolist() == ["1250", "1250.5"]


def test_an_answer_of_ones_own_is_kept_as_text_beside_the_option(tmp_path: Path) -> None:
    given = answers(tmp_path, ask("job", "Zawód", "single", ["Rolnik", "Nauczyciel", "Inne"]), ["Rolnik", "pszczelarz", "nauczycielka"])
    assert given.frame["job"].tolist() == ["1", "3", "3"]
    assert given.frame["job__text"].tolist() == ["", "pszczelarz", "nauczycielka"]
    assert [(one.value, one.why, one.nearest) for one in given.unknown] == [("nauczycielka", "perhaps a renamed option", "Nauczyciel")]


def test_limesurvey_keeps_the_words_of_other_in_a_column_of_their_own(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", ["id", "job", "job[other]"], ["1", "1", ""], ["2", "-oth-", "pszczelarz"])
    given = read_answers(path, book(ask("job", "Zawód", "single", ["Rolnik", "Inne"])), dialect="limesurvey")
    assert (given.frame["job"].tolist(), given.frame["job__text"].tolist()) == (["1", "2"], ["", "pszczelarz"])
    assert not given.problems


@pytest.mark.parametrize("joint", [", ", ";", ","])
def test_options_with_commas_are_matched_longest_first(tmp_path: Path, joint: str) -> None:
    cells = [
        joint.join(["tablica ogłoszeń (np. sklep, kościół)", "Internet, radio"]),
        "sklep",
        joint.join(["sklep", "od sąsiada, wójta"]),
        "",
    ]
    given = answers(tmp_path, NEWS, cells)
    assert chosen(given, "news") == [[1, 0, 1, 0], [0, 1, 0, 0], [0, 1, 0, 1], [None] * 4]
    assert given.frame["news__text"].tolist() == ["", "", "od sąsiada, wójta", ""]


def test_ms_forms_joins_with_semicolons_and_ends_with_one(tmp_path: Path) -> None:
    given = answers(tmp_path, NEWS, ["sklep;Internet, radio;", "moja babcia;sklep;"], dialect="ms_forms")
    assert chosen(given, "news") == [[0, 1, 1, 0], [0, 1, 0, 1]]
    assert given.frame["news__text"].tolist() == ["", "moja babcia"]


def test_words_that_are_no_option_are_listed_where_there_is_no_other(tmp_path: Path) -> None:
    given = answers(tmp_path, ask("q", "Pyt", "multiple", ["Radio", "Prasa"]), ["Radio, Prassa", "Prasa"])
    assert chosen(given, "q") == [[1, 0], [0, 1]]
    assert [(one.row, one.value, one.nearest) for one in given.unknown] == [(2, "Prassa", "Prasa")]


def test_too_many_choices_are_listed_and_kept(tmp_path: Path) -> None:
    given = answers(tmp_path, ask("q", "Pyt", "multiple", ["a", "b", "c"], max_choices=2), ["a, b", "a, b, c"])
    assert chosen(given, "q") == [[1, 1, 0], [1, 1, 1]]
    assert [(one.row, one.why) for one in given.unknown] == [(3, "too many choices")]


def test_dont_know_is_a_kind_of_missing_not_a_choice(tmp_path: Path) -> None:
    given = answers(tmp_path, ask("q", "Pyt", "multiple", ["a", "b"], missing=(DONT_KNOW,)), ["a", "Trudno powiedzieć", ""])
    assert chosen(given, "q") == [[1, 0], [None, None], [None, None]]
    assert given.frame["q__missing"].tolist() == ["", "-8", ""]


def test_kobo_codes_are_read_once_though_they_stand_twice(tmp_path: Path) -> None:
    question = ask("q", "Pyt", "multiple", missing=(DONT_KNOW,)).model_copy(
        update={
            "options": (
                Option(code="piped", label="Rura"),
                Option(code="tap", label="Kran"),
                Option(code="other", label="Inne", free_text=True),
            )
        }
    )
    header = ["g/q", "g/q/piped", "g/q/tap", "g/q/other", "_uuid"]
    path = as_csv(tmp_path / "a.csv", header, ["piped tap", "1", "1", "0", "u"], ["other", "0", "0", "1", "v"], ["", "", "", "", "w"])
    given = read_answers(path, book(question))
    assert chosen(given, "q") == [[1, 1, 0], [0, 0, 1], [None] * 3]
    assert given.system["id"].tolist() == ["u", "v", "w"]
    assert not given.problems


@pytest.mark.parametrize(("yes", "no"), [("Y", ""), ("Yes", "No"), ("Tak", "Nie"), ("1", "0"), ("Radio", "")])
def test_columns_of_options_say_yes_in_any_way(tmp_path: Path, yes: str, no: str) -> None:
    question = ask("q", "Pyt", "multiple", ["Radio", "Prasa", "Inne"])
    header = ["seed", "Pyt [Radio]", "Pyt [Prasa]", "Pyt [Other]"]
    path = as_csv(tmp_path / "a.csv", header, ["7", yes, no, ""], ["7", no, no, "kino"], ["7", "", "", ""])
    given = read_answers(path, book(question), dialect="limesurvey")
    assert chosen(given, "q") == [[1, 0, 0], [0, 0, 1], [None] * 3]
    assert given.frame["q__text"].tolist() == ["", "kino", ""]
    assert not given.problems


def test_in_spss_the_label_decides_not_the_code(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    frame = pd.DataFrame({"agree": [1.0, 2.0, 8.0, 9.0]})
    labels = {"agree": {1: "Tak", 2: "Nie", 8: "Trudno powiedzieć", 9: "Pominięto"}}
    pyreadstat.write_sav(frame, path, variable_value_labels=labels, missing_ranges={"agree": [8, 9]})
    given = read_answers(path, book(AGREE))
    assert given.frame["agree"].tolist() == ["3", "1", "-8", ""]
    assert [(one.value, one.why) for one in given.unknown] == [("9", "missing not declared")]


def test_in_spss_options_of_a_multiple_question_are_variables(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(pd.DataFrame({"q_1": [1.0, 0.0, None], "q_2": [0.0, 0.0, None]}), path)
    given = read_answers(path, book(ask("q", "Pyt", "multiple", ["a", "b"])))
    assert chosen(given, "q") == [[1, 0], [0, 0], [None, None]]


def test_in_spss_a_place_is_the_label_of_its_code(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    labels = {"gmina": {3: "Bobrowo", 8: "Odmowa", 9: "Pominięto"}}
    pyreadstat.write_sav(
        pd.DataFrame({"gmina": [3.0, 4.0, 8.0, 9.0]}), path, variable_value_labels=labels, missing_ranges={"gmina": [8, 9]}
    )
    given = read_answers(
        path, book(ask("gmina", "Gdzie Pan mieszka?", "place", missing=(Missing(code="-9", label="Odmowa", kind="refused"),)))
    )
    assert given.frame["gmina"].tolist() == ["Bobrowo", "4", "-9", ""]
    assert [(one.value, one.why) for one in given.unknown] == [("9", "missing not declared")]


JOB = ask("job", "Zawód", "single", ["Rolnik", "Nauczyciel", "Inne"])
SEEN = ask("seen", "Co znasz?", "multiple", ["Kino", "Basen", "Inne"], max_choices=2)


@pytest.mark.parametrize("name", ["job_other", "job_other_text", "job_inne", "g/job_other"])
def test_kobo_keeps_the_words_of_other_in_a_question_of_their_own(tmp_path: Path, name: str) -> None:
    path = as_csv(
        tmp_path / "a.csv", ["g/job", name, "_uuid"], ["1", "", "u"], ["3", "pszczelarz", "v"], ["", "kowal", "w"], ["1", "też", "x"]
    )
    given = read_answers(path, book(JOB))
    assert given.frame["job"].tolist() == ["1", "3", "3", "1"]
    assert given.frame["job__text"].tolist() == ["", "pszczelarz", "kowal", "też"]
    assert (given.problems, given.matched.unmatched) == ((), ())


@pytest.mark.parametrize(
    "options", [["seen"], ["seen", "seen/1", "seen/2", "seen/3"], ["seen/1", "seen/2", "seen/3"], ["seen/1", "seen/2"]]
)
def test_kobo_keeps_the_words_of_other_beside_several_answers(tmp_path: Path, options: list[str]) -> None:
    rows = [("1 3", "1", "0", "1", "skatepark"), ("2", "0", "1", "0", ""), ("", "", "", "", "muzeum"), ("", "", "", "", "")]
    cells = [dict(zip(["seen", "seen/1", "seen/2", "seen/3", "seen_other"], row, strict=True)) for row in rows]
    header = [*options, "seen_other"]
    path = as_csv(tmp_path / "a.csv", [*header, "_uuid"], *([*(row[name] for name in header), "u"] for row in cells))
    given = read_answers(path, book(SEEN))
    assert chosen(given, "seen") == [[1, 0, 1], [0, 1, 0], [0, 0, 1], [None] * 3]
    assert given.frame["seen__text"].tolist() == ["skatepark", "", "muzeum", ""]
    assert (given.problems, given.matched.unmatched) == ((), ())


@pytest.mark.parametrize("name", ["other", "other_text", "inne", "INNE_JAKIE"])
def test_spss_keeps_the_words_of_other_in_a_variable_of_their_own(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.sav"
    frame = pd.DataFrame({"job": [1.0, 3.0, None], f"job_{name}": ["", "kowal", "młynarz"], "seen_1": [1.0, 0, 0], "seen_3": [0.0, 1, 0]})
    frame[f"seen_{name}"] = ["", "muzeum", ""]
    labels = {"job": {1: "Rolnik", 2: "Nauczyciel", 3: "Inne"}}
    pyreadstat.write_sav(frame, path, variable_value_labels=labels, column_labels={f"job_{name}": "Zawód", f"seen_{name}": "Co znasz?"})
    given = read_answers(path, book(JOB, SEEN))
    assert (given.frame["job"].tolist(), given.frame["job__text"].tolist()) == (["1", "3", "3"], ["", "kowal", "młynarz"])
    assert (chosen(given, "seen"), given.frame["seen__text"].tolist()) == ([[1, 0], [0, 1], [0, 0]], ["", "muzeum", ""])
    assert (given.problems, given.matched.unmatched) == ((), ())


def test_a_variable_of_yes_and_no_is_the_option_and_not_its_words(tmp_path: Path) -> None:
    other = SEEN.model_copy(update={"options": (*SEEN.options[:2], Option(code="other", label="Inne", free_text=True))})
    path = as_csv(tmp_path / "a.csv", ["seen_1", "seen_2", "seen_other", "seen_other_text"], ["1", "0", "1", "muzeum"], ["0", "1", "0", ""])
    given = read_answers(path, book(other))
    assert (chosen(given, "seen"), given.frame["seen__text"].tolist()) == ([[1, 0, 1], [0, 1, 0]], ["muzeum", ""])


def test_a_question_that_the_codebook_asks_is_not_the_words_of_another(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", ["job", "job_other"], ["3", "kowal"])
    given = read_answers(path, book(JOB, ask("job_other", "Jaki inny zawód?")))
    assert (given.frame["job_other"].tolist(), "job__text" in given.frame) == (["kowal"], False)


@pytest.mark.parametrize("header", ["Inne (proszę podać)", "Other (please specify)"])
def test_surveymonkey_leaves_an_answer_empty_where_there_are_words(tmp_path: Path, header: str) -> None:
    first, second = ["Respondent ID", "Zawód", "", "Co znasz?", "", ""], ["", "Response", header, "Kino", "Basen", header]
    rows = [["1", "Rolnik", "", "Kino", "", ""], ["2", "", "kowal", "", "", "muzeum"], ["3", "", "nauczycielka", "", "", ""]]
    given = read_answers(as_csv(tmp_path / "a.csv", first, second, *rows), book(JOB, SEEN))
    assert (given.frame["job"].tolist(), given.frame["job__text"].tolist()) == (["1", "3", "3"], ["", "kowal", "nauczycielka"])
    assert (chosen(given, "seen"), given.frame["seen__text"].tolist()) == ([[1, 0, 0], [0, 0, 1], [None] * 3], ["", "muzeum", ""])
    assert [(one.value, one.why, one.column.position) for one in given.unknown] == [("nauczycielka", "perhaps a renamed option", 3)]


def test_a_comment_on_an_answer_does_not_choose_other(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", ["id", "job", "job[comment]"], ["1", "1", "po ojcu"], ["2", "", "nie powiem"])
    given = read_answers(path, book(JOB), dialect="limesurvey")
    assert (given.frame["job"].tolist(), given.frame["job__text"].tolist()) == (["1", ""], ["po ojcu", "nie powiem"])


def test_too_many_choices_count_the_words_of_other(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", ["id", "seen[1]", "seen[2]", "seen[other]"], ["1", "Y", "Y", "muzeum"], ["2", "Y", "", "nie"])
    given = read_answers(path, book(SEEN), dialect="limesurvey")
    assert chosen(given, "seen") == [[1, 1, 1], [1, 0, 0]]
    assert [(one.row, one.value) for one in given.unknown] == [(2, "3 chosen")]


def test_times_and_ids_of_the_tool_are_kept_in_iso(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", ["Timestamp", "Zgoda?"], ["2025/12/26 9:09:26 PM GMT+1", "Tak"])
    assert read_answers(path, book(AGREE)).system.to_dict("records") == [{"row": 2, "submitted": "2025-12-26T21:09:26"}]


def test_every_row_comes_out_or_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("nr,Zgoda?\n1,Tak\n2\n3,Nie\n4,Tak,co\n", "utf-8")
    given = read_answers(path, book(AGREE))
    assert given.frame["row"].tolist() == [2, 4]
    assert [problem.where for problem in given.problems] == ["line 3", "line 5"]


def test_every_cell_comes_out_or_is_reported(tmp_path: Path) -> None:
    cells = ["Tak", "Nie", "nie wiem sama", "3", "", "Trudno powiedzieć", "tak!", "??"]
    given = answers(tmp_path, AGREE, cells)
    assert (given.frame["agree"] != "").sum() + len(given.unknown) == sum(cell != "" for cell in cells)


def test_a_text_that_could_be_two_options_is_neither() -> None:
    vocabulary = Vocabulary(ask("q", "Pyt", "single", ["Łąka", "Laka"]))
    assert (vocabulary.code("Łąka"), vocabulary.code("Laka"), vocabulary.code("LĄKA")) == ("1", "2", None)


def test_split_keeps_the_order_and_says_what_it_does_not_know() -> None:
    vocabulary = Vocabulary(ask("q", "Pyt", "multiple", ["a, b", "a", "b"]))
    assert vocabulary.split("b, a, b, coś, innego") == Choices(("3", "1"), "coś, innego") or vocabulary.split("b, a, b") == Choices(
        ("3", "1")
    )
    assert vocabulary.split("a, b") == Choices(("1",))
