"""What cleaning hands on: the answers that count, and what became of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from diagnoza.errors import Problem
    from diagnoza.survey_params import Survey
    from diagnoza.surveys.codebook import Codebook


@dataclass(frozen=True)
class Cleaned:
    """
    Answers of one survey after cleaning, all its files together.

    Attributes
    ----------
    survey, codebook
        How it was made, and what was asked.
    frame
        One row per kept respondent, index 0, 1, …; the columns of `diagnoza.surveys.reading.answers.Answers.frame` without `row`:
        per question a column of text with the code, the number or the words, "" where nothing was said; for a multiple question
        ``<id>__<code>`` per option (0, 1 or missing) and ``<id>__missing``; ``<id>__text`` has the words of „inne”, masked.
        Places are TERYT codes ("" unknown; "outside" what lies outside the partnership). Nothing personal is in it.
    flags
        One row per kept respondent, the same index; a boolean column per kind of careless answering, named by its Polish label.
    audit
        Table `Audit` for its files: rows kept and rejected, by reason; they add up to the rows of each file.
    changes
        Cells that were changed, without the words of anybody: file, question, rule (English), rows.
    problems
        What the consultant should look at: nothing was lost, but something could not be understood.
    """

    survey: Survey
    codebook: Codebook
    frame: pd.DataFrame
    flags: pd.DataFrame
    audit: pd.DataFrame
    changes: pd.DataFrame
    problems: tuple[Problem, ...]
