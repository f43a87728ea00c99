"""Open answers in themes: words to lemmas, lemmas to groups, and a person who has the last word."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from diagnoza.disclosure import hide_parts, risky
from diagnoza.errors import ProblemsError
from diagnoza.survey_params import Survey
from diagnoza.surveys.cleaning.cleaned import Cleaned
from diagnoza.surveys.codebook import Codebook, Question
from diagnoza.surveys.open_answers import themes
from diagnoza.surveys.open_answers.lemmas import lemmas, lemmatise
from diagnoza.surveys.open_answers.review import hide, read_reviewed, themes_and_quotes
from diagnoza.surveys.open_answers.sheet import review_sheet, write_sheet
from diagnoza.surveys.open_answers.silent import is_silent
from diagnoza.surveys.open_answers.themes import propose

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

DAY = dt.date(2026, 1, 1)

# Made up for the test: what residents might answer, by what a reader would call it.
BY_THEME = {
    "transport": """
więcej autobusów do miasta | brak połączeń autobusowych w weekendy | autobusy jeżdżą za rzadko | lepsze połączenia z Brodnicą
nie ma autobusu po 16 | przywrócić kolej i pociągi do Torunia | komunikacja publiczna praktycznie nie istnieje
bez samochodu nie ma jak dojechać, autobusu brak | rozkład autobusów dopasowany do szkoły | tanie bilety autobusowe dla uczniów
autobus dwa razy dziennie to za mało | więcej kursów autobusu wieczorem | pociąg nie zatrzymuje się na naszej stacji""",
    "zdrowie": """
kolejki do lekarza | brak lekarzy specjalistów | lekarz rodzinny przyjmuje dwa dni w tygodniu | przychodnia zamknięta po południu
dostęp do dentysty na NFZ | więcej lekarzy w przychodni | pediatra w każdej przychodni | do specjalisty czeka się rok
brakuje lekarza w weekend | nocna opieka lekarska | trudno dostać się do lekarza | kardiolog i inni specjaliści na miejscu""",
    "drogi": """
dziurawe drogi | remont dróg gminnych | droga do szkoły bez chodnika | budowa chodników przy drodze | asfalt na drogach lokalnych
chodniki są krzywe | naprawić drogę powiatową | dziury w drodze po zimie | brak chodnika i pobocza | ścieżki rowerowe i chodniki
utwardzić drogi polne | oświetlenie przy drogach i chodnikach | drogi są w fatalnym stanie""",
    "kultura": """
brak kina i koncertów | zajęcia dla młodzieży w domu kultury | nic się nie dzieje w domu kultury | więcej koncertów i festynów
zajęcia plastyczne i muzyczne dla dzieci | kino letnie i koncerty | świetlica zamknięta, brak zajęć | dom kultury bez oferty dla młodzieży
festyny i imprezy dla rodzin | więcej zajęć dla dzieci w świetlicy | miejsce spotkań dla młodzieży | koncerty, kino, teatr""",
    "praca": """
brak pracy dla młodych | lepiej płatna praca | zarobki są za niskie | praca tylko w sklepie albo na czarno | nowe zakłady pracy
przyciągnąć inwestorów i miejsca pracy | młodzi wyjeżdżają za pracą | niskie zarobki i brak perspektyw pracy
firmy nie chcą płacić, niskie zarobki | praca na miejscu po studiach | inwestorzy, firmy, zakłady | więcej firm i miejsc pracy""",
    "środowisko": """
