"""Any delivered file to a frame of text. Nothing is guessed: numbers become numbers where they are declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.errors import Problem, ProblemsError

if TYPE_CHECKING:
    from pathlib import Path


def read_csv(path: Path) -> pd.DataFrame:
    """
    Read a comma-separated UTF-8 file as text.

    Parameters
    ----------
    path
        The file; its first row holds the column names.

    Returns
    -------
    pd.DataFrame
        All columns text; an empty cell is an empty text.

    Raises
    ------
    ProblemsError
        If the file is missing, empty or not UTF-8.
    """
    try:
        return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ProblemsError([Problem(path.name, "file", "the file is not there", f"Put it in {path.parent.name}/")]) from error
    except pd.errors.EmptyDataError as error:
        raise ProblemsError([Problem(path.name, "file", "the file is empty", "Ask the provider for it again")]) from error
    except UnicodeDecodeError as error:
        byte = f"byte {error.start} is not UTF-8"
        raise ProblemsError([Problem(path.name, "file", byte, "Save it as CSV UTF-8")]) from error
