"""All files of a survey to the answers that count, with every row and every changed cell accounted for."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.errors import DiagnozaError, Problem, ProblemsError
from diagnoza.surveys.cleaning import careless, rejected
from diagnoza.surveys.cleaning.answered import WORDS
from diagnoza.surveys.cleaning.cleaned import Cleaned
from diagnoza.surveys.cleaning.duplicates import Submitted, repeated, shared_traces
from diagnoza.surveys.cleaning.file_rows import FileRows, Scene, read_rows
from diagnoza.surveys.cleaning.routing import route
from diagnoza.surveys.open_answers.masking import mask
from diagnoza.surveys.reading.choices import listed
from diagnoza.surveys.reading.columns import read_time

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from diagnoza.partnership import Delivery
    from diagnoza.survey_params import Survey
    from diagnoza.surveys.cleaning.corrections import Corrections
    from diagnoza.surveys.cleaning.places import Places
    from diagnoza.surveys.codebook import Codebook

MASKED = "personal data in an open answer masked: {}"
_SHOWN = 5


def clean(survey: Survey, codebook: Codebook, files: Sequence[tuple[Delivery, Path]], places: Places, corrections: Corrections) -> Cleaned:
    """
    Clean the answers to one survey.

    Cells are corrected as the corrections file says, read, understood where that is certain, emptied and listed where it is not. Set aside,
    each with its first reason, are rows left out by hand, empty rows, trials, repeated rows (`repeated`), rows of people the survey is not
    about, failed attention checks and break-offs; careless answers are kept and flagged.

    Parameters
    ----------
    survey, codebook
        How it was made, and what was asked.
    files
        Its files and where they lie: waves, or exports of which a later one holds an earlier one.
    places
        The municipalities of the partnership.
    corrections
        Of the partnership; those of other files are passed over.

    Returns
    -------
        The answers that count, and the account of all others.

    Raises
    ------
    ProblemsError
        If a file cannot be used or no respondent is left, with all problems of all files.
    DiagnozaError
        If the rows of a file are not the rows kept and the rows set aside, which would be a mistake of this library.
    """
    groups = {question.id for question in codebook.questions if question.kind == "place" and question.id in survey.groups}
    scene = Scene(codebook, places, corrections, frozenset({rejected.RESIDENCE, *groups}), secrets.token_bytes(32))
    read = _read(files, scene)
    rows = _together(read)
    frame, changed = route(rows.frame, codebook)
    rows = Submitted(frame, rows.origin, rows.sure, rows.traces)
    reasons = _reasons(rows, read, codebook, survey)
    problems = [problem for one in read for problem in one.problems]
    problems += [*rejected.without_column(frame, codebook, survey), *_outside_of_time(rows.origin[reasons.eq("")], survey)]
    problems += _shared(rows, survey, reasons)
    if not reasons.eq("").any():
        raise ProblemsError([*problems, _nobody(read, reasons)])
    audit = _audit(read, rows.origin["file"], reasons)
    kept, masked = _masked(frame[reasons.eq("")], rows.origin, codebook)
    changes = [{"file": one.file, "question": name, "rule": rule, "rows": n} for one in read for name, rule, n in one.changes]
    changes += [
        {"file": file, "question": name, "rule": rule, "rows": int(n)}
        for (name, rule), cells in changed.items()
        for file, n in cells.groupby(rows.origin["file"], sort=False).sum().items()
        if n
    ]
    listed_changes = pd.DataFrame([*changes, *masked], columns=["file", "question", "rule", "rows"])
    origin = rows.origin[reasons.eq("")].reset_index(drop=True)
    return Cleaned(survey, codebook, kept, careless.flags(kept, origin, codebook), audit, listed_changes, tuple(problems))


def _read(files: Sequence[tuple[Delivery, Path]], scene: Scene) -> list[FileRows]:
    """Read all files; if one cannot be used, tell the problems of all."""
    read: list[FileRows] = []
    problems: list[Problem] = []
    unusable = False
    for delivery, path in files:
        try:
            read.append(read_rows(delivery, path, scene))
            problems += read[-1].problems
        except ProblemsError as error:
            problems += error.problems
            unusable = True
    if unusable:
        raise ProblemsError(problems)
    return read


def _together(read: list[FileRows]) -> Submitted:
    """Put the rows of all files under each other; what a file did not ask is not answered."""
    frame = pd.concat([one.frame for one in read], ignore_index=True)
    texts = pd.Index([name for name in frame if frame[name].dtype != "Int64"])
    frame[texts] = frame[texts].fillna("").astype(str)
    origin = pd.concat([one.origin for one in read], ignore_index=True)
    sure, traces = (pd.concat([getattr(one.persons, name) for one in read], ignore_index=True) for name in ("sure", "traces"))
    return Submitted(frame, origin, sure, traces)


def _reasons(rows: Submitted, read: list[FileRows], codebook: Codebook, survey: Survey) -> pd.Series:
    """Give every row the first reason to set it aside, "" where there is none."""
    by_hand = pd.concat([one.by_hand for one in read], ignore_index=True)
    reasons = by_hand.map({one: rejected.BY_HAND.format(one) if one else "" for one in by_hand.unique()})
    said = pd.concat([one.said for one in read], ignore_index=True).fillna(value=False).astype(bool)
    tried = pd.concat([one.tried for one in read], ignore_index=True)
    reasons = reasons.mask(reasons.eq("") & rejected.empty(said), rejected.EMPTY)
    reasons = reasons.mask(reasons.eq("") & tried, rejected.TRIAL)
    left = reasons.eq("")
    reasons[left] = repeated(rows.where(left), codebook)
    for reason, found in {
        rejected.SCREENED_OUT: rejected.screened_out(rows.frame, codebook, survey),
        rejected.INATTENTIVE: rejected.inattentive(rows.frame, codebook, survey),
        rejected.BROKEN_OFF: rejected.broken_off(rows.frame, codebook, said),
    }.items():
        reasons = reasons.mask(reasons.eq("") & found, reason)
    return reasons


def _audit(read: list[FileRows], files: pd.Series, reasons: pd.Series) -> pd.DataFrame:
    """Count the rows of every file and see that they add up."""
    counts: list[tuple[str, str, str, int]] = []
    for one in read:
        own = reasons[files.eq(one.file)]
        aside = own[own.ne("")].value_counts(sort=False).to_dict() | ({rejected.RAGGED: one.ragged} if one.ragged else {})
        counts.append((one.file, "kept", "", int(own.eq("").sum())))
        counts += [(one.file, "set aside", str(reason), int(rows)) for reason, rows in sorted(aside.items())]
        counted = sum(rows for file, _, _, rows in counts if file == one.file)
        if counted != one.delivered:
            msg = f"{one.file}: {one.delivered} rows were read, {counted} were kept or set aside. Report this: it must never happen."
            raise DiagnozaError(msg)
    return pd.DataFrame(counts, columns=["file", "outcome", "reason", "rows"])


def _masked(kept: pd.DataFrame, origin: pd.DataFrame, codebook: Codebook) -> tuple[pd.DataFrame, list[dict[str, object]]]:
    """Mask personal data in everything that respondents wrote in their own words."""
    masked = kept.copy()
    changes: list[dict[str, object]] = []
    for question in codebook.questions:
        for name in ([question.id] if question.kind == "text" else []) + [f"{question.id}{WORDS}"]:
            if name not in kept:
                continue
            for file, texts in kept[name].groupby(origin.loc[kept.index, "file"], sort=False):
                found = mask(texts)
                masked.loc[texts.index, name] = found.texts
                changes += [
                    {"file": file, "question": question.id, "rule": MASKED.format(kind), "rows": n} for kind, n in found.found.items()
                ]
    return masked.reset_index(drop=True), [change for change in changes if change["rows"]]


def _outside_of_time(origin: pd.DataFrame, survey: Survey) -> list[Problem]:
    """List kept rows from before the first or after the last day of the survey: perhaps trials, perhaps a wrong date in params."""
    times = origin["submitted"].where(origin["submitted"].ne(""), origin["started"]).map(read_time)
    days = {row: time.date() for row, time in times.dropna().items()}
    problems = []
    for what, late in ((f"before the first day of the survey, {survey.start}", False), (f"after its last day, {survey.end}", True)):
        astray = [row for row, day in days.items() if (day > survey.end if late else day < survey.start)]
        for file, ones in origin.loc[astray].groupby("file", sort=False):
            rows = listed(ones["row"], most=_SHOWN)
            where = f"row{'s' if len(ones) > 1 else ''} {rows}"
            remedy = (
                "They count; if they are trials, leave them out with `row_status: reject` in the corrections file, else correct the day"
            )
            problems.append(Problem(str(file), where, f"sent {what}", remedy))
    return problems


def _shared(rows: Submitted, survey: Survey, reasons: pd.Series) -> list[Problem]:
    shared = shared_traces(rows.where(reasons.eq("")))
    if not shared:
        return []
    what = f"{shared} kept rows share a device, a name or an address with another, but answer differently"
    remedy = "Nothing to do if people shared a computer or an interviewer typed them in"
    return [Problem(f"survey {survey.id}", "respondents", what, remedy)]


def _nobody(read: list[FileRows], reasons: pd.Series) -> Problem:
    counts = ", ".join(f"{reason} ({rows})" for reason, rows in reasons.value_counts().items())
    names = ", ".join(one.file for one in read)
    return Problem(names, "file", f"no respondent is left of {sum(one.delivered for one in read)}: {counts}", "Look at the file again")
