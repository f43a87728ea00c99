"""What is published of open answers: themes with their sizes, named by a person who has read them, and quotes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from diagnoza.delivery import read_delivery
from diagnoza.errors import Problem, ProblemsError
from diagnoza.surveys.open_answers.lemmas import lemmatise
from diagnoza.surveys.open_answers.masking import mask
from diagnoza.surveys.open_answers.silent import is_silent
from diagnoza.surveys.open_answers.themes import SHOWN_IN, WORDS, propose
from diagnoza.tables import check

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from diagnoza.surveys.cleaning.cleaned import Cleaned


COLUMNS = ("question", "text", "theme", "quotable")
NOT_GIVEN = "żadna z odpowiedzi nie ma takiego brzmienia"
_QUOTABLE = {"1": True, "0": False, "": False}


class Grouped(NamedTuple):
    """Answers to one question: the theme of each (0: none), and the name and the words of each theme."""

    numbers: pd.Series
    names: dict[int, str]
    words: dict[int, tuple[str, ...]]


def unbroken(text: str) -> str:
    """Forgive spaces and line breaks, which spreadsheets change."""
    return " ".join(str(text).split())


def read_reviewed(path: Path) -> pd.DataFrame:
    """
    Read the file of reviewed open answers.

    Parameters
    ----------
    path
        A table with the columns question, text, theme, quotable; others, as in a review sheet, are not read. `text` is the masked answer,
        `theme` the Polish name a person gave it (empty: not reviewed), `quotable` 1 or 0 (empty: 0).

    Returns
    -------
        One row per answer: question, text, theme, quotable (boolean); the index is the line in the file.

    Raises
    ------
    ProblemsError
        With everything that is wrong with the file.
    """
    delivered = read_delivery(path)
    if lacking := [column for column in COLUMNS if delivered.header[0].count(column) != 1]:
        what = f"it has no column {', '.join(lacking)}, or has it twice"
        raise ProblemsError([Problem(path.name, "header", what, f"Give it the columns {', '.join(COLUMNS)}")])
    rows = delivered.frame[list(COLUMNS)].apply(lambda column: column.map(unbroken))
    problems = [*delivered.problems, *_unsound(rows, path.name)]
    if problems:
        raise ProblemsError(problems)
    return pd.DataFrame(rows.assign(quotable=rows["quotable"].map(_QUOTABLE).astype(bool))).drop_duplicates(["question", "text"])


def _unsound(rows: pd.DataFrame, file: str) -> list[Problem]:
    problems = []
    for line, row in rows.iterrows():
        empty = [column for column in ("question", "text") if not row[column]]
        remedy = "Fill it in or take the row out"
        problems += [Problem(file, f"line {line}, column {column}", "it is empty", remedy) for column in empty]
        if row["quotable"] not in _QUOTABLE:
            what = f"'{row['quotable']}' is neither 1 nor 0"
            problems.append(Problem(file, f"line {line}, column quotable", what, "Write 1 where the answer may be quoted, else 0"))
    answers = rows.groupby(["question", "text"], sort=False)
    for column in ("theme", "quotable"):
        twice = rows[(answers[column].transform("nunique") > 1) & rows.duplicated(["question", "text"])]
        remedy = "Keep one of the rows"
        problems += [Problem(file, f"line {line}", f"the same answer has another {column} above", remedy) for line in twice.index]
    return problems


def still_given(reviewed: pd.DataFrame, cleaned: Cleaned) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Set reviewed answers aside that no respondent gives, as after a file of answers was taken back.

    Parameters
    ----------
    reviewed
        What `read_reviewed` gives. It is not changed.
    cleaned
        The answers.

    Returns
    -------
        The rows that fit, with those of questions that have no themes, which `themes_and_quotes` reports; and rows of the audit: file,
        outcome, reason (Polish), rows. No row of the audit where nothing is set aside.
    """
    asked = [question for question in cleaned.survey.themes if question in cleaned.frame]
    given = {(question, text) for question in asked for text in written(cleaned, question)}
    fits = [one in given or one[0] not in asked for one in zip(reviewed["question"], reviewed["text"], strict=True)]
    kept = reviewed[fits]
    counted = [("kept", "", len(kept)), ("set aside", NOT_GIVEN, len(reviewed) - len(kept))]
    rows = [(str(cleaned.survey.reviewed), *one) for one in counted if len(kept) < len(reviewed)]
    return kept, pd.DataFrame(rows, columns=["file", "outcome", "reason", "rows"])


