"""What a notebook opens: the processed tables of one partnership, or of one municipality, read when they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from diagnoza import polish
from diagnoza.errors import DiagnozaError, NotDelivered
from diagnoza.partners.names import municipal_names
from diagnoza.partnership import Partnership, load_partnership, load_partnerships, project_root
from diagnoza.prepare.partnership import prepare
from diagnoza.prepare.reference import prepare_reference, reference_folder
from diagnoza.stored.base import Stored
from diagnoza.stored.comments import CommentTables
from diagnoza.stored.editions import EditionTables
from diagnoza.stored.flows import FlowTables
from diagnoza.stored.goals import GoalTables
from diagnoza.stored.institutions import InstitutionTables
from diagnoza.stored.programme import ProgrammeTables
from diagnoza.stored.services import ServiceTables
from diagnoza.stored.surveys import SurveyTables
from diagnoza.stored.synthesis import SynthesisTables
from diagnoza.stored.voices import VoiceTables

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Case(
    SurveyTables,
    ServiceTables,
    FlowTables,
    VoiceTables,
    InstitutionTables,
    ProgrammeTables,
    GoalTables,
    SynthesisTables,
    CommentTables,
    EditionTables,
):
    """One partnership: its params and its processed tables."""

    partnership: Partnership

    @property
    def id(self) -> str:
        """Identifier, as in the name of the params file."""
        return self.partnership.id

    @property
    def name(self) -> str:
        """Full Polish name."""
        return self.partnership.name

    @property
    def sectors(self) -> tuple[str, ...]:
        """Sectors that services are studied by."""
        return self.partnership.sectors

    @cached_property
    def partners(self) -> pd.DataFrame:
        """Table `Partners`."""
        return self._read("partners")

    @cached_property
    def names(self) -> pd.Series:
        """
        Name of each municipality, by code, in Polish alphabetical order.

        Those of one name are told apart: "m. Bolesławiec" the town, "gm. Bolesławiec" the rural municipality around it;
        if need be also by their powiat.
        """
        return municipal_names(self.partners)

    @cached_property
    def members(self) -> tuple[str, ...]:
        """Codes of the municipalities, in Polish alphabetical order of their names."""
        return tuple(self.names.index)

    @cached_property
    def deliveries(self) -> pd.DataFrame:
        """Table `Deliveries`."""
        return self._read("deliveries")

    @cached_property
    def has_indicators(self) -> bool:
        """Whether there are public figures of any municipality of the partnership."""
        return bool(self._read("indicators")["teryt"].isin(self.members).any())

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """
        Table `Indicators`.

        Raises
        ------
        NotDelivered
            If there are no public figures of any municipality of the partnership.
        """
        if not self.has_indicators:
            msg = "Nie dostarczono danych publicznych dla gmin partnerstwa, dlatego tej części nie opracowano."
            raise NotDelivered(msg)
        return self._read("indicators")

    @cached_property
    def boundaries(self) -> gpd.GeoDataFrame | None:
        """Boundaries of the members (`member` true) and of their neighbours; None where no boundaries were given."""
        path = self._noted("boundaries.parquet")
        return gpd.read_parquet(path) if path.is_file() else None


@dataclass(frozen=True)
class MunicipalCase(Stored):
    """
    One municipality and its processed tables.

    Attributes
    ----------
    teryt
        Its code.
    within
        The partnership that its profile is made for; None for a profile of public figures alone.
    """

    teryt: str
    within: Case | None = None

    @cached_property
    def unit(self) -> pd.Series:
        """The row of the register: name, type, powiat, voivodeship."""
        return pd.Series(self._read("units").set_index("teryt").loc[self.teryt])

    @property
    def name(self) -> str:
        """How the municipality is announced: "gmina Deszczno", "miasto Starachowice"."""
        return polish.place(self.unit["name"], self.unit["type"])

    @property
    def members(self) -> tuple[str, ...]:
        """The one code, so that measures of several municipalities serve one as well."""
        return (self.teryt,)

    @property
    def names(self) -> pd.Series:
        """Its name, by its code, as measures of several municipalities take it."""
        return pd.Series({self.teryt: self.unit["name"]})

    @cached_property
    def _indicators(self) -> pd.DataFrame:
        return pd.read_parquet(self._noted("indicators.parquet"), filters=[("teryt", "==", self.teryt)])

    @property
    def has_indicators(self) -> bool:
        """Whether there are public figures of it."""
        return not self._indicators.empty

    @property
    def indicators(self) -> pd.DataFrame:
        """
        Table `Indicators`, rows of this municipality.

        Raises
        ------
        NotDelivered
            If there are no public figures of it; only within a partnership, as there is no other profile of it.
        """
        if not self.has_indicators:
            msg = "Nie dostarczono danych publicznych tej gminy, dlatego tej części nie opracowano."
            raise NotDelivered(msg)
        return self._indicators

    @cached_property
    def partnerships(self) -> list[Partnership]:
        """The partnerships in params/ that it belongs to."""
        return [one for one in load_partnerships(self.root) if self.teryt in one.municipalities]


def open_case(partnership: str, *, root: Path | None = None) -> Case:
    """
    Open a partnership for a notebook; its processed tables are made first where they are missing or out of date.

    Parameters
    ----------
    partnership
        Identifier: the name of its file in params/.
    root
        Project root; without it the one that the working folder lies in.

    Raises
    ------
    ParamsError
        If the params have problems; all of them are listed.
    """
    root = root or project_root()
    loaded = load_partnership(partnership, root)
    made = prepare(loaded, root)
    return Case(root, made.folder, made.fingerprint, loaded)


def open_municipality(municipality: str, partnership: str = "", *, root: Path | None = None) -> MunicipalCase:
    """
    Open a municipality for its profile.

    Parameters
    ----------
    municipality
        Seven digits, text.
    partnership
        The partnership whose diagnosis the profile draws on; "" for public figures alone.
    root
        Project root; without it the one that the working folder lies in.

    Raises
    ------
    DiagnozaError
        If the code is a number, there are no figures of such a municipality, or it does not belong to the partnership.
    """
    if not isinstance(municipality, str):
        remedy = f"Write it in quotes; with papermill use -r municipality {municipality}"
        msg = f"The code {municipality} is a number, but a code is text. {remedy}."
        raise DiagnozaError(msg)
    root = root or project_root()
    made = prepare_reference(root, reference_folder(root))
    case = MunicipalCase(root, made.folder, made.fingerprint, municipality, _within(municipality, partnership, root))
    if case.within is None and not case.has_indicators:
        remedy = "Check the code in data/raw/reference/register.csv, or name the national tables in DIAGNOZA_REFERENCE"
        msg = f"No public figures of municipality {municipality!r}. {remedy}."
        raise DiagnozaError(msg)
    return case


def _within(municipality: str, partnership: str, root: Path) -> Case | None:
    """Open the partnership of a municipality, if one is named."""
    if not partnership:
        return None
    case = open_case(partnership, root=root)
    if municipality not in case.members:
        msg = f"Municipality {municipality!r} does not belong to {partnership}. Its municipalities are: {', '.join(case.members)}."
        raise DiagnozaError(msg)
    return case
