"""Who the partners are, what they delivered and which constants differ: ``params/<partnership>.yaml`` as a typed, frozen object."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import Field, PrivateAttr

from diagnoza.errors import DiagnozaError, ParamsError, Problem
from diagnoza.flow_params import FlowParams, Side, Year
from diagnoza.partnership_checks import examine
from diagnoza.strict_yaml import Strict, Text
from diagnoza.survey_params import Dialect, Sector, Survey
from diagnoza.teryt import REGISTER, Register

Kind = Literal["union", "informal", "single"]
Role = Literal["lead", "member", "provider"]
Origin = Literal["real", "synthetic"]
Table = Literal[
    "surveys",
    "inventory",
    "practices",
    "comparison",
    "training_needs",
    "flows",
    "capacity",
    "unit_costs",
    "travel",
    "meetings",
    "statements",
    "institutions",
    "ties",
    "team",
    "readiness",
    "programme",
    "provisions",
    "coverage",
    "goals",
    "regional_goals",
    "comments",
]
TABLES: tuple[str, ...] = get_args(Table)


class Member(Strict):
    """One of the partners."""

    teryt: Text = Field(description='the code in quotes: seven digits of a municipality, "0402042", or four of a powiat, "0402"')
    role: Role = Field(description="one of lead, member, provider; a powiat is a provider")
    joined: dt.date | None = Field(default=None, description="the day of joining, without quotes, e.g. 2021-03-30")


class Period(Strict):
    """The years the diagnosis was made in."""

    start: Year = Field(description="the first year of the period, four digits, 1990 to 2100")
    end: Year = Field(description="the last year of the period, four digits, 1990 to 2100")


class Delivery(Strict):
    """A file as a partner or a contractor handed it over."""

    table: Table = Field(description=f"one of {', '.join(TABLES)}")
    file: Text = Field(description="the path of the file from data/raw/<id>/, e.g. surveys/youth.csv")
    provider: Text = Field(description="who handed the file over, in words")
    date: dt.date = Field(description="the day it was handed over, without quotes, e.g. 2021-03-30")
    licence: Text = Field(description="on what terms it may be used, in words")
    origin: Origin = Field(description="one of real, synthetic")
    survey: Text | None = Field(default=None, description="for surveys: the id of one of `surveys`, which this file holds answers to")
    dialect: Dialect | None = Field(
        default=None, description=f"for surveys: the tool that exported it, one of {', '.join(get_args(Dialect))}; or take it out"
    )
    side: Side | None = Field(default=None, description=f"for flows: who reports, one of {', '.join(get_args(Side))}; or take it out")
    service: Text | None = Field(default=None, description="for flows: the id of the service, where the file does not say it")
    year: Year | None = Field(default=None, description="for flows: the year, four digits, where the file does not say it")
    encoding: Text | None = Field(default=None, description="the encoding of a text file, e.g. cp1250, or take it out")
    sheet: Text | None = Field(default=None, description="the sheet of a workbook, or take it out where only one holds anything")


class Method(Strict):
    """Constants of the method; a params file gives those that differ."""

    change_years: Literal[3, 5] = Field(default=5, description="3 or 5, the years over which change is measured")
    z_limit: float = Field(
        default=3.0, ge=1, le=10, allow_inf_nan=False, description="the largest distance from the mean that counts, 1 to 10 [sd]"
    )


class Previous(Strict):
    """The edition of the diagnosis before this one."""

    folder: Text = Field(description="the folder of the edition from data/raw/<id>/, e.g. editions/2021-02-28")
    date: dt.date = Field(description="the day of that edition, without quotes, e.g. 2021-02-28")


class Partnership(Strict):
    """
    A partnership of municipalities, or a single one.

    Its members may lie in pieces and may have joined later; a powiat is a provider of services and counts in no table per inhabitant.
    """

    id: str = Field(
        pattern=r"^[a-z0-9-]+$", description="the name of the file without .yaml, of lower-case letters a-z, digits and hyphens"
    )
    name: Text = Field(description="the full Polish name of the partnership")
    kind: Kind = Field(description="one of union, informal, single")
    members: tuple[Member, ...] = Field(description="the list of partners, each with the keys teryt and role")
    period: Period = Field(description="the keys start and end, two years")
    description: Text = Field(description="two to five Polish sentences about the partnership, with their source")
    sources: tuple[Delivery, ...] = Field(default=(), description="the list of delivered files, [] when there are none yet")
    sectors: tuple[Sector, ...] = Field(
        default=("edukacja", "kultura", "sprawy_spoleczne", "transport"),
        description=f"the list of sectors that services are studied by, of {', '.join(get_args(Sector))}, or take it out",
    )
    surveys: tuple[Survey, ...] = Field(default=(), description="the list of surveys, or take it out when there are none")
    flows: FlowParams = Field(
        default=FlowParams(), description="those of the keys agree, settlement, scenarios and others that are needed, or take `flows` out"
    )
    method: Method = Field(default=Method(), description="those of the keys change_years and z_limit that differ, or take `method` out")
    previous: Previous | None = Field(
        default=None, description="the keys folder and date of the edition before this one, or take `previous` out where this is the first"
    )
    reference: Text | None = Field(
        default=None, description="the folder of the national tables, from the project folder, or take `reference` out"
    )
    _path: Path = PrivateAttr()

    def model_post_init(self, context: Any, /) -> None:
        """Remember the file."""
        self._path = (context or {}).get("path", Path("params") / f"{self.id}.yaml")

    @property
    def path(self) -> Path:
        """The params file."""
        return self._path

    @property
    def municipalities(self) -> tuple[str, ...]:
        """Codes of the municipalities, in the order of the file."""
        return tuple(member.teryt for member in self.members if member.role != "provider")

    @property
    def providers(self) -> tuple[str, ...]:
        """Codes of the powiats that provide services with them."""
        return tuple(member.teryt for member in self.members if member.role == "provider")

    @property
    def lead(self) -> str | None:
        """Code of the municipality that leads; None when nobody does."""
        return next((member.teryt for member in self.members if member.role == "lead"), None)


def load_partnership(id_or_path: str | Path, root: Path) -> Partnership:
    """
    Read one partnership.

    Parameters
    ----------
    id_or_path
        Its id, e.g. ``mg-6``, or the path of a params file.
    root
        The project folder.

    Returns
    -------
        The partnership, every value of it checked.

    Raises
    ------
    ParamsError
        With every problem of the file; or, when there is no such file, with the ids that there are.
    """
    path = _params_file(id_or_path, root)
    if not path.is_file():
        known = ", ".join(file.stem for file in _params_files(root)) or "none yet"
        raise ParamsError([Problem(f"params/{path.name}", "file", f"there is no partnership '{id_or_path}'", f"Known are: {known}")])
    return _load([path], root)[0]


def load_partnerships(root: Path) -> list[Partnership]:
    """
    Read all partnerships of ``params/``, sorted by id.

    Parameters
    ----------
    root
        The project folder.

    Returns
    -------
        The partnerships; an empty list when there are none.

    Raises
    ------
    ParamsError
        With every problem of all files.
    """
    return _load(_params_files(root), root)


def project_root(start: Path | None = None) -> Path:
    """
    Find the project folder.

    Parameters
    ----------
    start
        Where to begin to look upwards; the working directory when it is not given.

    Returns
    -------
        The folder that the environment variable DIAGNOZA_ROOT names, or else the first one upwards that holds params/ and notebooks/.

    Raises
    ------
    DiagnozaError
        If there is none.
    """
    if named := os.environ.get("DIAGNOZA_ROOT"):
        if not (Path(named) / "params").is_dir():
            msg = f"DIAGNOZA_ROOT names {named}, which holds no params/. Set it to the project folder, or unset it."
            raise DiagnozaError(msg)
        return Path(named).resolve()
    begin = (start or Path.cwd()).resolve()
    for folder in (begin, *begin.parents):
        if (folder / "params").is_dir() and (folder / "notebooks").is_dir():
            return folder
    msg = f"No project folder (with params/ and notebooks/) in {begin} or above. Go to the project folder, or set DIAGNOZA_ROOT to it."
    raise DiagnozaError(msg)


def _params_file(id_or_path: str | Path, root: Path) -> Path:
    given = Path(id_or_path)
    if len(given.parts) == 1 and given.suffix not in {".yaml", ".yml"}:
        return root / "params" / f"{id_or_path}.yaml"
    return given if given.is_file() else root / given


def _params_files(root: Path) -> list[Path]:
    files = [file for ending in ("yaml", "yml") for file in (root / "params").glob(f"*.{ending}")]
    return sorted(file for file in files if not file.name.startswith(".") and not file.stem.endswith(".corrections"))


def _load(files: list[Path], root: Path) -> list[Partnership]:
    register = Register.load(root / REGISTER)
    drafts = [examine(file, root=root, model=Partnership, register=register) for file in files]
    if problems := [problem for draft in drafts for _, problem in draft.problems]:
        raise ParamsError(problems)
    return [Partnership.model_validate(draft.values, context={"path": draft.path}) for draft in drafts]