śmieci w lesie | drogie śmieci | ludzie palą śmieciami w piecach | smog zimą, stare piece | wymiana pieców i dopłaty
zanieczyszczone jezioro | segregacja śmieci nie działa | smród i dym z pieców | czyste powietrze, mniej smogu
wywóz śmieci za drogi | dzikie wysypiska śmieci | jezioro śmierdzi, ścieki w jeziorze | dym i smog wieczorami""",
}
LABELLED = [(answer.strip(), theme) for theme, text in BY_THEME.items() for line in text.strip().split("\n") for answer in line.split("|")]
TEXTS = pd.Series([answer for answer, _ in LABELLED])
TRUTH = [theme for _, theme in LABELLED]


def cleaned(texts: Sequence[str], **survey: Any) -> Cleaned:
    question = Question(id="change", wording="Co zmienić?", kind="text", sensitive=survey.pop("sensitive", False))
    codebook = Codebook(id="q", title="T", group="residents", instrument_version="1", questions=(question,))
    made = Survey(
        id="residents", title="T", questionnaire="q", design="open_link", mode="sieć", start=DAY, end=DAY, themes=("change",), **survey
    )
    nothing = pd.DataFrame()
    return Cleaned(made, codebook, pd.DataFrame({"change": list(texts)}), nothing, nothing, nothing, ())


def reviewed(path: Path, *rows: Sequence[str]) -> pd.DataFrame:
    lines = [";".join(f'"{cell}"' for cell in row) for row in [("question", "text", "theme", "quotable"), *rows]]
    file = path / "reviewed.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_reviewed(file)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("w gminie i w szkole", ["szkoła"]),
        ("zajęcia dla młodych ludzi", ["zajęcie", "młody", "człowiek"]),
        ("601 razy", []),
        ("[osoba] i Kowalskiej chodnik", ["chodnik"]),
        ("BRAK LEKARZY", ["lekarz"]),
        ("dojazd do Brodnicy", ["dojazd", "Brodnica"]),
    ],
)
def test_words_in_dictionary_form(text: str, expected: list[str]) -> None:
    assert lemmas(text) == expected


def test_a_form_goes_to_the_word_that_other_answers_share() -> None:
    assert lemmatise(["drogie bilety", "drogi", "dróg", "drodze"])[1:] == [["droga"]] * 3


def test_a_word_the_dictionary_does_not_have_may_be_a_name_and_goes() -> None:
    assert lemmas("xyzkowska wgrzdyl") == []


def test_proposed_themes_are_those_of_a_reader_better_than_with_raw_words(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = adjusted_rand_score(TRUTH, propose(TEXTS, 6).assignment)
    monkeypatch.setattr(themes, "lemmatise", lambda texts: [text.lower().split() for text in texts])
    raw = adjusted_rand_score(TRUTH, propose(TEXTS, 6).assignment)
    assert ours > 0.5
    assert raw < 0.2


def test_the_same_seed_gives_the_same_themes() -> None:
    one, two = propose(TEXTS, seed=3), propose(TEXTS, seed=3)
    pd.testing.assert_series_equal(one.assignment, two.assignment)
    assert one.words == two.words


def test_themes_are_numbered_from_the_largest_and_show_no_rare_word() -> None:
    proposal = propose(TEXTS)
    sizes = proposal.assignment[proposal.assignment > 0].value_counts().sort_index()
    assert sizes.is_monotonic_decreasing
    assert list(sizes.index) == list(proposal.words)
    stands_in = Counter(word for words in lemmatise(TEXTS) for word in set(words))
    assert min(stands_in[word] for words in proposal.words.values() for word in words) >= 3


def test_few_answers_or_no_word_in_common_make_no_theme() -> None:
    assert propose(TEXTS.head(29)).words == {}
    assert propose(pd.Series(["601 234"] * 40)).assignment.tolist() == [0] * 40


def small_themes_could_be(sizes: Sequence[int], hidden: Sequence[bool]) -> set[int]:
    """Try all sizes of hidden themes that agree with the shown ones, the sum and the order; give what a small one could be."""
    secret = sorted(size for size, is_hidden in zip(sizes, hidden, strict=True) if is_hidden)
    largest = min(size for size, is_hidden in zip(sizes, hidden, strict=True) if not is_hidden)
    small = sum(size < 5 for size in sizes)
    others = [range(1, 5)] * (small - 1) + [range(5, largest + 1)] * (len(secret) - small)
    return {sum(secret) - sum(rest) for rest in itertools.product(*others)} & set(range(1, 5))


def test_a_small_theme_cannot_be_computed_from_the_others() -> None:
    tried = 0
    for sizes in itertools.combinations_with_replacement([1, 3, 4, 5, 6, 9, 20], 4):
        hidden = hide(sizes, 5)
        assert all(is_hidden for size, is_hidden in zip(sizes, hidden, strict=True) if size < 5)
        assert any(size < 5 for size in sizes) or not any(hidden)
        if any(hidden) and not all(hidden):
            assert small_themes_could_be(sizes, hidden) == {1, 2, 3, 4}, sizes
            tried += 1
    assert tried > 20


def test_themes_nobody_has_read_have_no_names() -> None:
    found, quotes = themes_and_quotes(cleaned(TEXTS), None)
    assert set(found["name"]) == {""}
    assert quotes.empty
    assert (found["answered"] == len(TEXTS)).all()
    assert found["n"].isna().any() or found["n"].sum() == len(TEXTS)


def test_named_themes_count_and_unread_answers_are_of_none(tmp_path: Path) -> None:
    texts = ["chodnik"] * 12 + ["lekarz"] * 7 + ["kino"] * 6
    marks = reviewed(tmp_path, ("change", "chodnik", "Drogi", "1"), ("change", "lekarz", "Zdrowie", "0"))
    found, quotes = themes_and_quotes(cleaned(texts), marks)
    assert found[["theme", "name", "words", "n"]].to_numpy().tolist() == [
        [0, "", "", 6],
        [1, "Drogi", "chodnik", 12],
        [2, "Zdrowie", "lekarz", 7],
    ]
    assert quotes[["question", "theme", "text"]].to_numpy().tolist() == [["change", 1, "chodnik"]]


def test_a_small_theme_has_neither_size_nor_words(tmp_path: Path) -> None:
    texts = ["chodnik"] * 30 + ["lekarz"] * 9 + ["kino"] * 4
    marks = reviewed(tmp_path, *[("change", text, text.title(), "") for text in ("chodnik", "lekarz", "kino")])
    found, _ = themes_and_quotes(cleaned(texts), marks)
    assert found["n"].isna().tolist() == [False, True, True]
    assert found["words"].tolist() == ["chodnik", "lekarz", ""]


def test_a_theme_of_few_answers_is_not_quoted(tmp_path: Path) -> None:
    texts = ["chodnik"] * 30 + ["lekarz"] * 9 + ["kino"] * 4
    marks = reviewed(tmp_path, *[("change", text, text.title(), "1") for text in ("chodnik", "lekarz", "kino")])
    assert themes_and_quotes(cleaned(texts), marks)[1]["text"].tolist() == ["chodnik", "lekarz"]


def test_hiding_parts_of_a_sum_alone_would_tell_of_a_small_theme() -> None:
    sizes = [40, 12, 5, 1]
    assert small_themes_could_be(sizes, hide_parts(sizes, risky(sizes, 5), 5).tolist()) == {1}
    assert small_themes_could_be(sizes, hide(sizes, 5)) == {1, 2, 3, 4}


@pytest.mark.parametrize(
    "text", ["nie wiem", "Nie wiem.", "NIE MAM ZDANIA!", "brak", "-", "...", "?", "nie mam pomyslu", "Wszystko OK :)", "n/d", "wszystko"]
)
def test_some_phrases_answer_nothing(text: str) -> None:
    assert is_silent(pd.Series([text])).all()


@pytest.mark.parametrize("text", ["brak autobusów", "nie wiem, może basen", "nic się nie dzieje", "500 +", "7"])
def test_a_phrase_with_more_is_an_answer(text: str) -> None:
    assert not is_silent(pd.Series([text])).any()


def test_what_answers_nothing_is_not_counted_unless_a_person_says_so(tmp_path: Path) -> None:
    texts = ["chodnik"] * 12 + ["nie wiem"] * 7 + ["wszystko ok"] * 6
    assert set(themes_and_quotes(cleaned(texts), None)[0]["answered"]) == {12}
    marks = reviewed(
        tmp_path, ("change", "chodnik", "Drogi", ""), ("change", "wszystko ok", "Zadowolenie", ""), ("change", "nie wiem", "", "")
    )
    found, _ = themes_and_quotes(cleaned(texts), marks)
    assert found[["name", "n", "answered"]].to_numpy().tolist() == [["Drogi", 12, 18], ["Zadowolenie", 6, 18]]


def test_a_sensitive_question_needs_more_answers() -> None:
    assert themes_and_quotes(cleaned(["brak opieki"] * 9, sensitive=True), None)[0].empty
    assert len(themes_and_quotes(cleaned(["brak opieki"] * 9), None)[0]) == 1


def test_a_quote_that_is_no_answer_stops(tmp_path: Path) -> None:
    marks = reviewed(tmp_path, ("change", "chodnik", "", "1"), ("change", "zmyślone", "", "1"), ("other", "chodnik", "", ""))
    with pytest.raises(ProblemsError) as error:
        themes_and_quotes(cleaned(["chodnik"] * 9), marks)
    assert [problem.where for problem in error.value.problems] == ["line 3, column text", "line 4, column question"]


def test_all_that_is_wrong_with_a_reviewed_file_is_said_at_once(tmp_path: Path) -> None:
    rows = [("change", "chodnik", "A", "tak"), ("", "lekarz", "A", "1"), ("change", "chodnik", "B", "1"), ("change", "", "", "")]
    with pytest.raises(ProblemsError) as error:
        reviewed(tmp_path, *rows)
    assert [problem.where for problem in error.value.problems] == [
        "line 2, column quotable",
        "line 3, column question",
        "line 5, column text",
        "line 4",
        "line 4",
    ]


def test_a_reviewed_file_without_a_column_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("question,text\nchange,chodnik\n", encoding="utf-8")
    with pytest.raises(ProblemsError, match="no column theme, quotable"):
        read_reviewed(tmp_path / "a.csv")


def test_a_sheet_comes_back_as_a_reviewed_file(tmp_path: Path) -> None:
    sheet = review_sheet("change", pd.concat([TEXTS, pd.Series(["dziurawe drogi", "Wójt Nowak śpi", ""])], ignore_index=True))
    assert sheet.loc[sheet["text"].eq("dziurawe drogi"), "answers"].tolist() == [2]
    assert "Wójt [osoba] śpi" in set(sheet["text"])
    sheet.assign(theme="Drogi", quotable="1").to_csv(tmp_path / "sheet.csv", index=False)
    back = read_reviewed(tmp_path / "sheet.csv")
    assert back["text"].tolist() == sheet["text"].tolist()
    assert back["quotable"].all()


def test_a_written_sheet_opens_in_excel_and_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    assert write_sheet(cleaned(["- chodnik; i lampy", "=1+1", "nie wiem", "Wójt Nowak śpi"]), file) == 3
    content = file.read_bytes().decode()
    assert content.startswith('\ufeff"question";"text";')
    assert '"\xa0=1+1"' in content
    assert set(read_reviewed(file)["text"]) == {"- chodnik; i lampy", "=1+1", "Wójt [osoba] śpi"}


def test_a_sheet_is_not_written_over_and_not_empty(tmp_path: Path) -> None:
    (tmp_path / "sheet.csv").write_text("somebody's work", encoding="utf-8")
    for texts, path in ((TEXTS, tmp_path / "sheet.csv"), (TEXTS, tmp_path / "none/sheet.csv"), (["nie wiem"], tmp_path / "new.csv")):
        with pytest.raises(ProblemsError):
            write_sheet(cleaned(list(texts)), path)
    assert [one.name for one in tmp_path.iterdir()] == ["sheet.csv"]
