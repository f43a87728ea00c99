"""All surveys of a partnership, from the delivered files to the tables that chapters read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.errors import DiagnozaError, Problem, ProblemsError
from diagnoza.surveys.cleaning.clean import clean
from diagnoza.surveys.cleaning.corrections import load_corrections
from diagnoza.surveys.cleaning.places import Places
from diagnoza.surveys.codebook import BANK, load_codebook
from diagnoza.surveys.declared import check_declared
from diagnoza.surveys.estimates.compare import compare, confront
from diagnoza.surveys.estimates.estimate import estimate
from diagnoza.surveys.open_answers.review import read_reviewed, still_given, themes_and_quotes
from diagnoza.surveys.publish import publish, publish_differences, publish_tests
from diagnoza.surveys.weighting.weigh import weigh
from diagnoza.teryt import REGISTER, Register

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.partnership import Partnership
    from diagnoza.surveys.cleaning.cleaned import Cleaned
    from diagnoza.surveys.codebook import Codebook
    from diagnoza.surveys.weighting.weigh import Weights

QUESTIONNAIRES = "params/questionnaires"
COUNTED = ["n", "count", "n_other", "count_other"]
"""What tells whether a difference may be published, and is not published itself."""


Weighed = tuple["Cleaned", "Weights"]


@dataclass(frozen=True)
class Answered:
    """The surveys of a partnership after cleaning, and what the consultant should look at although nothing was lost."""

    surveys: tuple[Cleaned, ...]
    problems: tuple[Problem, ...]


def read_surveys(partnership: Partnership, root: Path) -> Answered:
    """
    Read and clean all surveys that answers were delivered to.

    Parameters
    ----------
    partnership
        Loaded params.
    root
        Project folder.

    Raises
    ------
    ProblemsError
        With the problems of all surveys, if any cannot be used.
    """
    codebooks = _codebooks(partnership, root)
    corrections = load_corrections(root / "params" / f"{partnership.id}.corrections.yaml", root)
    places = Places(partnership.municipalities, Register.load(root / REGISTER), corrections)
    raw = root / "data" / "raw" / partnership.id
    files = {survey.id: [(one, raw / one.file) for one in partnership.sources if one.survey == survey.id] for survey in partnership.surveys}
    read: list[Cleaned] = []
    delivered = [one.file for one in partnership.sources if one.survey]
    problems = [*corrections.astray(delivered)]
    unusable = bool(corrections.misspelt(delivered))
    for survey in partnership.surveys:
        if not files[survey.id]:
            continue
        try:
            read.append(clean(survey, codebooks[survey.id], files[survey.id], places, corrections))
            problems += read[-1].problems
        except ProblemsError as error:
            problems += error.problems
            unusable = True
    if unusable:
        raise ProblemsError(problems)
    return Answered(tuple(read), (*problems, *(places.unused() if read else ())))


def read_survey(partnership: Partnership, root: Path, survey: str) -> Cleaned:
    """
    Read and clean one survey.

    Parameters
    ----------
    partnership
        Loaded params.
    root
        Project folder.
    survey
        Its id.

    Raises
    ------
    DiagnozaError
        If there is no such survey, or no answers to it.
    ProblemsError
        If a survey of the partnership cannot be used.
    """
    read = {cleaned.survey.id: cleaned for cleaned in read_surveys(partnership, root).surveys}
    if survey not in read:
        known = ", ".join(read) or "none"
        msg = f"'{partnership.id}' has no answers to a survey '{survey}'. Surveys with answers: {known}."
        raise DiagnozaError(msg)
    return read[survey]


def weigh_surveys(answered: Answered, partnership: Partnership, root: Path, figures: pd.DataFrame) -> list[Weighed]:
    """
    Weigh all surveys.

    Parameters
    ----------
    answered
        The surveys after cleaning.
    partnership
        Loaded params.
    root
        Project folder.
    figures
        Table `Figures` of the members; adults by municipality are taken from it.

    Returns
    -------
        Each survey with its weights.

    Raises
    ------
    ProblemsError
        If a survey cannot be weighted as declared, with the problems of all.
    """
    register = Register.load(root / REGISTER)
    names = pd.Series({code: unit.name for code in partnership.municipalities if (unit := register.find(code))})
    raw = root / "data" / "raw" / partnership.id
    weighed: list[Weighed] = []
    problems: list[Problem] = []
    for cleaned in answered.surveys:
        survey = cleaned.survey
        try:
            weights = weigh(cleaned, raw / survey.margins if survey.margins else None, adults(figures, survey.end.year), names)
            weighed.append((cleaned, weights))
        except ProblemsError as error:
            problems += error.problems
    if problems:
        raise ProblemsError(problems)
    return weighed


def tabulate(weighed: list[Weighed], partnership: Partnership, root: Path) -> dict[str, pd.DataFrame]:
    """
    Estimate and compare what all surveys say, and leave out what may not be published.

    Parameters
    ----------
    weighed
        The surveys with their weights.
    partnership
        Loaded params.
    root
        Project folder.

    Returns
    -------
        The tables of `diagnoza.tables.surveys` by name; the rows of the audit under "audit".

    Raises
    ------
    ProblemsError
        If a file of reviewed answers does not fit, with the problems of all.
    """
    made: dict[str, list[pd.DataFrame]] = {}
    problems: list[Problem] = []
    for cleaned, weights in weighed:
        try:
            of_open = _open_answers(cleaned, root / "data" / "raw" / partnership.id)
        except ProblemsError as error:
            problems += error.problems
            continue
        for name, table in [*_of_one(cleaned, weights).items(), *of_open.items()]:
            made.setdefault(name, []).append(table)
    if problems:
        raise ProblemsError(problems)
    tables = {name: pd.concat(parts, ignore_index=True) for name, parts in made.items()}
    between = publish_differences(confront(weighed), tables["estimates"])
    differences = pd.concat([tables["differences"], between], ignore_index=True)
    return tables | {"differences": differences.drop(columns=COUNTED)}


def adults(figures: pd.DataFrame, year: int) -> pd.Series | None:
    """
    Count the adults of each municipality in the published year nearest to a survey.

    Parameters
    ----------
    figures
        Table `Figures`.
    year
        Of the survey.

    Returns
    -------
        Persons of working and post-working age (18 and over) by TERYT; None where the figures are not there.
    """
    ages = figures[figures["figure"].isin(["working", "post_working"])].pivot_table(
        index="teryt", columns=["year", "figure"], values="value"
    )
    years = [one for one in ages.columns.get_level_values("year").unique() if {"working", "post_working"} <= set(ages[one].columns)]
    if not years:
        return None
    nearest = min(years, key=lambda one: (abs(one - year), one))
    counted = pd.Series(ages[nearest][["working", "post_working"]].sum(axis=1, min_count=2))
    counted.attrs["source"] = f"GUS, ludność w wieku produkcyjnym i poprodukcyjnym, stan w dniu 31 grudnia {nearest} r."
    return counted


def _codebooks(partnership: Partnership, root: Path) -> dict[str, Codebook]:
    """Load the questionnaire of each survey and hold the survey against it, before any answers are read."""
    folder, file = root / QUESTIONNAIRES, f"params/{partnership.path.name}"
    known = sorted(path.stem for path in folder.glob("*.yaml") if path.name != BANK)
    codebooks, problems = {}, []
    for survey in partnership.surveys:
        if survey.questionnaire in known:
            codebooks[survey.id] = load_codebook(folder / f"{survey.questionnaire}.yaml", folder / BANK)
            problems += check_declared(survey, codebooks[survey.id], file)
        else:
            what = f"no questionnaire '{survey.questionnaire}'"
            problems.append(Problem(file, f"survey {survey.id}", what, f"Write one of {', '.join(known)}"))
    if problems:
        raise ProblemsError(problems)
    return codebooks


def _of_one(cleaned: Cleaned, weights: Weights) -> dict[str, pd.DataFrame]:
    """Make the tables of one survey."""
    estimates = publish(estimate(cleaned, weights), cleaned.survey, cleaned.codebook, weighted=weights.weighted)
    differences, tests = compare(cleaned, weights)
    return {
        "surveys": _row(cleaned, weights),
        "survey_flags": _flags(cleaned),
        "weighting": weights.table,
        "weighting_notes": weights.notes,
        "weighting_units": weights.units,
        "estimates": estimates,
        "differences": publish_differences(differences, estimates),
        "tests": publish_tests(tests, estimates),
        "audit": cleaned.audit,
    }


def _open_answers(cleaned: Cleaned, raw: Path) -> dict[str, pd.DataFrame]:
    """Make themes and quotes of one survey, with the account of its reviewed answers."""
    if not cleaned.survey.reviewed:
        themes, quotes = themes_and_quotes(cleaned, None)
        return {"themes": themes, "quotes": quotes}
    reviewed, audit = still_given(read_reviewed(raw / cleaned.survey.reviewed), cleaned)
    themes, quotes = themes_and_quotes(cleaned, reviewed)
    return {"themes": themes, "quotes": quotes, "audit": audit}


def _row(cleaned: Cleaned, weights: Weights) -> pd.DataFrame:
    survey, codebook = cleaned.survey, cleaned.codebook
    delivered, kept = int(cleaned.audit["rows"].sum()), len(cleaned.frame)
    counted = int(cleaned.audit.loc[cleaned.audit["outcome"].eq("kept"), "rows"].sum())
    if counted != kept:
        msg = f"{survey.id}: the audit keeps {counted} rows, the survey has {kept}. Report this: it must never happen."
        raise DiagnozaError(msg)
    about = {"survey": survey.id, "title": survey.title, "group": codebook.group, "questionnaire": codebook.id, "design": survey.design}
    made = {"mode": survey.mode, "start": survey.start.isoformat(), "end": survey.end.isoformat(), "delivered": delivered, "kept": kept}
    size = {"population": survey.population, "invited": survey.invited, "weighted": weights.weighted}
    effect = {
        "n_eff": weights.n_eff,
        "deff": weights.deff,
        "low_weight": weights.low,
        "high_weight": weights.high,
        "capped": weights.capped,
    }
    return pd.DataFrame([about | made | size | effect])


def _flags(cleaned: Cleaned) -> pd.DataFrame:
    counted = cleaned.flags.sum()
    return pd.DataFrame({"survey": cleaned.survey.id, "flag": counted.index, "rows": counted.to_numpy(dtype=int)})
