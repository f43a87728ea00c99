"""The errors that a consultant may meet, each saying what is wrong, where, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place of one file, and its remedy."""

    file: str
    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """One line: ``file, where: what. Remedy.``."""
        return f"{self.file}, {self.where}: {self.what}. {self.remedy}."


class DiagnozaError(Exception):
    """Anything that is the matter with the input or the way it is used: shown without a traceback."""


class ProblemsError(DiagnozaError):
    """Input with problems; all of them are listed, one a line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


class ParamsError(ProblemsError):
    """A params file, or the parameters given to a notebook, cannot be used."""


class SchemaError(ProblemsError):
    """A table does not keep its declaration in ``diagnoza.tables``."""


class NotDelivered(DiagnozaError):  # noqa: N818  (it is an answer, not a fault: it becomes a sentence in the report)
    """Something the partnership has not delivered; the message is Polish, as the reader of the report sees it."""


class NotApplicable(NotDelivered):
    """A question that does not arise, such as differences between the partners of a partnership of one; Polish."""
