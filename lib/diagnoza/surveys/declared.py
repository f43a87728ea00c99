"""Whether what params say of a survey fits its questionnaire."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from diagnoza.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from diagnoza.survey_params import Survey
    from diagnoza.surveys.codebook import Codebook

CHOSEN = {"single", "scale", "multiple"}
"""The kinds of question whose answers have codes."""
PLACE = re.compile(r"\d{7}|outside")
"""What an answer to a question about a place is stored as."""


def check_declared(survey: Survey, codebook: Codebook, file: str) -> list[Problem]:
    """
    Find the questions and codes that a survey names and its questionnaire does not have.

    Parameters
    ----------
    survey
        As declared in params.
    codebook
        Its questionnaire.
    file
        The params file, for the messages.

    Returns
    -------
        A problem for each name.
    """
    where = f"survey {survey.id}"
    problems = []
    for key, question, codes in _named(survey):
        declared = next((one for one in codebook.questions if one.id == question), None)
        if declared is None:
            ids = [one.id for one in codebook.questions]
            problems.append(_unknown(file, f"{where}, {key}", f"no question '{question}'", codebook.id, _near(question, ids)))
            continue
        if codes and declared.kind not in {*CHOSEN, "place"}:
            remedy = "Name a question whose answers have codes"
            problems.append(Problem(file, f"{where}, {key}", f"'{question}' is answered in words or numbers", remedy))
            continue
        known = [*declared.codes, *(one.code for one in declared.missing)]
        problems += [
            _unknown(file, f"{where}, {key}", f"'{question}' has no answer '{code}'", codebook.id, ", ".join(known))
            for code in codes
            if code not in known and not (declared.kind == "place" and PLACE.fullmatch(code))
        ]
    return problems


def _named(survey: Survey) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Go through all questions that a survey names, with the codes it names of them; groups that it does not name are not asked for."""
    for key in ("join", "at_risk", "screened_out", "attention"):
        for one in getattr(survey, key):
            yield key, one.question, one.codes
    if "groups" in survey.model_fields_set:
        yield from (("groups", question, ()) for question in survey.groups)
    yield from (("themes", question, ()) for question in survey.themes)


def _near(name: str, names: Iterable[str]) -> str:
    return ", ".join(difflib.get_close_matches(name, list(names)))


def _unknown(file: str, where: str, what: str, questionnaire: str, near: str) -> Problem:
    remedy = f"Write one of those of params/questionnaires/{questionnaire}.yaml{f': {near}' if near else ''}"
    return Problem(file, where, what, remedy)
