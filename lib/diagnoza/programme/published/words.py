"""Titles and sentences of the chapter on programmes, built from the tables that they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diagnoza import polish
from diagnoza.programme.published import counts, texts
from diagnoza.programme.published.grids import CHANGES, proposed

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.programme.model import Model
    from diagnoza.programme.published.select import Seen

NAMED = 3  # areas and points that a sentence names
NO_FINDINGS = "Nie dostarczono ustaleń dotyczących całych płaszczyzn."
NO_STEPS = "Nie dostarczono ustaleń ani propozycji, z których wynikałyby następne kroki."
NO_SCORES = "Ocen gminy i organizacji ani oceny wspólnej nie podano w źródle."
ONE_YEAR = "Dostarczono program na jeden rok, dlatego lat nie porównano."
NO_CHANGE = "Żaden poziom, który oceniono w obu latach, się nie zmienił."
ALL_UNASSESSED = (
    "Żadnego obszaru ani punktu nie oceniono w skali, dlatego nie ma list tego, czego brakuje, co przeredagować i co utrzymać. "
    "Kierunki zmian podają ustalenia i następne kroki."
)


def how_to_read(model: Model) -> str:
    """
    Say what programmes are held against, and what has to be verified of it.

    Parameters
    ----------
    model
        The tables of method.
    """
    told = (
        f"Program zestawiono z modelem współpracy i z punktami, których wymaga {model.act}. To, co zapisano w programie, i to, co "
        "dzieje się w praktyce, ocenia się osobno, w skali od 0 do 2. Poziomy wpisują osoby, które przeczytały program: nie wynikają one "
        "z wyszukiwania słów. Czego nie oceniono, nie jest zerem."
    )
    planes = "\n".join(f"- płaszczyzna {int(plane.id)}: {polish.lower_first(plane.name)}" for plane in model.planes)
    unverified = (
        "" if model.areas_verified else "\n\nLista obszarów wewnątrz płaszczyzn jest robocza: trzeba ją sprawdzić w tekście modelu."
    )
    return f"{told}\n\nModel ma {polish.counted(len(model.planes), 'płaszczyznę', 'płaszczyzny', 'płaszczyzn')}:\n\n{planes}{unverified}"


def title_programmes(dates: pd.DataFrame) -> str:
    """
    Title the dates by how many programmes were adopted on time.

    Parameters
    ----------
    dates
        Table `ProgrammeDates`.
    """
    known = dates[dates["date"].eq("adopted") & dates["day"].ne("")]
    if known.empty:
        return "Programy współpracy: dat przyjęcia nie podano w źródle"
    in_time = int(known["late"].le(0).sum())
    if len(known) == 1:
        return f"Program na {int(known['year'].iloc[0])} r. przyjęto {'w terminie' if in_time else 'po terminie'}"
    return f"W terminie przyjęto {in_time} z {polish.counted(len(known), 'programu', 'programów', 'programów')}, których datę podano"


def say_calendar(programmes: list[Seen], model: Model) -> str:
    """
    Tell the next dates that the act sets.

    Parameters
    ----------
    programmes
        Result of `select.latest`.
    model
        The last days.
    """
    parts = []
    for year in sorted({one.year for one in programmes}):
        adopt, report = polish.date_words(model.dates.adopted.of(year + 1)), polish.date_words(model.dates.report.of(year))
        parts.append(f"program na {year + 1} r. – do {adopt}; sprawozdanie z programu na {year} r. – do {report}")
    return f"Następne terminy ustawy: {'; '.join(parts)}"


def title_findings(rows: pd.DataFrame, seen: Seen) -> str:
    """
    Title findings by how many propose what.

    Parameters
    ----------
    rows
        Result of `select.findings`.
    seen
        The programme.
    """
    counted = rows["proposal"].value_counts()
    parts = [f"{word} – {counted[code]}" for code, word in texts.PROPOSALS.items() if code in counted]
    return f"Ustalenia o płaszczyznach{whose(seen)}: {', '.join(parts)}" if parts else f"Ustalenia o płaszczyznach{whose(seen)}"


def title_matrix(items: pd.DataFrame, findings: pd.DataFrame, seen: Seen) -> str:
    """
    Title the table of colours by how many areas the text lacks, or, where none is assessed, by what is proposed for planes.

    Parameters
    ----------
    items
        Rows of `CoverageItems` of one programme that are areas.
    findings
        Result of `select.findings`.
    seen
        The programme.
    """
    known = items["level_text"].dropna()
    if len(known):
        lacking = int(known.eq(0).sum())
        return f"Obszary modelu{whose(seen)}: w programie brakuje {lacking} z {polish.number(len(known))} ocenionych"
    told = for_planes(items, findings)
    return f"Obszary modelu{whose(seen)}: poziomów zapisu nie oceniono" + (
        f"; propozycje dla płaszczyzn: {', '.join(told)}" if told else ""
    )


def for_planes(items: pd.DataFrame, findings: pd.DataFrame) -> list[str]:
    """
    Say what is proposed for each plane as a whole: the words, and the number of the plane.

    Parameters
    ----------
    items
        Rows of `CoverageItems` of one programme that are areas.
    findings
        Result of `select.findings`.
    """
    words = {part: proposed(findings, int(part)) for part in dict.fromkeys(items["part"])}
    return [f"{', '.join(some)} ({part})" for part, some in words.items() if some]


def title_parts(seen: Seen) -> str:
    """
    Title the coverage of planes.

    Parameters
    ----------
    seen
        The programme.
    """
    return f"Pokrycie płaszczyzn modelu i punktów ustawy{whose(seen)}"


def title_points(items: pd.DataFrame, seen: Seen) -> str:
    """
    Title the points of the act by how many the programme lacks.

    Parameters
    ----------
    items
        Rows of `CoverageItems` of one programme that are points.
    seen
        The programme.
    """
    known = items["level_text"].dropna()
    if known.empty:
        return f"Punkty, których wymaga ustawa{whose(seen)}: nie oceniono żadnego z {len(items)}"
    lacking = int(known.eq(0).sum())
    return f"Punkty, których wymaga ustawa{whose(seen)}: w programie brakuje {lacking} z {len(known)} ocenionych"


def title_lists(items: pd.DataFrame, seen: Seen) -> str:
    """
    Title the lists by how long they are.

    Parameters
    ----------
    items
        Rows of `CoverageItems` of one programme.
    seen
        The programme.
    """
    counted = items["status"].value_counts()
    parts = [f"{words} {counted.get(status, 0)}" for status, words in _LISTS.items()]
    return f"Obszary i punkty{whose(seen)}: {', '.join(parts)}"


_LISTS = {"missing": "brakuje", "redraft": "do przeredagowania", "present": "jest", "unassessed": "nie oceniono"}


def say_scores(items: pd.DataFrame, model: Model) -> str:
    """
    Tell where municipality and organisations judge most differently.

    Parameters
    ----------
    items
        Rows of `CoverageItems` with any score.
    model
        Names of areas and points.
    """
    both = items.dropna(subset=["score_jst", "score_ngo"])
    apart = (both["score_ngo"] - both["score_jst"]).abs()
    if both.empty or apart.max() == 0:
        return "Nie ma obszaru ani punktu, który gmina i organizacje oceniłyby różnie."
    some = both[apart.eq(apart.max())]
    named = ", ".join(f"„{texts.item(row['kind'], row['item'], model)}”" for row in some.head(NAMED).to_dict("records"))
    more = f" i jeszcze {len(some) - NAMED}" if len(some) > NAMED else ""
    digits = 0 if float(apart.max()).is_integer() else 1
    return f"Największa różnica ocen gminy i organizacji to {polish.number(apart.max(), digits)} pkt: {named}{more}."


def title_changes(changes: pd.DataFrame, seen: Seen) -> str:
    """
    Title changes by how many of which kind there are.

    Parameters
    ----------
    changes
        Rows of `CoverageChanges` of one programme.
    seen
        The programme.
    """
    counted, years = changes["change"].value_counts(), polish.span([int(changes["before"].iloc[0]), seen.year])
    parts = [f"{words} {counted[code]}" for code, words in CHANGES.items() if code in counted]
    return f"Zmiany poziomów{whose(seen)}, {years}: {', '.join(parts)}"


def say_changes(changes: pd.DataFrame) -> str:
    """
    Tell how many levels stayed, and how many cannot be compared.

    Parameters
    ----------
    changes
        Rows of `CoverageChanges` of one programme.
    """
    same, unknown = int(changes["change"].eq("same").sum()), int(changes["change"].eq("unknown").sum())
    stayed = f"Bez zmian: {polish.counted(same, 'poziom', 'poziomy', 'poziomów')}."
    return f"{stayed} Nie da się porównać: {unknown}, bo w jednym z lat nie oceniono." if unknown else stayed


def title_steps(n: int, seen: Seen) -> str:
    """
    Title the next steps by how many there are.

    Parameters
    ----------
    n, seen
        The number of steps; the programme.
    """
    return f"Następne kroki{whose(seen)}: {counts.steps(n)}"


def whose(seen: Seen) -> str:
    """
    Name a programme inside a title, where it is not the only one.

    Parameters
    ----------
    seen
        The programme.
    """
    return "" if seen.alone else f", {seen.name} {seen.year}"