def themes_and_quotes(cleaned: Cleaned, reviewed: pd.DataFrame | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """
    Group the open answers of a survey into themes, and pick out the quotes.

    Parameters
    ----------
    cleaned
        The answers; the questions are those under `themes` in params that the files have.
    reviewed
        What `read_reviewed` gives. Where it names themes of a question these count, and answers it does not name are of none; other
        questions get a proposal without names. None: nobody has read the answers.

    Returns
    -------
        Tables `themes` and `quotes`. Themes of fewer answers than may be published have neither `n` nor words, and as many others as it
        takes to hide them have no `n`. A question with fewer answers than that has no themes. What answers nothing („nie wiem”) is not
        counted, unless a person gave it a theme. Quotes are answers marked as quotable, masked once more; those of a theme of fewer answers
        than may be published stay out, as they would tell how many there are at least.

    Raises
    ------
    ProblemsError
        If a row of the reviewed file is of no such question, or its text is no longer an answer.
    """
    survey = cleaned.survey
    answers = {question: written(cleaned, question) for question in survey.themes if question in cleaned.frame}
    marks = pd.DataFrame(columns=list(COLUMNS)) if reviewed is None else reviewed
    if problems := _stale(marks, answers, survey.reviewed or "reviewed answers"):
        raise ProblemsError(problems)
    themes, quotes = [], []
    for question, all_texts in answers.items():
        marked = marks[marks["question"].eq(question)]
        read = marked.loc[marked["theme"].ne("") | marked["quotable"].astype(bool), "text"]
        texts = all_texts[~is_silent(all_texts) | all_texts.isin(read)]
        sensitive = cleaned.codebook.question(question.removesuffix("__text")).sensitive
        minimum = survey.minimum.sensitive if sensitive else survey.minimum.cell
        grouped = _grouped(texts, marked) if len(texts) >= minimum else Grouped(pd.Series(0, index=texts.index), {}, {})
        if len(texts) >= minimum:
            themes.append(_sizes(grouped, minimum).assign(question=question))
        quotes.append(_quotes(texts, marked, grouped, minimum).assign(question=question))
    return _table(themes, "themes", survey.id), _table(quotes, "quotes", survey.id)


def written(cleaned: Cleaned, question: str) -> pd.Series:
    """
    Give what was written in answer to a question.

    Parameters
    ----------
    cleaned
        The answers.
    question
        One of those under `themes` in params that the files have.

    Returns
    -------
        The words of those who wrote any, without kinds of missing, on the index of the respondents.
    """
    missing = {kind.code for kind in cleaned.codebook.question(question.removesuffix("__text")).missing}
    texts = cleaned.frame[question].fillna("").astype(str).map(unbroken)
    return texts[~texts.isin({"", *missing})]


def _stale(marks: pd.DataFrame, answers: dict[str, pd.Series], file: str) -> list[Problem]:
    """List rows of the reviewed file that fit nothing; a quote nobody has given may not be published."""
    problems = []
    given = {question: set(texts) for question, texts in answers.items()}
    for line, question, text in zip(marks.index, marks["question"], marks["text"], strict=True):
        if question not in given:
            remedy = "Add it to `themes` of the survey, correct the id, or take the row out"
            problems.append(Problem(file, f"line {line}, column question", f"'{question}' is no open question with themes", remedy))
        elif text not in given[question]:
            remedy = "Make the review sheet again and carry the mark over, or take the row out"
            problems.append(Problem(file, f"line {line}, column text", "no answer to the question has this text (masked)", remedy))
    return problems


def _grouped(texts: pd.Series, marked: pd.DataFrame) -> Grouped:
    """Group answers as a person did, or as is proposed where no person has."""
    named = marked.loc[marked["theme"].ne("")].set_index("text")["theme"]
    if named.empty:
        proposal = propose(texts)
        return Grouped(proposal.assignment, {}, proposal.words)
    themes = texts.map(named).fillna("")
    sizes = themes[themes.ne("")].value_counts()
    order = sorted(sizes.index, key=lambda name: (-sizes[name], name))
    number = {name: i for i, name in enumerate(order, start=1)}
    numbers = themes.map(lambda name: number.get(name, 0))
    return Grouped(numbers, {i: name for name, i in number.items()}, _words(texts, numbers))


def _words(texts: pd.Series, numbers: pd.Series) -> dict[int, tuple[str, ...]]:
    """Give the words that stand in most answers of each theme, in three at least."""
    counts: dict[int, Counter[str]] = {}
    for number, words in zip(numbers, lemmatise(texts), strict=True):
        counts.setdefault(number, Counter()).update(set(words))
    ordered = {number: sorted(count.items(), key=lambda item: (-item[1], item[0])) for number, count in counts.items() if number}
    return {number: tuple(word for word, count in items if count >= SHOWN_IN)[:WORDS] for number, items in ordered.items()}


def _sizes(grouped: Grouped, minimum: int) -> pd.DataFrame:
    sizes = Counter(int(number) for number in grouped.numbers)
    hidden = hide([sizes[number] for number in sorted(sizes)], minimum)
    rows = [
        {
            "theme": number,
            "name": grouped.names.get(number, ""),
            "words": ", ".join(grouped.words.get(number, ())) if size >= minimum else "",
            "n": pd.NA if secret else size,
            "answered": len(grouped.numbers),
        }
        for (number, size), secret in zip(sorted(sizes.items()), hidden, strict=True)
    ]
    return pd.DataFrame(rows)


def hide(sizes: Sequence[int], minimum: int) -> list[bool]:
    """
    Choose the parts of a known whole whose size is not published.

    Parameters
    ----------
    sizes
        How many answers each part has, 1 or more.
    minimum
        The smallest size that may be published.

    Returns
    -------
        Which parts are hidden: the small ones, and the next smallest until, with the whole and the shown parts known, a small one can still
        be anything from 1 to the minimum less one; where that cannot be reached, all.

    Notes
    -----
    More is hidden than by `diagnoza.disclosure.hide_parts`, to whom two hidden parts of the minimum together are enough: of a hidden theme
    readers know its place in the order, and that it is not small if it has words. Of 40, 12, 5 and 1 answers, 5 and 1 could be told.

    Examples
    --------
    >>> hide([40, 12, 9, 3], 5), hide([40, 12, 5, 1], 5)
    ([False, False, True, True], [False, True, True, True])
    """
    order = sorted(range(len(sizes)), key=lambda i: sizes[i])
    small = sum(size < minimum for size in sizes)
    count = small
    while 0 < count < len(sizes) and not _is_safe([sizes[i] for i in order], small, count, minimum):
        count += 1
    secret = set(order[:count])
    return [i in secret for i in range(len(sizes))]


def _is_safe(ascending: Sequence[int], small: int, count: int, minimum: int) -> bool:
    """Tell whether a small part can be anything from 1 to the minimum less one, the others hidden with it as small or large as may be."""
    whole, others, larger = sum(ascending[:count]), small - 1, count - small
    lowest = whole - others * (minimum - 1) - larger * ascending[count]
    highest = whole - others - larger * minimum
    return lowest <= 1 and highest >= minimum - 1


def _quotes(texts: pd.Series, marked: pd.DataFrame, grouped: Grouped, minimum: int) -> pd.DataFrame:
    number = dict(zip(texts, grouped.numbers, strict=True))
    small = {theme for theme, size in Counter(grouped.numbers).items() if size < minimum <= len(texts)}
    fit = sorted((number[text], text) for text in marked.loc[marked["quotable"].astype(bool), "text"].unique() if number[text] not in small)
    return pd.DataFrame({"theme": [theme for theme, _ in fit], "text": mask(pd.Series([text for _, text in fit], dtype=str)).texts})


def _table(parts: Sequence[pd.DataFrame], name: str, survey: str) -> pd.DataFrame:
    columns = {"themes": ["question", "theme", "name", "words", "n", "answered"], "quotes": ["question", "theme", "text"]}[name]
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
    return check(rows.assign(survey=survey), name, file=f"{name} of {survey}")
