"""From answers as delivered to answers that count: every row and every changed cell is accounted for."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from cleaning_samples import BOOK, HEADER, audit, changes, cleaned, survey
from diagnoza import tables
from diagnoza.surveys.cleaning import careless, duplicates, rejected
from diagnoza.surveys.cleaning.repair import meant_option
from diagnoza.surveys.codebook import Base, Missing, Option
from survey_samples import as_csv, ask, book

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.surveys.codebook import Codebook, Question

DONT_KNOW = Missing(code="-8", label="Trudno powiedzieć", kind="dont_know")
WORST_BEST = ["Bardzo źle", "Raczej źle", "Ani dobrze, ani źle", "Raczej dobrze", "Bardzo dobrze"]


def scales(count: int, grid: str | None = None) -> list[Question]:
    return [
        ask(f"q{at}", f"Ocena usługi {at}", "scale", WORST_BEST, direction="up", missing=(DONT_KNOW,), grid=grid) for at in range(count)
    ]


def at_random(codebook: Codebook, rows: int, seed: int = 1) -> list[list[str]]:
    draw = random.Random(seed)  # noqa: S311  (answers, not secrets)
    return [[draw.choice(question.options).label for question in codebook.questions] for _ in range(rows)]


def header(codebook: Codebook) -> list[str]:
    return [question.wording for question in codebook.questions]


# Cells ------------------------------------------------------------------------------------------------------------------------


def test_what_is_certain_is_understood_and_the_rest_is_emptied_and_listed(tmp_path: Path) -> None:
    rows = [
        ["gm. Bobrowo", "kobeta", "17 lat", "kino"],
        ["Jablonowo Pom.", "Mężczyzna", "ok. 40", ""],
        ["402042", "K", "170", "basen"],
        ["Wąpielsk", "Kobieta", "35 i więcej", "park"],
    ]
    given = cleaned(as_csv(tmp_path / "a.csv", HEADER, *rows))
    assert given.frame.to_dict("list") == {
        "gmina": ["0402022", "0402073", "0402042", "0412062"],
        "sex": ["1", "2", "", "1"],
        "age": ["17", "40", "", ""],
        "wish": ["kino", "", "basen", "park"],
    }
    assert [str(problem) for problem in given.problems] == [
        (
            "a.csv, column 2 „Płeć”, row 4: „K” is not an option of „sex”; left empty. Add it to the options, or to the variants of one; "
            "the nearest to „K” is „Kobieta”."
        ),
        (
            "a.csv, column 3 „Wiek”, row 5: „35 i więcej” is not a number, as „age” has; left empty. "
            "Write what is right into the corrections file."
        ),
        (
            "a.csv, column 3 „Wiek”, row 4: „170” cannot be an answer to „age”, which goes from 10 to 110; left empty. "
            "Ask the provider, and write what is right into the corrections file."
        ),
    ]
    assert changes(given) == {
        ("sex", "label with a slip of the pen read"): 1,
        ("age", "number among words read"): 2,
        ("age", "impossible value emptied"): 1,
        ("gmina", "name of a place read as its code"): 4,
    }


def test_nobodys_words_stand_in_the_changes_or_the_audit(tmp_path: Path) -> None:
    rows = [["Bobrowo", "Kobieta", "17 lat", f"Zadzwoń: 601 234 56{at}"] for at in range(5)]
    given = cleaned(as_csv(tmp_path / "a.csv", HEADER, *rows))
    assert not any("601" in text for text in given.frame["wish"])
    for table in (given.changes, given.audit):
        assert not table.astype(str).apply(lambda column: column.str.contains("601|17 lat|Zadzwoń")).any(axis=None)
    assert sum(rows for (question, rule), rows in changes(given).items() if question == "wish" and "masked" in rule) == 5


AGE_GROUP = ask("age_group", "Ile ma Pan/Pani lat?", "single", ["Poniżej 18 lat", "18–34 lata", "35–59 lat", "60 lat lub więcej"])


@pytest.mark.parametrize(
    ("written", "code"),
    [("17 lat", "1"), ("17", "1"), ("34", "2"), ("od 18 do 34 lat", "2"), ("60+", "4"), ("65 i więcej", "4"), ("mam 40 lat", "3")],
)
def test_ages_find_the_option_whose_range_holds_them(tmp_path: Path, written: str, code: str) -> None:
    given = cleaned(as_csv(tmp_path / "a.csv", ["Lp.", AGE_GROUP.wording], ["1", written]), book(AGE_GROUP))
    assert given.frame["age_group"].tolist() == [code]
    assert not given.problems


@pytest.mark.parametrize("written", ["35 i więcej", "30-40", "5 km", "17,5", "dorosły"])
def test_what_fits_two_ranges_or_none_is_listed(tmp_path: Path, written: str) -> None:
    given = cleaned(
        as_csv(tmp_path / "a.csv", ["Lp.", AGE_GROUP.wording, "Płeć"], ["1", written, "Kobieta"]), book(AGE_GROUP, BOOK.question("sex"))
    )
    assert given.frame["age_group"].tolist() == [""]
    assert [problem.what for problem in given.problems] == [f"„{written}” is not an option of „age_group”; left empty"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Ważnę", "2"), ("Nieważne", "1"), ("niewazne", "1"), ("Bardzo wazne", "3"), ("Wcale", ""), ("Bardzo", ""), ("nie ważne", "1")],
)
def test_a_slip_of_the_pen_never_turns_an_answer_round(written: str, meant: str) -> None:
    assert meant_option(ask("imp", "Ważne?", "single", ["Nieważne", "Ważne", "Bardzo ważne"]), written) == meant


@pytest.mark.parametrize(("written", "meant"), [("Zupełnie nieważnę", "1"), ("Zupełnie ważne", ""), ("Przez 15 minut", "")])
def test_a_label_with_another_number_or_without_its_no_is_not_meant(written: str, meant: str) -> None:
    assert meant_option(ask("imp", "Ważne?", "single", ["Zupełnie nieważne", "Przez 10 minut"]), written) == meant


def test_words_beside_other_that_are_an_option_count_as_it(tmp_path: Path) -> None:
    one = ask("job", "Zawód", "single", ["Rolnik", "Nauczyciel", "Inne"])
    more = ask("news", "Skąd wiesz?", "multiple", ["Tablica ogłoszeń", "Internet", "Inne"])
    rows = [["Nauczycel", "Tablica ogloszen, Interent"], ["pszczelarz", "Internt; sąsiad"]]
    given = cleaned(as_csv(tmp_path / "a.csv", [one.wording, more.wording], *rows), book(one, more))
    assert given.frame["job"].tolist() == ["2", "3"]
    assert given.frame["job__text"].tolist() == ["", "pszczelarz"]
    assert given.frame[["news__1", "news__2", "news__3"]].to_numpy().tolist() == [[1, 1, 0], [0, 1, 1]]
    assert given.frame["news__text"].tolist() == ["", "sąsiad"]


def test_answers_of_those_who_were_not_asked_are_emptied_down_the_filters(tmp_path: Path) -> None:
    goes = ask("goes", "Dojeżdża?", "single", ["Tak", "Nie"])
    how = ask("how", "Czym?", "single", ["Auto", "Bus", "Inne"], base=Base(question="goes", codes=("1",)))
    line = ask("line", "Która linia?", "text", base=Base(question="how", codes=("2",)))
    rows = [["Tak", "Bus", "12"], ["Nie", "Bus", "12"], ["", "Bus", "12"], ["Tak", "Auto", "12"], ["Nie", "rowerem", ""]]
    given = cleaned(as_csv(tmp_path / "a.csv", [goes.wording, how.wording, line.wording], *rows), book(goes, how, line))
    assert given.frame[["goes", "how", "line"]].to_numpy().tolist() == [
        ["1", "2", "12"],
        ["2", "", ""],
        ["", "2", "12"],  # nobody knows whether they were asked
        ["1", "1", ""],
        ["2", "", ""],
    ]
    assert given.frame["how__text"].tolist() == [""] * 5
    assert changes(given) == {
        ("how", "answer of somebody who was not asked emptied"): 2,
        ("line", "answer of somebody who was not asked emptied"): 2,
    }


def test_none_of_these_beside_others_is_taken_out(tmp_path: Path) -> None:
    none = Option(code="none", label="Żadne z wymienionych", exclusive=True)
    options = (Option(code="a", label="Radio"), Option(code="b", label="Prasa"), none)
    news = ask("news", "Skąd?", "multiple", missing=(DONT_KNOW,)).model_copy(update={"options": options})
    cells = ["Radio; Żadne z wymienionych", "Żadne z wymienionych", "Prasa; Trudno powiedzieć"]
    given = cleaned(as_csv(tmp_path / "a.csv", ["Lp.", news.wording], *([str(at), cell] for at, cell in enumerate(cells))), book(news))
    assert given.frame[["news__a", "news__b", "news__none"]].to_numpy().tolist() == [[1, 0, 0], [0, 0, 1], [0, 1, 0]]
    assert given.frame["news__missing"].tolist() == ["", "", ""]
    assert sorted(rule for _, rule in changes(given)) == [
        "kind of missing beside options taken out",
        "„none of these” beside other options taken out",
    ]


# Rows -------------------------------------------------------------------------------------------------------------------------


def test_every_row_is_kept_or_set_aside_with_its_reason(tmp_path: Path) -> None:
    check = ask("check", "Zaznacz „Raczej dobrze”", "scale", WORST_BEST, direction="up")
    lives = ask("lives", "Mieszka Pan/Pani tutaj?", "single", ["Tak", "Nie"])
    codebook = book(lives, check, *scales(18), ask("wish", "Co zmienić?"))
    rows = at_random(book(*codebook.questions[:-1]), 9)
    rows = [[str(at), *row, f"życzenie {'ab'[at % 2] * at}"] for at, row in enumerate(rows)]
    for row in rows:
        row[1:3] = ["Tak", "Raczej dobrze"]
    rows[1][1:] = [""] * 21
    rows[2][-1] = "Test"
    rows[3][-1] = "asdfasdf"
    rows[4][1] = "Nie"
    rows[5][2] = "Bardzo źle"
    rows[6][3:] = [""] * 19
    rows[7][1:] = rows[0][1:]
    path = as_csv(tmp_path / "a.csv", ["Lp.", *header(codebook)], *rows)
    path.write_bytes(path.read_bytes() + b"9,Tak,Raczej dobrze\r\n")
    declared = survey(screened_out=({"question": "lives", "codes": ("2",)},), attention=({"question": "check", "codes": ("4",)},))
    given = cleaned(path, codebook, of=declared)
    assert audit(given) == {
        "": 2,
        rejected.RAGGED: 1,
        rejected.EMPTY: 1,
        rejected.TRIAL: 2,
        rejected.SCREENED_OUT: 1,
        rejected.INATTENTIVE: 1,
        rejected.BROKEN_OFF: 1,
        duplicates.SAME_ANSWERS: 1,
    }
    assert given.audit["outcome"].tolist() == ["kept"] + ["set aside"] * 7
    assert len(given.frame) == len(given.flags) == 2


def test_names_in_rows_that_do_not_count_need_not_be_understood(tmp_path: Path) -> None:
    rows = [["test", "Kobieta", "30", "x"], ["Bobrowo", "Kobieta", "30", "kino"]]
    given = cleaned(as_csv(tmp_path / "a.csv", HEADER, *rows))
    assert audit(given) == {"": 1, rejected.TRIAL: 1}
    assert not given.problems


def test_a_row_that_was_not_understood_is_not_empty(tmp_path: Path) -> None:
    given = cleaned(as_csv(tmp_path / "a.csv", HEADER[:3], ["Nie wiem", "?", "dużo"]), book(*BOOK.questions[:3]))
    assert audit(given) == {"": 1}
    assert given.frame.to_numpy().tolist() == [["", "", ""]]
    assert len(given.problems) == 3


def test_a_check_without_a_column_is_told(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", HEADER[:3], ["Bobrowo", "Kobieta", "40"])
    given = cleaned(path, of=survey(attention=({"question": "wish", "codes": ("4",)},)))
    assert "survey residents, attention: no file has a column for 'wish', so nobody was set aside by it. Ask for the column." in [
        str(problem) for problem in given.problems
    ]


def test_a_long_questionnaire_answered_the_same_is_one_respondent_and_a_short_one_is_not(tmp_path: Path) -> None:
    long = book(*scales(20))
    rows = at_random(long, 60)
    given = cleaned(as_csv(tmp_path / "long.csv", header(long), *rows, rows[7]), long)
    assert audit(given) == {"": 60, duplicates.SAME_ANSWERS: 1}
    short = book(*scales(3))
    rows = at_random(short, 60)
    given = cleaned(as_csv(tmp_path / "short.csv", header(short), *rows, rows[7]), short)
    assert audit(given) == {"": 61}


def test_straight_liners_are_flagged_and_no_duplicates_of_each_other(tmp_path: Path) -> None:
    codebook = book(*scales(20, grid="q{service}"))
    rows = [*at_random(codebook, 30), *[["Raczej dobrze"] * 20] * 6, ["Trudno powiedzieć"] * 20]
    given = cleaned(as_csv(tmp_path / "a.csv", header(codebook), *rows), codebook)
    assert audit(given) == {"": 37}
    assert given.flags[careless.STRAIGHT].tolist() == [False] * 30 + [True] * 6 + [False]
    assert careless.FAST not in given.flags  # no times, so nobody can tell


def google(path: Path, codebook: Codebook, *rows: tuple[str, str, list[str]]) -> Path:
    head = ["Sygnatura czasowa", "Adres e-mail", *header(codebook)]
    return as_csv(path, head, *([time, mail, *cells] for time, mail, cells in rows))


def at(minute: int) -> str:
    return f"2021-01-10 {8 + minute // 60:02d}:{minute % 60:02d}:00"


def test_a_form_sent_twice_within_minutes_counts_once_though_one_answer_differs(tmp_path: Path) -> None:
    codebook = book(*scales(25))
    rows = at_random(codebook, 40)
    again = [*rows[3][:-1], "Bardzo źle" if rows[3][-1] != "Bardzo źle" else "Bardzo dobrze"]
    timed = [(at(5 * minute), "", row) for minute, row in enumerate(rows)]
    soon = cleaned(google(tmp_path / "soon.csv", codebook, *timed, (at(17), "", again)), codebook)
    assert audit(soon) == {"": 40, duplicates.SAME_ANSWERS: 1}
    assert [str(WORST_BEST.index(label) + 1) for label in again] in soon.frame.to_numpy().tolist()  # the later one stays
    assert [str(WORST_BEST.index(label) + 1) for label in rows[3]] not in soon.frame.to_numpy().tolist()
    late = cleaned(google(tmp_path / "late.csv", codebook, *timed, (at(300), "", again)), codebook)
    assert audit(late) == {"": 41}


def test_the_same_address_is_one_person_and_the_fullest_answer_stays(tmp_path: Path) -> None:
    rows = [
        (at(0), "ala@gmail.com", ["Bobrowo", "Kobieta", "30", "kino"]),
        (at(1), "ALA@gmail.com ", ["Bobrowo", "Kobieta", "", ""]),
        (at(2), "ola@gmail.com", ["Brzozie", "Kobieta", "31", ""]),
        (at(3), "ola@gmail.com", ["Brzozie", "Kobieta", "32", ""]),
        (at(4), "test@test.pl", ["Brzozie", "Kobieta", "32", "park"]),
        *[(at(minute), "urzad@gmina.pl", ["Brzozie", "Kobieta", str(minute + 10), "las"]) for minute in range(10, 17)],
    ]
    given = cleaned(google(tmp_path / "a.csv", BOOK, *rows))
    assert audit(given) == {"": 9, duplicates.SAME_PERSON: 2, rejected.TRIAL: 1}
    assert given.frame["age"].tolist() == ["30", "32", *map(str, range(20, 27))]  # an office typed in seven of them
    assert "7 kept rows share a device, a name or an address" in str(given.problems[-1])
    everything = given.frame.astype(str).to_csv() + given.changes.to_csv() + given.audit.to_csv() + "".join(map(str, given.problems))
    assert "@" not in everything


def test_a_device_is_shared_by_a_class_and_used_twice_by_one(tmp_path: Path) -> None:
    codebook = book(*scales(25))
    rows = at_random(codebook, 30)
    head = ["Response ID", "Date submitted", "IP address", *(f"q{number}" for number in range(25))]
    cells = [[str(number), "", "10.0.0.1", *row] for number, row in enumerate(rows)]
    cells.append(["99", "", "10.0.0.1", *rows[5][:-1], ""])
    given = cleaned(as_csv(tmp_path / "a.csv", head, *cells), codebook)
    assert audit(given) == {"": 30, duplicates.SAME_TRACE: 1}


def test_waves_with_the_same_numbers_are_different_people_and_a_later_export_is_not(tmp_path: Path) -> None:
    codebook = book(*scales(20))
    rows = at_random(codebook, 30)
    head = ["ID", "Start time", "Completion time", "Email", *header(codebook)]
    first = [[str(number + 1), at(number), at(number + 1), "anonymous", *row] for number, row in enumerate(rows[:20])]
    later = [[str(number + 1), at(number), at(number + 1), "anonymous", *row] for number, row in enumerate(rows)]
    again = [
        [str(number + 1), at(200 + number), at(201 + number), "anonymous", *row]
        for number, row in enumerate(at_random(codebook, 20, seed=2))
    ]
    files = [
        as_csv(tmp_path / name, head, *cells) for name, cells in [("first.csv", first), ("later.csv", later), ("second-wave.csv", again)]
    ]
    given = cleaned(files, codebook)
    assert audit(given) == {"": 50, duplicates.OTHER_FILE: 20}
    assert given.audit.groupby("file")["rows"].sum().to_dict() == {"first.csv": 20, "later.csv": 30, "second-wave.csv": 20}


def test_one_id_twice_in_a_file_is_one_respondent_and_the_fuller_row_stays(tmp_path: Path) -> None:
    head = ["Response ID", "Date submitted", *(question.id for question in BOOK.questions)]
    rows = [
        ["1", "", "Bobrowo", "Kobieta", "", ""],
        ["1", at(1), "Bobrowo", "Kobieta", "30", "kino"],
        ["2", at(2), "Brzozie", "Kobieta", "30", ""],
    ]
    given = cleaned(as_csv(tmp_path / "a.csv", head, *rows))
    assert audit(given) == {"": 2, duplicates.SAME_ID: 1}
    assert given.frame["wish"].tolist() == ["kino", ""]


def test_the_audit_keeps_its_declaration(tmp_path: Path) -> None:
    given = cleaned(as_csv(tmp_path / "a.csv", HEADER, ["Bobrowo", "Kobieta", "30", "kino"], ["test", "", "", ""]))
    assert len(tables.check(given.audit, "audit", file="audit")) == 2


def test_files_that_ask_different_questions_stand_under_each_other(tmp_path: Path) -> None:
    first = as_csv(tmp_path / "a.csv", HEADER[:3], ["Bobrowo", "Kobieta", "40"])
    second = as_csv(tmp_path / "b.csv", HEADER, ["Brzozie", "Mężczyzna", "50", "kino"])
    given = cleaned([first, second])
    assert given.frame["wish"].tolist() == ["", "kino"]
    assert given.frame.index.tolist() == [0, 1]


def test_speeders_need_less_than_a_third_of_the_median(tmp_path: Path) -> None:
    codebook = book(*scales(12))
    head = ["ID", "Start time", "Completion time", "Email", *header(codebook)]
    minutes = [12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 4, 3, 60]
    rows = [
        [str(n), at(n), at(n + took), "anonymous", *row]
        for n, (took, row) in enumerate(zip(minutes, at_random(codebook, 13), strict=True), 1)
    ]
    given = cleaned(as_csv(tmp_path / "a.csv", head, *rows), codebook)
    assert given.flags[careless.FAST].tolist() == [False] * 11 + [True, False]


def test_rows_from_before_and_after_the_survey_count_and_are_told(tmp_path: Path) -> None:
    rows = [("2020-12-30 10:00", "", ["Bobrowo", "Kobieta", "30", ""]), (at(1), "", ["Brzozie", "Kobieta", "40", ""])]
    given = cleaned(google(tmp_path / "a.csv", BOOK, *rows))
    assert audit(given) == {"": 2}
    assert [str(problem) for problem in given.problems] == [
        (
            "a.csv, row 2: sent before the first day of the survey, 2021-01-04. They count; if they are trials, leave them out with "
            "`row_status: reject` in the corrections file, else correct the day."
        )
    ]


def test_personal_columns_are_in_no_table_whatever_the_codebook_calls_them(tmp_path: Path) -> None:
    phone = ask("contact", "Jak się skontaktować?", "text")
    name = ask("who", "Imię i nazwisko", "text", personal=True)
    rows = [["Bobrowo", f"60123456{n}", f"Jan Kowalski {n}"] for n in range(6)]
    given = cleaned(as_csv(tmp_path / "a.csv", [HEADER[0], phone.wording, name.wording], *rows), book(BOOK.question("gmina"), phone, name))
    assert list(given.frame) == ["gmina"]
    assert [problem.what for problem in given.problems] == ["the column of „contact” looks personal, so its answers were left out"]


def test_five_thousand_rows_of_two_hundred_columns_take_seconds(tmp_path: Path) -> None:
    codebook = book(*scales(196), *BOOK.questions)
    draw = random.Random(3)  # noqa: S311  (answers, not secrets)
    rows = [
        [
            *(draw.choice(WORST_BEST) for _ in range(196)),
            draw.choice(["Bobrowo", "gm. Brzozie", "Wapielsk"]),
            "Kobieta",
            str(draw.randint(15, 90)),
            "",
        ]
        for _ in range(5000)
    ]
    path = as_csv(tmp_path / "a.csv", header(codebook), *rows)
    begin = time.process_time()
    given = cleaned(path, codebook)
    assert time.process_time() - begin < 20
    assert len(given.frame) == 5000


def test_cleaning_twice_gives_the_same(tmp_path: Path) -> None:
    codebook = book(*scales(20))
    rows: list[list[Any]] = at_random(codebook, 30)
    path = as_csv(tmp_path / "a.csv", header(codebook), *rows, rows[3], rows[4])
    one, two = cleaned(path, codebook), cleaned(path, codebook)
    pd.testing.assert_frame_equal(one.frame, two.frame)
    pd.testing.assert_frame_equal(one.audit, two.audit)
