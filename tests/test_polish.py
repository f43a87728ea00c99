from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from diagnoza import polish

FORMS = ("osoba", "osoby", "osób")


def expected_form(n: int) -> str:
    """Decide as a Polish grammar does: by the last word of the number when it is read aloud."""
    teens = range(11, 20)
    if n == 1:
        return "osoba"
    if n % 100 not in teens and n % 10 in {2, 3, 4}:
        return "osoby"
    return "osób"


@pytest.mark.parametrize("n", range(126))
def test_a_noun_takes_the_form_that_the_last_word_of_its_number_asks_for(n: int) -> None:
    assert polish.plural(n, *FORMS) == expected_form(n)


def test_the_forms_that_are_easily_got_wrong() -> None:
    written = {n: polish.counted(n, *FORMS) for n in (0, 1, 2, 5, 12, 21, 22, 101, 112, 1022)}
    assert written == {
        0: "0\xa0osób",
        1: "1\xa0osoba",
        2: "2\xa0osoby",
        5: "5\xa0osób",
        12: "12\xa0osób",
        21: "21\xa0osób",
        22: "22\xa0osoby",
        101: "101\xa0osób",
        112: "112\xa0osób",
        1022: "1\xa0022\xa0osoby",
    }


def test_a_loss_of_people_is_counted_like_a_gain() -> None:
    assert polish.counted(-54, *FORMS) == "−54\xa0osoby"
    assert polish.counted(-1, *FORMS) == "−1\xa0osoba"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (116436, 0, "116\xa0436"),
        (2655, 0, "2\xa0655"),
        (999, 0, "999"),
        (37_907_704, 0, "37\xa0907\xa0704"),
        (12.5, 1, "12,5"),
        (12, 2, "12,00"),
        (-0.5, 1, "−0,5"),
        (0.0, 0, "0"),
    ],
)
def test_numbers_have_a_decimal_comma_groups_of_three_and_a_true_minus(value: float, decimals: int, text: str) -> None:
    assert polish.number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"), [(0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (-2.5, 0, "−3"), (2.675, 2, "2,68"), (0.125, 2, "0,13")]
)
def test_halves_round_away_from_zero_as_by_hand(value: float, decimals: int, text: str) -> None:
    assert polish.number(value, decimals) == text


def test_nothing_is_printed_as_minus_zero() -> None:
    assert polish.number(-0.04, 1) == "0,0"
    assert polish.number(-0.04, 1, signed=True) == "0,0"


def test_rounding_is_symmetric_about_zero() -> None:
    for value in np.linspace(0, 3, 61):
        assert polish.round_half_up(-value, 1) == -polish.round_half_up(value, 1)


def test_a_signed_number_says_which_way_and_zero_has_no_sign() -> None:
    assert [polish.number(n, signed=True) for n in (241, -553, 0)] == ["+241", "−553", "0"]


@pytest.mark.parametrize("missing", [None, float("nan"), np.nan, pd.NA, pd.NaT])
def test_what_is_missing_is_called_missing_and_not_zero(missing: float) -> None:
    assert polish.is_missing(missing)
    assert polish.number(missing) == "brak danych"
    assert polish.percent(missing) == "brak danych"


@pytest.mark.parametrize("present", [0, 0.0, "", "0", -1, np.float64(0), np.int64(0)])
def test_zero_and_empty_text_are_not_missing(present: object) -> None:
    assert not polish.is_missing(present)


def test_a_percentage_has_no_space_before_its_sign() -> None:
    assert polish.percent(0.125, 1) == "12,5%"
    assert polish.percent(1) == "100%"


def test_groups_of_three_and_signs_never_break_at_the_end_of_a_line() -> None:
    assert " " not in polish.number(1_234_567.8, 1, signed=True)
    assert " " not in polish.counted(1_234_567, *FORMS)


def test_a_month_stands_in_the_genitive() -> None:
    months = [polish.date_words(dt.date(2021, month, 3)) for month in range(1, 13)]
    assert months[0] == "3\xa0stycznia 2021\xa0r."
    assert months[4] == "3\xa0maja 2021\xa0r."
    assert months[9] == "3\xa0października 2021\xa0r."
    assert len(set(months)) == 12


def test_years_are_a_span_with_an_en_dash_in_whatever_order_they_come() -> None:
    assert polish.span([2019, 2010, 2012]) == "2010–2019"
    assert polish.span([2018, 2018]) == "2018"
    assert polish.span([]) == "brak danych"


def test_an_enumeration_ends_with_and() -> None:
    assert polish.listed([]) == ""
    assert polish.listed(["Brzozie"]) == "Brzozie"
    assert polish.listed(["Brzozie", "Wąpielsk"]) == "Brzozie i\xa0Wąpielsk"
    assert polish.listed(["Bobrowo", "Brzozie", "Wąpielsk"]) == "Bobrowo, Brzozie i\xa0Wąpielsk"


def test_letters_with_marks_follow_their_plain_letter() -> None:
    words = ["Łódź", "Lwówek", "Żary", "Zabrze", "Źrebce", "Ćmielów", "Cieszyn", "Ostrów", "Ósemka", "Świlcza", "Starachowice"]
    assert sorted(words, key=polish.collation_key) == [
        "Cieszyn",
        "Ćmielów",
        "Lwówek",
        "Łódź",
        "Ostrów",
        "Ósemka",
        "Starachowice",
        "Świlcza",
        "Zabrze",
        "Źrebce",
        "Żary",
    ]


def test_a_name_of_two_words_comes_before_longer_words_that_begin_like_it() -> None:
    assert sorted(["Nowakowo", "Nowa Ruda", "Nowa Sól"], key=polish.collation_key) == ["Nowa Ruda", "Nowa Sól", "Nowakowo"]


def test_case_does_not_matter_for_the_order() -> None:
    assert polish.collation_key("ŁASK") == polish.collation_key("łask")


def test_the_name_of_a_municipality_is_never_declined() -> None:
    for kind in ("wiejska", "miejsko-wiejska", "miejska", "miasto na prawach powiatu"):
        for case in ("nominative", "genitive", "locative"):
            assert polish.place("Brzozie", kind, case).endswith(" Brzozie")
    assert polish.place("powiat brodnicki", "powiat", "genitive") == "powiat brodnicki"


def test_one_letter_words_stay_with_the_next_word() -> None:
    assert polish.typography("gminy i powiat w partnerstwie") == "gminy i\xa0powiat w\xa0partnerstwie"
    assert polish.typography("i w gminie") == "i\xa0w\xa0gminie"


def test_a_number_stays_with_its_unit() -> None:
    assert polish.typography("5 km, 30 zł, 2023 r., 12 osób") == "5\xa0km, 30\xa0zł, 2023\xa0r., 12\xa0osób"


def test_words_of_several_letters_keep_ordinary_spaces() -> None:
    assert polish.typography("do gminy od roku") == "do gminy od roku"


def test_typography_done_twice_is_typography_done_once() -> None:
    text = "w 2 gminach i 5 km dalej, a z 3 osób"
    assert polish.typography(polish.typography(text)) == polish.typography(text)
