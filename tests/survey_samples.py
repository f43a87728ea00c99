"""Tiny survey files and codebooks that tests of reading write."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import xlsxwriter

from diagnoza.surveys.codebook import Codebook, Option, Question

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def book(*questions: Question) -> Codebook:
    return Codebook(id="test", title="Test", group="residents", instrument_version="1", questions=questions)


def ask(name: str, wording: str, kind: str = "text", labels: Sequence[str] = (), **more: Any) -> Question:
    options = tuple(Option(code=str(at), label=label, free_text=label == "Inne") for at, label in enumerate(labels, start=1))
    return Question(id=name, wording=wording, kind=kind, options=options, **more)  # type: ignore[arg-type]


def as_csv(path: Path, *rows: Sequence[str], encoding: str = "utf-8", separator: str = ",") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def as_xlsx(path: Path, **sheets: Sequence[Sequence[Any]]) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path
