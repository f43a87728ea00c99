"""The list of institutions as delivered: kinds, levels, who answered, who is a single person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from diagnoza.catalogue import is_powiat, known
from diagnoza.folding import fold
from diagnoza.institutions import heads as named_heads
from diagnoza.institutions.account import Options, opened
from diagnoza.institutions.method import OTHER
from diagnoza.institutions.scales import yes_or_no
from diagnoza.tables.institutions import LEVELS, SECTORS, Institutions

if TYPE_CHECKING:
    from pathlib import Path

    from diagnoza.account import ReadRows
    from diagnoza.catalogue import Scope
    from diagnoza.institutions.account import Account
    from diagnoza.institutions.method import Method

NO_ID = "brak identyfikatora instytucji"
NO_NAME = "brak nazwy instytucji"
NO_LEVEL = "nieznany poziom instytucji"
NO_UNIT = "nieznana gmina lub powiat"
REPEATED = "powtórzony identyfikator instytucji"
NOT_TOLD = -1
LEVEL_WORDS = {"gmina": ("gminny", "lokalny", "municipality"), "powiat": ("powiatowy", "county"), "region": ("województwo", "regionalny")}
SECTOR_WORDS = {
    "administration": "administracja",
    "social": "pomoc społeczna",
    "education": "edukacja",
    "health": "zdrowie",
    "labour": "rynek pracy",
    "safety": "bezpieczeństwo",
    "justice": "wymiar sprawiedliwości",
    "culture": "kultura",
    "community": "społeczność lokalna",
    "religion": "związki wyznaniowe",
    "other": "inny sektor",
}


def read_institutions(path: Path, scope: Scope, method: Method, options: Options | None = None) -> ReadRows:
    """
    Read the list of institutions.

    Parameters
    ----------
    path
        CSV or a workbook with the columns id, name, type (kind), and where they are told level, sector, teryt, one_person, responded;
        or their Polish heads.
    scope
        The municipalities and powiats they may belong to.
    method
        Kinds of institutions.
    options
        How to read; None: as the file says itself.

    Returns
    -------
        Institutions as declared in `diagnoza.tables.institutions.Institutions`, in the order of the file, the account of rows, and
        problems. A level or sector that is not told is that of the kind; `responded` that is not told is -1 until `network.answered`
        sees who reports. A kind that is not known is „other”. A name of a person is replaced by that of the kind. A row is set aside
        without an id, a name or a level, with an unknown place, or where its id stands there already.

    Raises
    ------
    ProblemsError
        If the file cannot be read or columns are missing.
    """
    options = options or Options()
    account, rows = opened(path, named_heads.INSTITUTIONS, named_heads.INSTITUTIONS_REQUIRED, options)
    seen: set[str] = set()
    for line, cells in rows:
        row = _kind(account, line, cells, method)
        row |= {"institution": cells["id"], "name": _name(account, line, cells, (options, method, str(row["kind"])))}
        row["teryt"] = _place(account, line, cells.get("teryt", ""), (scope, str(row["level"])))
        for column, default in (("one_person", row.pop("alone")), ("responded", NOT_TOLD)):
            row[column] = _yes(account, line, column, (cells.get(column, ""), default))
        if reason := _reason(account, line, cells, row, seen):
            account.set_aside(line, reason)
        else:
            account.kept[line] = row
            seen.add(cells["id"])
    columns = list(Institutions.to_schema().columns)
    table = pd.DataFrame(list(account.kept.values()), columns=columns)
    return account.read(table.astype(dict.fromkeys(columns[:6], "string")))


def _kind(account: Account, line: int, cells: dict[str, str], method: Method) -> dict[str, object]:
    """Read kind, level and sector."""
    kind = method.kind(cells["kind"])
    if not kind:
        account.report(
            line, "kind", f"„{cells['kind']}” is not known, so it is taken as another institution", known(cells["kind"], _names(method))
        )
    of_kind = method.kinds.get(kind)
    level = next((one for one in LEVELS if fold(cells.get("level", "")) in {one, *map(fold, LEVEL_WORDS[one])}), "")
    if cells.get("level") and not level:
        account.report(line, "level", f"„{cells['level']}” is not known", known(cells["level"], LEVELS))
    sector = next((one for one in SECTORS if fold(cells.get("sector", "")) in {one, fold(SECTOR_WORDS[one])}), "")
    if cells.get("sector") and not sector:
        account.report(
            line, "sector", f"„{cells['sector']}” is not known; that of the kind counts", known(cells["sector"], SECTOR_WORDS.values())
        )
    return {
        "kind": kind or OTHER,
        "level": level or (of_kind.level if of_kind else ""),
        "sector": sector or (of_kind.sector if of_kind else OTHER),
        "alone": int(of_kind.one_person) if of_kind else 0,
    }


def _names(method: Method) -> list[str]:
    return [one.name for one in method.kinds.values()]


def _name(account: Account, line: int, cells: dict[str, str], about: tuple[Options, Method, str]) -> str:
    """Take the name, unless it is that of a person."""
    options, method, kind = about
    if not options.names_person(cells["name"]):
        return cells["name"]
    account.report(line, "name", "the name holds personal data; that of the kind stands instead", "Write the institution, e.g. dzielnicowy")
    return method.kind_name(kind)


def _place(account: Account, line: int, text: str, about: tuple[Scope, str]) -> str:
    """Read where an institution belongs; the only municipality, or its powiat, where that is not told; "?" where it is unknown."""
    scope, level = about
    if level == "region":
        return ""
    if not text:
        if len(scope.members) == 1 and level in LEVELS:
            return scope.members[0] if level == "gmina" else scope.members[0][:4]
        return ""
    found = scope.unit(text)
    if not found:
        account.report(line, "teryt", f"„{text}” is not known", known(text, scope.units()))
        return "?"
    return found[:4] if level == "powiat" and not is_powiat(found) else found


def _yes(account: Account, line: int, column: str, about: tuple[str, object]) -> object:
    text, default = about
    answer = yes_or_no(text)
    if text and answer is None:
        account.report(line, column, f"„{text}” is neither yes nor no; it is taken as not told", "Write 1 or 0")
    return default if answer is None else answer


def _reason(account: Account, line: int, cells: dict[str, str], row: dict[str, object], seen: set[str]) -> str:
    """Find why a row is set aside; "" where it is kept."""
    if row["teryt"] == "?":
        return NO_UNIT  # told already
    if not cells["id"]:
        account.report(line, "id", "the cell is empty", "Give the institution an id that ties name")
        return NO_ID
    if cells["id"] in seen:
        account.report(line, "id", f"„{cells['id']}” stands there already; the first counts", "Give each institution an id of its own")
        return REPEATED
    if not cells["name"]:
        account.report(line, "name", "the cell is empty", "Write the name of the institution")
        return NO_NAME
    if not row["level"]:
        account.report(line, "level", "the level is not told and does not follow from the kind", f"Write one of {', '.join(LEVELS)}")
        return NO_LEVEL
    return ""
