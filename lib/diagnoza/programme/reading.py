"""Programmes, their provisions, and what people judged of them: delivered files to declared tables."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from diagnoza.programme import cells, heads
from diagnoza.programme.forms import Form, read_files
from diagnoza.tables.programme import Coverage, Programme, Provisions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diagnoza.account import Handed, ReadRows, Row
    from diagnoza.catalogue import Scope
    from diagnoza.programme.model import Model

NO_QUOTE = "nie przytoczono przepisu"
NOTHING_SAID = "wiersz nic nie mówi"
LEVEL_OF_NOTHING = "poziom lub ocena bez obszaru i bez punktu"
_JUDGED = ("level_text", "level_practice", "score_jst", "score_ngo", "score_agreed")
_WHOSE = ("teryt", "year")
_ORDER = (*_WHOSE, "plane", "area", "point")
_AGAINST = {  # proposals that do not go with a level of the text
    ("add", 1): "what is written already is redrafted or kept",
    ("add", 2): "what is written already is redrafted or kept",
    ("redraft", 0): "what is not written cannot be redrafted",
    ("keep", 0): "what is not written cannot be kept",
}


def read_programme(handed: Sequence[Handed], scope: Scope) -> ReadRows:
    """
    Read programmes with their dates.

    Parameters
    ----------
    handed
        CSV files or workbooks with the columns teryt, year, resolution, adopted, consulted, report, source, or their Polish heads.
    scope
        The partnership's municipalities and powiats.

    Returns
    -------
        Rows as declared in `diagnoza.tables.programme.Programme`. A row without a known unit or year is set aside; a day that cannot be
        read is emptied, and told.

    Raises
    ------
    ProblemsError
        If a file cannot be read or columns are missing.
    """

    def read_row(row: Row) -> dict[str, object]:
        values = cells.read_whose(row, scope) | {"resolution": row.text("resolution"), "source": row.text("source")}
        values |= {name: cells.read_day(row, name) for name in ("adopted", "report")} | {"consulted": cells.read_yes_no(row, "consulted")}
        _doubt_days(row, values)
        return values

    form = Form(heads.PROGRAMME, heads.PROGRAMME_REQUIRED, Programme, _WHOSE, lambda row: (row["teryt"], row["year"]))
    return read_files(handed, form, read_row)


def _doubt_days(row: Row, values: Mapping[str, object]) -> None:
    """Tell days that stand far from the year of the programme: they are kept, but may be slips."""
    adopted, report, year = str(values["adopted"]), str(values["report"]), int(str(values["year"]))
    if adopted and year and not year - 2 <= dt.date.fromisoformat(adopted).year <= year:
        row.report("adopted", f"{adopted} is far from the programme for {year}", "See whether day and year belong together")
    if report and year and dt.date.fromisoformat(report) <= dt.date(year, 12, 31):
        row.report(
            "report", f"{report} is before the end of {year}", "Write the day of the report on this programme, not of an earlier one"
        )
    if adopted and report and report < adopted:
        row.report("report", f"{report} is before the adoption on {adopted}", "Correct one of the two")


def read_provisions(handed: Sequence[Handed], scope: Scope, model: Model) -> ReadRows:
    """
    Read quotes from programmes.

    Parameters
    ----------
    handed
        CSV files or workbooks with the columns teryt, year, paragraph, quote, point, area, source, or their Polish heads.
    scope
        The partnership's municipalities and powiats.
    model
        The areas and points that there are.

    Returns
    -------
        Rows as declared in `diagnoza.tables.programme.Provisions`. A row without a quote, or on an unknown area or point, is set aside.

    Raises
    ------
    ProblemsError
        If a file cannot be read or columns are missing.
    """

    def read_row(row: Row) -> dict[str, object]:
        values = cells.read_whose(row, scope) | {name: row.text(name) for name in ("paragraph", "quote", "source")}
        if not values["quote"]:
            row.report("quote", "the cell is empty", "Copy the words of the programme", aside=NO_QUOTE)
        values |= {"point": cells.read_point(row, model), "area": cells.read_area(row, model)}
        if not row.reason and values["point"] is None and not values["area"]:
            row.report("quote", "the quote belongs to no area and no point", "Write in `area` or `point` what it is about")
        return values

    form = Form(heads.PROVISIONS, heads.PROVISIONS_REQUIRED, Provisions, _WHOSE, _everything)
    return read_files(handed, form, read_row)


def read_coverage(handed: Sequence[Handed], scope: Scope, model: Model) -> ReadRows:
    """
    Read what people judged of programmes.

    Parameters
    ----------
    handed
        CSV files or workbooks with the columns of `diagnoza.tables.programme.Coverage`, or their Polish heads. A row with an area or a
        point may have levels and scores; one with a plane only is a finding on the plane, one with neither on the whole programme.
    scope
        The partnership's municipalities and powiats.
    model
        The planes, areas and points that there are.

    Returns
    -------
        Rows as declared there; an empty level or score was not assessed. A row is set aside where it does not tell what it is about, or
        a level, a score or a proposal cannot be.

    Raises
    ------
    ProblemsError
        If a file cannot be read or columns are missing.
    """

    def read_row(row: Row) -> dict[str, object]:
        area, point = cells.read_area(row, model), cells.read_point(row, model)
        values = cells.read_whose(row, scope) | {"plane": cells.read_plane(row, model, area), "area": area, "point": point}
        values |= {name: cells.read_level(row, name) for name in ("level_text", "level_practice")}
        values |= {name: cells.read_score(row, name, model) for name in ("score_jst", "score_ngo", "score_agreed")}
        values |= {"proposal": cells.read_proposal(row), "owner": cells.read_owner(row)}
        values |= {name: row.text(name) for name in ("evidence", "action", "term", "source")}
        if not row.reason:
            _doubt(row, values)
        return values

    return read_files(handed, Form(heads.COVERAGE, heads.COVERAGE_REQUIRED, Coverage, _ORDER, _subject), read_row)


def _doubt(row: Row, values: Mapping[str, object]) -> None:
    """Set aside a row whose parts do not belong together; tell a proposal that does not go with its level."""
    judged = [name for name in _JUDGED if values[name] is not None]
    if values["point"] is not None and values["plane"] is not None:
        row.report("point", "the row names a statutory point and a plane of the model", "Write a row for each", aside=cells.TWO_THINGS)
    elif values["point"] is None and not values["area"] and judged:
        row.report(judged[0], "it belongs to no area and no point", "Write which area or point it is about", aside=LEVEL_OF_NOTHING)
    elif values["point"] is None and not values["area"] and not any(values[name] for name in ("evidence", "proposal", "action")):
        row.report(
            "evidence", "nothing is said of the plane or the programme", "Write what was found, or take the row out", aside=NOTHING_SAID
        )
    elif against := _AGAINST.get((str(values["proposal"]), -1 if values["level_text"] is None else int(str(values["level_text"])))):
        row.report(
            "proposal", f"„{row.text('proposal')}” with level {values['level_text']} of the text: {against}", "Correct one of the two"
        )


def _subject(values: Mapping[str, object]) -> tuple[object, ...]:
    """Tell rows apart by the area or point that they are about; findings by all that they say."""
    if values["area"] or values["point"] is not None:
        return (values["teryt"], values["year"], values["area"], values["point"])
    return _everything(values)


def _everything(values: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(value for name, value in sorted(values.items()) if name != "source")
