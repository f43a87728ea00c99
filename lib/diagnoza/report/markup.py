"""A published table as HTML, as CSV inside the page, and as a record for the workbook: the same cells everywhere."""

from __future__ import annotations

import base64
import html
import itertools
import re
from typing import TYPE_CHECKING, Any

from diagnoza import polish
from diagnoza.release.cells import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diagnoza.grid import Cell, Grid

RANGE = re.compile(r"[−+]?\d[\d\s,]*\([−+\d][\d\s,−+–]*\)")  # "42 (35–47)": never broken


def to_html(grid: Grid, *, key: str, caption: str) -> str:
    """
    Write a table as HTML: caption, scoped headers, a named region that scrolls on a narrow screen.

    Parameters
    ----------
    grid
        The table.
    key
        Makes the ids unique.
    caption
        HTML of the caption.
    """
    numeric = {column for column in range(len(grid.columns)) if any(not isinstance(row[column], str | None) for row in grid.rows)}
    head = "".join(f'<th scope="col"{_right(column in numeric)}>{_safe(name)}</th>' for column, name in enumerate(grid.columns))
    body = "".join(_group(grid, rows, numeric) for rows in _groups(grid))
    return (
        f'<div class="scroll" role="region" aria-labelledby="{key}-caption" tabindex="0"><table><caption id="{key}-caption"><span>{caption}'
        f"</span></caption><thead><tr>{head}</tr></thead>{body}</table></div>"
    )


def _groups(grid: Grid) -> list[range]:
    """Cut the rows where the first column changes; a table without groups is one."""
    cuts = [row for row in range(1, len(grid.rows)) if grid.grouped and grid.rows[row][0] != grid.rows[row - 1][0]]
    ends = [0, *cuts, len(grid.rows)]
    return [range(start, end) for start, end in itertools.pairwise(ends)]


def _group(grid: Grid, rows: range, numeric: set[int]) -> str:
    lines = []
    for row in rows:
        cells = list(_cells(grid, row, numeric))
        if grid.grouped:
            cells[0] = f'<th scope="rowgroup" rowspan="{len(rows)}">{_safe(grid.text(row, 0))}</th>' if row == rows[0] else ""
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<tbody>{''.join(lines)}</tbody>"


def _cells(grid: Grid, row: int, numeric: set[int]) -> Iterable[str]:
    for column in range(len(grid.columns)):
        text = _safe(grid.text(row, column))
        tag, scope = ("th", ' scope="row"') if column == int(grid.grouped) else ("td", "")
        missing = ' class="missing"' if polish.is_missing(grid.rows[row][column]) else _right(column in numeric)
        missing = missing or (' class="range"' if RANGE.fullmatch(text) else "")
        yield f"<{tag}{scope}{missing}>{text}</{tag}>"


def _right(numeric: bool) -> str:  # noqa: FBT001
    return ' class="number"' if numeric else ""


def _safe(text: str) -> str:
    return html.escape(text)


def to_csv(grid: Grid) -> str:
    """
    Write a table as Polish Excel opens it: semicolons, decimal commas, a mark of UTF-8, no cell that starts a formula.

    Parameters
    ----------
    grid
        The table.

    Returns
    -------
    str
        CSV text with CRLF.
    """
    lines = [";".join(_quoted(name) for name in grid.columns)]
    for row in range(len(grid.rows)):
        cells = (grid.value(row, column) for column in range(len(grid.columns)))
        lines.append(";".join(_csv_cell(cell, grid.digits(row, column)) for column, cell in enumerate(cells)))
    return "\ufeff" + "\r\n".join(lines) + "\r\n"


def _csv_cell(cell: Cell, digits: int) -> str:
    if cell is None:
        return polish.NO_DATA
    return _quoted(cell) if isinstance(cell, str) else f"{cell:.{digits}f}".replace(".", ",")


def _quoted(text: str) -> str:
    guarded = harmless(text)
    return '"' + guarded.replace('"', '""') + '"' if any(mark in guarded for mark in ';"\r\n') else guarded


def download(grid: Grid, key: str) -> str:
    """
    Write the link that saves a table as CSV; the file is inside the page.

    Parameters
    ----------
    grid
        The table.
    key
        Names the file.
    """
    content = to_csv(grid).encode("utf-8")
    size = max(1, round(len(content) / 1024))
    data = base64.b64encode(content).decode("ascii")
    hidden = f'<span class="sr"> – {html.escape(key)}</span>'
    address = f"data:text/csv;charset=utf-8;base64,{data}"
    return f'<p class="download"><a download="{key}.csv" href="{address}">Pobierz dane (CSV, {size} KB){hidden}</a></p>'


def to_json(grid: Grid) -> dict[str, Any]:
    """Give the cells as they go into the workbook: rounded numbers, text, None."""
    width = range(len(grid.columns))
    return {
        "columns": list(grid.columns),
        "rows": [[grid.value(row, column) for column in width] for row in range(len(grid.rows))],
        "digits": [[grid.digits(row, column) for column in width] for row in range(len(grid.rows))],
        "note": grid.note,
    }
