"""Open answers: themes that a program proposed and a person may have named, and answers that may be quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.errors import NotDelivered
from diagnoza.grid import Grid
from diagnoza.surveys.published.selection import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from diagnoza.surveys.published.results import Results

PROPOSED = "propozycja"
NONE = "poza tematami"
QUOTED = 6
"""Answers quoted of each question."""
QUESTION = ["survey", "question"]
NAMED = "Nazwy tematów nadał człowiek po przeczytaniu odpowiedzi."
UNREAD = "„Propozycja” to grupa odpowiedzi o podobnych słowach, którą wyodrębnił program i której nikt jeszcze nie przeczytał."
FEW = "Tematy o zbyt małej liczbie odpowiedzi pominięto."


def shown_themes(themes: pd.DataFrame) -> pd.DataFrame:
    """
    Choose the themes that can be shown: those with a count, of questions where at least half of the themes have one.

    Parameters
    ----------
    themes
        Table `Themes`.

    Returns
    -------
        The same columns; answers of no theme come last in each question.

    Raises
    ------
    NotDelivered
        If there are none.
    """
    rows = themes[themes["n"].notna() & ~_hidden(themes)]
    if rows.empty:
        msg = "Odpowiedzi otwartych jest za mało, aby podać tematy."
        raise NotDelivered(msg)
    places = themes[QUESTION].apply(tuple, axis=1).drop_duplicates().tolist()
    order = sorted(rows.index, key=lambda i: (places.index(tuple(rows.loc[i, QUESTION])), rows.loc[i, "theme"] == 0))
    return rows.loc[order].reset_index(drop=True)


def _hidden(themes: pd.DataFrame) -> pd.Series:
    """Tell which rows belong to questions most of whose themes have too few answers."""
    counted = themes["n"].notna().astype(float).where(themes["theme"].gt(0))
    return counted.groupby([themes[name] for name in QUESTION]).transform("mean").fillna(0.0).lt(0.5)


def themes_grid(shown: pd.DataFrame, results: Sequence[Results]) -> Grid:
    """
    Tabulate the themes of open answers; those that nobody has read are numbered as proposals.

    Parameters
    ----------
    shown
        Result of `shown_themes`.
    results
        All surveys.
    """
    rows: list[list[Any]] = []
    for (survey, question), of_question in shown.groupby(QUESTION, sort=False):
        answered = polish.counted(of_question["answered"].iloc[0], "odpowiedź", "odpowiedzi", "odpowiedzi")
        about, group = _named(str(survey), str(question), results)
        proposals = iter(range(1, len(of_question) + 1))
        for row in of_question.to_dict("records"):
            name = NONE if row["theme"] == 0 else row["name"] or f"{PROPOSED} {next(proposals)}"
            rows.append([f"{about} ({group}, {answered})", name, row["words"] or polish.DASH, int(row["n"])])
    themes = shown[shown["theme"].gt(0)]
    notes = [*([NAMED] if themes["name"].ne("").any() else []), *([UNREAD] if themes["name"].eq("").any() else []), FEW]
    return Grid(["Pytanie otwarte", "Temat", "Najczęstsze słowa", "Odpowiedzi"], rows, note=" ".join(notes), grouped=True)


def _named(survey: str, question: str, results: Iterable[Results]) -> tuple[str, str]:
    """Give the name of a question and that of the group that was asked."""
    one = next(one for one in results if one.id == survey)
    return name_of(one.codebook.question(question)), one.group.name.lower()


def say_themes(themes: pd.DataFrame, results: Sequence[Results]) -> str:
    """
    Tell the largest theme of each open question that a person has read, what is only proposed, and where answers are too few.

    Parameters
    ----------
    themes
        Table `Themes`.
    results
        All surveys.
    """
    read = themes[themes["theme"].gt(0) & themes["name"].ne("") & themes["n"].notna() & ~_hidden(themes)]
    parts = []
    for (survey, question), rows in read.groupby(QUESTION, sort=False):
        row = rows.sort_values("n", ascending=False, kind="stable").iloc[0]
        about, group = _named(str(survey), str(question), results)
        count = f"{polish.number(row['n'])} z {polish.counted(row['answered'], 'odpowiedzi', 'odpowiedzi', 'odpowiedzi')}"
        parts.append(f"„{about}”, {group} – „{row['name']}” ({count})")
    few = [_named(survey, question, results) for survey, question in themes.loc[_hidden(themes), QUESTION].drop_duplicates().to_numpy()]
    said = [
        f"Najliczniejsze z przeczytanych tematów: {'; '.join(parts)}."
        if parts
        else "Tematów nikt jeszcze nie przeczytał, dlatego są to tylko propozycje programu.",
        *([f"Za mało odpowiedzi, aby podać tematy: {', '.join(f'„{about}” ({group})' for about, group in few)}."] if few else []),
    ]
    return " ".join(said)


def themes_count(shown: pd.DataFrame) -> str:
    """
    Count the open answers.

    Parameters
    ----------
    shown
        Result of `shown_themes`.
    """
    total = int(shown.drop_duplicates(QUESTION)["answered"].sum())
    return polish.counted(total, "odpowiedź otwarta", "odpowiedzi otwarte", "odpowiedzi otwartych")


def say_quotes(quotes: pd.DataFrame, shown: pd.DataFrame, results: Iterable[Results]) -> str:
    """
    Quote one answer for each of the largest themes, of those that a person has read and let pass.

    Parameters
    ----------
    quotes
        Table `Quotes`.
    shown
        Result of `shown_themes`.
    results
        All surveys.
    """
    of = {one.id: one for one in results}
    texts = quotes.drop_duplicates([*QUESTION, "theme"]).set_index([*QUESTION, "theme"])["text"].to_dict()
    lines = []
    for _, rows in shown[shown["name"].ne("")].groupby(QUESTION, sort=False):
        ordered = rows.sort_values("n", ascending=False, kind="stable").to_dict("records")
        quoted = [(row, texts[key]) for row in ordered if (key := (row["survey"], row["question"], row["theme"])) in texts]
        lines += [f"- {row['name']} ({of[row['survey']].group.name.lower()}): „{_plain(text)}”" for row, text in quoted[:QUOTED]]
    return "\n".join(["Przykładowe odpowiedzi:\n", *lines]) if lines else ""


def _plain(text: object) -> str:
    """Take out line breaks, and the signs that Markdown would obey."""
    return " ".join(str(text).translate({ord(sign): f"\\{sign}" for sign in r"\`*_[]#|~"}).split())
