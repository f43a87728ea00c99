"""Titles and sentences of the chapter, built from the figures that it shows: they cannot disagree with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from diagnoza import polish
from diagnoza.surveys.published.groups import GROUPS
from diagnoza.surveys.published.precision import precision
from diagnoza.surveys.published.selection import LAST, top_words
from diagnoza.tables.surveys import SHOWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diagnoza.surveys.published.results import Results
    from diagnoza.surveys.published.selection import Selection

NAMED = 3
"""Answers that a sentence names."""
NOTHING = "Za mało odpowiedzi, aby podać wynik."


def quoted(label: str, share: float | None = None) -> str:
    """
    Name an answer, with its share where there is one: "„Drogi” (45%)"; quotes within it become those of the second level.

    Parameters
    ----------
    label
        The answer.
    share
        0-1.
    """
    inner = f"„{label.replace('„', '«').replace('”', '»')}”"
    return inner if share is None else f"{inner} ({polish.percent(share)})"


def say_surveys(results: Sequence[Results]) -> str:
    """
    Tell for each survey how many answered and how precise it is.

    Parameters
    ----------
    results
        All surveys.
    """
    lines = [f"- **{one.survey['title']}** – {_answers(one.survey['kept'])}. {precision(one.survey)}" for one in results]
    return "\n".join(lines)


def _answers(n: float) -> str:
    return polish.counted(n, "odpowiedź", "odpowiedzi", "odpowiedzi")


def answers_count(surveys: pd.DataFrame) -> str:
    """
    Count the answers of each survey: "402 (mieszkańcy), 311 (młodzież)". They are not added up: a person may have answered two surveys.

    Parameters
    ----------
    surveys
        Table `Surveys`.
    """
    return ", ".join(f"{polish.number(float(str(row.kept)))} ({GROUPS[str(row.group)].name.lower()})" for row in surveys.itertuples())


def title_scales(chosen: Selection) -> str:
    """
    Title whole distributions by the upper end of the first scale.

    Parameters
    ----------
    chosen
        Result of `select.scales`.
    """
    first = chosen.rows["panel"].iloc[0]
    parts = [f"{row['item'].lower()} {polish.percent(row['value'])}" for row in _tops(chosen, first).to_dict("records")]
    words = top_words(chosen.question(chosen.rows["question"].iloc[0]))
    return f"{first} – {words}: {', '.join(parts)}" if parts else str(first)


def _tops(chosen: Selection, panel: str) -> pd.DataFrame:
    return chosen.known[chosen.known["panel"].eq(panel) & chosen.known["answer"].eq("top2")]


def say_scales(chosen: Selection) -> str:
    """
    Tell the favourable answers to each question, by group.

    Parameters
    ----------
    chosen
        Result of `select.scales`.
    """
    parts = []
    for panel, rows in chosen.rows.groupby("panel", sort=False):
        shares = [
            f"{polish.percent(row['value'])} {chosen.of(row['survey']).group.of}" for row in _tops(chosen, str(panel)).to_dict("records")
        ]
        words = top_words(chosen.question(rows["question"].iloc[0]))
        parts += [f"„{panel}”, odpowiedzi {words}: {polish.listed(shares)}"] if shares else []
    return f"{'; '.join(parts)}." if parts else NOTHING


def title_grid(chosen: Selection, about: str) -> str:
    """
    Title whole distributions of a grid by the range of the favourable answers.

    Parameters
    ----------
    chosen
        Result of `select.grid_scales`.
    about
        What was asked, Polish, nominative.
    """
    known = chosen.known[chosen.known["answer"].eq("top2")].sort_values("value", kind="stable")
    if known.empty:
        return about
    low, high = known.iloc[0], known.iloc[-1]
    return f"{about} – od {polish.percent(low['value'])} („{low['item']}”) do {polish.percent(high['value'])} („{high['item']}”)"


def say_grid(chosen: Selection) -> str:
    """
    Tell which rows of a grid have most and fewest favourable answers.

    Parameters
    ----------
    chosen
        Result of `select.grid_scales`.
    """
    known = chosen.known[chosen.known["answer"].eq("top2")].sort_values("value", kind="stable")
    if known.empty:
        return NOTHING
    words = top_words(chosen.question(known["question"].iloc[0]))
    most, least = (quoted(row["item"], row["value"]) for row in (known.iloc[-1], known.iloc[0]))
    of = chosen.of(known["survey"].iloc[0]).group.of
    return f"Wśród {of} odpowiedzi {words} są najczęstsze w sprawie: {most}, a najrzadsze w sprawie: {least}."


def most(rows: pd.DataFrame, n: int = NAMED) -> list[str]:
    """
    Name the most frequent answers with their shares; none, which is no wish, and other, which says nothing, are left out.

    Parameters
    ----------
    rows, n
        Rows with a value, and how many are named.
    """
    ordered = rows[~rows["answer"].isin(LAST)].sort_values("value", kind="stable", ascending=False).head(n)
    return [quoted(str(row.item), float(str(row.value))) for row in ordered.itertuples()]


def title_options(chosen: Selection) -> str:
    """
    Title the answers to a question by the most frequent one, of the first group.

    Parameters
    ----------
    chosen
        Result of `select.options`.
    """
    label = chosen.question(chosen.rows["question"].iloc[0]).label or "Odpowiedzi"
    for one in [chosen.of(survey) for survey in chosen.surveys]:
        if first := most(chosen.known[chosen.known["survey"].eq(one.id)], 1):
            return f"{label} – {one.group.name.lower()} najczęściej {one.group.points}: {first[0]}"
    return label


def say_options(chosen: Selection) -> str:
    """
    Tell the most frequent answers of each group.

    Parameters
    ----------
    chosen
        Result of `select.options`.
    """
    parts = []
    for survey in chosen.surveys:
        named = most(chosen.known[chosen.known["survey"].eq(survey)])
        group = chosen.of(survey).group
        parts += [f"{group.name} najczęściej {group.points}: {polish.listed(named)}."] if named else []
    return " ".join(parts) or NOTHING


def title_several(chosen: Selection) -> str:
    """
    Title several questions by the most frequent answer to the first.

    Parameters
    ----------
    chosen
        Result of `select.several_options`.
    """
    first = chosen.rows["panel"].iloc[0]
    named = most(chosen.known[chosen.known["panel"].eq(first)], 1)
    return f"{first}, najczęściej: {named[0]}" if named else str(first)


def say_several(chosen: Selection) -> str:
    """
    Tell the most frequent answer to each of several questions.

    Parameters
    ----------
    chosen
        Result of `select.several_options`.
    """
    named = {str(panel): most(rows, 1) for panel, rows in chosen.known.groupby("panel", sort=False)}
    parts = [f"{polish.lower_first(panel)} – {most[0]}" for panel, most in named.items() if most]
    return f"Najczęstsze odpowiedzi: {'; '.join(parts)}." if parts else NOTHING


def say_each(chosen: Selection) -> str:
    """
    Tell for each of two measures the items that have most.

    Parameters
    ----------
    chosen
        Result of `select.paired`.
    """
    parts = [f"najczęściej {series}: {polish.listed(most(rows))}" for series, rows in chosen.known.groupby("series", sort=False)]
    return f"{polish.upper_first('; '.join(parts))}." if parts else NOTHING


def title_each(chosen: Selection) -> str:
    """
    Title two measures by the item that has most of each.

    Parameters
    ----------
    chosen
        Result of `select.paired`.
    """
    parts = [f"najczęściej {series}: {most(rows, 1)[0]}" for series, rows in chosen.known.groupby("series", sort=False)]
    return polish.upper_first("; ".join(parts)) if parts else polish.listed(list(dict.fromkeys(chosen.rows["series"])))


def title_counts(chosen: Selection) -> str:
    """
    Title counts by the most frequent answer.

    Parameters
    ----------
    chosen
        Result of `select.counts`.
    """
    named = _counted(chosen, 1)
    group = chosen.results[0].group
    return f"{group.name} najczęściej {group.points}: {named[0]}" if named else f"Odpowiedzi {group.of}"


def say_counts(chosen: Selection) -> str:
    """
    Tell the most frequent answers of a purposive survey as numbers of persons.

    Parameters
    ----------
    chosen
        Result of `select.counts`.
    """
    named = _counted(chosen, NAMED)
    return f"Najczęstsze odpowiedzi {chosen.results[0].group.of}: {'; '.join(named)}." if named else NOTHING


def _counted(chosen: Selection, n: int) -> list[str]:
    """Name the most frequent answer to each question, the largest numbers first."""
    rows = chosen.rows[chosen.rows["status"].isin(SHOWN) & chosen.rows["count"].notna() & ~chosen.rows["answer"].isin(LAST)]
    ordered = rows.assign(count=pd.to_numeric(rows["count"])).sort_values("count", ascending=False, kind="stable").drop_duplicates("panel")
    return [_of_how_many(row) for row in ordered.head(n).to_dict("records")]


def _of_how_many(row: Mapping[Any, Any]) -> str:
    answer = row["item"] if row["item"].startswith("„") else quoted(row["item"])
    of_all = polish.counted(row["n"], "osoby", "osób", "osób")
    return f"{polish.lower_first(row['panel'])} – {answer} ({polish.number(row['count'])} z {of_all})"
